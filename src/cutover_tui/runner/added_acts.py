"""The act of adding a task that was not in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.added_tasks import add_task
from cutover_tui.domain.deferred import replace
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.added_tasks import NewTask
    from cutover_tui.domain.events import Entry


class AddedActs(Acting):
    """What `Run` can record about tasks that were not in the plan."""

    def add_task(self, act: Act, new: NewTask) -> Entry:
        """Record something to do that was not in the plan."""
        clean = replace(new, title=one_line(new.title))
        return self._record(act, lambda state, now: add_task(state, now, clean))
