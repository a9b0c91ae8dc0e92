"""The banner: one plain message that keeps its place, for refusals and notices (`ux.md` 3: not toasts)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, wrap
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip

MOST_ROWS = 4
"""A longer message is cut; what was cut stands in the log or the dialog it came from."""
_INKS: Final = {"info": Ink.ACCENT, "caution": Ink.SOON, "stop": Ink.OVERDUE}
_SYMBOLS: Final = {"info": ("○", "o"), "caution": ("◆", "*"), "stop": ("▲", "!")}
_INDENT = 3


class Banner(Painted):
    """Read what the program has to say. One row, and more only while a message needs them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._words = ""
        self._level = "info"

    @property
    def words(self) -> str:
        """The message shown; empty for none."""
        return self._words

    @property
    def role(self) -> str:
        """How much attention the message asks for: `info`, `caution` or `stop`; `info` for none."""
        return self._level if self._words else "info"

    def show(self, words: str, role: str = "info") -> None:
        """Show a message until the next.

        Args:
            words: The message.
            role: `info`, `caution` or `stop`.
        """
        rows = self._rows(self.size.width)
        self._words, self._level = words.strip(), role if role in _INKS else "info"
        if self._rows(self.size.width) != rows:
            self.refresh(layout=True)
        self.repaint()

    def clear(self) -> None:
        """Show no message; its row stays."""
        self.show("")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows the message needs."""
        return self._rows(width)

    def ground(self, look: Look) -> Style:
        """Give the style of the whole banner, filled when a message asks for attention."""
        if not self._words or self._level == "info":
            return look.style(Ink.TEXT, Ink.SURFACE)
        return look.palette.filled(_INKS[self._level])

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Paint the message, its rows aligned after the mark."""
        ground = self.ground(look)
        lines = wrap(self._words, max(width - _INDENT - 1, 1)) if self._words else []
        if len(lines) > height:
            lines = [*lines[: height - 1], look.cut(" ".join(lines[height - 1 :]), width - _INDENT - 1)]
        strips: list[Strip] = []
        for i, words in enumerate(lines):
            row = Row(width, ground).at(1)
            if not i:
                marked = look.style(Ink.ACCENT, Ink.SURFACE, bold=True) if self._level == "info" else ground
                row.put(look.pick(*_SYMBOLS[self._level]), marked)
            strips.append(row.at(_INDENT).put(words).strip())
        return strips

    def _rows(self, width: int) -> int:
        if not self._words or width <= _INDENT + 1:
            return 1
        return min(len(wrap(self._words, width - _INDENT - 1)), MOST_ROWS)
