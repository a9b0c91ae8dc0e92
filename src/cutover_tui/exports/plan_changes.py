"""What changed in the plan after it was approved, told from the entries that changed it.

Only what took effect counts: a decision that was made on an old state leaves no trace in the state it would change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.added_tasks import TaskAdded
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.restarts import PauseRestarted
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


def plan_changes(context: Context) -> list[PlanChange]:
    """Every change of the plan, oldest first: moved times, tasks added, put off, and not needed."""
    return [
        change
        for entry, before, after in context.turning_points
        for change in (*_moved_times(context, entry, before, after), *_changed_task(context, entry, before, after))
    ]


def _moved_times(context: Context, entry: Entry, before: RunState, after: RunState) -> Iterator[PlanChange]:
    """The key times an entry moved, and how far a restart put off what runs from recorded moments."""
    event = entry.event
    reason = f"restart after pause {event.pause}" if isinstance(event, PauseRestarted) else getattr(event, "reason", "")
    if after.moved is not before.moved:
        names = {anchor.code: anchor.name for anchor in context.plan.anchors}
        for code in after.moved:
            if after.moved[code] != before.moved.get(code):
                yield PlanChange(
                    entry=entry,
                    item=f"{code} {names.get(code, '')}".strip(),
                    was=_when(context, before.anchors.get(code)),
                    now=_when(context, after.moved[code]),
                    reason=reason,
                )
    if after.moved_tasks is not before.moved_tasks:
        moved = [ref for ref, moves in after.moved_tasks.items() if moves != before.moved_tasks.get(ref)]
        if moved:
            minutes = after.moved_tasks[moved[0]][-1].minutes
            now = f"{minutes} minutes later"
            yield PlanChange(entry=entry, item=", ".join(moved), was="as planned", now=now, reason=reason)


def _changed_task(context: Context, entry: Entry, before: RunState, after: RunState) -> Iterator[PlanChange]:
    """The task an entry put off, left out, or added."""
    event = entry.event
    if isinstance(event, TaskAdded):
        for ref in after.added.keys() - before.added.keys():
            now = f"due {_when(context, event.due)}, in list {event.checklist}"
            yield PlanChange(entry=entry, item=ref, was="not in the plan", now=now, reason=event.cause)
    if not isinstance(event, TaskDeferred | TaskNotNeeded) or after.tasks.get(event.task) is before.tasks.get(
        event.task
    ):
        return
    if isinstance(event, TaskNotNeeded):
        yield PlanChange(entry=entry, item=event.task, was="to do", now="not needed", reason=event.reason)
        return
    yield PlanChange(
        entry=entry,
        item=event.task,
        was=f"due {_when(context, before.window(event.task).due_at)}",
        now=f"due {_when(context, after.window(event.task).due_at)}, in list {event.to}",
        reason=event.reason,
    )


def _when(context: Context, instant: datetime | None) -> str:
    return moment(instant, context) if instant is not None else NOT_RECORDED
