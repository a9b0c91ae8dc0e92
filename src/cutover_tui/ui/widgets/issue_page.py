"""One issue in full: what is happening, what it waits for, the journal, and what is known of it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.issue_facts import NOT_DECIDED
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.pause_log import pauses_of
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.issue_board import patients_words, rating_words, tell_words
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.issue_lines import tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.issue_board import IssueRow

Part = tuple[str, str]
_HEADING = "bold $accent"
NOT_RECORDED = "Not recorded"


def issue_page(state: RunState, row: IssueRow, now: datetime, *, airy: bool = True) -> Content:
    """Everything there is to say about an issue, what presses first.

    Args:
        state: Where the run stands.
        row: The line of the issue.
        now: The time that clocks are counted to.
        airy: Whether there is room for an empty line over each heading.
    """
    blocks = (list(_head(state, row, now)), list(_journal(state, row.issue, now)), list(_known(state, row.issue)))
    above = "\n" if airy else ""
    parts = [(f"{above}{words}" if style == _HEADING else words, style) for block in blocks for words, style in block]
    return Content.assemble(*parts).rstrip()


def _said(words: str, style: str = "$text") -> Part:
    return f"{one_line(words)}\n", style


def _head(state: RunState, row: IssueRow, now: datetime) -> Iterator[Part]:
    issue, zone = row.issue, state.plan.calendar.zone
    yield _said(f"{issue.ref} {issue.what}", "bold $text")
    yield _said(f"{issue.level} {str(issue.standing).upper()}, {row.clock_words}", f"bold ${tone_of(row).value}")
    if issue.is_unsafe:
        yield _said(f"Tell {tell_words(state, issue)}. Seen to by {row.owner or 'nobody yet'}.")
    led_to = pauses_of(state, issue.ref)
    if led_to:
        yield _said(f"Led to pause {', '.join(led_to)}.")
    reported = f"Reported by {issue.by} {short_words(issue.at, now, zone)}: {issue.area}"
    yield _said(f"{reported}, harm in the next hour: {issue.answer}.")


def _journal(state: RunState, issue: Issue, now: datetime) -> Iterator[Part]:
    zone = state.plan.calendar.zone
    yield "Journal, newest first\n", _HEADING
    for line in reversed(issue.journal):
        told = f" Told: {line.told}." if line.told else ""
        yield _said(f"{short_words(line.at, now, zone)} {line.by} {line.words.rstrip('.')}.{told}")


def _known(state: RunState, issue: Issue) -> Iterator[Part]:
    yield "What is known\n", _HEADING
    safe = f", safe says {issue.workaround_safe_by}" if issue.workaround_safe_by else ", no clinician calls it safe yet"
    workaround = f"{issue.workaround}{safe}" if issue.workaround else ""
    supplier = ", ".join(
        filter(
            None,
            (
                issue.supplier,
                issue.supplier_ref and f"reference {issue.supplier_ref}",
                issue.supplier_severity and f"their severity {issue.supplier_severity}",
                issue.system_release and f"release {issue.system_release}",
            ),
        )
    )
    levels = ", ".join(f"{step.level} by {step.by}" for step in issue.levels)
    harm = ", ".join(
        filter(
            None,
            (
                issue.harm_physical and f"physical {issue.harm_physical}",
                issue.harm_psychological and f"psychological {issue.harm_psychological}",
                issue.near_miss and f"near miss {issue.near_miss}",
                issue.candour and f"candour considered {issue.candour}",
            ),
        )
    )
    level = rules_of(state.plan).level(issue.level)
    facts = (
        (level.code, f"{level.meaning}. Answer in {level.answer_words}, review {level.review}"),
        ("Seen to by", issue.owner),
        ("Workaround", workaround),
        ("Supplier", supplier),
        ("Patients affected", patients_words(issue)),
        ("Forms", issue.form_numbers),
        ("Rating", rating_words(state, issue)),
        ("Hazards", _hazards(issue)),
        ("What we found out", issue.cause),
        ("Contributed", ", ".join(issue.factors)),
        ("Learning", issue.learning),
        ("Harm", harm),
        ("LFPSE", " ".join(filter(None, (issue.lfpse or NOT_DECIDED, issue.lfpse_ref)))),
        ("Levels", levels),
    )
    for label, words in facts:
        yield _said(f"{label}: {words or NOT_RECORDED}", "$text" if words else "$muted")


def _hazards(issue: Issue) -> str:
    if not issue.new_hazard:
        return ""
    known = f" ({issue.hazard_refs})" if issue.hazard_refs else ""
    failed = f" ({issue.control_failed_refs})" if issue.control_failed_refs else ""
    return (
        f"new {issue.new_hazard}; known becoming real {issue.known_hazard}{known}; "
        f"control failed {issue.control_failed}{failed}"
    )
