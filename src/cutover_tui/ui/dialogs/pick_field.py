"""A list to pick one line from: its number, or arrows and Enter. Lines that do not apply stay in sight and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fields import Field
from cutover_tui.ui.dialogs.fitted_words import fit_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Key
    from textual.geometry import Size

_MOST_NUMBERED = 9
_HEAD = 5
"""Cells of the bar, the number and the blank after it."""
_GAP = 2
_LEAST_ASIDE = 12


@dataclass(frozen=True)
class PickRow:
    """One line of a list."""

    words: str
    aside: str = ""
    """What stands beside it, muted; why it does not apply, where it does not."""
    applies: bool = True
    key: str = ""
    """The key that picks it; its number where it has none of its own."""


class PickLines(Widget, can_focus=True):
    """The lines themselves."""

    DEFAULT_CSS = """
    PickLines { height: auto; width: 1fr; color: $text; background: transparent; }
    """

    @dataclass
    class Numbered(Message):
        """A line's number or key was pressed."""

        place: int

    def __init__(self, rows: Sequence[PickRow], marked: int = 0) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.marked = marked
        """Place of the marked line, from 0."""
        self.swallows: Callable[[str], bool] | None = None
        """Tells whether a press of a key is to be ignored; given by the dialog."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's hook)
        """One line each."""
        return len(self.rows)

    def render(self) -> Content:
        """The numbered lines, the marked one with a bar."""
        return Content("\n").join(self._row(place) for place in range(len(self.rows)))

    def mark(self, place: int) -> None:
        """Mark a line and keep it in view."""
        self.marked = place
        self.refresh()
        fields = next((part for part in self.ancestors if isinstance(part, VerticalScroll)), None)
        if fields is not None:
            top = self.region.y - fields.region.y + round(fields.scroll_y) + place
            fields.scroll_to_region(Region(0, top, 1, 1), animate=False)

    def on_key(self, event: Key) -> None:
        """A line's key picks it."""
        typed = (event.character or "").casefold()
        place = next((place for place in range(len(self.rows)) if typed and typed == self._key_of(place)), None)
        if place is None:
            return
        event.stop()
        if self.swallows is None or not self.swallows(event.key):
            self.mark(place)
            self.post_message(self.Numbered(place))

    def _key_of(self, place: int) -> str:
        """The key that picks a line, empty from the tenth line on."""
        return self.rows[place].key or (str(place + 1) if place < _MOST_NUMBERED else "")

    def _row(self, place: int) -> Content:
        row, width = self.rows[place], self.size.width
        marked = place == self.marked
        column = self._column(width) if row.aside else max(width - _HEAD, 1)
        words = fit_words(row.words, column)
        aside = fit_words(row.aside, max(width - _HEAD - column - _GAP, 1)) if row.aside else ""
        number = f" {self._key_of(place) or ' '} "
        filler = " " * (column - cell_len(words) + _GAP)
        tone = "$text" if row.applies else "$muted"
        line = Content.assemble(
            ("▌" if marked else " ", "$accent"),
            (number, "bold on $rule" if row.applies and number.strip() else "$muted"),
            " ",
            (words, f"bold {tone}" if marked else tone),
            filler,
            (aside, "$muted"),
        )
        if not marked:
            return line
        return line.pad_right(max(width - line.cell_length, 0)).stylize_before("on $selected")

    def _column(self, width: int) -> int:
        """Cells of the words, the same for all lines."""
        longest = max((cell_len(row.words) for row in self.rows), default=0)
        if not any(row.aside for row in self.rows):
            return max(width - _HEAD, 1)
        return max(min(longest, width - _HEAD - _GAP - _LEAST_ASIDE), 1)


class PickField(Field):
    """A field whose answer is one line of a list."""

    DEFAULT_CSS = """
    PickField .label { display: none; }
    PickField .aside { display: none; }
    PickField > .complaint { padding: 0 0 0 5; }
    """

    @dataclass
    class Picked(Message):
        """A line that applies was picked by its number."""

        field: PickField

    def __init__(self, rows: Sequence[PickRow], *, id: str | None = None, marked: int = 0) -> None:  # noqa: A002 (Textual's own name for it)
        self.pick_lines = PickLines(rows, marked)
        super().__init__("", self.pick_lines, id=id)

    @property
    def marked(self) -> int:
        """Place of the marked line, from 0."""
        return self.pick_lines.marked

    def refill(self, rows: Sequence[PickRow]) -> None:
        """Show other lines, the first marked."""
        self.pick_lines.rows = tuple(rows)
        self.pick_lines.marked = 0
        self.pick_lines.refresh(layout=True)

    def lacks(self) -> str:
        """Why the marked line does not apply, where it does not."""
        rows = self.pick_lines.rows
        if not rows:
            return "There is nothing here to choose."
        row = rows[self.marked]
        return "" if row.applies else f"‘{row.words}’ does not apply: {row.aside}."

    def step(self, by: int) -> bool:
        """Mark the line above or below; at either end the mark stays."""
        place = self.marked + by
        if 0 <= place < len(self.pick_lines.rows):
            self.say("")
            self.pick_lines.mark(place)
        return True

    def on_pick_lines_numbered(self, event: PickLines.Numbered) -> None:
        """Pass the pick on where the line applies, else say why it does not."""
        event.stop()
        if self.accept():
            self.post_message(self.Picked(self))
