"""A folder of author's files loads into one catalogue, and everything wrong in it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.storage.author_examples import FINAL, SOUND, swapped, write_files

from cutover_tui.domain.plan import GateKind, Tier
from cutover_tui.storage import checklist_place
from cutover_tui.storage.author_values import Wanted, wanted
from cutover_tui.storage.checklist_entries import Place
from cutover_tui.storage.checklist_files import load_catalogue, open_folder, shipped_checklists
from cutover_tui.storage.checklist_problems import ChecklistProblem, ChecklistProblems

NOTHING = dict.fromkeys(SOUND)


def _said(folder: Path) -> list[str]:
    return [str(problem) for problem in open_folder(folder).problems]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder that is also where the person is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_shipped_files_load_with_no_problem() -> None:
    catalogue = load_catalogue(shipped_checklists())

    assert [checklist.checklist for checklist in catalogue.checklists] == ["P", "F", "C", "G", "R", "H"]
    assert all((catalogue.anchors, catalogue.roles, catalogue.questions, catalogue.registers, catalogue.sources))
    assert len(catalogue.categories) == 21
    assert len(catalogue.services) == 26


def test_a_sound_folder_gives_everything_it_says(tmp_path: Path) -> None:
    catalogue = load_catalogue(write_files(tmp_path))

    final, go_live = catalogue.checklists
    task = final.phases[0].tasks[0]
    assert (final.checklist, final.mode, final.owner, final.waits_for) == ("F", "read-do", "PM", "")
    assert (task.tier, task.gate, task.second_person, task.rolls, task.weekends) == (
        Tier.CORE,
        GateKind.HARD,
        True,
        True,
        False,
    )
    assert task.repeats_per == ("lab",)
    assert task.answers is not None
    assert task.answers.not_done == ("still on",)
    assert wanted(go_live.phases[1].tasks[0].applies_when) == (Wanted("uses-eps", True), Wanted("over-72h", False))
    assert [anchor.code for anchor in catalogue.anchors] == ["FDP", "CUT", "GL", "HOLD"]
    assert [role.outside for role in catalogue.roles] == [False, False, True]
    assert [question.not_sure for question in catalogue.questions] == [True, False, True]
    assert [register.must_state for register in catalogue.registers] == [True, False]
    assert [(service.register_id, service.only, service.watch) for service in catalogue.services] == [
        ("lab", "bowel", 1)
    ]
    assert catalogue.categories[0].reenter_by == ("GL@18:00", "GL+1wd")
    assert [source.code for source in catalogue.sources] == ["S4", "G20-05"]


def test_text_that_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    final = swapped(FINAL, "why: A late result does not move.", "why: no")
    final = swapped(final, "[Time off]", "[17:02, 0123, 2026-11-26, null]")

    task = load_catalogue(write_files(tmp_path, {"final.yaml": final})).checklists[0].phases[0].tasks[0]

    assert task.why == "no"
    assert task.evidence == ("17:02", "0123", "2026-11-26", "null")


def test_everything_keeps_its_place(here: Path) -> None:
    catalogue = load_catalogue(write_files(here / "mine"))

    assert catalogue.places["task", "lab-off"] == Place("mine/final.yaml", 9)
    assert catalogue.places["role", "CL"] == Place("mine/roles.yaml", 3)
    assert catalogue.places["checklist", "G"] == Place("mine/go-live.yaml", 1)
    assert str(catalogue.places["anchor", "GL"]) == "mine/anchors.yaml:4"


def test_every_mistake_of_every_file_is_told_at_once(here: Path) -> None:
    final = swapped(FINAL, "        tier: core\n", "        tier: optional\n")
    final = swapped(final, "checked_by: [CL]", "checked_by: [CLL]")
    changed = {
        "final.yaml": final,
        "roles.yaml": SOUND["roles.yaml"].replace("outside: yes", "outside: true"),
        "sources.yaml": "sources: [\n",
    }

    with pytest.raises(ChecklistProblems) as raised:
        load_catalogue(write_files(here / "mine", changed))

    assert [problem.file for problem in raised.value.problems] == [
        "mine/final.yaml",
        "mine/final.yaml",
        "mine/roles.yaml",
        "mine/sources.yaml",
    ]
    assert str(raised.value).splitlines() == [
        "mine/final.yaml:11: task 'lab-off': 'tier' is 'optional'. Write core or extended.",
        "mine/final.yaml:23: task 'lab-off': role 'CLL' under 'checked_by' is not known. Did you mean 'CL'?",
        "mine/roles.yaml:4: role 'OSUP': 'outside' is 'true'. Write yes or no.",
        "mine/sources.yaml:2: the file ends inside a list in '[ ]' or a map in '{ }'. Close it.",
    ]


def test_what_a_broken_file_may_define_is_not_called_unknown(here: Path) -> None:
    said = _said(write_files(here / "mine", {"go-live.yaml": "checklist: G\n\tname: x\n", "roles.yaml": "roles: [\n"}))

    assert said == [
        "mine/go-live.yaml:2: this line has a tab. Use spaces instead.",
        "mine/roles.yaml:2: the file ends inside a list in '[ ]' or a map in '{ }'. Close it.",
    ]


def test_a_list_that_is_not_the_one_meant_is_told_once(here: Path) -> None:
    said = _said(write_files(here / "mine", {"reentry.yaml": "categories: {a: b}\n", "roles.yaml": "roles: PM\n"}))

    assert "mine/reentry.yaml:1: 'categories' is a map. Write a list, each entry on its own line after '- '." in said
    assert "mine/roles.yaml:1: 'roles' is 'PM'. Write a list, each entry on its own line after '- '." in said


def test_the_shipped_files_stand_in_for_what_a_folder_does_not_have(here: Path) -> None:
    only = {
        **NOTHING,
        "mine.yaml": FINAL.replace("        reversed_by: [lab-on]\n", "").replace(
            "        settled_by: [paper-enter]\n", ""
        ),
    }

    catalogue = load_catalogue(write_files(here / "mine", only))

    shipped = load_catalogue(shipped_checklists())
    assert [checklist.name for checklist in catalogue.checklists] == ["Final data production"]
    assert catalogue.anchors == shipped.anchors
    assert catalogue.roles == shipped.roles
    assert catalogue.services == ()


def test_a_shipped_service_stays_while_all_its_tasks_are_there(tmp_path: Path) -> None:
    shipped = shipped_checklists()
    for path in shipped.glob("*.yaml"):
        if path.name not in {"services.yaml", "hold.yaml"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    hold = (shipped / "hold.yaml").read_bytes()
    (tmp_path / "hold.yml").write_bytes(hold)

    assert load_catalogue(tmp_path).services == load_catalogue(shipped).services


def test_a_slip_inside_a_file_that_stands_in_is_not_laid_on_the_author(here: Path) -> None:
    without_roles = {
        "roles.yaml": "roles:\n  - {code: PM, name: Boss}\n  - {code: CL, name: Lead}\n",
        "anchors.yaml": None,
    }

    assert _said(write_files(here / "mine", without_roles)) == []


def test_a_practice_file_beside_the_checklists_is_left_alone(tmp_path: Path) -> None:
    load_catalogue(write_files(tmp_path, {"practice.yaml": "practice: Larkfield\nwrong: yes\n"}))


def test_hidden_files_and_other_files_are_left_alone(tmp_path: Path) -> None:
    load_catalogue(write_files(tmp_path, {".hidden.yaml": "?", "notes.txt": "?", "old.yaml~": "?"}))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "there is no YAML file here. Give another folder."),
        ({"roles.yaml": SOUND["roles.yaml"]}, "there is no checklist here. Put one in, or give another folder."),
    ],
)
def test_a_folder_without_checklists_is_told(files: dict[str, str], words: str, here: Path) -> None:
    assert _said(write_files(here / "mine", {**NOTHING, **files})) == [f"mine: {words}"]


def test_a_folder_that_is_not_there_is_told(here: Path) -> None:
    with pytest.raises(ChecklistProblems) as raised:
        load_catalogue(here / "none")

    assert str(raised.value) == (
        "none: this folder cannot be read (No such file or directory). Look at its name and at your right to read it."
    )


def test_files_are_shown_as_the_person_would_name_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_files(here / "mine", {"final.yaml": ""})
    words = "this file is empty. Write it, or take it out of the folder."

    assert _said(Path("mine")) == [f"mine/final.yaml: {words}"]
    monkeypatch.chdir(folder)
    assert _said(Path()) == [f"final.yaml: {words}"]
    monkeypatch.chdir("/")
    assert _said(folder) == [f"{folder.as_posix().removeprefix('/')}/final.yaml: {words}"]
    (here / "other").mkdir()
    monkeypatch.chdir(here / "other")
    assert _said(folder) == [f"{folder.as_posix()}/final.yaml: {words}"]


def test_a_file_name_cannot_command_the_terminal(here: Path) -> None:
    said = _said(write_files(here / "mine", {"a\x1b[2J.yaml": ""}))

    assert said == ["mine/a\ufffd[2J.yaml: this file is empty. Write it, or take it out of the folder."]


def test_the_shipped_checklists_of_a_source_tree_stand_at_its_top() -> None:
    assert (shipped_checklists() / "preparation.yaml").is_file()


def test_the_shipped_checklists_of_an_installed_package_stand_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checklists").mkdir()
    monkeypatch.setattr(checklist_place, "files", lambda _: tmp_path)

    assert shipped_checklists() == tmp_path / "checklists"


def test_problems_are_sorted_and_told_once() -> None:
    first, second, whole = ChecklistProblem("a", 2, "x"), ChecklistProblem("a", 10, "y"), ChecklistProblem("b", 0, "z")

    problems = ChecklistProblems([whole, second, first, second])

    assert problems.problems == (first, second, whole)
    assert str(problems) == "a:2: x\na:10: y\nb: z"


def test_thousands_of_mistakes_are_told_in_part(tmp_path: Path) -> None:
    tasks = "".join(f"      - {{id: a{number}, needs: [b{number}], zz: 1}}\n" for number in range(1500))
    text = f"checklist: F\nname: F\nphases:\n  - phase: A\n    tasks:\n{tasks}"

    assert len(open_folder(write_files(tmp_path, {**NOTHING, "f.yaml": text})).problems) == 2000
