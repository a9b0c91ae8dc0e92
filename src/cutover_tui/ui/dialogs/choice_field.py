"""A question with numbered answers: one digit chooses, and a letter from the tenth on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fields import Field
from cutover_tui.ui.dialogs.fitted_words import Words, fit_words, wrap_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.geometry import Size

_KEYS = "123456789abcdefghijklm"
"""The keys of the answers, in their order."""
_GAP = 3
_CAP = 4
"""Cells of the number and the blank after it."""


class ChoiceLine(Widget, can_focus=True):
    """The question with the chosen answer after it, and the answers with their numbers under it."""

    DEFAULT_CSS = """
    ChoiceLine { height: auto; width: 1fr; color: $text; background: transparent; }
    ChoiceLine:focus { background: $selected; }
    """

    def __init__(self, question: str, choices: Sequence[str], chosen: int = -1) -> None:
        super().__init__()
        self.question = question
        self.choices = tuple(choices)
        self.chosen = chosen
        """Place of the chosen answer, from 0; -1 before one is."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's hook)
        """As many lines as the question and its answers take at this width."""
        return len(self._question_lines(width)) + len(self._choice_lines(width))

    def render(self) -> Content:
        """The question with the answer in bold, and the numbered choices; the chosen number has an arrowhead."""
        width = self.size.width
        lines = [Content(line) for line in self._question_lines(width)]
        if lines and self.chosen >= 0:
            words = fit_words(self.choices[self.chosen], max(width - lines[-1].cell_length - 1, 8))
            lines[-1] = Content.assemble(lines[-1], (f" {words}", "bold $accent"))
        for row in self._choice_lines(width):
            parts: list[Content | tuple[str, str]] = [Content("  ")]
            for place in row:
                parts.extend(self._choice(place, width))
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)

    def choose(self, place: int) -> None:
        """Choose an answer, -1 for none."""
        if place == self.chosen:
            return
        self.chosen = place
        self.refresh(layout=True)

    def on_key(self, event: Key) -> None:
        """The key of an answer chooses it."""
        place = _KEYS.find(event.character.casefold()) if event.character else -1
        if 0 <= place < len(self.choices):
            event.stop()
            self.choose(place)
            field = self.parent.parent if self.parent is not None else None
            if isinstance(field, ChoiceField):
                field.changed()
                field.post_message(ChoiceField.Chosen(field))

    def _choice(self, place: int, width: int) -> tuple[Content | tuple[str, str], ...]:
        words = fit_words(self.choices[place], max(width - _CAP - 2, 8))
        if place == self.chosen:
            return ((f">{_KEYS[place]} ", "bold $badge-ink on $accent"), (f" {words}", "bold"), Content(" " * _GAP))
        return ((f" {_KEYS[place]} ", "bold on $rule"), Content(f" {words}"), Content(" " * _GAP))

    def _question_lines(self, width: int) -> list[str]:
        return wrap_words(self.question, max(width, 1), 2) if self.question else []

    def _choice_lines(self, width: int) -> list[list[int]]:
        """Which answers stand in which line."""
        rows: list[list[int]] = [[]]
        used = 2
        for place, words in enumerate(self.choices):
            cells = _CAP + cell_len(words)
            if rows[-1] and used + cells > width:
                rows.append([])
                used = 2
            rows[-1].append(place)
            used += cells + _GAP
        return rows


class ChoiceField(Field):
    """A field whose answer is one of some numbered choices.

    Args:
        label: What it asks, shown left where it is not empty.
        question: The sentence the answer finishes, shown over the choices.
        choices: The answers.
        lacking: The sentence while none is chosen.
        id: The field's id.
        chosen: Place of the answer chosen at first, -1 for none.
    """

    DEFAULT_CSS = """
    ChoiceField .label.-none { display: none; }
    ChoiceField .aside { display: none; }
    ChoiceField > .complaint { padding: 0 0 0 2; }
    """

    @dataclass
    class Chosen(Message):
        """An answer was chosen by its key."""

        field: ChoiceField

    def __init__(
        self,
        label: str,
        question: str,
        choices: Sequence[str],
        *,
        lacking: str = "Press the number of an answer.",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        chosen: int = -1,
    ) -> None:
        self.choice_line = ChoiceLine(question, choices, chosen)
        super().__init__(label, self.choice_line, id=id)
        self.lacking = lacking

    def on_mount(self) -> None:
        """Take the label's column away where there is no label."""
        self.query_one(".label", Words).set_class(not self.label, "-none")

    def compose(self) -> ComposeResult:
        """Label, choices, and what is not right."""
        yield from super().compose()

    @property
    def chosen(self) -> int:
        """Place of the chosen answer, -1 before one is."""
        return self.choice_line.chosen

    @property
    def words(self) -> str:
        """The chosen answer, empty before one is."""
        return self.choice_line.choices[self.chosen] if self.chosen >= 0 else ""

    def drafted(self) -> str:
        """The chosen answer."""
        return self.words

    def fill_in(self, text: str) -> None:
        """Choose what was kept as a draft, where it still is one of the answers."""
        if text in self.choice_line.choices:
            self.choice_line.choose(self.choice_line.choices.index(text))

    def lacks(self) -> str:
        """The sentence that asks for a choice, until there is one."""
        return "" if self.chosen >= 0 else self.lacking
