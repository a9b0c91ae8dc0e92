"""A sentence and two or three answers, each with its key. Enter gives the safe one; nothing flashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


@dataclass(frozen=True)
class AskChoice:
    """One answer."""

    key: str
    """The letter that gives it."""
    words: str
    value: str
    """What the caller gets."""
    meaning: str = ""
    """What happens then, in a few words."""


class AskDialog(Question[str]):
    """Asks one thing, with an answer for each key; gives the answer's value, None for Esc.

    Args:
        heading: What it is about, in the strip's edge.
        sentence: The question, in full.
        choices: Two or three answers; the first is the safe one, which Enter gives.
        opened_by: The key that opened it, ignored for a moment even where it is the key of an answer.
    """

    DEFAULT_CSS = """
    AskDialog #about { text-style: none; }
    """

    def __init__(self, heading: str, sentence: str, choices: Sequence[AskChoice], *, opened_by: str = "") -> None:
        super().__init__(heading, words=sentence, opened_by=opened_by)
        self.choices = tuple(choices)
        rows = [PickRow(choice.words, choice.meaning, key=choice.key) for choice in self.choices]
        self.menu = PickField(rows, id="ask")
        self.menu.pick_lines.swallows = self.guard.swallows

    def compose_fields(self) -> ComposeResult:
        """The answers."""
        yield self.menu

    def key_words(self) -> str:
        """The last line, with what Enter gives."""
        return f"Enter: {self.choices[0].words} · Esc goes back"

    def answer(self) -> str:
        """The value of the marked answer."""
        return self.choices[self.menu.marked].value

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        self.finish()
