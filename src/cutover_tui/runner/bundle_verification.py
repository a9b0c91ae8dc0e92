"""Checks a bundle of the safety file: every file against the manifests, then the log in it, then what the log tells.

Reads only. It needs nothing but the folder: the manifests are what `sha256sum -c` reads, and the log is checked as any
other (`records.md` b5). A file that was added is found as surely as one that was changed.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.slips import balance_words
from cutover_tui.runner.redacted_log import REDACTED_LOG, check_redacted
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import Check, Verification, verify
from cutover_tui.storage.audit_log import LOG_NAME, AuditLogBroken
from cutover_tui.storage.durable_file import READING, open_plain_file, plain_reason
from cutover_tui.storage.plan_json import PlanUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.clock import Clock

DECLARATION = "bagit.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
LOG_FOLDER = "02-log"
LATE = timedelta(minutes=5)
"""An entry recorded longer than this after it happened says why (`records.md` c1)."""

_FILE_CAP_BYTES = 512 * 1024 * 1024
_PIECE = 1 << 20
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
_MOST_NAMED = 5


class _NoManifestError(ValueError):
    """A manifest has a line that is none, or leads out of the bundle; the message says which."""


def is_bundle(path: Path) -> bool:
    """Whether a path is a bundle's folder."""
    return (path / DECLARATION).is_file() and (path / MANIFEST).is_file()


def verify_bundle(folder: Path, *, clock: Clock, seal: str = "") -> Verification:
    """Check a bundle: its files, its log where it holds one, and what the log tells about paper and late entries.

    Args:
        folder: The bundle's folder.
        clock: Any clock; nothing is recorded.
        seal: A seal from paper.
    """
    files = [
        _manifest_check(folder, MANIFEST, _payload(folder), "Payload"),
        _manifest_check(folder, TAG_MANIFEST, _tags(folder), "Tag files"),
    ]
    log = folder / "data" / LOG_FOLDER
    if (log / LOG_NAME).exists():
        found = verify(log, seal=seal)
        told = _told_checks(log, clock) if found.readable else []
        return replace(found, path=folder, checks=(*files, *found.checks, *told))
    if (log / REDACTED_LOG).exists():
        files.append(check_redacted(log / REDACTED_LOG))
    notes = ["This copy does not hold the log itself, so only the practice can check what it was made from."]
    if seal:
        notes.append("The seal was not compared: the log it stands for is not in this copy.")
    return Verification(path=folder, checks=tuple(files), log_held=False, recheck_notes=tuple(notes))


def _payload(folder: Path) -> set[str]:
    """The path of every file under `data`, with `/` between folders."""
    return set(_paths(folder, folder / "data"))


def _tags(folder: Path) -> set[str]:
    """The name of every file beside `data`, but for the manifest that names them."""
    return {path.name for path in folder.iterdir() if path.name not in {"data", TAG_MANIFEST}}


def _paths(folder: Path, below: Path) -> Iterator[str]:
    for where, _folders, names in os.walk(below):
        for name in names:
            yield os.path.relpath(os.path.join(where, name), folder).replace(os.sep, "/")  # noqa: PTH118 (beside walk)


def _manifest_check(folder: Path, manifest: str, there: set[str], name: str) -> Check:
    """Whether every file is as the manifest says, and none is there that it does not name."""
    try:
        listed = _listed(folder / manifest)
    except FileNotFoundError:
        return Check(name, passed=False, words=f"there is no {manifest}.")
    except (Refused, OSError, UnicodeDecodeError) as problem:
        return Check(name, passed=False, words=f"{manifest} cannot be read: {_reason(problem)}.")
    except _NoManifestError as problem:
        return Check(name, passed=False, words=f"{manifest} has a line that is none of a manifest: {problem}.")
    wrong = [
        *(f"{path} is missing" for path in sorted(listed.keys() - there)),
        *(f"{path} is not in the manifest" for path in sorted(there - listed.keys())),
        *(words for path in sorted(listed.keys() & there) if (words := _differs(folder, path, listed[path]))),
    ]
    if not wrong:
        return Check(name, passed=True, words=f"{len(listed)} files, each as {manifest} has it, and no other.")
    more = f", and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
    return Check(name, passed=False, words=f"{'; '.join(wrong[:_MOST_NAMED])}{more}.")


def _listed(manifest: Path) -> dict[str, str]:
    """Path to hash, as a manifest has it."""
    with os.fdopen(open_plain_file(manifest, READING, at_most=_FILE_CAP_BYTES), "rb") as file:
        lines = file.read().decode().splitlines()
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found or _leads_out(match[2]):
            raise _NoManifestError(f"‘{line[:100]}’")
        found[match[2]] = match[1].lower()
    return found


def _leads_out(path: str) -> bool:
    return path.startswith(("/", "\\", "~")) or ":" in path or ".." in re.split(r"[/\\]", path)


def _differs(folder: Path, path: str, digest: str) -> str:
    """What is wrong with a file, in words; nothing when it is as listed."""
    found = hashlib.sha256()
    try:
        descriptor = open_plain_file(folder.joinpath(*path.split("/")), READING, at_most=_FILE_CAP_BYTES)
        with os.fdopen(descriptor, "rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except (Refused, OSError) as problem:
        return f"{path} cannot be read: {_reason(problem)}"
    return "" if found.hexdigest() == digest else f"{path} was changed"


def _reason(problem: Exception) -> str:
    return plain_reason(problem) if isinstance(problem, OSError) else str(problem).rstrip(".")


def _told_checks(log: Path, clock: Clock) -> list[Check]:
    """What the log tells: whether the paper adds up, and whether every late entry says why."""
    try:
        run = Run.open(log, clock=clock, read_only=True)
    except (AuditLogBroken, PlanUnreadable, Refused) as problem:
        return [Check("What it tells", passed=False, words=f"the log and plan could not be read together: {problem}")]
    with closing(run):
        return [_paper_check(run.state), _late_check(run)]


def _paper_check(state: RunState) -> Check:
    """Whether issued = used + void + returned, for every range of slips that was counted."""
    name = "Paper"
    wrong = [issued for issued in state.slips.values() if issued.missing]
    if wrong:
        words = " ".join(f"{balance_words(issued)} See entry {issued.seq}." for issued in wrong)
        return Check(name, passed=False, words=words)
    waiting = sum(not issued.counted_by for issued in state.slips.values())
    words = f"of {len(state.slips)} ranges of slips, {len(state.slips) - waiting} were counted, and each adds up."
    return Check(name, passed=True, words=f"{words} Not counted yet: {waiting}." if waiting else words)


def _late_check(run: Run) -> Check:
    name = "Late entries"
    late = [entry for entry in run.entries if entry.recorded_at - entry.event.at > LATE]
    silent = [str(entry.seq) for entry in late if not entry.event.late_reason]
    if silent:
        words = f"entry {', '.join(silent)} was recorded more than 5 minutes after it happened, and does not say why."
        return Check(name, passed=False, words=words)
    return Check(name, passed=True, words=f"{len(late)} were recorded more than 5 minutes later, each with its reason.")
