"""Issues and decisions for `cutover status`: as objects for machines and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.decisions import options_of
from cutover_tui.domain.issue_rules import P1, P2
from cutover_tui.domain.issues import counts_words
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.time_words import moment_words, rfc3339
from cutover_tui.runner.issue_board import issue_row, issue_rows

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.decisions import Decision
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState


def issue_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Every issue, in the order they were raised."""
    return [_issue_object(state, issue, now) for issue in state.issues.values()]


def decision_objects(state: RunState) -> list[dict[str, object]]:
    """Every decision, in the order they were logged."""
    return [_decision_object(state, decision) for decision in state.decisions.values()]


def prompt_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """The counts at which people are asked to pause and nobody has answered yet."""
    return [
        {
            "prompt": one.prompt.id,
            "trigger": one.prompt.trigger or None,
            "says": one.prompt.says,
            "about": list(one.about),
        }
        for one in asking(state, now)
    ]


def issue_lines(state: RunState, now: datetime) -> list[str]:
    """What is open by level, what is asked, each P1 and P2 that is open, and what else is past its time."""
    lines = [f"Issues open: {words}" for words in (counts_words(state),) if words]
    lines.extend(crossing.words for crossing in asking(state, now))
    lines.extend(
        f"Issue {row.issue.ref} {row.issue.level} {str(row.issue.standing).upper()}, {row.clock_words}: "
        f"{row.issue.what} ({row.issue.area}{f', {row.owner}' if row.owner else ''})"
        for row in issue_rows(state, now)
        if row.issue.is_unsafe and (row.issue.level in {P1, P2} or row.past)
    )
    return lines


def decision_lines(state: RunState, now: datetime) -> list[str]:
    """The decisions that wait to be read back, and those whose review is past."""
    zone = state.plan.calendar.zone
    lines = [
        f"Decision {one.ref} waits to be read back to {one.event.decided_by}: {one.event.question}"
        for one in state.decisions.values()
        if one.needs_read_back
    ]
    lines.extend(
        f"Decision {one.ref} was to be looked at again {moment_words(one.review_at, zone)}: {one.event.question}"
        for one in state.decisions.values()
        if one.review_at is not None and one.review_at < now
    )
    return lines


def _issue_object(state: RunState, issue: Issue, now: datetime) -> dict[str, object]:
    zone = state.plan.calendar.zone
    row = issue_row(state, issue, now)
    return {
        "ref": issue.ref,
        "what": issue.what,
        "area": issue.area,
        "level": issue.level,
        "state": str(issue.standing),
        "reported_by": issue.by,
        "reported_at": _time(issue.at, zone),
        "first_answer": issue.answer,
        "answered_at": _time(issue.answered_at, zone),
        "waits_for": row.clock.what if row.clock is not None else None,
        "due_at": _time(row.clock.due_at if row.clock is not None else None, zone),
        "overdue": row.past,
        "owner": issue.owner or None,
        "made_safe_at": _time(issue.safe.at if issue.safe is not None else None, zone),
        "closed_at": _time(issue.closed.at if issue.closed is not None else None, zone),
        "workaround": issue.workaround or None,
        "workaround_safe_by": issue.workaround_safe_by or None,
        "supplier": issue.supplier or None,
        "supplier_ref": issue.supplier_ref or None,
        "supplier_severity": issue.supplier_severity or None,
        "patients_affected": issue.patients,
        "patients_approx": issue.patients_approx,
        "rating": issue.rating or None,
        "rated_by": issue.rated_by or None,
        "lfpse": issue.lfpse or "not decided",
        "journal_entries": len(issue.journal),
    }


def _decision_object(state: RunState, decision: Decision) -> dict[str, object]:
    zone, event = state.plan.calendar.zone, decision.event
    return {
        "ref": decision.ref,
        "kind": event.kind,
        "question": event.question,
        "decision": event.decided,
        "options": list(options_of(event.options)),
        "decided_by": event.decided_by,
        "logged_by": event.by,
        "decided_at": _time(event.at, zone),
        "read_back_at": _time(decision.read_back_at, zone),
        "waits_for_read_back": decision.needs_read_back,
        "review_at": _time(decision.review_at, zone),
        "linked": list(event.linked),
        "what_happened_next": [review.what_happened for review in decision.reviews],
    }


def _time(instant: datetime | None, zone: str) -> str | None:
    return rfc3339(instant, zone) if instant is not None else None
