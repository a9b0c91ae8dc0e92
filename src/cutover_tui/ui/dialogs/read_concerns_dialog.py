"""Reading what was said without a name: a lead says first who reads, then the words are shown; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from cutover_tui.domain.concerns import Concern
    from cutover_tui.domain.state import RunState

WHO_READS = (
    "For the lead and the clinical lead. Look round first: others can read this screen. Reading is not recorded."
)


class LeadDialog(Question[str]):
    """Asks for the initials of a lead, and gives them.

    Args:
        state: The run, for the roster.
        opened_by: The key that opened it.
        decide: Judges the initials before the strip closes; may raise `Refused`.
    """

    AFTER_CLOSE = True

    KEY_LINE = "Enter shows the words · Esc goes back"

    def __init__(self, state: RunState, *, opened_by: str = "", decide: Callable[[str], object] | None = None) -> None:
        super().__init__("What was said without a name", words=WHO_READS, opened_by=opened_by, decide=decide)
        self.initials = InitialsField("Lead", state, question="Give the initials of the lead who reads.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """Whose eyes."""
        yield self.initials

    def answer(self) -> str:
        """The initials."""
        return self.initials.initials


class ReadConcernsDialog(Question[None]):
    """Shows what was said, in an order that says nothing, until Enter or Esc.

    Args:
        concerns: What may be read.
    """

    KEY_LINE = "Up and Down scroll · Enter or Esc puts it away"
    DEFAULT_CSS = """
    ReadConcernsDialog #said { height: auto; max-height: 12; background: $panel; scrollbar-size-vertical: 1; }
    ReadConcernsDialog #words { height: auto; color: $text; }
    """
    SCROLLS: ClassVar[int] = 1

    def __init__(self, concerns: Sequence[Concern]) -> None:
        super().__init__("What was said without a name")
        self.concerns = tuple(concerns)
        self.away = PickField([PickRow("put it away")], id="away")

    def compose_fields(self) -> ComposeResult:
        """The words, each under what it is about."""
        parts: list[tuple[str, str]] = []
        for one in self.concerns:
            now = ", to act at once" if one.urgent else ""
            parts.append((f"About {one.area}{now}\n", "bold $accent"))
            parts.append((f"{one.words}\n", "$text"))
        with VerticalScroll(id="said", can_focus=False):
            yield Static(Content.assemble(*parts), id="words")
        yield self.away

    def go_on(self) -> None:
        """Put it away."""
        self.give(None)

    def action_step(self, by: int) -> None:
        """Scroll."""
        self.query_one("#said", VerticalScroll).scroll_relative(y=by * self.SCROLLS, animate=False)
