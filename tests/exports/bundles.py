"""The awkward run that is kept, as the parts of the safety file see it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.examples import StillClock

from cutover_tui.exports.context import Copy, context_of
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context

GOLDEN = Path(__file__).parent / "golden"
EVIDENCE = {name: GOLDEN / "data" / "02-log" / name for name in ("audit-log.jsonl", "plan.json")}


def kept_run(folder: Path) -> Path:
    """A new run folder with the awkward log that is kept."""
    folder.mkdir()
    for name, kept in EVIDENCE.items():
        shutil.copy(kept, folder / name)
    return folder


def kept_context(copy: Copy = Copy.FULL) -> Context:
    """The context of a bundle of the awkward run."""
    with tempfile.TemporaryDirectory() as made:
        return context_from(kept_run(Path(made) / "run"), copy)


def context_from(folder: Path, copy: Copy = Copy.FULL) -> Context:
    """The context of a bundle of the run in a folder."""
    with closing(Run.open(folder, clock=StillClock("Thu 18:00"), read_only=True)) as run:
        return context_of(run, verify(folder), (folder / "audit-log.jsonl").read_bytes(), copy=copy)


def csv_rows(written: bytes) -> list[list[str]]:
    """A CSV file as its reader sees it, the heading first."""
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def csv_records(written: bytes) -> list[dict[str, str]]:
    """A CSV file's rows by the names of their columns."""
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
