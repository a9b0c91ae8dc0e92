"""`cutover redact`, and the soft stop before words that could tell who a patient is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.command_line import NOW, CommandLine, Said, log_lines
from tests.examples import StillClock, an_act

from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NUMBER = "943 476 5919"


def with_a_note(folder: Path) -> None:
    """Record a note that holds an NHS number, said to be nobody's."""
    clock = StillClock("Thu 17:42")
    run = Run.open(folder, clock=clock)
    run.add_note(an_act(looked_over=True), f"rang about {NUMBER}", ref="P-02")
    run.close()


def redact(cutover: CommandLine, run: Path, **changes: str) -> Said:
    """Take the words of entry 1 out, with some options otherwise."""
    given = {"--entry": "1", "--by": "jb", "--second": "sp", "--reason": "it named somebody", **changes}
    return cutover("redact", run, *(part for pair in given.items() for part in pair), "--now", NOW)


def test_words_come_out_and_everything_else_stays(cutover: CommandLine, run: Path) -> None:
    with_a_note(run)
    before = [json.loads(line) for line in log_lines(run)]
    said = redact(cutover, run)

    lines = [json.loads(line) for line in log_lines(run)]
    assert (said.code, said.out) == (0, "2\n")
    assert NUMBER not in (run / "audit-log.jsonl").read_text()
    assert {**before[1], "note": None, "note_salt": None} == {**lines[1], "note": None, "note_salt": None}
    assert lines[1].keys() == before[1].keys() - {"note", "note_salt"}
    assert (lines[2]["type"], lines[2]["body"]) == ("entry.redacted", {"second": "SP", "seq": 1, "texts": "reason"})
    assert verify(run).passed
    assert "The words of entry 1 are out of this log." in said.err
    assert "Replace every other copy of the log" in said.err


def test_the_story_says_who_took_the_words_out(cutover: CommandLine, run: Path) -> None:
    with_a_note(run)
    redact(cutover, run)
    told = cutover("log", run).out

    assert "Note on P-02: (removed)" in told
    assert "The words of entry 1 were taken out with SP. it named somebody" in told


def test_one_person_takes_nothing_out(cutover: CommandLine, run: Path) -> None:
    with_a_note(run)
    before = (run / "audit-log.jsonl").read_bytes()
    said = redact(cutover, run, **{"--second": "jb"})

    assert said.code == 1
    assert "Taking words out needs two people. JB is one of them already." in said.err
    assert (run / "audit-log.jsonl").read_bytes() == before


def test_a_stop_after_it_was_recorded_is_made_good_by_doing_it_again(
    cutover: CommandLine, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_note(run)
    with monkeypatch.context() as stopped:
        stopped.setattr("cutover_tui.runner.redacting.take_out_note", lambda _folder, _seq: None)
        redact(cutover, run)
    held_between = verify(run).passed
    said = redact(cutover, run)

    assert held_between
    assert said.out == "2\n"
    assert NUMBER not in (run / "audit-log.jsonl").read_text()
    assert verify(run).passed


def test_exports_and_corrections_that_may_hold_the_words_are_listed(cutover: CommandLine, run: Path) -> None:
    with_a_note(run)
    opened = Run.open(run, clock=StillClock("Thu 17:42"))
    opened.correct_entry(an_act(looked_over=True), 1, field="note", now="rang", reason="too much")
    opened.note_export("JB", copy="full", folder="Y09999_v1")
    opened.close()
    said = redact(cutover, run)

    assert "take the words of entry 2 out too" in said.err
    assert "exports/Y09999_v1 may hold the words" in said.err


def test_words_that_look_like_a_patient_are_stopped_once_and_not_repeated(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "P-02", "--by", "jb", "--note", f"rang {NUMBER}", "--now", NOW)

    assert said.code == 1
    assert said.err == (
        "This looks like an NHS number. Nothing was recorded. Write the number of the paper form instead, such as "
        "C-014. Where it is no patient's, do it again with --not-a-patient.\n"
    )
    assert len(log_lines(run)) == 1


def test_words_that_are_no_patients_are_recorded(cutover: CommandLine, run: Path) -> None:
    said = cutover("tick", run, "P-02", "--by", "jb", "--note", f"rang {NUMBER}", "--not-a-patient", "--now", NOW)

    assert said.code == 0
    assert json.loads(log_lines(run)[-1])["note"].endswith(f"rang {NUMBER}")
