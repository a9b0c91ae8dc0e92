"""What is offered about a service: states, the next of its kind, open promises."""

from __future__ import annotations

import pytest
from tests.examples import SERVICES, done, given, signed, then

from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.runner.service_board import debt_forms
from cutover_tui.runner.service_offers import next_of_kind, open_promises, states_to_offer

EPS, NORTH, SOUTH, BOWEL = SERVICES
CONFIRMED = {"confirmed_with": "the lab", "reference": "none given"}


def moved(instance: str, to: str, **fields: object) -> ServiceMoved:
    return ServiceMoved(service=instance, to=to, **{**signed(), **fields})  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("stands", "first"),
    [
        ("normal", "paper"),
        ("asked_off", "paper"),
        ("paper", "on_untested"),
        ("asked_on", "on_untested"),
        ("on_untested", "flowing"),
        ("unknown", "paper"),
        ("flowing", "paper"),
    ],
)
def test_the_state_that_makes_sense_next_stands_first(stands: str, first: str) -> None:
    events = [] if stands == "normal" else [moved(NORTH.id, stands, first_item="seen", reason="r", **CONFIRMED)]
    offered = states_to_offer(given(*events), NORTH)

    assert offered[0] == first
    assert set(offered) == set(ServiceStatus) - {ServiceStatus.NORMAL, ServiceStatus(stands)}


def test_what_nobody_confirmed_can_be_confirmed_first() -> None:
    assert states_to_offer(given(done("F-01a")), NORTH)[0] is ServiceStatus.PAPER


def test_the_next_of_a_kind_still_stands_where_the_last_one_stood() -> None:
    state = given(moved(NORTH.id, "paper", **CONFIRMED))

    assert next_of_kind(state, NORTH, ServiceStatus.NORMAL) == SOUTH
    assert next_of_kind(state, SOUTH, ServiceStatus.PAPER) == NORTH
    assert next_of_kind(state, NORTH, ServiceStatus.ASKED_OFF) is None
    assert next_of_kind(state, EPS, ServiceStatus.NORMAL) is None


def test_after_a_confirmation_only_what_is_unconfirmed_is_gone_on_with() -> None:
    confirmed = given(moved(NORTH.id, "paper", **CONFIRMED), moved(SOUTH.id, "paper", **CONFIRMED))
    unconfirmed = given(moved(NORTH.id, "paper", **CONFIRMED), done("F-01b"))

    assert next_of_kind(confirmed, NORTH, ServiceStatus.PAPER, unconfirmed=True) is None
    assert next_of_kind(unconfirmed, NORTH, ServiceStatus.PAPER, unconfirmed=True) == SOUTH


def test_a_promise_is_open_until_it_is_kept() -> None:
    called = ServiceCalled(
        **signed(), service="eps", means="call", whom="desk", promised_by="2026-11-26T18:00:00+00:00"
    )
    state = given(called, ServiceCalled(**signed(), service="eps", means="call", whom="desk"))

    assert [call.seq for call in open_promises(state.services["eps"])] == [0]
    assert open_promises(then(state, PromiseKept(**signed(), service="eps", call=0)).services["eps"]) == ()


def test_the_debt_is_told_in_ever_fewer_letters_and_unknown_is_never_left_out() -> None:
    state = given(
        moved("eps", "off", **CONFIRMED), moved(NORTH.id, "paper", **CONFIRMED), moved("bowel", "unknown", reason="r")
    )

    assert debt_forms(given()) == ()
    assert debt_forms(state) == (
        "SERVICES 1 OFF · 1 PAPER · 1 UNKNOWN",
        "1 OFF 1 PAPER 1 UNKNOWN",
        "SERVICES 2 NOT NORMAL · 1 UNKNOWN",
        "2 NOT NORMAL 1 UNKNOWN",
    )
