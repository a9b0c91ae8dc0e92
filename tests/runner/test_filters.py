"""Which lines a filter shows, what it says about the others, and the headings they stand under."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import PLAN, Move, Played, at, done, given, moves, signed, with_task

from cutover_tui.domain.anchors import AnchorMoved
from cutover_tui.domain.plan import Tier
from cutover_tui.domain.tasks import TaskDeferred, TaskNotNeeded
from cutover_tui.runner.filters import EVERY_LIST, GUESTS, Filter, grouped
from cutover_tui.runner.row_cache import RowCache

NOW = at("Thu 17:42")
DEFERRED = TaskDeferred(**signed("JB"), task="F-03", to="C", until="GL-1d", reason="two are with patients")


def rows_of(*events: object, plan: object = PLAN) -> RowCache:
    """The rows after a history."""
    return RowCache(given(*events, plan=plan), NOW)  # type: ignore[arg-type]  # any events, any plan


def refs(cache: RowCache, chosen: Filter) -> list[str]:
    """The numbers a filter shows, in order."""
    return [row.task.ref for row in cache.all_rows() if chosen.shows(row)]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (Filter(checklist="F"), ["F-01a", "F-01b", "F-02", "F-03"]),
        (Filter(checklist="F", open_only=True), ["F-01b", "F-02", "F-03"]),
        (Filter(checklist="F", late_only=True), ["F-01b", "F-02"]),
        (Filter(checklist="F", phase="Log off"), ["F-03"]),
        (Filter(checklist="F", text="NORTH"), ["F-01a"]),
        (Filter(checklist="F", text="f-02"), ["F-02"]),
        (Filter(roles=("CL",)), ["C-01", "C-02", "H-01", "H-02"]),
        (Filter(checklist="C", roles=("CL",), open_only=True, text="checks"), ["C-02"]),
        (Filter(checklist="G", core_only=True), ["G-01", "G-02a", "G-02b"]),
    ],
)
def test_a_filter_shows_what_was_asked_for(chosen: Filter, shown: list[str]) -> None:
    assert refs(rows_of(done("F-01a", "SP", observed="off")), chosen) == shown


def test_a_search_finds_a_task_by_its_item_too() -> None:
    cache = rows_of(plan=with_task("F-01a", title="Results on paper"))

    assert refs(cache, Filter(text="north lab")) == ["F-01a", "G-02a"]


def test_what_must_be_told_again_is_open_and_late_though_it_is_done() -> None:
    told = done("P-02", "JB", "Thu 17:00")
    state = given(told)
    moved = AnchorMoved(
        **signed("JB"), anchor="GL", to=at("Wed 08:00"), reason="late", agreed_by="all", saw=state.saw_anchors()
    )
    cache = rows_of(told, moved)

    assert "P-02" in refs(cache, Filter(open_only=True))
    assert "P-02" in refs(cache, Filter(late_only=True))


def test_a_deferred_task_shows_in_its_own_list_and_in_the_one_it_comes_back_in_but_once_among_all() -> None:
    cache = rows_of(DEFERRED)

    assert refs(cache, Filter(checklist="F"))[-1] == "F-03"
    assert refs(cache, Filter(checklist="C"))[-1] == "F-03"
    assert refs(cache, Filter(checklist=EVERY_LIST)).count("F-03") == 1


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (Filter(checklist="F"), ""),
        (Filter(late_only=True), "late: 12 of 47"),
        (Filter(open_only=True, roles=("PM", "CL")), "open, mine (PM, CL): 12 of 47"),
        (Filter(checklist="F", core_only=True, phase="Log off", text="eps"), "core only, Log off, ‘eps’: 12 of 47"),
    ],
)
def test_what_a_filter_hides_is_said(chosen: Filter, words: str) -> None:
    assert chosen.words(12, 47) == words
    assert chosen.narrows() is bool(words)


def test_a_filter_goes_along_to_another_list_without_its_phase() -> None:
    chosen = Filter(checklist="F", phase="Log off", open_only=True)

    assert chosen.for_list("C") == Filter(checklist="C", open_only=True)
    assert chosen.cleared() == Filter(checklist="F")


def test_lines_stand_under_their_phases_in_plan_order_with_what_is_settled_of_all_of_them() -> None:
    cache = rows_of(done("F-01a", "SP", observed="off"))
    groups = grouped(cache.all_rows(), Filter(checklist="F", open_only=True))

    assert [(group.heading, group.settled, group.total) for group in groups] == [
        ("Switch off", 1, 3),
        ("Log off", 0, 1),
    ]
    assert [row.task.ref for row in groups[0].rows] == ["F-01b", "F-02"]
    assert groups[0].key == "F/Switch off"


def test_what_is_not_needed_counts_as_settled_and_what_is_not_in_play_counts_for_nothing() -> None:
    state = given()
    off = TaskNotNeeded(**signed("JB"), task="F-03", reason="no", saw=state.saw_task("F-03"))
    groups = {group.key: group for group in grouped(rows_of(off).all_rows(), Filter())}

    assert (groups["F/Log off"].settled, groups["F/Log off"].total) == (1, 1)
    assert (groups["H/Hold"].settled, groups["H/Hold"].total) == (0, 0)
    assert len(groups["H/Hold"].rows) == 2


def test_deferred_tasks_stand_last_under_a_heading_of_their_own() -> None:
    groups = grouped(rows_of(DEFERRED).all_rows(), Filter(checklist="C"))

    assert [group.heading for group in groups] == ["Extract", "Every day", GUESTS]
    assert (groups[-1].settled, groups[-1].total) == (0, 1)


def test_a_line_that_is_to_stay_stays_though_the_filter_would_hide_it() -> None:
    cache = rows_of(done("F-01a", "SP", observed="off"))
    groups = grouped(cache.all_rows(), Filter(checklist="F", open_only=True), {("F-01a", False)})

    assert [row.task.ref for row in groups[0].rows] == ["F-01a", "F-01b", "F-02"]


def test_the_extended_tasks_are_those_the_core_set_leaves_out() -> None:
    cache = rows_of()
    core = set(refs(cache, Filter(core_only=True)))

    assert {row.task.ref for row in cache.all_rows() if row.task.tier is Tier.EXTENDED} == set(cache.rows) - core


@drawn(st.lists(moves, max_size=8))
def test_every_line_of_a_list_stands_under_exactly_one_heading(tried: list[Move]) -> None:
    played = Played()
    for move in tried:
        played.play(move)
    cache = RowCache(played.state, played.now)
    for code in (*[checklist.code for checklist in PLAN.checklists], EVERY_LIST):
        chosen = Filter(checklist=code)
        listed = [row for row in cache.all_rows() if chosen.shows(row)]
        under = [row for group in grouped(cache.all_rows(), chosen) for row in group.rows]

        assert sorted(under, key=id) == sorted(listed, key=id)
        narrowed = replace(chosen, open_only=True)
        assert {row.task.ref for row in listed if narrowed.shows(row)} <= {row.task.ref for row in listed}
