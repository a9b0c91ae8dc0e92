"""Holds: given a history, when somebody asks or answers, then it is so or these exact words (`records.md` c4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.examples import an_act, at, given, refused, signed, then
from tests.pause_examples import PAUSABLE, paused, running

from cutover_tui.domain.gate_decisions import in_the_way
from cutover_tui.domain.gate_plan import Gate
from cutover_tui.domain.holds import (
    HoldAnswered,
    HoldAsked,
    answer_due,
    answer_hold,
    ask_hold,
    open_holds,
    overdue_holds,
)
from cutover_tui.domain.pauses import declare_pause
from cutover_tui.domain.tasks import complete_task


def asked(by: str = "MK", when: str = "Thu 19:00", reason: str = "the counts look low") -> HoldAsked:
    return ask_hold(running(), an_act(by, when), reason=reason)


def answered(answer: str = "carry on", by: str = "SP", when: str = "Thu 19:06", hold: str = "HO-1") -> HoldAnswered:
    return HoldAnswered(**signed(by, when), hold=hold, answer=answer, reason="the counts were read twice")


@pytest.mark.parametrize("by", sorted(PAUSABLE.people[i].initials for i in range(len(PAUSABLE.people))))
def test_anyone_asks_for_a_hold(by: str) -> None:
    state = running(asked(by))

    (hold,) = open_holds(state)
    assert (hold.ref, hold.by, hold.at, hold.reason) == ("HO-1", by, at("Thu 19:00"), "the counts look low")


def test_a_hold_without_words_is_refused() -> None:
    with refused("Say in a few words what to wait for. A hold needs nothing more."):
        ask_hold(running(), an_act("MK"), reason=" ")


def test_the_same_hold_within_a_minute_is_one_press_too_many() -> None:
    state = running(asked())

    with refused("This hold is already in the log, as HO-1."):
        ask_hold(state, an_act("MK", "Thu 19:00"), reason="the counts look low")
    assert ask_hold(state, an_act("MK", "Thu 19:02"), reason="the counts look low").hold == "HO-2"


def test_a_hold_never_locks_ticking() -> None:
    state = running(asked())

    assert complete_task(state, an_act("JB", "Thu 19:01"), "P-01", observed="3 Nov", reason="late").task == "P-01"


def test_a_lead_answers_a_hold_within_fifteen_minutes() -> None:
    state = running(asked())
    (hold,) = open_holds(state)

    assert answer_due(state, hold) == at("Thu 19:15")
    assert overdue_holds(state, at("Thu 19:15")) == ()
    assert overdue_holds(state, at("Thu 19:16")) == (hold,)


def test_a_hold_that_may_carry_on_was_answered_and_stops_nothing_more() -> None:
    state = running(asked(), answered())

    assert open_holds(state) == ()
    assert state.holds["HO-1"].answers[-1].answer == "carry on"
    assert state.holds["HO-1"].ended_at == at("Thu 19:06")


def test_a_hold_that_is_looked_into_goes_on_stopping_the_gate_and_owes_its_outcome() -> None:
    state = running(asked(), answered("look into it"))

    (hold,) = open_holds(state)
    assert answer_due(state, hold) == at("Thu 19:21")
    assert overdue_holds(state, at("Thu 19:22")) == (hold,)


def test_an_answer_needs_a_reason() -> None:
    with refused("Say why, in a few words: MK should know what came of HO-1."):
        answer_hold(running(asked()), an_act("SP", "Thu 19:06"), "HO-1", answer="carry on", reason="")


def test_an_answer_is_a_leads() -> None:
    words = "MK holds no role that answers a hold. JB, SP, DR or SO can answer HO-1."
    with refused(words):
        answer_hold(running(asked("MK")), an_act("MK", "Thu 19:06"), "HO-1", answer="carry on", reason="r")


def test_whoever_asked_does_not_answer() -> None:
    with refused("SP asked for HO-1, so somebody else answers it: JB, DR or SO."):
        answer_hold(running(asked("SP")), an_act("SP", "Thu 19:06"), "HO-1", answer="carry on", reason="r")


def test_nobody_answers_for_whoever_asked() -> None:
    with refused("SP asked for HO-1, so somebody else answers it: JB, DR or SO."):
        answer_hold(
            running(asked("SP")), an_act("JB", "Thu 19:06", on_behalf_of="SP"), "HO-1", answer="carry on", reason="r"
        )


def test_there_are_three_answers() -> None:
    with refused("‘maybe’ is not an answer to a hold. It is carry on, look into it or pause."):
        answer_hold(running(asked()), an_act("SP", "Thu 19:06"), "HO-1", answer="maybe", reason="r")


def test_a_pause_as_the_answer_is_a_pause_that_names_the_hold() -> None:
    with refused("HO-1 is answered with a pause by declaring one, which names it."):
        answer_hold(running(asked()), an_act("SP", "Thu 19:06"), "HO-1", answer="pause", reason="r")


def test_a_hold_nobody_asked_for_is_refused() -> None:
    with refused("There is no hold HO-9 in this run."):
        answer_hold(running(), an_act("SP", "Thu 19:06"), "HO-9", answer="carry on", reason="r")


def test_an_answered_hold_is_not_answered_again() -> None:
    with refused("HO-1 was answered at 19:06 by SP: carry on."):
        answer_hold(running(asked(), answered()), an_act("JB", "Thu 19:07"), "HO-1", answer="carry on", reason="r")


def test_a_pause_answers_the_hold_it_names_in_the_same_act() -> None:
    state = running(asked())
    event = declare_pause(state, an_act("SP", "Thu 19:04"), hold="HO-1", seen="3 of 20 wrong")
    state = then(state, event)

    hold = state.holds["HO-1"]
    assert (hold.ended_at, hold.pause, hold.answers[-1].answer) == (at("Thu 19:04"), "P-01", "pause")
    assert (state.pauses["P-01"].asked_by, state.pauses["P-01"].asked_at) == ("MK", at("Thu 19:00"))
    assert state.pauses["P-01"].words("seen") == "3 of 20 wrong"


def test_a_pause_cannot_name_a_hold_that_was_answered() -> None:
    with refused("HO-1 was answered at 19:06 by SP: carry on."):
        declare_pause(running(asked(), answered()), an_act("JB", "Thu 19:07"), hold="HO-1")


# -- what the log may hold


def test_two_holds_asked_for_in_one_moment_keep_both() -> None:
    state = running(asked(), asked("JB"))

    assert [hold.by for hold in open_holds(state)] == ["MK", "JB"]
    assert state.attention[-1].words == "Entry 2 asks for a hold as HO-1, which was taken: it is HO-2."


def test_the_first_answer_stands() -> None:
    state = running(asked(), answered(), answered("look into it", "JB", "Thu 19:07"))

    assert state.holds["HO-1"].answers[-1].by == "SP"
    assert state.attention[-1].words == "JB answered HO-1 after SP did. The first answer stands."


def test_an_answer_to_nothing_is_looked_at() -> None:
    assert running(answered(hold="HO-7")).attention[-1].words == "Entry 1 answers HO-7, which nobody asked for."


def test_the_minutes_are_the_plans() -> None:
    assert paused().plan.pause.hold_minutes == 15
    assert given().plan.pause.hold_minutes == 15


def test_a_hold_is_shown_at_the_gate_it_stops_until_it_is_answered() -> None:
    plan = replace(PAUSABLE, gates=(Gate(ref="G1", id="one", title="First gate"),))
    open_one, done_one = (given(*events, plan=plan) for events in ((asked(),), (asked(), answered())))

    assert in_the_way(open_one, open_one.gates["G1"]) == ("hold HO-1 by MK waits for its answer",)
    assert in_the_way(done_one, done_one.gates["G1"]) == ()
