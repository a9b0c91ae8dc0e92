from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from tests.ui.widgets.stage import HOSTILE, NOW, Stage, due, settled

from cutover_tui.runner.boards import Mark, Tally
from cutover_tui.runner.service_tiles import ServiceTile
from cutover_tui.runner.story import Line
from cutover_tui.ui.key import Key
from cutover_tui.ui.palette import DAY, DAY_THEME, NIGHT
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.log_tail import LogTail
from cutover_tui.ui.widgets.service_strip import ServiceStrip
from cutover_tui.ui.widgets.tally_bar import TallyBar
from cutover_tui.ui.widgets.title_bar import TitleBar

SIX = (
    ServiceTile("EPS", "OFF", degraded=True, since=due("17:02")),
    ServiceTile("PATHOLOGY", "PAPER", degraded=True, since=due("17:30")),
    ServiceTile("SCREENING", "NORMAL", degraded=False, since=None),
    ServiceTile("GP2GP", "OFF", degraded=True, since=due("17:40")),
    ServiceTile("GP LINKS", "3 of 4 OFF", degraded=True, since=due("17:41")),
    ServiceTile("3RD PARTY", "ON", degraded=False, since=due("17:41")),
)


def a_line(words: str, by: str = "JB", *, late: bool = False, struck: bool = False) -> Line:
    """Make a line of the story."""
    at = due("17:40")
    return Line(1, at + timedelta(minutes=9), at, by, "", Mark.DONE, words, late, False, struck)


def a_title(*, rehearsal: bool = False, practice: str = "Riverside Surgery") -> TitleBar:
    """Make a title bar."""
    return TitleBar(
        practice=practice,
        from_system="EMIS Web",
        to_system="SystmOne",
        run_name="y09999-20261126-live-1",
        lead="Lead J Bell",
        bridge_call="01632 960 000",
        rehearsal=rehearsal,
    )


KEYS = [
    Key(action={"help": "app.show_help", "quit": "app.quit"}.get(label, label), key=key, label=label, tip="", id=key)
    for key, label in (
        ("t", "tick"),
        ("x", "not done"),
        ("n", "note"),
        ("slash", "find"),
        ("d", "detail"),
        ("l", "log"),
        ("w", "wall"),
        ("H", "handover"),
        ("R", "roll call"),
        ("question_mark", "help"),
        ("q", "quit"),
    )
]


# -- service strip ------------------------------------------------------------------------------------------------


async def test_services_stand_in_one_row_at_80_columns() -> None:
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(80, 24)) as pilot:
        strip.show(SIX[:4], NOW)
        four = await settled(pilot)
        strip.show(SIX, NOW)
        six = await settled(pilot)
        assert strip.size.height == 1

    assert four[0] == " EPS  × OFF   PATHOLOGY  ■ PAPER   SCREENING  ○ NORMAL   GP2GP  × OFF"
    assert six[0] == " EPS OFF PATHOLOGY PAPER SCREENING ○ GP2GP OFF GP LINKS 3 of 4 OFF 3RD PARTY ✓"


async def test_services_stand_in_tiles_where_there_is_room() -> None:
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(120, 36)) as pilot:
        strip.show(SIX[:4], NOW)
        shown = await settled(pilot)

    assert shown[0].split("▌")[1:] == [" EPS".ljust(29), " PATHOLOGY".ljust(29), " SCREENING".ljust(29), " GP2GP"]
    assert "× OFF  since 17:02" in shown[1]
    assert "○ NORMAL" in shown[1]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 55)])
async def test_every_service_keeps_its_word_at_every_size(size: tuple[int, int]) -> None:
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=size) as pilot:
        strip.show(SIX, NOW)
        shown = "\n".join(await settled(pilot))

    assert all(tile.name in shown for tile in SIX)
    assert all(tile.words in shown for tile in SIX if tile.degraded)


async def test_a_state_that_many_share_is_said_once_before_names_are_cut() -> None:
    unproven = tuple(replace(tile, words="NOT PROVEN", degraded=True) for tile in SIX[:4])
    off = tuple(replace(tile, words="OFF", degraded=True) for tile in SIX[4:])
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(80, 24)) as pilot:
        strip.show((*unproven, *off), NOW)
        shown = await settled(pilot)

    assert shown[0] == " NOT PROVEN EPS · PATHOLOGY · SCREENING · GP2GP  OFF GP LINKS · 3RD PARTY"


async def test_services_as_usual_stand_last_where_states_are_said_once() -> None:
    unproven = tuple(replace(tile, words="NOT PROVEN", degraded=True) for tile in SIX[:5])
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(80, 24)) as pilot:
        strip.show((SIX[5], *unproven), NOW)
        shown = await settled(pilot)

    assert shown[0] == " NOT PROVEN EPS · PATHOLOGY · SCREENING · GP2GP · GP LINKS  ✓ 3RD PARTY"


async def test_no_services_take_no_row() -> None:
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert strip.size.height == 0
        strip.show(SIX, NOW)
        await settled(pilot)
        assert strip.size.height == 1


async def test_services_that_fit_in_no_form_are_named_in_words() -> None:
    strip = ServiceStrip()
    async with Stage(strip).run_test(size=(40, 24)) as pilot:
        strip.show(SIX, NOW)
        shown = await settled(pilot)

    assert shown[0] == " Not as usual: EPS, PATHOLOGY, GP2GP…"


# -- title bar ----------------------------------------------------------------------------------------------------


async def test_the_title_shows_the_time_at_80_columns_and_the_bridge_call_when_wider() -> None:
    bar = a_title()
    async with Stage(bar).run_test(size=(80, 24)) as pilot:
        bar.show_time(NOW)
        narrow = await settled(pilot)
        await pilot.resize_terminal(120, 36)
        wide = await settled(pilot)

    assert narrow[0].split("   ")[0] == " Riverside Surgery  ·  EMIS Web to SystmOne"
    assert narrow[0].endswith(" Mon 23 Nov  17:42:17")
    assert wide[0].endswith("y09999-20261126-live-1        Lead J Bell  ·  bridge call 01632 960 000")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 55)])
async def test_a_rehearsal_cannot_be_mistaken(size: tuple[int, int]) -> None:
    bar = a_title(rehearsal=True)
    async with Stage(bar).run_test(size=size) as pilot:
        shown = await settled(pilot)
        assert bar.size.height == 2

    assert "////  REHEARSAL  nothing here is real  ////" in shown[1]
    assert len(shown[1]) == size[0]


async def test_a_second_repaints_only_its_digits() -> None:
    bar = a_title()
    async with Stage(bar).run_test(size=(80, 24)) as pilot:
        bar.show_time(NOW)
        await settled(pilot)
        with patch.object(bar, "refresh", wraps=bar.refresh) as refresh:
            bar.show_time(NOW)
            assert not refresh.called
            bar.show_time(NOW + timedelta(seconds=1))

        assert [region.size for region in refresh.call_args.args] == [(1, 1)]


# -- tally --------------------------------------------------------------------------------------------------------


async def test_the_tally_says_what_needs_somebody() -> None:
    bar = TallyBar()
    async with Stage(bar).run_test(size=(80, 24)) as pilot:
        bar.show(Tally(22, 6, 2, 1, 1), "")
        plain = await settled(pilot)
        bar.show(Tally(47, 6, 2, 1, 1, 3, 1, 1, 1), "mine (PM): 12 of 47")
        full = await settled(pilot)

    assert plain[0].startswith("  6 of 22 done   ▲ 2 overdue  × 1 blocked  ◆ 1 due soon")
    assert "━" in plain[0]
    assert full[0].endswith("▲ 2 overdue  × 1 blocked  ◆ 1 due soon  …  mine (PM): 12 of 47")


async def test_a_tally_of_nothing_pressing_is_short() -> None:
    bar = TallyBar()
    async with Stage(bar).run_test(size=(100, 24)) as pilot:
        bar.show(Tally(22, 22))
        shown = await settled(pilot)

    assert shown[0].startswith("  Complete, 22 of 22 done")
    assert "▲" not in shown[0]


# -- log ----------------------------------------------------------------------------------------------------------


async def test_the_log_is_one_line_in_one_row_and_a_list_in_more() -> None:
    tail = LogTail()
    async with Stage(tail).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        empty = await settled(pilot)
        tail.show([a_line("F-7 Clear the queue: done"), a_line("EPS off", late=True)])
        one = await settled(pilot)
        tail.styles.height = 6
        more = await settled(pilot)

    assert empty[0] == " log nothing has been recorded yet"
    assert one[0] == " log 17:40 JB ✓ F-7 Clear the queue: done"
    assert more[1:4] == [
        " LOG",
        " 17:40 JB ✓ F-7 Clear the queue: done",
        " 17:40 JB ✓ (recorded 17:49) EPS off",
    ]


async def test_a_note_of_several_lines_stays_one_line_in_the_log() -> None:
    tail = LogTail()
    async with Stage(tail).run_test(size=(80, 24)) as pilot:
        tail.show([a_line("Note: one\n\ttwo")], NOW + timedelta(days=1))
        shown = await settled(pilot)

    assert shown[0] == " log Mon 17:40 JB ✓ Note: one two"


# -- footer -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (160, 45)])
async def test_keys_are_left_out_whole_and_never_help_or_quit(size: tuple[int, int]) -> None:
    footer = KeyFooter(KEYS)
    async with Stage(footer).run_test(size=size) as pilot:
        footer.set_saved("NOT SAVED, write on paper", "overdue")
        shown = await settled(pilot)

    words = shown[0].removesuffix("NOT SAVED, write on paper").split()
    labels = " ".join(words)
    assert shown[0].endswith("NOT SAVED, write on paper")
    assert labels.endswith("? help q quit")
    kept = [key for key in KEYS if f" {key.label}" in f" {labels}"]
    assert kept[:-2] == KEYS[: len(kept) - 2]


async def test_what_is_not_allowed_now_is_dim() -> None:
    footer = KeyFooter(KEYS)
    async with Stage(footer).run_test(size=(80, 24)) as pilot:
        footer.show(KEYS, {"tick"})
        await settled(pilot)
        label = next(style for text, style, _ in footer.render_line(0) if text == " tick")

    assert label is not None
    assert label.color is not None
    assert label.color.name == NIGHT.muted.lower()


# -- banner -------------------------------------------------------------------------------------------------------


async def test_a_banner_keeps_its_row_and_grows_only_for_a_long_message() -> None:
    banner = Banner()
    async with Stage(banner).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert banner.size.height == 1
        banner.show("word " * 24, "stop")
        shown = await settled(pilot)
        assert banner.size.height == 2
        assert shown[0].startswith(" ▲ word")
        assert shown[1].startswith("   word")
        banner.clear()
        await settled(pilot)
        assert banner.size.height == 1
        assert banner.words == ""


async def test_a_banner_cuts_nothing_unseen() -> None:
    banner = Banner()
    async with Stage(banner).run_test(size=(80, 24)) as pilot:
        banner.show("word " * 200, "caution")
        shown = await settled(pilot)
        assert banner.size.height == 4

    assert shown[3].endswith("word…")


# -- all ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE)
async def test_no_band_reads_markup(words: str) -> None:
    banner, tail, tally, strip = Banner(), LogTail(), TallyBar(), ServiceStrip()
    footer = KeyFooter([Key(action="a", key="t", label=words, tip="", id="t")])
    app = Stage(a_title(practice=words), strip, tally, tail, banner, footer)
    async with app.run_test(size=(140, 24)) as pilot:
        banner.show(words)
        tail.show([a_line(words)])
        tally.show(Tally(1), words)
        strip.show([ServiceTile(words, words, degraded=True, since=None)], NOW)
        footer.set_saved(words)
        shown = "\n".join(await settled(pilot))

    assert shown.count(words) == 8


async def test_a_theme_change_repaints_the_bands() -> None:
    bar = a_title()
    app = Stage(bar)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.theme = DAY_THEME
        await settled(pilot)
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]

    grounds = {segment.style.bgcolor.name for segment in segments if segment.style and segment.style.bgcolor}
    assert DAY.panel.lower() in grounds
    assert NIGHT.panel.lower() not in grounds
