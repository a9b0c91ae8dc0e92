"""Anchors on the day: recorded, moved, and what that changes (`domain.md` 1.3 rules 1 and 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.examples import (
    ANCHORS,
    FDP,
    GL,
    PLAN,
    a_plan,
    an_act,
    at,
    done,
    given,
    refused,
    signed,
    then,
    with_task,
)

from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded, Replan, move_anchor, record_anchor, replan
from cutover_tui.domain.plan import Anchor
from cutover_tui.domain.tasks import TaskDeferred, TaskNotNeeded, TaskReopened

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


def recorded(code: str, when: str, reason: str = "") -> AnchorRecorded:
    return AnchorRecorded(**signed(), anchor=code, happened=at(when), reason=reason)


def moved(state: RunState, code: str, to: str) -> AnchorMoved:
    return move_anchor(
        state, an_act(), code, to=at(to), reason="the load is slow", agreed_by="JB, SP and both suppliers"
    )


# Recording


def test_an_anchor_is_recorded_at_the_time_it_happened() -> None:
    event = record_anchor(given(), an_act(when="Thu 18:50"), "CUT", happened=at("Thu 18:47"))

    state = given(event)
    assert event == AnchorRecorded(**signed(when="Thu 18:50"), anchor="CUT", happened=at("Thu 18:47"))
    assert state.recorded == {"CUT": at("Thu 18:47")}
    assert state.window("C-01").due_at == at("Thu 18:47")


def test_what_is_planned_by_an_anchor_follows_its_record_until_it_has_its_own() -> None:
    state = given(recorded("FDP", "Thu 18:47"))
    both = then(state, recorded("CUT", "Thu 18:55"))

    assert state.window("F-03").due_at == at("Thu 18:47")
    assert state.anchors["CUT"] == at("Thu 18:47")
    assert (both.anchors["FDP"], both.anchors["CUT"]) == (at("Thu 18:47"), at("Thu 18:55"))
    assert both.moved == {}


def test_an_anchor_nobody_planned_is_recorded_and_puts_its_tasks_in_play() -> None:
    state = given(recorded("HOLD", "Fri 09:58"))

    assert state.window("H-01").due_at == at("Fri 10:13")
    assert state.window("H-02").due_at is None


@pytest.mark.parametrize(("code", "name"), [("HOLD", "Hold called"), ("RESTART", "Restart agreed")])
def test_what_a_pause_records_is_recorded_in_no_other_way(code: str, name: str) -> None:
    with refused(f"{code} ({name}) is recorded by pausing and restarting, with who decided it. Do that instead."):
        record_anchor(given(), an_act(when="Fri 10:00"), code, happened=at("Fri 09:58"))


def test_an_anchor_a_minute_ahead_is_a_watch_that_differs() -> None:
    assert record_anchor(given(), an_act(), "CUT", happened=at("Thu 17:43")).happened == at("Thu 17:43")


def test_an_anchor_further_ahead_is_refused() -> None:
    with refused("Thu 26 Nov 18:30 has not come yet. To plan CUT for then, move the anchor."):
        record_anchor(given(), an_act(), "CUT", happened=FDP)


def test_an_anchor_of_another_plan_is_refused_with_those_there_are() -> None:
    with refused("There is no anchor LEG in this plan. The anchors are FDP, CUT, GL, LED, HOLD, RESTART."):
        record_anchor(given(), an_act(), "LEG", happened=at("Thu 17:00"))


def test_no_anchor_is_refused() -> None:
    with refused("There is no anchor without a code in this plan. …"):
        record_anchor(given(), an_act(), "", happened=at("Thu 17:00"))


def test_the_same_time_twice_is_one_press_too_many() -> None:
    state = given(recorded("CUT", "Thu 17:40"))

    with refused("CUT (Extract taken) is already recorded at 17:40."):
        record_anchor(state, an_act(), "CUT", happened=at("Thu 17:40"), reason="again")


def test_another_time_needs_a_reason() -> None:
    state = given(recorded("CUT", "Thu 17:40"))

    with refused("CUT (Extract taken) is already recorded at 17:40. Say why the record changes; both stay in the log."):
        record_anchor(state, an_act(), "CUT", happened=at("Thu 17:35"))


def test_with_a_reason_the_later_record_counts() -> None:
    state = given(recorded("CUT", "Thu 17:40"))

    event = record_anchor(state, an_act(), "CUT", happened=at("Thu 17:35"), reason=" by the supplier's clock ")

    assert event.reason == "by the supplier's clock"
    assert then(state, event).anchors["CUT"] == at("Thu 17:35")
    assert then(state, event).attention == ()


# Moving


def test_a_planned_anchor_moves() -> None:
    state = given()

    event = moved(state, "GL", "Wed 08:00")

    after = then(state, event)
    assert (event.to, event.saw) == (at("Wed 08:00"), state.saw_anchors())
    assert (event.reason, event.agreed_by) == ("the load is slow", "JB, SP and both suppliers")
    assert after.moved == {"GL": at("Wed 08:00")}
    assert after.window("G-01").due_at == at("Wed 09:00")


def test_what_is_planned_from_an_anchor_moves_with_it() -> None:
    state = given()

    after = then(state, moved(state, "FDP", "Fri 18:30"))

    assert after.anchors["CUT"] == at("Fri 18:30")
    assert after.window("C-01").due_at == at("Fri 18:30")


def test_an_anchor_moved_twice_is_where_it_was_moved_last() -> None:
    state = then(given(), moved(given(), "GL", "Wed 08:00"))

    after = then(state, moved(state, "GL", "Tue 08:00"))

    assert after.anchors == given().anchors
    assert {ref: after.windows[ref] for ref in given().windows} == given().windows
    assert after.attention == ()


def test_an_anchor_that_happened_is_not_moved() -> None:
    with refused("CUT (Extract taken) happened at 17:40, so it cannot be moved."):
        moved(given(recorded("CUT", "Thu 17:40")), "CUT", "Thu 19:00")


def test_an_anchor_is_not_moved_to_where_it_is() -> None:
    with refused("GL (Go-live) is already planned for Tue 1 Dec 08:00."):
        moved(given(), "GL", "Tue 08:00")


@pytest.mark.parametrize("code", ["FDP", "CUT"])
def test_the_extract_does_not_come_after_go_live(code: str) -> None:
    with refused(
        "Go-live (Tue 1 Dec 08:00) would come before the final extract (Tue 1 Dec 08:00). Move the other one first."
    ):
        moved(given(), code, "Tue 08:00")


def test_go_live_does_not_come_before_the_extract_was_taken() -> None:
    with refused(
        "Go-live (Thu 26 Nov 17:00) would come before the final extract (Thu 26 Nov 17:40). Move the other one first."
    ):
        moved(given(recorded("CUT", "Thu 17:40")), "GL", "Thu 17:00")


def test_other_anchors_move_wherever_they_are_wanted() -> None:
    assert moved(given(), "HOLD", "Thu 09:00").to == at("Thu 09:00")


@pytest.mark.parametrize("code", ["GL", "FDP"])
def test_without_the_other_anchor_there_is_no_order_to_keep(code: str) -> None:
    alone = a_plan(anchors=(Anchor(code=code, name="Alone"),), tasks=())

    assert moved(given(plan=alone), code, "Thu 09:00").to == at("Thu 09:00")


def test_why_an_anchor_moves_has_to_be_said() -> None:
    with refused("Say why GL (Go-live) moves."):
        move_anchor(given(), an_act(), "GL", to=at("Wed 08:00"), reason=" ", agreed_by="all")


def test_who_agreed_has_to_be_said() -> None:
    with refused("Say who agreed to the new time of GL (Go-live)."):
        move_anchor(given(), an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="")


# Telling people again


def test_people_who_were_told_a_date_that_moved_are_told_again() -> None:
    state = given(done("P-02"), done("P-01"))

    after = then(state, moved(state, "GL", "Wed 08:00"))

    assert [ref for ref, standing in after.tasks.items() if standing.tell_again] == ["P-02"]


def test_people_are_told_again_when_what_they_were_told_is_counted_from_what_moved() -> None:
    state = given(done("P-02"), plan=with_task("P-02", tells=("CUT",)))

    assert then(state, moved(state, "FDP", "Fri 18:30")).tasks["P-02"].tell_again


def test_people_are_told_again_where_the_second_look_is_still_to_come() -> None:
    state = given(done("P-02"), plan=with_task("P-02", tells=("GL",), second_person=True))

    assert then(state, moved(state, "GL", "Wed 08:00")).tasks["P-02"].tell_again


@pytest.mark.parametrize("code", ["LED", "HOLD"])
def test_other_dates_are_not_told_again(code: str) -> None:
    state = given(done("P-02"))

    assert not then(state, moved(state, code, "Wed 12:00")).tasks["P-02"].tell_again


def test_nobody_is_told_again_who_was_never_told() -> None:
    state = given(TaskNotNeeded(**signed(), task="P-02", reason="none", saw=given().saw_task("P-02")))

    assert not then(state, moved(state, "GL", "Wed 08:00")).tasks["P-02"].tell_again


def test_recording_an_anchor_tells_nobody_again() -> None:
    assert not given(done("P-02"), recorded("FDP", "Thu 17:40")).tasks["P-02"].tell_again


def test_reopening_a_task_ends_the_telling_again() -> None:
    state = given(done("P-02"))
    state = then(state, moved(state, "GL", "Wed 08:00"))

    assert not then(state, TaskReopened(**signed(), task="P-02", reason="by letter")).tasks["P-02"].tell_again


# What the fold decides


def test_a_move_decided_on_older_times_has_no_effect_and_is_shown() -> None:
    late = moved(given(), "GL", "Wed 08:00")
    state = given(recorded("CUT", "Thu 18:47"))

    after = then(state, late)

    assert after.windows == state.windows
    assert [item.words for item in after.attention] == [
        "JB moved GL while another time changed. Look at the dates again."
    ]


def test_a_move_decided_before_the_anchor_was_recorded_has_no_effect_even_when_it_was_on_time() -> None:
    late = moved(given(), "GL", "Wed 08:00")
    state = given(done("P-02"), recorded("GL", "Tue 08:00"))

    after = then(state, late)

    assert (after.moved, after.tasks["P-02"].tell_again, len(after.attention)) == ({}, False, 1)


def test_of_two_records_without_a_reason_the_first_stands() -> None:
    state = given(recorded("CUT", "Thu 17:40"), recorded("CUT", "Thu 17:35"))

    assert state.anchors["CUT"] == at("Thu 17:40")
    assert [item.words for item in state.attention] == [
        "JB recorded CUT again, at another time and without a reason. The first stands."
    ]


def test_the_same_record_from_two_seats_is_no_contest() -> None:
    assert given(recorded("CUT", "Thu 17:40"), recorded("CUT", "Thu 17:40")).attention == ()


@pytest.mark.parametrize(
    "event",
    [
        recorded("LEG", "Thu 17:00"),
        AnchorMoved(**signed(), anchor="LEG", to=GL, reason="r", agreed_by="a", saw=given().saw_anchors()),
    ],
)
def test_an_anchor_of_another_plan_is_shown(event: AnchorMoved) -> None:
    state = given(event)

    assert (state.recorded, state.moved) == ({}, {})
    assert [item.words for item in state.attention] == ["Entry 0 is about LEG, which is not in this plan."]


# What changes


def test_a_change_of_plan_says_what_moves_and_what_is_added() -> None:
    before = given(done("P-02"), done("G-03"))
    after = then(before, moved(before, "GL", "2026-12-03 08:00"))

    change = replan(before, after, at("Thu 17:42"))

    assert change == Replan(
        moved=("C-02", "G-01", "G-02a", "G-02b"),
        too_late=(),
        tell_again=("P-02",),
        added=("C-03c", "C-03d"),
    )


def test_a_change_of_plan_says_what_becomes_too_late() -> None:
    before = given()
    after = then(before, moved(before, "FDP", "Thu 17:45"))

    change = replan(before, after, at("Thu 17:50"))

    assert change.too_late == ("F-01a", "F-01b", "F-02", "F-03", "C-01")
    assert "P-01" not in change.too_late


def test_what_was_too_late_before_does_not_become_so() -> None:
    before = then(given(), moved(given(), "FDP", "Thu 17:45"))
    after = then(before, moved(before, "FDP", "Thu 17:40"))

    assert replan(before, after, at("Thu 17:50")).too_late == ()


def test_people_who_are_to_be_told_already_are_not_named_twice() -> None:
    before = given(done("P-02"))
    before = then(before, moved(before, "GL", "Wed 08:00"))
    after = then(before, moved(before, "GL", "Wed 09:00"))

    assert replan(before, after, at("Thu 17:42")).tell_again == ()


def test_a_task_that_comes_into_play_moves() -> None:
    before = given()
    after = then(before, recorded("HOLD", "Thu 17:40"))

    change = replan(before, after, at("Thu 17:59"))

    assert (change.moved, change.too_late) == (("H-01",), ("H-01",))


def test_a_deferred_task_moves_with_the_anchor_it_was_put_off_to() -> None:
    before = given(TaskDeferred(**signed(), task="P-01", to="G", until="GL+1wd", reason="later"))
    after = then(before, moved(before, "GL", "Wed 08:00"))

    assert "P-01" in replan(before, after, at("Thu 17:42")).moved


def test_the_plan_of_the_examples_counts_from_its_anchors() -> None:
    assert {anchor.code for anchor in ANCHORS} >= {"FDP", "GL"}
    assert replace(PLAN) == PLAN
    assert timedelta(days=4, hours=13, minutes=30) == GL - FDP
