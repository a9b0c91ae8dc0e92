"""Notes, and corrections of earlier entries: nothing is erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, an_entry, at, done, given, refused, signed, then

from cutover_tui.domain.corrections import correct_entry, correctable
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.log_events import RunLeft
from cutover_tui.domain.notes import WAS_LIMIT, EntryCorrected, NoteAdded, add_note
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.tasks import Note, TaskReopened, TaskStatus

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

PAIR = done("F-02", observed="paused", checked_by="SP")
WAITS = done("F-02", observed="paused")
CHECK = TaskChecked(**signed("SP"), task="F-02", observed="paused", agrees=True)


def note(words: str = "rang at noon", ref: str = "P-02", by: str = "JB", when: str = "Thu 17:42") -> NoteAdded:
    return NoteAdded(**signed(by, when), task=ref, note=words)


def corrected(seq: int, event: Event, *earlier: Event, **fields: str) -> RunState:
    """Where a run stands after an entry of it was corrected through the rules."""
    state = given(*earlier, event)
    return then(state, correct_entry(state, an_act("MK"), an_entry(seq, event), reason="wrong", **fields))


# Notes


def test_a_note_stands_with_its_task() -> None:
    event = add_note(given(), an_act(), " rang at noon\nno answer ", ref="P-02")

    assert event == note("rang at noon\nno answer")
    assert given(event).tasks["P-02"].notes == (
        Note(seq=0, by="JB", at=at("Thu 17:42"), text="rang at noon\nno answer"),
    )


def test_a_note_about_the_day_needs_no_task() -> None:
    event = add_note(given(), an_act(), "the heating is off")

    assert event.task == ""
    assert given(event).tasks == given().tasks


def test_a_note_of_a_completion_stands_with_the_others() -> None:
    state = given(note(), done("P-02", note="letter sent"))

    assert [found.text for found in state.tasks["P-02"].notes] == ["rang at noon", "letter sent"]


def test_an_empty_note_is_refused() -> None:
    with refused("There is nothing in the note yet. Write what happened or what was seen."):
        add_note(given(), an_act(), " \n ")


def test_a_note_about_a_task_of_another_plan_is_refused() -> None:
    with refused("There is no task X-9 in this plan."):
        add_note(given(), an_act(), "words", ref="X-9")


def test_a_second_press_writes_no_second_note() -> None:
    with refused("This note is already in the log, as entry 0."):
        add_note(given(note()), an_act(), "rang at noon", ref="P-02")


@pytest.mark.parametrize(
    ("by", "when", "words"),
    [("SP", "Thu 17:42", "rang at noon"), ("JB", "Thu 17:43", "rang at noon"), ("JB", "Thu 17:42", "rang at one")],
)
def test_another_note_is_written(by: str, when: str, words: str) -> None:
    assert add_note(given(note()), an_act(by, when), words, ref="P-02").note == words


# What can be corrected


def test_an_entry_offers_the_fields_it_has_words_in() -> None:
    entry = an_entry(3, done("F-02", observed="paused", checked_by="SP", note="quick"))

    assert correctable(entry) == {
        "observed": "paused",
        "by": "JB",
        "checked_by": "SP",
        "at": "2026-11-26T17:42:00+00:00",
        "note": "quick",
    }


@pytest.mark.parametrize(
    "event",
    [
        RunLeft(**signed()),
        EntryCorrected(**signed(), corrects=0, task="P-02", field="note", was="a", now="b", reason="c"),
    ],
)
def test_corrections_and_entries_about_the_log_are_not_corrected(event: Event) -> None:
    assert correctable(an_entry(1, event)) == {}
    with refused("Entry 1 has nothing of that kind to correct. It has: nothing that can be corrected."):
        correct_entry(given(), an_act(), an_entry(1, event), field="by", now="SP", reason="wrong")


def test_a_field_the_entry_has_not_is_refused_with_those_it_has() -> None:
    with refused("Entry 0 has nothing of that kind to correct. It has: who did it, when it happened, the note."):
        correct_entry(given(), an_act(), an_entry(0, note()), field="observed", now="x", reason="wrong")


# Correcting


def test_a_correction_says_what_was_and_what_is_now() -> None:
    event = correct_entry(
        given(WAITS), an_act("MK"), an_entry(0, WAITS), field="observed", now=" off ", reason=" slip "
    )

    assert event == EntryCorrected(
        **signed("MK"), corrects=0, task="F-02", field="observed", was="paused", now="off", reason="slip"
    )
    assert given(WAITS, event).tasks["F-02"].observed == "off"


def test_a_correction_of_a_correction_starts_from_the_corrected_words() -> None:
    state = corrected(0, WAITS, field="observed", now="off")

    event = correct_entry(state, an_act("SP"), an_entry(0, WAITS), field="observed", now="paused", reason="right first")

    assert (event.was, event.now) == ("off", "paused")
    after = then(state, event)
    assert after.tasks["F-02"].observed == "paused"
    assert [fix.now for fix in after.corrections[0]] == ["off", "paused"]


def test_words_that_change_nothing_are_refused() -> None:
    state = corrected(0, WAITS, field="observed", now="off")

    with refused("The new words are the same as those of entry 0: ‘off’."):
        correct_entry(state, an_act(), an_entry(0, WAITS), field="observed", now="off", reason="again")


def test_a_correction_without_a_reason_is_refused() -> None:
    with refused("Say why entry 0 changes. Both versions stay in the log."):
        correct_entry(given(WAITS), an_act(), an_entry(0, WAITS), field="observed", now="off", reason=" ")


def test_a_blank_is_no_answer() -> None:
    with refused(f"Give the right words for what was seen, or {NOT_RECORDED} if nobody knows."):
        correct_entry(given(WAITS), an_act(), an_entry(0, WAITS), field="observed", now=" ", reason="slip")


@pytest.mark.parametrize(
    ("field", "now", "attribute"),
    [("complications", "two calls", "complications"), ("reason", "lab shut", "reason"), ("by", "MK", "by")],
)
def test_a_corrected_field_shows_in_the_task(field: str, now: str, attribute: str) -> None:
    event = done("F-03", complications="one call", reason="lab open", unusual=("out of order",))

    assert getattr(corrected(0, event, field=field, now=now).tasks["F-03"], attribute) == now


def test_the_history_of_a_task_is_corrected_without_changing_where_it_stands() -> None:
    again = TaskReopened(**signed(), task="F-02", reason="again")
    history: list[Event] = [WAITS, again, done("F-02", "MK", observed="off")]
    state = given(*history)

    event = correct_entry(state, an_act(), an_entry(0, WAITS), field="observed", now="still on", reason="slip")

    after = then(state, event)
    assert after.tasks == state.tasks
    assert after.corrected_value(0, "observed", "paused") == "still on"


# People


def test_initials_off_the_roster_correct_nothing() -> None:
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        correct_entry(given(PAIR), an_act(), an_entry(0, PAIR), field="by", now="XX", reason="slip")


@pytest.mark.parametrize(("field", "now"), [("by", "SP"), ("checked_by", "JB")])
def test_one_person_does_not_get_both_places_of_a_tick(field: str, now: str) -> None:
    with refused(f"{now} is already the other person of entry 0. It takes two different people."):
        correct_entry(given(PAIR), an_act(), an_entry(0, PAIR), field=field, now=now, reason="slip")


def test_one_person_does_not_get_both_places_by_two_corrections() -> None:
    state = corrected(0, PAIR, field="by", now="MK")

    with refused("MK is already the other person of entry 0. It takes two different people."):
        correct_entry(state, an_act(), an_entry(0, PAIR), field="checked_by", now="MK", reason="slip")


def test_two_people_change_places_by_way_of_a_third() -> None:
    state = corrected(0, PAIR, field="by", now="MK")
    for field, now in (("checked_by", "JB"), ("by", "SP")):
        event = correct_entry(state, an_act("DR"), an_entry(0, PAIR), field=field, now=now, reason="swapped")
        state = then(state, event)

    standing = state.tasks["F-02"]
    assert (standing.by, standing.checked_by, standing.checks) == ("SP", "JB", ((0, "JB"),))


def test_the_first_person_is_not_corrected_to_who_checked() -> None:
    with refused("SP is already the other person of entry 0. It takes two different people."):
        correct_entry(given(WAITS, CHECK), an_act(), an_entry(0, WAITS), field="by", now="SP", reason="slip")


def test_the_second_person_is_not_corrected_to_who_did_it() -> None:
    with refused("JB is already the other person of entry 1. It takes two different people."):
        correct_entry(given(WAITS, CHECK), an_act(), an_entry(1, CHECK), field="by", now="JB", reason="slip")


def test_the_third_person_is_not_corrected_to_the_second() -> None:
    third = replace(CHECK, by="MK", recorder="MK")
    state = given(WAITS, replace(CHECK, agrees=False), third)

    with refused("SP is already the other person of entry 2. It takes two different people."):
        correct_entry(state, an_act(), an_entry(2, third), field="by", now="SP", reason="slip")


def test_the_initials_of_a_check_are_corrected_in_the_task() -> None:
    standing = corrected(1, CHECK, WAITS, field="by", now="DR").tasks["F-02"]

    assert (standing.by, standing.checked_by, standing.checks) == ("JB", "DR", ((1, "DR"),))
    assert standing.status is TaskStatus.DONE


def test_the_initials_of_an_earlier_look_leave_the_last_one_as_it_is() -> None:
    differs = replace(CHECK, agrees=False)
    state = given(WAITS, differs, replace(CHECK, by="MK", recorder="MK"))

    event = correct_entry(state, an_act("MK"), an_entry(1, differs), field="by", now="DR", reason="slip")

    standing = then(state, event).tasks["F-02"]
    assert (standing.checks, standing.checked_by) == (((1, "DR"), (2, "MK")), "MK")


def test_people_of_an_older_tick_are_kept_apart_too() -> None:
    state = given(PAIR, TaskReopened(**signed(), task="F-02", reason="again"))

    with refused("SP is already the other person of entry 0. It takes two different people."):
        correct_entry(state, an_act(), an_entry(0, PAIR), field="by", now="SP", reason="slip")


# Times


def test_a_corrected_time_shows_in_the_task_in_whatever_zone_it_was_given() -> None:
    state = corrected(0, WAITS, field="at", now="2026-11-26T18:30:00+01:00")

    assert state.tasks["F-02"].happened_at == at("Thu 17:30")
    assert state.corrections[0][0].now == "2026-11-26T17:30:00+00:00"


@pytest.mark.parametrize("now", ["", "yesterday", "2026-11-26T17:30:00", "2026-11-26T17:44:00+00:00"])
def test_what_is_no_time_that_has_passed_is_refused(now: str) -> None:
    with refused(f"‘{now}’ is not a time that has passed. Give the date and time it happened."):
        correct_entry(given(WAITS), an_act(), an_entry(0, WAITS), field="at", now=now, reason="slip")


def test_the_same_moment_in_another_zone_changes_nothing() -> None:
    with refused("The new words are the same as those of entry 0: ‘2026-11-26T17:42:00+00:00’."):
        correct_entry(
            given(WAITS), an_act(), an_entry(0, WAITS), field="at", now="2026-11-26T18:42:00+01:00", reason="slip"
        )


# Notes, corrected


def test_a_note_is_corrected_where_it_stands() -> None:
    state = corrected(0, note(), field="note", now="rang at one")

    assert [(found.text, found.struck) for found in state.tasks["P-02"].notes] == [("rang at one", False)]


def test_a_note_that_is_struck_keeps_its_words() -> None:
    state = corrected(1, note("second"), note("first"), field="note", now="")

    assert [(found.text, found.struck) for found in state.tasks["P-02"].notes] == [("first", False), ("second", True)]


def test_a_struck_note_comes_back_by_another_correction() -> None:
    state = corrected(0, note(), field="note", now="")
    with refused("The new words are the same as those of entry 0: ‘’."):
        correct_entry(state, an_act(), an_entry(0, note()), field="note", now=" ", reason="slip")

    event = correct_entry(state, an_act(), an_entry(0, note()), field="note", now="rang at one", reason="it was right")

    assert event.was == ""
    found = then(state, event).tasks["P-02"].notes[0]
    assert (found.text, found.struck) == ("rang at one", False)


def test_a_note_about_the_day_is_corrected_in_the_log_alone() -> None:
    state = corrected(0, note(ref=""), field="note", now="")

    assert state.tasks == given().tasks
    assert state.corrected_value(0, "note", "rang at noon") == ""
    assert state.attention == ()


def test_long_old_words_are_repeated_in_part_on_one_line() -> None:
    words = "one\ntwo " + "x" * 4000
    state = given(note(words))

    event = correct_entry(state, an_act(), an_entry(0, note(words)), field="note", now="", reason="too long")

    assert len(event.was) == WAS_LIMIT
    assert event.was.startswith("one / two xxx")
    assert event.was.endswith("x…")


# What the fold makes of corrections it did not expect


@pytest.mark.parametrize("now", ["(removed)", "2026-11-26T17:30:00"])
def test_a_time_that_cannot_be_read_changes_nothing(now: str) -> None:
    fix = EntryCorrected(**signed(), corrects=0, task="F-02", field="at", was="x", now=now, reason="y")

    assert given(WAITS, fix).tasks["F-02"].happened_at == at("Thu 17:42")


def test_a_field_of_a_newer_version_changes_nothing() -> None:
    fix = EntryCorrected(**signed(), corrects=0, task="F-02", field="weather", was="x", now="y", reason="z")

    assert given(WAITS, fix).tasks == given(WAITS).tasks


def test_the_checker_of_a_tick_without_one_stays_nobody() -> None:
    fix = EntryCorrected(**signed(), corrects=0, task="F-02", field="checked_by", was="x", now="SP", reason="y")

    assert given(WAITS, fix).tasks["F-02"].checked_by == ""


@pytest.mark.parametrize("seq", [1, 7, -1])
def test_a_correction_of_an_entry_that_is_not_before_it_is_shown(seq: int) -> None:
    fix = EntryCorrected(**signed(), corrects=seq, task="F-02", field="observed", was="x", now="y", reason="z")

    state = given(WAITS, fix)

    assert state.tasks == given(WAITS).tasks
    assert state.corrections == {}
    assert [item.words for item in state.attention] == [f"Entry 1 corrects entry {seq}, which is not before it."]


def test_a_correction_about_a_task_of_another_plan_is_shown() -> None:
    fix = EntryCorrected(**signed(), corrects=0, task="X-9", field="observed", was="x", now="y", reason="z")

    state = given(WAITS, fix)

    assert [item.words for item in state.attention] == ["Entry 1 is about X-9, which is not in this plan."]
    assert state.corrected_value(0, "observed", "paused") == "y"
