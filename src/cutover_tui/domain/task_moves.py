"""What an act on a task does to services, told before it is recorded.

The answer comes from the fold itself: the act is tried on the state, and what it changed is read off. So what a person
is told before a tick is what the log makes of it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import Entry
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.service_fold import RECORDED, stage_tasks
from cutover_tui.domain.services import (
    CUTOVER,
    PLACE,
    STAGE_PLACE,
    STATUS_WORDS,
    ServiceState,
    ServiceStatus,
    full_name,
    service_of,
)
from cutover_tui.domain.tasks import TaskCompleted, TaskEvent, TaskNotNeeded, TaskReopened

if TYPE_CHECKING:
    from collections.abc import Collection

    from cutover_tui.domain.plan import Service, Task
    from cutover_tui.domain.services import Stage
    from cutover_tui.domain.state import RunState

_AT = datetime(2000, 1, 1, tzinfo=UTC)
_SOMEBODY = "somebody"
_WHO = re.compile(r"\b(who|contact|confirmation)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\breference\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ServiceChange:
    """One service before and after an act on a task."""

    service: Service
    before: ServiceState
    after: ServiceState

    @property
    def moves(self) -> bool:
        """True when it comes into another state; else the act only confirms where it stands."""
        return self.before.status is not self.after.status


def changes_between(before: RunState, after: RunState, ref: str) -> tuple[ServiceChange, ...]:
    """The services a task is about whose steps differ between two states of a run."""
    return tuple(
        ServiceChange(
            service=service_of(after, instance), before=before.services[instance], after=after.services[instance]
        )
        for instance, _stage in after.moved_by.get(ref, ())
        if before.services[instance].steps != after.services[instance].steps
    )


def changes_by_tick(state: RunState, ref: str) -> tuple[ServiceChange, ...]:
    """What recording a task as done does to services, if the other end confirms it."""
    event = TaskCompleted(
        by=_SOMEBODY, recorder=_SOMEBODY, at=_AT, task=ref, confirmed_with=_SOMEBODY, first_item=_SOMEBODY
    )
    return _changes_by(state, event)


def changes_by_reopening(state: RunState, ref: str) -> tuple[ServiceChange, ...]:
    """What recording a task as to do again does to services."""
    return _changes_by(state, TaskReopened(by=_SOMEBODY, recorder=_SOMEBODY, at=_AT, task=ref, reason=_SOMEBODY))


def changes_by_leaving_out(state: RunState, ref: str) -> tuple[ServiceChange, ...]:
    """What recording a task as not needed does to services: where the others that bring a stage are done, it comes."""
    saw = state.saw_task(ref)
    event = TaskNotNeeded(by=_SOMEBODY, recorder=_SOMEBODY, at=_AT, task=ref, reason=_SOMEBODY, saw=saw)
    return _changes_by(state, event)


def _changes_by(state: RunState, event: TaskEvent) -> tuple[ServiceChange, ...]:
    if not state.moved_by.get(event.task):
        return ()
    entry = Entry(seq=state.count, id="", recorded_at=_AT, device="", session="", prev="", event=event)
    return changes_between(state, evolve(state, entry), event.task)


# -- in words


def tick_words(state: RunState, ref: str) -> str:
    """What a tick of a task does to services, in words; empty for a task that is about none."""
    changes = changes_by_tick(state, ref)
    changed = {change.service.id for change in changes}
    moved = [change_words(change) for change in changes if change.moves]
    confirmed = [_standing(change.service, change.after) for change in changes if not change.moves]
    parts = [f"{what} {'; '.join(which)}" for what, which in (("Moves", moved), ("Confirms", confirmed)) if which]
    parts += [
        _not_moved(state, ref, instance, stage)
        for instance, stage in state.moved_by.get(ref, ())
        if instance not in changed
    ]
    return ". ".join(part for part in parts if part)


def reopening_words(state: RunState, ref: str) -> str:
    """What reopening a task does to services, in words; empty for a task that is about none."""
    changes = changes_by_reopening(state, ref)
    back = [change_words(change) for change in changes if change.moves]
    parts = [f"Takes back {'; '.join(back)}"] if back else []
    parts += [
        f"{full_name(change.service)} stays {STATUS_WORDS[change.after.status]}"
        for change in changes
        if not change.moves
    ]
    return ". ".join(parts)


def leaving_out_words(state: RunState, ref: str) -> str:
    """What marking a task as not needed does to services, in words; empty where it changes none."""
    moved = [change_words(change) for change in changes_by_leaving_out(state, ref) if change.moves]
    return f"Moves {'; '.join(moved)}, as the other tasks for it are done" if moved else ""


def change_words(change: ServiceChange) -> str:
    """`Results from the lab (North Lab): PAPER to ON, UNTESTED`."""
    before, after = STATUS_WORDS[change.before.status], STATUS_WORDS[change.after.status]
    return f"{full_name(change.service)}: {before} to {after}"


def _standing(service: Service, standing: ServiceState) -> str:
    return f"{full_name(service)}: {STATUS_WORDS[standing.status]}"


def _not_moved(state: RunState, ref: str, instance: str, stage: Stage) -> str:
    """Why a tick leaves a service where it stands: it is there or further, or other tasks come first."""
    service = service_of(state, instance)
    standing = state.services[instance]
    name = full_name(service)
    if PLACE[standing.status] >= STAGE_PLACE[stage]:
        return f"{name} is {STATUS_WORDS[standing.status]} already"
    waits = [
        days[0]
        for days in stage_tasks(state, service, stage).values()
        if ref not in days and all(state.standing(day).status not in RECORDED for day in days)
    ]
    return f"{name} moves once {' and '.join(waits)} is done too" if waits else ""


# -- what is asked once


def states_after(changes: Collection[ServiceChange]) -> frozenset[ServiceStatus]:
    """The states some changes bring, which decide what is asked."""
    return frozenset(change.after.status for change in changes)


def own_evidence(task: Task, asked: Collection[ServiceStatus]) -> tuple[str, ...]:
    """What a task's evidence asks for beside what is asked about its service: nobody is asked the same twice.

    The words of the plan decide: a line about the contact or the confirmation, or about a reference, is what the other
    end says; a line about the first one of something is the first real item.
    """
    known: list[re.Pattern[str]] = []
    if any(status in CUTOVER or status is ServiceStatus.ON_UNTESTED for status in asked):
        known += [_WHO, _REFERENCE]
    if ServiceStatus.FLOWING in asked:
        known += [_FIRST]
    return tuple(line for line in task.evidence if not any(words.search(line) for words in known))
