"""The handover page says how the run stands, what stops it, the gates, the forms and who was told (`records.md` c8)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given as for_any
from hypothesis import strategies as st
from tests.examples import an_act, at, given, signed, then
from tests.gate_examples import begin, decided, ready
from tests.issue_examples import a_plan_with_issues, raised
from tests.message_examples import TELLING, sent
from tests.pause_examples import listed, paused, restarted, running
from tests.reentry_examples import counted, entered, logged

from cutover_tui.domain.gate_criteria import add_condition
from cutover_tui.domain.gate_decisions import went_ahead
from cutover_tui.domain.holds import ask_hold
from cutover_tui.domain.pauses import detail_pause, tell_pause
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.runner.gate_board import gate_rows, next_gate, next_gate_words
from cutover_tui.runner.handover_page import handover_blocks
from cutover_tui.runner.huddle_board import sitrep_facts

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

STANDS = "How it stands, pauses and holds"
FORMS = "Forms outstanding and re-entry"
TOLD = "Told and not told"


def block(state: RunState, name: str, when: str = "Thu 17:42") -> tuple[str, ...]:
    """The lines of one part of the page."""
    return next(one.lines for one in handover_blocks(state, at(when)) if one.name == name)


def said(state: RunState, detail: str, words: str, *, approx: bool = False) -> RunState:
    """The run once something was said about its pause."""
    return then(
        state, detail_pause(state, an_act("SP", "Thu 19:01"), "P-01", detail=detail, words=words, approx=approx)
    )


# -- how it stands


def test_a_run_that_nothing_stops_says_so() -> None:
    assert block(running(), STANDS, "Thu 19:05") == ("State: behind plan", "Not paused", "No hold stops the next gate")


def test_a_pause_is_handed_over_with_all_that_was_said_and_all_that_is_open() -> None:
    state = said(said(paused(), "trigger", "T7"), "scope", "prescribing")
    state = said(state, "expected", at("Thu 20:00").isoformat(), approx=True)
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:02"), "P-01", audience="staff", how="aloud"))
    state = then(state, ask_hold(state, an_act("MK", "Thu 19:03"), reason="counts look low"))

    assert block(state, STANDS, "Thu 19:05") == (
        "State: paused",
        "PAUSED: P-01 since 19:00 by SP",
        "P-01 trigger: T7 Data recheck fails; what stops: prescribing",
        "P-01 is looked at again 19:30; restart approx 20:00",
        "P-01 still to say: what was seen, what carries on, meanwhile, coordinator",
        "P-01 not told: patients, pharmacies, suppliers, ICB or PCN",
        (
            "P-01 before the restart: Cause looked into, Test that repeats the problem, Staff briefed, "
            "Hazard log reviewed, Go or no-go held, Small start agreed, People told"
        ),
        "Hold HO-1 MK 19:03: counts look low. Answer by 19:18",
    )


def test_a_pause_that_was_restarted_is_over() -> None:
    assert "Not paused" in block(restarted(listed(paused())), STANDS, "Thu 20:00")


def test_the_last_safe_retreat_is_handed_over_while_it_is_near() -> None:
    assert block(begin(), STANDS, "Thu 16:42")[1] == "LAST SAFE RETREAT 17:30, in 48 min"


# -- gates


def test_the_next_gate_comes_first_with_what_stands_in_its_way() -> None:
    assert block(begin(), "Gates") == (
        "Next: G1 Old system: closed, planned Thu 26 Nov 18:30, TO COME; 0 of 3 criteria met",
        "In the way: 2 must criteria not met (G1-01, G1-02)",
        "In the way: the question was not put",
        "G2 Data signed off: TO COME",
        "G3 Ready for go-live: TO COME",
    )


def test_a_gate_that_was_decided_is_told_with_who_decided_and_its_open_conditions() -> None:
    state = ready()
    state = then(state, add_condition(state, an_act("SP"), "G1", title="Ring the lab", owner="JB", due=at("Thu 19:00")))
    lines = block(decided(state, "G1", "go with conditions"), "Gates")

    assert lines[0] == "Next: G2 Data signed off, planned Mon 30 Nov 12:00, TO COME; 0 of 1 criteria met"
    assert "G1 Old system: closed: GO, CONDITIONS 17:42 by SP and JB" in lines
    assert "G1 condition still open: A-1 Ring the lab" in lines


def test_a_gate_that_work_went_past_is_told_and_is_not_the_next() -> None:
    state = begin()
    state = then(state, went_ahead(state, an_act("MK"), "G1", known="all off", follows="extract"))

    assert block(state, "Gates")[0].startswith("Next: G2 ")
    assert "G1 Old system: closed: WENT AHEAD" in block(state, "Gates")


def test_the_next_gate_has_the_day_with_it_for_whoever_reads_it_later() -> None:
    row = next_gate(begin(), at("Thu 17:42"))
    assert row is not None

    assert next_gate_words(begin(), row) == "G1 Old system: closed, planned Thu 26 Nov 18:30, TO COME"
    assert next_gate(running(), at("Thu 17:42")) is None


@for_any(st.integers(min_value=0, max_value=7 * 24 * 60))
def test_handover_and_sitrep_name_the_same_next_gate_and_none_comes_before_it(minutes: int) -> None:
    state, now = decided(ready(), "G1"), at("Thu 00:00") + timedelta(minutes=minutes)
    coming = next_gate(state, now)
    assert coming is not None

    assert sitrep_facts(state, now, None).gate == f"{coming.standing.gate.ref} {coming.standing.gate.title}"
    others = [row.planned for row in gate_rows(state, now) if row.planned is not None and not row.standing.passed]
    assert coming.planned == min(others)


# -- issues, forms, who was told


def test_open_issues_are_counted_by_level_before_each_is_named() -> None:
    state = given(raised(), plan=a_plan_with_issues())

    assert block(state, "Open issues", "Thu 17:43") == (
        "Open by level: P1 1",
        "I-1 P1: Labels print for the patient before",
    )


def test_what_is_left_of_each_category_and_slips_that_do_not_add_up_are_outstanding() -> None:
    issued = SlipsIssued(**signed(), slips="C-2 041 to 058", to="reception")
    state = counted(logged(30), entered(10), issued)

    lines = block(state, FORMS, "Tue 11:00")
    assert lines[0].startswith("30 logged, 10 entered, 0 explained, 20 left. ")
    assert lines[1:] == ("Red slips: 20 left", "Slips C-2 041 to 058, with reception: not counted yet")


def test_slips_that_are_missing_or_still_to_type_in_say_how_many() -> None:
    issued = SlipsIssued(**signed(), slips="C-2 041 to 058", to="reception")
    short = SlipsCounted(**signed(), slips="C-2 041 to 058", used=10, void=1, returned=5, entered=10)
    to_type = SlipsCounted(**signed(), slips="C-2 041 to 058", used=10, void=3, returned=5, entered=4)
    through = SlipsCounted(**signed(), slips="C-2 041 to 058", used=10, void=3, returned=5, entered=10)

    assert block(counted(issued, short), FORMS) == ("Slips C-2 041 to 058, with reception: 2 missing",)
    assert block(counted(issued, to_type), FORMS) == ("Slips C-2 041 to 058, with reception: 6 to type in",)
    assert block(counted(issued, through), FORMS) == ()


def test_who_was_told_is_counted_and_who_was_not_is_named() -> None:
    assert block(given(sent(), plan=TELLING), TOLD, "Thu 17:43") == (
        "Planned change: 2 to tell, 2 past due, 1 told",
        "Planned change, Patients: past due 29 Oct 18:30",
        "Planned change, Pharmacies: past due Tue 18:30",
    )
