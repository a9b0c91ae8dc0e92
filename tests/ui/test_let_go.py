"""What was closed is let go of: a day of hundreds of ticks and boards must not make the program grow."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from textual.screen import Screen
from textual.widget import Widget

from cutover_tui.ui import app
from cutover_tui.ui.screens import asking, board_screen, log_screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

BOARDS = "sloDmBNyprRH?"
"""Keys that open another screen, of those the small plan has."""


@pytest.fixture(autouse=True)
def everything_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is there in sight of the collector, which the app lets rest once it is up."""
    monkeypatch.setattr(app, "UP_AFTER", 3600.0)


async def still_there(desk: Desk) -> Counter[str]:
    """How many widgets of each kind are held by anything, shown or not."""
    await asyncio.sleep(0.05)
    await desk.settle()
    gc.collect()
    return Counter(type(held).__name__ for held in gc.get_objects() if isinstance(held, Widget))


async def test_questions_that_were_left_are_let_go_of(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TAKEN_APART_AFTER", 0.001)
    async with open_desk() as desk:
        await desk.at("F-01b")
        for key in ("t", "n"):
            await desk.press(key, "escape")
        before = await still_there(desk)
        for key in ("t", "n") * 3:
            await desk.press(key, "escape")

        assert await still_there(desk) == before


async def test_boards_that_were_left_are_let_go_of(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk() as desk:
        # The loop keeps a cancelled timer, with all it belongs to, until its time would have come.
        monkeypatch.setattr(board_screen, "LOOK_EVERY", 0.02)
        monkeypatch.setattr(log_screen, "LOOK_AGAIN_S", 0.02)
        for key in BOARDS:
            await desk.press(key, "escape")
        before = await still_there(desk)
        for key in BOARDS * 2:
            await desk.press(key)
            opened = type(desk.app.screen)
            await desk.press("escape")
            assert issubclass(opened, Screen)

        assert await still_there(desk) == before


async def test_what_is_shown_still_follows_the_theme(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        night = list(desk.app.screen._compositor.render_strips())
        gc.collect()
        await desk.press("T")

        assert all(day != dark for day, dark in zip(desk.app.screen._compositor.render_strips(), night, strict=True))
