"""Typing up paper: sheets and lines, what is in the log already, and a whole file tried before anything is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from tests.examples import StillClock, a_run, an_act, at, given, refused

from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.runner.catch_up_file import check_rows, read_rows
from cutover_tui.runner.catching_up import (
    PaperLine,
    PaperPlace,
    line_words,
    next_place,
    read_place,
    record_line,
    require_new_place,
    same_as,
    typed_up,
)
from cutover_tui.runner.story import plain_words
from cutover_tui.runner.task_lookup import ref_on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cutover_tui.runner.catch_up_file import CheckedFile
    from cutover_tui.runner.run import Run

HEADER = "time,ref,initials,checked_by,observed,note\n"


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """A run of the small plan at Thu 17:42."""
    opened = a_run(tmp_path, StillClock())
    yield opened
    opened.close()


def a_line(number: int = 7, ref: str = "P-01", when: str = "Thu 16:10", **fields: object) -> PaperLine:
    """A line of sheet L-01."""
    facts: dict[str, object] = {"by": "SP", "observed": "3 Nov"} | fields
    return PaperLine(place=PaperPlace("L-01", number), at=at(when), ref=ref, **facts)  # type: ignore[arg-type]  # any field


def checked(run: Run, text: str, *, header: str = HEADER, day: str = "") -> CheckedFile:
    """What a file would record."""
    rows = read_rows((header + text).encode())
    return check_rows(run.state, run.entries, rows, sheet="L-01", recorder="JB", now=run.clock.now(), day=day)


# -- sheets and lines


@pytest.mark.parametrize("text", ["L-01 7", "l-01 7", " L-01  line 7 ", "L-01, 7", "L-01 007"])
def test_a_sheet_and_a_line_are_read_however_they_are_written(text: str) -> None:
    assert read_place(text) == PaperPlace("L-01", 7)


@pytest.mark.parametrize("text", ["L-01", "7", "L-01 0", "L-01 1000", "L-01 x", "", "L-01 7 8"])
def test_what_is_no_sheet_with_a_line_is_refused(text: str) -> None:
    with refused(f"‘{text or 'That'}’ is not a sheet and a line. Write it as L-01 7, both as they are printed."):
        read_place(text)


@given_any(sheet=st.from_regex(r"[A-Z]{1,3}-[0-9]{2}", fullmatch=True), line=st.integers(1, 999))
def test_the_words_of_a_place_give_it_back(sheet: str, line: int) -> None:
    place = PaperPlace(sheet, line)

    assert read_place(place.words) == place
    assert place.following == PaperPlace(sheet, line + 1)


def test_a_line_is_one_entry_with_the_time_and_person_it_says_and_the_sheet_it_stands_on(run: Run) -> None:
    entry = record_line(run, a_line(), "JB")

    event = entry.event
    assert isinstance(event, TaskCompleted)
    assert (event.task, event.by, event.recorder, event.at, event.observed) == (
        "P-01",
        "SP",
        "JB",
        at("Thu 16:10"),
        "3 Nov",
    )
    assert event.late_reason == "typed up from paper, sheet L-01 line 7"
    assert [(place.words, one.seq) for place, one in typed_up(run.entries)] == [("L-01 line 7", entry.seq)]


@pytest.mark.parametrize("minute", ["17:37", "17:38", "17:42"])
@pytest.mark.parametrize(("ref", "note"), [("P-01", ""), ("", "phones busy")])
def test_a_line_typed_up_at_once_keeps_its_sheet_and_is_not_called_late(
    run: Run, minute: str, ref: str, note: str
) -> None:
    entry = record_line(run, a_line(when=f"Thu {minute}", ref=ref, note=note), "JB")

    assert entry.event.late_reason == ""
    assert [(place.words, one.seq) for place, one in typed_up(run.entries)] == [("L-01 line 7", entry.seq)]
    assert next_place(run.entries) == PaperPlace("L-01", 8)
    with refused(f"L-01 line 7 is already typed up, as entry 1 ({minute} SP). Give the number of the line in hand."):
        require_new_place(run.entries, PaperPlace("L-01", 7), "Europe/London")
    assert getattr(entry.event, "sheet", "") == "L-01 line 7"
    assert plain_words(entry, run.state).endswith(" [from paper, L-01 line 7]")


def test_a_log_made_before_entries_held_their_line_still_says_where_they_stood(run: Run) -> None:
    old = an_act("SP", recorder="JB", at=at("Thu 16:10"), late_reason="typed up from paper, sheet L-01 line 7")
    run.complete_task(old, "P-01", observed="3 Nov")

    assert [place.words for place, _entry in typed_up(run.entries)] == ["L-01 line 7"]


def test_a_line_without_a_task_is_a_note(run: Run) -> None:
    entry = record_line(run, a_line(ref="", note="phones busy"), "JB")

    assert (entry.event.WIRE, getattr(entry.event, "note", "")) == ("note.added", "phones busy")


def test_what_is_unusual_and_has_no_reason_on_the_paper_is_recorded_as_that(run: Run) -> None:
    entry = record_line(run, a_line(ref="F-03", observed="12 of 12"), "JB")

    assert getattr(entry.event, "unusual", ()) == ("out of order",)
    assert getattr(entry.event, "reason", "") == NOT_RECORDED


def test_the_next_line_follows_the_one_typed_up_last(run: Run) -> None:
    assert next_place(run.entries) == PaperPlace("L-01", 1)

    record_line(run, a_line(12), "JB")

    assert next_place(run.entries) == PaperPlace("L-01", 13)


def test_a_line_is_typed_up_once(run: Run) -> None:
    record_line(run, a_line(), "JB")

    with refused("L-01 line 7 is already typed up, as entry 1 (16:10 SP). Give the number of the line in hand."):
        require_new_place(run.entries, PaperPlace("L-01", 7), "Europe/London")
    require_new_place(run.entries, PaperPlace("L-01", 8), "Europe/London")
    require_new_place(run.entries, PaperPlace("L-02", 7), "Europe/London")


def test_the_same_task_person_and_minute_are_the_same_line_whoever_recorded_it(run: Run) -> None:
    entry = run.complete_task(an_act("SP", at=at("Thu 17:41")), "P-01", observed="3 Nov")

    assert same_as(run.entries, a_line(when="Thu 17:41")) == entry
    assert same_as(run.entries, a_line(when="Thu 17:40")) is None
    assert same_as(run.entries, a_line(when="Thu 17:41", by="JB")) is None
    assert same_as(run.entries, a_line(ref="", note="3 Nov", when="Thu 17:41")) is None


def test_a_line_is_repeated_in_words_before_it_counts(run: Run) -> None:
    assert line_words(run.state, a_line()) == "P-01 Planning meeting held, Thu 26 Nov 16:10 SP"
    assert line_words(run.state, a_line(ref="", note="phones busy")) == "Note: phones busy, Thu 26 Nov 16:10 SP"


# -- task numbers


@pytest.mark.parametrize("text", ["F-02", "f-02", "f2", "F 2", "F02", " f-2 "])
def test_a_task_is_found_however_its_number_is_written(run: Run, text: str) -> None:
    assert ref_on_paper(run.state, text) == "F-02"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("F-01", "There is no task F-01 in this plan. Did you mean F-01a or F-01b?"),
        ("X-99", "There is no task X-99 in this plan. Look at the number on the sheet."),
        ("F-022", "There is no task F-022 in this plan. Did you mean F-02?"),
    ],
)
def test_a_wrong_number_is_explained(run: Run, text: str, words: str) -> None:
    with refused(words):
        ref_on_paper(run.state, text)


# -- a whole file


def test_a_file_is_tried_in_its_order_as_the_run_would_stand_by_then(run: Run) -> None:
    found = checked(run, "16:10,P-01,SP,,3 Nov,\n16:20,P-02,JB,,,\n16:30,,MK,,,two lines out\n")

    assert (found.mistakes, found.known) == ((), ())
    assert [(line.place.words, line.ref, line.by, line.note) for line in found.lines] == [
        ("L-01 line 1", "P-01", "SP", ""),
        ("L-01 line 2", "P-02", "JB", ""),
        ("L-01 line 3", "", "MK", "two lines out"),
    ]
    assert run.state.standing("P-01").status is TaskStatus.TO_DO


def test_the_sheet_and_line_may_stand_in_the_row(run: Run) -> None:
    found = checked(run, "l-02,9,16:10,P-01,SP,3 Nov\n", header="sheet,line,time,ref,initials,observed\n")

    assert [line.place.words for line in found.lines] == ["L-02 line 9"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_saved_with_another_separator_is_read_too(run: Run, separator: str) -> None:
    text = "16:10,P-01,SP,,3 Nov,\n".replace(",", separator)

    assert len(checked(run, text, header=HEADER.replace(",", separator)).lines) == 1


def test_times_without_a_day_may_be_given_one(run: Run) -> None:
    found = checked(run, "16:10,P-01,SP,,3 Nov,\n25 Nov 09:00,P-02,SP,,,\n", day="24 Nov")

    assert [line.at for line in found.lines] == [at("2026-11-24 16:10"), at("2026-11-25 09:00")]


def test_every_mistake_is_told_with_its_row_and_none_hides_another(run: Run) -> None:
    run.complete_task(an_act("JB", "Thu 17:42"), "P-02")
    rows = (
        "25:10,P-01,SP,,,\n",
        "16:10,F-01,SP,,,\n",
        "16:10,P-01,ZZ,,,\n",
        "16:10,P-02,SP,,,\n",
        "19:00,P-01,SP,,,\n",
        ",P-01,SP,,,\n",
        "16:10,,SP,,,\n",
        "16:10,F-02,SP,SP,paused,\n",
        "16:10,F-02,SP,,still on,\n",
    )

    found = checked(run, "".join(rows))

    assert found.lines == ()
    assert found.mistakes == (
        (
            "Row 2: ‘25:10’ has no such time of day: times run from 00:00 to 23:59. Use the 24-hour clock: 14:05, "
            "yesterday 14:05, 23 Nov 14:05 or 2026-11-23 14:05."
        ),
        "Row 3: There is no task F-01 in this plan. Did you mean F-01a or F-01b?",
        "Row 4: ZZ is not on the roster of this run. The initials on it are DR, JB, MK, SP.",
        "Row 5: P-02 is already recorded as done, 17:42 JB. To do it again, reopen it with a reason.",
        "Row 6: 19:00 has not come yet: it is 17:42. Give the time it happened, or leave it out for now.",
        "Row 7: it has no time. Write the time on the paper, such as 17:42, or ‘about’ it in the note.",
        "Row 8: it has neither a task nor a note. Write what was done, or take the row out.",
        "Row 9: F-02 needs a different person to check it: SP did it. Ask somebody else who can see it.",
        (
            "Row 10: ‘still on’ means that F-02 is not done, so it was not ticked. "
            "Record it once it is done, or mark it as one that cannot be done."
        ),
    )


def test_a_task_that_stands_twice_in_a_file_is_a_mistake_unless_it_is_the_same_line(run: Run) -> None:
    found = checked(run, "16:10,P-01,SP,,3 Nov,\n16:10,P-01,SP,,3 Nov,\n16:20,P-01,JB,,3 Nov,\n")

    assert len(found.lines) == 1
    assert found.known == ("Row 3: P-01 at 16:10 by SP is already in this file, further up. It is not recorded again.",)
    assert found.mistakes == (
        "Row 4: P-01 is already recorded as done, 16:10 SP. To do it again, reopen it with a reason.",
    )


def test_the_same_file_again_records_nothing_twice(run: Run) -> None:
    text = "16:10,P-01,SP,,3 Nov,\n16:30,,MK,,,two lines out\n"
    for line in checked(run, text).lines:
        record_line(run, line, "JB")

    again = checked(run, text)

    assert (again.lines, again.mistakes) == ((), ())
    assert again.known == (
        "Row 2: P-01 at 16:10 by SP is already in the log, as entry 1. It is not recorded again.",
        "Row 3: this note at 16:30 by MK is already in the log, as entry 2. It is not recorded again.",
    )


def test_another_line_under_a_number_that_was_typed_up_is_refused(run: Run) -> None:
    record_line(run, a_line(1), "JB")

    assert checked(run, "16:20,P-02,JB,,,\n").mistakes == (
        "Row 2: L-01 line 1 is already typed up, as entry 1 (16:10 SP). Give the number of the line in hand.",
    )


def test_a_time_that_came_twice_is_to_be_named() -> None:
    state, now = given(), at("2026-10-25 09:00")
    rows = read_rows((HEADER + "01:30,P-01,SP,,,\n01:30 GMT,P-01,SP,,3 Nov,\n").encode())

    found = check_rows(state, [], rows, sheet="L-01", recorder="JB", now=now)

    assert found.mistakes == ("Row 2: 01:30 came twice that night: 01:30 BST or 01:30 GMT. Write which.",)
    assert len(found.lines) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "This file is not text in UTF-8. Save it as ‘CSV UTF-8’ and give it again."),
        (b"x" * 1_000_001, "This file has 1,000,001 bytes, and at most 1,000,000 are read. Give a smaller one."),
        (
            b"",
            (
                "The first row names no time and no initials and no ref or note. It names the columns, such as "
                "time,ref,initials,checked_by,observed,note."
            ),
        ),
        (b"time,reff,initials\n", "The first row has a column ‘reff’, which is not known. Did you mean ref?"),
        (b'time,ref,initials\n"16:10,P-01', "This file is not CSV that can be read: …"),
    ],
)
def test_a_file_that_is_no_list_of_lines_is_refused(data: bytes, words: str) -> None:
    with refused(words):
        read_rows(data)


def test_blank_rows_and_a_byte_order_mark_are_nothing() -> None:
    rows = read_rows(("\ufeff" + HEADER + ",,,,,\n16:10,P-01,SP,,3 Nov,\n").encode())

    assert [row.number for row in rows] == [3]


@given_any(text=st.text(max_size=300))
def test_no_text_ends_in_anything_but_rows_or_words(text: str) -> None:
    try:
        rows = read_rows((HEADER + text).encode("utf-8", "replace"))
    except Refused:
        return

    assert all(row.number > 1 for row in rows)
