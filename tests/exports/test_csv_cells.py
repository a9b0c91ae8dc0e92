"""CSV cells: nothing a spreadsheet runs, nothing blank, one line each (`integrity.md` D3, `records.md` b1 and b4)."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutover_tui.exports.csv_cells import NOT_RECORDED, csv_bytes, text_cell

STARTS_A_FORMULA = "=+-@|＝＋－＠"


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("paused", "paused"),
        ("=1+1", "'=1+1"),
        ("+44 1632 960123", "'+44 1632 960123"),
        ("-2 left", "'-2 left"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|cmd", "'|cmd"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A", "'＠A"),
        ("   =1+1", "'   =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\t12", "'\t12"),
        ("\r\n12", "'12"),
        ("two\nlines", "two / lines"),
        ("two\r\n\r\nlines\n", "two / lines"),
        ("1 = 1", "1 = 1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_cell_is_text_on_one_line(typed: str, cell: str) -> None:
    assert text_cell(typed) == cell


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\t \r\n", "\x00", " \x00\n"])
def test_blank_is_never_left_blank(blank: str) -> None:
    assert (text_cell(blank), text_cell(blank, NOT_RECORDED)) == ("None", "Not recorded")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_starts_a_formula_or_breaks_its_line(typed: str) -> None:
    cell = text_cell(typed)

    assert cell.strip()
    assert cell.lstrip()[0] not in STARTS_A_FORMULA
    assert cell[0] not in "\t\r\n"
    assert not {"\r", "\n", "\x00"} & set(cell)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")), min_size=2), max_size=4
    )
)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    written = csv_bytes(("one", "two"), rows)

    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))) == [["one", "two"], *rows]


def test_a_file_is_what_excel_reads_as_utf_8_with_every_cell_quoted() -> None:
    written = csv_bytes(("entry", "text"), [("1", 'Siân said "no"')])

    assert written == b'\xef\xbb\xbf"entry","text"\r\n"1","Si\xc3\xa2n said ""no"""\r\n'
