"""What the log says about holds, pauses and restarts, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.holds import HoldAnswered, HoldAsked, HoldEvent
from cutover_tui.domain.pause_log import DETAILS, audience_name
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseTold
from cutover_tui.domain.restarts import PauseRestarted, RestartItemAnswered
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.pause_fold import PauseEvent
    from cutover_tui.domain.state import RunState

LABELS = {detail.id: detail.label for detail in DETAILS}


def hold_or_pause_words(event: HoldEvent | PauseEvent, state: RunState) -> str:
    """What an entry about a hold or a pause says happened."""
    match event:
        case HoldAsked():
            what = "Pause asked for" if event.asks_pause else "Hold asked for"
            why = "" if event.asks_pause else f": {event.reason}"
            return f"{event.hold} {what}{why}. The next gate waits for an answer"
        case HoldAnswered():
            return f"{event.hold} answered, {event.answer}: {event.reason}. {thanks_words(state, event.hold)}"
        case PauseDeclared():
            return _declared_words(event, state)
        case PauseDetailed():
            return f"{event.pause} {LABELS.get(event.detail, event.detail).lower()}: {_said_words(event, state)}"
        case PauseTold():
            who = audience_name(state, event.audience)
            if event.how:
                return f"{event.pause} {who} told: {event.how}"
            return f"{event.pause} {who} not told: {event.why_not}"
        case RestartItemAnswered():
            return _item_words(event, state)
        case PauseRestarted():
            return _restarted_words(event, state)
    assert_never(event)


def thanks_words(state: RunState, hold: str) -> str:
    """`Thank you, LW, for asking`: said with every answer to a hold."""
    asked = state.holds.get(hold)
    who = (asked.on_behalf_of or asked.by) if asked is not None else ""
    return f"Thank you, {who}, for asking" if who else "Thank you for asking"


def _declared_words(event: PauseDeclared, state: RunState) -> str:
    parts = [f"{event.pause} PAUSED. Everybody goes over to the agreed other way of working"]
    if event.seen:
        parts.append(f"Seen: {event.seen}")
    if event.hold:
        parts.append(f"This answers {event.hold}. {thanks_words(state, event.hold)}")
    return ". ".join(parts)


def _said_words(event: PauseDetailed, state: RunState) -> str:
    instant = state.instant_of(event.words) if event.detail in {"expected", "meeting_called"} else None
    if instant is not None:
        return f"{'Approx ' if event.approx else ''}{moment_words(instant, state.plan.calendar.zone)}"
    if event.detail == "review_minutes":
        return f"{event.words} minutes"
    trigger = next((one for one in state.plan.pause.triggers if one.code == event.words), None)
    if event.detail == "trigger" and trigger is not None:
        return f"{trigger.code} {trigger.name}. Threshold in the plan: {trigger.threshold}"
    return event.words


def _item_words(event: RestartItemAnswered, state: RunState) -> str:
    items = state.plan.pause.restart_list
    name = next((item.words for item in items if item.id == event.item), event.item)
    if event.met:
        return f"{event.pause} before the restart, {name}: met. {event.words}"
    second = f". {event.second}: {event.second_words}" if event.second else ""
    return f"{event.pause} before the restart, {name}: not met. {event.by}: {event.words}{second}"


def _restarted_words(event: PauseRestarted, state: RunState) -> str:
    words = f"{event.pause} restarted with {event.second}: {event.phased_how}"
    pause = state.pauses.get(event.pause)
    done = pause.restarted if pause is not None else None
    if done is None:
        return words
    if done.minutes:
        words = f"{words}. What runs from recorded times moved by {done.minutes} min"
    return f"{words}. Moved with it: {', '.join(done.moved)}" if done.moved else words
