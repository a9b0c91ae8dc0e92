"""Times and dates as patients read them: `Sunday 22 November 2026`, `9.14am`, `midday` (`records.md` a3 and d1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.domain.time_words import to_local

if TYPE_CHECKING:
    from datetime import datetime

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NOON: Final = 12


def public_day(instant: datetime, zone: str) -> str:
    """Say the day in full, `Sunday 22 November 2026`."""
    local = to_local(instant, zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def text_day(instant: datetime, zone: str) -> str:
    """Say the day as short as a text message needs it, `Sun 22 November` (`records.md` c7)."""
    local = to_local(instant, zone)
    return f"{_DAYS[local.weekday()][:3]} {local.day} {_MONTHS[local.month - 1]}"


def public_time(instant: datetime, zone: str) -> str:
    """Say the time of day, `9.14am`, `5pm`, `midday`, `midnight`."""
    local = to_local(instant, zone)
    if not local.minute and local.hour in (0, _NOON):
        return "midday" if local.hour else "midnight"
    minutes = f".{local.minute:02}" if local.minute else ""
    return f"{local.hour % _NOON or _NOON}{minutes}{'am' if local.hour < _NOON else 'pm'}"
