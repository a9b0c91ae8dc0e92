"""The log tells the story, shows the record, keeps what was corrected, and never moves under a reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cutover_tui.ui.screens.log_screen import LogScreen
from tests.ui.screens.conftest import HOSTILE, SIZES, ScreenApp, example_plan, in_practice, screen_text, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screens.conftest import Example


async def test_try(make_example: Callable[..., Example]) -> None:
    example = make_example()
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        print(await settled(pilot))
        await pilot.press("s", "o", "up", "enter")
        print(await settled(pilot))
    assert 0
