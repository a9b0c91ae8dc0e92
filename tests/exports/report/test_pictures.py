"""The drawings: what stands where, in shapes and patterns and not in colour alone, and the same in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.exports.bundles import kept_context

from cutover_tui.domain.services import ServiceState, ServiceStatus, Step
from cutover_tui.exports.report.gathered import KeyTime
from cutover_tui.exports.report.pictures.burn_down import burn_down_picture
from cutover_tui.exports.report.pictures.drawing import Drawing, text_width, time_axis
from cutover_tui.exports.report.pictures.key_times import key_times_picture
from cutover_tui.exports.report.pictures.services_off import Stretch, stretches
from cutover_tui.runner.reentry_forecast import BurnPoint

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def step(status: ServiceStatus, hours: int, first_item: str = "") -> Step:
    return Step(seq=hours, status=status, at=NOON + hours * HOUR, by="JB", first_item=first_item)


def test_moments_stand_in_order_along_an_axis() -> None:
    moments = [NOON + hours * HOUR for hours in (0, 3, 8)]

    axis = time_axis(moments, left=100, right=600, zone="Europe/London")

    places = [axis.x(moment) for moment in moments]
    assert places == sorted(places)
    assert 100 < places[0] < places[-1] < 600


def test_a_broken_axis_leaves_out_the_days_in_which_nothing_happened() -> None:
    moments = [NOON, NOON + HOUR, NOON + 96 * HOUR]

    axis = time_axis(moments, left=100, right=600, zone="Europe/London", broken=True)

    assert len(axis.spans) == 2
    assert axis.x(NOON + HOUR) - axis.x(NOON) > 60
    assert axis.spans[0].right < axis.spans[1].left


def test_the_plan_is_an_empty_circle_and_what_happened_a_filled_one_with_the_difference_in_words() -> None:
    times = [KeyTime(code="GL", name="Go-live", planned=NOON, actual=NOON + HOUR)]

    picture = key_times_picture(times, [], "Europe/London")

    assert picture is not None
    assert picture.svg.count('fill="#fff" stroke="#212b32" stroke-width="2"') == 2  # one of them in the key
    assert "1 hour after plan" in picture.svg


@given(st.lists(st.integers(0, 9 * 24 * 4), min_size=2, max_size=7, unique=True))
def test_no_time_of_day_stands_over_another(quarters: list[int]) -> None:
    """Beside a break the times of two days once read `09:0007:00`."""
    begins = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    instants = [begins + timedelta(minutes=15 * quarter) for quarter in quarters]
    drawing = Drawing("x", "x", "x", 100)
    time_axis(instants, left=226, right=640, zone="Europe/London", broken=True).draw(drawing, 76, 90)

    clocks = sorted(float(x) for x in re.findall(r'<text x="([0-9.]+)" y="71"[^>]*>[0-9:]{5}<', drawing.svg()))
    assert all(later - earlier >= text_width("09:00") for earlier, later in pairwise(clocks))


def test_there_is_no_picture_of_a_single_moment() -> None:
    assert key_times_picture([KeyTime(code="GL", name="Go-live", planned=NOON)], [], "Europe/London") is None
    assert burn_down_picture([BurnPoint(NOON, 4)], kept_context()) is None


def test_the_burn_down_says_its_highest_and_its_last_number_in_words() -> None:
    points = [BurnPoint(NOON, 4), BurnPoint(NOON + HOUR, 61), BurnPoint(NOON + 2 * HOUR, 3)]

    picture = burn_down_picture(points, kept_context())

    assert picture is not None
    assert "highest at 61 on 22-Nov-2026 13:00" in picture.words
    assert "At the last count, 22-Nov-2026 14:00, 3 items were left." in picture.words


def test_a_bar_is_hatched_while_off_and_dotted_until_somebody_saw_it_flow() -> None:
    standing = ServiceState(
        steps=(
            step(ServiceStatus.OFF, 0),
            step(ServiceStatus.ON_UNTESTED, 2),
            step(ServiceStatus.FLOWING, 5, "a result, 17:02"),
        )
    )

    assert list(stretches(standing)) == [
        Stretch(NOON, NOON + 2 * HOUR, "hatch"),
        Stretch(NOON + 2 * HOUR, NOON + 5 * HOUR, "dots"),
    ]


def test_a_flow_nobody_saw_a_first_item_of_stays_on_the_picture() -> None:
    standing = ServiceState(steps=(step(ServiceStatus.OFF, 0), step(ServiceStatus.FLOWING, 2)))

    assert [one.ends for one in stretches(standing)] == [NOON + 2 * HOUR, None]


def test_words_in_a_drawing_are_never_markup() -> None:
    drawing = Drawing("a", "<b>&", "</desc><script>", 10)
    drawing.words(0, 0, "</text><script>x")

    assert not re.findall(r"<script|<b>", drawing.svg())
