"""Whose turn it is to write: a kernel lock on a file of its own, held for one append (`design.md` 4).

The kernel lets go of it when a process ends, however it ends, so it is never stale.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from filelock import BaseFileLock

_POLL_SECONDS = 0.002


class LogBusy(Refused):
    """Another window held the log for longer than the time limit; nothing was written."""


class LogLock:
    """The lock of one log, as one window uses it."""

    def __init__(self, path: Path, seconds: float) -> None:
        """Takes the lock file's path and how many seconds to wait for it at most."""
        self._path = path
        self._seconds = seconds
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self, seconds: float | None = None) -> Generator[None]:
        """Hold the lock for the length of a `with` block.

        Raises:
            LogBusy: when another window does not let go within the time limit.
            OSError: when the lock file cannot be made or opened.
        """
        # Loading it costs as much as all of this package's storage, and commands that only read never need it.
        from filelock import FileLock, Timeout  # noqa: PLC0415 (see above)

        if self._lock is None:
            self._lock = FileLock(self._path, thread_local=False)
        wait = self._seconds if seconds is None else seconds
        try:
            self._lock.acquire(timeout=wait, poll_interval=_POLL_SECONDS)
        except Timeout:
            raise LogBusy(
                f"Nothing was recorded: another window has been writing to this run for {wait:g} seconds. "
                f"Look at it, then do this again here."
            ) from None
        try:
            yield
        finally:
            self._lock.release()
