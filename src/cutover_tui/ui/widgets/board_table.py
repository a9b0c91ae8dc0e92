"""Lines of a board in columns: every column as wide as its words, and the words people need get all the rest.

One column is the main one. The others stand at their natural width; the main one takes what is left, and more rows
where the board has room for them. Where a screen is too narrow for both, the columns named as spare are left out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine
from cutover_tui.ui.widgets.cells import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from cutover_tui.ui.widgets.board_list import Pen

_GAP: Final = 2
_LEAST_MAIN: Final = 26
"""Cells the main column keeps before a spare one is left out."""


@dataclass(frozen=True)
class Cell:
    """Some words of a line, or a shape."""

    words: str
    ink: Ink = Ink.TEXT
    bold: bool = False
    filled: bool = False
    """True for a chip in its colour, with a space at each side."""
    plain: str = ""
    """What stands there where marks are plain ASCII; empty where that is the same."""
    short: str = ""
    """What stands there where the main column would have too little; empty where that is the same."""

    def said(self, *, short: bool, plain: bool = False) -> str:
        """Give its words in one of their forms."""
        words = self.plain if plain and self.plain else self.words
        return one_line(self.short if short and self.short else words)

    def width(self, *, short: bool) -> int:
        """Cells it takes."""
        return cell_len(self.said(short=short)) + (2 if self.filled and self.words else 0)

    def style(self, pen: Pen) -> Style:
        """Its style on the ground of a line."""
        return pen.look.palette.filled(self.ink) if self.filled else pen.look.style(self.ink, pen.on, bold=self.bold)


@dataclass(frozen=True)
class TableLine:
    """One line: a shape, and a cell for each column."""

    key: str
    mark: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a line so wide."""

    cells: dict[int, int]
    """Place of each column shown to its cells, from the left."""
    short: bool
    """Whether the short forms stand there."""


@dataclass(frozen=True)
class Share:
    """How columns share a width."""

    whole: tuple[int, ...]
    """The widest words of each column, in cells; 0 for a column with none."""
    short: tuple[int, ...]
    """The same with the short forms."""
    main: int
    """Which column takes the rest."""
    spare: tuple[int, ...]
    """Which may be left out, the first one first."""

    def at(self, width: int) -> Columns:
        """Give the columns of a line so wide: all whole, else the short forms, else without the spare ones."""
        wanted = self.whole[self.main]
        whole = self._share(width, short=False, without=())
        if whole.cells[self.main] >= wanted:
            return whole
        tried = [self._share(width, short=True, without=self.spare[:many]) for many in range(len(self.spare) + 1)]
        return next((each for each in tried if each.cells[self.main] >= min(wanted, _LEAST_MAIN)), tried[-1])

    def _share(self, width: int, *, short: bool, without: tuple[int, ...]) -> Columns:
        natural = self.short if short else self.whole
        shown = {
            place: cells
            for place, cells in enumerate(natural)
            if place == self.main or (cells and place not in without)
        }
        left = width - _HEAD - 1 - sum(cells + _GAP for place, cells in shown.items() if place != self.main)
        return Columns({**shown, self.main: max(min(left, natural[self.main]), 1)}, short)


_HEAD: Final = 3
"""Cells before the first column: the bar of the marked line, the mark, a blank."""


def table_lines(
    lines: Sequence[TableLine | BoardLine], *, main: int, spare: tuple[int, ...] = ()
) -> tuple[BoardLine, ...]:
    """Give the lines of a board in columns; a heading among them stays as it is.

    Args:
        lines: The lines from the top, all with the same columns, and headings.
        main: The column whose words people need; it takes what the others leave.
        spare: The columns that a narrow screen leaves out, the first one first.
    """
    cells = [line.cells for line in lines if isinstance(line, TableLine)]
    columns = list(zip(*cells, strict=True))
    whole, short = (tuple(max(cell.width(short=form) for cell in each) for each in columns) for form in (False, True))
    share = Share(whole, short, main, spare)
    return tuple(
        line
        if isinstance(line, BoardLine)
        else BoardLine(line.key, partial(_paint, line=line, share=share), partial(_rows_at, line=line, share=share))
        for line in lines
    )


def _rows_at(width: int, *, line: TableLine, share: Share) -> int:
    columns = share.at(width)
    words = line.cells[share.main].said(short=columns.short)
    return len(wrap(words, columns.cells[share.main]))


def _paint(pen: Pen, *, line: TableLine, share: Share) -> None:
    columns = share.at(pen.row.width)
    if not pen.part:
        pen.row.at(1).put(line.mark.said(short=False, plain=pen.look.ascii_marks), line.mark.style(pen))
    pen.row.at(_HEAD)
    for place, width in columns.cells.items():
        cell, begins = line.cells[place], pen.row.x
        words = cell.said(short=columns.short, plain=pen.look.ascii_marks)
        shown = _part_of(words, width, pen) if place == share.main else "" if pen.part else words
        if shown:
            pen.row.put(f" {shown} " if cell.filled else shown, cell.style(pen))
        pen.row.at(begins + width + _GAP)


def _part_of(words: str, width: int, pen: Pen) -> str:
    """What stands of the main column in the row that is painted."""
    if pen.parts == 1:
        return pen.look.cut(words, width)
    rows = wrap(words, width)
    return pen.look.cut(" ".join(rows[pen.part :]), width) if pen.part == pen.parts - 1 else rows[pen.part]
