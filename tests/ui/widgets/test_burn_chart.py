"""The burn-down fits its room whatever was counted, says in words what it draws, and draws only what was counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.examples import at

from cutover_tui.domain.plan import Calendar
from cutover_tui.runner.reentry_forecast import BurnPoint
from cutover_tui.ui.widgets.burn_chart import NOTHING_TO_DRAW, BurnChart, column_ends, column_heights

if TYPE_CHECKING:
    from collections.abc import Sequence

CALENDAR = Calendar()
WIDTHS = (40, 60, 80, 100, 120)
BLOCKS, ASCII_MARKS = set(" ▁▂▃▄▅▆▇█"), set(" .#")


def chart(*points: tuple[str, int], logged: int = 0, now: str = "Wed 10:42") -> BurnChart:
    """A chart of what was left at some times."""
    counted = [BurnPoint(at(when), left) for when, left in points]
    most = max((left for _when, left in points), default=0)
    return BurnChart(points=counted, logged=logged or most, now=at(now), calendar=CALENDAR)


def lines(shown: BurnChart, width: int = 60, height: int = 9, *, ascii_marks: bool = False) -> list[str]:
    return shown.content(width, height, ascii_marks=ascii_marks).plain.split("\n")


def bars(shown: BurnChart, width: int = 60, height: int = 9, *, ascii_marks: bool = False) -> list[str]:
    """The columns alone, from the top."""
    side = "|" if ascii_marks else "│"
    drawn = lines(shown, width, height, ascii_marks=ascii_marks)
    return [line.partition(side)[2] for line in drawn if side in line]


MANY = chart(("Fri 09:00", 30), ("Mon 12:00", 45), ("Tue 10:00", 20), ("Wed 09:00", 6), logged=50)

points = st.lists(st.tuples(st.integers(0, 60 * 24 * 40), st.integers(0, 9_999)), max_size=30).map(
    lambda found: [BurnPoint(at("Fri 09:00") + timedelta(minutes=minutes), left) for minutes, left in sorted(found)]
)


@given(points, st.integers(0, 60 * 24 * 20), st.integers(1, 140), st.integers(0, 40), st.booleans())
def test_it_is_never_taller_or_wider_than_its_room(
    counted: Sequence[BurnPoint], later: int, width: int, height: int, ascii_marks: bool
) -> None:
    now = (counted[-1].at if counted else at("Fri 09:00")) + timedelta(minutes=later)
    shown = BurnChart(points=counted, logged=9_999, now=now, calendar=CALENDAR)
    drawn = shown.content(width, height, ascii_marks=ascii_marks).plain.split("\n")

    assert len(drawn) <= max(height, 1)
    assert max(cell_len(line) for line in drawn) <= width


@given(points.filter(bool), st.integers(1, 120), st.integers(1, 200), st.sampled_from((1, -1)))
def test_what_only_rises_or_falls_gives_columns_that_do(
    counted: Sequence[BurnPoint], columns: int, levels: int, way: int
) -> None:
    lefts = sorted((point.left for point in counted), reverse=way < 0)
    steady = [BurnPoint(point.at, left) for point, left in zip(counted, lefts, strict=True)]
    heights = column_heights(steady, column_ends(steady[0].at, steady[-1].at, columns), levels)

    assert heights == sorted(heights, reverse=way < 0)


@given(points.filter(bool), st.integers(1, 120), st.integers(1, 200))
def test_a_column_is_empty_only_where_nothing_was_left(counted: Sequence[BurnPoint], columns: int, levels: int) -> None:
    ends = column_ends(counted[0].at, counted[-1].at, columns)
    heights = column_heights(counted, ends, levels)

    assert all(0 <= height <= levels for height in heights)
    assert (heights[-1] == 0) == (counted[-1].left == 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_many_points_fill_their_width_and_end_at_what_is_left_now(width: int) -> None:
    drawn = bars(MANY, width)

    assert len({len(lines(MANY, width)), 9}) == 1
    assert max(len(bar) for bar in drawn) <= width - 3
    assert len(drawn[-1]) == width - 3
    assert set("".join(drawn)) <= BLOCKS


def test_the_sentence_says_what_the_drawing_shows() -> None:
    assert MANY.words == "50 logged in all; at most 45 were left, Mon 30 Nov 12:00; 6 are left now."
    assert lines(MANY, 100)[0] == MANY.words


def test_nothing_counted_is_said_and_not_drawn() -> None:
    assert lines(chart()) == [NOTHING_TO_DRAW]


def test_one_count_is_level_from_its_time_to_now() -> None:
    shown = chart(("Tue 09:00", 12))

    assert shown.words == "12 logged in all; at most 12 were left, Tue 1 Dec 09:00; 12 are left now."
    assert {bar.strip("█") for bar in bars(shown)} == {""}
    assert {len(bar) for bar in bars(shown)} == {57}


def test_one_count_at_this_very_moment_is_drawn_too() -> None:
    shown = chart(("Wed 10:42", 1))

    assert shown.words == "1 logged in all; at most 1 was left, Wed 2 Dec 10:42; 1 is left now."
    assert bars(shown)[-1] == "█" * 58
    assert lines(shown)[-1].strip() == "Wed 2 Dec 10:42"


def test_two_counts_of_one_day_have_its_times_under_them() -> None:
    shown = chart(("Wed 08:30", 12), ("Wed 10:00", 0))

    assert shown.words == "12 logged in all; at most 12 were left, Wed 2 Dec 08:30; nothing is left now."
    assert lines(shown)[-1].split() == ["Wed", "2", "Dec", "08:30", "10:42"]


@pytest.mark.parametrize(("width", "named"), [(120, 6), (80, 4), (40, 3)])
def test_days_stand_under_the_column_they_begin_in(width: int, named: int) -> None:
    axis, days = lines(MANY, width)[-2:]

    assert axis.count("┬") == 5
    found = [day for day in ("Fri 27", "Sat 28", "Sun 29", "Mon 30", "Tue 1", "Wed 2") if day in days]
    assert len(found) >= named
    for day in found[1:]:
        assert axis[days.index(day)] == "┬", day


def test_plain_marks_are_plain() -> None:
    drawn = "\n".join(lines(MANY, 60, ascii_marks=True))

    assert drawn.isascii()
    assert set("".join(bars(MANY, 60, ascii_marks=True))) <= ASCII_MARKS


def test_without_room_for_columns_only_the_words_are_left() -> None:
    assert lines(MANY, 100, 4) == [MANY.words]
