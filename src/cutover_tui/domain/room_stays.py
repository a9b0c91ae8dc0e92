"""What stays in an entry about running the room as it was recorded, and which entry to make instead.

A correction sets words and plain facts right. It never changes after the fact what people decided: a vote, the result
of a gate, who decided, the two who restarted, the answer to a hold, whose role passed to whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.concerns import ConcernsAnswered
from cutover_tui.domain.decisions import DecisionReadBack, DecisionRecorded
from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked
from cutover_tui.domain.gate_decisions import GateDecided
from cutover_tui.domain.handover import HandoverAccepted, HandoverOffered, HandoverRefused
from cutover_tui.domain.holds import HoldAnswered
from cutover_tui.domain.huddles import SitrepSent
from cutover_tui.domain.issue_facts import IssueRated, IssueWorkaround
from cutover_tui.domain.issues import IssueClosed, IssueLevelChanged, IssueRaised
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseTold
from cutover_tui.domain.presence import StandInEnded, StandInNamed
from cutover_tui.domain.restarts import PauseRestarted, RestartItemAnswered
from cutover_tui.domain.roll_call import PollClosed, StationAnswered
from cutover_tui.domain.room_correction_rules import criterion_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.happening import Happening
    from cutover_tui.domain.state import RunState

_LEVEL = "The level stays as it was recorded. Give the issue its right level on the issues board."
_NEW_DECISION = "stays as it was logged. Log a new decision, and say in it which one it replaces."
_MARK_AGAIN = "How a criterion stands is not corrected. Mark it again: the newest look counts, and both stay."
_READ_APART = "What two people read apart from each other stays. Mark the criterion again, and have it read again."
_CONDITION = "The condition is a task by now, and stays. Record that task as not needed, and add the right condition."
_VOTE = "What a station answered stays. Put the question again: that clears every answer, and all answer anew."
_GATE = "How a gate was decided stays, and by whom. Put the question again, and decide it anew."
_RESTART = "A restart stays as two people signed it. Pause again, and restart as it should be."
_ITEM = "Whether a line is met, and who signed it, stays. Answer the line again: the newest answer counts."
_HOLD = "The answer to a hold stays, and who gave it. Ask for a hold again, or say the rest in a note."
_PAUSE_AT = "The plan runs from the moment a pause was declared, so it stays. Say in a note when it really began."
_TOLD = "Whom it went to stays. Record how the right people were told; and of these, why they were not."
_ROLES = "The roles passed with this entry, so it stays. Name who holds them now: press y, then n or u."
_CALLED_SAFE = "{} called these words safe, so they stay. Record the workaround anew, and have it called safe."
_HANDOVER = "Who hands over to whom stays, because the role passes with it. Offer the handover again."

STAYS: Mapping[type[Happening], Mapping[str, str]] = {
    IssueRaised: {"answer": _LEVEL},
    IssueLevelChanged: {"level": _LEVEL},
    IssueClosed: {"by": "Who closed an issue stays. Open it again, and have the right person close it."},
    IssueRated: {"rating": "The rating follows from severity and likelihood. Correct one of those."},
    PauseConsidered: {"by": "Who carried on stays. Say the rest in a note, or pause."},
    DecisionRecorded: {
        "decided": f"What was decided {_NEW_DECISION}",
        "knew": "What was known then is frozen once it is logged. Write what became known into the decision's review.",
        "decided_by": f"Who decided {_NEW_DECISION}",
    },
    DecisionReadBack: {"by": "Who heard it stays: that is who decided. Say the rest in a note."},
    SitrepSent: {"seal": "The seal is that of the log as it stood, and nobody typed it. Send the report again."},
    ConcernsAnswered: {"area": "What the concern was about stays. Answer the right one, and say the rest in a note."},
    HoldAnswered: {"answer": _HOLD, "by": _HOLD},
    PauseDeclared: {"at": _PAUSE_AT},
    PauseDetailed: {"detail": "Which detail it is stays. Say the right one anew: what was said last counts."},
    PauseTold: {"audience": _TOLD},
    RestartItemAnswered: {"met": _ITEM, "second": _ITEM},
    PauseRestarted: {"by": _RESTART, "second": _RESTART, "at": _RESTART},
    CriterionMarked: {"met": _MARK_AGAIN, "value": _READ_APART, "condition": _CONDITION, "owner": _CONDITION},
    CriterionChecked: {"met": _READ_APART, "value": _READ_APART},
    StationAnswered: {"vote": _VOTE, "station": _VOTE, "by": _VOTE},
    PollClosed: {"objector": _VOTE},
    GateDecided: {"result": _GATE, "by": _GATE, "second": _GATE},
    StandInNamed: {"person": _ROLES, "stand_in": _ROLES, "role": _ROLES},
    StandInEnded: {"person": _ROLES},
    HandoverOffered: {"giver": _HANDOVER, "to": _HANDOVER, "role": _HANDOVER},
    HandoverAccepted: {"by": _HANDOVER, "heard_by": _HANDOVER},
    HandoverRefused: {"by": "Who did not take it over stays. Offer the handover again."},
}
"""Entries to the fields that stay, with the words that say so."""

STILL_READ = "A second person has still to read this without having seen it. Correct it once they have."


def signed_for(event: Happening) -> dict[str, str]:
    """The fields of this one entry that stay because somebody else put their initials to them, with what to do."""
    if isinstance(event, RestartItemAnswered) and event.second:
        return {"by": _ITEM}
    if isinstance(event, IssueWorkaround) and event.safe_by:
        return {"workaround": _CALLED_SAFE.format(event.safe_by)}
    return {}


def staying(state: RunState, event: Happening, seq: int) -> dict[str, str]:
    """The fields of an entry that stay as they were recorded, each with the words that say what to do instead."""
    found = {**STAYS.get(type(event), {}), **signed_for(event)}
    if isinstance(event, CriterionMarked) and is_read_apart(state, event, seq):
        found["evidence"] = STILL_READ
    return found


def is_read_apart(state: RunState, event: CriterionMarked, seq: int) -> bool:
    """Tell whether what an entry says was read is held back, because a second person has still to look."""
    one = criterion_of(state, event)
    return one is not None and one.waits_for_second and any(look.seq == seq for look in one.looks)
