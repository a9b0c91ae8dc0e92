"""A tick of a task that moves a service, from the keys to the log: one act, one truth, and the words about both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.run_stage import CONFIRMED

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.service_fold import RECORDED
from cutover_tui.domain.services import PLACE, STAGE_PLACE, ServiceStatus
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.ui.key import Key
from cutover_tui.ui.screens import run_asking

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

LAB = "pathology:south-lab"
CAUGHT = ("=Ann, lab desk", "enter", "=4471", "enter", "=mk", "enter", "=the lab rings 214", "enter")
NOBODY = ("enter", "enter", "enter")
"""Nobody confirmed it and nobody catches it."""
BOARD = Key(action="services", key="s", label="services", tip="Show the services.", id="run.services")


@pytest.fixture
def board_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the run screen have the key of the services board, and only that."""
    monkeypatch.setattr(run_asking, "RUN_KEYS", (BOARD,))


def agree(desk: Desk, ref: str) -> bool:
    """Whether a task and the services it moves say the same."""
    recorded = desk.state.standing(ref).status in RECORDED
    return all(
        (PLACE[desk.state.services[instance].status] >= STAGE_PLACE[stage]) is recorded
        for instance, stage in desk.state.moved_by[ref]
    )


# -- a tick


async def test_one_tick_moves_the_service_and_keeps_what_the_other_end_said(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        before = len(desk.kinds)
        await desk.press("t")
        assert "Moves Pathology results (south-lab): NORMAL to PAPER" in desk.asked()
        await desk.press("1", "enter", *CAUGHT, "=mk", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, TaskCompleted)
        assert len(desk.kinds) == before + 1
        assert Confirmation(
            confirmed_with=event.confirmed_with,
            reference=event.reference,
            first_item=event.first_item,
            catcher=event.catcher,
            route=event.route,
        ) == Confirmation(confirmed_with="Ann, lab desk", reference="4471", catcher="MK", route="the lab rings 214")
        assert desk.state.services[LAB].status is ServiceStatus.PAPER
        assert desk.said == "F-01b recorded as done, 17:42 MK. Pathology results (south-lab) is PAPER."


@pytest.mark.usefixtures("board_key")
async def test_a_service_that_nobody_catches_is_a_caution_with_the_boards_key(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")

        assert desk.said == (
            "F-01b recorded as done, 17:42 MK. Pathology results (south-lab) is PAPER and nobody catches it. "
            "Press s for the services board."
        )


@pytest.mark.usefixtures("board_key")
async def test_what_nobody_confirmed_is_said_to_be_not_confirmed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *NOBODY, "=mk", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, TaskCompleted)
        assert (event.confirmed_with, event.reference, event.catcher) == ("Not recorded", "Not recorded", "")
        assert desk.said == (
            "F-01b recorded as done, 17:42 MK. Pathology results (south-lab) is PAPER, NOT CONFIRMED, and nobody "
            "catches it. Press s for the services board."
        )


async def test_a_first_real_item_brings_it_to_flow(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("G-02a")
        await desk.press("t")
        assert "Moves Pathology results (north-lab): PAPER to FLOWING" in desk.asked()
        await desk.press("=agreed", "enter", "=North Lab, 17:40", "enter", "=jb", "enter")

        assert desk.state.services["pathology:north-lab"].first_item == "North Lab, 17:40"
        assert desk.said == "G-02a recorded as done, 17:42 JB. Pathology results (north-lab) is FLOWING."


async def test_complications_go_with_the_confirmation(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("x", "2", "1", "enter", "=two calls", "enter", *CAUGHT, "=mk", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.DONE_WITH_COMPLICATIONS
        assert desk.state.services[LAB].confirmed_with == "Ann, lab desk"
        assert desk.said == "F-01b recorded as done, 17:42 MK. Pathology results (south-lab) is PAPER."


async def test_a_catcher_who_is_not_on_the_roster_keeps_the_strip_open(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        before = desk.kinds
        await desk.press("t", "1", "enter", "=Ann", "enter", "=1", "enter", "=zz", "enter")

        assert "ZZ is not on the roster of this run." in desk.asked()
        assert desk.kinds == before


# -- the second person, reopening, correcting


async def test_the_second_person_sees_the_confirmation_with_the_first_answer_and_not_before(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *CAUGHT, "=sp", "enter", "enter")
        assert desk.said == (
            "F-02 recorded. A second person checks it: mark it and press c. "
            "Electronic prescriptions is OFF, NOT CHECKED."
        )
        await desk.press("c", "=dr", "enter")
        assert "Ann, lab desk" not in desk.asked()
        await desk.press("1", "enter")
        words = "Electronic prescriptions is OFF, NOT CHECKED; confirmed with Ann, lab desk; reference 4471"
        assert words in desk.asked()
        await desk.press("enter")

        assert desk.said == "F-02 recorded as done, 17:42 SP. Electronic prescriptions is OFF."


async def test_reopening_says_before_and_after_where_the_service_goes_back_to(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01a")
        await desk.press("x", "5")
        assert "Takes back Pathology results (north-lab): PAPER to NORMAL" in desk.asked()
        await desk.press("=a result came after all", "enter", "=jb", "enter")

        assert desk.said == "F-01a: to do again, JB. Pathology results (north-lab) is NORMAL again."
        assert agree(desk, "F-01a")


async def test_a_confirmation_can_be_corrected(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CAUGHT, "=mk", "enter")
        ticked = desk.run.entries[-1].seq
        await desk.press("u", "1")
        place = next(word for word in ("4", "5", "6") if f"{word}  who confirmed it" in "\n".join(desk.strip()))
        await desk.press(place, "enter")
        assert "Ann, lab desk" in desk.asked()
        await desk.press("ctrl+u", "=Bea, lab desk", "enter", "=wrong name", "enter", "=jb", "enter")

        assert desk.state.services[LAB].confirmed_with == "Bea, lab desk"
        assert desk.said == f"Entry {ticked} corrected by entry {ticked + 1}; the old words stay, struck through."


@pytest.mark.usefixtures("board_key")
async def test_a_confirmation_that_is_taken_back_is_a_caution(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CAUGHT, "=mk", "enter")
        await desk.press("u", "1")
        place = next(word for word in ("4", "5", "6") if f"{word}  who confirmed it" in "\n".join(desk.strip()))
        await desk.press(place, "enter", "ctrl+u", "=Not recorded", "enter", "=it was another lab", "enter")
        await desk.press("=jb", "enter")

        assert desk.state.services[LAB].confirmed is False
        assert desk.said.endswith(
            "struck through. Pathology results (south-lab) is PAPER, NOT CONFIRMED. Press s for the services board."
        )


# -- the law

PATHS: dict[str, tuple[str, tuple[str, ...]]] = {
    "confirmed and caught": ("F-01b", ("t", "1", "enter", *CAUGHT, "=mk", "enter")),
    "confirmed": ("F-01b", ("t", "1", "enter", *CONFIRMED, "=mk", "enter")),
    "not confirmed": ("F-01b", ("t", "1", "enter", *NOBODY, "=mk", "enter")),
    "an answer that is not done": ("F-01b", ("t", "2", "enter", "1", "enter", "=mk", "enter")),
    "a changed mind": ("F-01b", ("t", "1", "enter", "=Ann", "up", "2", "enter", "1", "enter", "=mk", "enter")),
    "escape at the end": ("F-01b", ("t", "1", "enter", *CAUGHT, "=mk", "escape")),
    "complications": ("F-01b", ("x", "2", "1", "enter", "=late", "enter", *NOBODY, "=mk", "enter")),
    "not needed": ("F-01b", ("x", "3", "=no link", "enter", "=mk", "enter")),
    "reopened": ("F-01a", ("x", "5", "=came back", "enter", "=jb", "enter")),
    "waits for its check": ("F-02", ("t", "1", "enter", *NOBODY, "=sp", "enter", "enter")),
    "checked at once": ("F-02", ("t", "1", "enter", *CAUGHT, "=sp", "enter", "=dr", "enter")),
    "back without being off": ("G-02b", ("t", "=why not", "enter", "enter", "enter", "=jb", "enter")),
}


@pytest.mark.parametrize("path", PATHS)
async def test_no_way_through_the_strip_leaves_a_task_and_its_service_telling_different_things(
    open_desk: OpenDesk, path: str
) -> None:
    ref, keys = PATHS[path]
    async with open_desk() as desk:
        await desk.at(ref)
        await desk.press(*keys)

        assert desk.question == ""
        if path != "not needed":
            assert agree(desk, ref)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_strip_over_the_list(
    open_desk: OpenDesk, assert_screen: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", "=Ann, lab desk", "enter")

        assert_screen(desk.text, f"run-tick-service-{size[0]}x{size[1]}")


async def test_the_check_and_the_reopening_over_the_list(
    open_desk: OpenDesk, assert_screen: Callable[[str, str], None]
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *CAUGHT, "=sp", "enter", "enter")
        await desk.press("c", "=dr", "enter", "1", "enter")
        assert_screen(desk.text, "run-check-service-80x24")
        await desk.press("escape", "x", "5")
        assert_screen(desk.text, "run-reopen-service-80x24")


@pytest.mark.usefixtures("board_key")
async def test_what_is_said_about_a_service_nobody_catches_is_read_whole_on_a_small_screen(
    open_desk: OpenDesk, assert_screen: Callable[[str, str], None]
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *NOBODY, "=sp", "enter", "enter")

        assert_screen(desk.text, "run-ticked-service-80x24")
