"""What is asked about a criterion of a gate: how it stands, a second person's look, a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_criteria import MARKS, Marked
from cutover_tui.domain.gate_state import Met
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.owner_field import OwnerField, by_when
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.gate_state import CriterionState
    from cutover_tui.domain.state import RunState

_TWO_PERSON_MARKS = (Met.MET, Met.NOT_MET, Met.NOT_APPLICABLE)


@dataclass(frozen=True, kw_only=True)
class MarkAnswer:
    """How somebody says a criterion stands."""

    said: Marked
    by: str
    at: datetime | None = None
    late_reason: str = ""


class MarkStrip(Question[MarkAnswer]):
    """Asks how a criterion stands, what shows it, and what two people read each for themselves.

    Args:
        state: The run, for its roster.
        standing: The criterion.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    MarkStrip #look { color: $muted; }
    """

    def __init__(
        self,
        state: RunState,
        standing: CriterionState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[MarkAnswer], object] | None = None,
    ) -> None:
        one, zone = standing.criterion, state.plan.calendar.zone
        super().__init__(
            "First look of two" if one.two_people else "How it stands",
            lead=one.ref,
            words=one.text,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.criterion = one
        self.marks = _TWO_PERSON_MARKS if one.two_people else MARKS
        self.choice = ChoiceField("", "It is", self.marks, id="met")
        self.value = LineField(
            "What you read", question=f"Say what you read: {one.reads or one.evidence}.", id="value", hint=one.reads
        )
        self.condition = LineField("What is left to do", question="Say what still has to be done.", id="condition")
        self.owner = OwnerField(state)
        self.due = by_when(now, zone)
        self.evidence = LineField("What shows it", hint=one.evidence, id="evidence", stops=True)
        self.initials = InitialsField("Initials", state, question="Give the initials of who looked.", id="initials")
        self.timing = WhenFields(now, zone)

    def compose_fields(self) -> ComposeResult:
        """How it stands, what was read or is left, what shows it, who looked and when."""
        if self.criterion.evidence:
            yield Words(self.criterion.evidence, lead="Look for:", id="look", most=2)
        yield from (self.choice, self.value, self.condition, self.owner)
        yield from self.due.widgets()
        yield from (self.evidence, self.initials)
        yield from self.timing.widgets()

    @property
    def met(self) -> str:
        """What was chosen; empty before anything was."""
        return self.marks[self.choice.chosen] if self.choice.chosen >= 0 else ""

    def show_asked(self) -> None:
        """Ask for what was read where two people look, and for the condition where there is one."""
        conditional = self.met == Met.CONDITION
        self.value.display = self.criterion.two_people
        self.condition.display = self.owner.display = conditional
        self.due.show_asked(shown=conditional)
        self.evidence.display = not self.criterion.two_people
        self.timing.show_asked()

    def answer(self) -> MarkAnswer:
        """The answer as it stands."""
        return MarkAnswer(
            said=Marked(
                met=self.met,
                value=self.value.value,
                evidence=self.evidence.value,
                condition=self.condition.value,
                owner=self.owner.owner,
                due=self.due.at,
            ),
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )


@dataclass(frozen=True, kw_only=True)
class LookAnswer:
    """What another person read."""

    met: str
    value: str
    by: str
    at: datetime | None = None
    late_reason: str = ""


class SecondLookStrip(Question[LookAnswer]):
    """Asks another person what they read; what the first person read is not shown.

    Args:
        state: The run, for its roster.
        standing: The criterion, which waits for a second or a third look.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    SecondLookStrip #look { color: $muted; }
    """

    def __init__(
        self,
        state: RunState,
        standing: CriterionState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[LookAnswer], object] | None = None,
    ) -> None:
        one = standing.criterion
        self.standing = standing
        super().__init__(
            "Third look" if standing.differs else "Second person's look",
            lead=one.ref,
            words=one.text,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.initials = InitialsField(
            "Initials",
            state,
            rule=self._require_fresh_eyes,
            question="Give the initials of who looks now: somebody who has not looked yet.",
            id="initials",
        )
        self.choice = ChoiceField("", "It is", _TWO_PERSON_MARKS, id="met")
        self.value = LineField(
            "What you read", question=f"Say what you read: {one.reads or one.evidence}.", id="value", hint=one.reads
        )
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """Who looks, how it stands, what they read, and when."""
        yield Words(self.standing.criterion.evidence, lead="Read it yourself:", id="look", most=2)
        yield from (self.initials, self.choice, self.value)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show every field; the time asks its own."""
        self.timing.show_asked()

    def answer(self) -> LookAnswer:
        """The answer as it stands."""
        chosen = self.choice.chosen
        return LookAnswer(
            met=_TWO_PERSON_MARKS[chosen] if chosen >= 0 else "",
            value=self.value.value,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    def _require_fresh_eyes(self, initials: str) -> None:
        if initials in {look.by for look in self.standing.looks}:
            ref = self.standing.criterion.ref
            msg = f"{ref} needs a different person: {initials} has looked at it already. Ask somebody else."
            raise Refused(msg)


@dataclass(frozen=True, kw_only=True)
class ConditionAnswer:
    """What has to be done if a gate is passed."""

    title: str
    owner: str
    due: datetime | None
    by: str


class ConditionStrip(Question[ConditionAnswer]):
    """Asks for a condition of passing a gate, with who sees to it and by when.

    Args:
        state: The run, for its roles and its roster.
        gate: The gate.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        gate: Gate,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ConditionAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "A condition, which becomes a task",
            lead=gate.ref,
            words=gate.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.what = LineField("What is to be done", question="Say what has to be done if it is passed.", id="what")
        self.owner = OwnerField(state)
        self.due = by_when(now, state.plan.calendar.zone)
        self.initials = InitialsField(
            "Initials", state, question="Give the initials of who asks for it.", id="initials"
        )

    def compose_fields(self) -> ComposeResult:
        """What, who, by when, and who asks for it."""
        yield from (self.what, self.owner)
        yield from self.due.widgets()
        yield self.initials

    def show_asked(self) -> None:
        """Show every field."""
        self.due.show_asked()

    def answer(self) -> ConditionAnswer:
        """The answer as it stands."""
        return ConditionAnswer(
            title=self.what.value, owner=self.owner.owner, due=self.due.at, by=self.initials.initials
        )
