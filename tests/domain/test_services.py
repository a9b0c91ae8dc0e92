"""Services: what each move asks for, what it completes, and how a service and its tasks stay one truth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import (
    SERVICES,
    a_plan,
    an_act,
    at,
    done,
    entries_of,
    given,
    refused,
    signed,
    then,
    with_task,
)

from cutover_tui.domain.anchors import move_anchor
from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.corrections import correct_entry, correctable
from cutover_tui.domain.fold import fold
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved, is_reason_needed, move_service, name_catcher
from cutover_tui.domain.services import Gap, ServiceStatus, Step, standing_words
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.tasks import TaskNotNeeded, TaskReopened, TaskStatus, complete_task

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Plan

SAID = Confirmation(confirmed_with="service desk", reference="4471")
SEEN = Confirmation(first_item="North Lab, 09:42")
CAUGHT = Confirmation(confirmed_with="service desk", reference="4471", catcher="SP", route="the lab rings 214")

EPS_OFF = done("F-02", observed="paused", checked_by="SP", confirmed_with="the desk", reference="4471")
LAB_OFF = done("F-01a", when="Thu 17:02", confirmed_with="the lab", reference="none given")


def moved(instance: str, to: str, when: str = "Thu 17:42", **fields: object) -> ServiceMoved:
    """A service came into a state."""
    return ServiceMoved(service=instance, to=to, **{**signed("JB", when), **fields})  # type: ignore[arg-type]  # any field


def reopened(ref: str) -> TaskReopened:
    return TaskReopened(**signed(), task=ref, reason="it came back")


def eps(state: RunState) -> ServiceStatus:
    return state.services["eps"].status


def two_step_plan(**fields: object) -> Plan:
    """The small plan with EPS brought on by one task and proven by another."""
    service = replace(SERVICES[0], restore_tasks=("G-01", "G-03"), **fields)  # type: ignore[arg-type]  # any field of a service
    return a_plan(services=(service, *SERVICES[1:]))


# What a move asks for


def test_off_names_who_confirmed_it_and_their_reference() -> None:
    event = move_service(given(), an_act(), "eps", "off", said=SAID)

    assert (event.to, event.confirmed_with, event.reference) == ("off", "service desk", "4471")
    assert (event.by, event.auth) == ("JB", "initials")


@pytest.mark.parametrize("to", ["off", "paper", "redirected", "continues"])
def test_no_cutover_state_is_taken_on_a_word_alone(to: str) -> None:
    words = to.upper()

    with refused(
        f"{words} needs somebody at the other end to say so. Give who confirmed it for Electronic prescriptions."
    ):
        move_service(given(), an_act(), "eps", to, said=Confirmation(reference="4471"))
    with refused(
        f"{words} needs a reference from the other end. Give it for Electronic prescriptions, or write that they gave "
        "none."
    ):
        move_service(given(), an_act(), "eps", to, said=Confirmation(confirmed_with="service desk", reference=" "))


def test_on_needs_a_confirmation_too() -> None:
    with refused("ON, UNTESTED needs somebody at the other end to say so. …"):
        move_service(given(EPS_OFF), an_act(when="Tue 08:10"), "eps", "on_untested")


def test_flowing_needs_a_first_real_item() -> None:
    with refused(
        "FLOWING needs a first real item. Say for Pathology results (north-lab) where it came from and at what time, "
        "no patient detail."
    ):
        move_service(given(LAB_OFF), an_act(when="Tue 09:45"), "pathology:north-lab", "flowing", said=SAID)


@pytest.mark.parametrize("to", ["asked_off", "asked_on"])
def test_asking_names_who_was_asked(to: str) -> None:
    with refused("Say who was asked about Electronic prescriptions."):
        move_service(given(), an_act(), "eps", to)


@pytest.mark.parametrize(("to", "words"), [("unknown", "UNKNOWN"), ("fell_back", "FELL BACK")])
def test_unknown_and_fell_back_need_a_reason(to: str, words: str) -> None:
    with refused(f"Say why Electronic prescriptions is {words}."):
        move_service(given(EPS_OFF), an_act(), "eps", to, reason=" ")


def test_retiring_takes_two_people_and_a_reason() -> None:
    state = given(EPS_OFF)

    with refused("Retiring Electronic prescriptions takes two people. Give the initials of the other who agrees."):
        move_service(state, an_act(), "eps", "retired", reason="The app ends")
    with refused("Electronic prescriptions needs a different person to agree: JB says so already. Ask somebody else."):
        move_service(state, an_act(), "eps", "retired", reason="The app ends", checked_by="JB")
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        move_service(state, an_act(), "eps", "retired", reason="The app ends", checked_by="XX")
    with refused("Say why Electronic prescriptions is RETIRED."):
        move_service(state, an_act(), "eps", "retired", checked_by="SP")

    event = move_service(state, an_act(), "eps", "retired", reason="The app ends", checked_by="SP")

    assert (event.checked_by, event.auth) == ("SP", "two-person")


def test_the_one_acted_for_is_no_second_person() -> None:
    with refused("Electronic prescriptions needs a different person to agree: SP says so already. Ask somebody else."):
        move_service(given(), an_act("JB", on_behalf_of="SP"), "eps", "retired", reason="The app ends", checked_by="SP")


def test_a_service_is_never_moved_to_normal() -> None:
    with refused(
        "Electronic prescriptions cannot be moved to NORMAL: that is where it stood before anything happened. "
        "Give FLOWING, FELL BACK or RETIRED, or reopen the task that took it off."
    ):
        move_service(given(EPS_OFF), an_act(), "eps", "normal")


def test_a_state_that_is_none_is_refused_with_those_there_are() -> None:
    with refused(
        "‘on’ is not a state of a service. The states are asked_off, off, paper, redirected, continues, asked_on, "
        "on_untested, flowing, fell_back, retired, unknown."
    ):
        move_service(given(), an_act(), "eps", "on")


@pytest.mark.parametrize(
    ("instance", "words"),
    [
        ("x", "There is no service instance x in this plan. `cutover status --json` lists them all."),
        ("", "There is no service instance without a name in this plan. `cutover status --json` lists them all."),
        (
            "pathology",
            (
                "There is no service instance pathology in this plan. Its instances are pathology:north-lab, "
                "pathology:south-lab."
            ),
        ),
    ],
)
def test_a_service_that_is_not_there_is_refused(instance: str, words: str) -> None:
    with refused(words):
        move_service(given(), an_act(), instance, "off", said=SAID)


def test_a_service_is_not_moved_to_where_it_stands() -> None:
    with refused("Electronic prescriptions is already OFF since Thu 26 Nov 17:42, recorded by JB."):
        move_service(given(EPS_OFF), an_act(), "eps", "off", said=SAID)


def test_what_was_not_confirmed_may_be_confirmed_later() -> None:
    ticked = given(done("F-02", observed="paused", checked_by="SP", confirmed_with=NOT_RECORDED))
    assert standing_words(ticked.services["eps"]) == "OFF, NOT CONFIRMED"

    state = then(ticked, move_service(ticked, an_act("MK", when="Thu 17:50"), "eps", "off", said=SAID))

    standing = state.services["eps"]
    assert (standing_words(standing), standing.confirmed_with, standing.since) == (
        "OFF",
        "service desk",
        at("Thu 17:42"),
    )


def test_going_back_needs_a_reason() -> None:
    state = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item="a pharmacy, 08:15"))

    with refused("Electronic prescriptions is FLOWING. Say why it goes back to OFF."):
        move_service(state, an_act(when="Tue 09:00"), "eps", "off", said=SAID)


# Who catches it


def test_a_catcher_is_a_person_and_a_route() -> None:
    state = given(LAB_OFF)

    with refused(
        "Say how what Pathology results (north-lab) would have carried reaches SP, such as ‘the lab rings 214’."
    ):
        name_catcher(state, an_act(), "pathology:north-lab", catcher="SP", route=" ")
    with refused("Give the initials of the person who catches what Pathology results (north-lab) would have carried."):
        name_catcher(state, an_act(), "pathology:north-lab", catcher="", route="rings 214")
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        name_catcher(state, an_act(), "pathology:north-lab", catcher="XX", route="rings 214")

    after = then(state, name_catcher(state, an_act(), "pathology:north-lab", catcher="SP", route="the lab rings 214"))

    standing = after.services["pathology:north-lab"]
    assert (standing.catcher, standing.route) == ("SP", "the lab rings 214")
    with refused("SP already catches Pathology results (north-lab), by the same route."):
        name_catcher(after, an_act(), "pathology:north-lab", catcher="SP", route="the lab rings 214")


def test_a_route_that_leads_to_nobody_is_refused() -> None:
    with refused("‘rings 214’ leads to nobody. Give the initials of the person who catches Electronic prescriptions."):
        move_service(given(), an_act(), "eps", "off", said=replace(SAID, route="rings 214"))


def test_a_move_may_name_the_catcher_at_once() -> None:
    state = then(given(), move_service(given(), an_act(), "eps", "off", said=CAUGHT))

    assert (state.services["eps"].catcher, state.services["eps"].route) == ("SP", "the lab rings 214")


# One act, one record, both truths


def test_a_tick_moves_its_service_with_what_was_said() -> None:
    state = given()

    event = complete_task(
        state, an_act(), "F-02", observed="paused", checked_by="SP", said=replace(CAUGHT, reference=" 4471 ")
    )
    after = then(state, event)

    standing = after.services["eps"]
    assert (standing.status, standing.since, standing.seq) == (ServiceStatus.OFF, at("Thu 17:42"), 0)
    assert (standing.confirmed_with, standing.reference, standing.by) == ("service desk", "4471", "JB")
    assert (standing.catcher, standing.confirmed, standing.owes) == ("SP", True, True)


def test_a_plain_tick_says_that_nobody_confirmed() -> None:
    event = complete_task(given(), an_act(), "F-01a", observed="off, confirmed by the lab")

    assert event.confirmed_with == NOT_RECORDED
    assert standing_words(then(given(), event).services["pathology:north-lab"]) == "PAPER, NOT CONFIRMED"


def test_a_plain_tick_of_a_restore_task_says_that_nothing_was_seen() -> None:
    state = given(LAB_OFF)

    after = then(state, complete_task(state, an_act(when="Tue 10:00"), "G-02a"))

    standing = after.services["pathology:north-lab"]
    assert (standing_words(standing), standing.owes) == ("FLOWING, NOT PROVEN", True)


def test_a_task_that_moves_no_service_takes_no_confirmation() -> None:
    with refused("P-02 moves no service, so nobody at the other end confirms it. Write it in the note instead."):
        complete_task(given(), an_act(), "P-02", said=SAID)
    assert complete_task(given(), an_act(), "P-02").confirmed_with == ""


def test_a_catcher_named_with_a_tick_is_on_the_roster() -> None:
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        complete_task(given(), an_act(), "F-01a", said=replace(CAUGHT, catcher="XX"))


def test_moving_a_service_completes_its_task_in_the_same_record() -> None:
    event = move_service(given(), an_act(), "pathology:north-lab", "paper", said=SAID)

    state = then(given(), event)

    standing = state.standing("F-01a")
    assert (event.completes, state.count) == (("F-01a",), 1)
    assert (standing.status, standing.seq, standing.by) == (TaskStatus.DONE, 0, "JB")
    assert standing.observed == "PATHOLOGY is PAPER; confirmed with service desk; reference 4471"


def test_another_cutover_state_completes_the_task_all_the_same() -> None:
    event = move_service(given(), an_act(), "eps", "paper", said=SAID, checked_by="SP")

    state = then(given(), event)

    assert (eps(state), state.standing("F-02").status) == (ServiceStatus.PAPER, TaskStatus.DONE)


def test_a_task_for_two_people_waits_and_its_service_says_so() -> None:
    state = then(given(), move_service(given(), an_act(), "eps", "off", said=SAID))
    assert state.standing("F-02").status is TaskStatus.AWAITS_CHECK
    assert (standing_words(state.services["eps"]), state.services["eps"].owes) == ("OFF, NOT CHECKED", True)

    checked = then(state, TaskChecked(**signed("SP"), task="F-02", observed="paused", agrees=True))

    assert (standing_words(checked.services["eps"]), checked.standing("F-02").status) == ("OFF", TaskStatus.DONE)


def test_a_flow_that_waits_for_its_check_still_owes() -> None:
    plan = with_task("G-01", second_person=True)
    state = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item="a pharmacy, 08:15"), plan=plan)
    assert (standing_words(state.services["eps"]), state.services["eps"].owes) == ("FLOWING, NOT CHECKED", True)

    checked = then(state, TaskChecked(**signed("SP", "Tue 08:30"), task="G-01", observed="seen", agrees=True))

    assert not checked.services["eps"].owes


def test_a_move_asks_why_when_its_task_is_too_early() -> None:
    early = an_act(when="2026-11-20 09:00")

    with pytest.raises(ReasonNeeded) as asked:
        move_service(given(), early, "pathology:north-lab", "paper", said=SAID)

    assert asked.value.unusual == ("too early",)
    assert str(asked.value) == (
        "F-01a opens on Tue 24 Nov 08:00. Say why it was done now, and it is recorded with the reason."
    )
    event = move_service(given(), early, "pathology:north-lab", "paper", said=SAID, reason="They were ready")
    standing = then(given(), event).standing("F-01a")
    assert (event.unusual, standing.unusual, standing.reason) == (("too early",), ("too early",), "They were ready")


def test_reopening_an_off_task_returns_its_service_to_what_it_was() -> None:
    asked = given(moved("eps", "asked_off", when="Thu 16:00", confirmed_with="service desk"))
    off = fold(asked, entries_of(moved("eps", "asked_off"), EPS_OFF)[1:])
    assert eps(off) is ServiceStatus.OFF

    state = then(off, reopened("F-02"))

    assert (eps(state), state.services["eps"].since) == (ServiceStatus.ASKED_OFF, at("Thu 16:00"))
    assert state.services["eps"].gaps == ()


def test_reopening_undoes_a_move_from_the_board_and_what_confirmed_it() -> None:
    ticked = given(done("F-02", checked_by="SP", confirmed_with=NOT_RECORDED))
    confirmed = then(ticked, move_service(ticked, an_act(), "eps", "off", said=SAID))

    assert eps(then(confirmed, reopened("F-02"))) is ServiceStatus.NORMAL


def test_reopening_a_restore_task_is_off_again_since_it_went_off() -> None:
    state = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item="x"), reopened("G-01"))

    assert (eps(state), state.services["eps"].since) == (ServiceStatus.OFF, at("Thu 17:42"))


def test_reopening_a_task_that_never_was_done_moves_nothing() -> None:
    plan = a_plan(services=(replace(SERVICES[0], brings={"F-02": "off", "G-01": "on"}),))
    off = given(TaskNotNeeded(**signed(), task="F-02", reason="r", saw=given().saw_task("F-02")), plan=plan)
    state = then(off, moved("eps", "off", confirmed_with="the desk"))

    assert eps(then(state, reopened("F-02"))) is ServiceStatus.OFF


def test_a_task_that_tells_again_may_confirm_what_was_not_confirmed() -> None:
    plan = with_task("F-01a", tells=("GL",))
    ticked = given(done("F-01a", confirmed_with=NOT_RECORDED), plan=plan)
    moved_on = then(ticked, move_anchor(ticked, an_act(), "GL", to=at("Wed 08:00"), reason="Slow", agreed_by="all"))

    state = then(moved_on, complete_task(moved_on, an_act(when="Thu 17:50"), "F-01a", said=SAID))

    assert standing_words(state.services["pathology:north-lab"]) == "PAPER"


def test_a_late_tick_of_an_off_task_takes_nothing_back() -> None:
    state = given(moved("eps", "flowing", when="Tue 08:00", first_item="x"), done("F-02", checked_by="SP"))

    assert eps(state) is ServiceStatus.FLOWING


def test_a_check_does_not_hide_that_nobody_knows() -> None:
    state = given(
        done("F-02", observed="paused"),
        moved("eps", "unknown", reason="nobody answers"),
        TaskChecked(**signed("SP"), task="F-02", observed="paused", agrees=True),
    )

    assert eps(state) is ServiceStatus.UNKNOWN


def test_a_retired_service_is_moved_by_no_task() -> None:
    state = given(EPS_OFF, moved("eps", "retired", checked_by="SP", reason="r"), done("G-01", first_item="x"))

    assert eps(state) is ServiceStatus.RETIRED


def test_going_back_makes_the_tasks_that_no_longer_hold_to_do_again() -> None:
    state = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item="a pharmacy, 08:15"))

    event = move_service(state, an_act(when="Tue 14:00"), "eps", "off", said=SAID, reason="It stopped at 14:00")
    after = then(state, event)

    assert (event.reopens, eps(after)) == (("G-01",), ServiceStatus.OFF)
    assert (after.standing("G-01").status, after.standing("G-01").reason) == (TaskStatus.TO_DO, "It stopped at 14:00")
    assert after.services["eps"].gaps == (
        Gap(at("Thu 17:42"), at("Tue 08:20")),
        Gap(at("Tue 14:00"), None),
    )


def test_what_fell_back_to_the_old_system_is_to_go_off_again_before_the_next_attempt() -> None:
    state = given(EPS_OFF)
    event = move_service(state, an_act(when="Fri 02:00"), "eps", "fell_back", reason="The load failed")
    back = then(state, event)

    again = then(back, done("F-02", when="2026-12-10 17:00", checked_by="SP", confirmed_with="the desk"))

    assert (event.reopens, eps(back), back.standing("F-02").status) == (
        ("F-02",),
        ServiceStatus.FELL_BACK,
        TaskStatus.TO_DO,
    )
    assert not back.services["eps"].owes
    assert (eps(again), again.services["eps"].gaps) == (
        ServiceStatus.OFF,
        (Gap(at("Thu 17:42"), at("Fri 02:00")), Gap(at("2026-12-10 17:00"), None)),
    )


@pytest.mark.parametrize("to", ["unknown", "retired"])
def test_what_is_unknown_or_retired_undoes_no_task(to: str) -> None:
    event = move_service(given(EPS_OFF), an_act(), "eps", to, reason="r", checked_by="SP")

    assert event.reopens == ()


# Which task brings which state


def test_of_two_restore_tasks_the_first_brings_on_and_the_last_proves_the_flow() -> None:
    on = given(EPS_OFF, done("G-01", when="Tue 08:20", confirmed_with="the desk"), plan=two_step_plan())
    flows = then(on, done("G-03", when="Tue 09:00", first_item="a pharmacy, 08:58"))

    assert (eps(on), eps(flows)) == (ServiceStatus.ON_UNTESTED, ServiceStatus.FLOWING)


def test_a_plan_may_say_which_task_brings_what() -> None:
    plan = two_step_plan(brings={"F-02": "off", "G-01": "flowing"})
    state = given(EPS_OFF, done("G-03", when="Tue 09:00"), plan=plan)

    assert eps(state) is ServiceStatus.OFF
    assert eps(then(state, done("G-01", when="Tue 09:00", first_item="x"))) is ServiceStatus.FLOWING


def test_flowing_means_on_so_both_tasks_are_completed() -> None:
    state = given(EPS_OFF, plan=two_step_plan())

    event = move_service(state, an_act(when="Tue 09:00"), "eps", "flowing", said=SEEN, reason="it came early")

    assert event.completes == ("G-01", "G-03")


def test_a_task_that_several_services_share_is_completed_by_the_last() -> None:
    labs = tuple(replace(service, restore_tasks=("G-03",)) for service in SERVICES[1:3])
    state = given(done("F-01a"), done("F-01b"), plan=a_plan(services=labs))
    act = an_act(when="Wed 09:50")

    first = move_service(state, act, "pathology:north-lab", "flowing", said=SEEN)
    state = then(state, first)
    second = move_service(state, act, "pathology:south-lab", "flowing", said=SEEN)
    state = then(state, second)

    assert (first.completes, second.completes) == ((), ("G-03",))
    assert state.standing("G-03").status is TaskStatus.DONE


def test_a_shared_task_moves_all_its_services() -> None:
    labs = tuple(replace(service, off_tasks=("G-03",)) for service in SERVICES[1:3])

    state = given(done("G-03", confirmed_with="both labs"), plan=a_plan(services=labs))

    assert [standing.status for standing in state.services.values()] == [ServiceStatus.PAPER] * 2


def test_nobody_completes_a_daily_task_by_moving_its_service() -> None:
    plan = a_plan(services=(replace(SERVICES[3], off_tasks=("C-03a", "C-03b")),))

    event = move_service(given(plan=plan), an_act(), "bowel", "continues", said=SAID)

    assert event.completes == ()


# What the log may hold besides


def test_a_move_of_a_service_of_another_plan_is_shown() -> None:
    state = given(moved("x", "off"), ServiceCaught(**signed(), service="y", catcher="SP", route="r"))

    assert [item.words for item in state.attention] == [
        "Entry 0 is about x, which is not in this plan.",
        "Entry 1 is about y, which is not in this plan.",
    ]


def test_a_state_of_a_newer_version_is_unknown_and_shown() -> None:
    state = given(moved("eps", "melted"))

    assert eps(state) is ServiceStatus.UNKNOWN
    assert [item.words for item in state.attention] == [
        "eps came into a state this version does not know, melted. It is shown as unknown."
    ]


def test_a_correction_of_a_move_corrects_the_service_and_the_task() -> None:
    event = move_service(given(), an_act(), "pathology:north-lab", "paper", said=SAID)
    state = then(given(), event)
    entry = entries_of(event)[0]
    assert correctable(entry) == {
        "by": "JB",
        "at": "2026-11-26T17:42:00+00:00",
        "confirmed_with": "service desk",
        "reference": "4471",
    }

    for field, now in (
        ("by", "MK"),
        ("confirmed_with", "night desk"),
        ("reference", "4417"),
        ("at", "2026-11-26T17:02:00+00:00"),
    ):
        state = then(
            state, correct_entry(state, an_act(when="Thu 17:50"), entry, field=field, now=now, reason="A slip")
        )

    standing, task = state.services["pathology:north-lab"], state.standing("F-01a")
    assert (standing.confirmed_with, standing.reference, standing.by) == ("night desk", "4417", "MK")
    assert (standing.since, standing.gaps) == (at("Thu 17:02"), (Gap(at("Thu 17:02"), None),))
    assert (task.by, task.happened_at) == ("MK", at("Thu 17:02"))


def test_a_correction_of_words_a_service_does_not_have_changes_nothing() -> None:
    state = given(LAB_OFF)

    odd = EntryCorrected(**signed(), corrects=0, task="F-01a", field="unusual", was="a", now="b", reason="r")
    blank = replace(odd, field="at", now="")
    first = replace(odd, field="first_item", now="b")

    services = [then(state, event).services for event in (odd, blank)]
    assert services == [state.services, state.services]
    assert then(state, first).services["pathology:north-lab"].first_item == "b"
    assert then(state, replace(odd, field="reason")).services["pathology:north-lab"].steps[0].reason == "b"


def test_the_gap_begins_with_the_first_word_that_it_is_off() -> None:
    state = given(
        moved("eps", "off", when="Thu 18:00", confirmed_with="desk"),
        moved("eps", "paper", when="Thu 17:30", confirmed_with="desk"),
        moved("eps", "flowing", when="Thu 16:00", first_item="x"),
    )

    assert state.services["eps"].gaps == (Gap(at("Thu 17:30"), at("Thu 17:30")),)


def test_a_flow_nobody_has_seen_ends_no_gap_and_settles_no_debt() -> None:
    unseen = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item=NOT_RECORDED))
    asked_off = then(unseen, moved("eps", "asked_off", when="Tue 09:00", confirmed_with="desk", reason="r"))
    seen = then(unseen, moved("eps", "flowing", when="Tue 09:42", first_item="a pharmacy, 09:40"))

    assert unseen.services["eps"].gaps == asked_off.services["eps"].gaps == (Gap(at("Thu 17:42"), None),)
    assert asked_off.services["eps"].owes
    assert seen.services["eps"].gaps == (Gap(at("Thu 17:42"), at("Tue 09:42")),)


def test_what_flowed_and_is_asked_off_again_owes_nothing_yet() -> None:
    flows = given(EPS_OFF, done("G-01", when="Tue 08:20", first_item="a pharmacy, 08:15"))

    state = then(flows, moved("eps", "asked_off", when="Tue 09:00", confirmed_with="desk", reason="r"))

    assert not state.services["eps"].owes


def test_before_anything_happened_a_service_owes_nothing() -> None:
    standing = start_state(a_plan()).services["eps"]

    assert (standing.status, standing.seq, standing.since, standing.by, standing.owes) == (
        ServiceStatus.NORMAL,
        -1,
        None,
        "",
        False,
    )


def test_a_step_holds_what_its_record_said() -> None:
    state = given(EPS_OFF)

    assert state.services["eps"].steps == (
        Step(
            seq=0,
            status=ServiceStatus.OFF,
            at=at("Thu 17:42"),
            by="JB",
            confirmed_with="the desk",
            reference="4471",
        ),
    )


def test_a_task_that_only_asks_brings_asked_off() -> None:
    plan = a_plan(services=(replace(SERVICES[0], brings={"F-02": "asked"}),))

    assert given(EPS_OFF, plan=plan).services["eps"].status is ServiceStatus.ASKED_OFF


@pytest.mark.parametrize(
    ("was", "to", "needed"),
    [
        (ServiceStatus.NORMAL, ServiceStatus.OFF, False),
        (ServiceStatus.OFF, ServiceStatus.FLOWING, False),
        (ServiceStatus.FLOWING, ServiceStatus.OFF, True),
        (ServiceStatus.OFF, ServiceStatus.UNKNOWN, True),
        (ServiceStatus.OFF, ServiceStatus.RETIRED, True),
    ],
)
def test_going_back_and_what_is_out_of_the_way_needs_a_reason(
    was: ServiceStatus, to: ServiceStatus, *, needed: bool
) -> None:
    assert is_reason_needed(was, to) is needed
