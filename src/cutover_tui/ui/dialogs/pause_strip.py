"""Pausing: initials, and nothing else. The pause counts from the key press that opened this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.leads import may_pause, pausers, short_call_words
from cutover_tui.domain.pause_prompts import judged_words
from cutover_tui.domain.time_words import clock_words
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


class PauseStrip(Question[str]):
    """Asks who pauses; gives their initials.

    Args:
        state: The run, for its roster and roles.
        pressed: When the pause key was pressed, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the initials before the strip closes.
    """

    DEFAULT_CSS = """
    PauseStrip #judged { color: $muted; }
    """
    KEY_LINE = "Enter pauses · Esc goes back, and nothing is recorded"

    def __init__(
        self,
        state: RunState,
        *,
        pressed: datetime,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        self.when = clock_words(pressed, state.plan.calendar.zone)
        self.run_state = state
        super().__init__(
            "PAUSE the rollout",
            lead=f"from {self.when}",
            words=self._about(""),
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.initials = InitialsField(
            "Initials", state, question="Give the initials of who pauses. Nothing else is needed now.", id="by"
        )

    def compose_fields(self) -> ComposeResult:
        """Who pauses, and the signs for which nobody waits for the program."""
        yield self.initials
        judged = judged_words(self.run_state)
        if judged:
            yield Words(judged, id="judged", most=3)

    def show_asked(self) -> None:
        """Say what Enter does for the initials that stand there."""
        line = self.query_one_optional("#about", Words)
        if line is not None:
            line.say(self._about(self.initials.initials))
        self.say_keys()

    def key_words(self) -> str:
        """The last line: what Enter does for these initials."""
        by = self.initials.initials if self.is_mounted else ""
        if by in self.run_state.people and not may_pause(self.run_state, by):
            return "Enter asks for a pause · Esc goes back, and nothing is recorded"
        return self.KEY_LINE

    def answer(self) -> str:
        """The initials."""
        return self.initials.initials

    def _about(self, by: str) -> str:
        state = self.run_state
        if by not in state.people or may_pause(state, by):
            return "Initials are enough, and nobody else has to agree. What it covers and who is told comes after."
        callers = short_call_words(state, pausers(state))
        return (
            f"{by} asks for a pause: the next gate waits at once. It is a pause when one of these gives initials here, "
            f"by phone too: {callers}."
        )
