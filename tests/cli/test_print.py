"""`cutover print` and `cutover collect`: the folder, the record, and what cannot be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import NOW, CommandLine, a_started_run, cutover_process, log_lines
from tests.paper_examples import PAPER_PLAN

from cutover_tui.domain.plan import RunKind
from cutover_tui.exports import printing

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "REHEARSAL-Y09999_2026-12-01_cutover_paper_v1"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run whose plan has what paper needs."""
    return a_started_run(tmp_path, plan=PAPER_PLAN)


def files_in(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_hard_copy_goes_into_the_runs_exports_and_into_the_log(cutover: CommandLine, run: Path) -> None:
    said = cutover("print", run, "--by", "jb", "--now", NOW)

    folder = run / "exports" / NAME
    assert (said.code, said.out) == (0, f"{folder}\n")
    assert said.err == f"Version 1, entry 1. Begin with {folder / '00-what-to-print.html'}.\n"
    record = json.loads(log_lines(run)[-1])
    assert (record["type"], record["actor"], record["body"]["sheet_version"]) == ("sheets.printed", "JB", 1)
    assert record["body"]["seal"].encode() in (folder / "00-what-to-print.html").read_bytes()


def test_nobody_need_say_who_prints(cutover: CommandLine, run: Path) -> None:
    cutover("print", run, "--now", NOW)

    assert json.loads(log_lines(run)[-1])["actor"] == "PROGRAM"


def test_a_refresh_is_a_new_version_and_leaves_the_earlier_folder_as_it_was(cutover: CommandLine, run: Path) -> None:
    cutover("print", run, "--now", NOW)
    first = run / "exports" / NAME
    before = files_in(first)

    cutover("tick", run, "P-01", "--by", "JB", "--observed", "3 Nov", "--now", NOW)
    said = cutover("print", run, "--now", NOW)

    assert said.out == f"{run / 'exports' / NAME.replace('_v1', '_v2')}\n"
    assert files_in(first) == before


def test_an_earlier_version_can_be_made_again_exactly_as_it_was_and_nothing_is_recorded(
    cutover: CommandLine, run: Path, tmp_path: Path
) -> None:
    cutover("print", run, "--now", NOW)
    cutover("tick", run, "P-01", "--by", "JB", "--observed", "3 Nov", "--now", NOW)
    before = log_lines(run)

    said = cutover("print", run, "--again", 1, "--to", tmp_path / "again")

    assert said.code == 0
    assert files_in(tmp_path / "again" / NAME) == files_in(run / "exports" / NAME)
    assert log_lines(run) == before
    assert cutover("print", run, "--again", 1).out == f"{run / 'exports' / f'{NAME}_copy2'}\n"


def test_a_version_that_was_never_printed_is_refused(cutover: CommandLine, run: Path) -> None:
    said = cutover("print", run, "--again", 3)

    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no version 3 of the hard copy. Nothing has been printed yet.\n"


def test_a_live_run_says_nothing_of_a_rehearsal(cutover: CommandLine, tmp_path: Path) -> None:
    run = a_started_run(tmp_path, plan=PAPER_PLAN, kind=RunKind.LIVE)

    said = cutover("print", run)

    folder = Path(said.out.strip())
    assert folder.name == NAME.removeprefix("REHEARSAL-")
    assert all(b"nothing here is real" not in data for data in files_in(folder).values())


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_recorded(
    cutover: CommandLine, run: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    said = cutover("print", run, "--to", tmp_path / "file", "--now", NOW)

    assert said.code == 1
    assert said.err.startswith(f"The hard copy could not be written to {tmp_path / 'file'}: ")
    assert said.err.endswith("Choose another folder with --to.\n")
    assert len(log_lines(run)) == 1


def test_a_disk_that_fails_after_the_record_is_said_with_what_to_do(
    cutover: CommandLine, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(printing, "sync_folder", full)

    said = cutover("print", run, "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Version 1 is in the log. The hard copy could not be written to ")
    assert said.err.endswith("Make its pages with `cutover print RUN --again 1 --to DIR`.\n")
    assert list((run / "exports").iterdir()) == []
    assert len(log_lines(run)) == 2


def test_collected_copies_are_recorded(cutover: CommandLine, run: Path) -> None:
    cutover("print", run, "--now", NOW)

    said = cutover("collect", run, "cs-f", "--copies", 1, "--by", "SP", "--now", NOW)

    assert (said.code, said.out, said.err) == (0, "2\n", "")
    log = cutover("log", run).out
    assert "Hard copy made, version 1: " in log
    assert "Printed sheet CS-F version 1 collected, 1 copy" in log
    again = cutover("collect", run, "CS-F", "--version", 1, "--copies", 2, "--by", "SP", "--now", NOW)
    assert again.err == "2 of CS-F version 1 were wanted and 1 are still out, not 2. Count them again.\n"


def test_help_does_not_load_what_makes_pages() -> None:
    said = cutover_process(
        "--help", before="import atexit, sys; atexit.register(lambda: print('jinja2' in sys.modules))"
    )

    assert said.out.endswith("False\n")
