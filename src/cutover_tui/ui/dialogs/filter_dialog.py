"""Choosing which lines of the list are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cutover_tui.runner.filters import Filter
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState

MINE = "of one person's roles"
OPEN = "still open"
LATE = "past due"
CORE = "core set"
PHASE = "this phase"
EVERYTHING = "everything"


class FilterDialog(Question[Filter]):
    """Asks what to show. Filters add up; the last choice takes them all away.

    Args:
        state: The run, for its roster.
        chosen: The filter as it is.
        phase: The phase of the marked task; empty when none is marked.
        whose: Initials that stand in the field at first.
        opened_by: The key that opened it.
    """

    KEY_LINE = "Press a number, then Enter · Esc goes back"

    def __init__(self, state: RunState, chosen: Filter, *, phase: str, whose: str, opened_by: str = "") -> None:
        super().__init__("Show only", opened_by=opened_by)
        self.run_state = state
        self.chosen = chosen
        self.phase = phase
        self.choices = (MINE, OPEN, LATE, CORE, *((PHASE,) if phase else ()), EVERYTHING)
        self.choice = ChoiceField("", "Show the tasks that are", self.choices, id="choice")
        self.whose = InitialsField("Whose", state, whose, question="Give the initials of the person.", id="whose")

    def compose_fields(self) -> ComposeResult:
        """What to show, and whose."""
        yield self.choice
        yield self.whose

    def show_asked(self) -> None:
        """Ask whose only where that matters."""
        self.whose.display = self.choice.words == MINE

    def answer(self) -> Filter:
        """The filter with the choice added, or taken away where it was there already."""
        now = self.chosen
        match self.choice.words:
            case word if word == MINE:
                person = self.run_state.people.get(self.whose.initials)
                return replace(now, roles=person.roles if person is not None else ())
            case word if word == OPEN:
                return replace(now, open_only=not now.open_only)
            case word if word == LATE:
                return replace(now, late_only=not now.late_only)
            case word if word == CORE:
                return replace(now, core_only=not now.core_only)
            case word if word == PHASE:
                return replace(now, phase="" if now.phase == self.phase else self.phase)
            case _:
                return now.cleared()
