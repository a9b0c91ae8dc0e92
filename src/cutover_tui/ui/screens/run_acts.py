"""What the keys of the run screen do: ask, tell the run, show what came of it.

`Refused` is caught in one place, `attempt`, and shown in its own words. Nothing is drawn as done before the log has it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from cutover_tui.domain.acts import Act
from cutover_tui.domain.notes import add_note
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.second_person import check_task
from cutover_tui.domain.tasks import SETTLED, TaskStatus, complete_task, start_task
from cutover_tui.domain.time_words import clock_words
from cutover_tui.domain.unusual import unusual_words
from cutover_tui.storage.audit_log import AuditLogBroken, NotSaved
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.runner.recording import Recorder
    from cutover_tui.runner.row_cache import RowCache
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.second_copy import SecondCopy
    from cutover_tui.ui.dialogs.check_strip import CheckAnswer
    from cutover_tui.ui.dialogs.note_dialog import NoteAnswer
    from cutover_tui.ui.dialogs.tick_strip import TickAnswer

KEYBOARD_STAYS = timedelta(minutes=3)
"""After this long without an act nobody is taken to be at the keyboard any more (`integrity.md` E2)."""

WRITING = frozenset(
    {"tick", "not_done", "begin", "second_check", "note", "correct_last", "dates", "write_seal", "who", "export"}
)
"""Actions that record something: dimmed while the log is damaged."""


class RunActs(Screen[None]):
    """The acts of the run screen; how it is laid out and shown is `RunScreen`'s."""

    cutover_run: Run
    recorder: Recorder
    second_copy: SecondCopy | None
    run_state: RunState
    row_cache: RowCache
    keyboard: str
    """Initials of who is at the keyboard; empty when nobody said so lately."""
    keyboard_seen: datetime
    entries_shown: int
    """How many entries the screen has taken up."""

    def say(self, words: str, role: str = "info") -> None:
        """Show one plain line."""
        raise NotImplementedError

    def show_saved(self, words: str = "", role: str = "done") -> None:
        """Say whether everything is on disk."""
        raise NotImplementedError

    def apply(self, entries: Sequence[Entry]) -> None:
        """Take up new entries."""
        raise NotImplementedError

    # -- asking and telling -----------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's hook)
        """Dim what cannot be recorded now."""
        return None if action in WRITING and self.cutover_run.log.broken is not None else True

    async def attempt(self, what: Callable[[], Entry]) -> Entry | None:
        """Record something in the worker thread; show it once it is on disk, or say why it is not."""
        self.show_saved("saving", "muted")
        try:
            entry = await self.recorder.do(what)
        except NotSaved as problem:
            self.show_saved("NOT SAVED, write on paper", "overdue")
            self.say(str(problem), "stop")
            return None
        except Refused as refused:
            self.show_saved()
            self.say(str(refused), "caution")
            return None
        except AuditLogBroken as broken:
            self.take_damage(broken)
            return None
        finally:
            self.take_up()
        self.keyboard_seen = self.cutover_run.clock.now()
        self.show_saved()
        self._keep_copy()
        return entry

    def take_up(self) -> None:
        """Show the entries recorded since last, this window's and others'."""
        new = self.cutover_run.entries[self.entries_shown :]
        if new:
            self.entries_shown += len(new)
            self.apply(new)

    def take_damage(self, broken: AuditLogBroken) -> None:
        """Go on looking only, in red, with the words of what was found."""
        self.show_saved("LOG DAMAGED, look only", "overdue")
        self.say(f"{broken} Carry on with the paper list.", "stop")
        self.refresh_bindings()

    def _keep_copy(self) -> None:
        if self.second_copy is not None:
            self.run_worker(self._bring_copy_up(), group="copy", exclusive=True)

    async def _bring_copy_up(self) -> None:
        copy = self.second_copy
        if copy is None:
            return
        try:
            state = await self.recorder.do(copy.keep_up)
        except AuditLogBroken as broken:
            self.say(str(broken), "stop")
            return
        self.show_saved()
        if state.words:
            self.say(state.words, "caution")

    def act(self, by: str, *, at: datetime | None = None, late_reason: str = "") -> Act:
        """Who acts and when, with who is at the keyboard where that is known."""
        now = self.cutover_run.clock.now()
        return Act(by=by, now=now, recorder=self.typist(), at=at, late_reason=late_reason)

    def typist(self) -> str:
        """Initials of who is at the keyboard; nobody after three minutes without an act."""
        idle = self.cutover_run.clock.now() - self.keyboard_seen
        return self.keyboard if idle <= KEYBOARD_STAYS else ""

    def marked(self) -> TaskRow | None:
        """The row the cursor is on; says so when it is on none."""
        row = self.row_cache.rows.get(self.query_one(TaskList).cursor_ref or "")
        if row is None:
            self.say("No task is marked. Move to one with the arrow keys.", "caution")
        return row

    # -- tasks ------------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_tick(self) -> None:
        """Record that the marked task is done; a task that waits for a second person is checked instead."""
        row = self.marked()
        if row is None:
            return
        if row.standing.status is TaskStatus.AWAITS_CHECK:
            await self._check(row, "t")
        elif row.standing.status in SETTLED and not row.standing.tell_again:
            self.say(f"{row.task.ref} is already {row.badge.words}. To do it again press x and reopen it.", "caution")
        else:
            await self._tick(row, "t")

    async def _tick(self, row: TaskRow, opened_by: str, *, complications: bool = False) -> None:
        from cutover_tui.ui.dialogs.tick_strip import TickStrip  # noqa: PLC0415 (loaded when first asked)

        ref = row.task.ref

        def complete(answer: TickAnswer) -> object:
            act = self.act(answer.by, at=answer.at, late_reason=answer.late_reason)
            return complete_task(self.run_state, act, ref, **_tick_facts(answer))

        strip = TickStrip(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            unusual=unusual_words(self.run_state, ref, self.cutover_run.clock.now()),
            complications=complications,
            typed_by=self.typist(),
            opened_by=opened_by,
            decide=complete,
        )
        answer = await self.app.push_screen_wait(strip)
        if answer is None:
            return
        if answer.outcome == "not done":
            await self.not_done(row, answer.observed)
            return
        act = self.act(answer.by, at=answer.at, late_reason=answer.late_reason)
        entry = await self.attempt(lambda: self.cutover_run.complete_task(act, ref, **_tick_facts(answer)))
        if entry is not None:
            self._say_done(ref)

    def _say_done(self, ref: str) -> None:
        standing = self.run_state.standing(ref)
        if standing.status is TaskStatus.AWAITS_CHECK:
            self.say(f"{ref} recorded. A second person checks it: mark it and press c.", "caution")
        else:
            zone = self.run_state.plan.calendar.zone
            at = clock_words(standing.happened_at, zone) if standing.happened_at is not None else ""
            self.say(f"{ref} recorded as done, {at} {standing.by}.", "done")

    @work(exclusive=True, group="ask")
    async def action_second_check(self) -> None:
        """Record a second person's check of the marked task."""
        row = self.marked()
        if row is not None:
            await self._check(row, "c")

    async def _check(self, row: TaskRow, opened_by: str) -> None:
        from cutover_tui.ui.dialogs.check_strip import CheckStrip  # noqa: PLC0415 (loaded when first asked)

        ref = row.task.ref
        if row.standing.status is not TaskStatus.AWAITS_CHECK:
            self.say(f"{ref} does not wait for a second person. Press t to record it.", "caution")
            return

        def check(answer: CheckAnswer) -> object:
            act = self.act(answer.by, at=answer.at, late_reason=answer.late_reason)
            return check_task(self.run_state, act, ref, observed=answer.observed, agrees=answer.agrees)

        strip = CheckStrip(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            typed_by=self.typist(),
            opened_by=opened_by,
            decide=check,
        )
        answer = await self.app.push_screen_wait(strip)
        if answer is None:
            return
        act = self.act(answer.by, at=answer.at, late_reason=answer.late_reason)
        entry = await self.attempt(
            lambda: self.cutover_run.check_task(act, ref, observed=answer.observed, agrees=answer.agrees)
        )
        if entry is not None and answer.agrees:
            self._say_done(ref)
        elif entry is not None:
            self.say(f"{ref}: the two answers differ. It needs a third look by somebody else.", "caution")

    @work(exclusive=True, group="ask")
    async def action_begin(self) -> None:
        """Record that somebody is doing the marked task."""
        row = self.marked()
        if row is None:
            return
        from cutover_tui.ui.dialogs.start_strip import StartStrip  # noqa: PLC0415 (loaded when first asked)

        ref = row.task.ref
        strip = StartStrip(
            self.run_state,
            row.task,
            typed_by=self.typist(),
            opened_by="s",
            decide=lambda by: start_task(self.run_state, self.act(by), ref),
        )
        by = await self.app.push_screen_wait(strip)
        if by is not None:
            act = self.act(by)
            entry = await self.attempt(lambda: self.cutover_run.start_task(act, ref))
            if entry is not None:
                self.say(f"{ref} is being done by {by}.", "info")

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Write a note on the marked task."""
        row = self.marked()
        if row is None:
            return
        from cutover_tui.ui.dialogs.note_dialog import NoteDialog  # noqa: PLC0415 (loaded when first asked)

        ref = row.task.ref

        def note(answer: NoteAnswer) -> object:
            return add_note(self.run_state, self.act(answer.by), answer.note, ref=ref)

        dialog = NoteDialog(
            self.run_state, ref=ref, words=row.task.title, typed_by=self.typist(), opened_by="n", decide=note
        )
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            act = self.act(answer.by)
            if await self.attempt(lambda: self.cutover_run.add_note(act, answer.note, ref=ref)) is not None:
                self.say(f"Note on {ref} recorded.", "done")

    async def not_done(self, row: TaskRow, observed: str = "") -> None:
        """Ask what came of a task that was not done."""
        raise NotImplementedError


def _tick_facts(answer: TickAnswer) -> dict[str, str]:
    return {
        "observed": answer.observed,
        "checked_by": answer.checked_by,
        "reason": answer.reason,
        "complications": answer.complications,
        "note": answer.note,
    }
