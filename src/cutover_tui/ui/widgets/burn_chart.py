"""What is left to enter over time, drawn in blocks or in plain ASCII, and the same in a sentence: values in, text out.

Time runs from the first count to now. Each column shows what was left at its end, so nothing is drawn that nobody
counted; anything left at all is at least a mark high, and only zero is empty.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import calendar_day_words, clock_words, moment_words, to_local
from cutover_tui.domain.timing import LocalTime
from cutover_tui.ui.palette import ascii_of
from cutover_tui.ui.widgets.cells import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Calendar
    from cutover_tui.runner.reentry_forecast import BurnPoint

NOTHING_TO_DRAW: Final = "Nothing is logged yet, so there is nothing to draw."
LEAST_ROWS: Final = 2
"""Fewer rows of columns than this say nothing."""

MOST_ROWS: Final = 16
"""It takes no more rows than this, however many there are."""

_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
_HALVES: Final = " .#"
_ONE_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = time(0)
_AXIS_ROWS: Final = 2
"""Rows of the axis and of the days under it."""


@dataclass(frozen=True, kw_only=True)
class BurnChart:
    """What there is to draw."""

    points: Sequence[BurnPoint]
    """What was left after each instant, oldest first."""
    logged: int
    """How many were logged in all."""
    now: datetime
    calendar: Calendar

    @property
    def words(self) -> str:
        """The chart in a sentence."""
        if not self.points:
            return NOTHING_TO_DRAW
        most = max(self.points, key=lambda point: point.left)
        last = self.points[-1].left
        now = f"{last or 'nothing'} {'is' if last in {0, 1} else 'are'} left now"
        at_most = f"at most {most.left} {'was' if most.left == 1 else 'were'} left"
        return f"{self.logged} logged in all; {at_most}, {moment_words(most.at, self.calendar.zone)}; {now}."

    def content(self, width: int, height: int, *, ascii_marks: bool) -> Content:
        """The sentence, and the columns with their axis where there is room, in at most so many cells and rows."""
        said = [Content(line) for line in wrap(self.words, max(width, 1))][: max(height, 0)]
        rows = height - len(said) - _AXIS_ROWS
        if not self.points or rows < LEAST_ROWS:
            return Content("\n").join(said)
        drawn = self._drawn(width, rows, ascii_marks=ascii_marks)
        return Content("\n").join([*said, *drawn])

    def _drawn(self, width: int, rows: int, *, ascii_marks: bool) -> list[Content]:
        """The columns from the top, then the axis and its days."""
        most = max(point.left for point in self.points)
        label = max(len(str(most)), 1)
        columns = width - label - 1
        if columns < 1:
            return []
        marks = _HALVES if ascii_marks else _EIGHTHS
        ends = column_ends(self.points[0].at, max(self.now, self.points[-1].at), columns)
        heights = column_heights(self.points, ends, rows * (len(marks) - 1))
        side = "|" if ascii_marks else "│"
        lines: list[Content] = []
        for row in range(rows):
            beside = str(most) if row == 0 else ""
            bars = "".join(_cell(height, rows - 1 - row, marks) for height in heights).rstrip()
            lines.append(Content.assemble((f"{beside:>{label}}{side}", "$muted"), (bars, "$accent")))
        axis, days = self._axis(ends, ascii_marks=ascii_marks)
        lines.append(Content.assemble((f"{'0':>{label}}{axis}", "$muted")))
        lines.append(Content.assemble((f"{'':>{label}} {days}".rstrip(), "$muted")))
        return lines

    def _axis(self, ends: Sequence[datetime], *, ascii_marks: bool) -> tuple[str, str]:
        """The line under the columns with a mark where a local day begins, and the words of the days that fit."""
        corner, line, tick = ("+", "-", "+") if ascii_marks else ("└", "─", "┬")
        starts = day_starts(self.points[0].at, ends, self.calendar)
        marked = {column for column, _words in starts if column}
        axis = corner + "".join(tick if column in marked else line for column in range(len(ends)))
        zone = self.calendar.zone
        if not marked:
            first, last = clock_words(self.points[0].at, zone), clock_words(ends[-1], zone)
            day = calendar_day_words(to_local(ends[-1], zone).date())
            begins = f"{day} {first}"
            gap = len(ends) - len(begins) - len(last)
            return axis, (f"{begins}{' ' * gap}{last}" if gap > 0 and first != last else begins)[: len(ends)]
        spelt = _days(starts, len(ends))
        if all(words in spelt for _column, words in starts):
            return axis, spelt
        return axis, _days([(column, words.rpartition(" ")[0]) for column, words in starts], len(ends))


class BurnView(Widget):
    """The chart at whatever size it has."""

    DEFAULT_CSS = """
    BurnView { width: 1fr; height: 1fr; color: $text; background: transparent; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._chart: BurnChart | None = None

    def show(self, chart: BurnChart) -> None:
        """Show another chart."""
        self._chart = chart
        self.refresh()

    def render(self) -> Content:
        """The chart for the room there is."""
        if self._chart is None:
            return Content("")
        size, ascii_marks = self.size, ascii_of(self.app)
        return self._chart.content(size.width, min(size.height, MOST_ROWS), ascii_marks=ascii_marks)


def column_ends(first: datetime, last: datetime, columns: int) -> list[datetime]:
    """The instants the columns end at, evenly from the first count to the last instant."""
    step = (last - first) / columns
    return [first + step * (column + 1) for column in range(columns - 1)] + [last]


def column_heights(points: Sequence[BurnPoint], ends: Sequence[datetime], levels: int) -> list[int]:
    """How high each column is, from 0 to `levels`: what was left at its end. Only zero left has no height."""
    most = max(point.left for point in points)
    instants = [point.at for point in points]
    lefts = (points[max(bisect_right(instants, end) - 1, 0)].left for end in ends)
    return [-(-max(left, 0) * levels // most) if most > 0 else 0 for left in lefts]


def day_starts(first: datetime, ends: Sequence[datetime], calendar: Calendar) -> list[tuple[int, str]]:
    """The columns in which local days begin, with the days' words; the first day stands at the first column."""
    local = LocalTime(calendar)
    day = local.day_of(first)
    starts = [(0, calendar_day_words(day))]
    while (begins := local.at(day := day + _ONE_DAY, _MIDNIGHT)) <= ends[-1]:
        starts.append((next(column for column, end in enumerate(ends) if end >= begins), calendar_day_words(day)))
    return starts


def _days(starts: Sequence[tuple[int, str]], columns: int) -> str:
    """The days that fit under their columns without touching."""
    line = ""
    for column, words in starts:
        if column >= len(line) + bool(line) and column + len(words) <= columns:
            line = line.ljust(column) + words
    return line


def _cell(height: int, row_from_below: int, marks: str) -> str:
    """The mark of one cell of a column."""
    steps = len(marks) - 1
    return marks[min(max(height - row_from_below * steps, 0), steps)]
