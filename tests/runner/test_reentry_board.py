"""The re-entry board: the most urgent first, what is overdue, what was not heard of, slips and paper that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import GL, Move, at, signed
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
    sampled_by,
)

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.fold import fold
from cutover_tui.domain.reentry_closing import ReentryClosed
from cutover_tui.domain.reentry_counts import Counts, Place
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.runner.boards import Mark
from cutover_tui.runner.reentry_board import (
    ReentryRow,
    overdue_words,
    paper_words,
    reentry_board,
    totals_words,
)

LAB = "paper-results:north-lab"


def row(state: RunState, when: str = TUESDAY, category: str = "red-slips") -> ReentryRow:
    return next(one for one in reentry_board(state, at(when)).rows if one.category.id == category)


@settings(max_examples=40, deadline=None)
@drawn(st.lists(reentry_moves, min_size=10, max_size=40))
def test_folding_the_log_gives_the_same_board_as_living_through_it(tried: list[Move]) -> None:
    result = played(tried)

    board = reentry_board(result.state, result.now)

    assert reentry_board(fold(start_state(COUNTED), result.entries), result.now) == board
    assert board.total.left == sum(one.counts.left for one in board.rows)
    assert [one.category.urgency for one in board.rows] == [1, 7, 14]


def test_the_most_urgent_comes_first_red_slips_before_all() -> None:
    assert [one.category.id for one in reentry_board(counted(), at(TUESDAY)).rows] == [
        "red-slips",
        LAB,
        "consultations",
    ]


def test_a_row_says_when_it_is_due_and_of_two_moments_the_last_counts() -> None:
    consultations = row(counted(), category="consultations")

    assert row(counted()).due_at == at("Tue 18:00")
    assert (consultations.first_due_at, consultations.due_at) == (at("2026-12-08 18:30"), at("2026-12-15 18:30"))


def test_when_go_live_moves_so_does_what_is_due() -> None:
    happened = AnchorRecorded(**signed("JB", "Wed 09:00"), anchor="GL", happened=at("Wed 09:00"))

    assert row(counted(happened)).due_at == at("Wed 18:00")


def test_what_is_left_after_it_was_due_is_overdue() -> None:
    state = counted(logged(3))

    late = reentry_board(state, at("Tue 20:05"))

    assert not row(state, "Tue 18:00").overdue
    assert [overdue_words(one, COUNTED.calendar.zone) for one in late.overdue] == [
        "Red slips: 3 left, due Tue 1 Dec 18:00"
    ]
    assert (late.rows[0].badge.mark, late.rows[0].badge.words) == (Mark.OVERDUE, "OVERDUE 2hr 5min")


def test_what_has_nothing_left_is_never_overdue() -> None:
    assert reentry_board(counted(logged(3), entered(3)), at("Wed 20:00")).overdue == ()


@pytest.mark.parametrize(
    ("history", "mark", "words"),
    [
        ((), Mark.IDLE, "NOTHING LOGGED"),
        ((nil(),), Mark.IDLE, "NIL"),
        ((logged(3),), Mark.OPEN, "3 LEFT"),
        ((logged(3), entered(3)), Mark.CHECK, "CHECK 3"),
        ((logged(3), entered(3), sampled_by("DR", 3)), Mark.OPEN, "0 LEFT, TO CLOSE"),
        ((logged(3), explained(3)), Mark.OPEN, "0 LEFT, TO CLOSE"),
    ],
)
def test_a_badge_says_what_comes_next(history: tuple[()], mark: Mark, words: str) -> None:
    badge = row(counted(*history)).badge

    assert (badge.mark, badge.words) == (mark, words)


def test_a_closed_category_says_who_closed_it() -> None:
    ready = (logged(3), entered(3), sampled_by("DR", 3))
    saw = counted(*ready).reentry["red-slips"].saw
    closed = ReentryClosed(**signed("SP", TUESDAY), category="red-slips", checked_by="DR", saw=saw)

    found = row(counted(*ready, closed))

    assert found.badge.words == "CLOSED SP"
    assert found.closing is not None
    assert found.closing.checked_by == "DR"


def test_a_row_has_the_counts_of_each_day_and_site_oldest_first() -> None:
    found = row(counted(logged(2, MONDAY), logged(3, FRIDAY, BRANCH), entered(1)))

    assert found.places == (
        (Place(FRIDAY, BRANCH), Counts(logged=3, entered=1)),
        (Place(MONDAY, MAIN), Counts(logged=2)),
    )


def test_a_row_has_its_own_forecast_and_says_when_that_is_too_late() -> None:
    slow = row(counted(logged(50, when="Tue 08:30"), entered(1, when="Tue 09:00"), entered(1, when=TUESDAY)))
    fast = row(counted(logged(50, when="Tue 08:30"), entered(1, when="Tue 09:00"), entered(40, when=TUESDAY)))

    assert slow.late_at_this_rate
    assert not fast.late_at_this_rate
    assert (fast.forecast.words, fast.forecast.rate_words) == ("At this rate, clear by 10:13.", "40 an hour")


def test_the_board_has_a_forecast_and_a_burn_down_for_everything_together() -> None:
    board = reentry_board(
        counted(logged(5, when="Tue 09:00"), logged(4, when="Tue 09:30", of=LAB), entered(2), explained(1, of=LAB)),
        at(TUESDAY),
    )

    assert [point.left for point in board.points] == [5, 9, 6]
    assert totals_words(board.total) == "9 logged, 2 entered, 1 explained, 6 left"
    assert board.forecast.words == "No forecast yet: it takes entries at two different times."


def test_the_sample_says_what_is_still_to_check() -> None:
    entries = (logged(120), entered(120))

    assert row(counted(*entries)).sample.words == "12 to check, 0 looked at, 12 to go"
    assert row(counted(*entries, sampled_by("DR", 8, 7))).sample.words == (
        "12 to check, 8 looked at, 4 to go, 1 not right"
    )
    assert row(counted(*entries, sampled_by("DR", 12))).sample.words == "12 to check, 12 looked at, enough"
    assert row(counted()).sample.words == "Nothing to check"


# Nil returns


def extract_taken(when: str = "Thu 18:40") -> AnchorRecorded:
    return AnchorRecorded(**signed("JB", when), anchor="CUT", happened=at(when))


def test_before_the_extract_nothing_is_expected() -> None:
    assert row(counted(), "Wed 12:00").missing == ()


def test_every_working_day_of_cutover_and_every_site_is_heard_of_once_the_day_is_over() -> None:
    state = counted(extract_taken(), logged(1, FRIDAY, MAIN), nil(MONDAY, BRANCH))

    assert row(state, "Fri 18:00").missing == ()
    assert row(state, "Fri 18:30").missing == (Place(FRIDAY, BRANCH),)
    assert row(state, "Wed 12:00").missing == (Place(FRIDAY, BRANCH), Place(MONDAY, MAIN))
    assert row(state, "Wed 12:00").nil_returns == 1


def test_the_day_the_extract_was_taken_in_opening_hours_counts_and_that_of_go_live_does_not() -> None:
    found = row(counted(extract_taken("Thu 17:00")), "Wed 20:00").missing

    assert {place.day for place in found} == {"2026-11-26", FRIDAY, MONDAY}
    assert at("Tue 08:00") == GL


def test_the_morning_of_go_live_is_no_day_of_paper_unless_it_came_an_hour_after_opening() -> None:
    def missing(gone_live: str) -> tuple[Place, ...]:
        live = AnchorRecorded(**signed("JB", "Tue 12:00"), anchor="GL", happened=at(gone_live))
        return row(counted(extract_taken(), live), "Wed 12:00").missing

    days = [place.day for place in missing("Tue 08:04")]
    assert set(days) == {FRIDAY, MONDAY}
    assert {place.day for place in missing("Tue 09:30")} == {FRIDAY, MONDAY, "2026-12-01"}


def test_a_practice_without_sites_is_heard_of_once_a_day() -> None:
    state = counted(extract_taken(), plan=replace(COUNTED, sites=()))

    assert row(state, "Wed 12:00").missing == (Place(FRIDAY, ""), Place(MONDAY, ""))


# Paper that adds up


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(), "North Lab: no paper logged."),
        (
            Counts(logged=40, arrived=25, entered=15),
            "North Lab: 40 on paper = 25 arrived electronically + 15 entered by hand.",
        ),
        (
            Counts(logged=40, arrived=25, entered=12, duplicate=2, not_needed=1),
            "North Lab: 40 on paper = 25 arrived electronically + 12 entered by hand + 3 not needed or duplicate.",
        ),
        (
            Counts(logged=40, arrived=25, entered=10),
            (
                "North Lab: 40 on paper, but 25 arrived electronically + 10 entered by hand make 35. "
                "5 still to account for."
            ),
        ),
    ],
)
def test_for_each_lab_paper_is_what_arrived_electronically_and_what_was_entered_by_hand(
    counts: Counts, words: str
) -> None:
    assert paper_words("North Lab", counts) == words


def test_only_what_is_counted_per_lab_has_that_rule() -> None:
    state = counted(logged(2, of=LAB), explained(2, "arrived electronically", of=LAB))

    assert row(state, category=LAB).balance == "North Lab: 2 on paper = 2 arrived electronically + 0 entered by hand."
    assert row(state).balance == ""


def test_slips_are_shown_in_order_and_those_that_do_not_add_up_say_so() -> None:
    board = reentry_board(
        counted(
            SlipsIssued(**signed("JB", TUESDAY), slips="C-2 041 to 058", to="Reception"),
            SlipsIssued(**signed("JB", TUESDAY), slips="C-2 001 to 030", to="Millbrook branch"),
            SlipsCounted(**signed("JB", TUESDAY), slips="C-2 041 to 058", used=14, void=1, returned=2, entered=14),
        ),
        at(TUESDAY),
    )

    assert [(one.range.numbers.words, one.balances) for one in board.slips] == [
        ("C-2 001 to 030", False),
        ("C-2 041 to 058", False),
    ]
    assert board.slips[1].words == (
        "C-2 041 to 058: 18 issued to Reception, but 14 used + 1 void + 2 returned make 17. Look for 1 slip. "
        "14 used = 14 entered + 0 outstanding."
    )
    assert board.gaps == ("Nobody was given C-2 031 to 040. Look for these slips.",)
