"""Time counted in opening hours: how much passed between two instants, and when so much more will have passed.

The practice is open in core hours on working days (`domain.md` 1.3 rules 2 and 6). A rate of work is measured in this
time, so that a night or a weekend neither slows it nor speeds it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.timing import LocalTime, is_working_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.plan import Calendar

LONGEST_AHEAD = timedelta(days=366)
"""How far ahead is looked; what takes longer has no time worth saying."""

_ONE_DAY = timedelta(days=1)


def open_time_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long the practice was open between two instants; nothing when the second is not later."""
    return sum((closes - opens for opens, closes in _openings(start, end, calendar)), timedelta())


def after_open_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime | None:
    """The instant by which the practice has been open so long since a start; None when that is over a year ahead."""
    to_go = amount
    for opens, closes in _openings(start, start + LONGEST_AHEAD, calendar):
        if to_go <= closes - opens:
            return opens + to_go
        to_go -= closes - opens
    return None


def _openings(start: datetime, end: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The stretches between two instants in which the practice is open, in order."""
    local = LocalTime(calendar)
    day, last = local.day_of(start), local.day_of(end)
    while day <= last:
        if is_working_day(day, calendar):
            opens = max(start, local.at(day, calendar.day_starts))
            closes = min(end, local.at(day, calendar.day_ends))
            if opens < closes:
                yield opens, closes
        day += _ONE_DAY
