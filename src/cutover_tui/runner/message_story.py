"""What the log says about telling people, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.messages import MessageAcknowledged, MessageNotTold, MessageRecord, MessageSent

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


def message_words(event: MessageRecord, state: RunState) -> str:
    """What an entry about telling people says happened, the exact words on one line."""
    match event:
        case MessageSent():
            told = f"{audience_name(state, event.audience)} told, {event_name(state, event.occasion).lower()}"
            parts = [
                f"{told}, by {channel_name(state, event.channel).lower()} to {event.who}",
                f"written by {event.written_by}",
                f"checked by {event.checked_by}" if event.checked_by else f"not checked: {event.reason}",
                f"expected {event.expected}" if event.expected else "",
                f"meanwhile {event.meanwhile}" if event.meanwhile else "",
                f"also as {', '.join(event.accessible)}" if event.accessible else "",
            ]
            return f"{'; '.join(filter(None, parts))}: ‘{' / '.join(event.words.split(chr(10)))}’"
        case MessageNotTold():
            name = audience_name(state, event.audience)
            return f"{name} not told, {event_name(state, event.occasion).lower()}. {event.reason}"
        case MessageAcknowledged():
            return f"Message {event.message} acknowledged by {event.whom}"
    assert_never(event)


def audience_name(state: RunState, name: str) -> str:
    """What people call an audience; its id where the plan has none of that id."""
    found = kit_of(state.plan).audience(name)
    return found.name if found is not None else name


def event_name(state: RunState, name: str) -> str:
    """What people call an event; its id where the plan has none of that id."""
    found = kit_of(state.plan).event(name)
    return found.name if found is not None else name


def channel_name(state: RunState, name: str) -> str:
    """What people call a channel; its id where the plan has none of that id."""
    found = kit_of(state.plan).channel(name)
    return found.name if found is not None else name
