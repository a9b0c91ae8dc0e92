"""The hard copy on disk: one folder a version, recorded in the log first, never written over.

The folder is written beside its place and renamed, so that half a hard copy is never mistaken for a whole one. Should
the disk fail after the record, the same pages can be made again from the log.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.printing import printing_of
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.paper_sheets import printed_versions, sheets, sheets_of
from cutover_tui.storage.durable_file import plain_reason, sync_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run


@dataclass(frozen=True)
class HardCopy:
    """A version of the hard copy that is on disk."""

    folder: Path
    version: int
    files: tuple[str, ...]
    """The names of its files, in the order of use."""
    seq: int
    """The record that says it was made."""


def print_run(run: Run, to: Path, *, by: str = "") -> HardCopy:
    """Record the next version of the hard copy and write it into a new folder under `to`.

    Raises:
        Refused: The folder cannot be written. When that shows before the record is made, nothing is recorded.
    """
    _try_folder(to)
    entry = run.print_sheets(by, sheets_of)
    files = sheets(run.plan, run.state)
    version = run.state.printings[-1].version
    try:
        folder = _write(to, _name(run.state, version), files)
    except Refused as problem:
        again = f"`cutover print RUN --again {version} --to DIR`"
        raise Refused(f"Version {version} is in the log. {problem} Make its pages with {again}.") from problem
    return HardCopy(folder, version, tuple(files), entry.seq)


def print_again(run: Run, to: Path, version: int) -> HardCopy:
    """Write an earlier version into a new folder under `to`, exactly as it was; records nothing.

    Raises:
        Refused: There is no such version, or the folder cannot be written.
    """
    printing = printing_of(run.state, version)
    _try_folder(to)
    files = printed_versions(run.plan, run.entries[: printing.seq + 1])[version]
    return HardCopy(_write(to, _name(run.state, version), files), version, tuple(files), printing.seq)


def _name(state: RunState, version: int) -> str:
    """`Y09999_2026-12-01_cutover_paper_v1`, with a prefix nobody overlooks for a rehearsal."""
    live = state.anchors.get("GL")
    day = f"{to_local(live, state.plan.calendar.zone):%Y-%m-%d}" if live is not None else "undated"
    prefix = "REHEARSAL-" if state.kind is RunKind.REHEARSAL else ""
    return f"{prefix}{state.plan.ods_code}_{day}_cutover_paper_v{version}"


def _try_folder(to: Path) -> None:
    """See that a folder can be made here, before anything is recorded."""
    trial = to / f".paper.trial-{os.getpid()}"
    try:
        trial.mkdir(parents=True)
        trial.rmdir()
    except OSError as problem:
        raise _not_written(to, problem) from problem


def _write(to: Path, name: str, files: Mapping[str, bytes]) -> Path:
    partial = to / f".{name}.partial-{os.getpid()}"
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            for file_name, data in files.items():
                with (partial / file_name).open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            sync_folder(partial)
            folder = partial.rename(_free(to, name))
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync_folder(to)
    except OSError as problem:
        raise _not_written(to, problem) from problem
    return folder


def _free(to: Path, name: str) -> Path:
    """The folder's name, with a number after it where that is taken."""
    folder, copy = to / name, 1
    while os.path.lexists(folder):
        copy += 1
        folder = to / f"{name}_copy{copy}"
    return folder


def _not_written(to: Path, problem: OSError) -> Refused:
    return Refused(
        f"The hard copy could not be written to {to}: {plain_reason(problem)}. Choose another folder with --to."
    )
