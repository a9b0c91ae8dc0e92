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

_CAPS: Final = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_ALWAYS: Final = frozenset({"?", "q"})
_FILLED: Final = frozenset({Ink.OVERDUE, Ink.SOON})


class KeyFooter(Painted):
    """See what can be pressed. Narrow screens leave keys out from the right; `?` and `q` always stay."""

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
        for key in self._fitting(width - len(saved), look, padded=padded):
            dim = key.action in self._dimmed
            cap = cap_of(key, look)
            row.put(f" {cap} " if padded else cap, look.style(Ink.MUTED, Ink.PANEL) if dim else cap_style)
            row.put(f" {key.label}", look.style(Ink.MUTED if dim else Ink.TEXT, Ink.PANEL))
            row.put("  " if padded else " ")
        filled = self._saved_ink in _FILLED
        style = look.palette.filled(self._saved_ink) if filled else look.style(self._saved_ink, Ink.PANEL)
        return [row.at(width - len(saved)).put(saved, style).strip()]

    def _fitting(self, width: int, look: Look, *, padded: bool) -> list[Key]:
        """Give the keys that fit whole, those that always stay among them."""
        keys = list(self._keys)
        while sum(_width(key, look, padded=padded) for key in keys) - 1 > width:
            spare = [key for key in keys if cap_of(key, look) not in _ALWAYS]
            if not spare:
                break
            keys.remove(spare[-1])
        return keys


def cap_of(key: Key, look: Look) -> str:
    """Give what stands on a key's cap."""
    first = key.key.split(",")[0]
    cap = key.shown or _CAPS.get(first, first)
    return {"↑": "up", "↓": "down"}.get(cap, cap) if look.ascii_marks else cap


def _width(key: Key, look: Look, *, padded: bool) -> int:
    return len(cap_of(key, look)) + 1 + len(key.label) + (4 if padded else 1)
