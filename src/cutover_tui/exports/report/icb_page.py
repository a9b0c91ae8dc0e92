"""`summary-for-icb.html`: one page for the integrated care board, with roles and no names (`records.md` b3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.services import full_name
from cutover_tui.exports.bag_info import chain_check, organisation
from cutover_tui.exports.context import Copy
from cutover_tui.exports.registers.message_register import COMMUNICATIONS
from cutover_tui.exports.report.document import Bullets, Document, Facts, Paragraph, Said, Section, Table
from cutover_tui.exports.report.gathered import gather
from cutover_tui.exports.report.open_points import COUNTED, Matter, open_points
from cutover_tui.exports.report.report import footer, one_mark
from cutover_tui.exports.report.sections.opening import harm_told, key_times_table, live_told
from cutover_tui.exports.report.sections.pausing import restarted_by, why_paused
from cutover_tui.exports.report.telling import many, moment_cell, moment_told, took

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block, Words
    from cutover_tui.exports.report.gathered import Gathered

_MOST_POINTS = 5
"""How many open matters stand on one page; the others are in the report."""
_MOST_SERVICES = 2
_MOST_LETTERS = 150
"""How much of a message stands on the page: about 2 lines."""
_TOGETHER = (Matter.SERVICE, Matter.PAPER)
"""Kinds of which there may be dozens: a page has a line for each kind."""


def icb_page(gathered: Gathered) -> Document:
    """The page, the same whether it goes with the full copy or the ICB's own."""
    if gathered.context.copy is Copy.FULL:
        gathered = gather(replace(gathered.context, copy=Copy.ICB), changes=gathered.changes)
    context = gathered.context
    what = "rehearsal" if context.rehearsal else "cutover"
    return Document(
        title=f"Summary for the ICB: {what} at {context.plan.practice}",
        lines=(_line(context),),
        marks=one_mark(context),
        sections=(
            Section("", "Result", tuple(_result(gathered))),
            Section("", "Pauses", (_pauses(gathered),)),
            Section("", "Effect on patients and on contract or shared services", tuple(_effect(gathered))),
            Section("", "Open risks", tuple(_risks(gathered))),
            Section("", "What we ask of the ICB", (_asks(gathered),)),
            Section("", "Check and contact", (_contact(gathered),)),
        ),
        header=f"{organisation(context)}. Summary for the ICB. 24-hour clock",
        footer=footer(context),
        watermark="REHEARSAL" if context.rehearsal else "",
        contents=False,
    )


def _line(context: Context) -> str:
    systems = f"For the integrated care board (ICB). {context.plan.from_system} to {context.plan.to_system}"
    version = f"Version {context.version}, {'interim' if context.interim else 'final'}"
    return f"{organisation(context)}. {systems}. {version}, up to {moment_told(context.as_of, context)}. 24-hour clock."


def _result(gathered: Gathered) -> list[Block]:
    times = key_times_table(gathered, "Planned and actual key times", days=True, stops=False)
    return [Paragraph(live_told(gathered)), times]


def _pauses(gathered: Gathered) -> Block:
    if not gathered.stops:
        return Paragraph("We did not pause.")
    lines: list[Words] = []
    for stop in gathered.stops:
        why = why_paused(stop)
        if stop.ended is None:
            lines.append((f"{stop.ref}, from {moment_cell(stop.began, gathered.context)}, still paused. Reason: ", why))
        else:
            lasted = took((stop.ended - stop.began).total_seconds())
            began = moment_cell(stop.began, gathered.context)
            lines.append(
                (f"{stop.ref}, from {began}, {lasted}. Restarted by {restarted_by(gathered, stop)}. Reason: ", why)
            )
    return Bullets(tuple(lines))


def _effect(gathered: Gathered) -> list[Block]:
    state = gathered.context.state
    off = [service for service in gathered.context.plan.services if state.services[service.id].gaps]
    still = [service for service in off if state.services[service.id].owes]
    words = "No service is recorded as off."
    if off:
        words = f"{many(len(off), 'service was', 'services were')} off or on another way at some time."
    if still:
        named = "; ".join(full_name(service) for service in still[:_MOST_SERVICES])
        more = f" and {len(still) - _MOST_SERVICES} more" if len(still) > _MOST_SERVICES else ""
        words += f" Not proven back yet: {named}{more}."
    elif off:
        words += " All of them are proven back."
    left = sum(one.total.left for one in state.reentry.values())
    return [Paragraph(f"{harm_told(gathered)} {words} Written on paper and still to enter: {left:,}.")]


def _risks(gathered: Gathered) -> list[Block]:
    context = gathered.context
    risks = [point for point in open_points(gathered) if point.risk]
    if not risks:
        return [Paragraph("None recorded.")]
    alone = [point for point in risks if point.matter not in _TOGETHER]
    rows = [(point.ref, point.words, point.owner, point.by) for point in alone[:_MOST_POINTS]]
    for kind in _TOGETHER:
        same = [point for point in risks if point.matter is kind]
        if same:
            words = many(len(same), *COUNTED[kind])
            first, *others = dict.fromkeys(point.owner for point in same)
            owners = "Several roles" if others else first
            by = min((point.by for point in same if point.by is not None), default=None)
            rows.append((kind.value.capitalize(), words, owners, by))
    cells = tuple(
        (ref, words, owner.split(", ")[0], moment_cell(by, context, "No date recorded"))
        for ref, words, owner, by in rows
    )
    table = Table(
        "With owner, and the first date. All of them are in section 16 of the report",
        ("Number", "What", "Owner", "By"),
        cells,
        (10, 43, 22, 25),
    )
    more = len(alone) - _MOST_POINTS
    return [table, Paragraph(f"{many(more, 'more is', 'more are')} in the report.")] if more > 0 else [table]


def _asks(gathered: Gathered) -> Block:
    """What messages to the ICB asked for last; what somebody wants else, they write here by hand."""
    told = [
        row for row in gathered.of(COMMUNICATIONS) if "icb" in row.plain("audience").lower() and row.has("sent_local")
    ]
    if told:
        last = told[-1]
        words = last["exact_words"]
        if isinstance(words, Said) and len(words.words) > _MOST_LETTERS:
            begun = Said(f"{words.words[:_MOST_LETTERS].rsplit(' ', 1)[0]} ...")
            rest = " The rest is in section 9 of the report."
            return Paragraph((f"As we told the ICB last, at {last.plain('sent_local')}: ", begun, rest))
        return Paragraph((f"As we told the ICB last, at {last.plain('sent_local')}: ", words))
    return Paragraph("No message to the ICB is recorded. To be filled in by hand before this page is sent: .........")


def _contact(gathered: Gathered) -> Facts:
    context = gathered.context
    phone = context.plan.phone
    person = cutover_lead(context.state)
    lead = context.roles_of(person.initials) if person is not None else "Cutover lead"
    check = "PASS" if context.verification.passed else chain_check(context)
    return Facts(
        (
            (
                "Check of the log",
                f"{check}, {many(len(context.entries), 'entry', 'entries')}. Seal {context.seal or 'not applicable'}",
            ),
            ("Contact", f"{lead}, {phone}" if phone else lead),
        )
    )
