"""What an entry about an issue, a pause prompt or a decision says happened, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.decisions import DecisionEvent, DecisionReadBack, DecisionRecorded
from cutover_tui.domain.issue_fold import IssueEvent, journal_words
from cutover_tui.domain.issues import IssueJournalled, IssueRaised
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.pause_prompts import PauseConsidered
    from cutover_tui.domain.state import RunState


def issue_words(event: IssueEvent) -> str:
    """What happened to an issue: `I-1 raised as P1, prescriptions: Labels print for the patient before`."""
    if isinstance(event, IssueRaised):
        return (
            f"{event.issue} raised as {event.level}, {event.area}: {event.what}. Harm in the next hour: {event.answer}"
        )
    told = f". Told: {event.told}" if isinstance(event, IssueJournalled) and event.told else ""
    words = journal_words(event)
    return f"{event.issue}: {words if isinstance(event, IssueJournalled) else _small(words)}{told}"


def considered_words(event: PauseConsidered, state: RunState) -> str:
    """That people were asked whether to pause and carried on, with what had been counted."""
    rules = state.plan.issues
    prompt = next((one for one in rules.prompts if one.id == event.prompt), None) if rules is not None else None
    says = prompt.says if prompt is not None else event.prompt
    return f"Asked whether to pause: {says} ({', '.join(event.counted)}). Carried on: {event.reason}"


def decision_words(event: DecisionEvent, state: RunState) -> str:
    """What was decided, read back or seen afterwards."""
    ref, zone = event.decision, state.plan.calendar.zone
    if isinstance(event, DecisionReadBack):
        return f"{ref} read back: {event.how}"
    if not isinstance(event, DecisionRecorded):
        again = state.instant_of(event.review_at)
        more = f". Looked at again {moment_words(again, zone)}" if again is not None else ""
        return f"{ref} looked at again. What happened next: {event.what_happened}{more}"
    parts = (
        f"{ref} {event.question} Decided by {event.decided_by}: {event.decided}",
        f"Reasons: {event.reasons}",
        f"Known: {event.knew}",
        f"Not known: {event.not_known}",
        f"Options: {event.options}",
        f"Risks to patients: {event.risks}",
        f"Present: {event.present}",
        f"Other views: {event.other_views}" if event.other_views else "",
        f"Review {moment_words(event.review_at, zone)}",
    )
    return ". ".join(part.rstrip(".") for part in parts if part)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
