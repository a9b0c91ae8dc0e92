from __future__ import annotations

import errno
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act, at
from tests.storage.log_examples import OPENED, add, done, log_bytes, make_log, rehashed, stamp
from tests.storage.second_verifier import first_bad

from cutover_tui.domain.closing import open_matters
from cutover_tui.runner import verification
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import CANNOT_PROVE, Verification, verify
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME
from cutover_tui.storage.audit_record import Payload, seal_of

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.storage.audit_log import AuditLog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_log(tmp_path / "run", 5).close()
    return tmp_path / "run"


def words(found: Verification, name: str) -> str:
    return next(f"{'PASS' if check.passed else 'FAIL'} {check.words}" for check in found.checks if check.name == name)


def write_seal(log: AuditLog, seal: str) -> None:
    payload = Payload(type="seal.written", actor="AB", recorder="AB", body={"seal": seal})
    log.append(payload, log.tail, stamp(10))


def test_a_good_run_passes_check_by_check(folder: Path) -> None:
    found = verify(folder)

    assert (found.passed, found.readable, found.records) == (True, True, 5)
    assert (found.first_bad_seq, found.byte_offset, found.sealed_to) == (None, None, None)
    assert found.head == json.loads(log_bytes(folder).splitlines()[-1])["hash"]
    assert found.lines() == [
        f"PASS  Records: 5 records, each as it was written, in one unbroken chain. Last hash {found.head}.",
        "PASS  Plan: record 0 is tied to this plan, byte for byte.",
        "PASS  Notes: every note is as it was written, or its removal is recorded.",
        "NOTE  No seal covers records 0 to 4.",
        *(f"NOTE  {said}" for said in CANNOT_PROVE),
        "Result: PASS",
    ]


def test_verifying_changes_no_file_and_makes_none(folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + b"{half")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}

    verify(folder)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_changed_record_fails_with_its_number_and_place(folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(log_bytes(folder).replace(b'"C-3"', b'"C-9"'))
    found = verify(folder)
    offset = sum(len(line) for line in log_bytes(folder).splitlines(keepends=True)[:3])

    assert (found.passed, found.readable, found.records, found.first_bad_seq) == (False, True, 3, 3)
    assert found.byte_offset == offset
    assert words(found, "Records") == (
        f"FAIL record 3, at byte {offset:,}: its contents were changed after it was written (the hash does not fit "
        f"them). Records 0 to 2 are sound."
    )
    assert found.lines()[-1] == "Result: FAIL"


def test_a_torn_tail_fails_and_says_what_it_is(folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + b'{"half')

    assert words(verify(folder), "Records") == (
        "FAIL 6 bytes at the end are no whole record: a write that was cut short. Records 0 to 4 are sound. Opening "
        "the run for work sets them aside."
    )


@pytest.mark.parametrize(
    ("count", "said"), [(0, "No record is sound"), (1, "Record 0 is sound"), (2, "Records 0 to 1 are sound")]
)
def test_what_is_sound_is_said_in_numbers(folder: Path, count: int, said: str) -> None:
    lines = log_bytes(folder).splitlines(keepends=True)
    (folder / LOG_NAME).write_bytes(b"".join(lines[:count]) + b"{}\n")

    assert said in words(verify(folder), "Records")


def test_an_empty_log_fails(folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(b"")
    found = verify(folder, seal="4175 8601 1308 7052")

    assert (found.passed, found.records, found.head, found.first_bad_seq) == (False, 0, "", 0)
    assert words(found, "Records") == "FAIL the log holds no record."
    assert words(found, "Plan") == "FAIL there is no record 0 to hold it against."
    assert words(found, "Seal on paper") == "FAIL the log holds no record that it could stand for."


def test_a_missing_note_fails_and_names_the_entry(folder: Path) -> None:
    lines = log_bytes(folder).splitlines(keepends=True)
    record = json.loads(lines[3])
    blanked = rehashed(record, note=None, note_salt=None)
    (folder / LOG_NAME).write_bytes(b"".join([*lines[:3], blanked, lines[4]]))
    found = verify(folder)

    assert words(found, "Notes") == "FAIL the note of record 3 was taken out, and no later entry says so."
    assert words(found, "Records").startswith("PASS")
    assert (found.first_bad_seq, found.byte_offset) == (3, sum(len(line) for line in lines[:3]))


# The plan


def test_another_plan_fails_and_the_log_is_still_checked(folder: Path) -> None:
    (folder / PLAN_NAME).write_bytes(b"{}")
    found = verify(folder)

    assert words(found, "Plan") == f"FAIL record 0 is tied to another plan than {folder / PLAN_NAME}."
    assert words(found, "Records").startswith("PASS")
    assert (found.passed, found.first_bad_seq, found.byte_offset, found.records) == (False, 0, 0, 5)


def test_a_run_folder_without_its_plan_fails(folder: Path) -> None:
    (folder / PLAN_NAME).unlink()

    assert words(verify(folder), "Plan") == f"FAIL there is no plan at {folder / PLAN_NAME}."


def test_a_log_on_its_own_passes_and_says_that_the_plan_was_not_checked(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.jsonl"
    alone.write_bytes(log_bytes(folder))
    found = verify(alone)

    assert found.passed
    assert any("what this run was started with was not checked" in note for note in found.recheck_notes)
    assert verify(alone, plan=folder / PLAN_NAME).passed
    assert not verify(alone, plan=tmp_path / "nowhere").passed


def test_a_log_beside_its_plan_is_checked_against_it(folder: Path) -> None:
    assert words(verify(folder / LOG_NAME), "Plan").startswith("PASS")


def test_a_plan_that_is_no_file_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / PLAN_NAME).unlink()
    (folder / PLAN_NAME).mkdir()
    assert "is not an ordinary file" in words(verify(folder), "Plan")

    def broken(*_arguments: object, **_named: object) -> bytes:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(verification, "read_plain_file", broken)
    assert "cannot be read: the disk reported a fault" in words(verify(folder), "Plan")


# What cannot be read


def test_no_log_at_all_is_unreadable(tmp_path: Path) -> None:
    found = verify(tmp_path)

    assert (found.readable, found.passed) == (False, False)
    assert found.lines() == [f"FAIL  File: there is no audit log at {tmp_path / LOG_NAME}.", "Result: FAIL"]


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).symlink_to("/dev/zero")

    assert "it is a link to somewhere else" in words(verify(tmp_path), "File")


def test_a_disk_that_gives_nothing_back_is_unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(verification, "lines_from", broken)

    assert "cannot be read: the disk reported a fault" in words(verify(folder), "File")


# Seals


def test_a_seal_on_paper_is_held_against_the_log(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 4)
    seal = seal_of(log.tail, log.run)
    add(log, 4)
    log.close()
    found = verify(tmp_path / "run", seal=seal.lower().replace(" ", ""))

    assert found.passed
    assert words(found, "Seal on paper") == "PASS the log is the one that was sealed, up to record 3."
    assert found.sealed_to == 3
    assert "Records 0 to 3 are sealed; no seal covers records 4 to 4 yet." in found.recheck_notes


def test_a_seal_without_its_number_stands_for_the_whole_log(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 4)
    digits = seal_of(log.tail, log.run).split(" ", 1)[1]
    log.close()
    found = verify(tmp_path / "run", seal=digits)

    assert found.passed
    assert "Records 0 to 3 are sealed." in found.recheck_notes


@pytest.mark.parametrize(
    ("seal", "said"),
    [
        ("R0003 0000 0000 0000 0000", "the digits do not fit: this is another history than the one that was sealed."),
        (
            "R0137 4175 8601 1308 7052",
            "it was taken at record 137, and record 4 is the last: the end of the log is missing.",
        ),
        ("nonsense", "‘nonsense’ does not read as a seal. A seal looks like R0137 4175 8601 1308 7052."),
    ],
)
def test_a_seal_that_does_not_fit_fails_and_says_why(folder: Path, seal: str, said: str) -> None:
    assert words(verify(folder, seal=seal), "Seal on paper") == f"FAIL {said}"


def test_a_slip_of_the_pen_is_told_from_tampering(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 4)
    seal = seal_of(log.tail, log.run)
    log.close()
    slipped = seal[:-1] + str((int(seal[-1]) + 1) % 10)

    assert words(verify(tmp_path / "run", seal=slipped), "Seal on paper") == (
        "FAIL the digits nearly fit (typing error at place 16): read them again from the paper."
    )


def test_seals_written_in_the_log_part_it_into_sealed_and_unsealed(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 3)
    write_seal(log, seal_of(log.tail, log.run))
    add(log, 4)
    write_seal(log, seal_of(log.tail, log.run))
    log.close()
    found = verify(tmp_path / "run")

    assert found.sealed_to == 4
    assert words(found, "Seals in the log") == (
        "PASS 2 fit. They prove something only where the same digits stand on paper."
    )


@pytest.mark.parametrize("seal", ["R0002 0000 0000 0000 0000", "R0003 0000 0000 0000 0000", "none"])
def test_a_seal_in_the_log_that_does_not_fit_fails(tmp_path: Path, seal: str) -> None:
    log = make_log(tmp_path / "run", 3)
    write_seal(log, seal)
    log.close()

    assert words(verify(tmp_path / "run"), "Seals in the log") == (
        "FAIL what the seals written in record 3 stand for is not what the log holds before them."
    )


def test_a_seal_record_without_a_body_is_no_seal(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 3)
    log.append(replace(OPENED, type="seal.written", body={}), log.tail, stamp(10))
    log.close()

    assert verify(tmp_path / "run").passed


# Clocks


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3_600, "Before record 3 the clock went 3,600.0 seconds ahead of the computer's own timer"),
        (-3_600, "Before record 3 the clock went 3,600.0 seconds behind the computer's own timer"),
        (1, ""),
    ],
)
def test_a_jump_of_the_clock_is_reported_and_not_failed(tmp_path: Path, seconds: int, said: str) -> None:
    log = make_log(tmp_path / "run", 3)
    moment = stamp(3)
    log.append(done(3), log.tail, replace(moment, now=moment.now + timedelta(seconds=seconds)))
    log.close()
    found = verify(tmp_path / "run")

    assert found.passed
    assert [note for note in found.recheck_notes if "clock" in note and said and said in note] == (
        [note for note in found.recheck_notes if "clock" in note]
    )
    assert bool(said) == any("clock" in note for note in found.recheck_notes)


def test_another_start_of_the_program_has_another_timer(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 3)
    log.append(done(3), log.tail, replace(stamp(900), mono_us=0, session="b000"))
    log.close()

    assert not any("clock" in note for note in verify(tmp_path / "run").recheck_notes)


def test_many_jumps_are_counted(tmp_path: Path) -> None:
    log = make_log(tmp_path / "run", 1)
    for number in range(25):
        log.append(done(number), log.tail, replace(stamp(number * 10), mono_us=0))
    log.close()
    notes = verify(tmp_path / "run").recheck_notes

    assert len([note for note in notes if note.startswith("Before record")]) == 20
    assert "There are 4 more such moments." in notes


def test_a_closed_run_passes_both_verifiers_and_reads_as_closed(tmp_path: Path) -> None:
    run = a_run(tmp_path, StillClock())
    run.record_anchor(an_act(), "GL", happened=at("Thu 17:00"), reason="a rehearsal")
    for matter in open_matters(run.state):
        run.sign_exception(an_act(), matter.id, second="SP", owner="JB", until="2026-12-18", reason="agreed")
    run.close_run(an_act(), second="SP")
    run.close()
    log, plan = ((tmp_path / "run" / name).read_bytes() for name in ("audit-log.jsonl", "plan.json"))

    assert b'"judged":"issue; service; reentry; slips; task; action; pause; hold"' in log
    assert verify(tmp_path / "run").passed
    assert first_bad(log, plan) is None
    again = Run.open(tmp_path / "run", clock=StillClock())
    assert again.state.closed is not None
    again.close()
