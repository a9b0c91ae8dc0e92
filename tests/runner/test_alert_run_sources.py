"""Alerts about the run itself: the last safe retreat, what the log holds to look at, the second copy of a window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from tests.examples import an_act, at, given, refused, signed, then
from tests.gate_examples import begin, decided, ready

from cutover_tui.domain.alerts import AlertLevel, acknowledge_alert, shelve_alert
from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.events import Unknown
from cutover_tui.runner.alert_run_sources import ATTENTION, COPY, copy_alert
from cutover_tui.runner.alerts import alert_row, find_alert, standing_alerts

if TYPE_CHECKING:
    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.state import RunState

STRANGE = Unknown(**signed(), type="weather.seen", about="G1", words="go")


def retreat(state: RunState, when: str) -> Alert | None:
    """The alert about the last safe retreat, at 17:30 in these plans."""
    return find_alert(state, at(when), "retreat last")


def attention(state: RunState, when: str = "Thu 17:42") -> Alert:
    """The alert about what the log holds to look at."""
    found = find_alert(state, at(when), ATTENTION)
    assert found is not None
    return found


# -- the last safe retreat


@pytest.mark.parametrize(
    ("when", "level"),
    [
        ("Thu 16:29", None),
        ("Thu 16:30", AlertLevel.CAUTION),
        ("Thu 17:14", AlertLevel.CAUTION),
        ("Thu 17:15", AlertLevel.WARNING),
        ("Thu 17:30", AlertLevel.WARNING),
        ("Thu 17:31", None),
    ],
)
def test_the_last_safe_retreat_is_a_caution_for_an_hour_and_a_warning_for_its_last_quarter(
    when: str, level: AlertLevel | None
) -> None:
    found = retreat(begin(), when)

    assert (found.level if found is not None else None) is level


def test_it_says_when_it_is_and_what_to_do_and_rings_for_nobody() -> None:
    found = retreat(begin(), "Thu 16:45")

    assert found is not None
    assert found.words == "The last safe retreat is 17:30; after it nothing turns round safely"
    assert found.do == "Press p: decide at the gate, or turn round while it is still safe."
    assert (found.key, found.rings) == ("p", False)


def test_one_that_was_acknowledged_as_a_caution_asks_again_as_a_warning() -> None:
    state = begin()
    seen = retreat(state, "Thu 16:45")
    assert seen is not None
    state = then(state, acknowledge_alert(state, an_act("SP", "Thu 16:45"), seen, seen))
    early, late = retreat(state, "Thu 17:00"), retreat(state, "Thu 17:20")
    assert early is not None
    assert late is not None

    assert alert_row(state, early, at("Thu 17:00")).quiet
    assert not alert_row(state, late, at("Thu 17:20")).quiet


def test_once_the_gate_before_it_is_passed_it_is_no_more_than_said() -> None:
    found = retreat(decided(ready(), "G1"), "Thu 17:20")

    assert found is not None
    assert found.level is AlertLevel.ADVISE


def test_after_the_extract_there_is_no_retreat_and_without_one_in_the_plan_neither() -> None:
    taken = begin(AnchorRecorded(**signed(when="Thu 17:10"), anchor="CUT", happened=at("Thu 17:10")))

    assert retreat(taken, "Thu 17:20") is None
    assert retreat(given(), "Thu 17:20") is None


# -- what the log holds to look at


def test_a_line_on_the_attention_list_is_a_caution_that_names_its_entry_and_none_of_its_words() -> None:
    alert = attention(given(STRANGE))

    assert (alert.level, alert.key) == (AlertLevel.CAUTION, "l")
    assert alert.words == "The log holds 1 thing to look at: entry 0"
    assert alert.since == at("Thu 17:42")
    assert find_alert(given(), at("Thu 17:42"), ATTENTION) is None


def test_once_it_was_read_it_is_only_noted_and_a_new_line_asks_again_for_itself() -> None:
    state = given(STRANGE)
    state = then(state, acknowledge_alert(state, an_act("SP"), attention(state), attention(state)))
    assert attention(state).level is AlertLevel.ADVISE
    assert alert_row(state, attention(state), at("Thu 17:42")).quiet

    state = then(state, STRANGE)
    assert attention(state).level is AlertLevel.CAUTION
    assert attention(state).words == "The log holds 1 thing to look at: entry 2"
    assert not alert_row(state, attention(state), at("Thu 17:42")).quiet


def test_what_was_laid_aside_was_not_read_and_comes_back_as_loud() -> None:
    state = given(STRANGE)
    seen = attention(state)
    state = then(
        state, shelve_alert(state, an_act("SP"), seen, seen, until=at("Thu 18:00"), reason="after the extract")
    )

    assert alert_row(state, attention(state), at("Thu 17:50")).quiet
    assert attention(state, "Thu 18:00").level is AlertLevel.CAUTION
    assert not alert_row(state, attention(state, "Thu 18:00"), at("Thu 18:00")).quiet


@for_any(st.lists(st.booleans(), max_size=12))
def test_the_attention_list_is_loud_as_long_as_one_line_of_it_was_not_read(reads: list[bool]) -> None:
    state, unread = given(), False
    for reading in reads:
        if reading and state.attention:
            seen = attention(state)
            if alert_row(state, seen, at("Thu 17:42")).quiet:
                continue
            state, unread = then(state, acknowledge_alert(state, an_act("SP"), seen, seen)), False
        else:
            state, unread = then(state, STRANGE), True

        assert (attention(state).level is AlertLevel.CAUTION) is unread


# -- the second copy


def test_a_second_copy_that_fell_behind_is_a_caution_of_its_window_alone() -> None:
    state, now = given(), at("Thu 17:45")
    here = (copy_alert(state, at("Thu 17:42"), now),)

    found = find_alert(state, now, COPY, here)
    assert found is not None
    assert (found.level, found.words) == (AlertLevel.CAUTION, "The second copy has fallen behind, since 17:42")
    assert found.do == "See that the stick is in and has room. It catches up by itself, and this goes."
    assert find_alert(state, now, COPY) is None
    assert here[0] in standing_alerts(state, now, here)


def test_once_it_was_read_it_is_quiet_until_it_falls_behind_anew() -> None:
    state, now = given(), at("Thu 17:45")
    seen = copy_alert(state, at("Thu 17:42"), now)
    state = then(state, acknowledge_alert(state, an_act("SP", "Thu 17:45"), seen, seen))

    later = now + timedelta(hours=1)
    assert alert_row(state, copy_alert(state, at("Thu 17:42"), later), later).quiet
    assert not alert_row(state, copy_alert(state, at("Thu 18:30"), later), later).quiet


def test_one_that_caught_up_is_settled() -> None:
    seen = copy_alert(given(), at("Thu 17:42"), at("Thu 17:45"))

    with refused("This is settled by now and needs nothing more: The second copy has fallen behind, since 17:42."):
        acknowledge_alert(given(), an_act("SP"), seen, None)
