"""`csv-metadata.json`: what every column of every CSV means, for programs (CSV on the Web, W3C tabular metadata)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.registers.register import BLANKS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.exports.registers.register import Column, Register, Table

_FOLDER = "data/03-registers/"
_DATATYPES: dict[Kind, object] = {
    Kind.NUMBER: "integer",
    Kind.ENTRY: {"base": "integer", "minimum": 0},
    Kind.INSTANT: "dateTime",
    Kind.FLAG: {"base": "boolean", "format": "yes|no"},
}
"""The types of the vocabulary; a moment for people, a person and words are strings."""


def csv_metadata(tables: Sequence[Table]) -> bytes:
    """The whole file. The URLs are relative to where it stands."""
    held = {table.register.name for table in tables}
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "doubleQuote": True, "header": True},
        "tables": [_table(table.register, held) for table in tables],
    }
    return (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode()


def _table(register: Register, held: set[str]) -> dict[str, object]:
    schema: dict[str, object] = {"columns": [_column(column) for column in register.columns]}
    if register.key:
        schema["primaryKey"] = list(register.key)
    foreign = [
        {"columnReference": column, "reference": {"resource": f"{table}.csv", "columnReference": target}}
        for column, (table, target) in ((name, to.split(".")) for name, to in (register.refers or {}).items())
        if table in held
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "url": _url(register),
        "dc:title": register.title,
        "dc:description": register.about,
        "tableSchema": schema,
    }


def _url(register: Register) -> str:
    """Where the CSV stands, from the folder of the registers."""
    if register.path.startswith(_FOLDER):
        return register.path.removeprefix(_FOLDER)
    return register.path.replace("data/", "../", 1)


def _column(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "titles": [column.name, column.title],
        "dc:description": column.about,
        "datatype": _DATATYPES.get(column.kind, "string"),
        "null": sorted({*BLANKS, NOT_SHOWN}),
    }
