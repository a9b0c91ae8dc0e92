"""The gates board, one gate and its roll call: every key records what its question says, and nothing is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.gates_stage import at_gates, make_gated

from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.ui.dialogs.seal_dialog import SolidSeal

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.gates_stage import Board
    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30))


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def gated(tmp_path: Path) -> Path:
    """A run whose first gate is half looked at."""
    return make_gated(tmp_path / "gated")


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    """A run in the middle of its first roll call, with one NO GO."""
    return make_gated(tmp_path / "polled", polled=True)


# -- what it shows


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_board_as_a_screen(
    open_desk: OpenDesk, polled: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_gates(open_desk, polled, *size) as board:
        assert_screen(board.desk.text, f"gates-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_a_gate_as_a_screen(
    open_desk: OpenDesk, gated: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_gates(open_desk, gated, *size) as board:
        assert_screen(await board.press("enter"), f"gate-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_a_roll_call_as_a_screen(
    open_desk: OpenDesk, polled: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_gates(open_desk, polled, *size) as board:
        assert_screen(await board.press("r"), f"roll-call-{named(size)}")


async def test_the_question_of_an_answer_as_a_screen(
    open_desk: OpenDesk, polled: Path, assert_screen: AssertScreen
) -> None:
    async with at_gates(open_desk, polled, 80, 24) as board:
        assert_screen(await board.press("r", "n"), "roll-call-no-go-80x24")


async def test_deciding_a_gate_as_a_screen(open_desk: OpenDesk, polled: Path, assert_screen: AssertScreen) -> None:
    async with at_gates(open_desk, polled, 80, 24) as board:
        assert_screen(await board.press("d", "1"), "gate-decide-80x24")


async def test_what_somebody_typed_is_never_markup(open_desk: OpenDesk, polled: Path) -> None:
    async with at_gates(open_desk, polled) as board:
        assert "3 scripts [/] unsigned" in await board.press("r")


async def test_a_plan_without_gates_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("p")

        assert "This plan has no gates" in desk.text


# -- criteria


async def test_marking_a_criterion_records_it(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press(
            "enter", "down", "down", "t", "1", "enter", "=on both doors", "enter", "=mk", "enter", "enter"
        )

        one = board.gate().criteria["G1-03"]
        assert (one.met, one.evidence, one.looks[0].by) == ("met", "on both doors", "MK")
        assert board.said == "G1-03: met, recorded."


async def test_a_condition_of_a_criterion_asks_who_and_by_when(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("enter", "down", "down", "t", "3", "enter", "=put them up", "enter", "=mk", "enter")
        await board.press("=18:00", "enter", "enter", "=mk", "enter", "enter")

        assert board.gate().criteria["G1-03"].condition_task == "A-2"
        assert board.desk.state.task("A-2").title == "put them up"


async def test_the_second_person_never_sees_what_the_first_one_read(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        text = await board.press("enter", "t")
        assert "waits for a second person: press c" in text
        text = await board.press("c")
        assert "Second person's look" in text
        assert "Sessions left" in text
        story = await board.press("escape")
        assert "held back" in story


async def test_a_second_look_that_differs_asks_for_a_third(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("enter", "c", "=sp", "enter", "1", "enter", "=2", "enter", "enter")
        assert board.said == "G1-01: the two read different things. Neither is wrong yet: somebody else looks."
        assert "THIRD LOOK" in board.desk.text

        await board.press("c", "=mk", "enter", "1", "enter", "=2", "enter", "enter")
        assert board.gate().criteria["G1-01"].fulfilled


async def test_the_same_person_is_refused_in_the_strip(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("enter", "c", "=jb", "enter")

        assert "G1-01 needs a different person: JB has looked at it already." in board.asked


async def test_a_criterion_one_person_looks_at_has_no_second_look(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("enter", "down", "c")

        assert board.said == "G1-02 is looked at by one person. Press t to mark it."


# -- roll call


async def test_the_question_is_put_and_the_answers_taken_one_at_a_time(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r", "p", "=jb", "enter")
        assert board.said.startswith("G1: question put by JB.")
        assert board.marked == "REC"
        await board.press("g", "=mk", "enter", "enter")
        assert board.marked == "CL"
        await board.press("g", "=sp", "enter", "2", "enter", "=4471", "enter")
        await board.press("o", "=the phones are slow", "enter", "=jb", "enter", "enter")

        poll = board.gate().poll
        assert poll is not None
        assert [(one.station, one.vote, one.by, one.reference) for one in poll.answers] == [
            ("REC", "go", "MK", ""),
            ("CL", "go", "SP", "4471"),
            ("LEAD", "go with objection noted", "JB", ""),
        ]
        assert "press x and read the closing question aloud" in board.said


async def test_the_closing_question_waits_for_nobody(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r", "p", "=jb", "enter")
        for who in ("mk", "sp", "jb"):
            await board.press("g", f"={who}", "enter", "enter")
        text = await board.press("x")
        assert "Any strong objections?" in text
        assert "A pause of" in text
        await board.press("1", "enter", "=jb", "enter")

        poll = board.gate().poll
        assert poll is not None
        assert poll.closed_by == "JB"
        assert not board.gate().held


async def test_a_strong_objection_holds_the_gate(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r", "p", "=jb", "enter")
        for who in ("mk", "sp", "jb"):
            await board.press("g", f"={who}", "enter", "enter")
        await board.press("x", "2", "enter", "=dr", "enter", "=the counts are old", "enter", "=jb", "enter")

        assert board.gate().held
        assert "on HOLD" in board.said


async def test_a_no_go_becomes_a_task_with_an_owner_and_a_time(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r", "p", "=jb", "enter", "n")
        await board.press("=3 scripts unsigned", "enter", "enter", "enter", "=mk", "enter", "enter")

        assert board.said == "NO GO recorded: G1 is on HOLD. What stands in the way is task A-2."
        task = board.desk.state.task("A-2")
        assert (task.title, task.owner) == ("3 scripts unsigned", "MK")


async def test_absent_is_recorded_by_whoever_sees_it(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r", "p", "=jb", "enter", "a", "=jb", "enter")

        poll = board.gate().poll
        assert poll is not None
        assert (poll.answers[0].vote, poll.answers[0].by) == ("absent", "")


async def test_putting_the_question_again_clears_the_answers(open_desk: OpenDesk, polled: Path) -> None:
    async with at_gates(open_desk, polled) as board:
        text = await board.press("r", "p")
        assert "all answers are cleared" in text
        await board.press("=jb", "enter")

        poll = board.gate().poll
        assert poll is not None
        assert (poll.number, poll.answers) == (2, ())


async def test_an_answer_by_somebody_else_is_refused_in_the_strip(open_desk: OpenDesk, polled: Path) -> None:
    async with at_gates(open_desk, polled) as board:
        await board.press("r", "g", "=mk", "enter", "enter")

        assert "MK does not hold the place Clinical lead; SP or DR does." in board.asked


async def test_the_answers_are_dimmed_while_no_question_stands(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("r")

        assert board.screen.check_action("answer('go')", ("go",)) is None
        assert board.screen.check_action("close_poll", ()) is None
        assert board.screen.check_action("put_question", ()) is True


# -- deciding


async def _ready(board: Board) -> None:
    """Bring the second gate where nothing stands in its way."""
    await board.press("down", "enter", "t", "1", "enter", "=20 of 20", "enter", "=sp", "enter", "enter")
    await board.press("r", "p", "=jb", "enter", "g", "=jb", "enter", "enter", "g", "=sp", "enter", "enter")
    await board.press("x", "1", "enter", "=sp", "enter")


async def test_a_decision_shows_the_seal_large_and_records_who_wrote_it(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await _ready(board)
        await board.press("d", "1", "enter", "=all 20 match", "enter", "=sp", "enter", "enter")
        assert board.gate("G2").passed
        assert "Write this on the wall sheet, for gate G2" in board.desk.text
        assert board.screen.query_one(SolidSeal).render().plain.count("\n") == 2
        await board.press("=mk", "enter")

        assert board.desk.state.seals_for["gate G2"][2] == "MK"
        assert board.desk.state.standing("C-02").status is not TaskStatus.TO_DO


async def test_a_hard_gate_over_what_stands_in_the_way_asks_for_the_reason_and_two(
    open_desk: OpenDesk, polled: Path
) -> None:
    async with at_gates(open_desk, polled) as board:
        text = await board.press("d", "2")
        assert "In the way:" in text
        await board.press("enter", "=the window closes", "enter", "=the window closes at 19:00", "enter")
        await board.press("=sp", "enter", "=jb", "enter")

        made = board.gate().decision
        assert made is not None
        assert made.although == "the window closes at 19:00"
        assert made.conditions == ("A-1",)


async def test_the_wrong_people_are_refused_in_the_strip(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("d", "3", "enter", "=not yet", "enter", "=mk", "enter", "=jb", "enter")

        assert "MK and JB are not that." in board.asked
        assert board.gate().decision is None


async def test_a_condition_of_the_gate_is_added_by_a_key(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("plus", "=Phone the dispensers", "enter", "=cl", "enter", "=18:30", "enter", "=jb", "enter")

        assert board.said == "Condition of G1 recorded as A-2: it stands in the list under Actions."


async def test_a_supplier_states_a_fact_by_a_key(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("f", "enter", "=The copy runs", "enter", "=41003", "enter", "=ev", "enter")
        assert [fact.fact for fact in board.gate().facts] == ["The job is booked", "The copy runs"]

        await board.press("down", "f")
        assert board.said == "No supplier takes part in G2."


async def test_went_ahead_is_one_key_and_three_boxes(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("w", "=15:30", "enter", "=all off", "enter", "=we count again", "enter", "=mk", "enter")

        (one,) = board.gate().ahead
        assert (one.by, one.known, one.follows) == ("MK", "all off", "we count again")
        assert "WENT AHEAD" in board.desk.text


async def test_went_ahead_takes_blank_boxes(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("w", "enter", "enter", "enter", "=mk", "enter")

        assert board.gate().ahead[0].known == "Not recorded"


async def test_a_decided_gate_is_not_decided_again(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("d", "3", "enter", "=not yet", "enter", "=sp", "enter", "=jb", "enter", "escape")
        await board.press("d")

        assert board.said.startswith("G1 is decided: NO GO")


async def test_escape_goes_back_a_screen_at_a_time_and_records_nothing(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        before = len(board.desk.app.screen_stack)
        await board.press("enter", "r", "p", "escape", "escape", "escape")
        assert len(board.desk.app.screen_stack) == before

        await board.press("escape")
        assert board.gate().poll is None
