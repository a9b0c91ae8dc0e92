"""A field of several lines, for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import TextArea

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.clean_text import NOTE_LIMIT, clean_text
from cutover_tui.ui.dialogs.fields import Field
from cutover_tui.ui.dialogs.pasted_text import fit_paste

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.document._document import EditResult, Location
    from textual.events import Key


class NoteArea(TextArea):
    """Lines to type in. A paste is cleaned and cut at the limit; Tab goes to the next field."""

    DEFAULT_CSS = """
    NoteArea, NoteArea:focus {
        border: none;
        padding: 0 1;
        height: 5;
        width: 1fr;
        background: $background;
        color: $text;
        scrollbar-size-vertical: 1;
    }
    NoteArea:focus { background: $selected; background-tint: transparent; }
    NoteArea .text-area--cursor { background: $text; color: $background; text-style: none; }
    NoteArea .text-area--selection { background: $rule; }
    NoteArea .text-area--cursor-line { background: transparent; }
    """

    @dataclass
    class Said(Message):
        """The area has something to say about what was typed or pasted."""

        words: str

    def __init__(self, value: str = "", *, limit: int = NOTE_LIMIT) -> None:
        super().__init__(value, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.limit = limit
        """Characters that fit."""
        self.swallows: Callable[[str], bool] | None = None
        """Tells whether a press of a key is to be ignored; given by the dialog."""

    def on_mount(self) -> None:
        """Keep the cursor still, at the end of what stands there."""
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def on_unmount(self) -> None:
        """Be forgotten by the screen, as every input (`LineInput`), and by the app, whose theme it watches."""
        self.screen.text_selection_started_signal.unsubscribe(self)
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [watcher for watcher in watchers if watcher[0] is not self]

    async def _on_key(self, event: Key) -> None:
        types = event.is_printable or event.key == "enter"
        if types and self.swallows is not None and self.swallows(event.key):
            event.stop()
            event.prevent_default()

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Put in what was typed or pasted, clean and no more than fits."""
        first, last = sorted((start, end))
        taken = len(self.get_text_range(first, last))
        room = self.limit - len(self.text) + taken
        fitting, _length, words = fit_paste("", insert, "", max(room, 0), lines=True)
        result = None if insert and not fitting else super()._replace_via_keyboard(fitting, start, end)
        if words:
            self.post_message(self.Said(f"At most {self.limit:,} characters fit in a note. The rest was left off."))
        return result


class NoteField(Field):
    """A field whose answer is a note of several lines.

    Args:
        value: What stands in it at first.
        question: The sentence for a blank note; empty where blank is fine.
        label: What it asks; no label leaves the whole width to the note.
        id: The field's id.
    """

    DEFAULT_CSS = """
    NoteField .aside { display: none; }
    NoteField.-wide .label { display: none; }
    NoteField.-wide > .complaint { padding: 0 0 0 1; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        question: str = "",
        label: str = "",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
    ) -> None:
        self.area = NoteArea(value)
        super().__init__(label, self.area, id=id)
        self.set_class(not label, "-wide")
        self.question = question
        self.rule: Callable[[str], None] | None = None
        """A rule on what stands in it, blank or not; raises `Refused`."""
        self._shown = value

    def fill(self, value: str) -> None:
        """Put a note in, as a start to change."""
        self.area.text = value
        self.area.move_cursor(self.area.document.end)

    def fill_in(self, text: str) -> None:
        """Put in what was kept as a draft."""
        self.fill(text)

    @property
    def value(self) -> str:
        """The note in its clean form, without blanks around it."""
        return clean_text(self.area.text, self.area.limit, lines=True).strip()

    def free_text(self) -> str:
        """What was typed."""
        return self.value

    def holds_something(self) -> bool:
        """Tell whether anything was typed."""
        return bool(self.value)

    def lacks(self) -> str:
        """The question it asks, while nothing stands in it, or what the rule says."""
        try:
            if self.rule is not None:
                self.rule(self.value)
        except Refused as refused:
            return str(refused)
        return "" if self.value else self.question

    @on(TextArea.Changed)
    def _on_typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.area.text != self._shown:
            self._shown = self.area.text
            self.changed()

    @on(NoteArea.Said)
    def _on_said(self, event: NoteArea.Said) -> None:
        event.stop()
        self.say(event.words)
