"""The copies for other readers: what each holds, and that it names nobody (`records.md` b6, b7)."""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act
from tests.exports.awkward_room import LOOKED_AT
from tests.exports.bundles import csv_records, kept_context, kept_run

from cutover_tui.domain.refusals import Refused
from cutover_tui.exports.bundle import bundle_files
from cutover_tui.exports.context import Copy
from cutover_tui.exports.names_removed import NOT_SHOWN, without_names
from cutover_tui.exports.review import Finding, ReviewNeeded, record_answers, review
from cutover_tui.exports.safety_file import export_safety_file
from cutover_tui.runner.bundle_verification import verify_bundle
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WITHOUT_NAMES = [Copy.ICB, Copy.SUPPLIER, Copy.LEARNING]


@pytest.fixture(scope="module")
def bundles() -> dict[Copy, dict[str, bytes]]:
    """The files of each copy of the awkward run."""
    return {copy: {file.path: file.data for file in bundle_files(kept_context(copy))} for copy in Copy}


def names_of_everybody() -> list[str]:
    """Every name on the roster: whole, and each part of it that is longer than two letters."""
    people = kept_context().state.people.values()
    parts = {part for person in people for part in (person.name, *re.split(r"[\s-]+", person.name)) if len(part) > 2}
    assert {"Jo Baker", "Siân O’Neil", "Patel", "Kay"} <= parts
    return sorted(parts)


def named_in(files: dict[str, bytes], words: Iterable[str]) -> list[tuple[str, str]]:
    """Where any of some words stands, as a word of its own."""
    return [
        (path, found[0])
        for path, data in files.items()
        if not path.endswith(".xlsx")
        for found in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", data.decode(), re.IGNORECASE)
    ]


@pytest.mark.parametrize("copy", WITHOUT_NAMES)
def test_acceptance_7_no_name_of_the_roster_stands_in_a_copy_without_names(
    bundles: dict[Copy, dict[str, bytes]], copy: Copy
) -> None:
    assert named_in(bundles[Copy.FULL], names_of_everybody())
    assert named_in(bundles[copy], names_of_everybody()) == []


@pytest.mark.parametrize("copy", WITHOUT_NAMES)
def test_no_initials_stand_in_a_copy_without_names(bundles: dict[Copy, dict[str, bytes]], copy: Copy) -> None:
    initials = [*kept_context().state.people]

    found = [(path, word) for path, word in named_in(bundles[copy], initials) if word.isupper()]

    assert found == []


def test_the_learning_copy_names_neither_practice_nor_site_nor_date(bundles: dict[Copy, dict[str, bytes]]) -> None:
    context = kept_context(Copy.LEARNING)

    words = [context.plan.practice, "Larkfield", context.plan.ods_code, *context.plan.sites, "2026", "26-Nov"]
    assert named_in(bundles[Copy.ICB], words)
    assert named_in(bundles[Copy.LEARNING], words) == []
    assert b"day -5, 15:03" in bundles[Copy.LEARNING]["data/03-registers/tasks.csv"]


@pytest.mark.parametrize("copy", WITHOUT_NAMES)
def test_no_copy_without_names_tells_what_somebody_did_late_or_again(
    bundles: dict[Copy, dict[str, bytes]], copy: Copy
) -> None:
    files = bundles[copy]
    for path, columns in {
        "data/03-registers/tasks.csv": (
            "minutes_from_plan",
            "done_by",
            "checked_by",
            "times_reopened",
            "reopen_reasons",
        ),
        "data/02-log/audit-log.csv": ("recorded_at", "recorded_local", "late_minutes", "late_reason"),
    }.items():
        for row in csv_records(files.get(path, b"")):
            assert {row[name] for name in columns} == {NOT_SHOWN}
    assert "reopened and done" not in files.get("data/03-registers/tasks.csv", b"").decode()
    for row in csv_records(files.get("data/02-log/audit-log.csv", b"")):
        assert row["actor"] == NOT_SHOWN or not row["type"].startswith(("task.completed", "task.reopened", "note."))
    assert b"@paper, screen in use" not in b"".join(files.values())


def test_what_each_copy_holds(bundles: dict[Copy, dict[str, bytes]]) -> None:
    held = {
        copy: {path.split("/", 1)[1] for path in files if path.startswith("data/")} for copy, files in bundles.items()
    }

    assert "03-registers/people.csv" in held[Copy.FULL]
    assert all("03-registers/people.csv" not in held[copy] for copy in WITHOUT_NAMES)
    assert {"02-log/audit-log.jsonl", "02-log/plan.json"} <= held[Copy.FULL]
    assert "02-log/audit-log-redacted.jsonl" in held[Copy.ICB]
    for copy in (Copy.SUPPLIER, Copy.LEARNING):
        assert not any("audit-log" in path for path in held[copy])
    assert {path for path in held[Copy.SUPPLIER] if path.endswith(".csv")} == {
        f"03-registers/{name}.csv" for name in ("issues", "issue-journal", "services", "deployment")
    }


@pytest.mark.parametrize("copy", WITHOUT_NAMES)
def test_each_copy_says_what_it_was_made_from(bundles: dict[Copy, dict[str, bytes]], copy: Copy) -> None:
    context = kept_context(copy)
    facts = dict(line.split(": ", 1) for line in bundles[copy]["bag-info.txt"].decode().splitlines())

    assert context.head in facts["Derived-From"]
    assert facts["Audience"] == copy
    assert (context.run in facts["Derived-From"]) is (copy is not Copy.LEARNING)


def test_the_redacted_log_shows_that_nothing_is_missing_and_nothing_of_anybody(
    bundles: dict[Copy, dict[str, bytes]],
) -> None:
    context = kept_context()
    lines = [json.loads(line) for line in bundles[Copy.ICB]["data/02-log/audit-log-redacted.jsonl"].splitlines()]

    assert [line["seq"] for line in lines] == list(range(len(context.records)))
    for line, record in zip(lines, context.records, strict=True):
        if "redacted" in line:
            assert line == {
                "seq": record["seq"],
                "redacted": True,
                "original_sha256": record["hash"],
                "prev": record["prev"],
            }
        else:
            assert line == record
            assert (record["actor"], record["recorder"]) == ("PROGRAM", "PROGRAM")
    assert [line["type"] for line in lines if "redacted" not in line] == ["clock.changed", "concerns.received"]


def test_what_was_left_out_after_it_was_looked_at_is_in_no_copy_without_names(
    bundles: dict[Copy, dict[str, bytes]],
) -> None:
    words = LOOKED_AT.removeprefix("=").encode()

    assert words in bundles[Copy.FULL]["data/02-log/audit-log.csv"]
    for copy in WITHOUT_NAMES:
        assert words not in b"".join(bundles[copy].values())
        assert b"0 kept as nobody's, 2 left out" in bundles[copy]["bag-info.txt"]


@pytest.mark.parametrize("copy", Copy)
def test_what_somebody_said_without_a_name_is_in_no_file_of_any_copy(
    bundles: dict[Copy, dict[str, bytes]], copy: Copy
) -> None:
    everything = b"".join(bundles[copy].values())

    assert b"nobody has had a break" not in everything
    assert b"longer than the board" not in everything


# -- names in words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Jo Baker rang", "Practice manager rang"),
        ("rang JO BAKER twice", "rang Practice manager twice"),
        ("ask Dr Patel", "ask Clinical lead"),
        ("Mrs. Kay and Sam", "Reception and Clinical lead"),
        ("JB told SP", "Practice manager told Clinical lead"),
        ("the baker rang", "the baker rang"),
        ("jb", "jb"),
        ("Siân O’Neil’s desk", "Reception, Clinical safety officer’s desk"),
        ("Bakery, SPOT, Sammy", "Bakery, SPOT, Sammy"),
    ],
)
def test_roles_stand_in_place_of_names(words: str, shown: str) -> None:
    assert without_names(words, kept_context(Copy.ICB)) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Larkfield Surgery (Y09999)", "the practice ((practice code removed))"),
        ("on 2026-12-01 and 2026-11-26", "on day 0 and day -5"),
        ("on 27 Nov, 1 December 2026 and 26-Nov-2026", "on (date removed), (date removed) and (date removed)"),
        ("2026-13-45", "(date removed)"),
    ],
)
def test_the_practice_and_the_dates_go_too_in_the_learning_copy(words: str, shown: str) -> None:
    assert without_names(words, kept_context(Copy.LEARNING)) == shown


# -- the review for identifiers


def looks_for_tablets(text: str) -> list[str]:
    """A detector for these tests."""
    return ["something about tablets"] if "tablets" in text else []


def a_run_about_tablets(folder: Path) -> Path:
    with closing(a_run(folder, StillClock())) as run:
        run.add_note(an_act("MK"), "printer 3 is green")
        run.add_note(an_act("MK"), "she asked for her tablets")
        run.complete_task(an_act("JB"), "P-02", note="no tablets today")
    return folder / "run"


def test_a_copy_without_names_waits_until_each_finding_is_answered(tmp_path: Path) -> None:
    folder = a_run_about_tablets(tmp_path)
    with closing(Run.open(folder, clock=StillClock(), read_only=True)) as run, pytest.raises(ReviewNeeded) as needed:
        export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets)

    first, second = needed.value.findings
    assert (first.seq, second.seq) == (2, 3)
    assert str(needed.value) == (
        "This copy leaves the practice, and 2 things in it could identify a patient:\n"
        f"  {first.code}  entry 2: something about tablets\n"
        f"  {second.code}  entry 3: something about tablets\n"
        "Look at each with ‘cutover log’. Then answer each, with --by and your initials: --answer CODE=keep where "
        "it is nobody, --answer CODE=remove to leave those words out of copies without names. The log keeps the "
        "answers, and no copy asks again. The full copy is never held up."
    )
    assert "she" not in str(needed.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_words_answered_with_remove_are_in_no_file_of_the_copy_and_kept_ones_are(tmp_path: Path) -> None:
    folder = a_run_about_tablets(tmp_path)
    with closing(Run.open(folder, clock=StillClock(), read_only=True)) as run:
        first, second = review(run.log.records, looks_for_tablets)
        answers = {first.code: "remove", second.code: "keep"}
        made = export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets, answers=answers)

    written = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert b"her tablets" not in written
    assert b"no tablets today" in written
    assert b"2 possible identifiers found on export, all looked at: 1 kept as nobody's, 1 left out" in written
    assert verify_bundle(made.folder, clock=StillClock()).passed


def test_the_full_copy_is_never_held_up(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock(), read_only=True)) as run:
        made = export_safety_file(run, tmp_path / "out", detect=looks_for_tablets)

    assert "2 possible identifiers found on export, to be looked at" in (made.folder / "bag-info.txt").read_text(
        "utf-8"
    )
    assert b"her tablets" in (made.folder / "data/02-log/audit-log.jsonl").read_bytes()


def test_what_somebody_answered_is_in_the_log_and_no_copy_asks_again(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock())) as run:
        first, second = review(run.log.records, looks_for_tablets)
        answers = {first.code: "remove", second.code: "keep"}
        assert record_answers(run, an_act("SP"), answers, detect=looks_for_tablets) == (4, 5)
        assert record_answers(run, an_act("JB"), answers, detect=looks_for_tablets) == ()
        made = export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets)
        again = export_safety_file(run, tmp_path / "again", copy=Copy.LEARNING, detect=looks_for_tablets)

    written = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert b"her tablets" not in written
    assert b"no tablets today" in written
    record = run.log.records[4]
    assert record["body"] == {"entry": 2, "kind": "something about tablets", "answer": "remove"}
    assert (record["type"], record["actor"], record["about"]) == ("finding.answered", "SP", first.code)
    assert "note" not in record
    assert again.context.answers == answers


def test_one_can_be_answered_after_the_other_and_a_later_answer_stands(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock())) as run:
        first, second = review(run.log.records, looks_for_tablets)
        record_answers(run, an_act("SP"), {first.code: "remove"}, detect=looks_for_tablets)
        with pytest.raises(ReviewNeeded) as needed:
            export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets)
        record_answers(run, an_act("JB"), {first.code: "keep", second.code: "keep"}, detect=looks_for_tablets)
        made = export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets)

    assert needed.value.findings == (second,)
    assert made.context.answers == {first.code: "keep", second.code: "keep"}


def test_the_full_copy_says_what_was_answered_and_what_is_still_to_be_looked_at(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock())) as run:
        first, second = review(run.log.records, looks_for_tablets)
        said = []
        for finding, answer in ((first, "remove"), (second, "keep")):
            record_answers(run, an_act("SP"), {finding.code: answer}, detect=looks_for_tablets)
            made = export_safety_file(run, tmp_path / "out", detect=looks_for_tablets)
            facts = (made.folder / "bag-info.txt").read_text("utf-8")
            said.append(facts.split("found on export, ")[1].splitlines()[0])

    assert said == [
        "1 of them to be looked at before a copy leaves the practice",
        "all looked at: 1 kept as nobody's, 1 left out of copies without names",
    ]


def test_a_code_says_nothing_of_the_words_once_they_are_out_of_the_log(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock())) as run:
        (found, _other) = review(run.log.records, looks_for_tablets)
        salted = [{**record, "note_salt": "0" * 32} for record in run.log.records if record["seq"] == found.seq]

    assert [one.code for one in review(salted, looks_for_tablets)] != [found.code]


def test_an_answer_fits_those_very_words_and_no_others(tmp_path: Path) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock(), read_only=True)) as run:
        (first, _second) = review(run.log.records, looks_for_tablets)
        changed = [{**record, "note": "other tablets"} for record in run.log.records if record["seq"] == first.seq]

        assert review(changed, looks_for_tablets) != (first,)
        assert first == Finding(2, "something about tablets", first.code)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"9-0000": "keep"},
            "Nothing was found that 9-0000 stands for. Ask for the copy without answers to see what was.",
        ),
        ({"CODE": "perhaps"}, "‘perhaps’ is no answer for CODE. Answer keep or remove."),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(tmp_path: Path, answers: dict[str, str], words: str) -> None:
    with closing(Run.open(a_run_about_tablets(tmp_path), clock=StillClock(), read_only=True)) as run:
        (first, _second) = review(run.log.records, looks_for_tablets)
        given = {code.replace("CODE", first.code): answer for code, answer in answers.items()}
        with pytest.raises(Refused) as refusal:
            export_safety_file(run, tmp_path / "out", copy=Copy.ICB, detect=looks_for_tablets, answers=given)

    assert str(refusal.value) == words.replace("CODE", first.code)


@pytest.mark.parametrize("copy", Copy)
def test_every_copy_verifies_by_itself(tmp_path: Path, copy: Copy) -> None:
    with closing(Run.open(kept_run(tmp_path / "run"), clock=StillClock("Thu 18:00"), read_only=True)) as run:
        made = export_safety_file(run, tmp_path / "out", copy=copy)

    found = verify_bundle(made.folder, clock=StillClock())
    assert found.passed, found.lines()
