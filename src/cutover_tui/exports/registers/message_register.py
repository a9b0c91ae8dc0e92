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
        shared: Row = {
            "ref": one.ref,
            "audience": audiences.get(one.audience, one.audience),
            "event": occasions.get(one.occasion, one.occasion),
            "due_local": one.due_at or NOT_APPLICABLE,
            "linked": one.linked,
            "entry": one.seq,
        }
        if one.is_told:
            yield {**shared, "channel": channels.get(one.channel, one.channel), **_sent(one)}
        else:
            yield {**dict.fromkeys(_OF_A_MESSAGE, NOT_APPLICABLE), **shared, "not_told_reason": one.not_told_because}


_OF_A_MESSAGE = (
    *("who_or_how_many", "channel", "message_version", "written_by", "checked_by", "sent_by", "sent_local"),
    *("exact_words", "accessible_versions", "acknowledged_by", "acknowledged_local"),
)
"""Columns that say nothing where nobody was told."""


def _sent(one: Message) -> Row:
    return {
        "who_or_how_many": one.who,
        "message_version": _version(one),
        "written_by": one.written_by,
        "checked_by": one.checked_by or NONE,
        "sent_by": one.by,
        "sent_local": one.at,
        "exact_words": one.words,
        "accessible_versions": one.accessible,
        "acknowledged_by": tuple(heard.whom for heard in one.acknowledged),
        "acknowledged_local": one.acknowledged[0].at if one.acknowledged else None,
    }


def _version(one: Message) -> str:
    """The wording it began as, and whether it was changed."""
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
