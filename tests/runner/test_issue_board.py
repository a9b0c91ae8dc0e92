"""What the issues board and `status` say about issues and decisions, in the words people and machines read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.examples import StillClock, a_run, an_act, at, given, then
from tests.issue_examples import (
    WHAT,
    a_draft,
    a_plan_with_issues,
    decided,
    journalled,
    raised,
    safe,
)

from cutover_tui.domain.decisions import read_back
from cutover_tui.domain.issue_facts import count_patients, rate_issue
from cutover_tui.domain.issues import close_issue, counts_words
from cutover_tui.runner.issue_board import (
    IssueFilter,
    issue_row,
    issue_rows,
    patients_words,
    rating_words,
    shows,
    tell_words,
)
from cutover_tui.runner.issue_status import decision_lines, issue_lines
from cutover_tui.runner.status import status_lines, status_object

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.state import RunState

RULES = a_plan_with_issues()


def mixed() -> RunState:
    """A P1, a P3 that was answered, a P2 made safe."""
    return given(
        raised("no", ref="I-1", what="Slow", area="appointments", when="Thu 17:00"),
        journalled(when="Thu 17:10"),
        raised(ref="I-2", when="Thu 17:30"),
        raised("maybe", ref="I-3", what="No spine", area="phones", when="Thu 17:35"),
        safe(ref="I-3", when="Thu 17:40"),
        plan=RULES,
    )


def words(state: RunState, ref: str, when: str = "Thu 17:42") -> str:
    return issue_row(state, state.issues[ref], at(when)).clock_words


def test_open_issues_stand_by_level_then_those_made_safe_then_closed_ones() -> None:
    state = mixed()
    state = then(state, close_issue(state, an_act("JB"), "I-3", cause="x"))

    assert [row.issue.ref for row in issue_rows(state, at("Thu 17:42"))] == ["I-2", "I-1", "I-3"]


def test_each_line_says_what_it_waits_for() -> None:
    state = mixed()

    assert words(state, "I-1") == "review each huddle"
    assert words(state, "I-2", "Thu 17:34") == "answer by 17:35"
    assert words(state, "I-2") == "answer 7 min past"
    assert words(state, "I-3") == "safe 17:40"
    answered = then(state, journalled(ref="I-2", when="Thu 17:36"))
    assert words(answered, "I-2") == "review by 17:51"
    assert words(answered, "I-2", "Thu 18:00") == "review 9 min past"
    closed = then(state, close_issue(state, an_act("JB"), "I-1", cause="x"))
    assert words(closed, "I-1") == "closed 17:42"


def test_the_counts_are_of_what_is_neither_safe_nor_closed() -> None:
    assert counts_words(mixed()) == "P1 1 · P3 1"
    assert counts_words(given()) == ""


def test_mine_needs_somebody_at_the_keyboard() -> None:
    row = issue_rows(mixed(), at("Thu 17:42"))[0]

    assert not shows(row, IssueFilter.MINE, "")
    assert shows(row, IssueFilter.PAST, "")
    assert shows(row, IssueFilter.ALL, "")


def test_what_nobody_said_is_said_to_be_so() -> None:
    state = mixed()
    issue = state.issues["I-2"]
    assert rating_words(state, issue) == "Not rated yet"
    assert patients_words(issue) == "Not recorded"

    state = then(state, count_patients(state, an_act("JB"), "I-2", patients=3, approx=True))
    rating = rate_issue(
        state,
        an_act("SP"),
        "I-2",
        severity="Minor",
        likelihood="Low",
        new_hazard="no",
        known_hazard="no",
        control_failed="no",
    )
    issue = then(state, rating).issues["I-2"]
    assert patients_words(issue) == "about 3"
    assert rating_words(state, issue) == "1 (severity Minor, likelihood Low): acceptable"


def test_who_hears_of_it_is_named_with_initials() -> None:
    state = mixed()

    assert tell_words(state, state.issues["I-2"]) == "clinical lead at once, CSO (SP, DR)"
    assert tell_words(state, state.issues["I-1"]) == "floor walker"


def test_the_lines_of_status_name_each_p1_and_p2_and_what_is_past() -> None:
    assert issue_lines(mixed(), at("Thu 17:46")) == [
        "Issues open: P1 1 · P3 1",
        "Pause? 1 P1 is not made safe after 15 minutes (I-2, trigger T1).",
        f"Issue I-2 P1 OPEN, answer 11 min past: {WHAT} (prescriptions)",
    ]
    assert issue_lines(given(), at("Thu 17:46")) == []


def test_the_lines_of_status_say_what_decisions_wait_for() -> None:
    state = given(decided(kind="pause"))
    question = "Do we go on printing labels from the new system?"

    assert decision_lines(state, at("Thu 17:46")) == [f"Decision D-01 waits to be read back to SP: {question}"]
    state = then(state, read_back(state, an_act("SP"), "D-01", how="heard and right"))
    assert decision_lines(state, at("Thu 17:46")) == []
    assert decision_lines(state, at("Thu 18:46")) == [
        f"Decision D-01 was to be looked at again Thu 26 Nov 18:30: {question}"
    ]


def test_status_for_machines_holds_issues_prompts_and_decisions(tmp_path: Path) -> None:
    clock = StillClock()
    run = a_run(tmp_path, clock, plan=RULES)
    run.raise_issue(an_act("MK"), WHAT, area="prescriptions", answer="yes")
    run.log_decision(an_act("JB"), a_draft(kind="gate", options="go; wait", linked=("I-1",)))
    clock.move(minutes=16)

    found = status_object(run, clock.now())
    members = {name: cast("list[dict[str, object]]", found[name]) for name in ("issues", "pause_prompts", "decisions")}
    [issue], [prompt], [decision] = members["issues"], members["pause_prompts"], members["decisions"]
    assert issue == {
        "ref": "I-1",
        "what": WHAT,
        "area": "prescriptions",
        "level": "P1",
        "state": "open",
        "reported_by": "MK",
        "reported_at": "2026-11-26T17:42:00+00:00",
        "first_answer": "yes",
        "answered_at": None,
        "waits_for": "answer",
        "due_at": "2026-11-26T17:47:00+00:00",
        "overdue": True,
        "owner": None,
        "made_safe_at": None,
        "closed_at": None,
        "workaround": None,
        "workaround_safe_by": None,
        "supplier": None,
        "supplier_ref": None,
        "supplier_severity": None,
        "patients_affected": None,
        "patients_approx": False,
        "rating": None,
        "rated_by": None,
        "lfpse": "not decided",
        "journal_entries": 1,
    }
    assert prompt == {
        "prompt": "p1-not-safe",
        "trigger": "T1",
        "says": "1 P1 is not made safe after 15 minutes",
        "about": ["I-1"],
    }
    assert (decision["ref"], decision["options"], decision["waits_for_read_back"]) == ("D-01", ["go", "wait"], True)
    assert any(line.startswith("Pause? 1 P1") for line in status_lines(run, clock.now()))
    assert [entry.seq for entry in run.entries_about("I-1")] == [1]
    assert [entry.seq for entry in run.entries_about("D-01")] == [2]
    run.close()
