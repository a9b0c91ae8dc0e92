"""Re-entry on a run with a disk: recorded, read back, told as a story, and clean of what may not enter."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import Move, StillClock, a_run, an_act, refused
from tests.reentry_examples import BRANCH, COUNTED, FRIDAY, TUESDAY, reentry_moves

from cutover_tui.domain.acts import Act
from cutover_tui.domain.reentry import ReentryExplained
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.reentry_board import reentry_board
from cutover_tui.runner.run import Run
from cutover_tui.runner.story import line_of, plain_words
from cutover_tui.runner.verification import verify
from cutover_tui.storage.clean_text import BOX, TextTooLong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RED = "red-slips"


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    run = a_run(tmp_path, StillClock(TUESDAY), plan=COUNTED)
    yield run
    run.close()


def a_day(run: Run) -> None:
    """Some of everything."""
    run.issue_slips(an_act("JB", TUESDAY), "C-2 041 to 058", to="Millbrook branch")
    run.count_logged(an_act("MK", TUESDAY), RED, 12, day=FRIDAY, site=BRANCH)
    run.count_entered(an_act("MK", TUESDAY), RED, 10)
    run.count_explained(an_act("MK", TUESDAY), RED, 3 - 1, why="duplicate", reason="same as C-2 044")
    run.take_back_count(an_act("MK", TUESDAY), RED, 1, count="entered", reason="counted twice")
    run.count_entered(an_act("MK", TUESDAY), RED, 1, day=FRIDAY, site=BRANCH)
    run.return_nil(an_act("JB", TUESDAY), "consultations", day=FRIDAY, site=BRANCH)
    run.check_sample(an_act("DR", TUESDAY), RED, looked=10, right=10)
    run.close_category(an_act("JB", TUESDAY), RED, reason="the lead is away")
    run.count_slips(an_act("JB", TUESDAY), "C-2 041 to 058", used=14, void=1, returned=3, entered=9)


def test_a_day_of_re_entry_is_told_in_plain_words(run: Run) -> None:
    a_day(run)

    assert [plain_words(entry, run.state) for entry in run.entries[1:]] == [
        "Slips C-2 041 to 058 issued to Millbrook branch",
        "Red slips: 12 logged for Fri 27 Nov at Millbrook branch",
        "Red slips: 10 entered",
        "Red slips: 2 not entered, duplicate. same as C-2 044",
        "Red slips: 1 entered taken back. counted twice",
        "Red slips: 1 entered for Fri 27 Nov at Millbrook branch",
        "Consultations: nothing for Fri 27 Nov at Millbrook branch",
        "Red slips: sample of 10 looked at, 10 right",
        "Red slips: closed with 0 left; checked by DR; closed by another role. the lead is away",
        "Slips C-2 041 to 058 counted: 14 used, 1 void, 3 returned; 9 of those used are entered",
    ]
    assert not any(line_of(entry, run.state).system for entry in run.entries[1:])


def test_the_entries_about_a_category_are_found(run: Run) -> None:
    a_day(run)

    assert [entry.seq for entry in run.entries_about("consultations")] == [7]
    assert len(run.entries_about(RED)) == 7


def test_what_was_counted_is_there_when_the_run_is_opened_again(run: Run) -> None:
    a_day(run)
    run.close()

    again = Run.open(run.log.folder, clock=StillClock(TUESDAY), read_only=True)

    assert (again.state.reentry, again.state.slips) == (run.state.reentry, run.state.slips)
    assert verify(run.log.folder).passed
    again.close()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(st.lists(reentry_moves, min_size=5, max_size=15))
def test_reading_the_log_gives_the_same_board_as_recording_it(
    tmp_path_factory: pytest.TempPathFactory, tried: list[Move]
) -> None:
    clock = StillClock(TUESDAY)
    run = a_run(tmp_path_factory.mktemp("run"), clock, plan=COUNTED)
    for move in tried:
        clock.move(minutes=move.minutes)
        with suppress(Refused):
            getattr(run, move.what)(Act(by=move.by, now=clock.now()), **move.facts)
    run.close()

    again = Run.open(run.log.folder, clock=clock, read_only=True)

    assert reentry_board(again.state, clock.now()) == reentry_board(run.state, clock.now())
    again.close()


def test_what_people_type_is_cleaned_and_cannot_be_long(run: Run) -> None:
    run.count_logged(an_act("MK", TUESDAY), RED, 2)
    event = run.count_explained(an_act("MK", TUESDAY), RED, 1, why="duplicate", reason="\x1b]0;owned\x07 seen").event

    assert isinstance(event, ReentryExplained)
    assert event.reason == f"{BOX}]0;owned{BOX} seen"
    with pytest.raises(TextTooLong):
        run.issue_slips(an_act("JB", TUESDAY), "C-2 001 to 010", to="x" * 61)


def test_two_windows_do_not_enter_the_same_paper_twice(run: Run) -> None:
    run.count_logged(an_act("MK", TUESDAY), RED, 3)
    other = Run.open(run.log.folder, clock=StillClock(TUESDAY, session="6f66"))
    other.count_entered(an_act("SP", TUESDAY), RED, 2)

    with refused("Red slips has 1 left, so 3 cannot be entered. Log what was found first."):
        run.count_entered(an_act("MK", TUESDAY), RED, 3)
    other.close()


def test_two_windows_do_not_issue_the_same_slips_twice(run: Run) -> None:
    other = Run.open(run.log.folder, clock=StillClock(TUESDAY, session="6f66"))
    other.issue_slips(an_act("SP", TUESDAY), "C-2 001 to 010", to="Reception")

    with refused("001 to 010 of C-2 001 to 010 went to Reception already, with C-2 001 to 010. …"):
        run.issue_slips(an_act("MK", TUESDAY), "C-2 001 to 010", to="Millbrook branch")
    other.close()
