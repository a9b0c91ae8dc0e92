"""What people do about alerts: read, laid aside, and when one asks again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from tests.alert_examples import an_alert
from tests.examples import an_act, at, given, refused, then

from cutover_tui.domain.alerts import LEVELS, AlertLevel, acknowledge_alert, shelve_alert

POINTS = st.frozensets(st.sampled_from(["a", "b", "c", "d"]), min_size=1).map(sorted)
LEVEL = st.sampled_from(LEVELS)
LATER = st.integers(0, 10_000).map(lambda minutes: timedelta(minutes=minutes))


def test_an_alert_is_acknowledged_with_what_it_said() -> None:
    alert = an_alert("eps", "path")

    event = acknowledge_alert(given(), an_act("SP"), alert, alert)

    assert (event.alert, event.level, event.words, event.points, event.by) == (
        "services unknown",
        "caution",
        alert.words,
        ("eps", "path"),
        "SP",
    )


def test_what_is_settled_is_not_acknowledged() -> None:
    with refused("This is settled by now and needs nothing more: Nobody has confirmed where it stands: EPS."):
        acknowledge_alert(given(), an_act(), an_alert(), None)


def test_what_is_settled_is_not_shelved() -> None:
    with refused("This is settled by now and needs nothing more: Nobody has confirmed where it stands: EPS."):
        shelve_alert(given(), an_act(), an_alert(), None, until=at("Thu 18:00"), reason="so")


def test_the_same_alert_is_acknowledged_once() -> None:
    alert = an_alert()
    state = then(given(), acknowledge_alert(given(), an_act("SP"), alert, alert))

    with refused("SP acknowledged this at 17:42, and it says nothing new since."):
        acknowledge_alert(state, an_act("JB"), alert, alert)


def test_a_shelved_alert_can_be_acknowledged_before_its_time() -> None:
    alert = an_alert()
    shelved = shelve_alert(given(), an_act(), alert, alert, until=at("Thu 18:00"), reason="they ring back")

    event = acknowledge_alert(then(given(), shelved), an_act("SP"), alert, alert)

    assert then(then(given(), shelved), event).alert_answers[alert.id].until is None


def test_an_alert_is_shelved_with_a_reason() -> None:
    with refused("Say in a few words why it can wait until then."):
        shelve_alert(given(), an_act(), an_alert(), an_alert(), until=at("Thu 18:00"), reason=" ")


def test_an_alert_is_shelved_until_a_time_ahead() -> None:
    with refused("Thu 26 Nov 17:42 has passed. Give a time ahead for it to come back."):
        shelve_alert(given(), an_act(), an_alert(), an_alert(), until=at("Thu 17:42"), reason="so")


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (
            AlertLevel.WARNING,
            "A warning is laid aside for 30 min at most, so until Thu 26 Nov 18:12. It can be laid aside again then.",
        ),
        (
            AlertLevel.CAUTION,
            "An alert is laid aside for 24hr at most, so until Fri 27 Nov 17:42. It can be laid aside again then.",
        ),
    ],
)
def test_nothing_is_shelved_for_ever(level: AlertLevel, words: str) -> None:
    alert = an_alert(level=level)

    with refused(words):
        shelve_alert(given(), an_act(), alert, alert, until=at("Sat 17:42"), reason="so")


@examples(POINTS, LEVEL, LATER)
def test_acknowledged_stays_acknowledged_until_it_changes(
    points: list[str], level: AlertLevel, later: timedelta
) -> None:
    alert = an_alert(*points, level=level)
    answer = then(given(), acknowledge_alert(given(), an_act(), alert, alert)).alert_answers[alert.id]

    assert answer.covers(alert, at("Thu 17:42") + later)


@examples(POINTS, LEVEL, POINTS, LEVEL)
def test_an_alert_asks_again_exactly_when_it_is_worse_or_says_more(
    points: list[str], level: AlertLevel, now: list[str], worse: AlertLevel
) -> None:
    alert = an_alert(*points, level=level)
    answer = then(given(), acknowledge_alert(given(), an_act(), alert, alert)).alert_answers[alert.id]
    changed = replace(alert, points=tuple(now), level=worse)

    asks = bool(set(now) - set(points)) or LEVELS.index(worse) > LEVELS.index(level)
    assert answer.covers(changed, at("Thu 18:00")) is not asks


@examples(st.integers(1, 30), LATER)
def test_a_shelved_alert_returns_at_its_time_and_not_before(minutes: int, later: timedelta) -> None:
    alert, begins = an_alert(level=AlertLevel.WARNING), at("Thu 17:42")
    until = begins + timedelta(minutes=minutes)
    event = shelve_alert(given(), an_act(), alert, alert, until=until, reason="so")
    answer = then(given(), event).alert_answers[alert.id]

    assert answer.covers(alert, begins + later) is (begins + later < until)


def test_the_last_answer_counts() -> None:
    alert = an_alert()
    state = then(given(), acknowledge_alert(given(), an_act("SP"), alert, alert))
    state = then(state, shelve_alert(state, an_act("JB"), alert, alert, until=at("Thu 18:00"), reason="so"))

    assert (state.alert_answers[alert.id].by, state.alert_answers[alert.id].until) == ("JB", at("Thu 18:00"))
