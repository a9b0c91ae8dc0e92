"""Holds: anybody asks everybody to wait at the next gate; a lead answers somebody who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.holds import ANSWERS, open_holds
from cutover_tui.runner.pause_board import hold_lines
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.picked_line import PickedLine
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.holds import Hold
    from cutover_tui.domain.state import RunState

REASONS = ("the numbers look wrong", "something is not ready", "I am not sure it is safe", "somebody is missing")
"""The usual reasons for a hold; a digit puts one into the line."""


@dataclass(frozen=True, kw_only=True)
class HoldAnswerGiven:
    """A hold that is asked for, or an answer to one."""

    by: str
    reason: str
    hold: str = ""
    """Reference of the hold that is answered; empty where one is asked for."""
    answer: str = ""


class HoldDialog(Question[HoldAnswerGiven]):
    """Asks what to wait for, or how a hold is answered.

    Args:
        state: The run, for its holds and roster.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[HoldAnswerGiven], object] | None = None,
    ) -> None:
        self.standing = open_holds(state)
        self.place: int | None = None if self.standing else 0
        """Which line was chosen: 0 asks for a hold; None while they are shown."""
        super().__init__("Hold", words=ASKS, opened_by=opened_by, typed_by=typed_by, decide=decide)
        said = {line.hold.ref: line.words for line in hold_lines(state, now())}
        rows = [PickRow("ask for a hold", "the next gate waits, ticking goes on")]
        rows += [PickRow(f"answer {hold.ref}", said[hold.ref].partition(" ")[2]) for hold in self.standing]
        self.menu = PickField(rows)
        self.choice = ChoiceField("", "", ANSWERS, lacking="Press 1, 2 or 3.", id="answer")
        self.reason = PickedLine(
            "What to wait for", REASONS, question="Say in a few words what to wait for.", id="reason"
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of who asks.", id="by")

    def compose_fields(self) -> ComposeResult:
        """What it is, and the fields of what is chosen."""
        yield from (self.menu, self.choice, self.reason, self.initials)

    @property
    def answered_hold(self) -> Hold | None:
        """The hold that is answered; None where one is asked for, or nothing is chosen yet."""
        return self.standing[self.place - 1] if self.place else None

    def show_asked(self) -> None:
        """Show the lines to choose from, or what the chosen one asks."""
        chosen = self.place is not None
        self.menu.display = not chosen
        self.choice.display = bool(self.place)
        self.reason.display = self.initials.display = chosen

    def key_words(self) -> str:
        """The last line, which says other things while the lines to choose from are shown."""
        return "A number or Enter chooses · Esc goes back" if self.place is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line, or go on in its fields."""
        if self.place is not None:
            super().go_on()
            return
        self.place = self.menu.marked
        hold = self.answered_hold
        if hold is not None:
            self.say_heading(f"Answer {hold.ref}")
            asked = f"{hold.by} asked: {hold.reason}. Thank you, {hold.by}. What happens now?"
            self.query_one("#about", Words).say(asked)
            self.reason.rename("Why")
            self.reason.question = f"Say why, in a few words: {hold.by} should know what came of it."
            self.reason.offer(())
            self.initials.question = "Give the initials of the lead who answers."
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> HoldAnswerGiven:
        """The answer as it stands."""
        hold = self.answered_hold
        return HoldAnswerGiven(
            by=self.initials.initials,
            reason=self.reason.value,
            hold=hold.ref if hold is not None else "",
            answer=self.choice.words if hold is not None else "",
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.place is None:
            self.go_on()


ASKS = "Everybody waits at the next gate until a lead has answered. Ticking goes on. Nobody has to be sure to ask."
