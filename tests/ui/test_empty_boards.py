"""A board with nothing in it says in one sentence what it is for and which key begins; a filter says what it hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.ui.issues_stage import at_issues, make_issues

from cutover_tui.ui.screens.board_screen import BoardScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

SENTENCES = {
    "catch_up": "Type up here what was written on paper, line by line and with the times on it: press t.",
    "decisions": ("Write down here what is decided on the day, by whom and why, also a decision not to act: press n."),
    "huddles": (
        "What was said when people stood together, and what was reported to others, is kept here: press t after a "
        "huddle, n when a report was sent."
    ),
    "issues": "Raise here whatever goes wrong, so that it has a level, a time and somebody who sees to it: press I.",
    "messages": "Who is to be told stands here once something has happened: press f to show everybody already now.",
    "pauses": (
        "A pause stands here with who was told of it and what has to be right before the restart: press ! to pause."
    ),
}


async def empty_board(desk: Desk, name: str) -> tuple[BoardScreen, str]:
    """A board of a run in which nothing happened, and its text as running words."""
    desk.screen.action_show_board(name)
    await desk.settle()
    while desk.question:
        await desk.press("escape")
    screen = desk.app.screen
    assert isinstance(screen, BoardScreen)
    return screen, " ".join(desk.text.split())


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_an_empty_board_says_what_it_is_for_and_which_key_begins(
    open_desk: OpenDesk, name: str, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        screen, text = await empty_board(desk, name)

        assert all(word in text for word in SENTENCES[name].split())
        assert name == "huddles" or SENTENCES[name] == screen.EMPTY
        caps = {key.cap for key in screen.FOOTER}
        named = set(re.findall(r"(?:press(?:es)?|,) (\S)(?=[ .])", SENTENCES[name]))
        assert named
        assert named <= caps


async def test_a_filter_that_hides_every_issue_says_so(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with at_issues(open_desk, make_issues(tmp_path / "issues")) as board:
        await board.press("f", "4")

        assert "No issue is like that now: press f to show others." in board.desk.text
