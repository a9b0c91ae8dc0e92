"""Corrections of entries about re-entry: who, when and why are corrected; how many is taken back instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, an_entry, at, refused, signed, then
from tests.reentry_examples import COUNTED, TUESDAY, counted, entered, explained, logged, nil, sampled_by

from cutover_tui.domain.corrections import correct_entry, correctable
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.reentry_closing import ReentryClosed, check_sample

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.reentry_counts import ReentryState
    from cutover_tui.domain.state import RunState

RED = "red-slips"
HISTORY = (logged(12), entered(12), sampled_by("DR", 10), nil())


def right(state: RunState, seq: int, event: Event, field: str, now: str) -> RunState:
    """Where a run stands after an entry was corrected through the rules."""
    act = an_act("JB", TUESDAY)
    return then(state, correct_entry(state, act, an_entry(seq, event), field=field, now=now, reason="wrong"))


def red(state: RunState) -> ReentryState:
    return state.reentry[RED]


def test_a_count_offers_who_when_and_why_and_never_how_many() -> None:
    assert correctable(an_entry(0, logged(2))) == {"by": "JB", "at": "2026-12-01T10:00:00+00:00"}
    assert list(correctable(an_entry(0, explained(2)))) == ["by", "at"]


def test_who_entered_is_corrected_and_the_right_person_is_kept_from_the_sample() -> None:
    state = right(counted(*HISTORY[:2]), 1, HISTORY[1], "by", "SP")

    assert red(state).entered_by == ("SP",)
    with refused("SP entered some of Red slips. …"):
        check_sample(state, an_act("SP", TUESDAY), RED, looked=10, right=10)
    assert check_sample(state, an_act("MK", TUESDAY), RED, looked=10, right=10).by == "MK"


def test_who_looked_at_the_sample_is_not_corrected_to_who_entered() -> None:
    with refused("MK is already the other person of entry 2. It takes two different people."):
        right(counted(*HISTORY), 2, HISTORY[2], "by", "MK")
    assert [one.by for one in red(right(counted(*HISTORY), 2, HISTORY[2], "by", "SP")).samples] == ["SP"]


def test_who_entered_is_not_corrected_to_who_looked_at_the_sample() -> None:
    with refused("DR is already the other person of entry 1. It takes two different people."):
        right(counted(*HISTORY), 1, HISTORY[1], "by", "DR")


def test_who_gave_a_nil_return_is_corrected() -> None:
    assert [one.by for one in red(right(counted(*HISTORY), 3, HISTORY[3], "by", "SP")).nil_returns] == ["SP"]


def test_when_it_was_counted_is_corrected_for_the_burn_down() -> None:
    state = right(counted(*HISTORY), 0, HISTORY[0], "at", "2026-12-01T09:00:00+00:00")

    assert [change.at for change in red(state).changes] == [at("Tue 09:00"), at("Tue 10:00")]


@pytest.mark.parametrize(("field", "now", "pair"), [("by", "JB", ("JB", "DR")), ("checked_by", "MK", ("SP", "MK"))])
def test_who_closed_and_who_checked_are_corrected(field: str, now: str, pair: tuple[str, str]) -> None:
    before = counted(*HISTORY)
    closed = ReentryClosed(**signed("SP", TUESDAY), category=RED, checked_by="DR", saw=before.reentry[RED].saw)

    closing = red(right(then(before, closed), 4, closed, field, now)).closing

    assert closing is not None
    assert (closing.by, closing.checked_by) == pair


def test_why_it_was_closed_by_another_role_is_corrected() -> None:
    before = counted(*HISTORY)
    saw = before.reentry[RED].saw
    closed = ReentryClosed(**signed("JB", TUESDAY), category=RED, checked_by="DR", reason="SP is on leave", saw=saw)

    closing = red(right(then(before, closed), 4, closed, "reason", "SP is on a course")).closing

    assert closing is not None
    assert closing.reason == "SP is on a course"


@pytest.mark.parametrize(("field", "now"), [("by", "DR"), ("checked_by", "SP")])
def test_one_person_does_not_get_both_places_of_a_close(field: str, now: str) -> None:
    before = counted(*HISTORY)
    closed = ReentryClosed(**signed("SP", TUESDAY), category=RED, checked_by="DR", saw=before.reentry[RED].saw)

    with refused(f"{now} is already the other person of entry 4. It takes two different people."):
        right(then(before, closed), 4, closed, field, now)


@pytest.mark.parametrize(("field", "now"), [("at", "(removed)"), ("at", "2026-12-01T09:00:00"), ("number", "3")])
def test_what_cannot_be_read_changes_nothing_but_the_log(field: str, now: str) -> None:
    odd = EntryCorrected(**signed("JB", TUESDAY), corrects=0, field=field, was="x", now=now, reason="r")

    state = counted(*HISTORY, odd, plan=COUNTED)

    assert red(state) == red(counted(*HISTORY))
    assert list(state.corrections) == [0]
