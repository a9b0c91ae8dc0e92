"""When things may start and must be done: anchors, offsets and working days in, windows of UTC instants out.

The rules, with their source in `domain.md`:

- An offset is `ANCHOR`, `ANCHOR±N` with `d` (calendar days), `wd` (working days), `w`, `h` or `min`, each with an
  optional `@HH:MM`; or `DAILY@HH:MM` (1.3, notation).
- A bare anchor is the anchor's own instant, and `h` and `min` are real elapsed time, so both stay right across a clock
  change (1.3 rule 7). With `@HH:MM` they mean that time on the local day the instant falls on.
- `d`, `w` and `wd` give a local date, counted from the anchor's local date. The time of day is `@HH:MM`; without it a
  deadline (`due`, `not_after`) falls at the end of core hours and a `not_before` at their start (1.3 rule 6).
- A working day is a day the practice is open that is neither a bank holiday in England nor a local closure (1.3 rule
  2).
- A deadline given in `d` or `w` that falls on a day not worked rolls: back to the working day before when it counts
  back from its anchor, forward when it counts on (1.3 rule 3). Windows that protect patients stay where they are, by
  `Task.rolls` (1.3 rule 4). A `not_before`, a bare anchor, `h` and `min` never roll.
- A local time the clocks skip in spring moves forward by the hour they skip. Of a local time that comes twice in autumn
  the first reading, in summer time, is taken: whoever is done by the first is done by the second too, while the other
  way round a person reading the wall would be an hour late; and one rule for all three edges keeps them in order.
- Each edge is worked out by itself. A `due` that comes out after its `not_after` stays as computed: moving either would
  hide what the checklist says.
- An anchor's plan and its record are different. Offsets use the plan until the record exists and the record from then
  on (1.3 rule 1).
- A daily task has one instance for each day the practice is open while its span lasts, from CUT to GL unless it names
  another, and for every day when `Task.weekends` is set (1.3 rule 10).

The standard library does the zone arithmetic: a screen works out its times while somebody waits for it to open.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.domain.plan import Calendar, Task

DAILY = "DAILY"
"""Stands where an anchor would, for a time on each day of a span."""

SPAN_STARTS = "CUT"
"""The offset a daily task's span starts at when it names none."""

SPAN_ENDS = "GL"
"""The offset a daily task's span ends at when it names none."""

OFFSET_GRAMMAR = (
    "Write an anchor (FDP), an anchor plus or minus working days, days, weeks, hours or minutes "
    "(FDP-5wd, GL+14d, CUT+2w, CUT+72h, GL+30min), either of them with a time of day (FDP-1wd@16:00, GL@13:00), "
    "or a time for each day of cutover (DAILY@08:15)."
)
"""How to write an offset, in words with examples; ends every `OffsetProblem`."""

_ONE_DAY = timedelta(days=1)
_SHORTEST = timedelta(microseconds=1)
_DAYS_OF_THE_WEEK = frozenset(range(7))
_MOST_DIGITS = 4
_CODE = re.compile(r"[A-Z][A-Z0-9]*")
_TIME_OF_DAY = re.compile(r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_OFFSET = re.compile(
    rf"(?P<anchor>{_CODE.pattern})"
    rf"(?:(?P<sign>[+-])(?P<amount>[0-9]{{1,{_MOST_DIGITS}}})(?P<unit>d|wd|w|h|min))?"
    rf"(?:@{_TIME_OF_DAY.pattern})?"
)


class OffsetProblem(ValueError):  # noqa: N818 (its words go into a ChecklistProblem, beside the line)
    """An offset could not be understood; the message says which part, and how offsets are written."""


@dataclass(frozen=True)
class Offset:
    """A moment given relative to an anchor, such as `FDP-5wd@16:00`."""

    anchor: str
    """Code of the anchor; `DAILY` when it is a time on each day."""
    amount: int = 0
    """How many units after the anchor; negative before it."""
    unit: str = ""
    """`d`, `wd`, `w`, `h` or `min`; empty for the anchor itself."""
    at: time | None = None
    """Local time of day, when one is given."""
    daily: bool = False
    """True for `DAILY@HH:MM`, which always has a time of day."""


@dataclass(frozen=True)
class Window:
    """When one task may start, should be done, and is past doing; each None when its anchor is not known."""

    not_before_at: datetime | None
    due_at: datetime | None
    not_after_at: datetime | None


@lru_cache(maxsize=2048)
def parse_offset(text: str) -> Offset:
    """Read one offset.

    Raises:
        OffsetProblem: The text is not an offset; the words say what is not understood and show the grammar.
    """
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise OffsetProblem(f"{_what_is_not_understood(text)} {OFFSET_GRAMMAR}")
    anchor, hour = match["anchor"], match["hour"]
    at = None if hour is None else time(int(hour), int(match["minute"]))
    if anchor == DAILY:
        if match["unit"] is not None or at is None:
            raise OffsetProblem(f"‘{text}’ needs a time of day and nothing else after DAILY. {OFFSET_GRAMMAR}")
        return Offset(DAILY, at=at, daily=True)
    if match["unit"] is None:
        return Offset(anchor, at=at)
    return Offset(anchor, int(match["sign"] + match["amount"]), match["unit"], at)


def _what_is_not_understood(text: str) -> str:
    """Name the first part of an offset that does not follow the grammar, as a sentence."""
    if not text.strip():
        return "The offset is empty."
    before_time, at_sign, time_of_day = text.partition("@")
    anchor = re.split(r"[+-]", before_time, maxsplit=1)[0]
    if _CODE.fullmatch(anchor) is None:
        return f"‘{text}’ does not start with an anchor's code in capital letters, with +, - or @ straight after it."
    if at_sign and _TIME_OF_DAY.fullmatch(time_of_day) is None:
        return f"‘{text}’ has ‘{time_of_day}’ after the @, which is not a time of day from 00:00 to 23:59."
    return f"‘{text}’ {_what_is_not_counted(before_time[len(anchor) + 1 :])}"


def _what_is_not_counted(amount_and_unit: str) -> str:
    unit = amount_and_unit.lstrip("0123456789")
    digits = amount_and_unit.removesuffix(unit)
    if not digits:
        return "has no whole number after the plus or minus."
    if len(digits) > _MOST_DIGITS:
        return "has a number of more than four digits."
    if not unit:
        return f"does not say what it counts {digits} of."
    return f"counts in ‘{unit}’, which is not a unit."


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether the practice is open on a day, by `domain.md` 1.3 rule 2."""
    if day.weekday() not in calendar.opening_days:
        return False
    iso = day.isoformat()
    return iso not in calendar.bank_holidays and iso not in calendar.closures


def previous_working_day(day: date, calendar: Calendar) -> date:
    """Roll back: the day itself when it is worked, else the last working day before it.

    Raises:
        ValueError: The calendar has no opening days.
    """
    return _roll(day, -_ONE_DAY, calendar)


def next_working_day(day: date, calendar: Calendar) -> date:
    """Roll forward: the day itself when it is worked, else the first working day after it.

    Raises:
        ValueError: The calendar has no opening days.
    """
    return _roll(day, _ONE_DAY, calendar)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Count working days from a day, not counting the day itself; a negative count goes back, and 0 is the day.

    Raises:
        ValueError: The calendar has no opening days.
    """
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day = _roll(day + step, step, calendar)
    return day


def _roll(day: date, step: timedelta, calendar: Calendar) -> date:
    if _DAYS_OF_THE_WEEK.isdisjoint(calendar.opening_days):
        raise ValueError("The calendar has no opening days, so no working day can be found. Add at least one.")
    while not is_working_day(day, calendar):
        day += step
    return day


def schedule(tasks: Iterable[Task], anchors: Mapping[str, datetime], calendar: Calendar) -> dict[str, Window]:
    """Work out the window of every task, by its ref.

    A task for one day is open from that local midnight, or from its span's start when that is later, to the last moment
    of that day. A daily task that stands for no one day has no due time of its own.

    Args:
        tasks: The tasks, in any order.
        anchors: Instants by anchor code, UTC, as from `resolve_anchors`; an edge whose anchor is absent is None.
        calendar: The practice's calendar.

    Raises:
        OffsetProblem: A task's offset is not an offset; planning has seen to it that none is left.
    """
    moments = _Moments(anchors, calendar)
    windows: dict[str, Window] = {}
    for task in tasks:
        if task.day is not None:
            windows[task.ref] = moments.day_window(task, task.day)
            continue
        windows[task.ref] = Window(
            moments.find(task.not_before, deadline=False, rolls=task.rolls),
            moments.find(task.due, deadline=True, rolls=task.rolls),
            moments.find(task.not_after, deadline=True, rolls=task.rolls),
        )
    return windows


def offset_instant(text: str, anchors: Mapping[str, datetime], calendar: Calendar) -> datetime | None:
    """Give the instant an offset stands for as a deadline; None while its anchor has none, and for a daily offset.

    Raises:
        OffsetProblem: The offset does not follow the grammar.
    """
    return _Moments(anchors, calendar).find(text, deadline=True, rolls=True)


def daily_days(task: Task, anchors: Mapping[str, datetime], calendar: Calendar) -> tuple[date, ...]:
    """List the local days a daily task is due on: its time of day comes after its span's start and not after its end.

    Only days the practice is open count, unless the task is for weekends too. Empty when the task is not daily, or
    while the start or the end of its span is not known.
    """
    moments = _Moments(anchors, calendar)
    starts = moments.find(task.not_before or SPAN_STARTS, deadline=False, rolls=task.rolls)
    ends = moments.find(task.not_after or SPAN_ENDS, deadline=True, rolls=task.rolls)
    clock = _daily_time(task)
    if starts is None or ends is None or clock is None:
        return ()
    days: list[date] = []
    day, last = moments.local.day_of(starts), moments.local.day_of(ends)
    while day <= last:
        counts = task.weekends or is_working_day(day, calendar)
        if counts and starts < moments.local.at(day, clock) <= ends:
            days.append(day)
        day += _ONE_DAY
    return tuple(days)


def _daily_time(task: Task) -> time | None:
    """Give the local time of day a daily task is due at; None when the task is not daily."""
    offset = parse_offset(task.due) if task.due else None
    return offset.at if offset is not None and offset.daily else None


class LocalTime:
    """Goes between UTC instants and a practice's local days, and counts offsets on the way."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._zone = ZoneInfo(calendar.zone)

    def day_of(self, instant: datetime) -> date:
        """Give the local date an instant falls on."""
        return instant.astimezone(self._zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """Give the instant of a local time: moved forward out of a skipped hour, the first of two in a doubled one."""
        return datetime.combine(day, clock, tzinfo=self._zone).astimezone(UTC)

    def instant(self, offset: Offset, base: datetime, *, deadline: bool, rolls: bool) -> datetime:
        """Count an offset from its anchor's instant."""
        if offset.unit in {"d", "w", "wd"}:
            clock = self._calendar.day_ends if deadline else self._calendar.day_starts
            day = self._count_days(offset, self.day_of(base), rolls=deadline and rolls)
            return self.at(day, clock if offset.at is None else offset.at)
        if offset.unit:
            base += timedelta(hours=offset.amount) if offset.unit == "h" else timedelta(minutes=offset.amount)
        return base if offset.at is None else self.at(self.day_of(base), offset.at)

    def _count_days(self, offset: Offset, day: date, *, rolls: bool) -> date:
        if offset.unit == "wd":
            return add_working_days(day, offset.amount, self._calendar)
        day += timedelta(days=offset.amount * (7 if offset.unit == "w" else 1))
        if not rolls or offset.amount == 0:
            return day
        return (previous_working_day if offset.amount < 0 else next_working_day)(day, self._calendar)


class _Moments:
    """Resolves offsets against one set of anchors, each distinct one once: hundreds of tasks share a few dozen."""

    def __init__(self, anchors: Mapping[str, datetime], calendar: Calendar) -> None:
        self.local = LocalTime(calendar)
        self._anchors = anchors
        self._found: dict[tuple[str, bool, bool], datetime | None] = {}
        self._days: dict[date, tuple[datetime, datetime]] = {}
        self._times: dict[tuple[date, time], datetime] = {}

    def find(self, text: str, *, deadline: bool, rolls: bool) -> datetime | None:
        """Give the instant of an offset; None when it is empty, daily, or its anchor is not known."""
        if not text:
            return None
        key = (text, deadline, rolls)
        if key not in self._found:
            offset = parse_offset(text)
            base = self._anchors.get(offset.anchor)
            self._found[key] = (
                self.local.instant(offset, base, deadline=deadline, rolls=rolls) if base is not None else None
            )
        return self._found[key]

    def day_window(self, task: Task, day: date) -> Window:
        """Give the window of a task that is for one day."""
        if day not in self._days:
            self._days[day] = (
                self.local.at(day, time(0)),
                self.local.at(day + _ONE_DAY, time(0)) - _SHORTEST,
            )
        opens, closes = self._days[day]
        starts = self.find(task.not_before or SPAN_STARTS, deadline=False, rolls=task.rolls)
        return Window(opens if starts is None else max(opens, starts), self._due_on(task, day), closes)

    def _due_on(self, task: Task, day: date) -> datetime | None:
        clock = _daily_time(task)
        if clock is None:
            return self.find(task.due, deadline=True, rolls=task.rolls)
        if (day, clock) not in self._times:
            self._times[day, clock] = self.local.at(day, clock)
        return self._times[day, clock]
