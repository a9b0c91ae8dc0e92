"""`printed-register.csv`: every sheet that was printed, where it hung, and whether it came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE
from cutover_tui.exports.paper_part import FOLDER, states_at_printings
from cutover_tui.exports.paper_sheets import catalogue, issue_of
from cutover_tui.exports.registers.columns import local, number, text
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.domain.printing import Printing
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.paper_sheet import Sheet
    from cutover_tui.exports.registers.register import Row

COLUMNS = (
    text("sheet_id", "What is printed on the sheet"),
    number("version", "Version of the hard copy"),
    text("title", "What the sheet is"),
    number("copies", "How many were wanted"),
    local("printed_local", "When it was made to be printed"),
    text("held_at", "Where the copies hung or lay"),
    local("collected_local", "When the last copy came back; Not recorded while one is out"),
    text("superseded_by", "The version that took its place", NONE),
)


def printed_rows(context: Context) -> Iterable[Row]:
    """A row for each sheet of each version, in the order of use."""
    states = states_at_printings(context)
    printings = context.state.printings
    for place, printing in enumerate(printings):
        at_the_time = states[printing.version]
        titles = {sheet.id: sheet for sheet in catalogue(issue_of(at_the_time, at_the_time.printings[-1]))}
        newer = str(printings[place + 1].version) if place + 1 < len(printings) else ""
        yield from _rows(printing, titles, newer)


def _rows(printing: Printing, titles: Mapping[str, Sheet], newer: str) -> Iterable[Row]:
    for one in printing.sheets:
        sheet = titles.get(one.sheet)
        back = printing.returned(one.sheet)
        yield {
            "sheet_id": one.sheet,
            "version": printing.version,
            "title": sheet.title if sheet is not None else None,
            "copies": one.copies,
            "printed_local": printing.at,
            "held_at": sheet.place if sheet is not None else None,
            "collected_local": back[-1].at if back and not printing.out(one.sheet) else None,
            "superseded_by": newer,
        }


PRINTED = Register(
    name="printed-register",
    title="Printed register",
    about="One row for each sheet of each version of the hard copy",
    columns=COLUMNS,
    rows=printed_rows,
    key=("sheet_id", "version"),
    copies=frozenset({Copy.FULL, Copy.ICB}),
    folder=FOLDER,
)
