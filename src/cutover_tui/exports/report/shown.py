"""What the report shows of a register: the same cells, with people by their roles and typed words as quotations.

So a register and the report cannot tell two stories, and what a copy withholds in the one it withholds in the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.registers.register import BLANKS, cell_of
from cutover_tui.exports.report.document import Facts, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Column, Register, Row
    from cutover_tui.exports.report.document import Inline, Words


@dataclass(frozen=True)
class Shown:
    """One row of a register, as the report shows it."""

    cells: Mapping[str, Inline]
    """Column to its words."""
    row: Row
    """The values they were made from."""

    def instant(self, name: str) -> datetime | None:
        """The moment in a column, None where there is none."""
        value = self.row.get(name)
        return value if isinstance(value, datetime) else None

    def __getitem__(self, name: str) -> Inline:
        """The words of a column."""
        return self.cells[name]

    def plain(self, name: str) -> str:
        """A cell's words without quotation marks; empty where it is blank or withheld."""
        cell = self.cells[name]
        words = cell.words if isinstance(cell, Said) else str(cell)
        return "" if words in BLANKS or words == NOT_SHOWN else words

    def has(self, name: str) -> bool:
        """Whether there is something to say in a cell."""
        return bool(self.plain(name))

    def facts(self, labels: Mapping[str, str], *, always: Iterable[str] = ()) -> Facts:
        """Some of its cells with labels; what has nothing to say is left out, unless it is always to be said."""
        keep = frozenset(always)
        rows: list[tuple[str, Words]] = [
            (label, self.cells[name])
            for name, label in labels.items()
            if self.has(name) or (name in keep and self.cells[name] != NOT_SHOWN)
        ]
        return Facts(tuple(rows))

    def labelled(self, labels: Mapping[str, str]) -> Words:
        """Several cells in one, each with its label; what has nothing to say is left out."""
        found: list[Inline] = []
        for name, label in labels.items():
            if self.has(name):
                found += [f"{'; ' if found else ''}{label}: ", self.cells[name]]
        return tuple(found) or NOT_RECORDED

    def joined(self, *names: str) -> Words:
        """Several cells in one, with commas; what has nothing to say is left out."""
        found: list[Inline] = []
        for name in names:
            if self.has(name):
                found += [", ", self.cells[name]] if found else [self.cells[name]]
        return tuple(found) or NOT_RECORDED


def shown_rows(register: Register, context: Context) -> list[Shown]:
    """The rows of a register; none where this copy does not hold it."""
    if context.copy not in register.copies:
        return []
    by_role = replace(context, by_role=True)
    return [
        Shown({column.name: _inline(register, column, row, by_role) for column in register.columns}, row)
        for row in register.rows(by_role)
    ]


def _inline(register: Register, column: Column, row: Row, context: Context) -> Inline:
    words = cell_of(register, column, row, context)
    return Said(words) if column.typed and words not in BLANKS and words != NOT_SHOWN else words
