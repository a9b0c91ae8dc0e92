"""A log with entries taken out whole, as the copies without names hold it: what is in a line, and whether it chains.

A line that tells of a person is replaced by its number, its fingerprint and that of the line before; all others stand
byte for byte. So the reader sees that nothing is missing and nothing was moved, without seeing who did what
(`records.md` b5). The practice keeps the original.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.verification import Check
from cutover_tui.storage.audit_record import PROGRAM, LineProblem, check_line, line_of
from cutover_tui.storage.canonical_json import canonical_bytes
from cutover_tui.storage.durable_file import READING, open_plain_file, plain_reason
from cutover_tui.storage.log_reading import LOG_CAP_BYTES, lines_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cutover_tui.storage.canonical_json import Record

REDACTED_LOG = "audit-log-redacted.jsonl"
_MEMBERS = frozenset({"seq", "redacted", "original_sha256", "prev"})
_HASH_DIGITS = 64


def redacted_lines(records: Iterable[Record]) -> Iterable[bytes]:
    """The lines of a log without those that tell of a person."""
    for record in records:
        yield line_of(record) if _tells_of_nobody(record) else line_of(_redacted(record))


def _tells_of_nobody(record: Record) -> bool:
    return record["actor"] == record["recorder"] == PROGRAM and not {"note", "about"} & record.keys()


def _redacted(record: Record) -> Record:
    return {
        "seq": record["seq"],
        "redacted": True,
        "original_sha256": record["hash"],
        "prev": record["prev"],
    }


def check_redacted(path: Path) -> Check:
    """Whether every line follows from the one before, taken out or not."""
    name = "Redacted log"
    taken_out, head, count = 0, "", 0
    try:
        with os.fdopen(open_plain_file(path, READING, at_most=LOG_CAP_BYTES), "rb") as file:
            for count, line in enumerate(lines_from(file, 0), 1):
                record = _read(line)
                if record["seq"] != count - 1 or (head and record["prev"] != head):
                    return Check(name, passed=False, words=f"line {count} does not follow from the line before it.")
                taken_out += "redacted" in record
                head = str(record["original_sha256"] if "redacted" in record else record["hash"])
    except LineProblem as problem:
        return Check(name, passed=False, words=f"line {count}: {problem}.")
    except (Refused, OSError) as problem:
        reason = plain_reason(problem) if isinstance(problem, OSError) else str(problem)
        return Check(name, passed=False, words=f"{path.name} cannot be read: {reason}.")
    if not count:
        return Check(name, passed=False, words="it holds no entry.")
    words = f"{count} entries in one unbroken chain, {taken_out} of them by fingerprint alone. Last hash {head}."
    return Check(name, passed=True, words=words)


def _read(line: bytes) -> Record:
    """A line of either kind."""
    if b'"redacted":true' not in line:
        return check_line(line)
    try:
        record = json.loads(line)
    except ValueError:
        raise LineProblem("it cannot be read as a record (JSON)") from None
    if not isinstance(record, dict) or record.keys() != _MEMBERS or canonical_bytes(record) + b"\n" != line:
        raise LineProblem("it is neither an entry nor the place of one that was taken out")
    hashes = (record["original_sha256"], record["prev"])
    if not all(isinstance(digits, str) and len(digits) == _HASH_DIGITS for digits in hashes):
        raise LineProblem("its fingerprints are none")
    return record
