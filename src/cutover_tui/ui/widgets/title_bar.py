"""The title bar: whose cutover this is, which run, who leads it; and, for a rehearsal, that nothing here is real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cutover_tui.domain.time_words import day_words, to_local
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import ROOMY_WIDTH, Look, Painted

if TYPE_CHECKING:
    from datetime import datetime

    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip

REHEARSAL = "REHEARSAL  nothing here is real"
CLOSED = "CLOSED, no further entries"


class TitleBar(Painted):
    """Know which practice and which run is on the screen."""

    def __init__(
        self,
        *,
        practice: str,
        from_system: str,
        to_system: str,
        run_name: str,
        lead: str = "",
        bridge_call: str = "",
        rehearsal: bool = False,
        zone: str = "Europe/London",
        id: str | None = None,  # noqa: A002 (Textual's word)
    ) -> None:
        super().__init__(id=id)
        self._left = [one_line(practice), one_line(f"{from_system} to {to_system}"), one_line(run_name)]
        call = f"bridge call {one_line(bridge_call)}" if bridge_call else ""
        self._right = [one_line(lead), call]
        self.rehearsal = rehearsal
        self.zone = zone
        self._now: datetime | None = None
        self._shows_closed = False
        self._lead_offered = False

    def show_lead(self, words: str, *, offered: bool) -> None:
        """Show who leads the cutover now; while the lead is being handed over, on a narrow screen too."""
        if (one_line(words), offered) != (self._right[0], self._lead_offered):
            self._right[0], self._lead_offered = one_line(words), offered
            self.repaint()

    def show_closed(self, *, closed: bool) -> None:
        """Show that the run is closed and takes no further entries."""
        if closed != self._shows_closed:
            self._shows_closed = closed
            self.repaint()

    def show_time(self, now: datetime) -> None:
        """Show the time, which stands here where the clock band has no room for it."""
        self._now = now
        self.repaint()

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.TEXT, Ink.PANEL, bold=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows it needs: one more in a rehearsal."""
        return 2 if self.rehearsal else 1

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (it is as high as it says)
        """Paint the bar, with parts left out from the end until it fits."""
        dot = look.pick("  ·  ", "  |  ")
        right = dot.join(part for part in self._right if part) if width >= ROOMY_WIDTH else self._time_words()
        room = width - 2 - (cell_len(right) + 3 if right else 0)
        parts = [part for part in self._left if part]
        if self._lead_offered and width < ROOMY_WIDTH:
            parts.insert(1, self._right[0])
        if self._shows_closed:
            parts.insert(1, CLOSED)
        while len(parts) > 1 and cell_len(dot.join(parts)) > room:
            parts.pop()
        row = Row(width, self.ground(look)).at(1).put(look.cut(dot.join(parts), room))
        strips = [row.at(width - 1 - cell_len(right)).put(right).strip()]
        return [*strips, rehearsal_strip(width, look)] if self.rehearsal else strips

    def _time_words(self) -> str:
        if self._now is None:
            return ""
        return f"{day_words(self._now, self.zone)}  {to_local(self._now, self.zone):%H:%M:%S}"


def rehearsal_strip(width: int, look: Look) -> Strip:
    """Paint the striped bar of a rehearsal, as wide as the screen: dark on light by night, light on dark by day."""
    style = look.style(Ink.BACKGROUND, Ink.TEXT, bold=True)
    stripe = look.style(Ink.MUTED, Ink.TEXT, bold=True)
    words = f"  {REHEARSAL}  "
    side = max(width - len(words), 0) // 2
    row = Row(width, style).put("/" * side, stripe).put(words, style)
    return row.put("/" * row.room, stripe).strip()
