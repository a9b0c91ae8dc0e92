"""What an entry about a gate says happened, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked
from cutover_tui.domain.gate_decisions import GateDecided, WentAhead
from cutover_tui.domain.gate_state import Met, Vote
from cutover_tui.domain.gates import role_name
from cutover_tui.domain.roll_call import FactStated, PollClosed, QuestionPut, StationAnswered
from cutover_tui.domain.services import is_recorded
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.gate_fold import GateEvent
    from cutover_tui.domain.state import RunState

VOTE_WORDS = {
    Vote.GO: "GO",
    Vote.NO_GO: "NO GO",
    Vote.OBJECTION: "GO with objection noted",
    Vote.ABSENT: "absent",
}
"""How a vote is said and shown."""


def gate_words(event: GateEvent, state: RunState, seq: int, *, held_back: str) -> str:
    """What happened at a gate: `G4 Go-live: Reception GO`.

    Args:
        event: What happened.
        state: The run, for names and titles.
        seq: Number of the entry.
        held_back: Stands for what was read while a second person has still to look.
    """
    standing = state.gates.get(event.gate)
    title = f"{event.gate} {standing.gate.title}" if standing is not None else event.gate
    return f"{title}: {_happened(event, state, seq, held_back)}"


def is_waiting_for_second(event: CriterionMarked | CriterionChecked, state: RunState, seq: int) -> bool:
    """Tell whether what an entry says was read is held back: a second person has still to look."""
    standing = state.gates.get(event.gate)
    one = standing.criteria.get(event.criterion) if standing is not None else None
    return one is not None and one.waits_for_second and any(look.seq == seq for look in one.looks)


def _happened(event: GateEvent, state: RunState, seq: int, held_back: str) -> str:
    match event:
        case CriterionMarked() | CriterionChecked():
            return _criterion_words(event, state, seq, held_back)
        case QuestionPut():
            standing = state.gates.get(event.gate)
            question = f": {standing.gate.question}" if standing is not None and standing.gate.question else ""
            return f"question put{question} All earlier answers are void" if question else "question put"
        case StationAnswered():
            return _answer_words(event, state)
        case PollClosed():
            if not event.objector:
                return "roll call closed, no strong objection"
            return f"roll call closed with a strong objection by {event.objector}: {event.objection}"
        case FactStated():
            reference = f" (reference {event.reference})" if event.reference else ""
            return f"{role_name(state, event.party)} states: {event.fact}{reference}"
        case GateDecided():
            return _decision_words(event, state)
        case WentAhead():
            at = moment_words(event.happened, state.plan.calendar.zone)
            return (
                f"went ahead {at}, before the gate was recorded. Known then: {event.known}. What happens now: "
                f"{event.follows}"
            )
    assert_never(event)


def _criterion_words(event: CriterionMarked | CriterionChecked, state: RunState, seq: int, held_back: str) -> str:
    secret = is_waiting_for_second(event, state, seq)
    standing = state.gates.get(event.gate)
    one = standing.gate.criterion(event.criterion) if standing is not None else None
    title = f"{event.criterion} {one.text}" if one is not None else event.criterion
    if secret:
        return f"{title}: {held_back}"
    second = "second person reads: " if isinstance(event, CriterionChecked) else ""
    parts = [f"{second}{event.met}"]
    if event.value:
        parts.append(event.value)
    if isinstance(event, CriterionMarked):
        if event.met == Met.CONDITION:
            instant = state.instant_of(event.due)
            due = moment_words(instant, state.plan.calendar.zone) if instant is not None else event.due
            parts.append(f"{event.condition}, {event.owner} by {due} ({event.adds})")
        if event.evidence:
            parts.append(event.evidence)
    return f"{title}: {'; '.join(parts)}"


def _answer_words(event: StationAnswered, state: RunState) -> str:
    known = {vote.value: words for vote, words in VOTE_WORDS.items()}
    parts = [f"{role_name(state, event.station)} {known.get(event.vote, event.vote)}"]
    if event.by_phone:
        reference = f", reference {event.reference}" if is_recorded(event.reference) else ""
        parts.append(f"by phone{reference}")
    if event.words:
        parts.append(event.words)
    if event.adds:
        parts.append(f"becomes {event.adds}")
    return "; ".join(parts)


def _decision_words(event: GateDecided, state: RunState) -> str:
    parts = [f"decided {event.result.upper()}"]
    if event.second:
        parts[0] += f" with {event.second}"
    if event.chaired_by:
        parts.append(f"chaired by {event.chaired_by}")
    if event.conditions:
        parts.append(f"conditions {', '.join(event.conditions)}")
    if event.completes:
        parts.append(f"completes {', '.join(event.completes)}")
    if event.move_to:
        instant = state.instant_of(event.move_to)
        parts.append(f"to {moment_words(instant, state.plan.calendar.zone) if instant is not None else event.move_to}")
    if event.despite:
        parts.append(f"although {', '.join(event.despite)}: {event.although}")
    return f"{'; '.join(parts)}. {event.reasons}"
