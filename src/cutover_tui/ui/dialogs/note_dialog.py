"""Writing a note about a task, or about the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.note_field import NoteField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_dialogs import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.state import RunState

REMINDER = "No patient names, numbers or dates of birth here. Use the paper slip's number."


@dataclass(frozen=True, kw_only=True)
class NoteAnswer:
    """A note and whose it is."""

    note: str
    by: str


class NoteDialog(Question[NoteAnswer]):
    """Asks for a note of several lines, and initials.

    Args:
        state: The run, for its roster.
        ref: The task it is about; empty for the run.
        words: The task's title, or what else it is about.
        note: What stands in it at first, such as a note somebody backed out of.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    AFTER_CLOSE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["note-dialog"])]
    KEY_LINE = "Tab to initials · Ctrl+S or F4 records · Esc goes back"
    DEFAULT_CSS = """
    NoteDialog #reminder { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        *,
        ref: str = "",
        words: str = "",
        note: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[NoteAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Note", lead=ref, words=words or "About the day", opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.note = NoteField(note, question="There is nothing in the note yet. Write what happened or what was seen.")
        self.initials = InitialsField("Initials", state, question="Give the initials of who notes this.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """The reminder, the note, and whose it is."""
        yield Words(REMINDER, id="reminder", most=2)
        yield self.note
        yield self.initials

    def start(self) -> None:
        """Put the cursor into the note, also where one was begun before."""
        self.note.take_focus()
        self.fit()

    def answer(self) -> NoteAnswer:
        """The answer as it stands."""
        return NoteAnswer(note=self.note.value, by=self.initials.initials)

    def action_finish(self) -> None:
        """Record from anywhere, or go to what is still asked."""
        if self.guard.swallows("ctrl+s"):
            return
        lacking = next((field for field in self.shown_fields() if not field.accept()), None)
        if lacking is None:
            self.finish()
        else:
            lacking.take_focus()
            self.fit()
