"""Who was told what, for `cutover status`: as objects for machines, and the lines of what is still to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import rfc3339
from cutover_tui.runner.message_board import Telling, counted_words, message_rows, row_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.message_log import Message
    from cutover_tui.domain.state import RunState


def message_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Every event and audience there is something to say about, with the messages; unknown times are null."""
    zone = state.plan.calendar.zone
    return [
        {
            "event": row.event.id,
            "audience": row.audience.id,
            "state": str(row.telling),
            "due_at": rfc3339(row.due_at, zone) if row.due_at is not None else None,
            "messages": [_message(message, zone) for message in reversed(row.messages)],
        }
        for row in message_rows(state, now)
        if row.messages or row.presses
    ]


def message_lines(state: RunState, now: datetime) -> list[str]:
    """Who was told, once anybody was; and who is to be told and was not in time."""
    zone = state.plan.calendar.zone
    rows = message_rows(state, now)
    lines = [f"Messages: {counted_words(rows)}."] if state.messages else []
    lines.extend(
        f"To tell: {row.audience.name}, {row.event.name.lower()}: {row_words(row, now, zone)}"
        for row in rows
        if row.telling is Telling.OVERDUE and row.event.since
    )
    return lines


def _message(message: Message, zone: str) -> dict[str, object]:
    return {
        "ref": message.ref,
        "entry": message.seq,
        "sent_at": rfc3339(message.at, zone) if message.is_told else None,
        "channel": message.channel or None,
        "who": message.who or None,
        "sent_by": message.by,
        "written_by": message.written_by or None,
        "checked_by": message.checked_by or None,
        "words": message.words or None,
        "not_told_because": message.not_told_because or None,
        "acknowledged": [{"by": one.whom, "at": rfc3339(one.at, zone)} for one in message.acknowledged],
    }
