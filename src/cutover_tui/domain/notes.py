"""Notes, and corrections of earlier entries. Nothing is erased: old words stay, struck through (`integrity.md` A7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.happening import NOT_RECORDED, Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import Note, TaskCompleted, TaskState

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState

FIELD_NAMES = {
    "observed": "what was seen",
    "by": "who did it",
    "checked_by": "who checked it",
    "at": "when it happened",
    "reason": "the reason",
    "complications": "the complications",
    "note": "the note",
}
"""Fields of an entry that can be corrected, and what people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Happening):
    """Somebody wrote something down, about a task or about the day: this happened."""

    WIRE: ClassVar[str] = "note.added"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("note",)
    MEANING: ClassVar[str] = "I noted this"

    task: str = ""
    """The ref it is about; empty for the run."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected(Happening):
    """An earlier entry was wrong in one field: this happened."""

    WIRE: ClassVar[str] = "entry.corrected"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason", "now", "was")
    MEANING: ClassVar[str] = "I correct this entry"

    corrects: int
    """Number of the entry that was wrong."""
    task: str = ""
    field: str
    """One of `FIELD_NAMES`."""
    was: str
    """The old words, so that a reader of the correction needs nothing else."""
    now: str
    """The new words; empty strikes the old ones with none in their place."""
    reason: str


def add_note(state: RunState, act: Act, note: str, *, ref: str = "") -> NoteAdded:
    """Decide to write a note about a task, or about the run when `ref` is empty."""
    if ref:
        state.task(ref)
    words = require_words(note, "There is nothing in the note yet. Write what happened or what was seen.")
    return NoteAdded(**sign(state, act), task=ref, note=words)


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
        Refused: The entry has no such field, nothing changes, a person or time is not right, or no reason is given.
    """
    fields = correctable(entry)
    if field not in fields:
        known = ", ".join(FIELD_NAMES[name] for name in fields) or "nothing that can be corrected"
        msg = f"Entry {entry.seq} has nothing of that kind to correct. It has: {known}."
        raise Refused(msg)
    was = state.corrected_value(entry.seq, field, fields[field])
    new = now.strip()
    if new == was:
        msg = f"The new words are the same as those of entry {entry.seq}: ‘{was}’."
        raise Refused(msg)
    _require_fitting(state, act, entry, field, new)
    words = require_words(reason, f"Say why entry {entry.seq} changes. Both versions stay in the log.")
    ref = getattr(entry.event, "task", "")
    return EntryCorrected(**sign(state, act), corrects=entry.seq, task=ref, field=field, was=was, now=new, reason=words)


def correctable(entry: Entry) -> dict[str, str]:
    """The fields of an entry that can be corrected, with the words they hold now."""
    event = entry.event
    found: dict[str, str] = {}
    if isinstance(event, EntryCorrected) or not hasattr(event, "task"):
        return found
    for name in FIELD_NAMES:
        value = getattr(event, name, "")
        if isinstance(value, datetime):
            found[name] = value.isoformat(timespec="seconds")
        elif isinstance(value, str) and value:
            found[name] = value
    return found


def _require_fitting(state: RunState, act: Act, entry: Entry, field: str, new: str) -> None:
    if field in {"by", "checked_by"}:
        require_person(state, new)
        other = getattr(entry.event, "checked_by" if field == "by" else "by", "")
        if new == other:
            msg = f"{new} is already the other person of entry {entry.seq}. It takes two different people."
            raise Refused(msg)
    elif field == "at":
        try:
            happened = datetime.fromisoformat(new)
        except ValueError:
            happened = None
        if happened is None or happened.tzinfo is None or happened > act.now:
            msg = f"‘{new}’ is not a time that has passed. Give the date and time it happened."
            raise Refused(msg)
    elif field != "note" and not new:
        msg = f"Give the right words for {FIELD_NAMES[field]}, or {NOT_RECORDED} if nobody knows."
        raise Refused(msg)


def evolve_note(standing: TaskState, event: NoteAdded | TaskCompleted, seq: int) -> TaskState:
    """A task with one more note."""
    note = Note(seq=seq, by=event.by, at=event.at, text=event.note)
    return replace(standing, notes=(*standing.notes, note))


def evolve_corrected(standing: TaskState, event: EntryCorrected) -> TaskState:
    """A task after a correction: the fields of its latest entry and its notes follow, history does not."""
    if event.field == "note":
        notes = tuple(
            replace(note, text=event.now or note.text, struck=not event.now) if note.seq == event.corrects else note
            for note in standing.notes
        )
        return replace(standing, notes=notes)
    if standing.seq != event.corrects:
        return standing
    match event.field:
        case "observed":
            return replace(standing, observed=event.now)
        case "by":
            return replace(standing, by=event.now)
        case "checked_by":
            return replace(standing, checked_by=event.now)
        case "at":
            return replace(standing, happened_at=datetime.fromisoformat(event.now))
        case "complications":
            return replace(standing, complications=event.now)
        case _:
            return replace(standing, reason=event.now)
