"""Recording who is in the room, on the phone or not here: several people in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.presence import Whereabouts
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.initials_field import KeyboardInitials
from cutover_tui.ui.dialogs.people_field import PeopleField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState

PLACES = tuple(Whereabouts)


@dataclass(frozen=True, kw_only=True)
class RollAnswer:
    """Who is where, and who says so."""

    people: tuple[str, ...]
    where: str
    by: str
    at: datetime | None = None
    """When they came, rang or left, aware, UTC; None for now."""
    late_reason: str = ""


class RollStrip(Question[RollAnswer]):
    """Asks who is here and how.

    Args:
        state: The run, for its roster.
        people: Initials that stand there at first.
        where: Place of the answer chosen at first among `PLACES`.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        people: str,
        *,
        where: int = 0,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[RollAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Who is here",
            words="Read the names aloud. Once a roll is kept, a tick for somebody not on it asks how it is known.",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.people = PeopleField("Who", state, people, id="people")
        self.people.stops = True
        self.where = ChoiceField("Where", "", PLACES, id="where", chosen=where)
        self.where.stops = True
        question = "Give the initials of who says so."
        self.initials = KeyboardInitials("Initials", state, typed_by, question=question)
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """Who, where, who says so, and since when."""
        yield from (self.people, self.where, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what a typed time asks."""
        self.timing.show_asked()

    def answer(self) -> RollAnswer:
        """The answer as it stands."""
        return RollAnswer(
            people=self.people.people,
            where=self.where.words,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )
