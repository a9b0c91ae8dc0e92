"""Tasks that were not in the plan: what a gate, an issue or a meeting left to do, with an owner and a time.

An added task has a number of its own, `A-1`, given once and for ever, and from then on is a task as any other: it is
ticked, falls due and is late. The fold gives the number, so that two windows that add at once never share one.
Other events may leave a task too (a NO GO, a criterion met with a condition): they hold the number in `adds` and call
`with_added`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import DOUBLE_PRESS, Happening
from cutover_tui.domain.plan import Task
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import with_times
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

ACTIONS = "Actions"
"""The heading added tasks stand under."""

LONGEST_TITLE = 120
"""Characters of a task's title, as in a plan."""

_NUMBER = re.compile(r"A-[1-9][0-9]{0,5}")


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """What is left to do, before it has a number."""

    title: str
    owner: str
    """Code of a role, or the initials of a person."""
    due: datetime
    """By when, UTC."""
    checklist: str = ""
    """Code of the list it stands under; empty for the one in use."""
    cause: str = ""
    """What it comes from, such as `gate G2 condition`."""
    source: str = ""
    """Ref of what it comes from, such as `G2`."""


@dataclass(frozen=True, kw_only=True)
class AddedTask:
    """What the log says about a task that was not in the plan, beside the task itself."""

    ref: str
    seq: int
    """The record that added it."""
    by: str
    at: datetime
    due: datetime
    cause: str
    source: str


@dataclass(frozen=True, kw_only=True)
class TaskAdded(Happening):
    """Something to do that was not in the plan was written down: this happened."""

    WIRE: ClassVar[str] = "task.added"
    ABOUT: ClassVar[str] = "task"
    TEXTS: ClassVar[tuple[str, ...]] = ("title",)
    MEANING: ClassVar[str] = "I say this is to be done"

    task: str
    """The number it was given; the fold gives the next one where another window's task came first."""
    title: str
    owner: str
    """Code of a role, or the initials of a person."""
    due: datetime
    checklist: str
    """Code of the list it stands under."""
    cause: str = ""
    source: str = ""
    """Ref of what it comes from."""


def add_task(state: RunState, act: Act, new: NewTask) -> TaskAdded:
    """Decide that something is to be done that was not in the plan.

    Raises:
        Refused: It has no words or too many, nobody of this run owns it, its time is not ahead, its list is not one of
            the plan's, or the same person has just added it.
    """
    wish = require_task(state, act, new)
    signature = sign(state, act)
    for ref, one in state.added.items():
        same = (state.task_by_ref[ref].title, one.by, one.source) == (wish.title, act.by, wish.source)
        if same and abs(signature["at"] - one.at) < DOUBLE_PRESS:
            raise Refused(f"This is already in the list, as {ref}.")
    return TaskAdded(
        **signature,
        task=next_ref(state),
        title=wish.title,
        owner=wish.owner,
        due=wish.due,
        checklist=wish.checklist,
        cause=wish.cause,
        source=wish.source,
    )


def require_task(state: RunState, act: Act, new: NewTask) -> NewTask:
    """Give a task as it may be added, with the list it stands under.

    Raises:
        Refused: It has no words or too many, nobody of this run owns it, its time is not ahead, or its list is not one
            of the plan's.
    """
    title = require_words(new.title, "Say what is to be done.")
    if len(title) > LONGEST_TITLE:
        msg = f"What is to be done has {len(title)} characters, and {LONGEST_TITLE} fit on a line. Say it more shortly."
        raise Refused(msg)
    if not owner_known(state, new.owner):
        msg = f"{new.owner or 'Nobody'} is no role of this plan and nobody on its roster. Say who sees to ‘{title}’."
        raise Refused(msg)
    if new.due <= act.now:
        msg = f"{moment_words(new.due, state.plan.calendar.zone)} has passed. Give a time that ‘{title}’ is done by."
        raise Refused(msg)
    codes = [checklist.code for checklist in state.plan.checklists]
    if new.checklist and new.checklist not in codes:
        msg = f"There is no list {new.checklist} in this plan. The lists are {', '.join(codes)}."
        raise Refused(msg)
    return replace(new, title=title, checklist=new.checklist or list_in_use(state))


def owner_known(state: RunState, owner: str) -> bool:
    """Whether an owner is a role of the plan or somebody on the roster."""
    return owner in state.people or any(role.code == owner for role in state.plan.roles)


def list_in_use(state: RunState) -> str:
    """Code of the list that work is done from now: after go-live G, from the extract on C, before it F."""
    wanted = "G" if "GL" in state.recorded else "C" if "CUT" in state.recorded else "F"
    codes = [checklist.code for checklist in state.plan.checklists]
    return wanted if wanted in codes else next(iter(codes), "")


def next_ref(state: RunState) -> str:
    """The number the next added task gets."""
    number = len(state.added) + 1
    while f"A-{number}" in state.tasks:
        number += 1
    return f"A-{number}"


def number_given(state: RunState, wanted: str) -> str:
    """The number a task gets: the one it was given when it was decided, the next one where that is taken."""
    return wanted if _NUMBER.fullmatch(wanted) is not None and wanted not in state.tasks else next_ref(state)


def added_from(state: RunState, source: str, cause: str = "") -> tuple[str, ...]:
    """Refs of the tasks that came from something, in order; of one cause where it is given."""
    return tuple(ref for ref, one in state.added.items() if one.source == source and cause in {"", one.cause})


def open_added(state: RunState) -> tuple[str, ...]:
    """Refs of the added tasks that are not settled."""
    return tuple(ref for ref in state.added if state.standing(ref).status not in SETTLED)


# -- folding ----------------------------------------------------------------------------------------------------------


def after_added(state: RunState, event: TaskAdded, seq: int) -> tuple[RunState, str]:
    """The state with an added task, and what people should look at, if anything."""
    new = NewTask(
        title=event.title,
        owner=event.owner,
        due=event.due,
        checklist=event.checklist,
        cause=event.cause,
        source=event.source,
    )
    return with_added(state, event, event.task, new, seq)


def with_added(state: RunState, event: Happening, wanted: str, new: NewTask, seq: int) -> tuple[RunState, str]:
    """The state with one more task, for every event that leaves something to do.

    Args:
        state: The run before.
        event: What left it to do.
        wanted: The number it was given when that was decided; the next free one stands where it is taken.
        new: What is to do.
        seq: Number of the record.

    Returns:
        The state after, and words for the attention list where the number changed, else none.
    """
    ref = number_given(state, wanted)
    codes = {checklist.code for checklist in state.plan.checklists}
    task = Task(
        ref=ref,
        id=f"added-{ref.lower()}",
        checklist=new.checklist if new.checklist in codes else list_in_use(state),
        phase=ACTIONS,
        title=new.title,
        owner=new.owner,
        why=new.cause[:1].upper() + new.cause[1:],
    )
    one = AddedTask(ref=ref, seq=seq, by=event.by, at=event.at, due=new.due, cause=new.cause, source=new.source)
    state = replace(
        state,
        tasks={**state.tasks, ref: state.standing(ref)},
        task_by_ref={**state.task_by_ref, ref: task},
        added={**state.added, ref: one},
    )
    words = (
        ""
        if ref == wanted
        else f"‘{new.title}’ of entry {seq} stands in the list as {ref}: {wanted or 'no number'} was taken."
    )
    return with_times(state), words
