"""Tasks that were not in the plan: numbered once and for ever, then tasks as any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import an_act, an_entry, at, done, entries_of, given, refused, signed, then

from cutover_tui.domain.added_tasks import (
    NewTask,
    TaskAdded,
    add_task,
    added_from,
    list_in_use,
    next_ref,
    open_added,
)
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.closing_matters import matters
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.lateness import Lateness, timeliness
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskDeferred, TaskStatus, complete_task

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

RING = NewTask(title="Ring the dispensers", owner="CL", due=at("Mon 18:00"), cause="gate G4 condition", source="G4")


def added(ref: str = "A-1", by: str = "JB", **fields: object) -> TaskAdded:
    facts = {"title": RING.title, "owner": "CL", "due": RING.due, "checklist": "C", "source": "G4", **fields}
    return TaskAdded(**signed(by), task=ref, **facts)  # type: ignore[arg-type]  # any field of the event


def test_an_added_task_stands_in_the_list_under_actions_with_its_owner_and_time() -> None:
    state = then(given(), add_task(given(), an_act(), RING))

    task = state.task("A-1")
    assert (task.title, task.owner, task.phase, task.checklist) == ("Ring the dispensers", "CL", "Actions", "F")
    assert task.why == "Gate G4 condition"
    assert state.window("A-1").due_at == at("Mon 18:00")
    assert list(state.tasks)[-1] == "A-1"


def test_an_added_task_falls_due_is_late_and_can_be_ticked() -> None:
    state = given(added())
    assert timeliness(state, "A-1", at("Mon 17:00")).lateness is Lateness.OPEN
    assert timeliness(state, "A-1", at("Mon 18:10")).lateness is Lateness.OVERDUE

    after = then(state, complete_task(state, an_act("SP"), "A-1"))
    assert after.standing("A-1").status is TaskStatus.DONE
    assert open_added(after) == ()


def test_an_added_task_keeps_its_time_when_an_anchor_moves() -> None:
    state = given(added())
    moved = AnchorMoved(
        **signed(), anchor="GL", to=at("Wed 08:00"), reason="r", agreed_by="JB", saw=state.saw_anchors()
    )

    assert then(state, moved).window("A-1").due_at == at("Mon 18:00")


def test_an_added_task_can_be_put_off_and_comes_back() -> None:
    state = given(added(), TaskDeferred(**signed(), task="A-1", to="G", until="GL+1wd", reason="r"))

    assert state.window("A-1").due_at == state.instant_of("GL+1wd")


def test_numbers_are_given_in_order_and_never_twice() -> None:
    state = given(added(), done("A-1"), added("A-2"))

    assert next_ref(state) == "A-3"
    assert added_from(state, "G4") == ("A-1", "A-2")
    assert added_from(state, "G4", "gate G4 condition") == ()


@pytest.mark.parametrize("taken", ["A-1", "F-02", "", "A-0", "nonsense"])
def test_a_number_that_is_taken_gives_way_to_the_next_and_people_are_told(taken: str) -> None:
    state = given(added(), added(taken, by="SP", title="Print the list"))

    assert list(state.added) == ["A-1", "A-2"]
    assert state.task("A-2").title == "Print the list"
    assert [item.words for item in state.attention] == [
        f"‘Print the list’ of entry 1 stands in the list as A-2: {taken or 'no number'} was taken."
    ]


def test_a_task_goes_to_the_list_in_use() -> None:
    cut = AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 17:00"))
    live = AnchorRecorded(**signed(), anchor="GL", happened=at("Thu 17:30"))

    assert [list_in_use(state) for state in (given(), given(cut), given(cut, live))] == ["F", "C", "G"]


def test_what_it_is_about_is_the_task() -> None:
    assert tasks_of(added("A-7")) == ("A-7",)


def test_an_open_action_stands_in_the_way_of_closing_until_it_is_settled() -> None:
    live = AnchorRecorded(**signed(), anchor="GL", happened=at("Tue 08:00"))
    state = given(live, added())
    assert "A-1 Ring the dispensers is not settled" in [matter.words for matter in matters(state)]

    assert "action:A-1" not in [matter.id for matter in matters(then(state, done("A-1")))]


# What is refused


def a_new(**fields: object) -> TaskAdded:
    return add_task(given(), an_act(), replace(RING, **fields))  # type: ignore[arg-type]  # any field


def test_a_task_without_words_is_refused() -> None:
    with refused("Say what is to be done."):
        a_new(title="  ")


def test_more_than_a_line_is_refused() -> None:
    with refused("What is to be done has 121 characters, and 120 fit on a line. Say it more shortly."):
        a_new(title="x" * 121)


@pytest.mark.parametrize(("owner", "shown"), [("ZZ", "ZZ"), ("", "Nobody")])
def test_an_owner_nobody_knows_is_refused(owner: str, shown: str) -> None:
    words = "is no role of this plan and nobody on its roster. Say who sees to ‘Ring the dispensers’."
    with refused(f"{shown} {words}"):
        a_new(owner=owner)


def test_a_person_may_own_it() -> None:
    assert a_new(owner="MK").owner == "MK"


def test_a_time_that_has_passed_is_refused() -> None:
    with refused("Thu 26 Nov 17:42 has passed. Give a time that ‘Ring the dispensers’ is done by."):
        a_new(due=at("Thu 17:42"))


def test_a_list_the_plan_does_not_have_is_refused() -> None:
    with refused("There is no list Z in this plan. The lists are P, F, C, G, H."):
        a_new(checklist="Z")


def test_the_same_task_sent_twice_is_one() -> None:
    state = then(given(), add_task(given(), an_act(), RING))

    with refused("This is already in the list, as A-1."):
        add_task(state, an_act(), RING)
    assert add_task(state, an_act("SP"), RING).task == "A-2"


# Laws

_wanted = st.sampled_from(["A-1", "A-2", "A-3", "A-9", "F-02", ""])


@drawn(st.lists(_wanted, max_size=8))
def test_no_two_added_tasks_share_a_number_whatever_they_ask_for(wanted: list[str]) -> None:
    state = given(*(added(ref, title=f"Task {place}") for place, ref in enumerate(wanted)))

    assert len(state.added) == len(wanted)
    assert {state.task_by_ref[ref].title for ref in state.added} == {f"Task {place}" for place in range(len(wanted))}


@drawn(st.lists(_wanted, max_size=8), st.integers(0, 8))
def test_folding_added_tasks_in_two_halves_equals_folding_once(wanted: list[str], cut: int) -> None:
    entries = entries_of(*(added(ref) for ref in wanted))

    def begin() -> RunState:
        return start_state(given().plan)

    assert fold(fold(begin(), entries[:cut]), entries[cut:]) == fold(begin(), entries)


def test_adding_never_refuses_in_the_fold() -> None:
    state = evolve(given(), an_entry(0, added(owner="??", checklist="?", title="", due=at("Thu 00:00"))))

    assert state.task("A-1").checklist == "F"
