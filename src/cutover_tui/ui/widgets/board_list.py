"""The lines of a board: headings and rows, one of which is marked; only what is in sight is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_list import KEYS
from cutover_tui.ui.palette import Ink, follow_theme
from cutover_tui.ui.widgets.cells import Row, wrap
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from cutover_tui.ui.widgets.painted import Look


MOST_ROWS = 3
"""Rows of a line with many words, where there is room."""


@dataclass(frozen=True)
class Pen:
    """What a line is painted with: its cells, and the ground they stand on."""

    row: Row
    look: Look
    on: Ink
    """The ground: that of the marked line, or of the screen."""
    marked: bool
    part: int = 0
    """Which of its rows is painted, counted from 0."""
    parts: int = 1
    """How many rows it has."""


@dataclass(frozen=True)
class BoardLine:
    """One line of a board."""

    key: str
    """What it is about, unique in the board; empty for a heading, which cannot be marked."""
    paint: Callable[[Pen], object]
    """Puts its words; the bar of the marked line stands there already."""
    rows_at: Callable[[int], int] | None = None
    """How many rows it needs to say all it has at a width; None for a line that has one."""


class BoardList(ScrollView, can_focus=True, inherit_bindings=False):
    """Move through the rows of a board and mark one. Only people move the mark."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    BoardList { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]

    @dataclass
    class OfRow(Message):
        """Something about a row of a board."""

        key: str

    class Highlighted(OfRow):
        """Another row was marked."""

    class Opened(OfRow):
        """Somebody asked for the marked row."""

    def __init__(self, *, empty_words: str = "Nothing to show here.") -> None:
        super().__init__()
        self.empty_words = empty_words
        """Stands there while there are no rows, over as many rows as it needs."""
        self._lines: tuple[BoardLine, ...] = ()
        self._rows: tuple[tuple[BoardLine, int], ...] = ()
        """Each row from the top: its line, and which part of it."""
        self._places: dict[str, int] = {}
        """Key of each line to its first row."""
        self._marked = ""
        self._covered = self._top_before = 0

    @property
    def marked(self) -> str:
        """The key of the marked row; empty while there is none."""
        return self._marked

    def show(self, lines: Sequence[BoardLine]) -> None:
        """Show these lines. The mark stays on its row, or goes to the one that took its place."""
        before = list(self._places)
        self._lines = tuple(lines)
        self._lay_out()
        if self._marked not in self._places:
            old = before.index(self._marked) if self._marked in before else 0
            keys = list(self._places)
            self._mark(keys[min(old, len(keys) - 1)] if keys else "")
        self.virtual_size = Size(0, len(self._rows) + self._covered)
        self.refresh()

    def mark(self, key: str) -> bool:
        """Mark a row and bring it in sight; False when there is no such row."""
        if key in self._places:
            self._mark(key)
        return key in self._places

    def cover(self, rows: int) -> None:
        """Leave some rows at the bottom to a question, the marked row in sight above it; with 0 all is as it was."""
        if not self._covered:
            self._top_before = self.scroll_offset.y
        self._covered = min(rows, max(self.scrollable_content_region.height - 1, 0))
        self.virtual_size = Size(0, len(self._rows) + self._covered)
        if not self._covered:
            self.scroll_to(y=self._top_before, animate=False, force=True)
        self._show_marked()

    def on_mount(self) -> None:
        """Paint again when the theme changes."""
        follow_theme(self, self.refresh)

    def on_resize(self) -> None:
        """Share the rows out anew, and keep the marked one in sight."""
        self._lay_out()
        self.virtual_size = Size(0, len(self._rows) + self._covered)
        self._show_marked()

    def watch_has_focus(self, value: bool) -> None:  # noqa: FBT001 (Textual calls it so)
        """Show on the marked row whether keys come here."""
        super().watch_has_focus(value)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Mark the row clicked; nothing while a question stands."""
        place = event.y + self.scroll_offset.y
        if self.can_focus and 0 <= place < len(self._rows) and self._rows[place][0].key:
            self._mark(self._rows[place][0].key)

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in sight."""
        look, width = look_of(self.app), self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._rows):
            empty = wrap(self.empty_words, max(width - 4, 1)) if not self._lines else []
            words = empty[place] if place < len(empty) else ""
            return Row(width, look.style(Ink.TEXT)).at(3).put(words).strip()
        line, part = self._rows[place]
        marked = bool(line.key) and line.key == self._marked
        on = Ink.SELECTED if marked else Ink.BACKGROUND
        row = Row(width, look.style(Ink.TEXT, on, bold=marked))
        bar = look.pick("▌", ">") if marked and self.has_focus else look.pick("▏", "|") if marked else " "
        row.put(bar, look.style(Ink.ACCENT, on, bold=True))
        line.paint(Pen(row, look, on, marked, part, self._height(place - part)))
        return row.strip()

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Mark a row some rows on."""
        keys = list(self._places)
        if keys:
            place = keys.index(self._marked) if self._marked in self._places else 0
            self._mark(keys[min(max(place + by, 0), len(keys) - 1)])

    def action_page(self, by: int) -> None:
        """Mark the row about a screen on."""
        self.action_step(by * max(self.scrollable_content_region.height - 2, 1))

    def action_cursor_first(self) -> None:
        """Mark the first row, with its heading in sight."""
        self.action_step(-len(self._places))
        self.scroll_to(y=0, animate=False, force=True)

    def action_cursor_last(self) -> None:
        """Mark the last row."""
        self.action_step(len(self._places))

    def action_open_marked(self) -> None:
        """Ask for what the marked row offers."""
        if self._marked:
            self.post_message(self.Opened(self._marked))

    # -- private ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Give every line the rows it needs, up to a number for which all of them find room."""
        sight = self.content_region
        needed = [line.rows_at(sight.width) if line.rows_at is not None else 1 for line in self._lines]
        tried = ([min(one, most) for one in needed] for most in range(MOST_ROWS, 1, -1))
        parts = next((each for each in tried if sum(each) <= sight.height), [1] * len(needed))
        whole = zip(self._lines, parts, strict=True)
        self._rows = tuple((line, part) for line, several in whole for part in range(several))
        self._places = {line.key: place for place, (line, part) in enumerate(self._rows) if line.key and not part}

    def _height(self, place: int) -> int:
        """How many rows the line has that begins in one."""
        return 1 + sum(
            part > 0 and line is self._rows[place][0] for line, part in self._rows[place + 1 : place + MOST_ROWS]
        )

    def _mark(self, key: str) -> None:
        if key != self._marked:
            before, self._marked = self._marked, key
            for one in (before, key):
                self._refresh_row(one)
            self.post_message(self.Highlighted(key))
        self._show_marked()

    def _refresh_row(self, key: str) -> None:
        place = self._places.get(key)
        if place is not None:
            top, width = place - self.scroll_offset.y, self.scrollable_content_region.width
            self.refresh(Region(0, top, width, self._height(place)))

    def _show_marked(self) -> None:
        """Bring the marked row in sight, with a heading straight above it."""
        place, height = self._places.get(self._marked), self.scrollable_content_region.height - self._covered
        if place is None or height <= 0:
            return
        top = self.scroll_offset.y
        first = place - 1 if place and not self._rows[place - 1][0].key else place
        last = place + self._height(place) - 1
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, force=True)
