"""Words that fit their place: wrapped at words, cut at a word with an ellipsis, and never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes
from textual.content import Content
from textual.widget import Widget

from cutover_tui.storage.clean_text import BOX, FORBIDDEN

if TYPE_CHECKING:
    from textual.geometry import Size

ELLIPSIS = "…"


def wrap_words(text: str, width: int, most: int = 0, between: str = " ") -> list[str]:
    """Lay words out in lines of at most `width` cells; from `most` lines on (0: no limit), cut with an ellipsis.

    The cut comes at `between`, where there is one in the line. Line feeds in the text start a new line. What may not be
    shown is replaced by a box, as `clean_text` does.
    """
    width = max(width, 1)
    lines: list[str] = []
    for paragraph in FORBIDDEN.sub(BOX, text).replace("\t", " ").split("\n"):
        lines.extend(_wrapped(paragraph, width))
        if most and len(lines) > most:
            return [*lines[: most - 1], _cut(lines[most - 1], width, between)]
    return lines


def fit_words(text: str, width: int) -> str:
    """One line of words, cut at a word with an ellipsis where it is too long."""
    return wrap_words(text, width, 1)[0]


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line.strip():
            lines.append(line)
        pieces = _pieces(word, width)
        lines.extend(pieces[:-1])
        line = pieces[-1]
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces that fit, for words longer than a line."""
    if cell_len(word) <= width:
        return [word]
    pieces = [""]
    spans, _cells = split_graphemes(word)
    for start, end, _wide in spans:
        letter = word[start:end]
        if pieces[-1] and cell_len(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, width: int, between: str) -> str:
    """A line with an ellipsis at its end, shortened at a word, or between two items, to make room."""
    if between != " " and between in line:
        head = line.rpartition(between)[0]
        while cell_len(head + between + ELLIPSIS) > width and between in head:
            head = head.rpartition(between)[0]
        if cell_len(head + between + ELLIPSIS) <= width:
            return f"{head}{between}{ELLIPSIS}"
    while line and cell_len(line) + 1 > width:
        head, space, _tail = line.rpartition(" ")
        line = head if space else line[:-1]
    return f"{line.rstrip(' ,;:·')}{ELLIPSIS}"


class Words(Widget):
    """Some lines of text in one colour, with a first part in another where it has one."""

    DEFAULT_CSS = """
    Words {
        height: auto;
        width: 1fr;
        color: $text;
        background: transparent;
    }
    """

    def __init__(
        self,
        words: str = "",
        *,
        lead: str = "",
        most: int = 0,
        between: str = " ",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.words = words
        """What it says. Set it through `say`."""
        self.lead = lead
        """The first part, in the accent colour, such as the task's number."""
        self.most = most
        """How many lines it takes at most; 0 for as many as it needs."""
        self.between = between
        """Where a line that is too long is cut, such as between the people of a roster."""

    def say(self, words: str) -> None:
        """Show other words; nothing is laid out again while they take as many lines."""
        if words == self.words:
            return
        before = self._lines(self.size.width)
        self.words = words
        self.refresh(layout=len(before) != len(self._lines(self.size.width)) or not before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's hook)
        """As many lines as the words take at this width."""
        return len(self._lines(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 (Textual's hook)
        """The cells of the whole text on one line."""
        return cell_len(self._whole)

    def render(self) -> Content:
        """The lines, with the lead in its own colour."""
        lines = Content("\n".join(self._lines(self.size.width)))
        return lines.stylize("bold $accent", 0, len(self.lead)) if self.lead else lines

    @property
    def _whole(self) -> str:
        return f"{self.lead}  {self.words}" if self.lead else self.words

    def _lines(self, width: int) -> list[str]:
        return wrap_words(self._whole, width, self.most, self.between)
