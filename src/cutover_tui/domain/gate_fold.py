"""What the fold makes of a record about a gate: the next state, and what people should look at. Never refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.added_tasks import LONGEST_TITLE, NewTask, number_given, with_added
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked
from cutover_tui.domain.gate_decisions import GateDecided, WentAhead
from cutover_tui.domain.gate_state import (
    Ahead,
    Answer,
    CriterionState,
    Decision,
    GateState,
    Look,
    Met,
    Poll,
    SupplierFact,
    Vote,
)
from cutover_tui.domain.gates import condition_cause, role_name, saw_gate
from cutover_tui.domain.roll_call import NO_GO_WITHIN, FactStated, PollClosed, QuestionPut, StationAnswered

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

GateEvent = (
    CriterionMarked
    | CriterionChecked
    | QuestionPut
    | StationAnswered
    | PollClosed
    | FactStated
    | GateDecided
    | WentAhead
)

After = tuple["RunState", str]


def after_gate(state: RunState, event: GateEvent, seq: int, recorded_at: datetime) -> After:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    standing = state.gates.get(event.gate)
    if standing is None:
        return state, f"Entry {seq} is about gate {event.gate}, which is not in this plan."
    fresh = replace(standing, touched=seq, opened_at=standing.opened_at or event.at)
    match event:
        case CriterionMarked():
            return _marked(state, fresh, event, seq)
        case CriterionChecked():
            return _checked(state, fresh, event, seq)
        case QuestionPut():
            poll = Poll(number=len(standing.polls) + 1, seq=seq, by=event.by, at=event.at)
            return _with(state, replace(fresh, polls=(*standing.polls, poll))), ""
        case StationAnswered():
            return _answered(state, fresh, event, seq)
        case PollClosed():
            return _closed(state, fresh, event, seq)
        case FactStated():
            fact = SupplierFact(
                seq=seq, party=event.party, fact=event.fact, reference=event.reference, by=event.by, at=event.at
            )
            return _with(state, replace(fresh, facts=(*standing.facts, fact))), ""
        case GateDecided():
            return _decided(state, standing, event, seq, recorded_at)
        case WentAhead():
            ahead = Ahead(
                seq=seq, by=event.by, at=event.at, happened=event.happened, known=event.known, follows=event.follows
            )
            return _with(state, replace(fresh, ahead=(*standing.ahead, ahead))), ""
    assert_never(event)


def _with(state: RunState, standing: GateState) -> RunState:
    return replace(state, gates={**state.gates, standing.gate.ref: standing})


def _with_criterion(standing: GateState, one: CriterionState) -> GateState:
    return replace(standing, criteria={**standing.criteria, one.criterion.ref: one})


def _marked(state: RunState, standing: GateState, event: CriterionMarked, seq: int) -> After:
    one = standing.criteria.get(event.criterion)
    if one is None:
        return state, f"Entry {seq} marks {event.criterion}, which is no criterion of {event.gate}."
    look = Look(seq=seq, by=event.by, at=event.at, met=event.met, value=event.value)
    due = state.instant_of(event.due) if event.due else None
    conditional = event.met == Met.CONDITION
    words = ""
    task = ""
    if conditional:
        gate = standing.gate
        new = NewTask(
            title=event.condition or one.criterion.text,
            owner=event.owner,
            due=due or event.at + timedelta(days=1),
            checklist=gate.checklist,
            cause=condition_cause(gate),
            source=gate.ref,
        )
        task = number_given(state, event.adds)
        state, words = with_added(state, event, event.adds, new, seq)
    marked = CriterionState(
        criterion=one.criterion,
        looks=(look,),
        evidence=event.evidence,
        condition=event.condition if conditional else "",
        condition_owner=event.owner if conditional else "",
        condition_due=due,
        condition_task=task,
    )
    return _with(state, _with_criterion(standing, marked)), words or _late_evidence(standing, one, marked, event.by)


def _late_evidence(standing: GateState, before: CriterionState, after: CriterionState, by: str) -> str:
    """Say that what a passed gate was decided on does not hold any more; nothing where it does."""
    if not (standing.passed and before.criterion.must and before.fulfilled and not after.fulfilled):
        return ""
    ref, gate = before.criterion.ref, standing.gate.ref
    return f"{by} marked {ref} anew after {gate} was passed, and it is not met as it stands. Look at {gate} again."


def _checked(state: RunState, standing: GateState, event: CriterionChecked, seq: int) -> After:
    one = standing.criteria.get(event.criterion)
    if one is None or not one.looks:
        return state, f"{event.by} looked at {event.criterion} again, which nobody had marked."
    if any(look.by == event.by for look in one.looks):
        return state, f"{event.by} looked at {event.criterion} twice. Somebody else has to look."
    look = Look(seq=seq, by=event.by, at=event.at, met=event.met, value=event.value)
    after = replace(one, looks=(*one.looks, look))
    seen = " and ".join(found.by for found in after.looks)
    words = f"{seen} read different things at {event.criterion}. It needs another look." if after.differs else ""
    return _with(state, _with_criterion(standing, after)), words


def _answered(state: RunState, standing: GateState, event: StationAnswered, seq: int) -> After:
    name = role_name(state, event.station)
    poll = standing.poll
    if poll is None or event.poll != poll.number:
        words = f"{event.by} answered {event.vote} for {name} to a question of {event.gate} that no longer stands."
        return state, f"{words} It does not count."
    if event.station not in standing.gate.stations:
        return state, f"{event.by} answered for {name}, which is no station of {event.gate}. It does not count."
    if poll.closed_at is not None or standing.decision is not None:
        return state, f"{event.by} answered {event.vote} for {name} after the roll call of {event.gate} was closed."
    given = poll.answer_of(event.station)
    if given is not None and given.vote != Vote.ABSENT:
        return state, f"{name} answered {given.vote} and again {event.vote} at {event.gate}. The first stands."
    absent = event.vote == Vote.ABSENT
    if not absent and poll.spoke(event.by) is not None:
        return state, f"{event.by} answered for two places at {event.gate}. The first stands."
    action, words = "", ""
    if event.vote == Vote.NO_GO:
        action = number_given(state, event.adds)
        due = state.instant_of(event.due) if event.due else None
        new = _action(standing, event.words, event.owner or event.by, due or event.at + NO_GO_WITHIN)
        state, words = with_added(state, event, event.adds, new, seq)
    answer = Answer(
        seq=seq,
        station=event.station,
        vote=event.vote,
        by="" if absent else event.by,
        recorder=event.recorder,
        at=event.at,
        words=event.words,
        by_phone=event.by_phone,
        reference=event.reference,
        action=action,
    )
    kept = tuple(one for one in poll.answers if one.station != event.station)
    return _with_poll(state, standing, replace(poll, answers=(*kept, answer))), words


def _closed(state: RunState, standing: GateState, event: PollClosed, seq: int) -> After:
    poll = standing.poll
    if poll is None or event.poll != poll.number or poll.closed_at is not None:
        return state, f"{event.by} closed a roll call of {event.gate} that was not open. It changes nothing."
    action, words = "", ""
    if event.objector:
        action = number_given(state, event.adds)
        new = _action(standing, event.objection, event.objector, event.at + NO_GO_WITHIN)
        state, words = with_added(state, event, event.adds, new, seq)
    closed = replace(
        poll,
        closed_at=event.at,
        closed_by=event.by,
        closed_seq=seq,
        objector=event.objector,
        objection=event.objection,
        objection_action=action,
    )
    return _with_poll(state, standing, closed), words


def _with_poll(state: RunState, standing: GateState, poll: Poll) -> RunState:
    return _with(state, replace(standing, polls=(*standing.polls[:-1], poll)))


def _decided(state: RunState, standing: GateState, event: GateDecided, seq: int, recorded_at: datetime) -> After:
    if event.saw != saw_gate(state, standing):
        return state, f"{event.by} decided {event.gate} while it changed. It is still open: look at it again."
    decision = Decision(
        seq=seq,
        result=event.result,
        by=event.by,
        second=event.second,
        chaired_by=event.chaired_by,
        recorder=event.recorder,
        at=event.at,
        recorded_at=recorded_at,
        reasons=event.reasons,
        although=event.although,
        despite=event.despite,
        conditions=event.conditions,
        move_to=event.move_to,
        retreat_at=state.instant_of(standing.gate.retreat) if standing.gate.retreat else None,
    )
    opened = standing.opened_at or event.at
    after = replace(standing, touched=seq, opened_at=opened, decisions=(*standing.decisions, decision))
    return _with(state, after), ""


def _action(standing: GateState, words: str, owner: str, due: datetime) -> NewTask:
    """What stands in the way, as a task."""
    gate = standing.gate
    return NewTask(
        title=(words or f"What stands in the way of {gate.ref}")[:LONGEST_TITLE],
        owner=owner,
        due=due,
        checklist=gate.checklist,
        cause=f"gate {gate.ref} no go",
        source=gate.ref,
    )
