from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.dialogs.dialog_stage import (
    GP2GP,
    NASTY,
    NOW,
    Stage,
    StepClock,
    paste,
    plain_state,
    press,
    settled,
    state_with,
    still_now,
    strip_of,
    words_of,
)

from cutover_tui.domain.acts import Act
from cutover_tui.domain.deferral import defer_task
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.ui.dialogs.not_done_menu import NotDoneAnswer, NotDoneMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.state import RunState

SIZE = (80, 24)


def menu(state: RunState | None = None, **more: Any) -> NotDoneMenu:  # noqa: ANN401 (the dialog's own arguments)
    return NotDoneMenu(state or plain_state(), GP2GP, now=still_now, opened_by="x", **more)


def settled_state() -> RunState:
    return state_with("F-12", status=TaskStatus.DONE, seq=4, by="JB", recorder="JB", happened_at=NOW)


async def test_a_number_chooses_and_one_line_and_initials_record(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(menu())
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "not_done_menu_80x24")
        assert_screen(await press(pilot, "1"), "not_done_cannot_80x24")
        await press(pilot, "=supplier has to call back", "enter", "=jb", "enter")

    assert app.given == [NotDoneAnswer(kind="cannot do", by="JB", reason="supplier has to call back")]


async def test_arrows_and_enter_choose_too() -> None:
    app = Stage(menu())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "up", "down", "down", "enter", "=no such link here", "enter", "=jb", "enter")

    assert app.given == [NotDoneAnswer(kind="not needed", by="JB", reason="no such link here")]


async def test_complications_and_corrections_go_back_to_the_caller_at_once() -> None:
    with_complications, correcting = Stage(menu()), Stage(menu(settled_state()))
    async with with_complications.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "2")
    async with correcting.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "6")

    assert with_complications.given == [NotDoneAnswer(kind="complications")]
    assert correcting.given == [NotDoneAnswer(kind="correct")]


async def test_what_does_not_apply_stays_in_sight_and_says_why(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(menu(settled_state()))
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "not_done_settled_80x24")
        shown = await press(pilot, "1")
        await press(pilot, "5", "=went off again", "enter", "=jb", "enter")

    assert "‘Cannot do’ does not apply: it is settled; reopen it first." in words_of(shown)
    assert app.given == [NotDoneAnswer(kind="reopen", by="JB", reason="went off again")]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (TaskStatus.AWAITS_CHECK, "Cannot do it waits for a second person; reopen it first"),
        (TaskStatus.STARTED, "Reopen it is still to do"),
        (TaskStatus.TO_DO, "Correct an earlier entry nothing is recorded about it yet"),
        (TaskStatus.DEFERRED, "Reopen it is to do again; what was recorded stays"),
    ],
)
async def test_each_state_says_what_applies(status: TaskStatus, words: str) -> None:
    app = Stage(menu(state_with("F-12", status=status)))
    async with app.run_test(size=SIZE) as pilot:
        shown = await settled(pilot)

    assert words in words_of(shown)


async def test_a_done_task_whose_date_moved_can_be_done_again_with_complications() -> None:
    app = Stage(menu(replace_standing(tell_again=True)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "2")

    assert app.given == [NotDoneAnswer(kind="complications")]


def replace_standing(**more: Any) -> RunState:  # noqa: ANN401 (the fields of TaskState, by name)
    state = settled_state()
    return replace(state, tasks={**state.tasks, "F-12": replace(state.tasks["F-12"], **more)})


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1", "Say what stands in the way of F-12 ‘GP2GP on the old system: off’."),
        ("3", "Say why F-12 ‘GP2GP on the old system: off’ is not needed here."),
    ],
)
async def test_a_blank_reason_is_asked_for_in_the_words_of_the_rules(number: str, words: str) -> None:
    app = Stage(menu())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, number, "enter")

    assert words in words_of(shown)


async def test_what_a_tick_saw_starts_the_reason() -> None:
    app = Stage(menu(seen="still on"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "=jb", "enter")

    assert app.given == [NotDoneAnswer(kind="cannot do", by="JB", reason="still on")]


class TestDefer:
    async def test_it_asks_the_list_and_a_later_anchor(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(menu())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            assert_screen(await press(pilot, "4"), "not_done_defer_80x24")
            await press(pilot, "4", "enter", "2", "enter", "=queue too long", "enter", "=jb", "enter")

        assert app.given == [NotDoneAnswer(kind="defer", by="JB", reason="queue too long", to="G", until="GL")]

    async def test_the_working_day_after_go_live_is_offered(self) -> None:
        app = Stage(menu())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "4", "5", "enter", "3", "enter", "=later", "enter", "=jb", "enter")

        assert app.given == [NotDoneAnswer(kind="defer", by="JB", reason="later", to="R", until="GL+1wd")]
        assert shown

    @pytest.mark.parametrize(
        ("typed", "until"),
        [("gl+2wd", "GL+2wd"), ("tomorrow 8:15", "2026-11-24T08:15:00+00:00"), ("GL@13:00", "GL@13:00")],
    )
    async def test_another_time_is_typed(self, typed: str, until: str) -> None:
        app = Stage(menu(decide=lambda answer: defer_task(plain_state(), act(), "F-12", **facts(answer))))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            keys = ("4", "4", "enter", "4", "enter", f"={typed}", "enter", "=later", "enter", "=jb", "enter")
            await press(pilot, *keys)

        assert app.given == [NotDoneAnswer(kind="defer", by="JB", reason="later", to="G", until=until)]

    async def test_a_time_that_has_passed_is_refused(self) -> None:
        app = Stage(menu())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "4", "4", "enter", "4", "enter", "=8:00", "enter")

        words = "Mon 23 Nov 08:00 has passed. Choose a later time for F-12 to come back."
        assert words in words_of(shown)
        assert app.given == []

    async def test_what_is_no_time_is_said(self) -> None:
        app = Stage(menu())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            blank = await press(pilot, "4", "4", "enter", "4", "enter", "enter")
            shown = await press(pilot, "=GL+x", "enter")

        assert "Give a date and time, or an offset such as GL+2wd." in words_of(blank)
        assert "‘GL+x’ is not a time this program understands." in words_of(shown)


def act() -> Act:
    return Act(by="JB", now=NOW)


def facts(answer: NotDoneAnswer) -> dict[str, str]:
    return {"to": answer.to, "until": answer.until, "reason": answer.reason}


async def test_a_late_entry_says_when_and_why() -> None:
    app = Stage(menu())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "=no answer", "tab", "=jb", "tab", "=17:00", "enter", "2", "enter")

    assert app.given == [
        NotDoneAnswer(
            kind="cannot do",
            by="JB",
            reason="no answer",
            late_reason="on the phone",
            at=datetime(2026, 11, 23, 17, 0, tzinfo=UTC),
        )
    ]


async def test_a_refusal_keeps_everything_typed() -> None:
    def decide(_answer: NotDoneAnswer) -> None:
        raise Refused("F-12 is already recorded as done, 17:40 TM. To do it again, reopen it with a reason.")

    app = Stage(menu(decide=decide))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "1", "=no answer", "enter", "=jb", "enter")

    assert "F-12 is already recorded as done, 17:40 TM." in words_of(shown)
    assert "What is in the way no answer" in words_of(shown)
    assert app.given == []


async def test_escape_records_nothing() -> None:
    for keys in ((), ("1",), ("1", "=no answer", "enter", "=jb")):
        app = Stage(menu())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *keys, "escape")

        assert app.given == [None]


async def test_a_held_enter_and_a_held_x_choose_nothing(pressed_by_hand: StepClock) -> None:
    pressed_by_hand.step = 0.03
    app = Stage(menu())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, *["x", "enter"] * 5)

    assert "1 Cannot do" in words_of(shown)
    assert app.given == []


async def test_hostile_titles_and_pastes_are_words() -> None:
    app = Stage(NotDoneMenu(plain_state(), NASTY, now=still_now))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        await paste(pilot, "a\x1b[2Jb\nc\x00")
        shown = await press(pilot, "enter", "=jb", "enter")

    assert "\x1b" not in shown
    assert app.given == [NotDoneAnswer(kind="cannot do", by="JB", reason="a�[2Jb c�")]


async def test_a_resize_keeps_the_step_and_what_was_typed() -> None:
    app = Stage(menu())
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "4", "enter", "1", "enter", "=later")
        await pilot.resize_terminal(80, 24)
        shown = await settled(pilot)
        await press(pilot, "enter", "=jb", "enter")

    assert len(strip_of(shown)) <= 12
    assert app.given == [NotDoneAnswer(kind="defer", by="JB", reason="later", to="G", until="FDP")]
