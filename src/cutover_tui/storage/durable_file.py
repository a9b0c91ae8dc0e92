"""Files that survive a power cut: opened with care, written whole, and synced to the disk (`integrity.md` B1)."""

from __future__ import annotations

import errno
import os
import stat as stat_bits
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from pathlib import Path

_CAREFUL = (
    getattr(os, "O_CLOEXEC", 0)
    # A link could lead anywhere, and opening a pipe could wait for ever.
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    # Without it Windows writes CR LF for LF, and every hash is wrong.
    | getattr(os, "O_BINARY", 0)
)
READING = os.O_RDONLY
APPENDING = os.O_WRONLY | os.O_APPEND
NEW = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space allowed on this disk is used up",
    errno.EFBIG: "the file may not grow any more",
    errno.EROFS: "the disk can only be read",
    errno.EIO: "the disk reported a fault",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not change it",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "it is not in a folder",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "it is a link to somewhere else",
    errno.ENODEV: "the disk was removed",
    errno.ENXIO: "the disk was removed",
}


class Disk(Protocol):
    """The calls that can go wrong on a bad day; tests put a failing one in their place."""

    def write(self, descriptor: int, data: bytes) -> int:
        """Write at the end, perhaps only a part; return how many bytes went."""

    def sync(self, descriptor: int) -> None:
        """Return once the disk itself holds what was written."""

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file to `size` bytes."""

    def fstat(self, descriptor: int) -> os.stat_result:
        """What the system knows of an open file."""

    def stat(self, path: Path) -> os.stat_result:
        """What the system knows of the file at `path`, a link itself and not what it leads to."""


class RealDisk:
    """The disk of this computer."""

    def write(self, descriptor: int, data: bytes) -> int:
        """Write at the end, perhaps only a part."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Sync with what this system has for it."""
        sync_descriptor(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file."""
        os.ftruncate(descriptor, size)

    def fstat(self, descriptor: int) -> os.stat_result:
        """Ask about an open file."""
        return os.fstat(descriptor)

    def stat(self, path: Path) -> os.stat_result:
        """Ask about a path."""
        return path.lstat()


REAL_DISK = RealDisk()

if sys.platform == "darwin":  # pragma: no cover (another system)
    import fcntl

    def sync_descriptor(descriptor: int) -> None:
        """Have the drive itself write; `fsync` alone stops at the drive's own memory on macOS."""
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as problem:
            if problem.errno not in {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}:
                raise
            os.fsync(descriptor)

else:

    def sync_descriptor(descriptor: int) -> None:
        """Return once the disk holds what was written."""
        os.fsync(descriptor)


def plain_reason(problem: OSError) -> str:
    """Why the system said no, as the end of a sentence."""
    return _REASONS.get(problem.errno or 0) or f"the system says: {(problem.strerror or 'no reason').lower()}"


def open_plain_file(path: Path, flags: int, *, at_most: int) -> int:
    """A descriptor for an ordinary file: never a link, pipe, device or folder, never larger than `at_most` bytes.

    Raises:
        FileNotFoundError: when there is none.
        Refused: when it is something else, too large, or this user may not open it.
    """
    # Systems without O_NOFOLLOW would follow a link.
    if path.is_symlink():
        raise Refused(f"{path} cannot be opened: {_REASONS[errno.ELOOP]}.")
    try:
        descriptor = os.open(path, flags | _CAREFUL, 0o600)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError as problem:
        raise Refused(f"{path} cannot be opened: {plain_reason(problem)}.") from problem
    about = os.fstat(descriptor)
    if not stat_bits.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise Refused(f"{path} is not an ordinary file, so it is left alone. Move it away, or choose another folder.")
    if about.st_size > at_most:
        os.close(descriptor)
        raise Refused(f"{path} holds {about.st_size:,} bytes, more than the {at_most:,} that can belong to a run.")
    return descriptor


def read_plain_file(path: Path, *, at_most: int) -> bytes:
    """All bytes of an ordinary file.

    Raises:
        FileNotFoundError: when there is none.
        Refused: as `open_plain_file`.
    """
    with os.fdopen(open_plain_file(path, READING, at_most=at_most), "rb") as file:
        return file.read(at_most)


def write_all(disk: Disk, descriptor: int, data: bytes) -> None:
    """Write all of `data`, in one call unless the system takes only a part.

    Raises:
        OSError: when the system refuses; a part may have been written.
    """
    while data:
        written = disk.write(descriptor, data)
        if written <= 0:
            raise OSError(errno.EIO, "nothing was written")
        data = data[written:]


def write_new_file(path: Path, data: bytes, disk: Disk) -> None:
    """Write a file that is not there yet and sync it; what was begun is taken away again when that cannot be done.

    Raises:
        FileExistsError: when there is one.
        OSError: when it cannot be written or synced.
    """
    descriptor = open_plain_file(path, NEW, at_most=0)
    try:
        write_all(disk, descriptor, data)
        disk.sync(descriptor)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; Windows does that by itself."""
    if sys.platform == "win32":  # pragma: no cover (another system)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_descriptor(descriptor)
    except OSError as problem:
        # Some file systems have no such call for folders.
        if problem.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)
