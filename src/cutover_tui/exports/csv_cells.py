"""CSV that opens right and runs nothing: RFC 4180, UTF-8 with a byte order mark, CRLF, every cell quoted.

A text cell that a spreadsheet could take for a formula gets a leading apostrophe (`integrity.md` D3, ASVS 1.2.10).
Blank cells say one of four words, because blank never means fine (`records.md` b1 principle 6).
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from cutover_tui.domain import happening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOT_RECORDED = happening.NOT_RECORDED
NOT_APPLICABLE = "Not applicable"
NONE = "None"
UNKNOWN = "Unknown"

_FORMULA = re.compile(r"\s*[=+\-@|＝＋－＠\t\r\n]")
_BREAKS = re.compile(r"[\r\n]+")


def text_cell(text: str, blank: str = NONE) -> str:
    """A cell of text people typed: on one line, never a formula, never blank."""
    text = text.replace("\x00", "")
    if not text.strip():
        return blank
    line = _BREAKS.sub(" / ", text.strip("\r\n"))
    return f"'{line}" if _FORMULA.match(text) or _FORMULA.match(line) else line


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The whole file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
