"""Start, complete, reopen, not needed, cannot do, defer: given history, when act, then event or refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN, a_plan, a_task, an_act, at, done, given, signed, then, with_task

from cutover_tui.domain.anchors import move_anchor
from cutover_tui.domain.deferral import defer_task, deferral_due
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.tasks import (
    TaskCannotBeDone,
    TaskCompleted,
    TaskDeferred,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
    TaskStatus,
    complete_task,
    mark_cannot_do,
    mark_not_needed,
    reopen_task,
    start_task,
)
from cutover_tui.domain.unusual import unusual_words, what_is_unusual

if TYPE_CHECKING:
    from cutover_tui.domain.anchors import AnchorMoved
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskEvent

EPS_WAITS = done("F-02", observed="paused")
EPS_DONE = done("F-02", observed="paused", checked_by="SP")


def deferred(ref: str, until: str = "GL+1wd", to: str = "G", reason: str = "no time") -> TaskDeferred:
    return TaskDeferred(**signed(), task=ref, to=to, until=until, reason=reason)


# Starting


def test_somebody_starts_a_task() -> None:
    event = start_task(given(), an_act(), "P-01")

    assert event == TaskStarted(**signed(), task="P-01")
    assert given(event).tasks["P-01"].status is TaskStatus.STARTED
    assert given(event).tasks["P-01"].by == "JB"


def test_somebody_else_takes_a_started_task_over() -> None:
    state = given(start_task(given(), an_act(), "P-01"))

    event = start_task(state, an_act("SP"), "P-01")

    assert then(state, event).tasks["P-01"].by == "SP"


def test_starting_twice_is_refused() -> None:
    state = given(start_task(given(), an_act(), "P-01"))

    with pytest.raises(Refused) as refusal:
        start_task(state, an_act(), "P-01")

    assert str(refusal.value) == "P-01 is already marked as being done by JB."


def test_a_task_that_is_done_is_not_started() -> None:
    with pytest.raises(Refused) as refusal:
        start_task(given(done("P-01")), an_act("SP"), "P-01")

    assert str(refusal.value) == (
        "P-01 is already recorded as done, 17:42 JB. To do it again, reopen it with a reason."
    )


def test_a_task_that_waits_for_its_check_is_not_started() -> None:
    with pytest.raises(Refused) as refusal:
        start_task(given(EPS_WAITS), an_act("SP"), "F-02")

    assert str(refusal.value) == (
        "F-02 was recorded by JB at 17:42 and waits for a second person. "
        "Somebody else can check it, or it can be reopened."
    )


@pytest.mark.parametrize(("ref", "words"), [("X-9", "X-9"), ("", "without a number")])
def test_a_ref_of_another_plan_is_refused(ref: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        start_task(given(), an_act(), ref)

    assert str(refusal.value) == f"There is no task {words} in this plan."


# Completing


def test_a_task_is_completed() -> None:
    event = complete_task(given(), an_act(), "P-02", note=" rang at noon ")

    assert event == TaskCompleted(**signed(), task="P-02", note="rang at noon")
    assert given(event).tasks["P-02"].status is TaskStatus.DONE


@pytest.mark.parametrize("ref", ["P-01", "F-01a"])
def test_what_was_not_seen_is_recorded_as_such_where_the_task_asks(ref: str) -> None:
    event = complete_task(given(), an_act(), ref, observed="  ")

    assert event.observed == NOT_RECORDED


def test_complications_are_kept_and_make_another_status() -> None:
    event = complete_task(given(), an_act(), "P-02", complications=" one letter came back ")

    assert event.complications == "one letter came back"
    assert given(event).tasks["P-02"].status is TaskStatus.DONE_WITH_COMPLICATIONS


def test_a_second_person_in_the_same_act_settles_a_task_of_two() -> None:
    event = complete_task(given(), an_act(), "F-02", observed="paused", checked_by="SP")

    standing = given(event).tasks["F-02"]
    assert event.auth == "two-person"
    assert (standing.status, standing.by, standing.checked_by) == (TaskStatus.DONE, "JB", "SP")


def test_one_person_alone_leaves_a_task_of_two_waiting() -> None:
    event = complete_task(given(), an_act(), "F-02", observed="paused")

    assert event.auth == "initials"
    assert given(event).tasks["F-02"].status is TaskStatus.AWAITS_CHECK


def test_the_one_who_did_it_is_no_second_person() -> None:
    with pytest.raises(Refused) as refusal:
        complete_task(given(), an_act(), "F-02", observed="paused", checked_by="JB")

    assert str(refusal.value) == (
        "F-02 needs a different person to check it: JB did it. Ask somebody else who can see it."
    )


def test_the_one_it_was_done_for_is_no_second_person() -> None:
    with pytest.raises(Refused) as refusal:
        complete_task(given(), an_act("MK", on_behalf_of="SP"), "F-02", observed="paused", checked_by="SP")

    assert str(refusal.value) == (
        "F-02 needs a different person to check it: SP did it. Ask somebody else who can see it."
    )


def test_a_checker_who_is_not_on_the_roster_is_refused() -> None:
    with pytest.raises(Refused, match=r"^XX is not on the roster"):
        complete_task(given(), an_act(), "F-02", observed="paused", checked_by="XX")


@pytest.mark.parametrize("answer", ["still on", " Cannot tell ", "still on; rang twice"])
def test_an_answer_that_means_not_done_never_ticks(answer: str) -> None:
    with pytest.raises(Refused) as refusal:
        complete_task(given(), an_act(), "F-02", observed=answer)

    assert str(refusal.value) == (
        f"‘{answer.strip()}’ means that F-02 is not done, so it was not ticked. "
        "Record it once it is done, or mark it as one that cannot be done."
    )


def test_an_answer_in_other_words_is_taken() -> None:
    assert complete_task(given(), an_act(), "F-02", observed="paused at the desk").observed == "paused at the desk"


def test_completing_twice_is_refused() -> None:
    with pytest.raises(Refused, match=r"^P-02 is already recorded as done, 17:42 JB"):
        complete_task(given(done("P-02")), an_act("SP"), "P-02")


def test_completing_what_waits_for_a_check_is_refused() -> None:
    with pytest.raises(Refused, match=r"^F-02 was recorded by JB at 17:42 and waits for a second person"):
        complete_task(given(EPS_WAITS), an_act("SP"), "F-02", observed="paused")


def test_completing_what_is_not_needed_is_refused() -> None:
    state = given(mark_not_needed(given(), an_act(), "G-03", reason="no team"))

    with pytest.raises(Refused) as refusal:
        complete_task(state, an_act(), "G-03")

    assert str(refusal.value) == (
        "G-03 is already recorded as not needed, 17:42 JB. To do it again, reopen it with a reason."
    )


def test_too_early_asks_for_the_reason_and_blocks_nothing() -> None:
    with pytest.raises(ReasonNeeded) as question:
        complete_task(given(EPS_DONE), an_act(), "G-01")

    assert str(question.value) == (
        "G-01 opens on Tue 1 Dec 08:00. Say why it was done now, and it is recorded with the reason."
    )
    assert question.value.unusual == ("too early",)


def test_out_of_order_asks_for_the_reason_and_names_what_comes_first() -> None:
    with pytest.raises(ReasonNeeded) as question:
        complete_task(given(), an_act(), "F-03", observed="12 of 12")

    assert str(question.value) == (
        "F-03 comes after F-02, not done yet. Say why it was done now, and it is recorded with the reason."
    )
    assert question.value.unusual == ("out of order",)


def test_past_its_window_asks_for_the_reason() -> None:
    with pytest.raises(ReasonNeeded) as question:
        complete_task(given(), an_act(when="Thu 18:31"), "F-01a", observed="off, confirmed by the lab")

    assert str(question.value) == (
        "F-01a had a window up to Thu 26 Nov 18:30. Say why it was done now, and it is recorded with the reason."
    )
    assert question.value.unusual == ("past its window",)


def test_all_that_is_unusual_is_said_at_once() -> None:
    with pytest.raises(ReasonNeeded) as question:
        complete_task(given(), an_act(), "G-01")

    assert str(question.value) == (
        "G-01 opens on Tue 1 Dec 08:00 and comes after F-02, not done yet. "
        "Say why it was done now, and it is recorded with the reason."
    )
    assert question.value.unusual == ("too early", "out of order")


def test_only_the_first_three_of_what_comes_first_are_named() -> None:
    plan = with_task("G-03", needs=("P-01", "P-02", "F-01a", "F-01b"))

    with pytest.raises(ReasonNeeded, match=r"^G-03 comes after P-01, P-02, F-01a, not done yet\."):
        complete_task(given(plan=plan), an_act(), "G-03")


def test_with_the_reason_it_is_recorded() -> None:
    event = complete_task(given(), an_act(), "F-03", observed="12 of 12", reason=" EPS went first ")

    assert (event.unusual, event.reason) == (("out of order",), "EPS went first")
    assert given(event).tasks["F-03"].unusual == ("out of order",)


def test_a_reason_nobody_needs_is_not_kept() -> None:
    assert complete_task(given(), an_act(), "P-02", reason="no need").reason == ""


def test_whether_it_was_too_early_is_judged_by_when_it_happened() -> None:
    act = an_act(when="Tue 09:00", at=at("Tue 07:30"), late_reason="typed up from paper")

    with pytest.raises(ReasonNeeded, match=r"^G-01 opens on Tue 1 Dec 08:00"):
        complete_task(given(EPS_DONE), act, "G-01")


def test_nothing_is_unusual_at_the_edges_of_the_window() -> None:
    assert what_is_unusual(given(), "F-02", at("Thu 14:30")) == ()
    assert what_is_unusual(given(), "F-02", at("Thu 18:30")) == ()


def test_what_is_unusual_can_be_asked_before_acting() -> None:
    assert unusual_words(given(), "F-03", at("Thu 17:42")) == "F-03 comes after F-02, not done yet."
    assert unusual_words(given(), "P-02", at("Thu 17:42")) == ""


def test_people_are_told_again_by_completing_the_task_again() -> None:
    told = given(done("P-02", when="2026-11-10 09:00"))
    moved = then(told, _gl_moved(told))
    assert moved.tasks["P-02"].tell_again

    event = complete_task(moved, an_act("MK"), "P-02")

    standing = then(moved, event).tasks["P-02"]
    assert (standing.tell_again, standing.by, standing.status) == (False, "MK", TaskStatus.DONE)


def test_a_task_deferred_past_its_window_asks_for_the_reason_when_it_is_done() -> None:
    state = given(deferred("F-01a"))

    with pytest.raises(ReasonNeeded) as question:
        complete_task(state, an_act(when="Wed 09:00"), "F-01a", observed="off, confirmed by the lab")

    assert question.value.unusual == ("past its window",)


# Reopening


@pytest.mark.parametrize(
    "history",
    [
        done("P-02"),
        EPS_WAITS,
        TaskNotNeeded(**signed(), task="P-02", reason="no PCSE", saw=given().saw_task("P-02")),
        TaskCannotBeDone(**signed(), task="P-02", reason="line down"),
        deferred("P-02"),
    ],
)
def test_whatever_was_recorded_can_be_reopened_with_a_reason(history: TaskCompleted) -> None:
    state = given(history)

    event = reopen_task(state, an_act("SP"), history.task, reason=" wrong list ")

    standing = then(state, event).tasks[history.task]
    assert event == TaskReopened(**signed("SP"), task=history.task, reason="wrong list")
    assert (standing.status, standing.times_reopened, standing.deferred_to) == (TaskStatus.TO_DO, 1, "")


@pytest.mark.parametrize("history", [[], [TaskStarted(**signed(), task="P-02")]])
def test_what_is_still_to_do_is_not_reopened(history: list[TaskStarted]) -> None:
    with pytest.raises(Refused) as refusal:
        reopen_task(given(*history), an_act(), "P-02", reason="why not")

    assert str(refusal.value) == "P-02 is still to do, so there is nothing to reopen."


def test_reopening_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        reopen_task(given(done("P-02")), an_act(), "P-02", reason=" ")

    assert str(refusal.value) == "Say why P-02 ‘Tell PCSE the dates’ is to be done again."


def test_a_task_done_again_after_reopening_keeps_the_count() -> None:
    state = given(done("P-02"), TaskReopened(**signed(), task="P-02", reason="wrong date"), done("P-02", "SP"))

    assert (state.tasks["P-02"].status, state.tasks["P-02"].times_reopened) == (TaskStatus.DONE, 1)


# Not needed


def test_a_task_is_not_needed_on_what_was_seen() -> None:
    state = given()

    event = mark_not_needed(state, an_act("SP"), "G-03", reason=" we did it on Monday ")

    assert event == TaskNotNeeded(**signed("SP"), task="G-03", reason="we did it on Monday", saw=state.saw_task("G-03"))
    assert then(state, event).tasks["G-03"].status is TaskStatus.NOT_NEEDED


def test_not_needed_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        mark_not_needed(given(), an_act(), "G-03", reason="")

    assert str(refusal.value) == "Say why G-03 ‘Thank the team’ is not needed here."


def test_what_is_done_cannot_become_not_needed() -> None:
    with pytest.raises(Refused, match=r"^G-03 is already recorded as done"):
        mark_not_needed(given(done("G-03")), an_act(), "G-03", reason="late")


# Cannot be done


def test_a_task_that_cannot_be_done_stays_open() -> None:
    event = mark_cannot_do(given(), an_act(), "P-02", reason=" PCSE is closed ")

    standing = given(event).tasks["P-02"]
    assert event == TaskCannotBeDone(**signed(), task="P-02", reason="PCSE is closed")
    assert (standing.status, standing.reason) == (TaskStatus.CANNOT_DO, "PCSE is closed")


def test_what_stands_in_the_way_has_to_be_said() -> None:
    with pytest.raises(Refused) as refusal:
        mark_cannot_do(given(), an_act(), "P-02", reason="")

    assert str(refusal.value) == "Say what stands in the way of P-02 ‘Tell PCSE the dates’."


def test_the_same_words_by_the_same_person_are_one_press_too_many() -> None:
    state = given(mark_cannot_do(given(), an_act(), "P-02", reason="closed"))

    with pytest.raises(Refused) as refusal:
        mark_cannot_do(state, an_act(), "P-02", reason="closed")

    assert str(refusal.value) == "P-02 is already recorded as one that cannot be done, 17:42 JB."


def test_new_words_on_what_stands_in_the_way_are_recorded() -> None:
    state = given(mark_cannot_do(given(), an_act(), "P-02", reason="closed"))

    assert mark_cannot_do(state, an_act(), "P-02", reason="still closed").reason == "still closed"


def test_what_is_done_can_be_done() -> None:
    with pytest.raises(Refused, match=r"^P-02 is already recorded as done"):
        mark_cannot_do(given(done("P-02")), an_act(), "P-02", reason="closed")


# Deferring


def test_a_deferred_task_comes_back_in_its_list_at_its_time() -> None:
    event = defer_task(given(), an_act(), "F-01b", to="G", until="GL+1wd", reason=" lab is shut ")

    state = given(event)
    assert event == deferred("F-01b", reason="lab is shut")
    assert state.tasks["F-01b"].deferred_to == "G"
    assert state.window("F-01b").due_at == at("Wed 18:30")
    assert state.window("F-01b").not_before_at is None


def test_a_task_deferred_to_an_instant_is_due_then_whatever_moves() -> None:
    state = given(deferred("F-01b", "2026-12-03T10:00:00+00:00"))

    assert state.window("F-01b").due_at == at("2026-12-03 10:00")


def test_a_task_deferred_twice_is_due_at_the_second_time() -> None:
    state = given(deferred("F-01b"))

    event = defer_task(state, an_act(), "F-01b", to="C", until="GL-1wd@12:00", reason="earlier after all")

    after = then(state, event)
    assert after.window("F-01b").due_at == at("Mon 12:00")
    assert after.tasks["F-01b"].deferred_to == "C"


def test_a_deferral_that_is_reopened_has_its_old_window_back() -> None:
    state = given(deferred("F-01b"), TaskReopened(**signed(), task="F-01b", reason="lab is open"))

    assert state.windows == given().windows
    assert state.tasks["F-01b"].status is TaskStatus.TO_DO


def test_a_deferral_that_is_done_has_its_old_window_back() -> None:
    assert given(deferred("F-01b"), done("F-01b")).windows == given().windows


@pytest.mark.parametrize(
    "next_event",
    [
        TaskStarted(**signed(), task="F-01b"),
        TaskCannotBeDone(**signed(), task="F-01b", reason="the lab is shut"),
    ],
)
def test_a_deferred_task_that_is_begun_or_tried_stays_due_where_it_was_put_off_to(next_event: TaskEvent) -> None:
    before = given(deferred("F-01b"))
    after = given(deferred("F-01b"), next_event)

    assert after.window("F-01b") == before.window("F-01b")
    assert (after.tasks["F-01b"].deferred_to, after.tasks["F-01b"].deferred_until) == ("G", "GL+1wd")


def test_a_deferral_to_an_anchor_without_a_time_has_none() -> None:
    state = given(defer_task(given(), an_act(), "P-02", to="H", until="HOLD+1h", reason="only if paused"))

    assert state.window("P-02").due_at is None


def test_a_list_of_another_plan_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        defer_task(given(), an_act(), "P-02", to="R", until="GL", reason="later")

    assert str(refusal.value) == "There is no list R in this plan. The lists are P, F, C, G, H."


def test_no_list_is_refused() -> None:
    with pytest.raises(Refused, match=r"^There is no list of that name in this plan"):
        defer_task(given(), an_act(), "P-02", to="", until="GL", reason="later")


@pytest.mark.parametrize("until", ["", "soon", "DAILY@08:15", "LEG+1d", "2026-12-03T10:00:00", "2026-12-03"])
def test_a_time_the_plan_does_not_know_is_refused(until: str) -> None:
    with pytest.raises(Refused) as refusal:
        defer_task(given(), an_act(), "P-02", to="G", until=until, reason="later")

    assert str(refusal.value) == (
        f"‘{until}’ is not a time this plan knows. Give an offset such as GL+1wd, or a date and time."
    )


@pytest.mark.parametrize("until", ["FDP-1h", "2026-11-26T17:42:00+00:00"])
def test_a_time_that_has_passed_is_refused(until: str) -> None:
    with pytest.raises(Refused) as refusal:
        defer_task(given(), an_act(), "P-02", to="G", until=until, reason="later")

    assert str(refusal.value).endswith("has passed. Choose a later time for P-02 to come back.")


def test_deferring_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        defer_task(given(), an_act(), "P-02", to="G", until="GL", reason="")

    assert str(refusal.value) == "Say why P-02 ‘Tell PCSE the dates’ is put off."


def test_deferring_in_the_same_words_twice_is_refused() -> None:
    state = given(deferred("P-02"))

    with pytest.raises(Refused) as refusal:
        defer_task(state, an_act(), "P-02", to="G", until="GL+1wd", reason="no time")

    assert str(refusal.value) == "P-02 is already deferred to G, 17:42 JB."


def test_what_is_done_is_not_deferred() -> None:
    with pytest.raises(Refused, match=r"^P-02 is already recorded as done"):
        defer_task(given(done("P-02")), an_act(), "P-02", to="G", until="GL", reason="later")


def test_a_deferral_follows_its_anchor() -> None:
    state = given(deferred("F-01b"))

    moved = then(state, _gl_moved(state))

    assert deferral_due(moved, "GL+1wd") == at("2026-12-03 18:30")
    assert moved.window("F-01b").due_at == at("2026-12-03 18:30")


def test_a_plan_without_tasks_has_a_state() -> None:
    state = given(plan=a_plan(tasks=(a_task("P-09", "Only this"),)))

    assert list(state.tasks) == ["P-09"]
    assert len(PLAN.tasks) == 16


def _gl_moved(state: RunState) -> AnchorMoved:
    return move_anchor(state, an_act(), "GL", to=at("Wed 08:00"), reason="load is slow", agreed_by="all")
