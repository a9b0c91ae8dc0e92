"""Where one gate stands: criteria looked at, answers given, decisions made. The look-ups are in `gates`."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.gate_plan import Criterion, Gate


class Met(StrEnum):
    """How a criterion stands (`records.md` b4, gate-criteria.csv)."""

    OPEN = ""
    """Nobody has looked yet."""
    MET = "met"
    NOT_MET = "not met"
    CONDITION = "met with condition"
    NOT_APPLICABLE = "not applicable"


class Vote(StrEnum):
    """What a station answers (`ux.md` D6)."""

    GO = "go"
    NO_GO = "no-go"
    OBJECTION = "go with objection noted"
    ABSENT = "absent"
    """Nobody spoke for the station. It is never taken for GO."""


class Result(StrEnum):
    """How a gate was decided."""

    GO = "go"
    CONDITIONS = "go with conditions"
    NO_GO = "no-go"
    MOVE = "move the date"


PASSED = frozenset({Result.GO, Result.CONDITIONS})
"""The decisions with which work goes on."""


@dataclass(frozen=True, kw_only=True)
class GateHappening(Happening):
    """What the events about gates share; each is about one gate."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one person saw of a criterion."""

    seq: int
    by: str
    at: datetime
    met: str
    """One of `Met`, or a word of a newer version."""
    value: str = ""
    """What they read off the screen, for a criterion two people look at."""


@dataclass(frozen=True, kw_only=True)
class CriterionState:
    """Where one criterion stands."""

    criterion: Criterion
    looks: tuple[Look, ...] = ()
    """What people saw since it was last marked, oldest first; more than one only where two people look."""
    evidence: str = ""
    condition: str = ""
    """What still has to be done, where it is met with a condition."""
    condition_owner: str = ""
    condition_due: datetime | None = None
    condition_task: str = ""
    """Ref of the task the condition became."""

    @property
    def agreed(self) -> Look | None:
        """The look two people share; None while they differ or only one has looked."""
        for place, look in enumerate(self.looks):
            if any(_same(look, other) for other in self.looks[:place]):
                return look
        return None

    @property
    def waits_for_second(self) -> bool:
        """True while a second person has still to look, without having seen what the first one saw."""
        return self.criterion.two_people and len(self.looks) == 1

    @property
    def differs(self) -> bool:
        """True when those who looked saw different things: it needs a third look."""
        return self.criterion.two_people and len(self.looks) > 1 and self.agreed is None

    @property
    def met(self) -> str:
        """How it stands; open while two people have not seen the same."""
        if not self.looks:
            return Met.OPEN
        if not self.criterion.two_people:
            return self.looks[-1].met
        return self.agreed.met if self.agreed is not None else Met.OPEN

    @property
    def fulfilled(self) -> bool:
        """True when it does not stand in the way."""
        return self.met in {Met.MET, Met.CONDITION, Met.NOT_APPLICABLE}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one station answered in one poll."""

    seq: int
    station: str
    vote: str
    by: str
    """Who spoke for the station; empty where nobody did."""
    recorder: str
    at: datetime
    words: str = ""
    """The reason of a NO GO, or the objection noted."""
    by_phone: bool = False
    reference: str = ""
    action: str = ""
    """Ref of the task that a NO GO became."""


@dataclass(frozen=True, kw_only=True)
class Poll:
    """One time the question was put. A new one never carries an answer of the one before."""

    number: int
    """1 for the first of this gate."""
    seq: int
    by: str
    at: datetime
    answers: tuple[Answer, ...] = ()
    """In the order they were given."""
    closed_at: datetime | None = None
    closed_by: str = ""
    closed_seq: int = -1
    """Number of the entry that closed it; -1 while none has."""
    objector: str = ""
    """Initials of who had a strong objection at the end; empty for nobody."""
    objection: str = ""
    objection_action: str = ""

    def answer_of(self, station: str) -> Answer | None:
        """What a station answered; None before it has."""
        return next((one for one in self.answers if one.station == station), None)

    def spoke(self, initials: str) -> Answer | None:
        """The answer a person gave; None before they have."""
        return next((one for one in self.answers if one.by == initials and one.vote != Vote.ABSENT), None)

    @property
    def held(self) -> bool:
        """True when somebody said NO GO, or had a strong objection: the gate is on hold."""
        return bool(self.objector) or any(one.vote == Vote.NO_GO for one in self.answers)


@dataclass(frozen=True, kw_only=True)
class SupplierFact:
    """What a supplier stated. It informs the decision and is no vote."""

    seq: int
    party: str
    """Code of the supplier's role."""
    fact: str
    reference: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Decision:
    """How a gate was decided."""

    seq: int
    result: str
    by: str
    second: str
    chaired_by: str
    recorder: str
    at: datetime
    recorded_at: datetime
    reasons: str
    although: str
    """Why it was passed although something stood in the way."""
    despite: tuple[str, ...]
    """What stood in the way."""
    conditions: tuple[str, ...]
    """Refs of the tasks that are its conditions."""
    move_to: str
    """The new time in words or as an instant, where the date was moved."""
    retreat_at: datetime | None
    """The last moment for a safe retreat as the plan stood then."""


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """That work went ahead before the gate was recorded."""

    seq: int
    by: str
    at: datetime
    """When it was said."""
    happened: datetime
    """When work went ahead."""
    known: str
    follows: str
    """What happens now."""


@dataclass(frozen=True, kw_only=True)
class GateState:
    """Where one gate stands."""

    gate: Gate
    criteria: Mapping[str, CriterionState] = field(default_factory=dict)
    """By ref, in the plan's order."""
    polls: tuple[Poll, ...] = ()
    """Every time the question was put, oldest first."""
    facts: tuple[SupplierFact, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """Every decision that took effect, oldest first."""
    ahead: tuple[Ahead, ...] = ()
    opened_at: datetime | None = None
    """When something was first recorded about it."""
    touched: int = -1
    """Number of the last record about it."""
    since: int = -1
    """Number of the record it began anew with, such as another pause: what is older no longer counts."""

    @property
    def poll(self) -> Poll | None:
        """The question as it was put last; None before it was, and once the gate began anew."""
        return self.polls[-1] if self.polls and self.polls[-1].seq > self.since else None

    @property
    def decision(self) -> Decision | None:
        """The decision that stands; None before one, and once the question was put again after it."""
        if not self.decisions:
            return None
        last = max(self.since, self.polls[-1].seq if self.polls else -1)
        return self.decisions[-1] if self.decisions[-1].seq > last else None

    @property
    def passed(self) -> bool:
        """True when it was decided that work goes on."""
        return self.decision is not None and self.decision.result in PASSED

    @property
    def held(self) -> bool:
        """True while a NO GO or a strong objection holds it."""
        return self.decision is None and self.poll is not None and self.poll.held

    @property
    def fulfilled(self) -> int:
        """How many criteria do not stand in the way."""
        return sum(one.fulfilled for one in self.criteria.values())


def fresh_gates(gates: tuple[Gate, ...]) -> dict[str, GateState]:
    """Where the gates of a plan stand before any record, by ref."""
    return {
        gate.ref: GateState(gate=gate, criteria={one.ref: CriterionState(criterion=one) for one in gate.criteria})
        for gate in gates
    }


def _same(one: Look, other: Look) -> bool:
    """Tell whether two people saw the same: the words are compared without case and blanks."""
    return (one.met, _plain(one.value)) == (other.met, _plain(other.value)) and one.by != other.by


def _plain(value: str) -> str:
    return " ".join(value.split()).casefold()
