"""Choosing which lines of the list are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.refusals import Refused
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
ON = " (on: takes it off)"
"""Stands after a choice that is in the filter already."""


class FilterDialog(Question[Filter]):
    """Asks what to show. Filters add up; one that is on is taken off again; the last choice takes them all away.

    Args:
        state: The run, for its roster.
        chosen: The filter as it is.
        phase: The phase of the marked task; empty when none is marked.
        whose: Initials that stand in the field at first.
        opened_by: The key that opened it.
    """

    KEY_LINE = "Press a number, then Enter · Esc goes back"

    def __init__(self, state: RunState, chosen: Filter, *, phase: str, whose: str, opened_by: str = "") -> None:
        super().__init__("Show only", opened_by=opened_by, decide=self._require_roles)
        self.run_state = state
        self.chosen = chosen
        self.phase = phase or chosen.phase
        is_on = {
            MINE: bool(chosen.roles),
            OPEN: chosen.open_only,
            LATE: chosen.late_only,
            CORE: chosen.core_only,
            **({PHASE: bool(chosen.phase)} if self.phase else {}),
            EVERYTHING: False,
        }
        self.kinds = tuple(is_on)
        self.choice = ChoiceField(
            "", "Show the tasks that are", [f"{kind}{ON if on else ''}" for kind, on in is_on.items()], id="choice"
        )
        self.whose = InitialsField("Whose", state, whose, question="Give the initials of the person.", id="whose")

    @property
    def kind(self) -> str:
        """What was chosen; empty before anything was."""
        return self.kinds[self.choice.chosen] if self.choice.chosen >= 0 else ""

    def compose_fields(self) -> ComposeResult:
        """What to show, and whose."""
        yield self.choice
        yield self.whose

    def show_asked(self) -> None:
        """Ask whose only where that matters."""
        self.whose.display = self.kind == MINE and not self.chosen.roles

    def answer(self) -> Filter:
        """The filter with the choice added, or taken away where it was there already."""
        now = self.chosen
        match self.kind:
            case kind if kind == MINE:
                person = self.run_state.people.get(self.whose.initials)
                mine = person.roles if person is not None and not now.roles else ()
                return replace(now, roles=mine, person=self.whose.initials if mine else "")
            case kind if kind == OPEN:
                return replace(now, open_only=not now.open_only)
            case kind if kind == LATE:
                return replace(now, late_only=not now.late_only)
            case kind if kind == CORE:
                return replace(now, core_only=not now.core_only)
            case kind if kind == PHASE:
                return replace(now, phase="" if now.phase else self.phase)
            case _:
                return now.cleared()

    def _require_roles(self, answer: Filter) -> None:
        """Refuse a person without a role: no task is theirs."""
        if self.kind == MINE and not self.chosen.roles and not answer.roles:
            msg = f"{self.whose.initials} has no role in this run, so no task is theirs. Give somebody else's initials."
            raise Refused(msg)
