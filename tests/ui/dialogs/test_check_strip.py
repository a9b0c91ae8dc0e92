from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.ui.dialogs.dialog_stage import (
    HOSTILE,
    SECOND,
    SECOND_TEXT,
    Stage,
    StepClock,
    awaiting,
    paste,
    press,
    settled,
    still_now,
    words_of,
)

from cutover_tui.ui.dialogs.check_strip import CheckAnswer, CheckStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState

SIZE = (80, 24)


def strip_for(state: RunState, task: Task) -> CheckStrip:
    return CheckStrip(state, task, now=still_now, opened_by="c")


def seen_paused() -> CheckStrip:
    return strip_for(awaiting("F-14", "paused"), SECOND)


def seen_counts() -> CheckStrip:
    return strip_for(awaiting("F-15", "14 in the old, 14 in the new"), SECOND_TEXT)


async def test_two_same_choices_agree_and_it_is_only_told(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(seen_paused())
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "check_first_80x24")
        shown = await press(pilot, "=tm", "enter", "1", "enter")
        assert_screen(shown, "check_both_80x24")
        await press(pilot, "enter")

    assert "JB saw 17:30: paused │ TM sees now: paused" in words_of(shown)
    assert "The answers agree." in shown
    assert "Press 1" not in shown
    assert app.given == [CheckAnswer(by="TM", observed="paused", agrees=True)]


async def test_two_different_choices_differ_and_need_a_third_look() -> None:
    app = Stage(seen_paused())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "=tm", "enter", "2", "enter")
        await press(pilot, "enter")

    assert "The answers differ. It is recorded and needs a third look." in words_of(shown)
    assert app.given == [CheckAnswer(by="TM", observed="still on", agrees=False)]


async def test_the_first_answer_stays_hidden_until_the_second_is_given(
    assert_screen: Callable[[str, str], None],
) -> None:
    app = Stage(seen_counts())
    async with app.run_test(size=SIZE) as pilot:
        before = await settled(pilot)
        half_way = await press(pilot, "=tm", "enter", "=13 and 14")
        both = await press(pilot, "enter")
        assert_screen(both, "check_text_80x24")

    assert "14 in the old" not in before
    assert "14 in the old" not in half_way
    assert "JB saw 17:30: 14 in the old, 14 in │ TM sees now: 13 and 14 the new" in words_of(both)


async def test_words_are_judged_by_people() -> None:
    app = Stage(seen_counts())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked = await press(pilot, "=tm", "enter", "=14 each", "enter", "enter")
        await press(pilot, "1", "enter")

    assert "Press 1 or 2." in asked
    assert app.given == [CheckAnswer(by="TM", observed="14 each", agrees=True)]


async def test_an_answer_nobody_recorded_is_judged_by_people() -> None:
    app = Stage(strip_for(awaiting("F-14", "Not recorded"), SECOND))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=tm", "enter", "1", "enter", "2", "enter")

    assert app.given == [CheckAnswer(by="TM", observed="paused", agrees=False)]


async def test_the_first_person_cannot_check() -> None:
    app = Stage(seen_paused())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "=jb", "enter")

    words = "F-14 needs a different person to check it: JB did it. Ask somebody else who can see it."
    assert words in words_of(shown)
    assert "cannot tell" not in shown
    assert app.given == []


async def test_a_third_look_needs_a_third_person() -> None:
    app = Stage(strip_for(awaiting("F-14", "paused", answers_differ=True, checked_by="TM"), SECOND))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "=tm", "enter")
        await press(pilot, "backspace", "backspace", "=sp", "enter", "1", "enter", "enter")

    assert "F-14 needs a third person: JB and TM saw different things." in words_of(shown)
    assert app.given == [CheckAnswer(by="SP", observed="paused", agrees=True)]


async def test_blank_initials_and_a_blank_answer_are_asked_for() -> None:
    app = Stage(seen_counts())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        nobody = await press(pilot, "enter")
        nothing = await press(pilot, "=tm", "enter", "enter")

    assert "Give the initials of who looks now: not the person who did it." in words_of(nobody)
    assert "Say what you see for F-15." in words_of(nothing)


async def test_a_check_written_up_late_says_why() -> None:
    app = Stage(seen_paused())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=tm", "enter", "1", "enter", "backspace", "backspace", "backspace", "=17:31", "enter")
        await press(pilot, "1", "enter")

    assert app.given == [
        CheckAnswer(
            by="TM",
            observed="paused",
            agrees=True,
            at=datetime(2026, 11, 23, 17, 31, tzinfo=UTC),
            late_reason="was with a patient",
        )
    ]


async def test_escape_records_nothing_at_any_step() -> None:
    for keys in ((), ("=tm", "enter"), ("=tm", "enter", "1", "enter")):
        app = Stage(seen_paused())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *keys, "escape")

        assert app.given == [None]


async def test_a_held_enter_records_nothing(pressed_by_hand: StepClock) -> None:
    app = Stage(seen_paused())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=tm", "enter", "1")
        pressed_by_hand.step = 0.03
        await press(pilot, *["enter"] * 20)

    assert app.given == []


async def test_hostile_answers_stay_words_and_a_paste_is_cleaned() -> None:
    app = Stage(strip_for(awaiting("F-15", HOSTILE), SECOND_TEXT))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=tm", "enter")
        await paste(pilot, "\x1b[31mred\u202e\n14")
        shown = await press(pilot, "enter")

    assert "[/ [x] [Dr Rao]" in shown
    assert "\x1b" not in shown
    assert "�[31mred� 14" in shown


async def test_a_resize_keeps_the_step_and_what_was_typed() -> None:
    app = Stage(seen_counts())
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "=tm", "enter", "=14 each")
        await pilot.resize_terminal(80, 24)
        shown = await settled(pilot)

    assert "What do you see? 14 each" in words_of(shown)
