"""What changed in the plan after it was approved, found by going through the log once more.

Only what took effect counts: a decision that was made on an old state leaves no trace in the state it would change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchors import AnchorMoved
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskDeferred, TaskNotNeeded
from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.names_removed import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.context import Context


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """One change of the plan that took effect."""

    entry: Entry
    item: str
    """The time or task that changed."""
    was: str
    now: str
    reason: str


def states_along(context: Context) -> Iterator[tuple[Entry, RunState, RunState]]:
    """Every entry with the state before and after it."""
    state = start_state(context.plan)
    for entry in context.entries:
        before, state = state, evolve(state, entry)
        yield entry, before, state


def plan_changes(context: Context) -> list[PlanChange]:
    """Every change of the plan, oldest first: moved times, tasks put off, tasks that were not needed."""
    return [
        change
        for entry, before, after in states_along(context)
        if (change := _change(context, entry, before, after)) is not None
    ]


def _change(context: Context, entry: Entry, before: RunState, after: RunState) -> PlanChange | None:
    match entry.event:
        case AnchorMoved() as event if after.moved is not before.moved:
            names = {anchor.code: anchor.name for anchor in context.plan.anchors}
            return PlanChange(
                entry=entry,
                item=f"{event.anchor} {names.get(event.anchor, '')}".strip(),
                was=_when(context, before.anchors.get(event.anchor)),
                now=_when(context, event.to),
                reason=event.reason,
            )
        case TaskDeferred() as event if after.tasks.get(event.task) is not before.tasks.get(event.task):
            return PlanChange(
                entry=entry,
                item=event.task,
                was=f"due {_when(context, before.window(event.task).due_at)}",
                now=f"due {_when(context, after.window(event.task).due_at)}, in list {event.to}",
                reason=event.reason,
            )
        case TaskNotNeeded() as event if after.tasks.get(event.task) is not before.tasks.get(event.task):
            return PlanChange(entry=entry, item=event.task, was="to do", now="not needed", reason=event.reason)
        case _:
            return None


def _when(context: Context, instant: datetime | None) -> str:
    return moment(instant, context) if instant is not None else NOT_RECORDED
