"""`issues.csv` and `issue-journal.csv`: in the column order of a safety incident log, so that they paste into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, flag, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

ISSUES_COLUMNS = (
    text("reference", "Number of the issue"),
    person("reported_by", "Who raised it"),
    local("reported_local", "When"),
    typed("incident_summary", "What happened"),
    typed("clinical_risk_assessment", "How it was judged, and by which role"),
    text("system_release", "The release it happened on"),
    typed("journal", "The latest line of its journal; all of it is in issue-journal.csv"),
    local("made_safe_local", "When patients were safe from it"),
    local("closed_local", "When it was closed"),
    typed("cause", "What we found out"),
    text("area", "What it touches"),
    text("first_answer", "Could a patient be harmed in the next hour: yes, maybe, no, do not know"),
    text("level_now", "P1 to P4"),
    text("level_history", "How the level changed"),
    text("severity", "By a clinician"),
    text("likelihood", "By a clinician"),
    text("rating", "From the two"),
    person("rated_by", "Who rated it"),
    flag("new_hazard", "Whether it is a hazard the hazard log does not have"),
    text("hazard_refs", "Hazards it belongs to", NONE),
    text("control_failed_refs", "Controls that did not hold", NONE),
    text("patients_affected", "A count; no identity"),
    text("form_numbers", "Numbers of paper forms about it", NONE),
    typed("workaround", "How the work is done meanwhile", NONE),
    person("workaround_safe_by", "Who said that is safe", NOT_APPLICABLE),
    text("supplier", "Which supplier it concerns", NOT_APPLICABLE),
    text("supplier_ref", "Their reference", NOT_APPLICABLE),
    text("supplier_severity", "Their level, which never changes ours", NOT_APPLICABLE),
    text("owner_role", "Who sees to it"),
    text("pause_ref", "The pause it led to", NONE),
    text("harm_physical", "In the words of the national service"),
    text("harm_psychological", "In the words of the national service"),
    flag("near_miss", "Whether it was caught before it reached a patient"),
    text("candour_considered", "yes, no, or not applicable"),
    text("lfpse", "recorded, not needed, or not decided"),
    text("lfpse_ref", "The reference there", NOT_APPLICABLE),
    text("contributory_factors", "People, tasks, tools and technology, workplace, organisation, outside"),
    typed("learning", "What the next practice can take from it"),
    entry(),
)

ISSUE_JOURNAL_COLUMNS = (
    text("reference", "Number of the issue"),
    local("written_local", "When"),
    person("by", "Who wrote it"),
    typed("what_was_done_or_said", "What was done or said"),
    typed("told_whom", "Who was told", NONE),
    text("new_state", "How it stood after that", NOT_APPLICABLE),
    entry(),
)


def issues_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


def issue_journal_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


ISSUES = Register(
    name="issues",
    title="Issues",
    about="One row for each issue",
    columns=ISSUES_COLUMNS,
    rows=issues_rows,
    key=("reference",),
    copies=frozenset(Copy),
)


ISSUE_JOURNAL = Register(
    name="issue-journal",
    title="Issue journal",
    about="One row for each line of an issue's journal",
    columns=ISSUE_JOURNAL_COLUMNS,
    rows=issue_journal_rows,
    key=("entry",),
    refers={"reference": "issues.reference"},
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.SUPPLIER}),
)
