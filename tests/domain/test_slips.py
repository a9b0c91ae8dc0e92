"""Numbered slips: no number twice, none with nobody, and every one accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import Move, an_act, an_entry, refused, signed, then
from tests.reentry_examples import TUESDAY, counted, played, reentry_moves

from cutover_tui.domain.corrections import correct_entry, correctable
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.slips import (
    SlipNumbers,
    SlipsCounted,
    SlipsIssued,
    balance_words,
    count_slips,
    issue_slips,
    open_words,
    read_slips,
    slip_gaps,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

FIRST = "C-2 041 to 058"


def issued(slips: str = FIRST, to: str = "Millbrook branch", by: str = "JB") -> SlipsIssued:
    return SlipsIssued(**signed(by, TUESDAY), slips=slips, to=to)


def slips_counted(used: int, void: int, returned: int, entered: int = 0, slips: str = FIRST) -> SlipsCounted:
    return SlipsCounted(**signed("MK", TUESDAY), slips=slips, used=used, void=void, returned=returned, entered=entered)


# The laws


@settings(max_examples=60)
@drawn(st.lists(reentry_moves, min_size=10, max_size=40))
def test_issued_is_used_void_returned_and_missing_and_used_is_entered_and_outstanding(tried: list[Move]) -> None:
    for one in played(tried).state.slips.values():
        if one.counted_by:
            assert one.numbers.count == one.used + one.void + one.returned + one.missing
        assert one.used == one.entered + one.outstanding
        assert min(one.used, one.void, one.returned, one.entered, one.outstanding, one.missing) >= 0


@settings(max_examples=60)
@drawn(st.lists(reentry_moves, min_size=10, max_size=40))
def test_no_number_is_issued_twice_and_none_is_left_out(tried: list[Move]) -> None:
    ranges = [one.numbers for one in played(tried).state.slips.values()]

    numbers = [(one.series, number) for one in ranges for number in range(one.first, one.last + 1)]
    assert len(set(numbers)) == len(numbers)
    assert slip_gaps(ranges) == ()


@drawn(st.builds(SlipNumbers, st.sampled_from(["C-2", "D", "RX-14"]), st.integers(0, 500), st.integers(500, 999)))
def test_a_range_is_read_as_it_is_written(numbers: SlipNumbers) -> None:
    assert read_slips(numbers.words) == numbers


# How a range is written


@pytest.mark.parametrize(
    "written", ["C-2 041 to 058", "c-2 041-058", "C-2  41 TO 58", " C-2 041 – 058 ", "C-2 041to058"]
)
def test_a_range_may_be_typed_in_several_ways_and_is_written_in_one(written: str) -> None:
    assert read_slips(written).words == "C-2 041 to 058"
    assert read_slips(written).count == 18


def test_one_slip_is_a_range_too() -> None:
    assert (read_slips("C-2 041").words, read_slips("C-2 041").count) == ("C-2 041", 1)


@pytest.mark.parametrize("written", ["", "041 to 058", "C-2", "C-2 x to y", "C-2 041 to 058 and 60"])
def test_what_is_no_range_is_refused(written: str) -> None:
    with refused(f"‘{written}’ is not a range of slips. Write it as C-2 041 to 058."):
        read_slips(written)


def test_a_range_goes_upwards() -> None:
    with refused("C-2 058 to 041 ends before it begins. Give the lower number first."):
        read_slips("C-2 058 to 041")


def test_a_range_too_long_to_be_meant_is_refused() -> None:
    with refused("C-2 001 to 9999 would be 9,999 slips, and at most 2,000 are issued at once."):
        read_slips("C-2 1 to 9999")


# Issuing


def test_slips_are_issued_to_a_role_or_place() -> None:
    state = counted()

    after = then(state, issue_slips(state, an_act("JB", TUESDAY), "c-2 041-058", to=" Millbrook branch "))

    assert list(after.slips) == [FIRST]
    assert (after.slips[FIRST].to, after.slips[FIRST].by) == ("Millbrook branch", "JB")
    assert balance_words(after.slips[FIRST]) == "C-2 041 to 058: 18 issued to Millbrook branch, not counted yet."


def test_slips_go_to_somebody() -> None:
    with refused("Say which role or place C-2 041 to 058 goes to."):
        issue_slips(counted(), an_act("JB", TUESDAY), FIRST, to=" ")


@pytest.mark.parametrize(
    ("slips", "shared"), [("C-2 050 to 060", "050 to 058"), ("C-2 058 to 060", "058"), (FIRST, "041 to 058")]
)
def test_a_number_is_issued_once(slips: str, shared: str) -> None:
    with refused(
        f"{shared} of {slips} went to Millbrook branch already, with C-2 041 to 058. "
        "Give the numbers that are printed on the slips."
    ):
        issue_slips(counted(issued()), an_act("JB", TUESDAY), slips, to="Reception")


@pytest.mark.parametrize(
    ("slips", "gap"), [("C-2 061 to 080", "C-2 059 to 060"), ("C-2 001 to 039", "C-2 040"), ("C-2 060", "C-2 059")]
)
def test_no_number_is_left_with_nobody(slips: str, gap: str) -> None:
    with refused(
        f"{slips} would leave {gap} with nobody. Issue those first; "
        "slips that are lost or spoilt are issued too, and counted as void."
    ):
        issue_slips(counted(issued()), an_act("JB", TUESDAY), slips, to="Reception")


@pytest.mark.parametrize("slips", ["C-2 059 to 080", "C-2 021 to 040", "D-1 500 to 520", "C 001 to 010"])
def test_a_range_follows_another_comes_before_it_or_begins_a_series(slips: str) -> None:
    assert issue_slips(counted(issued()), an_act("JB", TUESDAY), slips, to="Reception").slips == slips


# Counting


def test_a_range_that_adds_up_says_so() -> None:
    state = counted(issued())

    after = then(
        state, count_slips(state, an_act("MK", TUESDAY), "c-2 041 to 058", used=14, void=1, returned=3, entered=9)
    )

    assert after.slips[FIRST].balances
    assert balance_words(after.slips[FIRST]) == (
        "C-2 041 to 058: 18 issued to Millbrook branch = 14 used + 1 void + 3 returned. "
        "14 used = 9 entered + 5 outstanding."
    )


def test_slips_that_are_missing_are_recorded_and_said() -> None:
    state = counted(issued(), slips_counted(14, 1, 2, 9))

    assert not state.slips[FIRST].balances
    assert balance_words(state.slips[FIRST]) == (
        "C-2 041 to 058: 18 issued to Millbrook branch, but 14 used + 1 void + 2 returned make 17. Look for 1 slip. "
        "14 used = 9 entered + 5 outstanding."
    )


def test_the_latest_count_stands() -> None:
    state = counted(issued(), slips_counted(14, 1, 2), slips_counted(14, 1, 3, 14))

    assert (state.slips[FIRST].missing, state.slips[FIRST].outstanding) == (0, 0)


def test_more_slips_than_there_are_is_refused() -> None:
    with refused("C-2 041 to 058 is 18 slips, and 19 were counted. Count them again."):
        count_slips(counted(issued()), an_act("MK", TUESDAY), FIRST, used=14, void=2, returned=3, entered=0)


def test_more_entered_than_used_is_refused() -> None:
    with refused("Of C-2 041 to 058, 14 were used, so 15 cannot be entered. Count them again."):
        count_slips(counted(issued()), an_act("MK", TUESDAY), FIRST, used=14, void=1, returned=3, entered=15)


def test_less_than_none_is_refused() -> None:
    with refused("A count of C-2 041 to 058 is below zero. Give what there is, or 0."):
        count_slips(counted(issued()), an_act("MK", TUESDAY), FIRST, used=14, void=-1, returned=3, entered=0)


@pytest.mark.parametrize(("history", "known"), [([], "none"), ([issued()], FIRST)])
def test_only_what_was_issued_is_counted(history: list[SlipsIssued], known: str) -> None:
    with refused(f"C-2 041 to 050 was not issued as one range. The ranges issued are: {known}."):
        count_slips(counted(*history), an_act("MK", TUESDAY), "C-2 041 to 050", used=1, void=0, returned=0, entered=0)


# The fold


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            issued("C-2 050 to 060", by="SP"),
            "SP issued the slips C-2 050 to 060, and C-2 041 to 058 were out. The first stand.",
        ),
        (issued("soon"), "Entry 1 issues ‘soon’, which is not a range of slips."),
        (slips_counted(1, 0, 0, slips="D 1"), "MK counted the slips D 1, which were not issued."),
        (
            slips_counted(18, 1, 0),
            "MK counted more of the slips C-2 041 to 058 than there are. It was not counted.",
        ),
        (
            slips_counted(3, 0, 0, 4),
            "MK counted more of the slips C-2 041 to 058 than there are. It was not counted.",
        ),
    ],
)
def test_what_cannot_be_has_no_effect_and_is_shown(event: SlipsIssued | SlipsCounted, words: str) -> None:
    state = counted(issued(), event)

    assert state.slips == counted(issued()).slips
    assert [item.words for item in state.attention] == [words]


def test_a_gap_in_a_log_is_found() -> None:
    state = counted(issued(), issued("C-2 061 to 080"), issued("D-1 001"))

    assert slip_gaps(one.numbers for one in state.slips.values()) == (SlipNumbers("C-2", 59, 60),)


# A range that was mistyped


def right(state: RunState, new: str, field: str = "slips", seq: int = 0) -> RunState:
    """Where a run stands after the entry that issued the first range was corrected through the rules."""
    act = an_act("JB", TUESDAY)
    return then(state, correct_entry(state, act, an_entry(seq, issued()), field=field, now=new, reason="Read wrong"))


def test_of_slips_that_were_issued_the_range_to_whom_and_by_whom_can_be_corrected() -> None:
    assert correctable(an_entry(0, issued())) == {"slips": FIRST, "to": "Millbrook branch", "by": "JB"}
    assert correctable(an_entry(1, slips_counted(1, 0, 0))) == {}


def test_a_range_that_was_mistyped_is_corrected_and_the_old_words_stay_in_the_log() -> None:
    state = right(counted(issued()), "c-2 041-068")

    assert list(state.slips) == ["C-2 041 to 068"]
    assert state.slips["C-2 041 to 068"].numbers.count == 28
    fix = state.corrections[0][0]
    assert (fix.was, fix.now) == (FIRST, "C-2 041 to 068")


def test_a_range_that_was_never_handed_out_is_struck() -> None:
    state = right(counted(issued()), "")

    assert state.slips == {}
    assert state.corrections[0][0].was == FIRST
    assert list(then(state, issue_slips(state, an_act(), "C-2 001 to 010", to="GPs")).slips) == ["C-2 001 to 010"]


def test_a_struck_range_is_not_corrected_again_but_issued_anew() -> None:
    with refused("These slips are struck out already. Issue the right range anew."):
        right(right(counted(issued()), ""), "C-2 041 to 050")


def test_to_whom_and_by_whom_follow_a_correction() -> None:
    state = right(right(counted(issued()), "Reception", "to"), "SP", "by")

    assert (state.slips[FIRST].to, state.slips[FIRST].by) == ("Reception", "SP")


def test_a_range_is_not_corrected_onto_numbers_somebody_else_has() -> None:
    state = counted(issued(), issued("C-2 059 to 070", "Reception"))

    with refused("059 to 060 of C-2 041 to 060 went to Reception already, with C-2 059 to 070."):
        right(state, "C-2 041 to 060")


def test_a_correction_leaves_no_gap_between_ranges() -> None:
    state = counted(issued(), issued("C-2 059 to 070", "Reception"))

    with refused("C-2 041 to 056 would leave C-2 057 to 058 with nobody. Correct or issue those first."):
        right(state, "C-2 041 to 056")


def test_what_was_counted_of_a_range_has_to_fit_the_right_one() -> None:
    state = counted(issued(), slips_counted(9, 1, 2, 4))

    with refused("C-2 041 to 050 is 10 slips, and 12 were counted of C-2 041 to 058. Count them again first."):
        right(state, "C-2 041 to 050")
    with refused("C-2 041 to 058 was counted by MK, so it cannot be struck. Give the numbers that are printed on …"):
        right(state, "")
    assert right(state, "C-2 041 to 052").slips["C-2 041 to 052"].balances


def test_what_is_no_range_is_no_correction() -> None:
    with refused("‘x’ is not a range of slips. Write it as C-2 041 to 058."):
        right(counted(issued()), "x")


def test_a_correction_that_does_not_fit_any_more_changes_nothing_and_is_shown() -> None:
    fix = EntryCorrected(**signed(), corrects=0, field="slips", was=FIRST, now="C-2 041 to 060", reason="Read wrong")

    state = counted(issued(), issued("C-2 059 to 070", "Reception"), fix)

    assert list(state.slips) == [FIRST, "C-2 059 to 070"]
    assert [item.words for item in state.attention] == [
        "The slips C-2 041 to 058 were corrected to ‘C-2 041 to 060’, which does not fit any more."
    ]


def test_a_field_of_a_newer_version_changes_no_slips() -> None:
    fix = EntryCorrected(**signed(), corrects=0, field="colour", was="red", now="blue", reason="Read wrong")

    assert counted(issued(), fix).slips == counted(issued()).slips


# What is not settled


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "Slips C-2 041 to 058 were issued to Millbrook branch and not counted"),
        ((12, 1, 3, 12), "Slips C-2 041 to 058 have 2 slips missing"),
        ((14, 1, 3, 12), "Slips C-2 041 to 058 have 2 used and not entered"),
        ((13, 1, 3, 12), "Slips C-2 041 to 058 have 1 slip missing and 1 used and not entered"),
        ((14, 1, 3, 14), ""),
    ],
)
def test_what_of_a_range_is_not_settled_is_said(count: tuple[int, int, int, int] | None, words: str) -> None:
    state = counted(issued(), *([slips_counted(*count)] if count is not None else []))

    assert open_words(state.slips[FIRST]) == words
