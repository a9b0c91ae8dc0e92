"""The second person's check: somebody else says what they saw, without seeing the first answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskState, TaskStatus, require_second_person

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChecked(Happening):
    """A second person looked for themselves and said what they saw: this happened."""

    WIRE: ClassVar[str] = "task.checked"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("observed",)
    MEANING: ClassVar[str] = "I looked at this myself"

    task: str
    observed: str
    agrees: bool
    """Whether what they saw is what the first person saw, judged after both answers were in."""


def check_task(state: RunState, act: Act, ref: str, *, observed: str, agrees: bool) -> TaskChecked:
    """Decide a second person's check.

    Raises:
        Refused: Nothing waits for a check, the checker is the person who did it, or no answer is given.
    """
    task = state.task(ref)
    standing = state.standing(ref)
    if standing.status is not TaskStatus.AWAITS_CHECK:
        msg = f"{ref} does not wait for a check. Somebody records it first, then a second person checks it."
        raise Refused(msg)
    require_second_person(standing.by, act.by, ref)
    if standing.answers_differ and act.by == standing.checked_by:
        msg = f"{ref} needs a third person: {standing.by} and {standing.checked_by} saw different things."
        raise Refused(msg)
    seen = require_words(observed, f"Say what you see for {ref} ‘{task.title}’.")
    return TaskChecked(**sign(state, act, auth="two-person"), task=ref, observed=seen, agrees=agrees)


def evolve_checked(standing: TaskState, event: TaskChecked) -> TaskState:
    """Where a task stands after a check: done when the answers agree, else waiting for a third look."""
    if not event.agrees:
        return replace(standing, checked_by=event.by, answers_differ=True)
    status = TaskStatus.DONE_WITH_COMPLICATIONS if standing.complications else TaskStatus.DONE
    return replace(standing, status=status, checked_by=event.by, answers_differ=False)
