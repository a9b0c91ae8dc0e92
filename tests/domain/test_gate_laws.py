"""What holds of gates whatever anybody does: `records.md` (c) as laws over histories at random."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import an_entry, at
from tests.gate_examples import GATED, TWO_MANAGERS

from cutover_tui.domain.acts import Act
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.gate_criteria import Marked, check_criterion, mark_criterion
from cutover_tui.domain.gate_decisions import Wish, decide_gate, went_ahead
from cutover_tui.domain.gate_state import PASSED, Vote
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.roll_call import (
    QuestionPut,
    Said,
    StationAnswered,
    answer_station,
    close_poll,
    put_question,
    spoken_once,
)
from cutover_tui.domain.state import RunState, start_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.events import Entry, Event

Deed = tuple[str, str, dict[str, object]]
"""What is tried, by whom, and with what."""

_gates = st.sampled_from(["G1", "G1", "G2", "G3", "G4"])
_who = st.sampled_from(["JB", "SP", "MK", "DR", "TB", "EV"])
_stations = st.sampled_from(["REC", "PM", "CL", "LEAD"])
_votes = st.sampled_from(["go", "go", "go", "no-go", "go with objection noted", "absent"])
_words = st.sampled_from(["because", "0", "2"])


def _tried(name: str, **facts: st.SearchStrategy[object]) -> st.SearchStrategy[Deed]:
    return st.tuples(st.just(name), _who, st.fixed_dictionaries({"gate": _gates, **facts}))


_ASKED: list[Deed] = [
    ("put", "JB", {"gate": "G1"}),
    ("answer", "MK", {"gate": "G1", "station": "REC", "vote": "go"}),
    ("answer", "TB", {"gate": "G1", "station": "PM", "vote": "go"}),
]
_READY: list[Deed] = [
    ("mark", "JB", {"gate": "G1", "place": 1, "met": "met", "value": "0"}),
    ("look", "SP", {"gate": "G1", "place": 1, "met": "met", "value": "0"}),
    ("mark", "JB", {"gate": "G1", "place": 2, "met": "met", "value": ""}),
    *_ASKED,
    ("answer", "SP", {"gate": "G1", "station": "CL", "vote": "go"}),
    ("answer", "JB", {"gate": "G1", "station": "LEAD", "vote": "go"}),
    ("close", "JB", {"gate": "G1", "objector": ""}),
]
_GONE: list[Deed] = [("decide", "SP", {"gate": "G1", "result": "go", "second": "JB", "although": ""})]
"""Histories that bring a gate where few random ones come."""

_random = st.lists(
    st.one_of(
        _tried("put"),
        *[_tried("answer", station=_stations, vote=_votes, words=_words)] * 5,
        _tried("close", objector=st.sampled_from(["", "", "", "DR"])),
        _tried("mark", place=st.integers(1, 3), met=st.sampled_from(["met", "not met"]), value=_words),
        _tried("look", place=st.integers(1, 3), met=st.sampled_from(["met", "not met"]), value=_words),
        _tried(
            "decide",
            result=st.sampled_from(["go", "no-go", "go with conditions"]),
            second=st.sampled_from(["", "JB", "SP", "DR"]),
            although=st.sampled_from(["", "because"]),
        ),
        _tried("ahead"),
    ),
    max_size=40,
)
_deeds = st.tuples(st.sampled_from([[], _ASKED, _READY, [*_READY, *_GONE]]), _random).map(
    lambda two: [*two[0], *two[1]]
)


def _event(state: RunState, act: Act, name: str, facts: dict[str, object]) -> Event:
    gate = str(facts["gate"])
    met, value = str(facts.get("met", "")), str(facts.get("value", ""))
    criterion = f"{gate}-{facts.get('place', 0):02d}"
    words = str(facts.get("words", ""))
    objector = str(facts.get("objector", ""))
    made: dict[str, Callable[[], Event]] = {
        "put": lambda: put_question(state, act, gate),
        "answer": lambda: answer_station(
            state, act, gate, str(facts["station"]), Said(vote=str(facts["vote"]), words=words)
        ),
        "close": lambda: close_poll(state, act, gate, objector=objector, objection="no" if objector else ""),
        "mark": lambda: mark_criterion(state, act, gate, criterion, Marked(met=met, value=value)),
        "look": lambda: check_criterion(state, act, gate, criterion, met=met, value=value),
        "decide": lambda: decide_gate(
            state,
            act,
            gate,
            Wish(
                result=str(facts["result"]),
                second=str(facts["second"]),
                reasons="so",
                although=str(facts["although"]),
            ),
        ),
        "ahead": lambda: went_ahead(state, act, gate),
    }
    return made[name]()


def lived(deeds: list[Deed]) -> tuple[list[RunState], list[Entry]]:
    """The states and entries of everything the rules let through, a minute apart."""
    states: list[RunState] = [start_state(TWO_MANAGERS)]
    entries: list[Entry] = []
    for minute, (name, who, facts) in enumerate(deeds):
        now = at("Thu 17:42") + timedelta(minutes=minute * 2)
        try:
            event = _event(states[-1], Act(by=who, now=now), name, facts)
        except Refused:
            continue
        entry = an_entry(len(entries), event)
        entries.append(entry)
        states.append(evolve(states[-1], entry))
    return states, entries


@settings(max_examples=150, deadline=None)
@drawn(_deeds)
def test_the_same_person_never_fills_two_places(deeds: list[Deed]) -> None:
    states, _entries = lived(deeds)

    for standing in states[-1].gates.values():
        assert all(spoken_once(poll.answers) for poll in standing.polls)
        assert all(len({one.station for one in poll.answers}) == len(poll.answers) for poll in standing.polls)
        assert all(made.by != made.second for made in standing.decisions)
        for one in standing.criteria.values():
            assert len({look.by for look in one.looks}) == len(one.looks)


@settings(max_examples=150, deadline=None)
@drawn(_deeds)
def test_a_new_poll_never_carries_an_old_answer(deeds: list[Deed]) -> None:
    states, entries = lived(deeds)

    said = {entry.seq: entry.event for entry in entries if isinstance(entry.event, StationAnswered)}
    for standing in states[-1].gates.values():
        for poll in standing.polls:
            assert all(said[one.seq].poll == poll.number and one.seq > poll.seq for one in poll.answers)
    for before, entry, after in zip(states, entries, states[1:], strict=False):
        if isinstance(entry.event, QuestionPut):
            newest = after.gates[entry.event.gate].poll
            assert newest is not None
            assert newest.answers == ()
            assert len(before.gates[entry.event.gate].polls) == newest.number - 1


@settings(max_examples=150, deadline=None)
@drawn(_deeds, _who, _gates, st.integers(0, 600), st.tuples(st.text(max_size=20), st.text(max_size=20)))
def test_went_ahead_is_always_accepted_from_one_person(
    deeds: list[Deed], who: str, gate: str, minutes: int, boxes: tuple[str, str]
) -> None:
    states, _entries = lived(deeds)
    known, follows = boxes
    now = at("Thu 20:00")
    when = now - timedelta(minutes=minutes)
    act = Act(by=who, now=now, at=when)
    event = went_ahead(states[-1], act, gate, happened=when, known=known, follows=follows)
    after = evolve(states[-1], an_entry(states[-1].count, event))

    assert after.gates[gate].ahead[-1].happened == when


@settings(max_examples=100, deadline=None)
@drawn(_deeds, st.integers(0, 40))
def test_folding_equals_living_through_it(deeds: list[Deed], cut: int) -> None:
    states, entries = lived(deeds)

    assert fold(start_state(TWO_MANAGERS), entries) == states[-1]
    assert fold(fold(start_state(TWO_MANAGERS), entries[:cut]), entries[cut:]) == states[-1]


@settings(max_examples=150, deadline=None)
@drawn(_deeds)
def test_a_hard_gate_is_never_passed_over_what_stands_in_the_way_without_a_reason_and_two_people(
    deeds: list[Deed],
) -> None:
    states, _entries = lived(deeds)

    for standing in states[-1].gates.values():
        for made in standing.decisions:
            if standing.gate.hard and made.result in PASSED and made.despite:
                assert made.although
                assert made.second
                assert made.second != made.by


@settings(max_examples=100, deadline=None)
@drawn(_deeds)
def test_a_go_that_nothing_stands_in_the_way_of_has_every_station_at_go(deeds: list[Deed]) -> None:
    states, _entries = lived(deeds)

    for before, after in pairwise(states):
        for ref, standing in after.gates.items():
            made = standing.decision
            if made is None or made is before.gates[ref].decision or made.result not in PASSED or made.despite:
                continue
            assert standing.poll is not None
            assert all(one.vote in {Vote.GO, Vote.OBJECTION} for one in standing.poll.answers)
            assert all(one.fulfilled or not one.criterion.must for one in standing.criteria.values())


def test_the_histories_that_are_begun_with_are_let_through_whole() -> None:
    _states, entries = lived([*_READY, *_GONE])

    assert len(entries) == len(_READY) + len(_GONE)


def test_the_gated_plan_begins_with_every_gate_open() -> None:
    assert [one.decision for one in start_state(GATED).gates.values()] == [None] * 4
