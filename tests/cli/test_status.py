"""`cutover status`, and how every command finds a run or says why it cannot."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import (
    NOW,
    SLUG,
    WITHOUT_ROOTS_POWERS,
    CommandLine,
    cutover_process,
    damage,
    log_lines,
    needs_posix,
    remembered_run,
    tear,
)
from tests.examples import PLAN

from cutover_tui.storage.plan_json import PLAN_VERSION

if TYPE_CHECKING:
    from pathlib import Path

READING = ["status", "log", "seal", "export"]
"""The commands that need a run and nothing else."""

SERVICE_MEMBERS = [
    *("id", "instance", "name", "state", "since", "catcher", "confirmed_by", "gap_from", "gap_to"),
    *("expected", "received"),
]
MEMBERS = [
    "run",
    "kind",
    "practice",
    "now",
    "anchors",
    "live",
    "closed",
    "tasks",
    "services",
    "reentry",
    *("messages", "huddles", "sitreps", "next_due", "concerns"),
    "gates",
    "debt",
    "holds",
    "pauses",
    "issues",
    "pause_prompts",
    "decisions",
    "present",
    "alerts",
    "attention",
    "head",
]
TASK_MEMBERS = [
    *("ref", "id", "checklist", "phase", "title", "owner", "state", "lateness"),
    *("not_before_at", "due_at", "not_after_at", "done_by", "checked_by", "happened_at", "recorded_at"),
    "moved",
]
MARK_EACH = "Press s, mark each and then c: say who catches it."
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def status_of(cutover: CommandLine, run: Path) -> dict[str, object]:
    said = cutover("status", run, "--json", "--now", NOW)
    assert said.err == ""
    found: dict[str, object] = json.loads(said.out)
    return found


def test_status_says_where_a_run_stands(cutover: CommandLine, run: Path) -> None:
    cutover("tick", run, "F-02", "--by", "JB", "--observed", "paused", "--checked-by", "SP", "--now", NOW)

    said = cutover("status", run, "--now", NOW)

    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:9] == [
        f"Larkfield Surgery: EMIS Web to SystmOne, rehearsal run {SLUG}",
        "As at 26-Nov-2026 17:42 (24-hour clock). Saved entries: 2.",
        "1 of 14 done, 4 overdue",
        "FDP: Thu 26 Nov 18:30, planned",
        "CUT: Thu 26 Nov 18:30, planned",
        "GL: Tue 1 Dec 08:00, planned",
        f"CAUTION since 17:42: Off, and nobody catches what comes: Electronic prescriptions. {MARK_EACH}",
        "SERVICES 1 OFF",
        "Service EPS: OFF since Thu 26 Nov 17:42",
    ]
    past, ahead = lines.index("Past due:"), lines.index("Next:")
    assert any("P-01 Planning meeting held - Practice manager (JB)" in line for line in lines[past:ahead])
    assert any("F-03 Everyone logged off" in line for line in lines[ahead:])


def test_status_as_json_has_the_members_that_are_promised(cutover: CommandLine, run: Path) -> None:
    found = status_of(cutover, run)

    assert list(found) == MEMBERS
    assert (found["run"], found["kind"], found["practice"]) == (SLUG, "rehearsal", "Larkfield Surgery")
    assert found["now"] == "2026-11-26T17:42:00+00:00"
    tasks, anchors, services = found["tasks"], found["anchors"], found["services"]
    assert isinstance(tasks, list)
    assert isinstance(anchors, dict)
    assert isinstance(services, list)
    assert [list(task) for task in tasks] == [TASK_MEMBERS] * len(PLAN.tasks)
    assert list(anchors) == [anchor.code for anchor in PLAN.anchors]
    assert {tuple(anchor) for anchor in anchors.values()} == {("name", "planned_at", "recorded_at", "at")}
    assert [service["instance"] for service in services] == [service.id for service in PLAN.services]
    assert [list(service) for service in services] == [SERVICE_MEMBERS] * len(PLAN.services)


def test_the_head_in_the_status_is_the_logs(cutover: CommandLine, run: Path) -> None:
    cutover("tick", run, "P-02", "--by", "JB", "--now", NOW)

    head = status_of(cutover, run)["head"]

    last = json.loads(log_lines(run)[-1])
    assert head == {"count": 2, "hash": last["hash"]}


def test_the_status_says_whether_the_practice_is_live_and_the_run_is_closed(cutover: CommandLine, run: Path) -> None:
    found = status_of(cutover, run)

    assert (found["live"], found["closed"]) == (None, None)


def test_every_time_in_the_status_carries_its_offset(cutover: CommandLine, run: Path) -> None:
    found = status_of(cutover, run)

    texts = list(times_in(found))
    assert texts
    assert all(RFC3339.fullmatch(text) for text in texts)


def times_in(value: object, name: str = "") -> list[str]:
    """Every value whose name says that it is a time."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in times_in(inner, key)]
    if isinstance(value, list):
        return [text for inner in value for text in times_in(inner, name)]
    is_time = name in {"now", "at", "since"} or name.endswith("_at")
    return [str(value)] if is_time and value is not None else []


def test_a_done_task_says_who_and_when(cutover: CommandLine, run: Path) -> None:
    cutover(
        *("tick", run, "F-02", "--by", "JB", "--observed", "paused", "--checked-by", "SP"),
        *("--at", "17:20", "--late-reason", "on paper", "--now", NOW),
    )

    tasks = status_of(cutover, run)["tasks"]

    assert isinstance(tasks, list)
    eps = next(task for task in tasks if task["ref"] == "F-02")
    assert (eps["state"], eps["lateness"], eps["done_by"], eps["checked_by"]) == ("done", "", "JB", "SP")
    assert (eps["happened_at"], eps["recorded_at"]) == ("2026-11-26T17:20:00+00:00", "2026-11-26T17:42:00+00:00")
    later = next(task for task in tasks if task["ref"] == "F-03")
    assert (later["state"], later["done_by"], later["happened_at"]) == ("to_do", None, None)


def test_status_is_utf_8_whatever_the_machine_speaks(run: Path) -> None:
    said = cutover_process("status", run, "--json", environ={"PYTHONIOENCODING": "ascii"})

    assert said.code == 0
    assert json.loads(said.out)["practice"] == "Larkfield Surgery"


def test_a_screen_without_a_character_shows_its_number(run: Path) -> None:
    cutover_process("tick", run, "P-02", "--by", "JB", "--note", "Siân", "--now", NOW)

    said = cutover_process("log", run, environ={"PYTHONIOENCODING": "ascii"})

    assert said.code == 0
    assert "note: Si\\xe2n" in said.out


# -- which run


def test_a_run_may_be_named_instead_of_its_folder(cutover: CommandLine, tmp_path: Path) -> None:
    remembered_run(tmp_path)

    said = cutover("status", SLUG, "--now", NOW)

    assert said.code == 0
    assert SLUG in said.out


@pytest.mark.parametrize("command", READING)
def test_a_mistyped_run_gets_the_one_it_resembles(cutover: CommandLine, tmp_path: Path, command: str) -> None:
    remembered_run(tmp_path)

    said = cutover(command, "y09999-20261126-rehersal-1")

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"There is no run y09999-20261126-rehersal-1: no such folder holds a plan and a log. Did you mean {SLUG}?\n"
    )


@pytest.mark.parametrize("command", [*READING, "verify"])
def test_a_run_nobody_knows_is_said(cutover: CommandLine, command: str) -> None:
    said = cutover(command, "nowhere")

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "There is no run nowhere: no such folder holds a plan and a log. "
        "`cutover` alone lists the runs on this machine.\n"
    )


@pytest.mark.parametrize("command", READING)
def test_a_folder_without_a_run_is_said(cutover: CommandLine, tmp_path: Path, command: str) -> None:
    said = cutover(command, tmp_path)

    assert said.code == 2
    assert "no such folder holds a plan and a log" in said.err


@pytest.mark.parametrize("command", READING)
def test_a_folder_with_half_a_run_is_said(cutover: CommandLine, run: Path, command: str) -> None:
    (run / "audit-log.jsonl").unlink()

    said = cutover(command, run)

    assert said.code == 1
    assert "There is no whole run in" in said.err


@pytest.mark.parametrize("name", ["~nobody-of-this-name/run", "x" * 5000, "a\nb"])
def test_a_name_that_can_be_no_path_is_an_unknown_run(cutover: CommandLine, name: str) -> None:
    assert cutover("status", name).code == 2


# -- plans and logs that are not as they were


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (b"\xff\x00 no plan", "This plan is damaged: it is not complete JSON in UTF-8."),
        (b"[]", "This file is not a plan: it does not say which version of a plan it is."),
        (
            b'{"version": 99}',
            f"This plan has format 99, and this program reads formats up to {PLAN_VERSION}. Open it with the newer",
        ),
    ],
)
def test_a_plan_that_cannot_be_read_is_said(
    cutover: CommandLine, run: Path, command: str, plan: bytes, words: str
) -> None:
    (run / "plan.json").write_bytes(plan)

    said = cutover(command, run)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(words)


def test_another_plan_beside_the_log_is_found(cutover: CommandLine, run: Path) -> None:
    plan = run / "plan.json"
    plan.write_bytes(plan.read_bytes().replace(b"Larkfield", b"Lakefield"))

    said = cutover("status", run)

    assert said.code == 1
    assert said.err.startswith(
        "The audit log is broken at record 0: it was started with another plan than the plan.json beside it."
    )


def test_a_damaged_log_shows_what_is_sound_and_ends_with_1(cutover: CommandLine, run: Path) -> None:
    for task in ("P-02", "F-03"):
        cutover("tick", run, task, "--by", "JB", "--observed", "12", "--now", NOW)
    damage(run, 2, '"actor":"JB"', '"actor":"SP"')

    said = cutover("status", run, "--now", NOW)

    assert said.code == 1
    assert "Saved entries: 2." in said.out
    assert said.err.startswith("The audit log is broken at record 2: ")


def test_a_torn_end_is_no_damage_and_is_left_for_the_next_who_works(cutover: CommandLine, run: Path) -> None:
    tear(run)
    before = (run / "audit-log.jsonl").read_bytes()

    said = cutover("status", run, "--now", NOW)

    assert (said.code, said.err) == (0, "")
    assert (run / "audit-log.jsonl").read_bytes() == before


@needs_posix
def test_status_and_verify_need_no_right_to_write(run: Path) -> None:
    for path in run.iterdir():
        path.chmod(0o400)
    run.chmod(0o500)

    said = [cutover_process(command, run, before=WITHOUT_ROOTS_POWERS) for command in ("status", "verify", "log")]

    run.chmod(0o700)
    assert [each.code for each in said] == [0, 0, 0]
