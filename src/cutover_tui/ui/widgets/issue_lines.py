"""The lines of the issues board: number, level, where it stands, what it waits for, what happens, who sees to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.issue_rules import P1
from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.runner.issue_board import IssueRow

_REF: Final = 6
_LEVEL: Final = 3
_STANDING: Final = 10
_CLOCK: Final = 23
_OWNER: Final = 7
_LEAST_WHAT: Final = 12
NO_OWNER: Final = "nobody"
"""Stands where nobody sees to an issue yet."""


def issue_lines(rows: Sequence[IssueRow]) -> tuple[BoardLine, ...]:
    """A line for each issue."""
    return tuple(BoardLine(row.issue.ref, partial(_line, row=row)) for row in rows)


def tone_of(row: IssueRow) -> Ink:
    """The colour of a line: what a P1 that is not safe or a time that has passed asks for, else by where it stands."""
    issue = row.issue
    if issue.standing is IssueStanding.CLOSED:
        return Ink.MUTED
    if issue.standing is IssueStanding.SAFE:
        return Ink.DONE
    if issue.level == P1:
        return Ink.OVERDUE
    return Ink.SOON if row.past else Ink.TEXT


def _line(pen: Pen, *, row: IssueRow) -> None:
    line, look, issue = pen.row, pen.look, row.issue
    tone = tone_of(row)
    mark = {
        Ink.OVERDUE: look.pick("▲", "!"),
        Ink.SOON: look.pick("◆", "*"),
        Ink.DONE: look.pick("✓", "+"),
        Ink.MUTED: look.pick("✓", "+"),
    }.get(tone, look.pick("○", "o"))
    state = look.style(tone, pen.on, bold=issue.is_unsafe)
    line.at(1).put(mark, state)
    line.at(3).put(issue.ref, look.style(Ink.TEXT, pen.on, bold=pen.marked))
    line.at(3 + _REF).put(issue.level, look.style(tone, pen.on, bold=True))
    place = 3 + _REF + _LEVEL
    line.at(place).put(str(issue.standing).upper(), state)
    place += _STANDING
    waits = look.style(Ink.SOON if row.past else Ink.MUTED, pen.on, bold=row.past)
    line.at(place).put(look.cut(row.clock_words, _CLOCK - 1), waits)
    place += _CLOCK
    room = line.width - place - _OWNER - 1
    if room >= _LEAST_WHAT:
        words = look.cut(f"{one_line(issue.what)}", room - 1)
        line.at(place).put(words, look.style(Ink.TEXT if row.is_open else Ink.MUTED, pen.on, bold=pen.marked))
    who = issue.owner or NO_OWNER
    line.at(line.width - _OWNER).put(who, look.style(Ink.TEXT if issue.owner else Ink.MUTED, pen.on))
