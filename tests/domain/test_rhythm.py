"""When the next huddle and sitrep are due: hourly on the day, huddles daily for two weeks (`records.md` a2 and c8)."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import a_plan, an_act, at, given, then

from cutover_tui.domain.huddles import Report, hold_huddle, send_sitrep
from cutover_tui.domain.message_plan import Rhythm
from cutover_tui.domain.rhythm import (
    huddle_times,
    next_huddle,
    next_huddle_after,
    next_sitrep,
    next_sitrep_after,
    sitrep_spans,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

STATE = given()


def after_huddle(state: RunState, when: str, next_at: str = "") -> RunState:
    event = hold_huddle(
        state,
        an_act(when=when),
        present=("PM",),
        well="x",
        worries="None",
        confidence=3,
        next_at=at(next_at) if next_at else None,
    )
    return then(state, event)


def after_sitrep(state: RunState, when: str, next_at: str = "") -> RunState:
    report = Report(
        position="on plan",
        since_last="None",
        help_needed="None",
        sent_to="ICB",
        seal="R0001",
        next_at=at(next_at) if next_at else None,
    )
    return then(state, send_sitrep(state, an_act(when=when), report))


def test_huddles_are_three_on_the_day_and_daily_on_working_days_for_two_weeks() -> None:
    times = list(huddle_times(STATE))

    assert times[:4] == [at("Thu 08:15"), at("Thu 13:00"), at("Thu 17:30"), at("Fri 08:15")]
    assert times[4:8] == [at("Mon 08:15"), at("Tue 08:15"), at("Tue 13:00"), at("Tue 17:30")]
    assert times[-1] == at("2026-12-15 08:15")


def test_the_rhythm_is_data_of_the_plan() -> None:
    rhythm = Rhythm(sitrep_minutes=30, huddles_on_the_day=(time(9),), huddle=time(8), huddle_days=1)
    state = given(plan=a_plan(rhythm=rhythm))

    assert list(huddle_times(state)) == [
        at("Thu 09:00"),
        at("Fri 08:00"),
        at("Mon 08:00"),
        at("Tue 09:00"),
        at("Wed 08:00"),
    ]
    assert next_sitrep(after_sitrep(state, "Thu 10:00")) == at("Thu 10:30")


def test_the_next_huddle_is_the_first_after_the_last_one() -> None:
    assert next_huddle(STATE) == at("Thu 08:15")
    assert next_huddle(after_huddle(STATE, "Thu 13:04")) == at("Thu 17:30")
    assert next_huddle(after_huddle(STATE, "2026-12-15 08:20")) is None


def test_what_the_last_one_said_about_the_next_goes_first() -> None:
    assert next_huddle(after_huddle(STATE, "Thu 13:04", "Thu 15:00")) == at("Thu 15:00")
    assert next_sitrep(after_sitrep(STATE, "Thu 13:04", "Thu 15:00")) == at("Thu 15:00")


def test_sitreps_are_hourly_on_the_day_of_the_extract_and_of_go_live() -> None:
    assert list(sitrep_spans(STATE)) == [
        (at("Thu 08:00"), at("Thu 20:30")),
        (at("Tue 08:00"), at("Tue 18:30")),
    ]
    assert next_sitrep(STATE) == at("Thu 08:00")
    assert next_sitrep(after_sitrep(STATE, "Thu 13:04")) == at("Thu 14:04")
    assert next_sitrep(after_sitrep(STATE, "Thu 20:00")) == at("Tue 08:00")
    assert next_sitrep(after_sitrep(STATE, "Tue 18:00")) is None


def test_while_paused_the_position_is_reported_every_hour_of_any_day() -> None:
    assert next_sitrep(after_sitrep(STATE, "Sat 23:30"), paused=True) == at("Sun 00:30")


def test_what_stands_ready_for_the_next_is_after_now() -> None:
    assert next_huddle_after(STATE, at("Thu 13:00")) == at("Thu 17:30")
    assert next_sitrep_after(STATE, at("Thu 13:00")) == at("Thu 14:00")
    assert next_sitrep_after(STATE, at("Fri 13:00")) == at("Tue 08:00")
    assert next_sitrep_after(STATE, at("2026-12-04 13:00")) is None


def test_without_dates_nothing_is_due() -> None:
    state = given(plan=a_plan(anchors=(), tasks=()))

    assert (next_huddle(state), next_sitrep(state), list(sitrep_spans(state))) == (None, None, [])


@for_all(st.integers(0, 60 * 24 * 20))
def test_the_next_is_always_after_the_last_and_huddles_come_in_order(minutes: int) -> None:
    """Whenever the last one was, the next is later, and the plan's huddles never go back in time."""
    held = (at("Thu 00:00") + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
    times = list(huddle_times(STATE))

    assert times == sorted(set(times))
    following, report = next_huddle(after_huddle(STATE, held)), next_sitrep(after_sitrep(STATE, held))
    assert following is None or following > at(held)
    assert report is None or report > at(held)
