"""The seal, shown large to be written on the wall sheet, and who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


class SealDialog(Question[str]):
    """Shows the seal and asks for the initials of who wrote it down.

    Args:
        state: The run, for its roster.
        seal: The seal of the log as it stands, such as `R0137 4175 8601 1308 7052`.
        time_words: The time to write beside it.
        opened_by: The key that opened it.
        typed_by: Initials of the person at the keyboard.
        decide: Judges the initials before the strip closes.
    """

    DEFAULT_CSS = """
    SealDialog #about { text-align: center; padding: 1 0; text-style: bold; }
    SealDialog #how { color: $muted; }
    """

    def __init__(
        self,
        state: RunState,
        seal: str,
        time_words: str,
        *,
        opened_by: str = "",
        typed_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        spaced = "   ".join(seal.split())
        super().__init__(
            "Write this on the wall sheet",
            words=f"{spaced}     {time_words}",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.initials = InitialsField("Written by", state, question="Give the initials of who wrote it down.", id="by")

    def compose_fields(self) -> ComposeResult:
        """How to use it, and who wrote it."""
        how = "Anyone can check later that nothing before this moment was changed: cutover verify RUN --seal ..."
        yield Words(how, id="how", most=2)
        yield self.initials

    def answer(self) -> str:
        """The initials of who wrote it down."""
        return self.initials.initials
