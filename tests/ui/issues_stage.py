"""A run with issues of every level and two decisions, and somebody in front of the issues or the decisions board."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import StillClock, an_act, at
from tests.issue_examples import WHAT, a_draft, shipped_rules
from tests.ui.run_stage import SIX_LISTS, BoardDesk

from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.run import Run
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.issue_state import Issue

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

WITH_RULES = replace(SIX_LISTS, issues=shipped_rules())
"""The small plan with the shipped levels and pause prompts."""


def make_issues(folder: Path) -> Path:
    """Start a run and raise, answer, lower, make safe and close issues until Thu 17:40; then leave it in good order."""
    clock = StillClock("Thu 16:00")
    run = Run.start(folder, WITH_RULES, kind=RunKind.REHEARSAL, clock=clock, by="JB")
    run.raise_issue(
        an_act("MK"), "How do I print a fit note?", area="consultations", answer="question, training or appearance"
    )
    clock.move(minutes=10)
    run.raise_issue(an_act("SP"), "The appointment list is slow to open", area="appointments", answer="no")
    run.own_issue(an_act("JB"), "I-2", owner="MK")
    run.journal_issue(an_act("MK"), "I-2", "Restarted the spine connection", told="the floor walker")
    clock.move(minutes=60)
    run.raise_issue(an_act("MK"), "A result went to the wrong clinician", area="results", answer="do not know")
    run.journal_issue(an_act("SP"), "I-3", "Looked at all 14 results of the hour")
    run.make_issue_safe(an_act("SP"), "I-3", how="All 14 results were moved by hand")
    run.count_patients(an_act("SP"), "I-3", patients=14, approx=True, forms="C-2 041 to 054")
    run.close_issue(an_act("SP"), "I-3", cause="A default in the inbox rule")
    clock.move(minutes=19)
    run.raise_issue(an_act("MK"), WHAT, area="prescriptions", answer="yes")
    run.own_issue(an_act("JB"), "I-4", owner="SP")
    run.note_supplier(an_act("JB"), "I-4", supplier="TPP", reference="C-8841", severity="medium")
    clock.move(minutes=9)
    run.raise_issue(an_act("JB"), "Nobody can reach the spine from room 3", area="cards and printers", answer="maybe")
    draft = a_draft(kind="pause", options="stop printing; go on", linked=("I-4",), review_at=at("Thu 18:10"))
    run.log_decision(an_act("JB"), draft)
    clock.move(minutes=2)
    run.leave("JB")
    run.close()
    return folder


class IssueDesk(BoardDesk):
    """A board of a desk."""

    def issue(self, ref: str) -> Issue:
        """Where an issue stands, as the log tells it."""
        return self.desk.state.issues[ref]

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
async def at_issues(
    open_desk: OpenDesk, folder: Path, *, size: tuple[int, int] = (100, 30), key: str = "o"
) -> AsyncIterator[IssueDesk]:
    """Open a run and its issues board, or the decisions board with `D`."""
    async with open_desk(folder, size=size) as desk:
        await desk.press(key)
        yield IssueDesk(desk)
