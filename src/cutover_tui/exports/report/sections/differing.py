"""Sections 11 and 15: how the work differed from the plan, told by thing and time and never by person; corrections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import AlertHappening, AlertShelved
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.log_events import ClockChanged, CopyCaughtUp, LogRecovered, RunReopened
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.tasks import TaskCannotBeDone, TaskCompleted, TaskReopened
from cutover_tui.domain.time_words import duration_words, to_local
from cutover_tui.exports.names_removed import without_names
from cutover_tui.exports.registers.gate_registers import GATES
from cutover_tui.exports.registers.handover_registers import HUDDLES
from cutover_tui.exports.registers.log_registers import CORRECTIONS
from cutover_tui.exports.report.document import Bullets, Paragraph, Section, Struck, Subheading, Table
from cutover_tui.exports.report.tasks_told import task_told
from cutover_tui.exports.report.telling import many, moment_cell, planned, quoted, times, took, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cutover_tui.domain.events import Entry
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block, Inline, Words
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.shown import Shown

_WENT_AHEAD = "went ahead before the gate was recorded"
_AFTER_PLAN = 60
"""Seconds after its planned time from which a task counts as done after it."""


def differences(gathered: Gathered) -> Section:
    """What went otherwise than planned, by task, time and condition; and what helped."""
    context = gathered.context
    blocks: list[Block] = [
        Paragraph("This section tells what happened to the work. It counts nothing by person."),
        Bullets(tuple(_counted(gathered))),
    ]
    for title, items in (
        ("To do again", _reopened(context)),
        ("Done, with something that did not go as planned", _complications(context)),
        ("Could not be done when it was tried", _could_not(context)),
        ("Done early, out of order or outside its window", _unusual(context)),
    ):
        found = tuple(items)
        if found:
            blocks += [Subheading(title), Bullets(found)]
    blocks += _lengths(gathered)
    if gathered.changes:
        blocks.append(_changes(gathered))
    open_matters = tuple(_by_role(one.words, context) for one in context.state.attention)
    if open_matters:
        blocks += [Subheading("Seen in two ways, or without effect"), Bullets(open_matters)]
    helped = tuple(row["going_well"] for row in gathered.of(HUDDLES) if row.has("going_well"))
    blocks += [
        Subheading("What helped"),
        Bullets(helped) if helped else Paragraph("Not recorded. Huddles are where it is written down."),
    ]
    return Section("11", "How the work differed from the plan", tuple(blocks))


def _counted(gathered: Gathered) -> Iterator[str]:
    """What can be counted, in sentences."""
    context = gathered.context
    ends = [
        (standing.happened_at, due)
        for ref, standing in context.state.tasks.items()
        if standing.happened_at is not None
        and standing.status.value.startswith("done")
        and (due := context.state.window(ref).due_at) is not None
    ]
    after = [(end, due) for end, due in ends if (end - due).total_seconds() >= _AFTER_PLAN]
    if after:
        hours = [to_local(end, context.zone).hour for end, _due in after]
        most = max(sorted(set(hours)), key=hours.count)
        where = f", most of them between {most:02}:00 and {(most + 1) % 24:02}:00" if hours.count(most) > 1 else ""
        longest = took(max((end - due).total_seconds() for end, due in after))
        words = f"{many(len(after), 'task was', 'tasks were')} done after the planned time{where}."
        yield f"{words} The longest: {longest} after it."
    else:
        yield f"No task was done after its planned time, of {len(ends)} with a planned time."
    again = sum(standing.times_reopened for standing in context.state.tasks.values())
    if again:
        yield f"{many(again, 'tick was', 'ticks were')} reopened."
    looks = [entry.event for entry in context.entries if isinstance(entry.event, TaskChecked)]
    differ = sum(not look.agrees for look in looks)
    if looks:
        saw = f"{differ} saw something else" if differ else "all saw the same"
        yield f"{many(len(looks), 'second look was', 'second looks were')} recorded: {saw}."
    ahead = [row.plain("ref") for row in gathered.of(GATES) if row.plain("result").startswith(_WENT_AHEAD)]
    if ahead:
        yield f"Work {_WENT_AHEAD}: {', '.join(ahead)}."
    added = len(context.state.added)
    if added:
        yield f"{many(added, 'task was', 'tasks were')} added that the plan did not have."
    yield from _alerts(context.entries)


def _alerts(entries: Iterable[Entry]) -> Iterator[str]:
    """How many alerts were answered, by kind and never by person (`records.md` e). One shown and gone is no entry."""
    answers = [entry.event for entry in entries if isinstance(entry.event, AlertHappening)]
    if not answers:
        return
    kinds = Counter(event.alert.split(" ", maxsplit=1)[0] for event in answers)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    aside = sum(isinstance(event, AlertShelved) for event in answers)
    later = f" {aside} of them {verb(aside, 'was', 'were')} laid aside for a time." if aside else ""
    yield f"{many(len(answers), 'alert was', 'alerts were')} answered: {told}.{later}"


def _lengths(gathered: Gathered) -> Iterator[Table]:
    """How long the tasks took that somebody began on the screen; pauses and holds are kept out of it."""
    context = gathered.context
    rows = tuple(
        (
            (f"{ref} ", task_told(context, ref)),
            moment_cell(spent.begun, context),
            moment_cell(spent.ended, context, "Not yet"),
            duration_words(spent.seconds) + (f", begun {times(spent.goes)}" if spent.goes > 1 else ""),
        )
        for ref, spent in gathered.at_work.items()
    )
    if rows:
        caption = "How long tasks took: those whose beginning was recorded. Pauses and holds are not counted"
        yield Table(caption, ("Task", "Begun", "Ended", "Took"), rows, (42, 20, 20, 18))


def _reopened(context: Context) -> Iterator[Words]:
    for entry in context.entries:
        event = entry.event
        if isinstance(event, TaskReopened):
            yield (f"{event.task} ", task_told(context, event.task), ": ", quoted(event.reason, context))
        elif isinstance(event, ServiceMoved):
            for ref in event.reopens:
                yield (f"{ref} ", task_told(context, ref), ": ", quoted(event.reason, context))


def _complications(context: Context) -> Iterator[Words]:
    for ref, standing in context.state.tasks.items():
        if standing.complications:
            yield (f"{ref} ", task_told(context, ref), ": ", quoted(standing.complications, context))


def _could_not(context: Context) -> Iterator[Words]:
    for entry in context.entries:
        event = entry.event
        if isinstance(event, TaskCannotBeDone):
            yield (f"{event.task} ", task_told(context, event.task), ": ", quoted(event.reason, context))


def _unusual(context: Context) -> Iterator[Words]:
    for entry in context.entries:
        event = entry.event
        if isinstance(event, TaskCompleted) and event.unusual:
            how = " and ".join(event.unusual)
            yield (f"{event.task} ", task_told(context, event.task), f", {how}: ", quoted(event.reason, context))


def _changes(gathered: Gathered) -> Table:
    context = gathered.context
    rows = tuple(
        (
            planned(change.item, context),
            change.was,
            change.now,
            quoted(change.reason, context),
            moment_cell(change.entry.event.at, context),
        )
        for change in gathered.changes
    )
    heads = ("Time or task", "Was", "Became", "Reason", "Changed")
    return Table("Changes of the plan after it was approved", heads, rows, (16, 20, 24, 24, 16))


def _by_role(words: str, context: Context) -> str:
    """Words of this program with roles in place of initials, in every copy."""
    return without_names(words, replace(context, by_role=True))


def corrections(gathered: Gathered) -> Section:
    """What was corrected, what was typed later and why, and what happened to the log itself."""
    context = gathered.context
    blocks: list[Block] = []
    rows = gathered.of(CORRECTIONS)
    if rows:
        blocks.append(_corrections(rows))
    elif gathered.corrections:
        blocks.append(Paragraph(f"{many(len(gathered.corrections), 'entry was', 'entries were')} corrected."))
    else:
        blocks.append(Paragraph("Corrections: None recorded."))
    blocks += _late(gathered)
    if gathered.redacted:
        numbers = ", ".join(str(entry.seq) for entry in gathered.redacted)
        blocks.append(Paragraph(f"Two people took the words out of these entries, which the log records: {numbers}."))
    happened = tuple(_to_the_log(context.entries))
    if happened:
        blocks += [Subheading("What happened to the log itself"), Bullets(happened)]
    if gathered.addenda:
        noted: tuple[Words, ...] = tuple(
            (f"Entry {entry.seq}, {moment_cell(entry.event.at, context)}: ", quoted(_note(entry), context))
            for entry in gathered.addenda
        )
        blocks += [Subheading("Notes added after the close"), Bullets(noted)]
    return Section("15", "Corrections and late entries", tuple(blocks))


def _note(entry: Entry) -> str:
    return str(getattr(entry.event, "note", ""))


def _corrections(rows: list[Shown]) -> Table:
    return Table(
        f"{many(len(rows), 'correction')}. The words before stay in the log, struck through",
        ("Entry", "Field", "Was", "Now", "Reason"),
        tuple(
            (
                f"{row.plain('original_entry')}, corrected in {row.plain('entry')}",
                row["field"],
                _was(row),
                row["new_words"],
                row["reason"],
            )
            for row in rows
        ),
        (14, 14, 26, 22, 24),
    )


def _numbers(row: Shown) -> str:
    return f"{row.plain('original_entry')}, corrected in {row.plain('entry')}"


def _was(row: Shown) -> Inline:
    """The old words struck through; a line alone is lost when they are read aloud."""
    if not row.has("original_words"):
        return row["original_words"]
    by = row.plain("corrected_by")
    note = f"corrected at {row.plain('corrected_local')}{f' by {by}' if by else ''}"
    return Struck(row.plain("original_words"), note)


def _late(gathered: Gathered) -> list[Block]:
    """Entries that were typed later; the copies without names show how many and no more (`records.md` b6)."""
    context, late = gathered.context, gathered.late
    if not late:
        return [Paragraph("Late entries: None recorded.")]
    said = f"{many(len(late), 'entry was', 'entries were')} typed more than 5 minutes after the event."
    if context.copy.names_removed:
        return [Paragraph(f"{said} Each {verb(len(late), 'has its reason', 'has its reason')} in the full copy.")]
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            str(entry.seq),
            _kind(entry),
            moment_cell(context.happened_at(entry), context),
            moment_cell(entry.recorded_at, context),
            quoted(entry.event.late_reason, context),
        )
        for entry in late
    )
    heads = ("Entry", "What", "Happened", "Recorded", "Reason")
    return [Table(said, heads, rows, (9, 25, 18, 18, 30))]


def _kind(entry: Entry) -> str:
    """What kind of entry it is and what about: `task completed, F-01b`."""
    event = entry.event
    about = str(getattr(event, event.ABOUT, "")) if event.ABOUT else ""
    kind = event.WIRE.replace(".", " ").replace("_", " ") or "unknown kind"
    return f"{kind}, {about}" if about else kind


def _to_the_log(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        match entry.event:
            case ClockChanged(seconds=seconds):
                way = "ahead" if seconds > 0 else "back"
                went = f"Before entry {entry.seq} the clock went {took(seconds)} {way}"
                yield f"{went}: the computer slept, or its clock was set."
            case LogRecovered(bytes=size):
                yield f"Entry {entry.seq}: {many(size, 'byte')} of a write that was cut short were set aside."
            case CopyCaughtUp(records=records):
                missed = many(records, "entry", "entries")
                yield f"Entry {entry.seq}: one of the two copies of the log got {missed} from the other."
            case RunReopened(unclean=True):
                yield f"Entry {entry.seq}: the run was opened again after a window ended without leaving it."
            case _:
                pass
