"""One task in full, as values, and how its page is painted. Nothing here is clipped: every text wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.palette import Ink, ink_of
from cutover_tui.ui.widgets.cells import Row, wrap

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip

    from cutover_tui.runner.boards import Badge
    from cutover_tui.ui.widgets.painted import Look

_LABEL = 9
_EDGE = 1


@dataclass(frozen=True)
class Related:
    """Another task this one has to do with, and where it stands."""

    ref: str
    title: str
    badge: Badge


@dataclass(frozen=True)
class Said:
    """One thing somebody recorded about the task."""

    when: str
    by: str
    """Initials; empty for the program."""
    words: str
    struck: bool = False


@dataclass(frozen=True, kw_only=True)
class Detail:
    """Everything there is to say about one task, in words."""

    ref: str
    badge: Badge
    words: str
    """The task's title."""
    due: str = ""
    opens: str = ""
    closes: str = ""
    """When its window ends, where that is not the due time."""
    owner: str = ""
    gate: str = ""
    applies: str = ""
    """When it applies, for a task that depends on something."""
    standing: str = ""
    """Why it stands as it does, such as the reason it was put off."""
    needs: tuple[Related, ...] = ()
    guidance: tuple[str, ...] = ()
    asks: str = ""
    """The question put about what was seen."""
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    checks: str = ""
    """Who checks it."""
    related: tuple[tuple[str, tuple[Related, ...]], ...] = ()
    """What it reverses, is reversed by, settles and is settled by, each under its label."""
    hazards: tuple[str, ...] = ()
    """The hazards it is done against, each with the number of the hazard or control it shows."""
    why: str = ""
    source: str = ""
    history: tuple[Said, ...] = ()
    """Newest first."""
    notes: tuple[Said, ...] = ()


class Page:
    """A page being painted from the top."""

    def __init__(self, width: int, look: Look, on: Ink) -> None:
        self.strips: list[Strip] = []
        self._width = width
        self._look = look
        self._on = on

    def ink(self, ink: Ink, *, bold: bool = False, strike: bool = False) -> Style:
        """Give the style of text in a role on this page."""
        return self._look.style(ink, self._on, bold=bold, strike=strike)

    def gap(self) -> None:
        """Leave a line empty, once."""
        empty = self._row().strip()
        if self.strips and self.strips[-1] != empty:
            self.strips.append(empty)

    def heading(self, words: str) -> None:
        """Put a heading with an empty line above."""
        self.gap()
        self.hang([], words, self.ink(Ink.ACCENT, bold=True), indent=0)

    def field(self, label: str, words: str) -> None:
        """Put a label and what stands beside it; nothing where that is empty."""
        if words:
            self.hang([(label, self.ink(Ink.MUTED))], words, self.ink(Ink.TEXT, bold=True), indent=_LABEL)

    def related(self, label: str, tasks: tuple[Related, ...]) -> None:
        """Put other tasks with their badges beside a label, or below a heading where there is none."""
        indent = _LABEL if label else 0
        for i, other in enumerate(tasks):
            mark = other.badge.mark
            badge = (
                f"{self._look.glyph(mark)} {other.badge.words} ",
                self.ink(ink_of(mark), bold=True),
            )
            head = (label if not i else "").ljust(indent)
            words = f"{other.ref} {other.title}".strip()
            self.hang([(head, self.ink(Ink.MUTED)), badge], words, self.ink(Ink.TEXT), indent=indent)

    def numbered(self, steps: tuple[str, ...]) -> None:
        """Put steps with their numbers before them."""
        indent = len(str(len(steps))) + 2
        for number, words in enumerate(steps, 1):
            self.hang([(str(number), self.ink(Ink.ACCENT, bold=True))], words, self.ink(Ink.TEXT), indent=indent)

    def listed(self, items: tuple[str, ...]) -> None:
        """Put items with a mark before each."""
        for words in items:
            self.hang(
                [(self._look.pick("·", "-"), self.ink(Ink.ACCENT, bold=True))], words, self.ink(Ink.TEXT), indent=2
            )

    def said(self, entries: tuple[Said, ...]) -> None:
        """Put what people recorded: time, initials, words; struck words stay readable."""
        for entry in entries:
            head = [
                (f"{entry.when} ", self.ink(Ink.MUTED)),
                (f"{entry.by} " if entry.by else "", self.ink(Ink.TEXT, bold=True)),
            ]
            words = f"{entry.words} (struck)" if entry.struck else entry.words
            self.hang(head, words, self.ink(Ink.TEXT, strike=entry.struck), indent=2)

    def hang(self, head: list[tuple[str, Style]], words: str, style: Style, *, indent: int) -> None:
        """Put words after a head, later lines indented."""
        row = self._row()
        for text, head_style in head:
            row.put(text, head_style)
        row.at(_EDGE + indent)
        room = max(self._width - 2 * _EDGE - indent, 1)
        lines = wrap(words, room)
        taken = row.x - _EDGE - indent
        if taken:
            lines = _after(words, room, taken)
        for i, line in enumerate(lines):
            row = row if not i else self._row().at(_EDGE + indent)
            self.strips.append(row.put(line, style).strip())

    def badge(self, label: str, badge: Badge, *, focused: bool) -> None:
        """Put the first line: which task, and its badge."""
        name = self._look.palette.filled(Ink.ACCENT) if focused else self.ink(Ink.ACCENT, bold=True)
        row = self._row().put(f" {label} " if focused else label, name).put("  ")
        self.strips.append(row.put(*self._look.badge(badge, row.room - _EDGE, self._on)).strip())

    def _row(self) -> Row:
        return Row(self._width, self.ink(Ink.TEXT)).at(_EDGE)


def paint_detail(detail: Detail, width: int, look: Look, on: Ink, *, focused: bool) -> list[Strip]:
    """Paint the page of a task, in the order people ask: what, when, who, how, what to record, why, what happened."""
    page = Page(width, look, on)
    page.badge(f"TASK {detail.ref}", detail.badge, focused=focused)
    page.hang([], detail.words, page.ink(Ink.TEXT, bold=True), indent=0)
    page.gap()
    page.field("Standing", detail.standing)
    page.field("Due", detail.due)
    page.field("Opens", detail.opens)
    page.field("Closes", detail.closes)
    page.field("Owner", detail.owner)
    page.field("Checked", detail.checks)
    page.field("Gate", detail.gate)
    page.field("If", detail.applies)
    page.related("Needs", detail.needs)
    if detail.guidance:
        page.heading("GUIDANCE")
        page.numbered(detail.guidance)
    if detail.asks or detail.evidence:
        page.heading("TO RECORD")
        if detail.asks:
            page.hang([], f"{detail.asks} {' / '.join(detail.answers)}", page.ink(Ink.TEXT), indent=0)
        page.listed(detail.evidence)
    for label, tasks in detail.related:
        if tasks:
            page.heading(label.upper())
            page.related("", tasks)
    for label, entries in (("NOTES", detail.notes), ("HISTORY", detail.history)):
        if entries:
            page.heading(label)
            page.said(entries)
    if detail.why:
        page.heading("WHY")
        page.hang([], detail.why, page.ink(Ink.TEXT), indent=0)
    if detail.hazards:
        page.heading("HAZARDS")
        page.listed(detail.hazards)
    if detail.source:
        page.heading("SOURCE")
        page.hang([], detail.source, page.ink(Ink.MUTED), indent=0)
    return page.strips


def _after(words: str, room: int, taken: int) -> list[str]:
    """Wrap words whose first line starts further in."""
    first = wrap(words, max(room - taken, 1))[0] if taken < room else ""
    if taken >= room or len(words.split(maxsplit=1)[0] if words.split() else "") > room - taken:
        return ["", *wrap(words, room)]
    rest = words[len(first) :].strip() if words.startswith(first) else " ".join(words.split())[len(first) :].strip()
    return [first, *(wrap(rest, room) if rest else [])]
