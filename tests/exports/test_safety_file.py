"""The safety file: its files, their bytes, and that nothing but the log and the plan goes into them."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import ANCHORS, StillClock, a_plan, a_run
from tests.exports.awkward_run import NOTE_TO_REMOVE, make_awkward_run
from tests.exports.bundles import EVIDENCE, GOLDEN, kept_run

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.exports import log_part, safety_file
from cutover_tui.exports.log_part import FOLDER, LOG, PLAN
from cutover_tui.exports.registers import workbook
from cutover_tui.exports.safety_file import Export, export_safety_file
from cutover_tui.runner.bundle_verification import MANIFEST, TAG_MANIFEST
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

NAME = "REHEARSAL-Y09999_2026-12-01_cutover_safety-file"


@pytest.fixture(autouse=True)
def _golden(update_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the golden bundle anew when asked to."""
    if not update_golden:
        return
    with monkeypatch.context() as patch:
        make_awkward_run(tmp_path / "made", patch)
    with monkeypatch.context() as patch:
        _leave_out_what_other_things_change(patch)
        exported = export_of(tmp_path / "made", tmp_path / "made-exports").folder
    for path in [
        path for path in GOLDEN.rglob("*") if path.is_file() and not (exported / path.relative_to(GOLDEN)).exists()
    ]:
        path.unlink(missing_ok=True)
    shutil.copytree(exported, GOLDEN, dirs_exist_ok=True)


def _leave_out_what_other_things_change(patch: pytest.MonkeyPatch) -> None:
    """Leave out of the golden bundle what is no matter of the run: each has tests of its own.

    The workbook's bytes depend on the version of its library, the schema on every event the program knows.
    """
    patch.setattr(workbook, "has_workbook", lambda: False)
    patch.setattr(log_part, "record_schema", lambda: b"{}\n")


def export_of(run: Path, to: Path, now: str = "Thu 18:00") -> Export:
    with closing(Run.open(run, clock=StillClock(now), read_only=True)) as look:
        return export_safety_file(look, to)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A run folder with the awkward log that is kept."""
    return kept_run(tmp_path / "awkward")


def test_the_awkward_run_gives_the_bundle_that_is_kept(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _leave_out_what_other_things_change(monkeypatch)

    made, kept = tree(export_of(awkward, tmp_path / "out").folder), tree(GOLDEN)

    assert set(made) == set(kept)
    for name, data in made.items():
        assert data == kept[name], f"{name}: --update-golden, read the diff"


def test_the_same_log_and_plan_give_the_same_bytes_at_any_time_on_any_machine(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export_of(awkward, tmp_path / "one")
    monkeypatch.setenv("TZ", "America/Lima")
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    second = export_of(awkward, tmp_path / "two", "2029-01-01 03:00")

    assert tree(first.folder) == tree(second.folder)
    assert first.zip.read_bytes() == second.zip.read_bytes()


def test_the_log_and_the_plan_are_there_byte_for_byte_and_verify(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out").folder

    for name in EVIDENCE:
        assert (exported / FOLDER / name).read_bytes() == (awkward / name).read_bytes()
    report = verify(exported / FOLDER)
    assert report.passed
    assert (exported / FOLDER / "verification.txt").read_text("utf-8").splitlines() == report.lines()


def test_the_array_is_the_log_line_by_line(awkward: Path, tmp_path: Path) -> None:
    exported = export_of(awkward, tmp_path / "out").folder

    array = (exported / FOLDER / "audit-log.json").read_text("utf-8")
    lines = (exported / LOG).read_text("utf-8").splitlines()
    assert json.loads(array) == [json.loads(line) for line in lines]
    assert [line.removesuffix(",") for line in array.splitlines()[1:-1]] == lines


def test_the_two_manifests_name_every_file_with_its_hash(awkward: Path, tmp_path: Path) -> None:
    files = tree(export_of(awkward, tmp_path / "out").folder)

    named = {}
    for manifest in (MANIFEST, TAG_MANIFEST):
        lines = files[manifest].decode("ascii").splitlines()
        assert all(line[64:66] == "  " for line in lines)
        named[manifest] = {line[66:]: line[:64] for line in lines}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert named[MANIFEST] == {name: digest for name, digest in hashes.items() if name.startswith("data/")}
    assert named[TAG_MANIFEST] == {
        name: digest for name, digest in hashes.items() if not name.startswith("data/") and name != TAG_MANIFEST
    }


def test_the_zip_holds_the_folder_with_no_times_of_its_own(awkward: Path, tmp_path: Path) -> None:
    made = export_of(awkward, tmp_path / "out")

    assert made.zip.name == f"{made.folder.name}.zip"
    with zipfile.ZipFile(made.zip) as packed:
        inside = {info.filename: packed.read(info) for info in packed.infolist()}
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert inside == {f"{made.folder.name}/{name}": data for name, data in tree(made.folder).items()}


def test_what_two_people_took_out_is_in_no_file(awkward: Path, tmp_path: Path) -> None:
    made = export_of(awkward, tmp_path / "out")

    for data in tree(made.folder).values():
        assert NOTE_TO_REMOVE.encode() not in data


def test_another_windows_later_entry_belongs_to_the_next_export(tmp_path: Path) -> None:
    clock = StillClock()
    run = a_run(tmp_path, clock)
    with closing(run), closing(Run.open(run.log.folder, clock=clock, read_only=True)) as look:
        run.leave("JB")
        made = export_safety_file(look, tmp_path / "out")

    assert made.passed
    assert len((made.folder / LOG).read_bytes().splitlines()) == 1
    assert len(json.loads((made.folder / FOLDER / "audit-log.json").read_bytes())) == 1


def test_a_plan_without_a_go_live_time_is_exported_as_undated(tmp_path: Path) -> None:
    anchors = [replace(anchor, planned_at=None) if anchor.code == "GL" else anchor for anchor in ANCHORS]
    undated = a_plan(anchors=tuple(anchors))
    with closing(a_run(tmp_path, StillClock(), plan=undated, kind=RunKind.LIVE)) as run:
        made = export_safety_file(run, tmp_path / "out")

    assert made.folder.name == "Y09999_undated_cutover_safety-file_v1_INTERIM"


def test_the_version_follows_those_the_log_knows_wherever_they_were_put(awkward: Path, tmp_path: Path) -> None:
    assert export_of(awkward, tmp_path / "out").folder.name == f"{NAME}_v2_INTERIM"


@pytest.mark.parametrize("taken", ["", "_INTERIM"])
def test_a_version_that_is_taken_in_either_form_is_left_alone(awkward: Path, tmp_path: Path, taken: str) -> None:
    to = tmp_path / "out"
    (to / f"{NAME}_v2{taken}").mkdir(parents=True)
    (to / f"{NAME}_v3{taken}.zip").write_bytes(b"sent to somebody")

    made = export_of(awkward, to)

    assert made.folder.name == f"{NAME}_v4_INTERIM"
    assert (to / f"{NAME}_v3{taken}.zip").read_bytes() == b"sent to somebody"


def test_a_disk_that_gives_back_something_else_is_noticed(
    awkward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = safety_file._write

    def write_badly(folder: Path, files: dict[str, bytes]) -> None:
        write(folder, {name: data if PLAN not in files else data.replace(b"JB", b"jb") for name, data in files.items()})

    monkeypatch.setattr(safety_file, "_write", write_badly)

    with pytest.raises(Refused, match=r"could not be written to .*: the disk reported a fault\. Choose another folder"):
        export_of(awkward, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
