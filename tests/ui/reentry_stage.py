"""A run on day 2 after go-live with paper still to enter, for the tests of the re-entry screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import StillClock, an_act
from tests.reentry_examples import BRANCH, CONSULTATIONS, FRIDAY, MAIN, MONDAY, NORTH_LAB, RED
from tests.ui.run_stage import SIX_LISTS

from cutover_tui.domain.plan import Plan, ReentryCategory, RunKind
from cutover_tui.runner.run import Run
from cutover_tui.ui.screens.reentry_screen import ReentryScreen
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.run_stage import Desk

DAY_2 = "Wed 10:42"
"""When most of it happens."""

FULL_RED = replace(RED, holds="Name, date of birth and detail", rule="0 left before the first evening")
PRESCRIPTIONS = ReentryCategory(
    id="prescriptions",
    category="prescriptions",
    name="Prescriptions",
    counts="Issues, changes and requests by route",
    reenter_by=("GL+3wd",),
    closed_by=("CL",),
    urgency=5,
)
LETTERS = ReentryCategory(
    id="letters-documents",
    category="letters-documents",
    name="Letters and documents",
    reenter_by=("GL+5wd", "GL+10wd"),
    urgency=17,
)
MESSAGES = ReentryCategory(id="messages", category="messages", name="Messages", reenter_by=("GL+5wd",), urgency=18)
PAPER = replace(
    SIX_LISTS, reentry=(FULL_RED, CONSULTATIONS, NORTH_LAB, PRESCRIPTIONS, LETTERS, MESSAGES), sites=(MAIN,)
)
"""The small plan with six kinds of paper, of a practice with one site."""
TWO_SITES = replace(PAPER, sites=(MAIN, BRANCH))
"""The same with a branch."""

LAB = NORTH_LAB.id


def paper_run(folder: Path, *, plan: Plan = PAPER, kind: RunKind = RunKind.REHEARSAL) -> Path:
    """Start a run, count paper in cutover and enter some of it on the first day and a half, and leave it."""
    clock = StillClock("Thu 18:35")
    run = Run.start(folder, plan, kind=kind, clock=clock, by="JB")
    run.record_anchor(an_act("JB", "Thu 18:40"), "CUT", happened=clock.now())
    site = plan.sites[0]
    for by, category, number, day, when in (
        ("MK", "red-slips", 3, FRIDAY, "Fri 17:00"),
        ("MK", "prescriptions", 40, FRIDAY, "Fri 17:05"),
        ("MK", "consultations", 25, FRIDAY, "Fri 17:10"),
        ("MK", "red-slips", 2, MONDAY, "Mon 17:00"),
        ("MK", "prescriptions", 31, MONDAY, "Mon 17:05"),
        ("MK", LAB, 30, MONDAY, "Mon 17:15"),
    ):
        clock._now = an_act(by, when).now
        run.count_logged(an_act(by, when), category, number, day=day, site=site)
    run.return_nil(an_act("MK", "Mon 17:30"), "messages", day=MONDAY, site=site)
    run.issue_slips(an_act("MK", "Mon 17:31"), "C-2 001 to 018", to="Reception")
    run.issue_slips(an_act("MK", "Mon 17:32"), "C-2 019 to 040", to="Millbrook branch")
    clock._now = an_act("JB", "Tue 08:00").now
    run.record_anchor(an_act("JB", "Tue 08:00"), "GL", happened=clock.now())
    for by, category, number, when in (
        ("MK", "red-slips", 4, "Tue 09:10"),
        ("MK", "prescriptions", 20, "Tue 11:00"),
        ("MK", LAB, 6, "Tue 14:00"),
        ("MK", "prescriptions", 12, "Wed 09:30"),
    ):
        clock._now = an_act(by, when).now
        run.count_entered(an_act(by, when), category, number)
    run.count_explained(an_act("MK", "Wed 09:40"), LAB, 10, why="arrived electronically")
    run.count_slips(an_act("MK", "Wed 09:45"), "C-2 001 to 018", used=11, void=1, returned=4, entered=9)
    run.leave("JB")
    run.close()
    return folder


def board(desk: Desk) -> ReentryScreen:
    """The re-entry screen in front."""
    screen = desk.app.screen
    assert isinstance(screen, ReentryScreen)
    return screen


def marked(desk: Desk) -> str:
    """What the marked line is about."""
    return board(desk).query_one(BoardList).marked


def said(desk: Desk) -> str:
    """The message at the bottom."""
    return board(desk).query_one(Banner).words


def row(desk: Desk, title: str) -> str:
    """The line of the list with a title, without the blanks between its columns; empty where none has it."""
    for line in desk.text.splitlines():
        if title in line[20:60]:
            return " ".join(line.split("│")[0].split())
    return ""


async def mark(desk: Desk, key: str) -> str:
    """Mark a line."""
    assert board(desk).query_one(BoardList).mark(key)
    return await desk.settle()
