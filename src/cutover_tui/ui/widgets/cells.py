"""Text in cells: cut at a word, wrapped, and laid out in one painted line. Widths are cells of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

ELLIPSIS = "…"
ASCII_ELLIPSIS = "..."
_LEAST_PART_KEPT = 2
"""A cut at a word keeps at least one part in this many of the width; else it is made inside the word."""


def one_line(text: str) -> str:
    """Give a text with every run of spaces, tabs and line ends as one space."""
    return " ".join(text.split())


def cut(text: str, width: int, *, ascii_marks: bool = False) -> str:
    """Cut a line to a width, at a word where there is one, ending in an ellipsis where anything is left out."""
    if cell_len(text) <= width:
        return text
    ellipsis = ASCII_ELLIPSIS if ascii_marks else ELLIPSIS
    room = width - len(ellipsis)
    if room <= 0:
        return ellipsis[: max(width, 0)]
    kept = set_cell_size(text, room)
    if not text.startswith(f"{kept} "):
        at_word = kept.rpartition(" ")[0]
        if cell_len(at_word) * _LEAST_PART_KEPT >= room:
            kept = at_word
    return kept.rstrip(" ,;:.-–") + ellipsis


def wrap(text: str, width: int) -> list[str]:
    """Wrap a text at words; its own line ends stay, and a word longer than a line is split."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for whole in paragraph.split():
            word = whole
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = ""
            while cell_len(word) > width > 0:
                head = set_cell_size(word, width).rstrip() or word[0]
                lines.append(head)
                word = word[len(head) :]
            line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


def spread(bands: Sequence[Sequence[Strip]], height: int, empty: Strip) -> list[Strip]:
    """Put bands below each other with the rows that are over between them, evenly, the odd ones at the end."""
    over = max(height - sum(len(band) for band in bands), 0)
    gaps = len(bands) - 1
    strips: list[Strip] = []
    for number, band in enumerate(bands):
        strips += band
        if number < gaps:
            strips += [empty] * min(over // gaps + (number >= gaps - over % gaps), 2)
    return strips


def apart(left: str, forms: Sequence[str], width: int, *, ascii_marks: bool = False) -> str:
    """One line with words at its left and at its right the first of some forms that leaves them whole.

    Where none does, the last form stands there, and the words at the left are cut.
    """
    if not forms:
        return cut(left, width, ascii_marks=ascii_marks)
    fits = (form for form in forms if cell_len(left) + cell_len(form) + 2 <= width)
    right = next(fits, forms[-1])
    left = cut(left, max(width - cell_len(right) - 2, 0), ascii_marks=ascii_marks)
    return f"{left}{' ' * max(width - cell_len(left) - cell_len(right), 0)}{right}"


class Row:
    """One line being painted from left to right."""

    def __init__(self, width: int, ground: Style) -> None:
        self.width = width
        self.ground = ground
        """The style of every cell nothing is put in."""
        self.x = 0
        """Where the next text goes."""
        self._segments: list[Segment] = []

    @property
    def room(self) -> int:
        """Cells left."""
        return max(self.width - self.x, 0)

    def put(self, text: str, style: Style | None = None) -> Row:
        """Add a text where the last one ended; what does not fit is left off."""
        if text and self.room:
            long = cell_len(text)
            if long > self.room:
                text, long = set_cell_size(text, self.room), self.room
            self._segments.append(Segment(text, style or self.ground))
            self.x += long
        return self

    def at(self, x: int) -> Row:
        """Move on to a column; never back."""
        return self.put(" " * (min(x, self.width) - self.x))

    def strip(self) -> Strip:
        """Give the line, filled up to its width."""
        self.at(self.width)
        return Strip(self._segments, self.width)
