"""`data/05-paper`: every version of the hard copy exactly as it was printed, made again from the log.

The full copy alone: the sheets name people and their telephones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.printing import SheetsPrinted
from cutover_tui.exports.context import Copy
from cutover_tui.exports.paper_sheets import sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.context import Context

FOLDER = "data/05-paper"


def paper_files(context: Context) -> dict[str, bytes]:
    """The pages of every version, with the version before their names."""
    if context.copy is not Copy.FULL:
        return {}
    return {
        f"{FOLDER}/v{version}-{name}": data
        for version, state in states_at_printings(context).items()
        for name, data in sheets(context.plan, state).items()
    }


def states_at_printings(context: Context) -> Mapping[int, RunState]:
    """Version of the hard copy to the run as it stood when it was printed."""
    if not context.state.printings:
        return {}
    return {
        entry.event.sheet_version: after
        for entry, _before, after in context.turning_points
        if isinstance(entry.event, SheetsPrinted) and after.printings and after.printings[-1].seq == entry.seq
    }
