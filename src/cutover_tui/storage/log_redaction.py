"""Rewriting a log without the words of some entries: the one case in which a log is written anew.

The entry that says so is in the log before its words go, so that a kill in between leaves a log that holds and words
that can be taken out again. The new log takes the old one's place in one step (`storage.atomic_file`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.atomic_file import write_atomically
from cutover_tui.storage.canonical_json import line_of
from cutover_tui.storage.durable_file import plain_reason, read_plain_file
from cutover_tui.storage.log_beginning import LOCK_NAME, LOG_NAME
from cutover_tui.storage.log_lock import LogLock
from cutover_tui.storage.log_reading import LOG_CAP_BYTES
from cutover_tui.storage.record_check import LineProblem, check_line

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.storage.canonical_json import Record

_NOTE = ("note", "note_salt")
_LOCK_SECONDS = 5.0


def take_out_note(folder: Path, seq: int) -> None:
    """Write the log of a run folder anew without the note of one entry; all other bytes stay as they are.

    Raises:
        Refused: The log has no such entry, a line of it does not hold, or the folder does not take the new file.
        LogBusy: Another window is recording without a pause.
    """
    path = folder / LOG_NAME
    with LogLock(folder / LOCK_NAME, _LOCK_SECONDS).held():
        try:
            lines = read_plain_file(path, at_most=LOG_CAP_BYTES).splitlines(keepends=True)
            if not 0 <= seq < len(lines):
                raise Refused(f"There is no entry {seq} in this log.")
            lines[seq] = line_of(_without_note(check_line(lines[seq])))
            write_atomically(path, b"".join(lines))
        except LineProblem as problem:
            raise Refused(f"Entry {seq} does not hold: {problem}. Nothing was changed.") from problem
        except OSError as problem:
            raise Refused(f"The log could not be written anew: {plain_reason(problem)}. It is as it was.") from problem


def _without_note(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in _NOTE}
