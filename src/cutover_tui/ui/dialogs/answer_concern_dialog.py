"""Recording what was done about concerns that were raised without a name, and how staff were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class ConcernAnswer:
    """What was done about concerns."""

    area: str
    action_taken: str
    feedback_given: str
    linked_decision: str = ""
    by: str = ""


class AnswerConcernDialog(Question[ConcernAnswer]):
    """Asks what was done about a concern.

    Args:
        state: The run, for the roster.
        batch: The concerns that were received together.
        words: They, in a line.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    AFTER_CLOSE = True

    def __init__(
        self,
        state: RunState,
        batch: Batch,
        words: str,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ConcernAnswer], object] | None = None,
    ) -> None:
        super().__init__("Answer concerns", words=words, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.area = ChoiceField(
            "", "About", batch.areas, chosen=0 if len(batch.areas) == 1 else -1, lacking="Press a number.", id="area"
        )
        self.done = LineField(
            "What was done", question="Say what was done about it, or ‘Nothing yet’ and why.", id="done"
        )
        self.told = LineField(
            "Staff were told", question="Say how staff were told what came of it: they must see an answer.", id="told"
        )
        self.decision = LineField("Decision", hint="D-03, or empty", stops=True, id="decision")
        self.initials = InitialsField("Initials", state, question="Give the initials of the lead.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """About what, what was done, how staff were told, and who says so."""
        yield from (self.area, self.done, self.told, self.decision, self.initials)

    def answer(self) -> ConcernAnswer:
        """The answer as it stands."""
        return ConcernAnswer(
            area=self.area.words,
            action_taken=self.done.value,
            feedback_given=self.told.value,
            linked_decision=self.decision.value.upper(),
            by=self.initials.initials,
        )
