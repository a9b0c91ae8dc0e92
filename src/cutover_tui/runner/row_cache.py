"""The rows of all tasks, kept so that a tick among thousands renews only the lines it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.pauses import PauseDeclared
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.restarts import PauseRestarted
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.runner.boards import Tally, TaskRow, count_of, dependents, task_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState

_REBUILDS = (AnchorRecorded, AnchorMoved, PersonAdded, PauseDeclared, PauseRestarted)
"""What changes so many lines that all are made anew."""


class RowCache:
    """The rows of one run: `rows` in plan order, `guests` the deferred tasks for the lists they come back in.

    A guest stays in its list when it is done there, so that its line stays where it was.
    """

    def __init__(self, state: RunState, now: datetime) -> None:
        self.state = state
        self.rows: dict[str, TaskRow] = {}
        self.guests: dict[str, TaskRow] = {}
        self.tallies: dict[str, Tally] = {}
        """Code of each checklist to its tally, kept with the rows."""
        self._dependents: dict[str, tuple[str, ...]] = {}
        self.rebuild(state, now)

    def all_rows(self) -> list[TaskRow]:
        """Every row, guests last."""
        return [*self.rows.values(), *(self.guests[ref] for ref in self.rows if ref in self.guests)]

    def rebuild(self, state: RunState, now: datetime) -> None:
        """Work out every row anew, for a new set of tasks or dates."""
        self.state = state
        self.rows = {ref: task_row(state, ref, now) for ref in state.tasks}
        for row in self.rows.values():
            self._seat(row)
        self._dependents = dependents(state.task_by_ref)
        self.tallies = {checklist.code: Tally() for checklist in state.plan.checklists}
        for row in self.rows.values():
            self._count(row)

    def tally_of(self, code: str) -> Tally:
        """The tally of one checklist, or of all for any other word."""
        if code in self.tallies:
            return self.tallies[code]
        together = Tally()
        for counted in self.tallies.values():
            together = together.plus(counted)
        return together

    def apply(self, state: RunState, entries: Iterable[Entry], now: datetime) -> list[TaskRow] | None:
        """Take up new entries.

        Returns:
            The rows that changed, guests among them; None when so much changed that the whole list must be shown anew.
        """
        touched: dict[str, None] = {}
        added = len(state.tasks) != len(self.rows)
        for entry in entries:
            if added or isinstance(entry.event, _REBUILDS):
                self.rebuild(state, now)
                return None
            if isinstance(entry.event, EntryCorrected) and not entry.event.task:
                touched |= dict.fromkeys(self.rows)
            for ref in tasks_of(entry.event):
                if ref in self.rows:
                    touched |= dict.fromkeys((ref, *self._dependents.get(ref, ())))
        places = self._places()
        changed = self._renew(state, touched, now)
        return None if self._places() != places else changed

    def pass_time(self, state: RunState, now: datetime) -> list[TaskRow]:
        """Work out what the time alone changed; the rows that look different now."""
        return self._renew(state, self.rows, now)

    def _renew(self, state: RunState, refs: Iterable[str], now: datetime) -> list[TaskRow]:
        self.state = state
        changed: list[TaskRow] = []
        for ref in list(refs):
            row = task_row(state, ref, now)
            if row == self.rows[ref]:
                continue
            looks_the_same = _looks(row) == _looks(self.rows[ref])
            self._count(self.rows[ref], -1)
            self._count(row)
            self.rows[ref] = row
            self._seat(row)
            if not looks_the_same:
                changed.append(row)
        return changed

    def _seat(self, row: TaskRow) -> None:
        """Give a deferred task its line in the list it comes back in, until it is to do in its own list again."""
        ref, standing = row.task.ref, row.standing
        seated = self.guests.get(ref)
        if standing.deferred_to and standing.deferred_to != row.task.checklist:
            self.guests[ref] = replace(row, guest=True)
        elif seated is not None and not standing.deferred_to and standing.status is not TaskStatus.TO_DO:
            there = replace(standing, deferred_to=seated.standing.deferred_to)
            self.guests[ref] = replace(
                row, guest=True, standing=there, window=seated.window, due_words=seated.due_words
            )
        else:
            self.guests.pop(ref, None)

    def _places(self) -> dict[str, str]:
        return {ref: guest.standing.deferred_to for ref, guest in self.guests.items()}

    def _count(self, row: TaskRow, times: int = 1) -> None:
        code = row.task.checklist
        self.tallies[code] = self.tallies.get(code, Tally()).plus(count_of(row), times)


def _looks(row: TaskRow) -> tuple[object, ...]:
    """What of a row is drawn: seconds pass without a change in words."""
    return (row.badge, row.due_words, row.doing_by, row.standing, row.timeliness.lateness)
