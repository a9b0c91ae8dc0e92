"""Holds: anyone says "wait a moment", which stops the next gate and nothing else (`records.md` c4).

A lead answers within the plan's minutes: carry on, look into it, or pause. Until it ends, ticking goes on as ever. A
hold that turns out not to have been needed was answered; nothing about it is ever called an alarm.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import DOUBLE_PRESS, RoomHappening
from cutover_tui.domain.leads import any_of, may_pause, pausers
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.state import RunState

CARRY_ON = "carry on"
LOOK_INTO = "look into it"
PAUSE = "pause"
ANSWERS = (CARRY_ON, LOOK_INTO, PAUSE)
"""What a lead can answer; `pause` is recorded as a pause that names the hold, in one act."""


@dataclass(frozen=True, kw_only=True)
class HoldHappening(RoomHappening):
    """What the events about a hold share."""

    ABOUT: ClassVar[str] = "hold"

    hold: str
    """Its reference, such as `HO-1`."""


@dataclass(frozen=True, kw_only=True)
class HoldAsked(HoldHappening):
    """Somebody asked everybody to wait at the next gate: this happened."""

    WIRE: ClassVar[str] = "hold.asked"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I ask for a hold"

    reason: str
    asks_pause: bool = False
    """True when it was a pause that was asked for, by somebody who holds none of the roles that declare one."""


@dataclass(frozen=True, kw_only=True)
class HoldAnswered(HoldHappening):
    """A lead answered a hold: this happened."""

    WIRE: ClassVar[str] = "hold.answered"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I answer this hold"

    answer: str
    """`carry on` or `look into it`."""
    reason: str


HoldEvent = HoldAsked | HoldAnswered


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer to a hold."""

    seq: int
    by: str
    at: datetime
    answer: str
    """One of `ANSWERS`."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class Hold:
    """One hold, as the log tells it."""

    ref: str
    seq: int
    by: str
    """Initials of who asked for it."""
    on_behalf_of: str
    at: datetime
    reason: str
    asks_pause: bool = False
    answers: tuple[Answer, ...] = ()
    ended_at: datetime | None = None
    """When it stopped holding the next gate; None while it does."""
    pause: str = ""
    """Reference of the pause it became, if it did."""

    @property
    def since(self) -> datetime:
        """From when on its next answer is waited for: since it was asked, or since it is being looked into."""
        return self.answers[-1].at if self.answers else self.at

    @property
    def is_open(self) -> bool:
        """True while it stops the next gate."""
        return self.ended_at is None


# -- what stands ------------------------------------------------------------------------------------------------------


def open_holds(state: RunState) -> tuple[Hold, ...]:
    """The holds that stop the next gate, oldest first: those not answered yet, and those being looked into."""
    return tuple(hold for hold in state.holds.values() if hold.is_open)


def answer_due(state: RunState, hold: Hold) -> datetime:
    """By when a hold is answered; one that is being looked into gets its outcome within as long again."""
    return hold.since + timedelta(minutes=state.plan.pause.hold_minutes)


def overdue_holds(state: RunState, now: datetime) -> tuple[Hold, ...]:
    """The open holds whose answer is past its time."""
    return tuple(hold for hold in open_holds(state) if now > answer_due(state, hold))


def next_ref(prefix: str, taken: Mapping[str, object]) -> str:
    """The next reference of a kind: `HO-1`, `P-02`."""
    number = len(taken) + 1
    digits = 1 if prefix == "HO" else 2
    while f"{prefix}-{number:0{digits}}" in taken:
        number += 1
    return f"{prefix}-{number:0{digits}}"


# -- deciding ---------------------------------------------------------------------------------------------------------


def ask_hold(state: RunState, act: Act, *, reason: str, asks_pause: bool = False) -> HoldAsked:
    """Decide that somebody asks for a hold. Anybody on the roster may.

    Raises:
        Refused: No reason is given, or the same person has just asked for the same.
    """
    words = require_words(reason, "Say in a few words what to wait for. A hold needs nothing more.")
    signature = sign(state, act)
    for last in open_holds(state)[-1:]:
        same = (last.by, last.reason, last.asks_pause) == (act.by, words, asks_pause)
        if same and abs(signature["at"] - last.at) < DOUBLE_PRESS:
            raise Refused(f"This hold is already in the log, as {last.ref}.")
    return HoldAsked(**signature, hold=next_ref("HO", state.holds), reason=words, asks_pause=asks_pause)


def answer_hold(state: RunState, act: Act, ref: str, *, answer: str, reason: str) -> HoldAnswered:
    """Decide that a lead answers a hold with carry on or look into it. A pause is declared, with the hold's reference.

    Raises:
        Refused: There is no such hold or answer, it was answered, the person is no lead or asked for it, or no reason
            is given.
    """
    hold = find_hold(state, ref)
    require_open(state, hold)
    if answer == PAUSE:
        raise Refused(f"{ref} is answered with a pause by declaring one, which names it.")
    if answer not in {CARRY_ON, LOOK_INTO}:
        raise Refused(f"‘{answer}’ is not an answer to a hold. It is {CARRY_ON}, {LOOK_INTO} or {PAUSE}.")
    if not may_pause(state, act.by):
        leads = any_of([one for one in pausers(state) if one not in {hold.by, hold.on_behalf_of}])
        raise Refused(f"{act.by} holds no role that answers a hold. {leads} can answer {ref}.")
    askers = {act.by, act.on_behalf_of} & {hold.by, hold.on_behalf_of} - {""}
    if askers:
        leads = any_of([one for one in pausers(state) if one not in {hold.by, hold.on_behalf_of}])
        raise Refused(f"{min(askers)} asked for {ref}, so somebody else answers it: {leads}.")
    words = require_words(reason, f"Say why, in a few words: {hold.by} should know what came of {ref}.")
    return HoldAnswered(**sign(state, act), hold=ref, answer=answer, reason=words)


def find_hold(state: RunState, ref: str) -> Hold:
    """The hold with a reference, refused when there is none."""
    hold = state.holds.get(ref)
    if hold is None:
        raise Refused(f"There is no hold {ref or 'without a reference'} in this run.")
    return hold


def require_open(state: RunState, hold: Hold) -> None:
    """Refuse a hold that no longer stops anything."""
    if hold.is_open:
        return
    last = hold.answers[-1]
    zone = state.plan.calendar.zone
    raise Refused(f"{hold.ref} was answered at {clock_words(last.at, zone)} by {last.by}: {last.answer}.")


# -- folding ----------------------------------------------------------------------------------------------------------


def evolve_hold(holds: Mapping[str, Hold], event: HoldEvent, seq: int) -> tuple[dict[str, Hold], str]:
    """The holds after one of their events, and what people should look at where it could not take effect."""
    standing = holds.get(event.hold)
    if isinstance(event, HoldAsked):
        ref = event.hold if standing is None else next_ref("HO", holds)
        hold = Hold(
            ref=ref,
            seq=seq,
            by=event.by,
            on_behalf_of=event.on_behalf_of,
            at=event.at,
            reason=event.reason,
            asks_pause=event.asks_pause,
        )
        words = (
            "" if ref == event.hold else f"Entry {seq} asks for a hold as {event.hold}, which was taken: it is {ref}."
        )
        return {**holds, ref: hold}, words
    if standing is None:
        return dict(holds), f"Entry {seq} answers {event.hold}, which nobody asked for."
    if not standing.is_open:
        words = f"{event.by} answered {event.hold} after {standing.answers[-1].by} did. The first answer stands."
        return dict(holds), words
    answer = Answer(seq=seq, by=event.by, at=event.at, answer=event.answer, reason=event.reason)
    ended = None if event.answer == LOOK_INTO else event.at
    after = replace(standing, answers=(*standing.answers, answer), ended_at=ended)
    return {**holds, event.hold: after}, ""


def end_by_pause(holds: Mapping[str, Hold], ref: str, pause: str, answer: Answer) -> dict[str, Hold]:
    """The holds once one of them was answered with a pause."""
    standing = holds.get(ref)
    if standing is None or not standing.is_open:
        return dict(holds)
    after = replace(standing, answers=(*standing.answers, answer), ended_at=answer.at, pause=pause)
    return {**holds, ref: after}
