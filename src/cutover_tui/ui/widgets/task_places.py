"""Which line of the task list holds what: the sections held, their lines in order, and where the NOW line stands."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.widgets.task_lines import QUIET, Section, counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from cutover_tui.runner.boards import TaskRow

CLOSE = 4
"""Up to this many lines out of sight, lines are brought back by scrolling as little as possible."""


class Stop(NamedTuple):
    """A line the cursor can rest on: a task, or the heading of a folded section."""

    ref: str
    """The task's number; empty for a heading."""
    guest: bool = False
    section: str = ""
    """The section's key, for a heading only."""


class Place(NamedTuple):
    """What one line shows."""

    section: str
    stop: Stop | None = None
    """The task or the heading; None for an empty line."""
    part: int = 0
    """Which line of the task."""


@dataclass(slots=True)
class Held:
    """A section as the list holds it, with what has changed since it was given."""

    key: str
    heading: str
    stops: tuple[Stop, ...]
    settled: int
    total: int
    folded: bool

    def shown(self) -> Section:
        """Give it as the value its heading is painted from."""
        return Section(self.key, self.heading, (), self.settled, self.total, self.folded)


@dataclass(slots=True)
class Places:
    """The lines of the list from the top, without the NOW line."""

    sections: dict[str, Held] = field(default_factory=dict)
    rows: dict[Stop, TaskRow] = field(default_factory=dict)
    home: dict[Stop, str] = field(default_factory=dict)
    """Each task's section."""
    lines: list[Place] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    """Where the cursor can rest, in order."""
    line_of: dict[Stop, int] = field(default_factory=dict)
    """The first line of each task, and the line of each heading."""
    now_at: int | None = None
    """The line before which the NOW line stands; None where there is none."""

    @property
    def height(self) -> int:
        """How many lines there are, the NOW line among them."""
        return len(self.lines) + (self.now_at is not None)

    def place_at(self, y: int) -> Place | None:
        """Give what a line shows, counted with the NOW line; None for that line and past either end."""
        if self.now_at is not None and y >= self.now_at:
            if y == self.now_at:
                return None
            y -= 1
        return self.lines[y] if 0 <= y < len(self.lines) else None

    def y_of(self, stop: Stop) -> int | None:
        """Give the line a task or heading starts at, counted with the NOW line; None where it is not shown."""
        line = self.line_of.get(stop)
        return None if line is None else line + (self.now_at is not None and line >= self.now_at)

    def after_now(self) -> Stop | None:
        """Give the first task after the NOW line, or the last task where none comes after."""
        after = (place.stop for place in self.lines[self.now_at or 0 :] if place.stop is not None and place.stop.ref)
        return next(after, None) or next((stop for stop in reversed(self.stops) if stop.ref), None)

    def all_after_now(self) -> list[Stop]:
        """Give the tasks on lines after the NOW line, in order."""
        after = (place.stop for place in self.lines[self.now_at or 0 :] if place.stop is not None and place.stop.ref)
        return list(dict.fromkeys(after))

    def take(self, sections: Sequence[Section], folded: dict[str, bool]) -> None:
        """Hold these sections. A task that is given twice is held where it comes first.

        Args:
            sections: What to hold.
            folded: What people folded (True) or opened (False) themselves, by section, which goes before `folded`.
        """
        self.sections, self.rows, self.home = {}, {}, {}
        for section in sections:
            stops: list[Stop] = []
            for row in section.rows:
                stop = stop_of(row)
                if stop not in self.rows:
                    self.rows[stop] = row
                    self.home[stop] = section.key
                    stops.append(stop)
            shut = folded.get(section.key, section.folded)
            self.sections[section.key] = Held(
                section.key, section.heading, tuple(stops), section.settled, section.total, shut
            )

    def replace(self, row: TaskRow) -> tuple[TaskRow, bool] | None:
        """Put one row in the place of the row with its ref.

        Returns:
            The row before and whether its heading's count changed, None when the list does not hold it.
        """
        stop = stop_of(row)
        before = self.rows.get(stop)
        if before is None:
            return None
        self.rows[stop] = row
        was, now = counts(before), counts(row)
        held = self.sections[self.home[stop]]
        held.settled += now[0] - was[0]
        held.total += now[1] - was[1]
        return before, was != now

    def lay_out(self, *, parts: Callable[[TaskRow], int], airy: bool, spaced: bool) -> None:
        """Make the lines anew.

        Args:
            parts: How many lines a task takes.
            airy: Whether an empty line stands before each heading but the first.
            spaced: Whether an empty line follows each task.
        """
        self.lines, self.stops, self.line_of = [], [], {}
        for held in self.sections.values():
            if airy and self.lines:
                self.lines.append(Place(held.key))
            self._add(Stop("", section=held.key), held.key, 1, rests=held.folded)
            if held.folded:
                continue
            for stop in held.stops:
                self._add(stop, held.key, parts(self.rows[stop]), rests=True)
                if spaced:
                    self.lines.append(Place(held.key))

    def _add(self, stop: Stop, section: str, parts: int, *, rests: bool) -> None:
        self.line_of[stop] = len(self.lines)
        self.lines.extend(Place(section, stop, part) for part in range(parts))
        if rests:
            self.stops.append(stop)

    def shape(self) -> tuple[tuple[str, bool, tuple[Stop, ...]], ...]:
        """Give what decides which lines there are; equal shapes have equal lines."""
        return tuple((held.key, held.folded, held.stops) for held in self.sections.values())

    def index(self, stop: Stop | None) -> int:
        """Give a stop's place among the stops, 0 where it has none."""
        return self.stops.index(stop) if stop is not None and stop in self.line_of else 0

    def start(self) -> Stop | None:
        """Give where the cursor starts: the first task with something to do."""
        work = (stop for stop in self.stops if stop.ref and self.rows[stop].badge.mark not in QUIET)
        return next(work, self.stops[0] if self.stops else None)

    def nearest(self, stop: Stop, before: Sequence[Stop]) -> Stop | None:
        """Give the stop the cursor goes to when its own is gone: the next one that is left of those there were."""
        if stop not in before:
            return self.start()
        at = before.index(stop)
        there = set(self.stops)
        left = (other for other in (*before[at:], *reversed(before[:at])) if other in there)
        return next(left, self.stops[0] if self.stops else None)

    def page(self, stop: Stop, by: int, height: int) -> int:
        """Give the index of the last stop at most some lines away in a direction, and at least one stop away."""
        goal = self.line_of[stop] + by * max(height - 1, 1)
        index = self.index(stop) + by
        while 0 <= index + by < len(self.stops) and (self.line_of[self.stops[index + by]] - goal) * by <= 0:
            index += by
        return index

    def find(self, ref: str) -> Stop | None:
        """Give a task's stop by its number, its own before that of a guest; None when it is not held."""
        return next((stop for stop in (Stop(ref), Stop(ref, guest=True)) if stop in self.rows), None)

    def now_line(self, now: datetime) -> int | None:
        """Give the line before which NOW stands, None when no task of the list has a time.

        It stands before the first task that is still to come, at the one place where the fewest tasks stand on the
        wrong side of it. Between two sections it closes the earlier one.
        """
        order = [stop for held in self.sections.values() for stop in held.stops]
        split = best_split([_when(self.rows[stop], now) for stop in order])
        if split is None:
            return None
        if split == len(order):
            return len(self.lines)
        stop = order[split]
        held = self.sections[self.home[stop]]
        heading = self.line_of[Stop("", section=held.key)]
        if stop == held.stops[0] and heading:
            empty_above = self.lines[heading - 1] == Place(held.key)
            return heading - empty_above
        return heading + 1 if held.folded else self.line_of[stop]


def stop_of(row: TaskRow) -> Stop:
    """Give the place of the cursor that a row stands for."""
    return Stop(row.task.ref, row.guest)


def scroll_for(lines: range, top: int, height: int, *, heading: bool) -> int | None:
    """Give which line is to be the first in sight for some lines to be seen, None when they are.

    From close by it is as little as it takes, from far off there is more to see below them than above.

    Args:
        lines: The lines to be seen.
        top: The first line in sight now.
        height: How many lines are in sight.
        heading: Whether a heading stands straight above, to be seen too when they come in from above.
    """
    if top <= lines.start and lines.stop <= top + height:
        return None
    if lines.start < top - CLOSE or lines.stop > top + height + CLOSE:
        return max(lines.start - height // 3, 0)
    return lines.start - heading if lines.start < top else lines.stop - height


def best_split(sides: Iterable[int]) -> int | None:
    """Give how many come before the line between past and future that has the fewest on its wrong side.

    Args:
        sides: For each in order: -1 past, 1 to come, 0 neither.

    Returns:
        The number before the line, moved on to the first that is to come; None when all are neither.
    """
    sides = list(sides)
    if not any(sides):
        return None
    wrong = least = sides.count(-1)
    best = 0
    for place, side in enumerate(sides, 1):
        wrong += side
        if wrong < least:
            least, best = wrong, place
    return next((place for place in range(best, len(sides)) if sides[place] > 0), best)


def _when(row: TaskRow, now: datetime) -> int:
    if row.due_at is None:
        return 0
    return 1 if row.due_at > now else -1
