"""Naming who catches what a service would have carried, and how it reaches them (`peers.md` c3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import full_name
from cutover_tui.ui.dialogs.fields import ContactField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class CatcherAnswer:
    """Who catches it, by which route, and who says so."""

    catcher: str
    route: str
    by: str
    at: datetime | None = None
    """When it was agreed, aware, UTC; None for now."""
    late_reason: str = ""


class CatcherDialog(Question[CatcherAnswer]):
    """Asks for a catcher and a route.

    Args:
        state: The run, for the roster and who catches it now.
        service: The service.
        usual: Initials of those whose role usually catches it.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        service: Service,
        *,
        usual: tuple[str, ...] = (),
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CatcherAnswer], object] | None = None,
    ) -> None:
        standing = state.services[service.id]
        caught = f"caught by {standing.catcher}: {standing.route}" if standing.catcher else "nobody catches it"
        super().__init__(
            "Name a catcher",
            words=f"{full_name(service)}: {caught}",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        names = ", ".join(f"{initials} {state.people[initials].name}" for initials in usual)
        self.catcher = InitialsField(
            "Catcher",
            state,
            question="Give the initials of the person who catches it.",
            blank_words=f"usually {names}" if names else "",
            id="catcher",
        )
        self.route = ContactField(
            "By which route", question="Say how it reaches them, such as ‘the lab rings 214’.", id="route"
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """Who, how, and who says so."""
        yield from (self.catcher, self.route, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what a typed time asks."""
        self.timing.show_asked()

    def answer(self) -> CatcherAnswer:
        """The answer as it stands."""
        return CatcherAnswer(
            catcher=self.catcher.initials,
            route=self.route.value,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )
