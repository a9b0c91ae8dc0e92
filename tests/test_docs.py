"""The documents say what the program does: a thing that is missing from them fails here."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cutover_tui.domain.events import DECISIONS, EVENT_TYPES
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.room_corrections import CORRECTABLE
from cutover_tui.domain.room_stays import STAYS

ROOT = Path(__file__).parents[1]
FORMAT = (ROOT / "docs" / "audit-log.md").read_text(encoding="utf-8")
COMMON = {item.name for item in dataclasses.fields(Happening)}


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.WIRE)
def test_the_format_page_describes_every_event(kind: type[Happening]) -> None:
    found = [
        line for line in FORMAT.splitlines() if line.startswith((f"| `{kind.WIRE}` | fact", f"| `{kind.WIRE}` | dec"))
    ]
    (row,) = found
    cells = [cell.strip() for cell in row.split("|")]

    assert cells[2] == ("decision" if kind in DECISIONS else "fact")
    for item in dataclasses.fields(kind):
        if item.name not in {*COMMON, kind.ABOUT, "corrects"}:
            assert f"`{item.name}`" in cells[5 if item.name in kind.TEXTS else 4]


@pytest.mark.parametrize("kind", CORRECTABLE, ids=lambda kind: kind.WIRE)
def test_the_format_page_says_what_can_be_corrected_and_what_stays(kind: type[Happening]) -> None:
    rows = [line for line in FORMAT.split("## Corrections")[1].splitlines() if line.startswith(f"| `{kind.WIRE}` |")]
    cells = [[name.strip(" `") for name in cell.split(",")] for cell in rows[0].split("|")[2:4]]

    assert len(rows) == 1
    assert cells == [[*CORRECTABLE[kind]] or ["-"], [*STAYS.get(kind, ())] or ["-"]]
