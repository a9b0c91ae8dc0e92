"""Going live and closing: given a history, when somebody closes the run, then it is closed or these exact words."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, a_plan, an_act, an_entry, at, done, given, refused, signed, then
from tests.reentry_examples import COUNTED, entered, logged, nil

from cutover_tui.domain import closing_matters
from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.closing import (
    LiveStanding,
    RunClosed,
    SignedException,
    close_run,
    closed_words,
    left_to_do,
    live_standing,
    live_to_do,
    old_system_words,
    open_matters,
    saw_closing,
    sign_exception,
    until_words,
)
from cutover_tui.domain.closing_matters import Matter, matters
from cutover_tui.domain.corrections import correct_entry
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.notes import add_note
from cutover_tui.domain.plan import Anchor, GateKind
from cutover_tui.domain.reentry_closing import ReentryClosed
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.tasks import TaskDeferred, complete_task
from cutover_tui.storage.event_json import event_to_payload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

LIVE = AnchorRecorded(**signed(), anchor="GL", happened=at("Tue 08:00"))
LATER = "Tue 12:00"


def moved(to: str, *, first_item: str = "", reason: str = "") -> ServiceMoved:
    return ServiceMoved(
        **signed(), service="eps", to=to, confirmed_with="desk", reference="7", first_item=first_item, reason=reason
    )


def on_the_day(*events: Event) -> RunState:
    return given(*events, LIVE)


def signed_for(state: RunState, matter: str, second: str = "SP") -> SignedException:
    return sign_exception(
        state, an_act("JB", LATER), matter, second=second, owner="DR", until="2026-12-18", reason="It waits"
    )


# Going live


def test_a_run_is_not_live_before_go_live_is_recorded() -> None:
    assert live_standing(given()) is LiveStanding.NOT_YET


def test_a_run_is_live_provisionally_until_the_hard_tasks_of_the_go_live_list_are_settled() -> None:
    tasks = tuple(replace(task, gate=GateKind.HARD) if task.ref == "G-01" else task for task in PLAN.tasks)
    state = given(LIVE, plan=replace(PLAN, tasks=tasks))
    assert live_to_do(state) == ("G-01",)
    assert live_standing(state) == "LIVE, PROVISIONAL"

    assert live_standing(then(state, done("G-01"))) == "LIVE"


# What stands in the way


def test_a_service_that_owes_a_count_that_is_left_and_a_deferred_task_stand_in_the_way() -> None:
    put_off = TaskDeferred(**signed(), task="P-02", to="G", until="GL+1wd", reason="no time")
    state = given(moved("off"), logged(3), put_off, LIVE, plan=replace(COUNTED, services=PLAN.services))

    words = [matter.words for matter in matters(state)]
    assert words[0] == "Electronic prescriptions is OFF"
    assert "Red slips has 3 left to enter" in words
    assert "Consultations has no count and no nil return" in words
    assert words[-1] == "P-02 Tell PCSE the dates is deferred to G"


def test_a_category_with_nothing_left_stands_in_the_way_until_it_is_closed() -> None:
    state = given(logged(3), entered(3), nil(of="consultations"), plan=COUNTED)

    assert Matter("reentry:red-slips", "Red slips has nothing left and is not closed") in matters(state)
    assert Matter("reentry:consultations", "Consultations has nothing left and is not closed") in matters(state)


@pytest.mark.parametrize("end", [moved("flowing", first_item="a pharmacy, 09:42"), moved("fell_back", reason="a hold")])
def test_a_service_that_came_to_its_end_does_not_stand_in_the_way(end: ServiceMoved) -> None:
    assert matters(given(moved("off"), end)) == ()


# Closing


def test_a_run_with_nothing_open_is_closed_by_two_people() -> None:
    state = on_the_day()
    event = close_run(state, an_act("JB", LATER), second="SP")
    assert (event.by, event.second, event.auth, event.exceptions) == ("JB", "SP", "two-person", 0)

    after = then(state, event)
    assert closed_words(after) == "Closed 01-Dec-2026 by JB and SP. No further entries."


def test_a_run_is_not_closed_before_go_live() -> None:
    with refused("Go-live is not recorded yet. A run is closed after it; to end a rehearsal early, just leave it."):
        close_run(given(), an_act(), second="SP")


def test_a_run_is_not_closed_by_one_person() -> None:
    with refused("Closing a run needs two people by name. JB is one of them already. Ask somebody else."):
        close_run(on_the_day(), an_act("JB", LATER), second="JB")


def test_a_run_with_a_service_off_is_not_closed() -> None:
    with refused(
        "This run cannot be closed yet: Electronic prescriptions is OFF. "
        "Settle each, or have two people sign an exception for it."
    ):
        close_run(on_the_day(moved("off")), an_act("JB", LATER), second="SP")


def test_a_run_with_an_exception_for_each_matter_is_closed_with_their_names() -> None:
    state = on_the_day(moved("off"))
    state = then(state, signed_for(state, "service:eps", second="DR"))
    event = close_run(state, an_act("MK", LATER), second="SP")
    assert event.exceptions == 1

    assert closed_words(then(state, event)) == (
        "Closed 01-Dec-2026 by MK and SP with 1 service not settled, accepted by DR and JB. No further entries."
    )


def test_an_exception_covers_what_was_signed_and_nothing_that_came_after() -> None:
    state = on_the_day(moved("off"))
    state = then(state, signed_for(state, "service:eps"))
    assert open_matters(state) == ()
    state = then(state, moved("unknown", reason="nobody answers"))

    assert open_matters(state) == (Matter("service:eps", "Electronic prescriptions is UNKNOWN"),)


def test_an_exception_needs_two_people() -> None:
    with refused("An exception needs two people by name. JB is one of them already. Ask somebody else."):
        signed_for(on_the_day(moved("off")), "service:eps", second="JB")


def test_an_exception_needs_a_reason() -> None:
    state = on_the_day(moved("off"))
    with refused("Say why the run is closed although electronic prescriptions is OFF."):
        sign_exception(
            state, an_act("JB", LATER), "service:eps", second="SP", owner="DR", until="2026-12-18", reason=" "
        )


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-11-30", "Mon 30 Nov has passed. Give the day by which DR sees to it."),
        ("soon", "Give the day by which somebody sees to it, such as 18 Dec."),
    ],
)
def test_an_exception_needs_a_day_to_come(until: str, words: str) -> None:
    state = on_the_day(moved("off"))
    with refused(words):
        sign_exception(state, an_act("JB", LATER), "service:eps", second="SP", owner="DR", until=until, reason="late")


def test_an_exception_for_what_is_settled_is_refused() -> None:
    with refused("That does not stand in the way of closing any more, so nobody has to accept it."):
        signed_for(on_the_day(), "service:eps")


# Afterwards


def closed() -> RunState:
    state = on_the_day()
    return then(state, close_run(state, an_act("JB", LATER), second="SP"))


def test_a_closed_run_takes_no_further_entries() -> None:
    words = (
        "No further entries: this run was closed. What became known later is written as a note, which stands as an "
        "addendum."
    )
    state, act = closed(), an_act("JB", LATER)
    with refused(words):
        complete_task(state, act, "P-02")
    with refused(words):
        correct_entry(state, act, an_entry(0, done("P-01")), field="by", now="SP", reason="wrong")
    with refused(words):
        close_run(state, act, second="SP")


def test_a_closed_run_takes_addenda() -> None:
    assert add_note(closed(), an_act("JB", LATER), "The lab found one more result").note


def test_a_close_that_something_came_before_has_no_effect_and_is_said() -> None:
    state = on_the_day()
    event = close_run(state, an_act("JB", LATER), second="SP")
    after = then(then(state, moved("off")), event)

    assert after.closed is None
    assert after.attention[-1].words == "JB closed the run while it changed. It is still open: look at it again."


def test_the_old_system_is_remembered_for_ninety_days() -> None:
    plan = a_plan(anchors=(*PLAN.anchors, Anchor(code="LEG", name="Old system ends", default="GL+90d")))
    state = given(LIVE, plan=plan)
    live = at("Tue 08:00")

    told = {days: old_system_words(state, live + timedelta(days=days)) for days in (0, 89, 90, 91)}
    assert told == {
        0: "The old system can be read until 01-Mar-2027: 90 days left.",
        89: "The old system can be read until 01-Mar-2027: 1 day left.",
        90: "The old system can be read until 01-Mar-2027: today is the last day.",
        91: "The old system was to be read until 01-Mar-2027. Record that it has ended, or move the date.",
    }
    assert old_system_words(given(plan=plan), live) == ""


# Laws

STEPS = st.lists(
    st.one_of(
        st.sampled_from(["off", "paper", "asked_on", "on_untested", "flowing", "fell_back", "unknown"]),
        st.just("sign"),
        st.just("close"),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@drawn(STEPS, st.sampled_from(["JB", "SP"]))
def test_no_path_of_acts_closes_a_run_with_a_debt_nobody_signed_for(steps: list[str], second: str) -> None:
    state = on_the_day()
    for step in steps:
        event: Event
        try:
            if step == "sign":
                event = signed_for(state, "service:eps", second)
            elif step == "close":
                event = close_run(state, an_act("JB", LATER), second=second)
            elif state.closed is None:
                event = moved(step, first_item="a pharmacy, 09:42", reason="so")
            else:
                continue
        except Refused:
            continue
        state = evolve(state, an_entry(state.count, event))
        if isinstance(event, RunClosed):
            assert state.closed is not None
            owing = {one.id: one.words for one in matters(state)}
            accepted = {one.matter: one for one in state.closed.exceptions}
            assert owing.keys() == accepted.keys()
            assert all(one.by != one.second and one.words == owing[name] for name, one in accepted.items())
            assert state.closed.by != state.closed.second
    if state.closed is not None:
        assert open_matters(state) == ()


# Words


def test_an_open_run_has_no_words_of_closing() -> None:
    assert closed_words(given()) == ""


def test_several_exceptions_are_counted_by_kind() -> None:
    put_off = [TaskDeferred(**signed(), task=ref, to="G", until="GL+1wd", reason="no time") for ref in ("P-02", "F-03")]
    state = on_the_day(moved("off"), *put_off)
    for matter in matters(state):
        state = then(state, signed_for(state, matter.id))
    state = then(state, close_run(state, an_act("JB", LATER), second="SP"))

    assert closed_words(state) == (
        "Closed 01-Dec-2026 by JB and SP with 1 service, 2 deferred tasks not settled, accepted by JB and SP. "
        "No further entries."
    )


def test_re_entry_categories_are_counted_as_such_and_a_closed_one_is_no_matter() -> None:
    close = ReentryClosed(**signed(), category="red-slips", checked_by="SP", saw="")
    state = given(nil(), LIVE, plan=COUNTED)
    state = then(state, replace(close, saw=state.reentry["red-slips"].saw))
    left = [matter.id for matter in matters(state)]
    assert left == ["reentry:consultations", "reentry:paper-results:north-lab"]
    for matter in left:
        state = then(state, signed_for(state, matter))
    state = then(state, close_run(state, an_act("JB", LATER), second="SP"))

    assert "with 2 re-entry categories not settled" in closed_words(state)


def test_a_day_that_is_none_stands_as_it_was_written() -> None:
    event = signed_for(on_the_day(moved("off")), "service:eps")
    assert until_words(event) == "Fri 18 Dec"
    assert until_words(replace(event, until="soon")) == "soon"


# Paper slips


def test_slips_that_are_missing_or_not_entered_stand_in_the_way() -> None:
    issued = SlipsIssued(**signed(), slips="C-1 001 to 010", to="GPs")
    counted = SlipsCounted(**signed(), slips="C-1 001 to 010", used=7, void=1, returned=1, entered=7)
    found = replace(counted, returned=2)

    assert matters(on_the_day(issued, counted)) == (
        Matter("slips:C-1 001 to 010", "Slips C-1 001 to 010 have 1 slip missing"),
    )
    assert matters(on_the_day(issued, counted, found)) == ()


def test_a_run_closed_with_slips_missing_says_so() -> None:
    state = on_the_day(SlipsIssued(**signed(), slips="C-1 001 to 010", to="GPs"))
    state = then(state, signed_for(state, "slips:C-1 001 to 010"))
    state = then(state, close_run(state, an_act("JB", LATER), second="SP"))

    assert "with 1 range of slips not settled, accepted by JB and SP." in closed_words(state)


# Services that were only asked off


def test_a_service_that_was_only_asked_off_stands_in_the_way() -> None:
    asked = ServiceMoved(**signed(), service="eps", to="asked_off", confirmed_with="desk")

    assert [matter.words for matter in matters(on_the_day(asked))] == ["Electronic prescriptions is ASKED OFF"]
    assert matters(on_the_day(asked, moved("flowing", first_item="one, 09:10"))) == ()


# Tasks still to do


def test_tasks_that_are_not_settled_are_counted_and_do_not_stand_in_the_way() -> None:
    before, after = on_the_day(), on_the_day(done("P-02"))

    assert left_to_do(before) - left_to_do(after) == 1
    assert matters(before) == ()


# What a later version makes of a close


def a_stricter_rule(_state: RunState) -> Iterator[Matter]:
    yield Matter("training:all", "Nobody has said that everybody was trained")


@pytest.fixture
def stricter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version with one rule more than the close was judged by."""
    monkeypatch.setattr(closing_matters, "RULES", {**closing_matters.RULES, "training": a_stricter_rule})


def test_a_close_names_the_rules_it_was_judged_by() -> None:
    event = close_run(on_the_day(), an_act("JB", LATER), second="SP")

    assert event.judged == ("issue", "service", "reentry", "slips", "task", "action", "pause", "hold")


@pytest.mark.parametrize("names_its_rules", [True, False], ids=["this version", "a version before"])
def test_a_run_that_was_closed_stays_closed_when_a_later_version_is_stricter(
    names_its_rules: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = on_the_day(moved("off"))
    for matter in matters(state):
        state = then(state, signed_for(state, matter.id))
    event = close_run(state, an_act("JB", LATER), second="SP")
    event = event if names_its_rules else replace(event, judged=())
    now = then(state, event).closed
    monkeypatch.setattr(closing_matters, "RULES", {**closing_matters.RULES, "training": a_stricter_rule})

    assert [matter.id for matter in open_matters(state)] == ["training:all"]
    assert now is not None
    assert then(state, event).closed == now


@pytest.mark.usefixtures("stricter")
def test_a_new_close_is_judged_by_the_stricter_rule() -> None:
    with refused("This run cannot be closed yet: Nobody has said that everybody was trained. …"):
        close_run(on_the_day(), an_act("JB", LATER), second="SP")


def test_a_rule_that_was_replaced_goes_on_judging_the_closes_that_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    state = on_the_day()
    event = close_run(state, an_act("JB", LATER), second="SP")
    others = {name: rule for name, rule in closing_matters.RULES.items() if name != "service"}
    monkeypatch.setattr(closing_matters, "RETIRED", {"service": closing_matters.RULES["service"]})
    monkeypatch.setattr(closing_matters, "RULES", {**others, "service.2": a_stricter_rule})

    assert then(state, event).closed is not None
    assert then(then(state, moved("off")), event).closed is None


@pytest.mark.parametrize("judged", [(), closing_matters.FIRST_RULES])
def test_a_close_with_something_open_by_its_own_rules_has_no_effect_in_any_version(judged: tuple[str, ...]) -> None:
    state = on_the_day(moved("off"))
    event = RunClosed(**signed("JB", LATER), second="SP", exceptions=0, saw=saw_closing(state), judged=judged)

    assert then(state, event).closed is None


def test_a_close_of_a_newer_version_stands_where_what_this_one_knows_is_settled() -> None:
    judged = (*closing_matters.FIRST_RULES, "training")
    event = RunClosed(**signed("JB", LATER), second="SP", exceptions=0, saw="not known here", judged=judged)

    assert then(on_the_day(), event).closed is not None
    assert then(on_the_day(moved("off")), event).closed is None


def test_the_digest_of_a_close_is_what_it_was_before_closes_named_their_rules() -> None:
    state = on_the_day(moved("off"))
    listed = [(matter.id, matter.words, False) for matter in matters(state)]

    assert saw_closing(state) == hashlib.sha256(repr(listed).encode()).hexdigest()[:16]
    assert saw_closing(state, closing_matters.FIRST_RULES) == saw_closing(state)


def test_a_close_from_before_is_written_and_read_as_it_was() -> None:
    event = RunClosed(**signed("JB", LATER), second="SP", exceptions=0, saw="0123456789abcdef")

    assert event_to_payload(event, now=event.at).body == {"second": "SP", "exceptions": 0, "saw": "0123456789abcdef"}
