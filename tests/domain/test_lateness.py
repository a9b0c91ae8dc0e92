"""How late a task is: one word for every case, derived from its window, its needs and the time."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import TASKS, Move, Played, a_plan, a_task, an_act, at, done, given, moves, signed, then, with_task

from cutover_tui.domain.anchors import move_anchor
from cutover_tui.domain.lateness import Lateness, Timeliness, timeliness
from cutover_tui.domain.tasks import SETTLED, TaskDeferred, TaskNotNeeded, TaskStarted

EPS_DONE = done("F-02", observed="paused", checked_by="SP")


def test_what_is_settled_is_never_late() -> None:
    state = given(EPS_DONE, TaskNotNeeded(**signed(), task="P-01", reason="none", saw=given().saw_task("P-01")))

    assert timeliness(state, "F-02", at("Wed 10:00")) == Timeliness(Lateness.SETTLED)
    assert timeliness(state, "P-01", at("Wed 10:00")) == Timeliness(Lateness.SETTLED)


def test_what_has_to_be_told_again_is_late_again() -> None:
    state = given(done("P-02"))
    state = then(state, move_anchor(state, an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all"))

    assert timeliness(state, "P-02", at("Thu 17:42")).lateness is Lateness.OVERDUE


def test_without_a_time_a_task_is_not_in_play() -> None:
    assert timeliness(given(), "H-01", at("Thu 17:42")) == Timeliness(Lateness.NOT_IN_PLAY)


def test_a_task_opens_in_some_time() -> None:
    assert timeliness(given(), "F-02", at("Thu 14:00")) == Timeliness(Lateness.OPENS_IN, 1800)


@pytest.mark.parametrize("event", [TaskStarted(**signed(), task="F-02"), done("F-02", observed="paused")])
def test_a_task_under_way_before_it_opens_is_too_early(event: TaskStarted) -> None:
    assert timeliness(given(event), "F-02", at("Thu 14:00")) == Timeliness(Lateness.TOO_EARLY, 1800)


def test_a_task_is_open_from_the_minute_it_opens() -> None:
    assert timeliness(given(), "F-02", at("Thu 14:30")) == Timeliness(Lateness.OPEN)


def test_a_task_waits_for_what_comes_first() -> None:
    assert timeliness(given(), "F-03", at("Thu 18:20")) == Timeliness(Lateness.WAITS_FOR, refs=("F-02",))


def test_a_task_is_due_soon_a_quarter_of_an_hour_before() -> None:
    state = given(EPS_DONE)

    assert timeliness(state, "F-03", at("Thu 18:14")) == Timeliness(Lateness.OPEN)
    assert timeliness(state, "F-03", at("Thu 18:15")) == Timeliness(Lateness.DUE_SOON, 900)
    assert timeliness(state, "F-03", at("Thu 18:30")) == Timeliness(Lateness.DUE_SOON, 0)


def test_a_task_due_by_a_day_is_due_soon_all_that_day() -> None:
    assert timeliness(given(), "G-03", at("Tue 23:00")).lateness is Lateness.OPEN
    assert timeliness(given(), "G-03", at("Wed 00:00")) == Timeliness(Lateness.DUE_SOON, 66600)


def test_a_task_deferred_to_a_time_of_day_is_not_due_all_day() -> None:
    state = given(TaskDeferred(**signed(), task="G-03", to="G", until="2026-12-02T18:30:00+00:00", reason="later"))

    assert timeliness(state, "G-03", at("Wed 09:00")).lateness is Lateness.OPEN


def test_a_task_is_overdue_after_its_due_time() -> None:
    assert timeliness(given(), "F-02", at("Thu 17:42")) == Timeliness(Lateness.OVERDUE, 720)


def test_a_task_is_overdue_past_its_window_too() -> None:
    assert timeliness(given(), "F-02", at("Thu 18:31")) == Timeliness(Lateness.OVERDUE, 3660, past_window=True)


def test_an_overdue_task_is_blocked_by_what_comes_first() -> None:
    assert timeliness(given(), "F-03", at("Thu 18:31")) == Timeliness(Lateness.BLOCKED_BY, 60, ("F-02",))


def test_without_a_due_time_the_end_of_the_window_counts() -> None:
    state = given(plan=with_task("F-02", due=""))

    assert timeliness(state, "F-02", at("Thu 18:20")) == Timeliness(Lateness.DUE_SOON, 600)
    assert timeliness(state, "F-02", at("Thu 18:31")) == Timeliness(Lateness.OVERDUE, 60, past_window=True)


def test_a_task_that_only_opens_is_never_late() -> None:
    state = given(plan=a_plan(tasks=(a_task("F-09", "Watch the post", not_before="FDP-4h"),)))

    assert timeliness(state, "F-09", at("Wed 10:00")) == Timeliness(Lateness.OPEN)


@settings(max_examples=40, deadline=None)
@drawn(st.lists(moves, min_size=10, max_size=20), st.booleans())
def test_every_task_has_one_word_whatever_happened(tried: list[Move], early: bool) -> None:
    played = Played()
    for move in tried:
        played.play(move)
    state = played.state
    now = at("Thu 09:00") if early else played.now

    words = {ref: timeliness(state, ref, now) for ref in state.tasks}

    for ref, word in words.items():
        standing = state.tasks[ref]
        assert (word.lateness is Lateness.SETTLED) == (standing.status in SETTLED and not standing.tell_again)
        assert word.seconds >= 0
        assert (word.lateness in {Lateness.BLOCKED_BY, Lateness.WAITS_FOR}) <= bool(word.refs)
    assert set(words) >= {task.ref for task in TASKS}
