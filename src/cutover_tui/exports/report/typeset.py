"""A document as a tagged PDF, by the typesetter Typst where its Python package is installed (the extra `pdf`)."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, assert_never, cast

from cutover_tui.exports.report.document import (
    Bullets,
    Facts,
    Notice,
    Paragraph,
    Picture,
    Said,
    Signatures,
    Struck,
    Subheading,
    Table,
    parts,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.exports.report.document import Block, Document, Words

TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"
UNIVERSAL = "ua-1"
"""PDF/UA-1: tagged so that it reads in order by ear."""


class _Typst(Protocol):
    """The part of the package that is used."""

    def compile(
        self,
        input: bytes,  # noqa: A002 (as the package calls it)
        *,
        sys_inputs: dict[str, str],
        pdf_standards: list[str],
        timestamp: datetime,
        format: str,  # noqa: A002 (as the package calls it)
    ) -> bytes: ...


class NotTypeset(Exception):  # noqa: N818 (its words are the end of a sentence to a person)
    """The typesetter made no PDF; the message says why."""


def has_typst() -> bool:
    """Whether the typesetter is installed."""
    return find_spec("typst") is not None


def typeset(document: Document, made_at: datetime) -> bytes:
    """A document as PDF/UA, or as a tagged PDF where a letter of it is in no font here and the standard refuses.

    Args:
        document: What to set.
        made_at: The moment the file says it was made at, so that the same document gives the same bytes.

    Raises:
        NotTypeset: The typesetter could not set it at all.
    """
    typst = cast("_Typst", import_module("typst"))
    data = {"report": json.dumps(_plain(document), ensure_ascii=False)}
    problem = ""
    for standards in ([UNIVERSAL], []):
        try:
            return typst.compile(
                TEMPLATE.read_bytes(), sys_inputs=data, pdf_standards=standards, timestamp=made_at, format="pdf"
            )
        except (RuntimeError, ValueError, TypeError) as found:
            problem = problem or str(found)
    raise NotTypeset(problem)


def _plain(document: Document) -> dict[str, object]:
    """A document as values the template reads."""
    return {
        "title": document.title,
        "lines": list(document.lines),
        "marks": [_block(mark) for mark in document.marks],
        "sections": [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
        "header": document.header,
        "footer": document.footer,
        "watermark": document.watermark,
        "contents": document.contents,
    }


def _block(block: Block) -> dict[str, object]:
    return {"kind": block.kind, **_values(block)}


def _values(block: Block) -> dict[str, object]:
    match block:
        case Paragraph() | Subheading():
            return {"words": _words(block.words)}
        case Bullets():
            return {"items": [_words(item) for item in block.items]}
        case Notice():
            return {"lines": [_words(line) for line in block.lines]}
        case Facts():
            return {"rows": [[label, _words(words)] for label, words in block.rows]}
        case Table():
            return {
                "caption": block.caption,
                "heads": list(block.heads),
                "widths": _shares(block),
                "rows": [[_words(cell) for cell in row] for row in block.rows],
            }
        case Picture():
            return {"title": block.title, "words": block.words, "svg": block.svg}
        case Signatures():
            rows = [list(row) for row in block.rows]
            return {"caption": block.caption, "heads": list(block.heads), "widths": _shares(block), "rows": rows}
    assert_never(block)


def _shares(block: Table | Signatures) -> list[int]:
    return list(block.widths or (1,) * len(block.heads))


def _words(words: Words) -> list[dict[str, str]]:
    return [_part(part) for part in parts(words)]


def _part(part: str | Said | Struck) -> dict[str, str]:
    match part:
        case Said():
            return {"kind": "said", "words": part.words}
        case Struck():
            return {"kind": "struck", "words": part.words, "note": part.note}
        case _:
            return {"kind": "text", "words": part}
