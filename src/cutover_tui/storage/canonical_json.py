"""The one way a record is written as bytes, and what its hash covers (restricted RFC 8785, `integrity.md` A2).

For records that keep to the restricted profile (whole numbers within 2^53-1, ASCII member names), the standard
library's encoder gives the same bytes as RFC 8785; a test holds it against the reference implementation.
"""

from __future__ import annotations

import hashlib
import json
from typing import TypeAlias

Record: TypeAlias = dict[str, object]
"""One record as parsed: member names to strings, whole numbers, booleans, or objects and lists of them."""

FORMAT_VERSION = 1
"""The version of the format, member `v`."""
LINE_LIMIT_BYTES = 64 * 1024
"""The longest line this program writes, with its line feed."""
READ_LIMIT_BYTES = 2 * 1024 * 1024
"""The longest line it reads."""
LARGEST_NUMBER = 2**53 - 1
"""The largest whole number every JSON reader gives back unchanged."""
DEEPEST = 4
"""Levels of objects and lists; the record itself is the first."""

NOT_IN_HASH = frozenset({"hash", "note", "note_salt"})
"""Members the hash does not cover: itself, and the note, which can be taken out and leaves its fingerprint."""

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode


def canonical_bytes(record: Record) -> bytes:
    """The record's canonical form: members in order of name, no spaces, UTF-8, no line feed.

    Raises:
        UnicodeEncodeError: when a string holds half of a surrogate pair.
    """
    return _encode(record).encode()


def record_hash(record: Record) -> str:
    """SHA-256, in hex, of the canonical form without `hash`, `note` and `note_salt`."""
    covered = {name: value for name, value in record.items() if name not in NOT_IN_HASH}
    return hashlib.sha256(canonical_bytes(covered)).hexdigest()


def note_fingerprint(note: str, salt: str) -> str:
    """SHA-256, in hex, of the salt's text followed by the note."""
    return hashlib.sha256((salt + note).encode()).hexdigest()


def line_of(record: Record) -> bytes:
    """The record as a line of the log, line feed included."""
    return canonical_bytes(record) + b"\n"
