"""What the fold makes of a record about messages: one more row, or one that was acknowledged."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.correction_rules import with_words
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.message_log import Acknowledged, Message, due_of
from cutover_tui.domain.message_plan import TEXT
from cutover_tui.domain.message_words import count_text
from cutover_tui.domain.messages import MessageAcknowledged, MessageNotTold, MessageRecord, MessageSent
from cutover_tui.domain.refusals import Refused

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
    """The state after a correction of an entry that may be about a message: what it says now stands in its row."""
    if not any(event.corrects in {one.seq, *(heard.seq for heard in one.acknowledged)} for one in state.messages):
        return state
    return replace(state, messages=tuple(_corrected(state, one, event) for one in state.messages))


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


_SENT = {
    name: name
    for name in ("words", "channel", "who", "expected", "meanwhile", "written_by", "checked_by", "accessible")
} | {"reason": "unchecked_because"}
_EITHER = {name: name for name in ("by", "at", "audience", "occasion")}
"""The same of a message and of a reason why there was none."""


def _corrected(state: RunState, row: Message, event: EntryCorrected) -> Message:
    """A row after a correction; words that do not fit their field, such as a time that is none, change nothing."""
    if row.seq != event.corrects:
        heard = tuple(_heard(one, event) if one.seq == event.corrects else one for one in row.acknowledged)
        return replace(row, acknowledged=heard)
    names = {**_EITHER, **(_SENT if row.is_told else {"reason": "not_told_because"})}
    attribute = names.get(event.field, "")
    after = with_words(row, attribute, event.now) if attribute else row
    return row if after is row else _following(state, after, event.field)


def _following(state: RunState, row: Message, field: str) -> Message:
    """A row with what follows from the field that was corrected: when it was due, its length, its template."""
    if field in {"audience", "occasion"}:
        due_at = None
        with suppress(Refused):
            due_at = due_of(state, row.occasion, row.audience)
        return replace(row, due_at=due_at)
    if field not in {"words", "channel"}:
        return row
    characters = count_text(row.words).places if row.channel == TEXT else 0
    # A template fills in what the plan says; words that had to be put right by hand are not those any more.
    return replace(row, characters=characters, changed=row.changed or (field == "words" and bool(row.template)))


def _heard(one: Acknowledged, event: EntryCorrected) -> Acknowledged:
    return with_words(one, event.field, event.now) if event.field in {"whom", "by", "at"} else one
