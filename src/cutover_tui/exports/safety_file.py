"""Writing the safety file: to a temporary folder, checked there, then renamed, and one zip beside it.

A half-written export is never mistaken for a whole one, and an earlier version is never touched (`records.md` b8).
"""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.exports.bundle import bundle_files
from cutover_tui.exports.context import Copy, context_of
from cutover_tui.exports.naming import INTERIM, base_name, folder_name, next_version
from cutover_tui.exports.zip_file import write_zip
from cutover_tui.runner.verification import verify
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME
from cutover_tui.storage.durable_file import plain_reason, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cutover_tui.exports.bundle import BundleFile
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.review import Detector
    from cutover_tui.runner.run import Run
    from cutover_tui.runner.verification import Verification


@dataclass(frozen=True)
class Export:
    """An export that is on disk."""

    folder: Path
    zip: Path
    """The same as one file to send."""
    files: tuple[str, ...]
    """Paths of its files in the folder."""
    passed: bool
    """Whether the log passed its verification."""
    context: Context
    """What it was made from."""


def export_safety_file(
    run: Run,
    to: Path,
    *,
    copy: Copy = Copy.FULL,
    supplier: str = "",
    detect: Detector | None = None,
    answers: Mapping[str, str] | None = None,
) -> Export:
    """Write a copy of the safety file into a new folder under `to`, and a zip of it beside that.

    What is verified is the very bytes of the log and plan that go into the export, so the two always agree.

    Args:
        run: The run, open in any way.
        to: Where the folder and the zip go.
        copy: Which copy.
        supplier: Which supplier a supplier's copy is for; may be left out where the run has one alone.
        detect: What looks for identifiers in what people typed.
        answers: Answers to what it found, for a copy without names.

    Raises:
        ReviewNeeded: A copy without names holds something nobody has answered for.
        Refused: The log cannot be read, the folder cannot be written, or it is not clear which supplier a copy is for.
    """
    partial = to / f".export.partial-{os.getpid()}"
    try:
        log_bytes = _log_bytes(run)
        to.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            verification = _verified(run, log_bytes, partial)
            context = context_of(
                run, verification, log_bytes, copy=copy, supplier=supplier, detect=detect, answers=answers
            )
            context = replace(context, version=_free_version(context, to))
            files = bundle_files(context)
            folder, packed = _put(context, files, partial, to)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        sync_folder(to)
    except OSError as problem:
        msg = f"The safety file could not be written to {to}: {plain_reason(problem)}. Choose another folder with --to."
        raise Refused(msg) from problem
    return Export(folder, packed, tuple(file.path for file in files), context.verification.passed, context)


def _verified(run: Run, log_bytes: bytes, partial: Path) -> Verification:
    """What checking the log and plan found, made on a copy that nobody else writes to."""
    evidence = partial / "evidence"
    _write(evidence, {LOG_NAME: log_bytes, PLAN_NAME: run.log.plan_bytes})
    return _without_path(verify(evidence), evidence)


def _without_path(verification: Verification, folder: Path) -> Verification:
    """What was found, without where the copy that was checked stood: a bundle tells nothing of the machine."""
    checks = tuple(replace(check, words=check.words.replace(f"{folder}{os.sep}", "")) for check in verification.checks)
    return replace(verification, checks=checks)


def _put(context: Context, files: tuple[BundleFile, ...], partial: Path, to: Path) -> tuple[Path, Path]:
    """Write and check the files, pack them, and give folder and zip their names."""
    name = folder_name(context)
    made = partial / name
    contents = {file.path: file.data for file in files}
    _write(made, contents)
    _check(made, contents)
    packed = partial / f"{name}.zip"
    write_zip(packed, name, files)
    folder = made.rename(to / name)
    return folder, packed.rename(to / packed.name)


def _log_bytes(run: Run) -> bytes:
    """The log as it was read; what another window has appended since belongs to the next export."""
    data = (run.log.folder / LOG_NAME).read_bytes()
    whole = run.log.broken is None and not run.log.torn_bytes
    return data[: run.log.size] if whole else data


def _free_version(context: Context, to: Path) -> int:
    """The next version by the log, or the first after it that is free in the folder."""
    version = next_version(context.entries, context.copy, context.supplier)
    while any(os.path.lexists(to / f"{base_name(context)}_v{version}{ending}") for ending in _ENDINGS):
        version += 1
    return version


_ENDINGS = ("", INTERIM, ".zip", f"{INTERIM}.zip")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, and wait until the disk has them.

    All are written before the first is waited for: a disk that is told to keep one then keeps the others with it.
    """
    folders = {folder}
    folder.mkdir()
    paths = [folder.joinpath(*name.split("/")) for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
        with path.open("xb") as file:
            file.write(data)
    for path in paths:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    _sync(folders)


def _sync(folders: Iterable[Path]) -> None:
    for folder in folders:
        sync_folder(folder)


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        if folder.joinpath(*name.split("/")).read_bytes() != data:
            msg = "what was read back differs from what was written"
            raise OSError(errno.EIO, msg)
