"""What an entry about a task that was not in the plan says happened, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.added_tasks import TaskAdded
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState


def added_words(entry: Entry, event: TaskAdded, state: RunState) -> str:
    """`A-1 Phone the dispensers: added for CL, due Mon 30 Nov 18:00 (gate G4 condition)`."""
    cause = f" ({event.cause})" if event.cause else ""
    return f"{ref_given(entry, event.task, state)} {event.title}: {to_do_words(state, event)}{cause}"


def to_do_words(state: RunState, event: TaskAdded) -> str:
    """For whom it was added, and by when it is to be done."""
    return f"added for {event.owner}, due {moment_words(event.due, state.plan.calendar.zone)}"


def ref_given(entry: Entry, wanted: str, state: RunState) -> str:
    """The number the task of an entry stands under, which another window may have taken first."""
    return next((ref for ref, one in state.added.items() if one.seq == entry.seq), wanted)
