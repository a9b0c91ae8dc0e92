"""The decisions board: a long question in five steps that never loses a word, the read-back, the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, at
from tests.ui.issues_stage import at_issues, make_issues

from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30))
ASKED = ("=Do we wait for the lab?", "enter", "1", "enter")
KNEW = ("=North Lab answers at 18:00", "enter", "=Whether it has our codes", "enter")
CHOICE = ("=wait; ring again; go on", "enter", "1", "enter", "enter")
DECIDED = (
    "=Wait until 18:00",
    "enter",
    "=The lab has promised an answer by then",
    "enter",
    "=MK would ring now",
    "enter",
)
PEOPLE = ("=sp", "enter", "=SP, MK; DR by phone", "enter")


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """A run with a decision about pausing that waits to be read back."""
    return make_issues(tmp_path / "issues")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_decisions_board(
    open_desk: OpenDesk, issues: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_issues(open_desk, issues, size=size, key="D") as board:
        assert_screen(board.desk.text, f"decisions-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_step_that_says_what_was_decided(
    open_desk: OpenDesk, issues: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_issues(open_desk, issues, size=size, key="D") as board:
        await board.press("n", *ASKED, *KNEW, *CHOICE, "=The printer stays off", "enter")
        assert_screen(board.desk.text, f"decision-step-4-{named(size)}")


async def test_a_decision_is_logged_in_five_steps(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n")
        for number, keys in enumerate((ASKED, KNEW, CHOICE, DECIDED, PEOPLE), 1):
            assert f"Decision, step {number} of 5" in board.asked
            await board.press(*keys)
        await board.press("enter")

        event = board.desk.state.decisions["D-02"].event
        assert (event.question, event.knew, event.not_known) == (
            "Do we wait for the lab?",
            "North Lab answers at 18:00",
            "Whether it has our codes",
        )
        assert (event.options, event.risks, event.decided) == (
            "wait; ring again; go on",
            "None identified",
            "Wait until 18:00",
        )
        assert (event.kind, event.linked) == ("other", ())
        assert (event.decided_by, event.by, event.present) == ("SP", "JB", "SP, MK; DR by phone")
        assert event.review_at == at("Thu 18:42")
        assert board.marked == "D-02"
        assert board.said == "D-02 is logged."


async def test_going_back_keeps_every_word(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", *ASKED, *KNEW, "=wait; go on")
        await board.press("escape", "escape")
        assert "Decision, step 1 of 5" in board.asked
        await board.press("escape")

        assert board.said == "Nothing is recorded. What you typed is kept, and offered when you press the key again."
        assert "a draft is kept: n goes on with it" in board.desk.text
        assert len(board.desk.state.decisions) == 1

        await board.press("escape", "D", "n")
        assert "A draft from 17:42 by JB stands here. Nothing of it is recorded." in board.asked
        await board.press("enter")
        assert "Do we wait for the lab?" in board.asked
        await board.press("enter", "enter", "enter", "enter")
        assert "North Lab answers at 18:00" in board.asked or "wait; go on" in board.asked


async def test_a_refusal_stands_in_the_strip_and_keeps_every_word(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", "=We stop.", "enter")
        assert "A decision answers a question. End it with a question mark." in board.asked
        await board.press("escape", "n", "g")
        assert "We stop." in board.asked


async def test_a_pause_without_two_options_does_not_go_on(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", "=Do we pause now?", "enter", "3", "enter", *KNEW, "=pause", "enter")

        assert "A pause has two options or more, with ; between them. One may be to do nothing." in board.asked


async def test_a_decision_without_a_verb_is_advised_and_logged(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", *ASKED, *KNEW, *CHOICE, "=The printer stays off")
        assert "Begin with what is done, such as ‘Carry on’, ‘Stop’ or ‘Wait’, if you can." in board.asked
        await board.press("enter", "=It has printed two wrong labels", "enter", "enter", *PEOPLE, "enter")

        assert board.desk.state.decisions["D-02"].event.decided == "The printer stays off"


async def test_who_decided_says_that_it_is_right(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        assert "read it to SP, then press b" in board.page()
        await board.press("b", "1", "enter")
        assert "D-01 was decided by SP, so SP says that it is right. Read it to them." in board.asked
        await board.press("home", "delete", "delete", "=sp", "enter")

        assert board.desk.state.decisions["D-01"].read_back_how == "heard and right"
        assert board.said == "D-01 was read back to SP, recorded."


async def test_what_happened_next_is_written_at_the_review(
    open_desk: OpenDesk, issues: Path, clock: StillClock
) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        clock.move(minutes=40)
        await board.press("v", "=No more wrong labels", "enter", "=19:00", "enter", "=jb", "enter")

        decision = board.desk.state.decisions["D-01"]
        assert decision.reviews[-1].what_happened == "No more wrong labels"
        assert decision.review_at == at("Thu 19:00")


async def test_an_empty_board_says_how_to_begin(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("D")
        assert "Write down here what is decided on the day, by whom and why" in desk.text
        await desk.press("b")
        assert "No decision is marked. Press n to write one down." in desk.text


async def test_enter_reads_the_decision_and_an_issue_can_be_raised_from_here(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("enter")
        assert board.screen.query_one("#board-side").has_focus
        await board.press("escape")
        assert board.screen.query_one(BoardList).has_focus
        await board.press("I", "=The fax is off", "enter", "9", "3", "enter")

        assert board.desk.state.issues["I-6"].what == "The fax is off"
