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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.runner.alerts import AlertRow

_SINCE: Final = 13
_SAID: Final = 33
_LEAST_WORDS: Final = 24

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
    lines: list[BoardLine] = []
    for level, of_level in groupby(rows, lambda row: row.alert.level):
        lines.append(BoardLine("", partial(_heading, level=level)))
        for row in of_level:
            since, said = short_words(row.alert.since, now, zone), answer_words(row, now, zone)
            lines.append(BoardLine(row.id, partial(_line, row=row, since=since, said=said)))
    return tuple(lines)


def ink_of(row: AlertRow) -> Ink:
    """The colour of an alert: quiet once it is answered."""
    return Ink.MUTED if row.quiet else INKS[row.alert.level]


def _heading(pen: Pen, *, level: AlertLevel) -> None:
    row, look = pen.row, pen.look
    row.at(1).put(f"{look.pick(*SHAPES[level])} {HEADINGS[level]}", look.style(INKS[level], bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(pen: Pen, *, row: AlertRow, since: str, said: str) -> None:
    line, look, ink = pen.row, pen.look, ink_of(row)
    mark = look.pick("✓", "x") if row.quiet and not row.shelved else look.pick(*SHAPES[row.alert.level])
    if row.shelved:
        mark = look.pick("‖", "=")
    line.at(1).put(mark, look.style(ink, pen.on, bold=True)).put(" ")
    line.at(3).put(since, look.style(Ink.MUTED, pen.on)).at(3 + _SINCE)
    said = said.removeprefix("acknowledged ") if line.width < 100 else said  # noqa: PLR2004 (the mark says it too)
    room = line.room - (min(len(said), _SAID) + 2 if said else 1)
    bold = not row.quiet or pen.marked
    words = look.cut(row.alert.words, max(room, _LEAST_WORDS))
    line.put(words, look.style(Ink.MUTED if row.quiet and not pen.marked else Ink.TEXT, pen.on, bold=bold))
    if said:
        shown = look.cut(said, _SAID)
        line.at(line.width - len(shown) - 1).put(shown, look.style(ink, pen.on, bold=row.again))
