"""The point of no return: counted down to before the extract, and behind the practice after it."""

from __future__ import annotations

import pytest
from tests.examples import at, given, signed
from tests.gate_examples import begin

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.retreat import Retreat, retreat_clock

CUT = AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 18:42"))
LIVE = AnchorRecorded(**signed(), anchor="GL", happened=at("Tue 08:05"))


@pytest.mark.parametrize(
    ("now", "stage", "near", "words"),
    [
        ("Thu 16:43", Retreat.AHEAD, True, "LAST SAFE RETREAT 17:30, in 47 min"),
        ("2026-11-25 17:30", Retreat.AHEAD, True, "LAST SAFE RETREAT Thu 17:30, in 24hr"),
        ("2026-11-25 12:00", Retreat.AHEAD, False, "LAST SAFE RETREAT Thu 17:30, in 29hr 30min"),
        ("Thu 17:42", Retreat.PASSED, True, "LAST SAFE RETREAT was 17:30, 12 min ago"),
    ],
)
def test_before_the_extract_it_counts_to_the_last_safe_retreat(
    now: str, stage: Retreat, near: bool, words: str
) -> None:
    clock = retreat_clock(begin(), at(now))

    assert (clock.stage, clock.near, clock.words) == (stage, near, words)


def test_after_the_extract_it_says_fix_forward() -> None:
    clock = retreat_clock(begin(CUT), at("Thu 19:00"))

    assert clock.stage is Retreat.FORWARD
    assert clock.forms[0] == "FIX FORWARD: the extract was taken 18:42, nothing goes back to the old system"
    assert clock.forms[-1] == "FIX FORWARD"


def test_once_live_and_in_a_plan_without_one_there_is_nothing_to_say() -> None:
    assert retreat_clock(begin(CUT, LIVE), at("Tue 09:00")).forms == ()
    assert retreat_clock(given(), at("Thu 16:00")).words == ""


def test_each_form_is_shorter_than_the_one_before() -> None:
    for now in ("Thu 16:43", "Thu 17:42"):
        lengths = [len(form) for form in retreat_clock(begin(), at(now)).forms]
        assert lengths == sorted(lengths, reverse=True)
