"""Taking the words of an entry out of the log: two people, a reason, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

from tests.examples import an_act, an_entry, done, given, refused, signed

from cutover_tui.domain.notes import NoteAdded
from cutover_tui.domain.redaction import redact_entry

NOTE = an_entry(4, NoteAdded(**signed(), note="rang the wrong number"))


def test_two_people_take_words_out_with_a_reason() -> None:
    event = redact_entry(given(), an_act(), NOTE, second="SP", reason=" it named somebody ")

    assert (event.seq, event.second, event.reason, event.auth) == (4, "SP", "it named somebody", "two-person")


def test_one_person_alone_takes_nothing_out() -> None:
    with refused("Taking words out needs two people. JB is one of them already. Ask somebody else."):
        redact_entry(given(), an_act(), NOTE, second="JB", reason="it named somebody")


def test_a_reason_is_needed() -> None:
    with refused("Say why the words of entry 4 come out, without repeating them."):
        redact_entry(given(), an_act(), NOTE, second="SP", reason=" ")


def test_the_reason_does_not_say_again_who_it_was() -> None:
    with refused("This looks like an NHS number. The reason stays in the log, so say it without that."):
        redact_entry(given(), an_act(), NOTE, second="SP", reason="it held 943 476 5919")


def test_an_entry_without_words_has_nothing_to_take_out() -> None:
    with refused("Entry 2 holds no words anybody typed freely, so there is nothing to take out."):
        redact_entry(given(), an_act(), an_entry(2, done("P-02")), second="SP", reason="x")


def test_words_that_are_out_stay_out() -> None:
    with refused("The words of entry 4 are out already."):
        redact_entry(given(), an_act(), replace(NOTE, redacted=True), second="SP", reason="x")


def test_somebody_of_no_roster_cannot_agree() -> None:
    with refused("XX is not on the roster of this run. …"):
        redact_entry(given(), an_act(), NOTE, second="XX", reason="x")
