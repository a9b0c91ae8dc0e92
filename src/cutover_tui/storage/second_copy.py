"""A second copy of a run on another device: the same bytes, a moment later, never in the way (`integrity.md` 0, A5).

The device may be slow, full, pulled out and put back. The copy then falls behind, says so, and catches up.
"""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import AuditLog, Behind
from cutover_tui.storage.audit_record import PROGRAM, Payload, Record, Stamp, empty_tail
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
from cutover_tui.storage.log_lock import LogBusy, LogLock
from cutover_tui.storage.log_reading import (
    LOG_CAP_BYTES,
    PLAN_CAP_BYTES,
    AuditLogBroken,
    AuditLogGone,
    LogReader,
    lines_from,
)
from cutover_tui.storage.log_writing import LogWriter

if TYPE_CHECKING:
    from pathlib import Path

WAIT_SECONDS = 2.0
"""How long an entry waits for its copy at most; after that the copy is behind, and the work goes on."""
CAUGHT_UP_TYPE = "copy.caught_up"
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class CopyState:
    """How the second copy stands."""

    behind: int
    """How many records it lacks."""
    words: str
    """What to tell people; empty when all is well."""


class SecondCopy:
    """The second copy of one run, kept by one window. Several windows may keep the same copy."""

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
        self._copied = 0
        self._known_file: tuple[int, int] | None = None
        self._reason = ""
        self._split: AuditLogBroken | None = None
        self._changed = threading.Condition()
        self._wanted = self._busy = self._over = False
        self._worker: threading.Thread | None = None

    @property
    def state(self) -> CopyState:
        """How the copy stood when it was last written or tried."""
        behind = max(self._primary.tail.count - self._primary.count_at(self._copied), 0)
        if not behind and not self._reason:
            return CopyState(0, "")
        lacking = {0: "no entry", 1: "1 entry"}.get(behind, f"{behind:,} entries")
        why = self._reason or "the disk it is on is slow"
        return CopyState(
            behind, f"The second copy in {self.place} waits: {why}. It lacks {lacking} and catches up when it can."
        )

    def open(self, stamp: Stamp) -> list[Record]:
        """Compare both copies, bring the shorter one up to date, and record that it was.

        A copy that cannot be reached is no reason to stop: `state` says so.

        Returns:
            The records this added to the run's log, or found there, as `AuditLog.catch_up` would.

        Raises:
            AuditLogBroken: when neither copy continues the other: a split history, for people to decide.
        """
        before = self._primary.tail.count
        try:
            had = self._settle()
            count = self._primary.tail.count
            if had > self._primary.size:
                self._take_from_copy(stamp)
                self._record_caught_up("first", self._primary.tail.count - count, stamp)
            elif 0 < had < self._primary.size:
                self._record_caught_up("second", count - self._primary.count_at(had), stamp)
            self._copy_rest()
            self._reason = ""
        except (OSError, Refused, AuditLogGone) as problem:
            self._lose(problem)
        return self._primary.read(before)

    def keep_up(self) -> CopyState:
        """Have the copy take what was recorded, waiting for it no longer than the time limit.

        While an earlier attempt still hangs, this does not wait at all.

        Raises:
            AuditLogBroken: when the copy came back with another history.
        """
        with self._changed:
            waiting = self._busy
            self._wanted = True
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="second copy", daemon=True)
                self._worker.start()
            self._changed.notify_all()
            if not waiting:
                self._changed.wait_for(lambda: not (self._wanted or self._busy), self._wait_seconds)
        if self._split:
            raise self._split
        return self.state

    def close(self) -> None:
        """Stop keeping the copy, after at most the time limit."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        if self._worker:
            self._worker.join(self._wait_seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._over)
                if not self._wanted:
                    return
                self._wanted, self._busy = False, True
            self._try()
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _try(self) -> None:
        """Bring the copy up to date; whatever stands in the way becomes the reason why it waits."""
        try:
            if self._file_now() is None or self._file_now() != self._known_file:
                self._settle()
            self._copy_rest()
            self._reason = ""
        except (OSError, Refused, AuditLogGone) as problem:
            self._lose(problem)
        except AuditLogBroken as problem:
            self._split = problem

    def _lose(self, problem: Exception) -> None:
        self._reason = _why(problem)
        self._known_file = None

    def _file_now(self) -> tuple[int, int] | None:
        """Which file the copy's log is; None when there is none or it shrank."""
        try:
            about = self._disk.stat(self.place / LOG_NAME)
        except FileNotFoundError:
            return None
        return (about.st_dev, about.st_ino) if about.st_size >= self._copied else None

    def _settle(self) -> int:
        """Make sure that the copy is there and tells the same story as far as both go.

        Returns:
            How many bytes of whole records the copy holds; 0 when it was only now begun.
        """
        # Making the folder too would write to this computer's own disk whenever the stick is out.
        if not self.place.parent.is_dir():
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        self.place.mkdir(exist_ok=True)
        log = self.place / LOG_NAME
        with self._lock.held():
            self._settle_plan()
            if not log.exists():
                write_new_file(log, b"", self._disk)
                sync_folder(self.place)
            reader = LogReader(log, empty_tail(self._primary.plan_bytes), disk=self._disk)
            try:
                self._compare(reader)
            finally:
                reader.close()
            self._copied, self._known_file = reader.offset, self._file_now()
            return reader.offset

    def _settle_plan(self) -> None:
        plan = self.place / PLAN_NAME
        try:
            write_new_file(plan, self._primary.plan_bytes, self._disk)
        except FileExistsError:
            if read_plain_file(plan, at_most=PLAN_CAP_BYTES) != self._primary.plan_bytes:
                raise self._split_history(0, 0) from None

    def _compare(self, copy: LogReader) -> None:
        """Hold the copy against the log, and cut off what was never wholly written to it."""
        try:
            copy.read_new()
        except AuditLogGone:
            raise
        except AuditLogBroken as problem:
            raise self._split_history(problem.first_bad_seq, problem.byte_offset) from problem
        with (
            os.fdopen(self._open(self._primary.folder / LOG_NAME), "rb") as ours,
            os.fdopen(self._open(copy.path), "rb") as theirs,
        ):
            offset = 0
            for number, (one, other) in enumerate(zip(ours, theirs, strict=False)):
                if offset >= min(copy.offset, self._primary.size):
                    break
                if one != other:
                    raise self._split_history(number, offset)
                offset += len(one)
        if copy.rest:
            writer = self._writer()
            try:
                writer.cut(copy.offset)
            finally:
                writer.close()

    def _take_from_copy(self, stamp: Stamp) -> None:
        """Give the run's log the records that only the copy has."""
        with os.fdopen(self._open(self.place / LOG_NAME), "rb") as theirs:
            self._primary.adopt(lines_from(theirs, self._primary.size), self._primary.tail, stamp)

    def _record_caught_up(self, which: str, records: int, stamp: Stamp) -> None:
        payload = Payload(
            type=CAUGHT_UP_TYPE, actor=PROGRAM, recorder=PROGRAM, body={"which": which, "records": records}
        )
        while True:
            try:
                self._primary.append(payload, self._primary.tail, stamp)
            except Behind:
                self._primary.catch_up()
            else:
                return

    def _copy_rest(self) -> None:
        """Append to the copy what the log has beyond it."""
        with self._lock.held(), os.fdopen(self._open(self._primary.folder / LOG_NAME), "rb") as ours:
            writer = self._writer()
            try:
                size, goal = writer.size_now(), self._primary.size
                ours.seek(size)
                while size < goal and (chunk := ours.read(min(_CHUNK_BYTES, goal - size))):
                    writer.write(chunk, size)
                    size += len(chunk)
                self._copied = size
            finally:
                writer.close()

    def _writer(self) -> LogWriter:
        return LogWriter(self.place / LOG_NAME, self._disk, at_most=LOG_CAP_BYTES)

    @staticmethod
    def _open(path: Path) -> int:
        return open_plain_file(path, READING, at_most=LOG_CAP_BYTES)

    def _split_history(self, seq: int, offset: int) -> AuditLogBroken:
        words = (
            f"Split history: from record {seq} on, the second copy in {self.place} differs from the run in "
            f"{self._primary.folder}, and neither continues the other. Keep both as they are, write on paper, and call "
            f"the project lead: which one counts is for people to decide."
        )
        return AuditLogBroken(words, records=self._primary.read(0)[:seq], first_bad_seq=seq, byte_offset=offset)


def _why(problem: Exception) -> str:
    """Why the copy waits, as the end of a sentence: never in words that are about the run's own log."""
    if isinstance(problem, AuditLogGone):
        return f"its log {problem.what}"
    if isinstance(problem, LogBusy):
        return "another window is writing to it"
    system = problem if isinstance(problem, OSError) else problem.__cause__ or problem.__context__
    return plain_reason(system) if isinstance(system, OSError) else str(problem).rstrip(".")
