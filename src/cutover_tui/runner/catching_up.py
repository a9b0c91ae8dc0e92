"""Typing up what was written on paper while nobody used the screen, line by line (`records.md` c1, on paper).

Each line of a sheet becomes one entry, with the time it says, who did it and the sheet and line it stands on, however
soon it is typed up. A line is typed up once: the same line again is refused, with the entry that holds it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import Act
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.notes import NoteAdded, add_note
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.tasks import TaskCompleted, complete_task
from cutover_tui.domain.time_words import clock_words, moment_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run

FIRST_SHEET = "L-01"
MOST_LINES = 999
"""The highest number a line of a sheet may have; more is a slip of the finger."""

_FROM_PAPER = "typed up from paper, sheet "
_WRITTEN = re.compile(r"(?P<sheet>[A-Z0-9][A-Z0-9-]{0,19})(?: +|, *)(?:LINE +)?(?P<line>[0-9]{1,3})")
_PLACE = re.compile(r"(?P<sheet>\S+) line (?P<line>[0-9]+)")
_RECORDED = re.compile(rf"{_FROM_PAPER}{_PLACE.pattern}")


@dataclass(frozen=True, order=True)
class PaperPlace:
    """A line of a sheet."""

    sheet: str
    """Its id, such as `L-01` or `CS-F`."""
    line: int

    @property
    def words(self) -> str:
        """`L-01 line 7`."""
        return f"{self.sheet} line {self.line}"

    @property
    def late_reason(self) -> str:
        """Why it is recorded late, as `records.md` c1 has it: `typed up from paper, sheet L-01 line 7`."""
        return f"{_FROM_PAPER}{self.words}"

    @property
    def following(self) -> PaperPlace:
        """The next line of the same sheet."""
        return PaperPlace(self.sheet, self.line + 1)


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """What one line of a sheet says."""

    place: PaperPlace
    by: str
    """Initials of who did or saw it."""
    at: datetime
    """The time it says, aware, UTC."""
    ref: str = ""
    """The task that was done, as the plan writes it; empty for a note."""
    observed: str = ""
    checked_by: str = ""
    reason: str = ""
    """Why it was done early, out of order or past its window."""
    note: str = ""
    said: Confirmation = NOTHING_SAID

    def act(self, recorder: str, now: datetime) -> Act:
        """Who did it, who types it up, and when."""
        return Act(
            by=self.by,
            now=now,
            recorder=recorder,
            at=self.at,
            late_reason=self.place.late_reason,
            sheet=self.place.words,
        )


def read_place(text: str) -> PaperPlace:
    """Read a sheet and a line as people write them: `L-01 7`, `l-01 line 7`.

    Raises:
        Refused: It is no sheet with a line.
    """
    match = _WRITTEN.fullmatch(" ".join(text.upper().split()))
    if match is None or not 0 < int(match["line"]) <= MOST_LINES:
        shown = text.strip() or "That"
        raise Refused(f"‘{shown}’ is not a sheet and a line. Write it as L-01 7, both as they are printed.")
    return PaperPlace(match["sheet"], int(match["line"]))


def place_of(entry: Entry) -> PaperPlace | None:
    """The sheet and line an entry was typed up from; None for one that was not.

    Entries of logs made before they held their line say it in the reason they came late.
    """
    event = entry.event
    sheet = event.sheet if isinstance(event, TaskCompleted | NoteAdded) else ""
    match = _PLACE.fullmatch(sheet) or _RECORDED.fullmatch(event.late_reason)
    return PaperPlace(match["sheet"], int(match["line"])) if match is not None else None


def typed_up(entries: Iterable[Entry]) -> list[tuple[PaperPlace, Entry]]:
    """Every entry that was typed up from paper, oldest first, with its line."""
    return [(place, entry) for entry in entries if (place := place_of(entry)) is not None]


def next_place(entries: Iterable[Entry]) -> PaperPlace:
    """The line after the one typed up last; the first of the first sheet before any was."""
    before = typed_up(entries)
    return before[-1][0].following if before else PaperPlace(FIRST_SHEET, 1)


def require_new_place(entries: Iterable[Entry], place: PaperPlace, zone: str) -> None:
    """Refuse a line that was typed up already."""
    for known, entry in typed_up(entries):
        if known == place:
            when = clock_words(entry.event.at, zone)
            msg = f"{place.words} is already typed up, as entry {entry.seq} ({when} {entry.event.by})."
            raise Refused(f"{msg} Give the number of the line in hand.")


def same_as(entries: Iterable[Entry], line: PaperLine) -> Entry | None:
    """The entry that says the same as a line already: task or note, person and minute; None when there is none.

    Whoever typed it, from this sheet or on the screen: a line is recorded once.
    """
    for entry in entries:
        event = entry.event
        if event.by != line.by or _minute(event.at) != _minute(line.at):
            continue
        if isinstance(event, TaskCompleted) and line.ref and event.task == line.ref:
            return entry
        if isinstance(event, NoteAdded) and not line.ref and event.note == line.note:
            return entry
    return None


def decide_line(state: RunState, line: PaperLine, act: Act) -> TaskCompleted | NoteAdded:
    """Decide what a line records: a task done, or a note.

    What is unusual and has no reason on the paper is recorded with `Not recorded`, as from a script.

    Raises:
        Refused: The rules refuse it, or the line says nothing.
    """
    if not line.ref:
        return add_note(state, act, line.note)
    try:
        return _completed(state, line, act, line.reason)
    except ReasonNeeded:
        return _completed(state, line, act, NOT_RECORDED)


def record_line(run: Run, line: PaperLine, recorder: str) -> Entry:
    """Record a line.

    Raises:
        Refused: As `decide_line`.
    """
    act = line.act(recorder, run.clock.now())
    if not line.ref:
        return run.add_note(act, line.note)
    facts = {"observed": line.observed, "checked_by": line.checked_by, "note": line.note}
    try:
        return run.complete_task(act, line.ref, reason=line.reason, said=line.said, **facts)
    except ReasonNeeded:
        return run.complete_task(act, line.ref, reason=NOT_RECORDED, said=line.said, **facts)


def line_words(state: RunState, line: PaperLine) -> str:
    """`F-02 EPS on the old system: paused, Thu 26 Nov 17:42 JB`: a line as it is about to be recorded."""
    what = f"{line.ref} {state.task(line.ref).title}" if line.ref else f"Note: {line.note}"
    return f"{what}, {moment_words(line.at, state.plan.calendar.zone)} {line.by}"


def _completed(state: RunState, line: PaperLine, act: Act, reason: str) -> TaskCompleted:
    return complete_task(
        state,
        act,
        line.ref,
        observed=line.observed,
        checked_by=line.checked_by,
        reason=reason,
        note=line.note,
        said=line.said,
    )


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
