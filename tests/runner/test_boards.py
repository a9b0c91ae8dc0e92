"""The rows screens and `status` show: a badge for every case, and counts that come out right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import (
    PLAN,
    Move,
    Played,
    a_plan,
    a_task,
    an_act,
    at,
    done,
    given,
    moves,
    signed,
    then,
    with_task,
)

from cutover_tui.domain.anchors import AnchorRecorded, move_anchor
from cutover_tui.domain.lateness import Lateness, Timeliness
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.tasks import SETTLED, TaskCannotBeDone, TaskDeferred, TaskNotNeeded, TaskStarted, TaskStatus
from cutover_tui.runner.boards import (
    Badge,
    Mark,
    Tally,
    badge_of,
    dependents,
    gate_words,
    owner_words,
    tally,
    task_row,
)

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event

WAITS = done("F-02", observed="paused")
PAIR = done("F-02", observed="paused", checked_by="SP")
STARTED = TaskStarted(**signed(), task="F-02")


def badge(ref: str, when: str, *history: Event) -> Badge:
    return task_row(given(*history), ref, at(when)).badge


@pytest.mark.parametrize(
    ("ref", "when", "history", "mark", "words"),
    [
        ("F-02", "Thu 15:00", [], Mark.OPEN, "OPEN"),
        ("F-02", "Thu 14:20", [], Mark.OPENS, "OPENS in 10 min"),
        ("F-02", "Wed 10:00", [PAIR], Mark.DONE, "DONE JB 26 Nov"),
        ("G-01", "Thu 18:00", [], Mark.OPENS, "OPENS Tue 1 Dec"),
        ("F-03", "Thu 17:00", [], Mark.WAITS, "WAITS for F-02"),
        ("F-02", "Thu 17:20", [], Mark.SOON, "DUE SOON 10 min"),
        ("G-03", "Wed 09:00", [], Mark.SOON, "DUE TODAY"),
        ("G-03", "Wed 18:20", [], Mark.SOON, "DUE SOON 10 min"),
        ("F-02", "Thu 17:52", [], Mark.OVERDUE, "OVERDUE 22 min"),
        ("F-02", "Fri 05:29", [], Mark.OVERDUE, "OVERDUE 11hr"),
        ("F-02", "Sun 18:00", [], Mark.OVERDUE, "OVERDUE 3 days"),
        ("F-03", "Thu 18:40", [], Mark.BLOCKED, "BLOCKED by F-02"),
        ("H-01", "Thu 17:00", [], Mark.IDLE, "NOT IN PLAY"),
        ("F-02", "Thu 17:00", [STARTED], Mark.DOING, "DOING JB"),
        ("F-02", "Thu 14:00", [STARTED], Mark.DOING, "DOING JB"),
        ("F-02", "Thu 17:52", [STARTED], Mark.OVERDUE, "OVERDUE 22 min"),
        ("F-02", "Thu 17:52", [PAIR], Mark.DONE, "DONE JB 17:42"),
        ("F-02", "Fri 09:00", [PAIR], Mark.DONE, "DONE JB 26 Nov"),
        ("P-02", "Thu 17:52", [done("P-02", complications="late")], Mark.DONE, "DONE* JB 17:42"),
        ("F-02", "Thu 17:52", [WAITS], Mark.CHECK, "CHECK after JB"),
        ("P-02", "Thu 17:52", [TaskCannotBeDone(**signed(), task="P-02", reason="r")], Mark.CANNOT, "CANNOT DO JB"),
    ],
)
def test_a_badge_says_what_was_recorded_or_how_late_it_is(
    ref: str, when: str, history: list[Event], mark: Mark, words: str
) -> None:
    assert badge(ref, when, *history) == Badge(mark, words)


def test_what_is_not_needed_says_who_said_so() -> None:
    event = TaskNotNeeded(**signed("SP"), task="P-02", reason="r", saw=given().saw_task("P-02"))

    assert badge("P-02", "Thu 17:52", event) == Badge(Mark.SETTLED, "NOT NEEDED SP")


def test_answers_that_differ_stand_out() -> None:
    differs = TaskChecked(**signed("SP"), task="F-02", observed="still on", agrees=False)

    assert badge("F-02", "Thu 17:52", WAITS, differs) == Badge(Mark.DIFFER, "ANSWERS DIFFER")


def test_a_deferred_task_says_where_it_went_until_it_is_late_there() -> None:
    event = TaskDeferred(**signed(), task="P-02", to="G", until="GL", reason="r")

    assert badge("P-02", "Mon 12:00", event) == Badge(Mark.DEFERRED, "DEFERRED to G")
    assert badge("P-02", "Tue 08:05", event) == Badge(Mark.OVERDUE, "OVERDUE 5 min")


def test_people_to_tell_again_come_before_everything() -> None:
    state = given(done("P-02"))
    state = then(state, move_anchor(state, an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all"))

    assert task_row(state, "P-02", at("Thu 17:52")).badge == Badge(Mark.TELL, "TELL AGAIN")


def test_several_that_come_first_are_counted() -> None:
    state = given(plan=with_task("G-03", needs=("P-01", "P-02", "F-02")))

    assert task_row(state, "G-03", at("Tue 09:00")).badge == Badge(Mark.WAITS, "WAITS for P-01 +2")


def test_a_window_without_an_opening_opens_later() -> None:
    state = given()
    odd = badge_of(state, "H-01", state.standing("H-01"), Timeliness(Lateness.OPENS_IN), at("Thu 17:00"))

    assert odd == Badge(Mark.OPENS, "OPENS later")


def test_a_row_says_when_it_is_due_and_who_is_at_it_late() -> None:
    late = task_row(given(STARTED), "F-02", at("Thu 17:52"))
    early = task_row(given(STARTED), "F-02", at("Thu 16:00"), guest=True)

    assert (late.due_words, late.doing_by, late.guest) == ("17:30", "JB", False)
    assert (early.doing_by, early.guest, early.due_at) == ("", True, at("Thu 17:30"))
    assert task_row(given(), "G-01", at("Thu 17:52")).due_words == "1 Dec"
    assert task_row(given(), "H-01", at("Thu 17:52")).due_words == ""


def test_without_a_due_time_a_row_is_due_when_its_window_closes() -> None:
    row = task_row(given(plan=with_task("F-02", due="")), "F-02", at("Thu 17:52"))

    assert (row.due_at, row.due_words) == (at("Thu 18:30"), "18:30")


# Counting


def test_the_tally_counts_each_case_and_leaves_out_what_is_not_in_play() -> None:
    history: list[Event] = [
        done("P-01", observed="3 Nov"),
        TaskCannotBeDone(**signed(), task="F-01a", reason="r"),
        TaskDeferred(**signed(), task="F-01b", to="G", until="GL", reason="r"),
        WAITS,
    ]
    state = given(*history)

    counted = tally(task_row(state, ref, at("Thu 18:40")) for ref in state.tasks)

    assert counted == Tally(total=14, settled=1, overdue=3, blocked=2, soon=0, deferred=1, cannot=1, check=1, tell=0)
    assert counted.words() == "1 of 14 done"


def test_a_guest_is_counted_where_it_came_from() -> None:
    row = task_row(given(), "P-02", at("Thu 17:52"), guest=True)

    assert tally([row]) == Tally()


def test_what_was_recorded_before_its_anchor_is_counted() -> None:
    state = given(done("H-01"))

    assert tally([task_row(state, ref, at("Thu 17:52")) for ref in ("H-01", "H-02")]) == Tally(total=1, settled=1)


def test_who_has_to_be_told_again_is_not_counted_as_done() -> None:
    state = given(done("P-02"))
    state = then(state, move_anchor(state, an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all"))

    counted = tally([task_row(state, "P-02", at("Thu 17:52"))])

    assert (counted.total, counted.settled, counted.tell) == (1, 0, 1)


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (Tally(), "0 of 0 done"),
        (Tally(total=22, settled=6), "6 of 22 done"),
        (Tally(total=22, settled=22), "Complete, 22 of 22 done"),
        (Tally(total=22, settled=20, deferred=2), "Complete except 2 deferred"),
        (Tally(total=22, settled=20, deferred=1), "20 of 22 done"),
        (Tally(total=2, deferred=2), "Complete except 2 deferred"),
    ],
)
def test_the_tally_in_words(counted: Tally, words: str) -> None:
    assert counted.words() == words


@settings(max_examples=30)
@drawn(st.lists(moves, min_size=10, max_size=25), st.sampled_from(["Thu 15:00", "Thu 18:40", "Wed 09:00"]))
def test_settled_and_open_make_the_total_whatever_happened(tried: list[Move], when: str) -> None:
    played = Played()
    for move in tried:
        played.play(move)
    state = played.state
    rows = [task_row(state, ref, at(when)) for ref in state.tasks]

    counted = tally(rows)

    idle = [row for row in rows if row.badge.mark is Mark.IDLE]
    still_open = [
        row for row in rows if row not in idle and (row.standing.status not in SETTLED or row.standing.tell_again)
    ]
    assert counted.settled + len(still_open) == counted.total
    assert counted.total + len(idle) == len(state.tasks)
    assert counted.overdue + counted.blocked + counted.soon <= counted.total
    assert all((row.badge.mark is Mark.TELL) == row.standing.tell_again for row in rows)
    assert {TaskStatus.TO_DO} >= {row.standing.status for row in idle} - {TaskStatus.STARTED}


# Words beside a task


def test_what_changes_with_a_task_is_what_needs_or_reverses_it() -> None:
    found = dependents(given().task_by_ref)

    assert found["F-02"] == ("F-03", "G-01")
    assert "P-01" not in found


def test_an_owner_is_a_role_and_who_holds_it_now() -> None:
    state = given(PersonAdded(**signed(), initials="AB", name="Ann Bell", roles=("CL",)))

    assert owner_words(state, state.task("P-01")) == "Practice manager (JB)"
    assert owner_words(state, state.task("C-01")) == "Clinical lead (SP, DR, AB)"


def test_an_owner_nobody_holds_is_a_role_or_its_code() -> None:
    plan = a_plan(people=PLAN.people[:1], tasks=(a_task("P-01", "x", owner="CSO"), a_task("P-02", "y", owner="NSUP")))
    state = given(plan=plan)

    assert owner_words(state, state.task("P-01")) == "Clinical safety officer"
    assert owner_words(state, state.task("P-02")) == "NSUP"


def test_a_gate_says_what_it_means() -> None:
    assert [gate_words(gate) for gate in GateKind] == [
        "Hard gate: the next step waits for this",
        "Shown in amber when late",
        "",
    ]


def test_a_task_that_comes_into_play_is_counted() -> None:
    state = given(AnchorRecorded(**signed(), anchor="HOLD", happened=at("Thu 17:40")))

    assert tally([task_row(state, "H-01", at("Thu 17:42"))]).total == 1
