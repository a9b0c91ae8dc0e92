"""How long tasks took that somebody began on the screen: from the beginning to the end, less pauses and holds.

The registers have no column for it (`records.md` b4 gives theirs in order), and the plan has no length of a task to
hold it against. So it stands where a reader asks how the work went: in section 11, and beside each task in annex A. A
task that was only ticked has no length: nobody said when it began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.gate_decisions import GateDecided
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.stopped_time import worked_seconds
from cutover_tui.domain.tasks import TaskCannotBeDone, TaskCompleted, TaskDeferred, TaskNotNeeded, TaskStarted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.events import Event
    from cutover_tui.exports.context import Context

_ENDS = (TaskCompleted, TaskCannotBeDone, TaskDeferred, TaskNotNeeded)
"""Events after which nobody is at a task."""


@dataclass(frozen=True, kw_only=True)
class AtWork:
    """The time somebody was at one task."""

    ref: str
    begun: datetime
    """When it was first begun, UTC."""
    ended: datetime | None
    """When somebody last left it: done, put off, not possible or not needed, UTC. None while they are at it."""
    seconds: float
    """How long they were at it in all, less pauses and holds; up to the last entry where they still are."""
    goes: int
    """How often it was begun."""


def at_work(context: Context) -> dict[str, AtWork]:
    """The tasks that were begun, by their numbers, in the order they were begun."""
    stretches: dict[str, list[tuple[datetime, datetime | None]]] = {}
    for entry in context.entries:
        event, moment = entry.event, context.happened_at(entry)
        if isinstance(event, TaskStarted):
            known = stretches.setdefault(event.task, [])
            if not known or known[-1][1] is not None:
                known.append((moment, None))
        for ref in _left(event):
            known = stretches.get(ref, [])
            if known and known[-1][1] is None:
                known[-1] = (known[-1][0], moment)
    return {ref: _summed(context, ref, known) for ref, known in stretches.items()}


def _left(event: Event) -> Iterable[str]:
    """The tasks nobody is at after an event."""
    if isinstance(event, _ENDS):
        return (event.task,)
    if isinstance(event, ServiceMoved | GateDecided):
        return (ref for ref in tasks_of(event) if ref in event.completes)
    return ()


def _summed(context: Context, ref: str, known: list[tuple[datetime, datetime | None]]) -> AtWork:
    seconds = sum(worked_seconds(context.state, begun, ended or context.as_of) for begun, ended in known)
    return AtWork(ref=ref, begun=known[0][0], ended=known[-1][1], seconds=seconds, goes=len(known))
