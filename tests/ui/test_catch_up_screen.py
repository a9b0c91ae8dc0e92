"""Typing up paper on the screen: two acts a line, line after line, wrong numbers explained, and Esc keeps the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import at
from tests.ui.dialogs.dialog_stage import HOSTILE

from cutover_tui.domain.notes import NoteAdded
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.ui.screens.catch_up_screen import CatchUpScreen
from cutover_tui.ui.screens.run_screen import RunScreen
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30))
P_02 = ("L", "=p2", "enter")
"""L, then the number of a task of the first line, as people write it."""


def screen_of(desk: Desk) -> CatchUpScreen:
    return next(screen for screen in desk.app.screen_stack if isinstance(screen, CatchUpScreen))


def completed(desk: Desk) -> TaskCompleted:
    event = desk.run.entries[-1].event
    assert isinstance(event, TaskCompleted)
    return event


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


async def test_l_asks_for_the_first_line_of_the_first_sheet(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L")

        assert "Typed up from paper: 0 lines next L-01 line 1" in " ".join(desk.text.split())
        assert "Sheet and line L-01 1 Task number empty: a note, no task" in desk.asked()


async def test_a_task_is_looked_up_by_its_number_and_its_words_are_repeated(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L", "=p2")
        assert "P-02 Tell PCSE the dates" in desk.asked()

        await desk.press("enter")

        assert "Record as done, from L-01 line 1" in desk.asked()
        assert "P-02 Tell PCSE the dates" in desk.asked()


async def test_a_line_is_recorded_with_its_time_its_person_and_its_sheet(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = len(desk.run.entries)
        await desk.press(*P_02, "=mk", "enter", "=16:10")
        assert "typed up from paper, sheet L-01 line 1" in desk.asked()
        assert len(desk.run.entries) == before

        await desk.press("enter")

        event = completed(desk)
        assert (event.task, event.by, event.recorder, event.at) == ("P-02", "MK", "JB", at("Thu 16:10"))
        assert event.late_reason == "typed up from paper, sheet L-01 line 1"
        assert len(desk.run.entries) == before + 1


async def test_a_line_typed_up_at_once_keeps_its_sheet_and_line(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=17:40", "enter")

        assert (completed(desk).sheet, completed(desk).late_reason) == ("L-01 line 1", "")
        assert "Sheet and line L-01 2" in desk.asked()

        await desk.press("enter", "=two lines out", "enter", "=mk", "enter", "=17:41", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, NoteAdded)
        assert (event.sheet, event.late_reason) == ("L-01 line 2", "")


async def test_the_next_line_is_asked_at_once_and_says_what_was_recorded(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter")

        seq = desk.run.entries[-1].seq
        assert f"P-02 is recorded from L-01 line 1, entry {seq}. The next line" in desk.asked()
        assert "Sheet and line L-01 2" in desk.asked()
        assert "Typed up from paper: 1 line next L-01 line 2" in " ".join(desk.text.split())
        assert "1 16:10 MK P-02 Tell PCSE the dates: done" in " ".join(desk.text.split())


async def test_a_line_without_a_task_is_a_note(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L", "enter")
        assert "No patient names, numbers or dates of birth here." in desk.asked()

        await desk.press("=two lines out", "enter", "=mk", "enter", "=16:20", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, NoteAdded)
        assert (event.note, event.by, event.at, event.task) == ("two lines out", "MK", at("Thu 16:20"), "")
        assert event.late_reason == "typed up from paper, sheet L-01 line 1"


async def test_esc_goes_back_a_step_at_a_time_and_what_was_recorded_stays(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter")
        recorded = len(desk.run.entries)
        await desk.press("=f2", "enter")

        await desk.press("escape")
        assert "Nothing was recorded of this line." in desk.asked()
        assert "Task number F-02" in desk.asked()

        await desk.press("escape")
        assert not screen_of(desk).asking

        await desk.press("escape")
        assert isinstance(desk.app.screen, RunScreen)
        assert len(desk.run.entries) == recorded
        assert desk.state.standing("P-02").status is TaskStatus.DONE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("=f1", "There is no task f1 in this plan. Look at the number on the sheet."),
        ("=F-01", "There is no task F-01 in this plan. Did you mean F-01a or F-01b?"),
        ("=x99", "There is no task x99 in this plan. Look at the number on the sheet."),
    ],
)
async def test_a_wrong_number_is_explained_and_goes_no_further(open_desk: OpenDesk, typed: str, words: str) -> None:
    async with open_desk() as desk:
        await desk.press("L", typed, "enter")

        assert words in desk.asked()
        assert "Type up a line" in desk.asked()


async def test_a_task_that_is_ticked_already_is_said_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter")

        await desk.press("=p2", "enter")

        assert "P-02 is already recorded as done, 16:10 MK. To do it again, reopen it with a reason." in desk.asked()


async def test_a_line_that_is_typed_up_already_is_refused(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter")
        seq = desk.run.entries[-1].seq

        await desk.press("shift+tab", "end", *["backspace"] * 6, "=l-01 line 1", "enter")

        assert f"L-01 line 1 is already typed up, as entry {seq} (16:10 MK)." in desk.asked()


async def test_the_time_on_the_paper_must_be_given_and_cannot_lie_ahead(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "enter")
        assert "Give the time the line says, such as 14:05." in desk.asked()

        await desk.press("=19:00", "enter")

        assert "19:00 has not come yet: it is 17:42." in desk.asked()
        assert desk.state.standing("P-02").status is not TaskStatus.DONE


async def test_an_answer_that_means_not_done_never_ticks(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = len(desk.run.entries)

        await desk.press("L", "=f-01b", "enter", "2", "enter")

        assert len(desk.run.entries) == before
        assert "is not done, so F-01b was not ticked." in desk.asked()


async def test_words_people_typed_are_shown_as_they_typed_them(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.press("L", "enter")
        await desk.paste(HOSTILE)
        await desk.press("enter", "=mk", "enter", "=16:20", "enter")

        assert "Note: [/ [x] [Dr Rao] [@click=app.quit]x[/]" in desk.text
        assert screen_of(desk).query_one(BoardList).marked == str(desk.run.entries[-1].seq)


async def test_the_line_in_full_says_who_typed_it_up_and_when(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter", "escape")

        page = " ".join(screen_of(desk).detail(screen_of(desk).query_one(BoardList).marked).plain.split())
        assert "P-02 Tell PCSE the dates: done" in page
        assert (
            "26-Nov-2026 16:10 MK, typed up by JB at 26-Nov-2026 17:42: typed up from paper, sheet L-01 line 1" in page
        )


async def test_p_makes_the_hard_copy_and_says_where_it_is(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.press("L", "escape", "p")
        assert "Version 1 All sheets as pages for any browser, in the run's exports folder." in desk.asked()
        assert desk.kinds[-1] != "sheets.printed"

        await desk.press("=jb", "enter")

        [folder] = (desk.run.log.folder / "exports").iterdir()
        assert desk.kinds[-1] == "sheets.printed"
        assert (folder / "00-what-to-print.html").exists()
        assert "Version 1 of the hard copy is made." in " ".join(desk.text.split())


async def test_esc_prints_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L", "escape", "p", "=jb", "escape")

        assert desk.kinds[-1] != "sheets.printed"
        assert not (desk.run.log.folder / "exports").exists()


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_screen_after_two_lines(
    open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.press(*P_02, "=mk", "enter", "=16:10", "enter")
        await desk.press("enter", "=two lines out", "enter", "=mk", "enter", "=16:20", "enter")
        assert_screen(desk.text, f"catch-up-{named(size)}")

        await desk.press("=f2", "enter")
        assert_screen(desk.text, f"catch-up-task-{named(size)}")
