"""Where a run stands, for `cutover status`: as an object for machines and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.closing import closed_words, live_standing, old_system_words
from cutover_tui.domain.lateness import PRESSING, Lateness
from cutover_tui.domain.service_counts import CountKind, count_of
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import date_time_words, moment_words, rfc3339
from cutover_tui.runner.alert_status import alert_lines, alert_objects
from cutover_tui.runner.boards import Mark, Tally, TaskRow, owner_words, tally, task_row
from cutover_tui.runner.gate_status import gate_lines, gates_object
from cutover_tui.runner.issue_status import (
    decision_lines,
    decision_objects,
    issue_lines,
    issue_objects,
    prompt_objects,
)
from cutover_tui.runner.pause_status import hold_objects, pause_objects, pause_status_lines
from cutover_tui.runner.presence_board import presence_lines, presence_objects
from cutover_tui.runner.reentry_board import overdue_words, reentry_board, totals_words
from cutover_tui.runner.service_board import debt, debt_words
from cutover_tui.runner.service_tiles import service_tiles
from cutover_tui.runner.telling_status import telling_lines, telling_objects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run

NEXT_LINES = 8
"""How many lines of what presses and what comes next the plain form shows."""


def all_rows(state: RunState, now: datetime) -> list[TaskRow]:
    """The line of every task, in the plan's order."""
    return [task_row(state, ref, now) for ref in state.tasks]


def status_object(run: Run, now: datetime) -> dict[str, object]:
    """The status for machines; times are RFC 3339 with offset, unknown ones null."""
    state = run.state
    return {
        "run": run.log.run,
        "kind": str(state.kind),
        "practice": state.plan.practice,
        "now": rfc3339(now, state.plan.calendar.zone),
        "anchors": _anchors(state),
        "live": live_standing(state).value or None,
        "closed": _closed(state),
        "tasks": [_task_object(state, row) for row in all_rows(state, now)],
        "services": _services(state),
        "reentry": _reentry(state, now),
        **telling_objects(state, now),
        "gates": gates_object(state, now),
        "debt": {"total": sum(debt(state).values()), "words": debt_words(state), "states": dict(debt(state))},
        "holds": hold_objects(state, now),
        "pauses": pause_objects(state, now),
        "issues": issue_objects(state, now),
        "pause_prompts": prompt_objects(state, now),
        "decisions": decision_objects(state),
        "present": presence_objects(state, now),
        "alerts": alert_objects(state, now),
        "attention": [{"entry": item.seq, "words": item.words} for item in state.attention],
        "head": {"count": run.tail.count, "hash": run.tail.hash},
    }


def status_lines(run: Run, now: datetime) -> list[str]:
    """The status in plain lines, for people and screen readers."""
    state = run.state
    zone = state.plan.calendar.zone
    rows = all_rows(state, now)
    counted = tally(rows)
    lines = [
        f"{state.plan.practice}: {state.plan.from_system} to {state.plan.to_system}, {state.kind} run {run.log.run}",
        f"As at {date_time_words(now, zone)} (24-hour clock). Saved entries: {run.tail.count}.",
        tally_words(counted),
    ]
    for code in ("FDP", "CUT", "GL"):
        if code in state.anchors:
            kind = "recorded" if code in state.recorded else "planned"
            lines.append(f"{code}: {moment_words(state.anchors[code], zone)}, {kind}")
    lines.extend(filter(None, (live_standing(state).value, closed_words(state), old_system_words(state, now))))
    lines.extend(alert_lines(state, now))
    lines.extend(pause_status_lines(state, now))
    lines.extend((*issue_lines(state, now), *decision_lines(state, now)))
    lines.extend(gate_lines(state, now))
    lines.append(debt_words(state))
    lines.extend(
        f"Service {tile.name}: {tile.words}" + (f" since {moment_words(tile.since, zone)}" if tile.since else "")
        for tile in service_tiles(state)
    )
    lines.extend(_reentry_lines(state, now))
    lines.extend(telling_lines(state, now))
    lines.extend(presence_lines(state, now))
    lines.extend(f"Look at: {item.words}" for item in state.attention)
    lines.extend(_pressing_lines(state, rows))
    return lines


def tally_words(counted: Tally) -> str:
    """`6 of 22 done, 2 overdue, 1 blocked`."""
    parts = [counted.words()]
    for count, words in (
        (counted.overdue, "overdue"),
        (counted.blocked, "blocked"),
        (counted.soon, "due soon"),
        (counted.check, "waiting for a second person"),
        (counted.cannot, "cannot be done"),
        (counted.deferred, "deferred"),
        (counted.tell, "to tell again"),
    ):
        if count:
            parts.append(f"{count} {words}")
    return ", ".join(parts)


def _pressing_lines(state: RunState, rows: Sequence[TaskRow]) -> list[str]:
    """What presses first, then what is due next."""
    timed = sorted(
        ((row.due_at, row.task.ref, row) for row in rows if row.due_at and row.standing.status not in SETTLED),
        key=lambda found: found[:2],
    )
    late = [row for _due, _ref, row in timed if row.timeliness.lateness in PRESSING]
    ahead = [
        row for _due, _ref, row in timed if row.timeliness.lateness not in PRESSING and row.badge.mark is not Mark.IDLE
    ]
    lines: list[str] = []
    for heading, chosen in (("Past due:", late), ("Next:", ahead)):
        if chosen:
            lines.append(heading)
            lines.extend(f"  {_row_words(state, row)}" for row in chosen[:NEXT_LINES])
            if len(chosen) > NEXT_LINES:
                lines.append(f"  and {len(chosen) - NEXT_LINES} more")
    return lines


def _row_words(state: RunState, row: TaskRow) -> str:
    return f"{row.due_words:>6}  {row.badge.words}  {row.task.ref} {row.task.title} - {owner_words(state, row.task)}"


def _closed(state: RunState) -> dict[str, object] | None:
    closed = state.closed
    if closed is None:
        return None
    accepted = [{"about": one.matter, "words": one.words, "owner": one.owner} for one in closed.exceptions]
    at = rfc3339(closed.at, state.plan.calendar.zone)
    return {"entry": closed.seq, "at": at, "by": closed.by, "second": closed.second, "exceptions": accepted}


def _anchors(state: RunState) -> dict[str, object]:
    zone = state.plan.calendar.zone
    found: dict[str, object] = {}
    for anchor in state.plan.anchors:
        recorded = state.recorded.get(anchor.code)
        effective = state.anchors.get(anchor.code)
        planned = state.moved.get(anchor.code, anchor.planned_at) or (None if recorded else effective)
        found[anchor.code] = {
            "name": anchor.name,
            "planned_at": _time(planned, zone),
            "recorded_at": _time(recorded, zone),
            "at": _time(effective, zone),
        }
    return found


def _task_object(state: RunState, row: TaskRow) -> dict[str, object]:
    zone = state.plan.calendar.zone
    task, standing, window = row.task, row.standing, row.window
    done = standing.status in SETTLED or standing.status is TaskStatus.AWAITS_CHECK
    return {
        "ref": task.ref,
        "id": task.id,
        "checklist": task.checklist,
        "phase": task.phase,
        "title": task.title,
        "owner": task.owner,
        "state": str(standing.status),
        "lateness": "" if row.timeliness.lateness is Lateness.SETTLED else str(row.timeliness.lateness),
        "not_before_at": _time(window.not_before_at, zone),
        "due_at": _time(window.due_at, zone),
        "not_after_at": _time(window.not_after_at, zone),
        "done_by": standing.by if done else None,
        "checked_by": standing.checked_by or None,
        "happened_at": _time(standing.happened_at, zone) if done else None,
        "recorded_at": _time(standing.recorded_at, zone) if done else None,
        "moved": [move.words for move in state.moved_tasks.get(task.ref, ())],
    }


def _services(state: RunState) -> list[dict[str, object]]:
    return [_service_object(state, service) for service in state.plan.services]


def _service_object(state: RunState, service: Service) -> dict[str, object]:
    zone = state.plan.calendar.zone
    standing = state.services[service.id]
    gap = standing.gaps[-1] if standing.gaps else None
    return {
        "id": service.service,
        "instance": service.id,
        "name": service.name,
        "state": str(standing.status),
        "since": _time(standing.since, zone),
        "catcher": f"{standing.catcher}: {standing.route}" if standing.catcher else None,
        "confirmed_by": standing.confirmed_with or None,
        "gap_from": _time(gap.begins, zone) if gap is not None else None,
        "gap_to": _time(gap.ends, zone) if gap is not None else None,
        "expected": count_of(standing, CountKind.EXPECTED),
        "received": count_of(standing, CountKind.RECEIVED),
    }


def _reentry(state: RunState, now: datetime) -> list[dict[str, object]]:
    return [
        {
            "category": row.category.id,
            "logged": row.counts.logged,
            "entered": row.counts.entered,
            "explained": row.counts.explained,
            "left": row.counts.left,
            "due_at": _time(row.due_at, state.plan.calendar.zone),
        }
        for row in reentry_board(state, now).rows
    ]


def _reentry_lines(state: RunState, now: datetime) -> list[str]:
    """Where re-entry stands once it has begun: totals, forecast, what is overdue, and slips that do not add up."""
    board = reentry_board(state, now)
    lines = [f"Re-entry: {totals_words(board.total)}. {board.forecast.words}"] if board.begun else []
    lines.extend(f"Re-entry overdue: {overdue_words(row, state.plan.calendar.zone)}" for row in board.overdue)
    lines.extend(f"Slips {row.words}" for row in board.slips if row.range.missing)
    lines.extend(board.gaps)
    return lines


def _time(instant: datetime | None, zone: str) -> str | None:
    return rfc3339(instant, zone) if instant is not None else None
