"""Daily tasks when the dates move: new days get instances of their own (`domain.md` 1.3 rule 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.timing import daily_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.plan import Calendar, Task


def fit_daily_tasks(
    task_by_ref: Mapping[str, Task], anchors: Mapping[str, datetime], calendar: Calendar
) -> tuple[dict[str, Task], frozenset[str]]:
    """Fit the daily tasks to the span the anchors give now.

    Returns:
        Instances for days inside the span that have none yet, by new refs in a fixed order, and the refs of instances
        whose day fell out of the span: they keep their refs and are no longer in play.
    """
    series: dict[tuple[str, str], list[Task]] = {}
    letters: dict[str, int] = {}
    for task in task_by_ref.values():
        if task.daily_of:
            series.setdefault((task.daily_of, task.item), []).append(task)
            letters[task.daily_of] = letters.get(task.daily_of, 0) + 1
    added: dict[str, Task] = {}
    outside: set[str] = set()
    for (number, _item), instances in series.items():
        days = daily_days(instances[0], anchors, calendar)
        known = {task.day for task in instances}
        outside.update(task.ref for task in instances if task.day not in days)
        for day in days:
            if day not in known:
                ref = f"{number}{letter_suffix(letters[number])}"
                letters[number] += 1
                added[ref] = replace(instances[0], ref=ref, day=day)
    return added, frozenset(outside)


def letter_suffix(index: int) -> str:
    """The letters of the instance with an index from 0: a to z, then aa, ab ..."""
    suffix = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        suffix = chr(ord("a") + place) + suffix
    return suffix
