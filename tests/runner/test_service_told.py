"""What is said about services after an act comes from where they stand, and names what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examples import done, given, signed, then

from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_moves import ServiceCaught
from cutover_tui.domain.tasks import TaskReopened
from cutover_tui.runner.service_told import Told, said_about_task, services_of_entry, services_of_task, told_after

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

CONFIRMED = {"confirmed_with": "Ann", "reference": "4471"}
CAUGHT = {"catcher": "SP", "route": "the lab rings 214"}
LAB_OFF = done("F-01a", when="Thu 17:02", **CONFIRMED, **CAUGHT)


def told(before: RunState, after: RunState, ref: str) -> Told:
    return told_after(before, after, services_of_task(after, ref))


def test_a_service_that_is_confirmed_and_caught_is_named_with_its_state() -> None:
    before = given()

    assert told(before, then(before, LAB_OFF), "F-01a") == Told("Pathology results (north-lab) is PAPER.")


def test_nobody_who_catches_it_is_a_caution() -> None:
    before = given()
    after = then(before, done("F-01a", **CONFIRMED))

    words = "Pathology results (north-lab) is PAPER and nobody catches it."
    assert told(before, after, "F-01a") == Told(words, caution=True)


def test_what_nobody_confirmed_is_a_caution_though_it_is_caught() -> None:
    before = given()
    after = then(before, done("F-01a", confirmed_with="Not recorded", **CAUGHT))

    assert told(before, after, "F-01a") == Told("Pathology results (north-lab) is PAPER, NOT CONFIRMED.", caution=True)


def test_what_is_neither_confirmed_nor_caught_says_both() -> None:
    before = given()
    after = then(before, done("F-01a", confirmed_with="Not recorded"))

    words = "Pathology results (north-lab) is PAPER, NOT CONFIRMED, and nobody catches it."
    assert told(before, after, "F-01a") == Told(words, caution=True)


def test_a_second_look_changes_what_is_said() -> None:
    before = given()
    waiting = then(before, done("F-02", observed="paused", **CONFIRMED, **CAUGHT))
    checked = then(waiting, TaskChecked(**signed("SP"), task="F-02", observed="paused", agrees=True))

    assert told(before, waiting, "F-02") == Told("Electronic prescriptions is OFF, NOT CHECKED.")
    assert told(waiting, checked, "F-02") == Told("Electronic prescriptions is OFF.")


def test_a_service_that_is_as_usual_again_is_no_caution() -> None:
    before = given(done("F-01a", **CONFIRMED))
    after = then(before, TaskReopened(**signed(), task="F-01a", reason="it came back"))

    assert told(before, after, "F-01a") == Told("Pathology results (north-lab) is NORMAL again.")


def test_what_stands_as_before_is_not_said() -> None:
    before = given(LAB_OFF)

    assert told(before, then(before, done("F-03")), "F-03") == Told()
    assert told(before, before, "F-01a") == Told()


def test_a_catcher_named_later_is_said() -> None:
    before = given(done("F-01a", **CONFIRMED))
    event = ServiceCaught(**signed(), service="pathology:north-lab", **CAUGHT)

    assert told(before, then(before, event), "F-01a") == Told("Pathology results (north-lab) is PAPER.")


def test_the_services_of_an_entry_are_those_it_moved() -> None:
    state = given(done("F-03"), LAB_OFF)

    assert services_of_entry(state, 0) == ()
    assert services_of_entry(state, 1) == ("pathology:north-lab",)


def test_the_person_who_checks_is_shown_what_the_other_end_said() -> None:
    state = given(LAB_OFF)
    words = "Pathology results (north-lab) is PAPER; confirmed with Ann; reference 4471"

    assert said_about_task(state, "F-01a") == words
    flowing = then(state, done("G-02a", first_item="North Lab, 09:42"))
    words = "Pathology results (north-lab) is FLOWING; first item: North Lab, 09:42"
    assert said_about_task(flowing, "G-02a") == words
    assert said_about_task(state, "F-03") == ""
