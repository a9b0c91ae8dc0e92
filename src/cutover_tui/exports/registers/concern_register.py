"""`concerns.csv`: what came by the speak-up route: a period, an area and what was done, never a word or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE
from cutover_tui.exports.registers.columns import entry, flag, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

CONCERNS_COLUMNS = (
    text("period", "Between which hours"),
    text("area", "What it is about"),
    flag("asked_for_action", "Whether it asked for action now"),
    typed("action_taken", "What was done"),
    typed("feedback_given", "How people heard about that"),
    text("linked_decision", "Its number in decisions.csv", NONE),
    entry(),
)


def concerns_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


CONCERNS = Register(
    name="concerns",
    title="Concerns",
    about="One row for each period and area in which somebody spoke up",
    columns=CONCERNS_COLUMNS,
    rows=concerns_rows,
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
