"""The lines of the messages board: whom to tell about each event, by when, and who was told."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cutover_tui.runner.message_board import MessageRow, Telling, row_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_HEAD: Final = 3
_NAME: Final = 23
_SAID: Final = 30
_LEAST_REST: Final = 10

INKS: Final = {
    Telling.TOLD: Ink.DONE,
    Telling.OVERDUE: Ink.SOON,
    Telling.DUE: Ink.TEXT,
    Telling.NOT_TOLD: Ink.SETTLED,
    Telling.NO_NEED: Ink.MUTED,
    Telling.NOT_YET: Ink.MUTED,
}
"""The colour of each state; the word says it too."""


def message_lines(rows: Sequence[MessageRow], now: datetime, zone: str) -> tuple[BoardLine, ...]:
    """The lines of the board, each event's name over its audiences."""
    lines: list[BoardLine] = []
    for event, of_event in groupby(rows, lambda row: row.event):
        several = tuple(of_event)
        waits = all(row.telling is Telling.NOT_YET for row in several)
        words = f"{event.name} (has not happened)" if waits else event.name
        lines.append(BoardLine("", partial(_heading, words=words)))
        lines.extend(BoardLine(row.key, partial(_line, row=row, said=row_words(row, now, zone))) for row in several)
    return tuple(lines)


def _heading(pen: Pen, *, words: str) -> None:
    row, look = pen.row, pen.look
    row.at(_HEAD).put(look.cut(one_line(words), row.room - 2), look.style(Ink.ACCENT, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(pen: Pen, *, row: MessageRow, said: str) -> None:
    line, look, ink = pen.row, pen.look, INKS[row.telling]
    marks = {
        Telling.OVERDUE: look.pick("▲", "!"),
        Telling.DUE: look.pick("○", "."),
        Telling.TOLD: look.pick("✓", "x"),
        Telling.NOT_TOLD: look.pick("×", "-"),
    }
    bold = row.presses or pen.marked
    line.put(marks.get(row.telling, " "), look.style(ink, pen.on, bold=True)).put(" ")
    line.put(look.cut(one_line(row.audience.name), _NAME), look.style(Ink.TEXT, pen.on, bold=bold))
    line.at(_HEAD + _NAME + 1)
    wide = line.room - _LEAST_REST > _SAID
    room = _SAID if wide and row.telling is not Telling.NOT_TOLD else line.room - 1
    line.put(look.cut(one_line(said), room), look.style(ink, pen.on, bold=row.presses))
    if wide and row.last is not None and row.last.is_told:
        line.at(_HEAD + _NAME + 2 + _SAID)
        line.put(look.cut(_rest(row), line.room - 1), look.style(Ink.MUTED, pen.on))


def _rest(row: MessageRow) -> str:
    """How it went, to whom, and whether they had it."""
    last = row.last
    if last is None:
        return ""
    heard = f", heard by {last.acknowledged[-1].whom}" if last.acknowledged else ""
    return one_line(f"{last.channel} to {last.who}{heard}")
