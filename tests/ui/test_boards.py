"""The boards beside the run screen: one table, one way in, and every board is where the table says."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN

from cutover_tui.domain.state import RunState
from cutover_tui.ui.keys import RUN_KEYS
from cutover_tui.ui.screens.board_acts import BOARDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

SCREENS = Path(__file__).parents[2] / "src" / "cutover_tui" / "ui" / "screens"
OPENED = {key.action: key.cap for key in RUN_KEYS if key.action.startswith("show_board(")}


def test_every_board_has_one_key_and_every_such_key_a_board() -> None:
    """The pauses have no key of their own: `!` shows them while the run is paused."""
    assert set(OPENED) == {f"show_board('{name}')" for name in BOARDS if name != "pauses"}


@pytest.mark.parametrize("name", BOARDS)
async def test_a_board_opens_over_the_run_screen_and_closes(open_desk: OpenDesk, name: str) -> None:
    async with open_desk() as desk:
        desk.screen.action_show_board(name)
        await desk.settle()
        lacking = BOARDS[name].lacks(desk.state)
        assert type(desk.app.screen).__name__ == ("RunScreen" if lacking else BOARDS[name].name)
        assert lacking in desk.text
        await desk.press("escape", "escape")

        assert desk.place == "RunScreen"


def test_what_lacks_in_a_plan_is_said_in_words() -> None:
    bare = RunState(plan=PLAN)

    assert BOARDS["gates"].lacks(bare).startswith("This plan has no gates")
    assert BOARDS["reentry"].lacks(bare).startswith("This plan has no re-entry categories")
    assert BOARDS["issues"].lacks(bare) == ""


def test_no_screen_loads_a_board_by_hand_that_the_table_names() -> None:
    modules = {f"cutover_tui.ui.screens.{board.module}" for board in BOARDS.values()}
    for path in sorted(SCREENS.glob("run_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} & modules, path.name


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_enter_reads_the_marked_row_and_esc_goes_back_step_by_step(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.press("s", "enter")
        beside = desk.app.screen.query_one("#board-side")
        assert beside.has_focus
        await desk.press("escape")
        assert desk.app.screen.query_one("BoardList").has_focus
        await desk.press("escape")

        assert desk.place == "RunScreen"
