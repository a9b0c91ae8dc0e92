"""Recording a huddle: who was there, what goes well, what worries, how sure people feel, and when the next one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.huddles import CONFIDENCE
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import moment_words
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenField, WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState

THREE_MINUTES = "Three minutes, standing. What goes well is asked first."


@dataclass(frozen=True, kw_only=True)
class HuddleAnswer:
    """What was said at a huddle."""

    present: tuple[str, ...]
    well: str
    worries: str
    confidence: int
    decisions: tuple[str, ...] = ()
    next_at: datetime | None = None
    by: str = ""
    at: datetime | None = None
    """When it was held, aware, UTC; None for now."""
    late_reason: str = ""


class NextField(WhenField):
    """When the next one is; blank where there is none."""

    def _show_meaning(self) -> None:
        super()._show_meaning()
        if self.means_now:
            self.aside.say("empty: none planned")


def next_fields(now: Callable[[], datetime], zone: str, at: datetime | None, label: str) -> WhenFields:
    """The fields for when the next one is, with the time the plan gives standing there."""
    value = moment_words(at, zone).split(" ", 1)[1] if at is not None else ""
    when = NextField(label, now, zone, value, ahead=True, id="next")
    return WhenFields(now, zone, when=when, asks_why_late=False)


def words_in(typed: str) -> tuple[str, ...]:
    """Codes or refs somebody typed, with commas or blanks between them, in capitals."""
    return tuple(filter(None, re.split(r"[,;\s]+", typed.strip().upper())))


class HuddleDialog(Question[HuddleAnswer]):
    """Asks what was said at a huddle.

    Args:
        state: The run, for its roles and roster.
        now: The caller's clock, aware, UTC.
        present: Codes of the roles that are known to be here.
        next_at: When the plan has the next one.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    UNDRAFTED = Question.UNDRAFTED | {"present", "next"}

    def __init__(
        self,
        state: RunState,
        *,
        now: Callable[[], datetime],
        present: tuple[str, ...] = (),
        next_at: datetime | None = None,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[HuddleAnswer], object] | None = None,
    ) -> None:
        super().__init__("Huddle", words=THREE_MINUTES, opened_by=opened_by, typed_by=typed_by, decide=decide)
        zone = state.plan.calendar.zone
        codes = [role.code for role in state.plan.roles if not role.outside]

        def known(typed: str) -> None:
            strange = next((code for code in words_in(typed) if code not in {one.code for one in state.plan.roles}), "")
            if strange:
                raise Refused(f"{strange} is not a role of this plan. The roles are {', '.join(codes)}.")

        self.present = LineField(
            "Roles present",
            " ".join(present),
            question="Say which roles were there, such as PM CL REC.",
            hint=" ".join(codes),
            rule=known,
            stops=True,
            id="present",
        )
        self.well = LineField("Going well", question="Say what is going well. It is asked first.", id="well")
        self.worries = LineField("Worries", question="Say what worries people, or ‘None’.", id="worries")
        self.confidence = ChoiceField(
            "",
            "Staff feel",
            list(CONFIDENCE.values()),
            lacking="Press 1, not at all sure, to 5, sure.",
            id="confidence",
        )
        self.decisions = LineField("Decisions", hint="D-03 D-04, or empty", stops=True, id="decisions")
        self.next = next_fields(now, zone, next_at, "Next huddle")
        self.initials = InitialsField("Initials", state, question="Give the initials of who noted it.", id="initials")
        self.timing = WhenFields(now, zone)

    def compose_fields(self) -> ComposeResult:
        """Who, well, worries, how sure, decisions, the next one."""
        yield from (self.present, self.well, self.worries, self.confidence, self.decisions)
        yield from self.next.widgets()
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what typed times ask."""
        self.next.show_asked()
        self.timing.show_asked()

    def answer(self) -> HuddleAnswer:
        """The answer as it stands."""
        return HuddleAnswer(
            present=words_in(self.present.value),
            well=self.well.value,
            worries=self.worries.value,
            confidence=self.confidence.chosen + 1,
            decisions=words_in(self.decisions.value),
            next_at=self.next.at,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )
