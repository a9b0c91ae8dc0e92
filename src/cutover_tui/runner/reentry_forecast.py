"""How fast re-entry goes, when it is clear at this rate, and its burn-down: counts over time and an instant in.

The rate is what was cleared since the first clearing, in opening hours, so that nights and weekends do not count; what
is entered in the evening counts as if it had been done by closing time. With fewer than two instants there is no rate,
and so no forecast: that is said in words (`domain.md` 4, `peers.md` c6).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.opening_hours import after_open_time, open_time_between
from cutover_tui.domain.reentry_counts import Change, Count
from cutover_tui.domain.time_words import short_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.plan import Calendar

FEWEST_INSTANTS = 2
"""A rate needs two instants to lie between."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Forecast:
    """When what is left is clear at the rate so far."""

    words: str
    """`At this rate, clear by Thu 11:00.`, or why there is no forecast."""
    per_hour: float | None = None
    """How many are cleared in an hour the practice is open; None without a rate."""
    clear_at: datetime | None = None

    @property
    def rate_words(self) -> str:
        """`12 an hour`; empty without a rate."""
        if self.per_hour is None:
            return ""
        shown = f"{self.per_hour:.0f}" if self.per_hour >= 10 else f"{self.per_hour:.1f}".removesuffix(".0")  # noqa: PLR2004 (from two digits on, parts of one say nothing)
        return f"{shown} an hour" if shown != "0" else "under 0.1 an hour"


@dataclass(frozen=True)
class BurnPoint:
    """What was left after an instant."""

    at: datetime
    left: int


def forecast(changes: Iterable[Change], now: datetime, calendar: Calendar) -> Forecast:
    """The forecast at an instant, from the counts up to it."""
    told = _in_order(changes)
    left = _left(told)
    if not told:
        return Forecast("Nothing is logged yet.")
    if not left:
        return Forecast("Nothing is left.")
    clearings = [change for change in told if change.count is not Count.LOGGED]
    if len({change.at for change in clearings if change.number > 0}) < FEWEST_INSTANTS:
        return Forecast("No forecast yet: it takes entries at two different times.")
    first = clearings[0].at
    cleared = sum(change.number for change in clearings if change.at > first)
    took = open_time_between(first, now, calendar)
    if cleared <= 0:
        return Forecast("No forecast yet: as much was taken back as was entered.")
    if not took:
        return Forecast("No forecast yet: nothing was entered in opening hours.")
    per_hour = cleared / (took / _HOUR)
    clear_at = after_open_time(now, took * left / cleared, calendar)
    if clear_at is None:
        return Forecast("At this rate, not clear within a year.", per_hour)
    return Forecast(f"At this rate, clear by {short_words(clear_at, now, calendar.zone)}.", per_hour, clear_at)


def burn_down(changes: Iterable[Change]) -> tuple[BurnPoint, ...]:
    """What was left after each instant at which something was counted, oldest first."""
    points: list[BurnPoint] = []
    left = 0
    for change in _in_order(changes):
        left += change.number if change.count is Count.LOGGED else -change.number
        if points and points[-1].at == change.at:
            points.pop()
        points.append(BurnPoint(change.at, left))
    return tuple(points)


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """The counts in the order of the log; one recorded late stands no earlier than those before it.

    So what was left is never shown as less than nothing: paper is logged before it is entered.
    """
    told: list[Change] = []
    for change in sorted(changes, key=lambda change: change.seq):
        at = max(change.at, told[-1].at) if told else change.at
        told.append(replace(change, at=at))
    return told


def _left(changes: Iterable[Change]) -> int:
    return sum(change.number if change.count is Count.LOGGED else -change.number for change in changes)
