"""What must hold of a plan before anybody may start it, each slip as a plain sentence and all of them at once."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from cutover_tui.domain.plan import index_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cutover_tui.domain.plan import Plan, PlanIndex, Task
    from cutover_tui.runner.plan_selection import Facts
    from cutover_tui.storage.author_models import AuthorService

LONGEST_TITLE = 120
"""Characters in a task's title once an item's name is filled in."""


def list_problems(facts: Facts, services: Iterable[AuthorService]) -> Iterator[str]:
    """Say which lists must be filled in or stated as empty, and which items do not say of what kind they are.

    An empty list of labs, pharmacies, screening services, third parties or sites is stated by somebody, never assumed
    (`domain.md` 10).
    """
    for register in facts.registers.values():
        if register.must_state and not register.standard and register.id not in facts.listed:
            yield (
                f"Nothing says which {register.plural} there are. List them under registers: {register.id}:, "
                "or write none there and under none_stated_by: the initials of the person who says so."
            )
    yield from _kind_problems(facts, services)


def _kind_problems(facts: Facts, services: Iterable[AuthorService]) -> Iterator[str]:
    """Find items of registers whose services are each for one kind only, and which are of none of these kinds."""
    kinds: dict[str, list[str]] = {}
    for service in services:
        kinds.setdefault(service.register_id, []).append(service.only)
    for register, known in kinds.items():
        if not register or "" in known:
            continue
        choice = " or ".join(f"kind: {kind}" for kind in dict.fromkeys(known))
        for item in facts.items(register):
            if item.kind not in known:
                yield f"‘{item.name}’ under registers: {register}: has no known kind. Write {choice} beside its name."


def way_back_problems(
    tasks: Sequence[Task], reversed_by: Mapping[str, Sequence[str]], left_out: Mapping[str, str]
) -> Iterator[str]:
    """Say which switch-offs nothing in the plan undoes.

    Args:
        tasks: All tasks of the plan.
        reversed_by: Author's task id to the author's ids of what undoes it.
        left_out: Author's task id to why it is not in the plan.
    """
    for task in tasks:
        backs = reversed_by.get(task.id, ())
        if backs and not task.reversed_by:
            why = " ".join(f"‘{back}’ is left out: {left_out[back]}" for back in backs if back in left_out)
            why = why or f"‘{backs[0]}’ has no instance for {task.item}."
            yield (
                f"Task {task.ref} ‘{task.title}’ would never be undone. {why} "
                f"Answer so that it comes back into the plan, or so that {task.ref} leaves it too."
            )


def roster_problems(plan: Plan) -> Iterator[str]:
    """Say which roles nobody holds, and which tasks no two people can do and confirm.

    The rule of the second person is about people, not roles: one person often holds several (`domain.md` 6.1).
    """
    index = index_plan(plan)
    unheld: dict[str, list[Task]] = {}
    alone: dict[tuple[str, ...], list[Task]] = {}
    for task in plan.tasks:
        if task.owner not in index.holders:
            unheld.setdefault(task.owner, []).append(task)
        elif task.second_person and not _two_people(task, index):
            alone.setdefault((task.owner, *task.checked_by), []).append(task)
    for role, tasks in unheld.items():
        yield (
            f"{_these(tasks, 'has', 'have')} no owner: nobody holds role {role} ({index.role_names.get(role, role)}). "
            f"Give the role to someone under people:"
        )
    for roles, tasks in alone.items():
        yield (
            f"{_these(tasks, 'needs', 'need')} two different people, one to do it and one to confirm it: "
            f"{_who(roles, index)}. Give one of these roles to someone else under people:"
        )


def _two_people(task: Task, index: PlanIndex) -> bool:
    """Whether somebody can do the task so that each checking role still has somebody else."""
    everybody = tuple(person.initials for person in index.plan.people)
    checkers = [index.holders.get(role, ()) for role in task.checked_by] or [everybody]
    return any(all(any(checker != doer for checker in held) for held in checkers) for doer in index.holders[task.owner])


def _these(tasks: Sequence[Task], one: str, several: str) -> str:
    """Name one task and how many more, with the verb that fits; days and items of one task count once."""
    first = f"Task {tasks[0].ref} ‘{tasks[0].title}’"
    match len({task.id for task in tasks}) - 1:
        case 0:
            return f"{first} {one}"
        case 1:
            return f"{first} and 1 other {several}"
        case more:
            return f"{first} and {more} others {several}"


def _who(roles: Iterable[str], index: PlanIndex) -> str:
    """Say who holds each of some roles."""
    return ", ".join(
        f"{role} is held by {' and '.join(index.holders.get(role, ('nobody',)))}" for role in dict.fromkeys(roles)
    )


def order_problems(tasks: Sequence[Task]) -> Iterator[str]:
    """Say where tasks wait for each other in a circle, so that none of them could ever come first."""
    try:
        TopologicalSorter({task.ref: task.needs for task in tasks}).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1][::-1]
        waits = ", ".join(f"{later} needs {earlier}" for later, earlier in pairwise(circle))
        yield f"These tasks wait for each other, so none could come first: {waits}. Take one of these needs out."


def title_problems(tasks: Sequence[Task]) -> Iterator[str]:
    """Say which titles are too long for one line once the item's name is in them."""
    told: set[tuple[str, str]] = set()
    for task in tasks:
        if len(task.title) > LONGEST_TITLE and (task.id, task.item) not in told:
            told.add((task.id, task.item))
            yield (
                f"The title of task {task.ref} is {len(task.title)} characters long with ‘{task.item}’ in it, and "
                f"{LONGEST_TITLE} fit. Give the item a shorter name."
            )
