"""`cutover start` and `copy-checklists`: from files to a run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.cli.command_line import CommandLine, Said, log_lines

from cutover_tui.runner.verification import verify
from cutover_tui.storage.checklist_place import shipped_checklists
from cutover_tui.storage.practice_book import PracticeBook

PRACTICE = shipped_checklists() / "example-practice.yaml"


@pytest.fixture
def copied(cutover: CommandLine, tmp_path: Path) -> Path:
    """The shipped checklists, copied to be edited."""
    folder = tmp_path / "ours"
    assert cutover("copy-checklists", folder) == Said(0, f"{folder}\n", "")
    return folder


def first_record(run: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads(log_lines(run)[0])
    return record


def plan_of(run: Path) -> dict[str, list[dict[str, str]]]:
    plan: dict[str, list[dict[str, str]]] = json.loads((run / "plan.json").read_bytes())
    return plan


def test_a_start_prints_the_run_folder_and_lists_the_run(cutover: CommandLine) -> None:
    said = cutover("start", "--practice", PRACTICE)

    assert (said.code, said.err) == (0, "")
    run = Path(said.out.strip())
    home = Path(os.environ["CUTOVER_HOME"])
    assert run.parent == home / "runs"
    assert run.name.startswith("REHEARSAL-y09999-")
    assert verify(run).passed
    assert [row.folder for row in PracticeBook(home).runs()] == [run.resolve()]


def test_a_set_clock_makes_a_rehearsal_whatever_was_asked_for(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover(
        *("start", "--practice", PRACTICE, "--kind", "live", "--dir", tmp_path / "run", "--core-only"),
        *("--now", "2026-11-26T15:42:00+00:00"),
    )

    assert (said.code, said.out) == (0, f"{tmp_path / 'run'}\n")
    assert said.err == "The clock was set by hand, so this run is a rehearsal.\n"
    assert first_record(tmp_path / "run")["run"] == "y09999-20261126-rehearsal-1"


def test_a_live_start_of_the_core_tasks_with_a_second_copy(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover(
        *("start", "--practice", PRACTICE, "--kind", "live", "--core-only"),
        *("--dir", tmp_path / "run", "--second-copy", tmp_path / "stick"),
    )

    assert said.code == 0
    assert said.err.startswith(f"The second copy in {tmp_path / 'stick'} is on the same disk as the run")
    run = tmp_path / "run"
    assert "-live-1" in str(first_record(run)["run"])
    extended = [task for task in plan_of(run)["tasks"] if task.get("tier") == "extended"]
    assert all(task["reverses"] for task in extended), "only what brings back a core switch-off comes along"
    assert len(plan_of(run)["tasks"]) > 200 > len(extended)
    copy = next((tmp_path / "stick").iterdir())
    assert (copy / "audit-log.jsonl").read_bytes() == (run / "audit-log.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("given", "kept"),
    [((), "Not recorded"), (("--clock-check", "2 s behind the phone,\x1b JB"), "2 s behind the phone,� JB")],
)
def test_the_first_record_says_how_the_clock_was_checked(
    cutover: CommandLine, tmp_path: Path, given: tuple[str, ...], kept: str
) -> None:
    assert cutover("start", "--practice", PRACTICE, "--core-only", "--dir", tmp_path / "run", *given).code == 0
    body = first_record(tmp_path / "run")["body"]

    assert isinstance(body, dict)
    assert body["clock_check"] == kept


def test_a_run_is_never_started_over_another(cutover: CommandLine, run: Path) -> None:
    before = {path.name: path.read_bytes() for path in run.iterdir()}

    said = cutover("start", "--practice", PRACTICE, "--dir", run)

    assert (said.code, said.out) == (1, "")
    assert said.err == f"{run} already holds a run. Open that one, or choose another folder for a new one.\n"
    assert {path.name: path.read_bytes() for path in run.iterdir()} == before


def test_no_two_runs_of_a_day_share_a_name(cutover: CommandLine, tmp_path: Path) -> None:
    for name in ("one", "two"):
        cutover("start", "--practice", PRACTICE, "--core-only", "--dir", tmp_path / name)

    names = [str(first_record(tmp_path / name)["run"]) for name in ("one", "two")]
    assert [name.rsplit("-", 1)[1] for name in names] == ["1", "2"]


def test_every_problem_of_broken_files_is_said_with_its_line(
    cutover: CommandLine, copied: Path, tmp_path: Path
) -> None:
    practice = copied / "example-practice.yaml"
    text = practice.read_text("utf-8")
    practice.write_text(
        text.replace("ods_code: Y09999", "ods_code: nonsense").replace("roles: [PM, INC]", "roles: [PM, ZZZ]"), "utf-8"
    )
    lines = practice.read_text("utf-8").splitlines()

    said = cutover("start", "--practice", practice, "--checklists", copied, "--dir", tmp_path / "run")

    assert (said.code, said.out) == (1, "")
    places = [problem.rsplit("example-practice.yaml:", 1)[1].split(":")[0] for problem in said.err.splitlines()]
    assert places == [
        str(lines.index("ods_code: nonsense") + 1),
        str(lines.index("    roles: [PM, ZZZ]") + 1),
    ]
    assert "ZZZ" in said.err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("option", ["--practice", "--checklists"])
def test_files_that_are_not_there_are_wrong_usage(cutover: CommandLine, tmp_path: Path, option: str) -> None:
    given = {"--practice": PRACTICE, "--checklists": shipped_checklists(), option: tmp_path / "nothing"}

    said = cutover("start", *(word for pair in given.items() for word in pair), "--dir", tmp_path / "run")

    assert (said.code, said.out) == (2, "")
    assert "nothing" in said.err
    assert not (tmp_path / "run").exists()


def test_a_run_of_edited_checklists_holds_their_words(cutover: CommandLine, copied: Path, tmp_path: Path) -> None:
    preparation = copied / "preparation.yaml"
    text = preparation.read_text("utf-8")
    assert "Run the planning meeting for the cutover" in text
    preparation.write_text(text.replace("Run the planning meeting for the cutover", "Meet at the barn"), "utf-8")

    said = cutover(
        *("start", "--practice", copied / "example-practice.yaml", "--checklists", copied),
        *("--dir", tmp_path / "run"),
    )

    assert (said.code, said.err) == (0, "")
    assert "Meet at the barn" in [task["title"] for task in plan_of(tmp_path / "run")["tasks"]]


def test_a_list_of_runs_that_cannot_be_written_stops_no_run(cutover: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    said = cutover("start", "--practice", PRACTICE, "--dir", tmp_path / "run", "--home", tmp_path / "file")

    assert (said.code, said.out) == (0, f"{tmp_path / 'run'}\n")
    assert "The run has started, but is not in the list of runs: open it by its folder." in said.err
    assert verify(tmp_path / "run").passed


# -- copy-checklists


def test_checklists_are_never_copied_over_anything(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover("copy-checklists", tmp_path)

    assert (said.code, said.out) == (2, "")
    assert said.err == f"{tmp_path} already exists, and nothing in it is overwritten. Choose a new folder.\n"


def test_checklists_that_cannot_be_copied_leave_nothing_behind(cutover: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    said = cutover("copy-checklists", tmp_path / "file" / "ours")

    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("Choose another folder.\n")
