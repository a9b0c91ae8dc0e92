"""The roster: who may put their initials to something."""

from __future__ import annotations

import pytest
from tests.examples import PLAN, an_act, given, refused, signed, then

from cutover_tui.domain.people import PersonAdded, add_person
from cutover_tui.domain.plan import Person, index_plan
from cutover_tui.domain.tasks import complete_task


def test_somebody_joins_and_may_act_at_once() -> None:
    event = add_person(
        given(),
        an_act(),
        initials="AB",
        name=" Ann Bell ",
        roles=("REC",),
        organisation=" Agency ",
        clinician=True,
    )

    state = given(event)
    assert state.people["AB"] == Person(
        initials="AB", name="Ann Bell", roles=("REC",), organisation="Agency", clinician=True
    )
    assert complete_task(state, an_act("AB"), "P-02").by == "AB"


@pytest.mark.parametrize("initials", ["", "A", "ab", "ABCDE", "A1", "AB\n", "ÄB", "PROGRAM"])
def test_what_is_no_initials_is_refused(initials: str) -> None:
    with refused(f"‘{initials}’ are not initials. Give two to four capital letters, such as JB."):
        add_person(given(), an_act(), initials=initials, name="Ann Bell")


def test_initials_that_are_taken_are_refused() -> None:
    with refused("SP is Sam Patel. Give Sue Page other initials."):
        add_person(given(), an_act(), initials="SP", name="Sue Page")


def test_initials_that_are_taken_are_refused_before_the_name_is_asked() -> None:
    with refused("SP is Sam Patel. Give the new person other initials."):
        add_person(given(), an_act(), initials="SP", name="")


def test_a_role_of_another_plan_is_refused_with_those_there_are() -> None:
    with refused("BOSS is not a role of this plan. The roles are PM, CL, REC, CSO."):
        add_person(given(), an_act(), initials="AB", name="Ann Bell", roles=("REC", "BOSS"))


def test_a_person_needs_a_name() -> None:
    with refused("Give the name that goes with AB."):
        add_person(given(), an_act(), initials="AB", name=" ")


def test_only_somebody_on_the_roster_adds_to_it() -> None:
    with refused("XX is not on the roster of this run. …"):
        add_person(given(), an_act("XX"), initials="AB", name="Ann Bell")


def test_of_two_people_with_one_set_of_initials_the_first_stands() -> None:
    state = then(given(), PersonAdded(**signed("MK"), initials="SP", name="Sue Page"))

    assert state.people["SP"].name == "Sam Patel"
    assert [item.words for item in state.attention] == [
        "MK added Sue Page as SP, which stands for Sam Patel. The first stands."
    ]


def test_the_plan_knows_who_holds_which_role() -> None:
    index = index_plan(PLAN)

    assert index.holders == {"PM": ("JB",), "CL": ("SP", "DR"), "REC": ("MK",), "CSO": ("DR",)}
    assert index.role_names["CSO"] == "Clinical safety officer"
    assert index.task_by_ref["F-02"].second_person
