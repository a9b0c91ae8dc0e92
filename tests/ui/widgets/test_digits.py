from __future__ import annotations

import pytest

from cutover_tui.ui.widgets.digits import solid, solid_width

EVERY = "0123456789:-+Td "


@pytest.mark.parametrize(("large", "rows"), [(False, 3), (True, 5)])
def test_digits_have_rows_of_one_width(large: bool, rows: int) -> None:
    drawn = solid(EVERY, large=large)

    assert len(drawn) == rows
    assert {len(row) for row in drawn} == {solid_width(EVERY, large=large)}


def test_no_two_glyphs_look_alike() -> None:
    assert len({tuple(solid(letter, large=False)) for letter in EVERY}) == len(EVERY)


def test_the_longest_countdown_of_the_day_fits_beside_another_at_80_columns() -> None:
    assert solid_width("T+00:00:00", large=False) <= 38
    assert solid_width("T-12d 03:10", large=False) <= 38


def test_half_blocks_draw_a_seven() -> None:
    assert solid("7", large=False) == ["▀▀█", "  █", "  ▀"]


def test_large_digits_are_twice_as_wide() -> None:
    assert solid_width("17:42", large=True) == 2 * solid_width("17:42", large=False)


@pytest.mark.parametrize("large", [False, True])
def test_ascii_digits_are_ascii_in_five_rows(large: bool) -> None:
    drawn = solid(EVERY, large=large, ascii_marks=True)

    assert len(drawn) == 5
    assert all(row.isascii() for row in drawn)


def test_what_has_no_glyph_is_left_out() -> None:
    assert solid("T?1", large=False) == solid("T1", large=False)
    assert solid("", large=False) == ["", "", ""]
