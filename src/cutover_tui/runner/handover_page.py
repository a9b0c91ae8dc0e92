"""The handover page: what whoever takes a role over has to know, block by block (`ux.md` D9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import full_name, standing_words
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.boards import task_row
from cutover_tui.runner.issue_board import issue_rows
from cutover_tui.runner.presence_board import person_rows, stand_in_words
from cutover_tui.runner.reentry_board import reentry_board, totals_words
from cutover_tui.runner.service_board import needs_catcher, service_rows
from cutover_tui.runner.wall_board import next_rows

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.boards import TaskRow

_DECISIONS = 3
"""How many of the last decisions are handed over."""


@dataclass(frozen=True)
class Block:
    """One part of what is handed over, said by one person and read back by the other."""

    name: str
    lines: tuple[str, ...]


def handover_blocks(state: RunState, now: datetime) -> list[Block]:
    """What whoever takes over has to know, block by block (`ux.md` D9)."""
    zone = state.plan.calendar.zone
    return [
        Block("Services that are not as usual", _service_lines(state, now)),
        Block("Open issues", _issue_lines(state, now)),
        Block("Last decisions", _decision_lines(state)),
        Block("Re-entry", _reentry_lines(state, now)),
        Block("Put off and still open", _deferred_lines(state)),
        Block("Done out of the ordinary", _unusual_lines(state)),
        Block("Promised to us", _promise_lines(state, now)),
        Block("Next tasks", tuple(f"{row.due_words} {row.task.ref} {row.task.title}" for row in _next(state, now))),
        Block("Look at", tuple(item.words for item in state.attention)),
        Block("Who is here", _people_lines(state, now, zone)),
    ]


def _next(state: RunState, now: datetime) -> list[TaskRow]:
    return next_rows([task_row(state, ref, now) for ref in state.task_by_ref])


def _service_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    lines = []
    for _name, rows in service_rows(state, now):
        for row in rows:
            standing = row.standing
            if standing.owes:
                catcher = f"caught by {standing.catcher}: {standing.route}" if standing.catcher else "as usual"
                catcher = "NOBODY CATCHES IT" if needs_catcher(standing) else catcher
                lines.append(f"{full_name(row.service)}: {standing_words(standing)}, {catcher}")
    return tuple(lines)


def _issue_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    return tuple(
        f"{row.issue.ref} {row.issue.level}: {row.issue.what}"
        for row in issue_rows(state, now)
        if row.issue.closed is None
    )


def _decision_lines(state: RunState) -> tuple[str, ...]:
    latest = tuple(state.decisions.values())[-_DECISIONS:]
    return tuple(f"{one.ref} {one.event.decided}" for one in reversed(latest))


def _reentry_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    board = reentry_board(state, now)
    return (f"{totals_words(board.total)}. {board.forecast.words}",) if board.begun else ()


def _deferred_lines(state: RunState) -> tuple[str, ...]:
    return tuple(
        f"{ref} {state.task_by_ref[ref].title}, to {standing.deferred_to}: {standing.reason}"
        for ref, standing in state.tasks.items()
        if standing.deferred_to and standing.status not in SETTLED
    )


def _unusual_lines(state: RunState) -> tuple[str, ...]:
    return tuple(
        f"{ref} {state.task_by_ref[ref].title}: {' and '.join(standing.unusual)}. {standing.reason}"
        for ref, standing in state.tasks.items()
        if standing.unusual
    )


def _promise_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    zone = state.plan.calendar.zone
    return tuple(
        f"{full_name(service)}: {call.whom}, by {short_words(call.promised_by, now, zone)}"
        for service in state.plan.services
        for call in state.services[service.id].calls
        if call.promised_by is not None and call.kept_at is None
    )


def _people_lines(state: RunState, now: datetime, zone: str) -> tuple[str, ...]:
    rows = [row for row in person_rows(state, now) if row.here or row.for_others]
    return tuple(
        " ".join(
            part
            for part in (
                f"{row.person.initials} {row.person.name}",
                f"({', '.join(row.person.roles)})" if row.person.roles else "",
                f"{row.presence.where} since {short_words(row.presence.since, now, zone)}" if row.presence else "",
                stand_in_words(row),
            )
            if part
        )
        for row in rows
    )
