from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from cutover_tui.runner.planned_moments import MomentUnclear, planned_instant

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2026, 11, 26), time(18, 30), datetime(2026, 11, 26, 18, 30, tzinfo=UTC)),
        (date(2026, 7, 1), time(8, 0), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_has_its_instant(day: date, clock: time, instant: datetime) -> None:
    assert planned_instant(day, clock, LONDON) == instant


def test_a_time_that_comes_twice_is_refused_in_words() -> None:
    with pytest.raises(MomentUnclear) as refusal:
        planned_instant(date(2026, 10, 25), time(1, 30), LONDON)

    assert str(refusal.value) == "01:30 on 2026-10-25 comes twice: the clocks go back then. Give another time."


def test_a_time_the_clocks_skip_is_refused_in_words() -> None:
    with pytest.raises(MomentUnclear) as refusal:
        planned_instant(date(2027, 3, 28), time(1, 30), LONDON)

    assert str(refusal.value) == "01:30 on 2027-03-28 does not exist: the clocks go forward then. Give another time."
