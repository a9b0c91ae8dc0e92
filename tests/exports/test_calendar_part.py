"""`planned-times.ics`: what a calendar program takes in, before and after the plan changed (RFC 5545)."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import GL, StillClock, a_run, an_act
from tests.exports.bundles import context_from, kept_context

from cutover_tui.exports.calendar_part import CALENDAR, _folded, calendar_files
from cutover_tui.exports.context import Copy

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.runner.run import Run


def events_in(data: bytes) -> dict[str, dict[str, str]]:
    """The events of a calendar by the last part of their UID, read as a calendar program does: lines unfolded first."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    found: dict[str, dict[str, str]] = {}
    event: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found[event["UID"].split("@")[0].rsplit("-1-", 1)[1]] = event
        else:
            event[name] = value
    return found


def calendar_of(run: Run) -> dict[str, dict[str, str]]:
    return events_in(calendar_files(context_from(run.log.folder))[CALENDAR])


def test_the_key_times_and_the_tasks_a_gate_waits_for_are_in_it(tmp_path: Path) -> None:
    with closing(a_run(tmp_path, StillClock())) as run:
        events = calendar_of(run)

    assert list(events)[:2] == ["fdp", "cut"]
    assert events["gl"] == {
        "UID": f"{run.log.run}-gl@cutover-tui",
        "DTSTAMP": f"{run.entries[0].recorded_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "SEQUENCE": "0",
        "DTSTART": "20261201T080000Z",
        "SUMMARY": "Rehearsal: Go-live (GL)",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
    }
    assert events["f-02"]["SUMMARY"] == r"Rehearsal: F-02 EPS on the old system: paused\, due"
    assert events["f-02"]["DESCRIPTION"] == "Owner: Practice manager. The next gate waits for it."


def test_a_moved_time_keeps_its_uid_and_its_sequence_rises_and_others_stay(tmp_path: Path) -> None:
    clock = StillClock()
    with closing(a_run(tmp_path, clock)) as run:
        before = calendar_of(run)
        for hour in (9, 10):
            clock.move(minutes=5)
            run.move_anchor(an_act("JB"), "GL", to=GL.replace(hour=hour), reason="slow load", agreed_by="JB and SP")
        after = calendar_of(run)

    assert after["gl"]["UID"] == before["gl"]["UID"]
    assert (before["gl"]["SEQUENCE"], after["gl"]["SEQUENCE"]) == ("0", "2")
    assert after["gl"]["DTSTART"] == "20261201T100000Z"
    assert after["gl"]["DTSTAMP"] > before["gl"]["DTSTAMP"]
    assert after["fdp"] == before["fdp"]


def test_a_time_that_came_late_stays_where_it_was_planned(tmp_path: Path) -> None:
    clock = StillClock()
    with closing(a_run(tmp_path, clock)) as run:
        before = calendar_of(run)
        run.record_anchor(an_act("SP"), "CUT", happened=clock.now())
        after = calendar_of(run)

    assert after["cut"]["DTSTART"] == before["cut"]["DTSTART"]
    assert after["cut"]["SEQUENCE"] == "0"


def test_a_task_that_is_not_needed_is_cancelled_and_comes_back_when_it_is_reopened(tmp_path: Path) -> None:
    with closing(a_run(tmp_path, StillClock())) as run:
        run.mark_not_needed(an_act("JB"), "F-02", reason="no EPS")
        cancelled = calendar_of(run)["f-02"]
        run.reopen_task(an_act("JB"), "F-02", reason="there is")
        back = calendar_of(run)["f-02"]

    assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", "1")
    assert (back["STATUS"], back["SEQUENCE"]) == ("CONFIRMED", "2")


def test_days_stand_as_days_and_moments_as_utc() -> None:
    events = events_in(calendar_files(kept_context())[CALENDAR])

    assert events["led"]["DTSTART;VALUE=DATE"] == "20261215"
    assert datetime.strptime(events["fdp"]["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == datetime(
        2026, 11, 26, 18, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("copy", [Copy.SUPPLIER, Copy.LEARNING])
def test_a_copy_without_dates_has_no_calendar(copy: Copy) -> None:
    assert calendar_files(kept_context(copy)) == {}


def test_nobody_is_named_in_it() -> None:
    written = calendar_files(kept_context(Copy.FULL))[CALENDAR].decode()

    assert not [person.name for person in kept_context().state.people.values() if person.name in written]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_a_line_is_folded_so_that_no_piece_is_too_long_and_nothing_is_lost(words: str) -> None:
    folded = _folded(words)

    assert all(len(piece) <= 75 for piece in folded.split(b"\r\n"))
    assert folded.endswith(b"\r\n")
    assert folded[:-2].replace(b"\r\n ", b"").decode() == words
