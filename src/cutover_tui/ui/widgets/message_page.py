"""One event and audience in full: every message with its exact words, and the words that are ready to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.message_plan import TEXT, kit_of
from cutover_tui.domain.message_words import count_text
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.message_board import filled, row_words
from cutover_tui.runner.message_story import channel_name
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.message_lines import INKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.message_log import Message
    from cutover_tui.domain.message_plan import Template
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.message_board import MessageRow

Part = tuple[str, str]
"""Words and their style."""
_HEADING = "bold $accent"


def message_page(state: RunState, row: MessageRow, now: datetime, *, airy: bool = True) -> Content:
    """Everything there is to say about an event and an audience.

    Args:
        state: Where the run stands.
        row: The line of the board.
        now: The time due times are counted from.
        airy: Whether there is room for an empty line over each heading.
    """
    zone = state.plan.calendar.zone
    parts: list[Part] = [
        (f"{row.audience.name}, {row.event.name.lower()}\n", "bold $text"),
        (f"{one_line(row_words(row, now, zone))}\n", f"bold ${INKS[row.telling].value}"),
    ]
    if row.audience.items:
        parts.append((f"{one_line(', '.join(row.audience.items))}\n", "$muted"))
    for message in row.messages:
        parts.extend(_message(state, message, airy=airy))
    for template in row.templates:
        parts.extend(_template(state, template, airy=airy))
    return Content.assemble(*parts).rstrip()


def _message(state: RunState, message: Message, *, airy: bool) -> Iterator[Part]:
    zone = state.plan.calendar.zone
    above = "\n" if airy else ""
    when = moment_words(message.at, zone)
    if not message.is_told:
        yield f"{above}{message.ref}, {when}: not told\n", _HEADING
        yield f"{one_line(message.not_told_because)} ({message.by})\n", "$text"
        return
    yield f"{above}{message.ref}, {when}, {channel_name(state, message.channel)}\n", _HEADING
    yield f"{message.words}\n", "$text"
    checked = f"checked by {message.checked_by}" if message.checked_by else f"not checked: {message.unchecked_because}"
    said = [
        f"To {message.who}. Written by {message.written_by}, {checked}, sent by {message.by}.",
        f"Expected: {message.expected}. Meanwhile: {message.meanwhile}." if message.expected else "",
        f"Also as {', '.join(message.accessible)}." if message.accessible else "",
        f"{message.characters} places of a text." if message.characters else "",
        f"Began as {message.template}{', then changed' if message.changed else ''}." if message.template else "",
        f"Goes with {', '.join(message.linked)}." if message.linked else "",
    ]
    for words in filter(None, said):
        yield f"{one_line(words)}\n", "$muted"
    for heard in message.acknowledged:
        yield (
            f"{one_line(f'Acknowledged {moment_words(heard.at, zone)} by {heard.whom}, heard by {heard.by}.')}\n",
            "$done",
        )
    if not message.acknowledged:
        yield "Nobody has acknowledged it yet: a.\n", "$muted"


def _template(state: RunState, template: Template, *, airy: bool) -> Iterator[Part]:
    words = filled(state, template)
    names = ", ".join(channel_name(state, channel) for channel in template.channels)
    counted = f", {count_text(words).words}" if TEXT in template.channels else ""
    yield f"{chr(10) if airy else ''}Words ready, {names}{counted}\n", _HEADING
    yield f"{words}\n", "$text"


def kit_words(state: RunState) -> str:
    """How many words are ready; for a plan made before there were any, that there are none."""
    kit = kit_of(state.plan)
    return f"{len(kit.templates)} messages ready" if kit.templates else "this plan has no words ready"
