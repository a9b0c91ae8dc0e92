"""The audit log in plain words: one line an entry, for the log screen, `cutover log` and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.added_tasks import TaskAdded
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.closing import ClosingEvent, RunClosed, SignedException, until_words
from cutover_tui.domain.correction_rules import instant_of
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import Unknown, tasks_of
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.gate_state import GateHappening
from cutover_tui.domain.handover import HandoverHappening
from cutover_tui.domain.happening import PROGRAM, RoomHappening
from cutover_tui.domain.log_events import (
    ClockChanged,
    CopyCaughtUp,
    ExportMade,
    LogEvent,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
    SealWritten,
)
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.presence import PresenceHappening
from cutover_tui.domain.printing import SheetCollected, SheetsPrinted
from cutover_tui.domain.redaction import EntryRedacted
from cutover_tui.domain.reentry_closing import ReentryClosed, ReentrySampled
from cutover_tui.domain.reentry_counts import ReentryHappening
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import ServiceCounted, ServiceExplained
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.tasks import (
    TaskCannotBeDone,
    TaskCompleted,
    TaskDeferred,
    TaskEvent,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
    TaskStatus,
)
from cutover_tui.domain.telling import TellingHappening
from cutover_tui.domain.time_words import clock_words, duration_words, moment_words
from cutover_tui.runner.added_story import added_words
from cutover_tui.runner.boards import Mark
from cutover_tui.runner.gate_story import gate_words
from cutover_tui.runner.printing_story import printing_words
from cutover_tui.runner.reentry_story import reentry_words, slip_words
from cutover_tui.runner.room_story import room_words
from cutover_tui.runner.service_story import said_words, service_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.gate_fold import GateEvent
    from cutover_tui.domain.state import RunState

HELD_BACK = "answer held back until it is checked"
"""Stands for what people saw while somebody else has still to look without having read it (`records.md` c1)."""


@dataclass(frozen=True)
class Line:
    """One line of the story."""

    seq: int
    recorded_at: datetime
    happened_at: datetime
    by: str
    """Initials of the actor; empty for the program."""
    recorder: str
    """Initials of the recorder where it was somebody else; else empty."""
    mark: Mark | None
    """The shape of what happened, where it has one."""
    words: str
    """What happened, without time and initials."""
    late: bool
    """True when it was recorded more than five minutes after it happened."""
    system: bool
    """True for what the story leaves out unless asked: openings, clock, recovery."""
    struck: bool
    """True when a correction struck the whole text of it."""


def line_of(entry: Entry, state: RunState) -> Line:
    """The line of one entry, with the state as it stands now for titles and corrections."""
    event = entry.event
    by = "" if event.by == PROGRAM else event.by
    return Line(
        seq=entry.seq,
        recorded_at=entry.recorded_at,
        happened_at=_happened(entry, state),
        by=state.corrected_value(entry.seq, "by", by) if by else "",
        recorder=event.recorder if event.recorder != event.by else "",
        mark=_mark(event),
        words=_corrected_words(entry, state),
        late=bool(event.late_reason),
        system=isinstance(event, LogEvent) and not isinstance(event, SealWritten | ExportMade),
        struck=isinstance(event, NoteAdded) and not state.corrected_value(entry.seq, "note", event.note),
    )


def plain_words(entry: Entry, state: RunState) -> str:
    """What one entry says happened."""
    event = entry.event
    match event:
        case (
            TaskStarted()
            | TaskCompleted()
            | TaskReopened()
            | TaskNotNeeded()
            | TaskCannotBeDone()
            | TaskDeferred()
            | TaskChecked()
        ):
            return _task_words(entry, event, state)
        case NoteAdded():
            about = f"Note on {event.task}" if event.task else "Note"
            if state.closed is not None and entry.seq > state.closed.seq:
                about = f"Addendum, {about[:1].lower()}{about[1:]}"
            return f"{about}: {event.note}{_from_paper(event)}"
        case EntryCorrected():
            return _correction_words(event, state)
        case AnchorRecorded() | AnchorMoved():
            return _anchor_words(event, state)
        case ServiceMoved() | ServiceCaught() | ServiceCounted() | ServiceExplained() | ServiceCalled() | PromiseKept():
            held_back = any(_is_held_back(entry.seq, ref, state) for ref in tasks_of(event))
            return service_words(event, state, held_back=HELD_BACK if held_back else "")
        case PersonAdded():
            roles = f" as {', '.join(event.roles)}" if event.roles else ""
            return f"{event.name} ({event.initials}) joined{roles}"
        case PresenceHappening() | HandoverHappening() | TellingHappening() | RoomHappening():
            return room_words(event, state)
        case ReentryHappening():
            return reentry_words(event, state)
        case SlipsIssued() | SlipsCounted():
            return slip_words(event)
        case SheetsPrinted() | SheetCollected():
            return printing_words(event)
        case SignedException() | RunClosed():
            return _closing_words(event)
        case TaskAdded() | GateHappening():
            return _decided_words(entry, event, state)
        case _:
            return _log_words(event)


def _decided_words(entry: Entry, event: TaskAdded | GateEvent, state: RunState) -> str:
    """What happened at a gate, or is to be done that was not in the plan."""
    if isinstance(event, TaskAdded):
        return added_words(entry, event, state)
    return gate_words(event, state, entry.seq, held_back=HELD_BACK)


def _task_words(entry: Entry, event: TaskEvent | TaskChecked, state: RunState) -> str:
    task = state.task_by_ref.get(event.task)
    title = f"{event.task} {task.title}" if task is not None else event.task
    match event:
        case TaskStarted():
            return f"{title}: started"
        case TaskCompleted():
            return f"{title}: {_completed_words(entry, event, state)}{_from_paper(event)}"
        case TaskChecked():
            verdict = "sees the same" if event.agrees else "sees something else"
            seen = HELD_BACK if _is_held_back(entry.seq, event.task, state) else event.observed
            return f"{title}: second person {verdict}: {seen}"
        case TaskReopened():
            return f"{title}: to do again. {event.reason}"
        case TaskNotNeeded():
            return f"{title}: not needed. {event.reason}"
        case TaskCannotBeDone():
            return f"{title}: cannot be done. {event.reason}"
        case TaskDeferred():
            return f"{title}: deferred to {event.to}, {_until_words(event.until, state)}. {event.reason}"
    assert_never(event)


def _completed_words(entry: Entry, event: TaskCompleted, state: RunState) -> str:
    parts = ["done with complications" if event.complications else "done"]
    held_back = _is_held_back(entry.seq, event.task, state)
    if event.observed:
        parts.append(HELD_BACK if held_back else event.observed)
    parts.extend(() if held_back else said_words(event))
    if event.checked_by:
        parts.append(f"checked by {event.checked_by}")
    if event.complications:
        parts.append(f"complications: {event.complications}")
    if event.unusual:
        parts.append(f"{' and '.join(event.unusual)}: {event.reason}")
    if event.note:
        parts.append(f"note: {event.note}")
    return "; ".join(parts)


def _from_paper(event: TaskCompleted | NoteAdded) -> str:
    """Where on paper it stood, for a line typed up so soon that no reason for its lateness says so."""
    return f" [from paper, {event.sheet}]" if event.sheet and event.sheet not in event.late_reason else ""


def _is_held_back(seq: int, ref: str, state: RunState) -> bool:
    """Tell whether what an entry says was seen is held back: somebody has still to look without having read it."""
    standing = state.standing(ref)
    looks = {standing.seq, *(check for check, _by in standing.checks)}
    return standing.status is TaskStatus.AWAITS_CHECK and seq in looks


def _correction_words(event: EntryCorrected, state: RunState) -> str:
    name = FIELD_NAMES.get(event.field, event.field)
    if event.field == "observed" and _is_held_back(event.corrects, event.task, state):
        return f"Entry {event.corrects} corrected, {name}: {HELD_BACK}. {event.reason}"
    was, now = (field_words(words, state) for words in (event.was, event.now))
    now = f"‘{now}’" if now else "struck out"
    return f"Entry {event.corrects} corrected, {name}: ‘{was}’ is now {now}. {event.reason}"


def field_words(words: str, state: RunState) -> str:
    """The words of a field as people read them: a time on the practice's clock, anything else as it stands."""
    instant = instant_of(words)
    return moment_words(instant, state.plan.calendar.zone) if instant is not None and "T" in words else words


def _anchor_words(event: AnchorRecorded | AnchorMoved, state: RunState) -> str:
    zone = state.plan.calendar.zone
    name = next((anchor.name for anchor in state.plan.anchors if anchor.code == event.anchor), event.anchor)
    if isinstance(event, AnchorRecorded):
        changed = f". {event.reason}" if event.reason else ""
        return f"{event.anchor} ({name}) happened {moment_words(event.happened, zone)}{changed}"
    return (
        f"{event.anchor} ({name}) moved to {moment_words(event.to, zone)}, agreed by {event.agreed_by}. {event.reason}"
    )


def _closing_words(event: ClosingEvent) -> str:
    if isinstance(event, SignedException):
        sees_to_it = f"{event.owner} sees to it by {until_words(event)}"
        return f"Exception signed with {event.second}: {event.words}. {event.reason}. {sees_to_it}"
    many = f", with {event.exceptions} exception{'s' if event.exceptions > 1 else ''}" if event.exceptions else ""
    return f"Run closed with {event.second}{many}. No further entries"


def _log_words(event: LogEvent | EntryRedacted | Unknown) -> str:
    match event:
        case EntryRedacted():
            return f"The words of entry {event.seq} were taken out with {event.second}. {event.reason}"
        case Unknown():
            about = f" {event.about}" if event.about else ""
            return f"{event.type}{about} (not known to this version): {event.words}"
        case RunOpened():
            return f"Run started: {event.practice}, {event.kind}"
        case RunReopened():
            again = "Run opened again"
            return (
                f"{again}; it was not left in good order before, or is open elsewhere too" if event.unclean else again
            )
        case RunLeft():
            return "Run left in good order"
        case ClockChanged():
            return f"The clock jumped by {duration_words(abs(event.seconds))}: asleep, or the clock was changed"
        case LogRecovered():
            return f"A torn last write of {event.bytes} bytes was set aside in {event.set_aside}"
        case CopyCaughtUp():
            return f"The {event.which} copy was behind by {event.records} entries and caught up"
        case SealWritten():
            occasion = f" for {event.occasion}" if event.occasion else ""
            return f"Seal written on paper{occasion}: {event.seal}"
        case ExportMade():
            for_whom = f" for {event.supplier}" if event.supplier else ""
            return f"Log exported ({event.copy} copy{for_whom}) as {event.folder}"
    assert_never(event)


def _corrected_words(entry: Entry, state: RunState) -> str:
    words = plain_words(entry, state)
    fixes = state.corrections.get(entry.seq, ())
    if not fixes:
        return words
    return f"{words} [{'; '.join(_fix_words(fix, state) for fix in fixes)}]"


def _fix_words(fix: EntryCorrected, state: RunState) -> str:
    name = FIELD_NAMES.get(fix.field, fix.field)
    if not fix.now:
        return f"{name} struck out by {fix.by}"
    held_back = fix.field == "observed" and _is_held_back(fix.corrects, fix.task, state)
    return f"{name} corrected by {fix.by}: {HELD_BACK if held_back else f'‘{field_words(fix.now, state)}’'}"


def _happened(entry: Entry, state: RunState) -> datetime:
    corrected = state.instant_of(state.corrected_value(entry.seq, "at", ""))
    return corrected if corrected is not None else entry.event.at


def _until_words(until: str, state: RunState) -> str:
    instant = state.instant_of(until)
    return f"due {moment_words(instant, state.plan.calendar.zone)}" if instant is not None else f"due {until}"


def _mark(event: Event) -> Mark | None:
    marks: dict[type, Mark] = {
        TaskAdded: Mark.OPEN,
        TaskStarted: Mark.DOING,
        TaskCompleted: Mark.DONE,
        TaskChecked: Mark.CHECK,
        TaskReopened: Mark.OPEN,
        TaskNotNeeded: Mark.SETTLED,
        TaskCannotBeDone: Mark.CANNOT,
        TaskDeferred: Mark.DEFERRED,
        AnchorMoved: Mark.TELL,
        ReentrySampled: Mark.CHECK,
        ReentryClosed: Mark.DONE,
    }
    return marks.get(type(event))


def short_line(line: Line, zone: str) -> str:
    """`17:40 SP GP2GP link: off: done`: time of happening, initials, words, for one row of the log tail."""
    return " ".join(part for part in (clock_words(line.happened_at, zone), line.by, line.words) if part)
