"""Writing down a decision, in five short steps. Going back keeps every word; a draft waits until it is recorded.

The order is that of `records.md` c2: the question, what was known, the choice, the decision, the people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on

from cutover_tui.domain.decisions import (
    KINDS,
    NONE_IDENTIFIED,
    NONE_STATED,
    DecisionDraft,
    require_decider,
    require_options,
    require_question,
    require_reasons,
    verb_advice,
)
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField, KeyboardInitials
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.fields import Field

    Said = Callable[[str], str]

STEPS: Final = ("The question", "What we knew", "The options", "The decision", "Who, and when again")
"""The steps, in order."""


@dataclass(frozen=True, kw_only=True)
class DecisionAnswer:
    """A decision as somebody wrote it down."""

    draft: DecisionDraft
    by: str
    at: datetime | None = None
    """When it was decided, aware, UTC; None for now."""
    late_reason: str = ""


class DecisionDialog(Question[DecisionAnswer]):
    """Asks for a decision, step by step.

    Args:
        state: The run, for its roster.
        now: The caller's clock, aware, UTC.
        kept: What was typed before, by the name of its field.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        *,
        now: Callable[[], datetime],
        kept: Mapping[str, str] | None = None,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[DecisionAnswer], object] | None = None,
    ) -> None:
        super().__init__(_heading(0), opened_by=opened_by, typed_by=typed_by, decide=decide)
        words = dict(kept or {})
        zone = state.plan.calendar.zone
        self.place = 0
        """Which step is shown, from 0."""
        self.lines = _lines(state, words, self)
        kind = words.get("kind", "")
        self.kind = ChoiceField("", "It is about", KINDS, chosen=KINDS.index(kind) if kind in KINDS else -1, id="kind")
        self.review = WhenFields(
            now,
            zone,
            label="Review at",
            value=words.get("review", ""),
            ahead=True,
            question="Say when the decision is looked at again, such as 16:30 or tomorrow 09:00.",
            asks_why_late=False,
        )
        self.initials = KeyboardInitials("Logged by", state, typed_by, question="Give the initials of who logs it.")
        self.timing = WhenFields(now, zone, label="Decided")
        self.advice = Words(id="advice", most=1)
        self.steps: tuple[tuple[Field, ...], ...] = (
            (self.lines["question"], self.kind, self.lines["linked"]),
            (self.lines["knew"], self.lines["not_known"]),
            (self.lines["options"], self.lines["risks"], self.lines["basis"]),
            (self.lines["decided"], self.lines["reasons"], self.lines["other_views"]),
            (self.lines["decided_by"], self.lines["present"], self.initials),
        )
        """The fields of each step; the times stand in the last one too."""

    def compose_fields(self) -> ComposeResult:
        """Every field; one step is shown at a time."""
        for step in self.steps:
            yield from step[:-1] if self.initials in step else step
        yield from self.review.widgets()
        yield self.initials
        yield from self.timing.widgets()
        yield self.advice

    def show_asked(self) -> None:
        """Show the fields of this step, and a word of advice where there is one."""
        for number, step in enumerate(self.steps):
            for one in step:
                one.display = number == self.place
        last = self.place == len(STEPS) - 1
        self.review.show_asked(shown=last)
        self.timing.show_asked(shown=last)
        advice = verb_advice(self.lines["decided"].value) if self.lines["decided"].display else ""
        self.advice.display = bool(advice)
        self.advice.say(advice)

    def key_words(self) -> str:
        """The last line: what Enter and Esc do at this step."""
        back = "Esc goes a step back" if self.place else "Esc leaves, your words are kept"
        onward = "Enter goes on" if self.place < len(STEPS) - 1 else "Enter records"
        return f"{onward} · Tab next field · {back}"

    def go_on(self) -> None:
        """Go to what this step still asks, then to the next step; after the last, record."""
        self.show_asked()
        fields = self.shown_fields()
        current = self.current_field()
        start = fields.index(current) + 1 if current is not None else 0
        waits = next((one for one in (*fields[start:], *fields[:start]) if one.is_open()), None)
        if waits is not None or self.place == len(STEPS) - 1:
            super().go_on()
            return
        self._show_step(self.place + 1)

    def action_back(self) -> None:
        """Go a step back; from the first step leave, with what was typed kept."""
        if self.place:
            self._show_step(self.place - 1)
            return
        super().action_back()

    def drafted(self) -> dict[str, str]:
        """Everything typed so far, by the name of its field, to go on with later."""
        words = {name: one.value for name, one in self.lines.items()}
        kept = {**words, "kind": self.kind.words, "review": self.review.when.value}
        return {name: text for name, text in kept.items() if text}

    def answer(self) -> DecisionAnswer:
        """The answer as it stands."""
        words = {name: one.value for name, one in self.lines.items()}
        linked = tuple(part.strip(" ,;") for part in words["linked"].upper().replace(",", " ").split())
        draft = DecisionDraft(
            question=words["question"],
            knew=words["knew"],
            not_known=words["not_known"],
            options=words["options"],
            risks=words["risks"],
            basis=words["basis"],
            decided=words["decided"],
            reasons=words["reasons"],
            decided_by=words["decided_by"].upper(),
            present=words["present"],
            other_views=words["other_views"],
            review_at=self.review.at,
            kind=self.kind.words,
            linked=linked,
        )
        return DecisionAnswer(
            draft=draft, by=self.initials.initials, at=self.timing.at, late_reason=self.timing.late_reason
        )

    def _show_step(self, place: int) -> None:
        self.place = place
        self.refuse("")
        self.say_heading(_heading(place))
        self.show_asked()
        self.say_keys()
        fields = self.shown_fields()
        for one in fields:
            one.seen = False
        first = next((one for one in fields if one.is_open()), fields[0])
        first.take_focus()
        self.fit()

    @on(ChoiceField.Chosen)
    def _on_chosen(self, event: ChoiceField.Chosen) -> None:
        """A choice goes on at once."""
        event.stop()
        if self.current_field() is event.field:
            self.go_on()


def _heading(place: int) -> str:
    return f"Decision, step {place + 1} of {len(STEPS)}: {STEPS[place]}"


def _lines(state: RunState, words: Mapping[str, str], dialog: DecisionDialog) -> dict[str, LineField]:
    """The lines to fill in, by name, each with the rule of its own and what was typed there before."""

    def said(name: str) -> str:
        return words.get(name, "")

    return {**_asked_and_known(said), **_chosen(said, dialog), **_people(said, state)}


def _asked_and_known(said: Said) -> dict[str, LineField]:
    def judge_question(text: str) -> None:
        require_question(text)

    return {
        "question": LineField(
            "Question",
            said("question"),
            question="Say what was to be decided, as a question.",
            hint="such as: Do we switch EPS off now?",
            rule=judge_question,
            id="question",
        ),
        "linked": LineField("Belongs to", said("linked"), hint="such as I-1; empty: nothing", stops=True, id="linked"),
        "knew": LineField(
            "What we knew",
            said("knew"),
            question="Say what was known at that time: facts, and where they came from.",
            hint="facts, and where they came from; stays as it is once saved",
            id="knew",
        ),
        "not_known": LineField(
            "Did not know", said("not_known"), hint=f"empty: {NONE_STATED}", stops=True, id="not-known"
        ),
    }


def _chosen(said: Said, dialog: DecisionDialog) -> dict[str, LineField]:
    def judge_options(text: str) -> None:
        require_options(text, dialog.kind.words)

    def judge_reasons(text: str) -> None:
        require_reasons(text)

    return {
        "options": OptionsLine(
            "Options",
            said("options"),
            hint="with ; between them; one may be to do nothing",
            rule=judge_options,
            id="options",
            stops=True,
        ),
        "risks": LineField(
            "Risks to patients",
            said("risks"),
            question=f"Say which risks to patients it has: hazard references, or 1 for {NONE_IDENTIFIED}.",
            hint=f"hazard references, or 1 for {NONE_IDENTIFIED}",
            picks=(NONE_IDENTIFIED,),
            id="risks",
        ),
        "basis": LineField("Basis", said("basis"), hint="plan step, policy, contract", stops=True, id="basis"),
        "decided": LineField(
            "Decision",
            said("decided"),
            question="Say what was decided. To leave everything as it is is a decision too.",
            hint="begin with a verb; not to act is a decision too",
            id="decided",
        ),
        "reasons": LineField(
            "Reasons", said("reasons"), question="Say why it was decided so.", rule=judge_reasons, id="reasons"
        ),
        "other_views": LineField(
            "Other views", said("other_views"), hint="as they were said; empty: none", stops=True, id="other-views"
        ),
    }


def _people(said: Said, state: RunState) -> dict[str, LineField]:
    def judge_decider(text: str) -> None:
        require_decider(state, text)

    return {
        "decided_by": InitialsField(
            "Decided by",
            state,
            said("decided_by"),
            question="Give the initials of who decided.",
            rule=judge_decider,
            id="decided-by",
        ),
        "present": LineField(
            "Present or phoned",
            said("present"),
            question="Say who was there, with initials, and who was on the phone.",
            hint="such as: SP, MK; DR by phone",
            id="present",
        ),
    }


class OptionsLine(LineField):
    """The options: judged even while there are none, because a gate or a pause has two."""

    def lacks(self) -> str:
        """What the rule says, blank or not."""
        return self.judged(self.value)


def review_hint(now: datetime, zone: str) -> str:
    """What stands in the review at first: an hour from now, on the clock."""
    from datetime import timedelta  # noqa: PLC0415 (used here alone)

    return clock_words(now + timedelta(hours=1), zone)
