"""When it happened: now, or a time typed in local words, with the questions a typed time brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.acts import FUTURE_ALLOWED, LATE_AFTER
from cutover_tui.domain.time_words import (
    TIME_EXAMPLES,
    TimeNotUnderstood,
    clock_words,
    duration_words,
    moment_words,
    parse_local_time,
    short_words,
)
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import Field, LineField
from cutover_tui.ui.dialogs.fitted_words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult

NOW_WORD = "now"
LATE_REASONS = ("was with a patient", "on the phone", "typed up from paper", "app was not running")
"""The usual reasons for recording late; a digit puts one into the line (`records.md` c1)."""
_NO_BREAK = "\u00a0"
_TIME_LIMIT = 40
_WIDTH = 22


class WhenField(LineField):
    """A field for a time, with what it means beside it.

    Args:
        label: What the time is of.
        now: The caller's clock, aware, UTC.
        zone: The practice's zone.
        value: What stands in it at first.
        ahead: True where the time may lie ahead, as for a plan.
        question: The sentence for a blank answer; where there is none, blank means now.
        id: The field's id.
    """

    def __init__(
        self,
        label: str,
        now: Callable[[], datetime],
        zone: str,
        value: str = NOW_WORD,
        *,
        ahead: bool = False,
        question: str = "",
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
    ) -> None:
        super().__init__(label, value, question=question, limit=_TIME_LIMIT, width=_WIDTH, id=id)
        self.input.select_on_focus = True
        self.now = now
        self.zone = zone
        self.ahead = ahead

    def free_text(self) -> str:
        """No words: a time."""
        return ""

    def on_mount(self) -> None:
        """Show what the time means."""
        self._show_meaning()

    @property
    def means_now(self) -> bool:
        """True for `now`, and for a blank where that is fine."""
        return self.value.casefold() == NOW_WORD or (not self.value and not self.question)

    @property
    def readings(self) -> tuple[datetime, ...]:
        """Every instant the typed time can mean: two in the hour that comes twice, none for what is not a time."""
        if self.means_now:
            return (self.now(),)
        try:
            return parse_local_time(self.value, self.now(), self.zone)
        except TimeNotUnderstood:
            return ()

    def lacks(self) -> str:
        """What is not right about the time."""
        if self.means_now:
            return ""
        if not self.value:
            return self.question
        now = self.now()
        try:
            readings = parse_local_time(self.value, now, self.zone)
        except TimeNotUnderstood as problem:
            return str(problem)
        if not readings:
            return f"‘{self.value}’ never came: the clocks went forward over it. {TIME_EXAMPLES}"
        if not self.ahead and readings[0] - now > FUTURE_ALLOWED:
            return (
                f"{short_words(readings[0], now, self.zone)} has not come yet: it is {clock_words(now, self.zone)}. "
                "Give the time it happened, or leave it out for now."
            )
        return ""

    @on(Input.Changed)
    def _on_time(self, _event: Input.Changed) -> None:
        self._show_meaning()

    def _show_meaning(self) -> None:
        readings = self.readings
        now = self.now()
        if self.means_now:
            self.aside.say("" if self.ahead else "or 14:05, or yesterday 14:05")
        elif len(readings) == 1:
            seconds = (readings[0] - now).total_seconds()
            far = f"in {duration_words(seconds)}" if seconds > 0 else f"{duration_words(seconds)} ago"
            self.aside.say(f"{moment_words(readings[0], self.zone)}, {far}")
        else:
            self.aside.say("")


class WhenFields:
    """The time, which of two it is in the hour that comes twice, and why it is recorded late where it is.

    Args:
        now: The caller's clock, aware, UTC.
        zone: The practice's zone.
        label: What the time is of.
        value: What stands in the time at first.
        late_reason: The reason that stands there at first.
        asks_why_late: False where nobody asks why it is recorded late.
        ahead: True where the time may lie ahead.
        question: The sentence for a blank time; where there is none, blank means now.
        when: The field of the time, where it is one of its own kind.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        zone: str,
        *,
        when: WhenField | None = None,
        label: str = "When",
        value: str = NOW_WORD,
        late_reason: str = "",
        asks_why_late: bool = True,
        ahead: bool = False,
        question: str = "",
    ) -> None:
        self._now = now
        self._zone = zone
        self._asks_why_late = asks_why_late
        self._asked: tuple[datetime, ...] = ()
        self.when = when or WhenField(label, now, zone, value, ahead=ahead, question=question)
        self.twice = ChoiceField("", "", ("", ""), lacking="Press 1 or 2: which of the two it was.")
        self.late = LateField(late_reason)

    def widgets(self) -> Iterator[Field]:
        """The fields in their order."""
        yield from (self.when, self.twice, self.late)

    def show_asked(self, *, shown: bool = True) -> None:
        """Show the fields the typed time needs."""
        readings = self.when.readings
        doubled = len(readings) > 1
        if doubled and readings != self._asked:
            first, second = (clock_words(reading, self._zone) for reading in readings)
            line = self.twice.choice_line
            line.question = f"{self.when.value} came twice that night. It was"
            line.choices = (f"{first}, before the clocks went back", f"{second}, after they went back")
            line.choose(-1)
            line.refresh(layout=True)
        self._asked = readings
        self.when.display = shown
        self.twice.display = shown and doubled
        self.late.display = shown and self._asks_why_late and self._is_late()

    @property
    def at(self) -> datetime | None:
        """The instant, UTC; None for now, and while it is not clear."""
        if self.when.means_now:
            return None
        readings = self.when.readings
        if len(readings) > 1:
            return readings[self.twice.chosen] if self.twice.chosen >= 0 else None
        return readings[0] if readings else None

    @property
    def late_reason(self) -> str:
        """Why it is recorded late; empty where it is not."""
        return self.late.value if self.late.display else ""

    def _is_late(self) -> bool:
        at = self.at
        return at is not None and self._now() - at > LATE_AFTER


class LateField(LineField):
    """Why something is recorded more than five minutes after it happened (`records.md` c1)."""

    DEFAULT_CSS = """
    LateField > #late-picks { color: $muted; padding: 0 0 0 20; }
    """

    def __init__(self, value: str = "") -> None:
        super().__init__(
            "Why recorded late",
            value,
            question="Say in a few words why it is recorded now.",
            picks=(*LATE_REASONS, ""),
        )
        numbered = [
            f"{number} {words}".replace(" ", _NO_BREAK) for number, words in enumerate((*LATE_REASONS, "other"), 1)
        ]
        self.numbered = Words("  ".join(numbered), id="late-picks", most=3)

    def compose(self) -> ComposeResult:
        """The line, and the reasons a digit puts into it."""
        yield from super().compose()
        yield self.numbered

    def on_mount(self) -> None:
        """Show the reasons while there is none."""
        self.numbered.display = not self.value

    def changed(self) -> None:
        """Take the reasons away once there is one."""
        self.numbered.display = not self.value
        super().changed()
