"""Where a run stands: a pure fold of the log over its plan. No clock, no settings, no disk."""

from __future__ import annotations

import hashlib
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.daily import fit_daily_tasks
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.gate_state import fresh_gates
from cutover_tui.domain.plan import Person, Plan, RunKind, Task
from cutover_tui.domain.reentry_counts import ReentryState
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import AS_USUAL, ServiceState, Stage, moved_by_tasks
from cutover_tui.domain.stopped_time import Moved, with_moves
from cutover_tui.domain.tasks import (
    SETTLED,
    TaskState,
    TaskStatus,
)
from cutover_tui.domain.timing import OffsetProblem, Window, offset_instant, schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.added_tasks import AddedTask
    from cutover_tui.domain.alerts import AlertAnswer
    from cutover_tui.domain.closing import Closed, SignedException
    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.decisions import Decision
    from cutover_tui.domain.findings import FindingAnswer
    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.holds import Hold
    from cutover_tui.domain.huddles import Huddle, Sitrep
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.message_log import Message
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.pause_prompts import Considered
    from cutover_tui.domain.presence import Presence, StandIn
    from cutover_tui.domain.printing import Printing
    from cutover_tui.domain.slips import SlipRange


NO_WINDOW = Window(not_before_at=None, due_at=None, not_after_at=None)
TOLD = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.AWAITS_CHECK})
"""The states in which somebody has told people what a task tells."""
_TO_DO = TaskState()


@dataclass(frozen=True)
class Attention:
    """Something the log holds that people should look at: a contested fact, a decision without effect, an orphan."""

    seq: int
    words: str
    differs_at: str = ""
    """The task two people saw differently, where that is it: it is gone once that is settled or done again."""
    at: datetime | None = None
    """When the record was made that brought it; aware, UTC."""


@dataclass(frozen=True, kw_only=True)
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
    """Initials to person, with the roles they hold now."""
    own_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Initials to the roles they have of their own, whoever holds them now."""
    presence: Mapping[str, tuple[Presence, ...]] = field(default_factory=dict)
    """Initials to where they were said to be, in the order of the log; empty while no roll is kept."""
    stand_ins: tuple[StandIn, ...] = ()
    """The roles that somebody holds for somebody else."""
    handovers: Mapping[str, Handover] = field(default_factory=dict)
    """Ref of a handover to how it stands, in the order of the log."""
    recorded: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to the instant it happened."""
    moved: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to its new planned instant."""
    anchors: Mapping[str, datetime] = field(default_factory=dict)
    """Anchor code to the instant that counts now."""
    windows: Mapping[str, Window] = field(default_factory=dict)
    """Ref to the task's window."""
    added: Mapping[str, AddedTask] = field(default_factory=dict)
    """Ref to what the log says of each task that was not in the plan, oldest first."""
    gates: Mapping[str, GateState] = field(default_factory=dict)
    """Ref to where the gate stands, for every gate, in the plan's order."""
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
    printings: tuple[Printing, ...] = ()
    """The versions of the hard copy, oldest first."""
    seals: tuple[tuple[int, str], ...] = ()
    """Number of the last record each seal on paper covers, and the seal."""
    seals_for: Mapping[str, tuple[int, str, str]] = field(default_factory=dict)
    """Occasion, such as `gate G4`, to number, seal and initials of the last one written on paper for it."""
    unclean: bool = False
    """True when the run was not left in good order before it was last opened."""
    left: bool = True
    """True while nobody has the run open, as far as the log tells."""
    exceptions: Mapping[str, SignedException] = field(default_factory=dict)
    """Id of a matter to the exception two people signed for it last."""
    closed: Closed | None = None
    """How the run was closed; None while it is open."""
    messages: tuple[Message, ...] = ()
    """Who was told what, and who was not and why, in the order of the log (`message_log.told`)."""
    huddles: tuple[Huddle, ...] = ()
    """Every huddle, in the order of the log."""
    sitreps: tuple[Sitrep, ...] = ()
    """Every report of the position, in the order of the log."""
    concerns: tuple[Batch, ...] = ()
    """The concerns that were written together, and what was done about them."""
    dates_moved_at: datetime | None = None
    """When the extract or go-live was last moved, which people outside are told."""
    issues: Mapping[str, Issue] = field(default_factory=dict)
    """Number, such as `I-1`, to issue, in the order they were raised."""
    considered: tuple[Considered, ...] = ()
    """Each time people were asked whether to pause and carried on, oldest first."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """Number, such as `D-01`, to decision, in the order they were logged."""
    holds: Mapping[str, Hold] = field(default_factory=dict)
    """Reference, such as `HO-1`, to the hold, oldest first."""
    pauses: Mapping[str, Pause] = field(default_factory=dict)
    """Reference, such as `P-01`, to the pause, oldest first."""
    alert_answers: Mapping[str, AlertAnswer] = field(default_factory=dict)
    """Id of an alert to the last thing somebody did about it; the alerts themselves are worked out, never stored."""
    findings_answered: Mapping[str, FindingAnswer] = field(default_factory=dict)
    """Code of words that could identify a patient to the last answer whether copies without names hold them."""
    moved_tasks: Mapping[str, tuple[Moved, ...]] = field(default_factory=dict)
    """Ref to by how much restarts planned it again, and after which pause, oldest first."""
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
    people = {person.initials: _with_lead(person) if person.initials == plan.lead else person for person in plan.people}
    state = RunState(
        plan=plan,
        tasks={task.ref: _TO_DO for task in plan.tasks},
        task_by_ref={task.ref: task for task in plan.tasks},
        people=people,
        own_roles={initials: person.roles for initials, person in people.items()},
        gates=fresh_gates(plan.gates),
        reentry={category.id: ReentryState(category=category) for category in plan.reentry},
        services={service.id: AS_USUAL for service in plan.services},
        moved_by=moved_by_tasks(plan),
    )
    return with_times(state)


def _with_lead(person: Person) -> Person:
    """Whom the plan names as the cutover lead: a role as any other, which is handed over and stood in for."""
    return replace(person, roles=tuple(dict.fromkeys((*person.roles, LEAD))))


def with_moved_anchor(state: RunState, code: str, to: datetime) -> RunState:
    """The state with an anchor's plan moved: what the log makes of a move, and what a dialog shows before one."""
    after = with_times(replace(state, moved={**state.moved, code: to}))
    changed = {code for code, instant in after.anchors.items() if state.anchors.get(code) != instant}
    tasks = {
        ref: replace(standing, tell_again=True)
        if standing.status in TOLD and not changed.isdisjoint(after.task_by_ref[ref].tells)
        else standing
        for ref, standing in after.tasks.items()
    }
    return replace(after, tasks=tasks)


def with_times(state: RunState) -> RunState:
    """The state with every instant worked out again from its anchors."""
    calendar = state.plan.calendar
    anchors = resolve_anchors(state.plan.anchors, state.recorded, state.moved, calendar)
    added, outside = fit_daily_tasks(state.task_by_ref, anchors, calendar)
    task_by_ref = {**state.task_by_ref, **added} if added else state.task_by_ref
    tasks = {**state.tasks, **dict.fromkeys(added, _TO_DO)} if added else state.tasks
    windows = schedule(task_by_ref.values(), anchors, calendar)
    state = replace(state, anchors=anchors, task_by_ref=task_by_ref, tasks=tasks, windows=windows)
    if state.moved_tasks:
        windows = with_moves(windows, state)
        state = replace(state, windows=windows)
    changed = dict.fromkeys(outside, NO_WINDOW)
    changed |= {ref: replace(NO_WINDOW, due_at=one.due) for ref, one in state.added.items()}
    changed |= {
        ref: replace(windows[ref], not_before_at=None, due_at=state.instant_of(standing.deferred_until))
        for ref, standing in tasks.items()
        if standing.deferred_to
    }
    return replace(state, windows={**windows, **changed}) if changed else state


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]
