"""The services board: what owes, what is red, whom to ask what, and whom to turn to next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import PEOPLE, SERVICES, a_plan, at, done, given, signed, then

from cutover_tui.domain.service_calls import ServiceCalled
from cutover_tui.domain.service_counts import ServiceCounted, ServiceExplained
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.services import Gap
from cutover_tui.runner.service_board import (
    ServiceFilter,
    chase_list,
    debt,
    debt_words,
    escalation_contacts,
    service_row,
    service_rows,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

NOW = at("Thu 18:10")
CONFIRMED = {"confirmed_with": "the lab", "reference": "none given"}
LAB_OFF = done("F-01a", when="Thu 17:02", catcher="SP", route="the lab rings 214", **CONFIRMED)
LAB_FLOWS = done("G-02a", when="Tue 09:42", first_item="North Lab, 09:42")


def moved(instance: str, to: str, when: str = "Thu 17:42", **fields: object) -> ServiceMoved:
    return ServiceMoved(service=instance, to=to, **{**signed("JB", when), **fields})  # type: ignore[arg-type]  # any field


def counted(what: str, count: int, instance: str = "pathology:north-lab") -> ServiceCounted:
    return ServiceCounted(**signed(), service=instance, what=what, count=count)


def called(promised_by: str = "2026-11-26T18:00:00+00:00") -> ServiceCalled:
    return ServiceCalled(**signed(), service="eps", means="call", whom="service desk", promised_by=promised_by)


def ids(state: RunState, chosen: ServiceFilter, when: str = "Thu 18:10") -> list[str]:
    return [row.service.id for _name, rows in service_rows(state, at(when), chosen) for row in rows]


# The debt


def test_the_debt_counts_what_is_off_on_paper_and_unknown() -> None:
    state = given(
        moved("eps", "off", **CONFIRMED),
        moved("pathology:north-lab", "paper", **CONFIRMED),
        moved("pathology:south-lab", "paper", **CONFIRMED),
        moved("bowel", "unknown", reason="nobody answers"),
    )

    assert debt(state) == {"OFF": 1, "PAPER": 2, "UNKNOWN": 1}
    assert debt_words(state) == "SERVICES 1 OFF · 2 PAPER · 1 UNKNOWN"


def test_what_was_only_asked_off_is_no_debt_and_what_was_off_before_is() -> None:
    asked = given(moved("eps", "asked_off", confirmed_with="the desk"))
    again = given(moved("eps", "off", **CONFIRMED), moved("eps", "asked_off", confirmed_with="the desk", reason="r"))

    assert (debt(asked), ids(asked, ServiceFilter.NO_CATCHER)) == ({}, [])
    assert ids(asked, ServiceFilter.NOT_NORMAL) == ["eps"]
    assert (debt_words(again), ids(again, ServiceFilter.NO_CATCHER)) == ("SERVICES 1 ASKED OFF", ["eps"])


def test_a_debt_is_said_to_be_none_before_and_after() -> None:
    assert debt_words(given()) == "SERVICES AS USUAL"
    assert debt_words(given(LAB_OFF, LAB_FLOWS)) == "SERVICES ALL BACK"


def test_a_flow_nobody_has_seen_is_a_debt() -> None:
    assert debt_words(given(LAB_OFF, done("G-02a", when="Tue 09:42"))) == "SERVICES 1 NOT PROVEN"


@pytest.mark.parametrize("to", ["fell_back", "retired"])
def test_the_two_other_ends_settle_a_debt(to: str) -> None:
    assert debt(given(LAB_OFF, moved("pathology:north-lab", to, reason="r", checked_by="SP"))) == {}


# The lines


def test_a_line_says_where_a_service_stands_and_what_comes_next() -> None:
    row = service_row(given(LAB_OFF), SERVICES[1], NOW)

    assert (row.name, row.words, row.since) == ("Pathology results (north-lab)", "PAPER", at("Thu 17:02"))
    assert (row.confirmed_by, row.recorded_by, row.catcher) == ("the lab", "JB", "SP: the lab rings 214")
    assert (row.gap_words, row.next_step) == ("1hr 8min", "G-02a Electronic results from North Lab: on")
    assert not row.pressing


def test_off_without_a_catcher_is_red_at_once() -> None:
    state = given(moved("eps", "off", when="Thu 18:10", **CONFIRMED))

    assert service_row(state, SERVICES[0], NOW).pressing_because == ("no catcher",)
    caught = then(state, ServiceCaught(**signed(), service="eps", catcher="SP", route="the pharmacy rings 214"))
    assert not service_row(caught, SERVICES[0], NOW).pressing


def test_those_whose_role_catches_it_are_offered() -> None:
    service = replace(SERVICES[0], caught_by="CL")

    assert service_row(given(plan=a_plan(services=(service,))), service, NOW).usual_catchers == ("SP", "DR")
    assert service_row(given(), SERVICES[0], NOW).usual_catchers == ()


def test_unknown_and_unconfirmed_are_red_whoever_catches_them() -> None:
    unknown = given(moved("eps", "unknown", reason="r", catcher="SP", route="rings 214"))
    ticked = given(done("F-02", checked_by="SP", catcher="SP", route="rings 214"))

    assert service_row(unknown, SERVICES[0], NOW).pressing_because == ("nobody has confirmed where it stands",)
    assert service_row(ticked, SERVICES[0], NOW).pressing_because == ("not confirmed",)


def test_lines_stand_under_the_name_of_their_kind() -> None:
    assert [(name, len(rows)) for name, rows in service_rows(given(), NOW)] == [
        ("Electronic prescriptions", 1),
        ("Pathology results", 2),
        ("Bowel screening", 1),
    ]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("asked_off", "F-02 EPS on the old system: paused"),
        ("off", "G-01 EPS on the new system: on"),
        ("asked_on", "G-01 EPS on the new system: on"),
        ("on_untested", "G-01 EPS on the new system: on"),
        ("unknown", "Find out where it stands"),
        ("flowing", ""),
        ("retired", ""),
    ],
)
def test_the_next_step_is_the_task_that_takes_it_further(to: str, words: str) -> None:
    state = given(moved("eps", to, first_item="x", **CONFIRMED))

    assert service_row(state, SERVICES[0], NOW).next_step == words


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("asked_off", "Get CONTINUES confirmed"),
        ("continues", "Bring it back"),
        ("on_untested", "See a first real item"),
    ],
)
def test_without_a_task_the_next_step_is_what_to_find_out(to: str, words: str) -> None:
    assert service_row(given(moved("bowel", to, **CONFIRMED)), SERVICES[3], NOW).next_step == words


def test_what_is_not_confirmed_is_confirmed_first() -> None:
    off = given(moved("eps", "off"))
    flows = given(moved("eps", "flowing"))

    assert service_row(off, SERVICES[0], NOW).next_step == "Get it confirmed"
    assert service_row(flows, SERVICES[0], NOW).next_step == "See a first real item"


# The filters


def test_the_board_narrows_to_what_asks_for_something() -> None:
    state = given(LAB_OFF, moved("eps", "unknown", reason="r"), moved("bowel", "continues"))

    assert ids(state, ServiceFilter.ALL) == [service.id for service in SERVICES]
    assert ids(state, ServiceFilter.NOT_NORMAL) == ["eps", "pathology:north-lab", "bowel"]
    assert ids(state, ServiceFilter.UNKNOWN) == ["eps", "bowel"]
    assert ids(state, ServiceFilter.NO_CATCHER) == ["eps", "bowel"]


def test_to_chase_are_closed_gaps_without_counts_differences_and_promises() -> None:
    back = given(LAB_OFF, LAB_FLOWS)
    assert ids(back, ServiceFilter.CHASE) == ["pathology:north-lab"]

    unseen = given(LAB_OFF, done("G-02a", when="Tue 09:42"))
    assert ids(unseen, ServiceFilter.CHASE) == ["pathology:north-lab"]

    matched = then(then(back, counted("expected", 41)), counted("received", 41))
    assert ids(matched, ServiceFilter.CHASE) == []

    assert ids(then(matched, counted("received", 40)), ServiceFilter.CHASE) == ["pathology:north-lab"]
    assert ids(given(called()), ServiceFilter.CHASE) == ["eps"]
    assert ids(given(called()), ServiceFilter.CHASE, "Thu 17:59") == []
    assert ids(given(LAB_OFF), ServiceFilter.CHASE) == []


# Questions and promises


def test_the_question_names_the_true_gap() -> None:
    off = done("F-01a", when="Fri 17:02", **CONFIRMED)

    (chase,) = chase_list(given(off, LAB_FLOWS), at("Tue 10:00"))

    assert chase.gap == Gap(at("Fri 17:02"), at("Tue 09:42"))
    assert chase.question == "Please list everything reported between Fri 27-Nov 17:02 and Tue 01-Dec 09:42."


def test_while_a_gap_lasts_the_question_ends_now() -> None:
    (chase,) = chase_list(given(LAB_OFF), at("Fri 09:00"))

    assert chase.question == ("Please list everything reported from Thu 26-Nov 17:02 on, up to now (Fri 27-Nov 09:00).")


def test_nobody_is_asked_about_a_service_that_is_retired() -> None:
    assert chase_list(given(LAB_OFF, moved("pathology:north-lab", "retired", reason="r")), NOW) == ()


def test_a_difference_stays_amber_until_it_is_explained() -> None:
    state = given(LAB_OFF, LAB_FLOWS, counted("expected", 41), counted("received", 39))
    explained = then(
        state, ServiceExplained(**signed(), service="pathology:north-lab", explanation="Two came on paper")
    )

    (chase,) = chase_list(state, NOW)
    assert (chase.expected, chase.received, chase.filed) == (41, 39, None)
    assert chase.differences == service_row(state, SERVICES[1], NOW).differences == ("41 expected, 39 received",)
    assert service_row(explained, SERVICES[1], NOW).differences == ()


def test_bowel_screening_continues_with_a_count_that_its_resend_closes() -> None:
    running = given(
        moved("bowel", "continues", catcher="SP", route="paper too", **CONFIRMED), counted("running", 11, "bowel")
    )
    assert debt_words(running) == "SERVICES 1 CONTINUES"

    resent = then(then(running, counted("received", 10, "bowel")), moved("bowel", "flowing", first_item="09:42"))
    assert service_row(resent, SERVICES[3], NOW).differences == ("11 running, 10 received",)

    whole = then(resent, counted("received", 11, "bowel"))
    assert (service_row(whole, SERVICES[3], NOW).differences, debt_words(whole)) == ((), "SERVICES ALL BACK")


def test_a_promise_past_its_time_names_the_next_contact() -> None:
    people = (replace(PEOPLE[0], phone="01632 960123"), replace(PEOPLE[1], phone="01632 960124"), *PEOPLE[2:])
    plan = a_plan(people=people, services=(replace(SERVICES[0], switched_by="CL"), *SERVICES[1:]))
    row = service_row(given(called(), called(), called(), called(), plan=plan), plan.services[0], NOW)

    assert [person.initials for person in escalation_contacts(given(plan=plan), plan.services[0])] == ["SP", "DR", "JB"]
    assert [(late.over, late.contact) for late in row.overdue] == [
        ("10 min", "SP Sam Patel 01632 960124"),
        ("10 min", "DR Dana Rao"),
        ("10 min", "JB Jo Baker 01632 960123"),
        ("10 min", "JB Jo Baker 01632 960123"),
    ]
    assert row.pressing_because == ("a promise is past its time",)


def test_without_anybody_to_turn_to_the_contact_is_empty() -> None:
    plan = a_plan(lead="", services=(replace(SERVICES[0], switched_by="NSUP"), *SERVICES[1:]))

    (late,) = service_row(given(called(), plan=plan), plan.services[0], NOW).overdue

    assert late.contact == ""
