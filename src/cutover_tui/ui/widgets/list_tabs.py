"""The row of checklist tabs: code, name and how much of each list is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cutover_tui.domain.deferred import dataclass
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.painted import Look, Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.strip import Strip


@dataclass(frozen=True)
class ListTab:
    """One tab."""

    code: str
    name: str
    count: str
    """`3/26`; empty for a list that is not in play."""
    overdue: int
    blocked: int
    """How many of its tasks are past due and could be done, and how many others stand in the way of."""
    chosen: bool


class ListTabs(Painted):
    """See the six lists side by side, the chosen one marked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._tabs: tuple[ListTab, ...] = ()

    def show(self, tabs: Sequence[ListTab]) -> None:
        """Show these tabs."""
        self._tabs = tuple(tabs)
        self.repaint()

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.MUTED, Ink.SURFACE)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (one row)
        """Paint the tabs: all names where they fit, else the chosen one's, else codes."""
        forms = [
            [_words(tab, look, named=True) for tab in self._tabs],
            [_words(tab, look, named=tab.chosen) for tab in self._tabs],
            [_words(tab, look, named=False) for tab in self._tabs],
        ]
        fitting = (form for form in forms if sum(cell_len(text) + cell_len(late) + 2 for text, late in form) <= width)
        words = next(fitting, forms[-1])
        row = Row(width, self.ground(look))
        for tab, (text, late) in zip(self._tabs, words, strict=True):
            ground = Ink.SELECTED if tab.chosen else Ink.SURFACE
            style = look.style(Ink.TEXT if tab.chosen else Ink.MUTED, ground, bold=tab.chosen)
            row.put(f"{'[' if tab.chosen else ' '}{text}", style)
            row.put(late, look.style(Ink.OVERDUE, ground, bold=True))
            row.put("]" if tab.chosen else " ", style)
        return [row.strip()]


def _words(tab: ListTab, look: Look, *, named: bool) -> tuple[str, str]:
    name = f" {tab.name}" if named else ""
    count = f" {tab.count}" if tab.count else ""
    late = "".join(
        f" {look.glyph(mark)}{many}"
        for mark, many in ((Mark.OVERDUE, tab.overdue), (Mark.BLOCKED, tab.blocked))
        if many
    )
    return f"{tab.code}{name}{count}", late
