"""Recording that somebody is doing a task: one line, one pair of initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState


class StartStrip(Question[str]):
    """Asks who is doing a task.

    Args:
        state: The run, for its roster.
        subject: The task.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the initials before the strip closes.
    """

    def __init__(
        self,
        state: RunState,
        subject: Task,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(
            "Record as started",
            lead=subject.ref,
            words=subject.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of who is doing it.", id="by")

    def compose_fields(self) -> ComposeResult:
        """Who is doing it."""
        yield self.initials

    def answer(self) -> str:
        """The initials."""
        return self.initials.initials
