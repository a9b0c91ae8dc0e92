"""The alert bar: one line above the list for what asks for attention; no alert, no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import AlertLevel
from cutover_tui.domain.time_words import short_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from datetime import datetime

    from textual.geometry import Size
    from textual.strip import Strip

    from cutover_tui.runner.alerts import AlertRow, WorstAlert

KEY = "  N shows "


def alert_strip(worst: WorstAlert, width: int, look: Look) -> Strip:
    """One row for a wall: the worst alert in words, and how many stand. Filled until it is acknowledged."""
    warns = worst.level is AlertLevel.WARNING
    ink = Ink.OVERDUE if warns else Ink.SOON
    style = look.style(ink, bold=True) if worst.acknowledged else look.palette.filled(ink)
    symbol = look.pick("▲", "!") if warns else look.pick("◆", "*")
    said = ", acknowledged" if worst.acknowledged else ""
    counts = f"  {worst.counts} "
    row = Row(width, style).at(1)
    row.put(look.cut(f"{symbol} {worst.words}{said}", width - 1 - len(counts)), style)
    return row.at(width - len(counts)).put(counts, style).strip()


class AlertBar(Painted):
    """Read the newest caution, or a warning while a question stands where warnings have their place."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._row: AlertRow | None = None
        self._more = 0
        self._now: datetime | None = None

    @property
    def row(self) -> AlertRow | None:
        """The alert it shows; None for none."""
        return self._row

    def show(self, row: AlertRow | None, more: int, now: datetime) -> None:
        """Show an alert, and how many more of its level ask; None leaves no row."""
        if (row is None) != (self._row is None):
            self.refresh(layout=True)
        self._row, self._more, self._now = row, more, now
        self.display = row is not None
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the one row it needs while there is an alert."""
        return 1 if self._row is not None else 0

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (it is one row)
        """Paint its word, since when, what is so, how many more, and the key."""
        if self._row is None or self._now is None:
            return []
        alert = self._row.alert
        warns = alert.level is AlertLevel.WARNING
        style = look.palette.filled(Ink.OVERDUE if warns else Ink.SOON)
        symbol = look.pick("▲", "!") if warns else look.pick("◆", "*")
        since = short_words(alert.since, self._now, self._zone)
        more = f"  +{self._more} more" if self._more else ""
        words = f"{symbol} {str(alert.level).upper()} {since}  {alert.words}"
        row = Row(width, style).at(1).put(look.cut(words, width - 1 - len(more) - len(KEY)), style)
        return [row.at(width - len(more) - len(KEY)).put(f"{more}{KEY}", style).strip()]
