"""Counts of a service: never below zero, never lost, and amber until a difference is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, an_entry, given, refused, signed, then

from cutover_tui.domain.corrections import correct_entry, correctable
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.service_counts import (
    CountKind,
    ServiceCounted,
    count_of,
    count_service,
    differences,
    explain_service,
    open_differences,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


def counted(what: str, count: int, instance: str = "bowel") -> ServiceCounted:
    return ServiceCounted(**signed(), service=instance, what=what, count=count)


def test_a_count_stands_until_the_next_and_every_one_is_kept() -> None:
    state = then(given(counted("running", 11)), count_service(given(), an_act(), "bowel", what="running", count=12))

    standing = state.services["bowel"]
    assert count_of(standing, CountKind.RUNNING) == 12
    assert [count.count for count in standing.counted] == [11, 12]
    assert count_of(standing, CountKind.RECEIVED) is None


def test_none_is_a_count() -> None:
    event = count_service(given(), an_act(), "bowel", what="expected", count=0)

    assert count_of(then(given(), event).services["bowel"], CountKind.EXPECTED) == 0


def test_a_count_is_never_below_zero() -> None:
    with refused("-1 is below zero. Give how many there are, 0 for none."):
        count_service(given(), an_act(), "bowel", what="running", count=-1)


def test_what_is_not_counted_is_refused_with_what_is() -> None:
    with refused("‘lost’ is not counted. The counts are running, expected, received, filed."):
        count_service(given(), an_act(), "bowel", what="lost", count=1)


def test_the_same_count_by_the_same_person_is_recorded_once() -> None:
    with refused("Bowel screening: 11 running is already recorded, as entry 0."):
        count_service(given(counted("running", 11)), an_act(), "bowel", what="running", count=11)
    assert count_service(given(counted("running", 11)), an_act("SP"), "bowel", what="running", count=11).count == 11


def test_a_count_that_goes_down_says_why() -> None:
    state = given(counted("running", 11))

    with refused("Bowel screening had 11 running, and now 10. Say why there are fewer."):
        count_service(state, an_act(), "bowel", what="running", count=10)

    event = count_service(state, an_act(), "bowel", what="running", count=10, reason="One was a copy")
    assert event.reason == "One was a copy"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((("expected", 41), ("received", 39)), ("41 expected, 39 received",)),
        ((("received", 41), ("filed", 40)), ("41 received, 40 filed",)),
        ((("running", 11), ("received", 12)), ("11 running, 12 received",)),
        ((("expected", 41), ("received", 41), ("filed", 41)), ()),
        ((("expected", 41),), ()),
    ],
)
def test_counts_that_differ_are_told(counts: tuple[tuple[str, int], ...], words: tuple[str, ...]) -> None:
    state = given(*(counted(what, count) for what, count in counts))

    assert differences(state.services["bowel"]) == open_differences(state.services["bowel"]) == words


def test_a_difference_stays_open_until_it_is_explained_and_a_new_count_opens_it_again() -> None:
    state = given(counted("expected", 41), counted("received", 39))

    explained = then(state, explain_service(state, an_act(), "bowel", explanation="Two came on paper"))
    recounted = then(explained, count_service(explained, an_act("SP"), "bowel", what="received", count=40))

    assert open_differences(explained.services["bowel"]) == ()
    assert differences(explained.services["bowel"]) == ("41 expected, 39 received",)
    assert open_differences(recounted.services["bowel"]) == ("41 expected, 40 received",)
    assert [each.words for each in recounted.services["bowel"].explanations] == ["Two came on paper"]


def test_there_is_nothing_to_explain_where_counts_agree() -> None:
    with refused(
        "The counts of Bowel screening do not differ, or are explained already, so there is nothing to explain."
    ):
        explain_service(given(), an_act(), "bowel", explanation="so")


def test_an_explanation_is_not_blank() -> None:
    with refused("Say why the counts of Bowel screening differ."):
        explain_service(given(counted("expected", 41), counted("received", 39)), an_act(), "bowel", explanation=" ")


@pytest.mark.parametrize(("what", "count"), [("lost", 1), ("running", -3)])
def test_a_count_that_cannot_be_is_shown_and_not_taken(what: str, count: int) -> None:
    state = given(counted("running", 11), counted(what, count))

    assert count_of(state.services["bowel"], CountKind.RUNNING) == 11
    assert [item.words for item in state.attention] == [
        f"Entry 1 counts {count} {what} of bowel, which cannot be. Count again."
    ]


# A count that was mistyped


def right(state: RunState, event: ServiceCounted, new: str, field: str = "count") -> RunState:
    """Where a run stands after its first entry was corrected through the rules."""
    return then(state, correct_entry(state, an_act(), an_entry(0, event), field=field, now=new, reason="Mistyped"))


def test_how_many_of_what_and_by_whom_can_be_corrected() -> None:
    assert correctable(an_entry(0, counted("running", 11))) == {"count": "11", "what": "running", "by": "JB"}


def test_a_count_that_was_mistyped_is_corrected_and_the_old_one_stays_in_the_log() -> None:
    state = right(given(counted("running", 111)), counted("running", 111), "11")

    assert count_of(state.services["bowel"], CountKind.RUNNING) == 11
    assert state.corrections[0][0].was == "111"


def test_a_count_of_the_wrong_thing_is_corrected_to_the_right_one() -> None:
    state = right(given(counted("received", 11)), counted("received", 11), "expected", "what")

    standing = state.services["bowel"]
    assert (count_of(standing, CountKind.EXPECTED), count_of(standing, CountKind.RECEIVED)) == (11, None)


def test_a_count_of_the_wrong_service_is_struck_and_kept() -> None:
    state = right(given(counted("running", 11)), counted("running", 11), "")

    standing = state.services["bowel"]
    assert count_of(standing, CountKind.RUNNING) is None
    assert [(count.count, count.struck) for count in standing.counted] == [(11, True)]


def test_the_count_before_a_struck_one_stands_again() -> None:
    state = given(counted("running", 11), counted("running", 40))
    fix = correct_entry(
        state, an_act(), an_entry(1, counted("running", 40)), field="count", now="", reason="Not this service"
    )

    assert count_of(then(state, fix).services["bowel"], CountKind.RUNNING) == 11


@pytest.mark.parametrize("new", ["-1", "eleven", "1.5", "١"])
def test_what_is_no_count_is_no_correction(new: str) -> None:
    with refused(f"‘{new}’ is not a count. Give a whole number, 0 for none, or nothing to strike it."):
        right(given(counted("running", 11)), counted("running", 11), new)


def test_what_is_not_counted_is_no_correction() -> None:
    with refused("‘lost’ is not counted. The counts are running, expected, received, filed."):
        right(given(counted("running", 11)), counted("running", 11), "lost", "what")


def test_an_explanation_does_not_cover_a_count_that_is_corrected_after_it() -> None:
    history = (counted("expected", 41), counted("received", 39))
    state = given(*history)
    state = then(state, explain_service(state, an_act(), "bowel", explanation="2 came by post"))
    assert open_differences(state.services["bowel"]) == ()

    assert open_differences(right(state, history[0], "44").services["bowel"]) == ("44 expected, 39 received",)


@pytest.mark.parametrize(("field", "new"), [("count", "many"), ("what", "lost"), ("colour", "red")])
def test_words_that_do_not_fit_change_no_count(field: str, new: str) -> None:
    fix = EntryCorrected(**signed(), corrects=0, field=field, was="x", now=new, reason="y")

    assert given(counted("running", 11), fix).services == given(counted("running", 11)).services


def test_who_counted_follows_a_correction() -> None:
    state = right(given(counted("running", 11)), counted("running", 11), "SP", "by")

    assert state.services["bowel"].counted[0].by == "SP"
