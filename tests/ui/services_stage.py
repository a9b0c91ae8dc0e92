"""A run in the middle of cutover, its services in every kind of state, and somebody in front of the services board."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import SERVICES, StillClock, an_act, at
from tests.ui.run_stage import SIX_LISTS, BoardDesk

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.plan import RunKind, Service
from cutover_tui.runner.run import Run
from cutover_tui.ui.screens.services_screen import ServicesScreen
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.services import ServiceState

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

NORTH, SOUTH = "pathology:north-lab", "pathology:south-lab"
LINKS = ("Docman", "CliniSys ICE", "Accurx", "INRstar")


def _link(name: str) -> Service:
    return Service(
        id=f"link:{name}",
        service="link",
        name="Third-party link",
        short_name="3RD PARTY",
        item=name,
        caught_by="REC",
        switched_by="CL",
    )


MANY_SERVICES = replace(
    SIX_LISTS,
    services=(
        replace(SERVICES[0], caught_by="CL", switched_by="REC"),
        *SERVICES[1:],
        Service(id="gp2gp", service="gp2gp", name="Record transfers (GP2GP)", short_name="GP2GP"),
        Service(id="posters", service="posters", name="Posters", short_name="POSTERS", cutover_state="redirected"),
        *(_link(name) for name in LINKS),
    ),
)
"""The small plan with ten services of seven kinds."""

LAB = Confirmation(confirmed_with="results desk", reference="log 4471", catcher="SP", route="the lab rings 214")
PLAIN = Confirmation(confirmed_with="service desk", reference="NSD-20418")


def make_cutover(folder: Path, plan: Plan = MANY_SERVICES) -> Path:
    """Start a run and take services off, ask, count and call, until Thu 17:30; then leave it in good order."""
    clock = StillClock("Thu 14:00")
    run = Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=clock, by="JB")
    early = an_act("SP", "Thu 14:00", at=at("Tue 10:00").replace(month=11, day=24), late_reason="typed up from paper")
    run.move_service(early, "posters", "redirected", said=replace(LAB, catcher="MK", route="come to the desk"))
    caught = replace(PLAIN, catcher="MK", route="on paper to the tray")
    run.move_service(an_act("SP", "Thu 14:00"), "link:Docman", "off", said=caught)
    run.move_service(an_act("SP", "Thu 14:00"), "bowel", "continues", said=replace(LAB, confirmed_with="hub desk"))
    run.count_service(an_act("SP", "Thu 14:00"), "bowel", what="running", count=3)
    run.move_service(an_act("SP", "Thu 14:00"), "link:Accurx", "retired", reason="it ends with it", checked_by="JB")
    run.move_service(an_act("SP", "Thu 14:00"), "link:INRstar", "asked_off", said=Confirmation(confirmed_with="desk"))
    clock.move(minutes=60)
    promised = at("Thu 16:30")
    run.move_service(an_act("SP", "Thu 15:00"), NORTH, "paper", said=LAB, reason="the download was done")
    run.call_about_service(
        an_act("MK", "Thu 15:00"), NORTH, whom="support desk", reference="SC-9004", promised_by=promised, said="A list"
    )
    run.move_service(an_act("SP", "Thu 15:00"), SOUTH, "asked_off", said=Confirmation(confirmed_with="results desk"))
    clock.move(minutes=90)
    run.move_service(an_act("MK", "Thu 16:30"), "eps", "off", said=PLAIN, reason="the queue is empty", checked_by="SP")
    why = Confirmation(catcher="SP", route="by phone on 214")
    run.move_service(an_act("DR", "Thu 16:30"), "gp2gp", "unknown", said=why, reason="Nobody answers")
    clock.move(minutes=60)
    item = Confirmation(first_item="a letter, 17:28")
    run.move_service(an_act("SP", "Thu 17:30"), "link:Docman", "flowing", said=item)
    run.count_service(an_act("SP", "Thu 17:30"), "link:Docman", what="expected", count=41)
    run.count_service(an_act("SP", "Thu 17:30"), "link:Docman", what="received", count=39)
    run.leave("JB")
    run.close()
    return folder


class Board(BoardDesk):
    """The services board of a desk."""

    @property
    def screen(self) -> ServicesScreen:
        """The board."""
        return next(screen for screen in self.desk.app.screen_stack if isinstance(screen, ServicesScreen))

    def standing(self, instance: str) -> ServiceState:
        """Where a service stands, as the log tells it."""
        return self.desk.state.services[instance]

    def line(self, words: str) -> str:
        """The line of the list that holds some words."""
        return next(line for line in self.desk.text.splitlines() if words in line)

    def page(self) -> str:
        """The marked service in full, as running text."""
        words = self.screen.detail(self.marked).plain
        return " ".join(words.split())

    async def at(self, instance: str) -> None:
        """Mark a service."""
        assert self.screen.query_one(BoardList).mark(instance)
        await self.desk.settle()

    async def press(self, *words: str) -> str:
        """Press keys; give the screen's text."""
        return await self.desk.press(*words)


@asynccontextmanager
async def at_board(open_desk: OpenDesk, folder: Path, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Board]:
    """Open a run and its services board."""
    async with open_desk(folder, size=size) as desk:
        await desk.press("s")
        yield Board(desk)
