"""A bundle's files made again from the log and plan in it: the same bytes, or it is said which are not."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act
from tests.exports.bundles import kept_run

from cutover_tui.exports.bundle import payload_of
from cutover_tui.exports.context import Copy, context_of
from cutover_tui.exports.rebuild import check_rebuild
from cutover_tui.exports.review import findings_of, record_answers
from cutover_tui.exports.safety_file import export_safety_file
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path


def exported(tmp_path: Path, copy: Copy = Copy.FULL) -> Path:
    with closing(Run.open(kept_run(tmp_path / "run"), clock=StillClock("Thu 18:00"), read_only=True)) as run:
        return export_safety_file(run, tmp_path / "out", copy=copy).folder


def test_acceptance_3_every_csv_made_again_from_log_and_plan_is_the_same_bytes(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    log = bundle / "data" / "02-log"

    with closing(Run.open(log, clock=StillClock("2031-03-01 04:00"), read_only=True)) as run:
        context = context_of(run, verify(log), (log / "audit-log.jsonl").read_bytes(), version=2)
        again = payload_of(context)

    tables = [path for path in again if path.endswith(".csv")]
    assert len(tables) > 20
    assert {path: again[path] for path in tables} == {path: (bundle / path).read_bytes() for path in tables}


def test_a_whole_bundle_follows_from_its_log(tmp_path: Path) -> None:
    found = check_rebuild(exported(tmp_path), clock=StillClock())

    assert found.check is not None
    assert (found.check.passed, found.note) == (True, "")
    assert found.check.words.endswith(" files, made again from the log and plan, are the same.")


@pytest.mark.parametrize("path", ["data/03-registers/issues.csv", "data/04-calendar/planned-times.ics"])
def test_a_file_that_says_something_else_than_the_log_is_named(tmp_path: Path, path: str) -> None:
    bundle = exported(tmp_path)
    (bundle / path).write_bytes((bundle / path).read_bytes().replace(b"20", b"21", 1))

    found = check_rebuild(bundle, clock=StillClock())

    assert found.check is not None
    assert not found.check.passed
    assert found.check.words == f"{path}: not what this program makes from the log and plan in it."


def test_a_bundle_of_another_version_of_the_program_is_not_judged(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    info = bundle / "bag-info.txt"
    info.write_text(info.read_text("utf-8").replace("Agent: cutover-tui ", "Agent: cutover-tui 9."), "utf-8")

    found = check_rebuild(bundle, clock=StillClock())

    assert found.check is None
    assert found.note.startswith("Made by cutover-tui 9.")


def test_a_copy_without_names_is_not_made_again(tmp_path: Path) -> None:
    assert check_rebuild(exported(tmp_path, Copy.ICB), clock=StillClock()).check is None


@pytest.mark.parametrize("copy", [Copy.ICB, Copy.SUPPLIER, Copy.LEARNING])
def test_whoever_holds_the_run_makes_a_copy_without_names_again_without_being_asked(tmp_path: Path, copy: Copy) -> None:
    folder = kept_run(tmp_path / "run")
    with closing(Run.open(folder, clock=StillClock("Thu 19:00"))) as run:
        run.add_note(an_act("MK", "Thu 19:00", looked_over=True), "she is Mrs Example, NHS 943 476 5919")
        findings = findings_of(run)
        answers = {one.code: "remove" if one.seq == findings[-1].seq else "keep" for one in findings}
        record_answers(run, an_act("SP", "Thu 19:00"), answers)
        bundle = export_safety_file(run, tmp_path / "out", copy=copy).folder
        run.note_export("JB", copy=copy, folder=bundle.name)

    found = check_rebuild(bundle, clock=StillClock("Thu 19:00"), made_from=folder)

    assert found.check is not None, found.note
    assert found.check.passed, found.check.words
    assert b"943 476" not in b"".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())


def test_a_copy_of_another_run_is_told_from_this_ones(tmp_path: Path) -> None:
    bundle = exported(tmp_path, Copy.SUPPLIER)
    other = tmp_path / "other"
    other.mkdir()
    a_run(other, StillClock()).close()

    found = check_rebuild(bundle, clock=StillClock(), made_from=other / "run")

    assert found.check is not None
    assert (found.check.passed, found.check.words) == (False, "It was made from another log than that of this run.")


def test_a_copy_whose_words_were_changed_is_found_by_whoever_holds_the_run(tmp_path: Path) -> None:
    bundle = exported(tmp_path, Copy.SUPPLIER)
    issues = bundle / "data/03-registers/issues.csv"
    issues.write_bytes(issues.read_bytes().replace(b"55120", b"55121"))

    found = check_rebuild(bundle, clock=StillClock(), made_from=tmp_path / "run")

    assert found.check is not None
    assert found.check.words == (
        "data/03-registers/issues.csv: not what this program makes from the log and plan in it."
    )


def test_a_bundle_that_cannot_be_read_is_no_proof_of_anything(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    (bundle / "data/02-log/plan.json").write_text("{}")

    found = check_rebuild(bundle, clock=StillClock())

    assert found.check is None
    assert found.note.startswith("Its files were not made again from the log: ")
