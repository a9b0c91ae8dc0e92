"""The note, who, ask and line dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.dialogs.dialog_stage import (
    GP2GP,
    HOSTILE,
    Stage,
    StepClock,
    paste,
    plain_state,
    press,
    settled,
    words_of,
)

from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog
from cutover_tui.ui.dialogs.line_dialog import LineDialog
from cutover_tui.ui.dialogs.note_dialog import NoteAnswer, NoteDialog
from cutover_tui.ui.dialogs.who_dialog import WhoAnswer, WhoDialog

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (80, 24)


def note_dialog(**more: Any) -> NoteDialog:  # noqa: ANN401 (the dialog's own arguments)
    return NoteDialog(plain_state(), ref="F-12", words=GP2GP.title, opened_by="n", typed_by="JB", **more)


def leave_dialog() -> AskDialog:
    return AskDialog(
        "Leave the run",
        "Leave this run? Everything recorded stays. 2 tasks are overdue.",
        [AskChoice("s", "Stay", "stay", "go on with the run"), AskChoice("q", "Leave", "leave", "close this window")],
        opened_by="q",
    )


class TestNote:
    async def test_several_lines_and_initials_record(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=rang the supplier", "enter", "=no answer", "tab", "=tm")
            assert_screen(shown, "note_80x24")
            await press(pilot, "enter")

        assert app.given == [NoteAnswer(note="rang the supplier\nno answer", by="TM")]

    @pytest.mark.parametrize("key", ["ctrl+s", "f4"])
    async def test_one_key_records_from_inside_the_note(self, key: str) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            empty = await press(pilot, key)
            asked = await press(pilot, "=called back", key)
            await press(pilot, "=tm", key)

        assert "There is nothing in the note yet. Write what happened or what was seen." in words_of(empty)
        assert "Give the initials of who notes this." in words_of(asked)
        assert app.given == [NoteAnswer(note="called back", by="TM")]

    async def test_it_reminds_that_no_patient_is_named(self) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            shown = await settled(pilot)

        assert "No patient names, numbers or dates of birth here. Use the paper slip's number." in words_of(shown)

    async def test_a_paste_is_cleaned_and_keeps_its_lines(self) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await paste(pilot, "one\x1b[2J\r\ntwo\u202e\x00\rthree")
            await press(pilot, "tab", "=jb", "enter")

        assert app.given == [NoteAnswer(note="one�[2J\ntwo��\nthree", by="JB")]

    async def test_a_paste_of_a_mebibyte_is_cut_and_said(self) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await paste(pilot, "x\n" * 524_288)
            full = await press(pilot, "y")
            await press(pilot, "tab", "=jb", "enter")

        assert "At most 4,000 characters fit in a note. The rest was left off." in words_of(shown)
        assert "At most 4,000 characters fit in a note. The rest was left off." in words_of(full)
        assert app.given[0] is not None
        assert len(app.given[0].note) <= 4_000

    async def test_a_note_that_was_begun_before_stands_there_again(self) -> None:
        app = Stage(note_dialog(note="begun\nbefore"))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=, now", "tab", "=jb", "enter")

        assert app.given == [NoteAnswer(note="begun\nbefore, now", by="JB")]

    async def test_escape_records_nothing_and_the_opening_key_types_nothing(self, pressed_by_hand: StepClock) -> None:
        pressed_by_hand.step = 0.03
        app = Stage(note_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "n", "n", "enter")
            text = app.question.query_one("NoteArea").text  # type: ignore[attr-defined]
            await press(pilot, "escape")

        assert text == ""
        assert app.given == [None]

    async def test_a_resize_keeps_the_note(self) -> None:
        app = Stage(note_dialog())
        async with app.run_test(size=(120, 36)) as pilot:
            await settled(pilot)
            await press(pilot, "=kept")
            await pilot.resize_terminal(80, 24)
            await press(pilot, "tab", "=jb", "enter")

        assert app.given == [NoteAnswer(note="kept", by="JB")]


class TestWho:
    async def test_somebody_on_the_roster_takes_over(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(WhoDialog(plain_state(), recorder="JB", opened_by="i"))
        async with app.run_test(size=SIZE) as pilot:
            assert_screen(await settled(pilot), "who_80x24")
            await press(pilot, "=tm", "enter")

        assert app.given == [WhoAnswer(initials="TM")]

    async def test_a_new_person_gives_a_name_and_roles(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(WhoDialog(plain_state()))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await press(pilot, "=pq", "enter")
            assert_screen(shown, "who_new_80x24")
            nameless = await press(pilot, "enter")
            strange = await press(pilot, "=Pat Quill", "enter", "=xx", "enter")
            unsaid = await press(pilot, "backspace", "backspace", "=cl, rec", "enter", "enter")
            await press(pilot, "2", "enter")

        assert "Press 1 or 2: gates and pauses count on registered clinicians." in words_of(unsaid)
        assert "Give the name that goes with PQ." in words_of(nameless)
        assert "XX is not a role of this plan. The roles are PM, CL, REC." in words_of(strange)
        assert app.given == [
            WhoAnswer(initials="PQ", new_name="Pat Quill", new_roles=("CL", "REC"), new_clinician=True)
        ]

    async def test_what_are_no_initials_is_said(self) -> None:
        app = Stage(WhoDialog(plain_state()))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            blank = await press(pilot, "enter")
            shown = await press(pilot, "=p1", "enter")

        assert "Give your initials." in words_of(blank)
        assert "‘P1’ are not initials. Give two to four capital letters, such as JB." in words_of(shown)

    async def test_escape_changes_nobody(self) -> None:
        app = Stage(WhoDialog(plain_state()))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=tm", "escape")

        assert app.given == [None]


class TestAsk:
    async def test_enter_gives_the_safe_answer(self, assert_screen: Callable[[str, str], None]) -> None:
        app = Stage(leave_dialog())
        async with app.run_test(size=SIZE) as pilot:
            assert_screen(await settled(pilot), "ask_80x24")
            await press(pilot, "enter")

        assert app.given == ["stay"]

    async def test_an_answers_key_gives_it(self) -> None:
        app = Stage(leave_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "Q")

        assert app.given == ["leave"]

    async def test_a_held_opening_key_does_not_give_the_answer_whose_key_it_is(
        self, pressed_by_hand: StepClock
    ) -> None:
        pressed_by_hand.step = 0.03
        app = Stage(leave_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *["q"] * 30, "enter")

        assert app.given == ["stay"]

    async def test_arrows_mark_and_enter_gives_the_marked_answer(self) -> None:
        app = Stage(leave_dialog())
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "down", "x", "enter")

        assert app.given == ["leave"]

    async def test_escape_gives_none_and_hostile_words_stay_words(self) -> None:
        app = Stage(AskDialog(HOSTILE, HOSTILE, [AskChoice("y", HOSTILE, "yes", HOSTILE), AskChoice("n", "No", "no")]))
        async with app.run_test(size=SIZE) as pilot:
            shown = await settled(pilot)
            await press(pilot, "escape")

        assert "[/ [x] [Dr Rao] [@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown
        assert app.given == [None]


class TestLine:
    async def test_a_line_is_given_as_typed(self, assert_screen: Callable[[str, str], None]) -> None:
        dialog = LineDialog("Find", "Words of a title, or a number such as F-12.", verb="finds", opened_by="slash")
        app = Stage(dialog)
        async with app.run_test(size=SIZE) as pilot:
            assert_screen(await press(pilot, "=gp2gp "), "line_80x24")
            await press(pilot, "enter")

        assert app.given == ["gp2gp"]

    async def test_what_stood_there_can_be_changed_and_blank_is_an_answer(self) -> None:
        kept, emptied = Stage(LineDialog("Find", initial="gp2gp")), Stage(LineDialog("Find", initial="x"))
        async with kept.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=!", "enter")
        async with emptied.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "backspace", "enter")

        assert kept.given == ["gp2gp!"]
        assert emptied.given == [""]

    async def test_a_required_line_is_asked_for_and_a_refused_one_stays(self) -> None:
        def decide(line: str) -> None:
            if line != "F-12":
                raise Refused(f"There is no task {line} in this plan.")

        dialog = LineDialog("Go to", required="Give a task's number, such as F-12.", decide=decide)
        app = Stage(dialog)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            blank = await press(pilot, "enter")
            refused = await press(pilot, "=F-1", "enter")
            await press(pilot, "2", "enter")

        assert "Give a task's number, such as F-12." in words_of(blank)
        assert "There is no task F-1 in this plan." in words_of(refused)
        assert app.given == ["F-12"]

    async def test_a_paste_is_cleaned_and_escape_gives_none(self) -> None:
        app = Stage(LineDialog("Find"))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = await paste(pilot, "a\x1b\nb\u202e" + "c" * 200_000)
            await press(pilot, "escape")

        assert "At most 120 characters fit here. The end of the pasted text was left off." in words_of(shown)
        assert app.given == [None]
