from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.widgets.stage import NOW, a_row, a_section, done_row

from cutover_tui.ui.widgets.task_places import Places, Stop, best_split, scroll_for, stop_of

if TYPE_CHECKING:
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.widgets.task_lines import Section


def laid_out(*sections: Section, airy: bool = False, spaced: bool = False) -> Places:
    """Hold and lay out some sections."""
    places = Places()
    places.take(sections, {})
    places.lay_out(parts=lambda _row: 1, airy=airy, spaced=spaced)
    return places


def shown(places: Places) -> list[str]:
    """Give what the lines hold, NOW among them."""
    line = places.now_line(NOW)
    words = [place.stop.ref or f"={place.section}" if place.stop else "" for place in places.lines]
    return words if line is None else [*words[:line], "NOW", *words[line:]]


def rows(*clocks: str) -> list[TaskRow]:
    """Make rows due at some times, numbered from 1."""
    return [a_row(str(number), clock) for number, clock in enumerate(clocks, 1)]


@pytest.mark.parametrize(
    ("sides", "split"),
    [
        ([], None),
        ([0, 0], None),
        ([-1, -1, 1, 1], 2),
        ([-1, 0, 0, 1], 3),
        ([1, 1], 0),
        ([-1, -1, 0], 2),
        ([-1, 1, -1, -1, 1], 4),
        ([-1, 1, -1, 1], 1),
    ],
)
def test_the_line_between_past_and_future_has_the_fewest_on_its_wrong_side(sides: list[int], split: int | None) -> None:
    assert best_split(sides) == split


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=30))
def test_no_other_split_is_better(sides: list[int]) -> None:
    def wrong(split: int) -> int:
        return sides[:split].count(1) + sides[split:].count(-1)

    split = best_split(sides)

    assert split is None or wrong(split) == min(wrong(other) for other in range(len(sides) + 1))


def test_now_stands_before_the_first_task_to_come() -> None:
    places = laid_out(a_section("a", rows("17:20", "17:42", "17:45")))

    assert shown(places) == ["=a", "1", "2", "NOW", "3"]


def test_now_closes_a_section_that_has_passed() -> None:
    first, second = rows("17:20", "18:00")
    places = laid_out(a_section("a", [first]), a_section("b", [second]), airy=True)

    assert shown(places) == ["=a", "1", "NOW", "", "=b", "2"]


def test_now_stands_under_the_first_heading_when_all_is_to_come() -> None:
    assert shown(laid_out(a_section("a", rows("18:00")))) == ["=a", "NOW", "1"]


def test_now_ends_a_list_that_has_passed() -> None:
    assert shown(laid_out(a_section("a", rows("17:00", "")))) == ["=a", "1", "NOW", "2"]


def test_a_list_without_times_has_no_now() -> None:
    assert shown(laid_out(a_section("a", rows("", "")))) == ["=a", "1", "2"]


def test_now_inside_a_folded_section_follows_its_heading() -> None:
    places = laid_out(a_section("a", rows("17:00", "18:00"), folded=True), a_section("b", [a_row("9")]))

    assert shown(places) == ["=a", "NOW", "=b", "9"]


def test_a_task_given_twice_is_held_once() -> None:
    row = a_row("1", "18:00")
    places = laid_out(a_section("a", [row, row]))

    assert places.stops == [Stop("1")]


def test_a_guest_and_its_own_line_are_two() -> None:
    own, guest = a_row("1"), a_row("1", guest=True)
    places = laid_out(a_section("a", [own]), a_section("b", [guest]))

    assert places.stops == [stop_of(own), stop_of(guest)]
    assert places.find("1") == stop_of(own)


def test_replacing_a_row_counts_in_its_heading() -> None:
    places = laid_out(a_section("a", rows("17:00", "18:00")))

    assert places.replace(done_row("1", "17:00")) is not None
    assert (places.sections["a"].settled, places.sections["a"].total) == (1, 2)
    assert places.replace(a_row("1", "17:00")) is not None
    assert places.sections["a"].settled == 0


def test_a_row_that_is_not_held_changes_nothing() -> None:
    assert laid_out(a_section("a", rows("17:00"))).replace(a_row("99")) is None


def test_a_page_goes_at_least_one_line_and_at_most_a_screen() -> None:
    places = laid_out(a_section("a", rows(*["17:00"] * 9)), spaced=True)

    assert places.page(Stop("1"), 1, 1) == 1
    assert places.page(Stop("1"), 1, 6) == 2
    assert places.page(Stop("9"), -1, 6) == 6


def test_the_cursor_goes_to_the_next_task_left() -> None:
    places = laid_out(a_section("a", rows("17:00", "", "18:00")))
    before = [Stop("1"), Stop("x"), Stop("3"), Stop("2")]

    assert places.nearest(Stop("x"), before) == Stop("3")
    assert places.nearest(Stop("never"), before) == Stop("1")


@pytest.mark.parametrize(
    ("lines", "heading", "goal"),
    [
        (range(10, 11), False, None),
        (range(21, 22), False, None),
        (range(22, 23), False, 11),
        (range(22, 24), False, 12),
        (range(9, 10), False, 9),
        (range(9, 10), True, 8),
        (range(50, 51), True, 46),
        (range(2, 3), False, 0),
    ],
)
def test_scrolling_goes_no_further_than_it_must(lines: range, heading: bool, goal: int | None) -> None:
    assert scroll_for(lines, top=10, height=12, heading=heading) == goal
