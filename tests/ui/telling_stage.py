"""A run with messages ready and some said, and somebody in front of the boards of telling people."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import StillClock, an_act, at
from tests.message_examples import KIT
from tests.ui.run_stage import SIX_LISTS, BoardDesk

from cutover_tui.domain.huddles import Report
from cutover_tui.domain.messages import Draft
from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.run import Run
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

TELLING: Plan = replace(SIX_LISTS, messages=KIT, phone="01632 960 050", guardian="Ros Hart, ICB, 01632 960 060")
"""The small plan with messages, a number for patients and a guardian."""
TOLD = Draft(occasion="planned", channel="text", words="x", who="4,120 patients", written_by="JB", checked_by="MK")


def make_told(folder: Path, plan: Plan = TELLING) -> Path:
    """Start a run, tell some, pause, hold a huddle and report, until Thu 17:30; then leave it in good order."""
    clock = StillClock("Thu 14:00")
    run = Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=clock, by="JB")
    early = an_act("JB", "Thu 14:00", at=at("2026-10-28 10:00"), late_reason="typed up from paper")
    words = "Larkfield Surgery: new computers Thu 26 November to Tue 1 December. Urgent: 111."
    run.send_message(early, "patients", replace(TOLD, words=words, template="planned-text 1", accessible=("phone",)))
    run.acknowledge_message(an_act("MK", "Thu 14:00"), "M-01", whom="the patient group")
    run.mark_not_told(an_act("JB", "Thu 14:00"), "pharmacy", occasion="planned", reason="both are told by the ICB")
    run.hold_huddle(
        an_act("JB", "Thu 14:00"),
        present=("PM", "CL", "REC"),
        well="Phones are quiet and the paper is out",
        worries="The printer in room 2",
        confidence=3,
        next_at=at("Thu 17:30"),
    )
    clock.move(minutes=120)
    run.declare_pause(an_act("SP", "Thu 16:00"))
    clock.move(minutes=30)
    run.send_message(
        an_act("JB", "Thu 16:30"),
        "staff",
        replace(
            TOLD,
            occasion="pause",
            channel="huddle",
            words="Write on paper now.\nNext update 17:30.",
            who="all 14",
            expected="not known yet",
            meanwhile="paper forms",
        ),
    )
    run.send_sitrep(
        an_act("JB", "Thu 16:30"),
        Report(
            position="paused",
            since_last="Wrong quantity on 3 of 20 repeats",
            help_needed="A fix from the supplier",
            sent_to="ICB on call",
            p1=1,
            p2=2,
            gate="Go live",
            gate_on_time="not known",
            forms=3,
            seal="R0006 1111 2222 3333 4444",
            next_at=at("Thu 17:30"),
        ),
    )
    clock.move(minutes=60)
    run.leave("JB")
    run.close()
    return folder


class Board(BoardDesk):
    """A board of a desk."""

    def line(self, words: str) -> str:
        """The line of the screen that holds some words."""
        return next(line for line in self.desk.text.splitlines() if words in line)

    def page(self) -> str:
        """The marked row in full, as running text."""
        return " ".join(self.screen.detail(self.marked).plain.split())

    async def at(self, key: str) -> None:
        """Mark a row."""
        assert self.screen.query_one(BoardList).mark(key)
        await self.desk.settle()

    async def press(self, *words: str) -> str:
        """Press keys; give the screen's text."""
        return await self.desk.press(*words)


@asynccontextmanager
async def at_board(
    open_desk: OpenDesk, folder: Path, key: str, *, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Board]:
    """Open a run and the board behind a key."""
    async with open_desk(folder, size=size) as desk:
        await desk.press(key)
        yield Board(desk)
