"""Re-entry: what was written on paper during cutover and is typed into the new system, as counts and nothing else.

The most urgent category stands first and keeps its line whatever is counted. What is shown comes from
`runner.reentry_board`; what the keys record is in `reentry_counting`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.containers import VerticalScroll
from textual.content import Content

from cutover_tui.domain.slips import slips_words
from cutover_tui.runner.boards import Badge, Mark
from cutover_tui.runner.reentry_board import reentry_board, totals_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.screens.reentry_counting import ReentryCounting
from cutover_tui.ui.screens.reentry_detail import category_detail, gap_detail, slips_detail
from cutover_tui.ui.widgets.board_list import BoardLine, BoardList
from cutover_tui.ui.widgets.burn_chart import BurnChart, BurnView
from cutover_tui.ui.widgets.key_footer import needed_first
from cutover_tui.ui.widgets.painted import look_of
from cutover_tui.ui.widgets.reentry_lines import (
    category_rows,
    paint_category,
    paint_columns,
    paint_heading,
    paint_slips,
    paint_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.runner.reentry_board import ReentryBoard, ReentryRow, SlipRow
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.help_screen import HelpSection
    from cutover_tui.ui.screens.run_asking import RunAsking

FOOTER = tuple(sorted((key for key in KEYS["reentry"] if key.footer), key=lambda key: key.action != "leave"))
"""The way back first, as on every board."""

_SLIPS, _GAP = "slips ", "gap "
"""What the keys of lines about slips begin with; no category id holds a blank."""


class Showing(StrEnum):
    """Which categories are shown."""

    ALL = "all"
    LEFT = "left"
    OVERDUE = "overdue"
    NOT_HEARD_OF = "not heard of"

    def holds(self, row: ReentryRow) -> bool:
        """Whether a category is shown."""
        match self:
            case Showing.LEFT:
                return row.counts.left > 0
            case Showing.OVERDUE:
                return row.overdue
            case Showing.NOT_HEARD_OF:
                return bool(row.missing)
            case _:
                return True


_MEANINGS = {
    Showing.ALL: "every category, and the slips",
    Showing.LEFT: "something is still to enter or explain",
    Showing.OVERDUE: "something is left after it was due",
    Showing.NOT_HEARD_OF: "a day or a site nobody has counted",
}


class ReentryScreen(ReentryCounting):
    """Count what is left to enter, and see how fast it goes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["reentry"])]
    FOOTER = FOOTER
    BESIDE_FROM = 120
    EMPTY = "No category is shown. Press f and then 1 to show all."
    DEFAULT_CSS = """
    ReentryScreen.-chart #board-side { height: 60%; }
    ReentryScreen.-beside #board-side { width: 35%; }
    ReentryScreen.-beside.-chart #board-side { height: 1fr; }
    """

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under)
        self.showing = Showing.ALL
        """The filter."""
        self._kept: frozenset[str] = frozenset()
        """Categories that stay in sight although the filter would hide them now: they were there when it was chosen."""
        self._now = self.cutover_run.clock.now()
        self._board = reentry_board(self.cutover_run.state, self._now)

    @property
    def board(self) -> ReentryBoard:
        """What is shown."""
        return self._board

    @property
    def zone(self) -> str:
        """The practice's zone."""
        return self.cutover_run.plan.calendar.zone

    def on_mount(self) -> None:
        """Have the chart at hand beside the words of the marked line."""
        self.query_one("#board-side", VerticalScroll).mount(BurnView())

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_board(self) -> None:
        """Show everything as it stands now."""
        self._now = self.cutover_run.clock.now()
        self._board = reentry_board(self.cutover_run.state, self._now)
        super().show_board()

    def show_detail(self) -> None:
        """Show the marked line in full; the chart where it was asked for, or nothing is marked."""
        super().show_detail()
        self._show_chart()

    def head(self) -> Content:
        """What everything adds up to, with the forecast for all of it, and what to look at."""
        board, look, width = self._board, look_of(self.app), max(self.size.width - 2, 1)
        totals, forecast = f"Re-entry: {totals_words(board.total)}.", board.forecast.words
        look_at = self._look_at() or f"{len(board.rows)} categories, the most urgent first"
        if cell_len(f"{totals} {forecast}") <= width:
            totals = f"{totals} {forecast}"
        else:
            look_at = f"{look_at}. {forecast}"
        return Content("\n").join([Content(look.cut(totals, width)), Content(look.cut(look_at, width))])

    def lines(self) -> Sequence[BoardLine]:
        """The categories, the most urgent first, then the slips and the numbers nobody was given."""
        rows = [row for row in self._board.rows if self.showing.holds(row) or row.category.id in self._kept]
        lines = [BoardLine("", paint_columns)] if rows else []
        lines += [
            BoardLine(
                row.category.id,
                partial(paint_category, shown=row, now=self._now, zone=self.zone),
                partial(category_rows, shown=row),
            )
            for row in rows
        ]
        if self.showing is Showing.ALL and (self._board.slips or self._board.gaps):
            lines.append(BoardLine("", partial(paint_heading, words="Paper slips")))
            lines += [
                BoardLine(f"{_SLIPS}{slip.range.numbers.words}", partial(paint_slips, shown=slip))
                for slip in self._board.slips
            ]
            lost = Badge(Mark.OVERDUE, "GAP")
            lines += [
                BoardLine(f"{_GAP}{gap}", partial(paint_words, badge=lost, words=gap)) for gap in self._board.gaps
            ]
        return lines

    def detail(self, key: str) -> Content:
        """The marked line in full."""
        row, slip = self.category_row(key), self._slip_row(key)
        if row is not None:
            return category_detail(self.cutover_run, row, look_of(self.app))
        if slip is not None:
            return slips_detail(slip, look_of(self.app))
        return gap_detail(key.removeprefix(_GAP))

    def category_row(self, key: str) -> ReentryRow | None:
        """The category a line is about; None for slips."""
        return next((row for row in self._board.rows if row.category.id == key), None)

    def marked_slips(self) -> str:
        """The marked range of slips; empty while something else is marked."""
        slip = self._slip_row(self.query_one(BoardList).marked)
        return slip.range.numbers.words if slip is not None else ""

    @on(BoardList.Highlighted)
    def _read_from_the_top(self) -> None:
        """Show another line's words from their beginning."""
        self.query_one("#board-side", VerticalScroll).scroll_home(animate=False)

    def open_marked(self) -> None:
        """Show the marked line in full; never hide it."""
        if self.has_class("-chart"):
            self.action_chart()

    def help_sections(self) -> tuple[HelpSection, ...]:
        """What the words on this screen mean."""
        from cutover_tui.ui.screens.reentry_help import WORDS  # noqa: PLC0415 (with the help, loaded when shown)

        return (WORDS,)

    def footer_keys(self) -> Sequence[Key]:
        """The keys of what the marked line is about first: paper to log, to enter, to check and close, or slips."""
        row = self.category_row(self.query_one(BoardList).marked)
        if row is None:
            return needed_first(FOOTER, ("p",) if self.marked_slips() else (), after=1)
        if row.counts.left:
            return needed_first(FOOTER, ("e", "x", "l"), after=1)
        return needed_first(FOOTER, ("l", "c", "o") if row.counts.logged else ("l", "z"), after=1)

    # -- actions ----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_filter(self) -> None:
        """Choose which categories are shown."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        choices = [
            AskChoice(str(number), f"{showing} ({self._counted(showing)})", showing.value, _MEANINGS[showing])
            for number, showing in enumerate(Showing, 1)
        ]
        value = await self.put(AskDialog("Show", "Which categories are shown?", choices, opened_by="f"))
        if value is not None:
            self.showing = Showing(value)
            self._kept = frozenset(row.category.id for row in self._board.rows if self.showing.holds(row))
            self.hush()
            self.show_board()

    def action_chart(self) -> None:
        """Show the chart, or the marked line in full again."""
        self.toggle_class("-chart")
        self.query_one("#board-side", VerticalScroll).scroll_home(animate=False)
        self.show_detail()

    def action_read_on(self) -> None:
        """Put the keys into what stands beside the list, or back into the list."""
        board = self.query_one(BoardList)
        self.set_focus(self.query_one("#board-side") if board.has_focus else board)

    # -- private ----------------------------------------------------------------------------------------------------

    def _look_at(self) -> str:
        """The filter, and what needs somebody's eyes, in words."""
        board = self._board
        unheard = sum(bool(row.missing) for row in board.rows)
        lacking = sum(slip.range.missing for slip in board.slips)
        gaps = len(board.gaps)
        found = (
            f"{len(board.overdue)} overdue" if board.overdue else "",
            f"{slips_words(lacking)} missing" if lacking else "",
            f"{gaps} {'gap' if gaps == 1 else 'gaps'} in the slips" if gaps else "",
            f"{unheard} not heard of" if unheard else "",
        )
        chosen = f"{self.showing}: {self._counted(self.showing)}" if self.showing is not Showing.ALL else ""
        return " · ".join(part for part in (chosen, ", ".join(filter(None, found))) if part)

    def _counted(self, showing: Showing) -> str:
        """`5 of 22`."""
        return f"{sum(showing.holds(row) for row in self._board.rows)} of {len(self._board.rows)}"

    def _slip_row(self, key: str) -> SlipRow | None:
        return next((slip for slip in self._board.slips if f"{_SLIPS}{slip.range.numbers.words}" == key), None)

    def _show_chart(self) -> None:
        """Show what is left of everything over time in place of the marked line's words, or put it away."""
        view = self.query_one_optional(BurnView)
        if view is not None:
            board, calendar = self._board, self.cutover_run.plan.calendar
            view.show(BurnChart(points=board.points, logged=board.total.logged, now=self._now, calendar=calendar))
            view.display = self.has_class("-chart") or not self.query_one(BoardList).marked
            self.query_one("#board-words").display = not view.display
