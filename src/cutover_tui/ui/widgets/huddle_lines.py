"""The lines of the board of huddles, sitreps and concerns, and one of them in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.content import Content

from cutover_tui.domain.concerns import period_words
from cutover_tui.domain.huddles import CONFIDENCE, ETHANE, Position
from cutover_tui.domain.time_words import moment_words, short_words
from cutover_tui.runner.huddle_board import batch_line
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.huddles import Huddle, Sitrep
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.huddle_board import DueClock

_HEAD: Final = 3
_NO_MARK: Final = Cell("")
Part = tuple[str, str]
"""Words and their style."""
_LABEL: Final = "$muted"
_SAID: Final = "$text"


def huddle_lines(state: RunState, clocks: tuple[DueClock, DueClock], now: datetime) -> tuple[BoardLine, ...]:
    """The lines of the board, newest first under each heading."""
    zone = state.plan.calendar.zone
    lines = [
        BoardLine("", partial(_heading, words=f"Huddles. {clocks[0].words}", past=clocks[0].is_past)),
        *table_lines([_huddle_line(one, now, zone) for one in reversed(state.huddles)], main=3),
        BoardLine("", partial(_heading, words=f"Sitreps. {clocks[1].words}", past=clocks[1].is_past)),
        *table_lines([_sitrep_line(one, now, zone) for one in reversed(state.sitreps)], main=5, spare=(4,)),
    ]
    if state.concerns:
        lines.append(BoardLine("", partial(_heading, words="Speaking up", past=False)))
    return (*lines, *table_lines([_batch_line(one, zone) for one in reversed(state.concerns)], main=0))


def _huddle_line(huddle: Huddle, now: datetime, zone: str) -> TableLine:
    """When, how sure staff are, what worries them."""
    said = huddle.said
    sure = f"{said.confidence} of 5, {CONFIDENCE[said.confidence]}" if said.confidence in CONFIDENCE else "not asked"
    worries = f"worries: {one_line(said.worries)}"
    return TableLine(
        huddle.ref,
        _NO_MARK,
        (Cell(huddle.ref, Ink.MUTED), Cell(short_words(said.at, now, zone), bold=True), Cell(sure), Cell(worries)),
    )


def _sitrep_line(sitrep: Sitrep, now: datetime, zone: str) -> TableLine:
    """When, the position, what is open; then what happened since the last one, which differs most."""
    said = sitrep.said
    calm = said.position in {Position.ON_PLAN, Position.LIVE}
    problem = f"New problem: {one_line(said.kind)}. " if said.is_new_problem else ""
    return TableLine(
        sitrep.ref,
        _NO_MARK,
        (
            Cell(sitrep.ref, Ink.MUTED),
            Cell(short_words(said.at, now, zone), bold=True),
            Cell(said.position, Ink.TEXT if calm else Ink.SOON, bold=not calm),
            Cell(f"P1 {said.p1}, P2 {said.p2}", Ink.OVERDUE if said.p1 else Ink.TEXT, bold=bool(said.p1)),
            Cell(f"{said.forms} form{'' if said.forms == 1 else 's'}", Ink.TEXT if said.forms else Ink.MUTED),
            Cell(f"{problem}{one_line(said.since_last)}", bold=said.is_new_problem),
        ),
    )


def _batch_line(batch: Batch, zone: str) -> TableLine:
    waits = bool(batch.open_areas)
    mark = Cell("◆", Ink.SOON, bold=True, plain="*") if waits else _NO_MARK
    return TableLine(
        f"concerns {batch.seq}", mark, (Cell(batch_line(batch, zone), Ink.SOON if waits else Ink.TEXT, bold=waits),)
    )


def entry_page(state: RunState, key: str) -> Content:
    """One huddle, sitrep or batch of concerns in full."""
    huddle = next((one for one in state.huddles if one.ref == key), None)
    sitrep = next((one for one in state.sitreps if one.ref == key), None)
    batch = next((one for one in state.concerns if f"concerns {one.seq}" == key), None)
    zone = state.plan.calendar.zone
    if huddle is not None:
        return Content.assemble(*_huddle(huddle, zone)).rstrip()
    if sitrep is not None:
        return Content.assemble(*_sitrep(sitrep, zone)).rstrip()
    if batch is not None:
        return Content.assemble(*_batch(batch, zone)).rstrip()
    return Content(
        "What was said when people stood together, and what was reported to others, is kept here: "
        "press t after a huddle, n when a report was sent."
    )


def _huddle(huddle: Huddle, zone: str) -> Iterator[Part]:
    said = huddle.said
    yield f"Huddle {huddle.ref}, {moment_words(said.at, zone)}, noted by {said.by}\n", "bold $text"
    yield from _field("Present", ", ".join(said.present))
    yield from _field("Going well", said.well)
    yield from _field("Worries", said.worries)
    yield from _field("Staff feel", f"{CONFIDENCE.get(said.confidence, 'not asked')} ({said.confidence} of 5)")
    yield from _field("Decisions", ", ".join(said.decisions) or "None")
    yield from _field("Next", moment_words(huddle.next_at, zone) if huddle.next_at is not None else "None planned")


def _sitrep(sitrep: Sitrep, zone: str) -> Iterator[Part]:
    said = sitrep.said
    yield (
        f"Sitrep {sitrep.ref}, {moment_words(said.at, zone)}, sent by {said.by} to {one_line(said.sent_to)}\n",
        "bold $text",
    )
    yield from _field("Position", said.position)
    yield from _field("Since the last", said.since_last)
    yield from _field("Open", f"P1 {said.p1}, P2 {said.p2}; {said.forms} forms to type in")
    yield from _field("Next gate", f"{said.gate}, on time: {said.gate_on_time}" if said.gate else "None")
    for name, label in ETHANE.items():
        if said.is_new_problem:
            yield from _field(label, getattr(said, name))
    yield from _field("Help needed", said.help_needed)
    yield from _field(
        "Next update", moment_words(sitrep.next_at, zone) if sitrep.next_at is not None else "None planned"
    )
    yield from _field("Seal", said.seal)


def _batch(batch: Batch, zone: str) -> Iterator[Part]:
    many = "1 concern" if batch.count == 1 else f"{batch.count} concerns"
    yield f"{many} without a name, {period_words(batch.since, batch.until, zone)}\n", "bold $text"
    yield from _field("About", ", ".join(batch.areas))
    if batch.urgent:
        yield from _field("To act at once", ", ".join(batch.urgent))
    for area in batch.areas:
        answer = batch.answer_for(area)
        if answer is None:
            yield f"No answer yet about {area}. Staff must see one: press a.\n", "$soon"
            continue
        yield from _field(f"Done, {area}", answer.action_taken)
        yield from _field("Staff were told", answer.feedback_given)
        if answer.linked_decision:
            yield from _field("Decision", answer.linked_decision)


def _field(label: str, words: str) -> Iterator[Part]:
    yield f"{label}: ", _LABEL
    yield f"{words}\n", _SAID


def _heading(pen: Pen, *, words: str, past: bool) -> None:
    row, look = pen.row, pen.look
    ink = Ink.SOON if past else Ink.ACCENT
    mark = look.pick("◆", "*") if past else " "
    row.put(f"{mark} ", look.style(ink, bold=True)).at(_HEAD)
    row.put(look.cut(one_line(words), row.room - 2), look.style(ink, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))
