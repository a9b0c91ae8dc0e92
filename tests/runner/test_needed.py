"""The keys that are needed most right now: what is paused, held, due, or asks for somebody."""

from __future__ import annotations

from tests.alert_examples import an_alert
from tests.examples import an_act, at
from tests.gate_examples import begin
from tests.pause_examples import paused, running

from cutover_tui.domain.alerts import Alert, AlertLevel
from cutover_tui.domain.holds import ask_hold
from cutover_tui.runner.alerts import AlertRow
from cutover_tui.runner.needed import needed_keys

NOW = at("Thu 12:00")


def asks(alert: Alert, *, quiet: bool = False) -> AlertRow:
    """An alert nobody answered, or one that is quiet."""
    return AlertRow(alert=alert, answer=None, quiet=quiet)


def test_nothing_is_needed_on_a_calm_day() -> None:
    assert needed_keys(running(), (), NOW) == ()


def test_a_pause_in_force_needs_its_key() -> None:
    assert needed_keys(paused(), (), NOW) == ("!",)


def test_a_hold_needs_its_key_before_what_alerts_name() -> None:
    state = running(ask_hold(running(), an_act("SP"), reason="shift change"))

    assert needed_keys(state, (asks(an_alert()),), NOW) == ("h", "N", "s")


def test_a_gate_needs_its_key_from_an_hour_before_its_time() -> None:
    state = begin()

    assert needed_keys(state, (), at("Thu 17:29")) == ()
    assert needed_keys(state, (), at("Thu 17:30")) == ("p",)


def test_an_alert_that_was_answered_or_is_only_to_note_needs_no_key() -> None:
    rows = (asks(an_alert(), quiet=True), asks(an_alert(level=AlertLevel.ADVISE)))

    assert needed_keys(running(), rows, NOW) == ()
