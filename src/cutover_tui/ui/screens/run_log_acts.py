"""What the keys of the run screen do about outcomes, corrections and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.anchors import Replan, move_anchor, record_anchor, replan
from cutover_tui.domain.deferral import defer_task
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.state import with_moved_anchor
from cutover_tui.domain.tasks import mark_cannot_do, mark_not_needed, reopen_task
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.service_told import services_of_entry, services_of_task
from cutover_tui.ui.screens.run_acts import RunActs
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.dialogs.anchor_dialog import AnchorAnswer
    from cutover_tui.ui.dialogs.correct_dialog import CorrectAnswer
    from cutover_tui.ui.dialogs.not_done_menu import NotDoneAnswer


class RunLogActs(RunActs):
    """The second half of the run screen's acts: what is not a plain tick."""

    # -- outcomes and corrections -----------------------------------------------------------------------------------

    @work(group="ask")
    async def action_not_done(self) -> None:
        """Ask what to record about the marked task other than a tick."""
        row = self.marked()
        if row is not None:
            await self.not_done(row)

    async def not_done(self, row: TaskRow, observed: str = "") -> None:
        """Ask what came of a task that was not simply done, and record it."""
        from cutover_tui.ui.dialogs.not_done_menu import NotDoneMenu  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = row.task.ref, self.desk.typist()

        def act_of(answer: NotDoneAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        menu = NotDoneMenu(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            seen=observed,
            typed_by=typed_by,
            opened_by="x",
            decide=lambda answer: self._judge_outcome(ref, act_of(answer), answer),
        )
        answer = await self.put(menu)
        if answer is None:
            return
        if answer.kind == "complications":
            await self.tick(row, "", complications=True)
        elif answer.kind == "correct":
            from cutover_tui.ui.screens.correcting import correctable_about  # noqa: PLC0415 (loaded when first asked)

            await self._correct(correctable_about(self.cutover_run, ref))
        else:
            await self._record_outcome(ref, act_of(answer), answer)

    async def _record_outcome(self, ref: str, act: Act, answer: NotDoneAnswer) -> None:
        before = self.run_state
        if await self.attempt(self._outcome(ref, act, answer)) is not None:
            words = f"{ref}: {self._outcome_words(ref, answer)}, {answer.by}."
            self.say_with_services(words, "info", before, services_of_task(before, ref))

    def _judge_outcome(self, ref: str, act: Act, answer: NotDoneAnswer) -> object:
        match answer.kind:
            case "cannot do":
                return mark_cannot_do(self.run_state, act, ref, reason=answer.reason)
            case "not needed":
                return mark_not_needed(self.run_state, act, ref, reason=answer.reason)
            case "defer":
                return defer_task(self.run_state, act, ref, to=answer.to, until=answer.until, reason=answer.reason)
            case "reopen":
                return reopen_task(self.run_state, act, ref, reason=answer.reason)
            case "complications" | "correct":
                return None

    def _outcome(self, ref: str, act: Act, answer: NotDoneAnswer) -> Callable[[], Entry]:
        run = self.cutover_run
        match answer.kind:
            case "cannot do":
                return lambda: run.mark_cannot_do(act, ref, reason=answer.reason)
            case "not needed":
                return lambda: run.mark_not_needed(act, ref, reason=answer.reason)
            case "defer":
                return lambda: run.defer_task(act, ref, to=answer.to, until=answer.until, reason=answer.reason)
            case _:
                return lambda: run.reopen_task(act, ref, reason=answer.reason)

    def _outcome_words(self, ref: str, answer: NotDoneAnswer) -> str:
        """What was recorded, in a few words."""
        match answer.kind:
            case "cannot do":
                return "recorded as one that cannot be done for now"
            case "not needed":
                return "recorded as not needed"
            case "defer":
                due = self.row_cache.guests.get(ref, self.row_cache.rows[ref]).window.due_at
                zone = self.run_state.plan.calendar.zone
                back = f"due there {moment_words(due, zone)}" if due is not None else "without a time yet"
                return f"deferred to list {answer.to}, {back}"
            case _:
                return "to do again"

    @work(group="ask")
    async def action_correct_last(self) -> None:
        """Correct the last entry recorded in this window, or one about the marked task."""
        from cutover_tui.ui.screens.correcting import correctable_about  # noqa: PLC0415 (loaded when first asked)

        row = self.row_cache.rows.get(self.query_one(TaskList).cursor_ref)
        about = correctable_about(self.cutover_run, row.task.ref) if row is not None else []
        if self.desk.last_recorded is not None:
            last = self.cutover_run.entry(self.desk.last_recorded)
            about = [last, *(entry for entry in about if entry.seq != last.seq)]
        if not about:
            what = f"about {row.task.ref}" if row is not None else "in this window"
            self.say(f"Nothing has been recorded {what} yet, so there is nothing to correct.", "caution")
            return
        await self._correct(about)

    @work(group="ask")
    async def correct_chosen(self, seq: int) -> None:
        """Correct one entry, chosen in the log."""
        await self._correct([self.cutover_run.entry(seq)])

    async def _correct(self, entries: Sequence[Entry]) -> None:
        """Ask which of some entries was wrong, in which field, and what is right.

        Args:
            entries: Those that can be corrected, the likeliest first; never none.
        """
        from cutover_tui.domain.corrections import correct_entry  # noqa: PLC0415 (loaded when first asked)
        from cutover_tui.ui.dialogs.correct_dialog import CorrectDialog  # noqa: PLC0415
        from cutover_tui.ui.screens.correcting import asked_of  # noqa: PLC0415

        typed_by = self.desk.typist()
        refs = {ref for entry in entries for ref in tasks_of(entry.event)}
        ref = refs.pop() if len(refs) == 1 else ""

        def judge(given: CorrectAnswer) -> object:
            entry, act = self.cutover_run.entry(given.seq), self.desk.act(given.by, typed_by)
            return correct_entry(self.run_state, act, entry, field=given.field, now=given.now, reason=given.reason)

        dialog = CorrectDialog(
            self.run_state,
            [asked_of(self.run_state, entry) for entry in entries],
            now=self.cutover_run.clock.now,
            ref=ref,
            words=self.run_state.task_by_ref[ref].title if ref in self.run_state.task_by_ref else "",
            typed_by=typed_by,
            opened_by="u",
            decide=judge,
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act, before = self.desk.act(answer.by, typed_by), self.run_state
        entry = await self.attempt(
            lambda: self.cutover_run.correct_entry(
                act, answer.seq, field=answer.field, now=answer.now, reason=answer.reason
            )
        )
        if entry is not None:
            words = f"Entry {answer.seq} corrected by entry {entry.seq}; the old words stay, struck through."
            self.say_with_services(words, "info", before, services_of_entry(before, answer.seq))

    # -- dates ------------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_dates(self) -> None:
        """Record that an anchor happened, or move its plan."""
        from cutover_tui.ui.dialogs.anchor_dialog import AnchorDialog, replan_words  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        dialog = AnchorDialog(
            self.run_state,
            now=self.cutover_run.clock.now,
            preview=self._preview,
            typed_by=typed_by,
            opened_by="a",
            decide=lambda given: self._judge_anchor(given, self.desk.act(given.by, typed_by)),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        before = self.run_state
        if await self.attempt(self._anchor_act(answer, self.desk.act(answer.by, typed_by))) is not None:
            change = replan(before, self.run_state, self.cutover_run.clock.now())
            what = "recorded" if answer.kind == "happened" else "moved"
            level = "caution" if change.too_late or change.tell_again else "info"
            self.say(f"{answer.code} {what}. {replan_words(change)}", level)

    def _preview(self, code: str, to: datetime) -> Replan:
        return replan(self.run_state, with_moved_anchor(self.run_state, code, to), self.cutover_run.clock.now())

    def _judge_anchor(self, answer: AnchorAnswer, act: Act) -> object:
        if answer.kind == "happened":
            return record_anchor(self.run_state, act, answer.code, happened=answer.when, reason=answer.reason)
        return move_anchor(
            self.run_state, act, answer.code, to=answer.when, reason=answer.reason, agreed_by=answer.agreed_by
        )

    def _anchor_act(self, answer: AnchorAnswer, act: Act) -> Callable[[], Entry]:
        run = self.cutover_run
        if answer.kind == "happened":
            return lambda: run.record_anchor(act, answer.code, happened=answer.when, reason=answer.reason)
        return lambda: run.move_anchor(
            act, answer.code, to=answer.when, reason=answer.reason, agreed_by=answer.agreed_by
        )
