"""A run on disk, the whole app in front of it, and somebody at the keyboard: for the tests of the run screen."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.examples import PLAN, StillClock, a_task, an_act
from tests.ui.keyboard import keys_of, send_key, settled
from textual import events

from cutover_tui.domain.plan import Checklist, Plan, RunKind, Tier
from cutover_tui.runner.run import Run
from cutover_tui.storage.practice_book import PracticeBook
from cutover_tui.ui.app import CutoverApp, Opening
from cutover_tui.ui.screens.asking import AskingScreen
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.run_screen import RunScreen
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.clock import Clock

SIX_LISTS = replace(
    PLAN,
    checklists=(
        *PLAN.checklists[:4],
        Checklist(code="R", name="After go-live", owner="PM", phases=("Afterwards",)),
        PLAN.checklists[4],
    ),
    tasks=(
        *(task for task in PLAN.tasks if task.checklist != "H"),
        replace(a_task("G-04", "Review the first week", "GL+1w"), ref="R-01", checklist="R", phase="Afterwards"),
        replace(
            a_task("G-05", "Close the log", "GL+14d", tier=Tier.EXTENDED), ref="R-02", checklist="R", phase="Afterwards"
        ),
        *(task for task in PLAN.tasks if task.checklist == "H"),
    ),
)
"""The small plan of `examples.py` with the list for after go-live."""


CONFIRMED = ("=the desk", "enter", "=4471", "enter", "enter")
"""What a tick that takes a service off is told: who confirmed it, their reference, and nobody who catches it."""
REFS_END = 40
"""No line of the list has its number further right."""
UNDER_WAY = frozenset({"concerns", "end", "rehearse", "start", "home", "find-commands"})
"""Workers whose end is waited for."""


def make_run(folder: Path, *, plan: Plan = SIX_LISTS, kind: RunKind = RunKind.REHEARSAL, history: bool = True) -> Path:
    """Start a run, with a little history unless told otherwise, and leave it in good order."""
    clock = StillClock("Thu 14:00")
    run = Run.start(folder, plan, kind=kind, clock=clock, by="JB")
    if history:
        _live_through(run, clock)
    run.leave("JB")
    run.close()
    return folder


def _live_through(run: Run, clock: StillClock) -> None:
    """Tick a preparation task late, both laboratories, one with a correction; write a note; begin one."""
    late = an_act("JB", "Thu 14:00", at=clock.now().replace(day=5), late_reason="typed up from paper")
    run.complete_task(late, "P-01", observed="5 Nov")
    clock.move(minutes=90)
    run.complete_task(an_act("SP", "Thu 15:30"), "F-01a", observed="off, confirmed by the lab")
    clock.move(minutes=10)
    run.correct_entry(an_act("JB", "Thu 15:40"), 2, field="by", now="DR", reason="Wrong initials")
    run.add_note(an_act("MK", "Thu 15:40"), "South Lab sends on paper from 17:00", ref="F-01b")
    clock.move(minutes=60)
    run.start_task(an_act("SP", "Thu 16:40"), "F-02")


def is_busy(app: App[None]) -> bool:
    """Whether the run screen waits for its disk, or something else is under way that no question holds up."""
    for screen in app.screen_stack:
        if isinstance(screen, RunScreen) and (screen.desk.saving or screen._looking or screen._copying):
            return True
    asking = any(isinstance(screen, AskingScreen) and screen.asking for screen in app.screen_stack)
    groups = UNDER_WAY if asking else UNDER_WAY | {"ask"}
    return any(worker.group in groups and not worker.is_finished for worker in app.workers)


@dataclass
class Desk:
    """The app on one run, and the keyboard in front of it."""

    app: CutoverApp
    pilot: Pilot[None]
    text: str = ""
    """What the screen showed last."""

    @property
    def screen(self) -> RunScreen:
        """The run screen, whatever is in front of it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, RunScreen))

    @property
    def run(self) -> Run:
        """The run that is worked."""
        return self.screen.cutover_run

    @property
    def state(self) -> RunState:
        """Where the run stands, as the log tells it."""
        return self.run.state

    @property
    def kinds(self) -> list[str]:
        """The wire names of everything recorded."""
        return [str(record["type"]) for record in self.run.log.read(0)]

    @property
    def tasks(self) -> TaskList:
        """The list."""
        return self.screen.query_one(TaskList)

    @property
    def marked(self) -> str:
        """The number of the marked task."""
        return self.tasks.cursor_ref

    @property
    def said(self) -> str:
        """The message at the bottom."""
        return self.screen.query_one(Banner).words

    @property
    def saved(self) -> str:
        """What the footer says about saving."""
        return self.screen.query_one(KeyFooter)._saved

    @property
    def question(self) -> str:
        """The kind of question that stands; empty for none."""
        asked = getattr(self.app.screen, "_asked", None)
        return type(asked).__name__ if asked is not None else ""

    @property
    def place(self) -> str:
        """The kind of screen in front, or of the question that stands in it."""
        return self.question or type(self.app.screen).__name__

    def row(self, ref: str) -> str:
        """The line of the list that shows a task; empty where none does."""
        for line in self.text.splitlines():
            refs = re.findall(r"(?<=[ ])[A-Z]-\d\d[a-z]?(?= )", line[:REFS_END])
            if refs and refs[-1] == ref and not line.startswith(("│", " log ")):
                return line
        return ""

    def send(self, *words: str) -> None:
        """Press keys, or type text given as `=text`, faster than anything can be waited for."""
        for word in words:
            for key in keys_of(word):
                send_key(self.app, key)

    async def press(self, *words: str) -> str:
        """Press keys, or type text given as `=text`, each when the one before is done; give the screen's text."""
        for word in words:
            self.send(word)
            await self.settle()
        return self.text

    async def press_on(self, *words: str) -> None:
        """Press keys while something is under way that the screen does not wait for."""
        for word in words:
            self.send(word)
            for _ in range(4):
                await self.pilot.pause()

    async def paste(self, text: str) -> str:
        """Paste a text as a terminal does."""
        self.app.post_message(events.Paste(text))
        return await self.settle()

    async def settle(self) -> str:
        """Wait until the screen stands still."""
        self.text = await settled(self.pilot, is_busy=is_busy)
        return self.text

    async def at(self, ref: str) -> str:
        """Mark a task, showing its list where another is shown."""
        self.screen.go_to(ref)
        return await self.settle()

    async def second(self, *, times: int = 1) -> str:
        """Let the screen look around as it does once a second."""
        for _ in range(times):
            self.screen._each_second()
            await self.settle()
        return self.text

    async def resize(self, width: int, height: int) -> str:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        return await self.settle()

    def strip(self) -> list[str]:
        """The lines of the question that stands, from its edge on."""
        lines = self.text.splitlines()
        edge = next(place for place, line in enumerate(lines) if line.startswith("─ "))
        return lines[edge:]

    def asked(self) -> str:
        """The question that stands as running text, so that a sentence can be found however it is wrapped."""
        return " ".join(" ".join(self.strip()).split())


@dataclass
class BoardDesk:
    """A board over the run screen of a desk."""

    desk: Desk

    @property
    def screen(self) -> BoardScreen:
        """The board in front."""
        return next(screen for screen in reversed(self.desk.app.screen_stack) if isinstance(screen, BoardScreen))

    @property
    def marked(self) -> str:
        """The key of the marked row."""
        return self.screen.query_one(BoardList).marked

    @property
    def said(self) -> str:
        """The message at the bottom."""
        return self.screen.query_one(Banner).words

    @property
    def asked(self) -> str:
        """The question that stands, as running text."""
        return self.desk.asked()


@asynccontextmanager
async def at_desk(
    folder: Path | None,
    clock: Clock,
    home: Path,
    *,
    size: tuple[int, int] = (100, 30),
    initials: str = "JB",
    second_copy: Path | None = None,
) -> AsyncIterator[Desk]:
    """Open a run, or the list of runs, in the whole app."""
    opening = Opening("run" if folder is not None else "home", folder, initials, second_copy)
    app = CutoverApp(PracticeBook(home), home, clock, opening)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        try:
            yield desk
        finally:
            for screen in app.screen_stack:
                if isinstance(screen, RunScreen) and not screen.desk.leaving:
                    screen.desk.leaving = True
                    await screen.let_go()


def steady(text: str) -> str:
    """A screen's text without what differs in every run: hashes, seals, folders made by chance."""
    text = re.sub(r"last [0-9a-f]{12}", "last ############", text)
    return re.sub(r"R(\d{4})((\s+)\d{4}){4}", r"R\1 #### #### #### ####", text)
