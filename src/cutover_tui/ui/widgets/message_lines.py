"""The lines of the messages board: whom to tell about each event, by when, and who was told."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cutover_tui.runner.message_board import MessageRow, Telling, row_parts
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_HEAD: Final = 3

INKS: Final = {
    Telling.TOLD: Ink.DONE,
    Telling.OVERDUE: Ink.SOON,
    Telling.DUE: Ink.TEXT,
    Telling.NOT_TOLD: Ink.SETTLED,
    Telling.NO_NEED: Ink.MUTED,
    Telling.NOT_YET: Ink.MUTED,
}
"""The colour of each state; the word says it too."""
MARKS: Final = {
    Telling.OVERDUE: ("▲", "!"),
    Telling.DUE: ("○", "."),
    Telling.TOLD: ("✓", "x"),
    Telling.NOT_TOLD: ("×", "-"),
}
"""The shape of each state, and the plain one."""


def message_lines(rows: Sequence[MessageRow], now: datetime, zone: str) -> tuple[BoardLine, ...]:
    """The lines of the board, each event's name over its audiences."""
    lines: list[BoardLine | TableLine] = []
    for event, of_event in groupby(rows, lambda row: row.event):
        several = tuple(of_event)
        waits = all(row.telling is Telling.NOT_YET for row in several)
        words = f"{event.name} (has not happened)" if waits else event.name
        lines.append(BoardLine("", partial(_heading, words=words)))
        lines.extend(_line(row, *row_parts(row, now, zone)) for row in several)
    return table_lines(lines, main=2)


def _heading(pen: Pen, *, words: str) -> None:
    row, look = pen.row, pen.look
    row.at(_HEAD).put(look.cut(one_line(words), row.room - 2), look.style(Ink.ACCENT, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(row: MessageRow, said: str, how: str) -> TableLine:
    ink = INKS[row.telling]
    shape, plain = MARKS.get(row.telling, (" ", " "))
    return TableLine(
        row.key,
        Cell(shape, ink, bold=True, plain=plain),
        (
            Cell(row.audience.name, bold=row.presses),
            Cell(said, ink, bold=row.presses),
            Cell(how, ink if row.telling is Telling.NOT_TOLD else Ink.MUTED),
        ),
    )
