"""How the report says moments, differences and numbers in prose: whole dates, the 24-hour clock, sentences that add up.

The learning copy names no date: there a moment counts from the day of going live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import clock_words, duration_words, long_date_words, to_local
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.names_removed import NOT_SHOWN, moment, without_names
from cutover_tui.exports.report.document import Said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Inline

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MINUTE, _HOUR = 60, 60 * 60
_DAY = 24 * _HOUR


def day_told(instant: datetime, context: Context) -> str:
    """A day in prose: `Sunday 22 November 2026`."""
    weekday = _WEEKDAYS[to_local(instant, context.zone).weekday()]
    return f"{weekday} {long_date_words(instant, context.zone)}"


def moment_told(instant: datetime, context: Context) -> str:
    """A moment in prose: `16:05 on Sunday 22 November 2026`."""
    if context.copy is Copy.LEARNING:
        return moment(instant, context)
    return f"{clock_words(instant, context.zone)} on {day_told(instant, context)}"


def moment_cell(instant: datetime | None, context: Context, blank: str = NOT_RECORDED) -> str:
    """A moment in a table."""
    return blank if instant is None else moment(instant, context)


def took(seconds: float) -> str:
    """How long something took, for prose: `52 minutes`, `2 hours 40 minutes`, `3 days 4 hours`."""
    left = int(abs(seconds))
    if left < _MINUTE:
        return "under 1 minute"
    days, left = divmod(left, _DAY)
    hours, left = divmod(left, _HOUR)
    pieces = [(days, "day"), (hours, "hour"), (left // _MINUTE if not days else 0, "minute")]
    return " ".join(many(count, word) for count, word in pieces if count)


def against_plan(actual: datetime, planned: datetime, *, short: bool = False) -> str:
    """How an actual moment lies to the planned one: `52 minutes after plan`; beside the plan, short: `52 min later`."""
    seconds = (actual - planned).total_seconds()
    if abs(seconds) < _MINUTE:
        return "as planned"
    if short:
        return f"{duration_words(seconds)} {'later' if seconds > 0 else 'earlier'}"
    return f"{took(seconds)} {'after' if seconds > 0 else 'before'} plan"


def many(count: int, word: str, words: str = "") -> str:
    """A number of things: `1 form`, `2 forms`, `3 entries`."""
    return f"{count:,} {word if count == 1 else words or f'{word}s'}"


def times(count: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def listed(items: Iterable[str]) -> str:
    """Things in a sentence: `a, b and c`."""
    *first, last = tuple(items) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def verb(count: int, one: str, several: str) -> str:
    """The form of a verb that goes with a number."""
    return one if count == 1 else several


def quoted(words: str, context: Context) -> Inline:
    """Words somebody typed, as far as this copy shows them (`records.md` b6)."""
    if context.copy in {Copy.SUPPLIER, Copy.LEARNING}:
        return NOT_SHOWN
    return Said(without_names(words, context) if context.copy.names_removed else words)


def planned(words: str, context: Context) -> str:
    """Words of the plan, as this copy shows them: without the practice's name where it is not to be named."""
    return without_names(words, context) if context.copy.names_removed else words


def role_told(initials: str, context: Context) -> str:
    """The role somebody acted in, for prose: `Practice manager (also Incident coordinator)`."""
    first, *others = context.roles_of(initials).split(", ")
    return f"{first} (also {', '.join(others)})" if others else first
