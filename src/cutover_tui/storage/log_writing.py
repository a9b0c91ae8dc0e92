"""Writing lines to an audit log so that what is said to be recorded is on the disk (`integrity.md` 0 and B1)."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.durable_file import APPENDING, Disk, open_plain_file, plain_reason, write_all

if TYPE_CHECKING:
    from pathlib import Path


class Behind(Refused):
    """Another window recorded something first, so nothing was written: `catch_up`, and decide again."""


class NotSaved(Refused):
    """The disk did not take an entry: it is not recorded, and the message says what to do."""


def not_saved_words(problem: OSError) -> str:
    """What to tell people about an entry the system refused."""
    return (
        f"NOT SAVED, write it on paper: {plain_reason(problem)}. Nothing was recorded. Put that right, then record it "
        f"again."
    )


class LogWriter:
    """One open log, appended to line by line.

    After a failed sync the system may have thrown the bytes away and call the next sync good, so the first failure ends
    this writer for good.
    """

    def __init__(self, path: Path, disk: Disk, *, at_most: int) -> None:
        """Takes the path of a log of at most `at_most` bytes.

        Raises:
            FileNotFoundError: when there is none.
            Refused: when this user may not write to it, or it cannot be a log.
        """
        self._disk = disk
        self._descriptor = open_plain_file(path, APPENDING, at_most=at_most)
        self._over = ""

    def write(self, line: bytes, size: int) -> None:
        """Append a line to a file of `size` bytes and sync it.

        Raises:
            NotSaved: when the disk does not take it; the file is cut back to what it held.
        """
        self.refuse_if_over()
        try:
            write_all(self._disk, self._descriptor, line)
        except OSError as problem:
            self._take_back(size)
            raise NotSaved(not_saved_words(problem)) from problem
        try:
            self._disk.sync(self._descriptor)
        except OSError as problem:
            self._end(problem)
            # Other windows then go on from what was said to be recorded, and write these blocks afresh.
            with suppress(OSError):
                self._disk.truncate(self._descriptor, size)
            self.refuse_if_over()

    def cut(self, size: int) -> None:
        """Cut the file to `size` bytes and sync it.

        Raises:
            NotSaved: when the disk does not let it be cut.
        """
        self._take_back(size)
        self.refuse_if_over()

    def size_now(self) -> int:
        """The size of the open file in bytes."""
        return self._disk.fstat(self._descriptor).st_size

    def refuse_if_over(self) -> None:
        """Say no when an earlier failure ended this writer.

        Raises:
            NotSaved: with the words of that failure.
        """
        if self._over:
            raise NotSaved(self._over)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _take_back(self, size: int) -> None:
        try:
            self._disk.truncate(self._descriptor, size)
            self._disk.sync(self._descriptor)
        except OSError as problem:
            self._end(problem)

    def _end(self, problem: OSError) -> None:
        self._over = (
            f"NOT SAVED, write it on paper: the disk cannot confirm what it holds ({plain_reason(problem)}), so this "
            f"window records nothing more. Close it, look after the disk, and open the run again: what was confirmed "
            f"before is in the log."
        )
