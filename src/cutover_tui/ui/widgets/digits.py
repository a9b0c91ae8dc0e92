"""Solid digits, and the word PAUSED, to be read across a room; Textual's own are too thin (`ux.md` 3).

They are made of whole and half blocks.
"""

from __future__ import annotations

from typing import Final

_PIXEL_ROWS: Final = 5
_GAP: Final = " "
_GLYPHS: Final[dict[str, tuple[str, ...]]] = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", " ##", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "T": ("###", " # ", " # ", " # ", " # "),
    "P": ("###", "# #", "###", "#  ", "#  "),
    "A": ("###", "# #", "###", "# #", "# #"),
    "U": ("# #", "# #", "# #", "# #", "###"),
    "S": ("###", "#  ", "###", "  #", "###"),
    "E": ("###", "#  ", "###", "#  ", "###"),
    "D": ("## ", "# #", "# #", "# #", "## "),
    "d": ("  #", "  #", "###", "# #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "-": ("  ", "  ", "##", "  ", "  "),
    "+": ("   ", " # ", "###", " # ", "   "),
    " ": ("", "", "", "", ""),
}
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def solid(text: str, *, large: bool, ascii_marks: bool = False) -> list[str]:
    """Draw a text of digits, `:`, `-`, `+`, `T`, `d`, the letters of PAUSED and spaces; anything else is left out.

    Args:
        text: What to draw, such as `T-00:47:43`.
        large: True for 5 rows of blocks two columns wide, False for 3 rows of half blocks.
        ascii_marks: True to draw with `#`, in 5 rows at either size.

    Returns:
        The rows, all equally wide.
    """
    drawn = [_GLYPHS[letter] for letter in text if letter in _GLYPHS]
    pixels = [_GAP.join(glyph[row] for glyph in drawn) for row in range(_PIXEL_ROWS)]
    if large:
        wide = ["".join(pixel * 2 for pixel in row) for row in pixels]
        return wide if ascii_marks else [row.replace("#", "█") for row in wide]
    if ascii_marks:
        return pixels
    pixels.append(" " * len(pixels[0]))
    return [
        "".join(_HALVES[above == "#", below == "#"] for above, below in zip(pixels[row], pixels[row + 1], strict=True))
        for row in range(0, _PIXEL_ROWS + 1, 2)
    ]


def solid_width(text: str, *, large: bool) -> int:
    """Give how many columns a text takes when drawn."""
    return len(solid(text, large=large)[0])
