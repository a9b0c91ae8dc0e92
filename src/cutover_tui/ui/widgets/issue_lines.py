"""The lines of the issues board: number, level, where it stands, what it waits for, what happens, who sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.domain.issue_rules import P1
from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.runner.issue_board import IssueRow
    from cutover_tui.ui.widgets.board_list import BoardLine

MARKS: Final = {
    Ink.OVERDUE: ("▲", "!"),
    Ink.SOON: ("◆", "*"),
    Ink.DONE: ("✓", "+"),
    Ink.MUTED: ("✓", "+"),
}
"""The shape of each colour, and the plain one; a ring where it is none of these."""
NO_OWNER: Final = "nobody"
"""Stands where nobody sees to an issue yet."""


def issue_lines(rows: Sequence[IssueRow]) -> tuple[BoardLine, ...]:
    """A line for each issue: ref, level and standing, what happens, what it waits for, who sees to it."""
    return table_lines([_line(row) for row in rows], main=2)


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


def _line(row: IssueRow) -> TableLine:
    issue, tone = row.issue, tone_of(row)
    shape, plain = MARKS.get(tone, ("○", "o"))
    return TableLine(
        issue.ref,
        Cell(shape, tone, bold=issue.is_unsafe, plain=plain),
        (
            Cell(issue.ref),
            Cell(f"{issue.level} {str(issue.standing).upper()}", tone, bold=True),
            Cell(issue.what, Ink.TEXT if row.is_open else Ink.MUTED, bold=row.is_open),
            Cell(row.clock_words, Ink.SOON if row.past else Ink.MUTED, bold=row.past),
            Cell(issue.owner or NO_OWNER, Ink.TEXT if issue.owner else Ink.MUTED),
        ),
    )
