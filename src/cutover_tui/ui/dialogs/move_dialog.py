"""Recording that a service came into another state: which one, then what that state needs (`domain.md` 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.services import STATUS_WORDS, ServiceStatus, full_name, standing_words
from cutover_tui.runner.service_offers import ASKED, MoveAsks, asks_of, states_to_offer
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

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
_ASKS_NOTHING = MoveAsks()


@dataclass(frozen=True, slots=True, kw_only=True)
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
        self.run_state = state
        self.service = service
        self.to = to
        """What was chosen; None while the states are shown."""
        self.offered = states_to_offer(state, service)
        self.menu = PickField([PickRow(STATUS_WORDS[each], _MEANINGS[each]) for each in self.offered], id="states")
        self.whom = LineField(_whom_label(to), confirmed_with, question=f"Say who spoke for {name}.", id="whom")
        self.reference = LineField(
            "Their reference", question="Give their reference, or write that they gave none.", id="reference"
        )
        self.first_item = LineField(
            "First real item", question="Say where it came from and at what time, no patient detail.", id="first-item"
        )
        self.why = LineField("Why", question="Say why.", id="reason")
        self.catcher = InitialsField(
            "Catcher", state, optional=True, blank_words="who catches it; empty: nobody yet", id="catcher", stops=True
        )
        self.route = LineField(
            "By which route", question="Say how it reaches them, such as ‘the lab rings 214’.", id="route"
        )
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
        yield from (self.whom, self.reference, self.first_item, self.why)
        yield from (self.catcher, self.route, self.second, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the states, or what the chosen one asks."""
        asks, chosen = self.asks, self.to is not None
        self.menu.display = not chosen
        self.whom.display = asks.whom
        self.reference.display = asks.reference
        self.first_item.display = asks.first_item
        self.why.display = asks.reason or self._unusual
        self.catcher.display = asks.catcher
        self.route.display = asks.catcher and bool(self.catcher.initials)
        self.second.display = asks.second_person
        self.initials.display = chosen
        self.timing.show_asked(shown=chosen)

    @property
    def asks(self) -> MoveAsks:
        """What the chosen state asks for; nothing before one is chosen."""
        return asks_of(self.run_state, self.service, self.to) if self.to is not None else _ASKS_NOTHING

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
        self.whom.rename(_whom_label(self.to))
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
        asks = self.asks
        caught = asks.catcher and bool(self.catcher.initials)
        said = Confirmation(
            confirmed_with=self.whom.value if asks.whom else "",
            reference=self.reference.value if asks.reference else "",
            first_item=self.first_item.value if asks.first_item else "",
            catcher=self.catcher.initials if caught else "",
            route=self.route.value if caught else "",
        )
        return MoveAnswer(
            to=self.to or self.offered[self.menu.marked],
            by=self.initials.initials,
            said=said,
            reason=self.why.value if self.why.display else "",
            checked_by=self.second.initials if asks.second_person else "",
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.to is None:
            self.go_on()


def _heading(to: ServiceStatus | None) -> str:
    return f"Move to {STATUS_WORDS[to]}" if to is not None else "Move to another state"


def _whom_label(to: ServiceStatus | None) -> str:
    return "Who was asked" if to in ASKED else "Confirmed with"
