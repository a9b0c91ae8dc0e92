"""Times in words for people, and the times people type: local zone, 24-hour clock (`records.md` d1).

Instants are aware `datetime` values; zones are IANA names such as `Europe/London`. Months and days are spelt here and
not by the platform, so that screens read the same whatever language a machine is set to.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS: Final = tuple(name[:3] for name in _MONTH_NAMES)
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400
_LAST_COUNTDOWN_HOUR: Final = 99
_DAYS_SPOKEN_BY_NAME: Final = 6
_RECENT: Final = timedelta(hours=12)

_RFC3339: Final = re.compile(
    r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_TYPED: Final = re.compile(
    r"(?:(?P<day>.*?)(?: |(?<=[0-9])T))?"
    r"(?P<hour>[0-9]{1,2})(?:(?P<colon>:)|(?<=[0-9]{2}))(?P<minute>[0-9]{2})"
    r"(?: ?(?P<named>[A-Za-z]{3}))?"
)
_ISO_DAY: Final = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_SPOKEN_DAY: Final = re.compile(r"(?P<day>[0-9]{1,2})[ -](?P<month>[A-Za-z]{3,9})(?:[ -](?P<year>20[0-9]{2}))?")
_NAMED_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}

TIME_EXAMPLES: Final = "Use the 24-hour clock: 14:05, yesterday 14:05, 23 Nov 14:05 or 2026-11-23 14:05."
"""The ways to type a time that people are shown; ends every `TimeNotUnderstood`."""


class TimeNotUnderstood(ValueError):  # noqa: N818 (its words are shown to the person who typed the time)
    """A typed time could not be understood; the message says why and gives examples."""


def to_local(instant: datetime, zone: str) -> datetime:
    """Give an instant as local time, aware."""
    return instant.astimezone(ZoneInfo(zone))


def clock_words(instant: datetime, zone: str) -> str:
    """Say the time of day, `17:02`; in the hour that comes twice also which of the two it is, `01:30 BST`."""
    return _clock(to_local(instant, zone))


def day_words(instant: datetime, zone: str) -> str:
    """Say the day, `Mon 23 Nov`."""
    return calendar_day_words(to_local(instant, zone).date())


def calendar_day_words(day: date) -> str:
    """Say a local date as `day_words` does, `Mon 23 Nov`."""
    return f"{_DAYS[day.weekday()]} {_day_and_month(day)}"


def date_words(instant: datetime, zone: str) -> str:
    """Say the date, `22-Nov-2026`; always eleven characters, so that columns stand straight."""
    return _date(to_local(instant, zone))


def long_date_words(instant: datetime, zone: str) -> str:
    """Say the date in full, `22 November 2026`, for prose."""
    local = to_local(instant, zone)
    return f"{local.day} {_MONTH_NAMES[local.month - 1]} {local.year}"


def date_time_words(instant: datetime, zone: str) -> str:
    """Say the date and the time of day, `22-Nov-2026 09:14`."""
    local = to_local(instant, zone)
    return f"{_date(local)} {_clock(local)}"


def moment_words(instant: datetime, zone: str) -> str:
    """Say day and time, `Mon 23 Nov 17:02`, whatever day it is now."""
    return f"{day_words(instant, zone)} {clock_words(instant, zone)}"


def short_words(instant: datetime, now: datetime, zone: str) -> str:
    """Say a time as shortly as it stays clear: `17:02` today, `Mon 17:02` within six days, else `23 Nov 17:02`."""
    local = to_local(instant, zone)
    days = (local.date() - to_local(now, zone).date()).days
    if days == 0:
        return _clock(local)
    if abs(days) <= _DAYS_SPOKEN_BY_NAME:
        return f"{_DAYS[local.weekday()]} {_clock(local)}"
    return f"{_day_and_month(local)} {_clock(local)}"


def countdown_words(seconds_to_go: float) -> str:
    """Say how far a moment is: `T-00:47:43` before it, `T+00:01:17` after it, `T-12d 03:10` from 100 hours on.

    Args:
        seconds_to_go: Seconds from now to the moment, negative once it has passed. Parts of a second are left off.
    """
    sign = "+" if seconds_to_go < 0 else "-"
    seconds = int(abs(seconds_to_go))
    if seconds // _HOUR > _LAST_COUNTDOWN_HOUR:
        return f"T{sign}{seconds // _DAY}d {seconds % _DAY // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}"
    return f"T{sign}{seconds // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}:{seconds % _MINUTE:02}"


def duration_words(seconds: float) -> str:
    """Say how long something takes: `under 1 min`, `22 min`, `2hr 40min`, `3 days`; rounded down to what is said.

    Days are spoken of from two days on, because "1 day" for 47 hours would mislead. The sign is left off.
    """
    whole = int(abs(seconds))
    if whole < _MINUTE:
        return "under 1 min"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    if whole >= 2 * _DAY:
        return f"{whole // _DAY} days"
    hours, minutes = whole // _HOUR, whole % _HOUR // _MINUTE
    return f"{hours}hr {minutes}min" if minutes else f"{hours}hr"


def rfc3339(instant: datetime, zone: str) -> str:
    """Write an instant for machines, local with its offset, to the second: `2026-11-22T09:14:03+00:00`."""
    return to_local(instant, zone).isoformat(timespec="seconds")


def parse_local_time(text: str, now: datetime, zone: str) -> tuple[datetime, ...]:
    """Read a time somebody typed, and give every instant it can mean, UTC, earliest first.

    There are two in the hour that comes twice in autumn, so that a person chooses and not the program; BST or GMT after
    the time chooses in advance. There is none in the hour the clocks skip in spring. A bare time means today, or
    yesterday when today's would be more than 12 hours ahead; a date without a year means the nearest such date.

    Args:
        text: `14:05`, `1405`, `yesterday 14:05`, `23 Nov 14:05`, `2026-11-23 14:05`, or RFC 3339 with its offset.
        now: The instant to count from.
        zone: The practice's zone.

    Raises:
        TimeNotUnderstood: The text is no such time.
    """
    typed = " ".join(text.split())
    if _RFC3339.fullmatch(typed):
        return (_exact(typed),)
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise TimeNotUnderstood(f"‘{typed}’ is not a time this program understands. {TIME_EXAMPLES}")
    spoken = _SPOKEN_DAY.fullmatch(match["day"] or "")
    if spoken and not spoken["year"] and not match["colon"]:
        raise TimeNotUnderstood(
            f"‘{typed}’ could end in a year or in a time; a colon tells them apart. {TIME_EXAMPLES}"
        )
    clock = _time_of_day(match["hour"], match["minute"], typed)
    today = to_local(now, zone).date()
    if match["day"]:
        readings = _readings(_day_typed(match["day"], today, typed), clock, zone)
    else:
        readings = _readings(today, clock, zone)
        if readings and readings[0] - now > _RECENT:
            readings = _readings(today - timedelta(days=1), clock, zone)
    return _as_named(readings, match["named"], zone, typed)


def _clock(local: datetime) -> str:
    words = f"{local.hour:02}:{local.minute:02}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{words} {local.tzname()}" if twice else words


def _date(local: datetime) -> str:
    return f"{local.day:02}-{_MONTHS[local.month - 1]}-{local.year:04}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _exact(typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed.upper()).astimezone(UTC)
    except ValueError as problem:
        raise TimeNotUnderstood(f"‘{typed}’ names a date or time that does not exist. {TIME_EXAMPLES}") from problem


def _time_of_day(hour: str, minute: str, typed: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError as problem:
        raise TimeNotUnderstood(
            f"‘{typed}’ has no such time of day: times run from 00:00 to 23:59. {TIME_EXAMPLES}"
        ) from problem


def _day_typed(words: str, today: date, typed: str) -> date:
    if words.casefold() in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[words.casefold()])
    match = _ISO_DAY.fullmatch(words) or _SPOKEN_DAY.fullmatch(words)
    if match is None:
        raise TimeNotUnderstood(f"‘{words}’ in ‘{typed}’ is not a day this program understands. {TIME_EXAMPLES}")
    month = _month(match["month"])
    years = (int(match["year"]),) if match["year"] else (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := _day_if_any(year, month, int(match["day"]))) is not None]
    if not days:
        raise TimeNotUnderstood(f"‘{words}’ in ‘{typed}’ is not in the calendar. {TIME_EXAMPLES}")
    return min(days, key=lambda day: abs(day - today))


def _month(words: str) -> int:
    """Give a month's number, 0 for one there is not; `Nov`, `Sept` and `november` are all understood."""
    if words.isdigit():
        return int(words)
    named = (number for number, name in enumerate(_MONTH_NAMES, 1) if name.casefold().startswith(words.casefold()))
    return next(named, 0)


def _day_if_any(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _readings(day: date, clock: time, zone: str) -> tuple[datetime, ...]:
    """Give every instant at which a local clock shows this time: two, one or none."""
    wall = datetime.combine(day, clock)
    both = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(instant for instant in both if to_local(instant, zone).replace(tzinfo=None) == wall))


def _as_named(readings: tuple[datetime, ...], named: str | None, zone: str, typed: str) -> tuple[datetime, ...]:
    """Keep the readings in the named half of the year, such as BST."""
    if not named or not readings:
        return readings
    kept = tuple(reading for reading in readings if to_local(reading, zone).tzname() == named.upper())
    if not kept:
        there = to_local(readings[0], zone).tzname()
        raise TimeNotUnderstood(
            f"‘{typed}’ says {named.upper()}, but clocks show {there} then. Leave {named.upper()} out."
        )
    return kept
