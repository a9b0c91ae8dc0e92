"""A run on the afternoon of its extract, gates in every kind of state, and somebody in front of the gates board."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import PEOPLE, StillClock, an_act, at
from tests.gate_examples import EVA, GATES
from tests.ui.run_stage import SIX_LISTS, BoardDesk

from cutover_tui.domain.gate_criteria import Marked
from cutover_tui.domain.plan import Role, RunKind
from cutover_tui.domain.roll_call import Said
from cutover_tui.runner.run import Run
from cutover_tui.ui.screens.gate_acting import GateActing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.plan import Plan

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

GATED_LISTS = replace(
    SIX_LISTS,
    gates=GATES,
    people=(*PEOPLE, EVA),
    roles=(*SIX_LISTS.roles, Role(code="OSUP", name="Current supplier", outside=True)),
)
"""The small plan of the screens, with four gates."""


def make_gated(folder: Path, plan: Plan = GATED_LISTS, *, polled: bool = False) -> Path:
    """Start a run whose first gate is half looked at; with `polled`, one station has said NO GO."""
    clock = StillClock("Thu 16:20")
    run = Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=clock, by="JB")
    now = "Thu 16:20"
    run.mark_criterion(an_act("JB", now), "G1", "G1-01", Marked(met="met", value="0"))
    said = Marked(
        met="met with condition", condition="Clear 2 tasks by hand", owner="REC", due=at("Thu 18:00"), evidence="2 left"
    )
    run.mark_criterion(an_act("MK", now), "G1", "G1-02", said)
    run.state_fact(an_act("EV", now, recorder="JB"), "G1", party="OSUP", fact="The job is booked", reference="41002")
    if polled:
        clock.move(minutes=3)
        run.put_question(an_act("JB", now), "G1")
        run.answer_station(an_act("MK", now), "G1", "REC", Said(vote="no-go", words="3 scripts [/] unsigned"))
    run.leave("JB")
    run.close()
    return folder


class Board(BoardDesk):
    """The gates board of a desk, or what was opened from it."""

    @property
    def screen(self) -> GateActing:
        """The screen in front that is about gates."""
        return next(screen for screen in reversed(self.desk.app.screen_stack) if isinstance(screen, GateActing))

    def gate(self, ref: str = "G1") -> GateState:
        """Where a gate stands, as the log tells it."""
        return self.desk.state.gates[ref]

    async def press(self, *words: str) -> str:
        """Press keys; give the screen's text."""
        return await self.desk.press(*words)


@asynccontextmanager
async def at_gates(open_desk: OpenDesk, folder: Path, *size: int) -> AsyncIterator[Board]:
    """Open a run and its gates board."""
    async with open_desk(folder, size=size or (100, 30)) as desk:
        await desk.press("p")
        yield Board(desk)
