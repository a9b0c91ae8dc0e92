"""The files about hazards and cues: every mistake in its exact words, and a plan that holds what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN
from tests.hazard_examples import HAZARDOUS
from tests.storage.author_examples import write_files

from cutover_tui.domain.hazard_plan import HazardLog
from cutover_tui.domain.plan import GateKind
from cutover_tui.storage.checklist_files import load_catalogue, open_folder, shipped_checklists
from cutover_tui.storage.plan_json import PlanUnreadable, plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

HAZARDS = """\
version: Version 1.2
hazards:
  - hazard: HAZ-01
    title: A result is not seen
    controls:
      - control: HAZ-01-1
        words: The lab says how results come
      - control: HAZ-01-2
        words: A first result is seen
"""
CUES = """\
cues:
  - id: screen-count
    lost: The number of results on the screen
    prompted: Reading results before the session ends
    replacement: A red tray with a lid
    kind: physical
    place: Beside the duty clinician
    owner: PM
    seen_by: paper-enter
    hazards: [HAZ-01-2]
"""


def problems(folder: Path, **files: str) -> list[str]:
    """What is said about an author's files with some of these changed."""
    given = {"hazards.yaml": HAZARDS, "cues.yaml": CUES, **{f"{name}.yaml": text for name, text in files.items()}}
    found = open_folder(write_files(folder / "mine", given)).problems
    return [str(problem).replace(f"{folder.as_posix()}/mine/", "") for problem in found]


def test_sound_files_are_taken_without_a_word(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "HAZ-01-2",
            "HAZ-02-2",
            (
                "hazards.yaml:8: hazard 'HAZ-01': control 'HAZ-02-2' does not begin with its hazard's number. "
                "Write it as HAZ-01-1."
            ),
        ),
        (
            "hazard: HAZ-01\n",
            "hazard: H-01\n",
            "hazards.yaml:3: hazard 'H-01': its number looks like that of a task. Give it another, such as HAZ-03.",
        ),
        (
            "HAZ-01-2",
            "HAZ-01-1",
            (
                "hazards.yaml:8: control 'HAZ-01-1': there is one already at hazards.yaml:6. "
                "Give one of them another number."
            ),
        ),
        (
            "version: Version 1.2\n",
            "",
            "hazards.yaml:1: key 'version' is missing. Add it: the version of the hazard log these are from.",
        ),
        (
            "hazard: HAZ-01\n",
            "hazard: haz 1\n",
            (
                "hazards.yaml:3: hazard 'haz 1': 'hazard' is 'haz 1'. "
                "Write a code of capital letters, digits and hyphens, such as G20-05."
            ),
        ),
    ],
)
def test_a_slip_in_the_hazards_is_told_in_these_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in HAZARDS
    found = problems(tmp_path, hazards=HAZARDS.replace(old, new, 1))

    assert words in found, found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "[HAZ-01-2]",
            "[HAZ-01-3]",
            (
                "cues.yaml:10: cue 'screen-count': hazard 'HAZ-01-3' under 'hazards' is not known. "
                "Did you mean 'HAZ-01-2'?"
            ),
        ),
        (
            "seen_by: paper-enter",
            "seen_by: paper-entre",
            (
                "cues.yaml:9: cue 'screen-count': task 'paper-entre' under 'seen_by' is not known. "
                "Did you mean 'paper-enter'?"
            ),
        ),
        (
            "seen_by: paper-enter",
            "seen_by: paper-enter\n    item: the tray",
            (
                "cues.yaml:10: cue 'screen-count': task 'paper-enter' under 'seen_by' does not repeat, so it has "
                "no item 'the tray'. Take 'item' out."
            ),
        ),
        (
            "A red tray with a lid",
            '"{item}"',
            (
                "cues.yaml:5: cue 'screen-count': 'replacement' has {item} and task 'paper-enter' under 'seen_by' "
                "repeats per no register. Take it out of the text."
            ),
        ),
        (
            "kind: physical",
            "kind: paper",
            "cues.yaml:6: cue 'screen-count': 'kind' is 'paper'. Write physical or screen.",
        ),
    ],
)
def test_a_slip_in_the_cues_is_told_in_these_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in CUES

    assert problems(tmp_path, cues=CUES.replace(old, new, 1)) == [words]


def test_a_task_that_names_an_unknown_hazard_is_told_the_nearest_one(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "mine", {"hazards.yaml": HAZARDS, "cues.yaml": CUES})
    final = folder / "final.yaml"
    final.write_text(final.read_text("utf-8").replace("source: S4; G20-05", "hazards: [HAZ-01-9]\n        source: S4"))

    [problem] = open_folder(folder).problems
    assert problem.words == ("task 'lab-off': hazard 'HAZ-01-9' under 'hazards' is not known. Did you mean 'HAZ-01-2'?")


def test_a_criterion_that_names_an_unknown_hazard_is_told_at_its_line(tmp_path: Path) -> None:
    gates = (shipped_checklists() / "gates.yaml").read_text("utf-8").replace("[HAZ-12-1]", "[HAZ-12-11]", 1)
    line = next(number for number, text in enumerate(gates.splitlines(), 1) if "HAZ-12-11" in text)
    folder = tmp_path / "mine"
    folder.mkdir()
    for path in shipped_checklists().glob("*.yaml"):
        (folder / path.name).write_text(path.read_text("utf-8"))
    (folder / "gates.yaml").write_text(gates)

    [problem] = open_folder(folder).problems
    assert (problem.line, problem.words) == (
        line,
        "gate 'extract': hazard 'HAZ-12-11' under 'hazards' is not known. Did you mean 'HAZ-12-1'?",
    )


class TestTheShippedFiles:
    def test_every_hard_gated_task_says_which_control_it_shows(self) -> None:
        catalogue = load_catalogue(shipped_checklists())
        tasks = [task for list_ in catalogue.checklists for phase in list_.phases for task in phase.tasks]

        assert [task.id for task in tasks if task.gate is GateKind.HARD and not task.hazards] == []

    def test_every_control_is_shown_by_a_task_or_a_cue(self) -> None:
        catalogue = load_catalogue(shipped_checklists())
        named = {
            ref
            for list_ in catalogue.checklists
            for phase in list_.phases
            for task in phase.tasks
            for ref in task.hazards
        } | {ref for cue in catalogue.cues for ref in cue.hazards}

        controls = {control.ref for hazard in catalogue.hazards.hazards for control in hazard.controls}
        assert controls - named == set()

    def test_the_hazard_log_does_not_claim_that_anybody_approved_it(self) -> None:
        assert load_catalogue(shipped_checklists()).hazards.version == (
            "Shipped list 1, not yet approved by a safety officer"
        )


def test_a_plan_reads_back_its_hazards_and_cues() -> None:
    assert plan_from_bytes(plan_to_bytes(HAZARDOUS)) == HAZARDOUS


def test_a_plan_made_before_there_were_hazards_keeps_its_bytes() -> None:
    data = plan_to_bytes(PLAN)

    assert {"hazards", "cues"}.isdisjoint(json.loads(data))
    assert (plan_from_bytes(data).hazards, plan_from_bytes(data).cues) == (HazardLog(), ())
    assert plan_to_bytes(plan_from_bytes(data)) == data


def test_a_damaged_cue_is_told_by_its_field() -> None:
    raw = json.loads(plan_to_bytes(HAZARDOUS))
    raw["cues"][0]["physical"] = "yes"

    with pytest.raises(PlanUnreadable, match="in a cue, the field ‘physical’ does not hold what it should"):
        plan_from_bytes(json.dumps(raw).encode())
