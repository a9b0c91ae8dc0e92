"""Adding a task to a run: it stands in the list at once, and two windows never give one number twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examples import StillClock, a_run, an_act, an_entry, at, given, then

from cutover_tui.domain.added_tasks import NewTask, add_task
from cutover_tui.runner.boards import owner_words, task_row
from cutover_tui.runner.filters import Filter
from cutover_tui.runner.row_cache import RowCache
from cutover_tui.runner.run import Run
from cutover_tui.runner.status import status_object
from cutover_tui.runner.story import plain_words

if TYPE_CHECKING:
    from pathlib import Path


def ring(title: str = "Ring the dispensers", owner: str = "CL") -> NewTask:
    return NewTask(title=title, owner=owner, due=at("Mon 18:00"), cause="gate G4 condition", source="G4")


def test_two_windows_that_add_at_once_share_no_number(tmp_path: Path) -> None:
    first = a_run(tmp_path, StillClock())
    second = Run.open(first.log.folder, clock=StillClock(session="2222"))
    first.add_task(an_act("JB"), ring())
    second.add_task(an_act("SP"), ring("Print the\nlist"))
    first.catch_up()

    assert {ref: first.state.task_by_ref[ref].title for ref in first.state.added} == {
        "A-1": "Ring the dispensers",
        "A-2": "Print the list",
    }
    assert first.state.attention == ()
    assert [entry.seq for entry in first.entries_about("A-2")] == [2]
    first.close()
    second.close()


def test_an_added_task_is_in_the_status(tmp_path: Path) -> None:
    run = a_run(tmp_path, StillClock())
    run.add_task(an_act("JB"), ring())

    tasks = status_object(run, at("Mon 18:10"))["tasks"]
    assert isinstance(tasks, list)
    assert (tasks[-1]["ref"], tasks[-1]["phase"], tasks[-1]["lateness"]) == ("A-1", "Actions", "overdue")
    run.close()


def test_an_added_task_asks_for_the_whole_list_to_be_shown_anew() -> None:
    state = given()
    cache = RowCache(state, at("Thu 17:42"))
    event = add_task(state, an_act(), ring())

    assert cache.apply(then(state, event), [an_entry(0, event)], at("Thu 17:42")) is None
    assert "A-1" in cache.rows


def test_what_was_added_for_somebody_by_name_is_theirs() -> None:
    state = then(given(), add_task(given(), an_act(), ring(owner="MK")))
    row = task_row(state, "A-1", at("Thu 17:42"))

    assert Filter(roles=("REC",), person="MK").shows(row)
    assert not Filter(roles=("REC",), person="SP").shows(row)
    assert owner_words(state, row.task) == "Mary Kay (MK)"


def test_the_story_gives_the_number_the_task_really_has() -> None:
    state = then(given(), add_task(given(), an_act(), ring()))
    again = add_task(given(), an_act("SP"), ring("Print the list"))

    assert plain_words(an_entry(1, again), then(state, again)).startswith("A-2 Print the list: added for CL")
