"""A line with the usual answers under it: a digit puts one into the empty line, and other words may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_NO_BREAK = "\u00a0"


class PickedLine(LineField):
    """A line of text with the usual answers under it.

    Args:
        label: What it asks.
        usual: The usual answers.
        question: The sentence for a blank answer; empty where blank is fine.
        id: The field's id.
    """

    DEFAULT_CSS = """
    PickedLine > .usual { color: $muted; padding: 0 0 0 20; }
    """

    def __init__(
        self,
        label: str,
        usual: Sequence[str],
        *,
        question: str = "",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
    ) -> None:
        super().__init__(label, question=question, picks=(*usual, ""), id=id)
        self.numbered = Words(_numbered(usual), classes="usual", most=3)

    def offer(self, usual: Sequence[str]) -> None:
        """Offer other answers."""
        self.input.picks = (*usual, "") if usual else ()
        self.numbered.say(_numbered(usual))
        self._show_usual()

    def compose(self) -> ComposeResult:
        """The line, and the answers a digit puts into it."""
        yield from super().compose()
        yield self.numbered

    def on_mount(self) -> None:
        """Show the answers while there is none."""
        self._show_usual()

    def changed(self) -> None:
        """Take the answers away once there is one."""
        self._show_usual()
        super().changed()

    def _show_usual(self) -> None:
        self.numbered.display = bool(self.numbered.words) and not self.value


def _numbered(usual: Sequence[str]) -> str:
    if not usual:
        return ""
    numbered = [f"{number} {words}".replace(" ", _NO_BREAK) for number, words in enumerate((*usual, "other"), 1)]
    return "  ".join(numbered)
