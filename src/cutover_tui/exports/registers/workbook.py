"""`cutover-registers.xlsx`: every register as a sheet of text, with a frozen heading and filters.

Cells are written as strings whatever they hold, so nothing in them is ever a formula; they are raw, without the
apostrophe a CSV needs. The bytes are the same each time: no date but a fixed one, no name of a machine.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Table

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in every workbook: when it was made is not evidence."""
EXTRA = "excel"
"""The extra that installs what it needs."""
MOST_IN_A_CELL = 32_767
"""Characters a cell can hold; longer words are cut in the workbook alone, and say where the rest is."""
_CUT = " … (cut here: the whole is in the CSV file)"
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 200


def has_workbook() -> bool:
    """Whether what makes workbooks is installed."""
    try:
        import xlsxwriter  # noqa: F401, PLC0415 (an extra, loaded when a workbook is made)
    except ImportError:
        return False
    return True


def workbook(tables: Sequence[Table], context: Context) -> bytes | None:
    """The whole file; None where what makes it is not installed."""
    if not has_workbook():
        return None
    import xlsxwriter  # noqa: PLC0415 (the same)

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": "Cutover registers", "comments": f"Head {context.head}", "created": CREATED.replace(tzinfo=None)}
    )
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for table in tables:
        sheet = book.add_worksheet(table.register.name)
        columns = table.register.columns
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, heading)
            sheet.set_column(place, place, _width(column.name, table, place), words)
        for line, row in enumerate(table.cells, 1):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, _fitted(cell), words)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table.cells), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


_A4 = 9


def _width(heading: str, table: Table, place: int) -> int:
    longest = max((len(row[place]) for row in table.cells[:_ROWS_MEASURED]), default=0)
    return max(_NARROWEST, min(_WIDEST, max(len(heading), longest) + 2))


def _fitted(cell: str) -> str:
    return cell if len(cell) <= MOST_IN_A_CELL else cell[: MOST_IN_A_CELL - len(_CUT)] + _CUT
