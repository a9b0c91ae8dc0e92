"""How long tasks took: from begun to done, less pauses and holds, and nothing for a task that was only ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act
from tests.exports.bundles import context_from

from cutover_tui.exports.context import Copy
from cutover_tui.exports.report.at_work import at_work
from cutover_tui.exports.report.report import report_of
from cutover_tui.exports.report.text import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.exports.context import Context
    from cutover_tui.runner.run import Run


class _Desk:
    """A run at which somebody works, minute by minute."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock("Thu 16:00")
        self.run: Run = a_run(folder, self.clock)

    def after(self, minutes: float) -> Run:
        self.clock.move(minutes=minutes)
        return self.run

    def context(self, copy: Copy = Copy.FULL) -> Context:
        self.run.close()
        return context_from(self.run.log.folder, copy)

    def now(self) -> str:
        return f"Thu {self.clock.now():%H:%M}"


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    return _Desk(tmp_path)


def minutes(context: Context) -> dict[str, float]:
    return {ref: spent.seconds / 60 for ref, spent in at_work(context).items()}


def test_a_task_takes_from_begun_to_done(desk: _Desk) -> None:
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(25).complete_task(an_act("JB", desk.now()), "P-02")
    desk.after(60).add_note(an_act("JB", desk.now()), "tea")

    assert minutes(desk.context()) == {"P-02": 25}


def test_a_task_that_was_only_ticked_has_no_length(desk: _Desk) -> None:
    desk.run.complete_task(an_act("JB", desk.now()), "P-02")

    assert minutes(desk.context()) == {}


def test_holds_are_kept_out(desk: _Desk) -> None:
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(5).ask_hold(an_act("MK", desk.now()), reason="the counts look low")
    desk.after(8).answer_hold(an_act("SP", desk.now()), "HO-1", answer="carry on", reason="read twice")
    desk.after(4).complete_task(an_act("JB", desk.now()), "P-02")

    assert minutes(desk.context()) == {"P-02": 9}


def test_pauses_are_kept_out_of_a_task_that_is_still_going(desk: _Desk) -> None:
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(10).declare_pause(an_act("SP", desk.now()), seen="3 of 20 differ")
    desk.after(30).add_note(an_act("MK", desk.now()), "still paused")

    (spent,) = at_work(desk.context()).values()
    assert (spent.seconds, spent.ended) == (600, None)


def test_what_was_done_again_adds_up_and_says_how_often(desk: _Desk) -> None:
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(10).complete_task(an_act("JB", desk.now()), "P-02")
    desk.after(30).reopen_task(an_act("JB", desk.now()), "P-02", reason="one was missed")
    desk.after(5).start_task(an_act("JB", desk.now()), "P-02")
    desk.after(7).complete_task(an_act("JB", desk.now()), "P-02")

    (spent,) = at_work(desk.context()).values()
    assert (spent.seconds, spent.goes) == (17 * 60, 2)


def test_a_task_that_could_not_be_done_was_left_then(desk: _Desk) -> None:
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(12).mark_cannot_do(an_act("JB", desk.now()), "P-02", reason="line down")
    desk.after(30).complete_task(an_act("JB", desk.now()), "P-02")

    assert minutes(desk.context()) == {"P-02": 12}


@pytest.mark.parametrize(("copy", "told"), [(Copy.FULL, True), (Copy.ICB, True), (Copy.SUPPLIER, False)])
def test_the_report_tells_it_in_section_11_and_beside_the_task_in_annex_a(desk: _Desk, copy: Copy, told: bool) -> None:
    desk.run.raise_issue(an_act("MK", desk.now()), "slow", area="phones", answer="no")
    desk.run.note_supplier(an_act("MK", desk.now()), "I-1", supplier="Beta")
    desk.run.start_task(an_act("JB", desk.now()), "P-02")
    desk.after(25).complete_task(an_act("JB", desk.now()), "P-02")

    words = " ".join(text_of(report_of(desk.context(copy))).decode().split())

    section = words.partition("11. How the work differed from the plan")[2].partition("12. ")[0]
    assert ("25 min" in section) is told
    assert (". Took 25 min" in words) is told
