"""When a deferred task comes back: at a later anchor, the working day after it, or a typed time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import moment_words
from cutover_tui.domain.timing import OffsetProblem, offset_instant, parse_offset
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.when_fields import WhenField, WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.fields import Field

_MOST_ANCHORS = 4
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_ANOTHER = "another time"


def later_points(state: RunState, now: datetime) -> dict[str, datetime]:
    """Offsets that a deferral can name, with their instants: the anchors ahead, and the working day after go-live."""
    ahead = sorted((at, code) for code, at in state.anchors.items() if at > now)
    found = {code: at for at, code in ahead[:_MOST_ANCHORS]}
    day_after = "GL+1wd"
    instant = offset_instant(day_after, state.anchors, state.plan.calendar) if "GL" in state.anchors else None
    if instant is not None and instant > now:
        found[day_after] = instant
    return found


class TypedUntil(WhenField):
    """A typed time ahead, or an offset such as `GL+2wd`."""

    def __init__(self, state: RunState, now: Callable[[], datetime], ref: str) -> None:
        super().__init__(
            "At",
            now,
            state.plan.calendar.zone,
            "",
            ahead=True,
            question="Give a date and time, or an offset such as GL+2wd.",
            id="until-typed",
        )
        self.run_state = state
        self.ref = ref

    @property
    def typed_offset(self) -> str:
        """The typed offset as plans write it; empty where what is typed is none."""
        code = _CODE.match(self.value)
        if code is None or code[0].upper() not in self.run_state.anchors:
            return ""
        text = code[0].upper() + self.value[code.end() :].lower().replace(" ", "")
        try:
            parse_offset(text)
        except OffsetProblem:
            return ""
        return text

    @property
    def readings(self) -> tuple[datetime, ...]:
        """The instants it can mean, an offset's included."""
        offset = self.typed_offset
        if not offset:
            return super().readings
        instant = offset_instant(offset, self.run_state.anchors, self.run_state.plan.calendar)
        return () if instant is None else (instant,)

    def lacks(self) -> str:
        """What is not right about the time, or that it has passed."""
        words = "" if self.typed_offset else super().lacks()
        if words:
            return words
        passed = next((reading for reading in self.readings[-1:] if reading <= self.now()), None)
        if passed is None:
            return ""
        return f"{moment_words(passed, self.zone)} has passed. Choose a later time for {self.ref} to come back."


class UntilFields:
    """The later anchors to choose from, and a typed time where none of them is right."""

    def __init__(self, state: RunState, now: Callable[[], datetime], ref: str) -> None:
        zone = state.plan.calendar.zone
        points = later_points(state, now())
        self._offsets = tuple(points)
        choices = [f"{code} {moment_words(at, zone)}" for code, at in points.items()]
        self.choice = ChoiceField("Comes back", "", [*choices, _ANOTHER], id="until")
        self._timing = WhenFields(now, zone, when=TypedUntil(state, now, ref), asks_why_late=False)

    def widgets(self) -> Iterator[Field]:
        """The fields in their order."""
        yield self.choice
        yield from self._timing.widgets()

    def show_asked(self, *, shown: bool) -> None:
        """Show the choices, and the line to type in once another time is chosen."""
        self.choice.display = shown
        self._timing.show_asked(shown=shown and self.choice.words == _ANOTHER)

    @property
    def until(self) -> str:
        """The offset, or the instant as RFC 3339 in UTC; empty before there is one."""
        if self.choice.words != _ANOTHER:
            return self._offsets[self.choice.chosen] if self.choice.chosen >= 0 else ""
        when = self._timing.when
        if isinstance(when, TypedUntil) and when.typed_offset:
            return when.typed_offset
        at = self._timing.at
        return "" if at is None else at.isoformat(timespec="seconds")
