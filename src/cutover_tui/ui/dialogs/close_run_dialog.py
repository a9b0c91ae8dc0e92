"""Closing the run: what stands in the way, an exception signed by two people for one of them, or the close itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.closing import exception_for, left_to_do, open_matters, until_words
from cutover_tui.domain.closing_matters import matters
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import to_local
from cutover_tui.runner.gate_board import close_gate_words
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.closing_matters import Matter
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class CloseRunAnswer:
    """What two people said."""

    by: str
    second: str
    matter: str = ""
    """Id of what an exception is signed for; empty to close the run."""
    owner: str = ""
    until: str = ""
    """By which day the owner sees to it, ISO date."""
    reason: str = ""


class CloseRunDialog(Question[CloseRunAnswer]):
    """Asks which open matter two people accept, or, where none is open, who closes the run.

    Args:
        state: The run as it stands.
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
        decide: Callable[[CloseRunAnswer], object] | None = None,
    ) -> None:
        self.standing = matters(state)
        still_open = {matter.id for matter in open_matters(state)}
        self.chosen: Matter | None = None
        """The matter an exception is signed for; None while the list is shown, and for the close itself."""
        self.closes = not still_open
        super().__init__(
            "Close the run",
            words=_about(len(still_open), len(self.standing), left_to_do(state)),
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.zone = state.plan.calendar.zone
        words = close_gate_words(state, now())
        self.gate = Words(words, id="gate", most=3)
        self.which = PickField([_row(matter, state) for matter in self.standing], id="which")
        self.why = LineField("Why it waits", question="Say why the run is closed although this is open.", id="reason")
        self.owner = InitialsField("Who sees to it", state, question="Give the initials of who sees to it.", id="owner")
        self.until = WhenFields(
            now,
            self.zone,
            label="By when",
            value="",
            ahead=True,
            question="Give the day and time, such as 18 Dec 17:00.",
            asks_why_late=False,
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of the first person.", id="by")
        self.second = InitialsField(
            "And", state, question="Give the initials of a different person, who agrees.", id="second"
        )

    def compose_fields(self) -> ComposeResult:
        """How the gate of the close stands, what stands in the way, and what is asked of two people."""
        yield self.gate
        yield self.which
        yield self.why
        yield self.owner
        yield from self.until.widgets()
        yield self.initials
        yield self.second

    def show_asked(self) -> None:
        """Show the list, or what an exception asks, or who closes the run."""
        picks = not self.closes and self.chosen is None
        signs = self.chosen is not None
        self.gate.display = bool(self.gate.words) and not signs
        self.which.display = picks
        self.why.display = self.owner.display = signs
        self.until.show_asked(shown=signs)
        self.initials.display = self.second.display = not picks

    def key_words(self) -> str:
        """The last line, which says other things at the list."""
        picks = not self.closes and self.chosen is None
        return "A number or Enter chooses what two people accept · Esc goes back" if picks else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked matter, or go on in the fields."""
        if self.closes or self.chosen is not None:
            super().go_on()
            return
        self.chosen = self.standing[self.which.marked]
        self.say_heading("Exception")
        self.query_one("#about", Words).say(f"{self.chosen.words}. Two people accept that by name.")
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> CloseRunAnswer:
        """The answer as it stands."""
        by, second, at = self.initials.initials, self.second.initials, self.until.at
        if self.chosen is None:
            return CloseRunAnswer(by=by, second=second)
        return CloseRunAnswer(
            by=by,
            second=second,
            matter=self.chosen.id,
            owner=self.owner.initials,
            until=to_local(at, self.zone).date().isoformat() if at is not None else "",
            reason=self.why.value,
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.chosen is None and not self.closes:
            self.go_on()


def _about(still_open: int, standing: int, to_do: int) -> str:
    tasks = "1 task is" if to_do == 1 else f"{to_do} tasks are"
    left = f" {tasks} still to do, and would stay so." if to_do else ""
    if not standing:
        return f"Nothing stands in the way.{left} A closed run takes no further entries but notes."
    if not still_open:
        many = "1 exception" if standing == 1 else f"{standing} exceptions"
        settled = f"Everything is settled or accepted, with {many}.{left}"
        return f"{settled} A closed run takes no further entries but notes."
    one = "1 matter stands" if still_open == 1 else f"{still_open} matters stand"
    return f"{one} in the way. Settle each, or have two people accept it by name."


def _row(matter: Matter, state: RunState) -> PickRow:
    signed = exception_for(state.exceptions, matter)
    if signed is None:
        return PickRow(matter.words)
    accepted = f"accepted by {signed.by} and {signed.second}, {signed.owner} by {until_words(signed)}"
    return PickRow(matter.words, accepted, applies=False)
