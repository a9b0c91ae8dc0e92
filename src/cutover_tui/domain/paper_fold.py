"""What the fold makes of a record about paper: re-entry and its slips, and the hard copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.printing import PrintingEvent, SheetCollected, SheetsPrinted, evolve_printing
from cutover_tui.domain.reentry_fold import after_reentry

if TYPE_CHECKING:
    from cutover_tui.domain.reentry_closing import ReentryEvent
    from cutover_tui.domain.slips import SlipEvent
    from cutover_tui.domain.state import RunState


def after_paper(state: RunState, event: ReentryEvent | SlipEvent | PrintingEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, SheetsPrinted | SheetCollected):
        printings, words = evolve_printing(state.printings, event, seq)
        return replace(state, printings=printings), words
    return after_reentry(state, event, seq)
