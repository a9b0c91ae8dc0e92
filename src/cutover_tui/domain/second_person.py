"""The second person's check: somebody else says what they saw, without seeing the first answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskState, TaskStatus, means_not_done, require_second_person

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
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
        Refused: Nothing waits for a check, the checker did it or has looked before, no answer is given, or the answer
            means that it is not done and is said to agree.
    """
    task = state.task(ref)
    standing = state.standing(ref)
    if standing.status is not TaskStatus.AWAITS_CHECK:
        msg = f"{ref} does not wait for a check. Somebody records it first, then a second person checks it."
        raise Refused(msg)
    for second in (act.by, act.on_behalf_of):
        require_second_person(standing.by, second, ref)
        require_second_person(standing.on_behalf_of, second, ref)
        _require_fresh_eyes(standing, second, ref)
    seen = require_words(observed, f"Say what you see for {ref} ‘{task.title}’.")
    if agrees and means_not_done(task, seen):
        msg = f"‘{seen}’ means that {ref} is not done, which is not what {standing.by} saw. Say that you see otherwise."
        raise Refused(msg)
    return TaskChecked(**sign(state, act, auth="two-person"), task=ref, observed=seen, agrees=agrees)


def evolve_checked(standing: TaskState, event: TaskChecked, seq: int) -> TaskState:
    """Where a task stands after a check: done when the answers agree, else waiting for a third look."""
    looked = replace(standing, checked_by=event.by, checks=(*standing.checks, (seq, event.by)))
    if not event.agrees:
        return replace(looked, answers_differ=True)
    status = TaskStatus.DONE_WITH_COMPLICATIONS if standing.complications else TaskStatus.DONE
    return replace(looked, status=status, answers_differ=False)


def _require_fresh_eyes(standing: TaskState, initials: str, ref: str) -> None:
    """Refuse another look by somebody who has looked already and saw something else."""
    looked = [by for _seq, by in standing.checks]
    if initials in looked:
        others = ", ".join((standing.by, *looked[:-1]))
        msg = f"{ref} needs another person: {others} and {looked[-1]} saw different things."
        raise Refused(msg)
