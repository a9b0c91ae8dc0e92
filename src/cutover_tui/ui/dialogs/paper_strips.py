"""What a line of paper says: a task that was done, or a note; with the time it gives and the sheet it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.note_dialog import REMINDER
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.tick_strip import TickStrip
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.catching_up import PaperPlace
    from cutover_tui.ui.dialogs.tick_strip import TickAnswer

KEY_LINE = "Enter records · Tab next field · Esc goes back to the line"


@dataclass(frozen=True, kw_only=True)
class PaperNote:
    """A line that names no task."""

    note: str
    by: str
    at: datetime | None
    """The time on the paper, aware, UTC; None for now."""
    late_reason: str


class PaperTickStrip(TickStrip):
    """Records a task as done from a line of paper: as a tick, with a time that must be given.

    Args:
        state: The run, for its roster and the task's window.
        subject: The task.
        place: The sheet and line.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    KEY_LINE = KEY_LINE

    def __init__(
        self,
        state: RunState,
        subject: Task,
        place: PaperPlace,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        decide: Callable[[TickAnswer], object] | None = None,
    ) -> None:
        super().__init__(state, subject, now=now, typed_by=typed_by, opened_by="enter", decide=decide)
        self.heading = f"Record as done, from {place.words}"
        self.timing = _time_on_paper(now, state, place)


class PaperNoteStrip(Question[PaperNote]):
    """Records a line that names no task.

    Args:
        state: The run, for its roster.
        place: The sheet and line.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    KEY_LINE = KEY_LINE
    DEFAULT_CSS = """
    PaperNoteStrip #reminder { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        place: PaperPlace,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        decide: Callable[[PaperNote], object] | None = None,
    ) -> None:
        super().__init__(
            f"Note, from {place.words}", words="About the day", typed_by=typed_by, opened_by="enter", decide=decide
        )
        question = "There is nothing in the note yet. Write what happened or what was seen."
        self.note = LineField("What happened", question=question, id="note")
        self.initials = InitialsField("Initials", state, question="Give the initials of who wrote it.", id="initials")
        self.timing = _time_on_paper(now, state, place)

    def compose_fields(self) -> ComposeResult:
        """The reminder, the note, whose it is, and when."""
        yield Words(REMINDER, id="reminder", most=2)
        yield self.note
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what the typed time asks for."""
        self.timing.show_asked()

    def answer(self) -> PaperNote:
        """The answer as it stands."""
        return PaperNote(
            note=self.note.value,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )


def _time_on_paper(now: Callable[[], datetime], state: RunState, place: PaperPlace) -> WhenFields:
    """The time the paper gives; why it comes late stands there already."""
    return WhenFields(
        now,
        state.plan.calendar.zone,
        label="Time on paper",
        value="",
        question="Give the time the line says, such as 14:05.",
        late_reason=place.late_reason,
    )
