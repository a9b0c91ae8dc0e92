"""Pauses: one of four roles stops the rollout alone, at the first key press; everything else is said after it.

The pause stands from the moment the key was pressed, with nothing but initials. What it covers, its trigger, what was
seen and the rest are records of their own, in any order, and what is not said yet is listed. The program counts and
asks; it never pauses by itself and never waits for a supplier (`records.md` c4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import LATE_AFTER, Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import RoomHappening
from cutover_tui.domain.holds import HoldAsked, ask_hold, find_hold, next_ref, open_holds, require_open
from cutover_tui.domain.leads import any_of, may_pause, pausers
from cutover_tui.domain.pause_log import DETAILS, Detail, Pause, Said, Told, audience_name, find_pause, instant_of
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.state import RunState

ASKED_REASON = "asked for a pause"
"""The reason of a hold that somebody without one of the four roles asked for by pressing the pause key."""
INITIALS_LATER = "initials were given later than the key press"
"""Why a pause is recorded late, where nobody said more: it is never refused for want of a reason."""
MOST_REVIEW_MINUTES = 24 * 60


_DETAIL = {detail.id: detail for detail in DETAILS}


@dataclass(frozen=True, kw_only=True)
class PauseHappening(RoomHappening):
    """What the events about a pause share."""

    ABOUT: ClassVar[str] = "pause"

    pause: str
    """Its reference, such as `P-01`."""


@dataclass(frozen=True, kw_only=True)
class PauseDeclared(PauseHappening):
    """One person paused the rollout, at the key press: this happened."""

    WIRE: ClassVar[str] = "pause.declared"
    TEXTS: ClassVar[tuple[str, ...]] = ("seen",)
    MEANING: ClassVar[str] = "I pause the rollout"

    hold: str = ""
    """Reference of the hold it answers, if any."""
    seen: str = ""
    """What was seen, where that was said at once."""


@dataclass(frozen=True, kw_only=True)
class PauseDetailed(PauseHappening):
    """Something more was said about a pause: this happened."""

    WIRE: ClassVar[str] = "pause.detailed"
    TEXTS: ClassVar[tuple[str, ...]] = ("words",)
    MEANING: ClassVar[str] = "I say this about the pause"

    detail: str
    """Which of `DETAILS`."""
    words: str
    """What was said; for a time its instant (RFC 3339), for the trigger its code or other words."""
    approx: bool = False
    """True for a time that is only about right."""


@dataclass(frozen=True, kw_only=True)
class PauseTold(PauseHappening):
    """Some people were told of a pause, or it was said why not: this happened."""

    WIRE: ClassVar[str] = "pause.told"
    TEXTS: ClassVar[tuple[str, ...]] = ("how", "why_not")
    MEANING: ClassVar[str] = "I told them, or say why not"

    audience: str
    """One of the plan's audiences."""
    how: str = ""
    """How they were told; empty where they were not."""
    why_not: str = ""
    """Why they were not told; empty where they were."""


# -- deciding ---------------------------------------------------------------------------------------------------------


def press_pause(state: RunState, act: Act) -> PauseDeclared | HoldAsked:
    """Decide what a press of the pause key with somebody's initials is. It is never refused for want of a role.

    One of the four roles, or a deputy of one, declares the pause. Anybody else asks for it: that is a hold at once, and
    a pause in the same second once one of the four puts initials to it, on the phone too.
    """
    if may_pause(state, act.by):
        return declare_pause(state, act)
    return ask_hold(state, in_time(act), reason=ASKED_REASON, asks_pause=True)


def declare_pause(state: RunState, act: Act, *, hold: str = "", seen: str = "") -> PauseDeclared:
    """Decide that one person pauses the rollout, from the key press on. Initials are enough.

    Args:
        state: The run as it stands.
        act: Who declares it; `at` is the key press.
        hold: The hold it answers; where none is named, one that asks for a pause is answered with it.
        seen: What was seen, where it is said at once.

    Raises:
        Refused: The person holds none of the roles that pause, or the hold was answered already.
    """
    if not may_pause(state, act.by):
        leads = any_of(pausers(state))
        raise Refused(f"{act.by} holds none of the roles that declare a pause. {leads} can, alone and by phone too.")
    if hold:
        require_open(state, find_hold(state, hold))
    asked = hold or next((one.ref for one in open_holds(state) if one.asks_pause), "")
    signature = sign(state, in_time(act))
    return PauseDeclared(**signature, pause=next_ref("P", state.pauses), hold=asked, seen=seen.strip())


def in_time(act: Act) -> Act:
    """An act whose key press is never refused: late initials bring their own reason, and a clock set back is now."""
    pressed = act.at
    if pressed is None or pressed > act.now:
        return replace(act, at=None)
    if act.now - pressed > LATE_AFTER and not act.late_reason.strip():
        return replace(act, late_reason=INITIALS_LATER)
    return act


def detail_pause(
    state: RunState, act: Act, ref: str, *, detail: str, words: str, approx: bool = False
) -> PauseDetailed:
    """Decide that something more is said about a pause; what was said before stays in the log.

    Raises:
        Refused: There is no such pause or detail, nothing is said, or a time or number is none.
    """
    find_pause(state, ref)
    asked, said = require_detail(detail, words)
    return PauseDetailed(**sign(state, act), pause=ref, detail=detail, words=said, approx=approx and asked.is_time)


def require_detail(detail: str, words: str) -> tuple[Detail, str]:
    """What a detail asks, and the words that answer it; refused where they do not, or there is no such detail."""
    asked = _DETAIL.get(detail)
    if asked is None:
        raise Refused(f"‘{detail}’ is nothing that is said about a pause.")
    said = require_words(words, asked.asks)
    if asked.is_time and instant_of(said) is None:
        raise Refused(f"‘{said}’ is not a time. Give one such as 15:40.")
    if detail == "review_minutes" and not (said.isdecimal() and 1 <= int(said) <= MOST_REVIEW_MINUTES):
        raise Refused(f"‘{said}’ is not a number of minutes from 1 to {MOST_REVIEW_MINUTES}.")
    return asked, said


def tell_pause(state: RunState, act: Act, ref: str, *, audience: str, how: str = "", why_not: str = "") -> PauseTold:
    """Decide that an audience was told of a pause, or say why it was not.

    Raises:
        Refused: There is no such pause or audience, or it says neither how they were told nor why not, or both.
    """
    find_pause(state, ref)
    if audience not in state.plan.pause.audiences:
        known = ", ".join(audience_name(state, one) for one in state.plan.pause.audiences)
        raise Refused(f"‘{audience}’ is not among those who are told of a pause. They are {known}.")
    said, left_out = how.strip(), why_not.strip()
    if bool(said) is bool(left_out):
        raise Refused(f"Say how {audience_name(state, audience)} were told, or why they were not.")
    return PauseTold(**sign(state, act), pause=ref, audience=audience, how=said, why_not=left_out)


# -- folding ----------------------------------------------------------------------------------------------------------


def declared(pauses: Mapping[str, Pause], event: PauseDeclared, seq: int) -> Pause:
    """The pause an event begins; under the next reference where its own was taken in the same moment elsewhere."""
    ref = event.pause if event.pause not in pauses else next_ref("P", pauses)
    said = {"seen": Said(seq=seq, by=event.by, at=event.at, words=event.seen)} if event.seen else {}
    return Pause(ref=ref, seq=seq, by=event.by, recorder=event.recorder, at=event.at, hold=event.hold, said=said)


def detailed(pause: Pause, event: PauseDetailed, seq: int) -> Pause:
    """A pause after something more was said."""
    said = Said(seq=seq, by=event.by, at=event.at, words=event.words, approx=event.approx)
    return replace(pause, said={**pause.said, event.detail: said})


def told(pause: Pause, event: PauseTold, seq: int) -> Pause:
    """A pause after an audience was told, or not."""
    at = event.at if event.how else None
    one = Told(audience=event.audience, at=at, how=event.how, why_not=event.why_not, by=event.by, seq=seq)
    return replace(pause, told={**pause.told, event.audience: one})
