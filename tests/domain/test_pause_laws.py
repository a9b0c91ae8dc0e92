"""The laws of holds and pauses, for acts tried at random: easy to stop, and never restarted by one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import Move, an_entry, at
from tests.pause_examples import EXTRACTED, ITEMS, PAUSABLE

from cutover_tui.domain import holds, pauses, restarts
from cutover_tui.domain.acts import Act
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.leads import is_clinician, may_pause
from cutover_tui.domain.pause_log import paused_since, pauses_in_force
from cutover_tui.domain.pauses import PauseDeclared
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.stopped_time import worked_seconds

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry, Event

EVERYBODY = ("JB", "SP", "MK", "DR", "SO")
_initials = st.sampled_from(EVERYBODY)
_pauses = st.sampled_from(["P-01", "P-01", "P-02", "P-03"])
_words = st.sampled_from(["because", "because", ""])
FACTS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "ask_hold": {"reason": _words},
    "answer_hold": {
        "ref": st.sampled_from(["HO-1", "HO-2"]),
        "answer": st.sampled_from(["carry on", "look into it", "pause"]),
        "reason": _words,
    },
    "press_pause": {},
    "detail_pause": {"ref": _pauses, "detail": st.sampled_from(["seen", "scope", "review"]), "words": _words},
    "tell_pause": {"ref": _pauses, "audience": st.sampled_from(PAUSABLE.pause.audiences), "how": _words},
    "answer_restart_item": {
        "ref": _pauses,
        "item": st.sampled_from(ITEMS),
        "met": st.sampled_from([True, True, False]),
        "words": _words,
        "second": _initials,
        "second_words": _words,
    },
    "restart": {
        "ref": _pauses,
        "second": _initials | st.just(""),
        "phased_how": _words,
        "replans": st.booleans(),
        "moves": st.sampled_from([(), ("GL",)]),
    },
}
_DECIDE = {
    name: getattr(module, name) for module in (holds, pauses, restarts) for name in FACTS if hasattr(module, name)
}


def _move(what: str) -> st.SearchStrategy[Move]:
    facts = st.fixed_dictionaries(FACTS[what])
    return st.builds(Move, what=st.just(what), by=_initials, minutes=st.integers(0, 40), facts=facts)


@dataclass
class Room:
    """A run without a disk, after the extract: moves in, entries out."""

    state: RunState = field(default_factory=lambda: evolve(start_state(PAUSABLE), an_entry(0, EXTRACTED)))
    entries: list[Entry] = field(default_factory=lambda: [an_entry(0, EXTRACTED)])
    now: datetime = field(default_factory=lambda: at("Thu 19:00"))

    def play(self, move: Move) -> Event | None:
        """Try a move, and give its event; None when a rule said no."""
        self.now += timedelta(minutes=move.minutes)
        try:
            event: Event = _DECIDE[move.what](self.state, Act(by=move.by, now=self.now), **move.facts)
        except Refused:
            return None
        entry = an_entry(len(self.entries), event)
        self.entries.append(entry)
        self.state = evolve(self.state, entry)
        return event

    def get_ready(self) -> None:
        """Answer everything that a restart of the pauses in force waits for."""
        for pause in pauses_in_force(self.state):
            for audience in PAUSABLE.pause.audiences:
                self.play(Move("tell_pause", "MK", 0, {"ref": pause.ref, "audience": audience, "how": "by phone"}))
            for item in ITEMS:
                facts = {"ref": pause.ref, "item": item, "met": True, "words": "seen"}
                self.play(Move("answer_restart_item", "MK", 0, facts))


moves = st.lists(st.sampled_from([*FACTS, "press_pause"]).flatmap(_move), max_size=25)


@drawn(moves, _initials)
@settings(max_examples=60, deadline=None)
def test_a_pause_by_one_of_the_roles_is_always_accepted_and_a_press_by_anybody_is_never_lost(
    before: list[Move], by: str
) -> None:
    room = Room()
    for move in before:
        room.play(move)
    event = room.play(Move("press_pause", by, 2))

    assert event is not None
    assert isinstance(event, PauseDeclared) is may_pause(room.state, by)
    assert paused_since(room.state) is not None or not may_pause(room.state, by)


@drawn(moves, _initials, st.sampled_from(EVERYBODY))
@settings(max_examples=60, deadline=None)
def test_no_restart_with_one_person(before: list[Move], by: str, second: str) -> None:
    room = Room()
    for move in before:
        room.play(move)
    room.play(Move("press_pause", "SP", 2))
    room.get_ready()
    facts = {"ref": "P-01", "second": second, "phased_how": "slowly"}
    room.play(Move("restart", by, 1, facts))

    for pause in room.state.pauses.values():
        if pause.restarted is not None:
            pair = {pause.restarted.by, pause.restarted.second}
            assert len(pair) == 2
            assert any(is_clinician(room.state, one) for one in pair)


@drawn(moves)
@settings(max_examples=60, deadline=None)
def test_the_same_person_never_fills_two_places(before: list[Move]) -> None:
    room = Room()
    for move in before:
        room.play(move)

    for hold in room.state.holds.values():
        assert all(answer.by != hold.by for answer in hold.answers if answer.answer != holds.PAUSE)
    for pause in room.state.pauses.values():
        assert all(answer.by != answer.second for answer in pause.items.values() if not answer.met)


@drawn(moves, st.integers(0, 25))
@settings(max_examples=60, deadline=None)
def test_folding_twice_and_in_two_halves_is_equal(before: list[Move], at_entry: int) -> None:
    room = Room()
    for move in before:
        room.play(move)
    once = fold(start_state(PAUSABLE), room.entries)
    halves = fold(fold(start_state(PAUSABLE), room.entries[:at_entry]), room.entries[at_entry:])

    assert once == halves == room.state


@drawn(moves, st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_work_is_never_longer_than_the_time_it_took(before: list[Move], start: int, length: int) -> None:
    room = Room()
    for move in before:
        room.play(move)
    begins = at("Thu 18:30") + timedelta(minutes=start)
    ends = begins + timedelta(minutes=length)
    middle = begins + (ends - begins) / 2

    worked = worked_seconds(room.state, begins, ends)
    assert 0 <= worked <= length * 60
    halves = worked_seconds(room.state, begins, middle) + worked_seconds(room.state, middle, ends)
    assert abs(worked - halves) < 0.001
