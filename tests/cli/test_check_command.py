"""`cutover check`: problems on stdout, one a line; the count and the exit code say whether any were found."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cutover_tui.storage.checklist_place import shipped_checklists

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine


def test_the_shipped_checklists_have_no_problem(cutover: CommandLine) -> None:
    said = cutover("check")

    assert (said.code, said.out) == (0, "")
    files = len(list(shipped_checklists().glob("*.yaml")))
    assert said.err == f"{files} files, 240 tasks: no problems, no warnings.\n"


def test_one_file_is_checked_with_the_files_beside_it(cutover: CommandLine) -> None:
    said = cutover("check", shipped_checklists() / "hold.yaml")

    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("1 file, 17 tasks: no problems")


def test_a_practice_file_alone_is_held_against_the_shipped_checklists(cutover: CommandLine, tmp_path: Path) -> None:
    practice = tmp_path / "ours.yaml"
    shutil.copy(shipped_checklists() / "example-practice.yaml", practice)
    practice.write_text(practice.read_text("utf-8").replace("uses-eps: yes", "uses-epss: yes"), "utf-8")

    said = cutover("check", practice)

    assert said.code == 1
    assert "uses-epss" in said.out
    assert said.out.startswith(f"{practice}:") or "ours.yaml:" in said.out


def test_a_folder_with_problems_ends_with_1_and_every_line(cutover: CommandLine, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(shipped_checklists(), ours)
    hold = ours / "hold.yaml"
    text = hold.read_text("utf-8")
    number = next(place for place, line in enumerate(text.splitlines(), 1) if "owner: " in line)
    lines = text.splitlines(keepends=True)
    lines[number - 1] = lines[number - 1].split("owner:")[0] + "owner: NOBODY\n"
    hold.write_text("".join(lines), "utf-8")

    said = cutover("check", ours)

    assert said.code == 1
    problems = said.out.splitlines()
    assert any(f"hold.yaml:{number}: " in problem and "NOBODY" in problem for problem in problems)
    assert ": no problems" not in said.err


def test_a_path_that_is_not_there_is_wrong_usage(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover("check", tmp_path / "nothing.yaml", shipped_checklists() / "hold.yaml")

    assert said.code == 2
    assert said.out.endswith("there is no such file. Look at the name and the folder.\n")


def test_a_file_that_is_no_text_is_a_problem(cutover: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "blob.yaml").write_bytes(b"\xff\xfe\x00\x01")

    said = cutover("check", tmp_path / "blob.yaml")

    assert said.code == 1
    assert "blob.yaml" in said.out
