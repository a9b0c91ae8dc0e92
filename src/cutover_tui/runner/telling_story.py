"""What the log says about telling people, standing together and speaking up, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.concerns import ConcernEvent, ConcernsAnswered, ConcernsReceived, period_words
from cutover_tui.domain.huddles import CONFIDENCE, ETHANE, HuddleHeld, SitrepSent
from cutover_tui.domain.messages import MessageHappening
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.message_story import message_words

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.telling_events import TellingEvent


def telling_words(event: TellingEvent, state: RunState) -> str:
    """What an entry says happened."""
    match event:
        case MessageHappening():
            return message_words(event, state)
        case HuddleHeld():
            return huddle_words(event, state)
        case SitrepSent():
            return sitrep_words(event, state)
        case ConcernsReceived() | ConcernsAnswered():
            return concern_words(event, state)
    assert_never(event)


def huddle_words(event: HuddleHeld, state: RunState) -> str:
    """Who was there, what goes well, what worries, and how sure people feel."""
    parts = [
        f"Huddle with {', '.join(event.present)}",
        f"going well: {event.well}",
        f"worries: {event.worries}",
        f"staff feel {CONFIDENCE.get(event.confidence, 'not asked')} ({event.confidence} of 5)",
        f"decisions {', '.join(event.decisions)}" if event.decisions else "",
        _next_words(event.next_at, state),
    ]
    return "; ".join(filter(None, parts))


def sitrep_words(event: SitrepSent, state: RunState) -> str:
    """How it stands and what has happened, which differ most; then what is open, what help is needed, who got it."""
    gate = f"next gate {event.gate}, on time: {event.gate_on_time}" if event.gate else ""
    parts = [
        f"Sitrep, {event.position}: {event.since_last}" if event.since_last else f"Sitrep, {event.position}",
        f"open P1 {event.p1}, P2 {event.p2}",
        gate,
        f"{event.forms} forms to type in",
        f"help needed: {event.help_needed}",
        f"sent to {event.sent_to}",
        *(f"{label.lower()}: {getattr(event, name)}" for name, label in ETHANE.items() if getattr(event, name)),
        _next_words(event.next_at, state),
    ]
    return "; ".join(filter(None, parts))


def concern_words(event: ConcernEvent, state: RunState) -> str:
    """How many concerns were received in a period and about what, or what was done about them."""
    if isinstance(event, ConcernsAnswered):
        decision = f" ({event.linked_decision})" if event.linked_decision else ""
        done = f"Concern about {event.area}, received in entry {event.batch}: {event.action_taken}{decision}"
        return f"{done}. Staff were told: {event.feedback_given}"
    since, until = state.instant_of(event.since), state.instant_of(event.until)
    when = f" {period_words(since, until, state.plan.calendar.zone)}"
    many = "1 concern" if event.count == 1 else f"{event.count} concerns"
    urgent = f"; asked for action at once: {', '.join(event.urgent)}" if event.urgent else ""
    return f"{many} received without a name{when}, about {', '.join(event.areas)}{urgent}"


def _next_words(next_at: str, state: RunState) -> str:
    instant = state.instant_of(next_at) if next_at else None
    return f"next {moment_words(instant, state.plan.calendar.zone)}" if instant is not None else ""
