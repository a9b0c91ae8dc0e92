from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from tests.ui.keyboard import lines_of
from tests.ui.widgets.stage import NOW, Stage, settled
from textual.strip import Strip

from cutover_tui.domain.closing import LiveStanding
from cutover_tui.ui.palette import NIGHT, Ink
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.clock_band import ClockBand, Countdown, columns, face_of, now_face
from cutover_tui.ui.widgets.digits import solid
from cutover_tui.ui.widgets.painted import Look, changed_span

LOOK = Look(NIGHT, ascii_marks=False)
ZONE = "Europe/London"
FDP = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
GL = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BOTH = (Countdown("FDP", FDP, recorded=False), Countdown("GO-LIVE", GL, recorded=False))


@pytest.mark.parametrize(
    ("ahead", "words", "ink"),
    [
        (timedelta(hours=2), "", Ink.TEXT),
        (timedelta(hours=1), "◆ UNDER 1 HOUR", Ink.SOON),
        (timedelta(0), "◆ UNDER 1 HOUR", Ink.SOON),
        (timedelta(seconds=-1), "▲ PASSED", Ink.OVERDUE),
    ],
)
def test_a_colour_never_comes_without_its_word(ahead: timedelta, words: str, ink: Ink) -> None:
    face = face_of(Countdown("FDP", NOW + ahead, recorded=False), NOW, ZONE, LOOK)

    assert (face.words, face.ink) == (words, ink)


def test_an_anchor_on_record_says_when() -> None:
    face = face_of(Countdown("FDP", FDP, recorded=True), FDP + timedelta(minutes=9), ZONE, LOOK)

    assert (face.when, face.words, face.digits) == ("", "✓ RECORDED 18:30", "T+00:09:00")


def test_go_live_says_that_it_is_provisional_and_how_much_is_to_do() -> None:
    live = Countdown("GO-LIVE", GL, recorded=True, standing=LiveStanding.PROVISIONAL, to_do=12)

    face = face_of(live, GL + timedelta(minutes=9), ZONE, LOOK)

    assert (face.words, face.word_ink) == ("◆ LIVE, PROVISIONAL, 12 to do", Ink.SOON)


def test_go_live_says_live_and_since_when_once_it_holds() -> None:
    live = Countdown("GO-LIVE", GL, recorded=True, standing=LiveStanding.LIVE)

    face = face_of(live, GL + timedelta(days=1), ZONE, LOOK)

    assert (face.words, face.word_ink) == ("✓ LIVE since Tue 08:00", Ink.DONE)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_that_being_live_is_provisional_stands_whole_at_every_size(size: tuple[int, int]) -> None:
    band = ClockBand()
    live = Countdown("GO-LIVE", GL, recorded=True, standing=LiveStanding.PROVISIONAL, to_do=12)
    async with Stage(band).run_test(size=size) as pilot:
        band.show(GL + timedelta(hours=1), (Countdown("FDP", FDP, recorded=True), live))
        shown = "".join(await settled(pilot))

    assert "GO-LIVE  ◆ LIVE, PROVISIONAL, 12 to do" in shown


def test_an_anchor_without_a_time_says_so() -> None:
    face = face_of(Countdown("GO-LIVE", None, recorded=False), NOW, ZONE, LOOK)

    assert (face.when, face.digits) == ("no time set yet", "")


def test_the_hour_that_comes_twice_names_its_clock() -> None:
    face = now_face(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ZONE)

    assert (face.when, face.digits) == ("25 Oct BST", "01:30")


async def test_two_clocks_at_80_columns_and_three_when_wider() -> None:
    band = ClockBand()
    async with Stage(band).run_test(size=(80, 24)) as pilot:
        band.show(NOW, BOTH)
        narrow = await settled(pilot)
        await pilot.resize_terminal(120, 36)
        wide = await settled(pilot)

    assert narrow[0] == " FDP  Mon 18:30  ◆ UNDER 1 HOUR         GO-LIVE  Tue 08:00"
    assert "NOW" not in "".join(narrow)
    assert "NOW  Mon 23 Nov" in wide[1]
    assert wide[1].index("GO-LIVE") == wide[3].index("▀█▀", 10)


@pytest.mark.parametrize(("size", "height"), [((80, 24), 4), ((100, 30), 7), ((120, 24), 4), ((200, 55), 9)])
async def test_the_band_takes_the_rows_its_size_allows(size: tuple[int, int], height: int) -> None:
    band = ClockBand()
    async with Stage(band).run_test(size=size) as pilot:
        band.show(NOW, BOTH)
        await settled(pilot)

        assert band.size.height == height


@pytest.mark.parametrize("width", [60, 80, 100, 120, 188, 200])
async def test_no_clock_runs_into_the_next(width: int) -> None:
    band = ClockBand()
    late = Countdown("GO-LIVE", NOW + timedelta(days=120), recorded=False)
    async with Stage(band).run_test(size=(width, 36)) as pilot:
        band.show(NOW, (late, late))
        shown = await settled(pilot)

    starts, right = columns(width, 2, large=width >= 188)
    for line in shown[: band.size.height]:
        for start in (*starts[1:], *([right] if width >= 100 else [])):
            assert line.ljust(width)[start - 1] == " "


@pytest.mark.parametrize(("since", "digits"), [(-103, "T-00:01"), (3661, "T+01:01"), (86400 * 5, "T+5d")])
async def test_the_seconds_or_the_hours_give_way_where_two_clocks_have_no_room(since: int, digits: str) -> None:
    band = ClockBand()
    both = (Countdown("FDP", NOW - timedelta(seconds=since), recorded=True), BOTH[1])
    async with Stage(band, ascii_marks=True).run_test(size=(60, 15)) as pilot:
        band.show(NOW, both)
        shown = await settled(pilot)

    starts, _right = columns(60, 2, large=False)
    drawn = solid(digits, large=False, ascii_marks=True)
    assert [line[1 : starts[1]].rstrip() for line in shown[1 : 1 + len(drawn)]] == [row.rstrip() for row in drawn]


async def test_a_second_repaints_only_the_digits_that_change() -> None:
    band = ClockBand()
    async with Stage(band).run_test(size=(120, 36)) as pilot:
        band.show(NOW, BOTH)
        await settled(pilot)
        with patch.object(band, "refresh", wraps=band.refresh) as refresh:
            band.show(NOW, BOTH)
            assert not refresh.called
            band.show(NOW + timedelta(seconds=1), BOTH)
            painted = sum(region.area for region in refresh.call_args.args)

        assert 0 < painted < 4 * 120


async def test_in_ascii_every_cell_is_ascii() -> None:
    band = ClockBand()
    app = Stage(band, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        band.show(NOW, BOTH)
        await settled(pilot)

        assert "".join(lines_of(app)).isascii()
        assert band.size.height == 6


def test_lines_that_are_equal_have_no_changed_span() -> None:
    style = LOOK.style(Ink.TEXT)

    assert changed_span(Strip.blank(5, style), Strip.blank(5, style)) is None


def test_lines_with_wide_letters_are_repainted_whole() -> None:
    before = Row(6, LOOK.style(Ink.TEXT)).put("界界").strip()
    after = Row(6, LOOK.style(Ink.TEXT)).put("界a").strip()

    assert changed_span(before, after) == (0, 6)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (160, "LAST SAFE RETREAT 17:30, in 47 min"),
        (100, "RETREAT BY 17:30"),
        (80, "RETREAT BY 17:30"),
        (56, ""),
    ],
)
async def test_the_last_safe_retreat_stands_beside_its_clock_in_the_longest_form_that_fits(
    width: int, shown: str
) -> None:
    notes = ("LAST SAFE RETREAT 17:30, in 47 min", "RETREAT BY 17:30, in 47 min", "RETREAT BY 17:30")
    band = ClockBand()
    async with Stage(band).run_test(size=(width, 24)) as pilot:
        band.show(NOW, (Countdown("FDP", FDP, recorded=False, notes=notes), BOTH[1]))
        await settled(pilot)
        text = " ".join(lines_of(pilot.app))

        assert [note for note in notes if note in text][:1] == ([shown] if shown else [])


async def test_where_both_do_not_fit_the_retreat_stands_in_the_place_of_under_an_hour() -> None:
    band = ClockBand()
    late = Countdown("FDP", FDP, recorded=False, notes=("RETREAT was 17:30",))
    async with Stage(band).run_test(size=(80, 24)) as pilot:
        band.show(NOW, (late, BOTH[1]))
        await settled(pilot)
        narrow = " ".join(lines_of(pilot.app))
    async with Stage(wide := ClockBand()).run_test(size=(160, 24)) as pilot:
        wide.show(NOW, (late, BOTH[1]))
        await settled(pilot)
        roomy = " ".join(lines_of(pilot.app))

    assert "RETREAT was 17:30" in narrow
    assert "UNDER 1 HOUR" not in narrow
    assert "UNDER 1 HOUR" in roomy
