"""The report of a bundle: its title block, what page 1 says loudly, and its sections in order (`records.md` b9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.exports.bag_info import chain_check, marking, organisation
from cutover_tui.exports.context import Copy
from cutover_tui.exports.naming import external_identifier, supplier_shown
from cutover_tui.exports.report.document import (
    Bullets,
    Document,
    Facts,
    Notice,
    Paragraph,
    Picture,
    Said,
    Signatures,
    Subheading,
    Table,
    parts,
)
from cutover_tui.exports.report.gathered import gather
from cutover_tui.exports.report.sections.annexes import all_tasks, clause_map, words_used
from cutover_tui.exports.report.sections.deciding import gates_and_decisions
from cutover_tui.exports.report.sections.differing import corrections, differences
from cutover_tui.exports.report.sections.ending import integrity, sign_off, still_to_do
from cutover_tui.exports.report.sections.opening import key_times, people, summary
from cutover_tui.exports.report.sections.pausing import pauses
from cutover_tui.exports.report.sections.safety import controls, cues, issues, speaking_up
from cutover_tui.exports.report.sections.work import handovers, paper, systems, told
from cutover_tui.exports.report.telling import day_told, moment_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block, Section, Words
    from cutover_tui.exports.report.gathered import Gathered

_ALL = frozenset(Copy)
_NAMED = frozenset({Copy.FULL, Copy.ICB})
_NOT_SUPPLIER = _ALL - {Copy.SUPPLIER}


@dataclass(frozen=True)
class _Place:
    """A section and the copies that hold it."""

    make: Callable[[Gathered], Section]
    copies: frozenset[Copy]


_BEFORE = (
    _Place(summary, _ALL),
    _Place(people, _NAMED),
    _Place(key_times, _ALL),
    _Place(gates_and_decisions, _NOT_SUPPLIER),
    _Place(pauses, _NOT_SUPPLIER),
    _Place(issues, _ALL),
    _Place(controls, _NOT_SUPPLIER),
    _Place(paper, _NOT_SUPPLIER),
    _Place(told, _NAMED),
    _Place(handovers, _NAMED),
    _Place(differences, _NOT_SUPPLIER),
    _Place(speaking_up, _NAMED),
    _Place(cues, _NOT_SUPPLIER),
    _Place(systems, _ALL),
    _Place(corrections, _NOT_SUPPLIER),
    _Place(still_to_do, _NOT_SUPPLIER),
)
_AFTER = (
    _Place(sign_off, _NAMED),
    _Place(all_tasks, _NOT_SUPPLIER),
    _Place(clause_map, _NAMED),
    _Place(words_used, _ALL),
)
_WITH_NAMES = frozenset({"2", "18"})
"""The sections in which names stand."""


def report(gathered: Gathered) -> Document:
    """The whole report of one copy."""
    context = gathered.context
    before = [place.make(gathered) for place in _BEFORE if context.copy in place.copies]
    after = [place.make(gathered) for place in _AFTER if context.copy in place.copies]
    named = tuple(section.heading for section in (*before, *after) if _quotes_a_name(section, context))
    what = "Rehearsal report" if context.rehearsal else "Cutover report"
    systems = f"{context.plan.from_system} to {context.plan.to_system}"
    return Document(
        title=f"{what}: {'old to new clinical system' if context.copy is Copy.LEARNING else systems}",
        lines=tuple(_title_lines(context)),
        marks=one_mark(context),
        sections=(*before, integrity(gathered, named), *after),
        header=f"{organisation(context)}. {what}, version {context.version}{_interim(context)}. 24-hour clock",
        footer=footer(context),
        watermark="REHEARSAL" if context.rehearsal else "",
    )


def _title_lines(context: Context) -> Iterator[str]:
    yield organisation(context)
    if context.go_live is not None and context.copy is not Copy.LEARNING:
        word = "Go-live" if context.state.recorded.get("GL") is not None else "Go-live planned for"
        yield f"{word} {day_told(context.go_live, context)}"
    if context.supplier:
        yield f"Copy for {supplier_shown(context)}: it holds the issues about that supplier and no others"
    made = f"Version {context.version}, {'interim' if context.interim else 'final'}"
    yield f"{made}. Tells what was recorded up to {moment_told(context.as_of, context)}"
    yield marking(context)
    clock = "UK local time" if context.zone == "Europe/London" else f"local time in {context.zone}"
    yield f"All times are {clock} on the 24-hour clock"


def marks(context: Context) -> Iterator[Notice]:
    """What page 1 says loudly: a record that did not pass its check, a rehearsal, a run that is still open."""
    if not context.verification.passed:
        failed = [check.words for check in context.verification.checks if not check.passed]
        yield Notice(
            (
                "THIS RECORD DID NOT PASS ITS CHECK",
                f"{chain_check(context)}.",
                *(f"{words[:1].upper()}{words[1:]}" for words in failed),
                "What follows is told from the entries that are sound. Keep the original files as they are.",
            )
        )
    if context.rehearsal:
        yield Notice(("REHEARSAL. This was practice before the day. Nothing in it happened to patients.",))
    if context.interim:
        yield Notice(("INTERIM. The run is still open. More may be recorded after this report.",))


def one_mark(context: Context) -> tuple[Notice, ...]:
    """The same in one frame, for a single page."""
    lines = tuple(line for mark in marks(context) for line in mark.lines)
    return (Notice(lines),) if lines else ()


def footer(context: Context) -> str:
    """What every page ends with: which report it is, and the seal."""
    return f"{external_identifier(context)}. Seal {context.seal or 'not applicable'}"


def _interim(context: Context) -> str:
    return ", interim" if context.interim else ""


def _quotes_a_name(section: Section, context: Context) -> bool:
    """Whether words people typed name somebody in a section where names do not stand."""
    if section.number in _WITH_NAMES or context.copy.names_removed:
        return False
    names = {part for person in context.state.people.values() for part in _names(person.name)}
    if not names:
        return False
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    return any(found.search(said.words) for said in said_words(section))


def _names(name: str) -> Iterator[str]:
    """The whole name and its last part."""
    yield name
    last = name.split()[-1:]
    yield from last


def said_words(section: Section) -> Iterator[Said]:
    """Everything in a section that people typed."""
    for block in section.blocks:
        for words in all_words(block):
            yield from (part for part in parts(words) if isinstance(part, Said))


def all_words(block: Block) -> Iterator[Words]:
    """Every piece of words in a block, whatever stands around it."""
    match block:
        case Paragraph() | Subheading():
            yield block.words
        case Bullets():
            yield from block.items
        case Notice():
            yield from block.lines
        case Facts():
            yield from (piece for row in block.rows for piece in row)
        case Table():
            yield block.caption
            yield from block.heads
            yield from (cell for row in block.rows for cell in row)
        case Picture():
            yield from (block.title, block.words)
        case Signatures():
            yield block.caption
            yield from block.heads
            yield from (cell for row in block.rows for cell in row)


def report_of(context: Context) -> Document:
    """The report of a context, for whoever wants nothing else."""
    return report(gather(context))
