"""`cutover tick`: what it records, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from tests.cli.command_line import (
    NOW,
    WITHOUT_ROOTS_POWERS,
    CommandLine,
    a_started_run,
    cutover_process,
    damage,
    log_lines,
    needs_posix,
    remembered_run,
    tear,
)
from tests.examples import PLAN, a_plan, a_task

from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path


SAID = ("--confirmed-with", "service desk", "--ref", "4471")


def last_record(run: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads(log_lines(run)[-1])
    return record


def note_of(run: Path) -> dict[str, str]:
    """What was typed into the last record, read as the exports do."""
    record = last_record(run)
    body = record["body"]
    assert isinstance(body, dict)
    return {**{str(name): str(value) for name, value in body.items()}, "note": str(record.get("note", ""))}


def test_a_tick_prints_the_number_of_its_record(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "F-01a", "--by", "jb", "--observed", "off, confirmed by the lab", *SAID, "--now", NOW)

    assert said.code == 0
    assert (said.out, said.err) == ("1\n", "")
    record = last_record(run)
    assert (record["seq"], record["type"], record["about"], record["actor"]) == (1, "task.completed", "F-01a", "JB")
    assert record["recorded_at"] == "2026-11-26T17:42:00.000Z"


def test_a_task_that_asks_for_nothing_is_ticked_without_a_word(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    assert (said.code, said.out, said.err) == (0, "1\n", "")


def test_initials_and_numbers_may_be_typed_in_small_letters(cutover: CommandLine, run: Path) -> None:
    cutover("tick", run, "f-01A", "--by", "sp", "--observed", "off", "--now", NOW)

    assert (last_record(run)["about"], last_record(run)["actor"]) == ("F-01a", "SP")


def test_a_note_and_a_second_person_are_recorded(cutover: CommandLine, run: Path) -> None:
    said = cutover(
        *("tick", run, "F-02", "--by", "JB", "--checked-by", "sp", "--observed", "paused", "--note", "=1+1 Siân"),
        *(*SAID, "--now", NOW),
    )

    assert (said.code, said.err) == (0, "")
    assert last_record(run)["auth"] == "two-person"
    assert note_of(run)["checked_by"] == "SP"
    assert "=1+1 Siân" in note_of(run)["note"]


def test_a_second_person_still_to_come_is_said(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "F-02", "--by", "JB", "--observed", "paused", *SAID, "--now", NOW)

    assert (said.code, said.out) == (0, "1\n")
    assert said.err == "F-02 now waits for a second person to check it.\n"


def test_what_was_not_said_is_recorded_as_not_recorded(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "P-01", "--by", "JB", "--now", NOW)

    assert said.code == 0
    assert said.err == "P-01 asks for what was seen; recorded as Not recorded. Say it with --observed.\n"
    assert "Not recorded" in note_of(run)["note"]


def test_what_the_other_end_said_is_recorded_with_the_tick(cutover: CommandLine, run: Path) -> None:
    said = cutover(
        *("tick", run, "F-01a", "--by", "JB", "--observed", "off, confirmed by the lab", *SAID),
        *("--catcher", "sp", "--route", "the lab rings 214", "--now", NOW),
    )

    assert (said.code, said.err) == (0, "")
    assert note_of(run) == {
        "catcher": "SP",
        "texts": "observed confirmed_with reference route",
        "note": "off, confirmed by the lab\nservice desk\n4471\nthe lab rings 214",
    }


def test_a_switch_that_nobody_confirmed_is_recorded_as_such_and_said(cutover: CommandLine, run: Path) -> None:
    off = cutover("tick", run, "F-01a", "--by", "JB", "--observed", "off, confirmed by the lab", "--now", NOW)
    on = cutover("tick", run, "G-02a", "--by", "JB", "--reason", "a rehearsal", "--now", NOW)

    assert off.code == on.code == 0
    assert off.err == (
        "Nobody at the other end is named as confirming it; recorded as Not recorded. "
        "Say it with --confirmed-with and --ref.\n"
    )
    assert on.err == "No first real item is named; recorded as Not recorded. Say it with --first-item.\n"
    assert "Not recorded" in note_of(run)["note"]


def test_a_tick_past_its_window_is_recorded_and_said(cutover: CommandLine, run: Path) -> None:
    late = "2026-11-26T19:00:00+00:00"

    said = cutover("tick", run, "F-01a", "--by", "JB", "--observed", "off, confirmed by the lab", *SAID, "--now", late)

    assert (said.code, said.out) == (0, "1\n")
    assert said.err == (
        "Recorded as past its window, reason: Not recorded. Say why with --reason, or correct the entry.\n"
    )
    assert note_of(run)["unusual"] == "past its window"


def test_a_tick_past_its_window_with_its_reason_needs_no_words(cutover: CommandLine, run: Path) -> None:
    late = "2026-11-26T19:00:00+00:00"

    said = cutover(
        *("tick", run, "F-01a", "--by", "JB", "--observed", "off", "--now", late, "--reason", "the desk was engaged"),
        *SAID,
    )

    assert (said.code, said.err) == (0, "")
    assert "the desk was engaged" in note_of(run)["note"]


def test_a_tick_out_of_order_and_too_early_says_both(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "G-02a", "--by", "JB", "--now", NOW)

    assert said.code == 0
    assert said.err.startswith("Recorded as too early and out of order, reason: Not recorded.")


# -- refusals: exit 1, and nothing recorded


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            ["F-02", "--by", "XX"],
            "XX is not on the roster of this run. The initials on it are DR, JB, MK, SP.",
        ),
        (
            ["F-02", "--by", "JB", "--checked-by", "QQ"],
            "QQ is not on the roster of this run. The initials on it are DR, JB, MK, SP.",
        ),
        (
            ["F-02", "--by", "JB", "--checked-by", "JB"],
            "F-02 needs a different person to check it: JB did it. Ask somebody else who can see it.",
        ),
        (
            ["F-02", "--by", "JB", "--observed", "still on"],
            (
                "‘still on’ means that F-02 is not done, so it was not ticked. "
                "Record it once it is done, or mark it as one that cannot be done."
            ),
        ),
        (
            ["F-2", "--by", "JB"],
            "There is no task F-2 in this plan. Did you mean F-02?",
        ),
        (
            ["F-01", "--by", "JB"],
            "There is no task F-01 in this plan. Did you mean F-01a or F-01b?",
        ),
        (
            ["zebra", "--by", "JB"],
            "There is no task zebra in this plan. `cutover status --json` lists them all.",
        ),
        (
            ["P-02", "--by", "JB", "--at", "18:05"],
            "18:05 has not come yet: it is 17:42. Give the time it happened, or leave it out for now.",
        ),
        (
            ["P-02", "--by", "JB", "--at", "16:05"],
            "This happened 1hr 37min ago, at 16:05. Say in a few words why it is recorded now.",
        ),
        (
            ["P-02", "--by", "JB", "--at", "25 Oct 01:30", "--late-reason", "paper"],
            "25 Oct 01:30 came twice that night: 01:30 BST or 01:30 GMT. Say which, such as --at ‘25 Oct 01:30 BST’.",
        ),
        (
            ["P-02", "--by", "JB", "--at", "29 Mar 2026 01:30", "--late-reason", "paper"],
            (
                "29 Mar 2026 01:30 did not come that night: the clocks went forward over it. "
                "Give the time the clock showed."
            ),
        ),
    ],
)
def test_a_refusal_says_why_and_records_nothing(cutover: CommandLine, run: Path, typed: list[str], words: str) -> None:
    said = cutover("tick", run, *typed, "--now", NOW)

    assert (said.code, said.out, said.err) == (1, "", f"{words}\n")
    assert len(log_lines(run)) == 1


def test_the_half_of_the_doubled_hour_may_be_named(cutover: CommandLine, run: Path) -> None:
    said = cutover(
        "tick", run, "P-02", "--by", "JB", "--at", "25 Oct 01:30 BST", "--late-reason", "paper", "--now", NOW
    )

    assert said.code == 0
    assert last_record(run)["occurred_at"] == "2026-10-25T00:30:00.000Z"


def test_a_late_entry_keeps_both_times_and_its_reason(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "P-02", "--by", "JB", "--at", "16:05", "--late-reason", "on paper", "--now", NOW)

    assert said.code == 0
    record = last_record(run)
    assert (record["occurred_at"], record["late_reason"]) == ("2026-11-26T16:05:00.000Z", "on paper")


def test_a_task_that_is_done_is_refused_with_who_did_it(cutover: CommandLine, run: Path) -> None:
    cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    said = cutover("tick", run, "P-02", "--by", "SP", "--now", NOW)

    assert said.code == 1
    assert said.err == "P-02 is already recorded as done, 17:42 JB. To do it again, reopen it with a reason.\n"


def test_a_live_run_goes_by_the_computers_own_clock(cutover: CommandLine, tmp_path: Path) -> None:
    live = a_started_run(tmp_path, kind=RunKind.LIVE)

    said = cutover("tick", live, "P-02", "--by", "JB", "--now", NOW)

    assert said.code == 2
    assert said.err == (
        "y09999-20261126-live-1 is a live run, so it goes by the computer's own clock. Leave --now out.\n"
    )
    assert len(log_lines(live)) == 1


# -- wrong usage and what cannot be read: exit 2


@pytest.mark.parametrize("time_typed", ["25:30", "tea time", "31 Feb 12:00"])
def test_a_time_that_is_none_is_wrong_usage(cutover: CommandLine, run: Path, time_typed: str) -> None:
    said = cutover("tick", run, "P-02", "--by", "JB", "--at", time_typed, "--now", NOW)

    assert said.code == 2
    assert "Use the 24-hour clock: 14:05, yesterday 14:05" in said.err
    assert len(log_lines(run)) == 1


def test_a_run_that_is_not_there_is_wrong_usage(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover("tick", tmp_path / "none", "P-02", "--by", "JB")

    assert said.code == 2
    assert said.err.startswith(f"There is no run {tmp_path / 'none'}: no such folder holds a plan and a log.")


# -- a log that is not whole


def test_a_torn_last_write_is_set_aside_and_said(cutover: CommandLine, run: Path) -> None:
    torn = tear(run)

    said = cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    assert (said.code, said.out) == (0, "2\n")
    aside = next(run.glob("audit-log.jsonl.torn-1-*"))
    assert said.err == (
        f"A torn last write of {len(torn)} bytes was set aside in {aside.name}. It was never confirmed to anyone. "
        "Entry 1 says so.\n"
    )
    assert aside.read_bytes() == torn
    assert verify(run).passed


def test_a_recovery_is_said_once(cutover: CommandLine, run: Path) -> None:
    tear(run)
    cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    said = cutover("tick", run, "P-01", "--by", "JB", "--observed", "23 Nov", "--now", NOW)

    assert (said.code, said.err) == (0, "")


def test_a_damaged_log_is_left_as_it_is(cutover: CommandLine, run: Path) -> None:
    cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)
    damage(run, 1, '"actor":"JB"', '"actor":"SP"')
    before = (run / "audit-log.jsonl").read_bytes()

    said = cutover("tick", run, "P-01", "--by", "JB", "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("The audit log is broken at record 1: ")
    assert "Record 0 is sound. Nothing has been altered: keep the file" in said.err
    assert (run / "audit-log.jsonl").read_bytes() == before


@needs_posix
def test_a_full_disk_is_said_and_the_log_stays_whole(cutover: CommandLine, run: Path) -> None:
    size = (run / "audit-log.jsonl").stat().st_size
    full = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 200}, {size + 200}))"

    said = cutover_process("tick", run, "P-02", "--by", "JB", "--now", NOW, before=full)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "NOT SAVED, write it on paper: the file may not grow any more. Nothing was recorded. "
        "Put that right, then record it again.\n"
    )
    assert verify(run).passed
    assert cutover("tick", run, "P-02", "--by", "JB", "--now", NOW).code == 0


@needs_posix
def test_a_read_only_folder_is_said(run: Path) -> None:
    (run / "audit-log.jsonl").chmod(0o400)
    run.chmod(0o500)

    said = cutover_process("tick", run, "P-02", "--by", "JB", "--now", NOW, before=WITHOUT_ROOTS_POWERS)

    run.chmod(0o700)
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("cannot be opened: this user may not write there.\n")
    assert len(log_lines(run)) == 1


@needs_posix
@pytest.mark.parametrize("name", ["audit-log.jsonl", "plan.json"])
@pytest.mark.parametrize("what", ["link", "device", "pipe", "folder"])
def test_what_is_no_plain_file_is_never_opened(cutover: CommandLine, run: Path, name: str, what: str) -> None:
    path = run / name
    kept = path.rename(run / "kept")
    if what == "link":
        path.symlink_to(kept)
    elif what == "device":
        path.symlink_to("/dev/zero")
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()

    for command in (["tick", run, "P-02", "--by", "JB"], ["status", run], ["export", run]):
        said = cutover(*command, "--now", NOW)

        assert said.code == 1
        words = " cannot be opened: it is a link to somewhere else" if path.is_symlink() else " is not an ordinary file"
        assert f"{name}{words}" in said.err


# -- several at once


def test_of_two_ticks_at_once_exactly_one_wins(run: Path) -> None:
    words = [sys.executable, "-m", "cutover_tui", "tick", str(run), "P-02", "--now", NOW, "--by"]
    both = [
        subprocess.Popen([*words, who], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for who in ("JB", "SP")
    ]

    said = [process.communicate(timeout=60) for process in both]

    assert sorted(process.returncode for process in both) == [0, 1]
    assert sorted(out for out, _err in said) == ["", "1\n"]
    assert any("P-02 is already recorded as done, 17:42" in err for _out, err in said)
    assert len(log_lines(run)) == 2


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    tasks = tuple(a_task(f"P-{number:02}", f"Do {number}") for number in range(1, 51))
    run = a_started_run(tmp_path, plan=a_plan(tasks=(*PLAN.tasks[2:], *tasks)))
    many = (
        "from cutover_tui.cli.main import main\n"
        "import sys\n"
        f"sys.exit(max(main(['tick', sys.argv[1], f'P-{{n:02}}', '--by', 'JB', '--now', '{NOW}'])\n"
        "    for n in range(int(sys.argv[2]), int(sys.argv[2]) + 25)))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", many, str(run), first], stdout=subprocess.PIPE, text=True)
        for first in ("1", "26")
    ]

    printed = [int(line) for process in both for line in process.communicate(timeout=120)[0].split()]

    assert [process.returncode for process in both] == [0, 0]
    assert sorted(printed) == list(range(1, 51))
    assert sorted(json.loads(line)["about"] for line in log_lines(run)[1:]) == [task.ref for task in tasks]
    assert verify(run).passed


def test_a_lock_that_is_held_too_long_is_said(run: Path) -> None:
    with FileLock(run / "audit-log.lock"):
        began = time.monotonic()
        said = cutover_process(
            *("tick", run, "P-02", "--by", "JB", "--now", NOW),
            before="import cutover_tui.storage.audit_log as log; log.LOCK_SECONDS = 0.2\n"
            "log.AuditLog.open.__func__.__kwdefaults__['lock_seconds'] = 0.2",
        )

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "Nothing was recorded: another window has been writing to this run for 0.2 seconds. "
        "Look at it, then do this again here.\n"
    )
    assert time.monotonic() - began < 20
    assert len(log_lines(run)) == 1


# -- the second copy


def test_a_tick_reaches_the_second_copy_the_book_knows_of(cutover: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    run = remembered_run(tmp_path, tmp_path / "stick")

    said = cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    assert (said.code, said.err) == (0, "")
    copy = next((tmp_path / "stick").iterdir())
    assert (copy / "audit-log.jsonl").read_bytes() == (run / "audit-log.jsonl").read_bytes()


def test_a_second_copy_that_is_gone_is_said_and_stops_nothing(cutover: CommandLine, tmp_path: Path) -> None:
    run = remembered_run(tmp_path, tmp_path / "pulled")

    said = cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    assert (said.code, said.out) == (0, "1\n")
    assert "The second copy in" in said.err
    assert "it is not there. It lacks" in said.err
    assert not (tmp_path / "pulled").exists()
