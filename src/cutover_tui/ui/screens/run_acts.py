"""What the keys of the run screen do with one task: tick, check, start, note."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from textual import work

from cutover_tui.domain.notes import add_note
from cutover_tui.domain.second_person import check_task
from cutover_tui.domain.tasks import SETTLED, TaskStatus, complete_task, start_task
from cutover_tui.domain.time_words import clock_words
from cutover_tui.domain.unusual import unusual_words
from cutover_tui.runner.service_told import services_of_task, staying_words
from cutover_tui.ui.screens.run_asking import RunAsking

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.confirmation import Confirmation
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.dialogs.check_strip import CheckAnswer
    from cutover_tui.ui.dialogs.note_dialog import NoteAnswer
    from cutover_tui.ui.dialogs.tick_strip import TickAnswer


class RunActs(RunAsking):
    """The acts on one task; how the screen is laid out and shown is `RunScreen`'s."""

    @work(group="ask")
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
            await self.tick(row, "t")

    async def tick(self, row: TaskRow, opened_by: str, *, complications: bool = False) -> None:
        """Ask what was seen and who did it, and record the task as done."""
        from cutover_tui.ui.dialogs.tick_strip import TickStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = row.task.ref, self.desk.typist()

        def act_of(answer: TickAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = TickStrip(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            unusual=unusual_words(self.run_state, ref, self.cutover_run.clock.now()),
            complications=complications,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: complete_task(self.run_state, act_of(given), ref, **tick_facts(given)),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        if answer.outcome == "not done":
            await self.not_done(row, answer.observed)
            return
        act, facts, before = act_of(answer), tick_facts(answer), self.run_state
        if await self.attempt(lambda: self.cutover_run.complete_task(act, ref, **facts)) is not None:
            self._say_done(ref, before)

    def _say_done(self, ref: str, before: RunState) -> None:
        standing = self.run_state.standing(ref)
        instances = services_of_task(self.run_state, ref)
        if standing.status is TaskStatus.AWAITS_CHECK:
            words = f"{ref} recorded. A second person checks it: mark it and press c."
            self.say_with_services(words, "caution", before, instances)
        else:
            zone = self.run_state.plan.calendar.zone
            at = clock_words(standing.happened_at, zone) if standing.happened_at is not None else ""
            words = f"{ref} recorded as done, {at} {standing.by}.{self._call_aloud(ref)}"
            self.say_with_services(words, "info", before, instances)

    def _call_aloud(self, ref: str) -> str:
        """What is said aloud when a task was the last of its list, such as `Final data production complete`."""
        code = self.run_state.task_by_ref[ref].checklist
        counted = self.row_cache.tally_of(code)
        call = next((one.completion_call for one in self.run_state.plan.checklists if one.code == code), "")
        return f" Say aloud: ‘{call}.’" if call and counted.settled == counted.total else ""

    @work(group="ask")
    async def action_second_check(self) -> None:
        """Record a second person's check of the marked task."""
        row = self.marked()
        if row is not None:
            await self._check(row, "c")

    async def _check(self, row: TaskRow, opened_by: str) -> None:
        from cutover_tui.ui.dialogs.check_strip import CheckStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = row.task.ref, self.desk.typist()
        if row.standing.status is not TaskStatus.AWAITS_CHECK:
            press = "" if row.standing.status in SETTLED else " Press t to record it."
            self.say(f"{ref} does not wait for a second person.{press}", "caution")
            return

        def act_of(answer: CheckAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = CheckStrip(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: check_task(
                self.run_state, act_of(given), ref, observed=given.observed, agrees=given.agrees
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act, before = act_of(answer), self.run_state
        entry = await self.attempt(
            lambda: self.cutover_run.check_task(act, ref, observed=answer.observed, agrees=answer.agrees)
        )
        if entry is not None and answer.agrees:
            self._say_done(ref, before)
        elif entry is not None:
            words = f"{ref}: the two answers differ. It needs a third look by somebody else."
            self.say(f"{words} {staying_words(self.run_state, ref)}".strip(), "caution")

    @work(group="ask")
    async def action_begin(self) -> None:
        """Record that somebody is doing the marked task."""
        row = self.marked()
        if row is None:
            return
        from cutover_tui.ui.dialogs.start_strip import StartStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = row.task.ref, self.desk.typist()
        strip = StartStrip(
            self.run_state,
            row.task,
            typed_by=typed_by,
            opened_by="b",
            decide=lambda given: start_task(self.run_state, self.desk.act(given, typed_by), ref),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by)
        if await self.attempt(lambda: self.cutover_run.start_task(act, ref)) is not None:
            self.say(f"{ref} is being done by {by}.")

    @work(group="ask")
    async def action_note(self) -> None:
        """Write a note on the marked task."""
        row = self.marked()
        if row is None:
            return
        from cutover_tui.ui.dialogs.note_dialog import NoteDialog  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = row.task.ref, self.desk.typist()

        def note(given: NoteAnswer) -> object:
            return add_note(self.run_state, self.desk.act(given.by, typed_by), given.note, ref=ref)

        dialog = NoteDialog(
            self.run_state, ref=ref, words=row.task.title, typed_by=typed_by, opened_by="n", decide=note
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        if await self.attempt(lambda: self.cutover_run.add_note(act, answer.note, ref=ref)) is not None:
            self.say(f"Note on {ref} recorded.")

    async def not_done(self, row: TaskRow, observed: str = "") -> None:
        """Ask what came of a task that was not done."""
        raise NotImplementedError


class _TickFacts(TypedDict):
    """What a tick records of an answer."""

    observed: str
    checked_by: str
    reason: str
    complications: str
    note: str
    said: Confirmation


def tick_facts(answer: TickAnswer) -> _TickFacts:
    """What a tick's answer says, by the names the act has for it."""
    return {
        "observed": answer.observed,
        "checked_by": answer.checked_by,
        "reason": answer.reason,
        "complications": answer.complications,
        "note": answer.note,
        "said": answer.said,
    }
