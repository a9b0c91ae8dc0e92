from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutover_tui.domain import time_words
from cutover_tui.domain.time_words import TIME_EXAMPLES, TimeNotUnderstood, parse_local_time

LONDON = "Europe/London"
NOW = datetime(2026, 11, 23, 17, 2, 43, tzinfo=UTC)
FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds are naive, the zone is beside them)


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(LONDON)).astimezone(UTC)


# Saying


def test_the_clock_is_local_and_24_hour() -> None:
    assert time_words.clock_words(NOW, LONDON) == "17:02"
    assert time_words.clock_words(datetime(2026, 7, 1, 23, 5, tzinfo=UTC), LONDON) == "00:05"


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    assert time_words.clock_words(FIRST, LONDON) == "01:30 BST"
    assert time_words.clock_words(SECOND, LONDON) == "01:30 GMT"
    assert time_words.clock_words(SECOND + timedelta(minutes=30), LONDON) == "02:00"


def test_days_and_dates_in_words() -> None:
    assert time_words.day_words(NOW, LONDON) == "Mon 23 Nov"
    assert time_words.calendar_day_words(datetime(2026, 11, 2, tzinfo=UTC).date()) == "Mon 2 Nov"
    assert time_words.date_words(datetime(2026, 11, 2, 9, tzinfo=UTC), LONDON) == "02-Nov-2026"
    assert time_words.date_time_words(datetime(2026, 11, 22, 9, 14, tzinfo=UTC), LONDON) == "22-Nov-2026 09:14"
    assert time_words.date_time_words(FIRST, LONDON) == "25-Oct-2026 01:30 BST"


def test_a_moment_is_said_with_its_day_whatever_day_it_is_now() -> None:
    assert time_words.moment_words(NOW, LONDON) == "Mon 23 Nov 17:02"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (london(2026, 11, 23, 9, 5), "09:05"),
        (london(2026, 11, 24, 0, 0), "Tue 00:00"),
        (london(2026, 11, 17, 17, 2), "Tue 17:02"),
        (london(2026, 11, 29, 17, 2), "Sun 17:02"),
        (london(2026, 11, 16, 17, 2), "16 Nov 17:02"),
        (london(2026, 11, 30, 17, 2), "30 Nov 17:02"),
    ],
)
def test_a_time_is_said_as_shortly_as_it_stays_clear(instant: datetime, words: str) -> None:
    assert time_words.short_words(instant, NOW, LONDON) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (47 * 60 + 43, "T-00:47:43"),
        (47 * 60 + 43.9, "T-00:47:43"),
        (0, "T-00:00:00"),
        (-77, "T+00:01:17"),
        (14 * 3600 + 17 * 60 + 43, "T-14:17:43"),
        (100 * 3600 - 1, "T-99:59:59"),
        (100 * 3600, "T-4d 04:00"),
        (12 * 86400 + 3 * 3600 + 10 * 60 + 59, "T-12d 03:10"),
        (-12 * 86400, "T+12d 00:00"),
    ],
)
def test_a_countdown_says_how_far_a_moment_is(seconds: float, words: str) -> None:
    assert time_words.countdown_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under 1 min"),
        (59.9, "under 1 min"),
        (60, "1 min"),
        (22 * 60 + 59, "22 min"),
        (3600, "1hr"),
        (2 * 3600 + 40 * 60 + 59, "2hr 40min"),
        (48 * 3600 - 1, "47hr 59min"),
        (48 * 3600, "2 days"),
        (4 * 86400 - 1, "3 days"),
        (-22 * 60, "22 min"),
    ],
)
def test_a_duration_is_rounded_down_to_what_is_said(seconds: float, words: str) -> None:
    assert time_words.duration_words(seconds) == words


def test_machines_get_the_local_time_with_its_offset() -> None:
    assert (
        time_words.rfc3339(datetime(2026, 11, 22, 9, 14, 3, 999_999, tzinfo=UTC), LONDON) == "2026-11-22T09:14:03+00:00"
    )
    assert time_words.rfc3339(FIRST, LONDON) == "2026-10-25T01:30:00+01:00"


# Typing


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:05", london(2026, 11, 23, 14, 5)),
        ("1405", london(2026, 11, 23, 14, 5)),
        ("9:05", london(2026, 11, 23, 9, 5)),
        ("  14:05  ", london(2026, 11, 23, 14, 5)),
        ("14:05 GMT", london(2026, 11, 23, 14, 5)),
        ("14:05 gmt", london(2026, 11, 23, 14, 5)),
        ("yesterday 14:05", london(2026, 11, 22, 14, 5)),
        ("Yesterday  1405", london(2026, 11, 22, 14, 5)),
        ("today 23:59", london(2026, 11, 23, 23, 59)),
        ("tomorrow 08:00", london(2026, 11, 24, 8)),
        ("20 Nov 14:05", london(2026, 11, 20, 14, 5)),
        ("3 sept 14:05", london(2026, 9, 3, 14, 5)),
        ("2 January 08:00", london(2027, 1, 2, 8)),
        ("31 dec 2025 1405", london(2025, 12, 31, 14, 5)),
        ("22-Nov-2026 09:14", london(2026, 11, 22, 9, 14)),
        ("2026-11-20 14:05", london(2026, 11, 20, 14, 5)),
        ("2026-11-20T14:05", london(2026, 11, 20, 14, 5)),
        ("2026-07-20 14:05 BST", london(2026, 7, 20, 14, 5)),
        ("2026-11-20T14:05:09Z", datetime(2026, 11, 20, 14, 5, 9, tzinfo=UTC)),
        ("2026-07-20 14:05+01:00", datetime(2026, 7, 20, 13, 5, tzinfo=UTC)),
    ],
)
def test_a_typed_time_is_read_as_people_mean_it(typed: str, meant: datetime) -> None:
    assert parse_local_time(typed, NOW, LONDON) == (meant,)


def test_a_bare_time_just_after_midnight_means_the_evening_before() -> None:
    after_midnight = london(2026, 11, 24, 0, 10)

    assert parse_local_time("23:55", after_midnight, LONDON) == (london(2026, 11, 23, 23, 55),)
    assert parse_local_time("08:00", after_midnight, LONDON) == (london(2026, 11, 24, 8),)


def test_a_date_without_a_year_means_the_nearest_one() -> None:
    new_year = london(2027, 1, 2, 9)

    assert parse_local_time("30 Dec 14:05", new_year, LONDON) == (london(2026, 12, 30, 14, 5),)


def test_a_time_that_comes_twice_gives_both_readings_unless_it_says_which() -> None:
    now = london(2026, 10, 25, 9)

    assert parse_local_time("01:30", now, LONDON) == (FIRST, SECOND)
    assert parse_local_time("01:30 BST", now, LONDON) == (FIRST,)
    assert parse_local_time("25 Oct 01:30 GMT", now, LONDON) == (SECOND,)


def test_a_time_the_clocks_skip_gives_no_reading() -> None:
    assert parse_local_time("28 Mar 2027 01:30", NOW, LONDON) == ()
    assert parse_local_time("28 Mar 2027 01:30 BST", NOW, LONDON) == ()
    assert parse_local_time("01:30", london(2027, 3, 28, 9), LONDON) == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "‘’ is not a time this program understands."),
        ("half past two", "‘half past two’ is not a time this program understands."),
        ("2pm", "‘2pm’ is not a time this program understands."),
        ("١٤:٠٥", "‘١٤:٠٥’ is not a time this program understands."),
        ("24:00", "‘24:00’ has no such time of day: times run from 00:00 to 23:59."),
        ("Friday 14:05", "‘Friday’ in ‘Friday 14:05’ is not a day this program understands."),
        ("31 Feb 14:05", "‘31 Feb’ in ‘31 Feb 14:05’ is not in the calendar."),
        ("3 Foo 14:05", "‘3 Foo’ in ‘3 Foo 14:05’ is not in the calendar."),
        ("2026-13-01 14:05", "‘2026-13-01’ in ‘2026-13-01 14:05’ is not in the calendar."),
        ("23 Nov 2026", "‘23 Nov 2026’ could end in a year or in a time; a colon tells them apart."),
        ("2026-02-30T14:05Z", "‘2026-02-30T14:05Z’ names a date or time that does not exist."),
    ],
)
def test_what_is_not_understood_says_why_and_gives_examples(typed: str, words: str) -> None:
    with pytest.raises(TimeNotUnderstood) as problem:
        parse_local_time(typed, NOW, LONDON)

    assert str(problem.value) == f"{words} {TIME_EXAMPLES}"


def test_a_time_in_the_wrong_half_of_the_year_is_not_silently_shifted() -> None:
    with pytest.raises(TimeNotUnderstood, match=r"^‘14:05 BST’ says BST, but clocks show GMT then\. Leave BST out\.$"):
        parse_local_time("14:05 BST", NOW, LONDON)


@given(instants)
def test_a_time_as_the_screen_says_it_can_be_typed_back(instant: datetime) -> None:
    typed = time_words.date_time_words(instant, LONDON)

    assert parse_local_time(typed, NOW, LONDON) == (instant.replace(second=0, microsecond=0),)


@given(instants)
def test_a_time_for_machines_can_be_typed_back(instant: datetime) -> None:
    assert parse_local_time(time_words.rfc3339(instant, LONDON), NOW, LONDON) == (instant.replace(microsecond=0),)


@given(st.text(max_size=24) | st.from_regex(r"\A[0-9]{1,2} ?[A-Za-z]{3} ?[0-9:]{4,6}\Z"), instants)
def test_anything_typed_gives_readings_or_words(typed: str, now: datetime) -> None:
    readings: tuple[datetime, ...] = ()
    words = ""
    try:
        readings = parse_local_time(typed, now, LONDON)
    except TimeNotUnderstood as problem:
        words = str(problem)

    assert len(readings) <= 2
    assert all(reading.tzinfo is UTC for reading in readings)
    assert not (readings and words)
