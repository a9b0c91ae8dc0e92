"""Taking the words of an entry out of a run's log: recorded first, then written anew, then what else holds them.

It is done while no other window has the run open: a window that goes on with the old file is told that the log was
replaced, and looks only.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.log_events import ExportMade
from cutover_tui.domain.redaction import EntryRedacted, redact_entry
from cutover_tui.runner.acting import one_line
from cutover_tui.runner.run import Run
from cutover_tui.storage.log_redaction import take_out_note

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.acts import Act
    from cutover_tui.runner.clock import Clock


@dataclass(frozen=True, kw_only=True)
class Redacted:
    """What was taken out, and where the same words may still stand."""

    seq: int
    """Number of the entry that says so."""
    exports: tuple[str, ...]
    """Folders of exports that may hold the words, by name."""
    quoting: tuple[int, ...]
    """Numbers of the corrections of the entry, which quote it."""


def redact(folder: Path, act: Act, seq: int, *, second: str, reason: str, clock: Clock) -> Redacted:
    """Record that two people take the words of an entry out, then write the log anew without them.

    Where an earlier try recorded it and was stopped before the words went, only the words go.

    Raises:
        Refused: The entry, the people or the reason do not allow it, or the folder does not take the new log.
        AuditLogBroken: The log does not hold; a damaged log is never written anew.
    """
    with closing(Run.open(folder, clock=clock)) as run:
        entry = run.entry(seq)
        said = next((one.seq for one in run.entries if _is_about(one.event, seq)), None)
        if said is None or entry.redacted:
            words = one_line(reason)
            said = run.record(act, lambda state, now: redact_entry(state, now, entry, second=second, reason=words)).seq
        exports = tuple(one.event.folder for one in run.entries if isinstance(one.event, ExportMade) and one.seq > seq)
        fixes = run.state.corrections.get(seq, ())
        quoting = tuple(one.seq for one in run.entries if one.event in fixes and not one.redacted)
    take_out_note(folder, seq)
    return Redacted(seq=said, exports=exports, quoting=quoting)


def _is_about(event: object, seq: int) -> bool:
    return isinstance(event, EntryRedacted) and event.seq == seq
