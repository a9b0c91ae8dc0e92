"""The rate, the forecast and the burn-down: from counts over time and an instant, and never from too little."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, Move, at
from tests.reentry_examples import played, reentry_moves

from cutover_tui.domain.plan import Calendar
from cutover_tui.domain.reentry_counts import Change, Count
from cutover_tui.runner.reentry_forecast import BurnPoint, burn_down, forecast

CALENDAR = PLAN.calendar
histories = st.lists(reentry_moves, min_size=10, max_size=40)
law = settings(max_examples=60, deadline=None)


def changes(*told: tuple[str, int]) -> list[Change]:
    """Fifty logged on Tuesday at 09:00, then what was entered when."""
    first = Change(seq=0, by="JB", at=at("Tue 09:00"), count=Count.LOGGED, number=50)
    return [
        first,
        *(
            Change(seq=seq, by="MK", at=at(when), count=Count.ENTERED, number=number)
            for seq, (when, number) in enumerate(told, start=1)
        ),
    ]


# The laws


@law
@drawn(histories)
def test_a_forecast_is_never_given_from_fewer_than_two_instants(tried: list[Move]) -> None:
    result = played(tried)

    for standing in result.state.reentry.values():
        cleared = [one for one in standing.changes if one.count is not Count.LOGGED and one.number > 0]
        found = forecast(standing.changes, result.now, CALENDAR)
        if len({one.at for one in cleared}) < 2:
            assert (found.per_hour, found.clear_at) == (None, None)
        if found.clear_at is not None:
            assert found.clear_at > result.now
            assert standing.total.left > 0


@law
@drawn(histories)
def test_the_burn_down_ends_at_what_is_left_and_never_goes_below_zero_or_back_in_time(tried: list[Move]) -> None:
    for standing in played(tried).state.reentry.values():
        points = burn_down(standing.changes)
        assert [one.at for one in points] == sorted({one.at for one in points})
        assert all(one.left >= 0 for one in points)
        assert (points[-1].left if points else 0) == standing.total.left


# The forecast


def test_what_is_left_is_clear_at_the_rate_so_far() -> None:
    found = forecast(changes(("Tue 10:00", 5), ("Tue 11:00", 10)), at("Tue 11:00"), CALENDAR)

    assert (found.per_hour, found.clear_at) == (10, at("Tue 14:30"))
    assert (found.words, found.rate_words) == ("At this rate, clear by 14:30.", "10 an hour")


def test_nights_are_not_counted_and_the_day_is_said() -> None:
    found = forecast(changes(("Tue 17:30", 5), ("Wed 09:00", 4)), at("Wed 09:00"), CALENDAR)

    assert found.rate_words == "2 an hour"
    assert found.words == "At this rate, clear by Fri 08:30."


def test_explained_is_cleared_too() -> None:
    told = [*changes(("Tue 10:00", 5)), Change(seq=9, by="MK", at=at("Tue 11:00"), count=Count.DUPLICATE, number=10)]

    assert forecast(told, at("Tue 11:00"), CALENDAR).per_hour == 10


def test_while_nobody_enters_the_rate_sinks() -> None:
    told = changes(("Tue 10:00", 5), ("Tue 11:00", 10))

    rates = [forecast(told, at(when), CALENDAR).per_hour or 0 for when in ("Tue 11:00", "Tue 12:00", "Wed 10:00")]
    assert rates == sorted(rates, reverse=True)
    assert rates[1] == 5


@pytest.mark.parametrize(
    ("told", "now", "words"),
    [
        ([], "Tue 11:00", "Nothing is logged yet."),
        (changes(("Tue 10:00", 50)), "Tue 11:00", "Nothing is left."),
        (changes(), "Tue 11:00", "No forecast yet: it takes entries at two different times."),
        (changes(("Tue 10:00", 5)), "Tue 11:00", "No forecast yet: it takes entries at two different times."),
        (
            changes(("Tue 10:00", 5), ("Tue 10:00", 5)),
            "Tue 11:00",
            "No forecast yet: it takes entries at two different times.",
        ),
        (
            changes(("Tue 10:00", 5), ("Tue 10:30", 5), ("Tue 11:00", -5)),
            "Tue 11:00",
            "No forecast yet: as much was taken back as was entered.",
        ),
        (
            changes(("Tue 20:00", 5), ("Tue 21:00", 5)),
            "Tue 21:00",
            "No forecast yet: nothing was entered in opening hours.",
        ),
    ],
)
def test_without_a_forecast_it_is_said_why(told: list[Change], now: str, words: str) -> None:
    found = forecast(told, at(now), CALENDAR)

    assert (found.words, found.per_hour, found.clear_at, found.rate_words) == (words, None, None, "")


def test_what_takes_more_than_a_year_is_said_without_a_day() -> None:
    closed_soon = Calendar(
        zone=CALENDAR.zone,
        closures={(at("Wed 12:00") + timedelta(days=day)).date().isoformat(): "closed" for day in range(500)},
    )
    told = changes(("Tue 10:00", 5), ("Tue 18:00", 1))

    found = forecast(told, at("Tue 18:00"), closed_soon)

    assert (found.words, found.clear_at, found.rate_words) == (
        "At this rate, not clear within a year.",
        None,
        "0.1 an hour",
    )


def test_the_forecast_is_the_same_whatever_order_the_counts_are_given_in() -> None:
    told = changes(("Tue 10:00", 5), ("Tue 11:00", 10), ("Tue 12:00", 3))

    assert forecast(reversed(told), at("Tue 13:00"), CALENDAR) == forecast(told, at("Tue 13:00"), CALENDAR)


# The burn-down


def test_the_burn_down_has_a_point_for_each_instant() -> None:
    told = changes(("Tue 10:00", 5), ("Tue 10:00", 10), ("Tue 12:00", -2))

    assert burn_down(told) == (
        BurnPoint(at("Tue 09:00"), 50),
        BurnPoint(at("Tue 10:00"), 35),
        BurnPoint(at("Tue 12:00"), 37),
    )


def test_what_was_recorded_late_stands_where_the_log_has_it() -> None:
    assert burn_down(changes(("Tue 08:00", 50))) == (BurnPoint(at("Tue 09:00"), 0),)
