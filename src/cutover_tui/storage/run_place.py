"""Whether a folder is a good place for a run: local, writable, with room, and out of reach of file-sync programs.

Two writers through a file-sync program lost 43 of 120 ticks for good in a trial (`design.md` 7; `integrity.md` B5).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.durable_file import REAL_DISK, Disk, plain_reason, read_plain_file, write_new_file
from cutover_tui.storage.log_beginning import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOM_BYTES = 50 * 1000 * 1000
"""The least free space a run is started with; 200 MB is comfortable."""
_TRIAL_BYTES = 4096

_NETWORK_KINDS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|smb3|ncpfs|9p|afs|coda|ceph|davfs|glusterfs|lustre|beegfs|ocfs2|gfs2?|vboxsf|prl_fs|"
    r"fuse\.(sshfs|davfs2?|rclone|smbnetfs|gvfsd-fuse|s3fs|glusterfs|google-drive-ocamlfuse|onedriver)"
)
_SYNCED_PARTS = (
    (re.compile(r"onedrive( .*| ?- ?.*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"(my )?dropbox( .*)?|dropbox-.*", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive( .*|-.*)?|my drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"cloudstorage", re.IGNORECASE), "a file-sync program"),
    (re.compile(r"nextcloud|owncloud|syncthing", re.IGNORECASE), "a file-sync program"),
)
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4


@dataclass(frozen=True)
class PlaceReport:
    """What speaks against a folder, in sentences for people."""

    refusals: tuple[str, ...]
    """Reasons why no run may be written there."""
    warnings: tuple[str, ...]
    """Reasons to choose another place, or to look first."""
    trial_ms: float | None = None
    """How long a small write and sync took, in milliseconds; None when it was not timed."""


def place_problems(
    folder: Path,
    *,
    second_copy: Path | None = None,
    environ: Mapping[str, str] | None = None,
    mounts: str | None = None,
    timer: Callable[[], float] | None = None,
    disk: Disk = REAL_DISK,
) -> PlaceReport:
    """What speaks against keeping a run in `folder`, which need not exist yet.

    Args:
        folder: The run folder.
        second_copy: Where the second copy goes, to see whether both are on one device.
        environ: Environment variables; this process's own by default.
        mounts: The text of Linux's `/proc/self/mountinfo`; read from there by default.
        timer: A clock in seconds, to time the trial write with.
        disk: Where the trial is written.
    """
    real = Path(os.path.abspath(folder))  # noqa: PTH100 (`resolve` would ask a network drive that may not answer)
    ground = _nearest_existing(real)
    refusals, warnings = _network_problems(real, mounts)
    trial_ms: float | None = None
    if not refusals:
        if not ground.is_dir() or (real.exists() and not real.is_dir()):
            refusals = [f"{real if real.exists() else ground} is not a folder. Choose a folder for the run."]
        else:
            refusals, trial_ms = _writing_problems(ground, timer, disk)
    warnings += [
        *_synced_warnings(real, ground, os.environ if environ is None else environ),
        *_conflict_warnings(real),
        *_same_device_warnings(ground, second_copy),
    ]
    return PlaceReport(tuple(refusals), tuple(warnings), trial_ms)


def _nearest_existing(path: Path) -> Path:
    """The path, or the first folder above it that exists."""
    return next((place for place in (path, *path.parents) if os.path.lexists(place)), path)


def _network_problems(real: Path, mounts: str | None) -> tuple[list[str], list[str]]:
    """Refusals and warnings about a folder on another computer."""
    whole_computer = False
    if real.as_posix().startswith("//"):
        kind = "a network share"
    elif sys.platform == "win32":  # pragma: no cover (another system)
        kind = "a network drive" if _is_remote_drive(real) else ""
    else:
        table = _mount_table() if mounts is None else mounts
        kind, whole_computer = _network_kind(Path(os.path.realpath(real)), table)
    loss = "A network can lose entries that were said to be saved"
    if kind and whole_computer:
        return [], [f"{real} is on {kind}, as is this whole computer. {loss}: keep a second copy on a USB stick."]
    return ([f"{real} is on {kind}. {loss}: keep the run on this computer's own disk."] if kind else []), []


def _mount_table() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _network_kind(place: Path, mounts: str) -> tuple[str, bool]:
    """What kind of network drive holds the place, empty when its own disk does; and whether everything is on it."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if "-" not in fields[6:]:
            continue
        mount = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        # Of two mounts at one point, the later one lies on top.
        if place.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), fields[fields.index("-", 6) + 1]
    return (f"a network drive ({kind})" if _NETWORK_KINDS.fullmatch(kind) else ""), best <= 1


def _is_remote_drive(path: Path) -> bool:  # pragma: no cover (another system)
    """Whether Windows calls a drive letter a network drive."""
    import ctypes  # noqa: PLC0415 (only one system needs it)

    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE


def _writing_problems(ground: Path, timer: Callable[[], float] | None, disk: Disk) -> tuple[list[str], float | None]:
    """Whether there is room, and whether a small file can be written, synced, read back and taken away."""
    free = shutil.disk_usage(ground).free
    if free < ROOM_BYTES:
        words = (
            f"{ground} has {free // 1_000_000:,} MB free and a run needs {ROOM_BYTES // 1_000_000} MB. Make room, or "
            f"choose another folder."
        )
        return [words], None
    trial = ground / f".cutover-trial-{os.getpid()}"
    data = os.urandom(_TRIAL_BYTES)
    try:
        began = timer() if timer else None
        write_new_file(trial, data, disk)
        took = (timer() - began) * 1000 if timer and began is not None else None
        same = read_plain_file(trial, at_most=_TRIAL_BYTES) == data
    except OSError as problem:
        return [f"Nothing can be written in {ground}: {plain_reason(problem)}. Choose another folder."], None
    finally:
        with suppress(OSError):
            trial.unlink()
    if not same:
        return [f"{ground} gives back other bytes than were written to it. Choose another disk."], took
    return [], took


def _synced_warnings(real: Path, ground: Path, environ: Mapping[str, str]) -> list[str]:
    """Whether a file-sync program watches the folder."""
    places = {real, Path(os.path.realpath(ground))}
    found = {name for place in places for part in place.parts for shape, name in _SYNCED_PARTS if shape.fullmatch(part)}
    for place in places:
        if any(environ.get(name) and place.is_relative_to(environ[name]) for name in _ONEDRIVE_VARIABLES):
            found.add("OneDrive")
        if any(place.is_relative_to(root) for root in _dropbox_roots(environ)):
            found.add("Dropbox")
    return [
        f"{real} is kept in step by {name}, which can replace the audit log while it is written. Choose a folder it "
        f"does not watch; finished exports may go there."
        for name in sorted(found)
    ]


def _dropbox_roots(environ: Mapping[str, str]) -> list[str]:
    """The folders Dropbox says it watches, from its `info.json`."""
    roots = []
    for base, name in (("APPDATA", "Dropbox"), ("LOCALAPPDATA", "Dropbox"), ("HOME", ".dropbox")):
        if environ.get(base):
            with suppress(OSError, ValueError):
                text = (Path(environ[base]) / name / "info.json").read_text(encoding="utf-8")
                roots += re.findall(r'"path"\s*:\s*"([^"]+)"', text.replace("\\\\", "\\"))
    return roots


def _conflict_warnings(real: Path) -> list[str]:
    """Whether a file-sync program left second versions beside the log."""
    if not real.is_dir():
        return []
    host = socket.gethostname().lower()
    found = [
        path.name
        for path in sorted(real.iterdir())
        if path.name != LOG_NAME
        and (
            "conflict" in path.name.lower()
            or (path.name.startswith("audit-log") and path.suffix == ".jsonl")
            or path.name.lower().endswith(f"-{host}.jsonl")
        )
    ]
    if not found:
        return []
    words = (
        f"Beside the audit log in {real} lie other versions of it: {', '.join(found)}. A file-sync program may have "
        f"made them. Have the project lead compare them before going on; none is chosen for you."
    )
    return [words]


def _same_device_warnings(ground: Path, second_copy: Path | None) -> list[str]:
    if second_copy is None:
        return []
    copy_ground = _nearest_existing(Path(os.path.abspath(second_copy)))  # noqa: PTH100 (as above)
    try:
        same = ground.stat().st_dev == copy_ground.stat().st_dev
    except OSError:
        return []
    if not same:
        return []
    words = (
        f"The second copy in {second_copy} is on the same disk as the run, so one fault can take both. Choose a USB "
        f"stick or another disk."
    )
    return [words]
