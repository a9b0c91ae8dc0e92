"""Setting aside a write that never reached the disk (`integrity.md` A5).

The bytes are kept in a file beside the log before anything is cut, so recovery can stop at any point and be done again.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.audit_record import PROGRAM, Payload
from cutover_tui.storage.durable_file import Disk, read_plain_file, sync_folder, write_new_file
from cutover_tui.storage.log_reading import LOG_CAP_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.storage.audit_record import Record

RECOVERED_TYPE = "log.recovered"
_SET_ASIDE = re.compile(r"\.torn-(\d+)-\d{8}T\d{9}Z(-\d+)?")


@dataclass(frozen=True)
class SetAside:
    """A file that holds the bytes of a torn write."""

    name: str
    size: int
    """In bytes."""
    sha256: str

    def payload(self) -> Payload:
        """What the log says about it."""
        return Payload(
            type=RECOVERED_TYPE,
            actor=PROGRAM,
            recorder=PROGRAM,
            body={"bytes": self.size, "sha256": self.sha256, "set_aside": self.name},
        )


def set_aside(log: Path, torn: bytes, seq: int, now: datetime, disk: Disk) -> None:
    """Keep the bytes of a torn write in a file beside the log, synced, unless one already holds them.

    Args:
        log: The audit log.
        torn: The bytes after its last whole record.
        seq: The number the torn record would have had.
        now: For the file's name, aware.
        disk: Where it is written.

    Raises:
        OSError: when it cannot be written; the log is as it was.
    """
    if any(read_plain_file(path, at_most=LOG_CAP_BYTES) == torn for path in _files(log, seq)):
        return
    moment = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z"
    path = log.with_name(f"{log.name}.torn-{seq}-{moment}")
    number = 1
    while path.exists():
        number += 1
        path = log.with_name(f"{log.name}.torn-{seq}-{moment}-{number}")
    half_done = log.with_name(f"{log.name}.torn.tmp")
    half_done.unlink(missing_ok=True)
    write_new_file(half_done, torn, disk)
    os.replace(half_done, path)  # noqa: PTH105 (the same call, named as the platform's promise is)
    sync_folder(log.parent)


def unrecorded(log: Path, records: Iterable[Record]) -> list[SetAside]:
    """Files of torn writes that no record of the log speaks of yet, oldest first."""
    files = _files(log)
    if not files:
        return []
    bodies = [record.get("body") for record in records if record["type"] == RECOVERED_TYPE]
    known = {body.get("set_aside") for body in bodies if isinstance(body, dict)}
    found = []
    for path in files:
        if path.name not in known:
            data = read_plain_file(path, at_most=LOG_CAP_BYTES)
            found.append(SetAside(path.name, len(data), hashlib.sha256(data).hexdigest()))
    return found


def _files(log: Path, seq: int | None = None) -> list[Path]:
    """The files of torn writes beside a log, of one record or of all, in order."""
    found = []
    for path in log.parent.iterdir():
        match = _SET_ASIDE.fullmatch(path.name.removeprefix(log.name)) if path.name.startswith(log.name) else None
        if match and (seq is None or int(match[1]) == seq):
            found.append((int(match[1]), path.name, path))
    return [path for _seq, _name, path in sorted(found)]
