"""What the room reads: the run screen's words at the sizes of real terminals, each kept screen read by a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.examples import StillClock, an_act
from tests.ui.run_stage import SIX_LISTS, make_run

from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.run import Run
from cutover_tui.ui.palette import DAY, DAY_THEME, NIGHT, NIGHT_THEME

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30), (120, 36))
LARGE = ((160, 45), (200, 55))
EVERY_SIZE = (*SIZES, *LARGE)


HOUSE_RULES = set("─│█▀▄▌·‘’–…")
"""What every terminal's font has: rules, solid letters, and the marks of ordinary sentences."""


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_run_screen_of_a_rehearsal(
    open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.at("F-02")
        assert_screen(desk.text, f"run-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_run_screen_of_a_live_run(
    open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(size=size, kind=RunKind.LIVE) as desk:
        await desk.at("F-02")
        assert_screen(desk.text, f"run-live-{named(size)}")

        assert "REHEARSAL" not in desk.text


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_all_six_lists_at_once(open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]) -> None:
    async with open_desk(size=size) as desk:
        await desk.press("A", "home")
        assert_screen(desk.text, f"run-all-lists-{named(size)}")


async def test_each_list_on_the_smallest_screen(open_desk: OpenDesk, assert_screen: AssertScreen) -> None:
    async with open_desk(size=(80, 24)) as desk:
        for code in "PCGRH":
            await desk.press(code)
            assert_screen(desk.text, f"run-list-{code.lower()}-80x24")


async def test_the_detail_stands_in_place_of_the_list_on_the_smallest_screen(
    open_desk: OpenDesk, assert_screen: AssertScreen
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-02")
        await desk.press("d")
        assert_screen(desk.text, "run-detail-80x24")
        await desk.press("pagedown")
        assert_screen(desk.text, "run-detail-below-80x24")


async def test_the_message_takes_the_row_of_the_log_tail_only_where_rows_are_few(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        height = desk.tasks.size.height
        assert "Arrow keys mark a task" in desk.text
        assert " log 16:40" not in desk.text
        await desk.at("F-02")
        assert "Arrow keys mark a task" not in desk.text
        assert " log 16:40" in desk.text
        assert desk.tasks.size.height == height
        await desk.resize(80, 30)
        await desk.press("g", "=x9", "enter")

        assert "There is no task x9" in desk.text
        assert " log 16:40" in desk.text


async def test_a_message_after_one_that_was_taken_away_is_read_on_a_small_screen(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-02")
        await desk.press("g", "=x9", "enter")

        assert "There is no task x9" in desk.text


async def test_a_filter_says_how_much_it_shows(open_desk: OpenDesk, assert_screen: AssertScreen) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("A", "f", "3", "enter")
        assert_screen(desk.text, "run-filter-80x24")

        assert "late: 3 of 18" in desk.text


async def test_finished_phases_fold_on_a_small_screen_and_stand_open_on_a_tall_one(
    open_desk: OpenDesk, assert_screen: AssertScreen, tmp_path: Path
) -> None:
    folder = make_run(tmp_path / "run")
    run = Run.open(folder, clock=StillClock("Thu 17:20"))
    run.complete_task(an_act("MK", "Thu 17:20"), "F-01b", observed="off, confirmed by the lab")
    run.complete_task(an_act("SP", "Thu 17:20"), "F-02", observed="paused", checked_by="DR")
    run.close()
    async with open_desk(folder, size=(80, 24)) as desk:
        await desk.press("down")
        assert_screen(desk.text, "run-folded-80x24")
        assert desk.row("F-02") == ""
        await desk.resize(80, 30)
        assert desk.row("F-02")
        await desk.resize(80, 24)

        assert desk.row("F-02") == ""
        assert desk.marked == "F-03"


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
async def test_plain_marks_leave_nothing_but_ascii(
    open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.press("M", "A", "home")
        assert_screen(desk.text, f"run-ascii-{named(size)}")
        for keys in (
            ("d",),
            ("d",),
            ("F",),
            ("t",),
            ("escape", "x"),
            ("escape", "l"),
            ("escape", "w"),
            ("escape", "question_mark"),
        ):
            await desk.press(*keys)

            drawn = {letter for letter in desk.text if ord(letter) > 126}
            assert drawn <= HOUSE_RULES, (keys, drawn)


async def test_the_day_theme_says_the_same_words(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        night = desk.text
        assert desk.app.theme == NIGHT_THEME
        await desk.press("T")
        assert desk.app.theme == DAY_THEME

        assert desk.text.splitlines()[:-2] == night.splitlines()[:-2]


def grounds(desk: Desk) -> set[str]:
    """Every colour that stands behind something on the screen."""
    strips = desk.app.screen._compositor.render_strips()
    styles = (segment.style for strip in strips for segment in strip)
    return {style.bgcolor.get_truecolor().hex.upper() for style in styles if style and style.bgcolor}


async def test_changing_the_theme_paints_every_part_of_every_screen_anew(open_desk: OpenDesk) -> None:
    night, day = ({palette.background, palette.surface, palette.panel, palette.selected} for palette in (NIGHT, DAY))
    async with open_desk(size=(120, 36)) as desk:
        await desk.at("F-02")
        assert grounds(desk) & night
        await desk.press("T")
        assert not grounds(desk) & night
        await desk.press("l", "T")
        assert not grounds(desk) & day
        await desk.press("escape")
        assert not grounds(desk) & day
        await desk.press("t", "escape", "w", "T", "escape")

        assert not grounds(desk) & night


@pytest.mark.parametrize("size", EVERY_SIZE, ids=named)
async def test_every_size_shows_every_line_without_loss(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    plan = replace(SIX_LISTS, practice="Larkfield Surgery and Millbrook Branch")
    async with open_desk(size=size, plan=plan) as desk:
        await desk.press("F", "home")
        lines = desk.text.splitlines()

        assert len(lines) == size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        for ref in ("F-01a", "F-01b", "F-02", "F-03"):
            assert desk.row(ref), ref
        assert "NOW ─" in desk.text
        assert "quit" in lines[-1]
        assert lines[-1].endswith("saved 17:42")


@pytest.mark.parametrize("size", LARGE, ids=named)
async def test_a_large_screen_cuts_nothing(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size=size) as desk:
        for code in "PFCGRHA":
            await desk.press(code, "home")
            lines = [line for task in SIX_LISTS.tasks if (line := desk.row(task.ref))]

            assert lines
            assert not any("…" in line.split("│", maxsplit=1)[0] for line in lines)
            assert not any("…" in line for line in desk.text.splitlines()[:12])
