"""Doing a task: start, complete, reopen, not needed, cannot do. Putting one off is in `deferral`.

Nothing here blocks a task for being early, out of order or late: it asks for the reason (`ReasonNeeded`), records it,
and the screens show it (`domain.md` 1.3 rule 5, `records.md` b1 principle 4).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, assert_never

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation, said_with_task
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import NOT_RECORDED, Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words
from cutover_tui.domain.unusual import require_reason

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState


class TaskStatus(StrEnum):
    """Where a task stands. How late it is, is derived (`lateness`), never stored."""

    TO_DO = "to_do"
    STARTED = "started"
    AWAITS_CHECK = "awaits_check"
    """One person has recorded it done; a second person's answer is still to come."""
    DONE = "done"
    DONE_WITH_COMPLICATIONS = "done_with_complications"
    NOT_NEEDED = "not_needed"
    CANNOT_DO = "cannot_do"
    DEFERRED = "deferred"


SETTLED = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.NOT_NEEDED})
"""The states in which nothing more is expected of a task."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Free text added to a task."""

    seq: int
    """The record that holds it."""
    by: str
    at: datetime
    text: str
    struck: bool = False
    """True once a correction struck it through; it stays readable."""


@dataclass(frozen=True, kw_only=True)
class TaskState:
    """Where one task stands, as the log tells it."""

    status: TaskStatus = TaskStatus.TO_DO
    seq: int = -1
    """The record that put it there; -1 before the first."""
    by: str = ""
    """Initials of who started, completed, deferred ... it."""
    checked_by: str = ""
    """Initials of who looked last, of those in `checks`."""
    checks: tuple[tuple[int, str], ...] = ()
    """Number and initials of each look by somebody else since it was recorded, oldest first."""
    recorder: str = ""
    on_behalf_of: str = ""
    """Initials of the person for whom `by` acted, if any."""
    happened_at: datetime | None = None
    recorded_at: datetime | None = None
    observed: str = ""
    """What was seen."""
    complications: str = ""
    """What did not go as planned, where it was done with complications."""
    reason: str = ""
    """Why, for every outcome but a plain completion."""
    unusual: tuple[str, ...] = ()
    """What was unusual about completing it, such as `too early`."""
    late_reason: str = ""
    deferred_to: str = ""
    """Code of the checklist it comes back in, until it is settled."""
    deferred_until: str = ""
    """The offset or instant (RFC 3339) it is due at there."""
    answers_differ: bool = False
    """True when the second person saw something else: it needs a third look."""
    tell_again: bool = False
    """True when a date it told people about has moved since."""
    times_reopened: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TaskStarted(Happening):
    """Somebody began a task: this happened."""

    WIRE: ClassVar[str] = "task.started"
    ABOUT: ClassVar[str] = "task"
    MEANING: ClassVar[str] = "I am doing this"

    task: str


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(Happening):
    """A task was done, plainly or with complications: this happened."""

    WIRE: ClassVar[str] = "task.completed"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = (
        *("observed", "complications", "reason"),
        *("confirmed_with", "reference", "first_item", "route", "note"),
    )
    MEANING: ClassVar[str] = "I did this or saw it done"

    task: str
    observed: str = ""
    """What was seen, where the task asks for evidence."""
    checked_by: str = ""
    """Initials of a different person who checked it in the same act."""
    unusual: tuple[str, ...] = ()
    """`too early`, `out of order`, `past its window`."""
    reason: str = ""
    """Why it was done although unusual."""
    complications: str = ""
    """What did not go as planned; empty for a plain completion."""
    confirmed_with: str = ""
    """Who at the other end confirmed it, where the task moves a service."""
    reference: str = ""
    first_item: str = ""
    """The first real item seen, where the task proves that a service flows."""
    catcher: str = ""
    """Initials of the person who catches what the service would have carried."""
    route: str = ""
    """How it reaches them."""
    sheet: str = ""
    """The line of paper it was typed up from, such as `L-01 line 7`; empty where it came from no paper."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskReopened(Happening):
    """A task that had been settled is to do again: this happened."""

    WIRE: ClassVar[str] = "task.reopened"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say this is to be done again"

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskNotNeeded(Happening):
    """Somebody decided that a task does not apply here: this happened."""

    WIRE: ClassVar[str] = "task.not_needed"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I decide this is not needed"

    task: str
    reason: str
    saw: str
    """Digest of what the decision was judged on."""


@dataclass(frozen=True, kw_only=True)
class TaskCannotBeDone(Happening):
    """A task was tried or looked at and cannot be done for now: this happened."""

    WIRE: ClassVar[str] = "task.cannot_be_done"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I found that this cannot be done"

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskDeferred(Happening):
    """A task was put off to a later point, where it comes back: this happened."""

    WIRE: ClassVar[str] = "task.deferred"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I put this off"

    task: str
    to: str
    """Code of the checklist it comes back in."""
    until: str
    """The offset, such as `GL+1wd`, or the instant (RFC 3339) it is due at."""
    reason: str


TaskEvent = TaskStarted | TaskCompleted | TaskReopened | TaskNotNeeded | TaskCannotBeDone | TaskDeferred


def start_task(state: RunState, act: Act, ref: str) -> TaskStarted:
    """Decide that somebody begins a task."""
    task = state.task(ref)
    status = state.standing(ref).status
    if status is TaskStatus.STARTED and state.standing(ref).by == act.by:
        msg = f"{ref} is already marked as being done by {act.by}."
        raise Refused(msg)
    if status is TaskStatus.AWAITS_CHECK or status in SETTLED:
        raise Refused(_already(state, task))
    return TaskStarted(**sign(state, act), task=ref)


def complete_task(
    state: RunState,
    act: Act,
    ref: str,
    *,
    observed: str = "",
    checked_by: str = "",
    reason: str = "",
    complications: str = "",
    note: str = "",
    said: Confirmation = NOTHING_SAID,
) -> TaskCompleted:
    """Decide that a task was done; where it moves a service, `said` is what the other end confirmed.

    Raises:
        ReasonNeeded: It is too early, out of order or past its window, and no reason was given.
        Refused: It is already recorded, the checker is the person who did it, or what was seen means that it is not
            done.
    """
    task = _task_to_complete(state, ref, observed)
    confirmed = said_with_task(state, ref, said)
    if checked_by:
        require_person(state, checked_by)
        for first in (act.by, act.on_behalf_of):
            require_second_person(first, checked_by, ref)
    signature = sign(state, act, auth="two-person" if checked_by else "initials")
    unusual = require_reason(state, act, (ref,), reason=reason, others=(checked_by,))
    return TaskCompleted(
        **signature,
        task=ref,
        observed=observed.strip() or (NOT_RECORDED if task.evidence or task.answers else ""),
        checked_by=checked_by,
        unusual=unusual,
        reason=reason.strip() if unusual else "",
        complications=complications.strip(),
        confirmed_with=confirmed.confirmed_with,
        reference=confirmed.reference,
        first_item=confirmed.first_item,
        catcher=confirmed.catcher,
        route=confirmed.route,
        sheet=act.sheet,
        note=note.strip(),
    )


def _task_to_complete(state: RunState, ref: str, observed: str) -> Task:
    """The task, refused when it is recorded already, or when what was seen means that it is not done."""
    task = state.task(ref)
    standing = state.standing(ref)
    if (standing.status in SETTLED or standing.status is TaskStatus.AWAITS_CHECK) and not standing.tell_again:
        raise Refused(_already(state, task))
    if means_not_done(task, observed):
        msg = (
            f"‘{observed.strip()}’ means that {ref} is not done, so it was not ticked. "
            "Record it once it is done, or mark it as one that cannot be done."
        )
        raise Refused(msg)
    return task


def reopen_task(state: RunState, act: Act, ref: str, *, reason: str) -> TaskReopened:
    """Decide that a task is to do again; its history stays."""
    task = state.task(ref)
    if state.standing(ref).status in {TaskStatus.TO_DO, TaskStatus.STARTED}:
        msg = f"{ref} is still to do, so there is nothing to reopen."
        raise Refused(msg)
    words = require_words(reason, f"Say why {ref} ‘{task.title}’ is to be done again.")
    return TaskReopened(**sign(state, act), task=ref, reason=words)


def mark_not_needed(state: RunState, act: Act, ref: str, *, reason: str) -> TaskNotNeeded:
    """Decide that a task does not apply here."""
    task = open_task(state, ref)
    words = require_words(reason, f"Say why {ref} ‘{task.title}’ is not needed here.")
    return TaskNotNeeded(**sign(state, act), task=ref, reason=words, saw=state.saw_task(ref))


def mark_cannot_do(state: RunState, act: Act, ref: str, *, reason: str) -> TaskCannotBeDone:
    """Decide that a task cannot be done for now; it stays open and counted."""
    task = open_task(state, ref)
    words = require_words(reason, f"Say what stands in the way of {ref} ‘{task.title}’.")
    standing = state.standing(ref)
    if (standing.status, standing.by, standing.reason) == (TaskStatus.CANNOT_DO, act.by, words):
        msg = f"{ref} is already recorded as one that cannot be done, {when_recorded(state, standing)} {act.by}."
        raise Refused(msg)
    return TaskCannotBeDone(**sign(state, act), task=ref, reason=words)


def require_second_person(first: str, second: str, ref: str) -> None:
    """Refuse a check by the person who did the task: people are compared, not roles (`domain.md` 6.1)."""
    if second and first == second:
        msg = f"{ref} needs a different person to check it: {second} did it. Ask somebody else who can see it."
        raise Refused(msg)


def means_not_done(task: Task, observed: str) -> bool:
    """Tell whether an answer is one of those that never tick (`ux.md` D2)."""
    if task.answers is None:
        return False
    chosen = observed.split(";", maxsplit=1)[0].strip().casefold()
    return chosen in {answer.casefold() for answer in task.answers.not_done}


def evolve_task(
    standing: TaskState, event: TaskEvent, *, seq: int, recorded_at: datetime, second_person: bool
) -> TaskState:
    """Where a task stands after one of its events."""
    now = replace(
        standing,
        seq=seq,
        by=event.by,
        recorder=event.recorder,
        on_behalf_of=event.on_behalf_of,
        happened_at=event.at,
        recorded_at=recorded_at,
        late_reason=event.late_reason,
        checked_by="",
        checks=(),
        observed="",
        complications="",
        reason="",
        unusual=(),
        deferred_to="",
        deferred_until="",
        answers_differ=False,
    )
    match event:
        case TaskStarted():
            return _still_put_off(standing, replace(now, status=TaskStatus.STARTED))
        case TaskCompleted():
            return _evolve_completed(now, event, second_person=second_person)
        case TaskReopened():
            return replace(
                now,
                status=TaskStatus.TO_DO,
                reason=event.reason,
                tell_again=False,
                times_reopened=standing.times_reopened + 1,
            )
        case TaskNotNeeded():
            return replace(now, status=TaskStatus.NOT_NEEDED, reason=event.reason)
        case TaskCannotBeDone():
            return _still_put_off(standing, replace(now, status=TaskStatus.CANNOT_DO, reason=event.reason))
        case TaskDeferred():
            return replace(
                now, status=TaskStatus.DEFERRED, reason=event.reason, deferred_to=event.to, deferred_until=event.until
            )
    assert_never(event)


def _still_put_off(before: TaskState, now: TaskState) -> TaskState:
    """A task that was put off and is still to be settled stays due in the list and at the time it was put off to."""
    return replace(now, deferred_to=before.deferred_to, deferred_until=before.deferred_until)


def _evolve_completed(now: TaskState, event: TaskCompleted, *, second_person: bool) -> TaskState:
    status = TaskStatus.DONE_WITH_COMPLICATIONS if event.complications else TaskStatus.DONE
    if second_person and not event.checked_by:
        status = TaskStatus.AWAITS_CHECK
    return replace(
        now,
        status=status,
        checked_by=event.checked_by,
        checks=((now.seq, event.checked_by),) if event.checked_by else (),
        observed=event.observed,
        complications=event.complications,
        reason=event.reason,
        unusual=event.unusual,
        tell_again=False,
    )


def open_task(state: RunState, ref: str) -> Task:
    """The task, refused when it is settled or awaits its check."""
    task = state.task(ref)
    status = state.standing(ref).status
    if status in SETTLED or status is TaskStatus.AWAITS_CHECK:
        raise Refused(_already(state, task))
    return task


def _already(state: RunState, task: Task) -> str:
    standing = state.standing(task.ref)
    if standing.status is TaskStatus.AWAITS_CHECK:
        return (
            f"{task.ref} was recorded by {standing.by} at {when_recorded(state, standing)} and waits for a second "
            "person. Somebody else can check it, or it can be reopened."
        )
    done = "not needed" if standing.status is TaskStatus.NOT_NEEDED else "done"
    when = f"{when_recorded(state, standing)} {standing.by}"
    return f"{task.ref} is already recorded as {done}, {when}. To do it again, reopen it with a reason."


def when_recorded(state: RunState, standing: TaskState) -> str:
    """The local time of day of what was last recorded about a task."""
    happened = standing.happened_at
    return clock_words(happened, state.plan.calendar.zone) if happened is not None else NOT_RECORDED
