"""Sections 1 to 3: the summary that fits on page 1, who took part, and the key times, planned and actual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.log_events import SealWritten
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.bag_info import chain_check
from cutover_tui.exports.context import GO_LIVE, Copy
from cutover_tui.exports.csv_cells import NONE, NOT_RECORDED
from cutover_tui.exports.registers.decision_register import DECISIONS_MADE
from cutover_tui.exports.registers.gate_registers import GATES
from cutover_tui.exports.registers.issue_registers import ISSUES
from cutover_tui.exports.registers.message_register import COMMUNICATIONS
from cutover_tui.exports.report.document import Bullets, Facts, Paragraph, Section, Table, parts
from cutover_tui.exports.report.open_points import Matter, open_points, open_told
from cutover_tui.exports.report.pictures.key_times import key_times_picture
from cutover_tui.exports.report.sections.pausing import pause_told
from cutover_tui.exports.report.telling import (
    against_plan,
    listed,
    many,
    moment_cell,
    moment_told,
    planned,
    quoted,
    times,
    verb,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Person
    from cutover_tui.exports.report.document import Block, Inline, Words
    from cutover_tui.exports.report.gathered import Gathered, KeyTime
    from cutover_tui.exports.report.open_points import OpenPoint


def summary(gathered: Gathered) -> Section:
    """Half a page: when, what stopped, what is open, what changed afterwards; then the numbers."""
    told: list[Words] = [live_told(gathered), *pause_told(gathered), harm_told(gathered)]
    if gathered.context.copy is not Copy.SUPPLIER:
        told += [_open_words(gathered), changed_words(gathered)]
    blocks: list[Block] = [
        *(Paragraph(words) for words in told),
        key_times_table(gathered, "Key times on the practice's 24-hour clock", days=True),
        Facts(tuple(_numbers(gathered))),
    ]
    return Section("1", "Summary", tuple(blocks))


def live_told(gathered: Gathered) -> str:
    """When the practice went live, beside what the plan said."""
    context = gathered.context
    system = context.plan.to_system
    key = next((time for time in gathered.key_times if time.code == GO_LIVE), None)
    plan = _plan_words(gathered, key)
    if gathered.live_at is not None:
        difference = ""
        if key is not None and key.planned is not None:
            difference = f" That is {against_plan(gathered.live_at, key.planned)}."
        return f"We went live on {system} at {moment_told(gathered.live_at, context)}. {plan}{difference}".strip()
    return f"We have not gone live on {system}. {plan}".strip()


def _plan_words(gathered: Gathered, key: KeyTime | None) -> str:
    if key is None or key.planned is None:
        return "The plan gives no time for it."
    words = f"The plan said {moment_told(key.planned, gathered.context)}."
    if key.moved is not None:
        words += f" It was moved to {moment_told(key.moved, gathered.context)} (section 3)."
    return words


def harm_told(gathered: Gathered) -> str:
    """What the issues say about patients; nothing that nobody recorded."""
    issues = gathered.of(ISSUES)
    about = " about this supplier" if gathered.context.supplier else ""
    if not issues:
        return f"No issue{about} is recorded, and no patient safety event."
    harmed = [row for row in issues if row.plain("harm_physical").lower() not in {"", "none", "no harm"}]
    harmed += [
        row
        for row in issues
        if row not in harmed and row.plain("harm_psychological").lower() not in {"", "none", "no harm"}
    ]
    national = [row for row in issues if row.plain("lfpse").startswith("recorded")]
    words = f"{many(len(issues), f'issue{about} is', f'issues{about} are')} recorded (section 6)."
    if harmed:
        refs = listed(row.plain("reference") for row in harmed)
        words += f" Harm to a patient is recorded in {refs}."
    else:
        words += f" {'It records no' if len(issues) == 1 else 'None of them records'} harm to a patient."
    return (
        f"{words} {many(len(national), 'is', 'are')} recorded on the national service (LFPSE)." if national else words
    )


def _open_words(gathered: Gathered) -> Words:
    points = open_points(gathered)
    if not points:
        return "Nothing is still open."
    risks = [point for point in points if point.risk]
    words = f"Still open: {open_told(points)} (section 16)."
    first = next((point for point in (*risks, *points) if point.by is not None), None)
    if first is None or first.by is None:
        return (words, *_worst_issue(points))
    what = "of these" if first.risk else "task"
    begun = f"The first {what} {'was' if first.by < gathered.context.as_of else 'is'} due"
    return (
        f"{words} {begun} at {moment_told(first.by, gathered.context)}: ",
        *parts(first.words),
        ".",
        *_worst_issue(points),
    )


def _worst_issue(points: Sequence[OpenPoint]) -> tuple[Inline, ...]:
    """The most urgent issue that is still open, which has no date to stand first by."""
    issues = [point for point in points if point.matter is Matter.ISSUE]
    if not issues:
        return ()
    which = "The issue is" if len(issues) == 1 else "The most urgent issue is"
    head, *summary = parts(issues[0].words)
    return (f" {which} {issues[0].ref}, {str(head).removeprefix('Issue ')}", *summary, ".")


def changed_words(gathered: Gathered) -> str:
    """Whether anything was changed afterwards: what a reader from outside asks first."""
    late, corrected = len(gathered.late), len(gathered.corrections)
    changed = [
        f"{many(corrected, 'entry was', 'entries were')} corrected" if corrected else "No entry was corrected",
        f"{late:,} {verb(late, 'was', 'were')} typed later, each with its reason" if late else "none was typed later",
    ]
    words = f"Changed afterwards: {changed[0][:1].lower()}{changed[0][1:]} and {changed[1]} (section 15)."
    words += (
        f" The plan changed {times(len(gathered.changes))} after it was approved (section 11)."
        if gathered.changes
        else " The plan is as approved."
    )
    if gathered.redacted:
        words += f" The words of {many(len(gathered.redacted), 'entry', 'entries')} were taken out by two people."
    if gathered.addenda:
        words += f" {many(len(gathered.addenda), 'note was', 'notes were')} added after the close."
    return words


def key_times_table(gathered: Gathered, caption: str, *, days: bool, stops: bool = True) -> Table:
    """Key times side by side, with the pauses among them.

    Args:
        gathered: What the report tells.
        caption: What stands over it.
        days: True to keep to those with a time of day.
        stops: False where the pauses are told beside it.
    """
    context = gathered.context
    shown = gathered.days_key_times if days else gathered.key_times
    rows: list[tuple[object, tuple[Words, ...]]] = []
    for time in shown:
        order = time.actual or time.moved or time.planned
        rows.append((order, (planned(time.name, context), _planned_cell(gathered, time), _actual_cell(gathered, time))))
    for stop in gathered.stops if stops else ():
        rows.append((stop.began, (f"Pause {stop.ref}", "Not planned", moment_cell(stop.began, context))))
        if stop.ended is not None:
            rows.append((stop.ended, (f"Restart after {stop.ref}", "Not planned", moment_cell(stop.ended, context))))
    rows.sort(key=lambda row: (row[0] is None, str(row[0])))
    return Table(caption, ("Key time", "Planned", "Actual"), tuple(row for _order, row in rows), (34, 24, 42))


def _planned_cell(gathered: Gathered, time: KeyTime) -> str:
    if time.planned is None:
        return "Not planned"
    return _cell(gathered, time, time.planned)


def _cell(gathered: Gathered, time: KeyTime, instant: datetime) -> str:
    """A moment, or its date alone where the plan gives no time of day."""
    words = moment_cell(instant, gathered.context)
    return words if time.timed else words[:-6].rstrip(" ,")


def _difference(gathered: Gathered, time: KeyTime) -> str:
    """How the actual time lies to the plan; for a date, in days."""
    if time.planned is None or time.actual is None:
        return ""
    if time.timed:
        return f", {against_plan(time.actual, time.planned, short=True)}"
    zone = gathered.context.zone
    days = (to_local(time.actual, zone).date() - to_local(time.planned, zone).date()).days
    if not days:
        return ", as planned"
    return f", {many(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _actual_cell(gathered: Gathered, time: KeyTime) -> str:
    context = gathered.context
    if time.actual is not None:
        return f"{moment_cell(time.actual, context)}{_difference(gathered, time)}"
    expected = time.moved or context.state.anchors.get(time.code) or time.planned
    if expected is not None and expected > context.as_of:
        moved = f", now planned for {_cell(gathered, time, expected)}" if expected != time.planned else ""
        return f"Not yet{moved}"
    return NOT_RECORDED


def _numbers(gathered: Gathered) -> list[tuple[str, Words]]:
    context = gathered.context
    found: list[tuple[str, Words]] = [("Tasks", _task_numbers(gathered))]
    services = context.state.services.values()
    changed = [one for one in services if one.gaps]
    owing = sum(one.owes for one in changed)
    found.append(
        ("Services", f"{len(changed)} of {len(services)} left their usual way. {owing} of them not proven back yet")
    )
    if context.copy in GATES.copies:
        gates = gathered.of(GATES)
        found.append(("Gates", f"{sum(row.has('decided_local') for row in gates)} of {len(gates)} decided"))
    if context.copy in DECISIONS_MADE.copies:
        found.append(("Decisions", f"{len(gathered.of(DECISIONS_MADE))} recorded"))
    issues = gathered.of(ISSUES)
    if issues:
        levels = [row.plain("level_now") for row in issues]
        counted = ", ".join(f"{level} {levels.count(level)}" for level in sorted(set(levels)))
        still = sum(not row.has("closed_local") for row in issues)
        found.append(("Issues", f"{counted}. Still open: {still}"))
    else:
        found.append(("Issues", NONE))
    left = sum(one.total.left for one in context.state.reentry.values())
    logged = sum(one.total.logged for one in context.state.reentry.values())
    found.append(("Paper", f"{many(logged, 'item')} found. {left:,} left to enter"))
    if context.copy in COMMUNICATIONS.copies:
        sent = sum(row.has("sent_local") for row in gathered.of(COMMUNICATIONS))
        found.append(("Messages", f"{sent} recorded as sent (section 9)"))
    seals = sum(isinstance(entry.event, SealWritten) for entry in context.entries)
    found.append(("Log", f"{many(len(context.entries), 'entry', 'entries')}. Seals written on paper: {seals}"))
    check = "PASS" if context.verification.passed else chain_check(context)
    found.append(("Check", f"{check}. Seal {context.seal or 'Not applicable'}"))
    return found


def _task_numbers(gathered: Gathered) -> str:
    """How many of the tasks in play are done."""
    state = gathered.context.state
    waits = {one.code: one.waits_for for one in gathered.context.plan.checklists}
    stands = [
        standing.status
        for ref, standing in state.tasks.items()
        if waits.get(state.task_by_ref[ref].checklist, "") in {"", *state.recorded}
    ]
    not_needed = stands.count(TaskStatus.NOT_NEEDED)
    done = sum(status in SETTLED for status in stands) - not_needed
    words = f"{done} of {len(stands)} done"
    return f"{words}. {not_needed} not needed (reasons in annex A)" if not_needed else words


def people(gathered: Gathered) -> Section:
    """Who took part: names in the full copy and here alone, roles in the others."""
    context = gathered.context
    state = context.state
    if context.copy.names_removed:
        held = {code for person in state.people.values() for code in person.roles}
        roles = tuple(role.name for role in context.plan.roles if role.code in held)
        named = Bullets(roles) if roles else Paragraph("No roles are recorded.")
        held_by = Paragraph("The people on the roster held these roles.")
        return Section("2", "Roles", (held_by, named, *_cutover_lead(gathered)))
    rows: list[tuple[Words, ...]] = [
        (person.name, person.initials, context.roles_of(person.initials), person.organisation or "The practice")
        for person in state.people.values()
    ]
    blocks: list[Block] = [
        Paragraph("Names stand here and in section 18. Everywhere else the report says roles."),
        Table("People on the roster", ("Name", "Initials", "Roles", "Organisation"), tuple(rows), (26, 12, 40, 22)),
    ]
    if state.stand_ins:
        stood = tuple(
            f"{context.role_name(one.role)}: {one.holder} for {one.of}, from {moment_cell(one.since, context)}"
            for one in state.stand_ins
        )
        blocks += [Paragraph("Roles held for somebody else:"), Bullets(stood)]
    return Section("2", "People and roles", (*blocks, *_cutover_lead(gathered)))


def _cutover_lead(gathered: Gathered) -> tuple[Paragraph, ...]:
    """Who leads the cutover, and who led it by the plan where that is somebody else; by name where names may stand."""
    context = gathered.context
    state = context.state

    def named(person: Person) -> str:
        return context.roles_of(person.initials) if context.copy.names_removed else f"{person.name} ({person.initials})"

    planned, now = state.people.get(context.plan.lead), cutover_lead(state)
    if planned is None or now is None:
        return ()
    if planned.initials == now.initials:
        return (Paragraph(f"Cutover lead: {named(now)}."),)
    return (Paragraph(f"Cutover lead: {named(planned)} by the plan, {named(now)} at the time of this report."),)


def key_times(gathered: Gathered) -> Section:
    """All key times, as a picture and as a table, and why any of them moved."""
    context = gathered.context
    picture = key_times_picture(gathered.days_key_times, gathered.stops, context.zone)
    blocks: list[Block] = [picture] if picture is not None and context.copy is not Copy.LEARNING else []
    blocks.append(key_times_table(gathered, "All key times", days=False))
    codes = {time.code for time in gathered.key_times}
    moved = [change for change in gathered.changes if change.item.split(" ", maxsplit=1)[0] in codes]
    rows = tuple(
        (planned(change.item, context), f"From {change.was} to {change.now}", quoted(change.reason, context))
        for change in moved
    )
    if rows:
        blocks.append(Table("Key times that were moved", ("Key time", "Moved", "Reason"), rows, (28, 36, 36)))
    return Section("3", "Key times, planned and actual", tuple(blocks))
