"""The files about emergencies: every mistake with its line, and a plan that holds what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN
from tests.pause_examples import PAUSABLE
from tests.storage.author_examples import write_files

from cutover_tui.domain.pause_plan import PausePlan
from cutover_tui.storage.checklist_files import load_catalogue, open_folder, shipped_checklists
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED_PAUSE = (shipped_checklists() / "pause.yaml").read_text("utf-8")
SHIPPED_CARDS = (shipped_checklists() / "cards.yaml").read_text("utf-8")


def problems(folder: Path, name: str, text: str) -> list[str]:
    """What is said about one changed file among sound ones, with the shipped roles beside it."""
    roles = (shipped_checklists() / "roles.yaml").read_text("utf-8")
    found = open_folder(write_files(folder / "mine", {name: text, "roles.yaml": roles})).problems
    return [str(problem) for problem in found if name in problem.file]


def test_the_shipped_file_holds_the_eleven_triggers_with_thresholds_and_who_looks_first() -> None:
    pause = load_catalogue(shipped_checklists()).pause

    assert [trigger.code for trigger in pause.triggers] == [f"T{number}" for number in range(1, 12)]
    assert all(trigger.threshold and trigger.first_look for trigger in pause.triggers)
    assert (pause.hold_minutes, pause.review_minutes) == (15, 30)
    assert pause.audiences == ("staff", "patients", "pharmacy", "supplier", "icb")


def test_a_folder_without_the_files_gets_the_shipped_ones(tmp_path: Path) -> None:
    catalogue = load_catalogue(write_files(tmp_path / "mine"))

    assert len(catalogue.pause.triggers) == 11
    assert len(catalogue.cards) == 9


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[CL, PM, CSO]", "[CL, PX]", "role 'PX' under 'declared_by' is not known. "),
        ("hold_minutes: 15", "hold_minutes: 0", "'hold_minutes' is 0. "),
        ("first_look: ITL", "first_look: XX", "trigger 'T2': role 'XX' under 'first_look' is not known. "),
        ("code: T3", "code: X3", "'code' is 'X3'. Write the code of a pause trigger, T1 to T11."),
        ("code: T3", "code: T2", "trigger 'T2': there is one already at "),
        (
            "[staff, patients",
            "[staff, patience",
            "audience 'patience' under 'tell' is not known. Did you mean 'patients'?",
        ),
        ("  - id: told\n", "  - id: teld\n", "'restart_list' has no line 'told'. Every restart list has it; "),
    ],
)
def test_a_slip_in_the_pause_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SHIPPED_PAUSE
    found = problems(tmp_path, "pause.yaml", SHIPPED_PAUSE.replace(old, new, 1))

    assert [problem for problem in found if words in problem], found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("call: [CL, PM, CSO]", "call: [CL, BOSS]", "card 'pause-now': role 'BOSS' under 'call' is not known. "),
        ("id: no-phones", "id: no-results", "card 'no-results': there is one already at "),
        ("    form: L log sheet\n", "", "card 'pause-now': key 'form' is missing. "),
    ],
)
def test_a_slip_in_the_cards_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SHIPPED_CARDS
    found = problems(tmp_path, "cards.yaml", SHIPPED_CARDS.replace(old, new, 1))

    assert [problem for problem in found if words in problem], found


def test_a_plan_reads_back_what_it_says_about_pauses() -> None:
    assert plan_from_bytes(plan_to_bytes(PAUSABLE)) == PAUSABLE


def test_a_plan_made_before_there_were_pauses_keeps_its_bytes_and_can_be_paused() -> None:
    data = plan_to_bytes(PLAN)

    assert b'"pause"' not in data
    assert b'"cards"' not in data
    assert plan_from_bytes(data).pause == PausePlan()
    assert plan_to_bytes(plan_from_bytes(data)) == data
