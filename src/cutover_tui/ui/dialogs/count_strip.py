"""Counting paper: how many were logged, entered or explained, or that there was nothing. A number, and initials."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.reentry_counts import EXPLAINED
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import KeyboardInitials
from cutover_tui.ui.dialogs.note_dialog import REMINDER
from cutover_tui.ui.dialogs.number_field import NumberField
from cutover_tui.ui.dialogs.place_fields import PlaceFields
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


class Counting(StrEnum):
    """What is being counted."""

    LOGGED = "logged"
    ENTERED = "entered"
    EXPLAINED = "explained"
    NOTHING = "nothing"


_HEADINGS = {
    Counting.LOGGED: "Record as logged: found on paper",
    Counting.ENTERED: "Record as entered: typed into the new system",
    Counting.EXPLAINED: "Record as explained: not typed",
    Counting.NOTHING: "Record that there was nothing",
}
_QUESTIONS = {
    Counting.LOGGED: "Give how many were found, or 0 where somebody looked and there was nothing.",
    Counting.ENTERED: "Give how many were typed into the new system.",
    Counting.EXPLAINED: "Give how many are not typed.",
    Counting.NOTHING: "",
}
_WHO = {
    Counting.LOGGED: "Give the initials of who counted.",
    Counting.ENTERED: "Give the initials of who entered them.",
    Counting.EXPLAINED: "Give the initials of who says so.",
    Counting.NOTHING: "Give the initials of who looked.",
}


@dataclass(frozen=True, kw_only=True)
class CountAnswer:
    """How many, of what place, and who says so."""

    counting: Counting
    number: int
    by: str
    why: str = ""
    """Which of the three reasons, where they are explained."""
    reason: str = ""
    day: str = ""
    """ISO; empty for the oldest there is."""
    site: str = ""
    at: datetime | None = None
    """When it was counted, aware, UTC; None for now."""
    late_reason: str = ""


class CountStrip(Question[CountAnswer]):
    """Asks for one count of a category.

    Args:
        state: The run, for its roster and sites.
        counting: What is counted.
        title: The category.
        words: Where it stands.
        now: The caller's clock, aware, UTC.
        day: The day paper that is found is usually of, ISO.
        asks_day: Whether Enter stops at that day, because it is not today.
        typed_by: Initials of the person at the keyboard; they stand in the field at first.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    CountStrip #reminder { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        counting: Counting,
        *,
        title: str,
        words: str,
        now: Callable[[], datetime],
        day: str,
        asks_day: bool = False,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CountAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            _HEADINGS[counting], lead=title, words=words, opened_by=opened_by, typed_by=typed_by, decide=decide
        )
        self.counting = counting
        finds = counting in {Counting.LOGGED, Counting.NOTHING}
        self.number = NumberField("How many", question=_QUESTIONS[counting], id="number")
        self.why = ChoiceField("Why", "", [str(why) for why in EXPLAINED], id="why")
        self.more = LineField("More about it", id="more", stops=True)
        self.place = PlaceFields(
            state.plan.sites, now, state.plan.calendar.zone, day=day if finds else "", stops=finds and asks_day
        )
        self.initials = KeyboardInitials("Initials", state, typed_by, question=_WHO[counting])

        self.timing = WhenFields(now, state.plan.calendar.zone)

    @property
    def kind(self) -> Counting:
        """What is recorded: 0 logged is a nil return."""
        finds_none = self.counting is Counting.LOGGED and self.number.number == 0
        return Counting.NOTHING if finds_none else self.counting

    def compose_fields(self) -> ComposeResult:
        """How many, why they are not typed, of which place, who says so, and when it was."""
        if self.counting is Counting.EXPLAINED:
            yield Words(REMINDER, id="reminder", most=2)
        yield self.number
        yield self.why
        yield self.more
        yield from self.place.widgets()
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what this count asks, and say what is recorded."""
        explains = self.counting is Counting.EXPLAINED
        self.number.display = self.counting is not Counting.NOTHING
        self.why.display = self.more.display = explains
        self.place.show_asked()
        self.timing.show_asked()
        self.say_heading(_HEADINGS[self.kind])

    def answer(self) -> CountAnswer:
        """The answer as it stands."""
        return CountAnswer(
            counting=self.kind,
            number=self.number.number or 0,
            by=self.initials.initials,
            why=self.why.words if self.counting is Counting.EXPLAINED else "",
            reason=self.more.value,
            day=self.place.day,
            site=self.place.site,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )
