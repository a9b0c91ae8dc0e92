"""The log tells the story, shows the record, keeps what was corrected, and never moves under a reader."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.ui.keyboard import screen_text, settled
from tests.ui.screens.conftest import HOSTILE, SIZES, ScreenApp, assert_golden, example_plan, in_practice
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from cutover_tui.domain.plan import RunKind
from cutover_tui.ui.palette import DAY_THEME
from cutover_tui.ui.screens.log_list import LogList
from cutover_tui.ui.screens.log_screen import HELD_BACK_RECORD, LogScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screens.conftest import Example
    from textual.pilot import Pilot

    Make = Callable[..., Example]


def log_list(pilot: Pilot[None]) -> LogList:
    return pilot.app.screen.query_one(LogList)


def record_words(pilot: Pilot[None]) -> str:
    shown = pilot.app.screen.query_one("#log-record-words", Static).content
    assert isinstance(shown, Content)
    return shown.plain


@pytest.mark.parametrize("size", SIZES)
async def test_the_story_is_shown_newest_last(make_example: Make, size: tuple[int, int]) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=size) as pilot:
        text = await settled(pilot)

        assert_golden(f"log-{size[0]}x{size[1]}", text)
        assert log_list(pilot).marked == 7


async def test_what_the_program_recorded_is_shown_on_asking(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        before = await settled(pilot)
        await pilot.press("s")
        after = await settled(pilot)

        assert "Run opened again" not in before
        assert "2 by the program hidden" in before
        assert "Run opened again" in after
        assert "8 entries" in after


async def test_by_happening_a_late_entry_stands_between_the_others_with_its_mark(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        recorded = log_list(pilot).seqs.copy()
        await pilot.press("o")
        text = await settled(pilot)

        assert recorded == [1, 2, 3, 4, 5, 7]
        assert log_list(pilot).seqs == [1, 2, 3, 5, 4, 7]
        late = next(line for line in text.splitlines() if "17:10" in line)
        assert late.rstrip().endswith("recorded 17:31")


async def test_the_record_is_shown_as_it_stands_in_the_file(make_example: Make) -> None:
    example = make_example()
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        words = record_words(pilot)

        assert "recorded Mon 23 Nov 17:31" in words
        assert "On the phone to the laboratory" in words
        shown = json.loads(words[words.index("{") :])
        line = (example.folder / "audit-log.jsonl").read_text(encoding="utf-8").splitlines()[5]
        assert shown == json.loads(line)


async def test_an_answer_a_second_person_must_not_see_is_not_in_the_record_either(make_example: Make) -> None:
    example = make_example()
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        held = f"{await settled(pilot)}{record_words(pilot)}"
        example.cutover_run.check_task(example.act("AK"), "F-5", observed="link off", agrees=True)
        app.screen.query_one(LogList).screen.look_again()  # type: ignore[attr-defined]  # the log screen's own
        await settled(pilot)
        shown = record_words(pilot)

        assert HELD_BACK_RECORD in held
        assert "seen on screen" not in held
        assert "seen on screen" in shown


async def test_corrected_words_are_struck_through_with_the_correction_below(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(100, 30)) as pilot:
        text = await settled(pilot)
        struck = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.strike
        ]

        assert struck == ["2 left", "‘2 left’"]
        lines = text.splitlines()
        place = next(number for number, line in enumerate(lines) if "F-1" in line)
        assert "is now ‘0 left’, what was seen, JB: Read the wrong line" in lines[place + 1]


async def test_a_corrected_time_is_said_in_words(make_example: Make) -> None:
    example = make_example()
    happened = example.cutover_run.entries[1].event.at.replace(minute=50).isoformat(timespec="seconds")
    example.cutover_run.correct_entry(example.act("JB"), 1, field="at", now=happened, reason="My watch")
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(120, 30)) as pilot:
        text = await settled(pilot)

        assert "‘Mon 23 Nov 16:58’ is now ‘Mon 23 Nov 16:50’, when it happened" in text


async def test_a_struck_out_note_says_so(make_example: Make) -> None:
    example = make_example()
    example.cutover_run.correct_entry(example.act("AK"), 4, field="note", now="", reason="Names a patient")
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(120, 30)) as pilot:
        assert "is struck out, the note, AK: Names a patient" in await settled(pilot)


async def test_a_seal_says_which_entries_it_covers(make_example: Make) -> None:
    example = make_example()
    example.cutover_run.write_seal(example.act("JB"))
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(160, 30)) as pilot:
        text = await settled(pilot)

        assert re.search(r"Entries 0 to 2 sealed: R0002( [0-9]{4}){4}, 0 to 2 for the first time", text)
        assert re.search(r"Entries 0 to 7 sealed: R0007( [0-9]{4}){4}, 3 to 7 for the first time", text)


async def test_finding_says_how_many_of_all_it_shows(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"f-3")
        found = await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        focused = app.focused
        await pilot.press("escape")
        back = await settled(pilot)

        assert "1 of 6 entries" in found
        assert "Note on F-3" in found
        assert "Switch EPS off" not in found
        assert focused is log_list(pilot)
        assert " 6 entries" in back


async def test_finding_nothing_says_how_to_go_back(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"[/x")
        text = await settled(pilot)

        assert "No entry holds ‘[/x’. Press escape to see them all." in text
        assert "0 of 6 entries" in text


async def test_a_run_nobody_recorded_in_says_what_will_be_here(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example(history=False).cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.press("enter", "up", "end", "c")
        await settled(pilot)

        assert "Nobody has recorded anything yet. Every tick, note and date comes here." in text


async def test_correcting_is_asked_of_the_screen_the_log_was_opened_from(make_example: Make) -> None:
    heard: list[int] = []

    class Under(Screen[None]):
        def on_log_screen_correct_entry(self, event: LogScreen.CorrectEntry) -> None:
            heard.append(event.seq)

    app = ScreenApp(Under())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LogScreen(make_example().cutover_run))
        await settled(pilot)
        await pilot.press("up", "c")
        await settled(pilot)

        assert heard == [5]


async def test_correcting_is_dimmed_where_nothing_can_be_corrected(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        allowed = app.screen.check_action("correct", ())
        await pilot.press("home", "down", "down")
        await settled(pilot)

        assert allowed is True
        assert log_list(pilot).marked == 3
        assert app.screen.check_action("correct", ()) is None


async def test_a_new_entry_does_not_move_the_mark(make_example: Make) -> None:
    example = make_example()
    screen = LogScreen(example.cutover_run)
    app = ScreenApp(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        example.cutover_run.add_note(example.act("JB"), "Another one", ref="F-3")
        screen.look_again()
        text = await settled(pilot)

        assert log_list(pilot).marked == 7
        assert "Note on F-3: Another one" in text
        assert " 7 entries" in text


async def test_new_entries_scroll_in_only_as_far_as_the_marked_line_stays(make_example: Make) -> None:
    example = make_example()
    screen = LogScreen(example.cutover_run)
    app = ScreenApp(screen)
    async with app.run_test(size=(80, 12)) as pilot:
        await settled(pilot)
        for number in range(30):
            example.cutover_run.add_note(example.act("JB"), f"Note {number}")
        screen.look_again()
        text = await settled(pilot)

        assert log_list(pilot).marked == 7
        assert "▌   7" in text
        assert "Note: Note 3" in text


async def test_a_correction_by_another_window_shows_on_the_old_line(make_example: Make) -> None:
    example = make_example()
    screen = LogScreen(example.cutover_run)
    app = ScreenApp(screen)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        example.cutover_run.correct_entry(example.act("AK"), 4, field="note", now="One item left", reason="Counted")
        screen.look_again()
        text = await settled(pilot)

        assert "‘Two items left in the queue, both dated" in text
        assert "is now ‘One item left’" in text


async def test_moving_by_pages_and_to_both_ends(make_example: Make) -> None:
    example = make_example()
    for number in range(60):
        example.cutover_run.add_note(example.act("JB"), f"Note {number}")
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        places = []
        for key in ("home", "pagedown", "down", "j", "k", "pageup", "end"):
            await pilot.press(key)
            text = await settled(pilot)
            places.append(log_list(pilot).marked)
            assert f"{places[-1]:>4}  " in text

        assert places == [1, 21, 22, 23, 22, 2, 67]


async def test_no_end_of_a_line_stands_under_the_scrollbar(make_example: Make) -> None:
    example = make_example()
    for number in range(60):
        example.cutover_run.add_note(example.act("JB"), f"Note {number:02}{'-and-on' * 9}")
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

    ends = [line[:79].rstrip() for line in text.splitlines() if "Note: Note" in line]
    assert len(ends) > 10
    assert {line[-1] for line in ends} == {"…"}


async def test_clicking_marks_a_line(make_example: Make) -> None:
    app = ScreenApp(LogScreen(make_example().cutover_run))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(LogList, offset=(30, 3))
        await settled(pilot)
        clicked = log_list(pilot).marked
        await pilot.click(LogList, offset=(30, 0))
        await settled(pilot)

        assert clicked == 2
        assert log_list(pilot).marked == 2


async def test_the_search_closes_first_then_the_record_then_the_log(make_example: Make) -> None:
    app = ScreenApp(Screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LogScreen(make_example().cutover_run))
        await settled(pilot)
        await pilot.press("enter", "slash", "x", "escape")
        await settled(pilot)
        screen = app.screen
        search, record = screen.query_one(Input).display, screen.query_one("#log-record").display
        await pilot.press("left")
        await settled(pilot)
        later = screen.query_one("#log-record").display
        await pilot.press("escape")
        await settled(pilot)

        assert (search, record, later) == (False, True, False)
        assert not isinstance(app.screen, LogScreen)


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_as_they_are(make_example: Make, words: str) -> None:
    example = make_example(in_practice(example_plan(), words))
    example.cutover_run.add_note(example.act("JB", minutes_ago=9, late_reason=words), words, ref="F-3")
    example.cutover_run.correct_entry(example.act("JB"), 8, field="note", now=f"{words} {words}", reason=words)
    app = ScreenApp(LogScreen(example.cutover_run))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("up", "enter")
        text = await settled(pilot)

        assert f"Note on F-3: {words}" in text
        assert words in record_words(pilot)
        assert "Larkfield" not in text


async def test_every_size_both_themes_and_plain_marks(make_example: Make) -> None:
    example = make_example(kind=RunKind.REHEARSAL)
    app = ScreenApp(LogScreen(example.cutover_run), theme=DAY_THEME, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        for size in ((120, 36), (160, 45), (40, 10), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.press("T")
            text = await settled(pilot)
            assert "Log · as recorded" in text
            assert ">   7" in text
            assert "✓" not in screen_text(app)
