"""The audit log of a run: started, opened, appended to, followed; the truth the whole run is folded from.

One record is one line, written with one call, synced, and only then returned (`integrity.md` 0 and B1). Several windows
may work one log: a kernel lock is held around each append, and a window that is behind is told so (`design.md` 4, 7).
"""

from __future__ import annotations

import bisect
import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_record import (
    Payload,
    Record,
    Seat,
    Stamp,
    Tail,
    check_line,
    empty_tail,
    line_of,
    make_record,
    uuid_text,
)
from cutover_tui.storage.canonical_json import LINE_LIMIT_BYTES
from cutover_tui.storage.durable_file import (
    REAL_DISK,
    Disk,
    plain_reason,
    read_plain_file,
    sync_folder,
)
from cutover_tui.storage.log_beginning import (
    LOCK_NAME,
    LOG_NAME,
    PLAN_NAME,
    begin_files,
    cannot_open,
    taken_away_on_failure,
)
from cutover_tui.storage.log_lock import LogBusy, LogLock
from cutover_tui.storage.log_reading import (
    LOG_CAP_BYTES,
    PLAN_CAP_BYTES,
    AuditLogBroken,
    AuditLogGone,
    Follower,
    LogReader,
)
from cutover_tui.storage.log_recovery import set_aside, unrecorded
from cutover_tui.storage.log_writing import Behind, LogWriter, NotSaved, not_saved_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path
    from typing import Self

__all__ = [
    "LOCK_NAME",
    "LOG_NAME",
    "PLAN_NAME",
    "AuditLog",
    "AuditLogBroken",
    "AuditLogGone",
    "Behind",
    "Follower",
    "LogBusy",
    "NotSaved",
]

LOCK_SECONDS = 5.0
"""How long an append waits for another window's append."""

_LOOKING_ONLY = "This run is open for looking only. Open it for work to record something."
_CLOSED = "This run was closed in this window. Open it again to record something."


class AuditLog:
    """One run's log, open in this window. Every method may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        plan_bytes: bytes,
        *,
        disk: Disk,
        lock: LogLock,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """Opens a log that is there for reading; call `create` or `open`."""
        self.folder = folder
        """The run folder."""
        self.plan_bytes = plan_bytes
        """The exact bytes of `plan.json`."""
        self.broken: AuditLogBroken | None = None
        """Why the log cannot be trusted beyond its sound records, once that is known."""
        self._reader = LogReader(folder / LOG_NAME, empty_tail(plan_bytes), disk=disk)
        self._writer: LogWriter | None = None
        self._disk = disk
        self._lock = lock
        self._random_bytes = random_bytes
        self._seat = Seat("", "", "UTC", "")
        self._records: list[Record] = []
        self._handed_out = 0
        self._mutex = threading.Lock()

    @classmethod
    def create(
        cls,
        folder: Path,
        plan_bytes: bytes,
        first: Payload,
        *,
        seat: Seat,
        stamp: Stamp,
        disk: Disk = REAL_DISK,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> Self:
        """Start a run in a folder that holds none: the plan, then the log with its first record, all synced.

        Raises:
            Refused: when the folder already holds a run or another plan; nothing is ever overwritten.
            NotSaved: when the disk does not take it; what was begun is taken away again.
        """
        lock = LogLock(folder / LOCK_NAME, LOCK_SECONDS)
        begun: list[Path] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with lock.held(), taken_away_on_failure(begun):
                begin_files(folder, plan_bytes, disk, begun)
                log = cls(folder, plan_bytes, disk=disk, lock=lock, random_bytes=random_bytes)
                log._seat = seat
                with _closed_on_failure(log):
                    log._writer = LogWriter(folder / LOG_NAME, disk, at_most=0)
                    log._add(first, stamp)
                    sync_folder(folder)
        except OSError as problem:
            raise NotSaved(
                f"The run was not started in {folder}: {plain_reason(problem)}. Put that right, or choose another "
                f"folder."
            ) from problem
        log._handed_out = 1
        return log

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        seat_of: Callable[[str], Seat],
        stamp: Stamp,
        read_only: bool = False,
        disk: Disk = REAL_DISK,
        lock_seconds: float = LOCK_SECONDS,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> Self:
        """Open a run's log and verify all of it. A torn last write is set aside, and a record says so.

        Args:
            folder: The run folder.
            seat_of: Makes the seat, given the run's slug, which is read from the log.
            stamp: For the record of a recovery.
            read_only: Change nothing at all; a damaged log opens too, with its sound records and `broken` set.
            disk: Where it is written.
            lock_seconds: How long to wait for another window.
            random_bytes: Where record ids and salts come from.

        Raises:
            AuditLogBroken: when the log was damaged or changed; never with `read_only`.
            Refused: when there is no run there, or it cannot be opened.
        """
        try:
            plan_bytes = read_plain_file(folder / PLAN_NAME, at_most=PLAN_CAP_BYTES)
            lock = LogLock(folder / LOCK_NAME, lock_seconds)
            log = cls(folder, plan_bytes, disk=disk, lock=lock, random_bytes=random_bytes)
            with _closed_on_failure(log):
                log._read_all(read_only=read_only)
                if not read_only:
                    log._seat = replace(seat_of(log.run), run=log.run)
                    log._writer = LogWriter(folder / LOG_NAME, disk, at_most=LOG_CAP_BYTES)
                    log._recover_at_open(stamp)
                log._handed_out = len(log._records)
        except OSError as problem:
            raise Refused(cannot_open(folder, problem)) from problem
        return log

    @property
    def run(self) -> str:
        """The run's slug."""
        return self._reader.chain.run

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record handed out so far: by opening, by `append`, by `catch_up`."""
        return tuple(self._records[: self._handed_out])

    @property
    def tail(self) -> Tail:
        """The end of what was handed out so far; pass it to `append` to say what the entry was decided on."""
        count = self._handed_out
        return Tail(count, str(self._records[count - 1]["hash"])) if count else empty_tail(self.plan_bytes)

    def count_at(self, size: int) -> int:
        """How many whole records the first `size` bytes of the file hold."""
        return bisect.bisect_right(self._reader.starts, size) - 1

    @property
    def size(self) -> int:
        """Bytes of the file that hold whole, verified records."""
        return self._reader.offset

    @property
    def torn_bytes(self) -> int:
        """Bytes after them that were no record, at the last reading."""
        return self._reader.rest

    def append(self, payload: Payload, tail: Tail, stamp: Stamp) -> Record:
        """Record something after `tail`; when this returns, the disk has it.

        Raises:
            Behind: when the log goes on after `tail`: another window came first. Nothing was written.
            LogBusy: when another window held the log too long. Nothing was written.
            NotSaved: when the disk did not take it. After a failed sync nothing more can be recorded in this window.
            Refused: when the entry is too long, holds characters no entry may hold, or this log is for looking only.
            AuditLogBroken: when the log is not what or where it was; every later call says so again.
        """
        with self._turn():
            self._take_in_others(stamp)
            self._refuse_if_behind(tail)
            record = self._add(payload, stamp)
            self._handed_out += 1
            return record

    def adopt(self, lines: Iterable[bytes], tail: Tail, stamp: Stamp) -> list[Record]:
        """Append after `tail` whole lines that this log missed and its second copy has (`integrity.md` A5).

        Raises:
            LineProblem: when a line is not a whole record that follows; the lines before it are in.
            Refused: as `append`.
            AuditLogBroken: as `append`.
        """
        with self._turn():
            self._take_in_others(stamp)
            self._refuse_if_behind(tail)
            for line in lines:
                record = check_line(line)
                self._reader.chain.check(record)
                self._put(record, line)
            return self._hand_out()

    def read(self, start: int) -> list[Record]:
        """The records handed out so far, from number `start` on."""
        return self._records[start : self._handed_out]

    def catch_up(self) -> list[Record]:
        """The records other windows appended since the last time, verified. Costs one `stat` when there are none.

        Never waits: while this window or another is in the middle of an append, its record comes with a later call.

        Raises:
            AuditLogBroken: when the log is not what or where it was; every later call says so again.
        """
        if not self._mutex.acquire(blocking=False):
            return []
        try:
            with self._truth():
                if self._reader.closed:
                    raise Refused(_CLOSED)
                if self._reader.size_now() != self._reader.offset:
                    self._read_when_quiet()
                return self._hand_out()
        finally:
            self._mutex.release()

    def follow(self, start: int) -> Follower:
        """A reader of its own for a screen that only looks, handing out records from number `start` on."""
        known = min(start, len(self._records))
        tail = Tail(known, str(self._records[known - 1]["hash"])) if known else empty_tail(self.plan_bytes)
        run, offset = self.run if known else "", self._reader.starts[known]
        return Follower(LogReader(self.folder / LOG_NAME, tail, run=run, offset=offset, disk=self._disk), start)

    def close(self) -> None:
        """Let go of the files. Nothing waits to be written: every append is on the disk when it returns."""
        with self._mutex:
            if self._writer:
                self._writer.close()
                self._writer = None
            self._reader.close()

    @contextmanager
    def _truth(self) -> Generator[None]:
        """Say at once that the log is known to be broken, and remember it when that comes out."""
        if self.broken is not None:
            raise self.broken
        try:
            yield
        except AuditLogBroken as problem:
            self._records += problem.records
            problem.records = tuple(self._records)
            self.broken = problem
            raise

    @contextmanager
    def _turn(self) -> Generator[None]:
        """This window's turn to write."""
        with self._mutex, self._truth():
            if self._writer is None:
                raise Refused(_CLOSED if self._reader.closed else _LOOKING_ONLY)
            self._writer.refuse_if_over()
            try:
                with self._lock.held():
                    yield
            except OSError as problem:
                raise NotSaved(not_saved_words(problem)) from problem

    def _the_writer(self) -> LogWriter:
        assert self._writer is not None  # noqa: S101 (tells the checker what `_turn` made sure of)
        return self._writer

    def _hand_out(self) -> list[Record]:
        new = self._records[self._handed_out :]
        self._handed_out = len(self._records)
        return new

    def _refuse_if_behind(self, tail: Tail) -> None:
        if tail != self._reader.tail or self._handed_out < len(self._records):
            raise Behind("Nothing was recorded: another window recorded something first. Look again, then decide.")

    def _read_all(self, *, read_only: bool) -> None:
        try:
            self._records = self._reader.read_new()
            self._reader.check_notes(self._records)
        except AuditLogBroken as problem:
            if not read_only:
                raise
            self.broken = problem
            self._records = list(problem.records)
        if not self._records and not self.broken:
            raise Refused(
                f"The run in {self.folder} never started: its log holds no whole record. Start it in another folder."
            )

    def _read_when_quiet(self) -> None:
        """Read on while nobody writes, so that no record is shown before its window knows that the disk has it."""
        if self._writer is None:
            self._records += self._reader.read_new()
            return
        with suppress(LogBusy, OSError), self._lock.held(0):
            self._records += self._reader.read_new()

    def _take_in_others(self, stamp: Stamp) -> None:
        """Under the lock: read what others appended, and set aside what a window that was killed left half-written."""
        if self._reader.size_now() == self._reader.offset:
            return
        self._records += self._reader.read_new()
        if self._reader.rest:
            set_aside(self._reader.path, self._reader.rest_bytes(), self._reader.tail.count, stamp.now, self._disk)
            self._the_writer().cut(self._reader.offset)
            self._reader.rest = 0
            self._record_recoveries(stamp)

    def _recover_at_open(self, stamp: Stamp) -> None:
        """Recover from a torn last write, or finish a recovery that was itself cut short."""
        if self._reader.rest or unrecorded(self._reader.path, self._records):
            with self._lock.held():
                self._take_in_others(stamp)
                self._record_recoveries(stamp)

    def _record_recoveries(self, stamp: Stamp) -> None:
        for found in unrecorded(self._reader.path, self._records):
            self._add(found.payload(), stamp)

    def _add(self, payload: Payload, stamp: Stamp) -> Record:
        """Make the next record and put it on the disk."""
        record = make_record(
            payload,
            seat=self._seat,
            stamp=stamp,
            tail=self._reader.tail,
            record_id=uuid_text(self._random_bytes(16)),
            note_salt=self._random_bytes(16).hex(),
        )
        line = line_of(record)
        if len(line) > LINE_LIMIT_BYTES:
            raise Refused(
                f"Nothing was recorded: the entry takes {len(line):,} bytes and at most {LINE_LIMIT_BYTES:,} fit. "
                f"Shorten it, or split it in two."
            )
        # What verification would refuse is never written.
        check_line(line)
        self._put(record, line)
        return record

    def _put(self, record: Record, line: bytes) -> None:
        writer = self._the_writer()
        writer.write(line, self._reader.offset)
        self._reader.take_in(record, len(line))
        self._records.append(record)
        try:
            alone = writer.size_now() == self._reader.offset
        except OSError as problem:
            raise self._reader.gone(f"cannot be reached: {plain_reason(problem)}") from problem
        if not alone:
            raise self._reader.gone("was written to at the same moment by something that does not wait its turn")


@contextmanager
def _closed_on_failure(log: AuditLog) -> Generator[None]:
    try:
        yield
    except BaseException:
        log.close()
        raise
