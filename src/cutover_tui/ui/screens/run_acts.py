"""What the keys of the run screen do: ask, tell the run, show what came of it.

`Refused` is caught in one place, `attempt`, and shown in its own words. Nothing is drawn as done before the log has it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from cutover_tui.domain.acts import Act
from cutover_tui.domain.anchors import replan
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.tasks import SETTLED, TaskStatus, what_is_unusual
from cutover_tui.runner.filters import EVERY_LIST, Filter
from cutover_tui.runner.story import line_of
from cutover_tui.storage.audit_log import AuditLogBroken, NotSaved
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.recording import Recorder
    from cutover_tui.runner.row_cache import RowCache
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.second_copy import SecondCopy

KEYBOARD_STAYS = timedelta(minutes=3)
"""After this long without an act nobody is taken to be at the keyboard any more (`integrity.md` E2)."""
