"""What the fold makes of a record about telling people, standing together or speaking up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.concerns import ConcernsAnswered, ConcernsReceived, after_concern
from cutover_tui.domain.huddles import HuddleHeld, SitrepSent, after_huddle, after_sitrep
from cutover_tui.domain.message_fold import after_message
from cutover_tui.domain.messages import MessageHappening

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.telling_events import TellingEvent


def after_telling(state: RunState, event: TellingEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record, and what people should look at; the words are empty when nothing."""
    match event:
        case MessageHappening():
            return after_message(state, event, seq)
        case HuddleHeld():
            return after_huddle(state, event, seq), ""
        case SitrepSent():
            return after_sitrep(state, event, seq), ""
        case ConcernsReceived() | ConcernsAnswered():
            return after_concern(state, event, seq)
    assert_never(event)
