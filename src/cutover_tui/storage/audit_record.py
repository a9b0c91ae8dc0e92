"""One line of the audit log: what goes into it and how it is made. Pure: no clock, no disk.

The format is version 1 of `docs/audit-log.md` (`integrity.md` A2). `canonical_json` says how a record becomes bytes,
`record_check` reads a line back, `paper_seal` turns a tail into digits; all of them are reached from here.
"""

from __future__ import annotations

import hashlib
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.canonical_json import (
    FORMAT_VERSION,
    Record,
    canonical_bytes,
    line_of,
    note_fingerprint,
    record_hash,
)
from cutover_tui.storage.clean_text import NOTE_LIMIT, TextTooLong, UncleanText, forbidden_in, is_clean
from cutover_tui.storage.paper_seal import NotASeal, compare_seal, seal_of
from cutover_tui.storage.record_check import LineProblem, check_line

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "PROGRAM",
    "LineProblem",
    "NotASeal",
    "Payload",
    "Record",
    "Seat",
    "Stamp",
    "Tail",
    "canonical_bytes",
    "check_line",
    "compare_seal",
    "empty_tail",
    "line_of",
    "make_record",
    "record_hash",
    "seal_of",
    "utc_text",
    "uuid_text",
]

PROGRAM = "PROGRAM"
"""Actor and recorder of what the program records on its own, such as a recovery. Its `auth` says nothing."""

_WITH_LINES = frozenset({"note", "body"})


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What somebody wants recorded. Empty members are left out of the record."""

    type: str
    """The wire name of what happened, such as `task.completed`."""
    actor: str
    """Initials of who did it or decided, or `PROGRAM`."""
    recorder: str
    """Initials of who is at the keyboard, or `PROGRAM`."""
    auth: str = "initials"
    """What was really asked for to vouch for the actor: `initials`, `pin` or `two-person`."""
    about: str = ""
    """The task, gate or issue it is about."""
    about_sha256: str = ""
    """First 16 hex digits of the SHA-256 of the words as shown."""
    meaning: str = ""
    """What the initials stand for, such as `I saw this done`."""
    body: Mapping[str, str | int | bool] = field(default_factory=dict)
    """Facts that depend on the type. Never free text, which belongs in the note."""
    note: str = ""
    """Free text, at most 4,000 characters; it can be taken out of the record later."""
    corrects: int | None = None
    """Number of the entry this one strikes through or corrects."""
    occurred_at: datetime | None = None
    """When it happened, aware, if not when it was recorded."""
    late_reason: str = ""
    """Why it was recorded late."""
    on_behalf_of: str = ""
    """Initials of the person for whom the actor acted."""


@dataclass(frozen=True)
class Stamp:
    """When something is recorded, by the caller's clocks."""

    now: datetime
    """The wall clock, aware, UTC."""
    mono_us: int
    """Microseconds since the program started, by a clock nobody can set."""
    session: str
    """Four hex digits, random for each start of the program."""


@dataclass(frozen=True)
class Seat:
    """Where something is recorded: the same for every record of one window."""

    run: str
    """The run's slug, such as `a81001-20261025-live-1`: 1 to 40 small letters, digits and dashes."""
    device: str
    """The seat, such as `s1`."""
    zone: str
    """The practice's time zone, such as `Europe/London`."""
    tool: str
    """The program and its version, such as `cutover-tui 0.1.0`."""


@dataclass(frozen=True)
class Tail:
    """The end of a log: how many records it has, and the hash that ties the next one to them."""

    count: int
    """Records in the log; the next one's `seq`."""
    hash: str
    """The last record's hash; for an empty log, the SHA-256 of the plan's bytes."""


def empty_tail(plan_bytes: bytes) -> Tail:
    """The tail of a log without records: what ties record 0 to the plan."""
    return Tail(0, hashlib.sha256(plan_bytes).hexdigest())


def make_record(payload: Payload, *, seat: Seat, stamp: Stamp, tail: Tail, record_id: str, note_salt: str) -> Record:
    """The record of `payload` as the next one after `tail`, with its hash.

    Args:
        payload: What happened.
        seat: Where it is recorded.
        stamp: When it is recorded.
        tail: The end of the log it follows.
        record_id: A UUID of version 4, as text.
        note_salt: 32 random hex digits; used only when there is a note.

    Raises:
        TextTooLong: when the note is longer than 4,000 characters.
        UncleanText: when a text was not cleaned on its way in.
    """
    zone, local = _in_zone(stamp.now, seat.zone)
    record: Record = {
        "v": FORMAT_VERSION,
        "run": seat.run,
        "seq": tail.count,
        "id": record_id,
        "type": payload.type,
        "recorded_at": utc_text(stamp.now),
        "recorded_local": local.isoformat(timespec="milliseconds"),
        "zone": zone,
        "mono_us": stamp.mono_us,
        "session": stamp.session,
        "actor": payload.actor,
        "recorder": payload.recorder,
        "auth": payload.auth,
        "device": seat.device,
        "tool": seat.tool,
        "prev": tail.hash,
    }
    record |= _optional_members(payload, note_salt)
    for member, value in record.items():
        _refuse_unclean(member, value)
    record["hash"] = record_hash(record)
    return record


def utc_text(instant: datetime) -> str:
    """An aware instant as the log writes it: UTC, to the millisecond, such as `2026-10-25T00:30:05.123Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def uuid_text(random: bytes) -> str:
    """A UUID of version 4 from 16 random bytes; the standard module takes longer to load than all of this one."""
    number = bytearray(random)
    number[6] = number[6] & 0x0F | 0x40
    number[8] = number[8] & 0x3F | 0x80
    digits = number.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _in_zone(now: datetime, zone: str) -> tuple[str, datetime]:
    """The zone's name and the instant in it; UTC for both where the computer does not know the zone."""
    try:
        return zone, now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC", now.astimezone(UTC)


def _optional_members(payload: Payload, note_salt: str) -> Record:
    """The members that are there only when they say something."""
    members: Record = {
        "about": payload.about,
        "about_sha256": payload.about_sha256,
        "meaning": payload.meaning,
        "body": dict(payload.body),
        "late_reason": payload.late_reason,
        "on_behalf_of": payload.on_behalf_of,
        "occurred_at": utc_text(payload.occurred_at) if payload.occurred_at else "",
    }
    if payload.note:
        if len(payload.note) > NOTE_LIMIT:
            raise TextTooLong(len(payload.note), NOTE_LIMIT)
        _refuse_unclean("note", payload.note)
        members |= {
            "note": payload.note,
            "note_salt": note_salt,
            "note_sha256": note_fingerprint(payload.note, note_salt),
        }
    if payload.corrects is not None:
        members["corrects"] = payload.corrects
    return {name: value for name, value in members.items() if value not in ("", {})}


def _refuse_unclean(member: str, value: object) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_unclean(member, inner)
    elif isinstance(value, str) and not is_clean(value, lines=member in _WITH_LINES):
        found = ", ".join(forbidden_in(value)) or "a tab, a line end, or a letter with too many marks"
        raise UncleanText(
            f"The entry was not recorded: its ‘{member}’ holds characters the audit log does not take ({found}). "
            f"Type it again without them."
        )
