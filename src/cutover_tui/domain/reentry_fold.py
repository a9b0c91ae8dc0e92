"""What the fold makes of a record about re-entry or its slips: the next state, and what people should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.reentry_closing import ReentryEvent, evolve_reentry
from cutover_tui.domain.reentry_counts import corrected
from cutover_tui.domain.slips import SlipEvent, SlipsCounted, SlipsIssued, corrected_slips, evolve_slips

if TYPE_CHECKING:
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.state import RunState


def after_reentry(state: RunState, event: ReentryEvent | SlipEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, SlipsIssued | SlipsCounted):
        slips, words = evolve_slips(state.slips, event, seq)
        return replace(state, slips=slips), words
    standing = state.reentry.get(event.category)
    if standing is None:
        return state, f"Entry {seq} is about {event.category}, which is not in this plan."
    after, words = evolve_reentry(standing, event, seq)
    return replace(state, reentry={**state.reentry, event.category: after}), words


def after_reentry_correction(state: RunState, event: EntryCorrected) -> tuple[RunState, str]:
    """The state after a correction of an entry that may be about re-entry or slips, and what to look at.

    Of a count who, when and why follow; of slips that were issued also which and to whom.
    """
    right = {name: corrected(one, event.corrects, event.field, event.now) for name, one in state.reentry.items()}
    slips, words = corrected_slips(state.slips, event.corrects, event.field, event.now)
    return replace(state, reentry=right, slips=slips), words
