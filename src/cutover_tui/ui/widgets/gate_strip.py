"""Standing GO or NO GO of each gate, in one line for the wall (`ux.md` D6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from cutover_tui.runner.gate_board import StandingGate
    from cutover_tui.ui.widgets.painted import Look

_INKS = {"GO": Ink.DONE, "CLOSED": Ink.DONE, "RESTARTED": Ink.DONE, "GO*": Ink.SETTLED, "-": Ink.MUTED}
"""A word's colour; any other is amber, and NO GO alone is filled red."""
_LABEL = " GATES"


def gate_strip(gates: Sequence[StandingGate], width: int, look: Look) -> list[Strip]:
    """The line, with short names where the long ones do not fit; nothing where the plan has no gates."""
    if not gates:
        return []
    long = sum(cell_len(gate.name) + cell_len(gate.word) + 5 for gate in gates)
    row = Row(width, look.style(Ink.TEXT)).put(_LABEL, look.style(Ink.ACCENT, bold=True))
    for gate in gates:
        name = gate.name if long + len(_LABEL) <= width else gate.ref
        row.put(f"  {one_line(name)} ", look.style(Ink.TEXT, bold=True))
        if gate.word == "NO GO":
            row.put(" NO GO ", look.palette.filled(Ink.OVERDUE))
        else:
            row.put(gate.word, look.style(_INKS.get(gate.word, Ink.SOON), bold=gate.word != "-"))
    return [row.strip()]
