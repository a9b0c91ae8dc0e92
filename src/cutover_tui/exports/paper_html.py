"""Sheets of paper as self-contained HTML: no script, no outside file, A4, in black and white (`records.md` d4).

Jinja2 is loaded by nothing but what prints. Autoescaping is on: words people typed are words on paper too.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from cutover_tui.exports.paper_layout import PAGE_WIDTH, field_height, rows_of_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.exports.paper_sheet import Issue, Sheet

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("paper.html.j2")


def html_of(title: str, issue: Issue, sheets: Sequence[Sheet]) -> bytes:
    """One file of sheets.

    Args:
        title: What the file is, its only first-level heading.
        issue: What all pages of a version say.
        sheets: The sheets in it, each with its pages.
    """
    text = _template().render(
        title=title,
        issue=issue,
        sheets=sheets,
        rows_of_fields=rows_of_fields,
        heights=lambda fields: max(field_height(field) for field in fields),
        page_width=PAGE_WIDTH,
    )
    return text.encode()
