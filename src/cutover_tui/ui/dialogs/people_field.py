"""Initials of several people in one line, each checked against the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.acts import require_person
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.clean_text import NAME_LIMIT
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import roster_words

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


class PeopleField(LineField):
    """A field for the initials of one person or several, such as `JB SP MK`.

    Args:
        label: Who they are.
        state: The run, for its roster.
        value: Initials that stand in it at first.
        id: The field's id.
    """

    def __init__(self, label: str, state: RunState, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        question = "Give the initials of one person or several, such as JB SP."
        super().__init__(label, value, question=question, limit=NAME_LIMIT, width=24, id=id)
        self.run_state = state
        self.input.select_on_focus = True

    def on_mount(self) -> None:
        """Show the roster."""
        self._show_who()

    @property
    def people(self) -> tuple[str, ...]:
        """The initials, in capitals, each once."""
        return tuple(dict.fromkeys(self.value.upper().replace(",", " ").split()))

    def lacks(self) -> str:
        """Whose initials are not on the roster."""
        for initials in self.people:
            try:
                require_person(self.run_state, initials)
            except Refused as refused:
                return str(refused)
        return super().lacks()

    @on(Input.Changed)
    def _on_people(self, _event: Input.Changed) -> None:
        self._show_who()

    def _show_who(self) -> None:
        last = self.people[-1] if self.people else ""
        self.aside.say(roster_words(self.run_state.people, last))
