"""What the report says of hazards, cues and the risk matrix: from the plan's data, in the plan's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import done, given, signed
from tests.exports.bundles import kept_context
from tests.hazard_examples import HAZARDOUS
from tests.issue_examples import shipped_rules

from cutover_tui.domain.issue_facts import IssueRated
from cutover_tui.domain.issue_rules import MatrixRow, RiskMatrix
from cutover_tui.domain.issues import IssueRaised
from cutover_tui.exports.report.document import Table
from cutover_tui.exports.report.gathered import gather
from cutover_tui.exports.report.sections.safety import controls, cues, issues
from cutover_tui.exports.report.text import said_in

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.exports.report.gathered import Gathered

MATRIX = RiskMatrix(
    severities=("Small", "Great"),
    rows=(MatrixRow(likelihood="Often", ratings=(2, 5)), MatrixRow(likelihood="Seldom", ratings=(1, 3))),
    meanings={"5": "Stop", "1": "Go on"},
    source="Our safety officer",
)
RAISED = IssueRaised(**signed(), issue="I-1", what="Seen late", area="results", answer="no", level="P3")
RATED = IssueRated(
    **signed("SP"),
    issue="I-1",
    severity="Great",
    likelihood="Often",
    rating=5,
    new_hazard="no",
    known_hazard="no",
    control_failed="no",
    assessment="Looked at",
)


def gathered(*events: Event) -> Gathered:
    """What the sections of a report on a run of the plan with hazards are written from."""
    plan = replace(HAZARDOUS, issues=replace(shipped_rules(), matrix=MATRIX))
    return gather(replace(kept_context(), state=given(*events, plan=plan), entries=()))


def captions(blocks: object) -> list[str]:
    """The captions of the tables among some blocks."""
    return [block.caption for block in blocks if isinstance(block, Table)]  # type: ignore[attr-defined]  # blocks


def test_section_7_counts_what_was_seen_in_place_hazard_by_hazard() -> None:
    section = controls(gathered(done("F-01a"), done("G-02a")))

    assert captions(section.blocks) == [
        "Hazard HAZ-01 A result is not seen: 2 of 3 seen in place",
        "Hazard HAZ-02 Entries are lost in the gap: 0 of 4 seen in place",
        "Hazard HAZ-03 Work goes on when it is not safe: 0 of 2 seen in place",
    ]


def test_section_13_says_what_stands_in_for_each_cue() -> None:
    [table] = cues(gathered(done("F-03", by="MK"))).blocks

    assert isinstance(table, Table)
    assert [said_in(row[0]) for row in table.rows] == [
        "One single system to log in to",
        "Pop-up alerts of the old screen",
    ]


def test_section_6_prints_the_matrix_that_rated_an_issue() -> None:
    section = issues(gathered(RAISED, RATED))
    [matrix] = [block for block in section.blocks if isinstance(block, Table) and "matrix" in block.caption]

    assert matrix.caption == "The risk matrix used. Source: Our safety officer"
    assert matrix.heads == ("Likelihood", "Small", "Great")
    assert matrix.rows == (("Often", "2", "5"), ("Seldom", "1", "3"))


def test_section_6_prints_no_matrix_where_nothing_was_rated() -> None:
    assert not any("matrix" in caption for caption in captions(issues(gathered(RAISED)).blocks))
