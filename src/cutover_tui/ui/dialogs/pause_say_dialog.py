"""Saying more about a pause: its trigger, what was seen, what stops, how work goes on, when it may restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issue_rules import P1, P2
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.picked_line import PickedLine
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.pause_log import Detail, Pause
    from cutover_tui.domain.state import RunState

ANOTHER = "another sign, in your own words"
URGENT = frozenset({P1, P2})
"""Levels whose issues are offered as evidence."""
MOST_OFFERED = 8
"""How many issues are offered with a digit."""
APPROX = ("about right", "exact")


@dataclass(frozen=True, kw_only=True)
class PauseSaid:
    """One thing said about a pause."""

    by: str
    words: str
    approx: bool = False


class PauseSayDialog(Question[PauseSaid]):
    """Asks one detail of a pause.

    Args:
        state: The run, for its triggers, picks and roster.
        pause: The pause.
        detail: What is asked.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        pause: Pause,
        detail: Detail,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[PauseSaid], object] | None = None,
    ) -> None:
        super().__init__(
            detail.label, lead=pause.ref, words=detail.asks, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.detail = detail
        self.triggers = state.plan.pause.triggers if detail.id == "trigger" else ()
        self.place: int | None = None if self.triggers else 0
        """Which trigger was chosen; None while they are shown, and their number for another sign."""
        rows = [PickRow(f"{one.code} {one.name}", one.threshold) for one in self.triggers]
        self.menu = PickField([*rows, PickRow(ANOTHER)])
        usual = {
            "scope": state.plan.pause.scopes,
            "contingency": state.plan.pause.contingencies,
            "evidence": _urgent_issues(state),
        }.get(detail.id, ())
        self.line: LineField = (
            PickedLine(detail.label, usual, question=detail.asks, id="said")
            if usual
            else LineField(detail.label, question=detail.asks, id="said")
        )
        zone = state.plan.calendar.zone
        self.when = WhenFields(
            now,
            zone,
            label=detail.label,
            value="",
            ahead=True,
            question="Give a time, such as 15:40.",
            asks_why_late=False,
        )
        self.exact = ChoiceField("", "This time is", APPROX, chosen=0, id="approx")
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="by")

    def compose_fields(self) -> ComposeResult:
        """The triggers to choose from, a line or a time, and initials."""
        yield from (self.menu, self.line)
        yield from self.when.widgets()
        yield from (self.exact, self.initials)

    def show_asked(self) -> None:
        """Show what this detail asks."""
        chosen, is_time = self.place is not None, self.detail.is_time
        another = not self.triggers or self.place == len(self.triggers)
        self.menu.display = not chosen
        self.line.display = chosen and another and not is_time
        self.when.show_asked(shown=is_time)
        self.exact.display = is_time
        self.initials.display = chosen

    def key_words(self) -> str:
        """The last line, which says other things while the triggers are shown."""
        return "A number, or arrows and Enter, chooses · Esc goes back" if self.place is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked trigger, or go on in the fields."""
        if self.place is not None:
            super().go_on()
            return
        self.place = self.menu.marked
        if self.place < len(self.triggers):
            trigger = self.triggers[self.place]
            self.say_heading(f"{trigger.code} {trigger.name}")
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> PauseSaid:
        """The answer as it stands."""
        by, at = self.initials.initials, self.when.at
        if self.detail.is_time:
            words = at.isoformat(timespec="seconds") if at is not None else ""
            return PauseSaid(by=by, words=words, approx=self.exact.chosen == 0)
        if self.place is not None and self.place < len(self.triggers):
            return PauseSaid(by=by, words=self.triggers[self.place].code)
        return PauseSaid(by=by, words=self.line.value)

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.place is None:
            self.go_on()


def _urgent_issues(state: RunState) -> tuple[str, ...]:
    """Numbers of the issues that may have led to a pause: P1 and P2 that are not closed, the worst and newest first."""
    open_ones = [one for one in state.issues.values() if one.level in URGENT and one.closed is None]
    ordered = sorted(open_ones, key=lambda one: (one.level, -one.seq))
    return tuple(one.ref for one in ordered)[:MOST_OFFERED]
