"""Who is here, and who stands in for whom."""

from __future__ import annotations

from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import PEOPLE, an_act, at, given, refused, signed

from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.presence import (
    NOT_HERE,
    PresenceRecorded,
    StandInEnded,
    StandInNamed,
    end_stand_in,
    is_here,
    name_stand_in,
    record_presence,
)
from cutover_tui.domain.tasks import complete_task

INITIALS = tuple(person.initials for person in PEOPLE)


def here(*people: str, where: str = "in the room", when: str = "Thu 17:42") -> PresenceRecorded:
    return PresenceRecorded(**signed(when=when), people=people, where=where)


# -- the roll


def test_people_come_into_the_room_in_one_act() -> None:
    event = record_presence(given(), an_act(), people=("JB", "SP", "JB"), where="in the room")

    state = given(event)
    assert event.people == ("JB", "SP")
    assert is_here(state, "SP", at("Thu 17:42"))
    assert not is_here(state, "MK", at("Thu 17:42"))


def test_who_left_is_not_here_from_then_on_and_was_before() -> None:
    state = given(here("SP", when="Thu 17:00"), here("SP", where="not here", when="Thu 17:30"))

    assert is_here(state, "SP", at("Thu 17:10"))
    assert not is_here(state, "SP", at("Thu 17:30"))


def test_who_is_on_the_phone_is_here() -> None:
    assert is_here(given(here("DR", where="on the phone")), "DR", at("Thu 17:42"))


def test_a_roll_of_nobody_is_refused() -> None:
    with refused("Say who it is about: give initials, such as JB SP."):
        record_presence(given(), an_act(), people=(), where="in the room")


def test_a_place_there_is_not_is_refused() -> None:
    with refused("‘upstairs’ is not a place here. It is in the room, on the phone, not here."):
        record_presence(given(), an_act(), people=("JB",), where="upstairs")


def test_saying_the_same_again_is_refused() -> None:
    with refused("JB and SP are in the room already, as the roll says."):
        record_presence(given(here("JB", "SP")), an_act(), people=("JB", "SP"), where="in the room")


def test_somebody_of_no_roster_is_refused() -> None:
    with refused("XX is not on the roster of this run. …"):
        record_presence(given(), an_act(), people=("XX",), where="in the room")


def test_a_place_of_a_newer_version_is_looked_at_and_changes_nothing() -> None:
    state = given(here("JB", where="in orbit"))

    assert not state.presence
    assert state.attention[0].words == "Entry 0 says that people are ‘in orbit’, which this version does not know."


# -- a tick for somebody who is not here


def test_without_a_roll_nobody_is_asked_how_it_is_known() -> None:
    assert complete_task(given(), an_act("SP", recorder="JB"), "P-02").unusual == ()


def test_a_tick_for_somebody_not_present_asks_how_it_is_known() -> None:
    state = given(here("JB"))

    with refused("Nobody said that SP is here. Say how it is known that P-02 was done."):
        complete_task(state, an_act("SP", recorder="JB"), "P-02")


def test_a_tick_for_somebody_who_left_names_when_they_left() -> None:
    state = given(here("JB", "SP", when="Thu 17:00"), here("SP", where="not here", when="Thu 17:30"))

    with refused("SP is not here since 17:30. Say how it is known that P-02 was done."):
        complete_task(state, an_act("SP", recorder="JB"), "P-02")


def test_how_it_is_known_is_recorded_with_the_tick() -> None:
    event = complete_task(given(here("JB")), an_act("SP", recorder="JB"), "P-02", reason="SP rang at 17:40")

    assert event.unusual == (NOT_HERE,)
    assert event.reason == "SP rang at 17:40"


def test_whoever_types_is_here_and_is_not_asked() -> None:
    assert complete_task(given(here("JB")), an_act("SP"), "P-02").unusual == ()


def test_a_second_person_who_is_not_here_is_asked_after_too() -> None:
    state = given(here("JB", "SP"))

    with refused("Nobody said that MK is here. Say how it is known that P-02 was done."):
        complete_task(state, an_act("JB"), "P-02", checked_by="MK")


def test_a_late_entry_asks_where_they_were_then() -> None:
    state = given(here("JB", "SP", when="Thu 17:00"), here("SP", where="not here", when="Thu 17:30"))
    then_here = an_act("SP", recorder="JB", when="Thu 17:10", late_reason="busy")

    assert complete_task(state, then_here, "P-02").unusual == ()


# -- standing in


def test_everything_of_one_person_is_anothers_in_one_act() -> None:
    event = name_stand_in(given(), an_act(), "DR", stand_in="JB", reason=" off sick ")

    state = given(event)
    assert (event.roles, event.reason) == (("CSO", "CL"), "off sick")
    assert state.people["DR"].roles == ()
    assert state.people["JB"].roles == ("PM", "LEAD", "CSO", "CL")


def test_one_role_passes_and_the_others_stay() -> None:
    state = given(name_stand_in(given(), an_act(), "DR", stand_in="MK", roles=("CSO",)))

    assert state.people["DR"].roles == ("CL",)
    assert state.people["MK"].roles == ("REC", "CSO")


def test_own_roles_come_back_and_the_stand_in_keeps_what_was_theirs() -> None:
    named = StandInNamed(**signed(), person="DR", stand_in="SP", roles=("CSO", "CL"))

    state = given(named, end_stand_in(given(named), an_act(), "DR"))
    assert state.people["DR"].roles == ("CSO", "CL")
    assert state.people["SP"].roles == ("CL",)
    assert not state.stand_ins


def test_a_stand_in_for_a_stand_in_holds_the_role_for_whose_it_is() -> None:
    first = StandInNamed(**signed(), person="JB", stand_in="MK", roles=("PM",))
    second = StandInNamed(**signed(), person="MK", stand_in="SP", roles=("PM",))

    state = given(first, second)
    assert [(one.of, one.holder) for one in state.stand_ins] == [("JB", "SP")]
    assert state.people["MK"].roles == ("REC",)
    assert given(first, second, StandInEnded(**signed(), person="JB")).people["JB"].roles == ("PM", "LEAD")


def test_standing_in_for_oneself_is_refused() -> None:
    with refused("JB cannot stand in for JB. Give the initials of somebody else."):
        name_stand_in(given(), an_act(), "JB", stand_in="JB")


def test_a_role_somebody_does_not_hold_is_refused_with_those_they_do() -> None:
    with refused("DR does not hold PM now. DR holds CSO, CL."):
        name_stand_in(given(), an_act(), "DR", stand_in="JB", roles=("PM",))


def test_nothing_to_stand_in_for_is_refused() -> None:
    state = given(StandInNamed(**signed(), person="JB", stand_in="MK", roles=("PM", "LEAD")))

    with refused("JB holds no role now, so there is nothing to stand in for."):
        name_stand_in(state, an_act(), "JB", stand_in="SP")


def test_taking_back_what_nobody_holds_is_refused() -> None:
    with refused("Nobody stands in for JB, so there is nothing to take back."):
        end_stand_in(given(), an_act(), "JB")


def test_a_stand_in_for_a_role_that_was_passed_on_meanwhile_is_looked_at() -> None:
    first = StandInNamed(**signed(), person="JB", stand_in="MK", roles=("PM",))
    second = StandInNamed(**signed(), person="JB", stand_in="SP", roles=("PM",))

    state = given(first, second)
    assert state.people["MK"].roles == ("REC", "PM")
    assert state.attention[0].words == "SP was to stand in for JB as PM, which JB did not hold."


PASSES = st.lists(
    st.tuples(st.sampled_from(INITIALS), st.sampled_from(INITIALS), st.booleans()).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=12,
)


@for_all(PASSES)
def test_a_role_is_never_lost_however_it_is_passed_on(passes: list[tuple[str, str, bool]]) -> None:
    """Whoever stands in for whom, every role is held by somebody, and all come home when all are taken back."""
    events: list[StandInNamed | StandInEnded] = []
    for person, stand_in, ends in passes:
        state = given(*events)
        if ends and any(one.of == person for one in state.stand_ins):
            events.append(end_stand_in(state, an_act(), person))
        elif state.people[person].roles:
            events.append(name_stand_in(state, an_act(), person, stand_in=stand_in))
        state = given(*events)
        held = {role for one in state.people.values() for role in one.roles}
        assert held == {"LEAD", *(role for one in PEOPLE for role in one.roles)}
        lead = cutover_lead(state)
        assert lead is not None
        assert sum("LEAD" in one.roles for one in state.people.values()) == 1
    for person in INITIALS:
        if any(one.of == person for one in given(*events).stand_ins):
            events.append(StandInEnded(**signed(), person=person))

    after = given(*events)
    assert {one.initials: set(one.roles) for one in after.people.values()} == {
        one.initials: {*one.roles, *(("LEAD",) if one.initials == "JB" else ())} for one in PEOPLE
    }
    assert not after.attention
