"""Pause prompts: the program counts and asks, each crossing once, and never pauses by itself (`records.md` c3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import an_act, at, given, refused, signed, then
from tests.issue_examples import a_plan_with_issues, levelled, raised, safe, shipped_rules
from tests.reentry_examples import COUNTED, entered, logged

from cutover_tui.domain.issue_facts import IssueWorkaround
from cutover_tui.domain.issues import reopen_issue
from cutover_tui.domain.leads import pausers
from cutover_tui.domain.pause_prompts import asking, carry_on
from cutover_tui.domain.pauses import declare_pause
from cutover_tui.domain.reentry_closing import ReentrySampled

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

RULES = a_plan_with_issues()


def asked(state: RunState, when: str = "Thu 18:00") -> list[tuple[str, tuple[str, ...]]]:
    """What people are asked about at a time."""
    return [(one.prompt.id, one.about) for one in asking(state, at(when))]


def on_the_day(*events: Event) -> RunState:
    return given(*events, plan=RULES)


def carried_on(state: RunState, prompt: str, about: tuple[str, ...], when: str = "Thu 18:00") -> RunState:
    """The run after the lead said why people carry on."""
    return then(state, carry_on(state, an_act("JB", when), prompt, about=about, reason="By hand for now"))


def test_one_p1_not_made_safe_in_15_minutes_is_asked_about() -> None:
    state = on_the_day(raised(area="phones"))

    assert asked(state, "Thu 17:56") == []
    assert asked(state, "Thu 17:57") == [("p1-not-safe", ("I-1",))]
    assert asked(on_the_day(raised(area="phones"), safe()), "Thu 18:30") == []
    assert asked(on_the_day(raised("no", area="phones")), "Thu 23:00") == []


def test_two_p1_of_the_same_area_are_asked_about_at_once() -> None:
    one = raised()
    other = raised(ref="I-2", what="Another", area="visits")
    same = raised(ref="I-2", what="Another")

    assert asked(on_the_day(one, other), "Thu 17:43") == []
    assert asked(on_the_day(one, same), "Thu 17:43") == [("p1-same-area", ("I-1", "I-2"))]


def test_a_critical_function_without_a_workaround_for_15_minutes_is_asked_about() -> None:
    state = on_the_day(raised("maybe", area="appointments"))

    assert asked(state, "Thu 17:57") == [("function-lost", ("I-1",))]
    assert asked(on_the_day(raised("maybe", area="visits")), "Thu 18:30") == []
    around = then(state, IssueWorkaround(**signed(), issue="I-1", workaround="The printed list"))
    assert asked(around, "Thu 18:30") == []


def test_two_wrong_of_one_sample_are_asked_about() -> None:
    plan = replace(COUNTED, issues=shipped_rules())
    events: list[Event] = [logged(20), entered(20)]
    wrong = ReentrySampled(**signed("SP"), category="red-slips", looked=20, right=18)
    one_wrong = replace(wrong, right=19)

    assert asked(given(*events, wrong, plan=plan)) == [("wrong-records", ("red-slips",))]
    assert asked(given(*events, one_wrong, plan=plan)) == []


def test_the_question_names_what_was_counted_and_its_trigger() -> None:
    [crossing] = asking(on_the_day(raised(area="phones")), at("Thu 18:00"))

    assert crossing.words == "Pause? 1 P1 is not made safe after 15 minutes (I-1, trigger T1)."


def test_a_long_question_names_the_first_and_counts_the_rest() -> None:
    many = [raised(ref=f"I-{number}", what=f"Thing {number}", area="phones") for number in range(1, 7)]

    assert "(I-1, I-2, I-3, I-4 and 2 more, trigger T1)." in asking(on_the_day(*many), at("Thu 18:00"))[0].words


def test_a_plan_without_prompts_and_a_closed_run_ask_nothing() -> None:
    assert asked(given(raised()), "Thu 23:00") == []


def test_each_crossing_is_asked_about_once() -> None:
    state = on_the_day(raised(area="phones"))
    state = carried_on(state, "p1-not-safe", ("I-1",))

    assert asked(state, "Thu 23:00") == []
    assert [(one.by, one.reason) for one in state.considered] == [("JB", "By hand for now")]


def test_one_more_issue_is_another_crossing() -> None:
    state = carried_on(on_the_day(raised(area="phones")), "p1-not-safe", ("I-1",))
    state = then(state, raised(ref="I-2", what="Another", area="visits", when="Thu 18:00"))

    assert asked(state, "Thu 18:14") == []
    assert asked(state, "Thu 18:15") == [("p1-not-safe", ("I-1", "I-2"))]


def test_an_issue_that_is_open_again_or_worse_again_is_another_crossing() -> None:
    state = carried_on(on_the_day(raised(area="phones")), "p1-not-safe", ("I-1",))
    again = then(state, safe(when="Thu 18:01"))
    again = then(again, reopen_issue(again, an_act("MK", "Thu 18:02"), "I-1", reason="It came back"))
    worse = then(state, levelled("P2", when="Thu 18:01"))
    worse = then(worse, levelled("P1", was="P2", by="MK", when="Thu 18:02"))

    assert asked(again, "Thu 18:16") == asked(worse, "Thu 18:16") == []
    assert asked(again, "Thu 18:17") == asked(worse, "Thu 18:17") == [("p1-not-safe", ("I-1",))]


def test_one_of_those_who_may_pause_answers_with_a_reason() -> None:
    state = on_the_day(raised(area="phones"))
    with refused(
        "One of those who may pause answers this: JB Jo Baker, SP Sam Patel, DR Dana Rao. MK may raise an issue or ask "
        "for a hold."
    ):
        carry_on(state, an_act("MK", "Thu 18:00"), "p1-not-safe", about=("I-1",), reason="x")
    with refused("Say why people carry on. To pause instead, go back and press !."):
        carry_on(state, an_act("JB", "Thu 18:00"), "p1-not-safe", about=("I-1",), reason=" ")

    assert pausers(state) == ("JB", "SP", "DR")


def test_an_answer_to_what_is_no_longer_asked_is_refused() -> None:
    words = "That has been answered, or has changed since it was asked. Look at the question again."
    state = on_the_day(raised(area="phones"))
    with refused(words):
        carry_on(state, an_act("JB", "Thu 17:50"), "p1-not-safe", about=("I-1",), reason="x")
    with refused(words):
        carry_on(state, an_act("JB", "Thu 18:00"), "p1-not-safe", about=("I-2",), reason="x")


def test_nothing_is_asked_while_a_pause_is_in_force() -> None:
    state = on_the_day(raised(area="phones"))
    state = then(state, declare_pause(state, an_act("SP", "Thu 18:00")))

    assert asked(state, "Thu 18:01") == []


def test_asking_changes_nothing_by_itself() -> None:
    state = on_the_day(raised(area="phones"))

    assert list(asking(state, at("Thu 23:00"))) == list(asking(state, at("Thu 23:00")))
    assert state.considered == ()
