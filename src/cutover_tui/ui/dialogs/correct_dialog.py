"""Correcting an earlier entry: which one, what in it, and the right words. Both versions stay in the log."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal

from cutover_tui.domain.correction_rules import Kind
from cutover_tui.domain.corrections import STRUCK_WHEN_EMPTY
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.happening import NOT_RECORDED
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


@dataclass(frozen=True)
class Correctable:
    """An entry that can be corrected."""

    line: Line
    """The entry as the story tells it."""
    values: Mapping[str, str]
    """Field (one of `FIELD_NAMES`) to what it says now; a time as RFC 3339."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Field to how it is asked for; those it does not name are asked for by their name."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field to what it is picked from."""
    stays: Mapping[str, str] = field(default_factory=dict)
    """Field that is not corrected, to the words that say what to do instead."""

    @property
    def names(self) -> tuple[str, ...]:
        """What can be wrong, in the order it is shown; what stays comes last."""
        return (*self.values, *self.stays)

    def kind_of(self, name: str) -> Kind:
        """How a field is asked for."""
        return self.kinds.get(name) or _KINDS.get(name, Kind.LINE)


_KINDS = {"note": Kind.LINES, "by": Kind.PERSON, "checked_by": Kind.PERSON, "at": Kind.TIME}
"""Fields that are asked for in another way than a line of text, wherever they stand."""


@dataclass(frozen=True, kw_only=True)
class CorrectAnswer:
    """What is wrong in which entry, and what is right."""

    seq: int
    """Number of the entry."""
    field: str
    """One of `FIELD_NAMES`."""
    now: str
    """The right words; a time as RFC 3339 in UTC, a person by initials; empty strikes out, where that is allowed."""
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
        self.new_ahead = WhenFields(
            now, self.zone, label="New", value="", ahead=True, question="Give the right time.", asks_why_late=False
        )
        self.new_pick = PickedAnew("New", "", (), rule=self._require_change, id="new-pick")
        self.kept = Words(id="kept", most=4)
        """Says why the chosen field is not corrected, and what to do instead."""
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
        yield from self.new_ahead.widgets()
        yield self.new_pick
        yield self.kept
        yield self.why
        yield self.initials

    def show_asked(self) -> None:
        """Show the list, or the fields for what is wrong in the chosen entry."""
        listed, asked, kind = self.chosen is None, bool(self.wrong) and not self.stays, self._kind
        self.which.display = listed
        self.what.display = not listed
        self.old.display = asked
        self.new_text.display = kind is Kind.LINE
        self.new_note.display = kind is Kind.LINES
        self.new_person.display = kind is Kind.PERSON
        self.new_time.show_asked(shown=kind is Kind.TIME)
        self.new_ahead.show_asked(shown=kind is Kind.AHEAD)
        self.new_pick.display = kind is Kind.PICK
        self.kept.display = bool(self.stays)
        self.kept.say(self.stays)
        self.why.display = self.initials.display = asked

    @property
    def wrong(self) -> str:
        """The field that is wrong, empty before it is chosen."""
        if self.chosen is None or self.what.chosen < 0:
            return ""
        return self.chosen.names[self.what.chosen]

    @property
    def stays(self) -> str:
        """Why the chosen field is not corrected, and what to do instead; empty for one that is."""
        return self.chosen.stays.get(self.wrong, "") if self.chosen is not None else ""

    @property
    def _kind(self) -> Kind | None:
        """How the new words are asked for; None while nothing is chosen that can be corrected."""
        return self.chosen.kind_of(self.wrong) if self.chosen is not None and self.wrong and not self.stays else None

    def key_words(self) -> str:
        """The last line, which says other things at the list, and where nothing is asked."""
        if self.stays:
            return "Another number chooses · Esc goes back"
        return "A number or Enter chooses · Esc goes back" if self.chosen is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked entry, or go on in its fields."""
        if self.stays:
            return
        if self.chosen is not None:
            super().go_on()
            return
        self.chosen = self.entries[self.which.marked]
        line = self.what.choice_line
        line.choices = tuple(FIELD_NAMES[name] for name in self.chosen.names)
        line.choose(0 if len(line.choices) == 1 else -1)
        line.refresh(layout=True)
        self.say_heading(f"Correct entry {self.chosen.line.seq}")
        self.why.question = f"Say why entry {self.chosen.line.seq} changes. Both versions stay in the log."
        self._show_old()
        self.say_keys()
        self.start()

    def answer(self) -> CorrectAnswer:
        """The answer as it stands."""
        return CorrectAnswer(
            seq=self.chosen.line.seq if self.chosen is not None else -1,
            field=self.wrong,
            now=self._new_words(),
            reason=self.why.value,
            by=self.initials.initials,
        )

    def _new_words(self) -> str:
        """The new words, from the field they are asked in."""
        match self._kind:
            case Kind.TIME | Kind.AHEAD:
                fields = self.new_time if self._kind is Kind.TIME else self.new_ahead
                return (fields.at or fields.when.now()).astimezone(UTC).isoformat(timespec="seconds")
            case Kind.PERSON:
                return self.new_person.initials
            case Kind.LINES:
                return self.new_note.value
            case Kind.PICK:
                return self.new_pick.words
            case _:
                return self.new_text.value

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
        self.say_keys()
        if self.chosen is None or self._kind is None:
            return
        value = self.chosen.values[self.wrong]
        held = self.wrong == "observed" and HELD_BACK in self.chosen.line.words
        self.old.show(HELD_BACK if held else self._shown(value))
        name = FIELD_NAMES[self.wrong]
        may_be_blank = self.wrong in STRUCK_WHEN_EMPTY
        question = f"Give the right words for {name}, or {NOT_RECORDED} if nobody knows."
        self.new_text.question = "" if may_be_blank else question
        self.new_note.question = "" if may_be_blank else question
        self.new_text.input.placeholder = "nothing: the entry is struck out" if may_be_blank else ""
        if self.new_text.display and not held:
            self.new_text.fill(value)
        if self.new_note.display:
            self.new_note.fill(value)
        line = self.new_pick.choice_line
        line.choices = self.chosen.choices.get(self.wrong, ())
        line.choose(-1)
        line.refresh(layout=True)

    def _shown(self, value: str) -> str:
        if self._kind not in {Kind.TIME, Kind.AHEAD}:
            return value
        try:
            return date_time_words(datetime.fromisoformat(value), self.zone)
        except ValueError:
            return value


class PickedAnew(ChoiceField):
    """The choices of the first entry again; the one that stands is no change."""

    def __init__(
        self,
        label: str,
        question: str,
        choices: Sequence[str],
        *,
        rule: Callable[[str], None],
        id: str,  # noqa: A002 (Textual's own name for it)
    ) -> None:
        super().__init__(label, question, choices, id=id)
        self.rule = rule

    def lacks(self) -> str:
        """What is missing, or that nothing changes."""
        missing = super().lacks()
        if missing:
            return missing
        try:
            self.rule(self.words)
        except Refused as refused:
            return str(refused)
        return ""


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
