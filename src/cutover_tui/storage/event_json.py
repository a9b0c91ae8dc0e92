"""Events to log payloads and back, by wire name and version.

Free text people typed travels in the record's detachable note, several fields joined by line ends and named in the
body's `texts`, so that all of it can be redacted later (`integrity.md` A7). Everything else is in the flat body.
"""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import EVENT_TYPES, Entry, Event, Unknown
from cutover_tui.domain.happening import Happening
from cutover_tui.storage.audit_record import Payload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cutover_tui.domain.plan import Task

Body = dict[str, str | int | bool]
REMOVED = "(removed)"
"""Shown in place of free text that two people removed."""

_COMMON = {item.name for item in dataclasses.fields(Happening)}
_BY_WIRE = {kind.WIRE: kind for kind in EVENT_TYPES}

_HELD: Mapping[str, type] = {
    "str": str,
    "int": int,
    "bool": bool,
    "datetime": datetime,
    "tuple[str, ...]": tuple[str, ...],
}
"""What a field of an event can hold, by how its class writes it; to evaluate that for every kind of event would take
longer than to read three hundred records."""

UPCASTS: Mapping[tuple[str, int], Callable[[Body], Body]] = {}
"""Wire name and old version to the step that brings a body forward by one version."""


@dataclass(frozen=True)
class _Shape:
    """How one event type's own fields are written."""

    plain: tuple[tuple[str, type], ...]
    texts: tuple[str, ...]


def _shape_of(kind: type[Happening]) -> _Shape:
    elsewhere = {*_COMMON, *kind.TEXTS, kind.ABOUT, "corrects"}
    own = [item for item in dataclasses.fields(kind) if item.name not in elsewhere]
    return _Shape(tuple((item.name, _HELD[str(item.type)]) for item in own), kind.TEXTS)


_SHAPES: dict[type[Happening], _Shape] = {}


def _shape(kind: type[Happening]) -> _Shape:
    shape = _SHAPES.get(kind)
    if shape is None:
        shape = _SHAPES[kind] = _shape_of(kind)
    return shape


def body_members(kind: type[Happening]) -> dict[str, tuple[type, bool]]:
    """The members of an event type's body: each with the type it has in JSON, and whether it always stands there."""
    always = {item.name for item in dataclasses.fields(kind) if item.default is dataclasses.MISSING}
    return {
        name: (hint if hint in {int, bool} else str, name in always and hint in {int, bool, datetime})
        for name, hint in _shape(kind).plain
    }


def words_digest(task: Task) -> str:
    """The first 16 hex digits of the SHA-256 of a task's words as shown: title, then its steps, one a line."""
    return hashlib.sha256("\n".join((task.title, *task.do)).encode()).hexdigest()[:16]


def event_to_payload(event: Event, *, now: datetime, task: Task | None = None) -> Payload:
    """The payload that records an event.

    Args:
        event: What happened.
        now: The instant of recording; `occurred_at` is left out when the event happened then.
        task: The task it is about, for the fingerprint of its words.
    """
    kind = type(event)
    shape = _shape(kind)
    texts = [(name, getattr(event, name)) for name in shape.texts if getattr(event, name)]
    body: Body = {}
    for name, _hint in shape.plain:
        value = _to_json(getattr(event, name))
        if value not in ("", None):
            body[name] = value
    if kind.VERSION > 1:
        body["version"] = kind.VERSION
    if texts:
        body["texts"] = " ".join(name for name, _text in texts)
    return Payload(
        type=kind.WIRE,
        actor=event.by,
        recorder=event.recorder,
        auth=event.auth,
        about=getattr(event, kind.ABOUT) if kind.ABOUT else "",
        about_sha256=words_digest(task) if task is not None else "",
        meaning=kind.MEANING,
        body=body,
        note=_joined([text for _name, text in texts]),
        corrects=getattr(event, "corrects", None),
        occurred_at=event.at if event.at != now else None,
        late_reason=event.late_reason,
        on_behalf_of=event.on_behalf_of,
    )


def record_to_entry(record: Mapping[str, object]) -> Entry:
    """The entry a verified record stands for; events of unknown type or newer version come back as `Unknown`."""
    recorded_at = _instant(str(record["recorded_at"]))
    redacted = "note_sha256" in record and "note" not in record
    return Entry(
        seq=_whole(record["seq"]),
        id=str(record.get("id", "")),
        recorded_at=recorded_at,
        device=str(record.get("device", "")),
        session=str(record.get("session", "")),
        prev=str(record["prev"]),
        event=_event_of(record, recorded_at, redacted=redacted),
        redacted=redacted,
    )


def _event_of(record: Mapping[str, object], recorded_at: datetime, *, redacted: bool) -> Event:
    wire = str(record["type"])
    raw = record.get("body", {})
    body: Body = dict(raw) if isinstance(raw, dict) else {}
    common = _common_fields(record, recorded_at)
    kind = _BY_WIRE.get(wire)
    version = body.pop("version", 1)
    if kind is None or not isinstance(version, int) or not 1 <= version <= kind.VERSION:
        words = "; ".join(f"{name}: {value}" for name, value in body.items())
        note = str(record.get("note", ""))
        about = str(record.get("about", ""))
        words = "; ".join(part for part in (words, note) if part)
        return Unknown(**common, type=wire, about=about, words=words)  # type: ignore[arg-type]  # read off the record
    for step in range(version, kind.VERSION):
        body = UPCASTS[wire, step](body)
    fields: dict[str, object] = {name: body[name] for name, _hint in _shape(kind).plain if name in body}
    fields |= _texts(str(body.get("texts", "")), str(record.get("note", "")), redacted=redacted)
    if kind.ABOUT:
        fields[kind.ABOUT] = str(record.get("about", ""))
    if "corrects" in record:
        fields["corrects"] = _whole(record["corrects"])
    return _make(kind, {**common, **_blanks(kind), **fields}, wire, common)


def _make(kind: type[Happening], fields: dict[str, object], wire: str, common: dict[str, object]) -> Event:
    """The event, or `Unknown` when the record lacks something this version needs, or holds something else there."""
    try:
        fields |= {name: _from_json(hint, fields[name]) for name, hint in _shape(kind).plain if name in fields}
        return kind(**fields)  # type: ignore[arg-type, return-value]  # the shape was read off the class
    except (TypeError, ValueError):
        return Unknown(**common, type=wire, words="this record lacks something this version needs")  # type: ignore[arg-type]


def _blanks(kind: type[Happening]) -> dict[str, object]:
    """Empty text for text fields without a default, which are left out of the record when empty."""
    hints = dict(_shape(kind).plain)
    return {
        item.name: ""
        for item in dataclasses.fields(kind)
        if item.default is dataclasses.MISSING and (item.name in kind.TEXTS or hints.get(item.name) is str)
    }


def _common_fields(record: Mapping[str, object], recorded_at: datetime) -> dict[str, object]:
    occurred = record.get("occurred_at")
    return {
        "by": str(record["actor"]),
        "recorder": str(record["recorder"]),
        "at": _instant(str(occurred)) if occurred is not None else recorded_at,
        "auth": str(record.get("auth", "initials")),
        "late_reason": str(record.get("late_reason", "")),
        "on_behalf_of": str(record.get("on_behalf_of", "")),
    }


def _joined(texts: list[str]) -> str:
    """The texts one below the other: all but the last on one line, so that they can be told apart again."""
    return "\n".join([*(" / ".join(text.split("\n")) for text in texts[:-1]), *texts[-1:]])


def _texts(names: str, note: str, *, redacted: bool) -> dict[str, str]:
    fields = names.split()
    if redacted:
        return dict.fromkeys(fields, REMOVED)
    return dict(zip(fields, note.split("\n", len(fields) - 1), strict=False)) if fields else {}


def _to_json(value: object) -> str | int | bool:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value
    msg = f"an event field cannot hold {type(value).__name__}"
    raise TypeError(msg)


def _from_json(hint: type, value: object) -> object:
    if hint is datetime:
        return _instant(str(value))
    if hint == tuple[str, ...]:
        return tuple(part for part in str(value).split("; ") if part)
    if not isinstance(value, hint) or isinstance(value, bool) is not (hint is bool):
        raise TypeError(value)
    return value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))
