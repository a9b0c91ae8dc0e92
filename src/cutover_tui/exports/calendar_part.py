"""`data/04-calendar/planned-times.ics`: the key times and the tasks that stand in the way of a gate (RFC 5545).

Whoever takes it into a calendar again after a change sees each event move and not stand there twice: its UID stays,
and its SEQUENCE rises with every change of its time. Times are UTC; the calendar shows them on its own clock. Roles
stand in it, not people.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskNotNeeded, TaskReopened, TaskStatus
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.context import Copy
from cutover_tui.exports.names_removed import without_names
from cutover_tui.runner.version import TOOL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.plan import Anchor
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.context import Context

CALENDAR = "data/04-calendar/planned-times.ics"
_COPIES = frozenset({Copy.FULL, Copy.ICB})
_LINE_BYTES = 75
"""The longest line of a calendar, in bytes, without its end."""


@dataclass(frozen=True)
class _Planned:
    """When one thing is planned, and whether it still is."""

    start: datetime
    whole_day: bool = False
    cancelled: bool = False


@dataclass(frozen=True)
class _Revision:
    """How often a planned time changed, and when it last did."""

    number: int
    at: datetime


def calendar_files(context: Context) -> dict[str, bytes]:
    """The calendar, for the copies that hold it."""
    if context.copy not in _COPIES:
        return {}
    planned, revisions = _followed(context)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//cutover-tui//{TOOL}//EN",
        "CALSCALE:GREGORIAN",
        *(line for code, what in planned.items() for line in _event(context, code, what, revisions[code])),
        "END:VCALENDAR",
    ]
    return {CALENDAR: b"".join(_folded(line) for line in lines)}


def _followed(context: Context) -> tuple[Mapping[str, _Planned], Mapping[str, _Revision]]:
    """What is planned now, and how often each of it changed on the way through the log."""
    planned = _planned(start_state(context.plan))
    began = context.entries[0].recorded_at if context.entries else context.as_of
    revisions = {code: _Revision(0, began) for code in planned}
    for entry, before, after in context.turning_points:
        if _moves_times(entry, before, after):
            now = _planned(after)
            for code in now.keys() | planned.keys():
                if now.get(code) != planned.get(code):
                    number = revisions[code].number + 1 if code in revisions else 0
                    revisions[code] = _Revision(number, entry.recorded_at)
            gone = {code: _Planned(what.start, what.whole_day, cancelled=True) for code, what in planned.items()}
            planned = {**gone, **now}
    return planned, revisions


def _moves_times(entry: Entry, before: RunState, after: RunState) -> bool:
    if isinstance(entry.event, TaskNotNeeded | TaskReopened):
        return True
    return after.windows is not before.windows or after.moved is not before.moved


def _planned(state: RunState) -> dict[str, _Planned]:
    """Code or ref to when it is planned, whatever really happened: the key times, then the tasks."""
    calendar = state.plan.calendar
    instants = resolve_anchors(state.plan.anchors, {}, state.moved, calendar)
    found = {
        anchor.code: _Planned(instants[anchor.code], _is_a_day(anchor) and anchor.code not in state.moved)
        for anchor in state.plan.anchors
        if anchor.code in instants
    }
    for ref, task in state.task_by_ref.items():
        due = state.window(ref).due_at
        if task.gate is GateKind.HARD and due is not None:
            not_needed = state.standing(ref).status is TaskStatus.NOT_NEEDED
            found[ref] = _Planned(due, cancelled=not_needed)
    return found


def _is_a_day(anchor: Anchor) -> bool:
    """Whether a key time is planned as a day: a date, or so many days from another one, without a time of day."""
    if anchor.planned_at is not None:
        return not anchor.has_time
    return anchor.default.endswith(("d", "w"))


def _event(context: Context, code: str, what: _Planned, revision: _Revision) -> Iterator[str]:
    summary, description = _words(context, code)
    yield "BEGIN:VEVENT"
    yield f"UID:{context.run or context.plan.ods_code.lower()}-{code.lower()}@cutover-tui"
    yield f"DTSTAMP:{_utc(revision.at)}"
    yield f"SEQUENCE:{revision.number}"
    if what.whole_day:
        yield f"DTSTART;VALUE=DATE:{to_local(what.start, context.zone):%Y%m%d}"
    else:
        yield f"DTSTART:{_utc(what.start)}"
    yield f"SUMMARY:{_escaped(summary)}"
    if description:
        yield f"DESCRIPTION:{_escaped(description)}"
    yield "STATUS:CANCELLED" if what.cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _words(context: Context, code: str) -> tuple[str, str]:
    """What an event is called, and what is said with it."""
    rehearsal = "Rehearsal: " if context.rehearsal else ""
    task = context.state.task_by_ref.get(code)
    if task is None:
        name = next((anchor.name for anchor in context.plan.anchors if anchor.code == code), code)
        return f"{rehearsal}{name} ({code})", ""
    title = without_names(task.title, context) if context.copy.names_removed else task.title
    owner = f"Owner: {context.role_name(task.owner)}. " if task.owner else ""
    return f"{rehearsal}{code} {title}, due", f"{owner}The next gate waits for it."


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line with its end, in pieces of at most 75 bytes, none of which cuts a letter in two."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        data = letter.encode()
        room = _LINE_BYTES if not pieces else _LINE_BYTES - 1
        if len(piece) + len(data) > room:
            pieces.append(piece)
            piece = b""
        piece += data
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
