"""`handovers.csv` and `huddles.csv`: how the lead changed hands, and the short meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE
from cutover_tui.exports.registers.columns import entry, flag, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

HANDOVERS_COLUMNS = (
    text("ref", "Number of the handover"),
    text("role", "The role that changed hands"),
    person("from", "Who had it"),
    person("to", "Who takes it"),
    typed("place_or_phone", "Where, or by phone"),
    local("started_local", "When it was offered"),
    typed("situation", "How it stands"),
    typed("background", "What led here"),
    typed("assessment", "What we make of it"),
    typed("recommendation", "What to do next"),
    typed("top_three", "The first three things, in the words of who takes it"),
    flag("read_back", "Whether those were said back and heard"),
    text("accepted", "yes, with question, or no"),
    typed("question_or_reason", "The question, or why not", NONE),
    local("accepted_local", "When it was accepted"),
    text("open_issues", "Issues open then", NONE),
    text("next_gate", "The next gate then"),
    text("seal", "The seal then"),
    entry(),
)

HUDDLES_COLUMNS = (
    text("ref", "Number of the huddle"),
    local("time_local", "When"),
    text("present_roles", "The roles that were there"),
    typed("going_well", "What was going well"),
    typed("worries", "What people worried about", NONE),
    text("decisions", "Decisions taken there", NONE),
    local("next_huddle_local", "When the next one is"),
    entry(),
)


def handovers_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


def huddles_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


HANDOVERS = Register(
    name="handovers",
    title="Handovers",
    about="One row for each handover",
    columns=HANDOVERS_COLUMNS,
    rows=handovers_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)


HUDDLES = Register(
    name="huddles",
    title="Huddles",
    about="One row for each huddle",
    columns=HUDDLES_COLUMNS,
    rows=huddles_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
