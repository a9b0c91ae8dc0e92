"""`cutover catch-up`: all lines of a sheet or none, nothing twice, and every mistake with its row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import NOW, CommandLine, a_started_run, cutover_process, log_lines
from tests.examples import PLAN

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "time,ref,initials,checked_by,observed,note\n"
TWO = f"{HEADER}17:10,P-01,SP,,3 Nov,\n17:20,,MK,,,two lines out\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run of the small plan."""
    return a_started_run(tmp_path, plan=PLAN)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of two lines, typed up in a file."""
    path = tmp_path / "l-01.csv"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_each_line_becomes_an_entry(cutover: CommandLine, run: Path, sheet: Path) -> None:
    said = cutover("catch-up", run, sheet, "--by", "jb", "--sheet", "l-02", "--now", NOW)

    assert (said.code, said.out) == (0, "1\n2\n")
    assert said.err == "2 lines recorded, 0 already there.\n"
    record = json.loads(log_lines(run)[1])
    assert (record["actor"], record["recorder"], record["occurred_at"]) == ("SP", "JB", "2026-11-26T17:10:00.000Z")
    assert record["late_reason"] == "typed up from paper, sheet L-02 line 1"


def test_the_same_file_again_records_nothing_and_says_so(cutover: CommandLine, run: Path, sheet: Path) -> None:
    cutover("catch-up", run, sheet, "--by", "JB", "--now", NOW)
    before = log_lines(run)

    said = cutover("catch-up", run, sheet, "--by", "JB", "--now", NOW)

    assert (said.code, said.out) == (0, "")
    assert said.err == (
        "Row 2: P-01 at 17:10 by SP is already in the log, as entry 1. It is not recorded again.\n"
        "Row 3: this note at 17:20 by MK is already in the log, as entry 2. It is not recorded again.\n"
        "0 lines recorded, 2 already there.\n"
    )
    assert log_lines(run) == before


def test_while_a_line_has_a_mistake_none_is_recorded(cutover: CommandLine, run: Path, sheet: Path) -> None:
    sheet.write_text(f"{TWO}17:30,F-99,SP,,,\n", encoding="utf-8")

    said = cutover("catch-up", run, sheet, "--by", "JB", "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Row 4: There is no task F-99 in this plan. ")
    assert said.err.endswith("Nothing was recorded. Mend these rows and give the file again.\n")
    assert len(log_lines(run)) == 1


def test_a_file_can_be_tried_without_recording(cutover: CommandLine, run: Path, sheet: Path) -> None:
    said = cutover("catch-up", run, sheet, "--by", "JB", "--check", "--now", NOW)

    assert (said.code, said.out, said.err) == (0, "", "Nothing was recorded: 2 lines would be.\n")
    assert len(log_lines(run)) == 1


def test_what_the_paper_does_not_say_is_said_to_be_missing(cutover: CommandLine, run: Path, sheet: Path) -> None:
    sheet.write_text(f"{HEADER}17:10,F-02,SP,,,\n17:20,F-03,SP,,12 of 12,\n", encoding="utf-8")

    said = cutover("catch-up", run, sheet, "--by", "JB", "--now", NOW)

    assert said.code == 0
    assert "L-01 line 1: F-02 now waits for a second person to check it." in said.err
    assert "L-01 line 1: what was seen is recorded as Not recorded." in said.err
    assert "L-01 line 2: recorded as out of order, reason: Not recorded." in said.err


def test_somebody_who_is_not_on_the_roster_types_nothing_up(cutover: CommandLine, run: Path, sheet: Path) -> None:
    said = cutover("catch-up", run, sheet, "--by", "ZZ", "--now", NOW)

    assert (said.code, said.err) == (
        1,
        "ZZ is not on the roster of this run. The initials on it are DR, JB, MK, SP.\n",
    )


def test_a_file_that_is_not_there_cannot_be_used(cutover: CommandLine, run: Path, tmp_path: Path) -> None:
    said = cutover("catch-up", run, tmp_path / "none.csv", "--by", "JB")

    assert said.code == 2
    words = "cannot be read: No such file or directory. Give another file, or - for what is piped."
    assert said.err == f"{tmp_path / 'none.csv'} {words}\n"


def test_what_is_piped_in_is_read(run: Path) -> None:
    piped = f"import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO({TWO.encode()!r}))"

    said = cutover_process("catch-up", run, "--by", "JB", "--now", NOW, before=piped)

    assert (said.code, said.out) == (0, "1\n2\n")
