"""What the fold makes of holds and pauses: one act, one truth.

A pause records the anchor HOLD at its key press, which brings the pause list into play, and its restart the anchor
RESTART. When a run is paused again, the list is to do again and RESTART has not come; the log keeps what was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.gates import anew
from cutover_tui.domain.holds import PAUSE, Answer, HoldAnswered, HoldAsked, HoldEvent, end_by_pause, evolve_hold
from cutover_tui.domain.pause_log import Pause, Restarted
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseHappening, PauseTold, declared, detailed, told
from cutover_tui.domain.restarts import (
    PauseRestarted,
    RestartItemAnswered,
    item_answered,
    replanned,
    why_without_effect,
)
from cutover_tui.domain.state import with_times
from cutover_tui.domain.stopped_time import lost_at_restart, whole_minutes
from cutover_tui.domain.tasks import TaskState, TaskStatus

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

PauseEvent = PauseDeclared | PauseDetailed | PauseTold | RestartItemAnswered | PauseRestarted
"""What happens about a pause."""

PAUSED = "HOLD"
"""The anchor a pause records."""
RESTARTED = "RESTART"
"""The anchor a restart records."""


def after_hold_or_pause(state: RunState, event: HoldEvent | PauseEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, HoldAsked | HoldAnswered):
        holds, words = evolve_hold(state.holds, event, seq)
        return replace(state, holds=holds), words
    if isinstance(event, PauseDeclared):
        return _after_declared(state, event, seq)
    pause = state.pauses.get(event.pause)
    if pause is None:
        return state, f"Entry {seq} is about {event.pause}, which nobody declared."
    match event:
        case PauseDetailed():
            return _with_pause(state, detailed(pause, event, seq)), ""
        case PauseTold():
            return _with_pause(state, told(pause, event, seq)), ""
        case RestartItemAnswered():
            return _with_pause(state, item_answered(pause, event, seq)), ""
        case PauseRestarted():
            return _after_restarted(state, pause, event, seq)


def _after_declared(state: RunState, event: PauseDeclared, seq: int) -> tuple[RunState, str]:
    again = not any(pause.in_force for pause in state.pauses.values())
    pause = declared(state.pauses, event, seq)
    asked = state.holds.get(event.hold)
    if asked is not None:
        asked_at = asked.at
        pause = replace(pause, asked_by=asked.on_behalf_of or asked.by, asked_at=asked_at)
    answer = Answer(seq=seq, by=event.by, at=event.at, answer=PAUSE, reason=event.seen)
    state = replace(_with_pause(state, pause), holds=end_by_pause(state.holds, event.hold, pause.ref, answer))
    if again:
        state = anew(_with_pause_list(state, event.at), RESTARTED, seq)
    words = (
        f"Entry {seq} declares {event.pause}, which was taken: it is {pause.ref}." if pause.ref != event.pause else ""
    )
    return state, words


def _with_pause_list(state: RunState, at: datetime) -> RunState:
    """The state in which the pause list is in play from an instant, to do from its beginning."""
    known = {anchor.code for anchor in state.plan.anchors}
    recorded = {code: instant for code, instant in state.recorded.items() if code != RESTARTED}
    if PAUSED in known:
        recorded[PAUSED] = at
    lists = {checklist.code for checklist in state.plan.checklists if checklist.waits_for == PAUSED}
    tasks = {
        ref: _to_do_again(standing) if state.task_by_ref[ref].checklist in lists else standing
        for ref, standing in state.tasks.items()
    }
    return with_times(replace(state, recorded=recorded, tasks=tasks))


def _to_do_again(standing: TaskState) -> TaskState:
    """A task of the pause list when a run is paused: as nobody had touched it, but for its notes and how often."""
    if standing.status is TaskStatus.TO_DO:
        return standing
    return TaskState(seq=standing.seq, times_reopened=standing.times_reopened + 1, notes=standing.notes)


def _after_restarted(state: RunState, pause: Pause, event: PauseRestarted, seq: int) -> tuple[RunState, str]:
    why = why_without_effect(state, event)
    if why:
        return state, why
    _began, lost = lost_at_restart(state, event.at, pause.ref)
    planned = set(state.anchors) - set(state.recorded)
    done = Restarted(
        seq=seq,
        by=event.by,
        second=event.second,
        at=event.at,
        phased_how=event.phased_how,
        minutes=whole_minutes(lost) if event.replans else 0,
        moved=tuple(code for code in event.moves if code in planned),
    )
    state = replanned(state, pause.ref, event.at, replans=event.replans, moves=event.moves)
    state = _with_pause(state, replace(pause, restarted=done))
    runs = not any(one.in_force for one in state.pauses.values())
    if runs and any(anchor.code == RESTARTED for anchor in state.plan.anchors):
        state = with_times(replace(state, recorded={**state.recorded, RESTARTED: event.at}))
    return state, ""


def _with_pause(state: RunState, pause: Pause) -> RunState:
    return replace(state, pauses={**state.pauses, pause.ref: pause})


__all__ = ["PauseEvent", "PauseHappening", "after_hold_or_pause"]
