"""Re-entry: a key, a number and initials count; the rules' own words refuse; and the mark stays where it was."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, an_act, at
from tests.ui.reentry_stage import DAY_2, LAB, PAPER, TWO_SITES, board, mark, marked, paper_run, row, said

from cutover_tui.domain.reentry_counts import Counts
from cutover_tui.runner.reentry_board import reentry_board
from cutover_tui.ui.screens import reentry_screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    OpenPaper = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def paper(open_desk: OpenDesk, tmp_path: Path) -> OpenPaper:
    """Give a function that opens the re-entry screen on day 2 after go-live, with JB at the keyboard."""

    @asynccontextmanager
    async def opened(*, plan: Plan = PAPER, size: tuple[int, int] = (100, 30), by: str = "JB") -> AsyncIterator[Desk]:
        folder = paper_run(tmp_path / "paper", plan=plan)
        async with open_desk(folder, size=size, by_clock=StillClock(DAY_2), initials=by) as desk:
            await desk.press("r")
            yield desk

    return opened


def counts(desk: Desk, category: str = "prescriptions") -> Counts:
    return desk.state.reentry[category].total


# -- what is shown


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_day_two_of_re_entry_fits_every_screen(
    paper: OpenPaper, assert_screen: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    async with paper(size=size) as desk:
        shown = desk.text
        chart = await desk.press("d")

        assert_screen(shown, f"reentry-{size[0]}x{size[1]}")
        assert_screen(chart, f"reentry-chart-{size[0]}x{size[1]}")


async def test_the_most_urgent_stands_first_with_all_an_eye_needs(paper: OpenPaper) -> None:
    async with paper() as desk:
        assert row(desk, "Red slips") == "▌▲ OVERDUE 16hr 42min Red slips 1 ━━━━── Tue 1 Dec 18:00 5 4 0"
        assert row(desk, "Prescriptions") == "○ 39 LEFT Prescriptions 39 ━━──── Fri 4 Dec 18:30 71 32 0"
        assert "Re-entry: 131 logged, 42 entered, 10 explained, 79 left." in desk.text
        order = [line.category.id for line in board(desk).board.rows]
        assert order[:3] == ["red-slips", "prescriptions", LAB]


async def test_a_wide_screen_says_the_rate_and_the_forecast_in_the_line(paper: OpenPaper) -> None:
    async with paper(size=(210, 40)) as desk:
        assert row(desk, "Category") == "Category left done due logged entered expl. at this rate"
        assert row(desk, "Prescriptions").endswith("71 32 0 1.2 an hour, Mon 12:21, late")
        assert row(desk, "Consultations").endswith("25 0 0")


async def test_a_narrow_screen_keeps_mark_title_and_number(paper: OpenPaper) -> None:
    async with paper(size=(44, 20)) as desk:
        lines = [" ".join(line.split()) for line in desk.text.splitlines()]

        assert "▌ ▲ Red slips 1" in lines
        assert "○ Consultations 25" in lines


async def test_the_forecast_is_said_or_why_there_is_none(paper: OpenPaper) -> None:
    async with paper(size=(120, 36)) as desk:
        head = desk.text.splitlines()[2]
        await mark(desk, "consultations")
        none_yet = " ".join(desk.text.split())

        assert "At this rate, clear by" in head
        assert "No forecast yet:" in none_yet


async def test_the_marked_category_is_told_in_full(paper: OpenPaper) -> None:
    async with paper(size=(160, 50)) as desk:
        words = " ".join(line.partition("│")[2].strip() for line in desk.text.splitlines())

        for part in (
            "5 logged, 4 entered, 0 explained, 1 left.",
            "Re-enter by: Tue 1 Dec 18:00.",
            "Sample: 4 to check, 0 looked at, 4 to go.",
            "Counts: New allergies and reactions",
            "On the paper: Name, date of birth and detail. None of it is typed here.",
            "Closing rule: 0 left before the first evening",
            "Closed by: Clinical lead or Clinical safety officer",
            "Fri 27 Nov at Larkfield main site: 3 logged, 3 entered, 0 explained, 0 left",
            "Mon 30 Nov at Larkfield main site: 2 logged, 1 entered, 0 explained, 1 left",
            "Tue 1 Dec 09:10 MK 4 entered",
        ):
            assert part in " ".join(words.split()), part


async def test_a_lab_says_whether_its_paper_adds_up_and_what_was_not_heard_of(paper: OpenPaper) -> None:
    async with paper(size=(160, 50)) as desk:
        await mark(desk, LAB)
        words = " ".join(" ".join(line.partition("│")[2].strip() for line in desk.text.splitlines()).split())

        assert "30 on paper, but 10 arrived electronically + 6 entered by hand make 16." in words
        assert "Not heard of: Fri 27 Nov at Larkfield main site." in words


async def test_slips_say_whether_they_add_up(paper: OpenPaper) -> None:
    async with paper(size=(120, 36)) as desk:
        assert "▲ LOOK FOR 2" in row(desk, "C-2 001 to 018")
        assert "○ NOT COUNTED" in row(desk, "C-2 019 to 040")
        await mark(desk, "slips C-2 001 to 018")
        words = " ".join(" ".join(line.partition("│")[2].strip() for line in desk.text.splitlines()).split())

        assert "but 11 used + 1 void + 4 returned make 16. Look for 2 slips." in words
        assert "Counted by MK." in words


async def test_numbers_nobody_was_given_are_said(paper: OpenPaper, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = "Nobody was given C-2 041 to 049. Look for these slips."
    monkeypatch.setattr(
        reentry_screen, "reentry_board", lambda state, now: replace(reentry_board(state, now), gaps=(lost,))
    )
    async with paper() as desk:
        await mark(desk, f"gap {lost}")

        assert row(desk, "C-2 041 to 049") == f"▌ ▲ GAP {lost}"
        assert "1 overdue, 2 slips missing, 1 gap in the slips, 4 not heard of" in desk.text
        assert "Those that are lost or spoilt are issued too, and counted as void: press p." in " ".join(
            desk.text.split()
        )


async def test_a_plan_without_re_entry_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("r")

        assert desk.place == "RunScreen"
        assert desk.said == "This plan has no re-entry categories, so there is nothing to count. Plans made now do."


async def test_escape_and_q_go_back_to_the_run(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("escape")
        back = desk.place
        await desk.press("r", "q")

        assert (back, desk.place) == ("RunScreen", "RunScreen")


# -- counts


async def test_a_key_a_number_and_enter_twice_record_what_was_entered(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("e", "1", "2", "enter", "enter")

        assert counts(desk) == Counts(logged=71, entered=44)
        assert said(desk) == "Prescriptions: 12 entered at Larkfield main site. 27 left."
        assert "27 LEFT" in row(desk, "Prescriptions")
        assert desk.kinds[-1] == "reentry.entered"
        assert desk.run.entries[-1].event.by == "JB"


async def test_without_anybody_at_the_keyboard_the_initials_are_asked(paper: OpenPaper) -> None:
    async with paper(by="") as desk:
        await mark(desk, "prescriptions")
        await desk.press("e", "5", "enter", "enter")
        asked = desk.asked()
        await desk.press("=mk", "enter")

        assert "Give the initials of who entered them." in asked
        assert desk.run.entries[-1].event.by == "MK"
        assert counts(desk).entered == 37


async def test_more_than_is_left_is_refused_and_nothing_typed_is_lost(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("e", "9", "9", "enter", "enter")
        refused = desk.asked()
        await desk.press("tab", "up", "up", "up", "home")
        place = desk.place
        await desk.press("escape")

        assert (
            "Prescriptions has 39 left at Larkfield main site, so 99 cannot be entered. Log what was found first."
            in refused
        )
        assert "How many 99" in refused
        assert place == "CountStrip"
        assert counts(desk).entered == 32


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("=two", "‘two’ is not a count. Give a whole number, such as 12."),
        ("=1.5", "‘1.5’ is not a count. Give a whole number, such as 12."),
        ("=-3", "‘-3’ is not a count. Give a whole number, such as 12."),
        ("", "Give how many were typed into the new system."),
    ],
)
async def test_what_is_no_number_is_said_at_its_field(paper: OpenPaper, typed: str, words: str) -> None:
    async with paper() as desk:
        await desk.press("e", *([typed] if typed else []), "enter")

        assert words in desk.asked()
        assert desk.place == "CountStrip"


async def test_zero_entered_is_refused_by_the_rules(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("e", "0", "enter", "enter")

        assert "0 is not a count. Give a whole number from 1 to 9,999." in desk.asked()


async def test_paper_found_after_go_live_is_of_the_last_day_of_cutover_once_somebody_agreed(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "letters-documents")
        await desk.press("l", "8", "enter")
        asked = desk.asked()
        await desk.press("enter", "enter")

        assert "Day of the paper 30 Nov Mon 30 Nov" in asked
        assert said(desk) == "Letters and documents: 8 logged for Mon 30 Nov at Larkfield main site. 8 left."


async def test_another_day_can_be_typed_and_a_day_that_is_none_is_said(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "letters-documents")
        await desk.press("l", "8", "enter", "=soon", "enter")
        asked = desk.asked()
        await desk.press("home", "shift+end", "=27 nov", "enter", "enter")

        assert "‘soon’ is not a day. Write it as 27 Nov, today, yesterday or 2026-11-27." in asked
        assert "8 logged for Fri 27 Nov" in said(desk)


async def test_several_sites_are_asked_for_paper_that_is_found(paper: OpenPaper) -> None:
    async with paper(plan=TWO_SITES) as desk:
        await mark(desk, "letters-documents")
        await desk.press("l", "8", "enter", "enter")
        asked = desk.asked()
        await desk.press("2", "enter", "enter", "enter")

        assert "Press the number of the site the paper is of." in asked
        assert "8 logged for Mon 30 Nov at Millbrook branch" in said(desk)


async def test_several_sites_do_not_slow_entering(paper: OpenPaper) -> None:
    async with paper(plan=TWO_SITES) as desk:
        await mark(desk, "prescriptions")
        await desk.press("e", "3", "enter", "enter")

        assert said(desk) == "Prescriptions: 3 entered. 36 left."


@pytest.mark.parametrize("keys", [("z",), ("0",), ("l", "0", "enter")])
async def test_nothing_found_is_said_by_a_key_of_its_own_or_by_zero(paper: OpenPaper, keys: tuple[str, ...]) -> None:
    async with paper() as desk:
        await mark(desk, "letters-documents")
        await desk.press(*keys)
        asked = desk.asked()
        await desk.press("enter", "enter")

        assert "Record that there was nothing" in asked
        assert desk.kinds[-1] == "reentry.nil_returned"
        assert said(desk) == "Letters and documents: nothing for Mon 30 Nov at Larkfield main site. Nothing left."


async def test_the_same_nothing_twice_is_refused(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "letters-documents")
        await desk.press("z", "enter", "enter", "z", "enter", "enter")

        assert "JB has already said that Letters and documents had nothing" in desk.asked()


async def test_what_is_not_typed_has_one_of_three_reasons_and_words(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("x", "4", "enter", "enter")
        asked = desk.asked()
        await desk.press("2", "enter", "=phoned [/ through", "enter", "enter")

        assert "1 not needed 2 duplicate 3 arrived electronically" in asked
        assert "Press the number of an answer." in asked
        assert counts(desk) == Counts(logged=71, entered=32, duplicate=4)
        assert (
            said(desk) == "Prescriptions: 4 not entered at Larkfield main site, duplicate. phoned [/ through. 35 left."
        )


async def test_a_count_is_taken_back_with_a_reason(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("u")
        asked = desk.asked()
        await desk.press("2", "enter", "2", "enter", "enter")
        lacking = desk.asked()
        await desk.press("=counted twice", "enter", "enter")

        assert "1 71 logged 2 32 entered" in asked
        assert "The earlier entry stays in the log." in asked
        assert "Say why this count is taken back." in lacking
        assert counts(desk) == Counts(logged=71, entered=30)
        assert said(desk) == "Prescriptions: 2 entered taken back at Larkfield main site. counted twice. 41 left."


async def test_more_than_was_counted_is_not_taken_back(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("u", "2", "enter", "=33", "enter", "=slip", "enter", "enter")

        assert "Prescriptions has 32 entered at Larkfield main site, so 33 cannot be taken back." in desk.asked()


async def test_a_nil_return_is_taken_back_as_a_whole(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "messages")
        await desk.press("u", "1", "enter", "=paper was found", "enter", "enter")

        assert desk.state.reentry["messages"].nil_returns == ()
        assert said(desk) == "Messages: 1 nil return taken back at Larkfield main site. paper was found. Nothing left."


async def test_where_nothing_was_counted_there_is_nothing_to_take_back(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "letters-documents")
        await desk.press("u")

        assert desk.place == "ReentryScreen"
        assert said(desk) == "Nothing was counted for Letters and documents yet, so there is nothing to take back."


async def test_a_count_of_this_morning_says_why_it_is_recorded_late(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("e", "5", "enter", "tab", "=10:00", "enter")
        asked = desk.asked()
        await desk.press("3", "enter")

        event = desk.run.entries[-1].event
        assert "Why recorded late" in asked
        assert (event.at, event.late_reason) == (at("Wed 10:00"), "typed up from paper")
        assert counts(desk).entered == 37


# -- finishing


async def test_a_second_person_checks_a_sample_and_who_entered_some_does_not(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        await desk.press("c")
        asked = desk.asked()
        await desk.press("=10", "enter", "9", "enter", "=mk", "enter")
        refused = desk.asked()
        await desk.press("backspace", "backspace", "=sp", "enter")

        assert "32 entered: 10 % or 10, whichever is more, at most all. 10 to check, 0 looked at, 10 to go." in asked
        assert "MK entered some of Prescriptions. Ask somebody who did not to look at the sample." in refused
        assert said(desk) == "Prescriptions: sample of 10 looked at, 9 right. 39 left."


async def test_without_anything_entered_there_is_no_sample(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "consultations")
        await desk.press("c")

        assert said(desk) == "Consultations has nothing entered yet, so there is no sample to look at."


async def test_a_category_with_something_left_is_not_closed(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("o", "enter", "=sp", "enter")

        assert "Red slips has 1 left. Enter or explain them, then close it." in desk.asked()


async def test_a_category_is_closed_by_two_people_with_a_reason_where_it_is_unusual(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("e", "1", "enter", "=mk", "enter")
        await desk.press("c", "5", "enter", "5", "enter", "=sp", "enter")
        await desk.press("o", "enter")
        whose = desk.asked()
        await desk.press("enter")
        unusual = desk.asked()
        await desk.press("=on leave", "enter")

        assert "SP looked at the sample; blank means SP" in whose
        assert "Red slips is closed by Clinical lead or Clinical safety officer, which JB is not." in unusual
        closing = desk.state.reentry["red-slips"].closing
        assert closing is not None
        assert (closing.by, closing.checked_by, closing.reason) == ("JB", "SP", "on leave")
        assert "✓ CLOSED JB" in row(desk, "Red slips")


# -- slips


async def test_a_range_of_slips_is_issued(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("p", "1", "=c-2 041-058", "enter", "=Home visits", "enter", "enter")

        assert said(desk) == "Slips C-2 041 to 058 issued to Home visits."
        assert "NOT COUNTED" in row(desk, "C-2 041 to 058")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("=slips", "‘slips’ is not a range of slips. Write it as C-2 041 to 058."),
        ("=C-2 018 to 050", "went to Reception already, with C-2 001 to 018."),
        ("=C-2 050 to 060", "C-2 050 to 060 would leave C-2 041 to 049 with nobody. Issue those first;"),
    ],
)
async def test_slips_that_do_not_fit_are_refused(paper: OpenPaper, typed: str, words: str) -> None:
    async with paper() as desk:
        await desk.press("p", "1", typed, "enter", "=Reception", "enter", "enter")

        assert words in desk.asked()
        assert desk.kinds[-1] != "slips.issued"


async def test_slips_are_counted_from_their_own_line(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "slips C-2 019 to 040")
        await desk.press("p", "enter", "=12", "enter", "0", "enter", "=11", "enter", "6", "enter", "enter")
        refused = desk.asked()
        await desk.press("shift+tab", "shift+tab", "=10", "enter", "enter")

        assert "Count C-2 019 to 040: 22 slips in all" in refused
        assert "C-2 019 to 040 is 22 slips, and 23 were counted. Count them again." in refused
        assert "Slips C-2 019 to 040 counted: 12 used, 0 void, 10 returned" in said(desk)
        assert "6 TO ENTER" in row(desk, "C-2 019 to 040")
        assert marked(desk) == "slips C-2 019 to 040"


async def test_what_was_counted_last_stands_there(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("p", "2")
        asked = desk.asked()
        await desk.press(*["enter"] * 3, "=11", "enter", "enter")

        assert "Used 11 Void 1 Returned 4 Entered 9" in asked
        assert desk.state.slips["C-2 001 to 018"].entered == 11


@pytest.mark.parametrize("key", ["l", "e", "x", "z", "u", "c", "o"])
async def test_on_a_line_of_slips_no_category_is_counted(paper: OpenPaper, key: str) -> None:
    async with paper() as desk:
        await mark(desk, "slips C-2 001 to 018")
        await desk.press(key)

        assert desk.place == "ReentryScreen"
        assert said(desk) == "Mark a category first: nothing of that kind is counted here."


# -- finding the way


async def test_the_filter_says_how_many_of_all_it_shows(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("f")
        asked = desk.asked()
        await desk.press("2")

        assert "1 all (6 of 6)" in asked
        assert "2 left (4 of 6)" in asked
        assert "3 overdue (1 of 6)" in asked
        assert "4 not heard of (4 of 6)" in asked
        assert "left: 4 of 6" in desk.text
        assert row(desk, "Messages") == ""
        assert row(desk, "C-2 001") == ""


async def test_a_line_stays_when_the_filter_would_hide_it_after_a_count(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("f", "3", "e", "1", "enter", "enter")

        assert marked(desk) == "red-slips"
        assert "CHECK 5" in row(desk, "Red slips")
        assert "overdue: 0 of 6" in desk.text


async def test_an_empty_filter_says_how_to_show_all(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("e", "1", "enter", "enter", "f", "3")

        assert "No category is shown. Press f and then 1 to show all." in desk.text
        assert "131 logged in all" in desk.text
        assert (await desk.press("f", "1")).count("Prescriptions") >= 1


async def test_the_chart_is_shown_and_put_away(paper: OpenPaper) -> None:
    async with paper() as desk:
        before = desk.text
        chart = await desk.press("d")
        after = await desk.press("d")
        again = await desk.press("d", "enter", "enter")

        assert again == before
        assert "131 logged in all; at most 131 were left, Mon 30 Nov 17:15; 79 are left now." in " ".join(chart.split())
        assert "█" in chart
        assert before == after


async def test_plain_marks_are_drawn_where_they_are_chosen(paper: OpenPaper) -> None:
    async with paper() as desk:
        await desk.press("q", "M", "r", "d")
        body = desk.text.splitlines()[5:-1]

        assert "█" not in desk.text
        assert any("####" in line for line in body)


@pytest.mark.parametrize(
    "keys",
    [
        ("e", "3", "enter", "enter"),
        ("x", "3", "enter", "1", "enter", "enter", "enter"),
        ("l", "3", "enter", "enter", "enter"),
        ("u", "2", "enter", "1", "enter", "=wrong", "enter", "enter"),
        ("e", "escape"),
        ("f", "escape"),
        ("d",),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_mark_never_jumps(paper: OpenPaper, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    async with paper(size=size) as desk:
        await mark(desk, "prescriptions")
        await desk.press(*keys)

        assert desk.place == "ReentryScreen"
        assert marked(desk) == "prescriptions"


@pytest.mark.parametrize("key", ["l", "e", "x", "z", "u", "c", "o", "p"])
async def test_escape_records_nothing(paper: OpenPaper, key: str) -> None:
    async with paper() as desk:
        before = len(desk.kinds)
        await mark(desk, "prescriptions")
        await desk.press(key)
        asked = desk.question
        await desk.press("escape")

        assert asked.endswith("Strip")
        assert desk.place == "ReentryScreen"
        assert len(desk.kinds) == before


async def test_what_another_window_counts_is_seen_and_moves_nothing(paper: OpenPaper) -> None:
    async with paper() as desk:
        await mark(desk, "prescriptions")
        desk.run.count_entered(an_act("MK", DAY_2), "prescriptions", 9)
        board(desk)._each_second()
        await desk.settle()

        assert "30 LEFT" in row(desk, "Prescriptions")
        assert marked(desk) == "prescriptions"


async def test_where_nothing_can_be_recorded_the_keys_are_dimmed(paper: OpenPaper) -> None:
    async with paper() as desk:
        desk.screen.desk.look_only = True
        dimmed = board(desk).check_action("entered", ())
        await desk.press("e", "z", "p", "f")

        assert dimmed is None
        assert desk.question == "AskDialog"


async def test_tab_reads_on_beside_the_list_and_comes_back(paper: OpenPaper) -> None:
    async with paper(size=(80, 24)) as desk:
        await desk.press("tab")
        side = desk.app.focused
        await desk.press("down", "down", "tab")

        assert side is not None
        assert side.id == "board-side"
        assert marked(desk) == "red-slips"
        assert type(desk.app.focused).__name__ == "BoardList"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("entered", ("e", "1", "2", "enter")),
        ("explained", ("x", "4", "enter", "2")),
        ("take-back", ("u", "2", "enter")),
        ("sample", ("c",)),
        ("slips", ("p",)),
        ("slips-count", ("p", "2")),
        ("close-refused", ("o", "enter", "=sp", "enter")),
        ("filter", ("f",)),
    ],
)
async def test_every_question_leaves_the_marked_line_in_sight(
    paper: OpenPaper, assert_screen: Callable[[str, str], None], name: str, keys: tuple[str, ...]
) -> None:
    async with paper(size=(80, 24), plan=TWO_SITES) as desk:
        await mark(desk, "prescriptions")
        await desk.press(*keys)

        assert "Prescriptions" in row(desk, "Prescriptions")
        assert_screen(desk.text, f"reentry-{name}-80x24")
