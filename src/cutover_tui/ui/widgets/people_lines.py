"""The lines and pages of the people board and of the handover page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.content import Content

from cutover_tui.domain.leads import role_names
from cutover_tui.domain.presence import Whereabouts
from cutover_tui.domain.time_words import moment_words, short_words
from cutover_tui.runner.presence_board import offer_words, stand_in_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.handover_page import Block
    from cutover_tui.runner.presence_board import PersonRow

_HANDOVER: Final = "handover:"
"""What the key of an open handover's line begins with."""


def people_lines(
    handovers: Iterable[Handover], rows: Sequence[PersonRow], now: datetime, zone: str
) -> tuple[BoardLine, ...]:
    """A line for each open handover, then one for everybody on the roster."""
    offers = [
        BoardLine(f"{_HANDOVER}{one.ref}", partial(_offer, words=offer_words(one, now, zone))) for one in handovers
    ]
    people = [
        _person(row, short_words(row.presence.since, now, zone) if row.presence is not None else "") for row in rows
    ]
    return (*offers, *table_lines(people, main=1, spare=(4,)))


def handover_ref(key: str) -> str:
    """The ref of the handover a line stands for; empty for a person's line."""
    return key.removeprefix(_HANDOVER) if key.startswith(_HANDOVER) else ""


def block_lines(blocks: Sequence[Block], said: dict[str, str]) -> tuple[BoardLine, ...]:
    """A line for each part of a handover, with who read it back."""
    return tuple(BoardLine(block.name, partial(_block, block=block, by=said.get(block.name, ""))) for block in blocks)


def block_page(block: Block) -> Content:
    """One part of a handover in full."""
    parts = [(f"{block.name}\n", "bold $accent")]
    parts += [(f"{one_line(line)}\n", "$text") for line in block.lines or ("Nothing.",)]
    return Content.assemble(*parts).rstrip()


def person_page(state: RunState, row: PersonRow, now: datetime) -> Content:
    """One person in full: roles, where they were when, who stands in."""
    zone, person = state.plan.calendar.zone, row.person
    names = role_names(state)
    parts = [(f"{one_line(person.name)} ({person.initials})\n", "bold $text")]
    parts += [(f"{code}: {one_line(names.get(code, ''))}\n", "$text") for code in person.roles]
    if not person.roles:
        parts.append(("Holds no role now.\n", "$muted"))
    if person.clinician:
        parts.append(("Registered clinician\n", "$text"))
    contact = ", ".join(part for part in (person.organisation, person.phone) if part)
    if contact:
        parts.append((f"{one_line(contact)}\n", "$muted"))
    words = stand_in_words(row)
    if words:
        parts.append((f"{words}\n", "bold $soon"))
    for presence in reversed(state.presence.get(person.initials, ())):
        said = short_words(presence.since, now, zone)
        parts.append((f"{presence.where} from {said}, says {presence.by}\n", "$muted"))
    for handover in state.handovers.values():
        if person.initials in {handover.giver, handover.taker}:
            when = moment_words(handover.started_at, zone)
            line = f"{handover.ref} {handover.role} {handover.giver} to {handover.taker}, {handover.taken}, {when}"
            parts.append((f"{line}\n", "$muted"))
    return Content.assemble(*parts).rstrip()


def offer_page(handover: Handover, now: datetime, zone: str) -> Content:
    """What was said when a role was offered."""
    parts = [(f"{offer_words(handover, now, zone)}\n", "bold $soon")]
    said = (
        ("Situation", handover.situation),
        ("Background", handover.background),
        ("Assessment", handover.assessment),
        ("Recommendation", handover.recommendation),
        ("Open issues", handover.open_issues),
        ("Next gate", handover.next_gate),
        ("Seal", handover.seal),
    )
    parts += [(f"{name}: {one_line(words)}\n", "$text") for name, words in said if words]
    return Content.assemble(*parts).rstrip()


def _offer(pen: Pen, *, words: str) -> None:
    line, look = pen.row, pen.look
    line.put(look.pick("◆", "*"), look.style(Ink.SOON, pen.on, bold=True)).put(" ")
    line.put(look.cut(one_line(words), line.room - 1), look.style(Ink.SOON, pen.on, bold=True))


def _person(row: PersonRow, since: str) -> TableLine:
    person, ink = row.person, Ink.TEXT if row.here else Ink.MUTED
    place = f"{_place(row)} {since}".strip() if row.presence is not None else "not said"
    return TableLine(
        person.initials,
        Cell("■", Ink.DONE, bold=True, plain="#") if row.here else Cell(""),
        (
            Cell(person.initials, ink, bold=True),
            Cell(person.name, ink),
            Cell(place, ink),
            Cell(" ".join(person.roles) or "no role", ink),
            Cell(stand_in_words(row), Ink.ACCENT, bold=True),
        ),
    )


def _place(row: PersonRow) -> str:
    places = {Whereabouts.ROOM: "IN THE ROOM", Whereabouts.PHONE: "ON THE PHONE", Whereabouts.AWAY: "not here"}
    return places[row.presence.where] if row.presence is not None else ""


def _block(pen: Pen, *, block: Block, by: str) -> None:
    line, look = pen.row, pen.look
    ink = Ink.DONE if by else Ink.TEXT
    line.put(look.pick("✓", "x") if by else " ", look.style(Ink.DONE, pen.on, bold=True)).put(" ")
    many = len(block.lines)
    words = f"{block.name}: {many}" if many else f"{block.name}: nothing"
    line.put(look.cut(words, max(line.room - 16, 8)), look.style(ink, pen.on, bold=not by))
    if by:
        line.put(f"  read back {by}", look.style(Ink.DONE, pen.on))
