"""Restarts: the list first, then two people, one a clinician; and what the time lost moves (`records.md` c4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.examples import PEOPLE, an_act, at, done, given, refused, signed, then
from tests.issue_examples import raised, safe
from tests.pause_examples import EXTRACTED, ITEMS, PAUSABLE, all_told, listed, paused, restarted, running

from cutover_tui.domain.anchors import AnchorRecorded, move_anchor
from cutover_tui.domain.holds import HoldAnswered, ask_hold
from cutover_tui.domain.pause_log import pauses_in_force
from cutover_tui.domain.restarts import (
    PauseRestarted,
    answer_restart_item,
    movable_anchors,
    outlook_words,
    restart,
    restart_outlook,
    saw_restart,
    unanswered_items,
    unsafe_words,
)
from cutover_tui.domain.stopped_time import worked_seconds
from cutover_tui.domain.tasks import TaskDeferred

NOT_MET = {"words": "the supplier sends it on Friday", "second": "JB", "second_words": "a workaround is in place"}


# -- the restart list


def test_the_restart_list_has_the_seven_lines_of_the_pause_record() -> None:
    assert [item.words for item in PAUSABLE.pause.restart_list] == [
        "Cause looked into",
        "Test that repeats the problem",
        "Staff briefed",
        "Hazard log reviewed",
        "Go or no-go held",
        "Small start agreed",
        "People told",
    ]


@pytest.mark.parametrize("item", ITEMS)
def test_no_restart_while_a_line_of_the_list_is_not_answered(item: str) -> None:
    state = listed(paused(), without=item)
    name = next(one.words for one in PAUSABLE.pause.restart_list if one.id == item)

    with refused(f"P-01 is not restarted yet. The restart list still waits for: {name}."):
        restart(state, an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="reception first")


@pytest.mark.parametrize("item", PAUSABLE.pause.restart_list, ids=lambda item: item.id)
def test_a_line_is_met_with_its_evidence(item: object) -> None:
    line = next(one for one in PAUSABLE.pause.restart_list if one is item)
    with refused(line.asks):
        answer_restart_item(all_told(paused()), an_act("MK", "Thu 19:30"), "P-01", line.id, met=True, words=" ")


def test_people_told_is_met_once_every_audience_is_answered() -> None:
    words = "Nobody has said yet whether staff, patients, pharmacies, suppliers, ICB or PCN were told of P-01. "
    with refused(f"{words}Record how, or why not, first."):
        answer_restart_item(paused(), an_act("MK", "Thu 19:30"), "P-01", "told", met=True, words="by phone")


def test_a_line_that_is_not_met_takes_the_reasons_of_two() -> None:
    state = paused()
    act = an_act("SP", "Thu 19:30")
    with refused("‘Cause looked into’ is not met: SP says why it may restart all the same."):
        answer_restart_item(state, act, "P-01", "cause", met=False, words="", second="JB", second_words="r")
    with refused("‘Cause looked into’ is not met: JB says why too, in their own words."):
        answer_restart_item(state, act, "P-01", "cause", met=False, words="r", second="JB")
    with refused("A restart takes two people. Give the initials of the other one."):
        answer_restart_item(state, act, "P-01", "cause", met=False, words="r")


def test_a_restart_with_a_line_not_met_is_signed_by_the_two_who_gave_the_reasons() -> None:
    state = listed(paused(), without="cause")
    state = then(state, answer_restart_item(state, an_act("SP", "Thu 19:40"), "P-01", "cause", met=False, **NOT_MET))
    words = "‘Cause looked into’ is not met, with the reasons of SP and JB. "
    with refused(f"{words}The two who restart give their own: answer that line again."):
        restart(state, an_act("DR", "Thu 19:52"), "P-01", second="JB", phased_how="reception first")

    assert restarted(state).pauses["P-01"].restarted is not None


def test_a_line_the_list_does_not_have_is_refused() -> None:
    with refused("There is no ‘luck’ in the restart list of this plan."):
        answer_restart_item(paused(), an_act("SP", "Thu 19:30"), "P-01", "luck", met=True, words="x")


# -- two people


def test_two_different_people_restart_and_one_is_a_clinician() -> None:
    state = restarted(listed(paused()))
    done_by = state.pauses["P-01"].restarted

    assert done_by is not None
    assert (done_by.by, done_by.second, done_by.at, done_by.phased_how) == (
        "SP",
        "JB",
        at("Thu 19:52"),
        "reception first",
    )
    assert pauses_in_force(state) == ()
    assert state.recorded["RESTART"] == at("Thu 19:52")


@pytest.mark.parametrize(("by", "on_behalf_of"), [("SP", ""), ("JB", "SP")])
def test_one_person_never_restarts(by: str, on_behalf_of: str) -> None:
    act = an_act(by, "Thu 19:52", on_behalf_of=on_behalf_of)
    with refused("A restart takes two different people. SP is one of them already: ask somebody else."):
        restart(listed(paused()), act, "P-01", second="SP", phased_how="all")


def test_one_person_with_both_roles_needs_another_all_the_same() -> None:
    both = replace(PEOPLE[1], roles=("CL", "PM"))
    state = replace(listed(paused()), people={**listed(paused()).people, "SP": both})

    with refused("A restart takes two people. Give the initials of the other one."):
        restart(state, an_act("SP", "Thu 19:52"), "P-01", second="", phased_how="all")
    assert restart(state, an_act("SP", "Thu 19:52"), "P-01", second="DR", phased_how="all").second == "DR"


@pytest.mark.parametrize("pair", [("SP", "DR"), ("JB", "SO"), ("SP", "MK"), ("MK", "JB")])
def test_a_restart_is_signed_by_a_clinical_and_a_practical_role(pair: tuple[str, str]) -> None:
    words = (
        "A restart is signed by the clinical lead or clinical safety officer, and by the practice manager or the "
        f"cutover lead. {pair[0]} and {pair[1]} do not hold both."
    )
    with refused(words):
        restart(listed(paused()), an_act(pair[0], "Thu 19:52"), "P-01", second=pair[1], phased_how="all")


@pytest.mark.parametrize("pair", [("SP", "JB"), ("JB", "SP"), ("DR", "JB")])
def test_either_of_the_two_may_sign_first(pair: tuple[str, str]) -> None:
    event = restart(listed(paused()), an_act(pair[0], "Thu 19:52"), "P-01", second=pair[1], phased_how="all")

    assert (event.by, event.second, event.auth) == (*pair, "two-person")


def test_one_of_the_two_is_a_registered_clinician() -> None:
    state = listed(paused())
    state = replace(state, people={**state.people, "SP": replace(PEOPLE[1], clinician=False)})

    with refused("Neither SP nor JB is a registered clinician. One of the two who restart is."):
        restart(state, an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="all")


def test_a_restart_says_its_steps() -> None:
    with refused("Say in which steps it starts again: what first, for whom, and what follows."):
        restart(listed(paused()), an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="")


def test_a_restarted_pause_is_not_restarted_again() -> None:
    with refused("P-01 was restarted at 19:52 by SP and JB."):
        restart(restarted(listed(paused())), an_act("SP", "Thu 19:55"), "P-01", second="JB", phased_how="all")


# -- a decision: the fold judges it


def decided(**fields: object) -> PauseRestarted:
    state = listed(paused())
    event = restart(state, an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="all")
    return replace(event, **fields)  # type: ignore[arg-type]  # any field of the event


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (decided(second="SP"), "SP restarted P-01 alone. It is still in force: a restart takes two people."),
        (decided(second="MK"), "SP and MK may not restart P-01 together. It is still in force."),
        (decided(saw="0"), "SP and JB restarted P-01 while it changed. Look at it again."),
        (decided(pause="P-05"), "Entry 15 is about P-05, which nobody declared."),
    ],
)
def test_a_restart_without_effect_is_looked_at_and_the_pause_stays(event: PauseRestarted, words: str) -> None:
    state = then(listed(paused()), event)

    assert state.attention[-1].words.replace(f"Entry {state.count - 1}", "Entry 15") == words
    assert len(pauses_in_force(state)) == 1


def test_a_second_restart_of_one_pause_is_looked_at() -> None:
    state = then(restarted(listed(paused())), decided())

    assert state.attention[-1].words == "SP and JB restarted P-01, which was not in force."


def test_an_answer_that_changes_after_it_was_seen_takes_the_restart_its_effect() -> None:
    state = listed(paused())
    event = restart(state, an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="all")
    changed = then(state, answer_restart_item(state, an_act("MK"), "P-01", "test", met=True, words="18 of 20"))

    assert saw_restart(state, state.pauses["P-01"]) != saw_restart(changed, changed.pauses["P-01"])
    assert len(pauses_in_force(then(changed, event))) == 1


# -- planning again


def test_what_runs_on_the_clock_of_the_cutover_moves_by_the_time_lost_with_its_cause() -> None:
    before = listed(paused())
    state = restarted(before)

    assert before.window("C-04").due_at == at("Thu 20:40")
    assert state.window("C-04").due_at == at("Thu 21:32")
    assert state.window("C-04").not_before_at == at("Thu 20:32")
    assert state.window("C-04").not_after_at == at("Thu 23:32")
    assert [move.words for move in state.moved_tasks["C-04"]] == ["moved 52 min by pause P-01"]


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("C-05", "a length of the cutover goes on counting"),
        ("C-06", "a time of day is other people's"),
        ("C-07", "a day is other people's"),
        ("C-08", "it was due before the pause"),
        ("C-01", "it was due when the extract was taken"),
        ("F-02", "it comes before the extract"),
        ("C-03a", "it is daily"),
        ("G-05", "go-live is still ahead, and moves by a decision"),
        ("H-01", "the pause list runs in the pause"),
    ],
)
def test_what_does_not_run_on_that_clock_stays(ref: str, why: str) -> None:
    before = listed(paused())
    state = restarted(before)

    assert state.window(ref).due_at == before.window(ref).due_at, why
    assert ref not in state.moved_tasks


def test_what_is_done_or_put_off_stays() -> None:
    put_off = TaskDeferred(**signed(), task="C-04", to="G", until="GL+1wd", reason="later")
    for event in (done("C-04", when="Thu 18:50"), put_off):
        before = listed(paused(running(event)))
        assert restarted(before).window("C-04") == before.window("C-04")


def test_it_stays_where_the_two_say_so() -> None:
    before = listed(paused())
    state = restarted(before, replans=False)

    assert state.window("C-04") == before.window("C-04")
    assert state.moved_tasks == {}


def test_go_live_moves_by_decision_and_who_was_told_is_told_again() -> None:
    state = listed(paused(running(done("P-02"))))
    assert [anchor.code for anchor in movable_anchors(state, state.pauses["P-01"])] == ["GL"]
    state = restarted(state, moves=("GL",))

    assert state.anchors["GL"] == at("Tue 08:52")
    assert state.window("G-05").due_at == at("Tue 09:52")
    assert state.moved_tasks["G-05"][-1].words == "moved 52 min by pause P-01"
    assert state.standing("P-02").tell_again
    assert state.pauses["P-01"].restarted is not None
    assert state.pauses["P-01"].restarted.moved == ("GL",)


def test_a_moment_that_has_come_does_not_move() -> None:
    with refused("CUT does not move with this restart: it has happened, or has no time of its own."):
        restart(listed(paused()), an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="all", moves=("CUT",))


def test_what_will_move_is_shown_before_the_restart_as_the_log_will_have_it() -> None:
    state = listed(paused(running(done("P-02"))))
    seen = restart_outlook(state, state.pauses["P-01"], at("Thu 19:52"), replans=True, moves=("GL",))
    after = restarted(state, moves=("GL",))

    assert dict(seen.tasks) == {ref: moves[-1].minutes for ref, moves in after.moved_tasks.items()}
    assert (seen.minutes, seen.tell_again) == (52, ("P-02",))
    assert outlook_words(state, seen, ("GL",)) == (
        "52 min lost. GL moves to Tue 1 Dec 08:52. 3 tasks move: C-04, G-01, G-05. To tell again: P-02."
    )


def test_the_two_who_restart_are_told_which_p1_is_not_made_safe() -> None:
    state = listed(paused())
    for event in (raised(ref="I-1"), raised(ref="I-2"), raised("no", ref="I-3"), safe(ref="I-2", when="Thu 19:20")):
        state = then(state, event)
    now = at("Thu 19:52")

    shown = outlook_words(state, restart_outlook(state, state.pauses["P-01"], now, replans=True, moves=()), ())
    both = unsafe_words(then(state, raised(ref="I-4")))

    assert shown.startswith("I-1 is a P1 and not made safe. 52 min lost. ")
    assert both == "I-1, I-4 are P1 and not made safe."
    assert unsafe_words(then(state, safe(ref="I-1", when="Thu 19:25"))) == ""


def test_of_a_moment_that_came_in_the_pause_only_what_was_lost_after_it_counts() -> None:
    state = paused(given(plan=PAUSABLE), when="Thu 18:00")
    state = then(state, AnchorRecorded(**signed(when="Thu 19:30"), anchor="CUT", happened=at("Thu 19:22")))
    state = restarted(listed(state))

    assert state.moved_tasks["C-04"][-1].minutes == 30
    assert state.window("C-04").due_at == at("Thu 21:52")


def test_pauses_that_overlap_stop_the_clock_once() -> None:
    state = listed(paused())
    state = listed(paused(state, by="DR", when="Thu 19:45"), "P-02", "Thu 19:50")
    state = restarted(state)
    assert state.moved_tasks == {}
    assert "RESTART" not in state.recorded
    state = restarted(state, "P-02", "Thu 20:10")

    assert [move.words for move in state.moved_tasks["C-04"]] == ["moved 70 min by pause P-02"]
    assert state.recorded["RESTART"] == at("Thu 20:10")


def test_two_pauses_one_after_the_other_add_up_with_both_causes() -> None:
    state = restarted(listed(paused()))
    state = restarted(listed(paused(state, by="DR", when="Thu 20:10"), "P-02", "Thu 20:15"), "P-02", "Thu 20:20")

    assert [move.words for move in state.moved_tasks["C-04"]] == [
        "moved 52 min by pause P-01",
        "moved 10 min by pause P-02",
    ]
    assert state.window("C-04").due_at == at("Thu 21:42")


def test_what_moved_stays_moved_when_another_anchor_moves() -> None:
    state = restarted(listed(paused()))
    event = move_anchor(state, an_act("JB", "Thu 20:00"), "GL", to=at("Wed 08:00"), reason="r", agreed_by="all")

    assert then(state, event).window("C-04").due_at == at("Thu 21:32")


# -- work


def test_pauses_and_holds_are_kept_out_of_durations() -> None:
    state = restarted(listed(paused()))
    hold = ask_hold(state, an_act("MK", "Thu 20:00"), reason="the counts look low")
    answer = HoldAnswered(**signed("SP", "Thu 20:08"), hold="HO-1", answer="carry on", reason="read twice")
    state = then(then(state, hold), answer)

    def minutes(start: str, end: str) -> float:
        return worked_seconds(state, at(start), at(end)) / 60

    assert minutes("Thu 18:50", "Thu 20:30") == 100 - 52 - 8
    assert minutes("Thu 19:10", "Thu 19:20") == 0
    assert minutes("Thu 19:30", "Thu 20:04") == 8
    assert minutes("Thu 20:30", "Thu 20:00") == 0


def test_a_pause_in_force_is_not_work_either() -> None:
    state = paused()

    assert worked_seconds(state, at("Thu 18:50"), at("Thu 19:30")) == timedelta(minutes=10).total_seconds()


def test_a_hold_within_a_pause_counts_once() -> None:
    state = then(paused(), ask_hold(paused(), an_act("MK", "Thu 19:05"), reason="the counts look low"))

    assert worked_seconds(state, at("Thu 18:50"), at("Thu 19:30")) == timedelta(minutes=10).total_seconds()


def test_what_is_left_to_answer_is_known() -> None:
    state = listed(paused(), without="test")

    assert [item.id for item in unanswered_items(state, state.pauses["P-01"])] == ["test"]
    assert EXTRACTED.anchor == "CUT"
