"""The lines of the alerts board: by level, since when, what is so, and what was done about it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.alerts import AlertLevel
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.alerts import answer_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.runner.alerts import AlertRow

HEADINGS: Final = {
    AlertLevel.WARNING: "WARNING",
    AlertLevel.CAUTION: "CAUTION",
    AlertLevel.ADVISE: "TO NOTE",
}
INKS: Final = {AlertLevel.WARNING: Ink.OVERDUE, AlertLevel.CAUTION: Ink.SOON, AlertLevel.ADVISE: Ink.TEXT}
"""The colour of each level; its heading and shape say it too."""
SHAPES: Final = {AlertLevel.WARNING: ("▲", "!"), AlertLevel.CAUTION: ("◆", "*"), AlertLevel.ADVISE: ("○", "o")}


def alert_lines(rows: Sequence[AlertRow], now: datetime, zone: str) -> tuple[BoardLine, ...]:
    """The lines of the board, each level's name over its alerts."""
    lines: list[BoardLine | TableLine] = []
    for level, of_level in groupby(rows, lambda row: row.alert.level):
        lines.append(BoardLine("", partial(_heading, level=level)))
        for row in of_level:
            since, said = short_words(row.alert.since, now, zone), answer_words(row, now, zone)
            lines.append(_line(row, since, said))
    return table_lines(lines, main=1)


def ink_of(row: AlertRow) -> Ink:
    """The colour of an alert: quiet once it is answered."""
    return Ink.MUTED if row.quiet else INKS[row.alert.level]


def _heading(pen: Pen, *, level: AlertLevel) -> None:
    row, look = pen.row, pen.look
    row.at(1).put(f"{look.pick(*SHAPES[level])} {HEADINGS[level]}", look.style(INKS[level], bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(row: AlertRow, since: str, said: str) -> TableLine:
    ink = ink_of(row)
    shape, plain = ("✓", "x") if row.quiet else SHAPES[row.alert.level]
    if row.shelved:
        shape, plain = "‖", "="
    return TableLine(
        row.id,
        Cell(shape, ink, bold=True, plain=plain),
        (
            Cell(since, Ink.MUTED),
            Cell(row.alert.words, Ink.MUTED if row.quiet else Ink.TEXT, bold=not row.quiet),
            Cell(said, ink, bold=row.again),
        ),
    )
