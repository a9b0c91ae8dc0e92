"""Which line of which sheet is typed up next, and which task it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import open_task
from cutover_tui.runner.catching_up import PaperPlace, read_place, require_new_place
from cutover_tui.runner.task_lookup import ref_on_paper
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState

_PLACE_LIMIT = 26
_REF_LIMIT = 12


@dataclass(frozen=True)
class PaperStart:
    """The line in hand."""

    place: PaperPlace
    ref: str
    """The task it names, as the plan writes it; empty for a note."""


class TaskNumberField(LineField):
    """A task's number, with the words of that task beside it; blank for a line that names none."""

    def __init__(self, state: RunState, value: str = "") -> None:
        super().__init__(
            "Task number", value, limit=_REF_LIMIT, width=_REF_LIMIT + 2, rule=self._judge, id="task", stops=True
        )
        self.run_state = state

    def on_mount(self) -> None:
        """Show what it means while nothing stands in it."""
        self._show_task()

    @property
    def ref(self) -> str:
        """The number as the plan writes it; empty for none, and while it is not one."""
        try:
            return ref_on_paper(self.run_state, self.value) if self.value else ""
        except Refused:
            return ""

    def _judge(self, value: str) -> None:
        """Refuse a number that is not in the plan, and a task that is recorded already."""
        ref = ref_on_paper(self.run_state, value)
        if not self.run_state.standing(ref).tell_again:
            open_task(self.run_state, ref)

    @on(Input.Changed)
    def _on_number(self, _event: Input.Changed) -> None:
        self._show_task()

    def _show_task(self) -> None:
        ref = self.ref
        if ref:
            self.aside.say(f"{ref} {self.run_state.task(ref).title}")
        else:
            self.aside.say("" if self.value else "empty: a note, no task")


class PaperLineDialog(Question[PaperStart]):
    """Asks for sheet and line, and for the task the line names.

    Args:
        state: The run, for its tasks.
        entries: Its log, for the lines that were typed up already.
        place: The line that is next.
        ref: A task number somebody went back from.
        words: What came of the line before.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
    """

    KEY_LINE = "Enter goes on · Esc ends, what was recorded stays"

    def __init__(
        self,
        state: RunState,
        entries: Sequence[Entry],
        place: PaperPlace,
        *,
        ref: str = "",
        words: str = "",
        typed_by: str = "",
        opened_by: str = "",
    ) -> None:
        super().__init__("Type up a line", words=words, typed_by=typed_by, opened_by=opened_by)
        self.run_state = state
        self.entries = entries
        self.line = LineField(
            "Sheet and line",
            f"{place.sheet} {place.line}",
            question="Give the sheet and the line as they are printed, such as L-01 7.",
            limit=_PLACE_LIMIT,
            width=_PLACE_LIMIT + 2,
            rule=self._judge_place,
            id="place",
        )
        self.task_number = TaskNumberField(state, ref)

    def compose_fields(self) -> ComposeResult:
        """The line, then its task."""
        yield self.line
        yield self.task_number

    def answer(self) -> PaperStart:
        """The line in hand."""
        return PaperStart(read_place(self.line.value), self.task_number.ref)

    def _judge_place(self, value: str) -> None:
        require_new_place(self.entries, read_place(value), self.run_state.plan.calendar.zone)
