"""A document without a form: sections of paragraphs, facts, tables and pictures, for any renderer to write.

Words people typed stand in it as `Said`, so that every renderer shows them as a quotation and a check can tell them
from this program's own words.
"""

from __future__ import annotations

from typing import TypeAlias

from cutover_tui.domain.deferred import dataclass


@dataclass(frozen=True)
class Said:
    """Words as somebody typed them; shown in quotation marks, never tidied."""

    words: str


@dataclass(frozen=True)
class Struck:
    """Words that no longer hold, with what became of them in words, because a line alone is lost when read aloud."""

    words: str
    note: str


Inline: TypeAlias = str | Said | Struck
Words: TypeAlias = Inline | tuple[Inline, ...]


def parts(words: Words) -> tuple[Inline, ...]:
    """The pieces some words are made of."""
    return words if isinstance(words, tuple) else (words,)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    words: Words
    kind: str = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[Words, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Notice:
    """A few lines in a frame that nobody overlooks."""

    lines: tuple[Words, ...]
    kind: str = "notice"


@dataclass(frozen=True)
class Subheading:
    """A heading within a section."""

    words: Words
    kind: str = "subheading"


@dataclass(frozen=True)
class Facts:
    """Labels and what is to be said of each."""

    rows: tuple[tuple[str, Words], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """A table; its first column names the row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...] = ()
    """Shares of the width, one a column; even shares when empty."""
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A drawing, and the same in words."""

    title: str
    words: str
    """What it shows, in a sentence or a few: what a listener needs."""
    svg: str
    """A whole `svg` element made by this program, with its text escaped."""
    kind: str = "picture"


@dataclass(frozen=True)
class Signatures:
    """Lines to sign in ink."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Printed words of each line's first cells; the rest is left to write in."""
    caption: str
    widths: tuple[int, ...] = ()
    """Shares of the width, one a column; even shares when empty."""
    kind: str = "signatures"


Block: TypeAlias = Paragraph | Bullets | Notice | Subheading | Facts | Table | Picture | Signatures


@dataclass(frozen=True)
class Section:
    """One section."""

    number: str
    """`4`, or `Annex A`."""
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number}{'.' if self.number.isdigit() else ':'} {self.title}" if self.number else self.title

    @property
    def id(self) -> str:
        """What links to it are called."""
        return f"section-{(self.number or self.title).lower().replace(' ', '-')}"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document."""

    title: str
    lines: tuple[str, ...]
    """What stands below the title."""
    marks: tuple[Notice, ...] = ()
    """What page 1 says loudly."""
    sections: tuple[Section, ...]
    header: str
    """The line at the top of every printed page."""
    footer: str
    """The line at its foot, before the number of the page."""
    watermark: str = ""
    """A word across every page; empty for none."""
    contents: bool = True
    """Whether a list of its sections stands after the first."""
