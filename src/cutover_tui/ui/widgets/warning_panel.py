"""The lower third of the run screen while a warning asks for initials. It takes no key and never the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import short_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, wrap
from cutover_tui.ui.widgets.letters import big
from cutover_tui.ui.widgets.painted import Look, Painted, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip

    from cutover_tui.runner.alerts import AlertRow

THIRD = 3
"""One part in this many of the screen's rows is a warning's."""
CLOSE_ROWS = 4
"""The rows it takes where a paused run leaves few."""
_KEYS = "N, then initials: acknowledged "
_GAP = 3


class WarningPanel(Painted):
    """Read a warning from 4 metres: its word in large letters, what is so, what to do, and the key."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._rows: tuple[AlertRow, ...] = ()
        self._more = ""
        self._now: datetime | None = None
        self._close = False

    @property
    def rows(self) -> tuple[AlertRow, ...]:
        """The warnings that ask, the newest first; empty for none."""
        return self._rows

    def show(self, rows: Sequence[AlertRow], more: str, now: datetime, *, close: bool) -> None:
        """Show the newest of some warnings; none leaves no row.

        Args:
            rows: The warnings that ask.
            more: What else asks, such as `2 cautions`.
            now: The time its times of day are told from.
            close: True where the list needs the rows, as in a pause on a short screen.
        """
        if (bool(rows), close) != (bool(self._rows), self._close):
            self.refresh(layout=True)
        self._rows, self._more, self._now, self._close = tuple(rows), more, now, close
        self.display = bool(rows)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows its words need while a warning asks: at most a third of the screen, as large as its letters."""
        if not self._rows:
            return 0
        most = CLOSE_ROWS if self._close else self.app.size.height // THIRD
        look = look_of(self.app)
        letters = self._letters(look)
        texts = self._texts(width - self._left(width, letters) - 3, most - 1, look)
        return min(most, max(len(texts), len(letters)) + (1 if self._close else 2))

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.TEXT, Ink.PANEL)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Paint the filled line with word and shape, then large letters beside what is so and what to do."""
        if not self._rows or self._now is None:
            return []
        letters = self._letters(look)
        left = self._left(width, letters)
        texts = self._texts(width - left - 3, height - 1, look)
        nothing = ("", self.ground(look))
        top = 1 if letters and height - 1 > max(len(letters), len(texts)) else 0
        strips = [self._head(width, look), *([self._line(width, look, "", nothing, left)] * top)]
        for place in range(height - 1 - top):
            letter = letters[place] if left and place < len(letters) else ""
            strips.append(self._line(width, look, letter, texts[place] if place < len(texts) else nothing, left))
        return strips

    def _letters(self, look: Look) -> list[str]:
        return [] if self._close else big("WARNING", ascii_marks=look.ascii_marks)

    def _left(self, width: int, letters: Sequence[str]) -> int:
        """The columns of the letters; none where they would leave less than half to the words."""
        return len(letters[0]) + _GAP if letters and width > len(letters[0]) * 2 else 0

    def _head(self, width: int, look: Look) -> Strip:
        alert, style = self._rows[0].alert, look.palette.filled(Ink.OVERDUE)
        since = short_words(alert.since, self._now, self._zone) if self._now is not None else ""
        count = f"  1 of {len(self._rows)}" if len(self._rows) > 1 else ""
        row = Row(width, style).at(1)
        words = f"{look.pick('▲', '!')} WARNING since {since}{count}{f', {self._more}' if self._more else ''}"
        row.put(look.cut(words, width - 2 - len(_KEYS)), style)
        return row.at(width - len(_KEYS)).put(_KEYS, style).strip()

    def _line(self, width: int, look: Look, letter: str, text: tuple[str, Style], left: int) -> Strip:
        bar = look.style(Ink.OVERDUE, Ink.PANEL, bold=True)
        row = Row(width, self.ground(look)).put(look.pick("▌", "|"), bar).at(2).put(letter, bar)
        return row.at(2 + left).put(*text).strip()

    def _texts(self, width: int, height: int, look: Look) -> list[tuple[str, Style]]:
        """What is so, and what to do about it; what to do is never left out."""
        alert = self._rows[0].alert
        do = wrap(alert.do, width)
        words = wrap(f"{alert.words}.", width)
        room = max(height - len(do), 1)
        if len(words) > room:
            words = [*words[: room - 1], look.cut(" ".join(words[room - 1 :]), width)]
        loud, calm = look.style(Ink.TEXT, Ink.PANEL, bold=True), look.style(Ink.TEXT, Ink.PANEL)
        return [*((line, loud) for line in words), *((line, calm) for line in do)]
