"""Closing a re-entry category: who closes it, who checked it, and why where that is unusual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField, KeyboardInitials
from cutover_tui.ui.dialogs.note_dialog import REMINDER
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.refusals import ReasonNeeded
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class CloseCategoryAnswer:
    """Who closes a category, who checked it, and why it is closed although unusual."""

    by: str
    checked_by: str
    reason: str = ""


class CloseCategoryStrip(Question[CloseCategoryAnswer]):
    """Asks who closes a category and who checked it.

    Args:
        state: The run, for its roster.
        title: The category.
        words: Its closing rule.
        looked: Initials of who looked at the sample last; a blank second person means them.
        typed_by: Initials of the person at the keyboard; they stand in the field at first.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    CloseCategoryStrip #unusual { color: $soon; }
    CloseCategoryStrip #reminder { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        *,
        title: str,
        words: str,
        looked: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CloseCategoryAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Close this category", lead=title, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.unusual = ""
        """What is unusual about closing it so; empty until the rules said it."""
        self.initials = KeyboardInitials("Closed by", state, typed_by, question="Give the initials of who closes it.")
        self.checked = InitialsField(
            "Checked by",
            state,
            optional=bool(looked),
            question="Give the initials of a second person, who checked that nothing is left.",
            blank_words=f"{looked} looked at the sample; blank means {looked}" if looked else "",
            id="checked",
            stops=True,
        )
        self.why = LineField("Reason", question="Say why it is closed now.", id="reason")

    def compose_fields(self) -> ComposeResult:
        """Who closes it, who checked it, and why."""
        yield self.initials
        yield self.checked
        yield Words(id="unusual", most=3)
        yield Words(REMINDER, id="reminder", most=2)
        yield self.why

    def show_asked(self) -> None:
        """Ask for the reason once the rules want one."""
        needed = bool(self.unusual)
        self.why.display = needed
        self.query_one("#reminder").display = needed
        unusual = self.query_one("#unusual", Words)
        unusual.display = needed
        unusual.say(self.unusual)

    def answer(self) -> CloseCategoryAnswer:
        """The answer as it stands."""
        return CloseCategoryAnswer(
            by=self.initials.initials,
            checked_by=self.checked.initials,
            reason=self.why.value if self.unusual else "",
        )

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Show what is unusual and ask for the reason."""
        self.unusual = str(needed)
        self.show_asked()
        self.why.take_focus()
        self.call_after_refresh(self.fit)
