"""How the lines of the re-entry board are painted: categories with their bar, and ranges of slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from cutover_tui.domain.time_words import moment_words, short_words
from cutover_tui.runner.boards import Badge, Mark
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.runner.reentry_board import ReentryRow, SlipRow
    from cutover_tui.ui.widgets.board_list import Pen

BADGE: Final = 20
"""Cells of a badge."""
NUMBER: Final = 5
BAR: Final = 6
DUE: Final = 16
COUNTS: Final = ("logged", "entered", "expl.")
"""What stands over the counts; `expl.` is what was explained."""
COUNTS_FROM: Final = 96
"""From this many cells on, what was logged, entered and explained stands in the line."""
FORECAST_FROM: Final = 124
"""From this many cells on, the rate and the forecast stand there too."""
FORECAST: Final = 26

_COUNTS_WIDTH: Final = sum(len(words) + 1 for words in COUNTS)
_RIGHT: Final = NUMBER + 1 + BAR + 1 + DUE + 1


def title_width(width: int) -> int:
    """Cells for the title in a line so wide."""
    more = (_COUNTS_WIDTH if width >= COUNTS_FROM else 0) + (FORECAST if width >= FORECAST_FROM else 0)
    return max(width - 1 - BADGE - 1 - _RIGHT - more, 1)


def paint_columns(pen: Pen) -> None:
    """What stands in which column."""
    row, style = pen.row, pen.look.style(Ink.MUTED, pen.on)
    title = title_width(row.width)
    row.at(BADGE + 2).put("Category", style).at(BADGE + 2 + title)
    row.put(f"{'left':>{NUMBER}} ", style).put("done".ljust(BAR + 1), style).put("due".ljust(DUE), style)
    if row.width >= COUNTS_FROM:
        row.put("".join(f" {words}" for words in COUNTS), style)
    if row.width >= FORECAST_FROM:
        row.put(" at this rate", style)


def paint_category(pen: Pen, shown: ReentryRow, now: datetime, zone: str) -> None:
    """One category: badge, title, left, how far it is, due; and its counts and forecast where there is room."""
    row, look, counts = pen.row, pen.look, shown.counts
    title = title_width(row.width)
    quiet = look.style(Ink.MUTED, pen.on)
    row.put(*look.badge(shown.badge, BADGE, pen.on)).at(BADGE + 2)
    ink = Ink.TEXT if counts.left or shown.closing is None else Ink.MUTED
    row.put(look.cut(_title(shown, title - 1), title - 1), look.style(ink, pen.on, bold=pen.marked))
    row.at(BADGE + 2 + title)
    row.put(f"{counts.left:>{NUMBER}} ", look.style(Ink.TEXT, pen.on, bold=True) if counts.left else quiet)
    if counts.logged:
        look.bar(row, counts.logged - counts.left, counts.logged, BAR, pen.on)
    row.at(BADGE + 2 + title + NUMBER + 1 + BAR + 1)
    due = moment_words(shown.due_at, zone) if shown.due_at is not None else "no time yet"
    due_ink = Ink.OVERDUE if shown.overdue else Ink.SOON if shown.late_at_this_rate else Ink.MUTED
    row.put(due.ljust(DUE), look.style(due_ink, pen.on, bold=shown.overdue))
    if row.width >= COUNTS_FROM:
        numbers = (counts.logged, counts.entered, counts.explained)
        row.put("".join(f" {number:>{len(words)}}" for number, words in zip(numbers, COUNTS, strict=True)), quiet)
    if row.width >= FORECAST_FROM:
        row.put(f" {look.cut(forecast_words(shown, now, zone), FORECAST - 1)}", look.style(due_ink, pen.on))


def _title(shown: ReentryRow, width: int) -> str:
    """The title; where it is too long, with its item first, which tells one lab from another."""
    category = shown.category
    title = one_line(category.title)
    return title if cell_len(title) <= width or not category.item else one_line(f"{category.item}: {category.name}")


def forecast_words(shown: ReentryRow, now: datetime, zone: str) -> str:
    """`2 an hour, Thu 11:00`; empty while there is no forecast."""
    clear_at = shown.forecast.clear_at
    if clear_at is None:
        return ""
    return f"{shown.forecast.rate_words}, {short_words(clear_at, now, zone)}"


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
    row.put(*look.badge(badge, BADGE, pen.on)).at(BADGE + 2)
    row.put(look.cut(one_line(words), row.room - 1), look.style(Ink.TEXT, pen.on, bold=pen.marked))


def paint_heading(pen: Pen, words: str) -> None:
    """A heading with a line to the edge."""
    row, look = pen.row, pen.look
    row.at(1).put(f"{words} ", look.style(Ink.ACCENT, pen.on, bold=True))
    row.put(look.rule(row.room), look.style(Ink.RULE, pen.on))
