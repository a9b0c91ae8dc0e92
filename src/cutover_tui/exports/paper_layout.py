"""How much fits on an A4 page: widths of words in Arial, heights of rows, and rows shared out over pages.

Pages are made here and not by the browser, so that every page says which it is of how many, whatever prints it, and so
that no row is ever split. Widths are those of Arial; a font that is a little wider still fits, because a page is never
filled to the edge.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.plan import FormField

PAGE_WIDTH = 175.0
"""Millimetres between the margins of 20 mm on the left, for punching, and 15 mm on the right (`records.md` d4)."""
PAGE_HEIGHT = 264.0
"""Millimetres a page may fill between margins of 15 mm; a little less than there is."""
HEAD = 16.0
"""Millimetres of the lines at the top of each page."""
FOOT = 9.0
"""Millimetres of the line at the bottom of each page."""
BODY = PAGE_HEIGHT - HEAD - FOOT
"""Millimetres for what a page is about."""
TITLE = 9.0
"""Millimetres of the title of a sheet."""
LINE = 5.3
"""Millimetres of one line of 12-point text, at a line height of 1.25."""
PADDING = 2.4
"""Millimetres above and below the text of a cell and its rule, together."""
SIDES = 2.9
"""Millimetres left and right of the text of a cell, together."""

_POINT = 0.352778
_SIZE = 12.0
_SPARE = 1.01
"""Words are taken to be this much wider than they are, for a font that stands in for Arial."""

_WIDTHS = {
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys(" .,:;/ftI![]\u00a0", 278),
    **dict.fromkeys("r()-", 333),
    **dict.fromkeys("ckJsvxyz", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W@", 1000),
}
"""Thousandths of the type size; letters that are not here are taken as below."""
_USUAL = 556
_STRANGE = 1000
_LATIN = 0x250


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    lines: tuple[str, ...] = ()
    """Its text; each begins on a line of its own."""
    shape: str = "text"
    """`text`; `head` for the name of its row; `box` to tick; `ticked`; `write` to write on."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    width: float
    """Millimetres; the widths of a table add up to `PAGE_WIDTH`."""


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells, or the heading of the rows below it."""

    cells: tuple[Cell, ...] = ()
    heading: str = ""
    """Words over the whole width instead of cells."""
    least: float = 0.0
    """Millimetres it is at least high."""


@dataclass(frozen=True)
class Table:
    """A table on one page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    quiet: bool = False
    """True when the caption is only read aloud, because the heading above says the same."""
    kind: str = "table"

    @property
    def height(self) -> float:
        """Millimetres it takes, with its caption and head."""
        caption = 0.0 if self.quiet else LINE + 1
        return caption + 2 + head_height(self.columns) + sum(row_height(row, self.columns) for row in self.rows)


@dataclass(frozen=True)
class Words:
    """Paragraphs, with a heading or a frame or neither."""

    lines: tuple[str, ...]
    heading: str = ""
    framed: bool = False
    steps: bool = False
    """True when the lines are numbered steps."""
    large: bool = False
    kind: str = "words"

    @property
    def height(self) -> float:
        """Millimetres it takes."""
        width = PAGE_WIDTH - (8 if self.framed else 0) - (8 if self.steps else 0)
        size = 14.0 if self.large else _SIZE
        body = sum(lines_of(line, width, size) * LINE * size / _SIZE + 1 for line in self.lines)
        return body + (LINE + 1 if self.heading else 0) + (6.3 if self.framed else 1)


@dataclass(frozen=True)
class Slip:
    """One paper form: its number, its fields, and what is written once it is re-entered."""

    name: str
    number: str
    """`C-2 041`, or what is printed before the boxes to write a number in; empty for a slip without a number."""
    boxes: int
    """How many empty boxes follow, for the digits."""
    fields: tuple[FormField, ...]
    foot: str
    """The line below it."""
    kind: str = "slip"

    @property
    def height(self) -> float:
        """Millimetres it takes."""
        tall = sum(max(field_height(field) for field in row) for row in rows_of_fields(self.fields))
        return tall + 11 + (LINE * lines_of(self.foot, PAGE_WIDTH) + 3 if self.foot else 0) + 4


Block = Table | Words | Slip


@dataclass(frozen=True)
class Page:
    """What stands on one page, between its head and its foot."""

    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        """Millimetres all of it takes."""
        return sum(block.height for block in self.blocks)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = _SIZE) -> float:
    """Millimetres a text takes on one line."""
    units = sum(_WIDTHS.get(letter, _USUAL if ord(letter) < _LATIN else _STRANGE) for letter in text)
    return units / 1000 * size * _POINT * _SPARE


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float, size: float = _SIZE) -> int:
    """How many lines a text takes in a width, words kept whole where they fit."""
    lines, used, blank = 1, 0.0, text_width(" ", size)
    for word in text.split(" "):
        takes = text_width(word, size)
        if used and used + blank + takes > width:
            lines, used = lines + 1, 0.0
        while takes > width:
            lines, takes = lines + 1, takes - width
        used += takes + (blank if used else 0.0)
    return lines


def cell_lines(cell: Cell, width: float) -> int:
    """How many lines a cell takes."""
    return sum(lines_of(line, width - SIDES) for line in cell.lines)


def row_height(row: Row, columns: Sequence[Column]) -> float:
    """Millimetres a row takes."""
    if row.heading:
        return lines_of(row.heading, PAGE_WIDTH - SIDES) * LINE + PADDING
    tall = max(
        (cell_lines(cell, column.width) for cell, column in zip(row.cells, columns, strict=True)),
        default=1,
    )
    return max(row.least, tall * LINE + PADDING)


def head_height(columns: Sequence[Column]) -> float:
    """Millimetres the head of a table takes."""
    return max(lines_of(column.name, column.width - SIDES) for column in columns) * LINE * 1.05 + PADDING


def field_height(field: FormField) -> float:
    """Millimetres a field of a form takes."""
    return LINE * lines_of(field.label, PAGE_WIDTH * field.width / 6 - SIDES) + 7.5 * field.lines + 1


def rows_of_fields(fields: Iterable[FormField]) -> list[list[FormField]]:
    """The fields in rows of six sixths."""
    rows: list[list[FormField]] = []
    used = 6
    for field in fields:
        if used + field.width > 6:  # noqa: PLR2004 (six sixths make a whole)
            rows.append([])
            used = 0
        rows[-1].append(field)
        used += field.width
    return rows


def share_out(
    rows: Sequence[Row], columns: Sequence[Column], *, first: float, later: float, most: int
) -> list[tuple[Row, ...]]:
    """Share rows out over pages, in order; a heading never stands alone at the foot of a page.

    Args:
        rows: All rows.
        columns: Their columns.
        first: Millimetres for rows on the first page.
        later: Millimetres for rows on every other page.
        most: How many rows a page may have, headings not counted.
    """
    pages: list[list[Row]] = [[]]
    left = first
    for place, row in enumerate(rows):
        takes = row_height(row, columns)
        needs = sum(row_height(one, columns) for one in _kept_together(rows, place))
        full = sum(1 for there in pages[-1] if not there.heading) >= most
        if pages[-1] and (full or needs > left):
            pages.append([])
            left = later
        pages[-1].append(row)
        left -= takes
    return [tuple(page) for page in pages]


def _kept_together(rows: Sequence[Row], place: int) -> Sequence[Row]:
    """A row; a heading with all that stands between it and the first row it is over, that row included."""
    ends = place
    while rows[ends].heading and ends + 1 < len(rows):
        ends += 1
    return rows[place : ends + 1]


def stack(blocks: Iterable[Block], *, first: float = BODY, later: float = BODY) -> list[Page]:
    """Put blocks on pages, in order, each whole."""
    pages: list[list[Block]] = [[]]
    left = first
    for block in blocks:
        if pages[-1] and block.height > left:
            pages.append([])
            left = later
        pages[-1].append(block)
        left -= block.height
    return [Page(tuple(page)) for page in pages]
