"""What the fold makes of a record about messages: one more row, or one that was acknowledged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.message_log import Acknowledged, Message
from cutover_tui.domain.messages import MessageAcknowledged, MessageNotTold, MessageRecord, MessageSent

if TYPE_CHECKING:
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.state import RunState


def after_message(state: RunState, event: MessageRecord, seq: int) -> tuple[RunState, str]:
    """The state after a record about messages, and what people should look at; the words are empty when nothing."""
    match event:
        case MessageSent() | MessageNotTold():
            return replace(state, messages=(*state.messages, _row(state, event, seq))), ""
        case MessageAcknowledged():
            found = next((one for one in state.messages if one.ref == event.message and one.is_told), None)
            if found is None:
                return state, f"Entry {seq} acknowledges {event.message}, which is not a message in this log."
            heard = Acknowledged(seq=seq, by=event.by, at=event.at, whom=event.whom)
            after = replace(found, acknowledged=(*found.acknowledged, heard))
            return replace(state, messages=tuple(after if one is found else one for one in state.messages)), ""
    assert_never(event)


def after_message_correction(state: RunState, event: EntryCorrected) -> RunState:
    """The state after a correction of an entry that may be a message: who and when follow."""
    if not any(one.seq == event.corrects for one in state.messages):
        return state
    changed = tuple(_corrected(one, event) if one.seq == event.corrects else one for one in state.messages)
    return replace(state, messages=changed)


def _row(state: RunState, event: MessageSent | MessageNotTold, seq: int) -> Message:
    """The row a record adds."""
    ref = f"M-{len(state.messages) + 1:02}"
    due_at = state.instant_of(event.due) if event.due else None
    if isinstance(event, MessageNotTold):
        return Message(
            ref=ref,
            seq=seq,
            audience=event.audience,
            occasion=event.occasion,
            by=event.by,
            recorder=event.recorder,
            at=event.at,
            due_at=due_at,
            not_told_because=event.reason or NOT_RECORDED,
        )
    return Message(
        ref=ref,
        seq=seq,
        audience=event.audience,
        occasion=event.occasion,
        by=event.by,
        recorder=event.recorder,
        at=event.at,
        due_at=due_at,
        channel=event.channel,
        template=event.template,
        changed=event.changed,
        who=event.who,
        written_by=event.written_by,
        checked_by=event.checked_by,
        unchecked_because=event.reason,
        expected=event.expected,
        meanwhile=event.meanwhile,
        characters=event.characters,
        accessible=event.accessible,
        linked=event.linked,
        words=event.words,
    )


def _corrected(row: Message, event: EntryCorrected) -> Message:
    """A row after a correction; words that do not fit their field, such as a time that is none, change nothing."""
    if event.field == "by" and event.now:
        return replace(row, by=event.now)
    if event.field == "checked_by" and event.now and row.is_told:
        return replace(row, checked_by=event.now)
    if event.field == "reason" and event.now and not row.is_told:
        return replace(row, not_told_because=event.now)
    if event.field == "at":
        try:
            happened = datetime.fromisoformat(event.now)
        except ValueError:
            return row
        return replace(row, at=happened.astimezone(UTC)) if happened.tzinfo is not None else row
    return row
