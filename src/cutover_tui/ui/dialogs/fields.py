"""One field of a question: a label left, the answer right, and a line of its own for what is not right yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.clean_text import LINE_LIMIT, clean_text
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.pasted_text import fit_paste

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Key, Paste
    from textual.widget import Widget


def value_that_fits(value: str, limit: int) -> str:
    """A value for a line: clean, on one line, and no longer than what may be typed there."""
    return fit_paste("", value, "", limit)[0]


class LineInput(Input):
    """One line to type in. A paste is cleaned; the cursor stands still; Enter belongs to the dialog."""

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        border: none;
        padding: 0 1;
        background: $background;
        color: $text;
    }
    LineInput:focus { border: none; background: $selected; background-tint: transparent; }
    LineInput.-invalid, LineInput.-invalid:focus { border: none; }
    LineInput > .input--cursor { background: $text; color: $background; text-style: none; }
    LineInput > .input--placeholder { color: $muted; }
    LineInput > .input--selection { background: $rule; color: $text; }
    """

    @dataclass
    class Said(Message):
        """The line has something to say about what was typed or pasted."""

        words: str

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = LINE_LIMIT,
        swallows: Callable[[str], bool] | None = None,
        picks: tuple[str, ...] = (),
    ) -> None:
        super().__init__(max_length=limit, select_on_focus=False)
        self._value_at_first = value_that_fits(value, limit)
        self.limit = limit
        """Characters that fit."""
        self.swallows = swallows
        """Tells whether a press of a key is to be ignored; given by the dialog."""
        self.picks = picks
        """Words that a digit puts into the empty line; the digit of blank ones leaves the line to other words."""

    def on_mount(self) -> None:
        """Put in the first value; Textual's own way needs a running app when the widget is made."""
        self.cursor_blink = False
        self.value = self._value_at_first

    def on_unmount(self) -> None:
        """Be forgotten by the screen, to whose signal Textual subscribes each input for as long as that is there."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    async def _on_key(self, event: Key) -> None:
        if event.character is None or not event.is_printable:
            return
        if self.swallows is not None and self.swallows(event.key):
            event.stop()
            event.prevent_default()
            return
        if not self.value and event.character.isdecimal() and 0 < int(event.character) <= len(self.picks):
            event.stop()
            event.prevent_default()
            self.value = self.picks[int(event.character) - 1]
            self.cursor_position = len(self.value)
            if not self.value:
                self.picks = ()
                self.placeholder = "in your own words"

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        self._insert_clean(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the program."""
        self._insert_clean(self.app.clipboard)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter to the question."""
        return action != "submit" and super().check_action(action, parameters)

    def restricted(self) -> None:
        """Say that no more fits, where Textual would ring the bell."""
        self.post_message(self.Said(f"At most {self.limit:,} characters fit here."))

    def _insert_clean(self, text: str) -> None:
        start, end = sorted(self.selection)
        value, position, words = fit_paste(self.value[:start], text, self.value[end:], self.limit)
        self.value = value
        self.cursor_position = position
        if words:
            self.post_message(self.Said(words))


class Field(Vertical):
    """A row with a label and a control, and under it what is not right, in words."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field > .field-row { height: auto; width: 1fr; }
    Field .label { width: 19; color: $muted; }
    Field.-current .label { color: $accent; text-style: bold; }
    Field .aside { width: 1fr; padding: 0 0 0 2; color: $muted; height: 1; }
    Field > .complaint { padding: 0 0 0 20; color: $overdue; display: none; }
    Field > .complaint.-said { display: block; }
    """

    STOPS: ClassVar[bool] = False
    """True where Enter stops once even though the field may stay empty."""

    EXPECTS: frozenset[str] = frozenset()
    """What its words may hold without a question, of what looks as if it could tell who a patient is: `a telephone
    number` where it asks how to reach somebody."""

    @dataclass
    class Changed(Message):
        """What the field holds has changed."""

        field: Field

    def __init__(self, label: str, control: Widget, *, id: str | None = None, stops: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self.label = label
        """What it asks, at most 17 letters."""
        self.control = control
        """What takes the keys."""
        self.aside = Words(classes="aside", most=1, between=" · ")
        """A line beside the control that says what the answer means."""
        self.complaint = Words(classes="complaint", most=3)
        self.stops = stops or self.STOPS
        self.seen = False
        """True once somebody was in it."""

    def compose(self) -> ComposeResult:
        """Label, control and what it means, then what is not right."""
        with Horizontal(classes="field-row"):
            yield Words(self.label, classes="label")
            yield self.control
            yield self.aside
        yield self.complaint

    def rename(self, label: str) -> None:
        """Ask it in other words."""
        self.label = label
        line = self.query_one_optional(".label", Words)
        if line is not None:
            line.say(label)

    def lacks(self) -> str:
        """What is missing or not right, as a sentence; empty when the answer can be taken."""
        return ""

    def free_text(self) -> str:
        """The words in it that may be about anything, and so about a patient; empty for a field of another kind."""
        return ""

    def drafted(self) -> str:
        """What stands in it, to be kept as a draft; empty for a field that is asked anew each time."""
        return self.free_text()

    def fill_in(self, text: str) -> None:
        """Put in what was kept as a draft."""

    def accept(self) -> bool:
        """Take the answer as it stands, or say what is not right and return False."""
        words = self.lacks()
        self.say(words)
        return not words

    def is_open(self) -> bool:
        """Tell whether Enter has to stop here before anything is recorded."""
        return bool(self.lacks()) or (self.stops and not self.seen)

    def holds_something(self) -> bool:
        """Tell whether an answer was begun, so that leaving the field is worth a word about what is wrong with it."""
        return False

    def say(self, words: str) -> None:
        """Show what is not right; no words take the line away."""
        self.complaint.say(words)
        self.complaint.set_class(bool(words), "-said")

    def take_focus(self) -> None:
        """Put the cursor here, with the whole field in view."""
        self.seen = True
        self.control.focus(scroll_visible=False)
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_focus(self) -> None:
        """Show which field has the cursor."""
        self.add_class("-current")

    def on_descendant_blur(self) -> None:
        """Show that the cursor is elsewhere."""
        self.remove_class("-current")

    def step(self, by: int) -> bool:  # noqa: ARG002 (lists in a field use it)
        """Move inside the field by one line; False where Up and Down leave it."""
        return False

    def changed(self) -> None:
        """Tell the dialog that the answer is another one now."""
        self.say("")
        self.post_message(self.Changed(self))


class LineField(Field):
    """A field of one line of text.

    Args:
        label: What it asks.
        value: What stands in it at first.
        question: The sentence for a blank answer; empty where blank is fine.
        limit: Characters that fit.
        width: Cells of the input; 0 for all that is left.
        picks: Words that a digit puts into the empty line.
        not_recorded: The sentence for a blank answer that a second Enter takes.
        blank_as: What a blank answer taken so stands for.
        hint: What stands in the line, faint, until something is typed.
        rule: A rule on an answer that is not blank; raises `Refused`.
        id: The field's id.
        stops: Whether Enter stops here once though it may stay as it is.
    """

    DEFAULT_CSS = """
    LineField .aside { width: auto; display: none; }
    LineField.-short .aside { width: 1fr; display: block; }
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        question: str = "",
        limit: int = LINE_LIMIT,
        width: int = 0,
        picks: tuple[str, ...] = (),
        not_recorded: str = "",
        blank_as: str = NOT_RECORDED,
        hint: str = "",
        rule: Callable[[str], None] | None = None,
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        stops: bool = False,
    ) -> None:
        self.input = LineInput(value, limit=limit, picks=picks)
        super().__init__(label, self.input, id=id, stops=stops)
        self.hint = hint
        self.input.placeholder = hint
        if width:
            self.input.styles.width = width
            self.add_class("-short")
        self.question = question
        self.not_recorded = not_recorded
        self.blank_as = blank_as
        self.rule = rule
        self.left_blank = False
        """True once a second Enter took the blank answer."""
        self._warned = False
        self._shown = value_that_fits(value, limit)

    def ask_again(self) -> None:
        """Forget that a blank answer was taken."""
        self._warned = self.left_blank = False
        self.input.placeholder = self.hint

    def suggest(self, hint: str) -> None:
        """Say something else in the line until something is typed."""
        if hint != self.hint:
            self.hint = hint
            self.input.placeholder = self.blank_as if self.left_blank else hint

    def fill(self, value: str) -> None:
        """Put words in, as a start to change."""
        self.input.value = value_that_fits(value, self.input.limit)
        self.input.cursor_position = len(self.input.value)

    def drafted(self) -> str:
        """What was typed, also where it is a time or initials."""
        return self.value

    def fill_in(self, text: str) -> None:
        """Put in what was kept as a draft."""
        self.fill(text)

    @property
    def value(self) -> str:
        """The text in its clean form, without blanks around it."""
        return clean_text(self.input.value, self.input.limit).strip()

    def free_text(self) -> str:
        """What was typed."""
        return self.value

    def holds_something(self) -> bool:
        """Tell whether anything was typed."""
        return bool(self.value)

    def lacks(self) -> str:
        """The question it asks, while nothing stands in it; what the rule says, once something does."""
        if self.value:
            return self.judged(self.value)
        if self.not_recorded:
            return "" if self.left_blank else self.not_recorded
        return self.question

    def judged(self, value: str) -> str:
        """What the rule says against an answer, empty when nothing."""
        try:
            if self.rule is not None:
                self.rule(value)
        except Refused as refused:
            return str(refused)
        return ""

    def accept(self) -> bool:
        """Take the answer; a blank one where `not_recorded` asks twice."""
        if not self.value and self.not_recorded and self._warned and not self.left_blank:
            self.left_blank = True
            self.input.placeholder = self.blank_as
        self._warned = not self.value
        return super().accept()

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._shown:
            return
        self._shown = event.value
        self.ask_again()
        self.changed()

    @on(LineInput.Said)
    def _on_said(self, event: LineInput.Said) -> None:
        event.stop()
        self.say(event.words)


class ContactField(LineField):
    """A line that says how to reach somebody, where a telephone number belongs."""

    EXPECTS = frozenset({"a telephone number", "an address for mail"})
