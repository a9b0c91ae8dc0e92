"""The fold: where a run stands after its log, whatever is in it. The laws hold for acts tried at random."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import (
    PEOPLE,
    PLAN,
    TASKS,
    Move,
    Played,
    an_entry,
    at,
    done,
    entries_of,
    given,
    moves,
    signed,
    then,
    with_task,
)

from cutover_tui.domain.acts import Act
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded, move_anchor
from cutover_tui.domain.events import Unknown, tasks_of
from cutover_tui.domain.fold import fold
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.log_events import (
    ClockChanged,
    CopyCaughtUp,
    ExportMade,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
    SealWritten,
)
from cutover_tui.domain.notes import NoteAdded
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import NO_WINDOW, Attention, start_state
from cutover_tui.domain.tasks import (
    SETTLED,
    TaskCannotBeDone,
    TaskDeferred,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
    TaskStatus,
    mark_not_needed,
)

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.plan import Task

histories = st.lists(moves, min_size=15, max_size=30)
law = settings(max_examples=40, deadline=None)


def opened(kind: str = "live") -> RunOpened:
    return RunOpened(
        **signed(),
        kind=kind,
        practice="Larkfield Surgery",
        ods_code="Y09999",
        plan_version=1,
        plan_sha256="0" * 64,
        nonce="1" * 32,
        versions="test",
        host="here",
        clock_check="Not recorded",
    )


def played(tried: list[Move]) -> Played:
    result = Played()
    for move in tried:
        result.play(move)
    return result


# The laws


@law
@drawn(histories, st.integers(0, 25))
def test_folding_in_two_halves_equals_folding_once(tried: list[Move], cut: int) -> None:
    entries = played(tried).entries

    halves = fold(fold(start_state(PLAN), entries[:cut]), entries[cut:])

    assert halves == fold(start_state(PLAN), entries)


@law
@drawn(histories)
def test_no_act_loses_an_entry_and_the_count_is_that_of_the_log(tried: list[Move]) -> None:
    result = played(tried)

    assert result.state.count == len(result.entries)
    for ref, standing in result.state.tasks.items():
        about = [entry for entry in result.entries if ref in tasks_of(entry.event)]
        completed = [entry for entry in about if getattr(entry.event, "note", "")]
        assert [note.seq for note in standing.notes] == [entry.seq for entry in completed]
        assert standing.seq in {-1, *(entry.seq for entry in about)}


@law
@drawn(histories, moves)
def test_a_double_press_records_nothing_twice(tried: list[Move], press: Move) -> None:
    result = played(tried)
    first = result.play(press)

    second = result.play(replace(press, minutes=0))

    about_the_day = press.what == "add_note" and not press.facts["ref"]
    if first is not None and not about_the_day:
        assert second is None


@law
@drawn(histories)
def test_what_is_settled_and_what_is_open_make_all_the_tasks(tried: list[Move]) -> None:
    state = played(tried).state

    settled = {ref for ref, standing in state.tasks.items() if standing.status in SETTLED}
    still_open = {ref for ref, standing in state.tasks.items() if standing.status in set(TaskStatus) - SETTLED}
    assert settled | still_open == set(state.task_by_ref)
    assert not settled & still_open
    assert list(state.tasks) == list(state.task_by_ref)
    assert set(state.windows) == set(state.tasks)


@law
@drawn(histories)
def test_the_same_person_never_fills_two_places(tried: list[Move]) -> None:
    state = played(tried).state

    for ref, standing in state.tasks.items():
        places = [standing.by, *(by for _seq, by in standing.checks)]
        if standing.status is not TaskStatus.TO_DO:
            assert len(places) == len(set(places)), ref
        assert standing.checked_by == (places[-1] if standing.checks else "")
        if state.task_by_ref[ref].second_person and standing.status in SETTLED - {TaskStatus.NOT_NEEDED}:
            assert standing.checked_by


@law
@drawn(histories)
def test_alone_at_one_seat_only_different_answers_ask_for_attention(tried: list[Move]) -> None:
    state = played(tried).state

    assert all(item.words.endswith("It needs a third look.") for item in state.attention)


@law
@drawn(histories)
def test_every_window_is_the_one_the_log_alone_gives(tried: list[Move]) -> None:
    result = played(tried)
    state = result.state

    for ref, standing in state.tasks.items():
        deferred = standing.status is TaskStatus.DEFERRED
        assert bool(standing.deferred_to) or not deferred
        if standing.deferred_to:
            assert state.window(ref).due_at == state.instant_of(standing.deferred_until)
    assert fold(start_state(PLAN), result.entries).windows == state.windows


@law
@drawn(histories, moves, st.sampled_from(TASKS), st.sampled_from(["GL", "FDP", "HOLD"]))
def test_a_decision_on_a_stale_view_has_no_effect_and_is_shown(
    tried: list[Move], between: Move, task: Task, code: str
) -> None:
    seat = played(tried)
    act = Act(by="DR", now=seat.now)
    late: list[Event] = []
    with suppress(Refused):
        late.append(mark_not_needed(seat.state, act, task.ref, reason="r"))
    with suppress(Refused):
        late.append(move_anchor(seat.state, act, code, to=at("2026-12-04 08:00"), reason="r", agreed_by="a"))
    before = seat.state
    seat.play(between)
    state = seat.state

    for event in late:
        stale = (
            state.tasks[task.ref].seq != before.tasks[task.ref].seq
            if isinstance(event, TaskNotNeeded)
            else (state.recorded, state.moved) != (before.recorded, before.moved)
        )
        after = then(state, event)
        assert (after.attention != state.attention) == stale
        if stale:
            assert replace(after, count=state.count, attention=state.attention) == state


@drawn(st.permutations([done("P-02"), done("P-02", "SP"), done("P-02", "MK")]))
def test_in_whatever_order_a_log_holds_contested_facts_the_first_stands(events: list[Event]) -> None:
    state = given(*events)

    assert state.tasks["P-02"].by == events[0].by
    assert len(state.attention) == 2


# Each kind of entry


def test_before_any_record_the_plan_stands_as_frozen() -> None:
    state = start_state(PLAN)

    assert (state.count, state.kind, state.left, state.unclean) == (0, RunKind.REHEARSAL, True, False)
    assert list(state.tasks) == [task.ref for task in TASKS]
    assert list(state.people) == [person.initials for person in PEOPLE]
    assert state.anchors["CUT"] == at("Thu 18:30")


def test_a_run_is_opened_left_and_opened_again() -> None:
    fresh = given(opened("live"))
    left = then(fresh, RunLeft(**signed()))
    unclean = then(fresh, RunReopened(**signed(), unclean=True))

    assert (fresh.kind, fresh.left) == (RunKind.LIVE, False)
    assert (left.left, left.unclean) == (True, False)
    assert (unclean.left, unclean.unclean) == (False, True)
    assert then(then(unclean, RunLeft(**signed())), RunReopened(**signed())).unclean is False


def test_a_kind_of_run_this_version_does_not_know_is_treated_as_live_and_shown() -> None:
    state = given(opened("drill"))

    assert state.kind is RunKind.LIVE
    assert [item.words for item in state.attention] == [
        "This run is of a kind this version does not know, drill. It is treated as live."
    ]


def test_a_seal_is_kept_with_the_number_of_the_record_before_it() -> None:
    state = given(opened(), SealWritten(**signed(), seal="R0000 4175 8601 1308 7052"))

    assert state.seals == ((0, "R0000 4175 8601 1308 7052"),)


@pytest.mark.parametrize(
    "event",
    [
        ClockChanged(**signed(PROGRAM), seconds=-3600),
        LogRecovered(**signed(PROGRAM), bytes=17, sha256="0" * 64, set_aside="torn"),
        CopyCaughtUp(**signed(PROGRAM), records=3, which="second"),
        ExportMade(**signed(PROGRAM), copy="full", folder="export"),
        NoteAdded(**signed(), note="the heating is off"),
    ],
)
def test_what_happens_to_the_log_changes_nothing_but_the_count(event: Event) -> None:
    assert given(event) == replace(given(), count=1)


def test_an_event_of_a_newer_version_is_kept_and_shown() -> None:
    state = given(Unknown(**signed(), type="weather.seen", about="G1", words="go"))

    words = "Entry 0 is of a kind this version does not know: weather.seen."
    assert state.attention == (Attention(0, words, at=at("Thu 17:42")),)


@pytest.mark.parametrize(
    "event",
    [
        done("X-9"),
        TaskStarted(**signed(), task="X-9"),
        TaskReopened(**signed(), task="X-9", reason="r"),
        NoteAdded(**signed(), task="X-9", note="words"),
    ],
)
def test_a_record_about_a_task_of_another_plan_is_shown(event: Event) -> None:
    state = given(event)

    assert state.tasks == given().tasks
    assert [item.words for item in state.attention] == ["Entry 0 is about X-9, which is not in this plan."]


@pytest.mark.parametrize("ref", ["P-02", "F-02"])
@pytest.mark.parametrize(
    "make",
    [
        lambda ref: done(ref, "SP"),
        lambda ref: TaskStarted(**signed("SP"), task=ref),
        lambda ref: TaskCannotBeDone(**signed("SP"), task=ref, reason="r"),
        lambda ref: TaskDeferred(**signed("SP"), task=ref, to="G", until="GL", reason="r"),
    ],
)
def test_of_two_records_of_one_task_the_first_stands(make: type[TaskStarted], ref: str) -> None:
    first = done(ref, observed="paused")
    second = make(ref)  # type: ignore[call-arg]  # a function, written as the class it makes

    state = given(first, second)

    assert state.tasks == given(first).tasks
    assert [item.words for item in state.attention] == [f"{ref} was recorded by JB and again by SP. The first stands."]


def test_only_a_new_completion_answers_a_telling_again() -> None:
    told = given(done("P-02"))
    moved = AnchorMoved(**signed(), anchor="GL", to=at("Wed 08:00"), reason="r", agreed_by="a", saw=told.saw_anchors())
    again = then(told, moved)

    started = then(again, TaskStarted(**signed("SP"), task="P-02"))
    retold = then(again, done("P-02", "SP"))

    assert started.tasks["P-02"] == again.tasks["P-02"]
    assert len(started.attention) == 1
    assert (retold.tasks["P-02"].by, retold.tasks["P-02"].tell_again, retold.attention) == ("SP", False, ())


def test_not_needed_on_a_stale_view_has_no_effect() -> None:
    stale = TaskNotNeeded(**signed("SP"), task="P-02", reason="r", saw=given().saw_task("P-02"))

    state = given(TaskStarted(**signed(), task="P-02"), stale)

    assert state.tasks["P-02"].status is TaskStatus.STARTED
    assert [item.words for item in state.attention] == [
        "SP recorded P-02 as not needed while it changed. Look at it again."
    ]


def test_not_needed_on_what_was_seen_takes_effect() -> None:
    state = given(TaskStarted(**signed(), task="P-02"))

    after = then(state, TaskNotNeeded(**signed("SP"), task="P-02", reason="r", saw=state.saw_task("P-02")))

    assert (after.tasks["P-02"].status, after.attention) == (TaskStatus.NOT_NEEDED, ())


# Looking things up


def test_a_need_that_is_not_in_the_plan_stands_in_the_way() -> None:
    assert given(plan=with_task("P-02", needs=("P-00",))).unmet("P-02") == ("P-00",)


def test_a_task_comes_after_its_needs_and_after_what_it_reverses() -> None:
    state = given(plan=with_task("G-01", needs=("C-01",)))

    assert state.unmet("G-01") == ("C-01", "F-02")


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("GL", "Tue 08:00"),
        ("GL+1wd", "Wed 18:30"),
        ("2026-12-01T09:00:00+01:00", "Tue 08:00"),
        ("HOLD+1h", None),
        ("2026-12-01T09:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_an_offset_or_an_instant_stands_for_a_moment(words: str, instant: str | None) -> None:
    assert given().instant_of(words) == (at(instant) if instant else None)


def test_what_is_not_in_the_plan_has_no_window_and_is_to_do() -> None:
    assert given().window("X-9") == NO_WINDOW
    assert given().standing("X-9").status is TaskStatus.TO_DO


def test_what_a_decision_saw_differs_with_what_it_was_judged_on() -> None:
    moved = AnchorMoved(**signed(), anchor="GL", to=at("Wed 08:00"), reason="", agreed_by="", saw=given().saw_anchors())
    seen = [
        given(),
        given(AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 18:30"))),
        given(AnchorRecorded(**signed(), anchor="HOLD", happened=at("Thu 17:00"))),
        given(moved),
    ]

    assert len({state.saw_anchors() for state in seen}) == len(seen)
    assert all(one.saw_task("P-02") == two.saw_task("P-02") for one, two in pairwise(seen))
    assert given().saw_task("P-02") != given().saw_task("P-01")


def test_a_state_may_be_kept_while_the_next_is_made() -> None:
    before = given(done("P-02"))
    kept = replace(before)

    fold(before, [an_entry(1, done("P-01")), an_entry(2, RunLeft(**signed()))])

    assert before == kept
    assert entries_of(done("P-02"))[0].seq == 0
