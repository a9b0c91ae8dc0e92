"""The safety file: its files, their bytes, and that nothing but the log and the plan goes into them."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.examples import ANCHORS, StillClock, a_plan, a_run
from tests.exports.awkward_run import NOTE_TO_REMOVE, make_awkward_run

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.exports import safety_file
from cutover_tui.exports.safety_file import LOG, MANIFEST, PLAN, export_safety_file
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import verify

GOLDEN = Path(__file__).parent / "golden"
INPUT = (LOG, PLAN)
OUTPUT = ("audit-log.json", "audit-log.csv", "verification.txt", MANIFEST)


@pytest.fixture(autouse=True)
def _golden(update_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the golden files anew when asked to."""
    if not update_golden:
        return
    with monkeypatch.context() as patch:
        make_awkward_run(tmp_path / "made", patch)
    exported = export_of(tmp_path / "made", tmp_path / "made-exports")
    GOLDEN.mkdir(exist_ok=True)
    for name in (*INPUT, *OUTPUT):
        shutil.copy(exported / name, GOLDEN / name)


def export_of(run: Path, to: Path) -> Path:
    with closing(Run.open(run, clock=StillClock("Thu 18:00"), read_only=True)) as look:
        return export_safety_file(look, to).folder


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A run folder with the awkward log that is kept."""
    folder = tmp_path / "awkward"
    folder.mkdir()
    for name in INPUT:
        shutil.copy(GOLDEN / name, folder / name)
    return folder


def test_the_awkward_run_gives_the_files_that_are_kept(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out")

    assert {path.name for path in exported.iterdir()} == {*INPUT, *OUTPUT}
    for name in (*INPUT, *OUTPUT):
        assert (exported / name).read_bytes() == (GOLDEN / name).read_bytes(), f"{name}: --update-golden, read the diff"


def test_the_same_log_and_plan_give_the_same_bytes_at_any_time_on_any_machine(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export_of(awkward, tmp_path / "one")
    monkeypatch.setenv("TZ", "America/Lima")
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    with closing(Run.open(awkward, clock=StillClock("2029-01-01 03:00"), read_only=True)) as look:
        second = export_safety_file(look, tmp_path / "two").folder

    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }


def test_the_export_is_a_run_folder_that_verifies(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out")

    report = verify(exported)
    assert report.passed
    assert (exported / "verification.txt").read_text("utf-8").splitlines() == report.lines()


def test_the_array_is_the_log_line_by_line(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out")

    array = (exported / "audit-log.json").read_text("utf-8")
    lines = (exported / LOG).read_text("utf-8").splitlines()
    assert json.loads(array) == [json.loads(line) for line in lines]
    assert [line.removesuffix(",") for line in array.splitlines()[1:-1]] == lines


def test_the_manifest_names_every_other_file_with_its_hash(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out")

    lines = (exported / MANIFEST).read_text("ascii").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in exported.iterdir() if path.name != MANIFEST
    }
    assert all(line[64:66] == "  " for line in lines)


def test_what_two_people_took_out_is_in_no_file(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out")

    for path in exported.iterdir():
        assert NOTE_TO_REMOVE.encode() not in path.read_bytes()


def test_another_windows_later_entry_belongs_to_the_next_export(tmp_path: Path) -> None:
    clock = StillClock()
    run = a_run(tmp_path, clock)
    with closing(run), closing(Run.open(run.log.folder, clock=clock, read_only=True)) as look:
        run.leave("JB")
        made = export_safety_file(look, tmp_path / "out")

    assert made.passed
    assert len((made.folder / LOG).read_bytes().splitlines()) == 1
    assert len(json.loads((made.folder / "audit-log.json").read_bytes())) == 1


def test_a_plan_without_a_go_live_time_is_exported_as_undated(tmp_path: Path) -> None:
    anchors = [replace(anchor, planned_at=None) if anchor.code == "GL" else anchor for anchor in ANCHORS]
    undated = a_plan(anchors=tuple(anchors))
    with closing(a_run(tmp_path, StillClock(), plan=undated, kind=RunKind.LIVE)) as run:
        made = export_safety_file(run, tmp_path / "out")

    assert made.folder.name == "Y09999_undated_cutover_safety-file_v1_INTERIM"


@pytest.mark.parametrize("taken", ["", "_INTERIM"])
def test_a_version_that_is_taken_in_either_form_is_left_alone(awkward: Path, tmp_path: Path, taken: str) -> None:
    to = tmp_path / "out"
    (to / f"REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v1{taken}").mkdir(parents=True)

    exported = export_of(awkward, to)

    assert exported.name == "REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v2_INTERIM"


def test_a_disk_that_gives_back_something_else_is_noticed(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = safety_file._write

    def write_badly(folder: Path, files: dict[str, bytes]) -> None:
        write(folder, {name: data if name == LOG else data.replace(b"JB", b"jb") for name, data in files.items()})

    monkeypatch.setattr(safety_file, "_write", write_badly)

    with pytest.raises(Refused, match=r"could not be written to .*: the disk reported a fault\. Choose another folder"):
        export_of(awkward, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
