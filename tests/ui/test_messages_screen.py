"""The messages board: whom to tell, the words filled in and ready to change, and what each key records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act
from tests.ui.dialogs.dialog_stage import HOSTILE
from tests.ui.telling_stage import TELLING, at_board, make_told

from cutover_tui.domain.message_log import told
from cutover_tui.domain.pause_log import told_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30), (120, 36))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run in which some were told."""
    return make_told(tmp_path / "run")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_board_while_a_pause_is_told(
    open_desk: OpenDesk, run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_board(open_desk, run, "m", size=size) as board:
        await board.at("pause/staff")
        assert_screen(await board.desk.settle(), f"messages-{named(size)}")


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
async def test_the_question_with_its_words_filled_in(
    open_desk: OpenDesk, run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_board(open_desk, run, "m", size=size) as board:
        await board.at("planned/patients")
        await board.press("t", "1", "enter")
        assert_screen(board.desk.text, f"message-question-{named(size)}")


async def test_rows_say_told_past_due_and_not_told_because(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        assert "✓ Patients" in board.line("told 28 Oct 10:00 by JB")
        assert "text to 4,120 patients, heard by the patient group" in board.line("told 28 Oct 10:00 by JB")
        assert board.line("× Pharmacies  not told                 both are told by the ICB")
        assert "✓ Staff" in board.line("told 16:30 by JB")
        assert "Messages: 1 to tell, 2 told, 1 not told  What has happened: 4 of 16" in board.desk.text


async def test_the_exact_words_stand_in_full_with_everybody_who_signed(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("pause/staff")

        assert "M-03, Thu 26 Nov 16:30, Huddle Write on paper now. Next update 17:30." in board.page()
        assert "To all 14. Written by JB, checked by MK, sent by JB." in board.page()
        assert "Expected: not known yet. Meanwhile: paper forms." in board.page()
        assert "Nobody has acknowledged it yet: a." in board.page()
        await board.at("planned/patients")
        assert "Also as phone." in board.page()
        assert "Acknowledged Thu 26 Nov 14:00 by the patient group, heard by MK." in board.page()


async def test_t_fills_the_blanks_with_the_plans_facts_and_records_the_words(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("pause/pharmacy")
        await board.press("t", "1", "enter")
        assert "Nothing is sent from here." in board.asked
        await board.press("=17:05", "enter", "=18:00", "enter", "=18:30", "enter", "=FP10 and phone", "enter")
        assert "We paused SystmOne at 17:05." in board.asked
        await board.press("tab", "=both, by phone", "tab", "tab", "=mk", "tab", "=sp", "tab", "=jb", "ctrl+s")

        row = board.desk.state.messages[-1]
        assert row.words == "We paused SystmOne at 17:05.\nMeanwhile: FP10 and phone. Next update: 18:30."
        assert (row.who, row.written_by, row.checked_by, row.by) == ("both, by phone", "MK", "SP", "JB")
        assert (row.expected, row.meanwhile, row.template, row.changed) == (
            "18:00",
            "FP10 and phone",
            "pause-pharmacy 1",
            False,
        )
        assert board.said == "M-04: Pharmacies told about the pause, recorded. a records who had it."
        assert told(board.desk.state, "pause")["pharmacy"] is row


async def test_a_text_is_counted_while_it_is_written_and_warned_of_over_160(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("planned/patients")
        await board.press("t", "1", "enter")
        assert "Larkfield Surgery: new computers Thu 26 November to Tue 1 December at 8am. Urgent: 111." in board.asked
        assert "87 of 160 characters" in board.asked
        await board.press("ctrl+end", f"={'x' * 80}")
        assert "167 of 160 characters: it goes out as 2 texts." in board.asked


async def test_words_somebody_changed_stay_and_are_said_to_be_changed(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("planned/patients")
        await board.press(
            "t", "2", "enter", "=Hello! ", "tab", "=all", "tab", "tab", "=mk", "tab", "=sp", "tab", "=jb", "ctrl+s"
        )

        row = board.desk.state.messages[-1]
        assert row.words.startswith("Hello! We change our computers on Thursday 26 November 2026 at 6.30pm.")
        assert (row.channel, row.changed, row.template) == ("website", True, "planned-notice 1")


async def test_an_unchecked_message_asks_why_and_is_recorded(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("planned/patients")
        await board.press("t", "2", "tab", "tab", "=all", "tab", "tab", "=mk", "tab", "tab", "=jb", "ctrl+s")
        assert "Nobody but its writer has read this message." in board.asked
        await board.press("=alone at the desk", "ctrl+s")

        assert board.desk.state.messages[-1].unchecked_because == "alone at the desk"


async def test_the_writer_cannot_check_and_everything_typed_stays(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("planned/patients")
        await board.press("t", "2", "tab", "tab", "=all", "tab", "tab", "=mk", "tab", "=mk", "tab", "=jb", "ctrl+s")

        assert "MK wrote it, so somebody else has to check it." in board.asked
        assert len(board.desk.state.messages) == 3


async def test_escape_records_nothing(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.press("t", "1", "escape", "x", "escape", "n", "escape")

        assert len(board.desk.state.messages) == 3


async def test_x_says_why_somebody_is_not_told(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("pause/pharmacy")
        await board.press("x", "enter")
        assert "Say why pharmacies are not told." in board.asked
        await board.press("=closed on Thursdays", "enter", "=jb", "enter")

        assert board.desk.state.messages[-1].not_told_because == "closed on Thursdays"
        assert board.line("Pharmacies  not told                 closed on Thursdays")


async def test_a_records_who_had_it(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.at("pause/staff")
        await board.press("a", "=the nurses", "enter", "=mk", "enter")
        assert board.said == "M-03 acknowledged by the nurses, recorded."
        await board.at("pause/pharmacy")
        await board.press("a")
        assert board.said == "Pharmacies has no message yet that could be acknowledged. Press t to record one."


async def test_n_records_about_any_event_to_anybody(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.press("n", "4", "4")
        assert "ICB or PCN, go live" in board.asked


async def test_f_narrows_and_an_act_does_not_hide_the_row(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.press("f", "2")
        assert board.marked == "pause/pharmacy"
        await board.press("x", "=closed", "enter", "=jb", "enter")
        assert board.marked == "pause/pharmacy"
        await board.press("f", "4", "end")
        assert "Go live (has not happened)" in board.desk.text


async def test_enter_gives_the_arrows_to_the_page_and_escape_goes_back_twice(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "m") as board:
        await board.press("enter", "escape")
        assert board.desk.place == "MessagesScreen"
        await board.press("escape")
        assert board.desk.place == "RunScreen"


async def test_hostile_words_are_shown_as_they_are(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_told(tmp_path / "hostile", TELLING)
    async with at_board(open_desk, folder, "m") as board:
        await board.at("pause/pharmacy")
        await board.press("x")
        await board.desk.paste(HOSTILE)
        await board.press("enter", "=jb", "enter")

        assert board.desk.place == "MessagesScreen"
        assert "[/ [x] [Dr Rao] [@click=app.quit]x[/]" in board.page()
        assert "[/ [x] [Dr Rao]" in board.desk.text


async def test_what_was_said_on_the_pause_itself_counts_as_told_until_a_message_says_more(
    open_desk: OpenDesk, run: Path
) -> None:
    async with at_board(open_desk, run, "m") as board:
        work = board.desk.run
        work.tell_pause(an_act("SP", "Thu 17:42"), "P-01", audience="pharmacy", how="by phone")
        board.screen.show_board()
        assert "Pharmacies  told 17:42 by SP         by phone" in await board.desk.settle()
        assert told_of(board.desk.state, board.desk.state.pauses["P-01"])[2].how == "by phone"
        await board.at("pause/pharmacy")
        await board.press("x", "=it was the wrong number", "enter", "=jb", "enter")
        assert board.line("Pharmacies  not told                 it was the wrong number")
        assert told_of(board.desk.state, board.desk.state.pauses["P-01"])[2].why_not == "it was the wrong number"
