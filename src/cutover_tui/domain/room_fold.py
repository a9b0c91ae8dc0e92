"""What the fold makes of a record about running the room: who is here, who holds which role, issues, decisions.

Each family changes its own part of the state; what cannot take effect is said in words, for people to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.alerts import AlertHappening, after_alert
from cutover_tui.domain.decisions import DecisionHappening, after_decision
from cutover_tui.domain.findings import FindingAnswered, after_answer
from cutover_tui.domain.handover import HandoverHappening, after_handover
from cutover_tui.domain.holds import HoldHappening
from cutover_tui.domain.issue_fold import after_issue
from cutover_tui.domain.issues import IssueHappening
from cutover_tui.domain.pause_fold import after_hold_or_pause
from cutover_tui.domain.pause_prompts import PauseConsidered, after_considered
from cutover_tui.domain.pauses import PauseHappening
from cutover_tui.domain.presence import PresenceHappening, after_presence
from cutover_tui.domain.telling import TellingHappening
from cutover_tui.domain.telling_fold import after_telling

if TYPE_CHECKING:
    from cutover_tui.domain.alerts import AlertEvent
    from cutover_tui.domain.decisions import DecisionEvent
    from cutover_tui.domain.handover import HandoverEvent
    from cutover_tui.domain.holds import HoldEvent
    from cutover_tui.domain.issue_fold import IssueEvent
    from cutover_tui.domain.pause_fold import PauseEvent
    from cutover_tui.domain.presence import PresenceEvent
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.telling_events import TellingEvent

    RoomEvent = (
        PresenceEvent
        | HandoverEvent
        | TellingEvent
        | IssueEvent
        | PauseConsidered
        | DecisionEvent
        | HoldEvent
        | PauseEvent
        | AlertEvent
        | FindingAnswered
    )


def after_room(state: RunState, event: RoomEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    match event:
        case PresenceHappening():
            return after_presence(state, event, seq)
        case HandoverHappening():
            return after_handover(state, event, seq)
        case TellingHappening():
            return after_telling(state, event, seq)
        case IssueHappening():
            return after_issue(state, event, seq)
        case PauseConsidered():
            return after_considered(state, event, seq), ""
        case DecisionHappening():
            return after_decision(state, event, seq)
        case HoldHappening() | PauseHappening():
            return after_hold_or_pause(state, event, seq)
        case AlertHappening():
            return after_alert(state, event, seq), ""
        case FindingAnswered():
            return after_answer(state, event, seq)
    assert_never(event)
