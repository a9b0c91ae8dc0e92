"""The second person: somebody else looks, says what they see, and never fills both places."""

from __future__ import annotations

import pytest
from tests.examples import an_act, an_entry, at, done, given, refused, signed, then

from cutover_tui.domain.corrections import correct_entry
from cutover_tui.domain.second_person import TaskChecked, check_task
from cutover_tui.domain.tasks import TaskReopened, TaskStatus

EPS_WAITS = done("F-02", observed="paused")


def looked(by: str, *, agrees: bool, ref: str = "F-02", observed: str = "paused") -> TaskChecked:
    return TaskChecked(**signed(by, "Thu 17:50"), task=ref, observed=observed, agrees=agrees)


def test_a_second_person_who_sees_the_same_settles_the_task() -> None:
    state = given(EPS_WAITS)

    event = check_task(state, an_act("SP"), "F-02", observed=" paused ", agrees=True)

    standing = then(state, event).tasks["F-02"]
    assert (event.observed, event.auth) == ("paused", "two-person")
    assert (standing.status, standing.by, standing.checked_by) == (TaskStatus.DONE, "JB", "SP")
    assert (standing.seq, standing.checks) == (0, ((1, "SP"),))


def test_complications_of_the_first_person_stay_with_the_settled_task() -> None:
    state = given(done("F-02", observed="paused", complications="took two calls"), looked("SP", agrees=True))

    assert state.tasks["F-02"].status is TaskStatus.DONE_WITH_COMPLICATIONS


def test_a_second_person_who_sees_something_else_asks_for_a_third_look() -> None:
    state = given(EPS_WAITS, looked("SP", agrees=False))

    standing = state.tasks["F-02"]
    assert (standing.status, standing.answers_differ, standing.checked_by) == (TaskStatus.AWAITS_CHECK, True, "SP")
    assert [item.words for item in state.attention] == [
        "JB and SP saw different things at F-02. It needs a third look."
    ]


def test_a_third_person_settles_it() -> None:
    state = given(EPS_WAITS, looked("SP", agrees=False), looked("MK", agrees=True))

    standing = state.tasks["F-02"]
    assert (standing.status, standing.answers_differ, standing.checked_by) == (TaskStatus.DONE, False, "MK")
    assert standing.checks == ((1, "SP"), (2, "MK"))
    assert state.attention == ()


def test_answers_that_differ_ask_for_no_look_once_the_task_is_to_do_again() -> None:
    state = given(EPS_WAITS, looked("SP", agrees=False), TaskReopened(**signed("JB"), task="F-02", reason="again"))

    assert (state.tasks["F-02"].status, state.attention) == (TaskStatus.TO_DO, ())


def test_a_third_person_who_sees_something_else_too_takes_the_place_of_the_second() -> None:
    state = given(EPS_WAITS, looked("SP", agrees=False), looked("MK", agrees=False))

    assert [item.words for item in state.attention] == [
        "JB and MK saw different things at F-02. It needs a third look."
    ]


def test_nothing_waits_for_a_check_before_it_is_recorded() -> None:
    with refused("F-02 does not wait for a check. Somebody records it first, then a second person checks it."):
        check_task(given(), an_act("SP"), "F-02", observed="paused", agrees=True)


def test_a_second_press_checks_nothing_twice() -> None:
    with refused("F-02 does not wait for a check. …"):
        check_task(given(EPS_WAITS, looked("SP", agrees=True)), an_act("SP"), "F-02", observed="paused", agrees=True)


def test_the_one_who_did_it_does_not_check_it() -> None:
    with refused("F-02 needs a different person to check it: JB did it. Ask somebody else who can see it."):
        check_task(given(EPS_WAITS), an_act("JB"), "F-02", observed="paused", agrees=True)


def test_nobody_checks_for_the_one_who_did_it() -> None:
    with refused("F-02 needs a different person to check it: JB did it. Ask somebody else who can see it."):
        check_task(given(EPS_WAITS), an_act("MK", on_behalf_of="JB"), "F-02", observed="paused", agrees=True)


def test_the_one_it_was_done_for_does_not_check_it() -> None:
    waits = given(done("F-02", "MK", observed="paused", on_behalf_of="SP"))

    with refused("F-02 needs a different person to check it: SP did it. Ask somebody else who can see it."):
        check_task(waits, an_act("SP"), "F-02", observed="paused", agrees=True)


@pytest.mark.parametrize("by", ["SP", "DR"])
def test_nobody_looks_twice(by: str) -> None:
    state = given(EPS_WAITS, looked("SP", agrees=False), looked("DR", agrees=False))

    with refused("F-02 needs another person: JB, SP and DR saw different things."):
        check_task(state, an_act(by), "F-02", observed="paused", agrees=True)


def test_a_check_says_what_was_seen() -> None:
    with refused("Say what you see for F-02 ‘EPS on the old system: paused’."):
        check_task(given(EPS_WAITS), an_act("SP"), "F-02", observed=" ", agrees=True)


def test_an_answer_that_means_not_done_does_not_agree() -> None:
    with refused("‘still on’ means that F-02 is not done, which is not what JB saw. Say that you see otherwise."):
        check_task(given(EPS_WAITS), an_act("SP"), "F-02", observed="still on", agrees=True)


def test_an_answer_that_means_not_done_is_taken_where_it_differs() -> None:
    assert check_task(given(EPS_WAITS), an_act("SP"), "F-02", observed="still on", agrees=False).agrees is False


def test_reopening_forgets_who_looked() -> None:
    state = given(
        EPS_WAITS,
        looked("SP", agrees=False),
        TaskReopened(**signed(), task="F-02", reason="look at it together"),
        done("F-02", "MK", observed="paused"),
    )

    event = check_task(state, an_act("SP"), "F-02", observed="paused", agrees=True)

    assert then(state, event).tasks["F-02"].checks == ((4, "SP"),)


def test_a_check_by_the_one_who_did_it_has_no_effect_in_the_fold() -> None:
    state = given(EPS_WAITS, looked("JB", agrees=True))

    assert state.tasks["F-02"] == given(EPS_WAITS).tasks["F-02"]
    assert [item.words for item in state.attention] == ["JB did F-02 and checked it too. Somebody else has to look."]


@pytest.mark.parametrize("history", [[], [done("F-02", observed="paused", checked_by="SP")]])
def test_a_check_of_what_does_not_wait_has_no_effect_in_the_fold(history: list[TaskChecked]) -> None:
    state = given(*history, looked("MK", agrees=True))

    assert state.tasks == given(*history).tasks
    assert [item.words for item in state.attention] == ["MK checked F-02, which was not waiting for a check."]


def test_after_the_first_initials_are_corrected_the_right_person_is_kept_from_checking() -> None:
    state = given(EPS_WAITS)
    fixed = then(
        state, correct_entry(state, an_act("MK"), an_entry(0, EPS_WAITS), field="by", now="SP", reason="wrong initials")
    )

    with refused("F-02 needs a different person to check it: SP did it. …"):
        check_task(fixed, an_act("SP"), "F-02", observed="paused", agrees=True)
    assert check_task(fixed, an_act("JB"), "F-02", observed="paused", agrees=True).at == at("Thu 17:42")
