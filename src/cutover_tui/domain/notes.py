"""Notes, and that an entry was corrected. Nothing is erased: old words stay, struck through (`integrity.md` A7).

What a correction may say is in `corrections`, which is loaded when somebody first makes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.correction_rules import instant_of
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import DOUBLE_PRESS, Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import Note, TaskCompleted, TaskState

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

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
            return replace(standing, happened_at=instant_of(event.now) or standing.happened_at)
        case "complications":
            return replace(standing, complications=event.now)
        case "reason":
            return replace(standing, reason=event.now)
        case _:
            return standing
