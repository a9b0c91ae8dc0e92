from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.dialogs.dialog_stage import (
    HOSTILE,
    NOW,
    PLAN,
    Stage,
    StepClock,
    paste,
    plain_state,
    press,
    settled,
    still_now,
    strip_of,
    words_of,
)

from cutover_tui.domain.anchors import Replan
from cutover_tui.domain.plan import Anchor
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.anchor_dialog import AnchorAnswer, AnchorDialog, replan_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.state import RunState

SIZE = (80, 24)
CHANGE = Replan(
    moved=tuple(f"F-{n:02}" for n in range(23)),
    too_late=("F-03", "F-04"),
    tell_again=("P-16a", "P-16b"),
    added=(),
)


def state() -> RunState:
    started = PLAN.anchors[0].planned_at
    assert started is not None
    return replace(plain_state(), recorded={"KO": started})


def dialog(of: RunState | None = None, **more: Any) -> AnchorDialog:  # noqa: ANN401 (the dialog's own arguments)
    facts: dict[str, Any] = {"preview": lambda _code, _to: CHANGE, "typed_by": "JB", "opened_by": "a"} | more
    return AnchorDialog(of or state(), now=still_now, **facts)


async def test_an_anchor_happened_now(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "anchor_list_80x24")
        assert_screen(await press(pilot, "2"), "anchor_choice_80x24")
        await press(pilot, "1", "=tm", "enter")

    assert app.given == [AnchorAnswer(kind="happened", code="FDP", when=NOW, by="TM")]


async def test_it_happened_at_a_typed_time() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        ahead = await press(pilot, "2", "1", "=tm", "up", "=18:40", "enter")
        await press(pilot, "ctrl+u", "=17:05", "enter", "enter")

    assert "18:40 has not come yet: it is 17:42." in words_of(ahead)
    assert app.given == [
        AnchorAnswer(kind="happened", code="FDP", when=datetime(2026, 11, 23, 17, 5, tzinfo=UTC), by="TM")
    ]


async def test_a_record_changes_only_with_a_reason() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        choice = await press(pilot, "1")
        barred = await press(pilot, "2")
        asked = await press(pilot, "1", "enter", "enter")
        await press(pilot, "=read the wrong slip", "enter", "=jb", "enter")

    assert "It happened at another time" in words_of(choice)
    assert "‘Move its plan’ does not apply: it happened Thu 10 Sep 10:00." in words_of(barred)
    words = "KO (Kick-off meeting) is already recorded at 10:00. Say why the record changes; both stay in the log."
    assert words in words_of(asked)
    assert app.given == [AnchorAnswer(kind="happened", code="KO", when=NOW, reason="read the wrong slip", by="JB")]


async def test_a_move_shows_what_it_changes_before_it_is_recorded(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "3", "2", "=2 Dec 8:00", "enter")
        assert_screen(await settled(pilot), "anchor_move_80x24")
        await press(pilot, "=no courier", "enter", "=ICB and EMIS", "enter", "=jb", "enter")

    assert app.given == [
        AnchorAnswer(
            kind="move",
            code="GL",
            when=datetime(2026, 12, 2, 8, 0, tzinfo=UTC),
            reason="no courier",
            agreed_by="ICB and EMIS",
            by="JB",
        )
    ]


async def test_a_move_asks_time_reason_and_who_agreed() -> None:
    app = Stage(dialog(code="GL"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        timeless = await press(pilot, "2", "enter")
        unreasoned = await press(pilot, "=2 Dec 8:00", "enter", "enter")
        alone = await press(pilot, "=no courier", "enter", "enter")

    assert "Give the new date and time, such as 1 Dec 08:00." in words_of(timeless)
    assert "Say why GL (Go-live) moves." in words_of(unreasoned)
    assert "Say who agreed to the new time of GL (Go-live)." in words_of(alone)
    assert app.given == []


async def test_a_move_the_rules_refuse_is_not_recorded() -> None:
    words = "Go-live (Mon 23 Nov 09:00) would come before the final extract (Mon 23 Nov 18:30). Move the other first."

    def preview(_code: str, _to: datetime) -> Replan:
        raise Refused(words)

    app = Stage(dialog(preview=preview, code="GL"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "2", "=23 Nov 9:00", "enter")
        await press(pilot, "=no courier", "enter", "=ICB", "enter", "=jb", "enter")

    assert words in words_of(shown)
    assert app.given == []


async def test_a_plan_with_many_anchors_scrolls() -> None:
    many = tuple(Anchor(code=f"A{n}", name=f"Moment {n}") for n in range(14))
    app = Stage(dialog(replace(plain_state(), plan=replace(PLAN, anchors=many))))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, *["down"] * 13)
        chosen = await press(pilot, "enter")

    assert len(strip_of(shown)) <= 12
    assert "A13 Moment 13" in words_of(shown)
    assert "A13 Moment 13. Has no time until it happens" in words_of(chosen)


async def test_escape_and_a_held_enter_record_nothing(pressed_by_hand: StepClock) -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pressed_by_hand.step = 0.03
        await press(pilot, *["enter"] * 20)
        pressed_by_hand.step = 1.0
        await press(pilot, "escape")

    assert app.given == [None]


async def test_hostile_names_and_pastes_are_words() -> None:
    nasty = (Anchor(code="GL", name=HOSTILE, planned_at=NOW),)
    app = Stage(dialog(replace(plain_state(), plan=replace(PLAN, anchors=nasty))))
    async with app.run_test(size=SIZE) as pilot:
        listed = await settled(pilot)
        await press(pilot, "1", "2", "=2 Dec 8:00", "enter")
        await paste(pilot, "a\x1b\nb")
        await press(pilot, "enter", "=ICB", "enter", "=jb", "enter")

    assert "[/ [x] [Dr Rao]" in listed
    assert "\x1b" not in listed
    assert app.given[0] is not None
    assert app.given[0].reason == "a� b"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            CHANGE,
            "23 tasks get new times; 2 become too late: F-03, F-04; tell again: P-16a, P-16b.",
        ),
        (
            Replan(moved=("F-03",), too_late=("F-03",), tell_again=(), added=()),
            "1 task gets a new time; 1 becomes too late: F-03.",
        ),
        (Replan(moved=(), too_late=(), tell_again=(), added=("C-20c",)), "1 more daily task."),
        (Replan(moved=(), too_late=(), tell_again=(), added=("C-20c", "C-20d")), "2 more daily tasks."),
        (Replan(moved=(), too_late=(), tell_again=(), added=()), "No task changes its time."),
    ],
)
def test_what_a_move_changes_is_said_in_words(change: Replan, words: str) -> None:
    assert replan_words(change) == words
