"""Time counted in opening hours: nights, weekends, bank holidays and clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import PLAN, at

from cutover_tui.domain.opening_hours import after_open_time, open_time_between
from cutover_tui.domain.plan import Calendar

CALENDAR = PLAN.calendar
HOUR = timedelta(hours=1)
instants = st.datetimes(datetime(2026, 10, 1), datetime(2027, 4, 30), timezones=st.just(UTC))  # noqa: DTZ001 (bounds are naive, the zone is beside them)
amounts = st.timedeltas(timedelta(minutes=1), timedelta(hours=200))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("Thu 09:00", "Thu 12:00", 3),
        ("Thu 18:00", "Fri 08:30", 1),
        ("Fri 17:30", "Mon 09:00", 2),
        ("Sat 09:00", "Sun 17:00", 0),
        ("Thu 12:00", "Thu 09:00", 0),
        ("2026-12-24 17:30", "2026-12-29 09:00", 2),
    ],
)
def test_only_core_hours_of_working_days_count(start: str, end: str, hours: int) -> None:
    assert open_time_between(at(start), at(end), CALENDAR) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("Thu 09:00", 3, "Thu 12:00"),
        ("Thu 17:30", 2, "Fri 09:00"),
        ("Fri 18:30", 1, "Mon 09:00"),
        ("Sat 12:00", 1, "Mon 09:00"),
    ],
)
def test_what_does_not_fit_today_goes_on_when_the_practice_opens(start: str, hours: int, end: str) -> None:
    assert after_open_time(at(start), hours * HOUR, CALENDAR) == at(end)


def test_an_hour_is_an_hour_on_both_sides_of_a_clock_change() -> None:
    assert open_time_between(at("2026-10-23 17:30"), at("2026-10-26 09:00"), CALENDAR) == 2 * HOUR


def test_what_takes_more_than_a_year_has_no_instant() -> None:
    assert after_open_time(at("Thu 09:00"), timedelta(days=400), CALENDAR) is None


def test_a_practice_that_never_opens_is_never_done() -> None:
    assert after_open_time(at("Thu 09:00"), HOUR, Calendar(opening_days=())) is None


@drawn(instants, amounts)
def test_both_ways_of_counting_agree(start: datetime, amount: timedelta) -> None:
    end = after_open_time(start, amount, CALENDAR)

    assert end is not None
    assert open_time_between(start, end, CALENDAR) == amount
