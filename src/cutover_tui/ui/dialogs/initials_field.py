"""Initials: typed in full by whoever did it, checked against the roster, never suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.acts import require_person
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.fields import LineField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState

_WIDTH = 8
_LIMIT = 12
"""Room for a slip such as a typed first name, which is then refused in words."""


def roster_words(people: Mapping[str, Person], typed: str = "") -> str:
    """`JB Jo Bell · TM Tom Mason`: who is on the roster under initials that begin as typed."""
    found = [f"{initials} {people[initials].name}" for initials in sorted(people) if initials.startswith(typed)]
    return " · ".join(found)


class InitialsField(LineField):
    """A field for somebody's initials.

    Args:
        label: Whose they are.
        state: The run, for its roster.
        value: Initials that stand in it at first.
        optional: Whether it may stay blank.
        rule: A further rule on initials that are on the roster; raises `Refused`.
        question: The sentence for a blank answer.
        blank_words: What stands beside it while it is blank, after the roster is known.
        id: The field's id.
        stops: Whether Enter stops here once though it may stay blank.
    """

    def __init__(
        self,
        label: str,
        state: RunState,
        value: str = "",
        *,
        optional: bool = False,
        rule: Callable[[str], None] | None = None,
        question: str = "Give the initials of who did it or saw it.",
        blank_words: str = "",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        stops: bool = False,
    ) -> None:
        super().__init__(
            label,
            value,
            question="" if optional else question,
            limit=_LIMIT,
            width=_WIDTH,
            rule=rule,
            id=id,
            stops=stops,
        )
        self.run_state = state
        self.blank_words = blank_words

    def on_mount(self) -> None:
        """Show the roster."""
        self._show_who()

    @property
    def initials(self) -> str:
        """What was typed, in capitals."""
        return self.value.upper()

    def lacks(self) -> str:
        """What is not right about the initials."""
        if not self.initials:
            return super().lacks()
        try:
            require_person(self.run_state, self.initials)
        except Refused as refused:
            return str(refused)
        return self.judged(self.initials)

    @on(Input.Changed)
    def _on_initials(self, _event: Input.Changed) -> None:
        self._show_who()

    def _show_who(self) -> None:
        people = self.run_state.people
        person = people.get(self.initials)
        if person is not None:
            self.aside.say(person.name)
        elif self.initials or not self.blank_words:
            self.aside.say(roster_words(people, self.initials))
        else:
            self.aside.say(self.blank_words)


class KeyboardInitials(InitialsField):
    """Initials that are mostly those of who is at the keyboard: they stand there, marked, and typing replaces them.

    Enter stops here once, so that whoever did it sees whose initials are recorded.

    Args:
        label: Whose they are.
        state: The run, for its roster.
        value: Initials of who is at the keyboard; empty when nobody said so lately.
        question: The sentence for a blank answer.
    """

    def __init__(self, label: str, state: RunState, value: str, *, question: str) -> None:
        super().__init__(label, state, value, question=question, id="initials", stops=True)
        self.input.select_on_focus = True
