"""The roll call of a gate: the chair puts the question, and the stations answer aloud one at a time (`ux.md` D6).

The most junior station answers first and the chair last. A question that is put again begins with no answer. Absent or
silent is never GO. One NO GO holds the gate, nobody votes it down, and what stands in the way becomes a task. Nobody
answers twice: who holds two places answers once, at the later one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.added_tasks import LONGEST_TITLE, NewTask, next_ref, require_task
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_state import GateHappening, Vote
from cutover_tui.domain.gates import find_gate, holders, place_words, role_name
from cutover_tui.domain.happening import DOUBLE_PRESS, NOT_RECORDED
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.gate_state import Answer, GateState, Poll
    from cutover_tui.domain.state import RunState

NO_GO_WITHIN = timedelta(minutes=30)
"""By when what stands in the way is seen to, where nobody says otherwise. A default of ours."""

PAUSE_SECONDS = 10
"""How long the room has after ‘Any strong objections?’; shown, never forced (`ux.md` D6)."""

CLOSING_QUESTION = "Any strong objections?"


@dataclass(frozen=True, kw_only=True)
class QuestionPut(GateHappening):
    """The chair put the question of a gate to the stations, and all earlier answers are void: this happened."""

    WIRE: ClassVar[str] = "gate.question_put"
    ABOUT: ClassVar[str] = "gate"
    MEANING: ClassVar[str] = "I put this question"

    gate: str


@dataclass(frozen=True, kw_only=True)
class StationAnswered(GateHappening):
    """A station answered the question, or was absent: this happened."""

    WIRE: ClassVar[str] = "gate.station_answered"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("reference", "words")
    MEANING: ClassVar[str] = "I answer for this station, or saw that it was absent"

    gate: str
    poll: int
    """Which time the question was put, from 1; an answer to an earlier one never counts."""
    station: str
    """Code of the role."""
    vote: str
    """go, no-go, go with objection noted, absent."""
    by_phone: bool = False
    reference: str = ""
    """Of the call."""
    owner: str = ""
    """Who sees to what stands in the way: a role or initials."""
    due: str = ""
    """By when, RFC 3339."""
    adds: str = ""
    """The number of the task that a NO GO becomes."""
    words: str = ""
    """What stands in the way, or the objection."""


@dataclass(frozen=True, kw_only=True)
class PollClosed(GateHappening):
    """The chair asked for strong objections and closed the roll call: this happened."""

    WIRE: ClassVar[str] = "gate.poll_closed"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("objection",)
    MEANING: ClassVar[str] = "I asked for strong objections and closed the roll call"

    gate: str
    poll: int
    objector: str = ""
    """Initials of who had one; empty for nobody."""
    adds: str = ""
    objection: str = ""


@dataclass(frozen=True, kw_only=True)
class FactStated(GateHappening):
    """A supplier stated a fact at a gate: this happened. It is no vote."""

    WIRE: ClassVar[str] = "gate.fact_stated"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("reference", "fact")
    MEANING: ClassVar[str] = "I heard or stated this"

    gate: str
    party: str
    """Code of the supplier's role."""
    reference: str = ""
    fact: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a station says."""

    vote: str
    words: str = ""
    by_phone: bool = False
    reference: str = ""
    owner: str = ""
    """Who sees to what stands in the way; empty for the one who said it."""
    due: datetime | None = None
    """By when; None for half an hour from now."""


# -- whose turn it is -------------------------------------------------------------------------------------------------


def answers_at(state: RunState, standing: GateState, station: str) -> str:
    """The station at which the people of this one answer once; empty where it has somebody of its own, or nobody."""
    poll, gate = standing.poll, standing.gate
    if poll is None or poll.answer_of(station) is not None:
        return ""
    found = [_elsewhere(state, gate, poll, station, person) for person in holders(state, station)]
    return found[0] if found and all(found) else ""


def waiting(state: RunState, standing: GateState) -> tuple[str, ...]:
    """The stations that have still to answer, in order; none before the question was put."""
    poll = standing.poll
    if poll is None:
        return ()
    return tuple(
        station
        for station in standing.gate.stations
        if poll.answer_of(station) is None and not answers_at(state, standing, station)
    )


def asked(state: RunState, standing: GateState) -> tuple[str, ...]:
    """The stations that answer in this poll: all but those whose people answer at another."""
    return tuple(one for one in standing.gate.stations if not answers_at(state, standing, one))


def speakers(state: RunState, standing: GateState, station: str) -> tuple[str, ...]:
    """Initials of those who may answer for a station now."""
    poll = standing.poll
    spoken = set() if poll is None else {one.by for one in poll.answers if one.vote != Vote.ABSENT}
    return tuple(person for person in holders(state, station) if person not in spoken)


def not_go(state: RunState, standing: GateState) -> tuple[str, ...]:
    """What keeps the roll call from being all GO, in words; empty when every station said GO."""
    poll = standing.poll
    if poll is None:
        return ("the question was not put",)
    words = [
        f"{role_name(state, one.station)} {'NO GO' if one.vote == Vote.NO_GO else 'absent'}"
        for one in poll.answers
        if one.vote not in {Vote.GO, Vote.OBJECTION}
    ]
    words.extend(f"{role_name(state, station)} has not answered" for station in waiting(state, standing))
    if poll.objector:
        words.append(f"strong objection by {poll.objector}")
    elif not words and poll.closed_at is None:
        words.append("strong objections were not asked for")
    return tuple(words)


def _elsewhere(state: RunState, gate: Gate, poll: Poll, station: str, person: str) -> str:
    """The other station a person answers at: where they have answered, else a later one that has nobody else."""
    spoke = poll.spoke(person)
    if spoke is not None:
        return spoke.station
    later = gate.stations[gate.stations.index(station) + 1 :]
    spoken = {one.by for one in poll.answers if one.vote != Vote.ABSENT}
    for other in reversed(later):
        free = [one for one in holders(state, other) if one not in spoken]
        if free == [person] and poll.answer_of(other) is None:
            return other
    return ""


# -- deciding ---------------------------------------------------------------------------------------------------------


def put_question(state: RunState, act: Act, gate: str) -> QuestionPut:
    """Decide that the question is put; it clears every earlier answer.

    Raises:
        Refused: There is no such gate, it has no stations, or the same person has just put it.
    """
    standing = find_gate(state, gate)
    if not standing.gate.stations:
        raise Refused(f"Gate {gate} has no stations to ask. Decide it with its criteria.")
    signature = sign(state, act)
    poll = standing.poll
    fresh = poll is not None and not poll.answers and standing.decision is None
    if poll is not None and fresh and poll.by == act.by and abs(signature["at"] - poll.at) < DOUBLE_PRESS:
        msg = f"The question of {gate} was put at {clock_words(poll.at, state.plan.calendar.zone)}. Take the answers."
        raise Refused(msg)
    return QuestionPut(**signature, gate=gate)


def answer_station(state: RunState, act: Act, gate: str, station: str, said: Said, *, poll: int = 0) -> StationAnswered:
    """Decide what a station answers.

    Args:
        state: The run as it stands.
        act: Who answers, and who types; for an absent station, who records it.
        gate: Ref of the gate.
        station: Code of the role.
        said: The answer.
        poll: Number of the question the answer is to, as it was on the screen; 0 for the one that stands.

    Raises:
        Refused: The question was not put, was put again or is closed, it is another station's turn, the person does not
            hold the place or has answered, or a reason is missing.
    """
    standing = find_gate(state, gate)
    open_poll = _open_poll(state, standing, poll)
    _require_turn(state, standing, open_poll, station)
    if said.vote not in set(Vote):
        msg = f"Say GO, NO GO, GO with objection noted, or absent for {role_name(state, station)}."
        raise Refused(msg)
    given = open_poll.answer_of(station)
    if said.vote == Vote.ABSENT and given is not None:
        raise Refused(f"{role_name(state, station)} is already recorded as absent.")
    if said.vote != Vote.ABSENT:
        _require_speaker(state, standing.gate, open_poll, station, act)
    words = _answer_words(state, station, said)
    signature = sign(state, act)
    wish = _blocking(state, act, standing.gate, said, words) if said.vote == Vote.NO_GO else None
    phone = said.by_phone and said.vote != Vote.ABSENT
    return StationAnswered(
        **signature,
        gate=gate,
        poll=open_poll.number,
        station=station,
        vote=said.vote,
        by_phone=phone,
        reference=(said.reference.strip() or NOT_RECORDED) if phone else "",
        owner=wish.owner if wish is not None else "",
        due=wish.due.astimezone(UTC).isoformat(timespec="seconds") if wish is not None else "",
        adds=next_ref(state) if wish is not None else "",
        words=words,
    )


def close_poll(
    state: RunState, act: Act, gate: str, *, objector: str = "", objection: str = "", poll: int = 0
) -> PollClosed:
    """Decide that strong objections were asked for and the roll call is closed.

    Raises:
        Refused: The question was not put, was put again or is closed, a station has not answered, or an objection lacks
            its words or its person.
    """
    standing = find_gate(state, gate)
    open_poll = _open_poll(state, standing, poll)
    left = waiting(state, standing)
    if left:
        names = ", ".join(role_name(state, station) for station in left)
        msg = f"{names} still to answer. A station that is not there is recorded as absent, which is never GO."
        raise Refused(msg)
    words = objection.strip()
    if words and not objector:
        raise Refused("Say whose objection it is.")
    if objector:
        if objector not in state.people:
            raise Refused(f"{objector} is not on the roster of this run. Say whose objection it is.")
        words = require_words(words, f"Say what {objector} objects to.")
    return PollClosed(
        **sign(state, act),
        gate=gate,
        poll=open_poll.number,
        objector=objector,
        adds=next_ref(state) if objector else "",
        objection=words,
    )


def state_fact(state: RunState, act: Act, gate: str, *, party: str, fact: str, reference: str = "") -> FactStated:
    """Decide that a supplier stated a fact.

    Raises:
        Refused: The party is none of the gate's suppliers, or nothing was stated.
    """
    one = find_gate(state, gate).gate
    if party not in one.suppliers:
        known = ", ".join(place_words(state, code) for code in one.suppliers) or "nobody"
        msg = f"{role_name(state, party) or 'Nobody'} states no facts at {gate}. Those who do: {known}."
        raise Refused(msg)
    words = require_words(fact, f"Say what {role_name(state, party)} states.")
    return FactStated(**sign(state, act), gate=gate, party=party, reference=reference.strip(), fact=words)


# -- private ----------------------------------------------------------------------------------------------------------


def _open_poll(state: RunState, standing: GateState, number: int) -> Poll:
    gate, poll, zone = standing.gate.ref, standing.poll, state.plan.calendar.zone
    if poll is None:
        raise Refused(f"The question of {gate} has not been put yet. Put it first, then take the answers.")
    if number and number != poll.number:
        msg = f"The question of {gate} was put again at {clock_words(poll.at, zone)} by {poll.by}. Answer that one."
        raise Refused(msg)
    if standing.decision is not None:
        at = clock_words(standing.decision.at, zone)
        raise Refused(f"{gate} was decided at {at}. To ask again, put the question again.")
    if poll.closed_at is not None:
        msg = f"The roll call of {gate} was closed at {clock_words(poll.closed_at, zone)}. Put the question again."
        raise Refused(msg)
    return poll


def _require_turn(state: RunState, standing: GateState, poll: Poll, station: str) -> None:
    gate = standing.gate
    name = role_name(state, station)
    if station in gate.suppliers:
        msg = f"{name} states facts and does not vote. Record what they say as a fact."
        raise Refused(msg)
    if station not in gate.stations:
        msg = f"{name or 'Nobody'} is no station of {gate.ref}. The stations are {_names(state, gate.stations)}."
        raise Refused(msg)
    given = poll.answer_of(station)
    if given is not None and given.vote != Vote.ABSENT:
        at = clock_words(given.at, state.plan.calendar.zone)
        msg = f"{name} answered {given.vote} at {at}. To answer anew, put the question again: it clears all answers."
        raise Refused(msg)
    once = answers_at(state, standing, station)
    if once:
        people = " and ".join(holders(state, station))
        msg = f"{people} answers once, as {role_name(state, once)}. {name} has no answer of its own."
        raise Refused(msg)
    left = waiting(state, standing)
    if given is None and left and left[0] != station:
        msg = f"It is the turn of {role_name(state, left[0])}. The stations answer one at a time, the chair last."
        raise Refused(msg)


def _require_speaker(state: RunState, gate: Gate, poll: Poll, station: str, act: Act) -> None:
    """Refuse an answer by somebody who does not hold the place, or has answered at another."""
    name = role_name(state, station)
    if act.by not in holders(state, station):
        held = " or ".join(holders(state, station))
        who = f"{held} does" if held else "nobody does"
        msg = f"{act.by} does not hold the place {name}; {who}. Take their answer, by phone if need be, or absent."
        raise Refused(msg)
    spoke = poll.spoke(act.by)
    if spoke is not None:
        msg = f"{act.by} has answered as {role_name(state, spoke.station)}. Nobody answers twice."
        raise Refused(msg)
    later = _elsewhere(state, gate, poll, station, act.by)
    if later:
        msg = f"{act.by} answers once, as {role_name(state, later)}. Somebody else answers as {name}, or it is absent."
        raise Refused(msg)


def _answer_words(state: RunState, station: str, said: Said) -> str:
    name = role_name(state, station)
    match said.vote:
        case Vote.NO_GO:
            return require_words(said.words, f"Say what stands in the way for {name}.")
        case Vote.OBJECTION:
            return require_words(said.words, f"Say what {name} objects to.")
        case _:
            return said.words.strip()


def _blocking(state: RunState, act: Act, gate: Gate, said: Said, words: str) -> NewTask:
    """The task that a NO GO becomes: refused while its owner or time cannot be."""
    wish = NewTask(
        title=words[:LONGEST_TITLE],
        owner=said.owner or act.by,
        due=said.due or act.now + NO_GO_WITHIN,
        checklist=gate.checklist,
    )
    return require_task(state, act, wish)


def _names(state: RunState, stations: tuple[str, ...]) -> str:
    return ", ".join(role_name(state, station) for station in stations)


def spoken_once(answers: tuple[Answer, ...]) -> bool:
    """Whether no person spoke for two places."""
    spoke = [one.by for one in answers if one.vote != Vote.ABSENT]
    return len(spoke) == len(set(spoke))
