"""Folding the log: what each event changes in where a run stands. Never refuses, and knows nothing but the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.added_tasks import TaskAdded, after_added
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.closing import ClosingEvent, RunClosed, SignedException, closed_by
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.events import Entry, Unknown
from cutover_tui.domain.gate_decisions import GateDecided, tasks_completed
from cutover_tui.domain.gate_fold import after_gate
from cutover_tui.domain.gate_state import GateHappening
from cutover_tui.domain.handover import HandoverHappening
from cutover_tui.domain.happening import RoomHappening
from cutover_tui.domain.log_events import (
    ClockChanged,
    CopyCaughtUp,
    ExportMade,
    LogEvent,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
    SealWritten,
    last_covered,
)
from cutover_tui.domain.message_plan import PUBLIC_DATES
from cutover_tui.domain.notes import EntryCorrected, NoteAdded, evolve_corrected, evolve_note
from cutover_tui.domain.paper_fold import after_paper
from cutover_tui.domain.people import PersonAdded, person_of
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.presence import PresenceHappening
from cutover_tui.domain.printing import SheetCollected, SheetsPrinted
from cutover_tui.domain.redaction import EntryRedacted
from cutover_tui.domain.reentry_counts import ReentryHappening
from cutover_tui.domain.reentry_fold import after_reentry_correction
from cutover_tui.domain.room_correction_fold import after_room_correction
from cutover_tui.domain.room_fold import after_room
from cutover_tui.domain.second_person import TaskChecked, evolve_checked
from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import CountKind, ServiceCounted, ServiceExplained
from cutover_tui.domain.service_fold import after_correction, after_fact, after_move, after_task, task_events_of
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.state import Attention, RunState, with_moved_anchor, with_times
from cutover_tui.domain.tasks import (
    SETTLED,
    TaskCannotBeDone,
    TaskCompleted,
    TaskDeferred,
    TaskEvent,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
    TaskStatus,
    evolve_task,
)
from cutover_tui.domain.telling import TellingHappening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.gate_fold import GateEvent
    from cutover_tui.domain.service_fold import ServiceFact


def fold(state: RunState, entries: Iterable[Entry]) -> RunState:
    """The state after some more entries, in order of `seq`."""
    for entry in entries:
        state = evolve(state, entry)
    return state


def evolve(state: RunState, entry: Entry) -> RunState:
    """The state after one more entry. Never refuses: what cannot take effect goes on the attention list."""
    state = replace(state, count=entry.seq + 1)
    event = entry.event
    match event:
        case TaskStarted() | TaskCompleted() | TaskReopened() | TaskNotNeeded() | TaskCannotBeDone() | TaskDeferred():
            return _evolve_task_event(state, entry, event)
        case TaskChecked():
            return _evolve_check(state, entry, event)
        case NoteAdded():
            return _with_note(state, entry, event)
        case EntryCorrected():
            return _evolve_correction(state, entry, event)
        case AnchorRecorded():
            return _evolve_recorded(state, entry, event)
        case AnchorMoved():
            return _evolve_moved(state, entry, event)
        case PersonAdded():
            return _evolve_person(state, entry, event)
        case PresenceHappening() | HandoverHappening() | TellingHappening() | RoomHappening():
            return _attend_after(entry, after_room(state, event, entry.seq))
        case ReentryHappening() | SlipsIssued() | SlipsCounted() | SheetsPrinted() | SheetCollected():
            return _attend_after(entry, after_paper(state, event, entry.seq))
        case TaskAdded() | GateHappening():
            return _attend_after(entry, _after_decided(state, entry, event))
        case ServiceMoved():
            return _evolve_service_move(state, entry, event)
        case ServiceCaught() | ServiceCounted() | ServiceExplained() | ServiceCalled() | PromiseKept():
            return _evolve_service(state, entry, event)
        case SignedException() | RunClosed():
            return _evolve_closing(state, entry, event)
        case (
            RunOpened()
            | RunReopened()
            | RunLeft()
            | SealWritten()
            | ClockChanged()
            | LogRecovered()
            | CopyCaughtUp()
            | ExportMade()
            | EntryRedacted()
        ):
            return _evolve_log_event(state, entry, event)
        case Unknown():
            return _attend(state, entry, f"Entry {entry.seq} is of a kind this version does not know: {event.type}.")
    assert_never(event)


def _evolve_closing(state: RunState, entry: Entry, event: ClosingEvent) -> RunState:
    if isinstance(event, SignedException):
        return replace(state, exceptions={**state.exceptions, event.matter: event})
    closed = closed_by(state, event, entry.seq)
    if closed is None:
        return _attend(state, entry, f"{event.by} closed the run while it changed. It is still open: look at it again.")
    return replace(state, closed=closed)


def _after_decided(state: RunState, entry: Entry, event: TaskAdded | GateEvent) -> tuple[RunState, str]:
    """The state after an added task, or a gate after one of its events and the task that is its decision."""
    if isinstance(event, TaskAdded):
        return after_added(state, event, entry.seq)
    after, words = after_gate(state, event, entry.seq, entry.recorded_at)
    if isinstance(event, GateDecided) and not words:
        for done in tasks_completed(event):
            after = after_task(after, _with_task_event(after, entry, done), entry, done)
    return after, words


def _evolve_log_event(state: RunState, entry: Entry, event: LogEvent | EntryRedacted) -> RunState:
    match event:
        case RunOpened():
            return _evolve_opened(state, entry, event)
        case RunReopened():
            return replace(state, unclean=event.unclean, left=False)
        case RunLeft():
            return replace(state, left=True)
        case SealWritten():
            return _evolve_seal(state, entry, event)
        case ClockChanged() | LogRecovered() | CopyCaughtUp() | ExportMade() | EntryRedacted():
            return state
    assert_never(event)


def _evolve_seal(state: RunState, entry: Entry, event: SealWritten) -> RunState:
    state = replace(state, seals=(*state.seals, (last_covered(event.seal, entry.seq - 1), event.seal)))
    if not event.occasion:
        return state
    return replace(state, seals_for={**state.seals_for, event.occasion: (entry.seq, event.seal, event.by)})


def _evolve_task_event(state: RunState, entry: Entry, event: TaskEvent) -> RunState:
    """A task after one of its events, and the services it moves."""
    after = _with_task_event(state, entry, event)
    if after.tasks.get(event.task) is state.tasks.get(event.task):
        return after
    return after_task(state, after, entry, event)


def _evolve_service_move(state: RunState, entry: Entry, event: ServiceMoved) -> RunState:
    """A service in its new state, and the tasks that belong to the move."""
    if event.service not in state.services:
        return _orphan(state, entry, event.service)
    if event.to not in set(ServiceStatus):
        words = f"{event.service} came into a state this version does not know, {event.to}. It is shown as unknown."
        state, event = _attend(state, entry, words), replace(event, to=ServiceStatus.UNKNOWN)
    task_events = task_events_of(state, event)
    for task_event in task_events:
        state = _with_task_event(state, entry, task_event)
    state = after_move(state, entry, event)
    for task_event in task_events:
        if isinstance(task_event, TaskCompleted):
            state = after_task(state, state, entry, task_event)
    return state


def _evolve_service(state: RunState, entry: Entry, event: ServiceFact) -> RunState:
    standing = state.services.get(event.service)
    if standing is None:
        return _orphan(state, entry, event.service)
    if isinstance(event, ServiceCounted) and (event.what not in set(CountKind) or event.count < 0):
        words = f"Entry {entry.seq} counts {event.count} {event.what} of {event.service}, which cannot be. Count again."
        return _attend(state, entry, words)
    return replace(state, services={**state.services, event.service: after_fact(standing, event, entry.seq)})


def _with_task_event(state: RunState, entry: Entry, event: TaskEvent) -> RunState:
    standing = state.tasks.get(event.task)
    if standing is None:
        return _orphan(state, entry, event.task)
    if isinstance(event, TaskNotNeeded) and event.saw != state.saw_task(event.task):
        words = f"{event.by} recorded {event.task} as not needed while it changed. Look at it again."
        return _attend(state, entry, words)
    recorded = standing.status in SETTLED or standing.status is TaskStatus.AWAITS_CHECK
    told_again = standing.tell_again and isinstance(event, TaskCompleted)
    if recorded and not told_again and not isinstance(event, TaskReopened):
        words = f"{event.task} was recorded by {standing.by} and again by {event.by}. The first stands."
        return _attend(state, entry, words)
    second = state.task_by_ref[event.task].second_person
    after = evolve_task(standing, event, seq=entry.seq, recorded_at=entry.recorded_at, second_person=second)
    if isinstance(event, TaskCompleted) and event.note:
        after = evolve_note(after, event, entry.seq)
    state = replace(state, tasks={**state.tasks, event.task: after})
    if standing.answers_differ and not after.answers_differ:
        state = _without_difference(state, event.task)
    if standing.deferred_until != after.deferred_until:
        return with_times(state)
    return state


def _evolve_check(state: RunState, entry: Entry, event: TaskChecked) -> RunState:
    standing = state.tasks.get(event.task)
    if standing is None or standing.status is not TaskStatus.AWAITS_CHECK:
        return _attend(state, entry, f"{event.by} checked {event.task}, which was not waiting for a check.")
    if event.by == standing.by:
        return _attend(state, entry, f"{event.by} did {event.task} and checked it too. Somebody else has to look.")
    before = state
    state = replace(state, tasks={**state.tasks, event.task: evolve_checked(standing, event, entry.seq)})
    state = _without_difference(state, event.task)
    state = after_task(before, state, entry, event)
    if not event.agrees:
        words = f"{standing.by} and {event.by} saw different things at {event.task}. It needs a third look."
        return _attend(state, entry, words, differs_at=event.task)
    return state


def _with_note(state: RunState, entry: Entry, event: NoteAdded) -> RunState:
    standing = state.tasks.get(event.task)
    if standing is None:
        return _orphan(state, entry, event.task) if event.task else state
    return replace(state, tasks={**state.tasks, event.task: evolve_note(standing, event, entry.seq)})


def _evolve_correction(state: RunState, entry: Entry, event: EntryCorrected) -> RunState:
    if not 0 <= event.corrects < entry.seq:
        return _attend(state, entry, f"Entry {entry.seq} corrects entry {event.corrects}, which is not before it.")
    earlier = state.corrections.get(event.corrects, ())
    state = replace(state, corrections={**state.corrections, event.corrects: (*earlier, event)})
    state, words = after_reentry_correction(state, event)
    state = after_room_correction(_attend(state, entry, words), event)
    state = replace(state, services=after_correction(state.services, event, entry.seq))
    if not event.task:
        settled = {ref: evolve_corrected(at, event) for ref, at in state.tasks.items() if at.seq == event.corrects}
        return replace(state, tasks={**state.tasks, **settled}) if settled else state
    standing = state.tasks.get(event.task)
    if standing is None:
        return _orphan(state, entry, event.task)
    return replace(state, tasks={**state.tasks, event.task: evolve_corrected(standing, event)})


def _evolve_opened(state: RunState, entry: Entry, event: RunOpened) -> RunState:
    state = replace(state, left=False)
    if event.kind in {kind.value for kind in RunKind}:
        return replace(state, kind=RunKind(event.kind))
    words = f"This run is of a kind this version does not know, {event.kind}. It is treated as live."
    return _attend(replace(state, kind=RunKind.LIVE), entry, words)


def _evolve_person(state: RunState, entry: Entry, event: PersonAdded) -> RunState:
    known = state.people.get(event.initials)
    if known is not None:
        words = f"{event.by} added {event.name} as {event.initials}, which stands for {known.name}. The first stands."
        return _attend(state, entry, words)
    people = {**state.people, event.initials: person_of(event)}
    return replace(state, people=people, own_roles={**state.own_roles, event.initials: event.roles})


def _evolve_recorded(state: RunState, entry: Entry, event: AnchorRecorded) -> RunState:
    if not _has_anchor(state, event.anchor):
        return _orphan(state, entry, event.anchor)
    earlier = state.recorded.get(event.anchor)
    if earlier is not None and earlier != event.happened and not event.reason:
        words = f"{event.by} recorded {event.anchor} again, at another time and without a reason. The first stands."
        return _attend(state, entry, words)
    return with_times(replace(state, recorded={**state.recorded, event.anchor: event.happened}))


def _evolve_moved(state: RunState, entry: Entry, event: AnchorMoved) -> RunState:
    if not _has_anchor(state, event.anchor):
        return _orphan(state, entry, event.anchor)
    if event.saw != state.saw_anchors():
        words = f"{event.by} moved {event.anchor} while another time changed. Look at the dates again."
        return _attend(state, entry, words)
    moved = with_moved_anchor(state, event.anchor, event.to)
    return replace(moved, dates_moved_at=event.at) if event.anchor in PUBLIC_DATES else moved


def _has_anchor(state: RunState, code: str) -> bool:
    return any(anchor.code == code for anchor in state.plan.anchors)


def _orphan(state: RunState, entry: Entry, about: str) -> RunState:
    return _attend(state, entry, f"Entry {entry.seq} is about {about}, which is not in this plan.")


def _attend(state: RunState, entry: Entry, words: str, differs_at: str = "") -> RunState:
    """The state with one more thing to look at; unchanged when there are no words."""
    if not words:
        return state
    return replace(state, attention=(*state.attention, Attention(entry.seq, words, differs_at, entry.recorded_at)))


def _attend_after(entry: Entry, after: tuple[RunState, str]) -> RunState:
    """The state an entry led to, with the words of what people should look at, if any."""
    return _attend(after[0], entry, after[1])


def _without_difference(state: RunState, ref: str) -> RunState:
    """The state in which nobody is asked any more to look at what two people saw differently at a task."""
    return replace(state, attention=tuple(item for item in state.attention if item.differs_at != ref))
