"""Recording that a service came into another state: which one, then what that state needs (`domain.md` 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.service_moves import is_reason_needed
from cutover_tui.domain.services import STATUS_WORDS, ServiceStatus, full_name, standing_words
from cutover_tui.runner.service_offers import states_to_offer
from cutover_tui.ui.dialogs.confirmation_fields import ConfirmationFields
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.confirmation import Confirmation
    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.refusals import ReasonNeeded
    from cutover_tui.domain.state import RunState

_MEANINGS: Mapping[ServiceStatus, str] = {
    ServiceStatus.ASKED_OFF: "somebody asked for it; nobody has confirmed",
    ServiceStatus.OFF: "the other end confirmed it",
    ServiceStatus.PAPER: "it runs on paper; the other end confirmed it",
    ServiceStatus.REDIRECTED: "it goes elsewhere; the other end confirmed it",
    ServiceStatus.CONTINUES: "it does not stop; it is counted",
    ServiceStatus.ASKED_ON: "somebody asked for it; nobody has confirmed",
    ServiceStatus.ON_UNTESTED: "switched on; nothing real was seen yet",
    ServiceStatus.FLOWING: "a first real item was seen",
    ServiceStatus.FELL_BACK: "it works with the old system again",
    ServiceStatus.RETIRED: "it does not come back; two people say so",
    ServiceStatus.UNKNOWN: "nobody can say where it stands",
}


@dataclass(frozen=True, kw_only=True)
class MoveAnswer:
    """What is to be recorded about a service."""

    to: ServiceStatus
    by: str
    said: Confirmation
    reason: str = ""
    checked_by: str = ""
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""


class MoveDialog(Question[MoveAnswer]):
    """Asks for the state, and then for what that state needs.

    Args:
        state: The run, for where the service stands and the roster.
        service: The service.
        now: The caller's clock, aware, UTC.
        to: The state, where it is known already; else the first question.
        confirmed_with: Who confirmed it, where the same person spoke for another of its kind just now.
        usual: Initials of those whose role usually catches it.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused` or `ReasonNeeded`.
    """

    def __init__(
        self,
        state: RunState,
        service: Service,
        *,
        now: Callable[[], datetime],
        to: ServiceStatus | None = None,
        confirmed_with: str = "",
        usual: Collection[str] = (),
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[MoveAnswer], object] | None = None,
    ) -> None:
        name = full_name(service)
        super().__init__(
            _heading(to),
            words=f"{name}: {standing_words(state.services[service.id])}",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.usual = tuple(usual)
        """Initials of those whose role usually catches it."""
        self.to = to
        """What was chosen; None while the states are shown."""
        self.offered = states_to_offer(state, service)
        self.menu = PickField([PickRow(STATUS_WORDS[each], _MEANINGS[each]) for each in self.offered], id="states")
        self.standing = state.services[service.id]
        self.said = ConfirmationFields(
            state,
            (to,) if to is not None else (),
            caught=bool(self.standing.catcher),
            usual=usual,
            required=True,
            confirmed_with=confirmed_with,
        )
        self.why = LineField("Why", question="Say why.", id="reason")
        self.second = InitialsField(
            "Second person", state, question="Give the initials of the other who agrees.", id="second"
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")
        self.timing = WhenFields(now, state.plan.calendar.zone)
        self._unusual = False
        """True once the rules asked why a task it completes was done now."""

    def compose_fields(self) -> ComposeResult:
        """The states, and the fields of the one that is chosen."""
        yield self.menu
        yield from self.said.widgets()
        yield from (self.why, self.second, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the states, or what the chosen one asks."""
        chosen = self.to is not None
        self.menu.display = not chosen
        self.said.show_asked(shown=chosen)
        self.why.display = self._unusual or (self.to is not None and is_reason_needed(self.standing.status, self.to))
        self.second.display = self.to is ServiceStatus.RETIRED
        self.initials.display = chosen
        self.timing.show_asked(shown=chosen)

    def key_words(self) -> str:
        """The last line, which says other things while the states are shown."""
        return "A number or Enter chooses · Esc goes back" if self.to is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked state, or go on in its fields."""
        if self.to is not None:
            super().go_on()
            return
        self.to = self.offered[self.menu.marked]
        self.say_heading(_heading(self.to))
        self.said.ask((self.to,), caught=bool(self.standing.catcher), usual=self.usual)
        self.show_asked()
        self.say_keys()
        self.start()

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Say what is unusual about a task it completes, and ask for the reason."""
        self._unusual = True
        self.show_asked()
        self.refuse(str(needed))
        self.why.take_focus()

    def answer(self) -> MoveAnswer:
        """The answer as it stands."""
        return MoveAnswer(
            to=self.to or self.offered[self.menu.marked],
            by=self.initials.initials,
            said=self.said.said,
            reason=self.why.value if self.why.display else "",
            checked_by=self.second.initials if self.second.display else "",
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.to is None:
            self.go_on()


def _heading(to: ServiceStatus | None) -> str:
    return f"Move to {STATUS_WORDS[to]}" if to is not None else "Move to another state"
