"""Typed words that look as if they could tell who a patient is: one stop in the strip, never a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.run_stage import make_run

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

NUMBER = "943 476 5919"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run with a little history."""
    return make_run(tmp_path / "run")


async def test_a_number_that_looks_like_a_patients_is_asked_about_and_not_repeated(
    open_desk: OpenDesk, folder: Path
) -> None:
    async with open_desk(folder) as desk:
        await desk.at("F-03")
        before = len(desk.run.entries)
        await desk.press("t", f"=12, not {NUMBER}", "enter", "=early", "enter", "=jb", "enter")
        asked = desk.asked()

        assert "What did you see?: this looks like an NHS number." in asked
        assert "Write the number of the paper form instead, such as C-014." in asked
        assert asked.count(NUMBER) == 1
        assert len(desk.run.entries) == before


async def test_a_second_enter_says_that_it_is_nobodys(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.at("F-03")
        await desk.press("t", f"=12, not {NUMBER}", "enter", "=early", "enter", "=jb", "enter", "enter")

        assert desk.state.tasks["F-03"].observed == f"12, not {NUMBER}"


async def test_changed_words_are_recorded_without_a_second_stop(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.at("F-03")
        await desk.press("t", f"={NUMBER}", "enter", "=early", "enter", "=jb", "enter")
        await desk.press("ctrl+u", "=12 of 12", "enter")

        assert desk.state.tasks["F-03"].observed == "12 of 12"
        assert NUMBER not in (folder / "audit-log.jsonl").read_text()


async def test_a_note_is_looked_over_too(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("n", "=rang Mrs Smith", "ctrl+s", "=jb", "enter")

        assert "this looks like a person's name." in desk.asked()
        assert desk.kinds[-1] != "note.added"


async def test_looking_for_words_is_never_stopped(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("slash", f"={NUMBER}", "enter")

        assert desk.question == ""
