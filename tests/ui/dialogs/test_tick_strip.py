from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.ui.dialogs.dialog_stage import (
    GP2GP,
    HOSTILE,
    NASTY,
    PHONE,
    PLAN,
    QUEUE,
    SECOND,
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

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.plan import Answers, Service, Task
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.services import ServiceState, ServiceStatus, Step
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.timing import Window
from cutover_tui.ui.dialogs.tick_strip import TickAnswer, TickStrip

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (80, 24)


def strip_for(task: Task, **more: object) -> TickStrip:
    return TickStrip(plain_state(), task, now=still_now, opened_by="t", **more)  # type: ignore[arg-type]


async def test_what_was_seen_and_initials_record(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(strip_for(QUEUE, typed_by="JB"))
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "tick_text_80x24")
        await press(pilot, "=0 left", "enter", "=tm", "enter")

    assert app.given == [TickAnswer(outcome="done", by="TM", observed="0 left")]


async def test_a_digit_chooses_the_answer_and_details_follow(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(strip_for(GP2GP))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "=17:31, 2 open")
        assert_screen(await settled(pilot), "tick_choices_80x24")
        await press(pilot, "enter", "=JB", "enter")

    seen = "off, open transfers listed by count; 17:31, 2 open"
    assert app.given == [TickAnswer(outcome="done", by="JB", observed=seen)]


async def test_the_strip_is_complete_on_a_larger_screen(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(strip_for(GP2GP, unusual="F-12 opens on Tue 24 Nov 08:00. Say why it was done now."))
    async with app.run_test(size=(120, 36)) as pilot:
        assert_screen(await settled(pilot), "tick_choices_120x36")


async def test_a_task_without_evidence_asks_initials_only() -> None:
    app = Stage(strip_for(PHONE))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=SP", "enter")

    assert app.given == [TickAnswer(outcome="done", by="SP", observed="")]


async def test_escape_goes_back_whatever_was_typed() -> None:
    app = Stage(strip_for(QUEUE))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=0 left", "enter", "=JB", "escape")

    assert app.given == [None]


async def test_blank_evidence_is_asked_twice_and_then_not_recorded() -> None:
    app = Stage(strip_for(QUEUE))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked = await press(pilot, "enter")
        after = await press(pilot, "enter")
        await press(pilot, "=JB", "enter")

    assert "Say what was seen, or press Enter again to record it as Not recorded." in words_of(asked)
    assert "What did you see? Not recorded" in words_of(after)
    assert app.given == [TickAnswer(outcome="done", by="JB", observed="Not recorded")]


async def test_details_left_blank_stand_as_not_recorded_after_the_choice() -> None:
    app = Stage(strip_for(GP2GP))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "enter", "enter", "enter", "=JB", "enter")

    assert app.given == [TickAnswer(outcome="done", by="JB", observed="off, no open transfers; details not recorded")]


async def test_initials_that_are_not_on_the_roster_are_refused_in_the_rosters_words() -> None:
    app = Stage(strip_for(PHONE))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "=zz", "enter")
        blank = await press(pilot, "backspace", "backspace", "enter")

    assert "ZZ is not on the roster of this run. The initials on it are DR, JB, JK, SP, TM." in words_of(shown)
    assert "Give the initials of who did it or saw it." in blank
    assert app.given == []


async def test_initials_hint_at_those_on_the_roster_that_begin_so() -> None:
    app = Stage(strip_for(PHONE))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        begun = await press(pilot, "j")
        whole = await press(pilot, "k")

    assert "Initials j JB Jo Bell · JK June Kerr When" in words_of(begun)
    assert "Initials jk June Kerr When" in words_of(whole)


async def test_an_answer_that_means_not_done_never_ticks() -> None:
    app = Stage(strip_for(GP2GP))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "3")
        await press(pilot, "enter")

    assert "‘still on’ is not done. Enter goes on to record that instead." in shown
    assert "Initials" not in shown
    assert app.given == [TickAnswer(outcome="not done", observed="still on")]


async def test_without_a_choice_enter_asks_for_one() -> None:
    app = Stage(strip_for(GP2GP))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "9", "enter")

    assert "Press the number of an answer." in shown
    assert app.given == []


async def test_complications_are_asked_for_in_their_own_line() -> None:
    app = Stage(strip_for(PHONE, complications=True))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked = await press(pilot, "enter")
        await press(pilot, "=line was engaged", "enter", "=JB", "enter")

    assert "Say what did not go as planned." in asked
    assert app.given == [TickAnswer(outcome="done with complications", by="JB", complications="line was engaged")]


class TestSecondPerson:
    async def test_a_second_person_who_is_here_checks_in_the_same_act(
        self, assert_screen: Callable[[str, str], None]
    ) -> None:
        app = Stage(strip_for(SECOND))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "1", "enter", "=JB", "enter", "=tm")
            assert_screen(shown, "tick_second_person_80x24")
            await press(pilot, "enter")

        assert app.given == [TickAnswer(outcome="done", by="JB", observed="paused", checked_by="TM")]

    async def test_the_person_who_did_it_cannot_check_it(self) -> None:
        app = Stage(strip_for(SECOND))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "1", "enter", "=JB", "enter", "=JB", "enter")

        assert "F-14 needs a different person to check it: JB did it. Ask somebody else who can see it." in words_of(
            shown
        )
        assert app.given == []

    async def test_left_blank_it_is_checked_later(self) -> None:
        app = Stage(strip_for(SECOND))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "1", "enter", "=JB", "enter")
            await press(pilot, "enter")

        assert "empty: checked later" in shown
        assert app.given == [TickAnswer(outcome="done", by="JB", observed="paused")]


class TestWhen:
    async def test_a_time_long_ago_asks_why_it_is_recorded_late(
        self, assert_screen: Callable[[str, str], None]
    ) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB", "tab", "=17:20", "enter")
            assert_screen(await settled(pilot), "tick_late_80x24")
            asked = await press(pilot, "enter")
            await press(pilot, "3", "enter")

        assert "Say in a few words why it is recorded now." in asked
        assert app.given == [
            TickAnswer(
                outcome="done",
                by="JB",
                at=datetime(2026, 11, 23, 17, 20, tzinfo=UTC),
                late_reason="typed up from paper",
            )
        ]

    async def test_five_is_for_other_words(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB", "tab", "=17:20", "enter", "5", "=2 phones rang", "enter")

        assert app.given[0] is not None
        assert app.given[0].late_reason == "2 phones rang"

    async def test_a_few_minutes_ago_is_not_late(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB", "tab", "=17:40", "enter")

        assert app.given == [TickAnswer(outcome="done", by="JB", at=datetime(2026, 11, 23, 17, 40, tzinfo=UTC))]

    async def test_a_time_ahead_is_refused(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=JB", "tab", "=18:30", "enter")

        words = "18:30 has not come yet: it is 17:42. Give the time it happened, or leave it out for now."
        assert words in words_of(shown)
        assert app.given == []

    async def test_what_is_no_time_is_said_with_examples(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=JB", "tab", "=soon", "enter")

        assert "‘soon’ is not a time this program understands. Use the 24-hour clock: 14:05" in words_of(shown)

    async def test_in_the_hour_that_comes_twice_a_person_says_which(
        self, assert_screen: Callable[[str, str], None]
    ) -> None:
        after = datetime(2026, 10, 25, 1, 33, tzinfo=UTC)
        app = Stage(TickStrip(plain_state(), PHONE, now=lambda: after))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB", "tab", "=01:30", "enter")
            assert_screen(await settled(pilot), "tick_twice_80x24")
            asked = await press(pilot, "enter")
            await press(pilot, "2", "enter")

        assert "Press 1 or 2: which of the two it was." in asked
        assert app.given == [TickAnswer(outcome="done", by="JB", at=after - timedelta(minutes=3))]

    async def test_the_first_of_the_two_is_an_hour_earlier_and_so_late(self) -> None:
        after = datetime(2026, 10, 25, 1, 33, tzinfo=UTC)
        app = Stage(TickStrip(plain_state(), PHONE, now=lambda: after))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB", "tab", "=01:30", "enter", "1", "enter", "1", "enter")

        assert app.given[0] is not None
        assert app.given[0].at == after - timedelta(minutes=63)
        assert app.given[0].late_reason == "was with a patient"

    async def test_an_hour_the_clocks_skipped_never_came(self) -> None:
        after = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)
        app = Stage(TickStrip(plain_state(), PHONE, now=lambda: after))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=JB", "tab", "=01:30", "enter")

        assert "‘01:30’ never came: the clocks went forward over it." in shown


class TestUnusual:
    async def test_an_unusual_act_asks_for_its_reason(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(strip_for(PHONE, unusual="F-13 comes after F-07, not done yet. Say why it was done now."))
        async with app.run_test(size=SIZE) as pilot:
            assert_screen(await settled(pilot), "tick_unusual_80x24")
            asked = await press(pilot, "enter")
            await press(pilot, "=lab rang us", "enter", "=JB", "enter")

        assert "Say why it is done now, or how it is known." in asked
        assert app.given == [TickAnswer(outcome="done", by="JB", reason="lab rang us")]

    @pytest.mark.parametrize(
        ("typed", "said"), [("17:38", ""), ("17:41", "F-13 had a window up to Mon 23 Nov 17:40."), ("now", "now.")]
    )
    async def test_what_is_unusual_is_said_of_the_time_it_happened(self, typed: str, said: str) -> None:
        window = Window(not_before_at=None, due_at=None, not_after_at=datetime(2026, 11, 23, 17, 40, tzinfo=UTC))
        state = replace(plain_state(), windows={"F-13": window})
        strip = TickStrip(state, PHONE, now=still_now, unusual="It is past its window now.", opened_by="t")
        app = Stage(strip)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = words_of(await press(pilot, "tab", "=JB", "tab", f"={typed}"))
            await press(pilot, "enter")

        assert ("Reason" in shown, said in shown) == (bool(said), True)
        assert bool(app.given) != bool(said)

    async def test_rules_that_need_a_reason_ask_for_it_and_keep_what_was_typed(self) -> None:
        def decide(answer: TickAnswer) -> None:
            if not answer.reason:
                raise ReasonNeeded("F-13 opens on Tue 24 Nov 08:00. Say why.", ("too early",))

        app = Stage(strip_for(PHONE, decide=decide))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            asked = await press(pilot, "=JB", "enter")
            await press(pilot, "=lab rang us", "enter")

        assert "F-13 opens on Tue 24 Nov 08:00. Say why." in words_of(asked)
        assert "Initials JB" in words_of(asked)
        assert app.given == [TickAnswer(outcome="done", by="JB", reason="lab rang us")]

    async def test_a_refusal_is_shown_in_its_own_words_and_keeps_what_was_typed(self) -> None:
        refusals = ["F-07 is already recorded as done, 17:40 TM. To do it again, reopen it with a reason."]

        def decide(_answer: TickAnswer) -> None:
            if refusals:
                raise Refused(refusals.pop())

        app = Stage(strip_for(QUEUE, decide=decide))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=0 left", "enter", "=JB", "enter")
            await press(pilot, "enter")

        assert "F-07 is already recorded as done, 17:40 TM. To do it again, reopen it with a reason." in words_of(shown)
        assert "What did you see? 0 left" in words_of(shown)
        assert app.given == [TickAnswer(outcome="done", by="JB", observed="0 left")]


LAB_OFF = Task(
    ref="F-20",
    id="lab-off",
    checklist="F",
    phase="Freeze",
    title="Electronic results from North Lab: off, paper begun",
    evidence=("Who gave the confirmation", "Time of last electronic result"),
    answers=Answers(question="The link is", done=("off, confirmed by the lab",), not_done=("still on", "cannot tell")),
)
LAB_ON = Task(
    ref="G-20",
    id="lab-on",
    checklist="G",
    phase="Freeze",
    title="Electronic results from North Lab: on",
    evidence=("Lab reference",),
    answers=Answers(question="The link is", done=("on",), not_done=("still off",)),
)
LAB_FLOWS = Task(
    ref="G-21",
    id="lab-flows",
    checklist="G",
    phase="Freeze",
    title="First result from North Lab: arrived",
    evidence=("Time of first result", "Date paper stops"),
)
NORTH_LAB = Service(
    id="pathology:north-lab",
    service="pathology",
    name="Pathology results",
    short_name="PATHOLOGY",
    item="North Lab",
    cutover_state="paper",
    brings={"F-20": "off", "G-20": "on", "G-21": "flowing"},
    caught_by="CL",
)


def lab_state(status: ServiceStatus | None = None, **fields: object) -> RunState:
    """The run with one laboratory, whose results come as they do now or as a state says, confirmed by the lab."""
    plan = replace(PLAN, tasks=(*PLAN.tasks, LAB_OFF, LAB_ON, LAB_FLOWS), services=(NORTH_LAB,))
    state = start_state(plan)
    if status is None:
        return state
    step = Step(seq=1, status=status, at=still_now(), by="JB", confirmed_with="Ann", reference="1")
    standing = ServiceState(steps=(step,), **fields)  # type: ignore[arg-type]  # any field of a standing
    return replace(state, services={NORTH_LAB.id: standing})


def lab_strip(state: RunState, task: Task, **more: object) -> TickStrip:
    return TickStrip(state, task, now=still_now, opened_by="t", typed_by="JB", **more)  # type: ignore[arg-type]


class TestServices:
    @pytest.mark.parametrize("size", [(80, 24), (120, 36)])
    async def test_a_tick_that_takes_a_service_off_says_so_and_asks_for_the_confirmation_once(
        self, size: tuple[int, int], assert_screen: Callable[[str, str], None]
    ) -> None:
        app = Stage(lab_strip(lab_state(), LAB_OFF))
        async with app.run_test(size=size) as pilot:
            assert_screen(await settled(pilot), f"tick_service_{size[0]}x{size[1]}")
            await press(pilot, "1", "enter", "=16:58", "enter", "=Ann, lab desk", "enter", "=4471", "enter")
            assert_screen(await press(pilot, "=the lab rings 214"), f"tick_service_route_{size[0]}x{size[1]}")
            await press(pilot, "enter", "=JB")
            assert_screen(await settled(pilot), f"tick_service_initials_{size[0]}x{size[1]}")
            await press(pilot, "enter")

        assert app.given == [
            TickAnswer(
                outcome="done",
                by="JB",
                observed="off, confirmed by the lab; 16:58",
                said=Confirmation(
                    confirmed_with="Ann, lab desk", reference="4471", catcher="TM", route="the lab rings 214"
                ),
            )
        ]

    async def test_what_the_other_end_says_is_not_asked_again_as_evidence(self) -> None:
        app = Stage(lab_strip(lab_state(), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))

        assert "Write down: Time of last electronic result Moves" in shown

    async def test_with_nothing_left_to_write_down_no_details_are_asked(self) -> None:
        app = Stage(lab_strip(lab_state(ServiceStatus.PAPER, catcher="TM", route="rings"), LAB_ON))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))
            await press(pilot, "1", "enter", "=Ann", "enter", "=4471", "enter", "=JB", "enter")

        assert "Moves Pathology results (North Lab): PAPER to ON, UNTESTED The link is" in shown
        assert "Write down" not in shown
        assert "Details seen" not in shown
        assert "Catcher" not in shown
        said = Confirmation(confirmed_with="Ann", reference="4471")
        assert app.given == [TickAnswer(outcome="done", by="JB", observed="on", said=said)]

    async def test_flowing_asks_for_the_first_real_item(self) -> None:
        app = Stage(lab_strip(lab_state(ServiceStatus.ON_UNTESTED), LAB_FLOWS))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))
            await press(pilot, "=1 Dec", "enter", "=North Lab, 09:42", "enter", "=JB", "enter")

        assert "Write down: Date paper stops Moves Pathology results (North Lab): ON, UNTESTED to FLOWING" in shown
        said = Confirmation(first_item="North Lab, 09:42")
        assert app.given == [TickAnswer(outcome="done", by="JB", observed="1 Dec", said=said)]

    async def test_enter_alone_leaves_the_confirmation_not_recorded_and_names_nobody(self) -> None:
        app = Stage(lab_strip(lab_state(), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "1", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "=JB", "enter")

        said = Confirmation(confirmed_with="Not recorded", reference="Not recorded")
        seen = "off, confirmed by the lab; details not recorded"
        assert app.given == [TickAnswer(outcome="done", by="JB", observed=seen, said=said)]

    async def test_an_answer_that_means_not_done_asks_nothing_of_the_other_end(self) -> None:
        app = Stage(lab_strip(lab_state(), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = words_of(await press(pilot, "1", "enter", "=x", "enter", "=Ann", "up", "up", "2"))
            await press(pilot, "enter")

        assert "Moves" not in shown
        assert "Confirmed with" not in shown
        assert app.given == [TickAnswer(outcome="not done", observed="still on; x")]

    async def test_a_service_that_is_there_unconfirmed_is_confirmed_by_the_tick(self) -> None:
        state = lab_state(ServiceStatus.PAPER)
        standing = state.services[NORTH_LAB.id]
        unconfirmed = replace(standing, steps=(replace(standing.steps[0], confirmed_with=""),))
        app = Stage(lab_strip(replace(state, services={NORTH_LAB.id: unconfirmed}), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))

        assert "Confirms Pathology results (North Lab): PAPER" in shown
        assert "Confirmed with" in shown

    async def test_a_service_that_is_further_asks_nothing(self) -> None:
        app = Stage(lab_strip(lab_state(ServiceStatus.ON_UNTESTED), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))
            await press(pilot, "1", "enter", "=Ann said, 16:58", "enter", "=JB", "enter")

        assert "Write down: Who gave the confirmation; Time of last electronic result" in shown
        assert "Pathology results (North Lab) is ON, UNTESTED already" in shown
        assert "Confirmed with" not in shown
        assert app.given == [TickAnswer(outcome="done", by="JB", observed="off, confirmed by the lab; Ann said, 16:58")]

    async def test_the_name_of_a_service_is_never_markup(self) -> None:
        state = lab_state()
        nasty = replace(NORTH_LAB, item=HOSTILE)
        app = Stage(lab_strip(replace(state, plan=replace(state.plan, services=(nasty,))), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))

        assert "Moves Pathology results ([/ [x] [Dr Rao] [@click=app.quit]x[/]" in shown

    async def test_a_task_that_is_about_no_service_shows_nothing_of_it(self) -> None:
        app = Stage(lab_strip(lab_state(), QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))

        assert shown.startswith("─ Record as done")
        assert not {"Moves", "Confirmed", "Reference", "Catcher", "Route"} & set(shown.split())


class TestHostileText:
    async def test_titles_and_names_are_words_and_nothing_else(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(strip_for(NASTY))
        async with app.run_test(size=SIZE) as pilot:
            shown = await settled(pilot)
            assert_screen(shown, "tick_hostile_80x24")

        assert "[/ [x] [Dr Rao] [@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown

    @pytest.mark.parametrize("rubbish", ["\x1b[2Jgone", "\u202eevil\u200b", "a\x00b\x07", "x\x1b]0;t\x07y"])
    async def test_a_paste_is_cleaned(self, rubbish: str) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await paste(pilot, rubbish)
            await press(pilot, "enter", "=JB", "enter")

        assert "�" in shown
        assert app.given[0] is not None
        assert not set(app.given[0].observed) & set("\x00\x07\x1b\u200b\u202e")

    async def test_lines_of_a_paste_become_one(self) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await paste(pilot, "0 left\r\nJB\nseen\ttwice\n")
            await press(pilot, "enter", "=JB", "enter")

        assert app.given == [TickAnswer(outcome="done", by="JB", observed="0 left JB seen twice")]

    async def test_a_paste_of_a_mebibyte_is_cut_and_said(self) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await paste(pilot, "e\u0301" * 524_288)
            await press(pilot, "enter", "=JB", "enter")

        assert "At most 400 characters fit here. The end of the pasted text was left off." in words_of(shown)
        assert app.given[0] is not None
        assert app.given[0].observed == "é" * 400

    async def test_typing_stops_at_the_limit_and_says_so(self) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await paste(pilot, "x" * 400)
            shown = await press(pilot, "y")

        assert "At most 400 characters fit here." in shown

    async def test_markup_typed_by_people_stays_text(self) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await paste(pilot, HOSTILE)
            shown = await press(pilot, "enter", "=DR")

        assert "[Dr Rao]" in shown


class TestHeldKeys:
    async def test_a_held_enter_runs_through_nothing(self, pressed_by_hand: StepClock) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB")
            pressed_by_hand.step = 0.03
            await press(pilot, "escape")

        held = Stage(strip_for(QUEUE))
        async with held.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, *["enter"] * 30)

        assert "Not recorded" not in "".join(strip_of(shown))
        assert held.given == []

    async def test_a_held_enter_takes_no_confirmation_as_not_recorded(self, pressed_by_hand: StepClock) -> None:
        app = Stage(lab_strip(lab_state(), LAB_OFF))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "1", "enter", "=16:58", "enter")
            pressed_by_hand.step = 0.03
            shown = await press(pilot, *["enter"] * 30)

        assert "Not recorded" not in "".join(strip_of(shown))
        assert app.given == []

    async def test_the_key_that_opened_it_types_nothing_at_first(self, pressed_by_hand: StepClock) -> None:
        pressed_by_hand.step = 0.03
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "t", "t", "t")
            pressed_by_hand.step = 1.0
            await press(pilot, "t", "w", "o", "enter", "=JB", "enter")

        assert app.given == [TickAnswer(outcome="done", by="JB", observed="two")]

    async def test_text_that_arrives_as_a_burst_of_keys_records_nothing(self, pressed_by_hand: StepClock) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            pressed_by_hand.step = 0.001
            pressed_by_hand.at += 10
            await press(pilot, "=a pasted line", "enter", "=JB", "enter")

        assert app.given == []

    async def test_a_second_enter_in_the_same_moment_gives_no_second_answer(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=JB")
            app.question.action_onward()
            app.question.action_onward()
            await settled(pilot)

        assert len(app.given) == 1


class TestMoving:
    async def test_arrows_and_tab_move_between_fields(self) -> None:
        app = Stage(strip_for(QUEUE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "up", "down", "=JB", "up", "=0 left", "tab", "tab", "down", "shift+tab", "enter")

        assert app.given == [TickAnswer(outcome="done", by="JB", observed="0 left")]

    async def test_leaving_a_field_says_what_is_wrong_with_what_was_typed(self) -> None:
        app = Stage(strip_for(PHONE))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=zz", "tab")

        assert "ZZ is not on the roster of this run." in shown

    async def test_a_resize_keeps_what_was_typed(self) -> None:
        app = Stage(strip_for(GP2GP))
        async with app.run_test(size=(120, 36)) as pilot:
            await settled(pilot)
            await press(pilot, "1", "enter", "=17:31")
            await pilot.resize_terminal(80, 24)
            small = await settled(pilot)
            await pilot.resize_terminal(40, 10)
            await settled(pilot)
            await pilot.resize_terminal(80, 24)
            await press(pilot, "=, none", "enter", "=JB", "enter")

        assert "Details seen 17:31" in words_of(small)
        assert app.given[0] is not None
        assert app.given[0].observed == "off, no open transfers; 17:31, none"

    async def test_the_strip_takes_at_most_half_the_screen(self) -> None:
        task = replace(GP2GP, title="A long title " * 9, evidence=("Something to write down",) * 7, second_person=True)
        app = Stage(strip_for(task, unusual="It is unusual. " * 8))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "1", "enter", "=x", "enter", "=y", "enter", "=zz", "enter")

        assert len(strip_of(shown)) <= 12
        assert "ZZ is not on the roster" in shown
