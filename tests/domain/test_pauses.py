"""Pauses: given a history, when somebody pauses or says more, then it is so or these exact words (`records.md` c4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at, done, given, refused, signed, then
from tests.issue_examples import raised
from tests.pause_examples import PAUSABLE, all_told, listed, paused, restarted, running

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.closing_matters import matters
from cutover_tui.domain.holds import HoldAsked, ask_hold, open_holds
from cutover_tui.domain.leads import call_words, pausers
from cutover_tui.domain.message_log import Message
from cutover_tui.domain.pause_log import (
    expected_restart,
    issues_of,
    not_told,
    paused_since,
    pauses_in_force,
    pauses_of,
    review_at,
    still_to_say,
    told_of,
    trigger_of,
    trigger_words,
)
from cutover_tui.domain.pauses import (
    PauseDeclared,
    PauseDetailed,
    PauseTold,
    declare_pause,
    detail_pause,
    press_pause,
    tell_pause,
)
from cutover_tui.domain.tasks import TaskStatus

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


def said(state: RunState, detail: str, words: str, when: str = "Thu 19:05", *, approx: bool = False) -> RunState:
    return then(state, detail_pause(state, an_act("MK", when), "P-01", detail=detail, words=words, approx=approx))


# -- declaring


@pytest.mark.parametrize("by", ["JB", "SP", "DR", "SO"])
def test_any_one_of_four_roles_or_a_deputy_pauses_alone(by: str) -> None:
    state = paused(by=by)

    (pause,) = pauses_in_force(state)
    assert (pause.ref, pause.by, pause.at) == ("P-01", by, at("Thu 19:00"))


def test_the_cutover_lead_pauses_whatever_their_role() -> None:
    state = given(plan=replace(PAUSABLE, lead="MK"))

    assert isinstance(press_pause(state, an_act("MK")), PauseDeclared)
    assert pausers(state) == ("MK", "SP", "DR", "JB", "SO")


def test_initials_are_enough() -> None:
    event = press_pause(running(), an_act("SP", "Thu 19:00"))

    assert event == PauseDeclared(**signed("SP", "Thu 19:00"), pause="P-01")


def test_a_pause_starts_at_the_key_press() -> None:
    event = press_pause(running(), an_act("SP", "Thu 19:03", at=at("Thu 19:00")))

    assert event.at == at("Thu 19:00")
    assert event.late_reason == ""


def test_a_pause_whose_initials_come_late_brings_its_own_reason() -> None:
    event = press_pause(running(), an_act("SP", "Thu 19:20", at=at("Thu 19:00")))

    assert (event.at, event.late_reason) == (at("Thu 19:00"), "initials were given later than the key press")


def test_a_clock_set_back_between_key_press_and_initials_is_no_reason_to_refuse() -> None:
    assert press_pause(running(), an_act("SP", "Thu 19:00", at=at("Thu 20:00"))).at == at("Thu 19:00")


def test_somebody_without_the_role_asks_and_stops_the_next_gate_at_once() -> None:
    state = running()
    event = press_pause(state, an_act("MK", "Thu 19:00"))

    assert isinstance(event, HoldAsked)
    assert (event.reason, event.asks_pause) == ("asked for a pause", True)
    assert [hold.ref for hold in open_holds(then(state, event))] == ["HO-1"]


def test_whom_to_call_for_a_pause_is_said_with_numbers() -> None:
    state = running()

    assert call_words(state, pausers(state)) == (
        "Jo Baker (JB) 01632 960001, Sam Patel (SP), Dana Rao (DR), Sam Okoro (SO) 01632 960004"
    )


def test_a_pause_that_was_asked_for_is_declared_with_the_name_of_who_asked() -> None:
    state = running()
    state = then(state, press_pause(state, an_act("MK", "Thu 19:00")))
    state = then(state, press_pause(state, an_act("SP", "Thu 19:02")))

    (pause,) = pauses_in_force(state)
    assert (pause.asked_by, pause.asked_at, pause.by, pause.at) == ("MK", at("Thu 19:00"), "SP", at("Thu 19:02"))
    assert open_holds(state) == ()


def test_another_hold_is_not_answered_by_a_pause_that_does_not_name_it() -> None:
    state = running()
    state = then(state, ask_hold(state, an_act("MK", "Thu 19:00"), reason="the counts look low"))
    state = then(state, press_pause(state, an_act("SP", "Thu 19:02")))

    assert [hold.ref for hold in open_holds(state)] == ["HO-1"]


def test_a_pause_is_declared_by_phone_with_the_person_at_the_keyboard_beside_it() -> None:
    event = press_pause(running(), an_act("SP", "Thu 19:00", recorder="MK"))

    assert (type(event), event.by, event.recorder) == (PauseDeclared, "SP", "MK")


def test_declaring_takes_one_of_the_roles() -> None:
    with refused("MK holds none of the roles that declare a pause. JB, SP, DR or SO can, alone and by phone too."):
        declare_pause(running(), an_act("MK", "Thu 19:00"))


def test_a_plan_without_a_word_about_pauses_can_be_paused() -> None:
    assert isinstance(press_pause(given(), an_act("SP")), PauseDeclared)


# -- saying more


def test_what_is_still_to_say_is_listed() -> None:
    state = paused()
    asked = [detail.id for detail in still_to_say(state.pauses["P-01"])]

    assert asked == ["trigger", "seen", "scope", "carries_on", "contingency", "coordinator", "expected"]
    state = said(state, "seen", "3 of 20 wrong")
    assert "seen" not in [detail.id for detail in still_to_say(state.pauses["P-01"])]


def test_each_further_detail_is_a_record_and_the_last_one_counts() -> None:
    state = said(said(paused(), "seen", "2 of 20"), "seen", "3 of 20", "Thu 19:07")

    assert state.pauses["P-01"].words("seen") == "3 of 20"
    assert state.count == 4


def test_a_trigger_brings_its_threshold_from_the_plan() -> None:
    state = said(paused(), "trigger", "T7")
    trigger = trigger_of(state, state.pauses["P-01"])

    assert trigger is not None
    assert trigger.threshold == "Any wrong-patient, allergy or repeat error"
    assert trigger_words(state, state.pauses["P-01"]) == "T7 Data recheck fails"


def test_another_sign_than_the_agreed_ones_is_said_in_words() -> None:
    state = said(paused(), "trigger", "smoke in the server room")

    assert trigger_of(state, state.pauses["P-01"]) is None
    assert trigger_words(state, state.pauses["P-01"]) == "smoke in the server room"


def test_an_expected_restart_may_be_about_right() -> None:
    state = said(paused(), "expected", at("Thu 20:00").isoformat(), approx=True)

    assert expected_restart(state.pauses["P-01"]) == (at("Thu 20:00"), True)
    assert expected_restart(paused().pauses["P-01"]) is None


def test_an_expected_restart_is_a_time() -> None:
    with refused("‘soon’ is not a time. Give one such as 15:40."):
        said(paused(), "expected", "soon")


@pytest.mark.parametrize("words", ["0", "x", "1441", "-5"])
def test_a_review_is_so_many_minutes_away(words: str) -> None:
    with refused(f"‘{words}’ is not a number of minutes from 1 to 1440."):
        said(paused(), "review_minutes", words)


def test_a_pause_is_looked_at_again_every_so_many_minutes() -> None:
    state = paused()
    assert review_at(state, state.pauses["P-01"]) == at("Thu 19:30")
    state = said(state, "review_minutes", "20")
    assert review_at(state, state.pauses["P-01"]) == at("Thu 19:20")
    state = said(state, "review", "no change", "Thu 19:22")

    assert review_at(state, state.pauses["P-01"]) == at("Thu 19:42")


def test_a_detail_nobody_asks_for_is_refused() -> None:
    with refused("‘mood’ is nothing that is said about a pause."):
        said(paused(), "mood", "fine")


def test_a_detail_without_words_is_asked_for() -> None:
    with refused("What was seen, in facts and numbers?"):
        said(paused(), "seen", " ")


def test_a_pause_nobody_declared_is_refused() -> None:
    with refused("There is no pause P-09 in this run."):
        detail_pause(paused(), an_act("SP", "Thu 19:05"), "P-09", detail="seen", words="x")


# -- told


def test_the_told_strip_holds_every_audience_until_each_is_answered() -> None:
    state = paused()
    assert not_told(state, state.pauses["P-01"]) == ("staff", "patients", "pharmacy", "supplier", "icb")
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:06"), "P-01", audience="staff", how="in the room"))
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:07"), "P-01", audience="icb", why_not="no duty desk"))

    assert not_told(state, state.pauses["P-01"]) == ("patients", "pharmacy", "supplier")
    staff, *_rest, icb = told_of(state, state.pauses["P-01"])
    assert (staff.at, staff.how) == (at("Thu 19:06"), "in the room")
    assert (icb.at, icb.why_not, icb.is_settled) == (None, "no duty desk", True)


@pytest.mark.parametrize(("how", "why_not"), [("", " "), ("by phone", "no desk")])
def test_people_were_told_or_there_is_a_reason(how: str, why_not: str) -> None:
    with refused("Say how staff were told, or why they were not."):
        tell_pause(paused(), an_act("MK", "Thu 19:06"), "P-01", audience="staff", how=how, why_not=why_not)


def test_only_the_plans_audiences_are_told() -> None:
    words = "‘the press’ is not among those who are told of a pause. They are staff, patients, pharmacies, "
    with refused(f"{words}suppliers, ICB or PCN."):
        tell_pause(paused(), an_act("MK", "Thu 19:06"), "P-01", audience="the press", how="by phone")


# -- one act, one truth


def test_a_pause_brings_the_pause_list_into_play_from_the_key_press() -> None:
    state = paused()

    assert state.recorded["HOLD"] == at("Thu 19:00")
    assert state.window("H-01").due_at == at("Thu 19:15")
    assert state.window("H-02").due_at is None


def test_a_second_pause_begins_the_pause_list_anew() -> None:
    state = then(paused(), done("H-01", "SP", "Thu 19:05"))
    state = restarted(listed(state))
    assert state.window("H-02").due_at == at("Thu 19:52")
    state = paused(state, by="DR", when="Thu 20:30")

    assert [pause.ref for pause in pauses_in_force(state)] == ["P-02"]
    assert state.standing("H-01").status is TaskStatus.TO_DO
    assert state.standing("H-01").times_reopened == 1
    assert (state.window("H-01").due_at, state.window("H-02").due_at) == (at("Thu 20:45"), None)


def test_a_pause_within_a_pause_leaves_the_list_as_it_is() -> None:
    state = then(paused(), done("H-01", "SP", "Thu 19:05"))
    state = paused(state, by="DR", when="Thu 19:10")

    assert [pause.ref for pause in pauses_in_force(state)] == ["P-01", "P-02"]
    assert state.standing("H-01").status is TaskStatus.DONE
    assert paused_since(state) == at("Thu 19:00")


def test_a_plan_without_the_pause_anchors_is_paused_all_the_same() -> None:
    plan = replace(PAUSABLE, anchors=tuple(one for one in PAUSABLE.anchors if one.code not in {"HOLD", "RESTART"}))
    state = given(plan=plan)
    state = then(state, declare_pause(state, an_act("SP")))

    assert paused_since(state) == at("Thu 17:42")
    assert "HOLD" not in state.recorded


def test_a_run_is_not_closed_in_a_pause_or_with_a_hold_unanswered() -> None:
    state = paused()
    state = then(state, ask_hold(state, an_act("MK", "Thu 19:01"), reason="the counts look low"))
    found = {matter.id: matter.words for matter in matters(state)}

    assert found["pause:P-01"] == "Pause P-01 is in force"
    assert found["hold:HO-1"] == "Hold HO-1 waits for its answer"


# -- what the log may hold


def test_two_pauses_declared_in_one_moment_keep_both() -> None:
    first = PauseDeclared(**signed("SP", "Thu 19:00"), pause="P-01")
    state = running(first, replace(first, by="JB", recorder="JB"))

    assert [(pause.ref, pause.by) for pause in pauses_in_force(state)] == [("P-01", "SP"), ("P-02", "JB")]
    assert state.attention[-1].words == "Entry 2 declares P-01, which was taken: it is P-02."


@pytest.mark.parametrize(
    "event",
    [
        PauseDetailed(**signed(), pause="P-07", detail="seen", words="x"),
        PauseTold(**signed(), pause="P-07", audience="staff", how="x"),
    ],
)
def test_what_is_about_no_pause_is_looked_at(event: PauseDetailed | PauseTold) -> None:
    assert running(event).attention[-1].words == "Entry 1 is about P-07, which nobody declared."


def test_an_older_log_that_recorded_the_pause_anchor_still_reads() -> None:
    state = running(AnchorRecorded(**signed(), anchor="HOLD", happened=at("Thu 19:00")))

    assert state.window("H-01").due_at == at("Thu 19:15")
    assert pauses_in_force(state) == ()
    assert all_told(paused()).attention == ()


# -- one answer to who was told, wherever it was recorded


def message(audience: str, when: str, seq: int, **fields: object) -> Message:
    shared = {"ref": f"M-{seq:02}", "by": "MK", "recorder": "MK", "occasion": "pause", "channel": "phone"}
    return Message(**(shared | {"seq": seq, "audience": audience, "at": at(when)} | fields))  # type: ignore[arg-type]  # any field


def test_a_message_about_the_pause_counts_as_told() -> None:
    state = paused()
    sent = message("supplier", "Thu 19:08", 90)
    reason = message("patients", "Thu 19:09", 91, not_told_because="nobody waits", channel="")
    state = replace(state, messages=(sent, reason))
    _staff, patients, _pharmacy, supplier, _icb = told_of(state, state.pauses["P-01"])

    assert (supplier.at, supplier.how) == (at("Thu 19:08"), "phone M-90")
    assert (patients.at, patients.why_not) == (None, "nobody waits")
    assert not_told(state, state.pauses["P-01"]) == ("staff", "pharmacy", "icb")


def test_a_message_from_before_a_pause_or_about_the_next_one_does_not_count() -> None:
    state = paused(paused(), by="DR", when="Thu 19:30")
    early, late = message("staff", "Thu 18:50", 90), message("patients", "Thu 19:40", 91)
    state = replace(state, messages=(early, late, message("icb", "Thu 19:10", 92, occasion="delay")))

    assert not_told(state, state.pauses["P-01"]) == state.plan.pause.audiences
    assert not_told(state, state.pauses["P-02"]) == ("staff", "pharmacy", "supplier", "icb")


# -- the issues it was declared for


def shown_by(state: RunState, words: str, detail: str = "evidence") -> RunState:
    """The run once something was said about its pause."""
    return then(state, detail_pause(state, an_act("SP", "Thu 19:01"), "P-01", detail=detail, words=words))


def with_issues(*refs: str) -> RunState:
    """A paused run with some issues."""
    issues = (raised(ref=ref, what=f"Issue {ref}", when="Thu 18:50") for ref in refs)
    return paused(running(*issues))


def test_an_issue_named_as_evidence_trigger_or_sign_of_a_pause_led_to_it() -> None:
    state = with_issues("I-1", "I-2", "I-3")

    assert pauses_of(state, "I-1") == ()
    state = shown_by(state, "I-2, sheet 3")
    assert issues_of(state, state.pauses["P-01"]) == ("I-2",)
    state = shown_by(state, "3 of 20 wrong, see i-1", "seen")
    assert issues_of(state, state.pauses["P-01"]) == ("I-1", "I-2")
    assert (pauses_of(state, "I-1"), pauses_of(state, "I-2"), pauses_of(state, "I-3")) == (("P-01",), ("P-01",), ())


def test_a_number_that_is_no_issue_of_the_run_names_none() -> None:
    state = shown_by(with_issues("I-1", "I-10"), "I-11, PI-1, I-1-2, I-10")

    assert issues_of(state, state.pauses["P-01"]) == ("I-10",)


def test_what_was_said_last_counts() -> None:
    state = shown_by(shown_by(with_issues("I-1", "I-2"), "I-1"), "I-2")

    assert (pauses_of(state, "I-1"), pauses_of(state, "I-2")) == ((), ("P-01",))


def test_an_issue_that_led_to_two_pauses_carries_both() -> None:
    state = shown_by(paused(with_issues("I-1"), by="DR", when="Thu 19:00"), "I-1")
    state = then(state, detail_pause(state, an_act("SP", "Thu 19:02"), "P-02", detail="evidence", words="I-1"))

    assert pauses_of(state, "I-1") == ("P-01", "P-02")
