"""What an entry about re-entry or its slips says happened, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.reentry import (
    ReentryEntered,
    ReentryExplained,
    ReentryLogged,
    ReentryNilReturned,
    ReentryTakenBack,
    place_words,
)
from cutover_tui.domain.reentry_closing import ReentryClosed, ReentryEvent, ReentrySampled
from cutover_tui.domain.reentry_counts import Place
from cutover_tui.domain.slips import SlipEvent, SlipsIssued

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


def reentry_words(event: ReentryEvent, state: RunState) -> str:
    """What happened to a category: `Red slips: 4 logged for Fri 27 Nov at Millbrook branch`."""
    standing = state.reentry.get(event.category)
    title = standing.category.title if standing is not None else event.category
    return f"{title}: {_happened(event)}"


def slip_words(event: SlipEvent) -> str:
    """What happened to a range of slips: `Slips C-2 041 to 058 issued to Millbrook branch`."""
    if isinstance(event, SlipsIssued):
        return f"Slips {event.slips} issued to {event.to}"
    parts = f"{event.used} used, {event.void} void, {event.returned} returned"
    return f"Slips {event.slips} counted: {parts}; {event.entered} of those used are entered"


def _happened(event: ReentryEvent) -> str:
    match event:
        case ReentryLogged():
            return f"{event.number} logged{_where(event)}"
        case ReentryEntered():
            return f"{event.number} entered{_where(event)}"
        case ReentryExplained():
            return _with_reason(f"{event.number} not entered{_where(event)}, {event.why}", event.reason)
        case ReentryTakenBack():
            return _with_reason(f"{event.number} {event.count} taken back{_where(event)}", event.reason)
        case ReentryNilReturned():
            return f"nothing{_where(event)}"
        case ReentrySampled():
            return f"sample of {event.looked} looked at, {event.right} right"
        case ReentryClosed():
            closed = "; ".join(("closed with 0 left", f"checked by {event.checked_by}", *event.unusual))
            return _with_reason(closed, event.reason)
    assert_never(event)


def _where(event: ReentryLogged | ReentryEntered | ReentryExplained | ReentryTakenBack | ReentryNilReturned) -> str:
    return place_words(Place(event.day, event.site))


def _with_reason(words: str, reason: str) -> str:
    return f"{words}. {reason}" if reason else words
