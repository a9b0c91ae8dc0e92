"""Whether one line of the audit log is a record exactly as the program writes it (`integrity.md` A3).

Everything a line can show on its own is checked here; what ties lines together (`seq`, `prev`, `run`) is in
`log_reading`.
"""

from __future__ import annotations

import json
import re
from datetime import datetime

from cutover_tui.storage.canonical_json import (
    DEEPEST,
    FORMAT_VERSION,
    LARGEST_NUMBER,
    READ_LIMIT_BYTES,
    Record,
    canonical_bytes,
    note_fingerprint,
    record_hash,
)
from cutover_tui.storage.clean_text import forbidden_in, holds_only_allowed

_HEX64 = re.compile("[0-9a-f]{64}")
_TEXT_SHAPES = {
    "run": re.compile("[a-z0-9-]{1,40}"),
    "type": re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*"),
    "recorded_at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII),
    "recorded_local": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", re.ASCII),
    "session": re.compile("[0-9a-f]{4}"),
    "id": re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "prev": _HEX64,
    "hash": _HEX64,
}
"""Members every record has, with the shape of their text."""
_PLAIN_TEXTS = ("zone", "actor", "recorder", "auth", "device", "tool")
"""Members every record has whose text is free but never empty."""
_NUMBERS = ("v", "seq", "mono_us")
"""Members every record has that are whole numbers, zero or more."""
_OPTIONAL_SHAPES = {
    "occurred_at": _TEXT_SHAPES["recorded_at"],
    "about_sha256": re.compile("[0-9a-f]{16}"),
    "note_salt": re.compile("[0-9a-f]{32}"),
    "note_sha256": _HEX64,
}
_OPTIONAL_TEXTS = ("late_reason", "on_behalf_of", "about", "meaning", "note")
_TOP_ONLY = frozenset({"hash", "note_salt"})
"""Names kept for the record itself, so that `sed` can cut those two members out of a line."""
_WITH_LINES = frozenset({"note", "body"})
"""Members whose text may hold tabs and line feeds."""
_NAME = re.compile("[a-z][a-z0-9_]{0,31}")
_KNOWN = frozenset({*_TEXT_SHAPES, *_PLAIN_TEXTS, *_NUMBERS, *_OPTIONAL_SHAPES, *_OPTIONAL_TEXTS, "body", "corrects"})


class LineProblem(Exception):  # noqa: N818 (it says what is wrong with a line; it is no fault of the program)
    """A line is not a record as the program writes it; the message is the reason, as the end of a sentence."""


def check_line(line: bytes) -> Record:
    """The record a line holds, checked in every way a line can be checked on its own.

    Raises:
        LineProblem: when the line differs in any way from what the program writes.
    """
    if not line.endswith(b"\n"):
        raise LineProblem("the line does not end: it was cut short, or is still being written")
    if len(line) > READ_LIMIT_BYTES:
        raise LineProblem(f"the line is longer than {READ_LIMIT_BYTES:,} bytes")
    record = _parsed(line)
    _check_values(record)
    if canonical_bytes(record) + b"\n" != line:
        raise LineProblem("the line is not written the way this program writes one")
    _check_members(record)
    _check_times(record)
    _check_note(record)
    if record_hash(record) != record["hash"]:
        raise LineProblem("its contents were changed after it was written (the hash does not fit them)")
    return record


def _parsed(line: bytes) -> Record:
    """The JSON object on a line."""
    try:
        parsed = json.loads(line.decode())
    except UnicodeDecodeError:
        raise LineProblem("the line holds bytes that are not text (UTF-8)") from None
    except (ValueError, RecursionError):
        raise LineProblem("the line cannot be read as a record (JSON)") from None
    if not isinstance(parsed, dict):
        raise LineProblem("the line is not a record (a JSON object)")
    return parsed


def _check_values(record: Record) -> None:
    """Names, kinds of value and characters, in the record and everything in it."""
    for name, value in record.items():
        if name not in _KNOWN:
            _check_name(name)
        if type(value) is str:
            _check_text(name, value)
        else:
            _check_value(name, value, 1)


def _check_value(member: str, value: object, depth: int) -> None:
    """One value that stands `depth` levels down."""
    if isinstance(value, str):
        _check_text(member, value)
    elif isinstance(value, int):
        if abs(value) > LARGEST_NUMBER:
            raise LineProblem(f"‘{member}’ holds a number larger than {LARGEST_NUMBER:,}")
    elif not isinstance(value, dict | list):
        raise LineProblem(f"‘{member}’ holds something other than text, whole numbers, and yes or no")
    elif depth == DEEPEST:
        raise LineProblem(f"‘{member}’ is nested deeper than {DEEPEST} levels")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_name(name)
            if name in _TOP_ONLY:
                raise LineProblem(f"‘{name}’ stands inside ‘{member}’, where it cannot")
            _check_value(member, inner, depth + 1)
    else:
        for inner in value:
            _check_value(member, inner, depth + 1)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise LineProblem("a member's name has other characters than small letters, digits and underscores")


def _check_text(member: str, text: str) -> None:
    if not holds_only_allowed(text, lines=member in _WITH_LINES):
        found = ", ".join(forbidden_in(text)) or "a tab or a line end"
        raise LineProblem(f"‘{member}’ holds characters no entry may hold ({found})")


def _check_members(record: Record) -> None:
    """That every member is there that must be, and each is what it must be."""
    for name in _NUMBERS:
        value = record.get(name)
        if type(value) is not int or value < 0:
            raise LineProblem(f"‘{name}’ is missing, or is not a whole number from 0 up")
    if record["v"] != FORMAT_VERSION:
        raise LineProblem(
            f"it is in version {record['v']} of the format, which this version of the program cannot check"
        )
    for name, shape in _TEXT_SHAPES.items():
        value = record.get(name)
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise LineProblem(f"‘{name}’ is missing or does not have its shape")
    for name in _PLAIN_TEXTS:
        value = record.get(name)
        if not isinstance(value, str) or not value:
            raise LineProblem(f"‘{name}’ is missing or empty")
    _check_optional(record)


def _check_optional(record: Record) -> None:
    """The members a record may have."""
    for name, shape in _OPTIONAL_SHAPES.items():
        value = record.get(name, "")
        if name in record and not (isinstance(value, str) and shape.fullmatch(value)):
            raise LineProblem(f"‘{name}’ does not have its shape")
    for name in _OPTIONAL_TEXTS:
        if name in record and not (isinstance(record[name], str) and record[name]):
            raise LineProblem(f"‘{name}’ is empty, or is not text")
    corrects = record.get("corrects", 0)
    if type(corrects) is not int or corrects < 0:
        raise LineProblem("‘corrects’ is not the number of an entry")
    if "body" in record and not (isinstance(record["body"], dict) and record["body"]):
        raise LineProblem("‘body’ is empty, or is not a set of members")


def _check_times(record: Record) -> None:
    """That both ways of writing the moment of recording mean the same moment."""
    try:
        recorded = datetime.fromisoformat(str(record["recorded_at"]))
        local = datetime.fromisoformat(str(record["recorded_local"]))
        datetime.fromisoformat(str(record.get("occurred_at", "2000-01-01T00:00:00.000Z")))
    except ValueError:
        raise LineProblem("it holds a time that does not exist") from None
    if recorded != local:
        raise LineProblem("its two times (UTC and local) are not the same moment")


def _check_note(record: Record) -> None:
    """All three members of a note, fitting each other; or none; or the fingerprint of a note taken out."""
    present = [name for name in ("note", "note_salt", "note_sha256") if name in record]
    if present in ([], ["note_sha256"]):
        return
    if len(present) < 3:  # noqa: PLR2004 (the three members of a note)
        raise LineProblem("part of its note is missing")
    if note_fingerprint(str(record["note"]), str(record["note_salt"])) != record["note_sha256"]:
        raise LineProblem("its note was changed after it was written")
