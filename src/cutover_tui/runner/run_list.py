"""The runs this machine knows of and where each stands, for the home screen: damaged or missing ones with words.

Every run folder is read without changing it. A listed run is known at once (`listed_rows`); reading its folder takes
some milliseconds to some tenths of a second (`read_row`), so a screen shows the first and fills in the second.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.lateness import PRESSING, Lateness
from cutover_tui.domain.plan import Calendar
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.runner.boards import TaskRow, tally, task_row
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME, AuditLogBroken
from cutover_tui.storage.plan_json import PlanUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.domain.plan import RunKind
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.clock import Clock
    from cutover_tui.storage.practice_book import RunRow


class Book(Protocol):
    """What the list needs of the practice book."""

    def runs(self) -> Sequence[RunRow]:
        """The runs this machine knows of, the one opened last first."""
        ...


class RunCondition(StrEnum):
    """Whether a run can be opened, as far as the list knows."""

    READING = "reading"
    """Its folder is still being read."""
    READY = "ready"
    DAMAGED = "damaged"
    """Its log or its plan does not hold; nothing was altered."""
    MISSING = "missing"
    """There is no run in its folder any more."""
    CLOSED_OFF = "closed off"
    """It could not be read for another reason, which the words say."""


@dataclass(frozen=True, kw_only=True)
class RunListRow:
    """One run in the list."""

    folder: Path
    slug: str
    practice: str
    kind: RunKind
    last_opened_at: datetime
    """When it was last opened from this machine, UTC."""
    condition: RunCondition = RunCondition.READING
    state_words: str = ""
    """`12 of 240 done, 2 overdue`, or in sentences what is wrong with it."""
    next_words: str = ""
    """What is due next and when, `17:45 F-12 Tell the laboratory`; empty where the run could not be read."""
    late: bool = False
    """True when something is overdue."""
    zone: str = Calendar().zone
    """The practice's zone; the plan's, once it was read."""


def run_rows(book: Book, clock: Clock) -> tuple[RunListRow, ...]:
    """List the runs of the practice book, each read from its folder, the one opened last first."""
    return tuple(read_row(row, clock) for row in listed_rows(book))


def listed_rows(book: Book) -> tuple[RunListRow, ...]:
    """List the runs as the practice book knows them, before their folders are read."""
    return tuple(
        RunListRow(
            folder=row.folder,
            slug=row.slug,
            practice=row.practice,
            kind=row.kind,
            last_opened_at=row.last_opened_at,
        )
        for row in book.runs()
    )


def read_row(row: RunListRow, clock: Clock) -> RunListRow:
    """Read one run's folder, and say where it stands or what is wrong with it. Changes nothing there."""
    try:
        missing = not ((row.folder / PLAN_NAME).exists() or (row.folder / LOG_NAME).exists())
    except OSError as problem:
        return _with_problem(row, RunCondition.CLOSED_OFF, f"Its folder cannot be looked at: {problem.strerror}.")
    if missing:
        words = "There is no run in this folder any more. Put the folder back, or take the run off this list."
        return _with_problem(row, RunCondition.MISSING, words)
    try:
        opened = Run.open(row.folder, clock=clock, read_only=True)
    except (AuditLogBroken, PlanUnreadable) as problem:
        return _with_problem(row, RunCondition.DAMAGED, str(problem))
    except Refused as refusal:
        return _with_problem(row, RunCondition.CLOSED_OFF, str(refusal))
    except OSError as problem:
        return _with_problem(row, RunCondition.CLOSED_OFF, f"It cannot be read: {problem.strerror}.")
    try:
        broken = opened.log.broken
        if broken is not None:
            return _with_problem(row, RunCondition.DAMAGED, str(broken))
        return _standing(row, opened.state, clock.now())
    finally:
        opened.close()


def _standing(row: RunListRow, state: RunState, now: datetime) -> RunListRow:
    rows = [task_row(state, ref, now) for ref in state.task_by_ref]
    counted = tally(rows)
    late = counted.overdue + counted.blocked
    return replace(
        row,
        practice=state.plan.practice,
        kind=state.kind,
        condition=RunCondition.READY,
        state_words=", ".join((counted.words(), *([f"{late} overdue"] if late else []))),
        next_words=_next_words(rows),
        late=bool(late),
        zone=state.plan.calendar.zone,
    )


def _next_words(rows: Sequence[TaskRow]) -> str:
    """What is due next; where nothing lies ahead, what is overdue; without any due time, what can be done."""
    open_rows = [row for row in rows if row.standing.status not in SETTLED]
    if not open_rows:
        return "Nothing is left to do."
    dated = sorted((row.due_at, place, row) for place, row in enumerate(open_rows) if row.due_at is not None)
    ahead = [row for _due, _place, row in dated if row.timeliness.lateness not in PRESSING]
    if ahead:
        return f"{ahead[0].due_words} {ahead[0].task.ref} {ahead[0].task.title}"
    if dated:
        first = dated[0][2]
        return f"{first.due_words} {first.task.ref} {first.task.title}, {first.badge.words.lower()}"
    in_play = [row for row in open_rows if row.timeliness.lateness is not Lateness.NOT_IN_PLAY]
    return f"{in_play[0].task.ref} {in_play[0].task.title}" if in_play else "Nothing has a time yet."


def _with_problem(row: RunListRow, condition: RunCondition, words: str) -> RunListRow:
    return replace(row, condition=condition, state_words=words, next_words="")
