"""A widget that paints its own lines from plain values, and sends to the terminal only the cells that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.palette import NIGHT, Ink, Palette, ascii_of, badge_style, follow_theme, glyph, palette_of
from cutover_tui.ui.widgets.cells import Row, cut

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App
    from textual.geometry import Size

    from cutover_tui.runner.boards import Badge, Mark

ROOMY_WIDTH = 100
"""From this many columns on, bands have space around them."""
ROOMY_HEIGHT = 30
"""The same for rows."""


def is_roomy(screen: Size) -> bool:
    """Tell whether a screen has room for space around its bands."""
    return screen.width >= ROOMY_WIDTH and screen.height >= ROOMY_HEIGHT


@dataclass(frozen=True)
class Look:
    """How things are drawn now: the colours, and whether marks are plain ASCII."""

    palette: Palette
    ascii_marks: bool

    def style(self, ink: Ink, on: Ink = Ink.BACKGROUND, *, bold: bool = False, strike: bool = False) -> Style:
        """Give the style of text in one role on the colour of another."""
        return self.palette.style(ink, on, bold=bold, strike=strike)

    def pick(self, usual: str, plain: str) -> str:
        """Give the usual form of a symbol, or the plain one where marks are ASCII."""
        return plain if self.ascii_marks else usual

    def glyph(self, mark: Mark) -> str:
        """Give a mark's shape."""
        return glyph(mark, self.ascii_marks)

    def cut(self, text: str, width: int) -> str:
        """Cut a line to a width at a word."""
        return cut(text, width, ascii_marks=self.ascii_marks)

    def dots(self, words: str) -> str:
        """Give words with the dots between them as commas where marks are ASCII."""
        return words.replace(" · ", ", ") if self.ascii_marks else words

    def rule(self, width: int) -> str:
        """Give a thin line."""
        return self.pick("─", "-") * width

    def bar(self, row: Row, part: int, whole: int, width: int, on: Ink) -> None:
        """Put a progress line: the part done heavy, the rest thin."""
        done = width * part // whole if whole else 0
        if part and not done:
            done = 1
        row.put(self.pick("━", "=") * done, self.style(Ink.DONE, on, bold=True))
        row.put(self.rule(width - done), self.style(Ink.MUTED, on))

    def badge(self, badge: Badge, width: int, on: Ink) -> tuple[str, Style]:
        """Give the text of a badge, with a space at each side as far as there is room, and its style."""
        style = badge_style(self.palette, badge.mark, on)
        words = f"{self.glyph(badge.mark)} {badge.words}"
        spare = width - len(words)
        if spare >= 1:
            return f" {words}{' ' if spare > 1 else ''}", style
        return self.cut(words, width), style


FIRST_LOOK = Look(NIGHT, ascii_marks=False)
"""Stands until a widget knows its app."""


def look_of(app: App[object]) -> Look:
    """Give the look of an app now."""
    return Look(palette_of(app), ascii_of(app))


class Painted(Widget):
    """Base of the bands of the run screen. A subclass says what its lines are in `paint`, and calls `repaint`."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Painted {
        width: 1fr;
        height: auto;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []
        self._painted_for: tuple[Size, Look] | None = None

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Give the lines of this widget at a size, from the top; missing ones stay empty."""
        raise NotImplementedError

    def ground(self, look: Look) -> Style:
        """Give the style of cells nothing is painted in."""
        return look.style(Ink.TEXT)

    def on_mount(self) -> None:
        """Paint again when the theme changes."""
        follow_theme(self, self.refresh)

    def repaint(self) -> None:
        """Paint again from the values held now, and refresh the cells that differ; nothing when none do."""
        if self._painted_for is None or not self.is_mounted:
            return
        size, look = self.size, look_of(self.app)
        if self._painted_for != (size, look):
            # Hidden widgets have no size: what they held is painted anew when they show again, whatever size it has.
            self._painted_for = None
            self.refresh()
            return
        old, self._strips = self._strips, self._all_strips(size, look)
        regions = [
            Region(span[0], y, span[1] - span[0], 1)
            for y, (before, after) in enumerate(zip(old, self._strips, strict=True))
            if (span := changed_span(before, after)) is not None
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        now = (self.size, look_of(self.app))
        if self._painted_for != now:
            self._painted_for = now
            self._strips = self._all_strips(*now)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self.ground(now[1]))

    def _all_strips(self, size: Size, look: Look) -> list[Strip]:
        strips = self.paint(size.width, size.height, look)[: size.height]
        empty = Strip.blank(size.width, self.ground(look))
        return strips + [empty] * (size.height - len(strips))


def changed_span(before: Strip, after: Strip) -> tuple[int, int] | None:
    """Give the first cell that differs and the cell after the last, None when two lines are equal."""
    if before == after:
        return None
    old, new = _cells(before), _cells(after)
    if len(old) != before.cell_length or len(new) != after.cell_length or len(old) != len(new):
        return 0, max(before.cell_length, after.cell_length)
    first = next((x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b), None)
    if first is None:
        return None
    last = next(x for x in range(len(old) - 1, -1, -1) if old[x] != new[x])
    return first, last + 1


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """Give a line letter by letter, which is cell by cell unless it holds wide letters."""
    return [(letter, segment.style) for segment in strip for letter in segment.text]
