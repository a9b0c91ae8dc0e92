from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.ui.dialogs.dialog_stage import (
    GP2GP,
    HOSTILE,
    NOW,
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

from cutover_tui.domain.correction_rules import Kind
from cutover_tui.runner.boards import Mark
from cutover_tui.runner.story import HELD_BACK, Line
from cutover_tui.ui.dialogs.correct_dialog import Correctable, CorrectAnswer, CorrectDialog

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (80, 24)

DONE = Line(
    seq=9,
    recorded_at=NOW,
    happened_at=NOW - timedelta(minutes=11),
    by="JB",
    recorder="",
    mark=Mark.DONE,
    words="F-12 GP2GP on the old system: off: done; off, no open transfers; 2 open",
    late=False,
    system=False,
    struck=False,
)
NOTED = replace(DONE, seq=7, mark=None, words="Note on F-12: rang the supplier")
STARTED = replace(DONE, seq=5, mark=Mark.DOING, words="F-12 GP2GP on the old system: off: started")
ENTRIES = (
    Correctable(DONE, {"observed": "2 open", "by": "JB", "at": "2026-11-23T17:31:00+00:00"}),
    Correctable(NOTED, {"note": "rang the supplier\nno answer"}),
    Correctable(STARTED, {}),
)


def dialog(entries: tuple[Correctable, ...] = ENTRIES, **more: Any) -> CorrectDialog:  # noqa: ANN401 (its own arguments)
    return CorrectDialog(plain_state(), entries, now=still_now, ref="F-12", words=GP2GP.title, typed_by="JB", **more)


async def test_old_and_new_stand_one_over_the_other(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        assert_screen(await settled(pilot), "correct_list_80x24")
        await press(pilot, "1", "1", "enter", "home", "delete", "=3")
        assert_screen(await settled(pilot), "correct_text_80x24")
        await press(pilot, "enter", "=misread", "enter", "=jb", "enter")

    assert app.given == [CorrectAnswer(seq=9, field="observed", now="3 open", reason="misread", by="JB")]


async def test_what_tells_two_entries_about_one_task_apart_is_seen() -> None:
    again = replace(DONE, seq=11, words="F-12 GP2GP on the old system: off: done; off, 3 open transfers listed")
    app = Stage(dialog((Correctable(again, {"by": "JB"}), *ENTRIES)))
    async with app.run_test(size=SIZE) as pilot:
        shown = words_of(await settled(pilot))

    assert "JB done; off, 3 open transfers listed" in shown
    assert "JB done; off, no open transfers; 2 open" in shown


async def test_old_words_are_struck_through() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "1")
        style = app.question.query_one("#old-words").styles.text_style

    assert "strike" in str(style)


async def test_a_time_typed_in_local_words_comes_back_in_utc() -> None:
    summer = NOW.replace(month=7, day=1)
    app = Stage(CorrectDialog(plain_state(), ENTRIES, now=lambda: summer))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "1", "3")
        await press(pilot, "enter", "=17:05", "enter", "=clock was wrong", "enter", "=tm", "enter")

    assert "Old 23-Nov-2026 17:31" in words_of(shown)
    assert app.given == [
        CorrectAnswer(seq=9, field="at", now="2026-07-01T16:05:00+00:00", reason="clock was wrong", by="TM")
    ]


async def test_people_are_corrected_by_initials_on_the_roster() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        strange = await press(pilot, "1", "2", "enter", "=zz", "enter")
        same = await press(pilot, "backspace", "backspace", "=jb", "enter")
        await press(pilot, "backspace", "backspace", "=tm", "enter", "=wrong person", "enter", "=jb", "enter")

    assert "ZZ is not on the roster of this run." in words_of(strange)
    assert "The new words are the same as those of entry 9: ‘JB’." in words_of(same)
    assert app.given == [CorrectAnswer(seq=9, field="by", now="TM", reason="wrong person", by="JB")]


async def test_a_note_keeps_its_lines_and_can_be_struck_out() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "2", "enter")
        await press(pilot, *["backspace"] * 30, "tab", "=not ours", "enter", "=jb", "enter")

    assert "Old rang the supplier no answer New rang the supplier no answer" in words_of(shown)
    assert app.given == [CorrectAnswer(seq=7, field="note", now="", reason="not ours", by="JB")]


async def test_the_same_words_and_a_blank_reason_are_refused() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        same = await press(pilot, "1", "1", "enter", "enter")
        unreasoned = await press(pilot, "=!", "enter", "enter")
        await press(pilot, "up", *["backspace"] * 7)
        empty = await press(pilot, "enter")

    assert "The new words are the same as those of entry 9: ‘2 open’." in words_of(same)
    assert "Say why entry 9 changes. Both versions stay in the log." in words_of(unreasoned)
    assert "Give the right words for what was seen, or Not recorded if nobody knows." in words_of(empty)
    assert app.given == []


async def test_an_entry_with_nothing_to_correct_says_so() -> None:
    app = Stage(dialog())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "3")

    assert "does not apply: nothing in it can be corrected." in words_of(shown)


async def test_no_entries_is_said() -> None:
    app = Stage(dialog(()))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "enter")

    assert "There is nothing here to choose." in words_of(shown)


async def test_an_answer_held_back_for_a_second_person_stays_hidden() -> None:
    held = replace(DONE, words=f"F-14 EPS: done; {HELD_BACK}")
    app = Stage(dialog((Correctable(held, {"observed": "paused"}),)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "1", "enter")

    assert "paused" not in shown
    assert HELD_BACK in words_of(shown)


async def test_a_long_story_scrolls_with_the_mark() -> None:
    many = tuple(Correctable(replace(DONE, seq=40 - n, words=f"entry {n}"), {"by": "JB"}) for n in range(30))
    app = Stage(dialog(many))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, *["down"] * 29)
        await press(pilot, "enter", "enter", "=tm", "enter", "=slip", "enter", "=jb", "enter")

    assert len(strip_of(shown)) <= 12
    assert "17:31 JB entry 29" in shown
    assert app.given == [CorrectAnswer(seq=11, field="by", now="TM", reason="slip", by="JB")]


async def test_escape_and_a_held_enter_record_nothing(pressed_by_hand: StepClock) -> None:
    app = Stage(dialog(opened_by="u"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pressed_by_hand.step = 0.03
        await press(pilot, *["enter"] * 20)
        pressed_by_hand.step = 1.0
        await press(pilot, "escape")

    assert app.given == [None]


async def test_hostile_entries_and_pastes_are_words() -> None:
    app = Stage(dialog((Correctable(replace(DONE, words=HOSTILE), {"observed": HOSTILE}),)))
    async with app.run_test(size=SIZE) as pilot:
        listed = await settled(pilot)
        shown = await press(pilot, "1")
        await press(pilot, "ctrl+u")
        await paste(pilot, "3\x1b[2J\nopen\u202e")
        await press(pilot, "enter", "=slip", "enter", "=jb", "enter")

    assert "[/ [x] [Dr Rao]" in listed
    assert "\x1b" not in listed + shown
    assert app.given == [CorrectAnswer(seq=9, field="observed", now="3�[2J open�", reason="slip", by="JB")]


ROOM = Correctable(
    replace(DONE, seq=12, mark=None, words="I-1 raised as P1"),
    {"area": "results", "review_at": "2026-11-24T09:00:00+00:00", "words": "one\ntwo", "owner": "JB"},
    kinds={"area": Kind.PICK, "review_at": Kind.AHEAD, "words": Kind.LINES, "owner": Kind.PERSON},
    choices={"area": ("results", "visits")},
    stays={"answer": "The level stays as it was recorded. Give the issue its right level on the issues board."},
)


async def test_a_picked_word_is_picked_anew() -> None:
    app = Stage(dialog((ROOM,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "1", "enter", "enter")
        await press(pilot, "2", "enter", "=misheard", "enter", "=jb", "enter")

    assert app.given == [CorrectAnswer(seq=12, field="area", now="visits", reason="misheard", by="JB")]


async def test_the_picked_word_it_was_is_no_change() -> None:
    app = Stage(dialog((ROOM,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        same = await press(pilot, "1", "1", "enter", "1", "enter")

    assert "The new words are the same as those of entry 12: ‘results’." in words_of(same)
    assert app.given == []


async def test_a_time_that_may_lie_ahead_is_taken() -> None:
    app = Stage(dialog((ROOM,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = await press(pilot, "1", "2")
        await press(pilot, "enter", "=24 Nov 10:00", "enter", "=later", "enter", "=jb", "enter")

    assert "Old 24-Nov-2026 09:00" in words_of(shown)
    assert app.given == [
        CorrectAnswer(seq=12, field="review_at", now="2026-11-24T10:00:00+00:00", reason="later", by="JB")
    ]


async def test_words_of_several_lines_keep_them() -> None:
    app = Stage(dialog((ROOM,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1", "3", "enter", "=!", "tab", "=more", "enter", "=jb", "enter")

    assert app.given == [CorrectAnswer(seq=12, field="words", now="one\ntwo!", reason="more", by="JB")]


async def test_what_stays_says_what_to_do_instead_and_asks_nothing(assert_screen: Callable[[str, str], None]) -> None:
    app = Stage(dialog((ROOM,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        stays = await press(pilot, "1", "5", "enter")
        assert_screen(stays, "correct_stays_80x24")
        again = await press(pilot, "4")

    assert "The level stays as it was recorded. Give the issue its right level on the issues board." in words_of(stays)
    assert "Why it changes" not in words_of(stays)
    assert "Why it changes" in words_of(again)
    assert app.given == []
