"""What an entry about running the room says happened: who is here, messages, issues, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.alerts import AlertHappening
from cutover_tui.domain.decisions import DecisionHappening
from cutover_tui.domain.findings import KEEP, FindingAnswered
from cutover_tui.domain.handover import HandoverHappening
from cutover_tui.domain.holds import HoldHappening
from cutover_tui.domain.issues import IssueHappening
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.domain.pauses import PauseHappening
from cutover_tui.domain.presence import PresenceHappening
from cutover_tui.domain.telling import TellingHappening
from cutover_tui.runner.alert_story import alert_words
from cutover_tui.runner.issue_story import considered_words, decision_words, issue_words
from cutover_tui.runner.pause_story import hold_or_pause_words
from cutover_tui.runner.presence_story import handover_words, presence_words
from cutover_tui.runner.telling_story import telling_words

if TYPE_CHECKING:
    from cutover_tui.domain.room_fold import RoomEvent
    from cutover_tui.domain.state import RunState


def room_words(event: RoomEvent, state: RunState) -> str:
    """What happened, by the family of the event."""
    match event:
        case PresenceHappening():
            return presence_words(event, state)
        case HandoverHappening():
            return handover_words(event, state)
        case TellingHappening():
            return telling_words(event, state)
        case IssueHappening():
            return issue_words(event)
        case DecisionHappening():
            return decision_words(event, state)
        case PauseConsidered():
            return considered_words(event, state)
        case HoldHappening() | PauseHappening():
            return hold_or_pause_words(event, state)
        case AlertHappening():
            return alert_words(event, state)
        case FindingAnswered():
            return _finding_words(event)
    assert_never(event)


def _finding_words(event: FindingAnswered) -> str:
    became = "nobody's, so copies keep them" if event.answer == KEEP else "left out of copies without names"
    return f"Before a copy leaves: the words of entry {event.entry} that look like {event.kind} are {became}"
