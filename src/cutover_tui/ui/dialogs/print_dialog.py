"""Making the hard copy: which version, where it goes, and who makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.printing import next_version
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


class PrintDialog(Question[str]):
    """Asks whose initials go with the next version of the hard copy.

    Args:
        state: The run, for its roster and the versions there are.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
    """

    KEY_LINE = "Enter makes the pages · Esc goes back"

    def __init__(self, state: RunState, *, typed_by: str = "", opened_by: str = "") -> None:
        version = next_version(state)
        before = f" It takes the place of version {version - 1} on the walls." if version > 1 else ""
        super().__init__(
            "Make the hard copy",
            lead=f"Version {version}",
            words=f"All sheets as pages for any browser, in the run's exports folder.{before}",
            typed_by=typed_by,
            opened_by=opened_by,
        )
        self.initials = InitialsField("Initials", state, question="Give the initials of who prints it.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """Whose it is."""
        yield self.initials

    def answer(self) -> str:
        """The initials."""
        return self.initials.initials
