"""Holds and pauses for `cutover status`: as objects for machines and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.holds import answer_due
from cutover_tui.domain.pause_log import (
    audience_name,
    expected_restart,
    pauses_in_force,
    review_at,
    still_to_say,
    told_of,
    trigger_of,
)
from cutover_tui.domain.stopped_time import whole_minutes
from cutover_tui.domain.time_words import rfc3339, short_words
from cutover_tui.runner.pause_board import hold_lines, pause_frame

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.holds import Hold
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.state import RunState


def hold_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Every hold, oldest first."""
    return [_hold_object(state, hold, now) for hold in state.holds.values()]


def pause_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Every pause, oldest first."""
    return [_pause_object(state, pause, now) for pause in state.pauses.values()]


def pause_status_lines(state: RunState, now: datetime) -> list[str]:
    """What is held and paused now; nothing where nothing is."""
    lines = [f"HOLD {line.words}" for line in hold_lines(state, now)]
    frame = pause_frame(state, now)
    if frame is None:
        return lines
    zone = state.plan.calendar.zone
    lines.insert(0, f"PAUSED {frame.ref} {frame.since}, held for {frame.held}")
    lines.extend(f"  {line.label}: {line.words}" for line in frame.lines)
    for pause in pauses_in_force(state):
        told = [one for one in told_of(state, pause) if one.at is not None]
        names = ", ".join(
            f"{audience_name(state, one.audience)} {short_words(one.at, now, zone)}" for one in told if one.at
        )
        lines.append(f"  {pause.ref} told: {names or 'nobody yet'}")
        left = [audience_name(state, one.audience) for one in told_of(state, pause) if not one.is_settled]
        lines.extend([f"  {pause.ref} NOT TOLD: {', '.join(left)}"] if left else [])
        missing = [detail.label.lower() for detail in still_to_say(pause)]
        lines.extend([f"  {pause.ref} still to say: {', '.join(missing)}"] if missing else [])
    return lines


def _hold_object(state: RunState, hold: Hold, now: datetime) -> dict[str, object]:
    zone = state.plan.calendar.zone
    due = answer_due(state, hold)
    last = hold.answers[-1] if hold.answers else None
    return {
        "ref": hold.ref,
        "by": hold.by,
        "asked_at": rfc3339(hold.at, zone),
        "reason": hold.reason,
        "asks_pause": hold.asks_pause,
        "open": hold.is_open,
        "answer_due_at": rfc3339(due, zone) if hold.is_open else None,
        "overdue": hold.is_open and now > due,
        "answer": last.answer if last is not None else None,
        "answered_by": last.by if last is not None else None,
        "answered_at": rfc3339(last.at, zone) if last is not None else None,
        "answer_reason": (last.reason or None) if last is not None else None,
        "pause": hold.pause or None,
    }


def _pause_object(state: RunState, pause: Pause, now: datetime) -> dict[str, object]:
    zone = state.plan.calendar.zone
    trigger, expected, done = trigger_of(state, pause), expected_restart(pause), pause.restarted
    told = told_of(state, pause)
    return {
        "ref": pause.ref,
        "declared_at": rfc3339(pause.at, zone),
        "by": pause.by,
        "asked_for_by": pause.asked_by or pause.words("asked_for_by") or None,
        "asked_at": rfc3339(pause.asked_at, zone) if pause.asked_at is not None else None,
        "hold": pause.hold or None,
        "scope": pause.words("scope") or None,
        "carries_on": pause.words("carries_on") or None,
        "trigger": pause.words("trigger") or None,
        "threshold": trigger.threshold if trigger is not None else None,
        "seen": pause.words("seen") or None,
        "evidence": pause.words("evidence") or None,
        "contingency": pause.words("contingency") or None,
        "coordinator": pause.words("coordinator") or None,
        "expected_restart_at": rfc3339(expected[0], zone) if expected is not None else None,
        "expected_approx": expected[1] if expected is not None else None,
        "told": [
            {"audience": one.audience, "at": rfc3339(one.at, zone), "how": one.how}
            for one in told
            if one.at is not None
        ],
        "not_told": [{"audience": one.audience, "why": one.why_not or None} for one in told if one.at is None],
        "still_to_say": [detail.id for detail in still_to_say(pause)],
        "review_at": rfc3339(review_at(state, pause), zone) if pause.in_force else None,
        "restart_list": {name: answer.met for name, answer in pause.items.items()},
        "restarted_at": rfc3339(done.at, zone) if done is not None else None,
        "restarted_by": [done.by, done.second] if done is not None else [],
        "phased_how": done.phased_how if done is not None else None,
        "minutes": whole_minutes((done.at if done is not None else now) - pause.at),
    }
