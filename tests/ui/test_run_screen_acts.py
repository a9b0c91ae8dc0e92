"""Every act of a run, from the keys to the log and back to the line on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at
from tests.gate_examples import DATA
from tests.ui.keyboard import screen_text
from tests.ui.run_stage import CONFIRMED, SIX_LISTS

from cutover_tui.domain.closing import open_matters
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.storage.audit_record import compare_seal
from cutover_tui.ui.dialogs import press_guard
from cutover_tui.ui.screens.asking import ADDENDUM
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.examples import StillClock
    from tests.ui.run_stage import Desk

    from cutover_tui.ui.dialogs.question import Question

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

TICK_EPS = ("t", "1", "enter", *CONFIRMED, "=sp", "enter", "enter")
"""SP ticks F-02 and leaves the second person's look for later."""


# -- ticking


async def test_a_tick_is_drawn_with_initials_and_time_once_it_is_in_the_log(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, TaskCompleted)
        assert (event.by, event.recorder, event.observed) == ("MK", "JB", "off, confirmed by the lab")
        assert "✓ DONE MK 17:42" in desk.row("F-01b")
        assert "2 of 4 done" in desk.text
        assert desk.saved == "saved 17:42"


async def test_a_tick_asks_for_the_evidence_and_keeps_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("t", "=11 of 11", "enter", "=EPS is paused by phone", "enter", "=jb", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, TaskCompleted)
        assert event.observed == "11 of 11"


async def test_an_unusual_tick_says_what_is_unusual_asks_why_and_records_both(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("t")
        assert "F-03 comes after F-02, not done yet." in desk.asked()
        await desk.press("=11 of 11", "enter", "enter")
        assert "Say why it is done now, or how it is known." in desk.asked()
        await desk.press("=the lead agreed", "enter", "=jb", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, TaskCompleted)
        assert (event.unusual, event.reason) == (("out of order",), "the lead agreed")


async def test_what_became_unusual_while_the_question_stood_is_asked_before_it_is_recorded(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk")
        clock.move(minutes=60)
        await desk.press("enter")
        assert desk.question == "TickStrip"
        assert "had a window up to" in desk.asked()
        await desk.press("=the line was busy", "enter")

        assert desk.state.standing("F-01b").unusual == ("past its window",)


async def test_an_answer_that_means_not_done_goes_on_to_the_menu(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "2")
        assert "‘still on’ is not done." in desk.asked()
        await desk.press("enter")
        assert desk.question == "NotDoneMenu"
        await desk.press("1", "enter", "=mk", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.CANNOT_DO
        assert desk.state.standing("F-01b").reason == "still on"


async def test_a_tick_entered_late_says_when_it_happened_and_why_it_comes_late(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "tab", "=17:05", "enter")
        assert "Why recorded late" in desk.asked()
        await desk.press("1", "enter")

        event = desk.run.entries[-1].event
        assert event.at == at("Thu 17:05")
        assert event.late_reason == "was with a patient"
        assert desk.said.startswith("F-01b recorded as done, 17:05 MK. ")
        assert "DONE MK 17:05" in desk.row("F-01b")


async def test_escape_records_nothing_wherever_it_is_pressed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        before = desk.kinds
        for keys in (
            ("t", "1", "enter", *CONFIRMED, "=mk"),
            ("x", "1", "=no phone"),
            ("b", "=mk"),
            ("n", "=words"),
            ("u",),
        ):
            await desk.press(*keys, "escape")
            assert desk.place == "RunScreen", keys

        assert desk.kinds == before


async def test_a_done_task_says_how_to_do_it_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01a")
        await desk.press("t")

        assert desk.question == ""
        assert desk.said == "F-01a is already DONE DR 15:30. To do it again press x and reopen it."


# -- the second person


async def test_a_second_person_who_sees_the_same_completes_the_task(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        await desk.press(*TICK_EPS)
        assert desk.said.startswith("F-02 recorded. A second person checks it: mark it and press c. ")
        assert "‖ CHECK after SP" in desk.row("F-02")
        await desk.press("t", "=sp", "enter")
        assert "F-02 needs a different person to check it" in desk.asked()
        await desk.press("backspace", "backspace", "=dr", "enter", "1", "enter")
        assert "The answers agree." in desk.asked()
        await desk.press("enter")

        assert desk.state.standing("F-02").status is TaskStatus.DONE
        assert desk.said.startswith("F-02 recorded as done, 17:42 SP. ")


async def test_the_first_answer_is_nowhere_to_be_read_before_the_second_is_given(open_desk: OpenDesk) -> None:
    async with open_desk(size=(160, 60)) as desk:
        await desk.at("F-02")
        await desk.press(*TICK_EPS)
        assert "answer held back" in desk.text
        await desk.press("c", "=dr", "enter")

        assert "answer held back" in desk.text
        assert "done; paused" not in desk.text


async def test_answers_that_differ_need_a_third_look(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        await desk.press(*TICK_EPS)
        await desk.press("c", "=dr", "enter", "2", "enter")
        assert "The answers differ." in desk.asked()
        await desk.press("enter")
        assert desk.said == (
            "F-02: the two answers differ. It needs a third look by somebody else. "
            "Electronic prescriptions stays OFF, NOT CHECKED."
        )
        assert "× ANSWERS DIFFER" in desk.row("F-02")
        await desk.press("c", "=dr", "enter")
        assert "F-02 needs a third person" in desk.asked()
        await desk.press("backspace", "backspace", "=mk", "enter", "1", "enter", "enter")

        assert desk.state.standing("F-02").status is TaskStatus.DONE


async def test_a_second_person_who_is_here_checks_in_the_same_act(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *CONFIRMED, "=sp", "enter", "=dr", "enter")

        assert desk.state.standing("F-02").status is TaskStatus.DONE
        assert desk.run.entries[-1].event.auth == "two-person"


async def test_c_on_a_task_that_waits_for_nobody_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("c")
        assert desk.said == "F-03 does not wait for a second person. Press t to record it."
        await desk.at("F-01a")
        await desk.press("c")

        assert desk.said == "F-01a does not wait for a second person."


# -- other outcomes


async def test_a_task_done_with_complications_says_what_did_not_go_as_planned(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("x", "2", "1", "enter")
        assert "Record as done, with complications" in desk.strip()[0]
        await desk.press("=two calls", "enter", *CONFIRMED, "=mk", "enter")

        assert desk.state.standing("F-01b").complications == "two calls"
        assert "DONE* MK 17:42" in desk.row("F-01b")


async def test_a_task_that_is_not_needed_keeps_its_reason(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("x", "3", "enter")
        assert "Say why" in desk.asked()
        await desk.press("=this lab has no link", "enter", "=mk", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.NOT_NEEDED
        assert desk.said == "F-01b: recorded as not needed, MK."
        assert "– NOT NEEDED MK" in desk.row("F-01b")


async def test_a_deferred_task_comes_back_in_its_list_and_its_own_list_counts_it(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        for ref, keys in {
            "F-01b": ("1", "enter", *CONFIRMED, "=mk", "enter"),
            "F-02": ("1", "enter", *CONFIRMED, "=sp", "enter", "=dr", "enter"),
        }.items():
            await desk.at(ref)
            await desk.press("t", *keys)
        await desk.at("F-03")
        await desk.press("x", "4", "3", "enter", "3", "enter", "=two are with patients", "enter", "=jb", "enter")

        assert desk.state.standing("F-03").deferred_to == "C"
        assert "→ DEFERRED to C" in desk.row("F-03")
        assert "Complete except 1 deferred" in desk.text
        assert desk.marked == "F-03"
        await desk.press("C")
        assert "DEFERRED TO HERE" in desk.text
        assert "Everyone logged off (from F)" in desk.row("F-03")


async def test_a_deferred_task_done_in_the_list_it_came_back_in_stays_where_it_was(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.at("F-01b")
        await desk.press("x", "4", "3", "enter", "3", "enter", "=the lab is closed", "enter", "=jb", "enter")
        await desk.press("C")
        await desk.press("end")
        assert desk.marked == "F-01b"
        line = desk.text.splitlines().index(desk.row("F-01b"))
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.DONE
        assert desk.marked == "F-01b"
        assert desk.text.splitlines().index(desk.row("F-01b")) == line
        assert "✓ DONE MK" in desk.row("F-01b")


async def test_a_reopened_task_is_to_do_again_with_its_reason(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01a")
        await desk.press("x", "5", "=a result came after all", "enter", "=jb", "enter")

        assert desk.state.standing("F-01a").status is TaskStatus.TO_DO
        assert desk.state.standing("F-01a").times_reopened == 1
        assert desk.said == "F-01a: to do again, JB. Pathology results (north-lab) is NORMAL again."
        assert "OVERDUE" in desk.row("F-01a")


# -- notes and corrections


async def test_a_corrected_entry_keeps_its_old_words(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("b", "=mk", "enter")
        started = desk.run.entries[-1].seq
        await desk.press("u", "1", "1", "enter", "=sp", "enter", "=wrong initials", "enter", "=jb", "enter")

        assert desk.state.standing("F-03").by == "SP"
        event = desk.run.entries[-1].event
        assert isinstance(event, EntryCorrected)
        assert event.corrects == started
        assert desk.said == (f"Entry {started} corrected by entry {started + 1}; the old words stay, struck through.")


async def test_u_offers_the_marked_tasks_entries_too_and_says_where_there_are_none(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("u")
        assert desk.said == "Nothing has been recorded about F-03 yet, so there is nothing to correct."
        await desk.press("b", "=mk", "enter")
        await desk.at("F-01a")
        await desk.press("u")

        asked = desk.asked()
        assert asked.index("Everyone logged off: started") < asked.index("North Lab: off: done")


async def test_an_issue_raised_here_is_corrected_and_its_level_is_not(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        raised = desk.run.raise_issue(an_act("JB"), "lables are wrong", area="prescriptions", answer="yes").seq
        await desk.press("l", "slash", "=lables", "enter", "home", "c")
        assert desk.question == "CorrectDialog"
        await desk.press("1", "5")
        assert "The level stays as it was recorded. Give the issue its right level on the issues board." in desk.asked()
        await desk.press("1", "enter", "home", "delete", *["delete"] * 5, "=labels", "enter", "=typo", "enter")
        await desk.press("=mk", "enter")

        assert desk.state.issues["I-1"].what == "labels are wrong"
        assert desk.said == f"Entry {raised} corrected by entry {raised + 1}; the old words stay, struck through."
        assert "I-1" in desk.state.issues


async def test_an_entry_chosen_in_the_log_is_corrected_here(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "slash", "=South Lab sends", "enter", "home", "c")
        assert desk.question == "CorrectDialog"
        await desk.press("1", "1", "enter", "=sp", "enter", "=wrong initials", "enter", "=jb", "enter")

        assert desk.kinds[-1] == "entry.corrected"


# -- dates


async def test_recording_an_anchor_says_what_it_changes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("a", "2", "1", "enter", "=jb", "enter")

        assert desk.state.recorded["CUT"] == at("Thu 17:42")
        assert desk.said == "CUT recorded. 1 task gets a new time."


async def test_moving_an_anchor_shows_what_changes_before_and_who_is_told_again_after(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.at("P-02")
        await desk.press("t", "=jb", "enter")
        await desk.press("a", "3", "2", "=2 Dec 08:00", "enter")
        assert "tasks get new times" in desk.asked()
        await desk.press(
            "enter", "=the supplier asked", "enter", "=Supplier and practice manager", "enter", "=jb", "enter"
        )

        assert desk.state.anchors["GL"] == at("Wed 08:00")
        assert desk.said.startswith("GL moved. ")
        assert "tell again: P-02" in desk.said
        assert "▲ TELL AGAIN" in desk.row("P-02")
        await desk.press("t")
        assert desk.question == "TickStrip"


# -- people, seal, export


async def test_a_new_person_is_vouched_for_by_somebody_at_the_keyboard(open_desk: OpenDesk) -> None:
    async with open_desk(initials="") as desk:
        await desk.press("i", "=tm", "enter", "=Tom Mason", "enter", "=rec", "enter", "1", "enter")
        assert "Somebody on the roster vouches for a new person." in desk.asked()
        await desk.press("escape", "i", "=jb", "enter")
        assert desk.said == "JB is at the keyboard."
        await desk.press("i", "=tm", "enter", "=Tom Mason", "enter", "=rec", "enter", "1", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, PersonAdded)
        assert (event.initials, event.name, event.by, event.clinician) == ("TM", "Tom Mason", "JB", False)
        assert desk.said == "TM is at the keyboard."


async def test_nobody_is_at_the_keyboard_after_three_minutes_without_an_act(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        clock.move(minutes=4)
        await desk.press("b")
        assert "typed by" not in desk.text
        await desk.press("=mk", "enter")

        assert desk.run.entries[-1].event.recorder == "MK"


async def test_a_question_that_stands_for_long_keeps_its_words_and_who_typed(
    open_desk: OpenDesk, clock: StillClock
) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=m")
        clock.move(minutes=5)
        await desk.second(times=2)
        assert "typed by JB" in desk.text
        await desk.press("=k", "enter")

        assert desk.run.entries[-1].event.by == "MK"
        assert desk.run.entries[-1].event.recorder == "JB"


async def test_the_seal_recorded_is_the_one_that_was_shown(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        shown, tail = desk.run.seal(), desk.run.tail
        await desk.press("v")
        desk.run.reopened("SP")
        await desk.second()
        await desk.press("=jb", "enter")

        assert desk.state.seals[-1][1] == shown
        assert compare_seal(shown, tail, desk.run.log.run) == "match"
        assert desk.said == f"Seal of entries 0 to {tail.count - 1} recorded as written by JB."


async def test_an_export_is_written_recorded_and_said(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("E", "enter")

        assert desk.kinds[-1] == "export.made"
        assert desk.said == (
            "Safety file written: exports/REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v1_INTERIM, "
            "checked and whole."
        )


# -- finding


async def test_a_filter_adds_up_says_so_and_is_taken_off_again(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.press("A", "f", "2", "enter", "f")
        assert "still open (on: takes it off)" in desk.asked()
        await desk.press("1", "tab", "ctrl+u", "=sp", "enter")
        assert "open, mine (CL): 4 of 18" in desk.text
        await desk.press("f", "2", "enter")
        assert "mine (CL): 4 of 18" in desk.text
        await desk.press("f", "5", "enter")

        assert " of 18" not in desk.text


async def test_a_person_without_a_role_filters_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("i", "=tm", "enter", "=Tom Mason", "enter", "enter", "1", "enter")
        await desk.press("f", "1", "enter", "enter")

        assert "TM has no role in this run, so no task is theirs." in desk.asked()


async def test_a_task_ticked_under_a_filter_stays_where_it_was(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("f", "2", "enter")
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")
        assert "✓ DONE MK" in desk.row("F-01b")
        await desk.at("F-02")
        await desk.press("x", "4", "3", "enter", "3", "enter", "=the lab is closed", "enter", "=jb", "enter")

        assert "✓ DONE MK" in desk.row("F-01b")
        assert desk.marked == "F-02"


async def test_going_to_a_task_the_filter_hides_shows_everything_and_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash", "=lab", "enter", "g", "=f3", "enter")
        assert desk.marked == "F-03"
        assert desk.said == "Everything is shown again, because the filter hid F-03."
        await desk.press("g", "=x9", "enter")
        assert desk.said == "There is no task x9 in this plan."
        await desk.press("g", "=f2", "enter")
        assert desk.said == ""
        await desk.press("A", "3", "enter")

        assert desk.said.startswith("Which list is 3 in?")


async def test_nothing_found_says_how_to_see_everything_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash", "=zebra", "enter")

        assert desk.said == "Nothing to show here. Press f and then the last number to show everything."
        await desk.press("t")
        assert desk.said == "No task is marked. Move to one with the arrow keys."


async def test_the_marked_task_stays_in_sight_above_the_question_about_it(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("A", "end")
        ref, edge = desk.marked, len(desk.text.splitlines())
        assert desk.text.splitlines().index(desk.row(ref)) > edge // 2
        await desk.press("t")

        lines = desk.text.splitlines()
        assert desk.row(ref).startswith("▌")
        assert lines.index(desk.row(ref)) < edge - len(desk.strip())
        await desk.press("escape")
        assert desk.marked == ref
        assert desk.text.splitlines().index(desk.row(ref)) > edge // 2


async def test_a_click_beside_a_question_marks_nothing_else_and_leaves_it_the_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t")
        await desk.pilot.click(TaskList, offset=(10, 1))
        await desk.settle()

        assert (desk.marked, desk.question) == ("F-01b", "TickStrip")
        await desk.press("1", "enter", *CONFIRMED, "=mk", "enter")
        assert desk.state.standing("F-01b").status is TaskStatus.DONE


async def test_what_is_recorded_is_seen_before_the_question_closes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        seen: list[str] = []
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk")
        close = desk.screen.close_question

        def closing(question: Question[str] | None = None) -> None:
            if desk.screen.asking:
                seen.append(screen_text(desk.app))
            close(question)

        desk.screen.close_question = closing  # type: ignore[method-assign]  # looked at in the moment it closes
        await desk.press("enter")

        desk.text = seen[0]
        assert "✓ DONE MK" in desk.row("F-01b")
        assert desk.asked().startswith("─ Record as done")


async def test_one_enter_too_many_for_a_question_opens_nothing(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(10_000))
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk")
        monkeypatch.setattr(press_guard, "system_monotonic", lambda: 100.0)
        await desk.press("enter", "enter")
        assert desk.state.standing("F-01b").status is TaskStatus.DONE
        assert not desk.screen.panel_shown

        monkeypatch.setattr(press_guard, "system_monotonic", lambda: 101.0 + next(seconds))
        await desk.press("enter")
        assert desk.screen.panel_shown


async def test_the_last_task_of_a_list_says_what_to_call_aloud(open_desk: OpenDesk) -> None:
    lists = tuple(
        replace(one, completion_call="After go-live complete") if one.code == "R" else one
        for one in SIX_LISTS.checklists
    )
    async with open_desk(plan=replace(SIX_LISTS, checklists=lists)) as desk:
        for ref, told in (("R-01", False), ("R-02", True)):
            await desk.at(ref)
            await desk.press("t", "=mk", "enter")
            assert desk.state.standing(ref).status is TaskStatus.DONE, desk.text
            assert desk.said.endswith("Say aloud: ‘After go-live complete.’") is told


# -- closing


async def gone_live(desk: Desk) -> None:
    """Record, as another window would, that the practice is live, and have this window take it up."""
    desk.run.record_anchor(an_act("JB", "Thu 17:42"), "GL", happened=at("Thu 17:00"), reason="a rehearsal")
    await desk.second()


async def test_the_clocks_say_that_being_live_is_provisional_until_the_hard_tasks_are_done(open_desk: OpenDesk) -> None:
    hard = tuple(replace(task, gate=GateKind.HARD) if task.ref == "G-03" else task for task in SIX_LISTS.tasks)
    async with open_desk(plan=replace(SIX_LISTS, tasks=hard), size=(80, 24)) as desk:
        assert "LIVE, PROVISIONAL" not in desk.text
        await gone_live(desk)
        assert "GO-LIVE  ◆ LIVE, PROVISIONAL, 1 to do" in desk.text

        desk.run.complete_task(an_act("JB", "Thu 17:42"), "G-03", reason="a rehearsal")
        await desk.second()

        assert "GO-LIVE  ✓ LIVE since 17:00" in desk.text


async def test_a_run_is_not_closed_before_go_live(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("K")

        assert desk.question == ""
        assert desk.said == "Go-live is not recorded yet. A run is closed after it; to leave it now, press q."


async def test_what_stands_in_the_way_is_accepted_by_two_people_and_then_the_run_is_closed(
    open_desk: OpenDesk, assert_screen: Callable[[str, str], None]
) -> None:
    async with open_desk() as desk:
        await gone_live(desk)
        open_before = open_matters(desk.state)
        assert open_before
        await desk.press("K")
        assert open_before[0].words in desk.asked()
        assert_screen(desk.text, "run-close-100x30")
        for number in range(len(open_before)):
            if number:
                await desk.press("K")
            await desk.press(*["down"] * number, "enter", "=The lab is shut", "enter", "=sp", "enter")
            await desk.press("=18 Dec 17:00", "enter", "=jb", "enter", "=mk", "enter")
            assert desk.question == "", desk.text
        assert open_matters(desk.state) == ()
        assert desk.said == "Exception signed by JB and MK. Nothing is open any more: press K to close the run."

        await desk.press("K", "=jb", "enter", "=jb", "enter")
        assert "Closing a run needs two people by name. JB is one of them already. Ask somebody else." in desk.asked()
        await desk.press(*["backspace"] * 2, "=mk", "enter")
        assert desk.state.closed is not None
        assert desk.said.startswith("Closed 26-Nov-2026 by JB and MK with")
        assert "Write this on the wall sheet, for the close" in desk.text
        await desk.press("=mk", "enter")
        assert desk.state.seals_for["the close"][2] == "MK"

        await desk.at("F-01b")
        await desk.press("t")
        assert desk.question == ""
        assert desk.said.endswith(f"No further entries. {ADDENDUM}")
        assert "Larkfield Surgery  ·  CLOSED, no further entries" in desk.text

        await desk.press("n", "=A lost form was found", "tab", "=jb", "enter")
        assert desk.kinds[-1] == "note.added"


async def test_the_gate_of_the_close_is_read_before_closing_and_not_while_an_exception_is_signed(
    open_desk: OpenDesk,
) -> None:
    closing = replace(DATA, ref="G5", id="close", title="Close the run", task="")
    async with open_desk(plan=replace(SIX_LISTS, gates=(closing,))) as desk:
        await gone_live(desk)
        await desk.press("K")
        assert "G5 Close the run: 0 of 1 criteria met. In the way of it: 1 must criterion not met" in desk.asked()
        assert "the question was not put. Press p to go through it first." in desk.asked()
        await desk.press("enter")

        assert "G5 Close the run" not in desk.asked()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_refused_close_says_what_stands_in_the_way(
    open_desk: OpenDesk, assert_screen: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as desk:
        await gone_live(desk)
        await desk.press("K")

        assert_screen(desk.text, f"run-close-{size[0]}x{size[1]}")
