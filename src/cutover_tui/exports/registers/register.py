"""A register: its name, its columns, and a function that gives its rows. Every form it is written in is made from this.

A row is a mapping of column names to plain values; what it leaves out says the column's word for blank, because blank
never means fine (`records.md` b1 principle 6). How values read, who may see them and how times stand twice is decided
here, once for all registers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import date_time_words, rfc3339
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED, UNKNOWN, csv_bytes, text_cell
from cutover_tui.exports.names_removed import NOT_SHOWN, day_and_time, without_names

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context

BLANKS = frozenset({NOT_RECORDED, NOT_APPLICABLE, NONE, UNKNOWN})
"""The four words for blank. A row may give one of them in any column."""

_AS_THEY_ARE = BLANKS | {NOT_SHOWN}
"""Words a row may give in any column."""

Value: TypeAlias = str | int | datetime | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, Value]


class Kind(StrEnum):
    """How the values of a column read."""

    TEXT = "text"
    """Words; several are joined by semicolons."""
    NUMBER = "number"
    INSTANT = "instant"
    """A moment for machines, RFC 3339 with its offset."""
    LOCAL = "local"
    """A moment for people, on the practice's 24-hour clock."""
    PERSON = "person"
    """Initials of one person or several, shown as `initials (role)`."""
    FLAG = "flag"
    """yes or no."""
    ENTRY = "entry"
    """The number of a log entry."""


_WORDED = frozenset({Kind.TEXT, Kind.PERSON})
"""Kinds of columns in which a spreadsheet could take words for a formula."""


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    """Its heading: small letters and underscores. Never changed once a file was sent out."""
    about: str
    """What stands in it, in a sentence."""
    kind: Kind = Kind.TEXT
    blank: str = NOT_RECORDED
    """What a cell says that has nothing to say."""
    typed: bool = False
    """True where people typed the words themselves."""
    own: bool = False
    """True where it tells what one person did late, again or not: no names-removed copy shows it."""

    @property
    def title(self) -> str:
        """The heading for people: `Minutes from plan`."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Register:
    """One table of the safety file."""

    name: str
    """Its file name without the ending."""
    title: str
    about: str
    """What a row is, in a sentence."""
    columns: tuple[Column, ...]
    rows: Callable[[Context], Iterable[Row]]
    key: tuple[str, ...] = ()
    """The columns that tell its rows apart."""
    refers: Mapping[str, str] | None = None
    """Column to `register.column` of another register it refers to."""
    copies: frozenset[Copy] = frozenset({Copy.FULL, Copy.ICB})
    folder: str = "data/03-registers"

    @property
    def path(self) -> str:
        """Where its CSV stands in the bundle."""
        return f"{self.folder}/{self.name}.csv"


@dataclass(frozen=True)
class Table:
    """A register filled in for one copy: every cell as people read it, before any program's rules."""

    register: Register
    cells: tuple[tuple[str, ...], ...]

    def csv(self) -> bytes:
        """As a CSV file: what a spreadsheet could take for a formula is text there."""
        columns = self.register.columns
        guarded = tuple(column.kind in _WORDED for column in columns)
        rows = (
            [text_cell(cell) if guard else cell for guard, cell in zip(guarded, row, strict=True)] for row in self.cells
        )
        return csv_bytes([column.name for column in columns], rows)


def filled(register: Register, context: Context) -> Table:
    """A register filled in.

    Raises:
        ValueError: A row names a column the register does not have.
    """
    names = {column.name for column in register.columns}
    shown = [(column, _is_withheld(register, column, context.copy)) for column in register.columns]
    cells = []
    for row in register.rows(context):
        if not row.keys() <= names:
            raise ValueError(f"{register.name} has no column {', '.join(sorted(set(row) - names))}")
        cells.append(tuple(NOT_SHOWN if withheld else _cell(column, row, context) for column, withheld in shown))
    return Table(register, tuple(cells))


def cell_of(register: Register, column: Column, row: Row, context: Context) -> str:
    """One cell as people read it, as far as the copy shows it."""
    return NOT_SHOWN if _is_withheld(register, column, context.copy) else _cell(column, row, context)


def _cell(column: Column, row: Row, context: Context) -> str:
    """The words of one cell that the copy shows."""
    value = _value(column, row)
    if isinstance(value, str) and context.copy is Copy.FULL and column.kind is not Kind.PERSON:
        return value.replace("\n", " / ").strip() or column.blank  # most cells of most registers
    if value is None or value in ("", ()):
        return column.blank
    if isinstance(value, str) and value in _AS_THEY_ARE:
        return value
    words = _words(column, value, context)
    if context.copy.names_removed and column.kind is Kind.TEXT:
        words = without_names(words, context)
    return words.replace("\n", " / ").strip() or column.blank


def _value(column: Column, row: Row) -> Value:
    """What a row gives for a column; a `_local` time follows from its `_at`, and the other way round."""
    if column.name in row:
        return row[column.name]
    for ending, twin in (("_local", "_at"), ("_at", "_local")):
        if column.name.endswith(ending):
            return row.get(column.name.removesuffix(ending) + twin)
    return None


def _words(column: Column, value: Value, context: Context) -> str:
    match value:
        case datetime():
            if context.copy is Copy.LEARNING:
                return day_and_time(value, context)
            return (rfc3339 if column.kind is Kind.INSTANT else date_time_words)(value, context.zone)
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(context.person(part) if column.kind is Kind.PERSON else part for part in value)
        case str() if column.kind is Kind.PERSON:
            return context.person(value)
        case _:
            return str(value)


def _is_withheld(register: Register, column: Column, copy: Copy) -> bool:
    """Whether a copy shows nothing of a column (`records.md` b6): what it says of one person, and what people typed."""
    if not copy.names_removed:
        return False
    if column.own or (copy is Copy.LEARNING and column.kind is Kind.PERSON):
        return True
    if not column.typed:
        return False
    return copy is Copy.LEARNING or (copy is Copy.SUPPLIER and not register.name.startswith("issue"))
