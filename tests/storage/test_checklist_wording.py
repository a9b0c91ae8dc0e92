"""Advice on wording is given where the study of checklists says so, and never where a line is fine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.storage.author_examples import FINAL, GO_LIVE, SOUND, Broken, swapped, write_files

from cutover_tui.storage.checklist_files import open_folder, shipped_checklists
from cutover_tui.storage.checklist_wording import wording_warnings

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Enter the paper of cutover"
PAPER = "go-live.yaml:23: task 'paper-enter': "

ADVICE = (
    Broken(
        "a long title",
        "go-live.yaml",
        TITLE,
        "Enter the paper of cutover that lies in the dated folders now",
        (f"{PAPER}the title is 61 characters long; up to 60 are taken in at a glance. Move detail to the steps.",),
    ),
    Broken(
        "a title that ensures",
        "go-live.yaml",
        TITLE,
        "Ensure that the paper is entered",
        (f"{PAPER}the title says 'ensure'. Name the thing, then the state to be seen, as 'EPS: paused'.",),
    ),
    Broken(
        "a title that checks",
        "go-live.yaml",
        TITLE,
        "Check the paper",
        (f"{PAPER}the title says 'check'. Name the thing, then the state to be seen, as 'EPS: paused'.",),
    ),
    Broken(
        "a title with a doubled no",
        "go-live.yaml",
        TITLE,
        "Links are not unless tested on",
        (f"{PAPER}the title says 'not unless'. Name the thing, then the state to be seen, as 'EPS: paused'.",),
    ),
    Broken(
        "a title with a stroke",
        "go-live.yaml",
        TITLE,
        "Paper and/or slips entered",
        (f"{PAPER}the title says 'and/or'. Name the thing, then the state to be seen, as 'EPS: paused'.",),
    ),
    Broken(
        "a title with two actions",
        "go-live.yaml",
        TITLE,
        "Phone the lab and book the test",
        (f"{PAPER}the title holds two actions, 'phone' and 'book'. Make two tasks of it.",),
    ),
    Broken(
        "a title that asks for zero",
        "go-live.yaml",
        TITLE,
        "'Paper of cutover: 0 left'",
        (f"{PAPER}the title speaks of a count, and no line of 'evidence' asks for a number. Add one.",),
    ),
    Broken(
        "a long step",
        "go-live.yaml",
        "Start with the oldest folder.",
        "Start with the oldest folder" + " and go on" * 6 + ".",
        ("go-live.yaml:25: task 'paper-enter': a step has 23 words; 20 is plenty. Split it in two.",),
    ),
    Broken(
        "a list without an owner",
        "final.yaml",
        "owner: PM\ncompletion",
        "completion",
        ("final.yaml:1: checklist 'F': it has no 'owner'. Add it: the role that runs it.",),
    ),
    Broken(
        "a list without a mode",
        "final.yaml",
        "mode: read-do\n",
        "",
        ("final.yaml:1: checklist 'F': it has no 'mode'. Add it: read-do or do-confirm.",),
    ),
    Broken(
        "a list without a completion call",
        "final.yaml",
        "completion_call: Final data production complete\n",
        "",
        ("final.yaml:1: checklist 'F': it has no 'completion_call'. Add it: what is said aloud when it is complete.",),
    ),
    Broken(
        "a service that nothing switches off",
        "services.yaml",
        "    off_tasks: [lab-off]\n",
        "",
        (
            (
                "services.yaml:2: service 'pathology': no task switches it off, and nothing says what shows that it is "
                "off. Add off_tasks or evidence_off."
            ),
        ),
    ),
)


def _advice(folder: Path) -> tuple[str, ...]:
    return tuple(str(warning).removeprefix("mine/") for warning in wording_warnings(open_folder(folder).names))


@pytest.mark.parametrize("broken", ADVICE, ids=lambda broken: broken.claim)
def test_advice_is_given_in_these_words(broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = swapped(SOUND[broken.file], str(broken.old), broken.new)

    assert _advice(write_files(tmp_path / "mine", {broken.file: text})) == broken.says


def test_sound_files_need_no_advice(tmp_path: Path) -> None:
    assert _advice(write_files(tmp_path)) == ()


def test_an_off_step_without_a_way_back_of_its_own_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    changed = {
        "final.yaml": swapped(FINAL, "        reversed_by: [lab-on]\n", ""),
        "go-live.yaml": swapped(GO_LIVE, "        reverses: [lab-off]\n", ""),
    }

    assert _advice(write_files(tmp_path / "mine", changed)) == (
        (
            "final.yaml:9: task 'lab-off': it changes service 'pathology' and names no task that changes it back. "
            "Add reversed_by or settled_by."
        ),
    )


def test_ten_hard_gates_in_one_phase_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tasks = "".join(
        f"      - {{id: gate-{n}, title: T, tier: core, do: [A], owner: PM, gate: hard}}\n" for n in range(10)
    )
    changed = {"go-live.yaml": GO_LIVE + "  - phase: Gates\n    tasks:\n" + tasks}

    assert _advice(write_files(tmp_path / "mine", changed)) == (
        (
            "go-live.yaml:33: checklist 'G': phase 'Gates' has 10 hard gates; 9 is the most people keep in view. "
            "Split the phase, or let some of them warn."
        ),
    )


@pytest.mark.parametrize(
    "title",
    [
        "Cupboard stock counted and listed",
        "Letters and discharge summaries: all reviewed",
        "Phone the main pharmacies and dispensaries",
        "Checklist of the front desk: printed",
        "Links: off, paper begun",
    ],
)
def test_a_title_that_only_looks_like_two_actions_is_left_alone(title: str, tmp_path: Path) -> None:
    text = swapped(GO_LIVE, TITLE, f'"{title}"').replace("needs: [lab-on]", "evidence: [Slips left]")

    assert _advice(write_files(tmp_path, {"go-live.yaml": text})) == ()


@pytest.mark.parametrize("label", ["Slips left", "Number of slips", "Total", "Slips by day", "Target 0", "How many"])
def test_a_label_that_asks_for_a_number_answers_a_count(label: str, tmp_path: Path) -> None:
    text = swapped(GO_LIVE, TITLE, "Count the paper slips").replace("needs: [lab-on]", f"evidence: [{label}]")

    assert _advice(write_files(tmp_path, {"go-live.yaml": text})) == ()


def test_broken_files_get_what_advice_they_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    changed = {
        "final.yaml": "checklist: F\nmode: read-do\nowner: PM\ncompletion_call: Done\nphases: none\n",
        "go-live.yaml": swapped(GO_LIVE, "  - phase: Paper\n", "  - word\n  - phase: Paper\n"),
        "roles.yaml": "roles: {}\n",
    }

    assert _advice(write_files(tmp_path / "mine", changed)) == ()


def test_the_shipped_checklists_are_worded_well() -> None:
    assert wording_warnings(open_folder(shipped_checklists()).names) == ()
