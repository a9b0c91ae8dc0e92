"""Help shows every key of a place from its declarations, and explains every mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.keyboard import settled
from tests.ui.screens.conftest import HOSTILE, SIZES, ScreenApp, assert_golden
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from cutover_tui.domain.lateness import DUE_SOON
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.key import Key
from cutover_tui.ui.keys import groups_of
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.palette import DAY_THEME, glyph
from cutover_tui.ui.screens.help_screen import MARKS, HelpLine, HelpScreen, HelpSection

if TYPE_CHECKING:
    from textual.pilot import Pilot


def page(pilot: Pilot[None]) -> str:
    """Give the whole page, however much of it is on screen."""
    words = pilot.app.screen.query_one("#help-words", Static).content
    assert isinstance(words, Content)
    return words.plain


@pytest.mark.parametrize("size", SIZES)
async def test_the_help_of_the_log(size: tuple[int, int]) -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS["log"])))
    async with app.run_test(size=size) as pilot:
        top = await settled(pilot)
        assert_golden(f"help-{size[0]}x{size[1]}", top)
        await pilot.press("pagedown")
        assert_golden(f"help-below-{size[0]}x{size[1]}", await settled(pilot))


@pytest.mark.parametrize("place", KEYS)
async def test_every_key_of_a_place_is_there_with_its_sentence(place: str) -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS[place])))
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(pilot)
        lines = page(pilot).splitlines()

        for key in KEYS[place]:
            assert any(key.label in line and line.endswith(key.tip) for line in lines), key.id


async def test_every_way_to_press_a_key_is_named() -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS["log"])))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)

        assert "Enter →" in page(pilot)
        assert "↓ j" in page(pilot)


def test_every_mark_is_explained() -> None:
    assert {line.mark for line in MARKS.lines} == set(Mark)
    assert str(int(DUE_SOON.total_seconds() // 60)) in next(
        line.words for line in MARKS.lines if line.mark is Mark.SOON
    )


async def test_it_says_what_saved_means_and_how_to_zoom_the_wall() -> None:
    app = ScreenApp(HelpScreen({}))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = " ".join(page(pilot).split())

        assert "Every entry is on this computer's disk." in words
        assert "Write it on paper" in words
        assert "about 100 columns by 30 rows" in words


async def test_no_line_is_wider_than_the_page() -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS["home"])))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        assert max(len(line.rstrip()) for line in page(pilot).splitlines()) <= 78


async def test_what_a_place_explains_of_its_own_comes_before_the_marks() -> None:
    own = HelpSection("What a seal is", (HelpLine("seal", "Digits to write on paper."),))
    app = ScreenApp(HelpScreen({}, (own,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = page(pilot)

        assert words.index("Digits to write on paper.") < words.index("What the marks")


async def test_scrolling_by_lines_and_pages() -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS["log"])))
    async with app.run_test(size=(80, 24)) as pilot:
        top = await settled(pilot)
        await pilot.press("j", "down", "space", "pageup", "k", "up")
        back = await settled(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        bottom = await settled(pilot)

        assert back == top
        assert "STALE" in bottom


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_it_closes(key: str) -> None:
    app = ScreenApp(Screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(HelpScreen({}))
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)

        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_as_they_are(words: str) -> None:
    key = Key(action="x", key="x", label="do it", tip=words, id="x")
    section = HelpSection(words, (HelpLine("term", words), HelpLine("", words)))
    app = ScreenApp(HelpScreen({words: [key]}, (section,)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert (await settled(pilot)).count(words) == 5


async def test_every_size_both_themes_and_plain_marks() -> None:
    app = ScreenApp(HelpScreen(groups_of(KEYS["log"])), theme=DAY_THEME, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for size in ((120, 36), (160, 45), (50, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("T")
            await settled(pilot)
            assert not {glyph(mark, ascii=False) for mark in Mark if mark is not Mark.SETTLED} & set(page(pilot))
            assert "─" not in page(pilot)
