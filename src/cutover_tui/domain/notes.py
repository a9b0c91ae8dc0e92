"""Notes, and corrections of earlier entries. Nothing is erased: old words stay, struck through (`integrity.md` A7)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import FUTURE_ALLOWED, Act, require_person, require_words, sign
from cutover_tui.domain.correction_rules import Kind
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.field_names import FIELD_NAMES, WORK_FIELD_NAMES
from cutover_tui.domain.happening import DOUBLE_PRESS, NOT_RECORDED, Happening
from cutover_tui.domain.reentry import standing_of
from cutover_tui.domain.reentry_closing import kept_apart
from cutover_tui.domain.reentry_counts import ReentryHappening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.room_corrections import CORRECTABLE, fields_of, fitting_room, kind_of
from cutover_tui.domain.room_stays import staying
from cutover_tui.domain.service_counts import ServiceCounted, fitting_count
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.slips import SlipsIssued, fitting_slips
from cutover_tui.domain.tasks import Note, TaskCompleted, TaskState

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

WAS_LIMIT = 400
"""Characters of the old words that a correction repeats; the entry it corrects holds all of them."""


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Happening):
    """Somebody wrote something down, about a task or about the day: this happened."""

    WIRE: ClassVar[str] = "note.added"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("note",)
    MEANING: ClassVar[str] = "I noted this"

    task: str = ""
    """The ref it is about; empty for the run."""
    sheet: str = ""
    """The line of paper it was typed up from, such as `L-01 line 7`; empty where it came from no paper."""
    note: str


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Happening):
    """An earlier entry was wrong in one field: this happened."""

    WIRE: ClassVar[str] = "entry.corrected"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason", "was", "now")
    MEANING: ClassVar[str] = "I correct this entry"

    corrects: int
    """Number of the entry that was wrong."""
    task: str = ""
    field: str
    """One of `FIELD_NAMES`."""
    was: str
    """The old words on one line, at most `WAS_LIMIT` characters, so that a correction can be read alone."""
    now: str
    """The new words; empty strikes the old ones with none in their place."""
    reason: str


def add_note(state: RunState, act: Act, note: str, *, ref: str = "") -> NoteAdded:
    """Decide to write a note about a task, or about the run when `ref` is empty.

    Raises:
        Refused: There is no such task, the note is blank, or the same person has just written it.
    """
    if ref:
        state.task(ref)
    words = require_words(note, "There is nothing in the note yet. Write what happened or what was seen.")
    signature = sign(state, act, addendum=True)
    for earlier in state.standing(ref).notes[-1:]:
        if (earlier.text, earlier.by) == (words, act.by) and abs(signature["at"] - earlier.at) < DOUBLE_PRESS:
            msg = f"This note is already in the log, as entry {earlier.seq}."
            raise Refused(msg)
    return NoteAdded(**signature, task=ref, sheet=act.sheet, note=words)


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
        happened = _instant(new)
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


def _instant(words: str) -> datetime | None:
    """An RFC 3339 instant, UTC; None when it is not one."""
    try:
        happened = datetime.fromisoformat(words)
    except ValueError:
        return None
    return happened.astimezone(UTC) if happened.tzinfo is not None else None


def _on_one_line(words: str) -> str:
    line = " / ".join(words.split("\n"))
    return line if len(line) <= WAS_LIMIT else f"{line[: WAS_LIMIT - 1]}…"


def evolve_note(standing: TaskState, event: NoteAdded | TaskCompleted, seq: int) -> TaskState:
    """A task with one more note."""
    note = Note(seq=seq, by=event.by, at=event.at, text=event.note)
    return replace(standing, notes=(*standing.notes, note))


def evolve_corrected(standing: TaskState, event: EntryCorrected) -> TaskState:
    """A task after a correction: its latest entry, the checks of it and its notes follow, history does not.

    Words that do not fit their field, such as a time that was removed, change nothing.
    """
    if event.field == "note":
        notes = tuple(
            replace(note, text=event.now or note.text, struck=not event.now) if note.seq == event.corrects else note
            for note in standing.notes
        )
        return replace(standing, notes=notes)
    if event.field == ("checked_by" if event.corrects == standing.seq else "by"):
        checks = tuple((seq, event.now if seq == event.corrects else by) for seq, by in standing.checks)
        return replace(standing, checks=checks, checked_by=checks[-1][1] if checks else "")
    if event.corrects != standing.seq:
        return standing
    match event.field:
        case "observed":
            return replace(standing, observed=event.now)
        case "by":
            return replace(standing, by=event.now)
        case "at":
            return replace(standing, happened_at=_instant(event.now) or standing.happened_at)
        case "complications":
            return replace(standing, complications=event.now)
        case "reason":
            return replace(standing, reason=event.now)
        case _:
            return standing
