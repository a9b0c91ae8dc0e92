"""Recording that somebody holds the roles of somebody else from now on: everything in one act, or some of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.clean_text import NAME_LIMIT
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField, KeyboardInitials
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class StandInAnswer:
    """Who stands in, as what and why, and who says so."""

    stand_in: str
    roles: tuple[str, ...]
    """Codes; empty for all roles the person holds."""
    reason: str
    by: str
    at: datetime | None = None
    """From when on, aware, UTC; None for now."""
    late_reason: str = ""


class StandInStrip(Question[StandInAnswer]):
    """Asks who stands in for somebody.

    Args:
        state: The run, for its roster.
        person: Whose roles they are.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        person: Person,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[StandInAnswer], object] | None = None,
    ) -> None:
        held = ", ".join(person.roles)
        super().__init__(
            "Name a stand-in",
            lead=person.initials,
            words=f"{person.name} holds {held}. All of it passes, unless you name roles.",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.held = person.roles
        self.stand_in = InitialsField("Stand-in", state, question="Give the initials of who stands in.", id="stand-in")
        self.roles = LineField(
            "Roles", hint=f"empty: all of {held}", limit=NAME_LIMIT, rule=self._judge_roles, id="roles", stops=True
        )
        self.reason = LineField("Why", id="reason", stops=True)
        self.initials = KeyboardInitials("Initials", state, typed_by, question="Give the initials of who says so.")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """Who, as what, why, who says so, and from when on."""
        yield from (self.stand_in, self.roles, self.reason, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what a typed time asks."""
        self.timing.show_asked()

    def answer(self) -> StandInAnswer:
        """The answer as it stands."""
        return StandInAnswer(
            stand_in=self.stand_in.initials,
            roles=_codes(self.roles.value),
            reason=self.reason.value,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    def _judge_roles(self, value: str) -> None:
        strange = next((code for code in _codes(value) if code not in self.held), "")
        if strange:
            raise Refused(f"{strange} is not held here. Choose from {', '.join(self.held)}, or leave it empty for all.")


def _codes(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.upper().replace(",", " ").split()))
