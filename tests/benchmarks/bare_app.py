"""The floor a start is measured against: a Textual app with one line of text and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

USABLE = "Nothing but Textual"
"""On the screen once it can be used."""


class BareApp(App[None]):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static(USABLE)


if __name__ == "__main__":
    BareApp().run()
