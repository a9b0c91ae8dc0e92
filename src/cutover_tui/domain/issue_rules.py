"""What a plan says about issues: levels with their clocks, areas, the risk matrix, and when people are asked to pause.

All of it is plan data (`records.md` a1, c3): a practice may change any number, and a run keeps those it began with.
`BUILT_IN` stands in where a plan was made before it said anything about issues, because an issue can always be raised.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.plan import Plan

P1, P2, P3, P4 = LEVELS = ("P1", "P2", "P3", "P4")
"""The levels of an issue, the most urgent first."""


class PromptKind(StrEnum):
    """What a pause prompt counts."""

    NOT_SAFE = "not made safe"
    """Issues of a level that nobody has made safe some minutes after they came to it."""
    SAME_AREA = "same area"
    """Open issues of a level that touch the same area."""
    NO_WORKAROUND = "no workaround"
    """Issues of a level in certain areas, without a working way round after some minutes."""
    SAMPLE = "record check"
    """Records that were wrong in one sample of what was entered."""
    TOO_FEW = "people here"
    """Roles of which fewer people are here than the plan asks for, as far as the roll says."""
    DOCUMENT = "document at a gate"
    """Criteria about a required document that were not met, at a gate that has still to be passed."""


@dataclass(frozen=True, kw_only=True)
class IssueLevel:
    """How urgent an issue is, and what follows from that."""

    code: str
    """`P1` to `P4`."""
    meaning: str
    answer_minutes: int = 0
    """Minutes until somebody has answered; 0 for the end of the day."""
    review_minutes: int = 0
    """Minutes until it is looked at again; 0 where the words of `review` say when."""
    review: str = ""
    """When it is looked at again, in words, such as `each huddle`."""
    tells: tuple[str, ...] = ()
    """Codes of the roles that hear of it."""
    tells_words: str = ""
    """Who hears of it, in words, such as `clinical lead at once, CSO`."""

    @property
    def answer_words(self) -> str:
        """By when somebody answers: `5 min`, or `end of day`."""
        return f"{self.answer_minutes} min" if self.answer_minutes else "end of day"


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """The ratings of one likelihood."""

    likelihood: str
    ratings: tuple[int, ...]
    """One for each severity, in their order."""


@dataclass(frozen=True, kw_only=True)
class RiskMatrix:
    """Severity with likelihood gives a rating. Published copies differ cell by cell, so the plan holds the one used."""

    severities: tuple[str, ...] = ()
    """The least first."""
    rows: tuple[MatrixRow, ...] = ()
    """The likeliest first, as it is printed."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """A rating, as text, to what it means."""
    source: str = ""
    """Where this copy comes from."""

    @property
    def likelihoods(self) -> tuple[str, ...]:
        """The likelihoods, the likeliest first."""
        return tuple(row.likelihood for row in self.rows)

    def rating(self, severity: str, likelihood: str) -> int:
        """The rating of a severity and a likelihood; 0 where the matrix has no such cell."""
        row = next((row for row in self.rows if row.likelihood == likelihood), None)
        if row is None or severity not in self.severities:
            return 0
        place = self.severities.index(severity)
        return row.ratings[place] if place < len(row.ratings) else 0


@dataclass(frozen=True, kw_only=True)
class PausePrompt:
    """A count at which people are asked whether to pause. The program never pauses by itself."""

    id: str
    counts: str
    """What it counts (`PromptKind`)."""
    level: str = P1
    """The level of the issues it counts; worse ones count too, but for those without a workaround."""
    at_least: int = 1
    """How many are enough to ask."""
    minutes: int = 0
    """For how long they must have stood."""
    areas: tuple[str, ...] = ()
    """The areas it is about; empty for any."""
    trigger: str = ""
    """The pause trigger it points to, such as `T1`."""
    says: str
    """What has been counted, as a sentence without its full stop."""


@dataclass(frozen=True, kw_only=True)
class IssueRules:
    """Everything a plan says about issues."""

    levels: tuple[IssueLevel, ...]
    areas: tuple[str, ...]
    matrix: RiskMatrix = field(default_factory=RiskMatrix)
    prompts: tuple[PausePrompt, ...] = ()
    judged: tuple[str, ...] = ()
    """The agreed signs of a pause that no program can count: the room judges them."""
    factors: tuple[str, ...] = ()
    """The contributory factors to pick from."""
    harm_physical: tuple[str, ...] = ()
    harm_psychological: tuple[str, ...] = ()

    def level(self, code: str) -> IssueLevel:
        """A level by its code; the least urgent where the code is none."""
        return next((level for level in self.levels if level.code == code), self.levels[-1])


BUILT_IN = IssueRules(
    levels=(
        IssueLevel(
            code=P1,
            meaning="A patient has been harmed or may be soon, or we cannot tell",
            answer_minutes=5,
            review_minutes=15,
            review="every 15 minutes",
            tells=("CL", "CSO"),
            tells_words="clinical lead at once, CSO",
        ),
        IssueLevel(
            code=P2,
            meaning="An essential job or a safety check does not work; paper works",
            answer_minutes=15,
            review_minutes=30,
            review="every 30 minutes",
            tells=("PM", "CL"),
            tells_words="cutover lead, clinical lead",
        ),
        IssueLevel(
            code=P3,
            meaning="Slower or awkward, safe",
            answer_minutes=60,
            review="each huddle",
            tells=("TRAIN",),
            tells_words="floor walker",
        ),
        IssueLevel(
            code=P4,
            meaning="A question, training or appearance",
            review="at the close",
            tells=("TRAIN",),
            tells_words="floor walker",
        ),
    ),
    areas=(
        "appointments",
        "messages",
        "consultations",
        "prescriptions",
        "visits",
        "referrals",
        "results",
        "registrations",
        "phones",
        "cards and printers",
        "other",
    ),
    factors=("people", "tasks", "tools and technology", "workplace", "organisation", "outside"),
    harm_physical=("none", "low", "moderate", "severe", "fatal"),
    harm_psychological=("none", "low", "moderate", "severe"),
)
"""Levels, areas and picks of `records.md` c3, for plans made before they said so themselves."""


def rules_of(plan: Plan) -> IssueRules:
    """What a plan says about issues, or what is built in."""
    return plan.issues if plan.issues is not None else BUILT_IN


def is_worse(level: str, than: str) -> bool:
    """Tell whether a level is more urgent than another."""
    return LEVELS.index(level) < LEVELS.index(than)
