"""The workbook, read back by another program's library: the same words as the CSV files, and nothing that runs."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.exports.bundles import kept_context

from cutover_tui.exports.bundle import bundle_files
from cutover_tui.exports.registers.all_registers import tables_of
from cutover_tui.exports.registers.register import Table
from cutover_tui.exports.registers.workbook import MOST_IN_A_CELL, workbook

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context

pytest.importorskip("xlsxwriter")
calamine = pytest.importorskip("python_calamine")


@pytest.fixture(scope="module")
def context() -> Context:
    return kept_context()


@pytest.fixture(scope="module")
def tables(context: Context) -> tuple[Table, ...]:
    return tables_of(context)


@pytest.fixture(scope="module")
def made(context: Context, tables: tuple[Table, ...]) -> bytes:
    written = workbook(tables, context)
    assert written is not None
    return written


def test_every_register_is_a_sheet_with_the_very_words_of_its_cells(made: bytes, tables: tuple[Table, ...]) -> None:
    read = calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))

    assert read.sheet_names == [table.register.name for table in tables]
    for table in tables:
        heading, *rows = read.get_sheet_by_name(table.register.name).to_python()
        assert heading == [column.name for column in table.register.columns]
        assert [tuple(row) for row in rows] == list(table.cells)


def test_no_cell_is_a_formula_or_a_link_and_every_one_is_text(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = {name: parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name}

    assert "=HYPERLINK" in zipfile.ZipFile(io.BytesIO(made)).read("xl/sharedStrings.xml").decode()
    for sheet in sheets.values():
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert sheet.count("<c ") == sheet.count('t="s"')


def test_the_heading_stays_in_view_and_filters(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()

    assert 'state="frozen"' in sheet
    assert "<autoFilter ref=" in sheet


def test_the_same_registers_give_the_same_bytes(made: bytes, tables: tuple[Table, ...], context: Context) -> None:
    assert workbook(tables, context) == made


def test_words_too_long_for_a_cell_are_cut_there_and_say_so(tables: tuple[Table, ...], context: Context) -> None:
    long = Table(tables[0].register, (("x" * (MOST_IN_A_CELL + 1), *tables[0].cells[0][1:]),))

    written = workbook((long,), context)

    assert written is not None
    cell = calamine.CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()[1][0]
    assert len(cell) == MOST_IN_A_CELL
    assert cell.endswith(" … (cut here: the whole is in the CSV file)")
    assert csv.reader(io.StringIO(long.csv().decode("utf-8-sig"))) is not None
    assert b"x" * (MOST_IN_A_CELL + 1) in long.csv()


def test_without_the_extra_the_bundle_is_made_all_the_same_and_says_so(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    files = {file.path: file.data for file in bundle_files(replace(context, version=3))}

    assert "data/03-registers/cutover-registers.xlsx" not in files
    assert "data/03-registers/tasks.csv" in files
    assert b"There is no workbook: it needs the extra `excel`" in files["READ-ME-FIRST.txt"]
