"""A whole sheet typed up in a file: one line of CSV for each line of paper, every mistake found before anything counts.

The columns are found by their names: `time`, `initials` and `ref` or `note` must be there. Nothing is recorded while a
line has a mistake, and a line that is in the log already is left alone, so a file can be mended and given again.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import Entry
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import TimeNotUnderstood, clock_words, parse_local_time
from cutover_tui.runner.acting import one_line
from cutover_tui.runner.catching_up import PaperLine, PaperPlace, decide_line, require_new_place, same_as
from cutover_tui.runner.task_lookup import near_misses, ref_on_paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.state import RunState

MOST_BYTES = 1_000_000
"""The largest file that is read; a sheet of paper is far smaller."""
COLUMNS = (
    *("sheet", "line", "time", "ref", "initials", "checked_by", "observed", "note", "reason"),
    *("confirmed_with", "reference", "first_item"),
)
"""The columns a file may have."""


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One row of the file: its number there, and its cells by column."""

    number: int
    """The row in the file, counted from 1 with the row of names."""
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """What a file would record, and what stands in the way."""

    lines: tuple[PaperLine, ...]
    """The lines to record, in their order."""
    known: tuple[str, ...]
    """The lines that are in the log already, in words."""
    mistakes: tuple[str, ...]
    """What is wrong, each with its row."""


def read_rows(data: bytes) -> list[FileRow]:
    """Read the rows of a file.

    Raises:
        Refused: It is too large, is not text in UTF-8, or has no row of names that is understood.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"This file has {len(data):,} bytes, and at most {MOST_BYTES:,} are read. Give a smaller one.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("This file is not text in UTF-8. Save it as ‘CSV UTF-8’ and give it again.") from None
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as problem:
        raise Refused(f"This file is not CSV that can be read: {problem}. Save it as CSV again.") from None
    names = [name.strip().casefold().replace(" ", "_") for name in table[0]] if table else []
    _require_names(names)
    return [
        FileRow(number=number, cells=dict(zip(names, (one_line(cell) for cell in row), strict=False)))
        for number, row in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def check_rows(
    state: RunState,
    entries: Sequence[Entry],
    rows: Sequence[FileRow],
    *,
    sheet: str,
    recorder: str,
    now: datetime,
    day: str = "",
) -> CheckedFile:
    """Try every row against the run as it would stand by then, and say all that is wrong at once.

    Args:
        state: The run as it stands.
        entries: Its log.
        rows: The rows of the file.
        sheet: The sheet, where a row does not say.
        recorder: Initials of who types it up.
        now: The instant of recording, aware, UTC.
        day: The day of times that name none, such as `26 Nov`; empty for the nearest past.
    """
    lines: list[PaperLine] = []
    known: list[str] = []
    mistakes: list[str] = []
    tried = list(entries)
    for count, row in enumerate(rows, start=1):
        try:
            line = _line_of(state, row, PaperPlace(sheet, count), now, day)
            already = same_as(tried, line)
            if already is not None:
                known.append(f"Row {row.number}: {_known_words(line, already, len(entries), state)}")
                continue
            require_new_place(tried, line.place, state.plan.calendar.zone)
            event = decide_line(state, line, line.act(recorder, now))
        except Refused as refused:
            mistakes.append(f"Row {row.number}: {refused}")
            continue
        entry = Entry(seq=state.count, id="", recorded_at=now, device="", session="", prev="", event=event)
        state = evolve(state, entry)
        tried.append(entry)
        lines.append(line)
    return CheckedFile(lines=tuple(lines), known=tuple(known), mistakes=tuple(mistakes))


def _require_names(names: Sequence[str]) -> None:
    strange = [name for name in names if name and name not in COLUMNS]
    if strange:
        close = near_misses(strange[0], COLUMNS, 1)
        meant = f" Did you mean {close[0]}?" if close else f" The columns are {', '.join(COLUMNS)}."
        raise Refused(f"The first row has a column ‘{strange[0]}’, which is not known.{meant}")
    missing = [name for name in ("time", "initials") if name not in names]
    if not {"ref", "note"} & set(names):
        missing.append("ref or note")
    if missing:
        msg = f"The first row names no {' and no '.join(missing)}. It names the columns, such as"
        raise Refused(f"{msg} time,ref,initials,checked_by,observed,note.")


def _line_of(state: RunState, row: FileRow, place: PaperPlace, now: datetime, day: str) -> PaperLine:
    """What a row says.

    Raises:
        Refused: Its line, time or task is not understood, or it says nothing.
    """
    cell = row.cells.get
    place = _place(cell("sheet", ""), cell("line", ""), place)
    typed = cell("ref", "")
    if not typed and not cell("note", ""):
        raise Refused("it has neither a task nor a note. Write what was done, or take the row out.")
    return PaperLine(
        place=place,
        by=cell("initials", "").upper(),
        at=_instant(cell("time", ""), day, now, state.plan.calendar.zone),
        ref=ref_on_paper(state, typed) if typed else "",
        observed=cell("observed", ""),
        checked_by=cell("checked_by", "").upper(),
        reason=cell("reason", ""),
        note=cell("note", ""),
        said=Confirmation(
            confirmed_with=cell("confirmed_with", ""),
            reference=cell("reference", ""),
            first_item=cell("first_item", ""),
        ),
    )


def _place(sheet: str, line: str, usual: PaperPlace) -> PaperPlace:
    if line and not (line.isascii() and line.isdecimal() and int(line) > 0):
        raise Refused(f"‘{line}’ is not the number of a line. Write it as it is printed, such as 7.")
    return PaperPlace(sheet.upper().replace(" ", "-") or usual.sheet, int(line) if line else usual.line)


def _instant(text: str, day: str, now: datetime, zone: str) -> datetime:
    if not text:
        raise Refused("it has no time. Write the time on the paper, such as 17:42, or ‘about’ it in the note.")
    try:
        readings = parse_local_time(f"{day} {text}" if day and " " not in text else text, now, zone)
    except TimeNotUnderstood as problem:
        raise Refused(str(problem)) from None
    if not readings:
        raise Refused(f"{text} did not come that night: the clocks went forward over it.")
    if len(readings) > 1:
        both = " or ".join(clock_words(reading, zone) for reading in readings)
        raise Refused(f"{text} came twice that night: {both}. Write which.")
    return readings[0]


def _known_words(line: PaperLine, already: Entry, count: int, state: RunState) -> str:
    what = line.ref or "this note"
    when = clock_words(line.at, state.plan.calendar.zone)
    where = f"in the log, as entry {already.seq}" if already.seq < count else "in this file, further up"
    return f"{what} at {when} by {line.by} is already {where}. It is not recorded again."
