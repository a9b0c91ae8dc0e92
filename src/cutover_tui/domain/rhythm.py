"""When the next huddle and the next sitrep are due (`records.md` a2 and c8, `domain.md` 5.6).

Huddles come at set times on the day of the extract and on that of go-live, and once a day on the working days between
and for two weeks after. Sitreps come every hour on those two days, and while the run is paused. What the last one said
about the next goes before all of this.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.time_words import to_local
from cutover_tui.domain.timing import is_working_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cutover_tui.domain.state import RunState

THE_DAYS = ("FDP", "GL")
"""The anchors whose days are reported by the hour."""
AFTER_THE_ANCHOR = timedelta(hours=2)
"""For how long after the extract and after go-live the hourly reports go on, where core hours end before that."""


def next_huddle(state: RunState) -> datetime | None:
    """When the next huddle is due; None where there is none any more, or nobody knows the dates."""
    last = state.huddles[-1] if state.huddles else None
    if last is not None and last.next_at is not None:
        return last.next_at
    return next((at for at in huddle_times(state) if last is None or at > last.said.at), None)


def next_sitrep(state: RunState, *, paused: bool = False) -> datetime | None:
    """When the next sitrep is due; None where none is.

    Args:
        state: The run as it stands.
        paused: Whether the run is paused, in which case the position is reported at any hour.
    """
    last = state.sitreps[-1] if state.sitreps else None
    if last is not None and last.next_at is not None:
        return last.next_at
    every = timedelta(minutes=state.plan.rhythm.sitrep_minutes)
    spans = list(sitrep_spans(state))
    if last is None:
        return spans[0][0] if spans else None
    following = last.said.at + every
    if paused or any(begins <= following <= ends for begins, ends in spans):
        return following
    return next((begins for begins, _ends in spans if begins > last.said.at), None)


def next_huddle_after(state: RunState, now: datetime) -> datetime | None:
    """When the plan has the first huddle after a moment: what stands ready when one is recorded."""
    return next((at for at in huddle_times(state) if at > now), None)


def next_sitrep_after(state: RunState, now: datetime) -> datetime | None:
    """When the next report is due after one at a moment; None where the position is not reported by the hour."""
    following = now + timedelta(minutes=state.plan.rhythm.sitrep_minutes)
    spans = list(sitrep_spans(state))
    if any(begins <= following <= ends for begins, ends in spans):
        return following
    return next((begins for begins, _ends in spans if begins > now), None)


def huddle_times(state: RunState) -> Iterator[datetime]:
    """Every instant at which the plan has a huddle, from the day of the extract on, earliest first."""
    calendar, rhythm, days = state.plan.calendar, state.plan.rhythm, _days(state)
    if not days:
        return
    for number in range((max(days) - min(days)).days + rhythm.huddle_days + 1):
        day = min(days) + timedelta(days=number)
        if day in days:
            yield from (_at(day, clock, calendar.zone) for clock in sorted(rhythm.huddles_on_the_day))
        elif is_working_day(day, calendar):
            yield _at(day, rhythm.huddle, calendar.zone)


def sitrep_spans(state: RunState) -> Iterator[tuple[datetime, datetime]]:
    """From when to when the position is reported by the hour: on the days of the extract and of go-live."""
    calendar = state.plan.calendar
    for day in sorted(set(_days(state))):
        ends = [_at(day, calendar.day_ends, calendar.zone)]
        moments = (state.anchors[code] for code in THE_DAYS if code in state.anchors)
        ends += [at + AFTER_THE_ANCHOR for at in moments if to_local(at, calendar.zone).date() == day]
        yield _at(day, calendar.day_starts, calendar.zone), max(ends)


def _days(state: RunState) -> list[date]:
    """The local days of the extract and of go-live."""
    zone = state.plan.calendar.zone
    return [to_local(state.anchors[code], zone).date() for code in THE_DAYS if code in state.anchors]


def _at(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
