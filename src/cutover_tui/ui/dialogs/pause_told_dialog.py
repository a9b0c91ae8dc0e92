"""Telling people of a pause: how and when they were told, or why they were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.pause_log import audience_name
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.picked_line import PickedLine
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.state import RunState

HOW = ("in the room", "by phone", "by email", "by text message", "on the website", "ticket and phone")
WHY_NOT = ("not touched by this pause", "nobody answers, tried again later", "it is told by somebody else")


@dataclass(frozen=True, kw_only=True)
class ToldAnswer:
    """Whether an audience was told."""

    by: str
    told: bool
    words: str
    """How they were told, or why not."""
    at: datetime | None
    """When they were told, aware, UTC; None for now."""
    late_reason: str = ""


class PauseToldDialog(Question[ToldAnswer]):
    """Asks how and when an audience was told of a pause, or why not.

    Args:
        state: The run, for its roster.
        pause: The pause.
        audience: Who is told.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        pause: Pause,
        audience: str,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ToldAnswer], object] | None = None,
    ) -> None:
        name = audience_name(state, audience)
        about = f"Were {name} told of the pause? Another way to get what they need, and when the next news comes."
        super().__init__(
            f"Told: {name}", lead=pause.ref, words=about, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.choice = ChoiceField("", "", ("told", "not told"), id="told")
        self.how = PickedLine("How", HOW, question="Say how they were told.", id="how")
        self.why_not = PickedLine("Why not", WHY_NOT, question="Say why they were not told.", id="why-not")
        self.initials = InitialsField("Initials", state, question="Give the initials of who told them.", id="by")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """Told or not, how or why not, who and when."""
        yield from (self.choice, self.how, self.why_not, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what the choice asks."""
        self.how.display = self.choice.chosen == 0
        self.why_not.display = self.choice.chosen == 1
        self.timing.show_asked(shown=self.choice.chosen == 0)

    def answer(self) -> ToldAnswer:
        """The answer as it stands."""
        told = self.choice.chosen == 0
        return ToldAnswer(
            by=self.initials.initials,
            told=told,
            words=self.how.value if told else self.why_not.value,
            at=self.timing.at if told else None,
            late_reason=self.timing.late_reason if told else "",
        )
