"""Where a run stands: a pure fold of the log over its plan. No clock, no settings, no disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.daily import fit_daily_tasks
from cutover_tui.domain.events import Entry, Unknown
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
)
from cutover_tui.domain.notes import EntryCorrected, NoteAdded, evolve_corrected, evolve_note
from cutover_tui.domain.people import PersonAdded, person_of
from cutover_tui.domain.plan import Person, Plan, RunKind, Task
from cutover_tui.domain.reentry_counts import ReentryHappening, ReentryState
from cutover_tui.domain.reentry_fold import after_reentry, after_reentry_correction
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.second_person import TaskChecked, evolve_checked
from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import CountKind, ServiceCounted, ServiceExplained
from cutover_tui.domain.service_fold import after_correction, after_fact, after_move, after_task, task_events_of
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.services import AS_USUAL, ServiceState, ServiceStatus, Stage, moved_by_tasks
from cutover_tui.domain.slips import SlipRange, SlipsCounted, SlipsIssued
from cutover_tui.domain.tasks import (
    SETTLED,
    TaskCannotBeDone,
    TaskCompleted,
    TaskDeferred,
    TaskEvent,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
    TaskState,
    TaskStatus,
    evolve_task,
)
from cutover_tui.domain.timing import OffsetProblem, Window, offset_instant, schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.domain.service_fold import ServiceFact

NO_WINDOW = Window(not_before_at=None, due_at=None, not_after_at=None)
TOLD = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.AWAITS_CHECK})
"""The states in which somebody has told people what a task tells."""
_TO_DO = TaskState()


@dataclass(frozen=True, slots=True)
class Attention:
    """Something the log holds that people should look at: a contested fact, a decision without effect, an orphan."""

    seq: int
    words: str
    differs_at: str = ""
    """The task two people saw differently, where that is it: it is gone once that is settled or done again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """Where a run stands after some records. Immutable: a screen may keep one while the next is made."""

    plan: Plan
    kind: RunKind = RunKind.REHEARSAL
    count: int = 0
    """How many records were folded."""
    tasks: Mapping[str, TaskState] = field(default_factory=dict)
    """Ref to where the task stands, for every task, in the plan's order."""
    task_by_ref: Mapping[str, Task] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    """Initials to person."""
    recorded: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to the instant it happened."""
    moved: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to its new planned instant."""
    anchors: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to the instant that counts now."""
    windows: Mapping[str, Window] = field(default_factory=dict)
    """Ref to the task's window."""
    reentry: Mapping[str, ReentryState] = field(default_factory=dict)
    """Category id to where it stands, for every category, in the plan's order."""
    slips: Mapping[str, SlipRange] = field(default_factory=dict)
    """Range, such as `C-2 041 to 058`, to what became of its slips."""
    corrections: Mapping[int, tuple[EntryCorrected, ...]] = field(default_factory=dict)
    """Number of an entry to the corrections made to it, oldest first."""
    services: Mapping[str, ServiceState] = field(default_factory=dict)
    """Id of an instance to where it stands, for every instance, in the plan's order."""
    moved_by: Mapping[str, tuple[tuple[str, Stage], ...]] = field(default_factory=dict)
    """Ref of a task to the instances its completion moves, and the stage it brings to each."""
    seals: tuple[tuple[int, str], ...] = ()
    """Number of the record before the seal was written, and the seal."""
    unclean: bool = False
    """True when the run was not left in good order before it was last opened."""
    left: bool = True
    """True while nobody has the run open, as far as the log tells."""
    attention: tuple[Attention, ...] = ()

    def task(self, ref: str) -> Task:
        """The task with a ref, refused when there is none."""
        task = self.task_by_ref.get(ref)
        if task is None:
            msg = f"There is no task {ref or 'without a number'} in this plan."
            raise Refused(msg)
        return task

    def standing(self, ref: str) -> TaskState:
        """Where a task stands."""
        return self.tasks.get(ref, _TO_DO)

    def window(self, ref: str) -> Window:
        """When a task may start, is due and closes."""
        return self.windows.get(ref, NO_WINDOW)

    def unmet(self, ref: str) -> tuple[str, ...]:
        """Refs of the tasks that come before this one and are not settled."""
        task = self.task_by_ref[ref]
        return tuple(other for other in (*task.needs, *task.reverses) if self._stands_in_the_way(other))

    def _stands_in_the_way(self, ref: str) -> bool:
        """Tell whether a task that comes first is not settled; a day that fell out of its span is not waited for."""
        if self.standing(ref).status in SETTLED:
            return False
        task = self.task_by_ref.get(ref)
        return task is None or not task.daily_of or self.window(ref) != NO_WINDOW

    def instant_of(self, when: str) -> datetime | None:
        """The instant an offset or an RFC 3339 text stands for, None when it has none for now."""
        try:
            instant = datetime.fromisoformat(when)
        except ValueError:
            pass
        else:
            return instant.astimezone(UTC) if instant.tzinfo is not None else None
        try:
            return offset_instant(when, self.anchors, self.plan.calendar)
        except OffsetProblem:
            return None

    def corrected_value(self, seq: int, name: str, original: str) -> str:
        """What a field of an entry says now, after its corrections."""
        for correction in reversed(self.corrections.get(seq, ())):
            if correction.field == name:
                return correction.now
        return original

    def saw_task(self, ref: str) -> str:
        """Digest of what a decision about one task is judged on: where it stands."""
        standing = self.standing(ref)
        return _digest(f"{ref} {standing.status} {standing.seq}")

    def saw_anchors(self) -> str:
        """Digest of what a decision about time is judged on: what was recorded and moved; the plan stays as it is."""
        instants = [("recorded", self.recorded), ("moved", self.moved)]
        return _digest(
            " ".join(
                f"{kind} {code} {instant.astimezone(UTC).isoformat(timespec='milliseconds')}"
                for kind, times in instants
                for code, instant in sorted(times.items())
            )
        )


def start_state(plan: Plan) -> RunState:
    """The state before any record: the plan as frozen."""
    state = RunState(
        plan=plan,
        tasks={task.ref: _TO_DO for task in plan.tasks},
        task_by_ref={task.ref: task for task in plan.tasks},
        people={person.initials: person for person in plan.people},
        reentry={category.id: ReentryState(category=category) for category in plan.reentry},
        services={service.id: AS_USUAL for service in plan.services},
        moved_by=moved_by_tasks(plan),
    )
    return _with_times(state)


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
        case ReentryHappening() | SlipsIssued() | SlipsCounted():
            after, words = after_reentry(state, event, entry.seq)
            return _attend(after, entry, words)
        case ServiceMoved():
            return _evolve_service_move(state, entry, event)
        case ServiceCaught() | ServiceCounted() | ServiceExplained() | ServiceCalled() | PromiseKept():
            return _evolve_service(state, entry, event)
        case (
            RunOpened()
            | RunReopened()
            | RunLeft()
            | SealWritten()
            | ClockChanged()
            | LogRecovered()
            | CopyCaughtUp()
            | ExportMade()
        ):
            return _evolve_log_event(state, entry, event)
        case Unknown():
            return _attend(state, entry, f"Entry {entry.seq} is of a kind this version does not know: {event.type}.")
    assert_never(event)


def _evolve_log_event(state: RunState, entry: Entry, event: LogEvent) -> RunState:
    match event:
        case RunOpened():
            return _evolve_opened(state, entry, event)
        case RunReopened():
            return replace(state, unclean=event.unclean, left=False)
        case RunLeft():
            return replace(state, left=True)
        case SealWritten():
            return replace(state, seals=(*state.seals, (entry.seq - 1, event.seal)))
        case ClockChanged() | LogRecovered() | CopyCaughtUp() | ExportMade():
            return state
    assert_never(event)


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
        return _with_times(state)
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
        return _orphan(state, entry, event.task)
    return replace(state, tasks={**state.tasks, event.task: evolve_note(standing, event, entry.seq)})


def _evolve_correction(state: RunState, entry: Entry, event: EntryCorrected) -> RunState:
    if not 0 <= event.corrects < entry.seq:
        return _attend(state, entry, f"Entry {entry.seq} corrects entry {event.corrects}, which is not before it.")
    earlier = state.corrections.get(event.corrects, ())
    state = replace(state, corrections={**state.corrections, event.corrects: (*earlier, event)})
    state = after_reentry_correction(state, event)
    state = replace(state, services=after_correction(state.services, event))
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
    return replace(state, people={**state.people, event.initials: person_of(event)})


def _evolve_recorded(state: RunState, entry: Entry, event: AnchorRecorded) -> RunState:
    if not _has_anchor(state, event.anchor):
        return _orphan(state, entry, event.anchor)
    earlier = state.recorded.get(event.anchor)
    if earlier is not None and earlier != event.happened and not event.reason:
        words = f"{event.by} recorded {event.anchor} again, at another time and without a reason. The first stands."
        return _attend(state, entry, words)
    return _with_times(replace(state, recorded={**state.recorded, event.anchor: event.happened}))


def _evolve_moved(state: RunState, entry: Entry, event: AnchorMoved) -> RunState:
    if not _has_anchor(state, event.anchor):
        return _orphan(state, entry, event.anchor)
    if event.saw != state.saw_anchors():
        words = f"{event.by} moved {event.anchor} while another time changed. Look at the dates again."
        return _attend(state, entry, words)
    return with_moved_anchor(state, event.anchor, event.to)


def with_moved_anchor(state: RunState, code: str, to: datetime) -> RunState:
    """The state with an anchor's plan moved: what the log makes of a move, and what a dialog shows before one."""
    after = _with_times(replace(state, moved={**state.moved, code: to}))
    changed = {code for code, instant in after.anchors.items() if state.anchors.get(code) != instant}
    tasks = {
        ref: replace(standing, tell_again=True)
        if standing.status in TOLD and not changed.isdisjoint(after.task_by_ref[ref].tells)
        else standing
        for ref, standing in after.tasks.items()
    }
    return replace(after, tasks=tasks)


def _with_times(state: RunState) -> RunState:
    """The state with every instant worked out again from its anchors."""
    calendar = state.plan.calendar
    anchors = resolve_anchors(state.plan.anchors, state.recorded, state.moved, calendar)
    added, outside = fit_daily_tasks(state.task_by_ref, anchors, calendar)
    task_by_ref = {**state.task_by_ref, **added} if added else state.task_by_ref
    tasks = {**state.tasks, **dict.fromkeys(added, _TO_DO)} if added else state.tasks
    windows = schedule(task_by_ref.values(), anchors, calendar)
    state = replace(state, anchors=anchors, task_by_ref=task_by_ref, tasks=tasks, windows=windows)
    changed = dict.fromkeys(outside, NO_WINDOW)
    changed |= {
        ref: replace(windows[ref], not_before_at=None, due_at=state.instant_of(standing.deferred_until))
        for ref, standing in tasks.items()
        if standing.deferred_to
    }
    return replace(state, windows={**windows, **changed}) if changed else state


def _has_anchor(state: RunState, code: str) -> bool:
    return any(anchor.code == code for anchor in state.plan.anchors)


def _orphan(state: RunState, entry: Entry, about: str) -> RunState:
    return _attend(state, entry, f"Entry {entry.seq} is about {about}, which is not in this plan.")


def _attend(state: RunState, entry: Entry, words: str, differs_at: str = "") -> RunState:
    """The state with one more thing to look at; unchanged when there are no words."""
    if not words:
        return state
    return replace(state, attention=(*state.attention, Attention(entry.seq, words, differs_at)))


def _without_difference(state: RunState, ref: str) -> RunState:
    """The state in which nobody is asked any more to look at what two people saw differently at a task."""
    return replace(state, attention=tuple(item for item in state.attention if item.differs_at != ref))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]
