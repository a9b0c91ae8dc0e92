"""`communications.csv`: who was told what, when, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.message_plan import kit_of
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.message_log import Message
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

COMMUNICATIONS_COLUMNS = (
    text("ref", "Number of the message"),
    text("audience", "Who was to be told"),
    typed("who_or_how_many", "Which of them, or how many"),
    text("channel", "How"),
    text("message_version", "Which wording"),
    text("event", "planned, delay, pause, restart, go live, or all clear"),
    person("written_by", "Who wrote it"),
    person("checked_by", "Who checked it"),
    person("sent_by", "Who sent it"),
    local("due_local", "By when it was to be sent"),
    local("sent_local", "When it was sent"),
    typed("exact_words", "The words, copied"),
    typed("accessible_versions", "Large print, easy read, phone, interpreter", NONE),
    typed("acknowledged_by", "Who confirmed it"),
    local("acknowledged_local", "When"),
    typed("not_told_reason", "Why somebody was not told", NOT_APPLICABLE),
    text("linked", "What it belongs to", NONE),
    entry(),
)


def communications_rows(context: Context) -> Iterable[Row]:
    """A row for each message, and for each audience that was not told with the reason, in the order of the log."""
    kit = kit_of(context.plan)
    audiences = {one.id: one.name for one in kit.audiences}
    channels = {one.id: one.name for one in kit.channels}
    occasions = {one.id: one.name for one in kit.events}
    for one in context.state.messages:
        yield {
            "ref": one.ref,
            "audience": audiences.get(one.audience, one.audience),
            "who_or_how_many": one.who,
            "channel": channels.get(one.channel, one.channel) if one.is_told else NOT_APPLICABLE,
            "message_version": _version(one),
            "event": occasions.get(one.occasion, one.occasion),
            "written_by": one.written_by,
            "checked_by": one.checked_by or (NONE if one.is_told else NOT_APPLICABLE),
            "sent_by": one.by if one.is_told else NOT_APPLICABLE,
            "due_local": one.due_at or NOT_APPLICABLE,
            "sent_local": one.at if one.is_told else NOT_APPLICABLE,
            "exact_words": one.words if one.is_told else NOT_APPLICABLE,
            "accessible_versions": one.accessible,
            "acknowledged_by": tuple(heard.whom for heard in one.acknowledged),
            "acknowledged_local": one.acknowledged[0].at if one.acknowledged else None,
            "not_told_reason": one.not_told_because,
            "linked": one.linked,
            "entry": one.seq,
        }


def _version(one: Message) -> str:
    """The wording it began as, and whether it was changed."""
    if not one.is_told:
        return NOT_APPLICABLE
    if not one.template:
        return "own words"
    return f"{one.template}, changed" if one.changed else one.template


COMMUNICATIONS = Register(
    name="communications",
    title="Communications",
    about="One row for each message",
    columns=COMMUNICATIONS_COLUMNS,
    rows=communications_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
