"""How the lines of the re-entry board are painted: categories with their bar, and ranges of slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import moment_words, short_words
from cutover_tui.runner.boards import Badge, Mark
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import one_line, wrap

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.runner.reentry_board import ReentryRow, SlipRow
    from cutover_tui.ui.widgets.board_list import Pen

BADGE: Final = 20
"""Cells of a badge."""
NARROW: Final = 66
"""In fewer cells than this a line keeps its mark, title and number left, and nothing else."""
COUNTS: Final = ("logged", "entered", "expl.")
"""What stands over the counts; `expl.` is what was explained."""
COUNTS_FROM: Final = 96
"""From this many cells on, what was logged, entered and explained stands in the line."""
FORECAST_FROM: Final = 130
"""From this many cells on, the rate and the forecast stand there too."""

_MARK = 3
_NUMBER = 5
_BAR = 6
_DUE = 16
_FORECAST = 32


@dataclass(frozen=True)
class Columns:
    """What stands where in a line so wide."""

    width: int

    @property
    def narrow(self) -> bool:
        """Whether there is room for little."""
        return self.width < NARROW

    @property
    def title_at(self) -> int:
        """Where the title begins."""
        return 1 + (_MARK if self.narrow else BADGE) + 1

    @property
    def title(self) -> int:
        """Cells of the title, with the blank after it."""
        right = _NUMBER + 1 + (0 if self.narrow else _BAR + 1 + _DUE + 1)
        if self.width >= COUNTS_FROM:
            right += sum(len(words) + 1 for words in COUNTS)
        if self.width >= FORECAST_FROM:
            right += _FORECAST
        return max(self.width - self.title_at - right, 1)


def paint_columns(pen: Pen) -> None:
    """What stands in which column."""
    row, style, columns = pen.row, pen.look.style(Ink.MUTED, pen.on), Columns(pen.row.width)
    row.at(columns.title_at).put(pen.look.cut("Category", columns.title - 1), style)
    row.at(columns.title_at + columns.title).put(f"{'left':>{_NUMBER}} ", style)
    if columns.narrow:
        return
    row.put("done".ljust(_BAR + 1), style).put("due".ljust(_DUE), style)
    if row.width >= COUNTS_FROM:
        row.put("".join(f" {words}" for words in COUNTS), style)
    if row.width >= FORECAST_FROM:
        row.put(" at this rate", style)


def paint_category(pen: Pen, shown: ReentryRow, now: datetime, zone: str) -> None:
    """One category: badge, title, left, how far it is, due; and its counts and forecast where there is room."""
    row, look, counts, columns = pen.row, pen.look, shown.counts, Columns(pen.row.width)
    quiet = look.style(Ink.MUTED, pen.on)
    style = look.style(Ink.TEXT if shown.closing is None else Ink.MUTED, pen.on, bold=pen.marked)
    if pen.part:
        row.at(columns.title_at).put(_title_part(pen, shown, columns), style)
        return
    _put_badge(pen, shown.badge, columns)
    row.put(_title_part(pen, shown, columns), style).at(columns.title_at + columns.title)
    row.put(f"{counts.left:>{_NUMBER}} ", look.style(Ink.TEXT, pen.on, bold=True) if counts.left else quiet)
    if columns.narrow:
        return
    begins = row.x
    if counts.logged:
        look.bar(row, counts.logged - counts.left, counts.logged, _BAR, pen.on)
    due = moment_words(shown.due_at, zone) if shown.due_at is not None else "no time yet"
    due_ink = Ink.OVERDUE if shown.overdue else Ink.MUTED
    row.at(begins + _BAR + 1).put(due.ljust(_DUE), look.style(due_ink, pen.on, bold=shown.overdue))
    if row.width >= COUNTS_FROM:
        numbers = (counts.logged, counts.entered, counts.explained)
        row.put("".join(f" {number:>{len(words)}}" for number, words in zip(numbers, COUNTS, strict=True)), quiet)
    if row.width >= FORECAST_FROM:
        late = look.style(Ink.SOON if shown.late_at_this_rate else Ink.MUTED, pen.on)
        row.put(f" {look.cut(forecast_words(shown, now, zone), _FORECAST - 1)}", late)


def category_rows(width: int, shown: ReentryRow) -> int:
    """How many rows the title of a category needs in a line so wide."""
    return len(wrap(one_line(shown.category.title), Columns(width).title - 1))


def _title_part(pen: Pen, shown: ReentryRow, columns: Columns) -> str:
    """What stands of the title in the row that is painted."""
    width = columns.title - 1
    if pen.parts == 1:
        return pen.look.cut(_title(shown, width), width)
    rows = wrap(one_line(shown.category.title), width)
    return pen.look.cut(" ".join(rows[pen.part :]), width) if pen.part == pen.parts - 1 else rows[pen.part]


def _put_badge(pen: Pen, badge: Badge, columns: Columns) -> None:
    """The badge, or its mark alone where there is room for no more."""
    words, style = pen.look.badge(badge, BADGE, pen.on)
    pen.row.put(f" {pen.look.glyph(badge.mark)} " if columns.narrow else words, style).at(columns.title_at)


def _title(shown: ReentryRow, width: int) -> str:
    """The title; where it is too long, with its item first, which tells one lab from another."""
    category = shown.category
    title = one_line(category.title)
    return title if cell_len(title) <= width or not category.item else one_line(f"{category.item}: {category.name}")


def forecast_words(shown: ReentryRow, now: datetime, zone: str) -> str:
    """`2 an hour, Thu 11:00`, and whether that is late; empty while there is no forecast."""
    clear_at = shown.forecast.clear_at
    if clear_at is None:
        return ""
    late = ", late" if shown.late_at_this_rate else ""
    return f"{shown.forecast.rate_words}, {short_words(clear_at, now, zone)}{late}"


def slips_badge(shown: SlipRow) -> Badge:
    """Where a range of slips stands: a shape and words."""
    issued = shown.range
    if not issued.counted_by:
        return Badge(Mark.OPEN, "NOT COUNTED")
    if issued.missing:
        return Badge(Mark.OVERDUE, f"LOOK FOR {issued.missing}")
    if issued.outstanding:
        return Badge(Mark.OPEN, f"{issued.outstanding} TO ENTER")
    return Badge(Mark.DONE, "ADDS UP")


def paint_slips(pen: Pen, shown: SlipRow) -> None:
    """One range of slips, and whether it adds up."""
    paint_words(pen, slips_badge(shown), shown.words)


def paint_words(pen: Pen, badge: Badge, words: str) -> None:
    """A badge, and a sentence as far as there is room."""
    row, look = pen.row, pen.look
    _put_badge(pen, badge, Columns(row.width))
    row.put(look.cut(one_line(words), row.room - 1), look.style(Ink.TEXT, pen.on, bold=pen.marked))


def paint_heading(pen: Pen, words: str) -> None:
    """A heading with a line to the edge."""
    row, look = pen.row, pen.look
    row.at(1).put(f"{words} ", look.style(Ink.ACCENT, pen.on, bold=True))
    row.put(look.rule(row.room), look.style(Ink.RULE, pen.on))
