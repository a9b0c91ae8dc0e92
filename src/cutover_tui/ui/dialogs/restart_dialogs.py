"""Restarting: one line of the restart list, and the restart itself by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.restarts import movable_anchors, outlook_words, restart_outlook
from cutover_tui.domain.time_words import short_words
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.pause_plan import RestartItem
    from cutover_tui.domain.state import RunState

MET = ("met", "not met, and two people restart all the same")


@dataclass(frozen=True, kw_only=True)
class ItemGiven:
    """The answer to one line of the restart list."""

    by: str
    met: bool
    words: str
    second: str = ""
    second_words: str = ""


class RestartItemDialog(Question[ItemGiven]):
    """Asks whether a line of the restart list is met, with its evidence or the reasons of two.

    Args:
        state: The run, for its roster.
        pause: The pause.
        item: The line.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        pause: Pause,
        item: RestartItem,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ItemGiven], object] | None = None,
    ) -> None:
        super().__init__(
            f"Restart list: {item.words}",
            lead=pause.ref,
            words=item.asks,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.choice = ChoiceField("", f"‘{item.words}’ is", MET, id="met")
        self.words = LineField("Evidence", question=item.asks, id="words")
        self.initials = InitialsField("Initials", state, question="Give the initials of who found it so.", id="by")
        self.second = InitialsField("And", state, question="Give the initials of the other who restarts.", id="second")
        self.second_words = LineField(
            "Their reason", question="The other one says why too, in their own words.", id="second-words"
        )

    def compose_fields(self) -> ComposeResult:
        """Met or not, the evidence or reason, and who says so."""
        yield from (self.choice, self.words, self.initials, self.second, self.second_words)

    def show_asked(self) -> None:
        """Show what the choice asks."""
        not_met = self.choice.chosen == 1
        self.words.rename("Why all the same" if not_met else "Evidence")
        self.second.display = self.second_words.display = not_met

    def answer(self) -> ItemGiven:
        """The answer as it stands."""
        met = self.choice.chosen == 0
        return ItemGiven(
            by=self.initials.initials,
            met=met,
            words=self.words.value,
            second="" if met else self.second.initials,
            second_words="" if met else self.second_words.value,
        )


@dataclass(frozen=True, kw_only=True)
class RestartGiven:
    """What two people said when they restart."""

    by: str
    second: str
    phased_how: str
    replans: bool
    moves: tuple[str, ...]


class RestartDialog(Question[RestartGiven]):
    """Asks how it starts again, what the time lost moves, and who the two are.

    Args:
        state: The run as it stands.
        pause: The pause.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    KEY_LINE = "Enter restarts · Tab next field · Esc goes back, and it stays paused"

    def __init__(
        self,
        state: RunState,
        pause: Pause,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[RestartGiven], object] | None = None,
    ) -> None:
        super().__init__(f"RESTART after {pause.ref}", words=" ", opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.run_state, self.pause, self.now = state, pause, now
        self.how = LineField(
            "In which steps",
            question="Say in which steps it starts again: what first, for whom, and what follows.",
            hint="such as: reception first, prescribing at 15:30",
            id="how",
        )
        zone = state.plan.calendar.zone
        self.replan = ChoiceField(
            "",
            "Times that run from what has happened",
            ("move by the time lost", "stay as planned"),
            chosen=0,
            id="replan",
        )
        self.anchors = movable_anchors(state, pause)
        self.moves = [
            ChoiceField(
                "",
                f"{anchor.name}, planned {short_words(state.anchors[anchor.code], now(), zone)},",
                ("stays", "moves by the time lost"),
                chosen=0,
                id=f"move-{anchor.code.lower()}",
            )
            for anchor in self.anchors
        ]
        self.initials = InitialsField("Initials", state, question="Give the initials of the first person.", id="by")
        self.second = InitialsField("And", state, question="Give the initials of a different person.", id="second")

    def compose_fields(self) -> ComposeResult:
        """How, what moves, and the two."""
        yield self.how
        yield self.replan
        yield from self.moves
        yield from (self.initials, self.second)

    def show_asked(self) -> None:
        """Say what moves with the answers as they stand, and who is told again."""
        line = self.query_one_optional("#about", Words)
        if line is not None:
            seen = restart_outlook(self.run_state, self.pause, self.now(), replans=self._replans(), moves=self._moves())
            line.say(outlook_words(self.run_state, seen, self._moves()))

    def answer(self) -> RestartGiven:
        """The answer as it stands."""
        return RestartGiven(
            by=self.initials.initials,
            second=self.second.initials,
            phased_how=self.how.value,
            replans=self._replans(),
            moves=self._moves(),
        )

    def _replans(self) -> bool:
        return self.replan.chosen == 0

    def _moves(self) -> tuple[str, ...]:
        return tuple(anchor.code for anchor, field in zip(self.anchors, self.moves, strict=True) if field.chosen == 1)
