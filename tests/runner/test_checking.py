"""`cutover check` looks at files and folders, and tells what is wrong in those it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.storage.author_examples import FINAL, PRACTICE, SOUND, swapped, write_files

from cutover_tui.runner.checking import CheckReport, check, summary
from cutover_tui.storage.checklist_files import shipped_checklists
from cutover_tui.storage.checklist_problems import ChecklistProblem

EMPTY = "this file is empty. Write it, or take it out of the folder."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder that is also where the person is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(report: CheckReport) -> list[str]:
    return [str(each) for each in (*report.problems, *report.warnings)]


def test_the_shipped_files_are_looked_at_when_none_are_given() -> None:
    report = check()

    assert report.problems == ()
    assert report.passed
    assert report.files == len(list(shipped_checklists().glob("*.yaml")))
    assert report.tasks == 240


def test_a_sound_folder_passes(here: Path) -> None:
    write_files(here / "mine", {"practice.yaml": PRACTICE})

    report = check([Path("mine")])

    assert _said(report) == []
    assert (report.files, report.tasks) == (10, 4)


def test_problems_and_warnings_are_told_apart(here: Path) -> None:
    final = swapped(FINAL, "owner: PM\ncompletion", "completion").replace("gate: hard", "gate: soft")
    write_files(here / "mine", {"final.yaml": final, "practice.yaml": swapped(PRACTICE, "Y09999", "Y!")})

    report = check([Path("mine")])

    assert not report.passed
    assert [str(problem) for problem in report.problems] == [
        "mine/final.yaml:24: task 'lab-off': 'gate' is 'soft'. Write hard, warn or none.",
        "mine/practice.yaml:2: 'ods_code' is 'Y!'. Write the practice's ODS code, such as Y09999.",
    ]
    assert [str(warning) for warning in report.warnings] == [
        "mine/final.yaml:1: checklist 'F': it has no 'owner'. Add it: the role that runs it.",
        (
            "mine/practice.yaml: its names were not looked up, because the checklists have problems. "
            "Mend those, then check again."
        ),
    ]


def test_one_file_is_read_with_the_files_beside_it_and_judged_alone(here: Path) -> None:
    write_files(here / "mine", {"roles.yaml": SOUND["roles.yaml"].replace("outside: yes", "outside: true")})

    report = check([Path("mine/final.yaml")])

    assert _said(report) == []
    assert (report.files, report.tasks) == (1, 2)
    assert _said(check([Path("mine/roles.yaml"), Path("mine/final.yaml")])) == [
        "mine/roles.yaml:4: role 'OSUP': 'outside' is 'true'. Write yes or no."
    ]


def test_a_file_that_is_given_twice_is_looked_at_once(here: Path) -> None:
    write_files(here / "mine", {"final.yaml": ""})

    report = check([Path("mine/final.yaml"), Path("mine"), here / "mine" / "final.yaml"])

    assert [text for text in _said(report) if "empty" in text] == [f"mine/final.yaml: {EMPTY}"]
    assert report.files == 9


def test_a_practice_file_alone_is_held_against_the_shipped_checklists(here: Path) -> None:
    example = (shipped_checklists() / "example-practice.yaml").read_text(encoding="utf-8")
    (here / "ours.txt").write_text(swapped(example, "roles: [CL]", "roles: [CLX]"), encoding="utf-8")

    assert _said(check([Path("ours.txt")])) == [
        (
            f"ours.txt:{example[: example.index('roles: [CL]')].count(chr(10)) + 1}: "
            "person 'AK': role 'CLX' is not known. Did you mean 'CL'?"
        )
    ]


def test_a_practice_file_among_checklists_is_held_against_those(here: Path) -> None:
    write_files(here / "mine", {"practice.yaml": swapped(PRACTICE, "roles: [PM]", "roles: [MPM]")})

    assert _said(check([Path("mine/practice.yaml")])) == [
        "mine/practice.yaml:30: person 'JB': role 'MPM' is not known. Did you mean 'PM'?"
    ]


def test_a_practice_file_beside_a_broken_checklist_is_held_against_the_shipped_ones(here: Path) -> None:
    (here / "broken.yaml").write_text("")
    (here / "practice.yaml").write_bytes((shipped_checklists() / "example-practice.yaml").read_bytes())

    assert _said(check([Path("practice.yaml")])) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("none.yaml", "none.yaml: there is no such file. Look at the name and the folder."),
        ("none/none.yaml", "none/none.yaml: there is no such file. Look at the name and the folder."),
        ("bare", "bare: there is no YAML file here. Give another folder."),
    ],
)
def test_what_is_not_there_is_told(path: str, words: str, here: Path) -> None:
    (here / "bare").mkdir()

    assert _said(check([Path(path)])) == [words]


@pytest.mark.parametrize(
    ("problems", "warnings", "files", "tasks", "words"),
    [
        (0, 0, 15, 239, "15 files, 239 tasks: no problems, no warnings."),
        (1, 2, 1, 1, "1 file, 1 task: 1 problem, 2 warnings."),
        (3, 1, 2, 0, "2 files, no tasks: 3 problems, 1 warning."),
    ],
)
def test_the_summary_counts_in_words(problems: int, warnings: int, files: int, tasks: int, words: str) -> None:
    each = ChecklistProblem("a", 1, "x")

    assert summary(CheckReport((each,) * problems, (each,) * warnings, files, tasks)) == words
