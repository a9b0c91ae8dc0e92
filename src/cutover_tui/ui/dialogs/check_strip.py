"""The second person's check: they say what they see before anybody shows them what the first person saw.

First their initials, then their own answer, and only then both answers side by side, with the question whether they are
the same (`records.md` c1). Where both chose from the same answers, the program compares them and only tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import require_second_person
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.service_told import said_about_task
from cutover_tui.ui.dialogs.answer_words import choice_in, observed_words
from cutover_tui.ui.dialogs.choice_field import ChoiceField
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
    from cutover_tui.domain.state import RunState

_SAME = 0
"""Place of the answer `same`."""


@dataclass(frozen=True, kw_only=True)
class CheckAnswer:
    """What the second person said."""

    by: str
    observed: str
    agrees: bool
    """Whether they saw what the first person saw."""
    at: datetime | None = None
    """When they looked, aware, UTC; None for now."""
    late_reason: str = ""


class CheckStrip(Question[CheckAnswer]):
    """Asks a second person what they see, then shows both answers.

    Args:
        state: The run, for the roster and for what the first person recorded.
        subject: The task, which waits for its check.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    CheckStrip #told { color: $muted; }
    CheckStrip #both { height: auto; }
    CheckStrip #both Words { padding: 0 1 0 0; }
    CheckStrip #both #second { border-left: solid $rule; padding: 0 0 0 1; }
    CheckStrip #service { color: $accent; }
    CheckStrip #verdict { color: $done; text-style: bold; }
    CheckStrip #verdict.-differ { color: $overdue; }
    """

    def __init__(
        self,
        state: RunState,
        subject: Task,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CheckAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Second person's check",
            lead=subject.ref,
            words=subject.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.subject = subject
        self.standing = state.standing(subject.ref)
        self.compared = False
        """True once both answers are shown; from then on the second answer stands."""
        answers = subject.answers
        self.initials = InitialsField(
            "Initials",
            state,
            rule=self._require_other,
            question="Give the initials of who looks now: not the person who did it.",
            id="initials",
        )
        self.choice = ChoiceField(
            "",
            answers.question if answers is not None else "",
            (*answers.done, *answers.not_done) if answers is not None else (),
            id="choice",
        )
        self.sees = LineField("What do you see?", question=f"Say what you see for {subject.ref}.", id="sees")
        at = self.standing.happened_at
        zone = state.plan.calendar.zone
        self._first_at = f" {clock_words(at, zone)}" if at is not None else ""
        self.same = ChoiceField("", "Both saw", ("the same", "something different"), lacking="Press 1 or 2.", id="same")
        self.service = Words(said_about_task(state, subject.ref), id="service", most=3)
        """Where the task's services stand and what the other end said, shown with the first answer, never before."""
        self.timing = WhenFields(now, zone)

    def compose_fields(self) -> ComposeResult:
        """Who looks, what they see, both answers, and when."""
        if self.subject.evidence:
            yield Words("; ".join(self.subject.evidence), lead="Look for:", id="told", most=3)
        yield self.initials
        yield self.choice
        yield self.sees
        with Horizontal(id="both"):
            yield Words(id="first", most=4)
            yield Words(id="second", most=4)
        yield self.service
        yield Words(id="verdict", most=2)
        yield self.same
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the step that is reached; the first answer stays hidden until the second is given."""
        known = not self.initials.lacks() and self.initials.seen
        has_choices = self.subject.answers is not None
        self.choice.display = known and has_choices and not self.compared
        self.sees.display = known and not has_choices and not self.compared
        self.initials.display = not self.compared
        self.query_one("#both").display = self.compared
        self.service.display = self.compared and bool(self.service.words)
        self.query_one("#verdict").display = self.compared and self.computed is not None
        self.same.display = self.compared and self.computed is None
        self.timing.show_asked(shown=self.compared)
        told = self.query_one_optional("#told")
        if told is not None:
            told.display = not self.compared

    @property
    def observed(self) -> str:
        """What the second person sees."""
        return observed_words(self.choice.words, self.sees.value)

    @property
    def computed(self) -> bool | None:
        """Whether the answers agree, where both were chosen from the same ones; None where people must judge."""
        first = choice_in(self.subject.answers, self.standing.observed)
        second = self.choice.words
        return first == second if first and second else None

    def key_words(self) -> str:
        """The last line; before both answers are shown Enter only goes on."""
        return self.KEY_LINE if self.compared else "Enter goes on · Esc goes back"

    def go_on(self) -> None:
        """Go to the next step; show both answers once the second is given."""
        self.show_asked()
        answer = self.choice if self.subject.answers is not None else self.sees
        if not self.compared and answer.display and not answer.lacks() and not self.initials.lacks():
            self._compare()
            return
        super().go_on()

    def answer(self) -> CheckAnswer:
        """The answer as it stands."""
        agrees = self.computed if self.computed is not None else self.same.chosen == _SAME
        return CheckAnswer(
            by=self.initials.initials,
            observed=self.observed,
            agrees=agrees,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    def finish(self) -> None:
        """Give the answer, never before both answers were shown."""
        if self.compared:
            super().finish()

    def _compare(self) -> None:
        self.compared = True
        first, second = self.standing.by, self.initials.initials
        self._fill("#first", f"{first} saw{self._first_at}:", self.standing.observed)
        self._fill("#second", f"{second} sees now:", self.observed)
        verdict = self.query_one("#verdict", Words)
        agrees = self.computed
        if agrees is not None:
            verdict.say(
                "The answers agree." if agrees else "The answers differ. It is recorded and needs a third look."
            )
            verdict.set_class(not agrees, "-differ")
        self.show_asked()
        self.say_keys()
        self.start()

    def _fill(self, place: str, lead: str, words: str) -> None:
        line = self.query_one(place, Words)
        line.lead = lead
        line.say(words)

    def _require_other(self, initials: str) -> None:
        """Refuse the person who did it, and at a third look the person who checked it before."""
        standing = self.standing
        require_second_person(standing.by, initials, self.subject.ref)
        if standing.answers_differ and initials == standing.checked_by:
            msg = f"{self.subject.ref} needs a third person: {standing.by} and {initials} saw different things."
            raise Refused(msg)
