"""`audit-log.csv`, `corrections.csv` and `plan-changes.csv`: the log as a table, and two tables of what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchors import AnchorMoved
from cutover_tui.domain.correction_rules import BETWEEN, instant_of, parts_of
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.log_events import RunLeft, RunReopened
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.domain.restarts import PauseRestarted
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.tasks import TaskCannotBeDone, TaskCompleted, TaskDeferred, TaskReopened, TaskStarted
from cutover_tui.domain.time_words import date_time_words
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.plan_changes import plan_changes
from cutover_tui.exports.registers.columns import at, entries, entry, local, person, text, typed
from cutover_tui.exports.registers.register import Column, Kind, Register
from cutover_tui.runner.story import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cutover_tui.domain.events import Event
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row
    from cutover_tui.storage.canonical_json import Record

LOG_FOLDER = "data/02-log"
REMOVED = "Removed"
"""Stands for words two people took out of the log."""

LOG_COLUMNS = (
    entry("Number of the entry; order is always by this, never by time"),
    text("type", "What kind of thing happened"),
    typed("plain_words", "What happened, in words"),
    Column("recorded_at", "When the program recorded it", Kind.INSTANT, own=True),
    Column("recorded_local", "The same on the practice's clock", Kind.LOCAL, own=True),
    at("occurred_at", "When it happened"),
    local("occurred_local", "The same on the practice's clock"),
    Column("late_minutes", "Minutes between the two, where it was typed later", Kind.NUMBER, NOT_APPLICABLE, own=True),
    Column("late_reason", "Why it was typed more than five minutes later", blank=NOT_APPLICABLE, typed=True, own=True),
    person("actor", "Who did it or decided"),
    text("actor_role", "The role of that person", NOT_APPLICABLE),
    person("on_behalf_of", "For whom the actor acted", NONE),
    text("device", "The computer it was recorded at"),
    text("about", "The task, service, gate or issue it is about", NOT_APPLICABLE),
    typed("text", "The free text, as typed", NONE),
    entries("corrects_entry", "The entry this one corrects", NONE),
    entries("corrected_by_entry", "The entries that correct this one", NONE),
    text("prev", "Fingerprint of the entry before, or of the plan for entry 0"),
)


def log_rows(context: Context) -> Iterable[Row]:
    """A row for each entry, in order."""
    corrected_by = _corrected_by(context.records)
    for item, record in zip(context.entries, context.records, strict=True):
        event = item.event
        happened = context.happened_at(item)
        late = int((item.recorded_at - happened).total_seconds() // 60)
        yield {
            "entry": item.seq,
            "type": str(record["type"]),
            "plain_words": plain_words(item, context.state),
            "recorded_at": item.recorded_at,
            "occurred_at": happened,
            "late_minutes": late if event.late_reason or happened != event.at else None,
            "late_reason": event.late_reason,
            **_who(context, event),
            "device": item.device,
            "about": str(record.get("about", "")),
            "text": REMOVED if item.redacted else str(record.get("note", "")),
            "corrects_entry": str(record.get("corrects", "")),
            "corrected_by_entry": corrected_by.get(item.seq, ""),
            "prev": item.prev,
        }


def _who(context: Context, event: Event) -> Row:
    """Who acted, which the copies without names show of decisions alone.

    People answer for decisions. Of ordinary work it would tell, with the times, what one person did late or again
    (`records.md` b6, d2).
    """
    if context.copy.names_removed and isinstance(event, _WORK):
        return dict.fromkeys(("actor", "actor_role", "on_behalf_of"), NOT_SHOWN)
    return {"actor": event.by, "actor_role": context.roles_of(event.by), "on_behalf_of": event.on_behalf_of}


_WORK = (
    *(TaskStarted, TaskCompleted, TaskReopened, TaskCannotBeDone, TaskDeferred, TaskChecked),
    *(NoteAdded, EntryCorrected, RunReopened, RunLeft),
)


def _corrected_by(records: Sequence[Record]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for record in records:
        corrects = record.get("corrects")
        if isinstance(corrects, int):
            earlier = found.get(corrects)
            found[corrects] = f"{earlier}, {record['seq']}" if earlier else str(record["seq"])
    return found


CORRECTION_COLUMNS = (
    entry("Number of the entry that corrects"),
    Column("original_entry", "Number of the entry that was corrected", Kind.ENTRY),
    text("field", "What about it changed"),
    typed("original_words", "The words before, which stay in the log"),
    typed("new_words", "The words now; none where the old ones were struck through", NONE),
    typed("reason", "Why it changed"),
    person("corrected_by", "Who corrected it"),
    local("corrected_local", "When"),
    person("confirmed_by", "Who else agreed, where it needed agreement", NOT_APPLICABLE),
)
_PEOPLE_FIELDS = frozenset({"by", "checked_by", "owner", "safe_by", "written_by"})


def correction_rows(context: Context) -> Iterable[Row]:
    """A row for each correction, in order."""
    for item in context.entries:
        event = item.event
        if isinstance(event, EntryCorrected):
            yield {
                "entry": item.seq,
                "original_entry": event.corrects,
                "field": FIELD_NAMES.get(event.field, event.field),
                "original_words": _as_shown(context, event.field, event.was),
                "new_words": _as_shown(context, event.field, event.now),
                "reason": event.reason,
                "corrected_by": event.by,
                "corrected_local": event.at,
            }


def _as_shown(context: Context, field: str, words: str) -> str:
    """A corrected value as this copy shows people and times."""
    if field in _PEOPLE_FIELDS:
        return context.person(words)
    if field == "people":
        return BETWEEN.join(context.person(initials) for initials in parts_of(words))
    instant = instant_of(words)
    return date_time_words(instant, context.zone) if instant is not None and "T" in words else words


PLAN_COLUMNS = (
    entry(),
    local("changed_local", "When it was changed"),
    text("item", "The time or task that changed"),
    text("was", "What the plan said"),
    text("now", "What it says now"),
    typed("reason", "Why"),
    typed("agreed_by", "Who agreed, in words; who recorded it, where nobody else is named"),
    text("safety_effect", "none, or reviewed by which role"),
    Column("plan_version", "The plan as approved is 1; each change makes the next", Kind.NUMBER),
)


def plan_rows(context: Context) -> Iterable[Row]:
    """A row for each change of the plan that took effect, in order."""
    for version, change in enumerate(plan_changes(context), 2):
        event = change.entry.event
        yield {
            "entry": change.entry.seq,
            "changed_local": event.at,
            "item": change.item,
            "was": change.was,
            "now": change.now,
            "reason": change.reason,
            "agreed_by": _agreed(context, event),
            "plan_version": version,
        }


def _agreed(context: Context, event: Event) -> tuple[str, ...]:
    match event:
        case AnchorMoved():
            return (event.agreed_by,)
        case PauseRestarted():
            return context.person(event.by), context.person(event.second)
        case _:
            return (context.person(event.by),)


AUDIT_LOG = Register(
    name="audit-log",
    title="Audit log",
    about="One row for each entry of the audit log",
    columns=LOG_COLUMNS,
    rows=log_rows,
    key=("entry",),
    folder=LOG_FOLDER,
)
PLAN_CHANGES = Register(
    name="plan-changes",
    title="Plan changes",
    about="One row for each change of the plan after it was approved",
    columns=PLAN_COLUMNS,
    rows=plan_rows,
    key=("entry", "item"),
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
    folder=LOG_FOLDER,
)
CORRECTIONS = Register(
    name="corrections",
    title="Corrections",
    about="One row for each correction; the words before stay in the log",
    columns=CORRECTION_COLUMNS,
    rows=correction_rows,
    key=("entry",),
)
