"""From an author's cues to those of one practice: one for each task that is ticked once it is seen in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.hazard_plan import Cue
from cutover_tui.runner.plan_expansion import ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cutover_tui.domain.plan import Task
    from cutover_tui.storage.author_hazards import AuthorCue


def plan_cues(authors: Sequence[AuthorCue], tasks: Sequence[Task]) -> tuple[Cue, ...]:
    """Make the cues of one practice; one whose task is not in the plan is left out, because nobody would see it.

    Args:
        authors: The cues, in the author's order.
        tasks: All tasks of the plan.
    """
    return tuple(cue for author in authors for cue in _cues(author, authors, tasks))


def _cues(author: AuthorCue, authors: Sequence[AuthorCue], tasks: Sequence[Task]) -> Iterator[Cue]:
    seeing = [task for task in tasks if task.id == author.seen_by]
    named = {other.item for other in authors if other.seen_by == author.seen_by and other.item}
    removing = tuple(task for task in tasks if author.removed_by and task.id == author.removed_by)
    for item in dict.fromkeys(task.item for task in seeing):
        if item == author.item if author.item else item not in named:
            same = tuple(task.ref for task in removing if task.item == item)
            yield Cue(
                id=f"{author.id}:{item}" if item and not author.item else author.id,
                lost=_filled(author.lost, item),
                prompted=_filled(author.prompted, item),
                replacement=_filled(author.replacement, item),
                physical=author.kind == "physical",
                place=_filled(author.place, item),
                owner=author.owner,
                seen_by=tuple(task.ref for task in seeing if task.item == item),
                removed_by=same or tuple(task.ref for task in removing),
                hazards=author.hazards,
            )


def _filled(text: str, item: str) -> str:
    return text.replace(ITEM, item) if item else text
