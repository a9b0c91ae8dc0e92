"""Whole files replaced in one step: after a kill or a full disk there is the old file or the new one, never half.

The pattern is that of `integrity.md` B1: a temporary file of a fixed name beside the target (random names would pile up
with every kill), synced before it takes the target's place, and the folder synced after. Two writers of one file must
take turns; a lock is the caller's business.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MACOS_FULL_SYNC = 51
"""`fcntl.F_FULLFSYNC`, named in Python on macOS only, where a plain `fsync` stops at the drive's own cache."""

_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOTTY})
"""What file systems answer that know no sync of this kind, which is not a write gone wrong."""

_HELD_BY_ANOTHER_PROGRAM = frozenset({5, 32, 33})
"""Windows error codes while a virus scanner or a sync client holds the target."""

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)
"""Seconds between tries while the target is held, 2.5 in all."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole and on the disk, readable by its owner only.

    Raises:
        OSError: The folder or the disk did not take it; whatever was at `path` is unchanged.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        _write_new(temporary, data)
        replace_file(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(descriptor: int, *, system: str = sys.platform) -> None:
    """Wait until the disk holds everything written to a descriptor, by the strongest means the system has.

    Args:
        descriptor: The open file.
        system: As `sys.platform`.

    Raises:
        OSError: The disk did not take it.
    """
    if system == "darwin":
        import fcntl  # noqa: PLC0415 (Windows has no such module)

        try:
            fcntl.fcntl(descriptor, _MACOS_FULL_SYNC)
        except OSError as problem:
            if problem.errno not in _CANNOT_SYNC:
                raise
        else:
            return
    os.fsync(descriptor)


def sync_folder(folder: Path, *, system: str = sys.platform) -> None:
    """Wait until the disk holds a folder's names, so that a new or renamed file survives a power cut.

    Args:
        folder: The folder.
        system: As `sys.platform`; Windows neither can nor need do this.

    Raises:
        OSError: The disk did not take it.
    """
    if system == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_file(descriptor, system=system)
    except OSError as problem:
        if problem.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)


def replace_file(source: Path, target: Path, *, wait: Callable[[float], None] = time.sleep) -> None:
    """Move a file into another's place in one step, trying again while another program holds the target.

    Args:
        source: The file to move.
        target: Where to.
        wait: Waits that many seconds.

    Raises:
        OSError: It could not be moved; both files are as they were.
    """
    for seconds in _WAITS:
        try:
            source.replace(target)
        except OSError as problem:
            if getattr(problem, "winerror", None) not in _HELD_BY_ANOTHER_PROGRAM:
                raise
            wait(seconds)
        else:
            return
    source.replace(target)


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        sync_file(descriptor)
    finally:
        os.close(descriptor)
