"""A document as plain text, 78 columns, with `-`, `|` and `=` for lines: it reads in any terminal, and aloud.

A table stands in columns where every cell but the last fits on one line; else each row is a short list of labels and
words, because columns that wrap are read aloud in the wrong order.
"""

from __future__ import annotations

import textwrap
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

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
    from collections.abc import Iterable, Iterator, Sequence

    from cutover_tui.exports.report.document import Block, Document, Inline, Section, Words

WIDTH = 78
_GAP = 2
_LAST = 24
"""Columns the last cell of a row in columns has at least."""
_LABEL = 24
"""Columns of a label before its words; longer labels take a line of their own."""
_INDENT = "   "
_SIGN = 20
"""Underscores to sign on."""


def text_of(document: Document) -> bytes:
    """A document as text, UTF-8 with LF."""
    lines = [*_filled(document.title), "=" * WIDTH]
    for line in document.lines:
        lines += _filled(line)
    for mark in document.marks:
        lines += ["", *_notice(mark)]
    for section in document.sections:
        lines += ["", *_section(section)]
    lines += ["", "-" * WIDTH, *_filled(document.footer)]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def said_in(words: Words) -> str:
    """Words as one piece of text."""
    return "".join(_inline(part) for part in parts(words))


def _inline(part: Inline) -> str:
    match part:
        case Said():
            return f'"{part.words}"'
        case Struck():
            return f'[struck through: "{part.words}"] ({part.note})'
        case _:
            return part


def _section(section: Section) -> Iterator[str]:
    yield from _filled(section.heading)
    yield "-" * min(WIDTH, width_of(section.heading))
    for place, block in enumerate(section.blocks):
        if place:
            yield ""
        yield from _block(block)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Paragraph():
            return _filled(said_in(block.words))
        case Bullets():
            return [line for item in block.items for line in _filled(said_in(item), "- ", "  ")]
        case Notice():
            return _notice(block)
        case Subheading():
            return [f"| {line}" for line in _filled(said_in(block.words), width=WIDTH - 2)]
        case Facts():
            return [line for label, words in block.rows for line in _fact(label, said_in(words))]
        case Table():
            return _table(block)
        case Picture():
            return [*_filled(f"Picture: {block.title}"), *_filled(block.words, "  ", "  ")]
        case Signatures():
            return _signatures(block)
    assert_never(block)


def _notice(notice: Notice) -> list[str]:
    inner = [line for words in notice.lines for line in _filled(said_in(words), width=WIDTH - 4)]
    framed = [f"| {line}{' ' * (WIDTH - 4 - width_of(line))} |" for line in inner]
    return ["=" * WIDTH, *framed, "=" * WIDTH]


def _fact(label: str, words: str) -> list[str]:
    if width_of(label) >= _LABEL:
        return [*_filled(f"{label}:"), *_filled(words, "    ", "    ")]
    return _filled(words, f"{label}{' ' * (_LABEL - width_of(label))}", " " * _LABEL)


def _table(table: Table) -> list[str]:
    cells = [tuple(said_in(words) for words in row) for row in table.rows]
    widths = _widths([table.heads, *cells])
    body = _in_columns(table.heads, cells, widths) if widths else _in_lists(table.heads, cells)
    return [*_filled(table.caption), "", *body]


def _widths(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The width of every column but the last, where rows fit on a line; nothing when they do not."""
    found = tuple(max(width_of(row[place]) for row in rows) for place in range(len(rows[0]) - 1))
    left = WIDTH - sum(found) - _GAP * len(found)
    last = max(width_of(row[-1]) for row in rows)
    return found if left >= min(_LAST, last) else ()


def _in_columns(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[int, ...]) -> Iterator[str]:
    before = sum(widths) + _GAP * len(widths)
    yield from _row(heads, widths, before)
    yield "-" * WIDTH
    for row in rows:
        yield from _row(row, widths, before)


def _row(row: Sequence[str], widths: tuple[int, ...], before: int) -> list[str]:
    start = "".join(
        f"{cell}{' ' * (width - width_of(cell) + _GAP)}" for cell, width in zip(row[:-1], widths, strict=True)
    )
    return _filled(row[-1], start, " " * before)


def _in_lists(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as its first cell, then its other cells with their heads, as many on a line as fit."""
    for place, row in enumerate(rows):
        if place:
            yield ""
        yield from _filled(f"{heads[0]}: {row[0]}")
        line = ""
        for head, cell in zip(heads[1:], row[1:], strict=True):
            piece = f"{head}: {cell}"
            together = f"{line}; {piece}" if line else piece
            if line and width_of(together) + len(_INDENT) > WIDTH:
                yield from _filled(line, _INDENT, _INDENT + _INDENT)
                line = piece
            else:
                line = together
        yield from _filled(line, _INDENT, _INDENT + _INDENT)


def _signatures(block: Signatures) -> Iterator[str]:
    yield from _filled(block.caption)
    for row in block.rows:
        yield ""
        yield from _filled(". ".join(cell for cell in row if cell))
        for head in block.heads[len(row) :]:
            yield f"   {head} {'_' * max(_SIGN, 44 - width_of(head))}"


def _filled(words: str, first: str = "", later: str = "", *, width: int = WIDTH) -> list[str]:
    """Words in lines, each line of theirs begun anew."""
    lines: list[str] = []
    for piece in words.split("\n"):
        lines += _wrapped(piece, later if lines else first, later, width)
    return lines


def _wrapped(words: str, first: str, later: str, width: int) -> list[str]:
    if words.isascii() and first.isascii():
        return textwrap.wrap(words, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False) or [
            first
        ]
    return _wrapped_wide(words, first, later, width)


def _wrapped_wide(words: str, first: str, later: str, width: int) -> list[str]:
    """As `textwrap` does it, for letters that take two columns or none."""
    lines: list[str] = []
    line, used, blank = first, width_of(first), False
    for word in words.split():
        rest = word
        if blank and used + 1 + width_of(rest) > width:
            lines, line, used, blank = [*lines, line], later, width_of(later), False
        while used + blank + width_of(rest) > width:
            fits = next(cut for cut in range(len(rest), 0, -1) if used + width_of(rest[:cut]) <= width or cut == 1)
            lines, rest = [*lines, line + rest[:fits]], rest[fits:]
            line, used = later, width_of(later)
        line, used = f"{line}{' ' if blank else ''}{rest}", used + blank + width_of(rest)
        blank = True
    return [*lines, line]


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
