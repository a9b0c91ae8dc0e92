"""Sections 16 to 18: what is still to do, what the record can and cannot show, and the sign-off."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.closing import OLD_SYSTEM_ENDS, old_system_words
from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.log_events import ClockChanged, RunOpened, SealWritten
from cutover_tui.domain.time_words import to_local
from cutover_tui.domain.timing import next_working_day
from cutover_tui.exports.bag_info import chain_check, retention
from cutover_tui.exports.context import Copy
from cutover_tui.exports.naming import external_identifier
from cutover_tui.exports.report.document import Bullets, Facts, Paragraph, Section, Signatures, Table
from cutover_tui.exports.report.open_points import Matter, open_points
from cutover_tui.exports.report.telling import many, moment_cell, moment_told, quoted, times

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.open_points import OpenPoint

_FOLLOW_UP, _OLD_SYSTEM = timedelta(days=14), timedelta(days=91)
_RISKS = (
    (
        "Pauses, issues, conditions of gates and added tasks",
        {Matter.PAUSE, Matter.ISSUE, Matter.CONDITION, Matter.ADDED},
    ),
    ("Services not proven back, and paper not closed", {Matter.SERVICE, Matter.PAPER}),
)
"""What is more than a task of the plan: what somebody raised stands before what there are dozens of."""
_SIGNERS = (("PM", "Practice manager"), ("CL", "Clinical lead"), ("CSO", "Clinical safety officer"))
"""Codes of the roles that sign beside the cutover lead, and what they are called where the plan has no such role."""


def still_to_do(gathered: Gathered) -> Section:
    """Everything open by its date: now, tomorrow, 14 days, day 90; before going live, far tasks are only counted."""
    context = gathered.context
    points = open_points(gathered)
    blocks: list[Block] = []
    risks = [point for point in points if point.risk]
    for title, kinds in _RISKS:
        here = [point for point in risks if point.matter in kinds]
        if here:
            blocks.append(_table(title, here, context))
    left = [point for point in points if not point.risk]
    for title, until, everything in _periods(gathered):
        here = [point for point in left if until is None or (point.by is not None and point.by <= until)]
        left = [point for point in left if point not in here]
        if here and everything:
            blocks.append(_table(f"Tasks of the plan {title}", here, context))
        elif here:
            blocks.append(Paragraph(f"Tasks of the plan {title}: {len(here)}, see annex A."))
    if not points:
        blocks.append(Paragraph("Nothing is still open."))
    dates = tuple(_dates(gathered))
    if dates:
        blocks.append(Bullets(dates))
    return Section("16", "Still to do", tuple(blocks))


def _periods(gathered: Gathered) -> list[tuple[str, datetime | None, bool]]:
    """Each period: what it is called, its end, and whether plain tasks are listed one by one."""
    context = gathered.context
    live = gathered.live_at
    today = to_local(context.as_of, context.zone).date()
    tomorrow = next_working_day(today + timedelta(days=1), context.plan.calendar)
    end = datetime.combine(tomorrow + timedelta(days=1), time(), ZoneInfo(context.zone)).astimezone(UTC)
    begins = live or context.as_of
    after = "going live" if live is not None else "this report"
    return [
        ("planned for a time before this report", context.as_of, True),
        ("by the end of the next working day", end, True),
        (f"within 14 days of {after}", begins + _FOLLOW_UP, live is not None),
        (f"within 90 days of {after}", begins + _OLD_SYSTEM, live is not None),
        ("later, or without a date", None, live is not None),
    ]


def _table(title: str, points: list[OpenPoint], context: Context) -> Table:
    rows = tuple(
        (point.ref, moment_cell(point.by, context, "No date recorded"), point.owner, point.words) for point in points
    )
    return Table(title, ("Number", "By", "Who sees to it", "What"), rows, (11, 18, 24, 47))


def _dates(gathered: Gathered) -> list[str]:
    """The dates that follow from going live."""
    context = gathered.context
    live, rhythm = gathered.live_at, context.plan.rhythm
    if live is None:
        return []
    found = []
    if context.copy is not Copy.LEARNING:
        last = live + timedelta(days=rhythm.huddle_days)
        found.append(f"A huddle each working day at {rhythm.huddle:%H:%M}, up to {moment_cell(last, context)[:11]}.")
        found += [words] if (words := old_system_words(context.state, context.as_of)) else []
    ends = context.state.anchors.get(OLD_SYSTEM_ENDS)
    if context.copy is Copy.LEARNING and ends is not None:
        found.append(f"Access to the old system ends: {moment_cell(ends, context)}.")
    return found


def integrity(gathered: Gathered, quoted_names: tuple[str, ...]) -> Section:
    """What the record can show and what it cannot (`records.md` b5), as it is for this log.

    Args:
        gathered: What the report tells.
        quoted_names: Numbers of sections in which words people typed name somebody.
    """
    context = gathered.context
    blocks: list[Block] = [
        Paragraph(
            "This record was written as the day went on. Entries cannot be changed in the program. A correction is a "
            "new entry, and the first wording stays in view with a line through it."
        ),
        Paragraph(
            "Each entry carries a fingerprint of the entry before it, starting from the approved plan. If an entry "
            f"were changed, removed or moved, the check would fail at that point. {_check_words(context)}"
        ),
        Paragraph(
            "The check has limits. It cannot show that what people typed was true. It cannot show who was at the "
            f"keyboard: {_identity(context)} Someone with control of the computer could write a whole new record, or "
            f"cut off its end. {_seal_words(context)}"
        ),
        Paragraph(_clock_words(context)),
        Paragraph(
            "Entries marked late were typed more than 5 minutes after the event. The reason is beside each one. "
            "Speak-up entries carry no name and an approximate time. That is deliberate."
        ),
    ]
    if quoted_names:
        blocks.append(
            Paragraph(
                "Words in quotation marks stand as people typed them. In these places they name somebody on the list "
                f"in section 2: {'; '.join(quoted_names)}."
            )
        )
    blocks.append(
        Facts(
            (
                ("Seal", context.seal or "Not applicable"),
                ("Entries", str(len(context.entries))),
                ("Last fingerprint", context.head or "Not applicable"),
                ("Retain", f"{retention(context)}."),
            )
        )
    )
    return Section("17", "Integrity statement", tuple(blocks))


def _check_words(context: Context) -> str:
    """The result of the check; no time of its own, so that the same log gives the same words."""
    when = f"when this report was made, on everything recorded up to {moment_told(context.as_of, context)}"
    if context.verification.passed:
        return f"We ran the check {when}. It passed, with {many(len(context.entries), 'entry', 'entries')}."
    return f"We ran the check {when}. It did not pass. {chain_check(context)}."


def _identity(context: Context) -> str:
    """Which identity assurance was used, counted from the entries themselves."""
    asked = [str(record.get("auth", "")) for record in context.records if record.get("actor") != "PROGRAM"]
    pins, twos = asked.count("pin"), asked.count("two-person")
    words = "the program asks for initials. It did not ask for a password or a smartcard."
    if pins:
        words = (
            f"the program asks for initials, and asked for a PIN as well for {many(pins, 'entry', 'entries')} of "
            f"{len(asked):,}. It did not ask for a password or a smartcard."
        )
    if twos:
        words += f" {many(twos, 'entry needed', 'entries needed')} two different people's initials."
    return words


def _seal_words(context: Context) -> str:
    written = [entry for entry in context.entries if isinstance(entry.event, SealWritten)]
    if not written:
        return (
            "To guard against that, the 16-digit seal is meant to be written on paper. No seal is recorded as written "
            "on paper, so there is nothing outside this record to compare it with."
        )
    return (
        "To guard against that, the 16-digit seal was written on paper "
        f"{times(len(written))}, the last time for entries 0 to {context.state.seals[-1][0]}. Compare the "
        "paper with the seals in the log: the command cutover verify says whether they fit."
    )


def _clock_words(context: Context) -> str:
    opened = context.entries[0].event if context.entries else None
    checked = opened.clock_check if isinstance(opened, RunOpened) else ""
    jumps = sum(isinstance(entry.event, ClockChanged) for entry in context.entries)
    found = (
        "Times come from this computer. How its clock was checked: ",
        f'"{checked}".' if checked and checked != "Not recorded" else "not recorded.",
        f" The clock was changed or the computer slept {times(jumps)} (section 15)." if jumps else "",
        " All times are UK local time on the 24-hour clock."
        if context.zone == "Europe/London"
        else f" All times are local time in {context.zone} on the 24-hour clock.",
    )
    return "".join(found)


def sign_off(gathered: Gathered) -> Section:
    """How the run was closed, and lines to sign in ink."""
    context = gathered.context
    closed = context.state.closed
    blocks: list[Block] = []
    if closed is None:
        blocks.append(Paragraph("The run is still open: this is an interim report. Sign the final one."))
    else:
        both = f"{_person(context, closed.by)} and {_person(context, closed.second)}"
        blocks.append(Paragraph(f"Closed at {moment_told(closed.at, context)} by {both}. No further entries."))
        accepted = tuple(
            (
                f"{one.words}. ",
                quoted(one.reason, context),
                f". {_person(context, one.owner)} sees to it by {one.until}.",
            )
            for one in closed.exceptions
        )
        if accepted and context.copy is Copy.FULL:
            blocks += [Paragraph("Accepted as not settled:"), Bullets(accepted)]
    if context.copy is Copy.FULL:
        blocks.append(sign_lines(context))
    blocks.append(
        Paragraph(
            f"Report {external_identifier(context)}. This is evidence for the clinical safety case. It is not the "
            "safety case."
        )
    )
    return Section("18", "Sign-off", tuple(blocks))


def sign_lines(context: Context) -> Signatures:
    """A line for each of the four who sign."""
    return Signatures(
        ("Role", "Name", "Signature", "Date and time (24-hour)"),
        tuple(signers(context)),
        "Signed after reading this report",
        (24, 20, 32, 24),
    )


def signers(context: Context) -> list[tuple[str, str]]:
    """The role and the name of everybody who signs; a role that several hold or nobody is left to write in."""
    people = context.state.people
    lead = cutover_lead(context.state)
    found = [("Cutover lead", lead.name if lead is not None else "")]
    for code, name in _SIGNERS:
        held = [person.name for initials, person in people.items() if code in context.state.own_roles.get(initials, ())]
        title = context.role_name(code)
        found.append((name if title == code else title, held[0] if len(held) == 1 else ""))
    return found


def _person(context: Context, initials: str) -> str:
    """Somebody by name and role where this copy names people."""
    person = context.state.people.get(initials)
    if person is None or context.copy.names_removed:
        return context.roles_of(initials)
    return f"{person.name} ({context.roles_of(initials)})"
