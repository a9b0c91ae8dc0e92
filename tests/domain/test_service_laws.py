"""The laws of services, for acts tried at random: no debt is lost, no entry that counted is lost, the log tells all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, Move, Played, moves

from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.service_counts import ServiceCounted
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.services import CUTOVER, ENDED, PLACE, STAGE_PLACE, ServiceStatus, service_of
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.tasks import TaskReopened, TaskStatus
from cutover_tui.runner.service_board import chase_list, debt, debt_words, service_rows
from cutover_tui.runner.service_tiles import service_tiles

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry

INSTANCES = st.sampled_from(["eps", "eps", "pathology:north-lab", "bowel"])
REFS = st.sampled_from(["F-02", "F-02", "F-01a", "G-01", "G-01", "G-02a"])
SAID = Confirmation(confirmed_with="the desk", reference="4471", first_item="a pharmacy, 09:42")
ENOUGH: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "move_service": {
        "instance": INSTANCES,
        "to": st.sampled_from([*ServiceStatus, "off", "off", "flowing", "flowing"]),
        "said": st.just(SAID),
        "reason": st.just("because"),
        "checked_by": st.sampled_from(["", "DR"]),
    },
    "complete_task": {
        "ref": REFS,
        "said": st.sampled_from([SAID, NOTHING_SAID]),
        "reason": st.just("because"),
        "checked_by": st.sampled_from(["", "DR"]),
    },
    "check_task": {"ref": st.just("F-02"), "observed": st.just("paused"), "agrees": st.booleans()},
    "reopen_task": {"ref": REFS, "reason": st.just("because")},
    "count_service": {
        "instance": INSTANCES,
        "what": st.sampled_from(["running", "expected", "received", "filed"]),
        "count": st.integers(-1, 5),
        "reason": st.just("because"),
    },
    "correct_entry": {
        "seq": st.integers(0, 30),
        "field": st.sampled_from(["count", "count", "what"]),
        "now": st.sampled_from(["", "0", "4", "-1", "received", "filed"]),
        "reason": st.just("because"),
    },
}


def _enough(what: str) -> st.SearchStrategy[Move]:
    return st.builds(
        Move,
        what=st.just(what),
        by=st.sampled_from(["JB", "SP", "MK"]),
        minutes=st.integers(0, 90),
        facts=st.fixed_dictionaries(ENOUGH[what]),
    )


of_services = st.sampled_from([*["move_service"] * 3, *["complete_task"] * 3, *ENOUGH]).flatmap(_enough)
"""Acts about services that say all they have to, so that most are not refused."""

histories = st.lists(st.one_of(of_services, of_services, of_services, moves), min_size=15, max_size=35)
law = settings(max_examples=60, deadline=None)


def lived(tried: list[Move]) -> tuple[Played, list[RunState]]:
    """A run that was lived through, with the state after each entry."""
    played = Played()
    states = [played.state for move in tried if played.play(move) is not None]
    return played, [start_state(PLAN), *states]


def withdrawn(entries: list[Entry], instance: str) -> bool:
    """Tell whether somebody reopened a task that had moved a service."""
    refs = {ref for ref, moved in start_state(PLAN).moved_by.items() if instance in dict(moved)}
    return any(isinstance(entry.event, TaskReopened) and entry.event.task in refs for entry in entries)


@law
@drawn(histories)
def test_every_off_is_matched_by_one_of_three_ends_before_the_debt_is_zero(tried: list[Move]) -> None:
    played, states = lived(tried)

    for instance in played.state.services:
        went_off = any(state.services[instance].status in CUTOVER for state in states)
        standing = played.state.services[instance]
        if went_off and not standing.owes and not withdrawn(played.entries, instance):
            ends = {step.status for step in standing.steps} & ENDED
            assert ends
            assert standing.status in ENDED | {ServiceStatus.ASKED_OFF}
            assert standing.confirmed
            assert not standing.unchecked
            assert all(gap.ends is not None for gap in standing.gaps)
    if not debt(played.state):
        never_off = {ServiceStatus.NORMAL, ServiceStatus.ASKED_OFF}
        for standing in played.state.services.values():
            assert standing.status in ENDED | never_off
            assert all(gap.ends is not None for gap in standing.gaps)


@law
@drawn(histories)
def test_an_off_owes_from_the_record_that_took_it_off(tried: list[Move]) -> None:
    _played, states = lived(tried)

    for state in states:
        owing = sum(standing.owes for standing in state.services.values())
        assert sum(debt(state).values()) == owing
        for standing in state.services.values():
            if standing.status in CUTOVER | {ServiceStatus.UNKNOWN}:
                assert standing.owes
                assert standing.gaps[-1].ends is None


@law
@drawn(histories)
def test_counts_never_go_below_zero_and_no_entry_that_counted_disappears(tried: list[Move]) -> None:
    played, states = lived(tried)
    corrected = {entry.event.corrects for entry in played.entries if isinstance(entry.event, EntryCorrected)}

    for earlier, later in pairwise(states):
        for instance, standing in later.services.items():
            before = earlier.services[instance].counted
            assert [count.seq for count in standing.counted[: len(before)]] == [count.seq for count in before]
            for count, was in zip(standing.counted, before, strict=False):
                assert count == was or count.seq in corrected
            assert all(count.count >= 0 for count in standing.counted)
    given_counts = {entry.seq for entry in played.entries if isinstance(entry.event, ServiceCounted)}
    kept = [count.seq for standing in played.state.services.values() for count in standing.counted]
    assert len(kept) == len(given_counts)
    assert set(kept) == given_counts


@law
@drawn(histories)
def test_folding_the_log_gives_the_same_board_as_living_through_it(tried: list[Move]) -> None:
    played, _states = lived(tried)

    folded = fold(start_state(PLAN), played.entries)

    assert folded == played.state
    assert service_rows(folded, played.now) == service_rows(played.state, played.now)
    assert service_tiles(folded) == service_tiles(played.state)
    assert chase_list(folded, played.now) == chase_list(played.state, played.now)
    assert debt_words(folded) == debt_words(played.state)


@law
@drawn(histories)
def test_an_act_about_a_service_is_one_record(tried: list[Move]) -> None:
    played = Played()
    for move in tried:
        before = played.state.count

        entry = played.play(move)

        assert played.state.count == before + (entry is not None)
        if entry is not None and isinstance(entry.event, ServiceMoved):
            assert evolve(fold(start_state(PLAN), played.entries[:-1]), entry) == played.state


@law
@drawn(histories)
def test_a_task_and_its_service_are_never_two_truths(tried: list[Move]) -> None:
    played = Played()
    for move in tried:
        before = played.state
        entry = played.play(move)
        if entry is None:
            continue

        state = played.state
        for ref, moved in state.moved_by.items():
            was, now = before.standing(ref).status, state.standing(ref).status
            done = {TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.AWAITS_CHECK}
            if now in done and was not in done:
                assert all(PLACE[state.services[instance].status] >= STAGE_PLACE[stage] for instance, stage in moved)
        event = entry.event
        if isinstance(event, ServiceMoved):
            moved_now = service_of(state, event.service)
            for ref in (*moved_now.off_tasks, *moved_now.restore_tasks):
                place = STAGE_PLACE[dict(state.moved_by[ref])[event.service]]
                if place == PLACE[state.services[event.service].status]:
                    assert state.standing(ref).status not in {TaskStatus.TO_DO, TaskStatus.STARTED}
