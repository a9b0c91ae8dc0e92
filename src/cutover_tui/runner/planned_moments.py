"""The instants a practice plans its anchors for: local times in, UTC out, and never a silent choice.

A local time that the clocks skip in spring, or that comes twice in autumn, is refused in words: an extract must not
hang on a guess (`integrity.md` C2, rows C1 and C5).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pendulum
from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime

if TYPE_CHECKING:
    from datetime import date, time


class MomentUnclear(ValueError):  # noqa: N818 (its words are shown to the author of the practice file)
    """A local time does not say which instant is meant; the message says why and what to do."""


def planned_instant(day: date, clock: time, zone: str) -> datetime:
    """Give the instant of a local time, UTC.

    Raises:
        MomentUnclear: The clocks skip that time, or it comes twice.
    """
    shown = f"{clock:%H:%M} on {day:%Y-%m-%d}"
    try:
        there = pendulum.datetime(
            day.year, day.month, day.day, clock.hour, clock.minute, tz=zone, raise_on_unknown_times=True
        )
    except NonExistingTime as problem:
        raise MomentUnclear(f"{shown} does not exist: the clocks go forward then. Give another time.") from problem
    except AmbiguousTime as problem:
        raise MomentUnclear(f"{shown} comes twice: the clocks go back then. Give another time.") from problem
    return datetime.fromtimestamp(there.timestamp(), UTC)
