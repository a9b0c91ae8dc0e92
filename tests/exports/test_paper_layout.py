"""How much fits on a page: rows are shared out whole, in order, and never beyond the edge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cutover_tui.domain.plan import FormField
from cutover_tui.exports.paper_layout import (
    PAGE_WIDTH,
    Cell,
    Column,
    Row,
    Words,
    lines_of,
    row_height,
    rows_of_fields,
    share_out,
    text_width,
)

COLUMNS = (Column("Number", 25), Column("Do this", 150))
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=200)
rows = st.builds(
    lambda words, heading: Row(heading=heading) if heading else Row((Cell(("F-01",)), Cell((words,)))),
    texts,
    st.sampled_from(["", "", "", "Switch off"]),
)


def test_widths_are_those_of_arial() -> None:
    seen_in_a_browser = 87.93

    assert abs(text_width("F-02f Link from Surgery Connect telephony: off") / 1.01 - seen_in_a_browser) < 0.2


@given(words=texts, width=st.floats(20, 175))
def test_no_text_takes_fewer_lines_than_its_width_needs(words: str, width: float) -> None:
    lines = lines_of(words, width)

    assert lines >= 1
    assert lines * width >= text_width(words) - text_width(" ") * lines - 0.001


@given(words=texts)
def test_a_wider_cell_never_takes_more_lines(words: str) -> None:
    assert lines_of(words, 150) <= lines_of(words, 80)


@given(rows=st.lists(rows, max_size=60), most=st.integers(1, 14))
def test_every_row_is_on_one_page_in_its_order_and_no_page_is_too_full(rows: list[Row], most: int) -> None:
    pages = share_out(rows, COLUMNS, first=150, later=200, most=most)

    assert [row for page in pages for row in page] == rows
    for place, page in enumerate(pages):
        assert sum(1 for row in page if not row.heading) <= most
        room = 150 if place == 0 else 200
        assert len(page) == 1 or sum(row_height(row, COLUMNS) for row in page) <= room


@given(rows=st.lists(rows, max_size=60))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(rows: list[Row]) -> None:
    pages = share_out(rows, COLUMNS, first=150, later=200, most=12)

    for page in pages[:-1]:
        followed = len(page) == 1 or not page[-1].heading or page[-2].heading
        assert followed


def test_two_headings_go_to_the_next_page_with_the_row_they_are_over() -> None:
    tall, heading = Row((Cell(("F-01",)), Cell(("word " * 30,)))), Row(heading="Switch off")
    filled = [tall] * int((150 - 2 * row_height(heading, COLUMNS)) // row_height(tall, COLUMNS))

    pages = share_out([*filled, heading, heading, tall], COLUMNS, first=150, later=200, most=99)
    assert pages == [tuple(filled), (heading, heading, tall)]


@given(st.lists(st.builds(FormField, label=texts, width=st.integers(1, 12), lines=st.integers(1, 5)), max_size=20))
def test_the_fields_of_a_form_stand_in_rows_no_wider_than_the_page(fields: list[FormField]) -> None:
    found = rows_of_fields(fields)

    assert [field for row in found for field in row] == fields
    assert all(len(row) == 1 or sum(field.width for field in row) <= 6 for row in found)


def test_larger_words_take_more_room() -> None:
    line = "word " * 60

    assert Words((line,), large=True).height > Words((line,)).height
    assert Words((line,), framed=True).height > Words((line,)).height
    assert lines_of("x" * 400, PAGE_WIDTH) > 1
