"""Correcting an earlier entry: which one, what in it, and the right words. Both versions stay in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.notes import FIELD_NAMES, STRUCK_WHEN_EMPTY
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import date_time_words
from cutover_tui.runner.story import HELD_BACK, short_line
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import Field, LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.note_field import NoteField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.story import Line

_LINES = frozenset(FIELD_NAMES) - {"note", "by", "checked_by", "at"}
"""The fields that hold one line of text."""


@dataclass(frozen=True)
class Correctable:
    """An entry that can be corrected."""

    line: Line
    """The entry as the story tells it."""
    values: Mapping[str, str]
    """Field (one of `FIELD_NAMES`) to what it says now; a time as RFC 3339."""


@dataclass(frozen=True, kw_only=True)
class CorrectAnswer:
    """What is wrong in which entry, and what is right."""

    seq: int
    """Number of the entry."""
    field: str
    """One of `FIELD_NAMES`."""
    now: str
    """The right words; a time as RFC 3339 in UTC, a person by initials; empty strikes out."""
    reason: str
    by: str


class CorrectDialog(Question[CorrectAnswer]):
    """Asks which entry is wrong, in what, and what is right.

    Args:
        state: The run, for its roster and zone.
        entries: The entries to choose from, newest first.
        now: The caller's clock, aware, UTC.
        ref: The task they are about.
        words: The task's title.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        entries: Sequence[Correctable],
        *,
        now: Callable[[], datetime],
        ref: str = "",
        words: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CorrectAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Correct an entry", lead=ref, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.zone = state.plan.calendar.zone
        self.entries = tuple(entries)
        self.chosen: Correctable | None = None
        """The entry that is wrong; None while the list is shown."""
        self.which = PickField([_row(entry, self.zone, f"{ref} {words}: ") for entry in self.entries], id="which")
        self.what = ChoiceField("What is wrong", "", (), id="what")
        self.old = OldWords()
        self.new_text = LineField("New", rule=self._require_change, id="new-text", stops=True)
        self.new_note = NoteField(label="New", id="new-note")
        self.new_note.rule = self._require_change
        self.new_note.stops = True
        self.new_person = InitialsField(
            "New", state, question="Give the right initials.", rule=self._require_change, id="new-person"
        )
        self.new_time = WhenFields(
            now, self.zone, label="New", value="", question="Give the time it happened.", asks_why_late=False
        )
        self.why = LineField("Why it changes", id="reason")
        self.initials = InitialsField(
            "Initials", state, question="Give the initials of who corrects it.", id="initials"
        )

    def compose_fields(self) -> ComposeResult:
        """The entries, what can be wrong, old and new, and why."""
        yield self.which
        yield self.what
        yield self.old
        yield self.new_text
        yield self.new_note
        yield self.new_person
        yield from self.new_time.widgets()
        yield self.why
        yield self.initials

    def show_asked(self) -> None:
        """Show the list, or the fields for what is wrong in the chosen entry."""
        listed, wrong = self.chosen is None, self.wrong
        self.which.display = listed
        self.what.display = not listed
        self.old.display = bool(wrong)
        self.new_text.display = wrong in _LINES
        self.new_note.display = wrong == "note"
        self.new_person.display = wrong in {"by", "checked_by"}
        self.new_time.show_asked(shown=wrong == "at")
        self.why.display = self.initials.display = bool(wrong)

    @property
    def wrong(self) -> str:
        """The field that is wrong, empty before it is chosen."""
        if self.chosen is None or self.what.chosen < 0:
            return ""
        return tuple(self.chosen.values)[self.what.chosen]

    def key_words(self) -> str:
        """The last line, which says other things at the list."""
        return "A number or Enter chooses · Esc goes back" if self.chosen is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked entry, or go on in its fields."""
        if self.chosen is not None:
            super().go_on()
            return
        self.chosen = self.entries[self.which.marked]
        line = self.what.choice_line
        line.choices = tuple(FIELD_NAMES[name] for name in self.chosen.values)
        line.choose(0 if len(line.choices) == 1 else -1)
        line.refresh(layout=True)
        self.say_heading(f"Correct entry {self.chosen.line.seq}")
        self.why.question = f"Say why entry {self.chosen.line.seq} changes. Both versions stay in the log."
        self._show_old()
        self.say_keys()
        self.start()

    def answer(self) -> CorrectAnswer:
        """The answer as it stands."""
        wrong = self.wrong
        if wrong == "at":
            at = self.new_time.at or self.new_time.when.now()
            new = at.astimezone(UTC).isoformat(timespec="seconds")
        elif wrong in {"by", "checked_by"}:
            new = self.new_person.initials
        else:
            new = self.new_note.value if wrong == "note" else self.new_text.value
        return CorrectAnswer(
            seq=self.chosen.line.seq if self.chosen is not None else -1,
            field=wrong,
            now=new,
            reason=self.why.value,
            by=self.initials.initials,
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.chosen is None:
            self.go_on()

    @on(Field.Changed)
    def _on_what_changed(self, event: Field.Changed) -> None:
        if event.field is self.what:
            self._show_old()

    def _require_change(self, new: str) -> None:
        """Refuse words that are the old ones."""
        if self.chosen is not None and self.wrong and new == self.chosen.values[self.wrong]:
            msg = f"The new words are the same as those of entry {self.chosen.line.seq}: ‘{new}’."
            raise Refused(msg)

    def _show_old(self) -> None:
        """Show what the wrong field says now, and start the new words with it where they are words."""
        self.show_asked()
        if self.chosen is None or not self.wrong:
            return
        value = self.chosen.values[self.wrong]
        held = self.wrong == "observed" and HELD_BACK in self.chosen.line.words
        self.old.show(HELD_BACK if held else self._shown(value))
        name = FIELD_NAMES[self.wrong]
        may_be_blank = self.wrong in STRUCK_WHEN_EMPTY
        self.new_text.question = (
            "" if may_be_blank else f"Give the right words for {name}, or {NOT_RECORDED} if nobody knows."
        )
        self.new_text.input.placeholder = "nothing: the entry is struck out" if may_be_blank else ""
        if self.new_text.display and not held:
            self.new_text.fill(value)
        if self.new_note.display:
            self.new_note.fill(value)

    def _shown(self, value: str) -> str:
        if self.wrong != "at":
            return value
        try:
            return date_time_words(datetime.fromisoformat(value), self.zone)
        except ValueError:
            return value


class OldWords(Horizontal):
    """What the wrong field says now, struck through."""

    DEFAULT_CSS = """
    OldWords { height: auto; width: 1fr; }
    OldWords > #old-label { width: 19; color: $muted; }
    OldWords > #old-words { text-style: strike; color: $muted; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.line = Words(id="old-words", most=3)

    def compose(self) -> ComposeResult:
        """Label and words."""
        yield Words("Old", id="old-label")
        yield self.line

    def show(self, words: str) -> None:
        """Show what it says."""
        self.line.say(words)


def _row(entry: Correctable, zone: str, about: str) -> PickRow:
    """One entry; what the line above says already is left out, so that what tells two entries apart has room."""
    line = replace(entry.line, words=entry.line.words.removeprefix(about))
    aside = "" if entry.values else "nothing in it can be corrected"
    return PickRow(short_line(line, zone), aside, applies=bool(entry.values))
