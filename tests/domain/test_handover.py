"""Handing a role over: said, read back, taken or not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.examples import an_act, given, refused, signed

from cutover_tui.domain.handover import (
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
    Taken,
    accept_handover,
    offer_handover,
    open_handovers,
    refuse_handover,
)


def offered(to: str = "SP", **fields: str) -> HandoverOffered:
    values = {"role": "PM", "place": "in the room", "situation": "extract done", **fields}
    return HandoverOffered(**signed(), to=to, **values)


def test_a_role_is_offered_with_how_things_stand() -> None:
    event = offer_handover(given(), an_act(), "PM", to="SP", situation=" extract done ", seal="1 2 3 4")

    state = given(event)
    (handover,) = open_handovers(state)
    assert (handover.ref, handover.giver, handover.taker, handover.situation) == ("SH-1", "JB", "SP", "extract done")
    assert handover.seal == "1 2 3 4"


def test_until_it_is_accepted_the_outgoing_person_still_holds_the_role() -> None:
    state = given(offered())

    assert state.people["JB"].roles == ("PM", "LEAD")
    assert "PM" not in state.people["SP"].roles


def test_accepting_passes_the_role() -> None:
    event = accept_handover(
        given(offered()), an_act("SP"), "SH-1", heard_by="JB", top_three="labs, EPS, slips", said_back=("Services",)
    )

    state = given(offered(), event)
    assert event.auth == "two-person"
    assert state.people["SP"].roles == ("CL", "PM")
    assert state.people["JB"].roles == ("LEAD",)
    assert state.handovers["SH-1"].taken is Taken.ACCEPTED


def test_accepting_with_a_question_passes_the_role_and_keeps_the_question() -> None:
    event = accept_handover(
        given(offered()), an_act("SP"), "SH-1", heard_by="JB", top_three="labs", question="who rings the lab?"
    )

    handover = given(offered(), event).handovers["SH-1"]
    assert (handover.taken, handover.words) == (Taken.WITH_QUESTION, "who rings the lab?")


def test_not_accepted_leaves_the_role_where_it_was_with_the_reason() -> None:
    event = refuse_handover(given(offered()), an_act("SP"), "SH-1", reason="in clinic till 18:00")

    state = given(offered(), event)
    assert state.people["JB"].roles == ("PM", "LEAD")
    assert (state.handovers["SH-1"].taken, state.handovers["SH-1"].words) == (Taken.REFUSED, "in clinic till 18:00")


def test_a_later_offer_of_the_same_role_overtakes_the_earlier() -> None:
    state = given(offered(), offered(to="MK"))

    assert [one.ref for one in open_handovers(state)] == ["SH-2"]
    assert state.handovers["SH-1"].taken is Taken.OVERTAKEN


def test_who_does_not_hold_the_role_cannot_hand_it_over() -> None:
    with refused("MK does not hold the role of practice manager: JB held it last. Who holds it hands it over."):
        offer_handover(given(), an_act("MK"), "PM", to="SP", situation="x")


def test_nobody_takes_over_from_themselves() -> None:
    with refused("JB hands over and cannot take over as well. Give the initials of somebody else."):
        offer_handover(given(), an_act(), "PM", to="JB", situation="x")


def test_a_handover_without_a_situation_is_refused() -> None:
    with refused("Say how things stand for whoever takes over as practice manager."):
        offer_handover(given(), an_act(), "PM", to="SP", situation=" ")


def test_a_place_a_handover_cannot_be_is_refused() -> None:
    with refused("‘not here’ is not a place for a handover. It is in the room or on the phone."):
        offer_handover(given(), an_act(), "PM", to="SP", situation="x", place="not here")


def test_a_role_of_another_plan_is_refused() -> None:
    with refused("BOSS is not a role of this plan. The roles are PM, CL, REC, CSO, LEAD."):
        offer_handover(given(), an_act(), "BOSS", to="SP", situation="x")


def test_somebody_else_cannot_answer() -> None:
    with refused("Handover SH-1 is offered to SP, who answers it."):
        accept_handover(given(offered()), an_act("MK"), "SH-1", heard_by="JB", top_three="x")


def test_read_back_is_heard_by_the_person_who_hands_over() -> None:
    with refused("JB hands over, so JB hears it read back. Give their initials."):
        accept_handover(given(offered()), an_act("SP"), "SH-1", heard_by="MK", top_three="x")


def test_nothing_read_back_is_refused() -> None:
    with refused("Say the three things that matter most back, in your own words."):
        accept_handover(given(offered()), an_act("SP"), "SH-1", heard_by="JB", top_three=" ")


def test_not_accepting_needs_a_reason() -> None:
    with refused("Say why SP does not take over. JB holds the role as before."):
        refuse_handover(given(offered()), an_act("SP"), "SH-1", reason="")


def test_an_answered_handover_is_answered_once() -> None:
    answer = HandoverRefused(**signed("SP"), handover="SH-1", reason="busy")

    with refused("Handover SH-1 is not accepted at 17:42. Offer it again for another answer."):
        accept_handover(given(offered(), answer), an_act("SP"), "SH-1", heard_by="JB", top_three="x")


def test_a_handover_there_is_not_is_refused() -> None:
    with refused("There is no handover SH-9 in this run."):
        refuse_handover(given(), an_act("SP"), "SH-9", reason="x")


def test_two_answers_at_once_leave_the_first_and_are_looked_at() -> None:
    accepted = HandoverAccepted(**signed("SP"), handover="SH-1", heard_by="JB", top_three="x")

    state = given(offered(), accepted, HandoverRefused(**signed("SP"), handover="SH-1", reason="busy"))
    assert state.handovers["SH-1"].taken is Taken.ACCEPTED
    assert state.attention[0].words == "SP answered handover SH-1, which was not open any more."


@pytest.mark.parametrize("ref", ["", "SH-2"])
def test_a_record_about_no_handover_changes_nothing(ref: str) -> None:
    before = given(offered())

    after = given(offered(), HandoverRefused(**signed("SP"), handover=ref, reason="busy"))
    assert replace(after, count=0, attention=()) == replace(before, count=0)


def test_a_role_that_was_passed_on_before_it_was_accepted_is_looked_at() -> None:
    accepted = HandoverAccepted(**signed("SP"), handover="SH-1", heard_by="JB", top_three="x")
    elsewhere = offer_handover(given(), an_act(), "PM", to="MK", situation="x")
    taken = HandoverAccepted(**signed("MK"), handover="SH-2", heard_by="JB", top_three="x")

    state = given(offered(), elsewhere, taken, accepted)
    assert state.people["MK"].roles == ("REC", "PM")
    assert state.attention[0].words == "SP answered handover SH-1, which was not open any more."
