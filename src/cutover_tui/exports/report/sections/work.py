"""Sections 8, 9, 10 and 14: paper and re-entry, who was told, handovers and huddles, systems and services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.reentry_counts import EXPLAINED
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NOT_APPLICABLE
from cutover_tui.exports.registers.handover_registers import HANDOVERS, HUDDLES
from cutover_tui.exports.registers.message_register import COMMUNICATIONS
from cutover_tui.exports.registers.paper_registers import PAPER_RECORDS
from cutover_tui.exports.registers.service_registers import DEPLOYMENT, SERVICES
from cutover_tui.exports.report.document import Bullets, Paragraph, Section, Subheading, Table
from cutover_tui.exports.report.pictures.burn_down import burn_down_picture
from cutover_tui.exports.report.pictures.services_off import services_off_pictures
from cutover_tui.exports.report.telling import many, moment_cell, planned, quoted, took
from cutover_tui.runner.reentry_forecast import burn_down

if TYPE_CHECKING:
    from cutover_tui.domain.reentry_counts import ReentryState
    from cutover_tui.exports.report.document import Block, Words
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.shown import Shown

_NEVER_OFF = "as usual"


def paper(gathered: Gathered) -> Section:
    """What was written on paper, what is in the new system, and every number that does not add up."""
    context = gathered.context
    standings = context.state.reentry.values()
    blocks: list[Block] = []
    changes = [change for standing in standings for change in standing.changes]
    picture = burn_down_picture(burn_down(changes), context)
    if picture is not None and context.copy is not Copy.LEARNING:
        blocks.append(picture)
    counted = [one for one in standings if one.total.logged or one.nil_returns or one.closing is not None]
    rows = tuple(_category(gathered, standing) for standing in counted)
    if rows:
        heads = ("Kind of paper", "Found", "Entered", "Explained", "Left", "State")
        blocks.append(Table("Re-entry into the new system", heads, rows, (32, 11, 13, 15, 9, 20)))
    uncounted = [planned(one.category.title, context) for one in standings if one not in counted]
    if uncounted:
        blocks.append(Paragraph(f"No count is recorded for: {'; '.join(uncounted)}."))
    ranges = gathered.of(PAPER_RECORDS)
    if ranges:
        blocks.append(_ranges(ranges))
        blocks.append(_balance(ranges))
    if not blocks:
        blocks = [Paragraph("None recorded.")]
    return Section("8", "Paper records and re-entry", tuple(blocks))


def _category(gathered: Gathered, standing: ReentryState) -> tuple[Words, ...]:
    total = standing.total
    explained = sum(total.of(count) for count in EXPLAINED)
    if standing.closing is not None:
        state = f"Closed {moment_cell(standing.closing.at, gathered.context)}"
    elif total.left:
        state = "Being entered"
    else:
        state = "Nothing left, not closed"
    numbers = (f"{total.logged:,}", f"{total.entered:,}", f"{explained:,}", f"{total.left:,}")
    return (planned(standing.category.title, gathered.context), *numbers, state)


def _ranges(rows: list[Shown]) -> Table:
    return Table(
        "Numbered slips",
        ("Slips", "Issued", "Used", "Spoilt", "Unused", "Entered", "Left"),
        tuple(
            tuple(
                row[name]
                for name in ("batch", "issued", "used", "void", "unused_returned", "re_entered", "outstanding")
            )
            for row in rows
        ),
        (28, 12, 12, 12, 12, 12, 12),
    )


def _balance(rows: list[Shown]) -> Block:
    """Every range that does not add up, in words (acceptance check 6)."""
    odd = tuple(f"{row.plain('batch')}: {row.plain('differences')}" for row in rows if row.has("differences"))
    if not odd:
        return Paragraph("All numbered slips add up: issued = used + spoilt + unused, used = entered + left.")
    return Bullets(tuple(f"Does not add up. {words}." for words in odd))


def told(gathered: Gathered) -> Section:
    """Every message, and who was not told and why."""
    rows = gathered.of(COMMUNICATIONS)
    sent = [row for row in rows if row.has("sent_local")]
    blocks: list[Block] = []
    if sent:
        blocks.append(
            Table(
                f"{many(len(sent), 'message')} recorded as sent. The exact words are in communications.csv",
                ("Message", "Told", "About", "How", "Sent", "Acknowledged"),
                tuple(
                    (
                        row["ref"],
                        row.joined("audience", "who_or_how_many"),
                        row["event"],
                        row["channel"],
                        row["sent_local"],
                        row["acknowledged_by"],
                    )
                    for row in sent
                ),
                (10, 25, 15, 14, 18, 18),
            )
        )
    untold = [row for row in rows if not row.has("sent_local")]
    if untold:
        reasons: tuple[Words, ...] = tuple(
            (f"{row.plain('audience')} about {row.plain('event')}: ", row["not_told_reason"]) for row in untold
        )
        blocks += [Paragraph("Not told, with the reason:"), Bullets(reasons)]
    if not blocks:
        blocks = [Paragraph("None recorded.")]
    return Section("9", "Who we told", tuple(blocks))


_HANDOVER = {
    "place_or_phone": "Where",
    "situation": "Situation",
    "background": "Background",
    "assessment": "Assessment",
    "recommendation": "Recommendation",
    "top_three": "Read back first",
    "accepted": "Accepted",
    "accepted_local": "When",
    "question_or_reason": "Question or reason",
    "open_issues": "Open issues then",
    "next_gate": "Next gate then",
}
_HUDDLE = {
    "present_roles": "Present",
    "going_well": "Going well",
    "worries": "Worries",
    "decisions": "Decisions",
    "next_huddle_local": "Next huddle",
}


def handovers(gathered: Gathered) -> Section:
    """How roles changed hands, and the short meetings."""
    blocks: list[Block] = []
    for row in gathered.of(HANDOVERS):
        blocks += [
            Subheading(f"Handover {row.plain('ref')}, {row.plain('role')}, {row.plain('started_local')}"),
            row.facts(_HANDOVER, always=("accepted",)),
        ]
    if not blocks:
        blocks.append(Paragraph("Handovers: None recorded."))
    huddles = gathered.of(HUDDLES)
    for row in huddles:
        blocks += [Subheading(f"Huddle {row.plain('ref')}, {row.plain('time_local')}"), row.facts(_HUDDLE)]
    if not huddles:
        blocks.append(Paragraph("Huddles: None recorded."))
    sitreps = gathered.context.state.sitreps
    if sitreps:
        blocks.append(_sitreps(gathered))
    return Section("10", "Handovers and huddles", tuple(blocks))


def _sitreps(gathered: Gathered) -> Table:
    """The reports of the position, each as it was sent."""
    context = gathered.context
    rows = tuple(
        (
            one.ref,
            moment_cell(one.said.at, context),
            one.said.position,
            quoted(one.said.since_last, context),
            quoted(one.said.sent_to, context),
        )
        for one in context.state.sitreps
    )
    heads = ("Sitrep", "When", "Position", "Since the last", "Sent to")
    return Table("Reports of the position", heads, rows, (11, 18, 15, 36, 20))


def systems(gathered: Gathered) -> Section:
    """Which services were off and for how long, and what changed in which system."""
    context = gathered.context
    blocks: list[Block] = []
    rows = [row for row in gathered.of(SERVICES) if row.plain("state") not in {"normal", _NEVER_OFF}]
    if rows:
        blocks.append(_services(gathered, rows))
    usual = len(context.plan.services) - len(rows)
    if usual and context.plan.services:
        blocks.append(Paragraph(f"{many(usual, 'service')} of {len(context.plan.services)} stayed as usual."))
    if context.copy is not Copy.LEARNING:
        blocks += services_off_pictures(context)
    changes = gathered.of(DEPLOYMENT)
    if changes:
        table = tuple((row["component"], row["changed_local"], _change(row)) for row in changes)
        heads = ("System or service", "When", "Change")
        blocks.append(Table("Changes that were seen, in order", heads, table, (44, 26, 30)))
    blocks.append(
        Paragraph(
            "Data Security and Protection Toolkit (DSPT) items that a cutover touches: the register of digital assets "
            "(7.1.1) and who is accountable for system administration (4.3.1). This record does not show whether they "
            "were brought up to date."
        )
    )
    return Section("14", "Systems and configuration", tuple(blocks))


def _change(row: Shown) -> str:
    version = f", version {row.plain('version_or_build')}" if row.has("version_or_build") else ""
    return f"{row.plain('change')}{version}"


def _services(gathered: Gathered, rows: list[Shown]) -> Table:
    return Table(
        "Services that were switched, redirected or put on paper",
        ("Service", "State", "First off", "Seen flowing", "Not carrying"),
        tuple(
            (
                row["name"],
                row["state"],
                moment_cell(row.instant("off_local"), gathered.context),
                moment_cell(row.instant("flowing_local"), gathered.context),
                _minutes(row),
            )
            for row in rows
        ),
        (34, 18, 17, 17, 14),
    )


def _minutes(row: Shown) -> str:
    minutes = row.plain("gap_minutes")
    if not minutes.isdigit():
        return NOT_APPLICABLE
    return took(int(minutes) * 60)
