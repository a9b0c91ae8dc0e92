"""A question that asks for nothing but initials: what it is about stands over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


class ByStrip(Question[str]):
    """Asks who says so.

    Args:
        state: The run, for its roster.
        heading: What is being recorded.
        lead: The first part of the line under it.
        words: That line: what it is about, in full.
        label: Whose initials they are.
        question: The sentence for a blank answer.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the initials before the strip closes.
    """

    def __init__(
        self,
        state: RunState,
        heading: str,
        *,
        lead: str = "",
        words: str = "",
        label: str = "Initials",
        question: str = "Give the initials of who says so.",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(heading, lead=lead, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.initials = InitialsField(label, state, question=question, id="by")

    def compose_fields(self) -> ComposeResult:
        """Who says so."""
        yield self.initials

    def answer(self) -> str:
        """The initials."""
        return self.initials.initials
