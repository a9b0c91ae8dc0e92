"""The service strip: where the watched services stand, the loudest first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.examples import SERVICES, a_plan, an_act, at, done, given, signed, then

from cutover_tui.domain.plan import Service
from cutover_tui.domain.service_moves import ServiceMoved, move_service
from cutover_tui.domain.tasks import TaskNotNeeded, TaskReopened
from cutover_tui.runner.service_tiles import ServiceTile, service_tiles

EPS_OFF = done("F-02", observed="paused", checked_by="SP", confirmed_with="the desk", reference="4471")
EPS_FLOWS = done("G-01", when="Tue 08:20", first_item="a pharmacy, 08:15")


def moved(instance: str, to: str, when: str = "Thu 17:42", **fields: object) -> ServiceMoved:
    return ServiceMoved(service=instance, to=to, **{**signed("JB", when), **fields})  # type: ignore[arg-type]  # any field


def not_needed(ref: str) -> TaskNotNeeded:
    return TaskNotNeeded(**signed(), task=ref, reason="r", saw=given().saw_task(ref))


def test_before_anything_is_done_all_is_normal() -> None:
    assert service_tiles(given()) == (
        ServiceTile("EPS", "NORMAL", degraded=False, since=None),
        ServiceTile("PATHOLOGY", "NORMAL", degraded=False, since=None),
    )


def test_a_service_is_off_from_when_its_task_was_done() -> None:
    assert service_tiles(given(EPS_OFF))[0] == ServiceTile("EPS", "OFF", degraded=True, since=at("Thu 17:42"))


def test_a_tick_that_waits_for_its_check_shows_what_was_said_and_owes() -> None:
    assert service_tiles(given(done("F-02", observed="paused")))[0].words == "OFF"


def test_a_reopened_switch_is_normal_again() -> None:
    state = given(EPS_OFF, TaskReopened(**signed(), task="F-02", reason="it came back"))

    assert service_tiles(state)[0].words == "NORMAL"


def test_a_service_flows_from_when_a_first_item_was_seen() -> None:
    state = given(EPS_OFF, EPS_FLOWS)

    assert service_tiles(state)[0] == ServiceTile("EPS", "FLOWING", degraded=False, since=at("Tue 08:20"))


def test_a_service_that_came_back_without_a_first_item_is_not_proven() -> None:
    state = given(EPS_OFF, done("G-01", when="Tue 08:20"))

    assert service_tiles(state)[0] == ServiceTile("EPS", "NOT PROVEN", degraded=True, since=at("Tue 08:20"))


def test_some_of_several_are_counted_and_the_first_gives_the_time() -> None:
    first = done("F-01b", when="Thu 16:00")
    both = given(first, done("F-01a", when="Thu 17:00"))

    assert service_tiles(given(first))[1] == ServiceTile(
        "PATHOLOGY", "1 of 2 PAPER", degraded=True, since=at("Thu 16:00")
    )
    assert service_tiles(both)[1] == ServiceTile("PATHOLOGY", "PAPER", degraded=True, since=at("Thu 16:00"))


def test_until_all_are_back_the_strip_says_which_are_not() -> None:
    state = given(done("F-01a"), done("F-01b"), done("G-02a", when="Wed 10:00", first_item="09:42"))

    assert service_tiles(state)[1].words == "1 of 2 PAPER"


def test_some_back_and_some_never_off_are_counted_and_the_last_gives_the_time() -> None:
    half = given(done("F-01a"), done("G-02a", when="Wed 10:00", first_item="09:42"))
    whole = then(half, done("G-02b", when="Wed 11:00", first_item="10:50"))

    assert service_tiles(half)[1] == ServiceTile("PATHOLOGY", "1 of 2 FLOWING", degraded=False, since=at("Wed 10:00"))
    assert service_tiles(whole)[1] == ServiceTile("PATHOLOGY", "FLOWING", degraded=False, since=at("Wed 11:00"))


def test_unknown_is_louder_than_off() -> None:
    state = given(done("F-01a"), moved("pathology:south-lab", "unknown", when="Thu 18:00"))

    assert service_tiles(state)[1] == ServiceTile("PATHOLOGY", "1 of 2 UNKNOWN", degraded=True, since=at("Thu 18:00"))


def test_a_cutover_state_of_another_version_counts_as_off() -> None:
    parked = replace(SERVICES[0], cutover_state="parked")

    assert service_tiles(given(EPS_OFF, plan=a_plan(services=(parked,))))[0].words == "OFF"


def test_a_service_that_is_not_watched_has_no_tile() -> None:
    assert [tile.name for tile in service_tiles(given())] == ["EPS", "PATHOLOGY"]


def test_tiles_come_in_the_order_of_the_strip() -> None:
    plan = a_plan(services=tuple(replace(service, watch=9 - service.watch) for service in SERVICES if service.watch))

    assert [tile.name for tile in service_tiles(given(plan=plan))] == ["PATHOLOGY", "EPS"]


def test_a_service_is_off_only_when_all_its_tasks_are_done() -> None:
    plan = a_plan(services=(replace(SERVICES[0], off_tasks=("F-02", "F-03")),))
    half = given(EPS_OFF, plan=plan)

    assert service_tiles(half)[0].words == "NORMAL"
    assert service_tiles(then(half, done("F-03", when="Thu 18:00")))[0] == ServiceTile(
        "EPS", "OFF", degraded=True, since=at("Thu 18:00")
    )


def test_a_task_that_is_not_needed_here_does_not_keep_a_service_back() -> None:
    plan = a_plan(services=(replace(SERVICES[0], off_tasks=("F-02", "G-03")),))
    state = given(EPS_OFF, not_needed("G-03"), plan=plan)

    assert service_tiles(state)[0].words == "OFF"


def test_tasks_that_are_all_not_needed_change_nothing() -> None:
    assert service_tiles(given(not_needed("F-02")))[0].words == "NORMAL"


def test_of_a_daily_task_the_first_day_counts() -> None:
    plan = a_plan(services=(replace(SERVICES[0], off_tasks=("C-03a", "C-03b")),))
    first = given(done("C-03a", when="Fri 08:10"), plan=plan)
    off_since_friday = ServiceTile("EPS", "OFF", degraded=True, since=at("Fri 08:10"))

    assert service_tiles(given(plan=plan))[0].words == "NORMAL"
    assert service_tiles(first)[0] == off_since_friday
    assert service_tiles(then(first, done("C-03b", when="Mon 08:10")))[0] == off_since_friday


@pytest.mark.parametrize("refs", [(), ("X-9",)])
def test_without_tasks_of_this_plan_a_service_moves_all_the_same(refs: tuple[str, ...]) -> None:
    service = Service(id="x", service="x", name="X", short_name="X", off_tasks=refs, restore_tasks=refs, watch=1)
    state = given(plan=a_plan(services=(service,)))

    event = move_service(state, an_act(), "x", "unknown", reason="nobody answers")

    assert service_tiles(state)[0].words == "NORMAL"
    assert service_tiles(then(state, event))[0].words == "UNKNOWN"
