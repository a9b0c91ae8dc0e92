from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.color import Color

from cutover_tui.runner.boards import Mark
from cutover_tui.ui.palette import DAY, NIGHT, Ink, Palette, cutover_themes, glyph, ink_of, theme_variable_defaults

GROUNDS = (Ink.BACKGROUND, Ink.SURFACE, Ink.PANEL, Ink.SELECTED)
LETTERS = (Ink.TEXT, Ink.MUTED, Ink.ACCENT, Ink.DONE, Ink.SOON, Ink.OVERDUE, Ink.WAITS, Ink.SETTLED)
FILLS = (Ink.ACCENT, Ink.SOON, Ink.OVERDUE, Ink.WAITS)


def contrast(palette: Palette, ink: Ink, ground: Ink) -> float:
    """Give the contrast ratio of two roles, as the W3C's WCAG 2.2 counts it."""

    def luminance(ink: Ink) -> float:
        parts = (part / 255 for part in Color.parse(palette.colour(ink)).rgb)
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [NIGHT, DAY])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", LETTERS)
def test_every_letter_can_be_read_on_every_ground(palette: Palette, ground: Ink, ink: Ink) -> None:
    assert contrast(palette, ink, ground) >= 4.5


@pytest.mark.parametrize("palette", [NIGHT, DAY])
@pytest.mark.parametrize("ink", FILLS)
def test_a_filled_badge_can_be_read(palette: Palette, ink: Ink) -> None:
    assert contrast(palette, Ink.BADGE_INK, ink) >= 4.5


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_is_one_cell_and_has_an_ascii_form(mark: Mark) -> None:
    assert cell_len(glyph(mark, False)) == 1
    assert len(glyph(mark, True)) == 1
    assert glyph(mark, True).isascii()
    assert ink_of(mark) in LETTERS


def test_both_themes_set_every_variable() -> None:
    names = set(theme_variable_defaults())

    assert names == {ink.value for ink in Ink}
    for theme in cutover_themes():
        assert names <= set(theme.variables)


@pytest.mark.parametrize("palette", [NIGHT, DAY])
def test_what_stands_on_a_key_cap_can_be_read(palette: Palette) -> None:
    """Key caps, numbers of choices and the chip of a service that works stand on the colour of rules."""
    assert contrast(palette, Ink.TEXT, Ink.RULE) >= 4.5
