"""What the fold makes of a correction of an entry about running the room.

What the entry says now stands wherever its old words stood. Nothing is judged again: no vote, no result and no number
of anything changes. Words that do not fit their field, such as a time that was removed, change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cutover_tui.domain.correction_rules import corrected, parts_of, with_words
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.issue_fold import after_issue_correction
from cutover_tui.domain.message_fold import after_message_correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.decisions import Decision
    from cutover_tui.domain.gate_state import CriterionState, GateState, Poll
    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.holds import Hold
    from cutover_tui.domain.huddles import Huddle, Sitrep
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.presence import Presence
    from cutover_tui.domain.state import RunState

_ValueT = TypeVar("_ValueT")
_Names = dict[str, str]
"""Field of an entry to the attribute of the value it is kept in."""

_WHO: _Names = {"by": "by", "at": "at"}


def _alike(*names: str) -> _Names:
    return {**_WHO, **{name: name for name in names}}


_REASON, _REVIEW, _FACT = _alike("reason"), _alike("what_happened"), _alike("fact", "reference", "party")
_SAID, _TOLD, _ITEM = _alike("words", "approx"), _alike("how", "why_not"), _alike("words", "second_words")
_ANSWER, _GATE_DECISION = {"words": "words", "reference": "reference", "at": "at"}, _alike("reasons", "although")
_AHEAD = _alike("happened", "known", "follows")
_OFFERED = {"at": "started_at", **{name: name for name in ("situation", "background", "assessment", "recommendation")}}
_OFFERED["place"] = "place"
_TAKEN = {"at": "answered_at", "top_three": "top_three", "question": "words", "reason": "words"}


def after_room_correction(state: RunState, fix: EntryCorrected) -> RunState:
    """The state after a correction of an entry that may be about running the room."""
    state = after_message_correction(after_issue_correction(state, fix), fix)
    pauses = {ref: _pause(state, one, fix) for ref, one in state.pauses.items()}
    return replace(
        state,
        considered=_each(state.considered, fix, _REASON),
        decisions={ref: _decision(state, one, fix) for ref, one in state.decisions.items()},
        huddles=tuple(_huddle(state, one, fix) for one in state.huddles),
        sitreps=tuple(_sitrep(state, one, fix) for one in state.sitreps),
        concerns=tuple(_batch(one, fix) for one in state.concerns),
        holds={ref: _hold(one, fix) for ref, one in state.holds.items()},
        pauses=pauses,
        alert_answers=_every(state.alert_answers, fix, _REASON),
        gates={ref: _gate(one, fix) for ref, one in state.gates.items()},
        presence=_roll(state, fix),
        stand_ins=_each(state.stand_ins, fix, {"at": "since"}),
        handovers={ref: _handover(one, fix) for ref, one in state.handovers.items()},
    )


# -- any value --------------------------------------------------------------------------------------------------------


def _set(value: _ValueT, fix: EntryCorrected, names: _Names) -> _ValueT:
    """A value with the attribute that keeps the corrected field; as it was where it keeps none."""
    attribute = names.get(fix.field, "")
    return with_words(value, attribute, fix.now) if attribute else value


def _one(value: _ValueT, fix: EntryCorrected, names: _Names) -> _ValueT:
    """A value that keeps what an entry said, after a correction; as it was where the correction is of another entry."""
    return _set(value, fix, names) if getattr(value, "seq", -1) == fix.corrects else value


def _each(values: Iterable[_ValueT], fix: EntryCorrected, names: _Names) -> tuple[_ValueT, ...]:
    return tuple(_one(value, fix, names) for value in values)


def _every(values: Mapping[str, _ValueT], fix: EntryCorrected, names: _Names) -> dict[str, _ValueT]:
    return {key: _one(value, fix, names) for key, value in values.items()}


# -- family by family -------------------------------------------------------------------------------------------------


def _decision(state: RunState, found: Decision, fix: EntryCorrected) -> Decision:
    if found.seq == fix.corrects:
        event = corrected(found.event, fix.field, fix.now)
        review_at = found.review_at if found.reviews else event.review_at
        return replace(found, event=event, review_at=review_at)
    if found.read_back_seq == fix.corrects:
        return _set(found, fix, {"how": "read_back_how", "at": "read_back_at"})
    reviews = _each(found.reviews, fix, _REVIEW)
    last = bool(reviews) and reviews[-1].seq == fix.corrects and fix.field == "review_at" and bool(fix.now)
    again = state.instant_of(fix.now) if last else None
    return replace(found, reviews=reviews, review_at=again or found.review_at)


def _huddle(state: RunState, found: Huddle, fix: EntryCorrected) -> Huddle:
    if found.seq != fix.corrects:
        return found
    said = corrected(found.said, fix.field, fix.now)
    return replace(found, said=said, next_at=state.instant_of(said.next_at) if said.next_at else None)


def _sitrep(state: RunState, found: Sitrep, fix: EntryCorrected) -> Sitrep:
    if found.seq != fix.corrects:
        return found
    said = corrected(found.said, fix.field, fix.now)
    return replace(found, said=said, next_at=state.instant_of(said.next_at) if said.next_at else None)


def _batch(found: Batch, fix: EntryCorrected) -> Batch:
    answers = tuple(
        corrected(answer, fix.field, fix.now) if seq == fix.corrects else answer
        for seq, answer in zip(found.answer_seqs, found.answers, strict=True)
    )
    return replace(found, answers=answers)


def _hold(found: Hold, fix: EntryCorrected) -> Hold:
    # A hold that a pause answers keeps what was seen as the reason of that answer.
    answers = _each(found.answers, fix, {**_REASON, "seen": "reason"})
    return replace(_one(found, fix, _REASON), answers=answers)


def _pause(state: RunState, found: Pause, fix: EntryCorrected) -> Pause:
    said = {name: _one(one, fix, {**_SAID, "seen": "words"}) for name, one in found.said.items()}
    found = replace(
        found,
        said=said,
        told=_every(found.told, fix, _TOLD),
        items=_every(found.items, fix, _ITEM),
        restarted=_one(found.restarted, fix, {"phased_how": "phased_how"}),
    )
    asked = state.holds.get(found.hold)
    if asked is not None and asked.seq == fix.corrects:
        return _set(found, fix, {"at": "asked_at", **({} if asked.on_behalf_of else {"by": "asked_by"})})
    return _one(found, fix, {"by": "by"})


def _gate(found: GateState, fix: EntryCorrected) -> GateState:
    return replace(
        found,
        criteria={ref: _criterion(one, fix) for ref, one in found.criteria.items()},
        polls=tuple(_poll(one, fix) for one in found.polls),
        facts=_each(found.facts, fix, _FACT),
        decisions=_each(found.decisions, fix, _GATE_DECISION),
        ahead=_each(found.ahead, fix, _AHEAD),
    )


def _criterion(found: CriterionState, fix: EntryCorrected) -> CriterionState:
    marked = bool(found.looks) and found.looks[0].seq == fix.corrects
    after = _set(found, fix, {"evidence": "evidence"}) if marked else found
    return replace(after, looks=_each(found.looks, fix, _WHO))


def _poll(found: Poll, fix: EntryCorrected) -> Poll:
    if found.closed_seq == fix.corrects:
        return _set(found, fix, {"by": "closed_by", "at": "closed_at", "objection": "objection"})
    return replace(_one(found, fix, _WHO), answers=_each(found.answers, fix, _ANSWER))


def _handover(found: Handover, fix: EntryCorrected) -> Handover:
    if found.answer_seq == fix.corrects:
        return _set(found, fix, _TAKEN)
    return _one(found, fix, _OFFERED)


def _roll(state: RunState, fix: EntryCorrected) -> Mapping[str, tuple[Presence, ...]]:
    """Where people were said to be, after a correction of who, where or when."""
    place = next((one for ones in state.presence.values() for one in ones if one.seq == fix.corrects), None)
    if place is None:
        return state.presence
    named = {initials for initials, ones in state.presence.items() if place in ones}
    if fix.field == "people":
        named = {initials for initials in parts_of(fix.now) if initials in state.people} or named
    now = _set(place, fix, {**_WHO, "at": "since", "where": "where"})
    roll: dict[str, tuple[Presence, ...]] = {}
    for initials in dict.fromkeys((*state.presence, *state.people)):
        others = (one for one in state.presence.get(initials, ()) if one is not place)
        mine = sorted((*others, *((now,) if initials in named else ())), key=_number)
        if mine:
            roll[initials] = tuple(mine)
    return roll


def _number(one: Presence) -> int:
    return one.seq
