"""Nothing is recorded twice or shown before it is on disk, the mark stays where it was, and the screen stays alive."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, an_act
from tests.ui.run_stage import CONFIRMED, at_desk, make_run
from textual.worker import WorkerFailed

from cutover_tui.domain.log_events import RunReopened
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import LOCK_NAME, LOG_NAME, PLAN_NAME, AuditLogBroken, NotSaved
from cutover_tui.storage.durable_file import RealDisk
from cutover_tui.storage.log_lock import LogLock
from cutover_tui.storage.practice_book import PracticeBook, RunRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.screens import run_screen
from cutover_tui.ui.screens.run_screen import RunScreen
from cutover_tui.ui.screens.run_watch import VERIFY_EVERY
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.dialogs.dialog_stage import StepClock
    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

CONVERSATION = """Jo: EPS off yet? the lab says x1 is quiet
Sam: tick it then, JB\tsaw it. q
1
JB
y
Tom: seven left, not needed; update me at 18:30! E
w
ok
"""
TICK = ("t", "1", "enter", *CONFIRMED, "=mk", "enter")
"""MK ticks F-01b."""


class TroubledDisk(RealDisk):
    """A disk that refuses, or takes its time, when it is told to."""

    def __init__(self) -> None:
        self.refuses: int | None = None
        self.sync_refuses: int | None = None
        self.goes_on = threading.Event()
        self.goes_on.set()

    def write(self, descriptor: int, data: bytes) -> int:
        self.goes_on.wait(20)
        if self.refuses is not None:
            raise OSError(self.refuses, os.strerror(self.refuses))
        return super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        if self.sync_refuses is not None:
            raise OSError(self.sync_refuses, os.strerror(self.sync_refuses))
        super().sync(descriptor)


def trouble(desk: Desk) -> TroubledDisk:
    """Put a disk under the open log that does what the test says."""
    writer = desk.run.log._writer
    assert writer is not None
    writer._disk = disk = TroubledDisk()
    return disk


# -- once


async def test_a_double_press_of_the_last_enter_records_once(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press(*TICK[:-1])
        count = len(desk.run.entries)
        desk.send("enter", "enter")
        await desk.settle()

        assert len(desk.run.entries) == count + 1
        assert desk.question == ""


async def test_a_double_press_of_a_key_puts_one_question(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        for press in ("t", "x", "n", "b", "u", "a", "v", "i", "E", "slash", "f", "g", "q"):
            await desk.at("F-01a" if press == "u" else "F-01b")
            desk.send(press, press)
            await desk.settle()
            assert len([one for one in desk.screen.query(Question) if one.display]) == 1, press
            await desk.press("escape")
            assert desk.place == "RunScreen", press


async def test_a_double_press_opens_one_wall_board_and_one_log(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        for press in ("w", "l"):
            desk.send(press, press)
            await desk.settle()
            await desk.press("escape")

            assert desk.place == "RunScreen"


async def test_a_held_key_records_nothing(open_desk: OpenDesk, presses: StepClock) -> None:
    async with open_desk() as desk:
        presses.step = 0.03
        before = desk.kinds
        for press in ("t", "x", "b", "n", "E", "v", "enter"):
            await desk.at("F-01b")
            desk.send(*[press] * 15)
            await desk.settle()
            while desk.place != "RunScreen":
                await desk.press("escape")

        assert desk.kinds == before


@pytest.mark.parametrize("bracketed", [True, False], ids=["as a paste", "as keys"])
async def test_a_conversation_pasted_into_the_list_records_nothing(
    open_desk: OpenDesk, presses: StepClock, bracketed: bool
) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        presses.step = 0.002
        before = desk.kinds
        if bracketed:
            await desk.paste(CONVERSATION)
            assert desk.place == "RunScreen"
        else:
            desk.send(*("enter" if letter == "\n" else "tab" if letter == "\t" else letter for letter in CONVERSATION))
            await desk.settle()

        assert desk.kinds == before
        assert not (desk.run.log.folder / "exports").exists()


@pytest.mark.parametrize(
    "opened", [("t",), ("t", "1", "enter"), ("x", "1"), ("b",), ("n",), ("i",), ("slash",)], ids=" ".join
)
async def test_a_conversation_pasted_into_a_question_records_nothing(
    open_desk: OpenDesk, presses: StepClock, opened: tuple[str, ...]
) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        before = desk.kinds
        await desk.press(*opened)
        await desk.paste(CONVERSATION)
        presses.step = 0.002
        desk.send(*("enter" if letter == "\n" else letter for letter in CONVERSATION if letter != "\t"))
        await desk.settle()

        assert desk.kinds == before


async def test_a_paste_on_the_list_says_that_it_was_left_alone(open_desk: OpenDesk, presses: StepClock) -> None:
    async with open_desk() as desk:
        presses.step = 0.002
        desk.send(*"zzzzzzzzzzzzzzz")
        await desk.settle()

        assert desk.said == "That came too fast for keys, as when text is pasted here. It was left alone."


# -- the mark and the lines stay


async def test_the_mark_and_the_done_line_stay_after_each_act(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as desk:
        await desk.at("F-01b")
        place = desk.text.splitlines().index(desk.row("F-01b"))
        for keys in (
            ("b", "=mk", "enter"),
            ("n", "=called twice", "tab", "=mk", "enter"),
            TICK,
            ("x", "5", "=a result came", "enter", "=jb", "enter"),
            ("x", "3", "=no link", "enter", "=jb", "enter"),
            ("a", "2", "1", "enter", "=jb", "enter"),
        ):
            await desk.press(*keys)

            assert desk.place == "RunScreen", keys
            assert desk.marked == "F-01b", keys
            assert desk.text.splitlines().index(desk.row("F-01b")) == place, keys


async def test_the_mark_stays_when_another_window_records(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-02")
        other = Run.open(desk.run.log.folder, clock=StillClock())
        other.complete_task(an_act("MK"), "F-01b", observed="off, confirmed by the lab")
        other.defer_task(an_act("JB"), "F-03", to="C", until="GL-1d", reason="two are with patients")
        other.move_anchor(an_act("JB"), "GL", to=StillClock("Wed 08:00").now(), reason="late", agreed_by="all")
        other.close()
        await desk.second()

        assert desk.marked == "F-02"
        assert "✓ DONE MK 17:42" in desk.row("F-01b")
        assert "→ DEFERRED to C" in desk.row("F-03")
        assert "Wed 08:00" in desk.text


async def test_a_finished_phase_does_not_fold_under_the_mark(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.at("F-01b")
        await desk.press(*TICK)
        await desk.at("F-02")
        await desk.press("t", "1", "enter", *CONFIRMED, "=sp", "enter", "=dr", "enter")
        other = Run.open(desk.run.log.folder, clock=StillClock())
        other.defer_task(an_act("JB"), "F-03", to="C", until="GL-1d", reason="two are with patients")
        other.close()
        await desk.second()

        assert desk.marked == "F-02"
        assert "✓ DONE SP 17:42" in desk.row("F-02")
        await desk.press("C", "F")
        assert "SWITCH OFF  folded" in desk.text


async def test_a_question_keeps_what_was_typed_through_everything_else(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=m")
        other = Run.open(desk.run.log.folder, clock=StillClock())
        other.complete_task(an_act("SP"), "F-03", observed="11", reason="EPS is paused by phone")
        other.close()
        clock.move(minutes=1)
        await desk.second(times=2)
        await desk.resize(80, 24)
        await desk.resize(120, 36)
        await desk.press("=k")
        assert "mk       Mary Kay" in desk.text
        await desk.press("enter")

        assert desk.state.standing("F-01b").by == "MK"


async def test_a_task_another_window_ticked_meanwhile_is_not_ticked_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.at("F-01b")
        await desk.press(*TICK[:-1])
        other = Run.open(desk.run.log.folder, clock=StillClock())
        other.complete_task(an_act("SP"), "F-01b", observed="off, confirmed by the lab")
        other.close()
        await desk.press("enter")

        assert desk.said.startswith("F-01b is already recorded as done, 17:42 SP.")
        assert desk.saved == "saved 17:42"
        assert desk.state.standing("F-01b").by == "SP"
        assert "✓ DONE SP" in desk.row("F-01b")


async def test_two_apps_on_one_run_see_each_others_acts_at_the_next_look(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "shared")
    async with open_desk(folder) as one, open_desk(folder, initials="SP") as two:
        await one.at("F-01b")
        await one.press(*TICK)
        await two.second()
        assert "✓ DONE MK" in two.row("F-01b")
        await two.at("F-03")
        await two.press("b", "=sp", "enter")
        await one.second()

        assert "DOING SP" in one.row("F-03")
        assert one.marked == "F-01b"
        assert one.kinds == two.kinds


# -- the disk


async def test_a_full_disk_says_not_saved_and_the_next_tick_works(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        disk = trouble(desk)
        disk.refuses = errno.ENOSPC
        await desk.at("F-01b")
        before = desk.kinds
        await desk.press(*TICK)
        assert desk.saved == "NOT SAVED, write on paper"
        assert desk.said.startswith("NOT SAVED, write it on paper: the disk is full.")
        assert "OVERDUE" in desk.row("F-01b")
        assert desk.kinds == before
        await desk.press("up", "t", "C", "F")
        await desk.second()
        assert desk.saved == "NOT SAVED, write on paper"
        disk.refuses = None
        await desk.at("F-01b")
        await desk.press(*TICK)

        assert desk.saved == "saved 17:42"
        assert "✓ DONE MK" in desk.row("F-01b")


async def test_a_disk_that_cannot_confirm_says_why_every_time(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        disk = trouble(desk)
        disk.sync_refuses = errno.EIO
        await desk.at("F-01b")
        await desk.press(*TICK)
        assert "this window records nothing more" in desk.said
        disk.sync_refuses = None
        await desk.press(*TICK)

        assert desk.saved == "NOT SAVED, write on paper"
        assert "this window records nothing more" in desk.said
        assert "OVERDUE" in desk.row("F-01b")


async def test_a_slow_disk_leaves_the_keys_alive_and_keeps_the_order(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        disk = trouble(desk)
        disk.goes_on.clear()
        await desk.at("F-01b")
        for ref, keys in {"F-01b": TICK, "F-03": ("b", "=jb", "enter"), "F-02": ("b", "=dr", "enter")}.items():
            desk.screen.go_to(ref)
            await desk.press_on(*keys)
        assert desk.marked == "F-02"
        assert desk.saved == "saving"
        assert desk.state.standing("F-01b").status is TaskStatus.TO_DO
        disk.goes_on.set()
        await desk.settle()

        assert [entry.event.by for entry in desk.run.entries[-3:]] == ["MK", "JB", "DR"]
        assert desk.saved == "saved 17:42"
        assert "✓ DONE MK" in desk.row("F-01b")


async def test_what_was_answered_is_recorded_though_the_program_ends_meanwhile(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        disk, run = trouble(desk), desk.run
        disk.goes_on.clear()
        await desk.at("F-01b")
        await desk.press_on(*TICK, "ctrl+q")
        disk.goes_on.set()
        await desk.settle()

        assert [entry.event.WIRE for entry in run.entries[-2:]] == ["task.completed", "run.left"]


async def test_a_lock_that_does_not_come_free_says_so_and_to_do_it_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.run.log._lock._seconds = 0.05
        await desk.at("F-01b")
        with LogLock(desk.run.log.folder / LOCK_NAME, 1).held():
            await desk.press(*TICK)
        assert desk.saved == "NOT SAVED, do it again"
        assert desk.said.startswith("Nothing was recorded: another window has been writing to this run")
        await desk.press(*TICK)

        assert desk.saved == "saved 17:42"


async def test_leaving_with_a_failing_disk_asks_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        trouble(desk).refuses = errno.ENOSPC
        await desk.press("q", "y")
        assert "The log did not take that you leave." in desk.asked()
        assert "the disk is full" in desk.asked()
        await desk.press("n")
        assert desk.place == "RunScreen"
        await desk.press("q", "y", "y")

        assert not desk.app.is_running


# -- the files


def damage(folder: Path) -> None:
    """Change one letter in the middle of the log."""
    log = folder / LOG_NAME
    log.write_bytes(log.read_bytes().replace(b"Wrong initials", b"Right initials"))


async def test_a_damaged_log_opens_for_looking_with_words(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    damage(folder)
    async with open_desk(folder) as desk:
        assert desk.saved == "LOG DAMAGED, look only"
        assert desk.said.startswith("The audit log is broken at record 3")
        assert desk.said.endswith("Carry on with the paper list.")
        for press in ("t", "x", "b", "n", "u", "a", "v", "i", "c"):
            await desk.press(press)
            assert desk.place == "RunScreen", press
        await desk.press("l")
        assert desk.place == "LogScreen"
        await desk.press("escape", "w")
        assert desk.place == "WallScreen"
        await desk.press("escape", "E", "w")
        assert "Safety file written" in desk.said
        await desk.press("q", "y")

        assert not desk.app.is_running


async def test_opening_is_recorded_by_who_opened_it_and_greets_with_what_that_shows(
    open_desk: OpenDesk, tmp_path: Path, clock: StillClock
) -> None:
    folder = make_run(tmp_path / "run")
    ended = Run.open(folder, clock=clock)
    ended.reopened("SP")
    ended.close()  # and nobody left it
    async with open_desk(folder) as desk:
        event = desk.run.entries[-1].event

        assert isinstance(event, RunReopened)
        assert (event.by, event.unclean) == ("JB", True)
        assert desk.said.startswith("This run was not left in good order")


async def test_an_opening_the_disk_does_not_take_is_said_and_work_goes_on(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_run: Run, _by: str) -> None:
        raise NotSaved("NOT SAVED, write it on paper: the disk is full.")

    folder = make_run(tmp_path / "run")
    with monkeypatch.context() as patched:
        patched.setattr(Run, "reopened", refuse)
        async with open_desk(folder) as desk:
            assert desk.said == "NOT SAVED, write it on paper: the disk is full."
            assert desk.saved == "NOT SAVED, write on paper"
            await desk.at("F-01b")
            await desk.press(*TICK)

            assert desk.state.standing("F-01b").status is TaskStatus.DONE
            assert desk.saved == "saved 17:42"


async def test_a_log_that_breaks_while_it_is_opened_goes_on_for_looking(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_run: Run, _by: str) -> None:
        raise AuditLogBroken("The audit log was replaced.", first_bad_seq=1, byte_offset=1)

    folder = make_run(tmp_path / "run")
    monkeypatch.setattr(Run, "reopened", breaks)
    async with open_desk(folder) as desk:
        assert desk.saved == "LOOK ONLY, write on paper"
        assert desk.said == "The audit log was replaced. Carry on with the paper list."


async def test_a_log_damaged_while_it_is_open_goes_on_for_looking(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        with (desk.run.log.folder / LOG_NAME).open("ab") as log:
            log.write(b'{"v":1,"forged":true}\n{"v":1,"forged":true}\n')
        await desk.at("F-01b")
        await desk.second()
        assert desk.saved == "LOG DAMAGED, look only"
        await desk.press("t")
        assert desk.place == "RunScreen"
        await desk.second(times=2)

        assert desk.said.endswith("Carry on with the paper list.")


async def test_the_whole_log_is_checked_every_five_minutes(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk() as desk:
        damage(desk.run.log.folder)
        await desk.second()
        assert desk.saved == "saved 17:42"
        clock.move(minutes=VERIFY_EVERY.total_seconds() / 60)
        await desk.second()

        assert desk.said.startswith("The audit log did not pass its check: record 3")
        assert desk.saved == "LOOK ONLY, write on paper"
        await desk.press("t")
        assert desk.place == "RunScreen"


async def test_a_write_of_another_window_that_is_half_done_is_no_damage(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk() as desk:
        with (desk.run.log.folder / LOG_NAME).open("ab") as log:
            log.write(b'{"v":1,"half')
        clock.move(minutes=6)
        await desk.second()
        assert desk.saved == "saved 17:42"
        await desk.at("F-01b")
        await desk.press("t", "1", "enter", *CONFIRMED, "=mk", "enter")

        assert "log.recovered" in desk.kinds
        assert "✓ DONE MK" in desk.row("F-01b")


async def test_a_run_folder_that_is_taken_away_says_so_and_leaves(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        shutil.rmtree(desk.run.log.folder)
        await desk.second()
        assert "was moved or deleted while it was open" in desk.said
        await desk.press("w")
        assert desk.place == "RunScreen"
        await desk.press("l", "escape", "q", "y")

        assert not desk.app.is_running


async def test_a_torn_last_write_is_set_aside_and_work_goes_on(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    with (folder / LOG_NAME).open("ab") as log:
        log.write(b'{"v":1,"torn')
    async with open_desk(folder) as desk:
        assert desk.saved == "saved 17:42"
        assert "log.recovered" in desk.kinds


@pytest.mark.parametrize("missing", [PLAN_NAME, LOG_NAME])
async def test_a_missing_file_ends_with_words_and_no_screen(open_desk: OpenDesk, tmp_path: Path, missing: str) -> None:
    folder = make_run(tmp_path / "run")
    (folder / missing).unlink()
    async with open_desk(folder) as desk:
        assert not desk.app.is_running
        assert desk.app.return_code == 1
        assert str(folder) in desk.app.parting_words[0]


async def test_a_disk_that_is_full_at_opening_still_shows_the_run(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_run(tmp_path / "run")
    disk = TroubledDisk()
    disk.refuses = errno.ENOSPC
    monkeypatch.setattr(RealDisk, "write", lambda _self, descriptor, data: disk.write(descriptor, data))
    async with open_desk(folder) as desk:
        assert desk.saved == "NOT SAVED, write on paper"
        assert "the disk is full" in desk.said
        assert desk.row("F-02")
        disk.refuses = None
        monkeypatch.undo()


# -- time


async def test_a_computer_that_slept_says_what_fell_due(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk() as desk:
        clock.jump(minutes=60)
        await desk.second()

        assert desk.kinds[-1] == "clock.changed"
        assert desk.said == (
            "The computer slept, or its clock was changed, from 17:42 to 18:42; 2 tasks fell due: C-01, F-03."
        )
        assert "18:42" in desk.text


async def test_a_clock_set_back_is_said(open_desk: OpenDesk, clock: StillClock) -> None:
    async with open_desk() as desk:
        clock.jump(minutes=-10)
        await desk.second()

        assert desk.said == "The clock was set back by 10 min."


async def test_a_run_not_left_in_good_order_lists_its_last_entries(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    clock = StillClock()
    run = Run.open(folder, clock=clock)
    run.reopened("JB")
    run.start_task(an_act("MK"), "F-03")
    run.close()
    async with open_desk(folder, size=(80, 24)) as desk:
        assert desk.said.startswith("This run was not left in good order, or is open in another window too.")
        assert desk.said.index("F-03 Everyone logged off: started") < desk.said.index("EPS on the old system: paused")


# -- the second copy


async def test_the_second_copy_takes_each_act_and_says_when_it_falls_behind(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with open_desk(second_copy=stick) as desk:
        await desk.at("F-01b")
        await desk.press(*TICK)
        copy = stick / desk.run.log.run / LOG_NAME
        assert copy.read_bytes() == (desk.run.log.folder / LOG_NAME).read_bytes()
        assert desk.saved == "saved 17:42"
        stick.rename(tmp_path / "pulled")
        await desk.at("F-03")
        await desk.press("b", "=mk", "enter")
        assert desk.saved == "COPY 2 BEHIND BY 1"
        await desk.press("n", "=hello", "tab", "=mk", "enter")
        assert desk.saved == "COPY 2 BEHIND BY 2"
        assert desk.said == "Note on F-03 recorded."
        (tmp_path / "pulled").rename(stick)
        await desk.second()

        assert desk.saved == "saved 17:42"
        assert desk.said == "The second copy has caught up."
        assert copy.read_bytes() == (desk.run.log.folder / LOG_NAME).read_bytes()


async def test_a_second_copy_that_fell_behind_is_a_caution_until_it_has_caught_up(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with open_desk(second_copy=stick) as desk:
        await desk.second()
        assert "copy behind" not in [row.id for row in desk.screen.alert_rows]
        stick.rename(tmp_path / "pulled")
        await desk.at("F-03")
        await desk.press("b", "=mk", "enter")
        await desk.second()
        assert [row.quiet for row in desk.screen.alert_rows if row.id == "copy behind"] == [False]
        await desk.press("N", "escape")
        assert "The second copy has fallen behind, since 17:42" in desk.text
        desk.app.screen.query_one(BoardList).mark("copy behind")
        await desk.press("a", "=sp", "enter", "escape")
        assert desk.kinds[-1] == "alert.acknowledged"
        await desk.second()
        assert [row.quiet for row in desk.screen.alert_rows if row.id == "copy behind"] == [True]
        (tmp_path / "pulled").rename(stick)
        await desk.second(times=2)

        assert "copy behind" not in [row.id for row in desk.screen.alert_rows]


# -- faults of ours


async def test_an_unexpected_fault_ends_with_words_and_a_file_and_no_traceback(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(_screen: RunScreen) -> None:
        secret = "a patient's name"  # noqa: S105 (stands for a local variable nobody may see)
        raise ZeroDivisionError(len(secret))

    monkeypatch.setattr(RunScreen, "action_fold", fails)
    apps = []

    async def press_it() -> None:
        async with open_desk() as desk:
            apps.append(desk.app)
            await desk.press_on("z", "z")

    with pytest.raises(ZeroDivisionError):
        await press_it()
    details = tmp_path / "home" / "unexpected.txt"

    assert "ZeroDivisionError" in details.read_text(encoding="utf-8")
    assert apps[0]._exit_renderables == []
    said = "Something unexpected happened and the screen closed. Everything recorded is saved."
    assert apps[0].parting_words == [
        f"{said} The details are in {details}. Go on with: cutover open {tmp_path / 'run'}"
    ]


async def test_a_fault_in_a_question_is_told_with_its_own_details(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(RunScreen, "marked", lambda _screen: os.environ["NOTHING"])

    async def press_it() -> None:
        async with open_desk() as desk:
            await desk.press_on("t")

    with pytest.raises(WorkerFailed):
        await press_it()

    assert "KeyError: 'NOTHING'" in (tmp_path / "home" / "unexpected.txt").read_text(encoding="utf-8")


# -- from the list of runs


async def test_leaving_a_run_that_was_opened_from_the_list_shows_the_list_again(
    tmp_path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch, presses: StepClock
) -> None:
    monkeypatch.setattr(run_screen, "LOOK_EVERY", 3600)
    presses.step = 1.0
    folder = make_run(tmp_path / "run")
    row = RunRow(
        folder=folder,
        slug="y09999-1",
        kind=RunKind.REHEARSAL,
        practice="Larkfield Surgery",
        started_at=clock.now(),
        last_opened_at=clock.now(),
    )
    PracticeBook(tmp_path / "home").remember_run(row)
    async with at_desk(None, clock, tmp_path / "home", size=(100, 30)) as desk:
        assert desk.place == "HomeScreen"
        assert "Larkfield Surgery" in desk.text
        desk.send("enter", "enter")
        await desk.settle()
        assert [type(screen).__name__ for screen in desk.app.screen_stack[1:]] == ["HomeScreen", "RunScreen"]
        await desk.at("F-01b")
        await desk.press(*TICK)
        await desk.press("q", "y")
        assert desk.place == "HomeScreen"
        assert "1 of 16 done" not in desk.text
        shutil.move(folder, tmp_path / "elsewhere")
        await desk.press("enter")

        assert desk.place == "HomeScreen"
        assert "There is no run in" in desk.text
