"""Reading an audit log as bytes, line by line, and judging what it holds (`integrity.md` A3 and A5).

`LogReader` reads on from where it stands, for the window that writes and for those that only follow.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from cutover_tui.storage.audit_record import Tail
from cutover_tui.storage.canonical_json import READ_LIMIT_BYTES, Record
from cutover_tui.storage.durable_file import READING, REAL_DISK, Disk, open_plain_file, plain_reason
from cutover_tui.storage.record_check import LineProblem, check_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

LOG_CAP_BYTES = 256 * 1024 * 1024
"""The largest log that is opened: a hundred times a very long run."""
PLAN_CAP_BYTES = 16 * 1024 * 1024
"""The largest plan that is opened."""
REDACTED_TYPE = "entry.redacted"
"""Says, in `body.seq`, which earlier entry's note was taken out (`integrity.md` A7)."""


class AuditLogBroken(Exception):  # noqa: N818 (the truth is at risk: a state of the log, not a fault of the program)
    """The log is not what this program wrote, or is no longer where it was. The message says what, in plain words."""

    def __init__(self, words: str, *, records: Sequence[Record] = (), first_bad_seq: int, byte_offset: int) -> None:
        super().__init__(words)
        self.records = tuple(records)
        """The sound records, from 0 up to the first bad one."""
        self.first_bad_seq = first_bad_seq
        """The number the first bad record has or should have."""
        self.byte_offset = byte_offset
        """Where in the file it begins, in bytes from 0."""


class AuditLogGone(AuditLogBroken):
    """The log cannot be reached, or the path no longer leads to the file that was opened."""

    what: str = ""
    """What became of the file, as the end of a sentence that begins with its name."""


class Chain:
    """What ties lines together: numbers without gaps, each line naming the one before, one run, notes accounted for."""

    def __init__(self, tail: Tail, run: str = "") -> None:
        """Takes the end of what was read before, and its run; an empty log has none yet."""
        self.tail = tail
        self.run = run
        self.notes_gone: set[int] = set()
        """Entries whose note is gone, and no later entry says so yet."""

    def check(self, record: Record) -> None:
        """Whether a checked line's record is the next one.

        Raises:
            LineProblem: when it is not.
        """
        if record["seq"] != self.tail.count:
            raise LineProblem(f"number {self.tail.count} belongs here, and {record['seq']} is here")
        if record["prev"] != self.tail.hash:
            raise LineProblem(
                "it does not continue the record before it"
                if self.tail.count
                else "it was started with another plan than the plan.json beside it"
            )
        if record["run"] != (self.run or record["run"]):
            raise LineProblem(f"it belongs to another run, {record['run']}")

    def accept(self, record: Record) -> None:
        """Take a checked line's record as the next one.

        Raises:
            LineProblem: when it is not the next one.
        """
        self.check(record)
        self.run = str(record["run"])
        if "note_sha256" in record and "note" not in record:
            self.notes_gone.add(self.tail.count)
        body = record.get("body")
        if record["type"] == REDACTED_TYPE and isinstance(body, dict):
            self.notes_gone.discard(body.get("seq"))
        self.tail = Tail(self.tail.count + 1, str(record["hash"]))


def lines_from(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """The lines from `offset` on, line feeds kept; a line over the limit comes in pieces, which never pass as lines."""
    file.seek(offset)
    while line := file.readline(READ_LIMIT_BYTES + 1):
        yield line


def is_torn(lines: Iterator[bytes]) -> bool:
    """Whether what follows the last good line is a write that never reached the disk, rather than damage.

    It is when it holds no line end at all, or holds NUL bytes (parts of the file that were never written) and no good
    line after them (`integrity.md` A5).
    """
    ended = holds_nul = False
    for line in lines:
        ended = ended or line.endswith(b"\n")
        holds_nul = holds_nul or b"\0" in line
        if _is_good(line):
            return False
    return holds_nul or not ended


def _is_good(line: bytes) -> bool:
    try:
        check_line(line)
    except LineProblem:
        return False
    return True


def broken_words(seq: int, problem: str) -> str:
    """What to tell people about a log that is broken at record `seq`."""
    sound = {0: "No record is sound", 1: "Record 0 is sound"}.get(seq, f"Records 0 to {seq - 1} are sound")
    return (
        f"The audit log is broken at record {seq}: {problem}. {sound}. Nothing has been altered: keep the file, "
        f"compare it with the second copy, and call the project lead."
    )


class LogReader:
    """One open log, read and verified up to a point; it never changes the file."""

    def __init__(self, path: Path, tail: Tail, *, run: str = "", offset: int = 0, disk: Disk = REAL_DISK) -> None:
        """Takes the log's path and how far it was read before: the tail, the run and the byte offset there.

        Raises:
            FileNotFoundError: when there is no log.
            Refused: when it cannot be a log (a link, a pipe, too large).
        """
        self.path = path
        self.offset = offset
        """Bytes of whole, verified lines."""
        self.rest = 0
        """Bytes after them, at the last reading, that are not a whole record (yet)."""
        self.starts = [offset]
        """Where each record read begins, and where the next one will."""
        self.chain = Chain(tail, run)
        self._disk = disk
        self._file = os.fdopen(open_plain_file(path, READING, at_most=LOG_CAP_BYTES), "rb")
        try:
            self._place = self._place_of(disk.fstat(self._file.fileno()))
        except BaseException:
            self._file.close()
            raise

    @property
    def tail(self) -> Tail:
        """The end of what was read."""
        return self.chain.tail

    def size_now(self) -> int:
        """The file's size in bytes, once it is sure that the path still leads to the same file.

        Raises:
            AuditLogBroken: when the file was moved, deleted, replaced or cut short, or cannot be asked about.
        """
        try:
            about = self._disk.stat(self.path)
        except FileNotFoundError:
            raise self.gone("was moved or deleted while it was open") from None
        except OSError as problem:
            raise self.gone(f"cannot be reached: {plain_reason(problem)}") from problem
        if self._place_of(about) != self._place:
            raise self.gone("was replaced by another file while it was open")
        if about.st_size < self.offset:
            raise self.gone(f"was cut short while it was open, from {self.offset:,} to {about.st_size:,} bytes")
        return about.st_size

    def read_new(self) -> list[Record]:
        """The whole records that came since the last reading, verified.

        What is not a whole record yet stays for the next reading; `rest` says how much that is.

        Raises:
            AuditLogBroken: when a line is not a record as this program writes it, or the file is not the same any more.
        """
        size = self.size_now()
        new: list[Record] = []
        self.rest = size - self.offset
        if not self.rest:
            return new
        try:
            for line in lines_from(self._file, self.offset):
                record = self._next_record(line, new)
                if record is None:
                    break
                new.append(record)
            self.rest = max(size - self.offset, 0)
        except OSError as problem:
            raise self.gone(f"cannot be read: {plain_reason(problem)}", new) from problem
        return new

    def take_in(self, record: Record, size: int) -> None:
        """Count a record this window has just written itself, `size` bytes long."""
        self.chain.accept(record)
        self._go_on(size)

    def check_notes(self, records: Sequence[Record]) -> None:
        """Make sure that some entry accounts for every note that was taken out.

        Raises:
            AuditLogBroken: when a note is gone without a word.
        """
        if self.chain.notes_gone:
            seq = min(self.chain.notes_gone)
            words = broken_words(seq, "its note was taken out, and no later entry says so")
            raise AuditLogBroken(words, records=records[:seq], first_bad_seq=seq, byte_offset=self.starts[seq])

    def rest_bytes(self) -> bytes:
        """What follows the last whole record."""
        self._file.seek(self.offset)
        return self._file.read()

    @property
    def closed(self) -> bool:
        """Whether the file was let go of."""
        return self._file.closed

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _next_record(self, line: bytes, before: list[Record]) -> Record | None:
        """The record of the next line, or None when all that follows was never wholly written."""
        try:
            record = check_line(line)
            self.chain.accept(record)
        except LineProblem as problem:
            if is_torn(lines_from(self._file, self.offset)):
                return None
            seq = self.tail.count
            words = broken_words(seq, str(problem))
            raise AuditLogBroken(words, records=before, first_bad_seq=seq, byte_offset=self.offset) from problem
        self._go_on(len(line))
        return record

    def _go_on(self, size: int) -> None:
        self.offset += size
        self.starts.append(self.offset)

    def gone(self, what: str, new: Sequence[Record] = ()) -> AuditLogGone:
        """What to raise when the file `what`; `new` are the sound records of the reading that found it."""
        words = (
            f"The audit log {self.path} {what}. What was recorded before is in this window's memory and in the second "
            f"copy: stop recording here, write on paper, and call the project lead."
        )
        problem = AuditLogGone(words, records=new, first_bad_seq=self.tail.count, byte_offset=self.offset)
        problem.what = what
        return problem

    @staticmethod
    def _place_of(about: os.stat_result) -> tuple[int, int]:
        return about.st_dev, about.st_ino


class Follower:
    """Reads a log on from a record, for a screen that only looks. It writes nothing and takes no lock."""

    def __init__(self, reader: LogReader, start: int) -> None:
        """Takes a reader of its own, and the number of the first record to hand out."""
        self._reader = reader
        self._start = start
        self._last_read_at: datetime | None = None
        self._mutex = threading.Lock()

    def poll(self, now: datetime | None = None) -> list[Record]:
        """The records that came since the last poll; an empty list when none did.

        Args:
            now: The caller's clock, aware, remembered as the moment of this reading.

        Raises:
            AuditLogBroken: when the log is not what this program wrote, or not where it was.
        """
        with self._mutex:
            first = self._reader.tail.count
            new = self._reader.read_new()
            self._last_read_at = now or self._last_read_at
            return new[max(self._start - first, 0) :]

    def last_read_at(self) -> datetime | None:
        """When the log was last read in full, as told to `poll`; None when it never was."""
        return self._last_read_at

    def close(self) -> None:
        """Let go of the file."""
        self._reader.close()
