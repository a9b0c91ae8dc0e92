"""The run screen's own part of asking and recording: its rows, its message line and the second copy."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.runner.row_cache import RowCache
from cutover_tui.runner.service_told import told_after
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.keys_run import KEYS as RUN_KEYS
from cutover_tui.ui.screens.asking import AskingScreen
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.storage.second_copy import CopyState, SecondCopy
    from cutover_tui.ui.screens.desk import Desk

SHORT = 30
"""Below this many rows finished phases fold to one line, and a message takes the row of the last log line."""
WIDE = 100
"""From this many columns on the detail stands beside the list."""
_BOARD = "run.services"
"""Id of the key that shows where every service stands."""


class RunAsking(AskingScreen):
    """The run screen's way of asking, recording and saying what came of it; its acts are in the classes below."""

    WRITING: ClassVar[frozenset[str]] = frozenset(
        {
            "tick",
            "not_done",
            "begin",
            "second_check",
            "note",
            "correct_last",
            "dates",
            "write_seal",
            "who",
            "close_run",
            "raise_issue",
            "pause",
            "hold",
        }
    )
    TAKES_KEYS = "TaskList, DetailPanel"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entries_shown = len(self.cutover_run.entries)
        """How many entries the screen has taken up."""
        self.run_state = self.cutover_run.state
        self.row_cache = RowCache(self.run_state, self.cutover_run.clock.now())
        self._copying = False

    def cover(self, top: int | None) -> None:
        """Keep the marked task in sight above a question about it."""
        task_list = self.query_one(TaskList)
        task_list.cover(max(task_list.region.bottom - top, 0) if top is not None else 0)

    def after_record(self, entry: Entry) -> None:  # noqa: ARG002 (for those who inherit it)
        """Bring the second copy up."""
        self.keep_copy()

    def take_up(self) -> None:
        """Show the entries recorded since last, this window's and others'.

        The recorder's thread may be at work: the entries are read before the state, which then holds them at least.
        """
        if not self.is_attached:
            return
        new = self.cutover_run.entries[self.entries_shown :]
        self.run_state = self.cutover_run.state
        if new:
            self.entries_shown += len(new)
            self.apply(new)

    def apply(self, entries: Sequence[Entry]) -> None:
        """Show new entries."""
        raise NotImplementedError

    # -- what is said -----------------------------------------------------------------------------------------------

    def say(self, words: str, role: str = "info") -> None:
        """Show one plain line; it keeps its place until the next."""
        super().say(words, role)
        self.share_row()

    def say_with_services(self, words: str, role: str, before: RunState, instances: Iterable[str]) -> None:
        """Show what was recorded, and where services stand now that stood otherwise before it."""
        told = told_after(before, self.run_state, instances)
        parts = [words, told.words]
        if told.caution:
            parts += [f"Press {key.cap} for the services board." for key in RUN_KEYS if key.id == _BOARD]
        self.say(" ".join(part for part in parts if part), "caution" if told.caution else role)

    def share_row(self) -> None:
        """Where rows are few, give the message the row of the last log line; elsewhere no layout changes for it."""
        banner, size = self.query_one_optional(Banner), self.app.size
        if banner is None:
            return
        taken = bool(banner.words) and size.height < SHORT and size.width < WIDE
        if banner.has_class("-said") != taken:
            banner.set_class(taken, "-said")
            for tail in self.query("#foot-log"):
                tail.set_class(taken, "-hushed")

    # -- the second copy --------------------------------------------------------------------------------------------

    def keep_copy(self) -> None:
        """Bring the second copy up, beside the recording and never in its way."""
        if self.desk.second_copy is not None and not (self._copying or self.desk.copy_split or self.desk.leaving):
            self._copying = True
            self.run_worker(self._bring_copy_up(self.desk.second_copy), group="copy")

    async def _bring_copy_up(self, copy: SecondCopy) -> None:
        try:
            self._show_copy(await asyncio.to_thread(copy.keep_up))
        except AuditLogBroken as broken:
            self.desk.copy_split = True
            self.show_saved()
            self.say(str(broken), "stop")
        finally:
            self._copying = False

    def _show_copy(self, state: CopyState) -> None:
        """Say once that the copy fell behind, and once that it is up again; the count stands in the footer."""
        before = self.desk.copy_lacks
        self.desk.note_copy(state.behind)
        self.show_saved()
        if state.behind and not before:
            self.say(state.words, "caution")
        elif before and not state.behind:
            self.say("The second copy has caught up.", "info")

    # -- the marked task -----------------------------------------------------------------------------------------------

    def marked(self) -> TaskRow | None:
        """The row the cursor is on; says so when it is on none."""
        row = self.row_cache.rows.get(self.query_one(TaskList).cursor_ref)
        if row is None:
            self.say("No task is marked. Move to one with the arrow keys.", "caution")
        return row
