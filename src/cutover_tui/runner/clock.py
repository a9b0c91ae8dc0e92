"""Clocks. Everything below the screens and the command line gets its time from one of these, passed in."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, two ways."""

    @property
    def session(self) -> str:
        """Four hex digits at random for each start of the program."""
        ...

    def now(self) -> datetime:
        """The wall clock, aware, UTC."""
        ...

    def mono_us(self) -> int:
        """Microseconds since the program started, by a clock nobody can set."""
        ...


class SystemClock:
    """The computer's own clock."""

    def __init__(self) -> None:
        self._session = secrets.token_hex(2)
        self._started = time.monotonic_ns()

    @property
    def session(self) -> str:
        """Four hex digits at random for each start of the program."""
        return self._session

    def now(self) -> datetime:
        """The wall clock, aware, UTC."""
        return datetime.now(UTC)

    def mono_us(self) -> int:
        """Microseconds since the program started."""
        return (time.monotonic_ns() - self._started) // 1000


class SetClock(SystemClock):
    """A clock set to an instant, for pictures, tests and the demo: it stands still or runs on from there."""

    def __init__(self, start: datetime, *, runs: bool) -> None:
        super().__init__()
        self._start = start
        self._runs = runs

    def now(self) -> datetime:
        """The instant it was set to, plus the time since where it runs on."""
        return self._start + timedelta(microseconds=self.mono_us()) if self._runs else self._start

    def mono_us(self) -> int:
        """Microseconds since the program started; 0 for ever when it stands still."""
        return super().mono_us() if self._runs else 0
