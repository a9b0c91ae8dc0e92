"""What to record about a task other than that it was done: the menu behind `x` (`ux.md` D3).

A number chooses; what does not apply stays in sight and says why. Then one line of reason, initials, and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.task_moves import leaving_out_words, reopening_words
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.until_field import UntilFields
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState

NotDoneKind = Literal["cannot do", "complications", "not needed", "defer", "reopen", "correct"]


@dataclass(frozen=True, kw_only=True)
class NotDoneAnswer:
    """What is to be recorded instead of a tick."""

    kind: NotDoneKind
    """`complications` and `correct` come back bare: the caller opens the question for them."""
    by: str = ""
    reason: str = ""
    to: str = ""
    """Code of the list a deferred task comes back in."""
    until: str = ""
    """The offset, or the instant (RFC 3339), a deferred task comes back at."""
    late_reason: str = ""
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""


@dataclass(frozen=True)
class _Item:
    kind: NotDoneKind
    words: str
    meaning: str
    heading: str = ""
    label: str = ""
    question: str = ""


_ITEMS = (
    _Item(
        "cannot do",
        "Cannot do",
        "something stands in the way; it stays open",
        "Cannot do",
        "What is in the way",
        "Say what stands in the way of {about}.",
    ),
    _Item("complications", "Done with complications", "done, but not as planned"),
    _Item(
        "not needed",
        "Not needed here",
        "it does not apply to this practice",
        "Not needed here",
        "Why not needed",
        "Say why {about} is not needed here.",
    ),
    _Item(
        "defer",
        "Defer to a later point",
        "it comes back in a list and at a time",
        "Defer to a later point",
        "Why later",
        "Say why {about} is put off.",
    ),
    _Item(
        "reopen",
        "Reopen",
        "it is to do again; what was recorded stays",
        "Reopen",
        "Why again",
        "Say why {about} is to be done again.",
    ),
    _Item("correct", "Correct an earlier entry", "both versions stay in the log"),
)


_MOVES: Mapping[NotDoneKind, Callable[[RunState, str], str]] = {
    "reopen": reopening_words,
    "not needed": leaving_out_words,
}
"""What tells what an outcome does to services, for those that do anything."""


class NotDoneMenu(Question[NotDoneAnswer]):
    """Asks what to record about a task that is not simply done.

    Args:
        state: The run, for where the task stands, the roster, the lists and the anchors.
        subject: The task.
        now: The caller's clock, aware, UTC.
        seen: What was seen, where a tick found it not done; it starts the reason.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    NotDoneMenu #moves { color: $accent; }
    """

    def __init__(
        self,
        state: RunState,
        subject: Task,
        *,
        now: Callable[[], datetime],
        seen: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[NotDoneAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Not done: what to record",
            lead=subject.ref,
            words=subject.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.kind: NotDoneKind | None = None
        """What was chosen; None while the menu is shown."""
        self.subject = subject
        self.menu = PickField([_row(item, state, subject) for item in _ITEMS], id="menu")
        self.run_state = state
        self.moves = Words(id="moves", most=3)
        """What the outcome does to services."""
        self.lists = tuple(checklist.code for checklist in state.plan.checklists)
        names = [f"{checklist.code} {checklist.name}" for checklist in state.plan.checklists]
        self.back_in = ChoiceField("Back in list", "", names, id="list")
        self.until = UntilFields(state, now, subject.ref)
        self.why = LineField("Why", seen, question="Say why.", id="reason")
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """The menu, and the fields of what is chosen in it."""
        yield self.menu
        yield self.moves
        yield self.back_in
        yield from self.until.widgets()
        yield self.why
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the menu, or what the chosen line of it asks."""
        menu, defers = self.kind is None, self.kind == "defer"
        self.menu.display = menu
        self.moves.display = bool(self.moves.words)
        self.back_in.display = defers
        self.until.show_asked(shown=defers)
        self.why.display = self.initials.display = not menu
        self.timing.show_asked(shown=not menu)

    def key_words(self) -> str:
        """The last line, which says other things at the menu."""
        return "A number or Enter chooses · Esc goes back" if self.kind is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line of the menu, or go on in its fields."""
        if self.kind is not None:
            super().go_on()
            return
        item = _ITEMS[self.menu.marked]
        self.kind = item.kind
        if not item.label:
            self.finish()
            return
        about = f"{self.subject.ref} ‘{self.subject.title}’"
        self.why.question = item.question.format(about=about)
        self.why.rename(item.label)
        self.say_heading(item.heading)
        tell = _MOVES.get(item.kind)
        self.moves.say(tell(self.run_state, self.subject.ref) if tell is not None else "")
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> NotDoneAnswer:
        """The answer as it stands."""
        kind = self.kind or "cannot do"
        if kind in {"complications", "correct"}:
            return NotDoneAnswer(kind=kind)
        defers = kind == "defer"
        return NotDoneAnswer(
            kind=kind,
            by=self.initials.initials,
            reason=self.why.value,
            to=self.lists[self.back_in.chosen] if defers else "",
            until=self.until.until if defers else "",
            late_reason=self.timing.late_reason,
            at=self.timing.at,
        )

    def finish(self) -> None:
        """Give the answer; one that only opens another question is not judged here."""
        if self.kind in {"complications", "correct"}:
            self.give(self.answer())
            return
        super().finish()

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.kind is None:
            self.go_on()


def _row(item: _Item, state: RunState, subject: Task) -> PickRow:
    standing = state.standing(subject.ref)
    why_not = ""
    if item.kind == "correct":
        why_not = "" if standing.seq >= 0 or standing.notes else "nothing is recorded about it yet"
    elif item.kind == "reopen":
        why_not = "it is still to do" if standing.status in {TaskStatus.TO_DO, TaskStatus.STARTED} else ""
    elif standing.status is TaskStatus.AWAITS_CHECK:
        why_not = "it waits for a second person; reopen it first"
    elif standing.status in SETTLED and not (standing.tell_again and item.kind == "complications"):
        why_not = "it is settled; reopen it first"
    return PickRow(item.words, why_not or item.meaning, applies=not why_not)
