"""Recording a task as done: what was seen, who saw it, and when (`ux.md` D2).

Where the tick moves a service, the strip says so and asks what the service's new state needs, once, in the same act
(`peers.md` c2, c3); what that covers is not asked again as the task's own evidence.

Two deliberate acts stand between a key and a record: what was seen, and initials. An answer that means the task is not
done never ticks; it is given back as `not done`, and the caller opens the menu for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cutover_tui.domain.acts import Act
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.presence import absent_words
from cutover_tui.domain.services import usual_catchers
from cutover_tui.domain.task_moves import changes_by_tick, own_evidence, states_after, tick_words
from cutover_tui.domain.tasks import require_second_person
from cutover_tui.domain.unusual import unusual_words
from cutover_tui.ui.dialogs.answer_words import observed_words
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.confirmation_fields import CAUGHT, ConfirmationFields
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.refusals import ReasonNeeded
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.task_moves import ServiceChange

Outcome = Literal["done", "done with complications", "not done"]

ASK_TWICE = f"Say what was seen, or press Enter again to record it as {NOT_RECORDED}."

DETAILS_NOT_RECORDED = "details not recorded"
"""Stands after a chosen answer for the counts and times nobody gave."""


@dataclass(frozen=True, kw_only=True)
class TickAnswer:
    """What a person said about a task."""

    outcome: Outcome
    by: str = ""
    """Initials; may be empty when the outcome is `not done`."""
    observed: str = ""
    """What was seen."""
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""
    reason: str = ""
    """Why it was done although unusual."""
    complications: str = ""
    checked_by: str = ""
    """Initials of a second person who is here; empty to leave the check for later."""
    note: str = ""
    said: Confirmation = NOTHING_SAID
    """What the other end of a service said, where the task moves one."""


class TickStrip(Question[TickAnswer]):
    """Asks what is needed to record one task as done.

    Args:
        state: The run, for its roster and the task's window.
        subject: The task.
        now: The caller's clock, aware, UTC.
        unusual: What is unusual about doing it now, as a sentence; empty when nothing is. Once another time is typed,
            the strip says what is unusual about that time.
        complications: True to ask what did not go as planned.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes, such as by `complete_task`; may raise `ReasonNeeded`.
    """

    DEFAULT_CSS = """
    TickStrip .told { color: $muted; padding: 0 0 0 0; }
    TickStrip #unusual { color: $soon; }
    TickStrip #moves { color: $accent; }
    """

    def __init__(
        self,
        state: RunState,
        subject: Task,
        *,
        now: Callable[[], datetime],
        unusual: str = "",
        complications: bool = False,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[TickAnswer], object] | None = None,
    ) -> None:
        heading = "Record as done, with complications" if complications else "Record as done"
        super().__init__(
            heading,
            lead=subject.ref,
            words=subject.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.run_state = state
        self.subject = subject
        self.with_complications = complications
        self._unusual_at: dict[datetime | None, str] = {None: unusual}
        """What is unusual about doing it at a typed time, and now (None)."""
        self._away = ""
        """Who is named and not here, as a sentence; asked about once, even where a reason stands there already."""
        self.unusual = Words(unusual, id="unusual", most=3)
        self.moves = Words(tick_words(state, subject.ref), id="moves", most=3)
        changes = changes_by_tick(state, subject.ref)
        self.evidence = own_evidence(subject, states_after(changes))
        """What the task's own evidence asks for, beside what is asked about its service."""
        self.confirmation = _confirmation_fields(state, changes)
        self.choice = _choice_field(subject)
        asks = "Details seen" if subject.answers is not None else "What did you see?"
        self.seen = LineField(asks, not_recorded=ASK_TWICE, id="seen")
        self.trouble = LineField("Complications", question="Say what did not go as planned.", id="complications")
        self.why = LineField("Reason", question="Say why it is done now, or how it is known.", id="reason")
        self.initials = InitialsField("Initials", state, id="initials")
        self.second = InitialsField(
            "Checked by",
            state,
            optional=True,
            rule=lambda second: require_second_person(self.initials.initials, second, subject.ref),
            blank_words="who else sees it now; empty: checked later",
            id="second",
            stops=True,
        )
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """What to write down, what was seen, who, and when."""
        if self.evidence:
            yield Words("; ".join(self.evidence), lead="Write down:", classes="told", most=3)
        yield self.moves
        yield self.choice
        yield self.seen
        yield self.trouble
        yield self.unusual
        yield self.why
        if self.confirmation is not None:
            yield from self.confirmation.asked_widgets()
        yield self.initials
        yield self.second
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what this task asks; only the choice once it says that the task is not done."""
        ticks = not self.not_done
        self._ask_after_absent()
        self.unusual.say(" ".join(part for part in (self._unusual_words(), self._away) if part))
        self.choice.display = self.subject.answers is not None
        self.choice.say("" if ticks else f"‘{self.choice.words}’ is not done. Enter goes on to record that instead.")
        self.moves.display = bool(self.moves.words) and ticks
        self.seen.display = self._asks_details and ticks
        self.trouble.display = self.with_complications and ticks
        self.unusual.display = self.why.display = bool(self.unusual.words) and ticks
        if self.confirmation is not None:
            self.confirmation.show_asked(shown=ticks)
        self.initials.display = ticks
        self.second.display = self.subject.second_person and ticks
        self.timing.show_asked(shown=ticks)

    @property
    def not_done(self) -> bool:
        """True when the chosen answer means that the task is not done."""
        answers = self.subject.answers
        return answers is not None and self.choice.words in answers.not_done

    def answer(self) -> TickAnswer:
        """The answer as it stands."""
        details = self.seen.value
        if self.not_done:
            return TickAnswer(outcome="not done", by="", observed=observed_words(self.choice.words, details))
        if self.seen.left_blank and not details:
            details = DETAILS_NOT_RECORDED if self.choice.words else NOT_RECORDED
        wanted = self.choice.display or self.seen.display
        return TickAnswer(
            outcome="done with complications" if self.with_complications else "done",
            by=self.initials.initials,
            observed=observed_words(self.choice.words, details) if wanted else "",
            at=self.timing.at,
            late_reason=self.timing.late_reason,
            reason=self.why.value if self.why.display else "",
            complications=self.trouble.value if self.with_complications else "",
            checked_by=self.second.initials if self.second.display else "",
            said=self.confirmation.said if self.confirmation is not None else NOTHING_SAID,
        )

    def finish(self) -> None:
        """Give the answer; one that means not done goes past the rules for what is done."""
        if self.not_done:
            self.give(self.answer())
            return
        super().finish()

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Show what is unusual and ask for the reason."""
        self._unusual_at[self.timing.at] = str(needed)
        self.show_asked()
        self.why.take_focus()
        self.call_after_refresh(self.fit)

    @property
    def _asks_details(self) -> bool:
        """True where the task asks for evidence that nothing else in the strip asks for."""
        return bool(self.evidence) or (bool(self.subject.evidence) and self.subject.answers is None)

    def _ask_after_absent(self) -> None:
        """Stop at the reason once more for somebody who is named and not here: how is it known?"""
        by, second = self.initials.initials, self.second.initials
        known = self.run_state.people
        act = Act(by=by, now=self.timing.when.now(), recorder=self.typed_by, at=self.timing.at)
        away = absent_words(self.run_state, act, (second,) if second in known else ()) if by in known else ""
        if away and away != self._away:
            self.why.stops, self.why.seen = True, False
        self._away = away

    def _unusual_words(self) -> str:
        """What is unusual about doing it at the time that stands there."""
        at = self.timing.at
        if at not in self._unusual_at:
            self._unusual_at[at] = unusual_words(self.run_state, self.subject.ref, at or self.timing.when.now())
        return self._unusual_at[at]


def _choice_field(task: Task) -> ChoiceField:
    """The question a task puts about what was seen, with its answers."""
    answers = task.answers
    if answers is None:
        return ChoiceField("", "", (), id="choice")
    return ChoiceField("", answers.question, (*answers.done, *answers.not_done), id="choice")


def _confirmation_fields(state: RunState, changes: tuple[ServiceChange, ...]) -> ConfirmationFields | None:
    """The fields about the services a tick changes; None where it changes none."""
    if not changes:
        return None
    uncaught = [change for change in changes if change.after.status in CAUGHT and not change.after.catcher]
    usual = dict.fromkeys(
        [change.after.catcher for change in changes if change.after.catcher]
        or [initials for change in uncaught for initials in usual_catchers(state, change.service)]
    )
    return ConfirmationFields(state, states_after(changes), caught=not uncaught, usual=tuple(usual))
