"""The band of a paused run: the word, how long it stands still, the clocks that stopped, and who has been told.

It takes the place of the clock band, so that nobody counts down to a moment while everything stands (`ux.md` D5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.digits import solid, solid_width
from cutover_tui.ui.widgets.painted import Look, Painted, is_roomy, look_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from textual.geometry import Size
    from textual.strip import Strip

    from cutover_tui.runner.pause_board import PauseFrame

WORD = "PAUSED"
_GAP = 3
_STOPPED = " stopped"
_MOST_LINES = 3
"""Rows of facts on a small screen; the rest stands behind the pause key."""


@dataclass(frozen=True)
class _Part:
    """Some words of a line, in one colour."""

    words: str
    ink: Ink
    bold: bool = False


class PauseBand(Painted):
    """See that the run is paused, for how long, what it covers and who has been told."""

    def __init__(self, *, zone: str = "Europe/London", id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.zone = zone
        self._frame: PauseFrame | None = None
        self._now: datetime | None = None

    def show(self, frame: PauseFrame | None, now: datetime) -> None:
        """Show the frame of a paused run; None leaves no row."""
        before, self._frame, self._now = self._rows_needed(), frame, now
        if self._rows_needed() != before:
            self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows it needs: a heading, the word and the clock, the facts and the told strip."""
        return self._rows_needed(width)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (it is as high as it says)
        """Paint the heading filled, the word with the clock beside it, then facts in lines."""
        frame, now = self._frame, self._now
        if frame is None or now is None:
            return []
        filled = look.palette.filled(Ink.SOON)
        empty = Row(width, self.ground(look)).strip()
        roomy = [empty] if is_roomy(self.app.size) else []
        heading = Row(width, filled).at(1).put(look.cut(self._heading(frame, now, look), width - 2), filled).strip()
        lines = [self._line(parts, width, look) for parts in self._lines(frame, width, look)]
        return [heading, *roomy, *self._clocks(frame, width, look), *roomy, *lines]

    def _heading(self, frame: PauseFrame, now: datetime, look: Look) -> str:
        symbol = look.pick("‖", "=")
        return f"{symbol} PAUSED {frame.ref} {frame.since}   now {clock_words(now, self.zone)}   ! says more, restarts"

    def _clocks(self, frame: PauseFrame, width: int, look: Look) -> list[Strip]:
        """The word and the clock that counts up, and beside them the countdowns that stand still."""
        ground, ink = self.ground(look), look.style(Ink.SOON, bold=True)
        word = solid(WORD, large=False, ascii_marks=look.ascii_marks)
        held = solid(frame.held, large=False, ascii_marks=look.ascii_marks)
        starts = 1 + solid_width(WORD, large=False) + _GAP + solid_width(frame.held, large=False) + _GAP
        aside = self._stopped(frame, width - starts - 1, look)
        strips: list[Strip] = []
        for place, (left, right) in enumerate(zip(word, held, strict=True)):
            row = Row(width, ground).at(1).put(left, ink).at(1 + solid_width(WORD, large=False) + _GAP)
            row.put(right, look.style(Ink.TEXT, bold=True)).put(" " * _GAP)
            if place < len(aside):
                row.put(look.cut(aside[place][0], row.room - 1), aside[place][1])
            strips.append(row.strip())
        return strips

    def _stopped(self, frame: PauseFrame, room: int, look: Look) -> list[tuple[str, Style]]:
        """`FDP T-00:47:43 stopped`: the countdowns as they were when the run was paused, underlined."""
        muted, still = look.style(Ink.MUTED), look.style(Ink.MUTED) + Style(underline=True)
        said = [f"{label} {countdown}" for label, countdown in frame.stopped]
        if all(len(words) + len(_STOPPED) <= room for words in said):
            return [("held for", muted), *((f"{words}{_STOPPED}", still) for words in said)]
        return [("held for; stopped at", muted), *((words, still) for words in said)]

    def _lines(self, frame: PauseFrame, width: int, look: Look) -> list[list[_Part]]:
        facts = self._facts(frame)
        room = width - 2
        lines = _flowed(facts, room, look)
        most = len(lines) if is_roomy(self.app.size) else _MOST_LINES
        told = _flowed(self._told(frame, look), room, look)
        kept = [*lines[:most], *told]
        if not frame.still_to_say:
            return kept
        return [*kept, [_Part(f"Still to say: {', '.join(frame.still_to_say).lower()}", Ink.MUTED)]]

    def _facts(self, frame: PauseFrame) -> list[_Part]:
        return [
            _Part(f"{line.label} {one_line(line.words)}", Ink.OVERDUE if line.pressing else Ink.TEXT, line.pressing)
            for line in frame.lines
        ]

    def _told(self, frame: PauseFrame, look: Look) -> list[_Part]:
        done = look.glyph(Mark.DONE)
        parts: list[_Part] = []
        left = [line.name for line in frame.told if not line.told.is_settled]
        for line in frame.told:
            if line.told.at is not None:
                parts.append(_Part(f"{done} {one_line(line.words)}", Ink.DONE))
            elif line.told.is_settled:
                parts.append(_Part(one_line(line.words), Ink.SETTLED))
        heading = [_Part("Told", Ink.MUTED)] if parts else []
        nobody = [_Part(f"NOT TOLD {', '.join(map(one_line, left))}", Ink.SOON, bold=True)] if left else []
        return [*heading, *parts, *nobody]

    def _line(self, parts: Iterable[_Part], width: int, look: Look) -> Strip:
        row = Row(width, self.ground(look)).at(1)
        for place, part in enumerate(parts):
            row.put("   " if place else "")
            row.put(look.cut(part.words, row.room - 1), look.style(part.ink, bold=part.bold))
        return row.strip()

    def _rows_needed(self, width: int = 0) -> int:
        frame = self._frame
        if frame is None:
            return 0
        look = look_of(self.app)
        digits = len(solid("0", large=False, ascii_marks=look.ascii_marks))
        return 1 + digits + len(self._lines(frame, width or self.size.width or 80, look)) + 2 * is_roomy(self.app.size)


def _flowed(parts: list[_Part], room: int, look: Look) -> list[list[_Part]]:
    """Parts in lines, as many in each as fit; one longer than a line is cut."""
    lines: list[list[_Part]] = []
    used = 0
    for part in parts:
        words = look.cut(part.words, room)
        long = len(words) + 3
        if not lines or used + long > room + 3:
            lines.append([])
            used = 0
        lines[-1].append(_Part(words, part.ink, part.bold))
        used += long
    return lines
