"""One line of text: words to search for, a task's number to go to, a name for an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.storage.clean_text import TITLE_LIMIT
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class LineDialog(Question[str]):
    """Asks for one line.

    Args:
        prompt: What it asks, in a word or two.
        hint: A sentence that says more, such as an example.
        initial: What stands in the line at first.
        heading: What the strip's edge says; the prompt where it is empty.
        required: A sentence for a blank line; empty where blank is an answer too, as for ending a search.
        limit: Characters that fit.
        verb: What Enter does, for the last line.
        opened_by: The key that opened it.
        decide: Judges the line before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        prompt: str,
        hint: str = "",
        initial: str = "",
        *,
        heading: str = "",
        required: str = "",
        limit: int = TITLE_LIMIT,
        verb: str = "goes there",
        opened_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(heading or prompt, words=hint, opened_by=opened_by, decide=decide)
        self.line = LineField(prompt, initial, question=required, limit=limit, id="line")
        self.verb = verb

    def compose_fields(self) -> ComposeResult:
        """The line."""
        yield self.line

    def key_words(self) -> str:
        """The last line."""
        return f"Enter {self.verb} · Esc goes back"

    def answer(self) -> str:
        """The line."""
        return self.line.value
