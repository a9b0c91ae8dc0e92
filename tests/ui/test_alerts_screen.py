"""Alerts at the keyboard: seen where they belong, never in the way of who types, and heard only for three things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, an_act, at
from tests.ui.issues_stage import WITH_RULES, make_issues
from tests.ui.run_stage import make_run

from cutover_tui.domain.alerts import AlertAcknowledged, AlertShelved
from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.runner.run import Run
from cutover_tui.ui.screens.alerts_screen import AlertsScreen
from cutover_tui.ui.screens.issues_screen import IssuesScreen
from cutover_tui.ui.screens.run_screen import RunScreen
from cutover_tui.ui.widgets.alert_bar import AlertBar
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.warning_panel import WarningPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime
    from pathlib import Path

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.alerts import AlertRow

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30))
P1 = ("Labels print for the patient before", "prescriptions", "yes")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """A run in which nothing is louder than late tasks."""
    return make_run(tmp_path / "run", plan=WITH_RULES, history=False)


@pytest.fixture
def careful(quiet: Path) -> Path:
    """The run with EPS off and nobody who catches it: a caution for a quarter of an hour."""
    run = Run.open(quiet, clock=StillClock("Thu 17:41"))
    said = Confirmation(confirmed_with="the desk", reference="4471")
    run.complete_task(an_act("JB", "Thu 17:41"), "F-02", observed="paused", checked_by="SP", said=said)
    run.leave("JB")
    run.close()
    return quiet


@pytest.fixture
def warned(careful: Path) -> Path:
    """The run with a P1 too."""
    run = Run.open(careful, clock=StillClock("Thu 17:41"))
    run.raise_issue(an_act("MK", "Thu 17:41"), P1[0], area=P1[1], answer=P1[2])
    run.leave("JB")
    run.close()
    return careful


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Each time the bell was rung."""
    heard: list[None] = []
    monkeypatch.setattr("textual.app.App.bell", lambda _app: heard.append(None))
    return heard


def raise_p1(folder: Path, clock: StillClock, what: str = P1[0]) -> None:
    """Raise a P1 in another window."""
    other = Run.open(folder, clock=clock)
    other.raise_issue(an_act("MK", "Thu 17:42", at=None), what, area=P1[1], answer=P1[2])
    other.close()


def panel_rows(desk: Desk) -> list[str]:
    """The ids of the warnings in the lower third."""
    panel = desk.screen.query_one_optional(WarningPanel)
    return [row.id for row in panel.rows] if panel is not None and panel.display else []


def bar_row(desk: Desk) -> str:
    """The id of the alert above the list."""
    bar = desk.screen.query_one_optional(AlertBar)
    return bar.row.id if bar is not None and bar.row is not None else ""


# -- where each level stands


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_a_caution_is_one_amber_line_over_the_list(
    open_desk: OpenDesk, careful: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(careful, size=size) as desk:
        await desk.second()

        assert bar_row(desk) == "services no-catcher"
        assert panel_rows(desk) == []
        assert "◆ CAUTION 17:41  Off, and nobody catches what comes" in desk.text
        assert_screen(desk.text, f"run-caution-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_a_warning_takes_the_lower_third_and_leaves_clocks_and_list(
    open_desk: OpenDesk, warned: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(warned, size=size) as desk:
        await desk.second()

        assert panel_rows(desk) == ["issue I-1"]
        assert bar_row(desk) == ""
        panel = desk.screen.query_one(WarningPanel)
        assert panel.size.height <= size[1] // 3
        assert not panel.can_focus
        assert desk.screen.focused is desk.tasks
        assert "FDP" in desk.text
        assert desk.tasks.size.height >= 4
        assert_screen(desk.text, f"run-warning-{named(size)}")


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_alerts_board(
    open_desk: OpenDesk, warned: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(warned, size=size) as desk:
        await desk.second()
        await desk.press("N", "=sp", "enter")

        assert isinstance(desk.app.screen, AlertsScreen)
        assert_screen(desk.text, f"alerts-{named(size)}")


async def test_what_is_late_alone_changes_no_colour_and_no_layout(open_desk: OpenDesk, quiet: Path) -> None:
    async with open_desk(quiet) as desk:
        before = desk.text
        await desk.second()

        assert {str(row.alert.level) for row in desk.screen.alert_rows} == {"advise"}
        assert "late" in {row.alert.kind for row in desk.screen.alert_rows}
        assert desk.text == before


async def test_in_a_pause_on_a_small_screen_the_list_keeps_its_lines(open_desk: OpenDesk, quiet: Path) -> None:
    async with open_desk(quiet, size=(80, 24)) as desk:
        await desk.press("!", "=sp", "enter", "escape")
        await desk.second()

        assert panel_rows(desk) == ["pause P-01"]
        assert "WARNING since 17:42" in desk.text
        assert "Pause P-01 is in force, since 17:42" in desk.text
        assert desk.tasks.size.height >= 3


# -- nothing steals focus


async def test_a_warning_that_arises_while_somebody_types_takes_neither_text_nor_focus_nor_keys(
    open_desk: OpenDesk, quiet: Path, clock: StillClock
) -> None:
    async with open_desk(quiet, size=(80, 24)) as desk:
        await desk.at("F-03")
        await desk.press("n", "=half a no")
        focused, strip = desk.app.focused, desk.strip()
        raise_p1(quiet, clock)
        await desk.second(times=2)

        assert panel_rows(desk) == []
        assert bar_row(desk) == "issue I-1"
        assert "▲ WARNING 17:42  Issue I-1 is a P1 and not made safe" in desk.text
        assert desk.app.focused is focused
        assert desk.strip() == strip
        assert "F-03" in desk.text
        await desk.press("=te", "escape")
        await desk.second()
        assert desk.kinds[-1] == "issue.raised"
        assert panel_rows(desk) == ["issue I-1"]


async def test_a_warning_that_stood_before_the_question_stays_under_it(
    open_desk: OpenDesk, warned: Path, clock: StillClock
) -> None:
    async with open_desk(warned, size=(80, 24)) as desk:
        await desk.second()
        await desk.press("n", "=half")
        top = desk.tasks.region
        clock.move(minutes=1)
        await desk.second()

        assert desk.tasks.region == top
        assert desk.question == "NoteDialog"
        assert "half" in desk.asked()


async def test_a_key_of_the_run_screen_works_while_a_warning_stands(open_desk: OpenDesk, warned: Path) -> None:
    async with open_desk(warned) as desk:
        await desk.second()
        await desk.at("P-02")
        await desk.press("t", "=jb", "enter", "enter")

        assert desk.kinds[-1] == "task.completed"
        assert panel_rows(desk) == ["issue I-1"]


# -- acknowledging, shelving, going there


async def test_n_and_initials_acknowledge_a_warning_and_the_third_is_given_back(
    open_desk: OpenDesk, warned: Path
) -> None:
    async with open_desk(warned) as desk:
        await desk.second()
        await desk.press("N")
        assert "WARNING Issue I-1 is a P1 and not made safe." in desk.asked()
        await desk.press("=sp", "enter")

        event = desk.run.entries[-1].event
        assert isinstance(event, AlertAcknowledged)
        assert (event.by, event.alert) == ("SP", "issue I-1")
        assert "acknowledged 17:42 by SP" in desk.text
        await desk.press("escape")
        await desk.second()
        assert isinstance(desk.app.screen, RunScreen)
        assert panel_rows(desk) == []
        assert bar_row(desk) == "services no-catcher"


async def test_esc_acknowledges_nothing(open_desk: OpenDesk, warned: Path) -> None:
    async with open_desk(warned) as desk:
        before = len(desk.kinds)
        await desk.second()
        await desk.press("N", "=sp", "escape", "escape")
        await desk.second()

        assert len(desk.kinds) == before
        assert panel_rows(desk) == ["issue I-1"]


async def test_an_acknowledged_warning_comes_back_when_it_says_more(
    open_desk: OpenDesk, warned: Path, clock: StillClock
) -> None:
    async with open_desk(warned) as desk:
        await desk.second()
        await desk.press("N", "=sp", "enter", "escape")
        clock.move(minutes=3)
        await desk.second()
        assert panel_rows(desk) == []
        clock.move(minutes=2)
        await desk.second()

        assert panel_rows(desk) == ["issue I-1"]
        assert "its answer was due 17:46" in " ".join(row.alert.words for row in desk.screen.alert_rows)


async def test_a_shelved_caution_comes_back_at_its_time(open_desk: OpenDesk, careful: Path, clock: StillClock) -> None:
    async with open_desk(careful) as desk:
        await desk.second()
        await desk.press("N", "s")
        assert "Until" in desk.asked()
        await desk.press("shift+tab", "=17:50", "tab", "=they ring back", "enter", "=jb", "enter")
        event = desk.run.entries[-1].event
        assert isinstance(event, AlertShelved)
        assert (event.until, event.reason, event.by) == (at("Thu 17:50"), "they ring back", "JB")
        assert "shelved until 17:50 by JB" in desk.text
        await desk.press("escape")
        await desk.second()
        assert bar_row(desk) == ""
        clock.move(minutes=8)
        await desk.second()

        assert bar_row(desk) == "services no-catcher"


async def test_going_there_opens_the_board_that_settles_it(open_desk: OpenDesk, warned: Path) -> None:
    async with open_desk(warned) as desk:
        await desk.second()
        await desk.press("N", "escape", "g")

        assert isinstance(desk.app.screen, IssuesScreen)


async def test_going_there_marks_the_first_late_task(open_desk: OpenDesk, quiet: Path) -> None:
    async with open_desk(quiet) as desk:
        await desk.second()
        late = desk.screen.alert_rows[-1].alert
        await desk.press("N", "end", "enter")

        assert isinstance(desk.app.screen, RunScreen)
        assert desk.marked == late.task


async def test_the_board_is_calm_where_nothing_asks(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "early", plan=WITH_RULES, history=False)
    async with open_desk(folder, by_clock=StillClock("2026-11-03 09:00")) as desk:
        await desk.press("N")

        if not desk.app.screen.query_one(BoardList).marked:
            assert "Nothing asks for attention now; what does stands here" in desk.text
            await desk.press("a")
            assert "No alert is marked, because nothing asks for attention now." in desk.text


# -- the bell


async def test_the_bell_rings_for_a_p1_and_again_each_minute_until_it_is_acknowledged(
    open_desk: OpenDesk, warned: Path, clock: StillClock, rings: list[None]
) -> None:
    async with open_desk(warned) as desk:
        await desk.second(times=3)
        assert len(rings) == 1
        clock.move(minutes=0.5)
        await desk.second()
        assert len(rings) == 1
        clock.move(minutes=0.5)
        await desk.second(times=2)
        assert len(rings) == 2
        await desk.press("N", "=sp", "enter", "escape")
        clock.move(minutes=2)
        await desk.second(times=2)

        assert len(rings) == 2


async def test_the_bell_rings_for_a_pause(open_desk: OpenDesk, quiet: Path, rings: list[None]) -> None:
    async with open_desk(quiet) as desk:
        await desk.press("!", "=sp", "enter")
        await desk.second()

        assert len(rings) == 1


async def test_the_bell_rings_for_a_hold_past_its_time_and_not_before(
    open_desk: OpenDesk, quiet: Path, clock: StillClock, rings: list[None]
) -> None:
    async with open_desk(quiet) as desk:
        await desk.press("h", "=the counts look low", "enter", "=mk", "enter")
        await desk.second()
        assert "hold.asked" in desk.kinds
        assert rings == []
        clock.move(minutes=16)
        await desk.second()

        assert len(rings) == 1


async def test_nothing_else_makes_a_sound(
    open_desk: OpenDesk, careful: Path, clock: StillClock, rings: list[None]
) -> None:
    async with open_desk(careful) as desk:
        await desk.second()
        clock.move(minutes=30)
        await desk.second()

        assert panel_rows(desk) == ["services no-catcher"]
        assert rings == []


async def test_a_bell_switched_off_stays_silent_and_the_computer_remembers(
    open_desk: OpenDesk, quiet: Path, clock: StillClock, rings: list[None]
) -> None:
    async with open_desk(quiet) as desk:
        await desk.press("N")
        assert "bell on" in desk.text
        await desk.press("b")
        assert "bell OFF" in desk.text
        assert "The bell is off on this computer. Alerts are shown as ever." in desk.text
        await desk.press("escape")
        raise_p1(quiet, clock)
        await desk.second(times=2)

        assert panel_rows(desk) == ["issue I-1"]
        assert rings == []
        assert desk.app.book.preference("bell", "on") == "off"
        await desk.press("N", "escape", "b")
        assert "The bell rings for a P1, a pause and a hold past its time, once a minute until" in desk.text


# -- what it costs


async def test_alerts_are_worked_out_after_an_entry_and_each_minute_and_at_no_other_time(
    open_desk: OpenDesk, quiet: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cutover_tui.runner import alerts  # noqa: PLC0415 (it is replaced here)

    asked: list[datetime] = []
    found = alerts.alert_rows

    def counting(state: RunState, now: datetime, here: Sequence[Alert]) -> tuple[AlertRow, ...]:
        asked.append(now)
        return found(state, now, here)

    monkeypatch.setattr(alerts, "alert_rows", counting)
    async with open_desk(quiet) as desk:
        await desk.second(times=5)
        assert len(asked) == 1
        clock.move(minutes=1)
        await desk.second(times=3)
        assert len(asked) == 2
        raise_p1(quiet, clock)
        await desk.second(times=4)

        assert len(asked) == 3


async def test_alerts_of_a_whole_day_stand_together(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(make_issues(tmp_path / "day")) as desk:
        await desk.second()
        await desk.press("N", "escape")

        assert "Issue I-4 is a P1 and not made safe" in desk.text
        assert "D-01" in desk.text
