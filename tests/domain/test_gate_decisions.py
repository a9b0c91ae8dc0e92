"""Deciding a gate (`records.md` c1 and c5 rules 4 to 6, the hard gates), and that work went ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.examples import an_act, at, refused, signed, then
from tests.gate_examples import (
    GATED,
    GO_LIVE,
    all_go,
    all_met,
    answered,
    begin,
    decided,
    marked,
    put,
    ready,
)

from cutover_tui.domain.added_tasks import added_from
from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.closing import Closed
from cutover_tui.domain.gate_criteria import add_condition
from cutover_tui.domain.gate_decisions import GateDecided, WentAhead, Wish, decide_gate, in_the_way, went_ahead
from cutover_tui.domain.gates import Settled, anew, gone_past, settled_elsewhere, undecided
from cutover_tui.domain.holds import HoldAsked
from cutover_tui.domain.log_events import SealWritten
from cutover_tui.domain.pause_log import Pause, Restarted
from cutover_tui.domain.pauses import PauseDeclared
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.domain.tasks import TaskStatus

WHY = "Everything is in place"
CUT = AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 18:42"))


def wish(result: str = "go", **fields: object) -> Wish:
    return Wish(**{"result": result, "second": "JB", "reasons": WHY, **fields})  # type: ignore[arg-type]  # any field


# Rule 4: go, no-go, go with conditions; conditions make tasks


@pytest.mark.parametrize(("result", "passed"), [("go", True), ("no-go", False)])
def test_a_gate_is_decided_go_or_no_go_with_reasons(result: str, passed: bool) -> None:
    state = decided(ready(), "G1", result)

    made = state.gates["G1"].decision
    assert made is not None
    assert (made.result, made.by, made.second, made.chaired_by, made.reasons) == (result, "SP", "JB", "JB", WHY)
    assert state.gates["G1"].passed is passed


def test_go_with_conditions_names_the_tasks_its_conditions_became() -> None:
    state = ready()
    with refused("G1 has no condition yet. Add each with an owner and a time, then decide."):
        decided(state, "G1", "go with conditions")

    state = then(state, add_condition(state, an_act(), "G1", title="Phone them", owner="MK", due=at("Thu 19:00")))
    made = decided(state, "G1", "go with conditions").gates["G1"].decision
    assert made is not None
    assert made.conditions == ("A-1",) == added_from(state, "G1", "gate G1 condition")


def test_a_plain_go_is_refused_while_there_are_conditions() -> None:
    state = ready()
    state = then(state, add_condition(state, an_act(), "G1", title="Phone them", owner="MK", due=at("Thu 19:00")))

    with refused("G1 has a condition (A-1). Decide go with conditions, or settle them first."):
        decided(state, "G1")


def test_moving_the_date_says_to_when() -> None:
    state = ready()
    with refused("Say to when G1 moves."):
        decided(state, "G1", "move the date")
    with refused("Thu 26 Nov 17:00 has passed. Say to when G1 moves."):
        decided(state, "G1", "move the date", move_to=at("Thu 17:00"))

    made = decided(state, "G1", "move the date", move_to=at("Fri 18:30")).gates["G1"].decision
    assert made is not None
    assert state.instant_of(made.move_to) == at("Fri 18:30")
    assert not state.gates["G1"].passed


def test_a_decision_needs_its_reasons_and_one_of_the_four_results() -> None:
    with refused("Say why G1 is decided so: go."):
        decided(ready(), "G1", reasons=" ")
    with refused("Say how G1 is decided: go, go with conditions, no-go, move the date."):
        decided(ready(), "G1", "perhaps")


def test_a_gate_is_decided_once_until_the_question_is_put_again() -> None:
    state = decided(ready(), "G1")
    with refused("G1 was decided at 17:42: go, by SP and JB. To decide anew, put the question again."):
        decided(state, "G1", "no-go")

    again = put(state, when="Thu 17:55")
    assert again.gates["G1"].decision is None
    assert len(again.gates["G1"].decisions) == 1


# Who signs what: two different people, at least one of them a registered clinician


def test_the_same_person_never_signs_twice() -> None:
    with refused("G1 needs two different people: SP is one of them already. Ask somebody else."):
        decided(ready(), "G1", second="SP")
    with refused("G1 needs two different people: DR is one of them already. Ask somebody else."):
        decide_gate(ready(), an_act("SP", on_behalf_of="DR"), "G1", wish(second="DR"))


def test_two_people_are_needed_where_the_plan_names_two() -> None:
    with refused(
        "G1 is decided by 2 different people: Cutover lead (JB) and Clinical lead (SP, DR) or Clinical safety officer "
        "(DR). Give the initials of both."
    ):
        decided(ready(), "G1", second="")


def test_the_right_people_decide() -> None:
    who = "Cutover lead (JB) and Clinical lead (SP, DR) or Clinical safety officer (DR)"
    with refused(f"G1 is decided by {who}. MK and JB are not that."):
        decided(ready(), "G1", by="MK")
    with refused(f"G1 is decided by {who}. SP and DR are not that."):
        decided(ready(), "G1", second="DR")


def test_either_order_of_the_two_will_do() -> None:
    assert decided(ready(), "G1", by="JB", second="DR").gates["G1"].passed


def test_at_least_one_of_them_is_a_registered_clinician() -> None:
    people = tuple(replace(one, clinician=False) for one in GATED.people)
    state = ready(plan=replace(GATED, people=people))

    with refused("G1 needs a registered clinician among those who decide. SP and JB is none."):
        decided(state, "G1")


def test_a_gate_of_one_decider_takes_one_signature() -> None:
    state = decided(ready("G2"), "G2", second="")
    assert state.gates["G2"].passed

    with refused("G2 is decided by Clinical lead (SP, DR). JB is not that."):
        decided(ready("G2"), "G2", by="JB", second="")


# Hard gates are loud, take a reason and two signatures, and lock nothing


def test_go_on_a_hard_gate_with_an_unmet_must_criterion_needs_the_reason_why() -> None:
    state = all_go(begin())

    with pytest.raises(ReasonNeeded) as needed:
        decided(state, "G1")
    assert needed.value.unusual == ("2 must criteria not met (G1-01, G1-02)",)
    assert str(needed.value) == (
        "G1 has 2 must criteria not met (G1-01, G1-02). Say why work goes on all the same, and it is recorded with "
        "the reason."
    )


def test_with_a_reason_and_two_signatures_it_is_passed_and_both_are_kept() -> None:
    made = decided(all_go(begin()), "G1", although="The window closes at 19:00").gates["G1"].decision

    assert made is not None
    assert made.despite == ("2 must criteria not met (G1-01, G1-02)",)
    assert made.although == "The window closes at 19:00"


def test_go_while_the_roll_call_is_not_all_go_needs_the_reason_why() -> None:
    state = put(all_met(begin()))
    for station, vote in (("REC", "absent"), ("CL", "go"), ("LEAD", "go")):
        state = answered(state, station, vote)

    assert in_the_way(state, state.gates["G1"]) == ("Reception absent",)
    with pytest.raises(ReasonNeeded):
        decided(state, "G1")


def test_a_criterion_that_only_should_be_met_does_not_stand_in_the_way() -> None:
    state = marked(ready(), "G1-03", "not met", evidence="none")

    assert in_the_way(state, state.gates["G1"]) == ()


def test_no_go_needs_no_further_reason_whatever_stands_in_the_way() -> None:
    assert decided(begin(), "G1", "no-go").gates["G1"].decision is not None


def test_go_live_needs_the_clinical_leads_data_check() -> None:
    state = ready("G3")
    assert in_the_way(state, state.gates["G3"]) == ("G2 is not GO",)

    both = decided(all_go(all_met(state, "G2"), "G2"), "G2", second="")
    assert in_the_way(both, both.gates["G3"]) == ()


def test_restart_needs_two_people() -> None:
    with refused(
        "G4 is decided by 2 different people: Clinical lead (SP, DR) or Clinical safety officer (DR) and Practice "
        "manager (JB) or Cutover lead (JB). Give the initials of both."
    ):
        decided(ready("G4"), "G4", second="")


def test_an_open_hold_stands_in_the_way_of_the_next_gate() -> None:
    state = then(ready(), HoldAsked(**signed("MK"), hold="HO-1", reason="wait"))

    assert in_the_way(state, state.gates["G1"]) == ("hold HO-1 by MK waits for its answer",)


def test_a_hard_gate_that_was_gone_past_is_said_loudly_and_locks_nothing() -> None:
    state = then(begin(), CUT)

    assert undecided(state) == ("G1",)
    assert gone_past(state, state.gates["G1"])
    assert decided(state, "G1", although="It was done by phone").gates["G1"].passed
    assert undecided(decided(state, "G1", although="It was done by phone")) == ()


# The decision and the task that is it


def test_passing_a_gate_does_the_task_that_is_the_decision() -> None:
    state = decided(ready("G2"), "G2", second="DR")

    standing = state.standing("C-02")
    assert (standing.status, standing.by, standing.checked_by) == (TaskStatus.DONE, "SP", "DR")
    assert standing.observed == "G2: go"


def test_a_task_done_already_stays_as_it_is() -> None:
    event = decide_gate(ready("G1"), an_act("SP"), "G1", wish())
    assert event.completes == ()


def test_a_no_go_leaves_the_task_to_do() -> None:
    assert decided(ready("G2"), "G2", "no-go", second="").standing("C-02").status is TaskStatus.TO_DO


# A decision is judged on what stood there


def test_a_decision_made_while_the_gate_changed_has_no_effect() -> None:
    event = decide_gate(ready(), an_act("SP"), "G1", wish())
    after = then(marked(ready(), "G1-02", "not met", evidence="2 left"), event)

    assert after.gates["G1"].decision is None
    assert after.attention[-1].words == "SP decided G1 while it changed. It is still open: look at it again."


def test_the_last_safe_retreat_is_kept_as_it_stood() -> None:
    made = decided(ready(), "G1").gates["G1"].decision

    assert made is not None
    assert made.retreat_at == at("Thu 17:30")


# Rule 5: the seal


def test_the_seal_written_at_a_gate_is_kept_with_its_occasion() -> None:
    state = then(begin(), SealWritten(**signed("MK"), seal="R0001 1 2 3 4", occasion="gate G1"))
    state = then(state, SealWritten(**signed("MK"), seal="R0002 5 6 7 8"))

    assert state.seals_for == {"gate G1": (0, "R0001 1 2 3 4", "MK")}
    assert len(state.seals) == 2


# Rule 6: went ahead before the gate was recorded


def test_went_ahead_takes_one_person_and_three_boxes() -> None:
    event = went_ahead(begin(), an_act("MK"), "G1", happened=at("Thu 17:30"), known="all off", follows="we count")
    (one,) = then(begin(), event).gates["G1"].ahead

    assert (one.by, one.happened, one.known, one.follows) == ("MK", at("Thu 17:30"), "all off", "we count")


def test_blank_boxes_are_no_bar_and_nobody_is_asked_why_it_comes_late() -> None:
    event = went_ahead(begin(), an_act("MK", at=at("Thu 15:00")), "G1")

    assert (event.known, event.follows) == ("Not recorded", "Not recorded")
    assert event.late_reason == "Went ahead before the gate was recorded"


def test_a_time_that_has_not_come_is_asked_for_again() -> None:
    with refused("Thu 26 Nov 18:00 has not come yet. Give the time when work went ahead."):
        went_ahead(begin(), an_act("MK"), "G1", happened=at("Thu 18:00"))


def test_went_ahead_says_nothing_about_how_the_gate_is_decided() -> None:
    state = then(ready(), WentAhead(**signed("MK"), gate="G1", happened=at("Thu 17:30"), known="k", follows="f"))

    assert state.gates["G1"].decision is None
    assert decided(state, "G1").gates["G1"].passed


def test_a_decision_about_a_gate_the_plan_lacks_is_told() -> None:
    event = GateDecided(**signed(), gate="G9", result="go", saw="0", reasons="r")

    assert then(begin(), event).attention[-1].words == "Entry 0 is about gate G9, which is not in this plan."


def test_a_plan_without_gates_says_so() -> None:
    with refused("There is no gate G1. This plan has no gates."):
        went_ahead(begin(plan=replace(GATED, gates=())), an_act(), "G1")
    assert GO_LIVE.needs == ("G2",)


def test_late_evidence_against_a_passed_gate_is_told_and_changes_no_decision() -> None:
    state = marked(decided(ready(), "G1"), "G1-02", "not met", evidence="2 left")

    assert state.gates["G1"].passed
    assert state.attention[-1].words == (
        "JB marked G1-02 anew after G1 was passed, and it is not met as it stands. Look at G1 again."
    )


def test_nobody_answers_a_gate_that_is_decided() -> None:
    state = decided(put(begin()), "G1", "no-go")
    with refused("G1 was decided at 17:42. To ask again, put the question again."):
        answered(state, "REC")


# What another act of two people settles


def test_closing_the_run_is_the_decision_of_the_gate_that_is_the_close() -> None:
    close = replace(GO_LIVE, ref="G5", id="close", guards="", needs=(), when="LED")
    state = begin(plan=replace(GATED, gates=(*GATED.gates, close)))
    with refused("G5 is decided by closing the run. Press K on the run screen: two people sign there."):
        decided(state, "G5")

    closed = replace(state, closed=Closed(seq=1, by="JB", second="SP", at=at("Thu 17:50"), exceptions=()))
    assert settled_elsewhere(closed, closed.gates["G5"]) == Settled("CLOSED", at("Thu 17:50"), "JB", "SP")
    assert settled_elsewhere(state, state.gates["G5"]) is None


def test_a_pause_begins_the_restart_gate_anew_and_nothing_said_before_counts() -> None:
    state = decided(ready("G4"), "G4")
    assert state.gates["G4"].passed

    again = anew(state, "RESTART", state.count)
    standing = again.gates["G4"]
    assert (standing.poll, standing.decision, standing.fulfilled) == (None, None, 0)
    assert (len(standing.polls), len(standing.decisions)) == (1, 1)
    assert again.gates["G1"] is state.gates["G1"]


def test_declaring_a_pause_begins_the_restart_gate_anew() -> None:
    pause = PauseDeclared(**signed("SP"), pause="PA-1", seen="wrong quantities")
    state = then(all_met(begin(), "G4"), pause)

    assert state.gates["G4"].fulfilled == 0


def test_a_restart_by_two_people_settles_the_restart_gate() -> None:
    restarted = Restarted(seq=9, by="SP", second="JB", at=at("Thu 18:00"), phased_how="small", minutes=30)
    recorded = then(begin(), AnchorRecorded(**signed(), anchor="RESTART", happened=at("Thu 18:00")))
    assert gone_past(recorded, recorded.gates["G4"])

    pause = Pause(ref="PA-1", seq=1, by="SP", recorder="SP", at=at("Thu 17:30"), restarted=restarted)
    state = replace(recorded, pauses={"PA-1": pause})
    assert settled_elsewhere(state, state.gates["G4"]) == Settled("RESTARTED", at("Thu 18:00"), "SP", "JB")
    assert not gone_past(state, state.gates["G4"])
