"""Counting re-entry: logged, entered, explained and left; no count goes below zero, and none vanishes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, Move, an_act, at, refused, signed, then
from tests.reentry_examples import (
    BRANCH,
    COUNTED,
    FRIDAY,
    MAIN,
    MONDAY,
    TUESDAY,
    counted,
    entered,
    explained,
    logged,
    nil,
    played,
    reentry_moves,
    taken_back,
)

from cutover_tui.domain.fold import fold
from cutover_tui.domain.reentry import (
    WHOLE,
    ReentryLogged,
    count_entered,
    count_explained,
    count_logged,
    return_nil,
    take_back_count,
)
from cutover_tui.domain.reentry_counts import Count, Counts, Place
from cutover_tui.domain.state import start_state

histories = st.lists(reentry_moves, min_size=10, max_size=40)
law = settings(max_examples=60, deadline=None)
RED = "red-slips"


# The laws


@law
@drawn(histories)
def test_left_is_always_logged_less_entered_less_explained_and_nothing_goes_below_zero(tried: list[Move]) -> None:
    for standing in played(tried).state.reentry.values():
        for counts in (standing.total, *standing.places.values()):
            assert counts.left == counts.logged - counts.entered - counts.explained
            assert min(counts.left, *(counts.of(count) for count in Count)) >= 0


@law
@drawn(histories)
def test_no_count_that_was_recorded_ever_disappears(tried: list[Move]) -> None:
    result = played(tried)

    for standing in result.state.reentry.values():
        for count in Count:
            assert standing.total.of(count) == sum(one.number for one in standing.changes if one.count is count)
    counts = [entry for entry in result.entries if getattr(entry.event, "number", 0)]
    recorded = [entry.seq for entry in counts if getattr(entry.event, "count", "") not in WHOLE]
    kept = sorted(change.seq for standing in result.state.reentry.values() for change in standing.changes)
    assert kept == recorded


@law
@drawn(histories)
def test_folding_the_log_gives_what_living_through_it_gave(tried: list[Move]) -> None:
    result = played(tried)

    folded = fold(start_state(COUNTED), result.entries)

    assert (folded.reentry, folded.slips, folded.attention) == (
        result.state.reentry,
        result.state.slips,
        result.state.attention,
    )


@law
@drawn(histories)
def test_at_one_seat_only_counting_what_was_closed_asks_for_attention(tried: list[Move]) -> None:
    assert all(item.words.endswith("It is open again.") for item in played(tried).state.attention)


@law
@drawn(histories, st.integers(0, 30), st.integers(0, 30))
def test_whatever_order_records_come_in_counts_stay_above_zero(tried: list[Move], one: int, other: int) -> None:
    entries = played(tried).entries
    if entries:
        one, other = one % len(entries), other % len(entries)
        entries[one], entries[other] = entries[other], entries[one]

    state = fold(start_state(COUNTED), entries)

    for standing in state.reentry.values():
        for counts in standing.places.values():
            assert min(counts.left, *(counts.of(count) for count in Count)) >= 0


@law
@drawn(histories)
def test_nobody_closes_what_has_something_left(tried: list[Move]) -> None:
    for standing in played(tried).state.reentry.values():
        if standing.closing is not None:
            assert standing.total.left == 0
            assert standing.closing.by != standing.closing.checked_by


@law
@drawn(histories)
def test_numbers_of_records_about_a_category_only_grow(tried: list[Move]) -> None:
    for standing in played(tried).state.reentry.values():
        assert all(before.seq < after.seq for before, after in pairwise(standing.changes))


# Logging


def test_paper_is_logged_for_a_day_and_a_site() -> None:
    event = count_logged(counted(), an_act("MK", TUESDAY), RED, 4, day=FRIDAY, site=BRANCH)

    state = then(counted(), event)
    assert (event.number, event.day, event.site) == (4, FRIDAY, BRANCH)
    assert state.reentry[RED].places == {Place(FRIDAY, BRANCH): Counts(logged=4)}


def test_paper_is_of_the_day_it_was_found_unless_another_is_given() -> None:
    assert count_logged(counted(), an_act("MK", "Mon 23:30"), RED, 1).day == MONDAY


def test_where_a_practice_has_one_site_paper_is_of_that() -> None:
    one_site = counted(plan=replace(COUNTED, sites=(MAIN,)))

    assert count_logged(one_site, an_act("MK", TUESDAY), RED, 1).site == MAIN
    assert count_logged(counted(), an_act("MK", TUESDAY), RED, 1).site == ""


def test_a_site_is_known_however_it_is_typed() -> None:
    assert count_logged(counted(), an_act("MK", TUESDAY), RED, 1, site=" millbrook BRANCH ").site == BRANCH


def test_a_site_that_is_none_is_refused_with_those_there_are() -> None:
    with refused("‘Elsewhere’ is not a site of this practice. Its sites are Larkfield main site and Millbrook branch."):
        count_logged(counted(), an_act("MK", TUESDAY), RED, 1, site="Elsewhere")


@pytest.mark.parametrize("number", [0, -3, 10_000])
def test_what_cannot_be_a_count_is_refused(number: int) -> None:
    with refused(f"{number} is not a count. Give a whole number from 1 to 9,999."):
        count_logged(counted(), an_act("MK", TUESDAY), RED, number)


def test_a_day_that_is_none_is_refused() -> None:
    with refused("‘27 Nov’ is not a date. Write the day the paper is of as 2026-11-27."):
        count_logged(counted(), an_act("MK", TUESDAY), RED, 1, day="27 Nov")


def test_a_category_the_plan_lacks_is_refused() -> None:
    with refused("There is no re-entry category recalls in this plan."):
        count_logged(counted(), an_act("MK", TUESDAY), "recalls", 1)


def test_a_plan_without_re_entry_says_so() -> None:
    with refused("This plan has no re-entry categories, so there is nothing to count. Plans made from now on do."):
        count_logged(counted(plan=PLAN), an_act("MK", TUESDAY), RED, 1)


# Clearing


def test_what_was_logged_is_entered() -> None:
    state = counted(logged(4))

    after = then(state, count_entered(state, an_act("MK", TUESDAY), RED, 3)).reentry[RED]

    assert (after.total, after.total.left, after.entered_by) == (Counts(logged=4, entered=3), 1, ("MK",))


def test_without_a_day_the_oldest_paper_is_entered_first() -> None:
    after = counted(logged(2, MONDAY), logged(3, FRIDAY), logged(1, FRIDAY, BRANCH), entered(5)).reentry[RED]

    assert [after.places[place].left for place in sorted(after.places)] == [0, 0, 1]
    assert max(after.places) == Place(MONDAY, MAIN)


def test_with_a_day_and_a_site_paper_of_these_is_entered() -> None:
    after = counted(logged(2, FRIDAY), logged(3, MONDAY, BRANCH), entered(2, day=MONDAY, site=BRANCH)).reentry[RED]

    assert (after.within(FRIDAY).left, after.within(MONDAY, BRANCH).left) == (2, 1)


def test_more_than_is_left_is_refused_with_what_is_left_and_what_to_do() -> None:
    state = counted(logged(4), entered(1))

    with refused("Red slips has 3 left, so 5 cannot be entered. Log what was found first."):
        count_entered(state, an_act("MK", TUESDAY), RED, 5)


def test_where_a_day_and_a_site_are_given_it_is_said_what_is_left_there() -> None:
    with refused(
        "Red slips has nothing left for Mon 30 Nov at Millbrook branch, so 1 cannot be entered. "
        "Log what was found first."
    ):
        count_entered(counted(logged(4)), an_act("MK", TUESDAY), RED, 1, day=MONDAY, site=BRANCH)


@pytest.mark.parametrize(
    ("why", "counts"),
    [
        ("not needed", Counts(logged=4, not_needed=2)),
        ("duplicate", Counts(logged=4, duplicate=2)),
        ("arrived electronically", Counts(logged=4, arrived=2)),
    ],
)
def test_what_is_not_typed_is_explained_by_one_of_three_reasons(why: str, counts: Counts) -> None:
    state = counted(logged(4))

    event = count_explained(state, an_act("MK", TUESDAY), RED, 2, why=why, reason=" seen twice ")

    assert then(state, event).reentry[RED].total == counts
    assert (event.reason, counts.explained, counts.left) == ("seen twice", 2, 2)


def test_another_reason_is_refused() -> None:
    with refused("Say why they are not entered: not needed, duplicate or arrived electronically."):
        count_explained(counted(logged(4)), an_act("MK", TUESDAY), RED, 2, why="lost")


def test_explaining_more_than_is_left_is_refused() -> None:
    with refused("Red slips has nothing left, so 1 cannot be explained. Log what was found first."):
        count_explained(counted(), an_act("MK", TUESDAY), RED, 1, why="duplicate")


# Taking back


def test_a_count_that_was_too_high_is_taken_back_with_a_reason_and_its_entry_stays() -> None:
    state = counted(logged(4), entered(3))

    event = take_back_count(state, an_act("MK", TUESDAY), RED, 2, count="entered", reason="typed twice")

    after = then(state, event).reentry[RED]
    assert (after.total.entered, after.total.left, len(after.changes)) == (1, 3, 3)


def test_the_newest_is_taken_back_first() -> None:
    after = counted(logged(2, FRIDAY), logged(2, MONDAY), entered(4), taken_back(1)).reentry[RED]

    assert (after.within(FRIDAY).left, after.within(MONDAY).left) == (0, 1)


def test_a_count_is_not_taken_back_without_a_reason() -> None:
    with refused("Say why a count of Red slips is taken back. The earlier entry stays in the log."):
        take_back_count(counted(logged(4)), an_act("MK", TUESDAY), RED, 1, count="logged", reason=" ")


def test_more_than_was_counted_is_not_taken_back() -> None:
    with refused("Red slips has 1 entered, so 2 cannot be taken back."):
        take_back_count(
            counted(logged(4), entered(1)), an_act("MK", TUESDAY), RED, 2, count="entered", reason="typed twice"
        )


def test_what_is_entered_stays_logged() -> None:
    with refused(
        "Red slips has 4 logged for Fri 27 Nov, and 3 of them are entered or explained. Take those back first."
    ):
        take_back_count(
            counted(logged(4), entered(2), explained(1)),
            an_act("MK", TUESDAY),
            RED,
            2,
            count="logged",
            reason="counted twice",
            day=FRIDAY,
        )


def test_only_a_count_is_taken_back() -> None:
    with refused(
        "‘left’ is not a count. "
        "The counts are logged, entered, not needed, duplicate, arrived electronically, nil return, sample."
    ):
        take_back_count(counted(logged(4)), an_act("MK", TUESDAY), RED, 1, count="left", reason="r")


# Nil returns


def test_nothing_is_said_and_counted_not_assumed() -> None:
    state = counted()

    after = then(state, return_nil(state, an_act("SP", TUESDAY), RED, day=FRIDAY, site=BRANCH)).reentry[RED]

    assert [(one.by, one.place) for one in after.nil_returns] == [("SP", Place(FRIDAY, BRANCH))]
    assert after.places == {}


def test_a_nil_return_names_its_site_where_there_are_several() -> None:
    with refused("Say at which site there was nothing: Larkfield main site or Millbrook branch."):
        return_nil(counted(), an_act("SP", TUESDAY), RED)


def test_two_people_each_say_that_there_was_nothing_and_nobody_says_it_twice() -> None:
    state = counted(nil(), nil(by="SP"))

    assert len(state.reentry[RED].nil_returns) == 2
    with refused("SP has already said that Red slips had nothing for Fri 27 Nov at Larkfield main site."):
        return_nil(state, an_act("SP", TUESDAY), RED, day=FRIDAY, site=MAIN)


def test_a_nil_return_for_the_wrong_site_is_taken_back_with_a_reason() -> None:
    state = counted(nil(), nil(site=BRANCH))

    event = take_back_count(
        state, an_act("JB", TUESDAY), RED, 1, count="nil return", reason="meant the other site", site=MAIN
    )

    assert [one.place.site for one in then(state, event).reentry[RED].nil_returns] == [BRANCH]


def test_a_nil_return_nobody_gave_is_not_taken_back() -> None:
    with refused("Red slips has no nil returns at Millbrook branch, so 1 cannot be taken back."):
        take_back_count(counted(nil()), an_act("JB", TUESDAY), RED, 1, count="nil return", reason="wrong", site=BRANCH)


# The fold


def test_taking_back_a_nil_return_that_is_not_there_has_no_effect_and_is_shown() -> None:
    state = counted(nil(), taken_back(2, "nil return"))

    assert len(state.reentry[RED].nil_returns) == 1
    assert [item.words for item in state.attention] == [
        "MK took back a nil return of Red slips that is not there. Nothing changed."
    ]


def test_a_count_that_does_not_fit_has_no_effect_and_is_shown() -> None:
    state = counted(logged(2), entered(3))

    assert state.reentry[RED].total == Counts(logged=2)
    assert [item.words for item in state.attention] == [
        "MK cleared 3 of Red slips, more than there were. It was not counted."
    ]


def test_taking_back_more_than_there_is_has_no_effect_and_is_shown() -> None:
    state = counted(logged(2), taken_back(1))

    assert [item.words for item in state.attention] == [
        "MK took back 1 of Red slips, more than there were. It was not counted."
    ]


@pytest.mark.parametrize("event", [logged(0), explained(1, why="lost"), taken_back(1, count="left")])
def test_a_count_this_version_does_not_know_is_kept_and_shown(event: ReentryLogged) -> None:
    state = counted(logged(2), event)

    assert state.reentry[RED].total == Counts(logged=2)
    assert len(state.attention) == 1
    assert state.attention[0].words.endswith("of Red slips in a way this version does not know.")


def test_a_record_about_a_category_of_another_plan_is_shown() -> None:
    state = counted(ReentryLogged(**signed("JB", TUESDAY), category="recalls", number=1, day=FRIDAY))

    assert [item.words for item in state.attention] == ["Entry 0 is about recalls, which is not in this plan."]


def test_counts_are_recorded_with_who_when_and_how_late() -> None:
    act = an_act("MK", TUESDAY, at=at("Mon 17:00"), late_reason="the folder came in the morning")

    event = count_logged(counted(), act, RED, 2)

    assert (event.by, event.at, event.day) == ("MK", at("Mon 17:00"), MONDAY)
    assert event.late_reason == "the folder came in the morning"


def test_late_counts_need_a_reason_as_all_else_does() -> None:
    with refused("This happened 17hr ago, at 17:00. Say in a few words why it is recorded now."):
        count_logged(counted(), an_act("MK", TUESDAY, at=at("Mon 17:00")), RED, 2)


def test_a_plan_may_name_no_sites() -> None:
    state = counted(plan=replace(COUNTED, sites=()))

    assert return_nil(state, an_act("SP", TUESDAY), RED).site == ""
    with refused("This plan names no sites. Leave the site out."):
        return_nil(state, an_act("SP", TUESDAY), RED, site=MAIN)
