"""On the re-entry screen too, text that people typed is shown as it is, and no words push another out of its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.examples import StillClock
from tests.ui.reentry_stage import DAY_2, LAB, LETTERS, PAPER, board, mark, paper_run, said
from tests.ui.test_hostile_text import NASTY, flat

from cutover_tui.ui.keys_reentry import KEYS
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

SIZES = ((40, 12), (80, 24), (100, 30), (120, 36))


def nasty(words: str) -> Plan:
    """The plan with some words wherever an author can put them."""
    return replace(
        PAPER,
        sites=(f"{words} a", f"{words} b"),
        roles=tuple(replace(role, name=words) for role in PAPER.roles),
        reentry=tuple(
            replace(found, name=words, item=words if found.item else "", counts=words, holds=words, rule=words)
            for found in PAPER.reentry
        ),
    )


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_every_key_works_on_whatever_an_author_wrote(open_desk: OpenDesk, tmp_path: Path, words: str) -> None:
    folder = paper_run(tmp_path / "paper", plan=nasty(words))
    async with open_desk(folder, size=(200, 55), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r")

        assert flat(words[:20]) in flat(desk.text)
        for line in (LAB, "slips C-2 001 to 018"):
            await mark(desk, line)
            for key in KEYS:
                await desk.press(key.key.split(",")[0])
                if desk.question:
                    await desk.press("escape")
        assert desk.place == "ReentryScreen"


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_what_people_type_stands_as_they_typed_it(open_desk: OpenDesk, tmp_path: Path, words: str) -> None:
    folder = paper_run(tmp_path / "paper")
    async with open_desk(folder, size=(200, 55), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r", "x", "1", "enter", "1", "enter")
        await desk.paste(words)
        await desk.press("enter", "enter")
        explained = said(desk)
        await desk.press("p", "1", "=D 001 to 010", "enter")
        await desk.paste(words)
        await desk.press("enter", "enter")

        assert words[:30] in explained
        assert "D 001 to 010" in desk.state.slips
        assert flat(desk.state.slips["D 001 to 010"].to[:30]) in flat(desk.text)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("words", [NASTY[3], NASTY[4], NASTY[5]], ids=("markup", "long", "wide"))
async def test_every_line_fits_its_screen(
    open_desk: OpenDesk, tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    folder = paper_run(tmp_path / "paper", plan=nasty(words))
    async with open_desk(folder, size=size, by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r")
        shown = [desk.text, await desk.press("d"), await desk.press("d", "x"), await desk.press("escape", "T", "u")]

        for text in shown:
            lines = text.split("\n")
            assert len(lines) <= size[1]
            assert max(cell_len(line) for line in lines) <= size[0]


async def test_a_screen_that_changes_its_size_keeps_its_question_and_its_mark(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    folder = paper_run(tmp_path / "paper")
    async with open_desk(folder, size=(120, 36), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r")
        await mark(desk, "prescriptions")
        await desk.press("e", "=12")
        await desk.resize(80, 24)
        asked = desk.asked()
        await desk.press("enter", "enter")

        assert "How many 12" in asked
        assert board(desk).query_one(BoardList).marked == "prescriptions"
        assert said(desk).startswith("Prescriptions: 12 entered")


async def test_help_says_every_key_of_the_screen(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = paper_run(tmp_path / "paper")
    async with open_desk(folder, size=(120, 70), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r", "question_mark")

        for key in KEYS:
            assert key.label in desk.text
            assert key.tip[:40] in desk.text
        assert "What the words on a category of paper mean" in desk.text
        assert "Somebody looked and there was nothing." in desk.text


async def test_a_long_title_goes_on_under_itself_where_there_is_room(open_desk: OpenDesk, tmp_path: Path) -> None:
    name = "Letters and documents for the practices around the valley"
    plan = replace(PAPER, reentry=tuple(replace(one, name=name) if one == LETTERS else one for one in PAPER.reentry))
    folder = paper_run(tmp_path / "paper", plan=plan)
    async with open_desk(folder, size=(120, 36), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r")

        rows = [line.split("│")[0] for line in desk.text.splitlines()]
        first = next(number for number, row in enumerate(rows) if "Letters and" in row)
        words = f"{rows[first][20:50]} {rows[first + 1][20:50]} {rows[first + 2][20:50]}"
        assert name in " ".join(words.split())
        assert rows[first + 1][1:20].strip() == ""


async def test_the_footer_has_the_keys_of_the_marked_line_first(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = paper_run(tmp_path / "paper")
    async with open_desk(folder, size=(80, 24), by_clock=StillClock(DAY_2)) as desk:
        await desk.press("r")
        await mark(desk, LAB)
        of_paper = desk.text.splitlines()[-1]
        await mark(desk, "slips C-2 001 to 018")
        of_slips = desk.text.splitlines()[-1]

        assert of_paper.startswith("Esc back e entered x explained")
        assert of_slips.startswith("Esc back p slips")
        assert "? help" in of_paper
        assert "? help" in of_slips
