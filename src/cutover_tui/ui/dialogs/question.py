"""What every question put to a person has in common: a strip at the bottom, fields, Enter, Esc and refusals in words.

A question knows plain values and nothing of the run. It gives its answer once, or None when Esc backed out; Esc never
records anything (`ux.md` D2, D15). It is a part of the screen that asks, in a layer above the others, and no screen of
its own: so a record is seen above it at once, and closing it paints no more than what it covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.ui.dialogs.fields import Field, LineInput
from cutover_tui.ui.dialogs.fitted_words import Words, fit_words
from cutover_tui.ui.dialogs.note_field import NoteArea
from cutover_tui.ui.dialogs.press_guard import PressGuard
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_dialogs import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

AnswerT = TypeVar("AnswerT")

_LEAST_FIELD_ROWS = 3
_HEADING_WIDTH = 60


class FieldList(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields, which scroll with the cursor; the arrow keys belong to the question."""


class Question(Vertical, Generic[AnswerT], can_focus=False, inherit_bindings=False):
    """A strip at the bottom of the screen that asks for some fields; the list stays in view above.

    Whoever asks sets `gave`, mounts it, and removes it once it gave an answer; `Esc` gives None.

    Args:
        heading: What is being recorded, in the strip's edge.
        lead: The first part of the line under it, such as the task's number.
        words: That line: what it is about, in full.
        opened_by: The key that opened it, ignored for a moment.
        typed_by: Initials of the person at the keyboard, where known.
        decide: Judges an answer before the strip closes. It raises `Refused`, whose words are shown while everything
            typed stays; its result is not used.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["dialog"])]
    UNDRAFTED: ClassVar[frozenset[str]] = frozenset({"initials"})
    """Fields that no draft keeps: initials, which stand for a person who puts them there, and what the run knows."""
    AFTER_CLOSE: ClassVar[bool] = False
    """True where a closed run takes the answer: notes, its seal, and who is at the keyboard."""
    KEY_LINE = "Enter records · Tab next field · Esc goes back"
    """The last line: what the keys do."""

    DEFAULT_CSS = """
    Question {
        layer: question;
        dock: bottom;
        height: auto;
        width: 100%;
        background: $panel;
        color: $text;
        border-top: solid $accent;
        border-title-color: $accent;
        border-title-style: bold;
        border-title-background: $panel;
        padding: 0 1;
    }
    Question #about { text-style: bold; }
    Question #fields {
        height: auto;
        background: $panel;
        scrollbar-size-vertical: 1;
        scrollbar-background: $panel;
    }
    Question #refusal { color: $overdue; display: none; }
    Question #refusal.-said { display: block; }
    Question #keys { height: 1; }
    Question #key-line { color: $muted; }
    Question #typed-by { width: auto; color: $muted; }
    """

    @dataclass
    class Sized(Message):
        """The strip covers other lines than before."""

        question: Question[Any]

    def __init__(
        self,
        heading: str,
        *,
        lead: str = "",
        words: str = "",
        opened_by: str = "",
        typed_by: str = "",
        decide: Callable[[AnswerT], object] | None = None,
    ) -> None:
        super().__init__()
        self.heading = heading
        self.lead = lead
        self.about = words
        self.typed_by = typed_by
        self.decide = decide
        self.guard = PressGuard(opened_by)
        self.gave: Callable[[AnswerT | None], None] = lambda _answer: None
        """Takes the answer, None for Esc; set by whoever asks."""
        self.look_over: Callable[[str], tuple[str, ...]] = lambda _text: ()
        """Names what in a text looks as if it could tell who a patient is; set by whoever asks."""
        self._looked_over: set[str] = set()
        """Texts that were said to be nobody's, by a second Enter."""
        self.draft: Mapping[str, str] = {}
        """What was typed into it before, by the name of its field; set by whoever asks."""
        self.began: dict[str, str] | None = None
        """What stood in it when it opened, None before: with nothing more there is no draft."""
        self._fields: tuple[Field, ...] = ()
        """Every field, in order, once they are there."""
        self.answered = False
        """True once an answer was given, so that a second Enter in the same moment gives none."""

    def compose(self) -> ComposeResult:
        """What it is about, the fields, what the rules said, the keys."""
        yield from self.compose_about()
        with FieldList(id="fields"):
            yield from self.compose_fields()
        yield Words(id="refusal", most=3)
        with Horizontal(id="keys"):
            yield Words(self.key_words(), id="key-line", most=1)
            if self.typed_by:
                yield Words(f"typed by {self.typed_by}", id="typed-by", most=1)

    def compose_about(self) -> ComposeResult:
        """The line that says what it is about."""
        if self.about or self.lead:
            yield Words(self.about, lead=self.lead, id="about", most=3)

    def compose_fields(self) -> ComposeResult:
        """The fields, in the order they are asked."""
        yield from ()

    def on_mount(self) -> None:
        """Show what is asked first and put the cursor there."""
        self.say_heading(self.heading)
        for line in self.query(LineInput):
            line.swallows = self.guard.swallows_typed
        for area in self.query(NoteArea):
            area.swallows = self.guard.swallows_typed
        self.show_asked()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Note what stands there, put in what was typed before, and start."""
        self.began = self.drafted()
        if self.draft:
            self.fill_in(self.draft)
        self.start()

    def start(self) -> None:
        """Put the cursor into the first field that asks something."""
        fields = self.shown_fields()
        first = next((field for field in fields if field.is_open()), fields[0] if fields else None)
        if first is not None:
            first.take_focus()
        self.fit()

    def on_resize(self) -> None:
        """Tell the screen that the strip covers more or less of it now."""
        self.post_message(self.Sized(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's hook)
        """Leave Enter to a note, where it begins a new line."""
        return not (action == "onward" and isinstance(self.screen.focused, NoteArea))

    # -- for the questions -------------------------------------------------------------------------------------------

    def show_asked(self) -> None:
        """Show the fields that the answers so far ask for. Called after each change and before Enter counts."""

    def answer(self) -> AnswerT:
        """The answer, once every field is right."""
        raise NotImplementedError

    def drafted(self) -> dict[str, str]:
        """What stands in it now, by the id of its field; whoever signs it types their initials anew."""
        kept = (field for field in self.query(Field) if field.id and field.id not in self.UNDRAFTED)
        return {field.id or "": text for field in kept if (text := field.drafted())}

    def fill_in(self, words: Mapping[str, str]) -> None:
        """Put in what was typed before, field by field in the order they are asked."""
        for field in self.query(Field):
            text = words.get(field.id or "", "")
            if text and field.id not in self.UNDRAFTED:
                field.fill_in(text)
                self.show_asked()

    def key_words(self) -> str:
        """The last line: what the keys do now."""
        return self.KEY_LINE

    def say_keys(self) -> None:
        """Show the last line again after what the keys do has changed."""
        line = self.query_one_optional("#key-line", Words)
        if line is not None:
            line.say(self.key_words())

    def say_heading(self, heading: str) -> None:
        """Say in the strip's edge what is being recorded now."""
        self.border_title = _edge(heading)

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Ask for the reason an unusual act needs."""
        self.refuse(str(needed))

    # -- moving and answering ----------------------------------------------------------------------------------------

    def shown_fields(self) -> list[Field]:
        """The fields in sight, in order."""
        self._fields = self._fields or tuple(self.walk_children(Field))
        return [field for field in self._fields if field.display]

    def current_field(self) -> Field | None:
        """The field with the cursor."""
        return next((field for field in self.shown_fields() if field.control is self.screen.focused), None)

    def action_onward(self) -> None:
        """Take this field's answer and go to what is still asked; when nothing is, finish."""
        if self.guard.swallows("enter"):
            return
        current = self.current_field()
        if current is not None and not current.accept():
            self.fit()
            return
        self.go_on()

    def go_on(self) -> None:
        """Go to the next field that still asks something, else finish."""
        self.show_asked()
        fields = self.shown_fields()
        current = self.current_field()
        start = fields.index(current) + 1 if current is not None else 0
        following = next((field for field in (*fields[start:], *fields[:start]) if field.is_open()), None)
        if following is None:
            self.finish()
            return
        if following.seen:
            following.accept()
        following.take_focus()
        self.fit()

    def finish(self) -> None:
        """Give the answer, unless the rules refuse it: then their words are shown and everything typed stays."""
        if self.answered:
            return
        answer = self.answer()
        self.refuse("")
        try:
            if self.decide is not None:
                self.decide(answer)
        except ReasonNeeded as needed:
            self.reason_needed(needed)
            return
        except Refused as refused:
            self.refuse(str(refused))
            return
        if not self._ask_whose():
            self.give(answer)

    def _ask_whose(self) -> bool:
        """Stop once where typed words look as if they could tell who a patient is; Enter again says that they do not.

        The words themselves are never repeated (`integrity.md` E3).
        """
        for field in self.shown_fields() if self.decide is not None else ():
            text = field.free_text()
            seen = self.look_over(text) if text and text not in self._looked_over else ()
            kinds = tuple(kind for kind in seen if kind not in field.EXPECTS)
            if not kinds:
                continue
            self._looked_over.add(text)
            field.take_focus()
            self.refuse(
                f"{field.label or 'The note'}: this looks like {_listed(kinds)}. Write the number of the paper form "
                "instead, such as C-014. Where it is no patient's, press Enter again."
            )
            return True
        return False

    def give(self, answer: AnswerT | None) -> None:
        """Give the answer, once; None when nothing is to be recorded."""
        if not self.answered:
            self.answered = True
            self.gave(answer)

    def refuse(self, words: str) -> None:
        """Show why an answer is not taken; no words take the line away."""
        line = self.query_one_optional("#refusal", Words)
        if line is not None and line.words != words:
            line.say(words)
            line.set_class(bool(words), "-said")
            self.call_after_refresh(self.fit)

    def action_step(self, by: int) -> None:
        """Move inside a list of the field, else to the next field or the one before."""
        current = self.current_field()
        if current is not None and current.step(by):
            return
        self._move(by, around=False)

    def action_next_field(self) -> None:
        """Go to the next field, from the last to the first."""
        self._move(1, around=True)

    def action_previous_field(self) -> None:
        """Go to the field before, from the first to the last."""
        self._move(-1, around=True)

    def action_back(self) -> None:
        """Leave the question; nothing is recorded."""
        self.give(None)

    @on(Field.Changed)
    def _on_field_changed(self, event: Field.Changed) -> None:
        event.stop()
        self.refuse("")
        self.show_asked()
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Give the fields the rows that the other lines of the strip leave, in the lower half of the screen."""
        fields = self.query_one_optional("#fields", VerticalScroll)
        if fields is None or not self.is_attached or not self.size.height:
            return
        others = 1 + sum(part.outer_size.height for part in self.children if part.display and part is not fields)
        fields.styles.max_height = max(self.screen.size.height // 2 - others, _LEAST_FIELD_ROWS)
        current = self.current_field()
        if current is not None:
            self.call_after_refresh(current.scroll_visible, animate=False)

    def _move(self, by: int, *, around: bool) -> None:
        """Go some fields on; what is wrong with the field left behind is said, what is only missing is not."""
        self.show_asked()
        fields = self.shown_fields()
        current = self.current_field()
        if not fields:
            return
        if current is None:
            fields[0].take_focus()
            return
        place = fields.index(current) + by
        if not around and not 0 <= place < len(fields):
            return
        if current.holds_something():
            current.say(current.lacks())
        fields[place % len(fields)].take_focus()
        self.fit()


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _edge(heading: str) -> Content:
    """The heading as it stands in the strip's edge, never markup."""
    return Content(f" {fit_words(heading, _HEADING_WIDTH)} ")
