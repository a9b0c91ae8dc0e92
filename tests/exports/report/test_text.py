"""The text twin of a document: what fits stands in columns, what does not reads as lists, and no line is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cutover_tui.exports.report.document import Document, Facts, Notice, Paragraph, Said, Section, Struck, Table
from cutover_tui.exports.report.text import WIDTH, text_of, width_of


def lines_of(*blocks: Paragraph | Table | Facts | Notice) -> list[str]:
    document = Document(
        title="A report", lines=(), sections=(Section("1", "Summary", blocks),), header="", footer="The end"
    )
    return text_of(document).decode().splitlines()


def test_cells_that_fit_stand_in_columns_and_the_last_may_wrap() -> None:
    table = Table("Times", ("What", "When"), (("Go-live", "08:00"), ("Extract", "a long reason " * 8)))

    lines = lines_of(table)

    assert "What     When" in lines
    assert "Go-live  08:00" in lines
    assert lines[lines.index("Go-live  08:00") + 2].startswith("         a long")


def test_rows_that_do_not_fit_become_short_lists() -> None:
    table = Table("Tasks", ("Number", "Task", "State"), (("F-01", "x" * 50, "y" * 40),))

    lines = lines_of(table)

    assert "Number: F-01" in lines
    assert f"   Task: {'x' * 50}" in lines
    assert f"   State: {'y' * 40}" in lines


def test_what_people_typed_stands_in_quotation_marks_and_old_words_say_that_they_are_struck() -> None:
    lines = lines_of(Paragraph(("Reason: ", Said("=1+1"), ". ", Struck("old", "corrected at 09:31"))))

    assert 'Reason: "=1+1". [struck through: "old"] (corrected at 09:31)' in lines


def test_a_frame_is_as_wide_as_the_page_whatever_letters_are_in_it() -> None:
    lines = [line for line in lines_of(Notice(("Siân 長い言葉 \U0001f600",))) if line.startswith("| ")]

    assert [width_of(line) for line in lines] == [WIDTH]


@given(st.text(max_size=300), st.text(max_size=120), st.text(max_size=300))
def test_no_line_is_wider_than_78_columns(first: str, second: str, third: str) -> None:
    words = [" ".join(text.split()) for text in (first, second, third)]
    rows = ((words[0], Said(words[1]), words[2]),)

    lines = lines_of(Paragraph(Said(words[0])), Table("T", ("A", "B", "C"), rows), Facts(((words[1], words[2]),)))

    assert max(map(width_of, lines)) <= WIDTH
