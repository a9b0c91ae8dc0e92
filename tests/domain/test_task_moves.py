"""What an act on a task does to services is told before it, and what is told is what the log makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from tests.domain.test_service_laws import SAID, histories, law, lived
from tests.examples import PLAN, SERVICES, Move, a_plan, a_task, an_act, at, done, given, then, with_task

from cutover_tui.domain.acts import Act
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.plan import Plan, Service, Task
from cutover_tui.domain.services import PLACE, STAGE_PLACE, STATUS_WORDS, ServiceStatus, Stage, usual_catchers
from cutover_tui.domain.task_moves import (
    changes_between,
    changes_by_leaving_out,
    changes_by_reopening,
    changes_by_tick,
    leaving_out_words,
    own_evidence,
    reopening_words,
    states_after,
    tick_words,
)
from cutover_tui.domain.tasks import (
    SETTLED,
    TaskStatus,
    complete_task,
    mark_not_needed,
    reopen_task,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

OFF, ON, FLOWING = ServiceStatus.OFF, ServiceStatus.ON_UNTESTED, ServiceStatus.FLOWING
LAB_OFF = done("F-01a", when="Thu 17:02", confirmed_with="the lab", reference="4471")
TWO_SITES = Service(
    id="booking",
    service="booking",
    name="Booking ahead",
    short_name="BOOKING",
    brings={"F-01a": "off", "F-01b": "off"},
)


def two_sites() -> Plan:
    """The small plan with one service that two tasks take off together."""
    return a_plan(services=(TWO_SITES,))


def lab_with_a_test() -> Plan:
    """The small plan with a laboratory that one task brings back and another proves."""
    lab = replace(SERVICES[1], restore_tasks=("G-02a", "G-03"))
    return a_plan(services=(SERVICES[0], lab))


# -- a tick


def test_a_tick_says_from_which_state_to_which() -> None:
    assert tick_words(given(), "F-01a") == "Moves Pathology results (north-lab): NORMAL to PAPER"
    state = given(LAB_OFF, plan=lab_with_a_test())
    assert tick_words(state, "G-02a") == "Moves Pathology results (north-lab): PAPER to ON, UNTESTED"


def test_a_tick_that_moves_two_services_names_both() -> None:
    plan = a_plan(services=(SERVICES[0], replace(SERVICES[1], off_tasks=("F-02",))))

    words = "Moves Electronic prescriptions: NORMAL to OFF; Pathology results (north-lab): NORMAL to PAPER"
    assert tick_words(given(plan=plan), "F-02") == words


def test_a_task_about_no_service_says_nothing() -> None:
    assert tick_words(given(), "F-03") == ""
    assert changes_by_tick(given(), "F-03") == ()


def test_one_of_two_tasks_says_what_it_waits_for_and_changes_nothing() -> None:
    state = given(plan=two_sites())

    assert tick_words(state, "F-01a") == "Booking ahead moves once F-01b is done too"
    assert changes_by_tick(state, "F-01a") == ()
    after = then(state, done("F-01a"))
    assert tick_words(after, "F-01b") == "Moves Booking ahead: NORMAL to OFF"


def test_a_service_that_is_further_already_stays_there() -> None:
    state = given(done("G-02a", first_item="09:42"))

    assert tick_words(state, "F-01a") == "Pathology results (north-lab) is FLOWING already"


def test_a_service_that_is_there_unconfirmed_is_confirmed() -> None:
    plan = a_plan(services=(replace(SERVICES[1], off_tasks=("F-01a",), brings={"C-03a": "off", "C-03b": "off"}),))
    state = given(done("C-03a", confirmed_with="Not recorded"), plan=plan)

    assert tick_words(state, "C-03b") == "Confirms Pathology results (north-lab): PAPER"
    confirmed = given(done("C-03a", confirmed_with="the lab"), plan=plan)
    assert tick_words(confirmed, "C-03b") == "Pathology results (north-lab) is PAPER already"


# -- other acts


def test_reopening_says_where_services_go_back_to() -> None:
    assert reopening_words(given(LAB_OFF), "F-01a") == "Takes back Pathology results (north-lab): PAPER to NORMAL"


def test_reopening_what_a_service_has_passed_leaves_it_where_it_is() -> None:
    state = given(LAB_OFF, done("G-02a", first_item="09:42"))

    assert reopening_words(state, "F-01a") == "Pathology results (north-lab) stays FLOWING"


def test_reopening_a_task_about_no_service_says_nothing() -> None:
    assert reopening_words(given(done("F-03")), "F-03") == ""


def test_leaving_the_last_of_two_tasks_out_moves_the_service() -> None:
    state = given(done("F-01a"), plan=two_sites())

    words = "Moves Booking ahead: NORMAL to OFF, as the other tasks for it are done"
    assert leaving_out_words(state, "F-01b") == words
    assert leaving_out_words(given(), "F-01a") == ""


# -- what is asked once


@pytest.mark.parametrize(
    ("evidence", "status", "left"),
    [
        (("Time off", "Who gave the confirmation"), OFF, ("Time off",)),
        (("Contact at the hub", "Resend date"), OFF, ("Resend date",)),
        (("Lab reference", "Time off"), ON, ("Time off",)),
        (("Time of first result", "Date paper stops"), FLOWING, ("Date paper stops",)),
        (("Time of first result",), ON, ("Time of first result",)),
        (("Contact at the hub",), FLOWING, ("Contact at the hub",)),
        (("Contact at the hub",), ServiceStatus.ASKED_OFF, ("Contact at the hub",)),
    ],
)
def test_what_the_other_end_says_is_not_evidence_too(
    evidence: tuple[str, ...], status: ServiceStatus, left: tuple[str, ...]
) -> None:
    task: Task = a_task("F-09", "Anything", evidence=evidence)

    assert own_evidence(task, {status}) == left
    assert own_evidence(task, ()) == evidence


def test_the_usual_catchers_are_those_who_hold_the_role() -> None:
    assert usual_catchers(given(), replace(SERVICES[0], caught_by="CL")) == ("SP", "DR")
    assert usual_catchers(given(), SERVICES[0]) == ()


# -- the laws


def told_and_made(state: RunState, after: RunState, ref: str) -> tuple[dict[str, str], dict[str, str]]:
    """The states an act was told to bring, and those it brought."""
    told = {change.service.id: change.after.status.value for change in changes_by_tick(state, ref)}
    made = {change.service.id: change.after.status.value for change in changes_between(state, after, ref)}
    return told, made


@law
@drawn(histories)
def test_what_is_told_before_a_tick_is_what_the_log_makes_of_it(tried: list[Move]) -> None:
    played, _states = lived(tried)
    state = played.state

    for ref in state.moved_by:
        standing = state.standing(ref).status
        if standing in SETTLED | {TaskStatus.AWAITS_CHECK}:
            continue
        for said in (SAID, NOTHING_SAID):
            event = complete_task(state, Act(by="JB", now=played.now), ref, reason="because", said=said)
            after = then(state, event)
            told, made = told_and_made(state, after, ref)
            if said is SAID:
                assert made == told
            moved = {change.service.id for change in changes_by_tick(state, ref) if change.moves}
            assert moved <= set(made)
            words = tick_words(state, ref)
            for instance in moved:
                status = after.services[instance].status
                assert f"to {STATUS_WORDS[status]}" in words
                assert PLACE[status] >= max(STAGE_PLACE[stage] for id_, stage in state.moved_by[ref] if id_ == instance)


@law
@drawn(histories)
def test_what_is_told_before_reopening_or_leaving_out_is_what_the_log_makes_of_it(tried: list[Move]) -> None:
    played, _states = lived(tried)
    state, act = played.state, Act(by="JB", now=played.now)

    for ref in state.moved_by:
        if state.standing(ref).status in SETTLED | {TaskStatus.AWAITS_CHECK}:
            after = then(state, reopen_task(state, act, ref, reason="because"))
            told = changes_by_reopening(state, ref)
        else:
            after = then(state, mark_not_needed(state, act, ref, reason="because"))
            told = changes_by_leaving_out(state, ref)
        made = changes_between(state, after, ref)
        assert [(change.service.id, change.after.status) for change in told] == [
            (change.service.id, change.after.status) for change in made
        ]


def test_what_is_asked_follows_from_what_changes() -> None:
    assert states_after(changes_by_tick(given(), "F-02")) == {OFF}
    assert states_after(changes_by_tick(given(), "G-01")) == {FLOWING}
    assert states_after(changes_by_tick(given(), "F-03")) == frozenset()
    assert {stage for moved in given(plan=PLAN).moved_by.values() for _id, stage in moved} == {Stage.OFF, Stage.FLOWING}


def test_a_confirmation_is_kept_as_it_was_said() -> None:
    said = Confirmation(confirmed_with="Ann", reference="none given", catcher="SP", route="the lab rings 214")
    event = complete_task(given(plan=with_task("F-01a")), an_act("JB", "Thu 17:02"), "F-01a", said=said)
    standing = then(given(), event).services["pathology:north-lab"]

    assert (standing.confirmed_with, standing.reference, standing.since) == ("Ann", "none given", at("Thu 17:02"))
    assert (standing.catcher, standing.route) == ("SP", "the lab rings 214")
