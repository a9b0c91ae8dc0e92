"""The roll call (`ux.md` D6): one at a time, junior first, chair last, no voting down, a new question clears all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at, refused, signed, then
from tests.gate_examples import TWO_MANAGERS, all_go, answered, begin, decided, marked, put, ready

from cutover_tui.domain.gate_state import Vote
from cutover_tui.domain.roll_call import (
    FactStated,
    PollClosed,
    QuestionPut,
    Said,
    StationAnswered,
    answer_station,
    answers_at,
    asked,
    close_poll,
    not_go,
    put_question,
    spoken_once,
    state_fact,
    waiting,
)

if TYPE_CHECKING:
    from cutover_tui.domain.gate_state import Poll
    from cutover_tui.domain.state import RunState


def poll_of(state: RunState, gate: str = "G1") -> Poll:
    poll = state.gates[gate].poll
    assert poll is not None
    return poll


def say(state: RunState, by: str, station: str, vote: str = "go", **said: object) -> StationAnswered:
    return answer_station(state, an_act(by), "G1", station, Said(vote=vote, **said))  # type: ignore[arg-type]  # any


# The order


def test_stations_answer_in_the_plans_order_the_most_junior_first_and_the_chair_last() -> None:
    state = put(begin(plan=TWO_MANAGERS))
    assert waiting(state, state.gates["G1"]) == ("REC", "PM", "CL", "LEAD")

    with refused("It is the turn of Reception. The stations answer one at a time, the chair last."):
        say(state, "SP", "CL")


def test_the_question_comes_before_the_answers() -> None:
    with refused("The question of G1 has not been put yet. Put it first, then take the answers."):
        say(begin(), "MK", "REC")


def test_an_answer_holds_who_spoke_who_typed_and_how() -> None:
    state = put(begin())
    act = an_act("MK", recorder="JB")
    event = answer_station(state, act, "G1", "REC", Said(vote="go", by_phone=True, reference="4471"))
    (answer,) = poll_of(then(state, event)).answers

    assert (answer.by, answer.recorder, answer.by_phone, answer.reference) == ("MK", "JB", True, "4471")


def test_a_call_without_a_reference_says_that_there_is_none() -> None:
    assert say(put(begin()), "MK", "REC", by_phone=True).reference == "Not recorded"


def test_only_a_holder_of_the_place_answers_for_it() -> None:
    with refused("SP does not hold the place Reception; MK does. Take their answer, by phone if need be, or absent."):
        say(put(begin()), "SP", "REC")


def test_a_station_the_gate_does_not_have_is_refused() -> None:
    with refused(
        "Clinical safety officer is no station of G1. The stations are Reception, Practice manager, "
        "Clinical lead, Cutover lead."
    ):
        say(put(begin()), "DR", "CSO")


def test_an_answer_that_is_none_is_refused() -> None:
    with refused("Say GO, NO GO, GO with objection noted, or absent for Reception."):
        say(put(begin()), "MK", "REC", "maybe")


# A new question clears all answers


def test_a_new_question_clears_all_answers() -> None:
    state = put(answered(put(begin()), "REC"), when="Thu 17:50")

    assert poll_of(state).number == 2
    assert poll_of(state).answers == ()
    assert waiting(state, state.gates["G1"])[0] == "REC"


def test_an_answer_to_the_question_before_is_refused_and_never_counts() -> None:
    state = put(put(begin()), by="SP", when="Thu 17:50")
    with refused("The question of G1 was put again at 17:50 by SP. Answer that one."):
        answer_station(state, an_act("MK"), "G1", "REC", Said(vote="go"), poll=1)

    late = StationAnswered(**signed("MK"), gate="G1", poll=1, station="REC", vote="go")
    after = then(state, late)
    assert poll_of(after).answers == ()
    assert after.attention[-1].words == (
        "MK answered go for Reception to a question of G1 that no longer stands. It does not count."
    )


def test_the_question_sent_twice_is_one() -> None:
    with refused("The question of G1 was put at 17:42. Take the answers."):
        put_question(put(begin()), an_act(), "G1")


# Nobody answers twice, and nobody fills two places


def test_a_station_answers_once() -> None:
    with refused("Reception answered go at 17:42. To answer anew, put the question again: it clears all answers."):
        say(answered(put(begin()), "REC"), "MK", "REC", "no-go", words="no")


def test_one_person_who_holds_two_places_answers_once_at_the_later_one() -> None:
    state = put(begin())
    assert asked(state, state.gates["G1"]) == ("REC", "CL", "LEAD")
    assert answers_at(state, state.gates["G1"], "PM") == "LEAD"

    with refused("JB answers once, as Cutover lead. Practice manager has no answer of its own."):
        say(answered(state, "REC"), "JB", "PM")


def test_a_person_who_has_answered_does_not_answer_at_another_place() -> None:
    state = answered(answered(put(begin(plan=TWO_MANAGERS)), "REC"), "PM")
    state = answered(state, "CL")
    forged = then(state, StationAnswered(**signed("TB"), gate="G1", poll=1, station="LEAD", vote="go"))

    assert spoken_once(poll_of(forged).answers)
    assert forged.attention[-1].words == "TB answered for two places at G1. The first stands."


def test_with_two_holders_the_other_one_answers() -> None:
    state = answered(put(begin(plan=TWO_MANAGERS)), "REC")
    with refused("JB answers once, as Cutover lead. Somebody else answers as Practice manager, or it is absent."):
        say(state, "JB", "PM")


def test_who_has_spoken_does_not_speak_again_for_a_place_they_were_given_since() -> None:
    state = answered(answered(put(begin(plan=TWO_MANAGERS)), "REC"), "PM")
    with refused("MK has answered as Reception. Nobody answers twice."):
        joined = replace(state, people={**state.people, "MK": replace(state.people["MK"], roles=("REC", "CL"))})
        say(joined, "MK", "CL")


# Absent or silent is never GO


def test_absent_is_never_go() -> None:
    state = put(begin())
    for station, vote in (("REC", "absent"), ("CL", "go"), ("LEAD", "go")):
        state = answered(state, station, vote)
    state = then(state, close_poll(state, an_act(), "G1"))

    assert not_go(state, state.gates["G1"]) == ("Reception absent",)
    assert poll_of(state).answers[0].by == ""


def test_silent_is_never_go() -> None:
    state = answered(put(begin()), "REC")

    assert not_go(state, state.gates["G1"]) == ("Clinical lead has not answered", "Cutover lead has not answered")
    assert not_go(begin(), begin().gates["G1"]) == ("the question was not put",)


def test_a_station_that_was_absent_may_come_and_answer() -> None:
    state = answered(put(begin()), "REC", "absent")
    with refused("Reception is already recorded as absent."):
        answered(state, "REC", "absent")

    after = then(state, say(state, "MK", "REC"))
    assert [one.vote for one in poll_of(after).answers] == ["go"]


# One NO GO holds the gate


def test_one_no_go_holds_the_gate_and_what_stands_in_the_way_becomes_a_task() -> None:
    state = answered(put(begin()), "REC", "no-go", words="3 scripts unsigned")

    assert state.gates["G1"].held
    assert poll_of(state).answers[0].action == "A-1"
    assert (state.task("A-1").title, state.task("A-1").owner) == ("3 scripts unsigned", "MK")
    assert state.window("A-1").due_at == at("Thu 18:12")
    assert state.added["A-1"].cause == "gate G1 no go"


def test_a_no_go_is_not_voted_down() -> None:
    state = answered(put(begin()), "REC", "no-go", words="3 scripts unsigned")
    for station in ("CL", "LEAD"):
        state = answered(state, station)
    state = then(state, close_poll(state, an_act(), "G1"))

    assert state.gates["G1"].held
    assert not_go(state, state.gates["G1"]) == ("Reception NO GO",)


def test_putting_the_question_again_ends_the_hold_of_a_no_go() -> None:
    state = put(answered(put(begin()), "REC", "no-go", words="3 scripts"), when="Thu 17:50")

    assert not state.gates["G1"].held
    assert "A-1" in state.tasks


def test_a_no_go_and_an_objection_need_words() -> None:
    with refused("Say what stands in the way for Reception."):
        say(put(begin()), "MK", "REC", "no-go")
    with refused("Say what Reception objects to."):
        say(put(begin()), "MK", "REC", "go with objection noted")


def test_go_with_an_objection_noted_is_go() -> None:
    state = put(begin())
    for station, vote in (("REC", Vote.OBJECTION), ("CL", "go"), ("LEAD", "go")):
        state = answered(state, station, vote, words="the phones are slow" if vote == Vote.OBJECTION else "")
    state = then(state, close_poll(state, an_act(), "G1"))

    assert not_go(state, state.gates["G1"]) == ()
    assert poll_of(state).answers[0].words == "the phones are slow"


# Any strong objections?


def test_strong_objections_are_asked_for_once_everybody_has_answered() -> None:
    state = put(begin())
    with refused(
        "Reception, Clinical lead, Cutover lead still to answer. A station that is not there is recorded as absent, "
        "which is never GO."
    ):
        close_poll(state, an_act(), "G1")


def test_until_they_were_asked_for_the_roll_call_is_not_all_go() -> None:
    state = put(begin())
    for station in ("REC", "CL", "LEAD"):
        state = answered(state, station)

    assert not_go(state, state.gates["G1"]) == ("strong objections were not asked for",)
    assert not_go(all_go(begin()), all_go(begin()).gates["G1"]) == ()


def test_a_strong_objection_holds_the_gate_and_becomes_a_task() -> None:
    state = put(begin())
    for station in ("REC", "CL", "LEAD"):
        state = answered(state, station)
    state = then(state, close_poll(state, an_act(), "G1", objector="DR", objection="the counts are a day old"))

    assert state.gates["G1"].held
    assert not_go(state, state.gates["G1"]) == ("strong objection by DR",)
    assert state.task("A-1").title == "the counts are a day old"
    with refused("Say what DR objects to."):
        close_poll(put_all(), an_act(), "G1", objector="DR")
    with refused("Say whose objection it is."):
        close_poll(put_all(), an_act(), "G1", objection="too soon")
    with refused("XX is not on the roster of this run. Say whose objection it is."):
        close_poll(put_all(), an_act(), "G1", objector="XX", objection="too soon")


def put_all() -> RunState:
    state = put(begin())
    for station in ("REC", "CL", "LEAD"):
        state = answered(state, station)
    return state


def test_a_closed_roll_call_takes_no_more_answers() -> None:
    with refused("The roll call of G1 was closed at 17:42. Put the question again."):
        say(all_go(begin()), "MK", "REC")

    after = then(all_go(begin()), StationAnswered(**signed("MK"), gate="G1", poll=1, station="REC", vote="no-go"))
    assert after.attention[-1].words == "MK answered no-go for Reception after the roll call of G1 was closed."
    again = then(all_go(begin()), PollClosed(**signed("SP"), gate="G1", poll=1, objector="DR", objection="no"))
    assert again.attention[-1].words == "SP closed a roll call of G1 that was not open. It changes nothing."


# Suppliers


def test_a_supplier_states_facts_and_does_not_vote() -> None:
    state = put(begin())
    with refused("Current supplier states facts and does not vote. Record what they say as a fact."):
        say(state, "EV", "OSUP")

    after = then(
        state, state_fact(state, an_act("EV"), "G1", party="OSUP", fact="The job is booked", reference="41002")
    )
    (fact,) = after.gates["G1"].facts
    assert (fact.party, fact.fact, fact.reference, fact.by) == ("OSUP", "The job is booked", "41002", "EV")
    assert waiting(after, after.gates["G1"]) == ("REC", "CL", "LEAD")


def test_only_the_suppliers_of_the_gate_state_facts() -> None:
    with refused("Reception states no facts at G1. Those who do: Current supplier (EV)."):
        state_fact(begin(), an_act(), "G1", party="REC", fact="all well")
    with refused("Say what Current supplier states."):
        state_fact(begin(), an_act(), "G1", party="OSUP", fact=" ")


@pytest.mark.parametrize(
    "event",
    [
        StationAnswered(**signed("MK"), gate="G1", poll=1, station="CSO", vote="go"),
        StationAnswered(**signed("MK"), gate="G1", poll=1, station="REC", vote="go"),
        FactStated(**signed(), gate="G9", party="OSUP", fact="x"),
        QuestionPut(**signed(), gate="G9"),
    ],
)
def test_what_cannot_count_is_told(event: StationAnswered | FactStated | QuestionPut) -> None:
    state = answered(put(begin()), "REC")

    assert len(then(state, event).attention) == 1


def test_a_gate_without_stations_is_decided_by_its_criteria() -> None:
    gate = ready().gates["G1"].gate
    assert gate.chair == "LEAD"
    state = marked(begin(), "G1-02")
    assert decided(ready(), "G1").gates["G1"].passed
    assert state.gates["G1"].poll is None
