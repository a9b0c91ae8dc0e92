"""The decision log: each rule of `records.md` c2 by its own name, and the exact words of each refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, a_plan, an_act, at, entries_of, given, refused, signed, then
from tests.issue_examples import QUESTION, a_draft, decided, raised

from cutover_tui.domain.decisions import (
    DecisionReadBack,
    DecisionRecorded,
    log_decision,
    options_of,
    read_back,
    review_decision,
    verb_advice,
)
from cutover_tui.domain.fold import fold
from cutover_tui.domain.plan import Person
from cutover_tui.domain.state import start_state

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState


def logging(state: RunState | None = None, by: str = "JB", **fields: object) -> DecisionRecorded:
    """A decision as it would be logged."""
    return log_decision(state or given(), an_act(by), a_draft(**fields))


def test_the_ref_is_given_by_the_log() -> None:
    assert logging().decision == "D-01"
    assert logging(given(decided(), decided("D-02")), question="Do we wait for it?").decision == "D-03"


@pytest.mark.parametrize("question", ["", "  "])
def test_a_decision_has_a_question(question: str) -> None:
    with refused("Say what was to be decided, as a question."):
        logging(question=question)


def test_the_question_ends_in_a_question_mark() -> None:
    with refused("A decision answers a question. End it with a question mark."):
        logging(question="We stop printing.")


@pytest.mark.parametrize(("length", "fits"), [(9, False), (10, True), (140, True), (141, False)])
def test_the_question_has_10_to_140_characters(length: int, fits: bool) -> None:
    question = "w" * (length - 1) + "?"
    if fits:
        assert logging(question=question).question == question
    else:
        with refused(f"The question has {length} characters. Use 10 to 140."):
            logging(question=question)


def test_what_we_knew_must_be_said() -> None:
    with refused("Say what was known at that time: facts, and where they came from."):
        logging(knew="")


def test_what_we_knew_is_frozen_once_saved() -> None:
    state = given(decided())
    again = decided(knew="Something else")
    state = then(state, again)

    assert state.decisions["D-01"].event.knew == "2 labels were wrong"
    assert state.decisions["D-02"].event.knew == "Something else"
    assert state.attention[-1].words == "Entry 1 logged a decision as D-01, which is taken. It stands as D-02."


def test_what_we_did_not_know_may_be_none_stated() -> None:
    assert logging(not_known=" ").not_known == "None stated"


@pytest.mark.parametrize("kind", ["gate", "pause"])
def test_a_gate_and_a_pause_have_two_options_or_more(kind: str) -> None:
    with refused(f"A {kind} has two options or more, with ; between them. One may be to do nothing."):
        logging(kind=kind, options="pause; ")

    assert logging(kind=kind, options="pause; do nothing").options == "pause; do nothing"


def test_any_other_decision_may_name_no_options() -> None:
    assert logging(options="").options == "None stated"
    assert options_of(" a ;; b; ") == ("a", "b")


def test_the_kind_is_one_there_is() -> None:
    with refused("‘party’ is not a kind of decision. The kinds are other, gate, pause, roll back."):
        logging(kind="party")


def test_risks_to_patients_must_be_said_or_none_identified() -> None:
    with refused("Say which risks to patients it has: hazard references, or None identified."):
        logging(risks="")

    assert logging(risks="None identified").risks == "None identified"


def test_the_basis_may_be_missing_and_says_so() -> None:
    assert logging(basis="").basis == "Not recorded"


def test_the_decision_must_be_said() -> None:
    with refused("Say what was decided. To leave everything as it is is a decision too."):
        logging(decided="")


@pytest.mark.parametrize("decision", ["The printer stops", "We stop", "to stop", "Should stop", "Yes, stop"])
def test_a_decision_that_does_not_start_with_a_verb_is_only_advised(decision: str) -> None:
    assert verb_advice(decision) == "Begin with what is done, such as ‘Carry on’, ‘Stop’ or ‘Wait’, if you can."
    assert logging(decided=decision).decided == decision


@pytest.mark.parametrize("decision", ["Stop printing", "Carry on", "Wait until 16:00", ""])
def test_a_decision_that_starts_with_a_verb_needs_no_advice(decision: str) -> None:
    assert verb_advice(decision) == ""


def test_a_decision_not_to_act_is_logged_the_same_way() -> None:
    assert logging(decided="Do nothing", options="do nothing; stop").decided == "Do nothing"


def test_reasons_have_20_characters_or_more() -> None:
    with refused("Say why it was decided so."):
        logging(reasons="")
    with refused("The reasons have 19 characters. Say it in 20 or more."):
        logging(reasons="x" * 19)

    assert logging(reasons="x" * 20).reasons == "x" * 20


def test_a_role_holder_decides() -> None:
    people = (*PLAN.people, Person(initials="TW", name="Tess Ward"))
    state = given(plan=a_plan(people=people))
    with refused("TW holds no role in this plan. Somebody with a role decides: JB, SP, MK, DR."):
        logging(state, decided_by="TW")
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        logging(decided_by="XX")


def test_who_was_present_or_phoned_must_be_said() -> None:
    with refused("Say who was there, with initials, and who was on the phone."):
        logging(present="")


def test_other_views_are_kept_as_they_were_said() -> None:
    assert logging(other_views="MK: ‘I would go on’").other_views == "MK: ‘I would go on’"
    assert logging(other_views="").other_views == "None stated"


def test_who_logs_may_be_who_decides() -> None:
    event = logging(by="SP", decided_by="SP")

    assert (event.by, event.decided_by) == ("SP", "SP")


def test_the_review_lies_ahead() -> None:
    with refused("Say when the decision is looked at again."):
        logging(review_at=None)
    with refused("17:42 has passed: it is 17:42. Give a time to come for the review."):
        logging(review_at=at("Thu 17:42"))


def test_linked_issues_and_decisions_exist() -> None:
    with refused("There is no I-7 in this run. Leave it out, or give its number as it stands on its board."):
        logging(linked=("I-7",))
    with refused("There is no D-09 in this run. Leave it out, or give its number as it stands on its board."):
        logging(given(raised()), linked=("I-1", "D-09"))

    assert logging(given(raised()), linked=("I-1", "I-1", "GATE-2")).linked == ("I-1", "GATE-2")


def test_the_same_question_of_the_same_person_is_one_decision_sent_twice() -> None:
    with refused("This is already in the log, as D-01."):
        logging(given(decided()))


# -- read back


@pytest.mark.parametrize(("kind", "needed"), [("gate", True), ("pause", True), ("roll back", True), ("other", False)])
def test_a_gate_a_pause_and_a_roll_back_are_read_back(kind: str, needed: bool) -> None:
    assert given(decided(kind=kind)).decisions["D-01"].needs_read_back is needed


def test_reading_back_is_a_second_act_by_who_decided() -> None:
    state = given(decided(kind="pause"))
    with refused("D-01 was decided by SP, so SP says that it is right. Read it to them."):
        read_back(state, an_act("JB"), "D-01", how="heard and right")
    with refused("Say how D-01 was read back: heard and right or by phone, read back."):
        read_back(state, an_act("SP"), "D-01", how="nodded")

    state = then(state, read_back(state, an_act("SP", recorder="JB"), "D-01", how="by phone, read back"))
    decision = state.decisions["D-01"]
    assert (decision.read_back_at, decision.read_back_how) == (at("Thu 17:42"), "by phone, read back")
    assert not decision.needs_read_back
    with refused("D-01 was read back already, and called right."):
        read_back(state, an_act("SP"), "D-01", how="heard and right")


def test_a_read_back_recorded_by_somebody_else_has_no_effect() -> None:
    state = given(decided(kind="pause"), DecisionReadBack(**signed("MK"), decision="D-01", how="heard and right"))

    assert state.decisions["D-01"].needs_read_back
    assert state.attention[-1].words == "MK read D-01 back, which SP decided. Read it to them."


# -- what happened next


def test_what_happened_next_is_added_at_the_review() -> None:
    state = given(decided())
    with refused("Say what happened after D-01 was decided."):
        review_decision(state, an_act("SP"), "D-01", what_happened="")
    with refused("17:00 has passed: it is 17:42. Give a time to come for the review."):
        review_decision(state, an_act("SP"), "D-01", what_happened="x", review_at=at("Thu 17:00"))

    once = then(state, review_decision(state, an_act("SP"), "D-01", what_happened="No more", review_at=at("Fri 09:00")))
    assert [review.what_happened for review in once.decisions["D-01"].reviews] == ["No more"]
    assert once.decisions["D-01"].review_at == at("Fri 09:00")

    twice = then(once, review_decision(once, an_act("SP"), "D-01", what_happened="Still none"))
    assert [review.what_happened for review in twice.decisions["D-01"].reviews] == ["No more", "Still none"]
    assert twice.decisions["D-01"].review_at is None


def test_a_decision_that_is_not_there_is_refused() -> None:
    with refused("There is no decision D-04 in this run."):
        read_back(given(), an_act("SP"), "D-04", how="heard and right")
    with refused("There is no decision without a number in this run."):
        review_decision(given(), an_act("SP"), "", what_happened="x")


def test_an_entry_about_a_decision_that_was_never_logged_is_said() -> None:
    state = given(DecisionReadBack(**signed("SP"), decision="D-04", how="heard and right"))

    assert state.attention[-1].words == "Entry 0 is about D-04, which was never logged."


_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        lambda ref, question: decided(ref, question=question),
        st.sampled_from(["D-01", "D-02", "D-05"]),
        st.just(QUESTION),
    ),
    st.builds(
        lambda by, ref: DecisionReadBack(**signed(by), decision=ref, how="heard and right"),
        st.sampled_from(["SP", "JB"]),
        st.sampled_from(["D-01", "D-02"]),
    ),
)


@drawn(st.lists(_EVENTS, max_size=20), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_no_decision_disappears_and_folding_in_two_halves_is_folding_once(events: list[Event], cut: int) -> None:
    entries = entries_of(*events)
    state = fold(start_state(PLAN), entries)

    assert len(state.decisions) == sum(isinstance(event, DecisionRecorded) for event in events)
    assert fold(fold(start_state(PLAN), entries[:cut]), entries[cut:]) == state
