"""The hard copy: versions, copies that come back, and what cannot be."""

from __future__ import annotations

import pytest
from tests.examples import an_act, given, refused, then
from tests.paper_examples import SEAL, collected, printed

from cutover_tui.domain.printing import SheetCopies, collect_sheet, next_version, printing_of


def test_the_first_version_is_1_and_a_refresh_is_the_next() -> None:
    assert next_version(given()) == 1
    assert next_version(given(printed(1), printed(2))) == 3


def test_a_printing_keeps_its_sheets_their_copies_and_the_seal_on_its_pages() -> None:
    state = given(printed(1, "CS-F x2", "AC-PM x3"))

    [made] = state.printings
    assert (made.version, made.seq, made.by, made.seal) == (1, 0, "JB", SEAL)
    assert made.sheets == (SheetCopies("CS-F", 2), SheetCopies("AC-PM", 3))


def test_a_version_that_is_in_the_log_twice_stands_once_and_is_looked_at() -> None:
    state = given(printed(1), printed(1, "CS-F x9"))

    assert [made.copies_of("CS-F") for made in state.printings] == [2]
    assert [one.words for one in state.attention] == [
        "Version 1 of the hard copy is in the log twice. The first stands."
    ]


def test_collecting_takes_all_copies_that_are_out_of_the_oldest_version_unless_said() -> None:
    state = given(printed(1), printed(2))

    event = collect_sheet(state, an_act("SP"), " cs-f ")

    assert (event.sheet, event.sheet_version, event.copies) == ("CS-F", 1, 2)
    after = then(state, event)
    assert [made.out("CS-F") for made in after.printings] == [0, 2]
    assert collect_sheet(after, an_act("SP"), "CS-F").sheet_version == 2


def test_some_copies_may_come_back_before_the_others() -> None:
    state = then(given(printed(1)), collected(copies=1))

    assert collect_sheet(state, an_act("SP"), "CS-F").copies == 1


def test_a_closed_run_still_takes_sheets_down() -> None:
    state = given(printed(1))

    assert collect_sheet(state, an_act("SP"), "HOLD", version=1).copies == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"sheet": "CS-Q"}, "Version 1 has no sheet CS-Q. Its sheets are CS-F, CS-G, HOLD."),
        ({"sheet": " "}, "Version 1 has no sheet without an id. Its sheets are CS-F, CS-G, HOLD."),
        ({"sheet": "CS-F", "version": 4}, "There is no version 4 of the hard copy. The versions printed are 1."),
        (
            {"sheet": "CS-F", "copies": 3},
            "2 of CS-F version 1 were wanted and 2 are still out, not 3. Count them again.",
        ),
        (
            {"sheet": "CS-F", "copies": 0},
            "2 of CS-F version 1 were wanted and 2 are still out, not 0. Count them again.",
        ),
        ({"sheet": "CS-G"}, "All 2 copies of CS-G version 1 came back already, Thu 26 Nov 17:50 SP."),
        ({"sheet": "HOLD"}, "The copy of HOLD version 1 came back already, Thu 26 Nov 17:50 SP."),
    ],
)
def test_what_did_not_hang_cannot_be_collected(facts: dict[str, object], words: str) -> None:
    state = given(printed(1), collected("CS-G"), collected("HOLD", copies=1))

    with refused(words):
        collect_sheet(state, an_act("SP"), **facts)  # type: ignore[arg-type]  # any argument


def test_nothing_can_be_collected_before_anything_was_printed() -> None:
    with refused("There is no version 1 of the hard copy. Nothing has been printed yet."):
        collect_sheet(given(), an_act("SP"), "CS-F")
    with refused("There is no version 2 of the hard copy. Nothing has been printed yet."):
        printing_of(given(), 2)


@pytest.mark.parametrize("event", [collected("CS-Q"), collected(version=7), collected(copies=3), collected(copies=-1)])
def test_a_record_of_copies_that_were_not_out_changes_nothing_and_is_looked_at(event: object) -> None:
    before = given(printed(1))

    after = then(before, event)  # type: ignore[arg-type]  # one of the events above

    assert after.printings == before.printings
    assert len(after.attention) == 1
    assert after.attention[0].words.endswith("which was not out.")
