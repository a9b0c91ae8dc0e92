"""The services board: every key records what its question says, refusals stand in the strip, and the mark stays."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, an_act, at
from tests.ui.dialogs.dialog_stage import HOSTILE
from tests.ui.services_stage import MANY_SERVICES, NORTH, SOUTH, at_board, make_cutover

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.runner.run import Run
from cutover_tui.ui.dialogs import press_guard
from cutover_tui.ui.palette import NIGHT
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk
    from tests.ui.services_stage import Board

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30), (120, 36))
PAPER = ("1", "=results desk", "enter", "=4472", "enter", "=sp", "enter", "=the lab rings 214", "enter")
"""What `t` is told when a laboratory goes to paper, before the initials."""


@pytest.fixture
def cutover(tmp_path: Path) -> Path:
    """A run in the middle of cutover."""
    return make_cutover(tmp_path / "cutover")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


def inked(board: Board, words: str) -> set[str]:
    """The colours in which some words stand on the screen, ground and ink."""
    found: set[str] = set()
    for strip in board.screen._compositor.render_strips():
        for segment in strip:
            if words in segment.text and segment.style is not None:
                found |= {str(segment.style.color and segment.style.color.name).upper()}
                found |= {str(segment.style.bgcolor and segment.style.bgcolor.name).upper()}
    return found


# -- what it shows


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_board_in_the_middle_of_cutover(
    open_desk: OpenDesk, cutover: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_board(open_desk, cutover, size=size) as board:
        await board.press("down")
        assert_screen(board.desk.text, f"services-{named(size)}")


async def test_state_since_and_catcher_stand_in_the_line_on_the_smallest_screen(
    open_desk: OpenDesk, cutover: Path
) -> None:
    async with at_board(open_desk, cutover, size=(80, 24)) as board:
        assert " ".join(board.line("Electronic prescr").split()) == "▌▲ Electronic prescriptions × OFF 16:30 NO CATCHER"
        assert " ".join(board.line("north-lab").split()) == "◆ north-lab ■ PAPER promise over 15:00 SP"
        assert "1 OFF 1 PAPER 1 REDIRECTED 1 CONTINUES 1 UNKNOWN  ▲ 1 NO CATCHER  all 10" in board.desk.text


async def test_red_stands_for_no_catcher_alone_and_unknown_is_loud(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("end")

        assert inked(board, "? UNKNOWN") == {NIGHT.soon.upper(), NIGHT.badge_ink.upper()}
        assert NIGHT.soon.upper() in inked(board, "FLOWING differs")
        red = [
            segment.text.strip()
            for strip in board.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None
            and segment.text.strip()
            and NIGHT.overdue.upper()
            in {str(colour.name).upper() for colour in (segment.style.color, segment.style.bgcolor) if colour}
        ]
        assert red == ["▲ 1 NO CATCHER", "▲", "× OFF", "NO CATCHER"]


async def test_the_marked_service_in_full_says_everything(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        red = board.page()
        await board.at(NORTH)
        lab = board.page()
        await board.at("link:Docman")
        link = board.page()

        assert "Red: no catcher. Usually SP Sam Patel, DR Dana Rao. Press c to name one." in red
        assert "confirmed with service desk, reference NSD-20418" in red
        assert "Takes it off DONE MK 16:30 F-02 EPS on the old system: paused" in red
        assert "The promise of support desk is 1hr 12min past its time. Turn to JB Jo Baker. Press p." in lab
        assert "15:00 MK call to support desk, reference SC-9004: A list. Promised by 16:30, PAST ITS TIME" in lab
        assert "Please list everything reported from Thu 26-Nov 15:00 on, up to now (Thu 26-Nov 17:42)." in lab
        assert "Counts differ: 41 expected, 39 received. Press n to explain." in link
        assert "first item a letter, 17:28" in link


async def test_enter_gives_the_arrow_keys_to_the_service_in_full_and_escape_takes_them_back(
    open_desk: OpenDesk, cutover: Path
) -> None:
    async with at_board(open_desk, cutover, size=(80, 24)) as board:
        await board.press("enter", "down", "down", "down")
        assert board.marked == "eps"
        assert board.screen.query_one("#board-side").scroll_y == 3
        await board.press("escape", "down")
        assert board.marked == NORTH
        await board.press("escape")

        assert board.desk.place == "RunScreen"


async def test_hostile_text_stands_there_as_it_is(open_desk: OpenDesk, tmp_path: Path) -> None:
    services = tuple(
        replace(each, name=f"{HOSTILE} {each.id}", item=each.item and "[/]") for each in MANY_SERVICES.services
    )
    plan = replace(MANY_SERVICES, services=services)
    folder = make_cutover(tmp_path / "hostile", plan)
    run = Run.open(folder, clock=StillClock("Thu 17:31"))
    said = Confirmation(confirmed_with="[/ [x] desk", reference="[bold]1[/]", catcher="SP", route="[@click=app.quit]x")
    run.move_service(an_act("SP", "Thu 17:31"), "link:INRstar", "off", said=said)
    run.call_about_service(an_act("SP", "Thu 17:31"), "link:INRstar", whom="[Dr Rao]", said="$text [/")
    run.leave("JB")
    run.close()
    async with at_board(open_desk, folder, size=(120, 36)) as board:
        await board.at("link:INRstar")
        page = board.page()
        await board.press("h")

        assert "confirmed with [/ [x] desk, reference [bold]1[/]" in page
        assert "SP Sam Patel: [@click=app.quit]x" in page
        assert "call to [Dr Rao]: $text [/" in page
        assert "[bold red]" in board.desk.text


# -- moving


async def test_t_moves_the_marked_service_with_what_its_state_needs(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(SOUTH)
        await board.press("t", *PAPER, "=jb", "enter")

        standing = board.standing(SOUTH)
        assert (standing.status, standing.confirmed_with, standing.reference) == ("paper", "results desk", "4472")
        assert (standing.catcher, standing.route, standing.by) == ("SP", "the lab rings 214", "JB")
        assert board.said == "Pathology results (south-lab) is PAPER, recorded."
        assert board.marked == SOUTH
        assert "■ PAPER" in board.line("south-lab")


async def test_what_falls_back_says_what_is_to_do_again_and_that_live_is_provisional(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    hard = tuple(replace(task, gate=GateKind.HARD) if task.ref == "G-01" else task for task in MANY_SERVICES.tasks)
    folder = make_cutover(tmp_path / "run", replace(MANY_SERVICES, tasks=hard))
    run = Run.open(folder, clock=StillClock("Thu 17:35"))
    run.record_anchor(an_act("JB", "Thu 17:35"), "GL", happened=at("Thu 17:34"), reason="a rehearsal")
    flows = Confirmation(first_item="a prescription, 17:34")
    run.move_service(an_act("JB", "Thu 17:35"), "eps", "flowing", said=flows, reason="a rehearsal")
    run.leave("JB")
    run.close()
    async with at_board(open_desk, folder, size=(120, 36)) as board:
        await board.at("eps")
        await board.press("t", "9", "=It does not hold", "enter", "=jb", "enter")

        assert board.standing("eps").status is ServiceStatus.FELL_BACK, board.desk.text
        assert board.said == (
            "Electronic prescriptions FELL BACK, recorded. F-02 and G-01 are to do again. "
            "Being live is provisional again."
        )


async def test_the_states_that_make_sense_next_stand_first(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        firsts = []
        for instance in (SOUTH, NORTH, "gp2gp", "link:Docman", "link:CliniSys ICE"):
            await board.at(instance)
            await board.press("t")
            firsts.append(re.split(r"  +", board.desk.strip()[2])[1])
            await board.press("escape")

        assert firsts == ["PAPER", "ON, UNTESTED", "OFF", "OFF", "OFF"]


async def test_flowing_needs_a_first_real_item(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at("posters")
        await board.press("t", "2", "enter")
        assert "Say where the first real item came from and at what time, with no patient detail." in board.asked
        await board.press("=the front door, 17:40", "enter", "=mk", "enter")

        assert board.standing("posters").first_item == "the front door, 17:40"


async def test_retiring_takes_a_second_person_and_the_refusal_keeps_what_was_typed(
    open_desk: OpenDesk, cutover: Path
) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at("gp2gp")
        await board.press("t", *(["down"] * 9), "enter")
        await board.press("=it ends", "enter", "=jb", "enter", "=jb", "enter")
        refused = board.asked
        before = board.standing("gp2gp").status
        await board.press("shift+tab", "backspace", "backspace", "=sp", "enter", "enter")

        assert "Record transfers (GP2GP) needs a different person to agree: JB says so already." in refused
        assert "it ends" in refused
        assert before is ServiceStatus.UNKNOWN
        assert board.standing("gp2gp").status is ServiceStatus.RETIRED


async def test_an_early_task_it_completes_asks_for_a_reason(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(NORTH)
        await board.press("t", "2", "=North Lab, 17:40", "enter", "=sp", "enter")
        asked = board.asked
        await board.press("=they were early", "enter", "enter")

        assert "Say why it was done now, and it is recorded with the reason." in asked
        assert "they were early" not in asked
        assert board.standing(NORTH).status is ServiceStatus.FLOWING
        assert board.standing(NORTH).steps[-1].reason == "they were early"


async def test_m_asks_the_same_about_the_next_with_its_own_reference(open_desk: OpenDesk, cutover: Path) -> None:
    run = Run.open(cutover, clock=StillClock("Thu 17:31"))
    requested = Confirmation(confirmed_with="desk")
    for name in ("CliniSys ICE", "Docman"):
        run.move_service(an_act("SP", "Thu 17:31"), f"link:{name}", "asked_off", said=requested, reason="again")
    run.leave("JB")
    run.close()
    async with at_board(open_desk, cutover, size=(120, 36)) as board:
        await board.at("link:CliniSys ICE")
        await board.press("t", "1", "=service desk", "enter", "=CS-1", "enter")
        await board.press("enter", "=on paper", "enter", "=sp", "enter")
        said, marked = board.said, board.marked
        await board.press("m")
        asked, now_marked = board.asked, board.marked
        await board.press("=CS-2", "enter", "enter", "=on paper", "enter", "=sp", "enter")

        assert "Third-party link (CliniSys ICE) is OFF, recorded." in said
        assert "Third-party link (INRstar) still stands ASKED OFF: m goes on with it." in said
        assert marked == "link:CliniSys ICE"
        assert now_marked == "link:INRstar"
        assert "Move to OFF" in asked
        assert "service desk" in asked
        assert board.standing("link:INRstar").confirmed_with == "service desk"
        assert board.standing("link:INRstar").reference == "CS-2"
        assert "Third-party link (Docman) still stands ASKED OFF: m goes on with it." in board.said


async def test_m_says_when_there_is_nothing_to_go_on_with(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover, size=(120, 36)) as board:
        footer = board.screen.query_one(KeyFooter)
        await board.press("m")

        assert "next_of_kind" in footer._dimmed
        assert board.desk.question == ""


# -- catcher, counts, calls


async def test_c_names_a_catcher_and_the_line_is_no_longer_red(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("c", "=sp", "enter", "enter")
        lacking = board.asked
        await board.press("=the pharmacy rings 214", "enter", "=jb", "enter")

        assert "Say how it reaches them, such as ‘the lab rings 214’." in lacking
        assert (board.standing("eps").catcher, board.standing("eps").route) == ("SP", "the pharmacy rings 214")
        assert board.said == "SP catches Electronic prescriptions, recorded."
        assert "NO CATCHER" not in board.desk.text
        assert board.marked == "eps"


async def test_the_same_catcher_again_is_refused_in_the_strip(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(NORTH)
        await board.press("c", "=sp", "enter", "=the lab rings 214", "enter", "=jb", "enter")

        assert "SP already catches Pathology results (north-lab), by the same route." in board.asked
        assert "the lab rings 214" in board.asked


async def test_n_counts_and_a_lower_count_asks_why(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at("link:Docman")
        await board.press("n", "1", "=forty", "enter")
        wrong = board.asked
        await board.press(*["backspace"] * 5, "=40", "enter", "enter")
        fewer = board.asked
        await board.press("=one was for another practice", "enter", "=sp", "enter")

        assert "‘forty’ is not a number. Give how many there are in digits, 0 for none." in wrong
        assert "Say why there are fewer than before." in fewer
        assert "Counts differ: 40 expected, 39 received." in board.page()
        assert board.said == "Third-party link (Docman): 40 expected, recorded."


async def test_n_explains_a_difference_only_where_there_is_one(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("n", "5")
        none = board.asked
        await board.press("escape")
        await board.at("link:Docman")
        await board.press("n", "5", "=two came twice", "enter", "=sp", "enter")

        assert "‘explain a difference’ does not apply: the counts do not differ." in none
        assert board.standing("link:Docman").explanations[-1].words == "two came twice"
        assert "differs" not in board.line("Docman")
        assert "Explained by SP: two came twice" in board.page()


async def test_p_records_a_call_with_its_promise(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at("gp2gp")
        await board.press("p", "1", "=help desk", "enter", "=HD-7", "enter", "=They look", "enter", "=17:00", "enter")
        await board.press("=jb", "enter")
        refused = board.asked
        await board.press("shift+tab", *["backspace"] * 5, "=18:30", "enter", "enter")

        assert "Thu 26 Nov 17:00 is before the call itself. Give the time they promised." in refused
        call = board.standing("gp2gp").calls[-1]
        assert (call.whom, call.reference, call.said, call.promised_by) == (
            "help desk",
            "HD-7",
            "They look",
            at("Thu 18:30"),
        )
        assert board.said == "Record transfers (GP2GP): call to help desk, recorded."


async def test_p_records_a_message_without_a_promise(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at("gp2gp")
        await board.press("p", "2", "=help desk", "enter", "enter", "enter", "enter", "=jb", "enter")

        call = board.standing("gp2gp").calls[-1]
        assert (call.means, call.reference, call.promised_by) == ("message", "", None)


async def test_p_records_that_a_promise_was_kept(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(NORTH)
        await board.press("p")
        offered = board.asked
        await board.press("3", "=the list came", "enter", "=mk", "enter")

        assert "promise kept support desk, by 16:30, past its time: A list" in offered
        assert board.standing(NORTH).calls[-1].kept_at is not None
        assert "promise over" not in board.line("north-lab")
        assert board.said == "Pathology results (north-lab): the promise is kept, recorded."


async def test_a_late_act_asks_why_it_is_late(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("c", "=sp", "enter", "=rings 214", "enter", "=jb", "tab", "=16:40", "enter")
        assert "Say in a few words why it is recorded now." in board.asked or "Why recorded late" in board.asked
        await board.press("2", "enter")

        assert board.desk.run.entries[-1].event.late_reason == "on the phone"


@pytest.mark.parametrize("opened", [("t",), ("t", "1", "=desk"), ("c", "=sp"), ("n", "1", "=4"), ("p", "1", "=desk")])
async def test_escape_records_nothing(open_desk: OpenDesk, cutover: Path, opened: tuple[str, ...]) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(SOUTH)
        before = board.desk.kinds
        await board.press(*opened, "escape")

        assert board.desk.kinds == before
        assert board.desk.place == "ServicesScreen"
        assert board.screen.focused is board.screen.query_one(BoardList)


# -- finding


async def test_f_narrows_and_says_how_much_it_shows(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        heads = []
        for choice in ("2", "3", "4", "5", "1"):
            await board.press("f", choice)
            heads.append(board.line(" NO CATCHER  ").split("NO CATCHER  ")[1])

        assert heads == [
            "not normal: 7 of 10",
            "unknown or not confirmed: 1 of 10",
            "no catcher: 1 of 10",
            "to chase today: 3 of 10",
            "all 10",
        ]


async def test_one_instance_of_a_kind_keeps_its_name_under_a_filter(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover, size=(80, 24)) as board:
        await board.press("f", "5")

        assert "to chase today: 3 of " in board.desk.text, board.desk.text
        assert board.line("Pathology results ─")
        assert board.line("north-lab")


async def test_one_enter_too_many_for_a_question_leaves_the_keys_with_the_list(
    open_desk: OpenDesk, cutover: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_board(open_desk, cutover, size=(80, 24)) as board:
        monkeypatch.setattr(press_guard, "system_monotonic", lambda: 100.0)
        await board.press("f", "1", "enter")
        assert board.desk.question == ""
        assert board.screen.query_one(BoardList).has_focus

        monkeypatch.setattr(press_guard, "system_monotonic", lambda: 101.0)
        await board.press("enter")
        assert not board.screen.query_one(BoardList).has_focus


async def test_a_line_stays_where_it_is_though_the_filter_would_now_hide_it(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("f", "4", "c", "=sp", "enter", "=rings 214", "enter", "=jb", "enter")

        assert board.marked == "eps"
        assert "no catcher: 0 of 10" in board.desk.text
        assert "Electronic prescriptions" in board.desk.text
        await board.press("f", "4")
        assert "No service is like that now: press f to show others." in board.desk.text


async def test_h_shows_the_questions_to_read_out(
    open_desk: OpenDesk, cutover: Path, assert_screen: AssertScreen
) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.press("h")
        assert board.desk.place == "ChaseScreen"
        assert_screen(board.desk.text, "chase-100x30")
        await board.press("pagedown", "down", "up", "pageup", "escape")

        assert board.desk.place == "ServicesScreen"


# -- windows


async def test_two_windows_the_other_ones_record_comes_in_and_the_mark_stays(
    open_desk: OpenDesk, cutover: Path
) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(SOUTH)
        other = Run.open(cutover, clock=StillClock("Thu 17:42"))
        said = Confirmation(confirmed_with="desk", reference="9", catcher="MK", route="by hand")
        other.move_service(an_act("MK"), "link:CliniSys ICE", "off", said=said)
        other.close()
        await board.desk.second()
        board.screen._each_second()
        await board.desk.settle()

        assert "× OFF" in board.line("CliniSys ICE")
        assert board.marked == SOUTH


async def test_a_question_stays_as_it_was_typed_while_another_window_records(
    open_desk: OpenDesk, cutover: Path
) -> None:
    async with at_board(open_desk, cutover) as board:
        await board.at(SOUTH)
        await board.press("t", "1", "=results desk", "enter", "=44")
        other = Run.open(cutover, clock=StillClock("Thu 17:42"))
        said = Confirmation(confirmed_with="lab", reference="1", catcher="MK", route="by hand")
        other.move_service(an_act("MK"), SOUTH, "paper", said=said)
        other.close()
        await board.desk.second()
        board.screen._each_second()
        await board.press("7", "enter", "enter", "=jb", "enter")

        assert "Pathology results (south-lab) is already PAPER since Thu 26 Nov 17:42, recorded by MK." in board.asked
        assert "447" in board.asked


async def test_what_cannot_be_recorded_is_dimmed(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover) as board:
        board.screen.take_damage("The log is broken.")
        await board.desk.settle()
        for press in ("t", "c", "n", "p", "m"):
            await board.press(press)
            assert board.desk.question == ""
        footer = board.screen.query_one(KeyFooter)

        assert {"move", "name_catcher", "count", "call"} <= set(footer._dimmed)


# -- what services owe, in every head


async def test_the_debt_stands_in_every_head(open_desk: OpenDesk, cutover: Path) -> None:
    owed = "SERVICES 1 OFF · 1 PAPER · 1 REDIRECTED · 1 CONTINUES · 1 UNKNOWN"
    async with at_board(open_desk, cutover, size=(120, 36)) as board:
        assert owed in board.desk.text
        for keys in (("escape",), ("l",), ("escape", "w"), ("escape", "question_mark")):
            assert owed in await board.press(*keys), keys


async def test_the_debt_never_pushes_the_counts_out(open_desk: OpenDesk, cutover: Path) -> None:
    async with at_board(open_desk, cutover, size=(80, 24)) as board:
        await board.press("escape")
        tally = board.line(" done ")

        assert "overdue" in tally
        assert tally.endswith("1 OFF 1 PAPER 1 REDIRECTED 1 CONTINUES 1 UNKNOWN")


async def test_no_debt_shows_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(history=False) as desk:
        assert "SERVICES" not in desk.text
        assert "SERVICES" not in await desk.press("l")
