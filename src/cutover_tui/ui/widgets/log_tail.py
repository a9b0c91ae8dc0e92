"""The end of the audit log in plain words, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import clock_words, short_words
from cutover_tui.ui.palette import Ink, ink_of
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.style import Style
    from textual.strip import Strip

    from cutover_tui.runner.story import Line

_HEAD = 2


class LogTail(Painted):
    """See what was recorded last: a short list where it has rows for it, else one line."""

    DEFAULT_CSS = """
    LogTail {
        height: 1;
    }
    """

    def __init__(
        self,
        *,
        zone: str = "Europe/London",
        id: str | None = None,  # noqa: A002 (Textual's word)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.zone = zone
        self._lines: tuple[Line, ...] = ()
        self._now: datetime | None = None

    def show(self, lines: Sequence[Line], now: datetime | None = None) -> None:
        """Show these lines, newest first.

        Args:
            lines: The story.
            now: The instant by which lines of other days get their day beside the time; without it none does.
        """
        self._lines, self._now = tuple(lines), now
        self.repaint()

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.TEXT, Ink.SURFACE)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Paint a rule, a heading and the lines that fit; in one row, the newest line alone."""
        ground = self.ground(look)
        heading = look.style(Ink.ACCENT, Ink.SURFACE, bold=True)
        if height == 1:
            row = Row(width, ground).at(1).put("log", heading).put(" ")
            return [self._finish(row, self._lines[0] if self._lines else None, look).strip()]
        strips = [
            Row(width, ground).at(1).put(look.rule(width - 2), look.style(Ink.RULE, Ink.SURFACE)).strip(),
            Row(width, ground).at(1).put("LOG", heading).strip(),
        ]
        shown = self._lines[: max(height - _HEAD, 0)] or (None,)
        return [*strips, *(self._finish(Row(width, ground).at(1), line, look).strip() for line in shown)]

    def _finish(self, row: Row, line: Line | None, look: Look) -> Row:
        if line is None:
            return row.put(look.cut("nothing has been recorded yet", row.room - 1), look.style(Ink.MUTED, Ink.SURFACE))
        muted = look.style(Ink.MUTED, Ink.SURFACE)
        row.put(self._when(line.happened_at), muted).put(" ")
        if line.by:
            row.put(line.by, look.style(Ink.TEXT, Ink.SURFACE, bold=True)).put(" ")
        if line.mark is not None:
            row.put(look.glyph(line.mark), look.style(ink_of(line.mark), Ink.SURFACE)).put(" ")
        if line.late:
            row.put(f"(recorded {self._when(line.recorded_at)}) ", muted)
        words = look.cut(one_line(line.words), row.room - 1)
        return row.put(words, look.style(Ink.TEXT, Ink.SURFACE, strike=line.struck))

    def _when(self, instant: datetime) -> str:
        return short_words(instant, self._now, self.zone) if self._now is not None else clock_words(instant, self.zone)
