"""The footer: the keys that matter here, each with its verb, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import ROOMY_WIDTH, Look, Painted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from cutover_tui.ui.key import Key

_ALWAYS: Final = frozenset({"app.show_help", "leave", "app.quit"})
"""Actions whose keys stand there however narrow the screen is: help, and the way out."""
_ASCII: Final = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_GAP: Final = "  "
_FILLED: Final = frozenset({Ink.OVERDUE, Ink.SOON})


class KeyFooter(Painted):
    """See what can be pressed. Narrow screens leave keys out from the right; help and the way out stay."""

    DEFAULT_CSS = """
    KeyFooter {
        height: 1;
    }
    """

    def __init__(self, keys: Sequence[Key], *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._keys = tuple(keys)
        self._dimmed: frozenset[str] = frozenset()
        self._saved = ""
        self._saved_ink = Ink.MUTED

    def show(self, keys: Sequence[Key], dimmed: Collection[str] = ()) -> None:
        """Show other keys, most important first.

        Args:
            keys: What to show.
            dimmed: Actions that are not allowed now.
        """
        self._keys, self._dimmed = tuple(keys), frozenset(dimmed)
        self.repaint()

    def set_saved(self, words: str, role: str = "done") -> None:
        """Say at the right whether everything is on disk, such as `saved 14:07`.

        Args:
            words: What to say.
            role: `done`, `muted`, `soon` or `overdue`; the last two are filled.
        """
        self._saved, self._saved_ink = one_line(words), Ink(role)
        self.repaint()

    def ground(self, look: Look) -> Style:
        """Give the style of empty cells."""
        return look.style(Ink.TEXT, Ink.PANEL)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (one row)
        """Paint key caps and verbs, and the state of saving."""
        padded = width >= ROOMY_WIDTH
        saved = look.cut(f" {self._saved} ", width) if self._saved else ""
        row = Row(width, self.ground(look))
        cap_style = look.style(Ink.TEXT, Ink.RULE, bold=True)
        for place, key in enumerate(self._fitting(width - len(saved), look, padded=padded)):
            row.put((_GAP if padded else " ") if place else "")
            dim = key.action in self._dimmed
            cap = cap_of(key, look)
            row.put(f" {cap} " if padded else cap, look.style(Ink.MUTED, Ink.PANEL) if dim else cap_style)
            row.put(f" {key.label}", look.style(Ink.MUTED if dim else Ink.TEXT, Ink.PANEL))
        filled = self._saved_ink in _FILLED
        style = look.palette.filled(self._saved_ink) if filled else look.style(self._saved_ink, Ink.PANEL)
        return [row.at(width - len(saved)).put(saved, style).strip()]

    def _fitting(self, width: int, look: Look, *, padded: bool) -> list[Key]:
        """Give the keys that fit whole, those that always stay among them."""
        keys = list(self._keys)
        while sum(_width(key, look, padded=padded) for key in keys) - len(_GAP if padded else " ") > width:
            spare = [key for key in keys if key.action not in _ALWAYS]
            if not spare:
                break
            keys.remove(spare[-1])
        return keys


def needed_first(keys: Sequence[Key], caps: Sequence[str], *, after: int) -> list[Key]:
    """Give keys with those that are needed right now further ahead, where a narrow screen shows them.

    Args:
        keys: The footer's keys, the most important first.
        caps: The caps of the keys that are needed, the most urgent first.
        after: How many of the keys keep their place before them.
    """
    by_cap = {key.cap: key for key in keys}
    needed = [by_cap[cap] for cap in caps if cap in by_cap]
    before = [key for key in keys if key not in needed][:after]
    return [*before, *needed, *(key for key in keys if key not in before and key not in needed)]


def cap_of(key: Key, look: Look) -> str:
    """Give what stands on a key's cap."""
    return _ASCII.get(key.cap, key.cap) if look.ascii_marks else key.cap


def _width(key: Key, look: Look, *, padded: bool) -> int:
    return len(cap_of(key, look)) + 1 + len(key.label) + (4 if padded else 1)
