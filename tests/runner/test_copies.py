"""The second copy opens with its run, is remembered by the practice book, and never stands in the way of opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN, StillClock, a_run, an_act

from cutover_tui.domain.log_events import CopyCaughtUp
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.copies import open_second_copy, remembered_copy
from cutover_tui.runner.opening import open_run
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME
from cutover_tui.storage.practice_book import PracticeBook, RunRow

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands still."""
    return StillClock()


@pytest.fixture
def book(tmp_path: Path) -> PracticeBook:
    """An empty practice book."""
    return PracticeBook(tmp_path / "home")


def remember(book: PracticeBook, run: Run, clock: StillClock, second_copy: Path | None) -> None:
    """Put a run into the book."""
    book.remember_run(
        RunRow(
            folder=run.log.folder.resolve(),
            slug=run.log.run,
            practice=PLAN.practice,
            kind=RunKind.REHEARSAL,
            started_at=clock.now(),
            last_opened_at=clock.now(),
            second_copy=second_copy,
        )
    )


def same_bytes(run: Run, folder: Path) -> bool:
    """Whether a copy's log is the run's, byte for byte."""
    return (folder / run.log.run / LOG_NAME).read_bytes() == (run.log.folder / LOG_NAME).read_bytes()


def test_a_new_copy_takes_all_there_is(tmp_path: Path, clock: StillClock) -> None:
    run = a_run(tmp_path, clock)
    copy = open_second_copy(run, tmp_path / "stick", clock, make=True)

    assert copy.state.words == ""
    assert same_bytes(run, tmp_path / "stick")
    copy.close()
    run.close()


def test_a_folder_that_was_there_and_is_gone_is_not_made_again(tmp_path: Path, clock: StillClock) -> None:
    run = a_run(tmp_path, clock)
    copy = open_second_copy(run, tmp_path / "stick", clock)

    assert not (tmp_path / "stick").exists()
    assert copy.state.behind == 1
    assert copy.state.words.startswith("The second copy in ")
    copy.close()
    run.close()


def test_no_folder_is_made_under_one_that_is_not_there(tmp_path: Path, clock: StillClock) -> None:
    run = a_run(tmp_path, clock)
    copy = open_second_copy(run, tmp_path / "usb" / "stick", clock, make=True)

    assert not (tmp_path / "usb").exists()
    assert copy.state.behind == 1
    copy.close()
    run.close()


def test_a_run_that_is_behind_its_copy_takes_the_rest_and_folds_it(tmp_path: Path, clock: StillClock) -> None:
    run = a_run(tmp_path, clock)
    short = (run.log.folder / LOG_NAME).read_bytes()
    run.start_task(an_act("SP"), "F-02")
    open_second_copy(run, tmp_path / "stick", clock, make=True).close()
    run.close()
    (tmp_path / "run" / LOG_NAME).write_bytes(short)
    run = Run.open(tmp_path / "run", clock=clock)
    assert run.state.standing("F-02").by == ""
    copy = open_second_copy(run, tmp_path / "stick", clock)

    assert run.state.standing("F-02").by == "SP"
    assert isinstance(run.entries[-1].event, CopyCaughtUp)
    assert same_bytes(run, tmp_path / "stick")
    copy.close()
    run.close()


def test_the_book_remembers_which_copy_a_run_has(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    run = a_run(tmp_path, clock)
    assert remembered_copy(run, book, clock) is None
    remember(book, run, clock, None)
    assert remembered_copy(run, book, clock) is None
    (tmp_path / "stick").mkdir()
    remember(book, run, clock, tmp_path / "stick")
    copy = remembered_copy(run, book, clock)

    assert copy is not None
    assert same_bytes(run, tmp_path / "stick")
    copy.close()
    run.close()


# -- opening a run with all of it


def test_opening_a_run_writes_nothing(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    a_run(tmp_path, clock).close()
    before = (tmp_path / "run" / LOG_NAME).read_bytes()
    opened = open_run(tmp_path / "run", clock, book)

    assert (opened.second_copy, opened.look_only, opened.words) == (None, False, "")
    assert (tmp_path / "run" / LOG_NAME).read_bytes() == before
    opened.run.close()


def test_a_copy_named_now_goes_before_the_remembered_one(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    run = a_run(tmp_path, clock)
    remember(book, run, clock, tmp_path / "old stick")
    run.close()
    opened = open_run(tmp_path / "run", clock, book, second_copy=tmp_path / "new stick")

    assert opened.second_copy is not None
    assert opened.second_copy.place.parent == tmp_path / "new stick"
    opened.second_copy.close()
    opened.run.close()


def test_a_damaged_log_opens_for_looking_with_its_words(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    run = a_run(tmp_path, clock)
    run.start_task(an_act("SP"), "F-02")
    run.close()
    log = tmp_path / "run" / LOG_NAME
    log.write_bytes(log.read_bytes().replace(b'"task.started"', b'"task.stirred"'))
    opened = open_run(tmp_path / "run", clock, book)

    assert opened.look_only
    assert opened.words.startswith("The audit log is broken at record 1")
    assert len(opened.run.entries) == 1
    opened.run.close()


def test_a_split_history_opens_for_looking_and_says_so(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    run = a_run(tmp_path, clock)
    open_second_copy(run, tmp_path / "stick", clock, make=True).close()
    run.start_task(an_act("SP"), "F-02")
    run.close()
    copy = tmp_path / "stick" / run.log.run
    for name in (PLAN_NAME, LOG_NAME):
        (tmp_path / name).write_bytes((copy / name).read_bytes())
    other = Run.open(tmp_path, clock=clock)
    other.start_task(an_act("MK"), "F-03")
    other.close()
    (copy / LOG_NAME).write_bytes((tmp_path / LOG_NAME).read_bytes())
    opened = open_run(tmp_path / "run", clock, book, second_copy=tmp_path / "stick")

    assert opened.look_only
    assert opened.words.startswith("Split history: from record 1 on")
    with pytest.raises(Refused, match="open for looking only"):
        opened.run.start_task(an_act("SP"), "F-03")
    opened.run.close()


def test_no_run_is_refused(tmp_path: Path, clock: StillClock, book: PracticeBook) -> None:
    with pytest.raises(Refused, match="There is no run in"):
        open_run(tmp_path, clock, book)
