"""Who is here, and who stands in for whom: the roll of the day (`records.md` c1; `peers.md` on stand-ins).

The roll is optional. Once it is kept, a tick in the name of somebody who is not on it asks how it is known. Standing in
passes roles from one person to another in one act, and a role is held by exactly one of the two at any moment.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

NOT_HERE = "by somebody who is not here"
"""What is unusual about an act in the name of somebody who is neither in the room nor on the phone."""


class Whereabouts(StrEnum):
    """How somebody takes part."""

    ROOM = "in the room"
    PHONE = "on the phone"
    AWAY = "not here"


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Where somebody is from a moment on."""

    seq: int
    where: Whereabouts
    since: datetime
    """When they came, rang or left; aware, UTC."""
    by: str
    """Initials of who said so."""


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """A role that somebody holds for somebody else."""

    seq: int
    role: str
    """Code of the role."""
    of: str
    """Initials of the person whose role it is."""
    holder: str
    """Initials of the person who holds it now."""
    since: datetime


class PresenceHappening(Happening):
    """What is recorded about who is here and who holds which role."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class PresenceRecorded(PresenceHappening):
    """People came into the room, rang in or left: this happened."""

    WIRE: ClassVar[str] = "presence.recorded"
    MEANING: ClassVar[str] = "I know where these people are"

    people: tuple[str, ...] = ()
    """Initials, each once."""
    where: str
    """`in the room`, `on the phone` or `not here`."""


@dataclass(frozen=True, kw_only=True)
class StandInNamed(PresenceHappening):
    """Somebody took over roles of somebody else: this happened."""

    WIRE: ClassVar[str] = "role.stood_in"
    ABOUT: ClassVar[str] = "person"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say who stands in"

    person: str
    """Initials of the person whose roles they are."""
    stand_in: str
    """Initials of the person who holds them from now on."""
    roles: tuple[str, ...] = ()
    """Codes of the roles that pass."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class StandInEnded(PresenceHappening):
    """Somebody took their own roles back: this happened."""

    WIRE: ClassVar[str] = "role.taken_back"
    ABOUT: ClassVar[str] = "person"
    MEANING: ClassVar[str] = "I say who holds these roles again"

    person: str
    """Initials of the person whose roles they are."""


PresenceEvent = PresenceRecorded | StandInNamed | StandInEnded


# -- what is known ----------------------------------------------------------------------------------------------------


def where_at(state: RunState, initials: str, instant: datetime) -> Presence | None:
    """Where somebody was at an instant; None where nobody said so."""
    known = [one for one in state.presence.get(initials, ()) if one.since <= instant]
    return max(known, key=lambda one: (one.since, one.seq)) if known else None


def is_here(state: RunState, initials: str, instant: datetime) -> bool:
    """Tell whether somebody was in the room or on the phone at an instant, as far as the roll says."""
    presence = where_at(state, initials, instant)
    return presence is not None and presence.where is not Whereabouts.AWAY


def absent_words(state: RunState, act: Act, others: tuple[str, ...] = ()) -> str:
    """Who of an act is not here, as a sentence; empty while no roll is kept, and for whoever types it.

    Args:
        state: The run as it stands.
        act: Who acts, and when.
        others: Initials of further people it names, such as the second person.
    """
    if not state.presence:
        return ""
    instant, zone = act.at or act.now, state.plan.calendar.zone
    named = dict.fromkeys((act.by, *(one for one in others if one)))
    for initials in named:
        if initials == (act.recorder or act.by) or is_here(state, initials, instant):
            continue
        presence = where_at(state, initials, instant)
        if presence is None:
            return f"Nobody said that {initials} is here."
        return f"{initials} is not here since {clock_words(presence.since, zone)}."
    return ""


# -- deciding ---------------------------------------------------------------------------------------------------------


def record_presence(state: RunState, act: Act, *, people: tuple[str, ...], where: str) -> PresenceRecorded:
    """Decide that people are in the room, on the phone or not here.

    Raises:
        Refused: Nobody is named, somebody is not on the roster, the word is not one of the three, or all of them are
            there already.
    """
    if where not in set(Whereabouts):
        msg = f"‘{where}’ is not a place here. It is {', '.join(Whereabouts)}."
        raise Refused(msg)
    named = tuple(dict.fromkeys(people))
    if not named:
        raise Refused("Say who it is about: give initials, such as JB SP.")
    for initials in named:
        require_person(state, initials)
    signature = sign(state, act)
    if all(_stands(state, initials, where, signature["at"]) for initials in named):
        verb = "is" if len(named) == 1 else "are"
        msg = f"{' and '.join(named)} {verb} {where} already, as the roll says."
        raise Refused(msg)
    return PresenceRecorded(**signature, people=named, where=where)


def name_stand_in(
    state: RunState, act: Act, person: str, *, stand_in: str, roles: tuple[str, ...] = (), reason: str = ""
) -> StandInNamed:
    """Decide that somebody holds roles of somebody else from now on: all they hold, unless some are named.

    Raises:
        Refused: One of the two is not on the roster, they are one person, or the person holds none of the roles.
    """
    require_person(state, person)
    require_person(state, stand_in)
    if person == stand_in:
        raise Refused(f"{person} cannot stand in for {person}. Give the initials of somebody else.")
    held = state.people[person].roles
    if not held:
        raise Refused(f"{person} holds no role now, so there is nothing to stand in for.")
    strange = [role for role in roles if role not in held]
    if strange:
        raise Refused(f"{person} does not hold {strange[0]} now. {person} holds {', '.join(held)}.")
    return StandInNamed(
        **sign(state, act), person=person, stand_in=stand_in, roles=roles or held, reason=reason.strip()
    )


def end_stand_in(state: RunState, act: Act, person: str) -> StandInEnded:
    """Decide that somebody holds their own roles again.

    Raises:
        Refused: Nobody stands in for them.
    """
    require_person(state, person)
    if not any(one.of == person for one in state.stand_ins):
        raise Refused(f"Nobody stands in for {person}, so there is nothing to take back.")
    return StandInEnded(**sign(state, act), person=person)


# -- folding ----------------------------------------------------------------------------------------------------------


def after_presence(state: RunState, event: PresenceEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, PresenceRecorded):
        return _after_roll(state, event, seq)
    if isinstance(event, StandInEnded):
        return _after_return(state, event)
    if not {event.person, event.stand_in} <= set(state.people):
        return state, f"Entry {seq} names somebody to stand in who is not on the roster."
    held = state.people[event.person].roles
    if not set(event.roles) <= set(held):
        lost = next(role for role in event.roles if role not in held)
        return (
            state,
            f"{event.stand_in} was to stand in for {event.person} as {lost}, which {event.person} did not hold.",
        )
    return pass_roles(state, event.person, event.stand_in, event.roles, since=event.at, seq=seq), ""


def pass_roles(
    state: RunState, giver: str, taker: str, roles: tuple[str, ...], *, since: datetime, seq: int
) -> RunState:
    """The state in which somebody holds roles that somebody else held; whose they are stays known."""
    passed = [one for one in state.stand_ins if one.holder == giver and one.role in roles]
    own = [role for role in roles if role in state.own_roles[giver] and not _is_away(state, giver, role)]
    owners = [(one.of, one.role) for one in passed] + [(giver, role) for role in own]
    kept = [one for one in state.stand_ins if one not in passed]
    new = [StandIn(seq=seq, role=role, of=of, holder=taker, since=since) for of, role in owners if of != taker]
    return _with_stand_ins(state, (*kept, *new))


def _is_away(state: RunState, initials: str, role: str) -> bool:
    """Tell whether somebody else holds a person's own role."""
    return any(one.of == initials and one.role == role for one in state.stand_ins)


def _with_stand_ins(state: RunState, stand_ins: tuple[StandIn, ...]) -> RunState:
    """The state with these stand-ins and no others, and the roles everybody holds because of them."""
    state = replace(state, stand_ins=stand_ins)
    people = {}
    for initials, person in state.people.items():
        own = (role for role in state.own_roles[initials] if not _is_away(state, initials, role))
        held = (one.role for one in stand_ins if one.holder == initials)
        people[initials] = replace(person, roles=tuple(dict.fromkeys((*own, *held))))
    return replace(state, people=people)


def _after_roll(state: RunState, event: PresenceRecorded, seq: int) -> tuple[RunState, str]:
    if event.where not in set(Whereabouts):
        return state, f"Entry {seq} says that people are ‘{event.where}’, which this version does not know."
    place = Presence(seq=seq, where=Whereabouts(event.where), since=event.at, by=event.by)
    known = [initials for initials in event.people if initials in state.people]
    strange = [initials for initials in event.people if initials not in state.people]
    roll = {initials: (*state.presence.get(initials, ()), place) for initials in known}
    words = f"Entry {seq} says where {strange[0]} is, who is not on the roster." if strange else ""
    return replace(state, presence={**state.presence, **roll}), words


def _after_return(state: RunState, event: StandInEnded) -> tuple[RunState, str]:
    left = tuple(one for one in state.stand_ins if one.of != event.person)
    if left == state.stand_ins:
        return state, f"{event.person} took roles back that nobody held for them."
    return _with_stand_ins(state, left), ""


def _stands(state: RunState, initials: str, where: str, instant: datetime) -> bool:
    presence = where_at(state, initials, instant)
    return presence is not None and presence.where == where
