from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from cutover_tui.ui.widgets.cells import Row, apart, cut, one_line, wrap

TEXT = st.text(alphabet=st.sampled_from("ab cé[]/…界\n"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 5, "short"),
        ("Take last pathology download", 20, "Take last pathology…"),
        ("Take last, pathology download", 15, "Take last…"),
        ("Unbrokenwordthatislong", 10, "Unbrokenw…"),
        ("ab Unbrokenwordthatislong", 12, "ab Unbroken…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
    ],
)
def test_a_cut_is_made_at_a_word_and_seen(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_a_cut_in_ascii_is_ascii() -> None:
    assert cut("Take last pathology download", 20, ascii_marks=True) == "Take last..."


@given(text=TEXT, width=st.integers(0, 40))
def test_a_cut_fits(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width


@given(text=TEXT, width=st.integers(2, 40))
def test_wrapping_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(parts=st.lists(TEXT.map(one_line), max_size=5), width=st.integers(0, 40))
def test_a_row_is_exactly_as_wide_as_it_says(parts: list[str], width: int) -> None:
    row = Row(width, Style())
    for part in parts:
        row.put(part)

    strip = row.strip()

    assert cell_len(strip.text) == width
    assert strip.cell_length == width


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"


def test_words_at_both_ends_of_a_line_take_the_longest_form_that_leaves_the_left_whole() -> None:
    forms = ("SERVICES 5 OFF", "5 OFF")

    assert apart("Help", (), 10) == "Help"
    assert apart("Help", forms, 20) == "Help  SERVICES 5 OFF"
    assert apart("Help", forms, 15) == "Help      5 OFF"
    assert apart("A long head", forms, 12) == "A lo…  5 OFF"
