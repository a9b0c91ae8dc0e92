"""Where an issue stands: values only. Nothing of an issue is ever taken away; later facts stand beside earlier ones."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.issue_fold import IssueEvent


class IssueStanding(StrEnum):
    """Where an issue stands, in a word."""

    OPEN = "open"
    """Nobody has answered yet."""
    ANSWERED = "answered"
    SAFE = "made safe"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class LevelStep:
    """One level an issue came to."""

    seq: int
    at: datetime
    by: str
    level: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Stamped:
    """Something said once about an issue, with who said so and when."""

    seq: int
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """One line of an issue's journal: who, when, what, told to whom, and where it stood then (`records.md` c3)."""

    seq: int
    """Number of its entry in the log."""
    at: datetime
    by: str
    words: str
    """What was done or said."""
    told: str = ""
    """Who was told."""
    standing: IssueStanding
    """Where the issue stood after it."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One issue: its first words, its journal, and everything known of it by now."""

    ref: str
    """`I-1`, numbered once and for ever."""
    seq: int
    """Number of the entry that raised it."""
    at: datetime
    """When it happened, UTC."""
    by: str
    """Initials of who reported it."""
    on_behalf_of: str = ""
    what: str
    area: str
    answer: str
    """The first answer: `yes`, `maybe`, `no`, `do not know`, or that it is a question."""
    level: str
    levels: tuple[LevelStep, ...] = ()
    """The first level and every later one, oldest first."""
    journal: tuple[JournalLine, ...] = ()
    history: tuple[tuple[int, IssueEvent], ...] = ()
    """Number of each entry that took effect, and what it says by now: as it was recorded, or as it was corrected."""
    urgent_at: datetime
    """When it came to the urgency it has: raised, raised to a worse level, opened again. Its clocks run from here."""
    urgent_seq: int
    """Number of that entry."""
    answered_at: datetime | None = None
    """When somebody first answered since then, UTC."""
    seen_at: datetime
    """When something was last done about it, for the review clock, UTC."""
    safe: Stamped | None = None
    """What made it safe; None while nothing did."""
    closed: Stamped | None = None
    owner: str = ""
    """Initials of the person who sees to it."""
    workaround: str = ""
    workaround_by: str = ""
    workaround_safe_by: str = ""
    """Initials of the clinician who says that the workaround is safe."""
    supplier: str = ""
    supplier_ref: str = ""
    supplier_severity: str = ""
    """The supplier's own word; it never changes our level."""
    system_release: str = ""
    patients: int | None = None
    """How many patients it touches; None while nobody has counted. Never who."""
    patients_approx: bool = False
    form_numbers: str = ""
    severity: str = ""
    likelihood: str = ""
    rating: int = 0
    """0 while it is not rated yet."""
    rated_by: str = ""
    assessment: str = ""
    """The clinical risk assessment, in words."""
    new_hazard: str = ""
    """`yes`, `no` or `do not know`; empty while nobody said."""
    known_hazard: str = ""
    control_failed: str = ""
    hazard_refs: str = ""
    control_failed_refs: str = ""
    cause: str = ""
    """What we found out."""
    factors: tuple[str, ...] = ()
    learning: str = ""
    harm_physical: str = ""
    harm_psychological: str = ""
    near_miss: str = ""
    candour: str = ""
    """Whether the duty of candour was considered: `yes`, `no` or `not applicable`."""
    lfpse: str = ""
    """`recorded`, `not needed` or `not decided`; empty counts as not decided."""
    lfpse_ref: str = ""

    @property
    def standing(self) -> IssueStanding:
        """Where it stands, in a word."""
        if self.closed is not None:
            return IssueStanding.CLOSED
        if self.safe is not None:
            return IssueStanding.SAFE
        return IssueStanding.OPEN if self.answered_at is None else IssueStanding.ANSWERED

    @property
    def is_unsafe(self) -> bool:
        """True while it is neither made safe nor closed."""
        return self.safe is None and self.closed is None
