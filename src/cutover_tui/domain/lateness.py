"""How late a task is: derived from its window, its needs and the time, never stored."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import to_local

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskState

DUE_SOON = timedelta(minutes=15)
"""A task due at a time of day is due soon this long before it."""


class Lateness(StrEnum):
    """The lateness words. `settled` and `not in play` are the two with nothing to watch."""

    NOT_IN_PLAY = "not in play"
    """No time yet: its anchor has not happened, or its day fell out of the span."""
    OPENS_IN = "opens in"
    WAITS_FOR = "waits for"
    OPEN = "open"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    BLOCKED_BY = "blocked by"
    """Overdue, and something before it is not done."""
    TOO_EARLY = "too early"
    """Started before it opens."""
    SETTLED = "settled"


PRESSING = frozenset({Lateness.OVERDUE, Lateness.BLOCKED_BY})
"""The words that mean the due time has passed."""


@dataclass(frozen=True)
class Timeliness:
    """How late a task is, with what its words need."""

    lateness: Lateness
    seconds: float = 0
    """Until it opens (opens in) or is due (due soon), or since it was due (overdue, blocked by)."""
    refs: tuple[str, ...] = ()
    """The tasks it waits for or is blocked by."""
    past_window: bool = False
    """True when its not-after has passed too: doing it now needs a reason."""


def timeliness(state: RunState, ref: str, now: datetime) -> Timeliness:
    """How late a task is at an instant."""
    standing = state.standing(ref)
    if standing.status in SETTLED and not standing.tell_again:
        return Timeliness(Lateness.SETTLED)
    window = state.window(ref)
    times = (window.not_before_at, window.due_at, window.not_after_at)
    if all(instant is None for instant in times):
        return Timeliness(Lateness.NOT_IN_PLAY)
    last = window.due_at or window.not_after_at
    unmet = state.unmet(ref)
    if last is not None and now > last:
        return _past_due(now, last, window.not_after_at, unmet)
    if window.not_before_at is not None and now < window.not_before_at:
        started = standing.status in {TaskStatus.STARTED, TaskStatus.AWAITS_CHECK}
        kind = Lateness.TOO_EARLY if started else Lateness.OPENS_IN
        return Timeliness(kind, (window.not_before_at - now).total_seconds())
    if unmet:
        return Timeliness(Lateness.WAITS_FOR, refs=unmet)
    if last is not None and _is_due_soon(state, state.task_by_ref[ref], standing, now, last):
        return Timeliness(Lateness.DUE_SOON, (last - now).total_seconds())
    return Timeliness(Lateness.OPEN)


def _past_due(now: datetime, due: datetime, not_after: datetime | None, unmet: tuple[str, ...]) -> Timeliness:
    kind = Lateness.BLOCKED_BY if unmet else Lateness.OVERDUE
    past_window = not_after is not None and now > not_after
    return Timeliness(kind, (now - due).total_seconds(), unmet, past_window)


def _is_due_soon(state: RunState, task: Task, standing: TaskState, now: datetime, due: datetime) -> bool:
    """Tell whether it is due within a quarter of an hour, or, where it is due by a day, within that day."""
    if due - now <= DUE_SOON:
        return True
    by_day = task.due.endswith(("d", "w")) and not standing.deferred_to
    zone = state.plan.calendar.zone
    return by_day and to_local(due, zone).date() == to_local(now, zone).date()
