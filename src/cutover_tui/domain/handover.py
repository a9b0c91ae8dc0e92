"""Handing a role over: what is said, what is read back, and whether it is taken (`records.md` c8, `ux.md` D9).

Until somebody accepts, the person who offered it still holds the role. What is open is shown block by block; the person
who takes over says each back, and the three that matter most in their own words.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.gate_plan import LEAD, LEAD_NAME
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.presence import Whereabouts, pass_roles
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

PLACES = (Whereabouts.ROOM, Whereabouts.PHONE)
"""Where a handover may take place."""


class Taken(StrEnum):
    """What became of a handover."""

    OPEN = "offered"
    ACCEPTED = "accepted"
    WITH_QUESTION = "accepted with a question"
    REFUSED = "not accepted"
    OVERTAKEN = "overtaken by a later one"


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One handover of one role."""

    ref: str
    """`SH-1`, numbered in the order of the log."""
    seq: int
    role: str
    giver: str
    """Initials of the person who hands over."""
    taker: str
    """Initials of the person who takes over."""
    place: str
    started_at: datetime
    situation: str
    background: str
    assessment: str
    recommendation: str
    open_issues: str
    next_gate: str
    seal: str
    taken: Taken = Taken.OPEN
    top_three: str = ""
    """What the taker said back first, in their own words."""
    said_back: tuple[str, ...] = ()
    """Names of the blocks that were read back."""
    words: str = ""
    """The question asked, or why it was not accepted."""
    answered_at: datetime | None = None
    answer_seq: int = -1


class HandoverHappening(Happening):
    """What is recorded about handing a role over."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class HandoverOffered(HandoverHappening):
    """Somebody began to hand a role over: this happened."""

    WIRE: ClassVar[str] = "handover.offered"
    ABOUT: ClassVar[str] = "role"
    TEXTS: ClassVar[tuple[str, ...]] = ("situation", "background", "assessment", "recommendation")
    MEANING: ClassVar[str] = "I hand this role over"

    role: str
    """Code of the role."""
    to: str
    """Initials of the person who is to take it."""
    place: str
    """`in the room` or `on the phone`."""
    situation: str
    background: str = ""
    assessment: str = ""
    recommendation: str = ""
    open_issues: str = ""
    """How many issues were open by level, as shown."""
    next_gate: str = ""
    """The next gate, as shown."""
    seal: str = ""
    """The seal of the log as it was shown."""


@dataclass(frozen=True, kw_only=True)
class HandoverAccepted(HandoverHappening):
    """Somebody took a role over after reading back what is open: this happened."""

    WIRE: ClassVar[str] = "handover.accepted"
    ABOUT: ClassVar[str] = "handover"
    TEXTS: ClassVar[tuple[str, ...]] = ("top_three", "question")
    MEANING: ClassVar[str] = "I take this role over"

    handover: str
    """Its ref, such as `SH-1`."""
    heard_by: str
    """Initials of the person who handed over and heard it read back."""
    said_back: tuple[str, ...] = ()
    """Names of the blocks that were read back."""
    top_three: str
    question: str = ""


@dataclass(frozen=True, kw_only=True)
class HandoverRefused(HandoverHappening):
    """Somebody did not take a role over: this happened."""

    WIRE: ClassVar[str] = "handover.refused"
    ABOUT: ClassVar[str] = "handover"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I do not take this role over"

    handover: str
    reason: str


HandoverEvent = HandoverOffered | HandoverAccepted | HandoverRefused


def open_handovers(state: RunState) -> tuple[Handover, ...]:
    """The handovers nobody has answered yet, oldest first."""
    return tuple(one for one in state.handovers.values() if one.taken is Taken.OPEN)


# -- deciding ---------------------------------------------------------------------------------------------------------


def offer_handover(
    state: RunState,
    act: Act,
    role: str,
    *,
    to: str,
    situation: str,
    place: str = Whereabouts.ROOM,
    background: str = "",
    assessment: str = "",
    recommendation: str = "",
    open_issues: str = "",
    next_gate: str = "",
    seal: str = "",
) -> HandoverOffered:
    """Decide that somebody begins to hand a role over.

    Raises:
        Refused: The person does not hold the role, hands it to themselves, says nothing of the situation, or the place
            is not one of the two.
    """
    require_person(state, act.by)
    require_person(state, to)
    name = role_name(state, role)
    if role not in state.people[act.by].roles:
        holders = [initials for initials, person in state.people.items() if role in person.roles]
        held = f"{' and '.join(holders)} held it last" if holders else "nobody holds it now"
        raise Refused(f"{act.by} does not hold the role of {name}: {held}. Who holds it hands it over.")
    if to == act.by:
        raise Refused(f"{to} hands over and cannot take over as well. Give the initials of somebody else.")
    if place not in PLACES:
        raise Refused(f"‘{place}’ is not a place for a handover. It is {' or '.join(PLACES)}.")
    return HandoverOffered(
        **sign(state, act),
        role=role,
        to=to,
        place=place,
        situation=require_words(situation, f"Say how things stand for whoever takes over as {name}."),
        background=background.strip(),
        assessment=assessment.strip(),
        recommendation=recommendation.strip(),
        open_issues=open_issues,
        next_gate=next_gate,
        seal=seal,
    )


def accept_handover(
    state: RunState,
    act: Act,
    ref: str,
    *,
    heard_by: str,
    top_three: str,
    said_back: tuple[str, ...] = (),
    question: str = "",
) -> HandoverAccepted:
    """Decide that somebody takes a role over.

    Raises:
        Refused: The handover is not open, somebody else answers it, the giver did not hear it read back, or nothing was
            read back.
    """
    found = _open(state, ref)
    _require_taker(act, found)
    if heard_by != found.giver:
        raise Refused(f"{found.giver} hands over, so {found.giver} hears it read back. Give their initials.")
    words = require_words(top_three, "Say the three things that matter most back, in your own words.")
    return HandoverAccepted(
        **sign(state, act, auth="two-person"),
        handover=ref,
        heard_by=heard_by,
        said_back=said_back,
        top_three=words,
        question=question.strip(),
    )


def refuse_handover(state: RunState, act: Act, ref: str, *, reason: str) -> HandoverRefused:
    """Decide that somebody does not take a role over; who offered it holds it as before.

    Raises:
        Refused: The handover is not open, somebody else answers it, or no reason is given.
    """
    found = _open(state, ref)
    _require_taker(act, found)
    words = require_words(reason, f"Say why {found.taker} does not take over. {found.giver} holds the role as before.")
    return HandoverRefused(**sign(state, act), handover=ref, reason=words)


def role_name(state: RunState, code: str) -> str:
    """What a role is called, in small letters.

    Raises:
        Refused: There is no such role in this plan.
    """
    named = {**{role.code: role.name for role in state.plan.roles}, LEAD: LEAD_NAME}
    name = named.get(code, "")
    if not name:
        raise Refused(f"{code or 'That'} is not a role of this plan. The roles are {_codes(state)}.")
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


# -- folding ----------------------------------------------------------------------------------------------------------


def after_handover(state: RunState, event: HandoverEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, HandoverOffered):
        return _after_offer(state, event, seq), ""
    found = state.handovers.get(event.handover)
    if found is None or found.taken is not Taken.OPEN:
        return state, f"{event.by} answered handover {event.handover}, which was not open any more."
    if isinstance(event, HandoverRefused):
        answered = replace(found, taken=Taken.REFUSED, words=event.reason, answered_at=event.at, answer_seq=seq)
        return replace(state, handovers={**state.handovers, found.ref: answered}), ""
    answered = replace(
        found,
        taken=Taken.WITH_QUESTION if event.question else Taken.ACCEPTED,
        top_three=event.top_three,
        said_back=event.said_back,
        words=event.question,
        answered_at=event.at,
        answer_seq=seq,
    )
    state = replace(state, handovers={**state.handovers, found.ref: answered})
    if not {found.giver, found.taker} <= set(state.people) or found.role not in state.people[found.giver].roles:
        return state, f"{found.taker} took over from {found.giver}, who did not hold {found.role} any more."
    return pass_roles(state, found.giver, found.taker, (found.role,), since=event.at, seq=seq), ""


def _after_offer(state: RunState, event: HandoverOffered, seq: int) -> RunState:
    overtaken = {
        ref: replace(one, taken=Taken.OVERTAKEN)
        for ref, one in state.handovers.items()
        if one.taken is Taken.OPEN and (one.role, one.giver) == (event.role, event.by)
    }
    ref = f"SH-{len(state.handovers) + 1}"
    offered = Handover(
        ref=ref,
        seq=seq,
        role=event.role,
        giver=event.by,
        taker=event.to,
        place=event.place,
        started_at=event.at,
        situation=event.situation,
        background=event.background,
        assessment=event.assessment,
        recommendation=event.recommendation,
        open_issues=event.open_issues,
        next_gate=event.next_gate,
        seal=event.seal,
    )
    return replace(state, handovers={**state.handovers, **overtaken, ref: offered})


def _open(state: RunState, ref: str) -> Handover:
    found = state.handovers.get(ref)
    if found is None:
        raise Refused(f"There is no handover {ref or 'without a number'} in this run.")
    if found.taken is not Taken.OPEN:
        when = f" at {clock_words(found.answered_at, state.plan.calendar.zone)}" if found.answered_at else ""
        raise Refused(f"Handover {ref} is {found.taken}{when}. Offer it again for another answer.")
    return found


def _require_taker(act: Act, found: Handover) -> None:
    if act.by != found.taker:
        raise Refused(f"Handover {found.ref} is offered to {found.taker}, who answers it.")


def _codes(state: RunState) -> str:
    return ", ".join((*(role.code for role in state.plan.roles), LEAD))
