"""How a service follows what happens: its own moves, and the tasks that bring its stages.

A task and a service are never two truths. One record changes both: the completion of a task moves its services, and the
move of a service completes its tasks; a task that is reopened takes its services back to where they stood before it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.service_calls import Call, PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import (
    Count,
    CountKind,
    Explanation,
    ServiceCounted,
    ServiceExplained,
    corrected_counts,
)
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.services import (
    PLACE,
    STAGE_PLACE,
    ServiceState,
    ServiceStatus,
    Stage,
    Step,
    cutover_status,
    is_recorded,
    service_of,
    stages_of,
    standing_words,
)
from cutover_tui.domain.tasks import TaskCompleted, TaskNotNeeded, TaskReopened, TaskStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.second_person import TaskChecked
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskEvent

Services = dict[str, ServiceState]
ServiceFact = ServiceCaught | ServiceCounted | ServiceExplained | ServiceCalled | PromiseKept
"""What happens about a service without moving it."""

RECORDED = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.AWAITS_CHECK})
"""The states of a task in which somebody has said that it is done."""


def stage_tasks(state: RunState, service: Service, stage: Stage) -> Mapping[str, tuple[str, ...]]:
    """The tasks that bring a stage and are needed here, by series: the days of a daily task are one."""
    series: dict[str, tuple[str, ...]] = {}
    for ref, brought in stages_of(service).items():
        task = state.task_by_ref.get(ref)
        if brought is stage and task is not None and state.standing(ref).status is not TaskStatus.NOT_NEEDED:
            key = task.daily_of or ref
            series[key] = (*series.get(key, ()), ref)
    return series


def stage_reached(state: RunState, service: Service, stage: Stage) -> bool:
    """Tell whether the tasks that bring a stage are done: all of them, and of a daily one the first."""
    series = stage_tasks(state, service, stage).values()
    return bool(series) and all(any(state.standing(ref).status in RECORDED for ref in days) for days in series)


def _status_of(service: Service, stage: Stage) -> ServiceStatus:
    match stage:
        case Stage.ASKED:
            return ServiceStatus.ASKED_OFF
        case Stage.OFF:
            return cutover_status(service)
        case Stage.ON:
            return ServiceStatus.ON_UNTESTED
        case Stage.FLOWING:
            return ServiceStatus.FLOWING
    assert_never(stage)


def after_task(before: RunState, state: RunState, entry: Entry, event: TaskEvent | TaskChecked) -> RunState:
    """The state with the services that follow a task, after an event about it took effect."""
    moved = state.moved_by.get(event.task, ())
    if not moved:
        return state
    services = dict(state.services)
    was_recorded = before.standing(event.task).status in RECORDED
    for instance, stage in moved:
        service = service_of(state, instance)
        standing = services[instance]
        if isinstance(event, TaskReopened):
            if was_recorded and not stage_reached(state, service, stage):
                standing = _without(standing, stage)
        elif stage_reached(state, service, stage) and isinstance(event, TaskCompleted | TaskNotNeeded):
            standing = _brought(standing, service, stage, entry)
        services[instance] = replace(standing, unchecked=_is_unchecked(state, service, standing.status))
    return replace(state, services=services)


def _without(standing: ServiceState, stage: Stage) -> ServiceState:
    """A service without the steps a stage stands for: as it was before the task that brought them."""
    place = STAGE_PLACE[stage]
    return replace(standing, steps=tuple(step for step in standing.steps if PLACE[step.status] != place))


def _brought(standing: ServiceState, service: Service, stage: Stage, entry: Entry) -> ServiceState:
    """A service that a task brought further, or confirmed where it stands."""
    event = entry.event
    step = Step(seq=entry.seq, status=_status_of(service, stage), at=event.at, by=event.by)
    if isinstance(event, TaskCompleted):
        step = replace(
            step, confirmed_with=event.confirmed_with, reference=event.reference, first_item=event.first_item
        )
        if event.catcher:
            standing = replace(standing, catcher=event.catcher, route=event.route)
    place, now = STAGE_PLACE[stage], PLACE[standing.status]
    if place > now:
        return replace(standing, steps=(*standing.steps, step))
    said = is_recorded(step.first_item if stage is Stage.FLOWING else step.confirmed_with)
    if place == now and said and not standing.confirmed:
        return replace(standing, steps=(*standing.steps, replace(step, status=standing.status)))
    return standing


def _is_unchecked(state: RunState, service: Service, status: ServiceStatus) -> bool:
    """Tell whether a second person has still to look at a task that brought a service to where it stands."""
    return any(
        STAGE_PLACE[stage] == PLACE[status] and state.standing(ref).status is TaskStatus.AWAITS_CHECK
        for ref, stage in stages_of(service).items()
    )


def after_move(state: RunState, entry: Entry, event: ServiceMoved) -> RunState:
    """The state with a service moved; the tasks that belong to the move are folded before this."""
    standing = state.services[event.service]
    step = Step(
        seq=entry.seq,
        status=ServiceStatus(event.to),
        at=event.at,
        by=event.by,
        confirmed_with=event.confirmed_with,
        reference=event.reference,
        first_item=event.first_item,
        reason=event.reason,
    )
    standing = replace(standing, steps=(*standing.steps, step))
    if event.catcher:
        standing = replace(standing, catcher=event.catcher, route=event.route)
    service = service_of(state, event.service)
    standing = replace(standing, unchecked=_is_unchecked(state, service, standing.status))
    return replace(state, services={**state.services, event.service: standing})


def task_events_of(state: RunState, event: ServiceMoved) -> tuple[TaskCompleted | TaskReopened, ...]:
    """What a move says about tasks: those it completes, and those that are to do again."""
    shared = {
        "by": event.by,
        "recorder": event.recorder,
        "at": event.at,
        "auth": event.auth,
        "late_reason": event.late_reason,
        "on_behalf_of": event.on_behalf_of,
    }
    service = service_of(state, event.service)
    seen = move_words(service, event)
    completed = tuple(
        TaskCompleted(
            **shared,  # type: ignore[arg-type]  # the fields every event shares
            task=ref,
            observed=seen,
            checked_by=event.checked_by,
            unusual=event.unusual,
            reason=event.reason if event.unusual else "",
        )
        for ref in event.completes
    )
    reopened = tuple(
        TaskReopened(**shared, task=ref, reason=event.reason or seen)  # type: ignore[arg-type]  # the same
        for ref in event.reopens
    )
    return (*completed, *reopened)


def move_words(service: Service, event: ServiceMoved) -> str:
    """What a move says was seen: `EPS is OFF; confirmed with the supplier; reference 4471`."""
    said = ServiceState(
        steps=(
            Step(
                seq=0,
                status=ServiceStatus(event.to),
                at=event.at,
                by=event.by,
                confirmed_with=event.confirmed_with,
                first_item=event.first_item,
            ),
        )
    )
    asked = said.status in {ServiceStatus.ASKED_OFF, ServiceStatus.ASKED_ON}
    parts = [f"{service.short_name} is {standing_words(said)}"]
    if is_recorded(event.confirmed_with):
        parts.append(f"{'asked' if asked else 'confirmed with'} {event.confirmed_with}")
    if is_recorded(event.reference):
        parts.append(f"reference {event.reference}")
    if is_recorded(event.first_item):
        parts.append(f"first item: {event.first_item}")
    return "; ".join(parts)


def after_fact(standing: ServiceState, event: ServiceFact, seq: int) -> ServiceState:
    """A service after something that does not move it."""
    match event:
        case ServiceCaught():
            return replace(standing, catcher=event.catcher, route=event.route)
        case ServiceCounted():
            count = Count(seq=seq, what=CountKind(event.what), count=event.count, at=event.at, by=event.by)
            return replace(standing, counted=(*standing.counted, count))
        case ServiceExplained():
            words = Explanation(seq=seq, words=event.explanation, by=event.by)
            return replace(standing, explanations=(*standing.explanations, words))
        case ServiceCalled():
            call = Call(
                seq=seq,
                by=event.by,
                at=event.at,
                means=event.means,
                whom=event.whom,
                reference=event.reference,
                said=event.said,
                promised_by=_instant(event.promised_by),
            )
            return replace(standing, calls=(*standing.calls, call))
        case PromiseKept():
            calls = tuple(
                replace(call, kept_at=event.at) if call.seq == event.call and call.kept_at is None else call
                for call in standing.calls
            )
            return replace(standing, calls=calls)
    assert_never(event)


def after_correction(services: Mapping[str, ServiceState], event: EntryCorrected, seq: int) -> Services:
    """The services after a correction: a step or a count whose entry was corrected says the new words."""
    return {instance: _corrected(standing, event, seq) for instance, standing in services.items()}


def _corrected(standing: ServiceState, event: EntryCorrected, seq: int) -> ServiceState:
    if any(count.seq == event.corrects for count in standing.counted):
        counted = corrected_counts(standing.counted, event.corrects, event.field, event.now, seq)
        return replace(standing, counted=counted)
    if all(step.seq != event.corrects for step in standing.steps):
        return standing
    steps = tuple(_corrected_step(step, event) if step.seq == event.corrects else step for step in standing.steps)
    return replace(standing, steps=steps)


def _corrected_step(step: Step, event: EntryCorrected) -> Step:
    match event.field:
        case "at":
            return replace(step, at=_instant(event.now) or step.at)
        case "by":
            return replace(step, by=event.now)
        case "confirmed_with":
            return replace(step, confirmed_with=event.now)
        case "reference":
            return replace(step, reference=event.now)
        case "first_item":
            return replace(step, first_item=event.now)
        case "reason":
            return replace(step, reason=event.now)
        case _:
            return step


def _instant(words: str) -> datetime | None:
    """An RFC 3339 instant, UTC; None when it is not one."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None
