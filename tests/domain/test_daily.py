"""Daily tasks when the dates move: new days get instances, days that fall out keep theirs (`domain.md` 1.3 rule 8)."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import GL, PLAN, TASKS, a_plan, an_act, at, done, given, signed, then

from cutover_tui.domain.anchors import AnchorRecorded, move_anchor
from cutover_tui.domain.daily import fit_daily_tasks, letter_suffix
from cutover_tui.domain.lateness import Lateness, timeliness
from cutover_tui.domain.state import NO_WINDOW
from cutover_tui.domain.tasks import TaskStatus

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState


def go_live_at(state: RunState, when: str) -> RunState:
    return then(state, move_anchor(state, an_act(), "GL", to=at(when), reason="slow", agreed_by="all"))


def days_of(state: RunState, number: str = "C-03") -> dict[str, date | None]:
    """The days in play by ref."""
    return {
        ref: task.day
        for ref, task in state.task_by_ref.items()
        if task.daily_of == number and state.window(ref) != NO_WINDOW
    }


def test_as_planned_nothing_is_added_or_taken_away() -> None:
    assert days_of(given()) == {"C-03a": date(2026, 11, 27), "C-03b": date(2026, 11, 30)}
    assert list(given().tasks) == [task.ref for task in TASKS]


def test_a_later_go_live_adds_days_under_the_next_letters() -> None:
    state = go_live_at(given(), "2026-12-03 08:00")

    assert days_of(state) == {
        "C-03a": date(2026, 11, 27),
        "C-03b": date(2026, 11, 30),
        "C-03c": date(2026, 12, 1),
        "C-03d": date(2026, 12, 2),
    }
    assert state.tasks["C-03d"].status is TaskStatus.TO_DO
    assert state.window("C-03d").due_at == at("Wed 08:15")
    assert state.task("C-03d").title == "Huddle"


def test_an_earlier_go_live_takes_days_out_of_play_and_keeps_their_refs() -> None:
    state = go_live_at(given(), "Sat 08:00")

    assert days_of(state) == {"C-03a": date(2026, 11, 27)}
    assert state.task("C-03b").day == date(2026, 11, 30)
    assert timeliness(state, "C-03b", at("Mon 09:00")).lateness is Lateness.NOT_IN_PLAY


def test_what_was_done_on_a_day_that_fell_out_stays_done() -> None:
    state = go_live_at(given(done("C-03b", when="Mon 08:10")), "Sat 08:00")

    assert state.tasks["C-03b"].status is TaskStatus.DONE


def test_later_then_earlier_then_later_again_finds_the_same_refs() -> None:
    later = go_live_at(given(), "2026-12-03 08:00")
    earlier = go_live_at(later, "Sat 08:00")

    again = go_live_at(earlier, "2026-12-03 08:00")

    assert days_of(earlier) == {"C-03a": date(2026, 11, 27)}
    assert days_of(again) == days_of(later)
    assert again.windows == later.windows


def test_an_extract_that_ran_past_the_huddle_takes_the_first_day_away() -> None:
    state = given(AnchorRecorded(**signed(when="Fri 10:00"), anchor="CUT", happened=at("Fri 09:50")))

    assert days_of(state) == {"C-03b": date(2026, 11, 30)}


def test_each_item_of_a_daily_task_has_its_days_and_all_share_the_letters() -> None:
    first = replace(next(task for task in TASKS if task.ref == "C-03a"), item="North Lab")
    both = (first, replace(first, ref="C-03b", item="South Lab"))
    state = given(plan=a_plan(tasks=both))

    assert {ref: (task.item, task.day) for ref, task in state.task_by_ref.items()} == {
        "C-03a": ("North Lab", date(2026, 11, 27)),
        "C-03b": ("South Lab", date(2026, 11, 27)),
        "C-03c": ("North Lab", date(2026, 11, 30)),
        "C-03d": ("South Lab", date(2026, 11, 30)),
    }


def test_a_series_without_a_span_stands_out_of_play_until_it_has_one() -> None:
    plan = _hold_series()
    waiting = given(plan=plan)

    started = then(waiting, AnchorRecorded(**signed(when="Fri 10:00"), anchor="HOLD", happened=at("Fri 07:00")))

    assert days_of(waiting, "H-03") == {}
    assert days_of(started, "H-03") == {"H-03b": date(2026, 11, 27), "H-03c": date(2026, 11, 30)}


def test_a_day_out_of_its_span_is_not_waited_for() -> None:
    tasks = tuple(replace(task, needs=("C-03b",)) if task.ref == "G-03" else task for task in TASKS)
    state = given(plan=a_plan(tasks=tasks))

    assert state.unmet("G-03") == ("C-03b",)
    assert go_live_at(state, "Sat 08:00").unmet("G-03") == ()


def test_letters_go_on_after_z() -> None:
    assert [letter_suffix(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "a",
        "z",
        "aa",
        "az",
        "ba",
        "zz",
        "aaa",
    ]


def test_no_two_letters_are_the_same() -> None:
    suffixes = [letter_suffix(index) for index in range(2000)]

    assert len(set(suffixes)) == 2000
    assert set("".join(suffixes)) == set(string.ascii_lowercase)


@drawn(st.lists(st.integers(min_value=-3, max_value=20), max_size=6))
def test_wherever_go_live_moves_each_day_is_there_once_and_no_ref_changes_its_day(
    moves: list[int],
) -> None:
    tasks = {task.ref: task for task in TASKS}
    seen = dict(tasks)
    for days in [*moves, 0]:
        anchors = {"CUT": at("Thu 18:30"), "GL": GL + timedelta(days=days)}
        added, outside = fit_daily_tasks(tasks, anchors, PLAN.calendar)
        tasks |= added

        in_play = [task.day for ref, task in tasks.items() if task.daily_of and ref not in outside]
        assert len(in_play) == len(set(in_play))
        assert seen.items() <= tasks.items()
        assert fit_daily_tasks(tasks, anchors, PLAN.calendar) == ({}, outside)
        seen = dict(tasks)


def _hold_series() -> Plan:
    first = next(task for task in TASKS if task.ref == "C-03a")
    series = replace(first, ref="H-03a", checklist="H", daily_of="H-03", day=None, not_before="HOLD", not_after="GL")
    return a_plan(tasks=(*TASKS, series))
