"""The safety file in its first form: the log byte for byte and in two readable forms, the plan, and a manifest.

Written to a temporary folder, checked, then renamed, so that a half-written export is never mistaken for a whole one.
Built from the log and the plan alone: the same log and plan give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.log_csv import log_csv
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.runner.run import Run

MANIFEST = "manifest-sha256.txt"
LOG = "audit-log.jsonl"
PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is on disk."""

    folder: Path
    files: tuple[str, ...]
    """Names of its files, the manifest last."""
    passed: bool
    """Whether the log passed its verification."""


def export_safety_file(run: Run, to: Path) -> Export:
    """Write the safety file into a new folder under `to`; an earlier version is never touched.

    Raises:
        Refused: The folder cannot be written.
    """
    files, passed = safety_files(run)
    try:
        to.mkdir(parents=True, exist_ok=True)
        folder = _free_name(to, _base_name(run))
        partial = to / f".{folder.name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        for name, data in files.items():
            _write(partial / name, data)
        _check(partial, files)
        partial.rename(folder)
    except OSError as problem:
        reason = problem.strerror or "the disk did not answer"
        msg = f"The safety file could not be written to {to}: {reason}. Choose another folder with --to."
        raise Refused(msg) from problem
    return Export(folder, tuple(files), passed)


def safety_files(run: Run) -> tuple[dict[str, bytes], bool]:
    """The files of the export by name, the manifest last, and whether the log passed its verification."""
    verification = verify(run.log.folder)
    log_bytes = (run.log.folder / LOG).read_bytes()
    files = {
        LOG: log_bytes,
        "audit-log.json": json_array(log_bytes),
        "audit-log.csv": log_csv(run.state, run.entries, list(run.log.records)),
        PLAN: run.log.plan_bytes,
        "verification.txt": ("\n".join(verification.lines()) + "\n").encode(),
    }
    files[MANIFEST] = manifest(files)
    return files, verification.passed


def json_array(log_bytes: bytes) -> bytes:
    """The whole log as one JSON array, a record a line, each exactly as in the log."""
    lines = [line for line in log_bytes.decode("utf-8", "replace").split("\n") if line]
    for line in lines:
        json.loads(line)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file: SHA-256, two spaces, name; what `sha256sum -c` reads."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def _base_name(run: Run) -> str:
    """`Y09999_2026-12-01_cutover_safety-file`, with a prefix nobody overlooks for a rehearsal (`records.md` b2)."""
    live: datetime | None = run.state.anchors.get("GL")
    day = f"{to_local(live, run.plan.calendar.zone):%Y-%m-%d}" if live is not None else "undated"
    prefix = "REHEARSAL-" if run.state.kind is RunKind.REHEARSAL else ""
    return f"{prefix}{run.plan.ods_code}_{day}_cutover_safety-file"


def _free_name(to: Path, base: str) -> Path:
    version = 1
    while True:
        taken = [to / f"{base}_v{version}{suffix}" for suffix in ("", "_INTERIM")]
        if not any(folder.exists() for folder in taken):
            return taken[1]
        version += 1


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        if (folder / name).read_bytes() != data:
            msg = "what was read back differs from what was written"
            raise OSError(5, msg)
