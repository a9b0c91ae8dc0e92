"""Putting a task off to a later list and time, where it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskDeferred, open_task, when_recorded
from cutover_tui.domain.time_words import moment_words
from cutover_tui.domain.timing import OffsetProblem, parse_offset

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState


def defer_task(state: RunState, act: Act, ref: str, *, to: str, until: str, reason: str) -> TaskDeferred:
    """Decide that a task is put off to a later checklist and time, where it comes back.

    Raises:
        Refused: The list is not one of the plan's, the time is not understood or not ahead, or no reason is given.
    """
    task = open_task(state, ref)
    codes = [checklist.code for checklist in state.plan.checklists]
    if to not in codes:
        msg = f"There is no list {to or 'of that name'} in this plan. The lists are {', '.join(codes)}."
        raise Refused(msg)
    due = deferral_due(state, until)
    if due is not None and due <= act.now:
        zone = state.plan.calendar.zone
        msg = f"{moment_words(due, zone)} has passed. Choose a later time for {ref} to come back."
        raise Refused(msg)
    words = require_words(reason, f"Say why {ref} ‘{task.title}’ is put off.")
    standing = state.standing(ref)
    if (standing.deferred_to, standing.deferred_until, standing.by, standing.reason) == (to, until, act.by, words):
        msg = f"{ref} is already deferred to {to}, {when_recorded(state, standing)} {act.by}."
        raise Refused(msg)
    return TaskDeferred(**sign(state, act), task=ref, to=to, until=until, reason=words)


def deferral_due(state: RunState, until: str) -> datetime | None:
    """The instant a deferral's `until` stands for now, None while its anchor has no time.

    Raises:
        Refused: It is neither an offset with an anchor of this plan nor an instant.
    """
    instant = state.instant_of(until)
    if instant is not None:
        return instant
    try:
        offset = parse_offset(until)
    except OffsetProblem:
        offset = None
    if offset is None or offset.daily or offset.anchor not in {anchor.code for anchor in state.plan.anchors}:
        msg = f"‘{until}’ is not a time this plan knows. Give an offset such as GL+1wd, or a date and time."
        raise Refused(msg)
    return None
