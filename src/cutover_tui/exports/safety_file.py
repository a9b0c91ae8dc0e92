"""The safety file in its first form: the log byte for byte and in two readable forms, the plan, and a manifest.

Written to a temporary folder, checked, then renamed, so that a half-written export is never mistaken for a whole one.
Built from the log and the plan alone: the same log and plan give the same bytes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.log_csv import log_csv
from cutover_tui.runner.verification import verify
from cutover_tui.storage.canonical_json import line_of
from cutover_tui.storage.durable_file import plain_reason, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.runner.run import Run
    from cutover_tui.runner.verification import Verification
    from cutover_tui.storage.canonical_json import Record

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

    What is verified is the copy of the log and plan that goes into the export, so the two always agree.

    Raises:
        Refused: The log cannot be read, or the folder cannot be written.
    """
    base = _base_name(run)
    partial = to / f".{base}.partial-{os.getpid()}"
    try:
        evidence = {LOG: _log_bytes(run), PLAN: run.log.plan_bytes}
        to.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            _write(partial, evidence)
            verification = verify(partial)
            files = safety_files(run, evidence, verification)
            _write(partial, {name: data for name, data in files.items() if name not in evidence})
            _check(partial, files)
            sync_folder(partial)
            folder = _rename(partial, to, base)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync_folder(to)
    except OSError as problem:
        msg = f"The safety file could not be written to {to}: {plain_reason(problem)}. Choose another folder with --to."
        raise Refused(msg) from problem
    return Export(folder, tuple(files), verification.passed)


def safety_files(run: Run, evidence: Mapping[str, bytes], verification: Verification) -> dict[str, bytes]:
    """The files of the export by name, the manifest last.

    Args:
        run: The run as it was read; of a damaged log, its sound records.
        evidence: The exact bytes of the log and the plan, by name.
        verification: What verifying those two found.
    """
    records = list(run.log.records)
    files = {
        LOG: evidence[LOG],
        "audit-log.json": json_array(records),
        "audit-log.csv": log_csv(run.state, run.entries, records),
        PLAN: evidence[PLAN],
        "verification.txt": ("\n".join(verification.lines()) + "\n").encode(),
    }
    return {**files, MANIFEST: manifest(files)}


def json_array(records: Iterable[Record]) -> bytes:
    """The sound records of a log as one JSON array, a record a line, each exactly as in the log."""
    return b"[\n" + b",\n".join(line_of(record).rstrip(b"\n") for record in records) + b"\n]\n"


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file: SHA-256, two spaces, name; what `sha256sum -c` reads."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def _log_bytes(run: Run) -> bytes:
    """The log as it was read; what another window has appended since belongs to the next export."""
    data = (run.log.folder / LOG).read_bytes()
    whole = run.log.broken is None and not run.log.torn_bytes
    return data[: run.log.size] if whole else data


def _base_name(run: Run) -> str:
    """`Y09999_2026-12-01_cutover_safety-file`, with a prefix nobody overlooks for a rehearsal (`records.md` b2)."""
    live: datetime | None = run.state.anchors.get("GL")
    day = f"{to_local(live, run.plan.calendar.zone):%Y-%m-%d}" if live is not None else "undated"
    prefix = "REHEARSAL-" if run.state.kind is RunKind.REHEARSAL else ""
    return f"{prefix}{run.plan.ods_code}_{day}_cutover_safety-file"


def _rename(partial: Path, to: Path, base: str) -> Path:
    """Give a finished export the first version number that is free."""
    version = 1
    while any(os.path.lexists(to / f"{base}_v{version}{suffix}") for suffix in ("", "_INTERIM")):
        version += 1
    return partial.rename(to / f"{base}_v{version}_INTERIM")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        if (folder / name).read_bytes() != data:
            msg = "what was read back differs from what was written"
            raise OSError(errno.EIO, msg)
