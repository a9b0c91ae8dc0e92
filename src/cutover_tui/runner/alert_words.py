"""What the words of alerts are made of: several things named, times of day, and the points that tell what is new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import short_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cutover_tui.domain.state import RunState

NAMED = 4
"""How many of several things a line names."""
STANDS = timedelta(minutes=15)
"""For how long a service may have nobody who catches it, or a handover be open, before it is louder."""


def named(names: Sequence[str]) -> str:
    """`a, b, c, d and 3 more`."""
    kept: Iterable[str] = names[:NAMED]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(kept)}{more}"


def at_words(state: RunState, instant: datetime, now: datetime) -> str:
    """A time of day, with its day where that is not today."""
    return short_words(instant, now, state.plan.calendar.zone)


def stamp(instant: datetime) -> str:
    """An instant as a part of a point: UTC, to the second."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
