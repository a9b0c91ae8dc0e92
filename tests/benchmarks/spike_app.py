"""The floor a tick is measured against: a list of lines, a clock, a synced append, and no rules at all.

Run as `spike_app.py FILE COUNT`: space ticks the marked line, appends 400 bytes to the file and syncs them, and only
then repaints; down marks the next line.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

USABLE = ">[ ] item 00000"
"""On the screen once it can be used."""
RECORD = b"x" * 399 + b"\n"
MARKED, PLAIN = Style(color="white", bgcolor="blue"), Style(color="white")


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines that can be marked and ticked.

    Args:
        file: Where each tick is appended.
        count: How many lines.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("space", "tick", "Tick"), ("down", "step", "Next")]

    def __init__(self, file: Path, count: int) -> None:
        super().__init__()
        self.descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.ticked = [False] * count
        self.marked = 0
        self.virtual_size = Size(0, count)

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        line, width = y + self.scroll_offset.y, self.size.width
        if line >= len(self.ticked):
            return Strip.blank(width)
        words = f"{'>' if line == self.marked else ' '}[{'x' if self.ticked[line] else ' '}] item {line:05}"
        return Strip([Segment(words.ljust(width), MARKED if line == self.marked else PLAIN)], width)

    def action_tick(self) -> None:
        """Tick the marked line, once it is on the disk."""
        os.write(self.descriptor, RECORD)
        os.fsync(self.descriptor)
        self.ticked[self.marked] = True
        self._repaint(self.marked)
        self.app.query_one("#told", Static).update(f"{sum(self.ticked)} ticked", layout=False)

    def action_step(self) -> None:
        """Mark the next line."""
        before, self.marked = self.marked, min(self.marked + 1, len(self.ticked) - 1)
        self._repaint(before)
        self._repaint(self.marked)
        if self.marked >= self.scroll_offset.y + self.size.height:
            self.scroll_to(y=self.marked - self.size.height + 1, animate=False, force=True)

    def _repaint(self, line: int) -> None:
        self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))


class SpikeApp(App[None]):
    """Shows the lines, what was ticked last, and the time.

    Args:
        file: Where each tick is appended.
        count: How many lines.
    """

    CSS = "#clock, #told { height: 1; } Lines { height: 1fr; }"

    def __init__(self, file: Path, count: int) -> None:
        super().__init__()
        self.lines = Lines(file, count)

    def compose(self) -> ComposeResult:
        """Lay out the clock, the lines and the words under them."""
        yield Static(id="clock")
        yield self.lines
        yield Static("0 ticked", id="told")

    def on_mount(self) -> None:
        """Start the clock."""
        self.animation_level = "none"
        self.lines.focus()
        self.set_interval(1, self._show_time)

    def _show_time(self) -> None:
        self.query_one("#clock", Static).update(time.strftime("%H:%M:%S"), layout=False)


if __name__ == "__main__":
    SpikeApp(Path(sys.argv[1]), int(sys.argv[2])).run()
