"""Tasks that belong together: pairs must name each other, and no task may wait for itself in a circle."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cutover_tui.storage.checklist_entries import Entry, Names
    from cutover_tui.storage.checklist_problems import ChecklistProblem

_PAIRS = (
    ("reverses", "reversed_by"),
    ("reversed_by", "reverses"),
    ("settles", "settled_by"),
    ("settled_by", "settles"),
)
"""Each key of a pair and the key that answers it."""

_WAITS = ("needs", "reverses", "settles")
"""The keys under which the tasks stand that come first."""

Waits = dict[str, dict[str, str]]
"""For each task the tasks that come first, and the key that says so."""


def pair_problems(names: Names) -> Iterator[ChecklistProblem]:
    """Give tasks that name themselves, and pairs of which only one half names the other."""
    tasks = names.named("task")
    for task in tasks.values():
        for key in ("needs", *(key for key, _ in _PAIRS)):
            for text in task.texts(key):
                if text.value == task.name:
                    yield task.problem(text.line, f"it names itself under '{key}'. Take it out.")
        for key, answer in _PAIRS:
            for text in task.texts(key):
                other = tasks.get(text.value)
                if other is None or other is task or task.name in {back.value for back in other.texts(answer)}:
                    continue
                yield task.problem(
                    text.line,
                    f"'{key}' names '{other.name}', and that task does not name it back. "
                    f"Add '{answer}: [{task.name}]' at {other.place}.",
                )


def circle_problems(names: Names) -> Iterator[ChecklistProblem]:
    """Give each circle of tasks that wait for one another, whole, once."""
    tasks = names.named("task")
    waits: Waits = {
        task.name: {
            text.value: key
            for key in reversed(_WAITS)
            for text in task.texts(key)
            if text.value in tasks and text.value != task.name
        }
        for task in tasks.values()
    }
    _keep_circles(waits)
    for name in sorted(waits, key=lambda name: tasks[name].place):
        if name in waits and (circle := _way_back(name, waits)):
            yield tasks[name].problem(tasks[name].place.line, _circle_words(circle, waits, tasks))
            for member in circle:
                del waits[member]


def _keep_circles(waits: Waits) -> None:
    """Take out, again and again, what waits for nothing and what nothing waits for, so that circles are left."""
    firsts = {name: set(ahead) for name, ahead in waits.items()}
    followers: dict[str, set[str]] = {name: set() for name in waits}
    for name, ahead in firsts.items():
        for first in ahead:
            followers[first].add(name)
    for ways, back in ((firsts, followers), (followers, firsts)):
        free = deque(name for name, others in ways.items() if not others)
        while free:
            name = free.popleft()
            del ways[name]
            for other in back.pop(name):
                ways[other].discard(name)
                if not ways[other]:
                    free.append(other)
    for name in waits.keys() - firsts.keys():
        del waits[name]


def _way_back(start: str, waits: Waits) -> tuple[str, ...]:
    """Give the shortest circle from a task back to itself; empty when there is none."""
    came_from: dict[str, str] = {}
    ahead = deque([start])
    while ahead:
        name = ahead.popleft()
        for first in waits.get(name, {}):
            if first == start:
                circle = [name]
                while circle[-1] != start:
                    circle.append(came_from[circle[-1]])
                return tuple(reversed(circle))
            if first not in came_from:
                came_from[first] = name
                ahead.append(first)
    return ()


def _circle_words(circle: tuple[str, ...], waits: Waits, tasks: Mapping[str, Entry]) -> str:
    steps = [
        f"{waits[name][following]} '{following}' ({tasks[following].place})"
        for name, following in zip(circle, (*circle[1:], circle[0]), strict=True)
    ]
    return f"it waits for itself in a circle: it {', which '.join(steps)}. Take one of these links out."
