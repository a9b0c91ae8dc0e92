"""The closed union of events, and whether each is a fact or a decision.

Adding an event here makes the type checker name every place that must change. A shipped event is never edited: it gets
a new version and a step that brings the old one forward (`storage.event_json`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from cutover_tui.domain.added_tasks import TaskAdded
from cutover_tui.domain.alerts import AlertAcknowledged, AlertShelved
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.closing import ClosingEvent, RunClosed
from cutover_tui.domain.decisions import DecisionEvent
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.findings import FindingAnswered
from cutover_tui.domain.gate_decisions import GateDecided
from cutover_tui.domain.gate_fold import GateEvent
from cutover_tui.domain.handover import HandoverEvent
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.holds import HoldEvent
from cutover_tui.domain.issue_fold import IssueEvent
from cutover_tui.domain.issues import IssueClosed
from cutover_tui.domain.log_events import LogEvent
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseTold
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.presence import PresenceEvent
from cutover_tui.domain.printing import PrintingEvent
from cutover_tui.domain.redaction import EntryRedacted
from cutover_tui.domain.reentry_closing import ReentryClosed, ReentryEvent
from cutover_tui.domain.restarts import PauseRestarted, RestartItemAnswered
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import ServiceCounted, ServiceExplained
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.slips import SlipEvent
from cutover_tui.domain.tasks import TaskEvent, TaskNotNeeded
from cutover_tui.domain.telling_events import TellingEvent

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Unknown(Happening):
    """An event of a newer version: kept and shown, without effect."""

    WIRE: ClassVar[str] = ""

    type: str
    """Its name in the log."""
    about: str = ""
    words: str = ""
    """Its body and note as they stand, for showing."""


Event = (
    TaskEvent
    | TaskChecked
    | TaskAdded
    | GateEvent
    | NoteAdded
    | EntryCorrected
    | EntryRedacted
    | AnchorRecorded
    | AnchorMoved
    | PersonAdded
    | PresenceEvent
    | HandoverEvent
    | ReentryEvent
    | SlipEvent
    | ServiceMoved
    | ServiceCaught
    | ServiceCounted
    | ServiceExplained
    | ServiceCalled
    | PromiseKept
    | PrintingEvent
    | IssueEvent
    | PauseConsidered
    | DecisionEvent
    | TellingEvent
    | ClosingEvent
    | HoldEvent
    | PauseDeclared
    | PauseDetailed
    | PauseTold
    | RestartItemAnswered
    | PauseRestarted
    | AlertAcknowledged
    | AlertShelved
    | FindingAnswered
    | LogEvent
    | Unknown
)

EVENT_TYPES: tuple[type[Happening], ...] = tuple(kind for kind in get_args(Event) if kind is not Unknown)
"""Every event this version knows."""

DECISIONS: frozenset[type[Happening]] = frozenset(
    {TaskNotNeeded, AnchorMoved, ReentryClosed, RunClosed, IssueClosed, PauseRestarted, GateDecided}
)
"""Events that depend on everybody: they record what they were judged on, and the fold decides if they take effect.
All others are facts: something happened, whatever else did (`design.md` 7)."""


def tasks_of(event: Event) -> tuple[str, ...]:
    """Refs of the tasks an event is about or changes."""
    if isinstance(event, ServiceMoved):
        return (*event.completes, *event.reopens)
    if isinstance(event, GateDecided):
        return (*event.completes, *event.conditions)
    refs = (getattr(event, "task", ""), getattr(event, "adds", ""))
    return tuple(ref for ref in refs if ref)


def nature(event: Event) -> Literal["fact", "decision"]:
    """Whether an event is a fact or a decision."""
    return nature_of(type(event))


def nature_of(kind: type[Happening]) -> Literal["fact", "decision"]:
    """Whether events of a type are facts or decisions."""
    return "decision" if kind in DECISIONS else "fact"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record of the audit log: an event and what the log added to it."""

    seq: int
    """Its number; order is always by this, never by time."""
    id: str
    """A UUID."""
    recorded_at: datetime
    """When the program recorded it, UTC."""
    device: str
    """The seat it was recorded at."""
    session: str
    """Which start of the program recorded it."""
    prev: str
    """Hash of the record before."""
    event: Event
    redacted: bool = False
    """True when its free text was removed by two people."""
