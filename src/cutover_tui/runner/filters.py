"""Which lines of a task list are shown, and the words that say so: nothing is ever hidden silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.plan import Tier
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.runner.boards import Mark

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from cutover_tui.runner.boards import TaskRow

EVERY_LIST = "*"
"""Stands for all checklists at once."""
GUESTS = "Deferred to here"
"""The heading of the tasks that come back in a list that is not their own."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a person asked to see."""

    checklist: str = EVERY_LIST
    """Code of one checklist, or all."""
    roles: tuple[str, ...] = ()
    """Owner roles; empty for everybody's."""
    person: str = ""
    """Initials of the person whose roles these are: what was added for them by name is theirs too."""
    open_only: bool = False
    late_only: bool = False
    core_only: bool = False
    phase: str = ""
    """One phase of the checklist; empty for all."""
    text: str = ""
    """What the line must hold, in its number or title, whatever the case."""

    def narrows(self) -> bool:
        """Tell whether it hides lines of its checklist."""
        return self != Filter(checklist=self.checklist)

    def shows(self, row: TaskRow) -> bool:
        """Tell whether a line is shown."""
        task, standing = row.task, row.standing
        pressing = row.timeliness.lateness in PRESSING or row.badge.mark in {Mark.TELL, Mark.DIFFER}
        sought = self.text.casefold()
        return (
            self._in_list(row)
            and (not self.roles or task.owner in {*self.roles, self.person})
            and (not self.open_only or standing.status not in SETTLED or standing.tell_again)
            and (not self.late_only or pressing)
            and (not self.core_only or task.tier is Tier.CORE)
            and (not self.phase or task.phase == self.phase)
            and (not sought or sought in f"{task.ref} {task.title} {task.item}".casefold())
        )

    def _in_list(self, row: TaskRow) -> bool:
        if self.checklist == EVERY_LIST:
            return not row.guest
        place = row.standing.deferred_to if row.guest else row.task.checklist
        return place == self.checklist

    def words(self, shown: int, total: int) -> str:
        """`late, mine (PM): 12 of 47`; empty when nothing is hidden."""
        if not self.narrows():
            return ""
        parts = [
            *(["late"] if self.late_only else []),
            *(["open"] if self.open_only else []),
            *([f"mine ({', '.join(self.roles)})"] if self.roles else []),
            *(["core only"] if self.core_only else []),
            *([self.phase] if self.phase else []),
            *([f"‘{self.text}’"] if self.text else []),
        ]
        return f"{', '.join(parts)}: {shown} of {total}"

    def cleared(self) -> Filter:
        """The same list with nothing hidden."""
        return Filter(checklist=self.checklist)

    def for_list(self, code: str) -> Filter:
        """The same filter on another list; a phase belongs to its list."""
        return replace(self, checklist=code, phase="")


@dataclass(frozen=True)
class Group:
    """The lines under one heading."""

    key: str
    heading: str
    rows: tuple[TaskRow, ...]
    settled: int
    """Of all the phase's lines in play, how many are settled, shown or not."""
    total: int


def grouped(rows: Sequence[TaskRow], chosen: Filter, stay: Container[tuple[str, bool]] = frozenset()) -> list[Group]:
    """The shown lines under their phases in plan order; deferred guests under a heading of their own.

    Args:
        rows: All lines.
        chosen: What is shown of them.
        stay: Lines, by ref and whether a guest, that stay though the filter would now hide them.
    """
    found: dict[tuple[str, str], list[TaskRow]] = {}
    for row in rows:
        if chosen.shows(row) or (row.task.ref, row.guest) in stay:
            heading = GUESTS if row.guest else row.task.phase
            found.setdefault((row.task.checklist if not row.guest else "", heading), []).append(row)
    counts = _counts(rows)
    groups = [
        Group(
            f"{code}/{heading}",
            heading,
            tuple(members),
            *(counts.get((code, heading), (0, 0)) if code else _guest_count(members)),
        )
        for (code, heading), members in found.items()
    ]
    return sorted(groups, key=lambda group: group.heading == GUESTS)


def _counts(rows: Sequence[TaskRow]) -> dict[tuple[str, str], tuple[int, int]]:
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        if row.guest or row.badge.mark is Mark.IDLE:
            continue
        key = (row.task.checklist, row.task.phase)
        settled, total = counts.get(key, (0, 0))
        counts[key] = (settled + (row.standing.status in SETTLED and not row.standing.tell_again), total + 1)
    return counts


def _guest_count(members: Sequence[TaskRow]) -> tuple[int, int]:
    return sum(row.standing.status in SETTLED for row in members), len(members)
