"""The row of holds: who asked everybody to wait at the next gate, and by when that is answered. No hold, no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size
    from textual.strip import Strip

    from cutover_tui.runner.pause_board import HoldLine


class HoldBar(Painted):
    """See a hold, loud once its answer is past its time."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._holds: tuple[HoldLine, ...] = ()

    def show(self, holds: Sequence[HoldLine]) -> None:
        """Show these holds, the loudest first; none leaves no row."""
        before = bool(self._holds)
        self._holds = tuple(holds)
        if bool(self._holds) != before:
            self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the one row it needs while there is a hold."""
        return 1 if self._holds else 0

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (it is one row)
        """Paint the loudest hold, and how many more there are."""
        if not self._holds:
            return []
        first, *others = self._holds
        style = look.palette.filled(Ink.OVERDUE if first.overdue else Ink.SOON)
        symbol = look.pick("▲", "!") if first.overdue else look.pick("■", "#")
        more = f"  +{len(others)} more" if others else ""
        key = "  h answers"
        words = look.cut(f"{symbol} HOLD {one_line(first.words)}", width - 2 - len(more) - len(key))
        row = Row(width, style).at(1).put(words, style)
        return [row.at(width - 1 - len(more) - len(key)).put(f"{more}{key}", style).strip()]
