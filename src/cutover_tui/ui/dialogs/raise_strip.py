"""Raising an issue in seconds: what is happening, what it touches, and one question that sets its level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.issues import FIRST_ANSWERS, HARM_QUESTION
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import KeyboardInitials
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState

ANSWERS = tuple(FIRST_ANSWERS)


@dataclass(frozen=True, kw_only=True)
class RaiseAnswer:
    """An issue as somebody reports it."""

    what: str
    area: str
    answer: str
    by: str
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""


class RaiseStrip(Question[RaiseAnswer]):
    """Asks for words, one digit, one digit and initials: nothing else stands between seeing and saying.

    Args:
        state: The run, for its areas and roster.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[RaiseAnswer], object] | None = None,
    ) -> None:
        super().__init__("Raise an issue", opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.areas = rules_of(state.plan).areas
        self.what = LineField(
            "What is happening",
            question="Say in a few words what is happening. Nothing about who the patient is.",
            hint="what you see; no names of patients",
            id="what",
        )
        self.area = ChoiceField(
            "It touches", "", self.areas, lacking="Press the number or letter of what it touches.", id="area"
        )
        self.harm = ChoiceField("", HARM_QUESTION, ANSWERS, id="harm")
        self.initials = KeyboardInitials("Initials", state, typed_by, question="Give the initials of who reports it.")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """The words, the two picks, who and when."""
        yield from (self.what, self.area, self.harm, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Say in the edge which level it opens as, once that is known."""
        level = FIRST_ANSWERS.get(self.harm.words, "")
        self.say_heading(f"Raise an issue: opens as {level}" if level else "Raise an issue")
        self.timing.show_asked()

    def answer(self) -> RaiseAnswer:
        """The answer as it stands."""
        return RaiseAnswer(
            what=self.what.value,
            area=self.area.words,
            answer=self.harm.words,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    @on(ChoiceField.Chosen)
    def _on_chosen(self, event: ChoiceField.Chosen) -> None:
        """One press is enough: go on at once."""
        event.stop()
        if self.current_field() is event.field:
            self.go_on()
