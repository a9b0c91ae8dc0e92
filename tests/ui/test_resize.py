"""A terminal may change its size at any moment, whatever stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.ui.run_stage import CONFIRMED

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

THROUGH = ((120, 36), (100, 30), (80, 24), (200, 55), (80, 24), (160, 45), (60, 15), (20, 5), (100, 24), (80, 40))
OPENED: dict[str, tuple[str, tuple[str, ...]]] = {
    "RunScreen": ("F-02", ()),
    "TickStrip": ("F-01b", ("t",)),
    "tick with a second person": ("F-02", ("t", "1", "enter", *CONFIRMED)),
    "tick that names a catcher": ("F-01b", ("t", "1", "enter", "=Ann", "enter", "=1", "enter", "=mk", "enter")),
    "CheckStrip": ("F-02", ("t", "1", "enter", *CONFIRMED, "=sp", "enter", "enter", "c", "=dr", "enter", "1", "enter")),
    "NotDoneMenu": ("F-01b", ("x",)),
    "defer": ("F-01b", ("x", "4")),
    "StartStrip": ("F-03", ("b",)),
    "NoteDialog": ("F-03", ("n", "=half a sentence")),
    "CorrectDialog": ("F-01a", ("u", "1", "1")),
    "AnchorDialog": ("F-03", ("a",)),
    "move": ("F-03", ("a", "3", "2")),
    "WhoDialog": ("F-03", ("i", "=tm", "enter")),
    "SealDialog": ("F-03", ("v",)),
    "export": ("F-03", ("E",)),
    "LineDialog": ("F-03", ("slash",)),
    "FilterDialog": ("F-03", ("f",)),
    "leave": ("F-03", ("q",)),
    "detail": ("F-03", ("d",)),
    "LogScreen": ("F-03", ("l", "enter")),
    "WallScreen": ("F-03", ("w",)),
    "HelpScreen": ("F-03", ("question_mark",)),
    "palette": ("F-03", ("ctrl+p",)),
}
"""What may stand on the screen, and the task and keys that put it there."""


@pytest.mark.parametrize("what", OPENED)
async def test_every_size_in_turn_leaves_what_stands_there_whole(open_desk: OpenDesk, what: str) -> None:
    ref, keys = OPENED[what]
    async with open_desk(size=(120, 36)) as desk:
        await desk.at(ref)
        await desk.press(*keys)
        place, before = desk.place, desk.text
        for width, height in THROUGH:
            await desk.resize(width, height)

            lines = desk.text.splitlines()
            assert desk.place == place
            assert len(lines) <= height
            assert all(cell_len(line) <= width for line in lines)
        if what in {"RunScreen", "detail"}:
            assert desk.marked == ref
        await desk.resize(120, 36)

        assert desk.text == before


async def test_keys_go_to_what_is_in_sight_after_a_resize(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-03")
        await desk.press("d", "down", "down")
        assert desk.marked == "F-03"
        await desk.resize(120, 36)
        await desk.press("up")
        assert desk.marked == "F-02"
        assert "TASK F-02" in desk.text
        await desk.resize(80, 24)
        assert "TASK F-02" in desk.text
        await desk.press("escape", "up")

        assert desk.marked == "F-01b"


async def test_what_was_typed_stays_through_every_size(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk")
        for width, height in THROUGH:
            await desk.resize(width, height)
        await desk.resize(100, 30)
        await desk.press("enter")

        assert desk.state.standing("F-01b").by == "MK"
