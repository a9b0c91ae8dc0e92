"""Where telling people stands: every message with its row, who is told about an event, and by when somebody is.

`told` is the one place that says who is told: a pause, its strip, the board and the exports all ask here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.domain.message_plan import Audience, Channel, MessageEvent
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """That a message was acknowledged."""

    seq: int
    by: str
    """Initials of who heard it."""
    at: datetime
    whom: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """One row of who was told what: a message, or why there was none."""

    ref: str
    """`M-01`, in the order of the log."""
    seq: int
    audience: str
    occasion: str
    by: str
    """Initials of who sent it, or said that nobody is told."""
    recorder: str
    at: datetime
    """When it was sent."""
    due_at: datetime | None = None
    channel: str = ""
    template: str = ""
    changed: bool = False
    who: str = ""
    written_by: str = ""
    checked_by: str = ""
    unchecked_because: str = ""
    expected: str = ""
    meanwhile: str = ""
    characters: int = 0
    accessible: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    words: str = ""
    acknowledged: tuple[Acknowledged, ...] = ()
    not_told_because: str = ""
    """Why nobody was told; empty for a message."""

    @property
    def is_told(self) -> bool:
        """True for a message, False for a reason why there is none."""
        return not self.not_told_because


def audience_of(state: RunState, name: str) -> Audience:
    """The audience with an id, refused when there is none."""
    kit = kit_of(state.plan)
    found = kit.audience(name)
    if found is None:
        raise Refused(f"‘{name}’ is nobody to tell here. There are {', '.join(one.id for one in kit.audiences)}.")
    return found


def event_of(state: RunState, name: str) -> MessageEvent:
    """The event with an id, refused when there is none."""
    kit = kit_of(state.plan)
    found = kit.event(name)
    if found is None:
        raise Refused(
            f"‘{name}’ is nothing to tell people about here. There are {', '.join(one.id for one in kit.events)}."
        )
    return found


def channel_of(state: RunState, name: str) -> Channel:
    """The channel with an id, refused when there is none."""
    kit = kit_of(state.plan)
    found = kit.channel(name)
    if found is None:
        raise Refused(
            f"‘{name}’ is not a way to tell people here. There are {', '.join(one.id for one in kit.channels)}."
        )
    return found


def message_of(state: RunState, ref: str) -> Message:
    """The message with a ref, refused when there is none."""
    found = next((one for one in state.messages if one.ref == ref), None)
    if found is None:
        raise Refused(f"There is no message {ref or 'without a number'} in this log.")
    return found


def told(state: RunState, occasion: str, since: datetime | None = None) -> dict[str, Message]:
    """Id of an audience to the newest row about it: what it was told about an event, or why it is not told.

    This is the one place that says who is told; a pause, its strip and the board all ask here.

    Args:
        state: The run as it stands.
        occasion: The event, such as `pause`.
        since: The instant the event began; what was told before it does not count. None for what began with the run.
    """
    return {
        row.audience: row for row in state.messages if row.occasion == occasion and (since is None or row.at >= since)
    }


def began(state: RunState, event: MessageEvent) -> datetime | None:
    """When an event began, so that it has to be told; None while it has not."""
    if event.moved:
        return state.dates_moved_at
    return state.recorded.get(event.since) if event.since else None


def has_begun(state: RunState, event: MessageEvent) -> bool:
    """Whether an event is one that people are to be told about by now."""
    return began(state, event) is not None or not (event.since or event.moved)


def due_of(state: RunState, occasion: str, audience: str) -> datetime | None:
    """By when an audience is told about an event; None where no time is set, or the event has not begun."""
    event = event_of(state, occasion)
    by = event.tell.get(audience, "")
    if not by or not has_begun(state, event):
        return None
    start = began(state, event)
    if by.endswith("min") and by[:-3].isdigit():
        return start + timedelta(minutes=int(by[:-3])) if start is not None else None
    return state.instant_of(by)
