"""The people board and the handover page: the roll, stand-ins, a role said, read back and taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.gate_examples import GATED
from tests.issue_examples import a_plan_with_issues
from tests.ui.dialogs.dialog_stage import HOSTILE
from tests.ui.run_stage import SIX_LISTS, make_run

from cutover_tui.domain.handover import Taken
from cutover_tui.domain.presence import is_here
from cutover_tui.ui.screens.handover_screen import HandoverScreen
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30))
ROLL = ("t", "=jb sp", "enter", "enter", "=jb", "enter")
"""JB and SP are in the room, says JB."""
OFFER = (
    *("O", "1", "enter", "=sp", "enter", "enter", "=Extract on time", "enter", "=EPS off at 17:00", "enter"),
    *("enter", "=Ring the lab first", "enter", "=jb", "enter"),
)
"""JB hands the practice manager's role to SP."""
OFFER_LEAD = (OFFER[0], "2", *OFFER[2:])
"""JB hands the lead of the cutover to SP."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run with a little history."""
    return make_run(tmp_path / "run")


def said(desk: Desk) -> str:
    """The message at the bottom of the screen in front."""
    return desk.app.screen.query_one(Banner).words


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


# -- the board


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_people_with_a_roll_a_stand_in_and_a_handover(
    open_desk: OpenDesk, folder: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(folder, size=size) as desk:
        await desk.press("y", *ROLL)
        await desk.press("down", "down", "down", "n", "=mk", "enter", "enter", "=on leave", "enter", "=jb", "enter")
        await desk.press("home", *OFFER, "escape")
        assert_screen(desk.text, f"people-{named(size)}")


async def test_several_people_are_here_in_one_act(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *ROLL)

        assert [initials for initials in desk.state.people if is_here(desk.state, initials, desk.run.clock.now())] == [
            "JB",
            "SP",
        ]
        assert desk.kinds[-1] == "presence.recorded"
        assert said(desk) == "JB SP: in the room."
        assert "People: 2 here: 2 in the room, 0 on the phone" in desk.text


async def test_a_roll_with_somebody_strange_keeps_what_was_typed(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", "t", "=jb zz", "enter")

        assert "ZZ is not on the roster of this run." in desk.asked()
        assert "presence.recorded" not in desk.kinds


async def test_escape_records_no_roll(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", "t", "=jb", "enter", "escape", "escape")

        assert "presence.recorded" not in desk.kinds
        assert desk.place == "RunScreen"


async def test_everything_of_one_person_is_anothers_in_one_act(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", "n", "=sp", "enter", "enter", "enter", "=jb", "enter")

        assert desk.state.people["SP"].roles == ("CL", "PM", "LEAD")
        assert said(desk) == "SP stands in for JB as PM, LEAD. Press u to take it back."
        assert "SP holds PM, LEAD" in desk.text


async def test_own_roles_are_taken_back(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", "n", "=sp", "enter", "enter", "enter", "=jb", "enter", "u", "=jb", "enter")

        assert desk.state.people["JB"].roles == ("PM", "LEAD")
        assert said(desk) == "JB has their own roles again."


async def test_nothing_to_take_back_is_said(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", "u")

        assert said(desk) == "Nobody stands in for JB, so there is nothing to take back."


async def test_a_tick_for_somebody_not_present_asks_how_it_is_known(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("i", "=jb", "enter", "y", *ROLL, "escape")
        await desk.at("F-03")
        await desk.press("t", "=12 of 12", "enter", "=F-02 is done now", "enter", "=mk", "enter")
        asked = desk.asked()
        await desk.press("=F-02 is done, MK rang", "enter", "enter")

        assert "F-03 comes after F-02, not done yet. Nobody said that MK is here." in asked
        done = desk.state.tasks["F-03"]
        assert "by somebody who is not here" in done.unusual
        assert done.reason.endswith("MK rang")


# -- handing over


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_handover_page(
    open_desk: OpenDesk, folder: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(folder, size=size) as desk:
        await desk.press("y", *ROLL, *OFFER, "t", "=sp", "enter")
        shown = desk.text
        seal = next(iter(desk.state.handovers.values())).seal
        assert_screen(shown.replace(seal, "R" + "0" * (len(seal) - 1)), f"handover-{named(size)}")


async def test_a_role_is_offered_read_back_and_taken(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER)
        before = desk.state.people["JB"].roles
        await desk.press("t", "=sp", "enter", "t", "=sp", "enter")
        await desk.press("O", "=labs, EPS, slips", "enter", "enter", "=jb", "enter", "=sp", "enter")

        handover = desk.state.handovers["SH-1"]
        assert before == ("PM", "LEAD")
        assert handover.taken is Taken.ACCEPTED
        assert handover.said_back == ("How it stands, pauses and holds", "Gates")
        assert handover.seal.startswith("R00")
        assert desk.state.people["SP"].roles == ("CL", "PM")
        assert said(desk) == "PM is with SP now. Write the seal on the wall sheet."


async def test_a_role_taken_over_shows_the_seal_and_records_who_wrote_it(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "v")
        assert said(desk) == "The seal is written down once the role is taken over."
        await desk.press("O", "=labs, EPS, slips", "enter", "enter", "=jb", "enter", "=sp", "enter")
        assert "Write this on the wall sheet, for handover SH-1" in desk.text
        await desk.press("escape")
        assert "Press v: write the seal on the wall sheet" in desk.text
        await desk.press("v", "=mk", "enter")

        number, seal, by = desk.state.seals_for["handover SH-1"]
        assert (by, number) == ("MK", desk.state.handovers["SH-1"].answer_seq + 1)
        assert f"Seal {seal} written by MK" in desk.text


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_top_line_names_who_leads_and_says_while_the_lead_is_offered(
    open_desk: OpenDesk, folder: Path, size: tuple[int, int]
) -> None:
    async with open_desk(folder, size=size) as desk:
        wide = size[0] >= 100
        assert ("Lead Jo Baker" in desk.text) is wide
        await desk.press("y", *OFFER_LEAD)
        assert "Lead Jo Baker until SP accepts" in desk.text.splitlines()[0]
        await desk.press("escape", "escape")
        assert "Lead Jo Baker until SP accepts" in desk.text.splitlines()[0]
        await desk.press("y", "home", "O", "O", "=labs, EPS, slips", "enter", "enter")
        await desk.press("=jb", "enter", "=sp", "enter")

        assert said(desk) == "The cutover lead is with SP now. Write the seal on the wall sheet."
        assert ("Lead Sam Patel" in desk.text.splitlines()[0]) is wide
        assert "until SP accepts" not in desk.text.splitlines()[0]
        await desk.press("escape", "escape", "escape")
        assert desk.place == "RunScreen"
        assert ("Lead Sam Patel" in desk.text.splitlines()[0]) is wide
        assert desk.state.people["SP"].roles == ("CL", "LEAD")


async def test_only_who_takes_over_reads_back(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "t", "=mk", "enter")

        assert "SP takes over and reads it back. Give their initials." in desk.asked()


async def test_what_was_not_read_back_is_said_before_it_is_taken(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "O")

        assert "Not read back: How it stands, pauses and holds, Gates," in desk.asked()


async def test_the_next_gate_and_the_open_issues_go_into_the_offer(open_desk: OpenDesk, tmp_path: Path) -> None:
    plan = replace(SIX_LISTS, gates=GATED.gates, roles=GATED.roles, issues=a_plan_with_issues().issues)
    async with open_desk(make_run(tmp_path / "run", plan=plan)) as desk:
        await desk.press("I", "=labels are wrong", "enter", "1", "2", "=jb", "enter", "escape", "y", *OFFER)

        handover = desk.state.handovers["SH-1"]
        assert handover.next_gate == "G1 Old system: closed, planned Thu 26 Nov 18:30, TO COME"
        assert handover.open_issues == "P2 1"
        await desk.press("escape", "home")
        assert "Next gate: G1 Old system: closed" in " ".join(desk.text.split())


async def test_a_role_not_accepted_stays_where_it_was(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "x", "=in clinic", "enter", "=sp", "enter")

        assert desk.state.handovers["SH-1"].taken is Taken.REFUSED
        assert desk.state.people["JB"].roles == ("PM", "LEAD")
        assert said(desk) == "PM stays with JB."


async def test_an_open_handover_is_gone_on_with(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "escape")
        desk.app.screen.query_one(BoardList).mark("handover:SH-1")
        await desk.press("O")

        assert isinstance(desk.app.screen, HandoverScreen)
        assert desk.kinds.count("handover.offered") == 1


async def test_an_answered_handover_takes_no_other_answer(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder) as desk:
        await desk.press("y", *OFFER, "x", "=in clinic", "enter", "=sp", "enter", "O")

        assert said(desk) == "SH-1 is not accepted."
        assert desk.question == ""


async def test_hostile_words_stand_there_as_they_are(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk(folder, size=(120, 36)) as desk:
        await desk.press("y", "O", "1", "enter", "=sp", "enter", "enter")
        await desk.press(f"={HOSTILE}", "enter", "enter", "enter", "enter")
        await desk.press("=jb", "enter", "escape")
        desk.app.screen.query_one(BoardList).mark("handover:SH-1")
        await desk.settle()

        assert "Situation: [/ [x] [Dr Rao]" in desk.text
