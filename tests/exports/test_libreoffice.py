"""The CSV files as LibreOffice opens them, where it is installed: text stays text, nothing runs (`records.md` g 4)."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.exports.bundles import csv_rows, kept_context

from cutover_tui.exports.csv_cells import csv_bytes, text_cell
from cutover_tui.exports.registers.all_registers import register_files

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Every sheet as UTF-8, with the cells as they are shown, so that a formula would stand there as its result."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")]


def opened(path: Path, to: Path) -> list[list[str]]:
    """What LibreOffice shows of a file."""
    assert SOFFICE is not None
    subprocess.run(
        [
            *(SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={to.as_uri()}/profile"),
            *("--infilter=CSV:44,34,76,1", "--convert-to", AS_SHOWN, "--outdir", str(to), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "HOME": str(to)},
    )
    (made,) = [found for found in to.glob("*.csv") if found != path]
    with made.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_acceptance_4_a_formula_somebody_typed_opens_as_text(tmp_path: Path) -> None:
    typed = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x";"open")', "\t=1+1"]
    source = tmp_path / "in" / "typed.csv"
    source.parent.mkdir()
    source.write_bytes(csv_bytes(("what", "typed"), [(text, text_cell(text)) for text in ["plain", *typed]]))
    out = tmp_path / "out"
    out.mkdir()

    shown = [row[1] for row in opened(source, out)[1:]]

    assert shown == ["plain", *(f"'{text}" for text in typed)]


@pytest.mark.parametrize("name", ["tasks", "issues", "evidence-index", "people"])
def test_a_register_opens_with_the_words_it_was_written_with(tmp_path: Path, name: str) -> None:
    written = register_files(kept_context())[f"data/03-registers/{name}.csv"]
    source = tmp_path / "in" / f"{name}.csv"
    source.parent.mkdir()
    source.write_bytes(written)
    out = tmp_path / "out"
    out.mkdir()

    shown = opened(source, out)

    expected = csv_rows(written)
    assert shown[0] == expected[0]
    places = [place for place, column in enumerate(expected[0]) if not column.endswith("_local")]
    assert [[row[place] for place in places] for row in shown] == [[row[place] for place in places] for row in expected]
