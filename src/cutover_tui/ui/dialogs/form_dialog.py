"""A question made from a form: named fields, initials and when; what the fields hold goes to one decision."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField, KeyboardInitials
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run
    from cutover_tui.ui.dialogs.fields import Field

Values = dict[str, str]
"""What the fields hold, by name: words, the chosen answer, or initials; empty where nothing was given."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One thing that can be recorded: what it asks, how it is judged and how it is recorded."""

    heading: str
    menu: str = ""
    """What it is called in a list to choose from."""
    meaning: str = ""
    """What stands beside that, muted."""
    fields: Mapping[str, Field]
    """Name to field, in order."""
    facts: Callable[[Values], Mapping[str, Any]]
    """What the decision takes, made from what the fields hold."""
    decide: Callable[..., object]
    """The decision: `(state, act, ref, **facts)`."""
    record: Callable[[Run], Callable[..., Entry]]
    """The method of `Run` that records it: `(act, ref, **facts)`."""
    signer: str = "Give the initials of who says so."
    """What is asked of blank initials."""
    timed: bool = True
    """False where it happens now and at no other time."""


@dataclass(frozen=True, kw_only=True)
class FormAnswer:
    """What somebody filled in."""

    form: Form
    values: Values = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""


class FormDialog(Question[FormAnswer]):
    """Asks what one form asks; with several forms, which one first.

    Args:
        state: The run, for its roster.
        forms: The forms to choose from.
        lead: What it is about, in short.
        words: What it is about, in full.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        forms: Sequence[Form],
        *,
        lead: str,
        words: str,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[FormAnswer], object] | None = None,
    ) -> None:
        self.form = forms[0] if len(forms) == 1 else None
        """The form that is filled in; None while it is chosen."""
        heading = self.form.heading if self.form is not None else "Record"
        super().__init__(heading, lead=lead, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.forms = tuple(forms)
        self.menu = PickField([PickRow(form.menu, form.meaning) for form in forms], id="menu")
        self.initials = KeyboardInitials("Initials", state, typed_by, question="Give the initials of who says so.")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """The list to choose from, every form's fields, who and when."""
        yield self.menu
        for form in self.forms:
            yield from form.fields.values()
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the list, or the fields of the form that was chosen."""
        self.menu.display = self.form is None
        for form in self.forms:
            for one in form.fields.values():
                one.display = form is self.form
        self.initials.display = self.form is not None
        if self.form is not None:
            self.initials.question = self.form.signer
        self.timing.show_asked(shown=self.form is not None and self.form.timed)

    def key_words(self) -> str:
        """The last line, which says other things while a form is chosen."""
        return "A number or Enter chooses · Esc goes back" if self.form is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked form, or go on in its fields."""
        if self.form is not None:
            super().go_on()
            return
        self.form = self.forms[self.menu.marked]
        self.say_heading(self.form.heading)
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> FormAnswer:
        """The answer as it stands."""
        form = self.form or self.forms[0]
        return FormAnswer(
            form=form,
            values={name: value_of(one) for name, one in form.fields.items()},
            by=self.initials.initials,
            at=self.timing.at if form.timed else None,
            late_reason=self.timing.late_reason if form.timed else "",
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.form is None:
            self.go_on()

    @on(ChoiceField.Chosen)
    def _on_chosen(self, event: ChoiceField.Chosen) -> None:
        """A choice goes on at once."""
        event.stop()
        if self.form is not None and self.current_field() is event.field:
            self.go_on()


def value_of(one: Field) -> str:
    """What a field holds, as text."""
    if isinstance(one, InitialsField):
        return one.initials
    if isinstance(one, LineField):
        return one.value
    return one.words if isinstance(one, ChoiceField) else ""


def judge(form: Form, state: RunState, act: Act, ref: str, values: Values) -> object:
    """Decide what a form holds; raises `Refused`."""
    return form.decide(state, act, ref, **form.facts(values))


def recording(form: Form, run: Run, act: Act, ref: str, values: Values) -> Callable[[], Entry]:
    """What records a form."""
    facts = form.facts(values)
    return lambda: form.record(run)(act, ref, **facts)
