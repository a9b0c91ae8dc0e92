"""The lines of the gates board, of a gate's criteria and of its roll call: the word first, the colour second.

Filled red stands for NO GO alone (`ux.md` D4).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.gate_board import Tone, decision_words, station_rows
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.style import Style

    from cutover_tui.domain.gate_state import Answer, GateState
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.gate_board import CriterionRow, GateRow, StationRow
    from cutover_tui.ui.widgets.painted import Look

INK: Final = {
    Tone.PLAIN: Ink.TEXT,
    Tone.QUIET: Ink.MUTED,
    Tone.GOOD: Ink.DONE,
    Tone.SETTLED: Ink.SETTLED,
    Tone.WATCH: Ink.SOON,
    Tone.STOP: Ink.OVERDUE,
}
"""Tone to colour; the word carries the meaning."""
SHAPES: Final = {
    Tone.GOOD: ("✓", "+"),
    Tone.SETTLED: ("◆", "*"),
    Tone.WATCH: ("▲", "!"),
    Tone.STOP: ("×", "x"),
    Tone.PLAIN: ("○", "o"),
    Tone.QUIET: ("◦", "."),
}
"""Tone to shape, and the plain one."""
_WORD: Final = 16
_CRITERION_REF: Final = 7
_STATION: Final = 26
_WIDE: Final = 100


def mark_of(tone: Tone, look: Look) -> str:
    """The shape beside a word."""
    return look.pick(*SHAPES[tone])


def style_of(tone: Tone, pen: Pen) -> Style:
    """Filled for NO GO; else words in their colour."""
    if tone is Tone.STOP:
        return pen.look.palette.filled(Ink.OVERDUE)
    return pen.look.style(INK[tone], pen.on, bold=tone is not Tone.QUIET)


# -- gates ------------------------------------------------------------------------------------------------------------


def gate_lines(rows: Sequence[GateRow], state: RunState, now: datetime) -> tuple[BoardLine, ...]:
    """A line for each gate: ref, title, where it stands, when, its criteria, its decision or roll call."""
    lines = [_gate(row, decision_words(state, row.standing, now)) for row in rows]
    return table_lines(lines, main=1, spare=(5,))


def _gate(row: GateRow, decided: str) -> TableLine:
    gate, quiet = row.standing.gate, not row.in_play
    ink = Ink.MUTED if quiet else Ink.TEXT
    shape, plain = SHAPES[row.tone]
    poll = decided or (f"{row.answered} of {row.stations} asked" if row.answered else "")
    met = f"{row.met} of {row.total}"
    return TableLine(
        gate.ref,
        Cell("■", Ink.ACCENT, bold=True, plain="#") if gate.hard else Cell(""),
        (
            Cell(gate.ref, ink, bold=True),
            Cell(gate.title, ink),
            Cell(
                f"{shape} {row.word}",
                INK[row.tone],
                bold=row.tone is not Tone.QUIET,
                filled=row.tone is Tone.STOP,
                plain=f"{plain} {row.word}",
            ),
            Cell(row.planned_words, Ink.MUTED),
            Cell(f"{met} met", _met_ink(row, quiet=quiet), short=met),
            Cell(poll, Ink.MUTED),
        ),
    )


def _met_ink(row: GateRow, *, quiet: bool) -> Ink:
    if quiet:
        return Ink.MUTED
    return Ink.DONE if row.met == row.total else Ink.TEXT


def gate_head(row: GateRow, width: int, look: Look, decided: str) -> Content:
    """The line over a gate's screen: which gate, its word, criteria and roll call."""
    gate = row.standing.gate
    word = f"  {mark_of(row.tone, look)} {decided or row.word}"
    counts = f"  {row.met} of {row.total} met"
    if row.standing.poll is not None:
        counts += f"  {row.answered} of {row.stations} asked"
    hard = " (hard)" if gate.hard else ""
    title = look.cut(f"{gate.ref} {gate.title}{hard}", width - cell_len(word) - cell_len(counts))
    return Content.assemble((title, "bold $text"), (word, f"bold ${INK[row.tone].value}"), (counts, "$muted"))


# -- criteria ---------------------------------------------------------------------------------------------------------


def criterion_lines(rows: Sequence[CriterionRow]) -> tuple[BoardLine, ...]:
    """The criteria that must be met, then those that should."""
    lines: list[BoardLine] = []
    for must, words in ((True, "Must be met"), (False, "Should be met")):
        found = [row for row in rows if row.standing.criterion.must is must]
        if found:
            lines.append(BoardLine("", partial(_heading, words=words)))
            lines.extend(BoardLine(row.standing.criterion.ref, partial(_criterion, row=row)) for row in found)
    return tuple(lines)


def _heading(pen: Pen, *, words: str) -> None:
    line, look = pen.row, pen.look
    line.at(1).put(words, look.style(Ink.ACCENT, bold=True)).put(" ")
    line.put(look.rule(line.room - 1), look.style(Ink.RULE))


def _criterion(pen: Pen, *, row: CriterionRow) -> None:
    line, look, one = pen.row, pen.look, row.standing.criterion
    line.put(one.ref, look.style(Ink.MUTED, pen.on)).at(_CRITERION_REF)
    line.put("2 " if one.two_people else "  ", look.style(Ink.ACCENT, pen.on, bold=True))
    room = line.width - _CRITERION_REF - 2 - _WORD - 1
    line.put(look.cut(one_line(one.text), room), look.style(Ink.TEXT, pen.on, bold=pen.marked))
    line.at(line.width - _WORD)
    line.put(f"{mark_of(row.tone, look)} {look.cut(row.word, _WORD - 3)}", style_of(row.tone, pen))


# -- roll call --------------------------------------------------------------------------------------------------------


def station_lines(state: RunState, standing: GateState, room: int, now: datetime) -> tuple[BoardLine, ...]:
    """The question, then the stations; an empty line between them where all of it fits so.

    Args:
        state: The run.
        standing: The gate.
        room: Rows of the screen.
        now: The time that tells whether an hour of the day is enough.
    """
    zone, rows, poll = state.plan.calendar.zone, station_rows(state, standing), standing.poll
    put = f"question put {short_words(poll.at, now, zone)} by {poll.by}" if poll is not None else "not put yet: press p"
    airy = room >= 2 * len(rows) + 3
    lines = [BoardLine("", partial(_question, words=standing.gate.question)), BoardLine("", partial(_put, words=put))]
    if airy:
        lines.append(BoardLine("", _empty))
    for place, row in enumerate(rows, 1):
        said = _said(row.answer, now, zone) if row.answer is not None else ""
        lines.append(BoardLine(row.station, partial(_station, row=row, place=place, said=said)))
        if airy:
            lines.append(BoardLine("", _empty))
    return tuple(lines)


def _said(answer: Answer, now: datetime, zone: str) -> str:
    """When it was said, how, and in which words."""
    how = f"by phone, ref {answer.reference}" if answer.by_phone else ""
    action = f"task {answer.action}" if answer.action else ""
    quoted = f"“{answer.words}”" if answer.words else ""
    return "  ".join(part for part in (short_words(answer.at, now, zone), how, action, quoted) if part)


def _empty(pen: Pen) -> None:
    pen.row.put(" ", pen.look.style(Ink.TEXT))


def _question(pen: Pen, *, words: str) -> None:
    line, look = pen.row, pen.look
    line.at(1).put(look.cut(f"GO / NO GO: {one_line(words)}", line.width - 2), look.style(Ink.ACCENT, bold=True))


def _put(pen: Pen, *, words: str) -> None:
    pen.row.at(1).put(words, pen.look.style(Ink.MUTED))


def _station(pen: Pen, *, row: StationRow, place: int, said: str) -> None:
    line, look = pen.row, pen.look
    line.put(look.pick("►", ">") if row.turn else " ", look.style(Ink.ACCENT, pen.on, bold=True))
    line.put(f"{place:>2} ", look.style(Ink.MUTED, pen.on))
    name = _STATION if line.width >= _WIDE else _STATION - 5
    start = line.x
    ink = Ink.MUTED if row.tone is Tone.QUIET else Ink.TEXT
    line.put(look.cut(row.name, name - 1), look.style(ink, pen.on, bold=row.turn or row.answer is not None))
    line.at(start + name)
    if row.answer is not None:
        line.put(f" {mark_of(row.tone, look)} {row.word} ", style_of(row.tone, pen)).at(start + name + _WORD + 1)
        line.put(f"{row.who or '-':<4} ", look.style(Ink.TEXT, pen.on, bold=True))
        line.put(look.cut(one_line(said), line.room - 1), look.style(Ink.TEXT, pen.on))
        return
    words = f"____  {row.who}" if row.turn else row.who
    line.put(f" {look.cut(words, line.room - 2)}", look.style(Ink.ACCENT if row.turn else Ink.MUTED, pen.on))
