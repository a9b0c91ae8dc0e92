"""Pause prompts: the program counts and asks, each crossing once, and never pauses by itself (`records.md` c3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given as for_any
from hypothesis import strategies as st
from tests.examples import an_act, at, given, refused, signed, then
from tests.gate_examples import GATED, LOGGED_OFF, begin, marked
from tests.issue_examples import a_plan_with_issues, levelled, raised, safe, shipped_rules
from tests.reentry_examples import COUNTED, entered, logged

from cutover_tui.domain.gate_decisions import went_ahead
from cutover_tui.domain.issue_facts import IssueWorkaround
from cutover_tui.domain.issues import reopen_issue
from cutover_tui.domain.leads import pausers
from cutover_tui.domain.pause_prompts import asking, carry_on, judged_words
from cutover_tui.domain.pauses import declare_pause
from cutover_tui.domain.presence import PresenceRecorded, name_stand_in
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


# -- too few people


STAFFED = replace(
    RULES, roles=tuple(replace(role, least=1 if role.code in {"CL", "REC"} else 0) for role in RULES.roles)
)


def rolled(*events: Event) -> RunState:
    """The run whose plan asks for one clinical lead and one of reception, after what the roll says."""
    return given(*events, plan=STAFFED)


def seen(*people: str, where: str = "in the room", when: str = "Thu 17:00") -> PresenceRecorded:
    """The roll says where people are."""
    return PresenceRecorded(**signed(when=when), people=people, where=where)


def test_fewer_people_than_the_plan_asks_for_a_role_are_asked_about_after_15_minutes() -> None:
    state = rolled(seen("JB", "SP", "DR", "MK"), seen("MK", where="not here", when="Thu 17:30"))

    assert asked(state, "Thu 17:44") == []
    assert asked(state, "Thu 17:45") == [("too-few-here", ("REC",))]


def test_whoever_is_on_the_phone_is_here_and_nobody_asks_before_a_roll_is_kept() -> None:
    assert asked(rolled(seen("JB", "SP"), seen("MK", where="on the phone"))) == []
    assert asked(rolled(), "Thu 23:00") == []


def test_somebody_the_roll_does_not_name_is_not_here() -> None:
    assert asked(rolled(seen("JB")), "Thu 17:20") == [("too-few-here", ("CL", "REC"))]


def test_who_stands_in_for_a_role_fills_it() -> None:
    state = rolled(seen("JB", "SP", "MK"), seen("MK", where="not here", when="Thu 17:30"))
    state = then(state, name_stand_in(state, an_act(when="Thu 17:35"), "MK", stand_in="JB", roles=("REC",)))

    assert asked(state, "Thu 18:00") == []


def test_carrying_on_short_of_somebody_is_asked_about_again_only_once_another_leaves() -> None:
    gone = seen("MK", where="not here", when="Thu 17:30")
    state = carried_on(rolled(seen("JB", "SP", "DR", "MK"), gone), "too-few-here", ("REC",), "Thu 17:50")
    assert asked(state, "Thu 18:30") == []

    back = then(state, seen("MK", when="Thu 18:31"))
    again = then(back, seen("MK", where="not here", when="Thu 18:40"))
    assert asked(back, "Thu 18:35") == []
    assert asked(again, "Thu 18:55") == [("too-few-here", ("REC",))]


@for_any(st.sets(st.sampled_from(("SP", "DR", "MK"))))
def test_a_role_is_short_exactly_when_too_few_of_those_who_hold_it_are_here(here: set[str]) -> None:
    state = rolled(seen("JB", when="Thu 16:00"), *([seen(*sorted(here))] if here else []))
    holders = {"CL": {"SP", "DR"}, "REC": {"MK"}}

    short = tuple(role for role, names in holders.items() if not names & here)
    assert asked(state) == ([("too-few-here", short)] if short else [])


# -- a required document


DOCUMENTED = replace(
    GATED,
    issues=shipped_rules(),
    gates=(
        replace(
            GATED.gates[0], criteria=tuple(replace(one, document=one.ref == "G1-02") for one in LOGGED_OFF.criteria)
        ),
        *GATED.gates[1:],
    ),
)


def test_a_required_document_that_was_found_missing_at_a_gate_is_asked_about() -> None:
    state = begin(plan=DOCUMENTED)
    assert asked(state) == []

    missing = marked(state, "G1-02", "not met", evidence="DTAC ran out in May")
    assert asked(missing) == [("document-missing", ("G1-02",))]
    assert asked(marked(state, "G1-03", "not met", evidence="no posters")) == []
    assert asked(marked(state, "G1-02", evidence="June 2027")) == []


def test_a_document_is_named_with_its_trigger_and_asked_about_again_when_it_is_found_missing_again() -> None:
    state = marked(begin(plan=DOCUMENTED), "G1-02", "not met", evidence="ran out in May")
    [crossing] = asking(state, at("Thu 18:00"))
    assert crossing.words == "Pause? A required document is missing or out of date at a gate (G1-02, trigger T5)."

    state = carried_on(state, "document-missing", ("G1-02",))
    assert asked(state) == []
    again = marked(state, "G1-02", "not met", evidence="the new one is for another product")
    assert asked(again) == [("document-missing", ("G1-02",))]


def test_once_the_gate_is_behind_its_documents_are_not_asked_about() -> None:
    state = marked(begin(plan=DOCUMENTED), "G1-02", "not met", evidence="ran out in May")
    gone = then(state, went_ahead(state, an_act("MK"), "G1", known="all off", follows="extract"))

    assert asked(gone) == []


# -- what the room judges


def test_the_signs_no_program_counts_are_named_as_those_the_room_judges() -> None:
    assert judged_words(on_the_day()) == (
        "The room judges, no program counts it: a record that shows the wrong patient; 3 people who tell the floor "
        "walker that they do not feel safe; a new instruction from the regulator, the ICB or NHS England that stops "
        "a step."
    )
    assert judged_words(given()) == ""
