"""The card for holds and pauses, and the emergency cards: what the screen shows, on paper (`records.md` c4, d5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gate_plan import LEAD, LEAD_NAME
from cutover_tui.domain.leads import pausers
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.exports.paper_layout import Cell, Column, Page, Row, Table, Words, stack
from cutover_tui.exports.paper_sheet import OFF_SITE, Sheet
from cutover_tui.runner.emergency_cards import emergency_cards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.paper_layout import Block
    from cutover_tui.exports.paper_sheet import Issue
    from cutover_tui.runner.emergency_cards import ShownCard

FILE = "hold-and-emergency-cards"
TOLD_ROW = 9
"""Millimetres of a line of the told strip, to write on."""
_WHO = (Column("May declare a pause", 65), Column("Roles", 60), Column("Phone", 50))
_SIGNS = (Column("Sign", 55), Column("From when on it counts", 120))
_TOLD = (Column("Told", 60), Column("Time", 25), Column("By", 20), Column("How, or why not", 70))
_RESTART = (Column("Before a restart", 75), Column("Met", 13), Column("Evidence, or the reasons of both signers", 87))
_CALL = (Column("Call", 60), Column("Who", 115))


def hold_card(issue: Issue) -> Sheet:
    """What to do when somebody says hold, what to do in a pause, and what comes before a restart."""
    plan = issue.state.plan.pause
    blocks: list[Block] = [
        Words(tuple(_hold_steps(plan.hold_minutes)), heading="Hold: wait a moment", steps=True, framed=True),
        Words(tuple(_pause_steps(plan.review_minutes)), heading="Pause: stop safely", steps=True),
        Table("Who may declare a pause, alone", _WHO, tuple(_may_pause(issue)), quiet=True),
        Table("Told about the pause", _TOLD, tuple(_told(issue))),
    ]
    signs = tuple(Row((Cell((f"{one.code} {one.name}",), "head"), Cell((one.threshold,)))) for one in plan.triggers)
    if signs:
        blocks.append(Table("Signs on which we pause, agreed before the day", _SIGNS, signs))
    items = tuple(Row((Cell((one.words,), "head"), Cell(shape="box"), Cell()), least=12) for one in plan.restart_list)
    blocks.append(Table("Restart list: two signers, one of them a clinician", _RESTART, items))
    return Sheet(
        id="HOLD",
        title="Hold and pause card",
        file=FILE,
        pages=tuple(stack(blocks)),
        copies=2 * max(1, len(issue.state.plan.sites)) + 1,
        place=f"By each phone, {OFF_SITE}",
    )


def emergency_sheets(issue: Issue) -> list[Sheet]:
    """A side for each emergency card of the plan; a plan made before there were cards has none on paper.

    The shipped cards, which the screen falls back on, are not taken: another version of the program would make other
    pages of the same log.
    """
    if not issue.state.plan.cards:
        return []
    return [_emergency_sheet(issue, shown) for shown in emergency_cards(issue.state)]


def _emergency_sheet(issue: Issue, shown: ShownCard) -> Sheet:
    card = shown.card
    calls = tuple(
        Row((Cell((call.role,), "head"), Cell(call.who or (f"write the name and number: {'.' * 40}",))))
        for call in shown.calls
    )
    lines = (f"Paper form meanwhile: {card.form}",) if card.form else ()
    blocks: list[Block] = [
        Words((card.sign,), large=True),
        Words(card.steps, heading="First 5 minutes", steps=True, framed=True, large=True),
        *([Table("Call, the first one first", _CALL, calls)] if calls else []),
        Words((*lines, card.then), heading="Then"),
        Words((f"Began: {'.' * 16} Noted by: {'.' * 12} Told the cutover lead at: {'.' * 16}",), framed=True),
    ]
    return Sheet(
        id=f"EM-{card.id.upper()}",
        title=f"Emergency: {card.title}",
        file=FILE,
        pages=(Page(tuple(blocks)),),
        copies=max(1, len(issue.state.plan.sites)) + 1,
        place=f"By each phone, {OFF_SITE}",
        large=True,
    )


def _hold_steps(minutes: int) -> Iterable[str]:
    yield "Say: hold. Anyone may, aloud or with h on the screen. It stops the next gate, nothing else."
    yield f"Write what was seen, and the time: {'.' * 60}"
    yield f"A lead answers within {minutes} minutes: carry on, look into it, or pause. The answer has a reason."


def _pause_steps(minutes: int) -> Iterable[str]:
    yield "One of the people below declares it, alone: ! on the screen, or aloud. The supplier need not agree."
    yield "Say which jobs stop and which carry on. Take up the paper forms and check sheet H."
    yield f"Name an incident coordinator: {'.' * 30} Look at it again every {minutes} minutes."
    yield "Tell everybody in the list below, with the other route and the time of the next update."


def _may_pause(issue: Issue) -> Iterable[Row]:
    names = {role.code: role.name for role in issue.state.plan.roles}
    for person in (issue.state.people[initials] for initials in pausers(issue.state)):
        lead = (LEAD_NAME,) if LEAD in person.roles else ()
        roles = ", ".join(names.get(code, code) for code in person.roles if code != LEAD)
        yield Row(
            (
                Cell((f"{person.name} ({person.initials})",), "head"),
                Cell((*lead, roles) if roles else lead),
                Cell((person.phone or "." * 18,)),
            )
        )


def _told(issue: Issue) -> Iterable[Row]:
    names = {audience.id: audience.name for audience in kit_of(issue.state.plan).audiences}
    for audience in issue.state.plan.pause.audiences:
        who = names.get(audience, audience)
        yield Row((Cell((f"{who[:1].upper()}{who[1:]}",), "head"), Cell(), Cell(), Cell()), least=TOLD_ROW)
