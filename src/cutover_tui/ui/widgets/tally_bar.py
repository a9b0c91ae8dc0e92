"""The tally row: how much of a list is done, what needs somebody now, and what services still owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cutover_tui.domain.issue_rules import P1
from cutover_tui.runner.boards import Mark, Tally
from cutover_tui.ui.palette import Ink, ink_of
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.strip import Strip

NOT_IN_PLAY = "Nothing here is in play yet"
"""Stands for a list whose times hang on something that has not happened, such as a hold."""
_LONGEST_BAR = 30
_SHORTEST_BAR = 8
_LONGEST_FILTER = 30


class TallyBar(Painted):
    """See how far a list is."""

    DEFAULT_CSS = """
    TallyBar {
        height: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._tally = Tally()
        self._filter_words = ""
        self._debt: tuple[str, ...] = ()
        self._issues = ""
        self._asks = False

    def show(
        self,
        tally: Tally,
        filter_words: str = "",
        debt: Sequence[str] = (),
        *,
        issues: str = "",
        asks: bool = False,
    ) -> None:
        """Show a tally.

        Args:
            tally: The counts.
            filter_words: Which tasks a filter leaves, such as `mine (PM): 12 of 47`.
            debt: What services owe, in ever fewer letters; the longest form that fits is shown.
            issues: The open issues by level, such as `P1 1 · P2 3`.
            asks: Whether a count has been reached at which people are asked to pause.
        """
        self._issues, self._asks = issues, asks
        self._tally, self._filter_words, self._debt = tally, one_line(filter_words), tuple(debt)
        self.repaint()

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.TEXT, Ink.PANEL)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (one row)
        """Paint the counts, the most pressing first, then filter words; at the right the debt and a progress line."""
        counted = self._tally
        row = Row(width, self.ground(look)).at(2)
        row.put(counted.words() if counted.total else NOT_IN_PLAY, look.style(Ink.TEXT, Ink.PANEL, bold=True)).put(" ")
        self._put_issues(row, look)
        kept = min(cell_len(self._filter_words), _LONGEST_FILTER) + 2 if self._filter_words else 0
        more = look.pick("  …", "  ...")
        for count, mark, words in (
            (counted.overdue, Mark.OVERDUE, "overdue"),
            (counted.blocked, Mark.BLOCKED, "blocked"),
            (counted.soon, Mark.SOON, "due soon"),
            (counted.tell, Mark.TELL, "to tell again"),
            (counted.cannot, Mark.CANNOT, "cannot do"),
            (counted.check, Mark.CHECK, "to check"),
            (counted.deferred, Mark.DEFERRED, "deferred"),
        ):
            item = f"  {look.glyph(mark)} {count} {words}" if count else ""
            if len(item) > row.room - kept - len(more):
                row.put(more, look.style(Ink.MUTED, Ink.PANEL))
                break
            row.put(item, look.style(ink_of(mark), Ink.PANEL, bold=True))
        return [self._finished(row, look).strip()]

    def _put_issues(self, row: Row, look: Look) -> None:
        """Put what is open by level, and the question whether to pause: before all else that presses."""
        if self._issues:
            mark, ink = (Mark.OVERDUE, Ink.OVERDUE) if self._issues.startswith(P1) else (Mark.SOON, Ink.SOON)
            words = f"  {look.glyph(mark)} {look.dots(self._issues)}"
            row.put(words, look.style(ink, Ink.PANEL, bold=True))
        if self._asks:
            row.put("  ").put(" PAUSE? ! ", look.palette.filled(Ink.SOON))

    def _finished(self, row: Row, look: Look) -> Row:
        if self._filter_words:
            words = look.cut(self._filter_words, row.room - 3)
            row.put("  ").put(words, look.style(Ink.ACCENT, Ink.PANEL, bold=True))
        room = row.room - 4
        debt = next((words for words in map(look.dots, self._debt) if cell_len(words) <= room), "")
        kept = cell_len(debt) + 2 if debt else 0
        bar = min(room - kept, _LONGEST_BAR)
        bar = bar if bar >= _SHORTEST_BAR else 0
        if debt:
            row.at(row.width - 2 - cell_len(debt) - (bar + 2 if bar else 0))
            row.put(debt, look.style(Ink.SOON, Ink.PANEL, bold=True))
        if bar:
            look.bar(row.at(row.width - 2 - bar), self._tally.settled, self._tally.total, bar, Ink.PANEL)
        return row
