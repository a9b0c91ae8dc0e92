"""Finishing a category: a second person's sample, and a close that says who closed and who checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.examples import an_act, refused, signed, then
from tests.reentry_examples import TUESDAY, counted, entered, explained, logged, nil, sampled_by, taken_back

from cutover_tui.domain.reentry import take_back_count
from cutover_tui.domain.reentry_closing import (
    ReentryClosed,
    check_sample,
    close_category,
    sample_size,
    sample_to_go,
)
from cutover_tui.domain.refusals import ReasonNeeded

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

RED = "red-slips"
DONE = (logged(12), entered(12))
READY = (*DONE, sampled_by("DR", 10))


def closed(state: RunState, by: str = "SP", checked_by: str = "DR") -> ReentryClosed:
    return ReentryClosed(**signed(by, TUESDAY), category=RED, checked_by=checked_by, saw=state.reentry[RED].saw)


# The sample


@pytest.mark.parametrize(
    ("number", "size"), [(0, 0), (1, 1), (9, 9), (10, 10), (11, 10), (100, 10), (101, 11), (110, 11), (240, 24)]
)
def test_the_sample_is_10_percent_or_10_whichever_is_more_and_at_most_all(number: int, size: int) -> None:
    assert sample_size(number) == size


@drawn(st.integers(0, 10_000))
def test_the_sample_is_never_more_than_was_entered_and_never_less_than_a_tenth(number: int) -> None:
    assert number / 10 <= sample_size(number) <= number


def test_a_second_person_looks_at_a_sample() -> None:
    state = counted(*DONE)

    event = check_sample(state, an_act("DR", TUESDAY), RED, looked=6, right=6)

    assert (event.looked, event.right, event.auth) == (6, 6, "two-person")
    assert sample_to_go(then(state, event).reentry[RED]) == 4


@pytest.mark.parametrize("on_behalf_of", ["", "MK"])
def test_who_entered_some_of_it_does_not_look_at_the_sample(on_behalf_of: str) -> None:
    with refused("MK entered some of Red slips. Ask somebody who did not to look at the sample."):
        check_sample(
            counted(*DONE),
            an_act("DR" if on_behalf_of else "MK", TUESDAY, on_behalf_of=on_behalf_of),
            RED,
            looked=6,
            right=6,
        )


def test_who_took_their_entries_back_still_does_not_look() -> None:
    with refused("MK entered some of Red slips. …"):
        check_sample(
            counted(logged(2), entered(1), taken_back(1), entered(2, "SP")),
            an_act("MK", TUESDAY),
            RED,
            looked=1,
            right=1,
        )


@pytest.mark.parametrize("looked", [0, 13])
def test_a_sample_is_of_what_was_entered(looked: int) -> None:
    with refused(f"Red slips has 12 entered, so a sample of {looked} is not possible."):
        check_sample(counted(*DONE), an_act("DR", TUESDAY), RED, looked=looked, right=0)


def test_a_sample_that_was_typed_wrong_is_taken_back_with_a_reason() -> None:
    state = counted(*DONE, sampled_by("DR", 1), sampled_by("DR", 10))

    event = take_back_count(state, an_act("DR", TUESDAY), RED, 1, count="sample", reason="one, not ten")

    assert [sample.looked for sample in then(state, event).reentry[RED].samples] == [1]
    with refused("Red slips has 2 samples, so 3 cannot be taken back."):
        take_back_count(state, an_act("DR", TUESDAY), RED, 3, count="sample", reason="wrong")


@pytest.mark.parametrize("right", [-1, 7])
def test_no_more_are_right_than_were_looked_at(right: int) -> None:
    with refused(f"Of 6 looked at, {right} cannot be right. Give a number from 0 to 6."):
        check_sample(counted(*DONE), an_act("DR", TUESDAY), RED, looked=6, right=right)


# Closing


def test_a_category_is_closed_with_who_closed_and_who_checked() -> None:
    state = counted(*READY)

    after = then(state, close_category(state, an_act("SP", TUESDAY), RED))

    closing = after.reentry[RED].closing
    assert closing is not None
    assert (closing.by, closing.checked_by, after.attention) == ("SP", "DR", ())


def test_what_has_something_left_is_not_closed() -> None:
    with refused("Red slips has 3 left. Enter or explain them, then close it."):
        close_category(counted(logged(15), entered(12)), an_act("SP", TUESDAY), RED)


def test_a_category_is_not_closed_before_its_sample_was_looked_at() -> None:
    with refused("Red slips has 4 of its sample to look at still. A second person compares them first."):
        close_category(counted(*DONE, sampled_by("DR", 6)), an_act("SP", TUESDAY), RED)


def test_silence_does_not_close_a_category() -> None:
    with refused(
        "Nothing was logged for Red slips, and nobody said that there was nothing. "
        "Log what was found, or record a nil return."
    ):
        close_category(counted(), an_act("SP", TUESDAY), RED, checked_by="DR")


def test_a_nil_return_and_a_second_person_close_a_category_in_which_there_was_nothing() -> None:
    assert close_category(counted(nil()), an_act("SP", TUESDAY), RED, checked_by="JB").checked_by == "JB"


def test_what_was_all_explained_has_no_sample_and_needs_a_second_person_by_name() -> None:
    state = counted(logged(2), explained(2))

    with refused("Say who checked that Red slips has nothing left: initials of a second person."):
        close_category(state, an_act("SP", TUESDAY), RED)
    assert close_category(state, an_act("SP", TUESDAY), RED, checked_by="JB").checked_by == "JB"


def test_nobody_checks_their_own_close() -> None:
    with refused("Red slips needs a different person to check it: DR closes it. Ask somebody else."):
        close_category(counted(*READY), an_act("DR", TUESDAY), RED)


def test_who_checked_is_one_of_those_who_looked() -> None:
    with refused("JB did not look at the sample of Red slips. Those who did are DR."):
        close_category(counted(*READY), an_act("SP", TUESDAY), RED, checked_by="JB")


def test_who_checked_is_on_the_roster() -> None:
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        close_category(counted(nil()), an_act("SP", TUESDAY), RED, checked_by="XX")


def test_another_role_closes_with_a_reason() -> None:
    state = counted(*READY)

    with pytest.raises(ReasonNeeded) as asked:
        close_category(state, an_act("JB", TUESDAY), RED)
    event = close_category(state, an_act("JB", TUESDAY), RED, reason="the lead is away")

    assert str(asked.value) == (
        "Red slips is closed by Clinical lead or Clinical safety officer, which JB is not. "
        "Say why it is closed now, and it is recorded with the reason."
    )
    assert (event.unusual, event.reason) == (("closed by another role",), "the lead is away")


def test_differences_in_the_sample_are_closed_with_a_reason() -> None:
    state = counted(*DONE, sampled_by("DR", 10, 8))

    with refused(
        "Of the 10 in the sample of Red slips, 2 were not right. "
        "Say why it is closed now, and it is recorded with the reason."
    ):
        close_category(state, an_act("SP", TUESDAY), RED)
    assert close_category(state, an_act("SP", TUESDAY), RED, reason="both put right").unusual == (
        "closed with differences",
    )


def test_a_reason_nobody_asked_for_is_not_kept() -> None:
    assert close_category(counted(*READY), an_act("SP", TUESDAY), RED, reason="fine").reason == ""


def test_a_category_is_closed_once() -> None:
    state = then(counted(*READY), closed(counted(*READY)))

    with refused("Red slips is already closed by SP, checked by DR."):
        close_category(state, an_act("SP", TUESDAY), RED)


def test_paper_found_after_the_close_opens_the_category_again_and_is_shown() -> None:
    state = then(then(counted(*READY), closed(counted(*READY))), logged(1))

    assert (state.reentry[RED].closing, state.reentry[RED].total.left) == (None, 1)
    assert [item.words for item in state.attention] == [
        "Red slips was closed by SP, and counted again by JB. It is open again."
    ]


def test_a_close_that_stood_on_a_nil_return_opens_again_when_that_is_taken_back() -> None:
    said = counted(nil())
    state = then(then(said, closed(said)), taken_back(1, "nil return"))

    assert state.reentry[RED].closing is None
    assert len(state.attention) == 1


# The fold


def test_a_close_on_a_stale_view_has_no_effect_and_is_shown() -> None:
    late = closed(counted(*READY))

    state = then(then(counted(*READY), nil()), late)

    assert state.reentry[RED].closing is None
    assert [item.words for item in state.attention] == ["SP closed Red slips while it changed. Look at it again."]


def test_a_close_by_one_person_alone_has_no_effect_and_is_shown() -> None:
    state = then(counted(*READY), closed(counted(*READY), checked_by="SP"))

    assert state.reentry[RED].closing is None
    assert [item.words for item in state.attention] == [
        "SP closed Red slips and checked it too. Somebody else has to look."
    ]


def test_a_close_with_something_left_has_no_effect() -> None:
    open_still = counted(logged(1))

    assert then(open_still, closed(open_still)).reentry[RED].closing is None


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (sampled_by("MK", 5), "MK entered some of Red slips and checked a sample of it. Somebody else has to look."),
        (
            replace(sampled_by("DR", 5), on_behalf_of="MK"),
            "DR entered some of Red slips and checked a sample of it. Somebody else has to look.",
        ),
        (sampled_by("DR", 5, 6), "DR checked a sample of Red slips whose numbers do not fit. It was not counted."),
    ],
)
def test_a_sample_that_proves_nothing_has_no_effect_and_is_shown(event: ReentryClosed, words: str) -> None:
    state = counted(*DONE, event)

    assert state.reentry[RED].samples == ()
    assert [item.words for item in state.attention] == [words]
