"""Who leads the cutover now: whom the plan names, until the lead is handed over or stood in for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given as for_any
from hypothesis import strategies as st
from tests.examples import PEOPLE, PLAN, an_act, given, refused, signed, then
from tests.gate_examples import begin
from tests.message_examples import TELLING

from cutover_tui.domain.concerns import require_lead
from cutover_tui.domain.gates import holders
from cutover_tui.domain.handover import HandoverOffered, accept_handover, offer_handover, refuse_handover
from cutover_tui.domain.issues import cutover_leads
from cutover_tui.domain.leads import (
    cutover_lead,
    is_cutover_lead,
    lead_offered_to,
    lead_words,
    may_pause,
    may_restart_practically,
    pausers,
)
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.message_words import facts_for
from cutover_tui.domain.presence import end_stand_in, name_stand_in

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

OFFER = HandoverOffered(**signed(), role="LEAD", to="MK", place="in the room", situation="extract done")


def taken(state: RunState | None = None) -> RunState:
    """The run once MK of reception leads the cutover in place of JB."""
    state = then(state or given(), OFFER)
    return then(state, accept_handover(state, an_act("MK"), "SH-1", heard_by="JB", top_three="labs, EPS, slips"))


def lead_of(state: RunState) -> str:
    """Initials of who leads; empty for nobody."""
    person = cutover_lead(state)
    return person.initials if person is not None else ""


def test_the_plans_lead_leads_until_something_is_recorded() -> None:
    assert lead_of(given()) == "JB"
    assert lead_words(given()) == "Lead Jo Baker"
    assert given().people["JB"].roles == ("PM", "LEAD")


def test_a_plan_without_a_lead_has_none() -> None:
    state = given(plan=replace(PLAN, lead=""))

    assert cutover_lead(state) is None
    assert lead_words(state) == ""
    assert cutover_leads(state) == ("JB",)


def test_while_the_lead_is_only_offered_who_offers_it_holds_it_and_the_top_line_says_so() -> None:
    state = given(OFFER)

    assert lead_of(state) == "JB"
    assert lead_offered_to(state) == "MK"
    assert lead_words(state) == "Lead Jo Baker until MK accepts"


def test_the_offer_of_another_role_leaves_the_top_line_alone() -> None:
    state = given(HandoverOffered(**signed(), role="PM", to="MK", place="in the room", situation="extract done"))

    assert lead_words(state) == "Lead Jo Baker"


def test_a_lead_not_accepted_stays() -> None:
    state = then(given(OFFER), refuse_handover(given(OFFER), an_act("MK"), "SH-1", reason="at the desk"))

    assert lead_words(state) == "Lead Jo Baker"


def test_once_accepted_the_lead_is_the_other_everywhere() -> None:
    state = taken()

    assert lead_words(state) == "Lead Mary Kay"
    assert (state.people["JB"].roles, state.people["MK"].roles) == (("PM",), ("REC", "LEAD"))
    assert cutover_leads(state) == ("MK",)
    assert holders(state, "LEAD") == ("MK",)
    assert is_cutover_lead(state, "MK")
    assert not is_cutover_lead(state, "JB")
    assert pausers(state)[0] == "MK"
    assert may_pause(state, "MK")
    assert may_restart_practically(state, "MK")


def test_who_leads_now_answers_for_concerns_and_who_led_before_does_not() -> None:
    plan = replace(PLAN, people=tuple(replace(one, roles=("ITL",)) if one.initials == "JB" else one for one in PEOPLE))
    require_lead(given(plan=plan), "JB")
    state = taken(given(plan=plan))

    require_lead(state, "MK")
    with refused("JB does not answer for concerns. …"):
        require_lead(state, "JB")


def test_who_stands_in_for_all_of_the_leads_roles_leads() -> None:
    state = then(given(), name_stand_in(given(), an_act(), "JB", stand_in="SP", reason="at lunch"))
    assert lead_words(state) == "Lead Sam Patel"

    assert lead_of(then(state, end_stand_in(state, an_act(), "JB"))) == "JB"


def test_only_who_leads_can_hand_the_lead_over() -> None:
    with refused("SP does not hold the role of cutover lead: JB held it last. Who holds it hands it over."):
        offer_handover(given(), an_act("SP"), "LEAD", to="MK", situation="extract done")


def test_the_words_of_a_message_name_who_leads_now() -> None:
    template = kit_of(TELLING).templates[0]
    before = given(plan=TELLING)

    assert facts_for(before, template, template.channels[0])["lead"].startswith("Jo Baker")
    assert facts_for(taken(before), template, template.channels[0])["lead"].startswith("Mary Kay")


def test_the_gate_asks_who_leads_now() -> None:
    assert holders(taken(begin()), "LEAD") == ("MK",)


@for_any(st.lists(st.sampled_from([person.initials for person in PEOPLE]), max_size=6))
def test_exactly_one_person_leads_however_often_it_changes_hands(takers: list[str]) -> None:
    state = given()
    for taker in takers:
        giver = lead_of(state)
        if taker != giver:
            state = then(state, offer_handover(state, an_act(giver), "LEAD", to=taker, situation="all well"))
            ref = [*state.handovers][-1]
            assert lead_of(state) == giver
            state = then(state, accept_handover(state, an_act(taker), ref, heard_by=giver, top_three="labs"))
            assert lead_of(state) == taker

        assert sum("LEAD" in person.roles for person in state.people.values()) == 1
        assert not state.attention
