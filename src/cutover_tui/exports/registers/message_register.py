"""`communications.csv`: who was told what, when, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def communications_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


COMMUNICATIONS = Register(
    name="communications",
    title="Communications",
    about="One row for each message",
    columns=COMMUNICATIONS_COLUMNS,
    rows=communications_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
