"""Hold, pause and emergency cards at the keyboard: one key each, and nobody is locked out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, an_act, at
from tests.issue_examples import shipped_rules
from tests.pause_examples import CARDS, DEPUTY, PAUSABLE
from tests.ui.run_stage import SIX_LISTS, make_run

from cutover_tui.domain.holds import HoldAsked, open_holds
from cutover_tui.domain.pause_log import pauses_in_force, pauses_of
from cutover_tui.domain.pauses import PauseDeclared
from cutover_tui.runner.run import Run
from cutover_tui.ui.dialogs.seal_dialog import SolidSeal
from cutover_tui.ui.screens.cards_screen import CardsScreen
from cutover_tui.ui.screens.pause_screen import PauseScreen
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.clock_band import ClockBand

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

PLAN = replace(SIX_LISTS, pause=PAUSABLE.pause, cards=CARDS, people=(*SIX_LISTS.people, DEPUTY))
SIZES = ((80, 24), (100, 30))
ITEMS = tuple(item.id for item in PLAN.pause.restart_list)


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


def in_pause(folder: Path, *, ready: bool = False, plan: Plan = PLAN) -> Path:
    """A run that was paused at Thu 17:20 and partly said, or with its restart list answered."""
    make_run(folder, plan=plan)
    clock = StillClock("Thu 17:20")
    run = Run.open(folder, clock=clock)
    run.press_pause(an_act("SP", "Thu 17:20"))
    for detail, words in (("trigger", "T7"), ("scope", "prescribing"), ("contingency", "paper")):
        run.detail_pause(an_act("SP", "Thu 17:20"), "P-01", detail=detail, words=words)
    expected = at("Thu 18:10").isoformat()
    run.detail_pause(an_act("SP", "Thu 17:20"), "P-01", detail="expected", words=expected, approx=True)
    run.tell_pause(an_act("MK", "Thu 17:20"), "P-01", audience="staff", how="in the room")
    run.tell_pause(an_act("MK", "Thu 17:20"), "P-01", audience="icb", why_not="no duty desk")
    if ready:
        for audience in ("patients", "pharmacy", "supplier"):
            run.tell_pause(an_act("MK", "Thu 17:20"), "P-01", audience=audience, how="by phone")
        for item in ITEMS:
            run.answer_restart_item(an_act("MK", "Thu 17:20"), "P-01", item, met=True, words="seen on the sheet")
    run.leave("JB")
    run.close()
    return folder


@pytest.fixture
def paused_run(tmp_path: Path) -> Path:
    """A run that is paused."""
    return in_pause(tmp_path / "run")


@pytest.fixture
def ready_run(tmp_path: Path) -> Path:
    """A paused run whose restart list is answered."""
    return in_pause(tmp_path / "run", ready=True)


# -- pausing


async def test_one_key_and_initials_pause_from_the_key_press(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!")
        assert "from 17:42 Initials are enough, and nobody else has to agree" in desk.asked()
        clock.move(minutes=2)
        await desk.press("=sp", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, PauseDeclared)
        assert (event.by, event.at) == ("SP", at("Thu 17:42"))
        assert "PAUSED P-01 since 17:42 by SP" in desk.text
        assert desk.said == "P-01: PAUSED by SP. Press ! to say what it covers and who was told."
        assert not desk.screen.query_one(ClockBand).display


async def test_the_strip_names_the_signs_that_the_room_judges_and_no_program_counts(open_desk: OpenDesk) -> None:
    async with open_desk(plan=replace(PLAN, issues=shipped_rules())) as desk:
        await desk.press("!")
        assert "The room judges, no program counts it: a record that shows the wrong patient;" in desk.asked()
        assert "that they do not feel safe; a new instruction from the regulator, the ICB" in desk.asked()
        await desk.press("=sp", "enter", "!")

        shown = " ".join(desk.text.split())
        assert "The room judges, no program counts it: a record that shows the wrong patient;" in shown


async def test_esc_pauses_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        before = len(desk.kinds)
        await desk.press("!", "=sp", "escape")

        assert len(desk.kinds) == before


async def test_somebody_without_the_role_asks_and_is_told_whom_to_call(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=mk")
        assert "MK asks for a pause: the next gate waits at once" in desk.asked()
        assert "SO 01632 960004" in desk.asked()
        await desk.press("enter")

        assert isinstance(desk.run.entries[-1].event, HoldAsked)
        assert "HOLD HO-1 MK 17:42: asked for a pause. Answer by 17:57" in desk.text
        await desk.press("!", "=sp", "enter")
        (pause,) = pauses_in_force(desk.state)
        assert (pause.by, pause.asked_by) == ("SP", "MK")
        assert open_holds(desk.state) == ()
        assert "HOLD HO-1" not in desk.text


async def test_ticking_goes_on_in_a_pause(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.at("P-02")
        await desk.press("t", "=jb", "enter", "enter")

        assert desk.kinds[-1] == "task.completed"


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_paused_run_screen(
    open_desk: OpenDesk, paused_run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(paused_run, size=size) as desk:
        await desk.at("F-02")
        assert_screen(desk.text, f"run-paused-{named(size)}")


async def test_the_clock_of_the_pause_counts_up_while_the_others_stand(
    open_desk: OpenDesk, paused_run: Path, clock: StillClock
) -> None:
    async with open_desk(paused_run, size=(80, 24)) as desk:
        assert "held for; stopped at" in desk.text
        assert "FDP T-01:10:00" in desk.text
        clock.move(minutes=20)
        await desk.second()

        assert "FDP T-01:10:00" in desk.text
        assert "Review due 12 min ago" in desk.text


async def test_a_pause_in_plain_marks_leaves_nothing_but_ascii(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run, size=(80, 24)) as desk:
        for keys in (("M",), ("!",), ("escape", "h"), ("escape", "e")):
            await desk.press(*keys)

            assert {letter for letter in desk.text if ord(letter) > 126} <= set("·‘’─…\u00a0"), keys


async def test_another_window_rings_and_shows_the_pause_too(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", plan=PLAN)
    async with open_desk(folder) as desk:
        other = Run.open(folder, clock=StillClock())
        other.press_pause(an_act("DR"))
        other.close()
        await desk.second()

        assert "PAUSED P-01 since 17:42 by DR" in desk.text


# -- the seal of a pause


async def test_the_seal_comes_after_the_pause_and_who_wrote_it_down_is_recorded(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=sp", "enter")
        assert "PAUSED P-01 since 17:42 by SP" in desk.text
        assert "Write this on the wall sheet, for pause P-01" in desk.text
        assert "Enter records · Esc later, with v · ! says more about the pause" in desk.asked()
        assert desk.app.screen.query_one(SolidSeal).render().plain.count("\n") == 2
        await desk.press("=mk", "enter")

        declared = desk.state.pauses["P-01"].seq
        number, seal, by = desk.state.seals_for["pause P-01"]
        assert (by, number, desk.state.seals[-1][0]) == ("MK", declared + 1, declared)
        assert seal.startswith(f"R{declared:04} ")
        assert desk.said == f"Seal of entries 0 to {declared} recorded as written by MK for pause P-01."


async def test_the_seal_of_a_pause_is_left_with_esc_and_written_later_with_v(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=sp", "enter", "escape")
        assert desk.kinds[-1] == "pause.declared"
        assert desk.said == "P-01: PAUSED by SP. Press ! to say what it covers and who was told."
        await desk.second()
        assert "seal pause P-01" in [row.id for row in desk.screen.alert_rows]
        await desk.press("v", "=mk", "enter")

        assert desk.state.seals_for["pause P-01"][2] == "MK"
        await desk.second()
        assert "seal pause P-01" not in [row.id for row in desk.screen.alert_rows]


async def test_the_pause_key_goes_past_the_seal_to_the_pause(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=sp", "enter", "!")

        assert isinstance(desk.app.screen, PauseScreen)
        assert desk.kinds[-1] == "pause.declared"
        await mark(desk, "seal:pause")
        assert "Pause P-01 was declared. Is a seal on the wall sheet that covers it?" in desk.text
        await desk.press("t", "=mk", "enter")
        assert desk.state.seals_for["pause P-01"][2] == "MK"
        assert "Written for the pause P-01 by MK" in desk.text


async def test_the_emergency_cards_open_over_the_seal_of_a_pause(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=sp", "enter", "f2")

        assert isinstance(desk.app.screen, CardsScreen)


async def test_asking_for_a_pause_shows_no_seal(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("!", "=mk", "enter")

        assert desk.question == ""


async def test_the_pause_key_is_a_mark_like_any_other_at_a_seal_for_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("v", "!")

        assert desk.question == "SealDialog"
        assert desk.place == "SealDialog"


async def test_a_hold_answered_with_a_pause_shows_the_seal(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")
        await desk.press("h", "2", "3", "enter", "=3 of 20 wrong", "enter", "=sp", "enter")

        assert "Write this on the wall sheet, for pause P-01" in desk.text


async def test_a_restart_shows_the_seal_and_records_who_wrote_it(open_desk: OpenDesk, ready_run: Path) -> None:
    async with open_desk(ready_run) as desk:
        await desk.press("!", "r", "=reception first", "enter", "=sp", "enter", "=jb", "enter")
        assert "Write this on the wall sheet, for restart of P-01" in desk.text
        await desk.press("=mk", "enter")

        assert desk.state.seals_for["restart of P-01"][2] == "MK"
        await mark(desk, "seal:restart")
        assert "Written for the restart of P-01 by MK" in desk.text
        await mark(desk, "seal:pause")
        assert "Written after it, so it covers this too." in desk.text


# -- holds


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_hold_question(open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]) -> None:
    async with open_desk(plan=PLAN, size=size) as desk:
        await desk.press("h")
        assert_screen(desk.text, f"run-hold-{named(size)}")


async def test_anyone_asks_for_a_hold_with_a_digit_and_initials(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")

        (hold,) = open_holds(desk.state)
        assert (hold.by, hold.reason) == ("MK", "the numbers look wrong")
        assert desk.said == "Hold asked for by MK. The next gate waits; a lead answers within 15 minutes."


async def test_a_lead_answers_and_the_words_thank_whoever_asked(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")
        await desk.press("h", "2")
        assert "Thank you, MK." in desk.asked()
        await desk.press("1", "enter", "=counted twice", "enter", "=sp", "enter")

        assert open_holds(desk.state) == ()
        assert desk.said == "HO-1 answered, carry on. Thank you, MK, for asking."


async def test_a_hold_answered_with_a_pause_is_one_act(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")
        before = len(desk.kinds)
        await desk.press("h", "2", "3", "enter", "=3 of 20 wrong", "enter", "=sp", "enter")

        assert desk.kinds[before:] == ["pause.declared"]
        assert pauses_in_force(desk.state)[0].words("seen") == "3 of 20 wrong"


async def test_a_refusal_keeps_what_was_typed(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")
        await desk.press("h", "2", "1", "enter", "=counted twice", "enter", "=mk", "enter")

        assert "MK holds no role that answers a hold. JB, SP, DR or SO can answer HO-1." in desk.asked()
        assert "counted twice" in desk.asked()


async def test_a_hold_past_its_time_is_loud(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk(plan=PLAN, size=(80, 24)) as desk:
        await desk.press("h", "1", "enter", "=mk", "enter")
        clock.move(minutes=21)
        await desk.second()

        assert "▲ HOLD HO-1" in desk.text
        assert [row.id for row in desk.screen.alert_rows if row.alert.rings] == ["hold HO-1"]


# -- the pause board


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_pause_board(
    open_desk: OpenDesk, paused_run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(paused_run, size=size) as desk:
        await desk.press("!")
        assert_screen(desk.text, f"pause-{named(size)}")


async def mark(desk: Desk, key: str) -> None:
    """Mark a line of the pause board."""
    assert isinstance(desk.app.screen, PauseScreen)
    assert desk.app.screen.query_one(BoardList).mark(key)
    await desk.settle()


async def test_each_line_of_the_board_is_one_record(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.press("!")
        before = len(desk.kinds)
        await mark(desk, "detail:seen")
        await desk.press("enter", "=3 of 20 wrong", "enter", "=mk", "enter")
        await mark(desk, "detail:trigger")
        await desk.press("t", "1", "=mk", "enter")
        await mark(desk, "detail:contingency")
        await desk.press("t", "2", "enter", "=mk", "enter")
        await mark(desk, "detail:expected")
        await desk.press("t", "=18:30", "enter", "=mk", "enter")

        pause = desk.state.pauses["P-01"]
        assert desk.kinds[before:] == ["pause.detailed"] * 4
        assert (pause.words("seen"), pause.words("trigger")) == ("3 of 20 wrong", "T1")
        assert (pause.words("contingency"), pause.said["expected"].approx) == ("old system read-only", True)


async def test_urgent_issues_are_offered_as_evidence_and_carry_the_pause(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = in_pause(tmp_path / "run", plan=replace(PLAN, issues=shipped_rules()))
    run = Run.open(folder, clock=StillClock("Thu 17:21"))
    for what, answer in (("Slow list", "no"), ("Wrong labels", "maybe"), ("Wrong dose shown", "yes")):
        run.raise_issue(an_act("MK", "Thu 17:21"), what, area="prescriptions", answer=answer)
    run.leave("JB")
    run.close()
    async with open_desk(folder, size=(100, 40)) as desk:
        await desk.press("!")
        await mark(desk, "detail:evidence")
        await desk.press("t")
        assert "1 I-3 2 I-2" in desk.asked()
        await desk.press("1", "enter", "=mk", "enter", "escape", "o")

        assert pauses_of(desk.state, "I-3") == ("P-01",)
        desk.app.screen.query_one(BoardList).mark("I-3")
        await desk.settle()
        assert "Led to pause P-01." in desk.text


async def test_who_was_told_and_why_somebody_was_not(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.press("!")
        await mark(desk, "told:patients")
        await desk.press("t", "1", "enter", "5", "enter", "=mk", "enter")
        await mark(desk, "told:supplier")
        await desk.press("t", "2", "enter", "2", "enter", "=mk", "enter")

        told = desk.state.pauses["P-01"].told
        assert told["patients"].how == "on the website"
        assert told["supplier"].why_not == "nobody answers, tried again later"


async def test_a_restart_is_not_offered_before_its_list_is_answered(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.press("!", "r")

        assert desk.question == ""
        assert "P-01 is not restarted yet. The restart list still waits for: Cause looked into;" in desk.text


async def test_a_line_of_the_restart_list_is_met_or_two_say_why_not(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.press("!")
        await mark(desk, "item:cause")
        await desk.press("t", "1", "enter", "=pack size mapping, ref 55120", "enter", "=mk", "enter")
        await mark(desk, "item:test")
        await desk.press("t", "2", "enter", "=fix comes Friday", "enter", "=sp", "enter", "=jb", "enter")
        await desk.press("=pharmacist checks each", "enter")

        items = desk.state.pauses["P-01"].items
        assert items["cause"].met
        assert (items["test"].by, items["test"].second, items["test"].met) == ("SP", "JB", False)


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_restart_says_beforehand_what_moves(
    open_desk: OpenDesk, ready_run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(ready_run, size=size) as desk:
        await desk.press("!", "r")
        assert_screen(desk.text, f"pause-restart-{named(size)}")


async def test_two_people_restart_and_the_frame_goes(open_desk: OpenDesk, ready_run: Path) -> None:
    async with open_desk(ready_run) as desk:
        await desk.press("!", "r", "=reception first", "enter", "=sp", "enter", "=sp", "enter")
        assert "A restart takes two different people. SP is one of them already" in desk.asked()
        await desk.press("backspace", "backspace", "=jb", "enter")

        done = desk.state.pauses["P-01"].restarted
        assert done is not None
        assert (done.by, done.second, done.phased_how) == ("SP", "JB", "reception first")
        await desk.press("escape")
        assert "PAUSED P-01" not in desk.text
        assert desk.screen.query_one(ClockBand).display


async def test_back_on_the_run_screen_stands_what_came_of_the_last_record(
    open_desk: OpenDesk, ready_run: Path, clock: StillClock
) -> None:
    async with open_desk(ready_run) as desk:
        await desk.press("!")
        clock.move(minutes=3)
        await desk.press("r", "=reception first", "enter", "=sp", "enter", "=jb", "enter", "escape", "escape")

        assert desk.said == "P-01 restarted by SP and JB."
        assert desk.saved == "saved 17:45"


async def test_a_restart_that_moves_go_live_names_who_is_told_again(open_desk: OpenDesk, ready_run: Path) -> None:
    async with open_desk(ready_run) as desk:
        await desk.press("!", "r", "=reception first", "tab", "tab", "tab", "2")
        assert "GL moves to Tue 1 Dec 08:22" in desk.asked()
        await desk.press("enter", "=sp", "enter", "=jb", "enter")

        assert desk.state.anchors["GL"] == at("Tue 08:22")


async def test_a_further_pause_and_back_to_the_first(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        await desk.press("!", "!", "=dr", "enter")
        assert "Write this on the wall sheet, for pause P-02" in desk.text
        await desk.press("escape")
        assert [pause.ref for pause in pauses_in_force(desk.state)] == ["P-01", "P-02"]
        assert "P-02 Thu 26 Nov 17:42 by DR" in desk.text
        await desk.press("n")

        assert "P-01 Thu 26 Nov 17:20 by SP" in desk.text


# -- emergency cards


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_an_emergency_card(open_desk: OpenDesk, assert_screen: AssertScreen, size: tuple[int, int]) -> None:
    async with open_desk(plan=replace(PLAN, cards=()), size=size) as desk:
        await desk.press("e", "3")
        assert_screen(desk.text, f"cards-{named(size)}")


async def test_cards_open_over_a_question_and_what_was_typed_survives(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.press("h", "=the count of r")
        await desk.press("f2")
        assert isinstance(desk.app.screen, CardsScreen)
        assert "PRESCRIPTIONS CANNOT BE ISSUED" in desk.text
        await desk.press("escape")
        assert desk.question == "HoldDialog"
        await desk.press("=esults", "enter", "=mk", "enter")

        assert open_holds(desk.state)[0].reason == "the count of results"


async def test_cards_open_from_every_screen_and_esc_goes_back(open_desk: OpenDesk, paused_run: Path) -> None:
    async with open_desk(paused_run) as desk:
        for key in ("s", "r", "l", "w", "question_mark", "!", "m", "y"):
            await desk.press(key)
            place = desk.place
            await desk.press("f2")
            assert isinstance(desk.app.screen, CardsScreen), key
            await desk.press("escape")
            assert desk.place == place, key
            await desk.press("escape")


async def test_a_note_that_is_being_written_survives_the_cards(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        await desk.at("F-02")
        await desk.press("n", "=rang the lab", "f2", "escape", "= twice", "tab", "=mk", "enter")

        assert desk.state.standing("F-02").notes[-1].text == "rang the lab twice"


async def test_the_list_of_runs_has_the_cards_too(open_desk: OpenDesk) -> None:
    async with open_desk(plan=PLAN) as desk:
        assert desk.screen.is_current
        await desk.press("f2", "f2")

        assert desk.screen.is_current
