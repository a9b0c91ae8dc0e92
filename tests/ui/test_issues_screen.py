"""The issues board and raising: every key records what its question says, seconds count, and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, at
from tests.ui.dialogs.dialog_stage import HOSTILE
from tests.ui.issues_stage import at_issues, make_issues

from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.runner.run import Run
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30), (120, 36))
SAYS = "=The list of visits is empty"


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """A run with issues of every level."""
    return make_issues(tmp_path / "issues")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


# -- raising


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
async def test_the_strip_that_raises_an_issue(
    open_desk: OpenDesk, issues: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(issues, size=size) as desk:
        await desk.press("I", SAYS, "enter", "5", "4")
        assert_screen(desk.text, f"raise-{named(size)}")


async def test_seven_presses_beside_the_words_raise_an_issue(open_desk: OpenDesk, issues: Path) -> None:
    async with open_desk(issues, initials="") as desk:
        await desk.press("I", SAYS, "enter", "5", "4", "m", "k", "enter")

        issue = desk.state.issues["I-6"]
        assert (issue.what, issue.area, issue.answer, issue.level, issue.by) == (
            "The list of visits is empty",
            "visits",
            "do not know",
            "P1",
            "MK",
        )
        assert desk.said == (
            "I-6 raised as P1. Tell clinical lead at once, CSO (SP, DR). Answer by 17:47. Press ! to pause."
        )


async def test_five_presses_are_enough_where_somebody_is_known_at_the_keyboard(
    open_desk: OpenDesk, issues: Path
) -> None:
    async with open_desk(issues) as desk:
        await desk.press("I", SAYS, "enter", "5", "2", "enter")

        assert (desk.state.issues["I-6"].level, desk.state.issues["I-6"].by) == ("P2", "JB")


async def test_an_area_after_the_ninth_has_a_letter(open_desk: OpenDesk, issues: Path) -> None:
    async with open_desk(issues) as desk:
        await desk.press("I", SAYS, "enter", "b", "3", "enter")

        assert desk.state.issues["I-6"].area == "other"


async def test_escape_raises_nothing(open_desk: OpenDesk, issues: Path) -> None:
    async with open_desk(issues) as desk:
        await desk.press("I", SAYS, "enter", "5", "escape")

        assert len(desk.state.issues) == 5


async def test_what_is_typed_is_never_markup(open_desk: OpenDesk, issues: Path) -> None:
    async with open_desk(issues) as desk:
        await desk.press("I")
        await desk.paste(HOSTILE)
        await desk.press("enter", "5", "3", "enter", "o")

        assert "[/" in desk.state.issues["I-6"].what
        assert "[/" in desk.text


async def test_an_issue_is_raised_from_the_board_and_marked_there(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("I", SAYS, "enter", "5", "2", "enter")

        assert board.marked == "I-6"
        assert board.said.startswith(
            "I-6 raised as P2. Tell cutover lead, clinical lead (JB, SP, DR). Answer by 17:57."
        )


# -- what the board shows


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_issues_board(
    open_desk: OpenDesk, issues: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_issues(open_desk, issues, size=size) as board:
        assert_screen(board.desk.text, f"issues-{named(size)}")


async def test_an_empty_board_says_how_to_raise_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("o")

        assert "Raise here whatever goes wrong, so that it has a level" in desk.text
        await desk.press("n")
        assert "No issue is marked. Press I to raise one, or f to show them all." in desk.text


async def test_the_most_urgent_stands_first_and_closed_ones_last(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        assert list(board.screen.query_one(BoardList)._places) == ["I-4", "I-5", "I-2", "I-1", "I-3"]


@pytest.mark.parametrize(
    ("key", "shown", "words"),
    [
        ("2", ["I-4", "I-5", "I-2", "I-1"], "open: 4 of 5"),
        ("3", ["I-4", "I-5"], "P1 and P2: 2 of 5"),
        ("4", [], "mine: 0 of 5"),
        ("5", ["I-4"], "past their time: 1 of 5"),
    ],
)
async def test_a_filter_says_what_it_leaves(
    open_desk: OpenDesk, issues: Path, key: str, shown: list[str], words: str
) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("f", key)

        assert list(board.screen.query_one(BoardList)._places) == shown
        assert words in board.desk.text


async def test_an_answer_that_is_past_its_time_says_so(open_desk: OpenDesk, issues: Path, clock: StillClock) -> None:
    async with at_issues(open_desk, issues) as board:
        clock.move(minutes=8)
        board.screen._each_second()
        await board.desk.settle()

        line = next(line for line in board.desk.text.splitlines() if " I-4 " in line)
        assert "P1 OPEN" in line
        assert "answer 16 min past" in line


async def test_not_rated_yet_is_shown_and_no_blank_stands_for_fine(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        page = board.page()

        assert "Rating: Not rated yet" in page
        assert "Patients affected: Not recorded" in page
        assert "Supplier: TPP, reference C-8841, their severity medium" in page


async def test_enter_reads_the_issue_in_full_and_escape_goes_back(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, size=(80, 24)) as board:
        await board.press("enter")
        assert board.screen.query_one("#board-side").has_focus
        await board.press("escape")
        assert board.screen.query_one(BoardList).has_focus
        await board.press("escape")
        assert board.desk.place == "RunScreen"


# -- acts


async def test_a_journal_entry_answers_and_tells(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("n", "=Printing stopped", "enter", "=reception", "enter", "enter")

        line = board.issue("I-4").journal[-1]
        assert (line.words, line.told, line.by) == ("Printing stopped", "reception", "JB")
        assert board.issue("I-4").standing is IssueStanding.ANSWERED
        assert board.said == "I-4 written in the journal, recorded."


async def test_lowering_a_p1_is_refused_in_the_strip_and_every_word_stays(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("v", "3", "=It is fine", "enter", "enter")
        assert "Only a clinician lowers a P1, and JB is not one. Ask SP Sam Patel or DR Dana Rao." in board.asked
        assert "It is fine" in board.asked

        await board.press("home", "delete", "delete", "=sp", "enter")
        assert board.issue("I-4").level == "P3"
        assert board.said == "I-4 is P3 now, recorded."


async def test_anyone_raises_a_level_with_three_keys_and_initials(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.at("I-2")
        await board.press("v", "1", "enter", "enter")

        assert board.issue("I-2").level == "P1"


async def test_safe_closed_and_open_again(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("c", "=A driver", "enter", "enter")
        assert "I-4 is P1 and not made safe. Record first what made it safe" in board.asked
        await board.press("escape", "m", "=By hand", "enter", "enter")
        assert board.issue("I-4").standing is IssueStanding.SAFE
        await board.press("c", "=A driver", "enter", "=sp", "enter")
        closed = board.issue("I-4").closed
        assert closed is not None
        assert (closed.words, closed.by) == ("A driver", "SP")
        await board.press("u", "=It came back", "enter", "enter")
        assert board.issue("I-4").standing is IssueStanding.OPEN


async def test_more_names_what_else_becomes_known(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("x", "1", "=mk", "enter", "enter")
        assert board.issue("I-4").owner == "MK"
        await board.press("x", "2", "=By hand", "enter", "=sp", "enter", "enter")
        assert (board.issue("I-4").workaround, board.issue("I-4").workaround_safe_by) == ("By hand", "SP")
        await board.press("x", "3", "end", "enter", "enter", "enter", "=7.1", "enter", "enter")
        assert board.issue("I-4").system_release == "7.1"
        await board.press("x", "4", "=about 12", "enter", "=C-2 041", "enter", "enter")
        assert (board.issue("I-4").patients, board.issue("I-4").patients_approx) == (12, True)


async def test_a_count_that_is_no_number_is_asked_again(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("x", "4", "=a few", "enter")

        assert "Give a whole number, such as 12, or about 12 where nobody can count exactly." in board.asked


async def test_a_clinician_rates_the_risk_with_the_plans_matrix(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("x", "5", "4", "2", "2", "1", "3", "=HAZ-7", "enter", "enter", "=Wrong label", "enter")
        await board.press("=sp", "enter")

        issue = board.issue("I-4")
        assert (issue.rating, issue.severity, issue.likelihood, issue.rated_by) == (4, "Major", "High", "SP")
        assert (issue.new_hazard, issue.known_hazard, issue.control_failed) == ("no", "yes", "do not know")
        assert "Rating: 4 (severity Major, likelihood High): must be removed or controlled" in board.page()


async def test_factors_harm_and_lfpse_are_picked_by_number(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues) as board:
        await board.press("x", "6", "=A driver", "enter", "=3, 6", "enter", "enter", "enter")
        assert board.issue("I-4").factors == ("tools and technology", "outside")
        await board.press("x", "7", "1", "1", "1", "3", "enter")
        assert (board.issue("I-4").harm_physical, board.issue("I-4").near_miss) == ("none", "yes")
        await board.press("x", "8", "2", "enter", "enter")
        assert board.issue("I-4").lfpse == "not needed"


# -- whether to pause


async def test_the_run_screen_counts_and_asks_and_never_pauses(
    open_desk: OpenDesk, issues: Path, clock: StillClock, assert_screen: AssertScreen
) -> None:
    async with open_desk(issues, size=(80, 24)) as desk:
        assert "▲ P1 1 · P2 1  ▲ 3 overdue" in desk.text
        before = len(desk.kinds)
        assert "PAUSE?" not in desk.text
        clock.move(minutes=2)
        await desk.second()

        assert [row.alert.words for row in desk.screen.alert_rows if row.alert.kind == "question"] == [
            "Pause? 1 P1 is not made safe after 15 minutes (I-4, trigger T1)"
        ]
        assert "PAUSE? !" in desk.text
        assert len(desk.kinds) == before
        assert_screen(desk.text, "pause-asked-80x24")


async def test_a_question_is_asked_once_and_stands_until_it_is_answered(
    open_desk: OpenDesk, issues: Path, clock: StillClock
) -> None:
    async with open_desk(issues) as desk:
        clock.move(minutes=2)
        await desk.second()
        desk.screen.say("Something else.")
        clock.move(minutes=1)
        await desk.second()

        assert desk.said == "Something else."
        assert "PAUSE? !" in desk.text


async def test_carrying_on_is_recorded_with_the_reason_and_the_question_goes(
    open_desk: OpenDesk, issues: Path, clock: StillClock
) -> None:
    clock.move(minutes=2)
    async with at_issues(open_desk, issues) as board:
        assert "! pauses, a carries on. Pause? 1 P1 is not made safe after 15 minutes" in board.desk.text
        await board.press("a", "=By hand until it is mended", "enter", "enter")

        assert board.said == "Recorded: asked whether to pause, carried on."
        assert board.desk.state.considered[-1].reason == "By hand until it is mended"
        assert "Pause?" not in board.desk.text
        await board.press("a")
        assert board.said == "Nothing asks whether to pause now. To pause all the same, press !."


# -- two windows


async def test_numbers_stay_apart_when_two_windows_raise_at_once(open_desk: OpenDesk, issues: Path) -> None:
    async with open_desk(issues) as desk:
        other = Run.open(issues, clock=StillClock())
        await desk.press("I", SAYS, "enter", "5", "2")
        from tests.examples import an_act  # noqa: PLC0415 (another window's act)

        other.raise_issue(an_act("MK"), "Something else", area="phones", answer="no")
        other.close()
        await desk.press("enter")

        assert {ref: issue.what for ref, issue in desk.state.issues.items() if ref in {"I-6", "I-7"}} == {
            "I-6": "Something else",
            "I-7": "The list of visits is empty",
        }
        assert desk.state.issues["I-7"].at == at("Thu 17:42")
