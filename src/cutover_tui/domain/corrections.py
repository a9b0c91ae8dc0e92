"""Corrections of earlier entries: which fields of which entry, and the right words for each (`integrity.md` A7)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import FUTURE_ALLOWED, Act, require_person, require_words, sign
from cutover_tui.domain.correction_rules import Kind, instant_of
from cutover_tui.domain.field_names import FIELD_NAMES, WORK_FIELD_NAMES
from cutover_tui.domain.happening import NOT_RECORDED, Happening
from cutover_tui.domain.notes import WAS_LIMIT, EntryCorrected
from cutover_tui.domain.reentry import standing_of
from cutover_tui.domain.reentry_closing import kept_apart
from cutover_tui.domain.reentry_counts import ReentryHappening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.room_corrections import CORRECTABLE, fields_of, fitting_room, kind_of
from cutover_tui.domain.room_stays import staying
from cutover_tui.domain.service_counts import ServiceCounted, fitting_count
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.slips import SlipsIssued, fitting_slips

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState

_OWN_FIELDS: dict[type[Happening], tuple[str, ...]] = {
    SlipsIssued: ("slips", "to", "by"),
    ServiceCounted: ("count", "what", "by"),
}
"""Events of which other fields than usual can be corrected, and which. Slips that were miscounted are counted again."""

_USUAL_FIELDS = tuple(name for name in WORK_FIELD_NAMES if name not in {"slips", "to", "what", "count"})

STRUCK_WHEN_EMPTY = frozenset({"note", "slips", "count"})
"""Fields whose old words are struck out by empty ones: what the entry said then counts for nothing."""


def correct_entry(state: RunState, act: Act, entry: Entry, *, field: str, now: str, reason: str) -> EntryCorrected:
    """Decide to correct one field of an earlier entry.

    Args:
        state: The run as it stands.
        act: Who corrects, and when.
        entry: The entry that was wrong.
        field: One of `FIELD_NAMES` that the entry has.
        now: The right words; for `at` an RFC 3339 instant, for people their initials.
        reason: Why it was wrong.

    Raises:
        Refused: The entry has no such field, it stays as it was recorded, nothing changes, a person or time is not
            right, or no reason is given.
    """
    stays = staying(state, entry.event, entry.seq)
    if field in stays:
        raise Refused(stays[field])
    fields = correctable(entry)
    if field not in fields:
        known = ", ".join(FIELD_NAMES[name] for name in fields) or "nothing that can be corrected"
        msg = f"Entry {entry.seq} has nothing of that kind to correct. It has: {known}."
        raise Refused(msg)
    was = state.corrected_value(entry.seq, field, fields[field])
    new = _fitting(state, act, entry, field, now.strip())
    if new == was:
        msg = f"The new words are the same as those of entry {entry.seq}: ‘{was}’."
        raise Refused(msg)
    words = require_words(reason, f"Say why entry {entry.seq} changes. Both versions stay in the log.")
    ref = getattr(entry.event, "task", "")
    return EntryCorrected(
        **sign(state, act), corrects=entry.seq, task=ref, field=field, was=_on_one_line(was), now=new, reason=words
    )


def correctable(entry: Entry) -> dict[str, str]:
    """The fields of an entry that can be corrected, with the words they hold now."""
    event = entry.event
    if type(event) in CORRECTABLE:
        return fields_of(event)
    found: dict[str, str] = {}
    own = _OWN_FIELDS.get(type(event))
    if own is not None:
        return {name: str(getattr(event, name)) for name in own}
    if isinstance(event, EntryCorrected) or not (
        hasattr(event, "task") or isinstance(event, ReentryHappening | ServiceMoved)
    ):
        return found
    for name in _USUAL_FIELDS:
        value = getattr(event, name, "")
        if isinstance(value, datetime):
            found[name] = value.isoformat(timespec="seconds")
        elif isinstance(value, str) and value:
            found[name] = value
    return found


def has_lines(entry: Entry, field: str) -> bool:
    """Tell whether a field of an entry may hold several lines."""
    if type(entry.event) in CORRECTABLE:
        return field in correctable(entry) and kind_of(entry.event, field) is Kind.LINES
    return field == "note"


def _fitting(state: RunState, act: Act, entry: Entry, field: str, new: str) -> str:
    """The new words in the form that is stored, refused when they do not fit the field."""
    if type(entry.event) in CORRECTABLE:
        return fitting_room(state, act, entry, field, new)
    if field in {"by", "checked_by"}:
        require_person(state, new)
        if new in _other_people(state, entry, field):
            msg = f"{new} is already the other person of entry {entry.seq}. It takes two different people."
            raise Refused(msg)
    elif field == "at":
        happened = instant_of(new)
        if happened is None or happened - act.now > FUTURE_ALLOWED:
            msg = f"‘{new}’ is not a time that has passed. Give the date and time it happened."
            raise Refused(msg)
        return happened.isoformat(timespec="seconds")
    elif field == "slips":
        return fitting_slips(state.slips, entry.seq, new)
    elif field in {"what", "count"}:
        return fitting_count(field, new)
    elif field not in STRUCK_WHEN_EMPTY and not new:
        msg = f"Give the right words for {FIELD_NAMES[field]}, or {NOT_RECORDED} if nobody knows."
        raise Refused(msg)
    return new


def _other_people(state: RunState, entry: Entry, field: str) -> set[str]:
    """Initials of those who did or checked the same piece of work, but for the place that is being corrected."""
    event = entry.event
    if isinstance(event, ReentryHappening):
        return kept_apart(standing_of(state, event.category), event, field)
    standing = state.standing(getattr(event, "task", ""))
    checkers = {by for seq, by in standing.checks if seq != entry.seq or field == "by"}
    if entry.seq == standing.seq:
        return checkers if field == "by" else checkers | {standing.by}
    if any(seq == entry.seq for seq, _by in standing.checks):
        return {standing.by} | {by for seq, by in standing.checks if seq != entry.seq}
    other = "checked_by" if field == "by" else "by"
    return {state.corrected_value(entry.seq, other, getattr(event, other, ""))}


def _on_one_line(words: str) -> str:
    line = " / ".join(words.split("\n"))
    return line if len(line) <= WAS_LIMIT else f"{line[: WAS_LIMIT - 1]}…"
