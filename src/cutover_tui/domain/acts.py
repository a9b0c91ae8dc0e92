"""What a person says with every act: who, when, and why it comes late. The rules of `records.md` c1."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, duration_words

if TYPE_CHECKING:
    from cutover_tui.domain.happening import Auth
    from cutover_tui.domain.state import RunState

LATE_AFTER = timedelta(minutes=5)
"""An entry recorded longer than this after the event says why (JESIP, `records.md` c1)."""

FUTURE_ALLOWED = timedelta(minutes=1)
"""How far ahead of the clock a time may lie, for watches that differ."""

CLOSED = "this run was closed. What became known later is written as a note, which stands as an addendum."


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who acts, who types, and when: the part of an act that is the same for every kind."""

    by: str
    """Initials of the person who did it."""
    now: datetime
    """The instant of recording, aware, UTC, from the caller's clock."""
    recorder: str = ""
    """Initials of the person at the keyboard; empty when it is the actor."""
    at: datetime | None = None
    """When it happened, aware; None for now."""
    late_reason: str = ""
    on_behalf_of: str = ""
    sheet: str = ""
    """The line of paper it is typed up from, such as `L-01 line 7`; empty where it comes from no paper."""
    looked_over: bool = False
    """True once somebody was asked about what in its words looks as if it could tell who a patient is."""


class Signature(TypedDict):
    """The fields every event takes from an act."""

    by: str
    recorder: str
    at: datetime
    auth: Auth
    late_reason: str
    on_behalf_of: str


def sign(state: RunState, act: Act, *, auth: Auth = "initials", addendum: bool = False) -> Signature:
    """Check who and when, and return the fields every event shares.

    Args:
        state: The run as it stands.
        act: Who acts, and when.
        auth: What was asked for to vouch for the actor.
        addendum: True for what a closed run still takes: what became known later, and its seal.

    Raises:
        Refused: The run is closed, the actor or recorder is not on the roster, the time lies ahead, or a late entry has
            no reason.
    """
    if state.closed is not None and not addendum:
        raise Refused(f"No further entries: {CLOSED}")
    require_person(state, act.by)
    recorder = act.recorder or act.by
    require_person(state, recorder)
    if act.on_behalf_of:
        require_person(state, act.on_behalf_of)
    happened = act.at or act.now
    zone = state.plan.calendar.zone
    if happened - act.now > FUTURE_ALLOWED:
        msg = (
            f"{clock_words(happened, zone)} has not come yet: it is {clock_words(act.now, zone)}. "
            "Give the time it happened, or leave it out for now."
        )
        raise Refused(msg)
    late = act.now - happened
    if late > LATE_AFTER and not act.late_reason.strip():
        msg = (
            f"This happened {duration_words(late.total_seconds())} ago, at {clock_words(happened, zone)}. "
            "Say in a few words why it is recorded now."
        )
        raise Refused(msg)
    return Signature(
        by=act.by,
        recorder=recorder,
        at=happened,
        auth=auth,
        late_reason=act.late_reason.strip() if late > LATE_AFTER else "",
        on_behalf_of=act.on_behalf_of,
    )


def require_person(state: RunState, initials: str) -> None:
    """Refuse initials that are not on this run's roster."""
    if initials in state.people:
        return
    roster = ", ".join(sorted(state.people))
    shown = initials or "Nobody"
    msg = f"{shown} is not on the roster of this run. The initials on it are {roster}."
    raise Refused(msg)


def require_words(text: str, question: str) -> str:
    """Return the text without surrounding blanks, or refuse a blank one with the question it should answer."""
    words = text.strip()
    if not words:
        raise Refused(question)
    return words
