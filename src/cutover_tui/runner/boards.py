"""The rows each screen and `status` shows: state and an instant in, plain values out.

A row is worked out alone, so that a screen can renew one line of thousands after a tick.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.lateness import PRESSING, Lateness, Timeliness, timeliness
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.tasks import SETTLED, TaskState, TaskStatus
from cutover_tui.domain.time_words import clock_words, day_words, duration_words, to_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.timing import Window


class Mark(StrEnum):
    """The shape of a badge. Each has a glyph, a colour and an ASCII form on screen; the word carries the meaning."""

    OPEN = "open"
    OPENS = "opens"
    WAITS = "waits"
    BLOCKED = "blocked"
    SOON = "soon"
    OVERDUE = "overdue"
    DOING = "doing"
    CHECK = "check"
    DIFFER = "differ"
    DONE = "done"
    SETTLED = "settled"
    """Settled without being done, such as not needed."""
    CANNOT = "cannot"
    DEFERRED = "deferred"
    TELL = "tell"
    IDLE = "idle"
    """Not in play."""


@dataclass(frozen=True)
class Badge:
    """What a task line says about itself: a shape and words."""

    mark: Mark
    words: str


@dataclass(frozen=True)
class TaskRow:
    """One line of a task list."""

    task: Task
    standing: TaskState
    window: Window
    timeliness: Timeliness
    badge: Badge
    due_words: str
    """`17:20`, or the day where it is another day; empty without a due time."""
    doing_by: str
    """Initials of who is doing it, shown before the title while the badge says it is late."""
    guest: bool = False
    """True where a deferred task is shown in the list it was deferred to."""

    @property
    def due_at(self) -> datetime | None:
        """When it is due, or closes where it has no due time."""
        return self.window.due_at or self.window.not_after_at


@dataclass(frozen=True)
class Tally:
    """How many tasks stand where."""

    total: int = 0
    settled: int = 0
    overdue: int = 0
    blocked: int = 0
    soon: int = 0
    deferred: int = 0
    cannot: int = 0
    check: int = 0
    """Waiting for a second person."""
    tell: int = 0
    """Told people about a date that has moved."""

    def plus(self, other: Tally, times: int = 1) -> Tally:
        """This and the other counted together; `times` -1 takes the other away."""
        return Tally(
            self.total + times * other.total,
            self.settled + times * other.settled,
            self.overdue + times * other.overdue,
            self.blocked + times * other.blocked,
            self.soon + times * other.soon,
            self.deferred + times * other.deferred,
            self.cannot + times * other.cannot,
            self.check + times * other.check,
            self.tell + times * other.tell,
        )

    def words(self) -> str:
        """`6 of 22 done`, and what is deferred."""
        done = f"{self.settled} of {self.total} done"
        if self.total and self.settled + self.deferred == self.total and self.deferred:
            return f"Complete except {self.deferred} deferred"
        if self.total and self.settled == self.total:
            return f"Complete, {done}"
        return done


def task_row(state: RunState, ref: str, now: datetime, *, guest: bool = False) -> TaskRow:
    """The line of one task at an instant."""
    standing = state.standing(ref)
    window = state.window(ref)
    when = timeliness(state, ref, now)
    late = when.lateness in PRESSING
    return TaskRow(
        task=state.task_by_ref[ref],
        standing=standing,
        window=window,
        timeliness=when,
        badge=badge_of(state, ref, standing, when, now),
        due_words=_due_words(state, window.due_at or window.not_after_at, now),
        doing_by=standing.by if late and standing.status is TaskStatus.STARTED else "",
        guest=guest,
    )


def badge_of(state: RunState, ref: str, standing: TaskState, when: Timeliness, now: datetime) -> Badge:
    """The badge of a task: what was recorded first, then how late it is."""
    zone = state.plan.calendar.zone
    at = _due_words(state, standing.happened_at, now) if standing.happened_at is not None else ""
    if standing.tell_again:
        return Badge(Mark.TELL, "TELL AGAIN")
    match standing.status:
        case TaskStatus.DONE:
            return Badge(Mark.DONE, f"DONE {standing.by} {at}")
        case TaskStatus.DONE_WITH_COMPLICATIONS:
            return Badge(Mark.DONE, f"DONE* {standing.by} {at}")
        case TaskStatus.NOT_NEEDED:
            return Badge(Mark.SETTLED, f"NOT NEEDED {standing.by}")
        case TaskStatus.CANNOT_DO:
            return Badge(Mark.CANNOT, f"CANNOT DO {standing.by}")
        case TaskStatus.AWAITS_CHECK if standing.answers_differ:
            return Badge(Mark.DIFFER, "ANSWERS DIFFER")
        case TaskStatus.AWAITS_CHECK:
            return Badge(Mark.CHECK, f"CHECK after {standing.by}")
        case TaskStatus.DEFERRED if when.lateness not in PRESSING:
            return Badge(Mark.DEFERRED, f"DEFERRED to {standing.deferred_to}")
        case TaskStatus.STARTED if when.lateness not in PRESSING:
            return Badge(Mark.DOING, f"DOING {standing.by}")
        case _:
            return _badge_of_time(state, ref, when, now, zone)


def _badge_of_time(state: RunState, ref: str, when: Timeliness, now: datetime, zone: str) -> Badge:
    match when.lateness:
        case Lateness.OVERDUE:
            return Badge(Mark.OVERDUE, f"OVERDUE {_short_duration(when.seconds)}")
        case Lateness.BLOCKED_BY:
            return Badge(Mark.BLOCKED, f"BLOCKED by {_refs_words(when.refs)}")
        case Lateness.WAITS_FOR:
            return Badge(Mark.WAITS, f"WAITS for {_refs_words(when.refs)}")
        case Lateness.DUE_SOON:
            day = state.window(ref).due_at
            far = day is not None and (day - now).total_seconds() > 60 * 60
            return Badge(Mark.SOON, "DUE TODAY" if far else f"DUE SOON {duration_words(when.seconds)}")
        case Lateness.OPENS_IN | Lateness.TOO_EARLY:
            opens = state.window(ref).not_before_at
            return Badge(Mark.OPENS, f"OPENS {_opens_words(opens, now, zone)}")
        case Lateness.NOT_IN_PLAY:
            return Badge(Mark.IDLE, "NOT IN PLAY")
        case Lateness.OPEN | Lateness.SETTLED:
            return Badge(Mark.OPEN, "OPEN")


def tally(rows: Iterable[TaskRow]) -> Tally:
    """Count rows. Those not in play, and guests, are not counted."""
    counted = Tally()
    for row in rows:
        counted = counted.plus(count_of(row))
    return counted


def count_of(row: TaskRow) -> Tally:
    """What one row adds to a tally."""
    when, status = row.timeliness.lateness, row.standing.status
    if row.guest or (when is Lateness.NOT_IN_PLAY and status is TaskStatus.TO_DO):
        return Tally()
    return Tally(
        total=1,
        settled=int(status in SETTLED and not row.standing.tell_again),
        overdue=int(when is Lateness.OVERDUE),
        blocked=int(when is Lateness.BLOCKED_BY),
        soon=int(row.badge.mark is Mark.SOON),
        deferred=int(status is TaskStatus.DEFERRED),
        cannot=int(status is TaskStatus.CANNOT_DO),
        check=int(status is TaskStatus.AWAITS_CHECK),
        tell=int(row.standing.tell_again),
    )


def dependents(task_by_ref: Mapping[str, Task]) -> dict[str, tuple[str, ...]]:
    """Ref to the tasks whose line changes when it is settled."""
    found: dict[str, list[str]] = {}
    for task in task_by_ref.values():
        for other in (*task.needs, *task.reverses):
            found.setdefault(other, []).append(task.ref)
    return {ref: tuple(refs) for ref, refs in found.items()}


def owner_words(state: RunState, task: Task) -> str:
    """`Practice manager (JB)`: the role that owns a task and who holds it now."""
    names = {role.code: role.name for role in state.plan.roles}
    holders = [person.initials for person in state.people.values() if task.owner in person.roles]
    person = state.people.get(task.owner) if task.owner not in names else None
    name = f"{person.name} ({person.initials})" if person is not None else names.get(task.owner, task.owner)
    return f"{name} ({', '.join(holders)})" if holders else name


def hazard_words(state: RunState, task: Task) -> tuple[str, ...]:
    """`HAZ-01-2 A result is not seen`: what a task is done against, by the number of the hazard or the control."""
    titles = {
        ref: hazard.title
        for hazard in state.plan.hazards.hazards
        for ref in (hazard.ref, *(control.ref for control in hazard.controls))
    }
    return tuple(f"{ref} {titles.get(ref, '')}".strip() for ref in task.hazards)


def gate_words(gate: GateKind) -> str:
    """What a gate kind means to the person at the task."""
    match gate:
        case GateKind.HARD:
            return "Hard gate: the next step waits for this"
        case GateKind.WARN:
            return "Shown in amber when late"
        case GateKind.NONE:
            return ""


def _due_words(state: RunState, instant: datetime | None, now: datetime) -> str:
    if instant is None:
        return ""
    zone = state.plan.calendar.zone
    if to_local(instant, zone).date() == to_local(now, zone).date():
        return clock_words(instant, zone)
    return day_words(instant, zone).split(" ", 1)[1]


def _opens_words(opens: datetime | None, now: datetime, zone: str) -> str:
    if opens is None:
        return "later"
    if to_local(opens, zone).date() == to_local(now, zone).date():
        return f"in {_short_duration((opens - now).total_seconds())}"
    return day_words(opens, zone)


def _short_duration(seconds: float) -> str:
    """A duration that fits a badge: minutes count up to ten hours, hours up to two days."""
    hours = int(seconds // 3600)
    return f"{hours}hr" if 10 <= hours < 48 else duration_words(seconds)  # noqa: PLR2004 (hours, said above)


def _refs_words(refs: tuple[str, ...]) -> str:
    more = f" +{len(refs) - 1}" if len(refs) > 1 else ""
    return f"{refs[0]}{more}"
