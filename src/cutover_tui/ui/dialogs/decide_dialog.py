"""Deciding a gate, and saying that work went ahead before it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_decisions import Wish, in_the_way
from cutover_tui.domain.gate_state import PASSED, Result
from cutover_tui.domain.gates import deciders_words, open_conditions
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.owner_field import by_when
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.refusals import ReasonNeeded
    from cutover_tui.domain.state import RunState

RESULTS = (Result.GO, Result.CONDITIONS, Result.NO_GO, Result.MOVE)


@dataclass(frozen=True, kw_only=True)
class DecideAnswer:
    """How a gate is decided, and by whom."""

    wish: Wish
    by: str


class DecideDialog(Question[DecideAnswer]):
    """Asks how a gate is decided, why, and by which people; what stands in the way is said first.

    Args:
        state: The run, for its roster.
        standing: The gate.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    DecideDialog #who { color: $muted; }
    DecideDialog #in-the-way { color: $soon; text-style: bold; }
    """

    def __init__(
        self,
        state: RunState,
        standing: GateState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[DecideAnswer], object] | None = None,
    ) -> None:
        gate = standing.gate
        super().__init__(
            "Decide this gate", lead=gate.ref, words=gate.title, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.gate = gate
        self.despite = in_the_way(state, standing)
        self.who = deciders_words(state, gate)
        self.conditions = open_conditions(state, gate)
        self.although_asked = False
        many = f"go with conditions ({', '.join(self.conditions)})" if self.conditions else "go with conditions"
        self.choice = ChoiceField("", "The decision is", ("go", many, "no-go", "move the date"), id="result")
        self.move_to = by_when(now, state.plan.calendar.zone)
        self.move_to.when.rename("Moves to")
        self.reasons = LineField("Reasons", question="Say why it is decided so.", id="reasons")
        self.although = LineField("Go all the same", question="Say why work goes on all the same.", id="although")
        self.initials = InitialsField("Decided by", state, question="Give the initials of who decides.", id="initials")
        two = len(gate.decided_by) > 1
        self.second = InitialsField(
            "And",
            state,
            optional=not two,
            question="Give the initials of a different person, who decides it too.",
            blank_words="" if two else "a second person, where there is one",
            id="second",
            stops=True,
        )

    def compose_fields(self) -> ComposeResult:
        """What stands in the way, the decision, its reasons, and who decides."""
        yield Words(self.who, lead="Decided by:", id="who", most=2)
        yield self.choice
        yield Words("; ".join(self.despite), lead="In the way:", id="in-the-way", most=3)
        yield from self.move_to.widgets()
        yield from (self.reasons, self.although, self.initials, self.second)

    @property
    def result(self) -> str:
        """What was chosen; empty before anything was."""
        return RESULTS[self.choice.chosen] if self.choice.chosen >= 0 else ""

    def show_asked(self) -> None:
        """Ask for the new time where the date moves, and for a reason where something stands in the way of a go."""
        passes = self.result in PASSED
        self.move_to.show_asked(shown=self.result == Result.MOVE)
        self.query_one("#in-the-way").display = passes and bool(self.despite)
        self.although.display = passes and bool(self.despite)

    def answer(self) -> DecideAnswer:
        """The answer as it stands."""
        return DecideAnswer(
            wish=Wish(
                result=self.result,
                second=self.second.initials,
                reasons=self.reasons.value,
                although=self.although.value if self.although.display else "",
                move_to=self.move_to.at if self.result == Result.MOVE else None,
            ),
            by=self.initials.initials,
        )

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Show what came in the way meanwhile, and ask for the reason."""
        self.despite = needed.unusual
        self.query_one("#in-the-way", Words).say("; ".join(self.despite))
        self.show_asked()
        self.although.take_focus()
        self.call_after_refresh(self.fit)


@dataclass(frozen=True, kw_only=True)
class AheadAnswer:
    """That work went ahead: when, what was known, what happens now."""

    happened: datetime | None
    known: str
    follows: str
    by: str


class WentAheadStrip(Question[AheadAnswer]):
    """Asks when work went ahead, what was known and what happens now. Any one person can record it; boxes may be blank.

    Args:
        state: The run, for its roster.
        standing: The gate.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        standing: GateState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[AheadAnswer], object] | None = None,
    ) -> None:
        gate = standing.gate
        super().__init__(
            "Went ahead before the gate was recorded",
            lead=gate.ref,
            words=gate.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.timing = WhenFields(now, state.plan.calendar.zone, label="When", asks_why_late=False)
        self.timing.when.stops = True
        self.known = LineField("What was known", id="known", stops=True)
        self.follows = LineField("What happens now", id="follows", stops=True)
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """Three boxes, and who says so."""
        yield from self.timing.widgets()
        yield from (self.known, self.follows, self.initials)

    def show_asked(self) -> None:
        """Show every field."""
        self.timing.show_asked()

    def answer(self) -> AheadAnswer:
        """The answer as it stands."""
        return AheadAnswer(
            happened=self.timing.at,
            known=self.known.value,
            follows=self.follows.value,
            by=self.initials.initials,
        )
