"""Laying an alert aside: until when, why, and whose initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class ShelveAnswer:
    """Until when an alert is laid aside, why, and by whom."""

    until: datetime
    """Aware, UTC."""
    reason: str
    by: str


class ShelveStrip(Question[ShelveAnswer]):
    """Asks until when an alert can wait, and why.

    Args:
        state: The run, for its roster.
        words: What the alert says.
        now: The caller's clock, aware, UTC.
        until: What stands in the time at first.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        words: str,
        *,
        now: Callable[[], datetime],
        until: str,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ShelveAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Shelve until", lead="Shelve", words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self._now = now
        self.timing = WhenFields(
            now,
            state.plan.calendar.zone,
            label="Until",
            value=until,
            ahead=True,
            asks_why_late=False,
            question="Give a time for it to come back, such as 18:15.",
        )
        self.reason = LineField("Why it can wait", question="Say in a few words why it can wait until then.", id="why")
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="by")

    def compose_fields(self) -> ComposeResult:
        """Until when, why, and who says so."""
        yield from self.timing.widgets()
        yield from (self.reason, self.initials)

    def show_asked(self) -> None:
        """Show what a typed time asks."""
        self.timing.show_asked()

    def answer(self) -> ShelveAnswer:
        """The answer as it stands."""
        return ShelveAnswer(until=self.timing.at or self._now(), reason=self.reason.value, by=self.initials.initials)
