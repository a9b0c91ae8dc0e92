"""Why somebody is not told, and who acknowledged a message: a line and initials each."""

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
class SaidAnswer:
    """One line, whose it is, and when."""

    said: str
    by: str
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""


class SaidDialog(Question[SaidAnswer]):
    """Asks for one line, initials and when.

    Args:
        state: The run, for the roster.
        heading: What is recorded.
        words: What it is about.
        label: What the line asks.
        question: The sentence for a blank line.
        now: The caller's clock, aware, UTC.
        hint: What stands in the line, faint, until something is typed.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        heading: str,
        *,
        words: str,
        label: str,
        question: str,
        now: Callable[[], datetime],
        hint: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[SaidAnswer], object] | None = None,
    ) -> None:
        super().__init__(heading, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.said = LineField(label, question=question, hint=hint, id="said")
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """The line, who and when."""
        yield from (self.said, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what a typed time asks."""
        self.timing.show_asked()

    def answer(self) -> SaidAnswer:
        """The answer as it stands."""
        return SaidAnswer(
            said=self.said.value, by=self.initials.initials, at=self.timing.at, late_reason=self.timing.late_reason
        )
