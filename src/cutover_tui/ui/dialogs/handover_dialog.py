"""Handing a role over: how things stand in four parts, and whether it is taken (`records.md` c8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.handover import PLACES
from cutover_tui.domain.leads import role_names
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class OfferAnswer:
    """Which role is handed to whom, where, and how things stand."""

    role: str
    to: str
    place: str
    sbar: tuple[str, str, str, str]
    """Situation, background, assessment, recommendation."""
    by: str


@dataclass(frozen=True, kw_only=True)
class AcceptAnswer:
    """What was said back, the question asked if any, who heard it and who takes over."""

    top_three: str
    question: str
    heard_by: str
    by: str


@dataclass(frozen=True, kw_only=True)
class RefuseAnswer:
    """Why a role is not taken over, and who says so."""

    reason: str
    by: str


class OfferDialog(Question[OfferAnswer]):
    """Asks which role is handed to whom, and how things stand.

    Args:
        state: The run, for its roster.
        person: Who hands over.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        person: Person,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[OfferAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Hand a role over",
            lead=person.initials,
            words=f"{person.name} hands over. Until it is accepted, {person.initials} holds the role.",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        names = role_names(state)
        self.held = person.roles
        self.role = ChoiceField(
            "Role",
            "",
            [f"{code} {names.get(code, '')}".strip() for code in person.roles],
            id="role",
            chosen=0 if len(person.roles) == 1 else -1,
        )
        self.to = InitialsField("To", state, question="Give the initials of who takes over.", id="to")
        self.place = ChoiceField("Where", "", PLACES, id="place", chosen=0)
        self.situation = LineField("Situation", question="Say how things stand now.", id="situation")
        self.background = LineField("Background", id="background", stops=True)
        self.assessment = LineField("Assessment", id="assessment", stops=True)
        self.recommendation = LineField("Recommendation", id="recommendation", stops=True)
        question = "Give the initials of who hands over."
        self.initials = InitialsField("Initials", state, question=question, id="initials")

    def compose_fields(self) -> ComposeResult:
        """Role, to whom, where, the four parts, and who hands over."""
        yield from (self.role, self.to, self.place)
        yield from (self.situation, self.background, self.assessment, self.recommendation, self.initials)

    def answer(self) -> OfferAnswer:
        """The answer as it stands."""
        parts = (self.situation, self.background, self.assessment, self.recommendation)
        situation, background, assessment, recommendation = (part.value for part in parts)
        return OfferAnswer(
            role=self.held[self.role.chosen] if self.role.chosen >= 0 else "",
            to=self.to.initials,
            place=self.place.words,
            sbar=(situation, background, assessment, recommendation),
            by=self.initials.initials,
        )


class AcceptDialog(Question[AcceptAnswer]):
    """Asks what was said back and who heard it.

    Args:
        state: The run, for its roster.
        handover: What is taken over.
        left: Names of the parts that were not read back; empty when all were.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        handover: Handover,
        *,
        left: tuple[str, ...] = (),
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[AcceptAnswer], object] | None = None,
    ) -> None:
        words = f"{handover.role} from {handover.giver} to {handover.taker}."
        if left:
            words += f" Not read back: {', '.join(left)}."
        super().__init__(
            "Take over", lead=handover.ref, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        asked = "Say the three things that matter most back, in your own words."
        self.top_three = LineField("Top three", question=asked, id="top-three")
        self.question_asked = LineField(
            "Question", hint="empty: accepted without a question", id="question", stops=True
        )
        self.heard_by = InitialsField(
            "Heard by", state, question=f"Give the initials of {handover.giver}, who heard it read back.", id="heard-by"
        )
        self.initials = InitialsField(
            "Taken by", state, question=f"Give the initials of {handover.taker}, who takes over.", id="initials"
        )

    def compose_fields(self) -> ComposeResult:
        """What was said back, a question, who heard it, and who takes over."""
        yield from (self.top_three, self.question_asked, self.heard_by, self.initials)

    def answer(self) -> AcceptAnswer:
        """The answer as it stands."""
        return AcceptAnswer(
            top_three=self.top_three.value,
            question=self.question_asked.value,
            heard_by=self.heard_by.initials,
            by=self.initials.initials,
        )


class RefuseDialog(Question[RefuseAnswer]):
    """Asks why a role is not taken over.

    Args:
        state: The run, for its roster.
        handover: What is not taken over.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        handover: Handover,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[RefuseAnswer], object] | None = None,
    ) -> None:
        words = f"{handover.role} stays with {handover.giver}."
        super().__init__(
            "Not accepted", lead=handover.ref, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.reason = LineField("Why", question=f"Say why {handover.taker} does not take over.", id="reason")
        question = f"Give the initials of {handover.taker}."
        self.initials = InitialsField("Initials", state, question=question, id="initials")

    def compose_fields(self) -> ComposeResult:
        """Why, and who says so."""
        yield from (self.reason, self.initials)

    def answer(self) -> RefuseAnswer:
        """The answer as it stands."""
        return RefuseAnswer(reason=self.reason.value, by=self.initials.initials)
