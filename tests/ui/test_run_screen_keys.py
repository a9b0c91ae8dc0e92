"""Each key of the run screen and of its list does what its sentence says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from tests.reentry_examples import COUNTED
from tests.ui.gates_stage import GATED_LISTS
from tests.ui.run_stage import CONFIRMED

from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.ui.keys import RUN_KEYS
from cutover_tui.ui.keys_app import KEYS as APP_KEYS
from cutover_tui.ui.keys_list import KEYS as LIST_KEYS
from cutover_tui.ui.palette import DAY_THEME, NIGHT_THEME

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

TestT = TypeVar("TestT")

TESTED: set[str] = set()
"""Ids of the keys that have a test below."""


def key(*ids: str) -> Callable[[TestT], TestT]:
    """Mark a test as that of some keys, by id."""
    TESTED.update(ids)
    return lambda test: test


def displayed(desk: Desk) -> str:
    """Whether the list or the detail takes the keys, on a screen with room for one of them."""
    return type(desk.screen.focused).__name__ if desk.screen.focused and desk.screen.focused.display else ""


def test_every_key_has_a_test() -> None:
    declared = {declared.id for declared in (*RUN_KEYS, *LIST_KEYS, *APP_KEYS)}

    assert declared == TESTED


# -- tasks


@key("run.tick")
async def test_t_records_the_marked_task_as_done(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.DONE
        assert desk.state.standing("F-01b").by == "MK"
        assert "DONE MK 17:42" in desk.row("F-01b")
        assert desk.said.startswith("F-01b recorded as done, 17:42 MK. ")


@key("run.not_done")
async def test_x_opens_the_menu_of_other_outcomes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("x", "1", "=no phone", "enter", "=jb", "enter")

        assert desk.state.standing("F-01b").status is TaskStatus.CANNOT_DO


@key("run.start")
async def test_b_records_that_somebody_is_doing_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("b", "=mk", "enter")

        assert desk.state.standing("F-03").status is TaskStatus.STARTED
        assert "DOING MK" in desk.row("F-03")


@key("run.check")
async def test_c_records_a_second_persons_check(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *CONFIRMED, "=sp", "enter", "enter", "enter", "enter")
        assert desk.state.standing("F-02").status is TaskStatus.AWAITS_CHECK
        await desk.press("c", "=dr", "enter", "1", "enter", "enter", "enter")

        assert desk.state.standing("F-02").status is TaskStatus.DONE
        assert desk.state.standing("F-02").checked_by == "DR"


@key("run.note")
async def test_n_writes_a_note_on_the_marked_task(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("n", "=three still on", "tab", "=jb", "enter")

        assert [note.text for note in desk.state.standing("F-03").notes] == ["three still on"]
        assert desk.said == "Note on F-03 recorded."


@key("run.correct")
async def test_u_corrects_the_last_entry_of_this_window(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("b", "=mk", "enter")
        await desk.at("P-02")
        await desk.press("u")

        assert desk.question == "CorrectDialog"
        assert "MK started" in desk.asked()


@key("run.dates")
async def test_a_asks_for_a_date(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("a", "2", "1", "enter", "=jb", "enter")

        assert "CUT" in desk.state.recorded
        assert desk.said.startswith("CUT recorded.")


@key("run.seal")
async def test_v_shows_the_seal_and_records_who_wrote_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        seal = desk.run.seal()
        await desk.press("v")
        assert " ".join(seal.split()) in desk.asked()
        await desk.press("=jb", "enter")

        assert desk.state.seals[-1][1] == seal


@key("run.who")
async def test_i_says_who_is_at_the_keyboard(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("i", "=mk", "enter")
        await desk.at("F-03")
        await desk.press("b", "=sp", "enter")

        assert desk.run.entries[-1].event.recorder == "MK"
        assert desk.run.entries[-1].event.by == "SP"


@key("run.close")
async def test_capital_k_closes_nothing_before_go_live(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("K")

        assert desk.said.startswith("Go-live is not recorded yet.")


@key("run.export")
async def test_capital_e_writes_the_safety_file_after_asking(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("E")
        assert not (desk.run.log.folder / "exports").exists()
        await desk.press("w")

        assert {path.name for path in (desk.run.log.folder / "exports").iterdir()} == {
            "REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v1_INTERIM",
            "REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v1_INTERIM.zip",
        }
        assert desk.kinds[-1] == "export.made"


# -- finding


@key("run.search")
async def test_slash_shows_only_what_holds_some_words(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash", "=lab", "enter")

        assert desk.row("F-01a")
        assert desk.row("F-02") == ""
        assert "‘lab’: 2 of 4" in desk.text


@key("run.filter")
async def test_f_shows_only_some_lines(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("f", "2", "enter")

        assert desk.row("F-01a") == ""
        assert "open: 3 of 4" in desk.text


@key("run.jump")
async def test_g_goes_to_a_number_in_any_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "=c3b", "enter")

        assert desk.marked == "C-03b"
        assert desk.screen.chosen.checklist == "C"


async def test_a_digit_goes_to_a_number_in_this_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("home", "2", "enter")

        assert desk.marked == "F-02"


async def test_a_list_opens_on_its_first_task_past_due(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert desk.marked == "F-01b"
        await desk.press("P")
        assert desk.marked == "P-02"


@key("run.now")
async def test_0_goes_to_the_first_task_past_due_and_then_to_the_first_after_now(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("home")
        assert desk.marked == "F-01a"
        await desk.press("0")
        assert desk.marked == "F-01b"
        await desk.press("0")

        assert desk.marked == "F-03"


# -- lists


@key("run.next_list")
async def test_a_closing_bracket_shows_the_next_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        shown = [desk.screen.chosen.checklist]
        for _ in range(6):
            await desk.press("right_square_bracket")
            shown.append(desk.screen.chosen.checklist)

        assert shown == ["F", "C", "G", "R", "H", "*", "P"]


@key("run.previous_list")
async def test_an_opening_bracket_shows_the_list_before(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("left_square_bracket")

        assert desk.screen.chosen.checklist == "P"


@key("run.list_all", "run.list_p", "run.list_f", "run.list_c", "run.list_g", "run.list_r", "run.list_h")
async def test_a_capital_letter_shows_its_list(open_desk: OpenDesk) -> None:
    first = {"P": "P-01", "C": "C-01", "G": "G-01", "R": "R-01", "H": "H-01", "F": "F-01a", "A": "P-01"}
    async with open_desk(size=(120, 60)) as desk:
        for letter, ref in first.items():
            await desk.press(letter)

            assert desk.row(ref), letter
            others = [other for other in first.values() if desk.row(other)]
            assert (len(set(others)) == 1) is (letter != "A")


@key("run.fold")
async def test_z_folds_the_phase_and_opens_it_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("z")
        assert desk.row("F-03") == ""
        await desk.press("z")

        assert desk.row("F-03")
        assert desk.marked == "F-03"


# -- the screen


@key("run.detail")
async def test_d_shows_and_hides_the_task_in_full(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-03")
        await desk.press("d")
        assert "TASK F-03" in desk.text
        assert displayed(desk) == "DetailPanel"
        await desk.press("d")
        assert displayed(desk) == "TaskList"
        await desk.press("up")

        assert desk.marked == "F-02"


@key("run.back")
async def test_escape_goes_back_from_the_detail_to_the_list(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("d", "escape")

        assert desk.row("F-02")
        assert desk.place == "RunScreen"


async def test_escape_goes_back_from_what_was_found_to_all_that_the_filter_leaves(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("f", "2", "enter", "slash", "=lab", "enter")
        marked = desk.marked
        found = desk.text
        await desk.press("d", "escape")
        still = desk.text
        await desk.press("escape")

        assert "‘lab’" in found
        assert "‘lab’" in still
        assert "‘lab’" not in desk.text
        assert "open: 3 of 4" in desk.text
        assert desk.marked == marked


@key("run.log")
async def test_l_shows_the_log(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l")
        assert desk.place == "LogScreen"
        assert "South Lab sends on paper" in desk.text
        await desk.press("escape")

        assert desk.place == "RunScreen"


@key("run.services")
async def test_s_shows_the_services_board(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s")
        assert desk.place == "ServicesScreen"
        assert "Electronic prescriptions" in desk.text
        await desk.press("escape")

        assert desk.place == "RunScreen"


@key("run.gates")
async def test_p_shows_the_gates(open_desk: OpenDesk) -> None:
    async with open_desk(plan=GATED_LISTS) as desk:
        await desk.press("p")
        assert desk.place == "GatesScreen"
        assert "Old system: closed" in desk.text
        await desk.press("escape")

        assert desk.place == "RunScreen"


@key("run.wall")
async def test_w_shows_the_wall_board_and_it_lets_go_of_the_file(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("w")
        assert desk.place == "WallScreen"
        follow = desk.app.screen._follow  # type: ignore[attr-defined]  # the wall board's own run
        await desk.press("escape")

        assert desk.place == "RunScreen"
        assert follow.log._reader.closed


@key("run.messages", "run.huddles")
@pytest.mark.parametrize(("press", "place"), [("m", "MessagesScreen"), ("B", "HuddlesScreen")])
async def test_m_and_b_show_the_boards_of_telling_people(open_desk: OpenDesk, press: str, place: str) -> None:
    async with open_desk() as desk:
        await desk.press(press)
        assert desk.place == place
        await desk.press("escape")
        assert desk.place == "RunScreen"


@key("run.speak_up")
async def test_s_asks_how_somebody_wants_to_speak_up(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("S")
        assert desk.question == "SpeakUpDialog"
        assert "say it without a name" in desk.asked()


@key("run.reentry")
async def test_r_shows_re_entry_and_q_comes_back(open_desk: OpenDesk) -> None:
    async with open_desk(plan=COUNTED) as desk:
        await desk.press("r")
        shown = (desk.place, desk.text)
        await desk.press("q")

        assert shown[0] == "ReentryScreen"
        assert "Re-entry: 0 logged, 0 entered, 0 explained, 0 left. Nothing is logged yet." in shown[1]
        assert desk.place == "RunScreen"


@key("run.theme")
async def test_capital_t_changes_the_theme_and_remembers_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert desk.app.theme == NIGHT_THEME
        await desk.press("T")

        assert desk.app.theme == DAY_THEME
        assert desk.app.book.preference("theme", "night") == "day"


@key("run.ascii")
async def test_capital_m_changes_the_marks_and_remembers_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert "▲ OVERDUE" in desk.text
        await desk.press("M")

        assert "! OVERDUE" in desk.text
        assert "▲" not in desk.text
        assert desk.app.book.preference("ascii", "no") == "yes"


async def test_the_clocks_stand_whole_whenever_the_marks_change(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        drawn = desk.text.splitlines()[:6]
        await desk.press("M")
        plain = desk.text.splitlines()[:8]
        await desk.resize(81, 24)
        await desk.resize(80, 24)
        anew = desk.text.splitlines()[:8]
        await desk.press("M")

        assert [line[:4] for line in plain[3:]] == [" ###", "  # ", "  # ", "  # ", "  # "]
        assert plain == anew
        assert desk.text.splitlines()[:6] == drawn


@key("run.help")
async def test_a_question_mark_shows_every_key(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 60)) as desk:
        await desk.press("question_mark")

        assert desk.place == "HelpScreen"
        assert "Record that the marked task is done." in desk.text


@key("run.quit")
async def test_q_leaves_the_run_after_asking(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        run = desk.run
        await desk.press("q")
        assert desk.question == "AskDialog"
        await desk.press("escape")
        assert desk.place == "RunScreen"
        await desk.press("q", "y")

        assert run.state.left
        assert run.entries[-1].event.by == "JB"
        assert not desk.app.is_running


@key("app.quit")
async def test_control_q_ends_at_once_and_leaves_in_good_order(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        run = desk.run
        await desk.press("n", "=half a sentence")
        await desk.press("ctrl+q")

        assert run.state.left
        assert [entry.event.WIRE for entry in run.entries[-2:]] == ["run.reopened", "run.left"]
        assert not desk.app.is_running


@key("app.palette")
async def test_the_palette_finds_and_does_what_a_key_does(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("ctrl+p")
        assert "Tick (t)" in desk.text
        await desk.press("=all lists")
        assert "All lists (A)" in desk.text
        await desk.press("enter", "enter")

        assert desk.screen.chosen.checklist == "*"


async def test_the_palette_shows_a_bracket_as_it_is_and_works_the_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("ctrl+p", "=list before")
        assert "List before ([)" in desk.text
        await desk.press("escape", "escape", "ctrl+p", "=mark the first line", "enter", "enter")

        assert desk.marked == "F-01a"


# -- the list


@key("list.down", "list.up")
async def test_arrows_and_letters_move_the_mark(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("home")
        marked = []
        for press in ("down", "j", "up", "k", "k"):
            await desk.press(press)
            marked.append(desk.marked)

        assert marked == ["F-01b", "F-02", "F-01b", "F-01a", "F-01a"]


@key("list.page_down", "list.page_up", "list.first", "list.last")
async def test_pages_and_ends(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        marked = []
        await desk.press("A")
        for press in ("home", "pagedown", "end", "pageup", "home"):
            await desk.press(press)
            marked.append(desk.marked)

        assert marked[0] == marked[4] == "P-01"
        assert marked[2] == "H-02"
        assert len(set(marked)) == 4


@key("list.open")
async def test_enter_shows_the_task_in_full_and_never_hides_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-03")
        await desk.press("d")
        assert "TASK F-03" not in desk.text
        await desk.press("enter")
        assert "TASK F-03" in desk.text
        await desk.press("enter")

        assert "TASK F-03" in desk.text


# -- running the room


@key("run.issues", "run.decisions", "run.people", "run.catch_up", "run.alerts")
@pytest.mark.parametrize(
    ("pressed", "place"),
    [
        ("o", "IssuesScreen"),
        ("D", "DecisionsScreen"),
        ("y", "PeopleScreen"),
        ("L", "CatchUpScreen"),
        ("N", "AlertsScreen"),
    ],
)
async def test_a_key_shows_its_board_and_escape_goes_back(open_desk: OpenDesk, pressed: str, place: str) -> None:
    async with open_desk() as desk:
        await desk.press(pressed)
        shown = type(desk.app.screen).__name__
        # Two of them ask something at once: the first line of a sheet, and whose initials a warning gets.
        await desk.press(*(["escape"] * (2 if desk.question else 1)))

        assert (shown, desk.place) == (place, "RunScreen")


@key("run.cards", "app.cards")
@pytest.mark.parametrize("pressed", ["e", "f2"])
async def test_e_and_f2_show_the_emergency_cards(open_desk: OpenDesk, pressed: str) -> None:
    async with open_desk() as desk:
        await desk.press(pressed)
        shown = desk.place
        await desk.press("escape")

        assert (shown, desk.place) == ("CardsScreen", "RunScreen")


@key("run.raise", "run.hold", "run.pause")
@pytest.mark.parametrize(("pressed", "words"), [("I", "Raise an issue"), ("h", "Hold"), ("!", "PAUSE the rollout")])
async def test_what_presses_is_asked_at_once_and_escape_records_nothing(
    open_desk: OpenDesk, pressed: str, words: str
) -> None:
    async with open_desk() as desk:
        before = len(desk.run.entries)
        await desk.press(pressed)
        asked = desk.asked()
        await desk.press("escape")

        assert words in asked
        assert len(desk.run.entries) == before
