"""Small audit logs to test with, and a disk that fails when told to."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.storage.audit_log import LOG_NAME, AuditLog
from cutover_tui.storage.audit_record import Payload, Record, Seat, Stamp, Tail, line_of, make_record, record_hash
from cutover_tui.storage.durable_file import REAL_DISK, Disk, RealDisk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAN = b'{"practice":"Elm Street Surgery"}'
RUN = "a81001-20261025-live-1"
SEAT = Seat(run=RUN, device="s1", zone="Europe/London", tool="cutover-tui 0.1.0")
START = datetime(2026, 10, 25, 0, 30, 5, 123456, tzinfo=UTC)
OPENED = Payload(type="run.opened", actor="AB", recorder="AB", body={"kind": "live"})


def stamp(second: int = 0) -> Stamp:
    return Stamp(START + timedelta(seconds=second), second * 1_000_000, "a3f9")


def done(number: int = 1, note: str = "") -> Payload:
    return Payload(
        type="task.completed",
        actor="AB",
        recorder="CD",
        about=f"C-{number}",
        meaning="I saw this done",
        body={"observed": "green", "count": number, "first": number == 1},
        note=note,
    )


def numbered(seed: str = "a") -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run of the tests."""
    drawn = Counter[str]()

    def draw(size: int) -> bytes:
        drawn[seed] += 1
        return hashlib.sha256(f"{seed}{drawn[seed]}".encode()).digest()[:size]

    return draw


def make_log(folder: Path, records: int = 3, *, disk: Disk = REAL_DISK, run: str = RUN, seed: str = "a") -> AuditLog:
    """A run whose log holds that many records; every other one has a note."""
    seat = Seat(run=run, device="s1", zone="Europe/London", tool="cutover-tui 0.1.0")
    log = AuditLog.create(folder, PLAN, OPENED, seat=seat, stamp=stamp(), disk=disk, random_bytes=numbered(seed))
    for number in range(1, records):
        log.append(done(number, "Siân: “3 green”" if number % 2 else ""), log.tail, stamp(number))
    return log


def open_log(folder: Path, *, read_only: bool = False, disk: Disk = REAL_DISK, lock_seconds: float = 5.0) -> AuditLog:
    return AuditLog.open(
        folder,
        seat_of=lambda run: Seat(run=run, device="s2", zone="Europe/London", tool="cutover-tui 0.1.0"),
        stamp=stamp(3600),
        read_only=read_only,
        disk=disk,
        lock_seconds=lock_seconds,
    )


def add(log: AuditLog, number: int = 1, note: str = "") -> Record:
    return log.append(done(number, note), log.tail, stamp(number))


def log_bytes(folder: Path) -> bytes:
    return (folder / LOG_NAME).read_bytes()


def sample_record(seq: int = 0, prev: str = "0" * 64, note: str = "") -> Record:
    return make_record(
        done(1, note),
        seat=SEAT,
        stamp=stamp(seq),
        tail=Tail(seq, prev),
        record_id="6fa459ea-ee8a-4ca4-894e-db77e160355e",
        note_salt="ab" * 16,
    )


def rehashed(record: Record, **changes: object) -> bytes:
    """The line of a record after changes, with a hash that fits; a change to None takes the member out."""
    changed = {name: value for name, value in {**record, **changes}.items() if value is not None}
    changed["hash"] = record_hash(changed)
    return line_of(changed)


class FailingDisk(RealDisk):
    """Fails the k-th call of one kind, once or for ever; may take a part of a write first, or take its time."""

    def __init__(
        self,
        call: str = "",
        *,
        at: int = 1,
        code: int = errno.EIO,
        forever: bool = False,
        part: int = 0,
        slow: float = 0.0,
    ) -> None:
        self.call, self.at, self.code, self.forever, self.part, self.slow = call, at, code, forever, part, slow
        self.calls = Counter[str]()
        self.armed = True

    def fails(self, call: str) -> bool:
        if not self.armed or call != self.call:
            return False
        self.calls[call] += 1
        return self.calls[call] == self.at or (self.forever and self.calls[call] > self.at)

    def write(self, descriptor: int, data: bytes) -> int:
        if not self.fails("write"):
            return super().write(descriptor, data)
        if self.part:
            os.write(descriptor, data[: self.part])
        raise OSError(self.code, os.strerror(self.code))

    def sync(self, descriptor: int) -> None:
        time.sleep(self.slow if self.armed else 0)
        if self.fails("sync"):
            raise OSError(self.code, os.strerror(self.code))
        super().sync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        if self.fails("truncate"):
            raise OSError(self.code, os.strerror(self.code))
        super().truncate(descriptor, size)

    def fstat(self, descriptor: int) -> os.stat_result:
        if self.fails("fstat"):
            raise OSError(self.code, os.strerror(self.code))
        return super().fstat(descriptor)

    def stat(self, path: Path) -> os.stat_result:
        if self.fails("stat"):
            raise OSError(self.code, os.strerror(self.code))
        return super().stat(path)


class StingyDisk(RealDisk):
    """Takes a few bytes of each write, as a nearly full disk may."""

    def write(self, descriptor: int, data: bytes) -> int:
        return super().write(descriptor, data[:7])
