"""The rows of the gates board: each gate with its criteria, roll call and decision, in words ready to be shown.

Everything the exports need of a gate stands in the state; a row adds only words and counts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_decisions import in_the_way
from cutover_tui.domain.gate_plan import CLOSE
from cutover_tui.domain.gate_state import PASSED, Met, Result, Vote
from cutover_tui.domain.gates import (
    gone_past,
    holders,
    open_conditions,
    place_words,
    planned_at,
    role_name,
    settled_elsewhere,
)
from cutover_tui.domain.roll_call import answers_at, asked, waiting
from cutover_tui.domain.time_words import moment_words, short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.gate_state import Answer, CriterionState, GateState
    from cutover_tui.domain.state import RunState


class Tone(StrEnum):
    """What kind of colour a word has. The word carries the meaning; solid red is for NO GO alone (`ux.md` D4)."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    SETTLED = "settled"
    """Passed, with something still to do."""
    WATCH = "watch"
    STOP = "stop"


@dataclass(frozen=True)
class GateRow:
    """One gate on the board."""

    standing: GateState
    word: str
    """`GO`, `NO GO`, `HOLD`, `POLL 3 of 8`, `NOT DECIDED` ..."""
    tone: Tone
    planned: datetime | None
    planned_words: str
    met: int
    total: int
    must_left: int
    """How many criteria that must be met are not."""
    answered: int
    stations: int
    in_the_way: tuple[str, ...]
    """What stands in the way of passing it, in words."""
    conditions: tuple[str, ...]
    """Refs of its conditions that are not settled."""
    past: bool
    """True when what comes after it was recorded and it was not decided."""

    @property
    def in_play(self) -> bool:
        """False for a gate whose time is not known and about which nothing was recorded, such as a restart."""
        return self.planned is not None or self.standing.touched >= 0


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of a gate."""

    standing: CriterionState
    word: str
    tone: Tone
    says: str
    """What was seen, once everybody who looks has looked; else what shows that it is met."""


@dataclass(frozen=True)
class StationRow:
    """One station of a roll call."""

    station: str
    name: str
    answer: Answer | None
    word: str
    tone: Tone
    who: str
    """Who spoke for it, or who may."""
    turn: bool
    """True for the station that answers now."""


@dataclass(frozen=True)
class StandingGate:
    """One gate in the line of the wall."""

    ref: str
    name: str
    """At most 10 letters."""
    word: str
    """`GO`, `GO*` with conditions, `NO GO`, `HOLD` ...; `-` while nothing is decided."""


def gate_rows(state: RunState, now: datetime) -> tuple[GateRow, ...]:
    """A row for each gate, in the plan's order."""
    return tuple(gate_row(state, standing, now) for standing in state.gates.values())


def gate_row(state: RunState, standing: GateState, now: datetime) -> GateRow:
    """One gate at an instant."""
    planned = _planned(state, standing)
    poll = standing.poll
    stations = asked(state, standing)
    past = gone_past(state, standing)
    word, tone = _word(state, standing, past=past, now=now)
    return GateRow(
        standing=standing,
        word=word,
        tone=tone,
        planned=planned,
        planned_words=short_words(planned, now, state.plan.calendar.zone) if planned is not None else "",
        met=standing.fulfilled,
        total=len(standing.criteria),
        must_left=sum(one.criterion.must and not one.fulfilled for one in standing.criteria.values()),
        answered=len(poll.answers) if poll is not None else 0,
        stations=len(stations),
        in_the_way=in_the_way(state, standing),
        conditions=open_conditions(state, standing.gate),
        past=past,
    )


def next_gate(state: RunState, now: datetime) -> GateRow | None:
    """The gate that comes next: planned, and neither passed nor gone past by something that was recorded."""
    coming = [
        row
        for row in gate_rows(state, now)
        if row.planned is not None and not (row.standing.passed or row.standing.ahead)
    ]
    return min(coming, key=lambda row: (row.planned, row.standing.gate.ref), default=None)


def next_gate_words(state: RunState, row: GateRow) -> str:
    """`G2 Data signed off, planned Fri 27 Nov 12:00, TO COME`, whatever day it is read on."""
    gate = row.standing.gate
    planned = moment_words(row.planned, state.plan.calendar.zone) if row.planned is not None else "no time"
    return f"{gate.ref} {gate.title}, planned {planned}, {row.word}"


def close_gate_words(state: RunState, now: datetime) -> str:
    """How the gate stands that the close of the run decides, and what stands in its way; empty where the plan has none.

    It is read before a close and locks nothing: two people who close the run decide it.
    """
    standing = next((one for one in state.gates.values() if one.gate.id == CLOSE), None)
    if standing is None or settled_elsewhere(state, standing) is not None:
        return ""
    row = gate_row(state, standing, now)
    met = f"{standing.gate.ref} {standing.gate.title}: {row.met} of {row.total} criteria met"
    if not row.in_the_way:
        return f"{met}, and everybody said GO. Closing the run decides it."
    return f"{met}. In the way of it: {'; '.join(row.in_the_way)}. Press p to go through it first."


def criterion_rows(standing: GateState) -> tuple[CriterionRow, ...]:
    """A row for each criterion of a gate, in the plan's order."""
    return tuple(_criterion_row(one) for one in standing.criteria.values())


def station_rows(state: RunState, standing: GateState) -> tuple[StationRow, ...]:
    """A row for each station of a gate, in the order they answer."""
    left = waiting(state, standing)
    return tuple(
        _station_row(state, standing, station, turn=bool(left) and left[0] == station)
        for station in standing.gate.stations
    )


def standing_gates(state: RunState) -> tuple[StandingGate, ...]:
    """Standing GO or NO GO of each gate, for the wall; one that is not in play, such as a restart, is left out."""
    return tuple(
        StandingGate(standing.gate.ref, standing.gate.short_name or standing.gate.ref, _standing_word(state, standing))
        for standing in state.gates.values()
        if standing.touched >= 0 or planned_at(state, standing.gate) is not None
    )


def decision_words(state: RunState, standing: GateState, now: datetime) -> str:
    """`GO 16:02 by SP and JB`; empty while the gate is not decided."""
    made, elsewhere = standing.decision, settled_elsewhere(state, standing)
    if made is None and elsewhere is not None:
        at = short_words(elsewhere.at, now, state.plan.calendar.zone)
        return f"{elsewhere.word} {at} by {elsewhere.by} and {elsewhere.second}"
    if made is None:
        return ""
    who = " and ".join(one for one in (made.by, made.second) if one)
    at = short_words(made.at, now, state.plan.calendar.zone)
    return f"{_RESULTS.get(made.result, made.result.upper())} {at} by {who}"


# -- private ----------------------------------------------------------------------------------------------------------

_RESULTS = {
    Result.GO.value: "GO",
    Result.CONDITIONS.value: "GO, CONDITIONS",
    Result.NO_GO.value: "NO GO",
    Result.MOVE.value: "DATE MOVED",
}
_VOTES = {
    Vote.GO.value: ("GO", Tone.GOOD),
    Vote.NO_GO.value: ("NO GO", Tone.STOP),
    Vote.OBJECTION.value: ("GO, OBJECTION", Tone.SETTLED),
    Vote.ABSENT.value: ("ABSENT", Tone.WATCH),
}
_METS = {
    Met.MET.value: ("MET", Tone.GOOD),
    Met.NOT_MET.value: ("NOT MET", Tone.WATCH),
    Met.CONDITION.value: ("CONDITION", Tone.SETTLED),
    Met.NOT_APPLICABLE.value: ("DOES NOT APPLY", Tone.SETTLED),
}


def _planned(state: RunState, standing: GateState) -> datetime | None:
    """When it is planned: where the date was moved by its decision, then."""
    made = standing.decision
    if made is not None and made.move_to:
        return state.instant_of(made.move_to)
    return planned_at(state, standing.gate)


def _word(state: RunState, standing: GateState, *, past: bool, now: datetime) -> tuple[str, Tone]:
    """The one word about a gate."""
    made, poll = standing.decision, standing.poll
    if made is not None:
        tone = Tone.GOOD if made.result == Result.GO else Tone.SETTLED if made.result in PASSED else Tone.WATCH
        return _RESULTS.get(made.result, made.result.upper()), Tone.STOP if made.result == Result.NO_GO else tone
    elsewhere = settled_elsewhere(state, standing)
    if elsewhere is not None:
        return elsewhere.word, Tone.GOOD
    if standing.ahead:
        return "WENT AHEAD", Tone.WATCH
    if past:
        return "NOT DECIDED", Tone.WATCH
    if standing.held:
        return "HOLD", Tone.WATCH
    if poll is not None:
        left = waiting(state, standing)
        if left:
            total = len(asked(state, standing))
            return f"POLL {total - len(left)} of {total}", Tone.PLAIN
        return ("ALL ANSWERED" if poll.closed_at is None else "TO DECIDE"), Tone.WATCH
    planned = planned_at(state, standing.gate)
    if planned is None:
        return ("OPEN" if standing.touched >= 0 else "NOT IN PLAY"), Tone.QUIET
    if now > planned:
        return "DUE", Tone.WATCH
    return ("OPEN" if standing.touched >= 0 else "TO COME"), Tone.PLAIN if standing.touched >= 0 else Tone.QUIET


def _standing_word(state: RunState, standing: GateState) -> str:
    made = standing.decision
    if made is not None:
        return "GO*" if made.result == Result.CONDITIONS else _RESULTS.get(made.result, made.result.upper())
    elsewhere = settled_elsewhere(state, standing)
    if elsewhere is not None:
        return elsewhere.word
    if standing.ahead:
        return "WENT AHEAD"
    if gone_past(state, standing):
        return "NOT DECIDED"
    return "HOLD" if standing.held else "-"


def _criterion_row(one: CriterionState) -> CriterionRow:
    if one.differs:
        both = ", ".join(f"{look.by} {look.met} {look.value}".rstrip() for look in one.looks)
        return CriterionRow(one, "THIRD LOOK", Tone.WATCH, f"{both}: neither is wrong yet, somebody else looks")
    if one.waits_for_second:
        return CriterionRow(one, "SECOND LOOK", Tone.WATCH, "")
    if not one.looks:
        return CriterionRow(one, "TO DO", Tone.QUIET if not one.criterion.must else Tone.PLAIN, "")
    word, tone = _METS.get(one.met, (one.met.upper(), Tone.PLAIN))
    seen = one.agreed.value if one.agreed is not None else ""
    return CriterionRow(one, word, tone, "; ".join(part for part in (seen, one.evidence, one.condition) if part))


def _station_row(state: RunState, standing: GateState, station: str, *, turn: bool) -> StationRow:
    poll, name = standing.poll, role_name(state, station)
    answer = poll.answer_of(station) if poll is not None else None
    if answer is not None:
        word, tone = _VOTES.get(answer.vote, (answer.vote.upper(), Tone.PLAIN))
        return StationRow(station, name, answer, word, tone, answer.by, turn=False)
    once = answers_at(state, standing, station)
    held = " ".join(holders(state, station)) or "nobody holds it"
    if once:
        return StationRow(
            station, name, None, "", Tone.QUIET, f"{held} answers as {role_name(state, once)}", turn=False
        )
    return StationRow(station, name, None, "", Tone.PLAIN if turn else Tone.QUIET, held, turn=turn)


def stations_words(state: RunState, standing: GateState) -> str:
    """Who answers, in order: `Reception (MK), Clinical lead (SP, DR)`."""
    return ", ".join(place_words(state, station) for station in standing.gate.stations)
