"""`issues.csv` and `issue-journal.csv`: in the column order of a safety incident log, so that they paste into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.pause_log import pauses_of
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

NOT_RATED = "Not rated yet"
"""Said until a clinician has rated an issue, on the day or later (`records.md` c3)."""

ISSUES_COLUMNS = (
    text("reference", "Number of the issue"),
    person("reported_by", "Who raised it"),
    local("reported_local", "When"),
    typed("incident_summary", "What happened"),
    typed("clinical_risk_assessment", "How it was judged, and by which role"),
    typed("system_release", "The release it happened on"),
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
    text("new_hazard", "Whether it is a hazard the hazard log does not have: yes, no, or do not know"),
    typed("hazard_refs", "Hazards it belongs to", NONE),
    typed("control_failed_refs", "Controls that did not hold", NONE),
    text("patients_affected", "A count; no identity"),
    typed("form_numbers", "Numbers of paper forms about it", NONE),
    typed("workaround", "How the work is done meanwhile", NONE),
    person("workaround_safe_by", "Who said that is safe", NOT_APPLICABLE),
    typed("supplier", "Which supplier it concerns", NOT_APPLICABLE),
    typed("supplier_ref", "Their reference", NOT_APPLICABLE),
    text("supplier_severity", "Their level, which never changes ours", NOT_APPLICABLE),
    text("owner_role", "Who sees to it"),
    text("pause_ref", "The pause it led to", NONE),
    text("harm_physical", "In the words of the national service"),
    text("harm_psychological", "In the words of the national service"),
    text("near_miss", "Whether it was caught before it reached a patient: yes or no"),
    text("candour_considered", "yes, no, or not applicable"),
    text("lfpse", "recorded, not needed, or not decided"),
    text("lfpse_ref", "The reference there", NOT_APPLICABLE),
    text("contributory_factors", "People, tasks, tools and technology, workplace, organisation, outside"),
    text("learning", "What the next practice can take from it"),
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


def issues_rows(context: Context) -> Iterable[Row]:
    """A row for each issue, in the order they were raised."""
    for one in context.issues.values():
        yield {**_incident(one), **_urgency(one), **_how_it_is_met(context, one), **_reported(one)}


def _incident(one: Issue) -> Row:
    """The first ten columns, which are an incident log's own."""
    return {
        "reference": one.ref,
        "reported_by": one.by,
        "reported_local": one.at,
        "incident_summary": one.what,
        "clinical_risk_assessment": one.assessment or NOT_RATED,
        "system_release": one.system_release,
        "journal": one.journal[-1].words if one.journal else None,
        "made_safe_local": one.safe.at if one.safe is not None else None,
        "closed_local": one.closed.at if one.closed is not None else None,
        "cause": one.cause,
    }


def _urgency(one: Issue) -> Row:
    return {
        "area": one.area,
        "first_answer": one.answer,
        "level_now": one.level,
        "level_history": tuple(step.level for step in one.levels),
        "severity": one.severity or NOT_RATED,
        "likelihood": one.likelihood or NOT_RATED,
        "rating": str(one.rating) if one.rating else NOT_RATED,
        "rated_by": one.rated_by,
        "new_hazard": one.new_hazard,
        "hazard_refs": one.hazard_refs,
        "control_failed_refs": one.control_failed_refs,
        "entry": one.seq,
    }


def _how_it_is_met(context: Context, one: Issue) -> Row:
    patients = "" if one.patients is None else f"Approx {one.patients}" if one.patients_approx else str(one.patients)
    return {
        "patients_affected": patients,
        "form_numbers": one.form_numbers,
        "workaround": one.workaround,
        "workaround_safe_by": one.workaround_safe_by or (NOT_RECORDED if one.workaround else NOT_APPLICABLE),
        "supplier": one.supplier,
        "supplier_ref": one.supplier_ref or (NOT_RECORDED if one.supplier else NOT_APPLICABLE),
        "supplier_severity": one.supplier_severity or (NOT_RECORDED if one.supplier else NOT_APPLICABLE),
        "owner_role": context.roles_of(one.owner) if one.owner else None,
        "pause_ref": pauses_of(context.state, one.ref) or None,
    }


def _reported(one: Issue) -> Row:
    return {
        "harm_physical": one.harm_physical,
        "harm_psychological": one.harm_psychological,
        "near_miss": one.near_miss,
        "candour_considered": one.candour,
        "lfpse": one.lfpse or "not decided",
        "lfpse_ref": one.lfpse_ref or (NOT_RECORDED if one.lfpse == "recorded" else NOT_APPLICABLE),
        "contributory_factors": one.factors,
        "learning": one.learning,
    }


def issue_journal_rows(context: Context) -> Iterable[Row]:
    """A row for each line of each issue's journal, issue by issue, oldest first."""
    for one in context.issues.values():
        for line in one.journal:
            yield {
                "reference": one.ref,
                "written_local": line.at,
                "by": line.by,
                "what_was_done_or_said": line.words,
                "told_whom": line.told,
                "new_state": line.standing,
                "entry": line.seq,
            }


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
