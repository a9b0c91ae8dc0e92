"""A second copy of a run on another device: the same bytes, a moment later, and never in the way (`integrity.md` 0, A5).

The device may be slow, full, pulled out and put back. The copy then falls behind, says so, and catches up.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_record import PROGRAM, Payload, Record, Stamp, Tail
from cutover_tui.storage.durable_file import (
    READING,
    REAL_DISK,
    Disk,
    open_plain_file,
    plain_reason,
    read_plain_file,
    sync_folder,
    write_new_file,
)
from cutover_tui.storage.log_beginning import LOCK_NAME, LOG_NAME, PLAN_NAME
from cutover_tui.storage.log_lock import LogLock
from cutover_tui.storage.log_reading import LOG_CAP_BYTES, PLAN_CAP_BYTES, AuditLogBroken, LogReader, lines_from
from cutover_tui.storage.log_writing import LogWriter

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from cutover_tui.storage.audit_log import AuditLog

WAIT_SECONDS = 2.0
"""How long an entry waits for its copy at most; after that the copy is behind, and the work goes on."""
CAUGHT_UP_TYPE = "copy.caught_up"
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CopyState:
    """How the second copy stands."""

    behind: int
    """How many records it lacks."""
    words: str
    """What to tell people; empty when it lacks nothing."""


class SecondCopy:
    """The second copy of one run, kept by one window. Several windows may keep one copy."""

    def __init__(
        self, folder: Path, primary: AuditLog, *, wait_seconds: float = WAIT_SECONDS, disk: Disk = REAL_DISK
    ) -> None:
        """Takes the folder on the other device, where the copy gets a folder named as the run, and the run's log."""
        self.place = folder / primary.run
        """The folder the copy is in."""
        self._primary = primary
        self._wait_seconds = wait_seconds
        self._disk = disk
        self._lock = LogLock(self.place / LOCK_NAME, wait_seconds)
        self._source: BinaryIO | None = None
        self._copied = 0
        self._reason = "it wasn't looked at yet"
        self._split: AuditLogBroken | None = None
        self._changed = threading.Condition()
        self._wanted = False
        self._busy = False
        self._over = False
        self._worker: threading.Thread | None = None

    @property
    def state(self) -> CopyState:
        """How the copy stood when it was last written or tried."""
        behind = max(len(self._primary.records) - self._primary.count_at(self._copied), 0)
        if not behind and not self._reason:
            return CopyState(0, "")
        entries = "1 entry" if behind == 1 else f"{behind:,} entries"
        why = self._reason or "the disk it is on is slow"
        return CopyState(
            behind, f"The second copy in {self.place} is behind by {entries}: {why}. It catches up when it can."
        )

    def open(self, stamp: Stamp) -> list[Record]:
        """Compare both copies, bring the shorter one up to date, and record that it was.

        A copy that can't be reached is no reason to stop: `state` says so.

        Returns:
            The records this added to the run's log, as `AuditLog.catch_up` would have.

        Raises:
            AuditLogBroken: when neither copy continues the other: a split history, for people to decide.
        """
        before = len(self._primary.records)
        try:
            if not self._primary.folder.samefile(self.place.parent) or self.place.parent.exists():
                self._compare(stamp)
            self._reason = ""
        except (OSError, Refused) as problem:
            self._reason = _why(problem)
        return self._primary.read(before)
