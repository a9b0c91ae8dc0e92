"""The handover page: what whoever takes a role over has to know, block by block (`records.md` c8, `ux.md` D9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issues import counts_words as level_words
from cutover_tui.domain.pause_log import (
    DETAILS,
    audience_name,
    expected_restart,
    not_told,
    pauses_in_force,
    review_at,
    still_to_say,
)
from cutover_tui.domain.restarts import unanswered_items
from cutover_tui.domain.retreat import retreat_clock
from cutover_tui.domain.services import full_name, standing_words
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.boards import task_row
from cutover_tui.runner.gate_board import decision_words, gate_rows, next_gate, next_gate_words
from cutover_tui.runner.huddle_board import position_of
from cutover_tui.runner.issue_board import issue_rows
from cutover_tui.runner.message_board import MessageFilter, counted_words, message_rows, row_words, shows
from cutover_tui.runner.pause_board import detail_words, hold_lines
from cutover_tui.runner.presence_board import person_rows, stand_in_words
from cutover_tui.runner.reentry_board import reentry_board, totals_words
from cutover_tui.runner.service_board import needs_catcher, service_rows
from cutover_tui.runner.wall_board import next_rows

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.pause_log import Detail, Pause
    from cutover_tui.domain.slips import SlipRange
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
    """What whoever takes over has to know, block by block, what stops the run first; the seal stands above them."""
    zone = state.plan.calendar.zone
    return [
        Block("How it stands, pauses and holds", (*_state_lines(state, now), *_pause_lines(state, now))),
        Block("Gates", _gate_lines(state, now)),
        Block("Services that are not as usual", _service_lines(state, now)),
        Block("Open issues", _issue_lines(state, now)),
        Block("Last decisions", _decision_lines(state)),
        Block("Forms outstanding and re-entry", _reentry_lines(state, now)),
        Block("Told and not told", _told_lines(state, now, zone)),
        Block("Put off and still open", _deferred_lines(state)),
        Block("Done out of the ordinary", _unusual_lines(state)),
        Block("Promised to us", _promise_lines(state, now)),
        Block("Next tasks", tuple(f"{row.due_words} {row.task.ref} {row.task.title}" for row in _next(state, now))),
        Block("Look at", tuple(item.words for item in state.attention)),
        Block("Who is here", _people_lines(state, now, zone)),
    ]


def _next(state: RunState, now: datetime) -> list[TaskRow]:
    return next_rows([task_row(state, ref, now) for ref in state.task_by_ref])


def _state_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    retreat = retreat_clock(state, now)
    return (f"State: {position_of(state, now)}", *((retreat.words,) if retreat.near else ()))


def _pause_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    """Every pause in force with what was said about it, and every hold; in words that there is none."""
    lines = [line for pause in pauses_in_force(state) for line in _one_pause(state, pause, now)] or ["Not paused"]
    held = [f"Hold {line.words}" for line in hold_lines(state, now)] or ["No hold stops the next gate"]
    return (*lines, *held)


def _one_pause(state: RunState, pause: Pause, now: datetime) -> tuple[str, ...]:
    zone = state.plan.calendar.zone
    expected = expected_restart(pause)
    restart = (
        f"{'approx ' if expected[1] else ''}{short_words(expected[0], now, zone)}" if expected else "not known yet"
    )
    said = [f"{detail.label.lower()}: {words}" for detail in DETAILS if (words := _said(state, pause, detail))]
    open_items = unanswered_items(state, pause)
    left = (
        ("Still to say", [detail.label.lower() for detail in still_to_say(pause)]),
        ("Not told", [audience_name(state, one) for one in not_told(state, pause)]),
        ("Before the restart", [item.words for item in open_items]),
    )
    return (
        f"PAUSED: {pause.ref} since {short_words(pause.at, now, zone)} by {pause.by}",
        *((f"{pause.ref} {'; '.join(said)}",) if said else ()),
        f"{pause.ref} is looked at again {short_words(review_at(state, pause), now, zone)}; restart {restart}",
        *(f"{pause.ref} {label.lower()}: {', '.join(words)}" for label, words in left if words),
    )


def _said(state: RunState, pause: Pause, detail: Detail) -> str:
    """What was said about a detail that whoever takes over needs; its times are told in a line of their own."""
    return "" if detail.is_time or detail.id == "review_minutes" else detail_words(state, pause, detail)


def _gate_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    """The next gate with what stands in its way, then the other gates that are in play."""
    coming = next_gate(state, now)
    lines = []
    if coming is not None:
        name = next_gate_words(state, coming)
        lines.append(f"Next: {name}; {coming.met} of {coming.total} criteria met")
        lines += [f"In the way: {words}" for words in coming.in_the_way]
    for row in gate_rows(state, now):
        ref = row.standing.gate.ref
        if row.in_play and (coming is None or ref != coming.standing.gate.ref):
            lines.append(f"{ref} {row.standing.gate.title}: {decision_words(state, row.standing, now) or row.word}")
        lines += [f"{ref} condition still open: {one} {state.task_by_ref[one].title}" for one in row.conditions]
    return tuple(lines)


def _told_lines(state: RunState, now: datetime, zone: str) -> tuple[str, ...]:
    """For each event that has come about how many were told, and everybody who has still to be."""
    rows = [row for row in message_rows(state, now) if shows(row, MessageFilter.BEGUN)]
    lines = []
    for name in dict.fromkeys(row.event.name for row in rows):
        about = [row for row in rows if row.event.name == name]
        lines.append(f"{name}: {counted_words(about)}")
        lines += [f"{name}, {row.audience.name}: {row_words(row, now, zone)}" for row in about if row.presses]
    return tuple(lines)


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
    """How many are open by level, then each."""
    rows = [row.issue for row in issue_rows(state, now) if row.issue.closed is None]
    counted = (f"Open by level: {level_words(state)}",) if rows else ()
    return (*counted, *(f"{issue.ref} {issue.level}: {issue.what}" for issue in rows))


def _decision_lines(state: RunState) -> tuple[str, ...]:
    latest = tuple(state.decisions.values())[-_DECISIONS:]
    return tuple(f"{one.ref} {one.event.decided}" for one in reversed(latest))


def _reentry_lines(state: RunState, now: datetime) -> tuple[str, ...]:
    """The counts of everything, what is left of each category, and the slips that do not add up yet."""
    board = reentry_board(state, now)
    counted = (f"{totals_words(board.total)}. {board.forecast.words}",) if board.begun else ()
    left = (f"{row.category.title}: {row.counts.left} left" for row in board.rows if row.counts.left > 0)
    return (*counted, *left, *(words for ref, one in state.slips.items() if (words := _slip_words(ref, one))))


def _slip_words(ref: str, one: SlipRange) -> str:
    """What is outstanding of a range of slips; empty where all are accounted for and typed in."""
    if not one.counted_by:
        return f"Slips {ref}, with {one.to}: not counted yet"
    if one.missing:
        return f"Slips {ref}, with {one.to}: {one.missing} missing"
    return f"Slips {ref}, with {one.to}: {one.outstanding} to type in" if one.outstanding else ""


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
