"""The registers of hazards and cues: what a run shows of each control, and nothing that it does not."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at, done, given, signed, then
from tests.exports.bundles import csv_records, kept_context
from tests.gate_examples import marked
from tests.hazard_examples import ALERTS, CARD, HAZARDOUS, HAZARDS

from cutover_tui.domain.issue_facts import IssueRated
from cutover_tui.domain.issues import IssueRaised
from cutover_tui.domain.second_person import check_task
from cutover_tui.domain.tasks import mark_not_needed
from cutover_tui.exports.registers.all_registers import register_files
from cutover_tui.exports.registers.hazard_evidence import hazard_controls
from cutover_tui.exports.registers.hazard_registers import cues_rows

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.hazard_plan import Cue
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.registers.hazard_evidence import Evidence
    from cutover_tui.exports.registers.register import Row


def begun(*events: Event) -> RunState:
    """A run of the plan with hazards after some events."""
    return given(*events, plan=HAZARDOUS)


def shown(state: RunState, control: str, ref: str) -> Evidence:
    """What one thing shows of a control, or of a hazard as a whole."""
    return next(
        one.evidence
        for one in hazard_controls(state)
        if (one.control_ref or one.hazard_ref) == control and one.evidence.ref == ref
    )


def rated(hazards: str = "", controls: str = "") -> tuple[Event, ...]:
    """An issue that names hazards that became real, and controls that did not hold."""
    return (
        IssueRaised(**signed(), issue="I-1", what="A result was found late", area="results", answer="no", level="P3"),
        IssueRated(
            **signed("SP"),
            issue="I-1",
            severity="Major",
            likelihood="Low",
            rating=3,
            new_hazard="no",
            known_hazard="yes" if hazards else "no",
            control_failed="yes" if controls else "no",
            hazards=hazards,
            controls=controls,
            assessment="Looked at",
        ),
    )


class TestAControl:
    def test_is_not_in_place_before_its_task_is_done(self) -> None:
        evidence = shown(begun(), "HAZ-01-1", "F-01a")

        assert (evidence.in_place, evidence.at, evidence.seq) == ("no", None, 0)
        assert evidence.known == ("Not done",)

    def test_is_in_place_from_when_its_task_was_done_as_its_entry_says(self) -> None:
        state = begun(done("P-01"), done("F-01a", when="Thu 14:02", observed="off, confirmed by the lab"))
        evidence = shown(state, "HAZ-01-1", "F-01a")

        assert (evidence.kind, evidence.in_place, evidence.at, evidence.seq) == ("task", "yes", at("Thu 14:02"), 1)
        assert evidence.known == ("Done", "off, confirmed by the lab")
        assert evidence.worked == "not tested"

    def test_is_in_place_in_part_where_there_were_complications(self) -> None:
        evidence = shown(begun(done("F-03", complications="2 left late")), "HAZ-02-1", "F-03")

        assert (evidence.in_place, evidence.known) == ("part", ("Done", "2 left late"))

    def test_is_in_place_in_part_and_keeps_the_answer_back_until_the_second_person_has_looked(self) -> None:
        state = begun(done("F-02", observed="paused"))

        assert shown(state, "HAZ-02", "F-02").in_place == "part"
        assert shown(state, "HAZ-02", "F-02").known == ("Done; a second person has still to look",)

        state = then(state, check_task(state, an_act("SP"), "F-02", observed="still on", agrees=False))
        assert shown(state, "HAZ-02", "F-02").in_place == "part"
        assert shown(state, "HAZ-02", "F-02").known == (
            "Done; two people saw different things, and it needs a third look",
        )

    def test_is_not_in_place_where_its_task_was_not_needed_and_says_why(self) -> None:
        state = begun()
        state = then(state, mark_not_needed(state, an_act("SP"), "F-01a", reason="no such lab"))

        assert shown(state, "HAZ-01-1", "F-01a").in_place == "no"
        assert shown(state, "HAZ-01-1", "F-01a").known == ("Not needed", "no such lab")

    def test_that_nothing_in_the_plan_shows_has_a_line_that_says_so(self) -> None:
        evidence = shown(begun(), "HAZ-01-3", "None")

        assert (evidence.kind, evidence.in_place) == ("None", "no")
        assert evidence.known == ("Nothing in this plan shows it",)

    def test_of_a_list_that_was_never_in_play_is_neither_in_place_nor_missing(self) -> None:
        waiting = tuple(replace(one, waits_for="HOLD") if one.code == "H" else one for one in HAZARDOUS.checklists)
        state = given(plan=replace(HAZARDOUS, checklists=waiting))

        assert shown(state, "HAZ-03-1", "H-02").in_place == "Not applicable"
        assert shown(state, "HAZ-03-1", "H-02").known == ("Its list was never in play",)

    def test_is_shown_to_work_by_the_first_real_item_and_by_nothing_else(self) -> None:
        before = shown(begun(), "HAZ-01-2", "G-02a")
        after = shown(begun(done("G-02a", observed="on")), "HAZ-01-2", "G-02a")

        assert (before.kind, before.worked) == ("test", "not tested")
        assert (after.kind, after.in_place, after.worked) == ("test", "yes", "yes")

    def test_shown_by_a_cue_says_so_once_and_not_as_a_task_too(self) -> None:
        state = begun(done("F-03"))
        kinds = [one.evidence.kind for one in hazard_controls(state) if one.control_ref == "HAZ-02-2"]

        assert kinds == ["cue"]
        assert shown(state, "HAZ-02-2", "F-03").in_place == "yes"


class TestAGateCriterion:
    @pytest.mark.parametrize(
        ("met", "fields", "in_place"),
        [
            ("met", {"evidence": "0 left"}, "yes"),
            ("not met", {"evidence": "3 left"}, "no"),
            ("not applicable", {"evidence": "no inbox"}, "Not applicable"),
        ],
    )
    def test_shows_its_control_as_it_stands(self, met: str, fields: dict[str, str], in_place: str) -> None:
        state = marked(begun(), "G1-02", met=met, **fields)
        evidence = shown(state, "HAZ-02-1", "G1-02")

        assert (evidence.kind, evidence.in_place, evidence.seq) == ("gate criterion", in_place, 0)
        assert evidence.known[0] == met

    def test_shows_nothing_before_somebody_looked(self) -> None:
        assert shown(begun(), "HAZ-02-1", "G1-02").known == ("Nobody has looked",)
        assert shown(begun(), "HAZ-02-1", "G1-02").in_place == "no"

    def test_of_a_gate_without_a_pause_is_not_counted_against_anybody(self) -> None:
        assert shown(begun(), "HAZ-03-1", "G4").in_place == "Not applicable"


class TestAnIssue:
    def test_that_names_a_control_says_it_did_not_work(self) -> None:
        state = begun(done("F-01a"), *rated(controls="haz-01-1"))
        evidence = shown(state, "HAZ-01-1", "F-01a")

        assert (evidence.in_place, evidence.worked) == ("yes", "no")
        assert evidence.known[-1] == "Issue I-1: this control did not hold"
        assert shown(state, "HAZ-01-2", "G-02a").worked == "not tested"

    def test_that_names_only_the_hazard_does_not_say_which_control(self) -> None:
        state = begun(done("F-01a"), *rated(hazards="HAZ-01", controls="HAZ-01"))
        evidence = shown(state, "HAZ-01-1", "F-01a")

        assert evidence.worked == "not tested"
        assert evidence.known[-2:] == (
            "Issue I-1: a control of this hazard did not hold",
            "Issue I-1: this hazard became real",
        )


def test_a_number_the_hazard_log_does_not_have_still_has_its_line() -> None:
    state = given(plan=replace(HAZARDOUS, hazards=replace(HAZARDS, hazards=HAZARDS.hazards[1:])))

    last = [one for one in hazard_controls(state) if one.hazard_ref.startswith("HAZ-01")]
    assert [(one.hazard_ref, one.hazard_title, one.evidence.ref) for one in last] == [
        ("HAZ-01-1", "", "F-01a"),
        ("HAZ-01-2", "", "G-02a"),
    ]


class TestACue:
    def row(self, state: RunState, cue: Cue = CARD) -> Row:
        """The row of one cue."""
        context = SimpleNamespace(state=state, plan=state.plan, role_name=str)
        rows = {row["lost_cue"]: row for row in cues_rows(context)}  # type: ignore[arg-type]  # all that its rows use
        return rows[cue.lost]

    def test_was_seen_by_whoever_ticked_its_task_and_taken_away_with_its_own(self) -> None:
        state = begun(done("F-03", by="MK", when="Thu 18:20"), done("G-03", by="SP", when="Wed 12:00"))
        row = self.row(state)

        assert (row["seen_in_place_by"], row["seen_in_place_local"]) == (("MK",), at("Thu 18:20"))
        assert (row["removed_local"], row["entry"]) == (at("Wed 12:00"), 1)
        assert row["physical_or_screen"] == "physical"

    def test_is_not_said_to_be_seen_or_gone_before_that(self) -> None:
        row = self.row(begun())

        assert (row["seen_in_place_by"], row["seen_in_place_local"], row["removed_local"]) == ((), None, None)
        assert row["entry"] == 0

    def test_on_a_screen_stays(self) -> None:
        row = self.row(begun(), ALERTS)

        assert (row["physical_or_screen"], row["removed_local"]) == ("screen", "Not applicable")


def test_the_kept_run_says_of_each_task_which_hazards_it_is_for() -> None:
    tasks = csv_records(register_files(kept_context())["data/03-registers/tasks.csv"])

    refs = {row["ref"]: row["hazard_refs"] for row in tasks}
    assert (refs["F-01a"], refs["F-03"], refs["P-01"]) == ("HAZ-01-1", "HAZ-02-1; HAZ-02-2", "None")
