"""When the concerns that wait are written together: after a gate, and before a run is closed, whoever closes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at
from tests.ui.gates_stage import at_gates, make_gated

from cutover_tui.domain.closing import open_matters
from cutover_tui.domain.concerns import AREAS, ConcernsReceived
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.examples import StillClock
    from tests.ui.gates_stage import Board
    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def gated(tmp_path: Path) -> Path:
    """A run with gates."""
    return make_gated(tmp_path / "run")


async def speak(desk: Desk, words: str, *, area: str = "phones", now: bool = False) -> None:
    """Raise a concern without a name, from the run screen."""
    key = "123456789abcd"[AREAS.index(area)]
    await desk.press("S", "3", key, "2" if now else "1", "tab", f"={words}", "ctrl+s")


def batches(desk: Desk) -> list[ConcernsReceived]:
    """What was written of concerns."""
    return [entry.event for entry in desk.run.entries if isinstance(entry.event, ConcernsReceived)]


async def decide_g2(board: Board) -> None:
    """Have the data gate ready on its screen, and decide it."""
    await board.press("down", "enter", "t", "1", "enter", "=20 of 20", "enter", "=sp", "enter")
    await board.press("r", "p", "=jb", "enter", "g", "=jb", "enter", "enter", "g", "=sp", "enter", "enter")
    await board.press("x", "1", "enter", "=sp", "enter")
    await board.press("d", "1", "enter", "=all 20 match", "enter", "=sp", "enter", "enter")
    await board.desk.second()


async def test_one_concern_alone_is_held_over_at_a_gate(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("escape")
        await speak(board.desk, "The phones ring out")
        await board.press("p")
        await decide_g2(board)
        assert board.gate("G2").passed

        assert batches(board.desk) == []
        assert [one.held_over for one in board.desk.screen.desk.box().waiting()] == [True]


@pytest.mark.parametrize("count", [2, 3])
async def test_several_are_written_together_after_a_gate(open_desk: OpenDesk, gated: Path, count: int) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("escape")
        for number in range(count):
            await speak(board.desk, f"The phones ring out in room {number}")
        await board.press("p")
        await decide_g2(board)

        (batch,) = batches(board.desk)
        assert (batch.count, batch.areas, batch.by, batch.recorder) == (count, ("phones",), PROGRAM, PROGRAM)
        assert (batch.since[11:16], batch.until[11:16]) == ("16:00", "18:00")
        assert board.desk.kinds.index("concerns.received") == board.desk.kinds.index("gate.decided") + 1
        assert board.desk.screen.desk.box().waiting() == ()
        assert "Write this on the wall sheet, for gate G2" in board.desk.text


async def test_the_period_begins_with_the_huddle_or_gate_before(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        late = an_act("JB", at=at("Thu 17:10"), late_reason="on the phone")
        board.desk.run.hold_huddle(late, present=("PM",), well="calm", worries="None", confidence=4)
        await board.desk.second()
        await board.press("escape")
        for words in ("The phones ring out", "Nobody has had a break"):
            await speak(board.desk, words)
        await board.press("p")
        await decide_g2(board)

        assert [batch.since[11:16] for batch in batches(board.desk)] == ["17:00"]


async def test_the_seal_of_a_gate_covers_the_entries_it_was_shown_for(open_desk: OpenDesk, gated: Path) -> None:
    async with at_gates(open_desk, gated) as board:
        await board.press("escape")
        for words in ("The phones ring out", "Nobody has had a break"):
            await speak(board.desk, words)
        await board.press("p")
        await decide_g2(board)
        await board.press("=mk", "enter")

        decided = board.desk.kinds.index("gate.decided")
        assert board.desk.state.seals[-1][0] == decided
        assert board.desk.kinds[decided + 1 :] == ["concerns.received", "seal.written"]


# -- the close


async def settle(desk: Desk) -> None:
    """Have the practice live and an exception signed for everything that stands in the way."""
    desk.run.record_anchor(an_act("JB", "Thu 17:42"), "GL", happened=at("Thu 17:00"), reason="a rehearsal")
    for matter in open_matters(desk.run.state):
        signed = {"second": "SP", "owner": "JB", "until": "2026-12-18", "reason": "agreed"}
        desk.run.sign_exception(an_act("MK"), matter.id, **signed)
    await desk.second()


async def close(desk: Desk) -> None:
    """Close the run from its screen, and leave the seal for later."""
    await desk.press("K", "=jb", "enter", "=mk", "enter")
    await desk.press("escape")


async def test_one_concern_that_waits_is_written_before_the_run_is_closed(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        await settle(desk)
        await speak(desk, "The zebra printer jams")
        clock.move(minutes=3)
        await close(desk)

        (batch,) = batches(desk)
        assert desk.kinds.index("run.closed") == desk.kinds.index("concerns.received") + 1
        assert (batch.count, batch.areas, batch.by) == (1, ("phones",), PROGRAM)
        assert (batch.since[14:], batch.until[14:]) == ("00:00+00:00", "00:00+00:00")
        assert desk.screen.desk.box().waiting() == ()
        kept = json.loads((desk.run.log.folder / "speak-up.json").read_text("utf-8"))
        assert [one["batch"] for one in kept["concerns"]] == [desk.kinds.index("concerns.received")]


async def test_a_close_that_is_refused_writes_no_concern(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await settle(desk)
        await speak(desk, "The zebra printer jams")
        await desk.press("K", "=jb", "enter", "=jb", "enter")

        assert "Closing a run needs two people by name." in desk.asked()
        assert batches(desk) == []
        assert [one.held_over for one in desk.screen.desk.box().waiting()] == [False]


async def test_a_file_that_cannot_be_read_keeps_nobody_from_closing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await settle(desk)
        (desk.run.log.folder / "speak-up.json").write_text("not json", "utf-8")
        await close(desk)

        assert desk.state.closed is not None
        assert batches(desk) == []
        assert (desk.run.log.folder / "speak-up.json").read_text("utf-8") == "not json"


async def test_a_lead_answers_after_the_close_what_was_written_before_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await settle(desk)
        await speak(desk, "The zebra printer jams")
        await close(desk)
        await desk.press("B", "end", "a", "=A new printer", "enter", "=by mail", "enter", "enter", "=jb", "enter")

        assert desk.kinds[-1] == "concerns.answered", desk.text


async def test_a_window_that_stood_beside_keeps_what_it_had_and_writes_nothing_into_the_log(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        await settle(desk)
        await speak(desk, "The zebra printer jams")
        other = Run.open(desk.run.log.folder, clock=clock)
        other.close_run(an_act("JB"), second="MK")
        other.close()
        await desk.second(times=2)
        assert desk.state.closed is not None
        assert "zebra" in (desk.run.log.folder / "speak-up.json").read_text("utf-8")
        clock.move(minutes=1)
        await desk.second()

        assert batches(desk) == []


async def test_whoever_opens_the_run_after_the_close_writes_what_was_left(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        folder = desk.run.log.folder
        await settle(desk)
        await speak(desk, "The zebra printer jams")
        other = Run.open(folder, clock=clock)
        other.close_run(an_act("JB"), second="MK")
        other.close()
        await desk.second(times=2)
        await desk.screen.leave_at_once()
    async with open_desk(folder) as desk:
        clock.move(minutes=1)
        await desk.second(times=2)

        (batch,) = batches(desk)
        assert desk.kinds.index("concerns.received") > desk.kinds.index("run.closed")
        assert (batch.count, batch.by) == (1, PROGRAM)
        assert desk.screen.desk.box().waiting() == ()
