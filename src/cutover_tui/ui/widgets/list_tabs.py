"""The row of checklist tabs: code, name and how much of each list is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW = 100
"""Below this many columns the tabs show codes instead of names."""


@dataclass(frozen=True, slots=True)
class ListTab:
    """One tab."""

    code: str
    name: str
    count: str
    """`3/26`; empty for a list that is not in play."""
    pressing: int
    """How many of its tasks are past due."""
    chosen: bool


class ListTabs(Widget):
    """One row with the six lists, the chosen one marked."""

    DEFAULT_CSS = """
    ListTabs {
        height: 1;
        width: 1fr;
        background: $surface;
        color: $muted;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name for it)
        super().__init__(id=id)
        self._tabs: tuple[ListTab, ...] = ()

    def show(self, tabs: Sequence[ListTab]) -> None:
        """Show these tabs; equal tabs repaint nothing."""
        if tuple(tabs) != self._tabs:
            self._tabs = tuple(tabs)
            self.refresh()

    def render(self) -> Content:
        """The row, shortened until it fits."""
        for form in (self._long, self._middle, self._short):
            parts = [part for tab in self._tabs for part in form(tab)]
            content = Content.assemble(*parts)
            if content.cell_length <= self.size.width:
                return content
        return content if self._tabs else Content("")

    def _long(self, tab: ListTab) -> list[tuple[str, str]]:
        return self._tab(tab, f"{tab.code} {tab.name}")

    def _middle(self, tab: ListTab) -> list[tuple[str, str]]:
        return self._tab(tab, f"{tab.code} {tab.name}" if tab.chosen else tab.code)

    def _short(self, tab: ListTab) -> list[tuple[str, str]]:
        return self._tab(tab, tab.code)

    def _tab(self, tab: ListTab, words: str) -> list[tuple[str, str]]:
        style = "bold $text on $selected" if tab.chosen else "$muted"
        late = [(f" ▲{tab.pressing}", f"bold $overdue{' on $selected' if tab.chosen else ''}")] if tab.pressing else []
        opened, closed = ("[", "]") if tab.chosen else (" ", " ")
        count = f" {tab.count}" if tab.count else ""
        return [(f"{opened}{words}{count}", style), *late, (closed, style)]
