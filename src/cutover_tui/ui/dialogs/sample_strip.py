"""A second person looks at a sample of what was entered: how many they compared with their paper, and how many fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.number_field import NumberField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class SampleAnswer:
    """What the second person found."""

    looked: int
    right: int
    by: str


class SampleStrip(Question[SampleAnswer]):
    """Asks a second person for their sample. Their initials are never filled in: who entered some does not check it.

    Args:
        state: The run, for its roster.
        title: The category.
        words: How many are to check, and how far it is.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        *,
        title: str,
        words: str,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[SampleAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Second person's check of a sample",
            lead=title,
            words=words,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.looked = NumberField("Looked at", question="Give how many were compared with their paper.", id="looked")
        self.right = NumberField("Right", question="Give how many of them were right.", id="right")
        self.initials = InitialsField(
            "Initials",
            state,
            question="Give the initials of who looked: not somebody who entered some of it.",
            id="initials",
        )

    def compose_fields(self) -> ComposeResult:
        """How many, how many right, and who looked."""
        yield self.looked
        yield self.right
        yield self.initials

    def answer(self) -> SampleAnswer:
        """The answer as it stands."""
        return SampleAnswer(looked=self.looked.number or 0, right=self.right.number or 0, by=self.initials.initials)
