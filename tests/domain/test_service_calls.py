"""Calls to the other end of a service: whom they reached, what was promised, and whether it was kept."""

from __future__ import annotations

import pytest
from tests.examples import an_act, at, given, refused, signed, then

from cutover_tui.domain.service_calls import Call, PromiseKept, ServiceCalled, call_about_service, keep_promise


def called(promised_by: str = "2026-11-26T18:30:00+00:00") -> ServiceCalled:
    return ServiceCalled(
        **signed(), service="eps", means="call", whom="service desk", reference="88213", promised_by=promised_by
    )


def test_a_call_keeps_whom_it_reached_and_what_was_promised() -> None:
    event = call_about_service(
        given(),
        an_act(),
        "eps",
        whom=" service desk ",
        reference="88213",
        promised_by=at("Thu 18:30"),
        said="Queued",
    )

    assert then(given(), event).services["eps"].calls == (
        Call(
            seq=0,
            by="JB",
            at=at("Thu 17:42"),
            means="call",
            whom="service desk",
            reference="88213",
            said="Queued",
            promised_by=at("Thu 18:30"),
        ),
    )


def test_a_call_reaches_somebody() -> None:
    with refused("Say whom the message about Electronic prescriptions reached."):
        call_about_service(given(), an_act(), "eps", whom=" ", means="message")


def test_a_pigeon_is_no_way_to_reach_somebody() -> None:
    with refused("‘pigeon’ is not a way to reach somebody here. It is call or message."):
        call_about_service(given(), an_act(), "eps", whom="desk", means="pigeon")


def test_a_promise_lies_after_the_call() -> None:
    with refused("Thu 26 Nov 17:00 is before the call itself. Give the time they promised."):
        call_about_service(given(), an_act(), "eps", whom="desk", promised_by=at("Thu 17:00"))


def test_a_double_press_is_one_call() -> None:
    state = given(called())

    with refused("This call is already in the log, as entry 0."):
        call_about_service(state, an_act(), "eps", whom="service desk")
    assert call_about_service(state, an_act(when="Thu 17:44"), "eps", whom="service desk").whom == "service desk"


def test_a_promise_is_over_once_its_time_has_passed_until_it_is_kept() -> None:
    state = given(called())
    (call,) = state.services["eps"].calls
    assert (call.is_overdue(at("Thu 18:30")), call.is_overdue(at("Thu 18:31"))) == (False, True)

    kept = then(state, keep_promise(state, an_act(when="Thu 18:40"), "eps", call=0, seen="It is off"))

    (call,) = kept.services["eps"].calls
    assert (call.kept_at, call.is_overdue(at("Fri 09:00"))) == (at("Thu 18:40"), False)
    with refused("The promise of entry 0 about Electronic prescriptions was kept, Thu 26 Nov 18:40."):
        keep_promise(kept, an_act(when="Thu 18:50"), "eps", call=0)


@pytest.mark.parametrize("promised_by", ["", "soon", "2026-11-26T18:30:00"])
def test_where_nothing_was_promised_nothing_is_kept(promised_by: str) -> None:
    state = given(called(promised_by))

    assert not state.services["eps"].calls[0].is_overdue(at("Wed 09:00"))
    with refused(
        "Entry 0 holds no promise about Electronic prescriptions. Give the number of the call in which it was promised."
    ):
        keep_promise(state, an_act(), "eps", call=0)


def test_a_promise_that_was_kept_twice_was_kept_the_first_time() -> None:
    later = PromiseKept(**signed("SP", "Thu 19:00"), service="eps", call=0)
    state = given(called(), PromiseKept(**signed("JB", "Thu 18:40"), service="eps", call=0), later)

    assert state.services["eps"].calls[0].kept_at == at("Thu 18:40")
