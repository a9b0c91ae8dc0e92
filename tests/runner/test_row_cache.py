"""The kept rows are those that would be worked out anew, whatever happens; and a guest keeps its place."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import Move, Played, an_act, an_entry, at, done, given, moves, signed, then

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.corrections import correct_entry
from cutover_tui.domain.notes import NoteAdded
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.service_moves import move_service
from cutover_tui.domain.tasks import TaskCompleted, TaskDeferred, TaskReopened, TaskStatus
from cutover_tui.runner.boards import Mark, tally, task_row
from cutover_tui.runner.row_cache import RowCache

NOW = at("Thu 17:42")
DEFERRED = TaskDeferred(**signed("JB"), task="F-03", to="C", until="GL-1d", reason="two are with patients")


def test_a_tick_renews_its_own_line_and_those_that_waited_for_it() -> None:
    state = given()
    cache = RowCache(state, NOW)
    event = done("F-02", "SP", observed="paused", checked_by="DR")
    changed = cache.apply(then(state, event), [an_entry(0, event)], NOW)

    assert changed is not None
    assert [row.task.ref for row in changed] == ["F-02", "F-03"]
    assert cache.rows["F-03"].badge.mark is Mark.OPEN


def test_a_note_changes_the_row_and_a_word_about_the_day_changes_none() -> None:
    state = given()
    cache = RowCache(state, NOW)
    about = NoteAdded(**signed("JB"), task="F-03", note="three still on")
    day = NoteAdded(**signed("JB"), note="coffee is out")
    state = then(state, about)
    changed = cache.apply(state, [an_entry(0, about)], NOW)
    unchanged = cache.apply(then(state, day), [an_entry(1, day)], NOW)

    assert [row.task.ref for row in changed or []] == ["F-03"]
    assert unchanged == []


def test_what_changes_every_line_asks_for_the_whole_list() -> None:
    state = given()
    cache = RowCache(state, NOW)
    event = PersonAdded(**signed("JB"), initials="TM", name="Tom Mason")

    assert cache.apply(then(state, event), [an_entry(0, event)], NOW) is None


def test_time_renews_only_what_looks_different() -> None:
    state = given()
    cache = RowCache(state, NOW)
    later = cache.pass_time(state, NOW + timedelta(seconds=20))
    much_later = cache.pass_time(state, NOW + timedelta(minutes=50))

    assert later == []
    assert "F-03" in {row.task.ref for row in much_later}
    assert cache.rows["F-03"].badge.words == "BLOCKED by F-02"


def test_a_deferral_seats_a_guest_and_asks_for_the_whole_list() -> None:
    state = given()
    cache = RowCache(state, NOW)

    assert cache.apply(then(state, DEFERRED), [an_entry(0, DEFERRED)], NOW) is None
    assert cache.guests["F-03"].guest
    assert cache.guests["F-03"].standing.deferred_to == "C"
    assert [row.task.ref for row in cache.all_rows()][-1] == "F-03"


def test_a_guest_that_is_done_keeps_its_place_and_its_time() -> None:
    state = given(DEFERRED)
    cache = RowCache(state, NOW)
    due = cache.guests["F-03"].due_at
    event = TaskCompleted(**signed("JB"), task="F-03", observed="11", unusual=("out of order",), reason="agreed")
    changed = cache.apply(then(state, event), [an_entry(1, event)], NOW)

    assert changed is not None
    assert cache.guests["F-03"].standing.status is TaskStatus.DONE
    assert cache.guests["F-03"].standing.deferred_to == "C"
    assert cache.guests["F-03"].due_at == due
    assert cache.rows["F-03"].due_at != due
    assert cache.tally_of("C").total == 4


def test_a_guest_that_is_to_do_again_goes_back_to_its_own_list() -> None:
    state = given(DEFERRED)
    cache = RowCache(state, NOW)
    event = TaskReopened(**signed("JB"), task="F-03", reason="a mistake")

    assert cache.apply(then(state, event), [an_entry(1, event)], NOW) is None
    assert cache.guests == {}


def test_a_guest_deferred_to_yet_another_list_moves_there() -> None:
    state = given(DEFERRED)
    cache = RowCache(state, NOW)
    event = TaskDeferred(**signed("JB"), task="F-03", to="G", until="GL+1d", reason="still with patients")

    assert cache.apply(then(state, event), [an_entry(1, event)], NOW) is None
    assert cache.guests["F-03"].standing.deferred_to == "G"


def test_a_task_deferred_within_its_own_list_is_no_guest() -> None:
    state = given(TaskDeferred(**signed("JB"), task="F-03", to="F", until="GL-1d", reason="later"))

    assert RowCache(state, NOW).guests == {}


@drawn(st.lists(moves, max_size=12))
def test_keeping_the_rows_equals_working_them_out_anew(tried: list[Move]) -> None:
    played = Played()
    cache = RowCache(played.state, played.now)
    for move in tried:
        entry = played.play(move)
        cache.pass_time(played.state, played.now)
        if entry is not None:
            cache.apply(played.state, [entry], played.now)

        assert cache.rows == {ref: task_row(played.state, ref, played.now) for ref in played.state.tasks}
        deferred = {
            ref
            for ref, row in cache.rows.items()
            if row.standing.status is TaskStatus.DEFERRED and row.standing.deferred_to != row.task.checklist
        }
        assert deferred <= set(cache.guests)
    for checklist in played.state.plan.checklists:
        own = [row for row in cache.rows.values() if row.task.checklist == checklist.code]
        assert cache.tally_of(checklist.code) == tally(own)
    assert cache.tally_of("*") == tally(cache.rows.values())


def test_the_move_of_a_service_and_its_correction_renew_the_lines_of_its_tasks() -> None:
    state = given()
    cache = RowCache(state, NOW)
    said = Confirmation(confirmed_with="the lab", reference="none given")
    event = move_service(state, an_act(), "pathology:north-lab", "paper", said=said)
    after = then(state, event)

    changed = cache.apply(after, [an_entry(0, event)], NOW)
    fix = correct_entry(after, an_act(), an_entry(0, event), field="by", now="MK", reason="A slip")
    corrected = cache.apply(then(after, fix), [an_entry(1, fix)], NOW)

    assert [row.task.ref for row in changed or ()] == ["F-01a"]
    assert [(row.task.ref, row.standing.by) for row in corrected or ()] == [("F-01a", "MK")]
