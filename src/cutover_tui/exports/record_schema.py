"""`audit-log.schema.json`: the shape of one record, for programs (JSON Schema 2020-12).

It says what a record looks like, and for the types this version knows what stands in its body. It cannot say that a
record is unchanged: that is what the hashes are for. Types and members it does not know are allowed, as they are by
the verifier (`docs/audit-log.md`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cutover_tui.domain.events import EVENT_TYPES, nature_of
from cutover_tui.storage.canonical_json import FORMAT_VERSION, LARGEST_NUMBER
from cutover_tui.storage.event_json import body_members

if TYPE_CHECKING:
    from cutover_tui.domain.happening import Happening

Schema = dict[str, object]

_TEXT: Schema = {"type": "string", "minLength": 1}
_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"
_NAMES = {bool: "boolean", int: "integer", str: "string"}


def record_schema() -> bytes:
    """The whole file."""
    members = _members()
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One record of an audit log",
        "description": "Each line of audit-log.jsonl, and each item of audit-log.json, is one such record.",
        "type": "object",
        "required": [name for name in members if name not in _SOMETIMES],
        "properties": members,
        "propertyNames": {"pattern": "^[a-z][a-z0-9_]{0,31}$"},
        "dependentRequired": {"note": ["note_salt", "note_sha256"], "note_salt": ["note", "note_sha256"]},
        "allOf": [_type_schema(kind) for kind in sorted(EVENT_TYPES, key=lambda kind: kind.WIRE)],
    }
    return (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode()


_SOMETIMES = frozenset(
    {
        *("occurred_at", "late_reason", "on_behalf_of", "about", "about_sha256", "meaning", "body"),
        *("note", "note_salt", "note_sha256", "corrects"),
    }
)
"""Members a record has only when they say something."""


def _members() -> dict[str, Schema]:
    """Every member a record may have, as the format page has them."""
    return {
        "v": {"const": FORMAT_VERSION, "description": "version of the format"},
        "run": _shaped("^[a-z0-9-]{1,40}$", "the run, the same in every record"),
        "seq": _whole("number of the record, from 0 without gaps"),
        "id": _shaped("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", "names the record"),
        "type": _shaped(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", "what happened"),
        "recorded_at": _shaped(_MOMENT, "when it was recorded, UTC, by the computer's clock"),
        "recorded_local": _shaped(
            r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$", "the same instant on the practice's clock"
        ),
        "zone": _text("the practice's time zone"),
        "mono_us": _whole("microseconds since the program started"),
        "session": _shaped("^[0-9a-f]{4}$", "which start of the program"),
        "actor": _text("initials of the person who did it or decided, or PROGRAM"),
        "recorder": _text("initials of the person at the keyboard, or PROGRAM"),
        "auth": _text("what was asked for to vouch for the actor"),
        "device": _text("the seat it was recorded at"),
        "tool": _text("the program and its version"),
        "prev": _shaped("^[0-9a-f]{64}$", "hash of the record before, or of the plan"),
        "hash": _shaped("^[0-9a-f]{64}$", "hash of this record"),
        "occurred_at": _shaped(_MOMENT, "when it happened, if not when it was recorded"),
        "late_reason": _text("why it was recorded late"),
        "on_behalf_of": _text("initials of the person the actor acted for"),
        "about": _text("the task, gate or issue it is about"),
        "about_sha256": _shaped("^[0-9a-f]{16}$", "fingerprint of that task's words as shown"),
        "meaning": _text("what the initials stand for"),
        "body": {"type": "object", "minProperties": 1, "description": "facts that depend on the type"},
        "note": _text("free text, which can be taken out later"),
        "note_salt": _shaped("^[0-9a-f]{32}$", "random digits before the note in its fingerprint"),
        "note_sha256": _shaped("^[0-9a-f]{64}$", "fingerprint of the note"),
        "corrects": _whole("number of the record this one corrects"),
    }


def _text(words: str) -> Schema:
    return {**_TEXT, "description": words}


def _shaped(pattern: str, words: str) -> Schema:
    return {"type": "string", "pattern": pattern, "description": words}


def _whole(words: str) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER, "description": words}


def _type_schema(kind: type[Happening]) -> Schema:
    """What holds of the records of one type and version; a newer version of the type is not held to it."""
    members = body_members(kind)
    properties: dict[str, Schema] = {
        name: {"type": _NAMES[json_type]} for name, (json_type, _always) in members.items()
    }
    if kind.TEXTS:
        properties["texts"] = {"type": "string", "description": f"the texts in the note, of: {' '.join(kind.TEXTS)}"}
    always = [name for name, (_json_type, stands) in members.items() if stands]
    body: Schema = {"properties": properties}
    then: Schema = {"description": f"{_first_line(kind)} ({nature_of(kind)})", "properties": {"body": body}}
    if always:
        body["required"] = always
        then["required"] = ["body"]
    newer = {"required": ["body"], "properties": {"body": {"required": ["version"]}}}
    this_type: Schema = {"properties": {"type": {"const": kind.WIRE}}}
    return {"if": {"allOf": [this_type, {"not": newer}]} if kind.VERSION == 1 else this_type, "then": then}


def _first_line(kind: type[Happening]) -> str:
    """What the type means, from its own description: `A task was done`."""
    words = " ".join((kind.__doc__ or kind.WIRE).split("\n\n", maxsplit=1)[0].split())
    return words.removesuffix(".").removesuffix(": this happened")
