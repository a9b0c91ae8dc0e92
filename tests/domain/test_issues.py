"""Issues: each rule of `records.md` c3 by its own name, the exact words of each refusal, and the laws of the fold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, a_plan, an_act, an_entry, at, entries_of, given, refused, signed, then
from tests.issue_examples import WHAT, a_plan_with_issues, journalled, levelled, raised, safe, shipped_rules

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.closing import close_run, closed_words, sign_exception
from cutover_tui.domain.closing_matters import matters
from cutover_tui.domain.fold import fold
from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.issue_facts import (
    IssueCounted,
    IssueRated,
    IssueSupplier,
    IssueWorkaround,
    count_patients,
    note_supplier,
    own_issue,
    rate_issue,
    record_harm,
    record_nationally,
    understand_issue,
    work_around,
)
from cutover_tui.domain.issue_rules import BUILT_IN, P1, is_worse
from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.domain.issues import (
    IssueClosed,
    IssueRaised,
    change_level,
    close_issue,
    issue_of,
    journal_issue,
    make_safe,
    raise_issue,
    reopen_issue,
    saw_issue,
)
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.plan import Person
from cutover_tui.domain.state import start_state

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.issue_clocks import IssueClock
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState

RULES = a_plan_with_issues()


def with_issue(*events: Event, plan: Plan = RULES) -> RunState:
    """A run with I-1 as a P1, and what came after it."""
    return given(raised(), *events, plan=plan)


def first(state: RunState) -> Issue:
    """The first issue."""
    return state.issues["I-1"]


def clock(state: RunState, ref: str = "I-1") -> IssueClock:
    """What an issue waits for."""
    found = clock_of(state, state.issues[ref])
    assert found is not None
    return found


# -- raise in 15 seconds


@pytest.mark.parametrize(
    ("answer", "level"),
    [("yes", "P1"), ("do not know", "P1"), ("maybe", "P2"), ("no", "P3"), ("question, training or appearance", "P4")],
)
def test_yes_or_do_not_know_opens_as_p1_maybe_as_p2_no_as_p3_a_question_as_p4(answer: str, level: str) -> None:
    event = raise_issue(given(), an_act("MK"), WHAT, area="prescriptions", answer=answer)

    assert (event.issue, event.level, event.by) == ("I-1", level, "MK")
    assert first(then(given(), event)).level == level


def test_raising_needs_words() -> None:
    with refused("Say in a few words what is happening. Nothing about who the patient is."):
        raise_issue(given(), an_act("MK"), "  ", area="other", answer="yes")


def test_raising_needs_an_area_of_the_plan() -> None:
    with refused(
        "‘moon’ is not an area of this plan. The areas are appointments, messages, consultations, prescriptions, "
        "visits, referrals, results, registrations, phones, cards and printers, other."
    ):
        raise_issue(given(), an_act("MK"), WHAT, area="moon", answer="yes")


def test_raising_needs_one_of_the_answers() -> None:
    with refused(
        "Could a patient be harmed in the next hour? Answer yes, maybe, no, do not know, question, training or "
        "appearance."
    ):
        raise_issue(given(), an_act("MK"), WHAT, area="other", answer="")


def test_the_same_words_of_the_same_person_are_one_issue_sent_twice() -> None:
    state = with_issue()
    with refused("This is already in the log, as I-1."):
        raise_issue(state, an_act("MK"), WHAT, area="prescriptions", answer="yes")

    assert raise_issue(state, an_act("JB"), WHAT, area="prescriptions", answer="yes").issue == "I-2"


def test_an_issue_can_be_raised_in_a_plan_made_before_there_were_issues() -> None:
    assert PLAN.issues is None
    event = raise_issue(given(), an_act("MK"), WHAT, area="phones", answer="no")

    assert clock(then(given(), event)).due_at == at("Thu 18:42")


def test_what_is_built_in_is_what_is_shipped() -> None:
    shipped = shipped_rules()

    assert (BUILT_IN.levels, BUILT_IN.areas, BUILT_IN.factors) == (shipped.levels, shipped.areas, shipped.factors)
    assert (BUILT_IN.harm_physical, BUILT_IN.harm_psychological) == (shipped.harm_physical, shipped.harm_psychological)


# -- numbers


def test_a_number_is_given_once_and_for_ever() -> None:
    state = given(raised(), safe(), raised(ref="I-2", what="Another"), plan=RULES)
    closed = then(state, close_issue(state, an_act("SP"), "I-1", cause="A driver"))

    assert raise_issue(closed, an_act("MK"), "A third", area="other", answer="no").issue == "I-3"


def test_two_windows_that_gave_the_same_number_lose_nothing() -> None:
    state = given(raised(), raised("no", "JB", what="The phones are slow", area="phones"), plan=RULES)

    assert [issue.what for issue in state.issues.values()] == [WHAT, "The phones are slow"]
    assert state.attention[-1].words == "Entry 1 raised an issue as I-1, which is taken. It stands as I-2."


def test_an_entry_about_an_issue_that_was_never_raised_is_said() -> None:
    state = given(journalled(ref="I-9"), plan=RULES)

    assert not state.issues
    assert state.attention[-1].words == "Entry 0 is about I-9, which was never raised."


def test_a_level_this_version_does_not_know_is_treated_as_the_most_urgent() -> None:
    state = given(replace(raised(), level="P0"), plan=RULES)

    assert first(state).level == "P1"
    assert state.attention[-1].words == "I-1 came with a level this version does not know, P0. It is treated as P1."


@pytest.mark.parametrize("ref", ["I-9", ""])
def test_an_issue_that_is_not_there_is_refused_with_the_newest(ref: str) -> None:
    shown = ref or "without a number"
    with refused(f"There is no issue {shown} in this run. The newest is I-1."):
        issue_of(with_issue(), ref)
    with refused("No issue has been raised in this run yet. Press I to raise one."):
        issue_of(given(), "I-1")


# -- levels


def test_anyone_on_the_list_raises_the_level() -> None:
    state = given(raised("no"), plan=RULES)
    event = change_level(state, an_act("MK"), "I-1", "P1")

    assert first(then(state, event)).level == "P1"


@pytest.mark.parametrize("by", ["MK", "JB"])
@pytest.mark.parametrize("to", ["P2", "P3", "P4"])
def test_only_a_clinician_lowers_a_p1(by: str, to: str) -> None:
    with refused(f"Only a clinician lowers a P1, and {by} is not one. Ask SP Sam Patel or DR Dana Rao."):
        change_level(with_issue(), an_act(by), "I-1", to, reason="It is fine")

    assert change_level(with_issue(), an_act("SP"), "I-1", to, reason="It is fine").to == to


def test_lowering_needs_a_reason_whoever_does_it() -> None:
    with refused("Say why I-1 is lowered from P1 to P2."):
        change_level(with_issue(), an_act("SP"), "I-1", "P2", reason=" ")
    with refused("Say why I-1 is lowered from P3 to P4."):
        change_level(given(raised("no"), plan=RULES), an_act("MK"), "I-1", "P4")


def test_a_level_must_be_another_one_and_one_there_is() -> None:
    with refused("I-1 is P1 already."):
        change_level(with_issue(), an_act("MK"), "I-1", "P1")
    with refused("‘P0’ is not a level. The levels are P1, P2, P3, P4."):
        change_level(with_issue(), an_act("MK"), "I-1", "P0")


def test_a_p1_that_was_lowered_without_a_clinician_stays_p1_and_is_said() -> None:
    """Another seat may have recorded it while the issue was still a P2 there."""
    state = with_issue(levelled("P3", was="P2", by="MK"))

    assert first(state).level == "P1"
    assert state.attention[-1].words == (
        "MK lowered I-1 while it was P1, and is not a clinician. It stays P1: look at it again."
    )


def test_a_level_lowered_from_where_it_no_longer_is_stays() -> None:
    state = given(raised("maybe"), levelled("P4", was="P3", by="MK"), plan=RULES)

    assert first(state).level == "P2"
    assert state.attention[-1].words == ("MK lowered I-1 from P3 while it came to P2. It stays: look at it again.")


def test_an_issue_that_gets_worse_is_not_safe_any_more_and_its_clock_starts_again() -> None:
    state = given(raised("maybe"), journalled(), safe(when="Thu 17:45"), plan=RULES)
    worse = then(state, change_level(state, an_act("MK", "Thu 17:50"), "I-1", "P1"))

    assert first(worse).standing is IssueStanding.OPEN
    assert clock(worse).due_at == at("Thu 17:55")


def test_every_level_an_issue_had_is_kept() -> None:
    state = with_issue(levelled("P2"), levelled("P1", was="P2", by="MK", when="Thu 17:50"))

    assert [(step.level, step.by) for step in first(state).levels] == [("P1", "MK"), ("P2", "SP"), ("P1", "MK")]


# -- clocks


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ("yes", "Thu 17:47"),
        ("maybe", "Thu 17:57"),
        ("no", "Thu 18:42"),
        ("question, training or appearance", "Thu 18:30"),
    ],
)
def test_the_answer_is_due_in_5_15_60_minutes_or_by_the_end_of_the_day(answer: str, due: str) -> None:
    state = given(raised(answer), plan=RULES)

    assert (clock(state).what, clock(state).due_at) == ("answer", at(due))
    assert not clock(state).is_past(at(due))
    assert clock(state).is_past(at("Thu 23:00"))


def test_after_hours_the_end_of_the_day_is_that_of_the_next() -> None:
    state = given(raised("question, training or appearance", when="Thu 19:00"), plan=RULES)

    assert clock(state).due_at == at("Fri 18:30")


def test_the_first_journal_entry_is_the_answer_and_the_review_clock_runs_from_the_last() -> None:
    state = with_issue(journalled(when="Thu 17:45"), journalled("Told the lab", when="Thu 17:50"))

    assert first(state).answered_at == at("Thu 17:45")
    assert (clock(state).what, clock(state).due_at) == ("review", at("Thu 18:05"))


def test_an_owner_or_a_count_is_no_answer() -> None:
    state = with_issue()
    state = then(state, own_issue(state, an_act("JB"), "I-1", owner="MK"))
    state = then(state, count_patients(state, an_act("JB"), "I-1", patients=2))

    assert clock(state).what == "answer"


def test_a_p3_is_reviewed_at_each_huddle_and_has_no_clock_of_its_own() -> None:
    state = given(raised("no"), journalled(), plan=RULES)

    assert clock_of(state, first(state)) is None


def test_an_issue_that_is_safe_or_closed_waits_for_nothing() -> None:
    assert clock_of(with_issue(safe()), first(with_issue(safe()))) is None


# -- journal


def test_the_journal_holds_who_when_what_told_whom_and_where_it_stood() -> None:
    state = with_issue()
    event = journal_issue(state, an_act("JB", "Thu 17:44"), "I-1", "Printing stopped", told="reception")
    state = then(then(state, event), safe())

    assert [(line.by, line.words, line.told, str(line.standing)) for line in first(state).journal] == [
        ("MK", f"Raised: {WHAT}", "", "open"),
        ("JB", "Printing stopped", "reception", "answered"),
        ("SP", "Made safe: Labels are written by hand", "", "made safe"),
    ]


def test_a_journal_entry_needs_words_and_is_not_sent_twice() -> None:
    with refused("Say what was done or said about I-1."):
        journal_issue(with_issue(), an_act("JB"), "I-1", "")
    state = with_issue(journalled(when="Thu 17:42"))
    with refused("This is already in the journal of I-1, as entry 1."):
        journal_issue(state, an_act("JB"), "I-1", "Printing stopped")


def test_a_closed_issue_still_takes_what_becomes_known() -> None:
    state = with_issue(safe())
    state = then(state, close_issue(state, an_act("SP"), "I-1", cause="A driver"))

    assert journal_issue(state, an_act("JB"), "I-1", "The supplier confirms it").words == "The supplier confirms it"
    assert record_nationally(state, an_act("JB"), "I-1", lfpse="recorded", reference="LF-1").reference == "LF-1"


# -- made safe, closed, open again


def test_making_safe_needs_to_say_how_and_happens_once() -> None:
    with refused("Say what made I-1 safe."):
        make_safe(with_issue(), an_act("SP"), "I-1", how="")
    with refused("I-1 is made safe already, recorded by SP: Labels are written by hand"):
        make_safe(with_issue(safe()), an_act("SP"), "I-1", how="Again")


def test_a_p1_is_closed_by_the_clinical_lead_once_it_is_safe() -> None:
    with refused("I-1 is P1 and not made safe. Record first what made it safe, or have a clinician lower it."):
        close_issue(with_issue(), an_act("SP"), "I-1", cause="A driver")
    with refused("I-1 is P1: the clinical lead closes it. Ask SP Sam Patel or DR Dana Rao."):
        close_issue(with_issue(safe()), an_act("JB"), "I-1", cause="A driver")
    state = with_issue(safe())
    state = then(state, close_issue(state, an_act("SP"), "I-1", cause="A driver"))

    assert first(state).standing is IssueStanding.CLOSED
    assert first(state).cause == "A driver"


def test_somebody_who_holds_the_role_and_is_no_clinician_does_not_close_a_p1() -> None:
    people = (*PLAN.people, Person(initials="TW", name="Tess Ward", roles=("CL",)))
    with refused("I-1 is P1: the clinical lead closes it. Ask SP Sam Patel or DR Dana Rao."):
        close_issue(with_issue(safe(), plan=a_plan_with_issues(people=people)), an_act("TW"), "I-1", cause="A driver")


@pytest.mark.parametrize("by", ["JB", "SP"])
def test_any_other_level_is_closed_by_the_cutover_lead_or_the_clinical_lead(by: str) -> None:
    state = given(raised("no"), plan=RULES)
    with refused("The cutover lead or the clinical lead closes I-1. Ask JB Jo Baker or SP Sam Patel or DR Dana Rao."):
        close_issue(state, an_act("MK"), "I-1", cause="A driver")

    assert first(then(state, close_issue(state, an_act(by), "I-1", cause="A driver"))).closed is not None


def test_closing_says_what_was_found_out() -> None:
    with refused("Say what was found out about I-1, or that nobody knows yet."):
        close_issue(given(raised("no"), plan=RULES), an_act("JB"), "I-1", cause=" ")


def test_a_closed_issue_changes_no_more_until_it_is_opened_again() -> None:
    state = given(raised("no"), plan=RULES)
    state = then(state, close_issue(state, an_act("JB"), "I-1", cause="A driver"))
    words = "I-1 was closed by JB. Open it again first, with the reason."
    with refused(words):
        change_level(state, an_act("MK"), "I-1", "P1")
    with refused(words):
        make_safe(state, an_act("MK"), "I-1", how="x")
    with refused(words):
        close_issue(state, an_act("JB"), "I-1", cause="x")


def test_an_issue_is_opened_again_with_a_reason() -> None:
    with refused("I-1 is open, so there is nothing to open again."):
        reopen_issue(with_issue(), an_act("MK"), "I-1", reason="It came back")
    with refused("Say why I-1 is open again."):
        reopen_issue(with_issue(safe()), an_act("MK"), "I-1", reason="")
    state = with_issue(safe())
    state = then(state, reopen_issue(state, an_act("MK", "Thu 18:00"), "I-1", reason="It came back"))

    assert first(state).standing is IssueStanding.OPEN
    assert clock(state).due_at == at("Thu 18:05")


def test_a_close_that_was_judged_on_something_else_has_no_effect() -> None:
    state = given(raised("no"), plan=RULES)
    close = close_issue(state, an_act("JB"), "I-1", cause="A driver")
    worse = then(then(state, levelled("P1", was="P3", by="MK")), close)

    assert first(worse).closed is None
    assert worse.attention[-1].words == "JB closed I-1 while it changed. Look at it again."


def test_a_record_that_closes_a_p1_without_the_clinical_lead_has_no_effect() -> None:
    state = with_issue(safe())
    forged = IssueClosed(**signed("MK"), issue="I-1", saw=saw_issue(first(state)), cause="x")
    after = then(state, forged)

    assert first(after).closed is None
    assert after.attention[-1].words == (
        "MK closed I-1, a P1 that the clinical lead closes once it is safe. It is still open."
    )


# -- what becomes known


def test_an_owner_is_somebody_on_the_roster_and_another_than_before() -> None:
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        own_issue(with_issue(), an_act("JB"), "I-1", owner="XX")
    state = then(with_issue(), own_issue(with_issue(), an_act("JB"), "I-1", owner="MK"))
    with refused("MK sees to I-1 already."):
        own_issue(state, an_act("JB"), "I-1", owner="MK")


def test_a_workaround_is_called_safe_by_a_clinician_and_another_one_anew() -> None:
    with refused("Say how people get round I-1 meanwhile."):
        work_around(with_issue(), an_act("MK"), "I-1", workaround="")
    with refused("A clinician says that a workaround is safe, and MK is not one. Ask SP Sam Patel or DR Dana Rao."):
        work_around(with_issue(), an_act("MK"), "I-1", workaround="By hand", safe_by="MK")
    state = with_issue(IssueWorkaround(**signed("MK"), issue="I-1", workaround="By hand", safe_by="SP"))
    assert first(state).workaround_safe_by == "SP"

    other = then(state, work_around(state, an_act("MK"), "I-1", workaround="By phone"))
    assert (first(other).workaround, first(other).workaround_safe_by) == ("By phone", "")


def test_a_workaround_that_somebody_else_called_safe_is_not() -> None:
    state = with_issue(IssueWorkaround(**signed("MK"), issue="I-1", workaround="By hand", safe_by="MK"))

    assert first(state).workaround_safe_by == ""
    assert state.attention[-1].words == (
        "MK called the workaround of I-1 safe and is not a clinician. Ask a clinician."
    )


def test_the_suppliers_severity_never_changes_our_level() -> None:
    with refused("Say which supplier was told about I-1."):
        note_supplier(with_issue(), an_act("JB"), "I-1", supplier="")
    state = with_issue()
    state = then(state, note_supplier(state, an_act("JB"), "I-1", supplier="TPP", reference="C-1", severity="P4 low"))
    issue = first(state)

    assert (issue.level, issue.supplier_severity, issue.supplier_ref) == ("P1", "P4 low", "C-1")


def test_what_a_later_record_leaves_empty_stays() -> None:
    state = with_issue(
        IssueSupplier(**signed(), issue="I-1", supplier="TPP", reference="C-1"),
        IssueSupplier(**signed(), issue="I-1", supplier="TPP", severity="high"),
    )

    assert (first(state).supplier_ref, first(state).supplier_severity) == ("C-1", "high")


@pytest.mark.parametrize("number", [-1, 100_000])
def test_patients_affected_is_a_count_and_never_who(number: int) -> None:
    with refused(f"{number} is not a count of patients. Give a whole number from 0 to 99,999."):
        count_patients(with_issue(), an_act("JB"), "I-1", patients=number)


def test_a_count_may_be_about_right_and_names_the_forms() -> None:
    state = with_issue(IssueCounted(**signed(), issue="I-1", patients=12, approx=True, forms="C-2 041"))

    assert (first(state).patients, first(state).patients_approx, first(state).form_numbers) == (12, True, "C-2 041")


def rating(by: str = "SP", **fields: str) -> IssueRated:
    """A rating, or the refusal of one."""
    said = {
        "severity": "Major",
        "likelihood": "High",
        "new_hazard": "no",
        "known_hazard": "no",
        "control_failed": "do not know",
    }
    return rate_issue(with_issue(), an_act(by, "Fri 10:00"), "I-1", **(said | fields))


def test_severity_and_likelihood_come_from_a_clinician_on_the_day_or_later() -> None:
    with refused("A clinician rates I-1, and JB is not one. Ask SP Sam Patel or DR Dana Rao."):
        rating("JB")
    assert first(with_issue()).rating == 0

    issue = first(then(with_issue(), rating()))
    assert (issue.rating, issue.rated_by, issue.severity, issue.likelihood) == (4, "SP", "Major", "High")


@pytest.mark.parametrize(
    ("likelihood", "ratings"),
    [
        ("Very high", (3, 4, 4, 5, 5)),
        ("High", (2, 3, 3, 4, 5)),
        ("Medium", (2, 2, 3, 3, 4)),
        ("Low", (1, 2, 2, 3, 4)),
        ("Very low", (1, 1, 2, 2, 3)),
    ],
)
def test_the_shipped_matrix_is_that_of_the_source(likelihood: str, ratings: tuple[int, ...]) -> None:
    matrix = shipped_rules().matrix

    assert matrix.severities == ("Minor", "Significant", "Considerable", "Major", "Catastrophic")
    assert tuple(matrix.rating(severity, likelihood) for severity in matrix.severities) == ratings


def test_the_matrix_has_no_rating_for_what_it_does_not_hold() -> None:
    matrix = shipped_rules().matrix

    assert matrix.rating("Major", "Never") == matrix.rating("Odd", "High") == 0
    with refused("‘Odd’ is not a severity. Pick one of: Minor, Significant, Considerable, Major, Catastrophic."):
        rating(severity="Odd")
    with refused("‘Never’ is not a likelihood. Pick one of: Very high, High, Medium, Low, Very low."):
        rating(likelihood="Never")


def test_the_three_clinical_risk_questions_are_each_answered() -> None:
    with refused("Is this a new hazard? Answer yes, no or do not know."):
        rating(new_hazard="")
    with refused("Is it a known hazard becoming real? Answer yes, no or do not know."):
        rating(known_hazard="perhaps")
    with refused("Has a control failed? Answer yes, no or do not know."):
        rating(control_failed="")
    with refused("Give the reference of the known hazard, or write that it is not to hand."):
        rating(known_hazard="yes")
    with refused("Give the reference of the control, or write that it is not to hand."):
        rating(control_failed="yes")

    issue = first(then(with_issue(), rating(known_hazard="yes", hazards="HAZ-7")))
    assert (issue.known_hazard, issue.hazard_refs) == ("yes", "HAZ-7")


def test_a_plan_without_a_matrix_says_so() -> None:
    with refused("This plan has no risk matrix. Write the assessment in the journal; plans made from now on do."):
        rate_issue(
            with_issue(plan=a_plan()),
            an_act("SP"),
            "I-1",
            severity="Major",
            likelihood="High",
            new_hazard="no",
            known_hazard="no",
            control_failed="no",
        )


def test_a_rating_by_somebody_else_has_no_effect() -> None:
    state = then(with_issue(), replace(rating(), by="MK"))

    assert first(state).rating == 0
    assert state.attention[-1].words == "MK rated I-1 and is not a clinician. It is not rated yet."


def test_contributory_factors_are_those_of_the_plan() -> None:
    with refused(
        "‘luck’ is not a contributory factor. Pick one of: people, tasks, tools and technology, workplace, "
        "organisation, outside."
    ):
        understand_issue(with_issue(), an_act("JB"), "I-1", factors=("luck",))
    with refused("Say what was found out about I-1, what contributed, or what is learnt."):
        understand_issue(with_issue(), an_act("JB"), "I-1")

    state = then(
        with_issue(), understand_issue(with_issue(), an_act("JB"), "I-1", factors=("workplace",), learning="x")
    )
    assert (first(state).factors, first(state).learning, first(state).cause) == (("workplace",), "x", "")


def test_harm_near_miss_and_candour_are_picked() -> None:
    with refused("‘a lot’ is not a physical harm. Pick one of: none, low, moderate, severe, fatal."):
        record_harm(with_issue(), an_act("SP"), "I-1", physical="a lot")
    with refused("‘fatal’ is not a psychological harm. Pick one of: none, low, moderate, severe."):
        record_harm(with_issue(), an_act("SP"), "I-1", psychological="fatal")
    with refused("‘maybe’ is not a near miss. Pick one of: yes, no."):
        record_harm(with_issue(), an_act("SP"), "I-1", near_miss="maybe")
    with refused("‘later’ is not a candour. Pick one of: yes, no, not applicable."):
        record_harm(with_issue(), an_act("SP"), "I-1", candour="later")
    with refused("Say what harm I-1 did, whether it was a near miss, or whether candour was considered."):
        record_harm(with_issue(), an_act("SP"), "I-1")

    state = then(with_issue(), record_harm(with_issue(), an_act("SP"), "I-1", physical="none", near_miss="yes"))
    assert (first(state).harm_physical, first(state).near_miss, first(state).candour) == ("none", "yes", "")


def test_lfpse_is_recorded_with_a_reference_not_needed_or_not_decided() -> None:
    with refused("‘sent’ is not a answer about LFPSE. Pick one of: recorded, not needed, not decided."):
        record_nationally(with_issue(), an_act("JB"), "I-1", lfpse="sent")
    with refused("Give the LFPSE reference, or write that it is to follow."):
        record_nationally(with_issue(), an_act("JB"), "I-1", lfpse="recorded")

    state = then(with_issue(), record_nationally(with_issue(), an_act("JB"), "I-1", lfpse="not needed"))
    assert first(state).lfpse == "not needed"


# -- closing the run


LIVE = AnchorRecorded(**signed(), anchor="GL", happened=at("Tue 08:00"))


def only_issues(*events: Event) -> RunState:
    """A live run in which nothing but issues stands in the way."""
    return given(*events, LIVE, plan=a_plan_with_issues(services=(), reentry=(), tasks=PLAN.tasks))


def test_a_p1_that_is_not_made_safe_stands_in_the_way_of_closing_the_run() -> None:
    state = only_issues(raised())

    assert [(matter.id, matter.words) for matter in matters(state)] == [("issue:I-1", "I-1 is P1 and not made safe")]
    with refused(
        "This run cannot be closed yet: I-1 is P1 and not made safe. Settle each, or have two people sign an "
        "exception for it."
    ):
        close_run(state, an_act("JB", "Tue 12:00"), second="SP")
    assert matters(only_issues(raised(), safe())) == matters(only_issues(raised("maybe"))) == ()


def test_an_open_p1_statement_is_signed_by_the_clinical_lead() -> None:
    state = only_issues(raised())
    act = an_act("JB", "Tue 12:00")
    with refused("I-1 is P1 and not made safe. The clinical lead is one of the two who accept that: SP or DR."):
        sign_exception(state, act, "issue:I-1", second="MK", owner="SP", until="2026-12-18", reason="It waits")

    state = then(
        state, sign_exception(state, act, "issue:I-1", second="SP", owner="SP", until="2026-12-18", reason="It waits")
    )
    state = then(state, close_run(state, act, second="SP"))
    assert closed_words(state) == (
        "Closed 01-Dec-2026 by JB and SP with 1 P1 issue not settled, accepted by JB and SP. No further entries."
    )


# -- laws


_REFS = st.sampled_from(["I-1", "I-1", "I-2", "I-3"])
_WHO = st.sampled_from(["JB", "SP", "MK", "DR"])
_SAW = st.sampled_from(["x", "y"])
_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        lambda by, ref, answer, level: replace(raised(answer, by, ref=ref), level=level),
        _WHO,
        _REFS,
        st.sampled_from(["yes", "maybe", "no"]),
        st.sampled_from(["P1", "P2", "P3", "P4"]),
    ),
    st.builds(lambda by, ref: journalled(by=by, ref=ref), _WHO, _REFS),
    st.builds(
        lambda by, ref, was, to: levelled(to, was, by, ref=ref),
        _WHO,
        _REFS,
        st.sampled_from(["P1", "P2", "P3", "P4"]),
        st.sampled_from(["P1", "P2", "P3", "P4", "P9"]),
    ),
    st.builds(lambda by, ref: safe(by, ref=ref), _WHO, _REFS),
    st.builds(lambda by, ref, saw: IssueClosed(**signed(by), issue=ref, saw=saw, cause="x"), _WHO, _REFS, _SAW),
    st.builds(lambda by: PersonAdded(**signed(by), initials="QQ", name="Q", clinician=True), _WHO),
)


@drawn(st.lists(_EVENTS, max_size=25))
@settings(max_examples=200, deadline=None)
def test_only_a_clinician_lowers_a_p1_on_any_path(events: list[Event]) -> None:
    state = start_state(RULES)
    for entry in entries_of(*events):
        before, state = state, fold(state, [entry])
        for ref, issue in before.issues.items():
            after = state.issues[ref]
            if issue.level == P1 and is_worse(issue.level, after.level):
                assert state.people[entry.event.by].clinician
            if issue.level == P1 and issue.closed is None and after.closed is not None:
                assert issue.safe is not None
                assert "CL" in state.people[entry.event.by].roles


@drawn(st.lists(_EVENTS, max_size=25))
@settings(max_examples=200, deadline=None)
def test_nothing_of_an_issue_disappears_and_numbers_stay(events: list[Event]) -> None:
    state, count = start_state(RULES), 0
    for entry in entries_of(*events):
        before, state = state, fold(state, [entry])
        count += isinstance(entry.event, IssueRaised)
        assert len(state.issues) == count
        for ref, issue in before.issues.items():
            after = state.issues[ref]
            assert (after.ref, after.seq, after.what) == (ref, issue.seq, issue.what)
            assert after.journal[: len(issue.journal)] == issue.journal
            assert after.levels[: len(issue.levels)] == issue.levels


@drawn(st.lists(_EVENTS, max_size=25), st.integers(0, 25))
@settings(max_examples=100, deadline=None)
def test_folding_issues_in_two_halves_equals_folding_them_once(events: list[Event], cut: int) -> None:
    entries = entries_of(*events)

    assert fold(fold(start_state(RULES), entries[:cut]), entries[cut:]) == fold(start_state(RULES), entries)


def test_an_entry_keeps_its_own_number_when_folded_late() -> None:
    state = fold(start_state(RULES), [an_entry(41, raised())])

    assert first(state).seq == 41
