"""The lines of the services board: state in a word and a shape, since when, who catches it, what comes next.

Red stands for one thing: something is not carried and nobody catches it (`ux.md` D4). Amber stands for what has still
to be confirmed, explained or asked after, and each says so in words.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import ENDED, STATUS_WORDS, ServiceState, ServiceStatus
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.service_board import needs_catcher
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.service_strip import symbol_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from rich.style import Style

    from cutover_tui.runner.service_board import ServiceRow

NO_CATCHER: Final = "NO CATCHER"
_HEAD: Final = 3
"""Columns before the name: the bar of the marked line, the mark, a blank."""
_SINCE: Final = 12
_CATCHER: Final = 10
_GAP_WORDS: Final = 11
_LEAST_TELLS: Final = 14
_AROUND_STATE: Final = 4
"""Columns of a state beside its words: its shape, and a blank at each side."""
_INDENT: Final = 2
_LEAST_NAME: Final = 12


@dataclass(frozen=True)
class Columns:
    """Where the parts of a line begin; 0 for a part that has no room."""

    name: int
    """Columns of the name."""
    state: int
    """Columns of the state: as many as the longest needs."""
    tells: int
    """Columns of what is pressing, or of what comes next."""
    gap: bool
    """Whether the gap so far has a column."""


def columns_for(width: int, *, state: int, name: int) -> Columns:
    """Share a width out: name, state, since and catcher always stand there.

    Args:
        width: Cells of a line.
        state: Cells of the longest state.
        name: Cells of the longest name.
    """
    spare = width - _HEAD - state - _SINCE - _CATCHER - 3
    shown = min(max(spare, _LEAST_NAME), name)
    left = spare - shown
    gap = left >= _GAP_WORDS + 2 + _LEAST_TELLS
    tells = left - 2 - (_GAP_WORDS if gap else 0)
    return Columns(shown, state, tells if tells >= _LEAST_TELLS else 0, gap)


def service_lines(
    groups: Sequence[tuple[str, Sequence[ServiceRow]]], now: datetime, zone: str, several_of: Mapping[str, int]
) -> tuple[BoardLine, ...]:
    """The lines of the board; a kind with several instances stands over them as a heading, however few are shown.

    Args:
        groups: The kinds with the lines of each that are shown.
        now: The instant to show.
        zone: The practice's zone.
        several_of: How many instances the plan has of each kind, by its id.
    """
    several = {name: any(several_of.get(row.service.service, 1) > 1 for row in rows) for name, rows in groups}
    named = [(group, row, _name(row, several=several[group])) for group, rows in groups for row in rows]
    state = max((cell_len(state_words(row)) + _AROUND_STATE for _, row, _ in named), default=0)
    longest = max((cell_len(one_line(name)) + _INDENT for _, _, name in named), default=0)
    share = partial(columns_for, state=state, name=longest + 1)
    lines: list[BoardLine] = []
    for group, of_group in groupby(named, lambda each: each[0]):
        if several[group]:
            lines.append(BoardLine("", partial(_heading, words=one_line(group))))
        for _, row, name in of_group:
            said = short_words(row.since, now, zone) if row.since is not None else ""
            lines.append(BoardLine(row.service.id, partial(_line, row=row, name=name, since=said, share=share)))
    return tuple(lines)


def _name(row: ServiceRow, *, several: bool) -> str:
    """Its name; under a heading its item alone, set in."""
    return f"  {row.service.item or row.name}".rstrip() if several else row.name.rstrip()


def state_words(row: ServiceRow) -> str:
    """`OFF`, and in small letters what is open: `OFF unconfirmed`, `FLOWING not proven`, `PAPER differs`."""
    standing = row.standing
    words = STATUS_WORDS[standing.status]
    if not standing.confirmed and standing.status is ServiceStatus.FLOWING:
        return f"{words} not proven"
    if not standing.confirmed:
        return f"{'ON' if standing.status is ServiceStatus.ON_UNTESTED else words} unconfirmed"
    if standing.unchecked:
        return f"{words} not checked"
    return f"{words} promise over" if row.overdue else f"{words} differs" if row.differences else words


def pressing_words(row: ServiceRow) -> str:
    """What about a service needs somebody, beyond a catcher and a confirmation, which stand in their own columns."""
    over = [f"promise {promise.over} over" for promise in row.overdue]
    return "; ".join([*over[:1], *row.differences])


def tone_of(row: ServiceRow) -> Ink:
    """The colour of a line: red with no catcher, amber for what is open, else by where it stands."""
    standing = row.standing
    if needs_catcher(standing):
        return Ink.OVERDUE
    if row.pressing or row.differences or (standing.owes and standing.unchecked):
        return Ink.SOON
    if standing.owes:
        return Ink.TEXT
    if standing.status is ServiceStatus.FLOWING:
        return Ink.DONE
    return Ink.SETTLED if standing.status in ENDED else Ink.MUTED


def _heading(pen: Pen, *, words: str) -> None:
    row, look = pen.row, pen.look
    row.at(_HEAD).put(look.cut(words, row.room - 2), look.style(Ink.ACCENT, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(pen: Pen, *, row: ServiceRow, name: str, since: str, share: Callable[[int], Columns]) -> None:
    line, look, columns = pen.row, pen.look, share(pen.row.width)
    tone, standing = tone_of(row), row.standing
    mark = {Ink.OVERDUE: look.pick("▲", "!"), Ink.SOON: look.pick("◆", "*")}.get(tone, " ")
    bold = standing.owes or pen.marked
    indent = len(name) - len(name.lstrip())
    words = f"{' ' * indent}{look.cut(one_line(name), columns.name - indent)}"
    line.put(mark, look.style(tone, pen.on, bold=True)).put(" ")
    line.put(words, look.style(Ink.TEXT if standing.owes else Ink.MUTED, pen.on, bold=bold))
    line.at(_HEAD + columns.name)
    line.put(f" {look.cut(_badge(row, pen), columns.state - 2)} ", _badge_style(standing, tone, pen))
    line.at(_HEAD + columns.name + columns.state + 1)
    line.put(since, look.style(Ink.TEXT if standing.owes else Ink.MUTED, pen.on))
    line.at(_HEAD + columns.name + columns.state + _SINCE + 2)
    _put_catcher(row, pen)
    line.at(_HEAD + columns.name + columns.state + _SINCE + _CATCHER + 4)
    _put_rest(row, columns, pen)


def _put_catcher(row: ServiceRow, pen: Pen) -> None:
    if needs_catcher(row.standing):
        pen.row.put(NO_CATCHER, pen.look.style(Ink.OVERDUE, pen.on, bold=True))
    elif row.standing.owes:
        pen.row.put(pen.look.cut(one_line(row.standing.catcher), _CATCHER), pen.look.style(Ink.TEXT, pen.on))


def _put_rest(row: ServiceRow, columns: Columns, pen: Pen) -> None:
    """Put what is pressing, or else what comes next; and how long it has not carried, where there is room."""
    if not columns.tells:
        return
    if columns.gap:
        ends = pen.row.x + _GAP_WORDS
        gap = row.gap_words if row.standing.owes else ""
        pen.row.put(pen.look.cut(gap, _GAP_WORDS - 1), pen.look.style(Ink.MUTED, pen.on)).at(ends)
    pressing = pressing_words(row)
    ink = Ink.SOON if pressing else Ink.MUTED
    words = pen.look.cut(one_line(pressing or row.next_step), columns.tells)
    pen.row.put(words, pen.look.style(ink, pen.on, bold=bool(pressing)))


def _badge(row: ServiceRow, pen: Pen) -> str:
    return f"{symbol_of(STATUS_WORDS[row.standing.status], pen.look)} {state_words(row)}"


def _badge_style(standing: ServiceState, tone: Ink, pen: Pen) -> Style:
    """Filled where nobody catches it and where nobody knows; else words in their colour."""
    if tone is Ink.OVERDUE or standing.status is ServiceStatus.UNKNOWN:
        return pen.look.palette.filled(tone)
    return pen.look.style(tone, pen.on, bold=standing.owes)
