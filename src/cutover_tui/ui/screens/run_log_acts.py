"""What the keys of the run screen do about outcomes, corrections, dates, people, seals and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.anchors import Replan, move_anchor, record_anchor, replan
from cutover_tui.domain.deferral import defer_task
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.notes import EntryCorrected, correct_entry, correctable
from cutover_tui.domain.people import add_person
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import with_moved_anchor
from cutover_tui.domain.tasks import mark_cannot_do, mark_not_needed, reopen_task
from cutover_tui.domain.time_words import date_time_words
from cutover_tui.runner.story import line_of
from cutover_tui.ui.screens.run_acts import RunActs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.exports.safety_file import Export
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.dialogs.anchor_dialog import AnchorAnswer
    from cutover_tui.ui.dialogs.correct_dialog import CorrectAnswer
    from cutover_tui.ui.dialogs.not_done_menu import NotDoneAnswer
    from cutover_tui.ui.dialogs.who_dialog import WhoAnswer


class RunLogActs(RunActs):
    """The second half of the run screen's acts: what is not a plain tick."""

    # -- outcomes and corrections -----------------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_not_done(self) -> None:
        """Ask what to record about the marked task other than a tick."""
        row = self.marked()
        if row is not None:
            await self.not_done(row)

    async def not_done(self, row: TaskRow, observed: str = "") -> None:
        """Ask what came of a task that was not simply done, and record it."""
        from cutover_tui.ui.dialogs.not_done_menu import NotDoneMenu  # noqa: PLC0415 (loaded when first asked)

        ref = row.task.ref
        menu = NotDoneMenu(
            self.run_state,
            row.task,
            now=self.cutover_run.clock.now,
            seen=observed,
            typed_by=self.typist(),
            opened_by="x",
            decide=lambda answer: self._judge_outcome(ref, answer),
        )
        answer = await self.app.push_screen_wait(menu)
        if answer is None:
            return
        if answer.kind == "complications":
            await self._tick(row, "", complications=True)
        elif answer.kind == "correct":
            await self._correct(ref)
        elif await self.attempt(self._outcome(ref, answer)) is not None:
            self.say(f"{ref}: {self.row_cache.rows[ref].badge.words.lower()}, {answer.by}.", "info")

    def _judge_outcome(self, ref: str, answer: NotDoneAnswer) -> object:
        act = self._outcome_act(answer)
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

    def _outcome(self, ref: str, answer: NotDoneAnswer) -> Callable[[], Entry]:
        run, act = self.cutover_run, self._outcome_act(answer)
        match answer.kind:
            case "cannot do":
                return lambda: run.mark_cannot_do(act, ref, reason=answer.reason)
            case "not needed":
                return lambda: run.mark_not_needed(act, ref, reason=answer.reason)
            case "defer":
                return lambda: run.defer_task(act, ref, to=answer.to, until=answer.until, reason=answer.reason)
            case _:
                return lambda: run.reopen_task(act, ref, reason=answer.reason)

    def _outcome_act(self, answer: NotDoneAnswer) -> Act:
        return self.act(answer.by, at=answer.at, late_reason=answer.late_reason)

    @work(exclusive=True, group="ask")
    async def action_correct_last(self) -> None:
        """Correct the last entry recorded in this window, or one about the marked task."""
        row = self.marked()
        if row is not None:
            await self._correct(row.task.ref)

    @work(exclusive=True, group="ask")
    async def correct_chosen(self, seq: int) -> None:
        """Correct one entry, chosen in the log."""
        ref = getattr(self.cutover_run.entry(seq).event, "task", "")
        await self._correct(ref, seq)

    async def _correct(self, ref: str, seq: int | None = None) -> None:
        """Ask which entry about a task was wrong, in which field, and what is right."""
        from cutover_tui.ui.dialogs.correct_dialog import Correctable, CorrectDialog  # noqa: PLC0415 (loaded when first asked)

        entries = self.cutover_run.entries_about(ref)
        chosen = [entry for entry in entries if seq is None or entry.seq == seq]
        if not chosen:
            self.say(f"Nothing has been recorded about {ref} yet, so there is nothing to correct.", "caution")
            return

        def judge(answer: CorrectAnswer) -> object:
            entry = self.cutover_run.entry(answer.seq)
            return correct_entry(
                self.run_state, self.act(answer.by), entry, field=answer.field, now=answer.now, reason=answer.reason
            )

        dialog = CorrectDialog(
            self.run_state,
            [
                Correctable(line_of(entry, self.run_state), self._values(entry))
                for entry in reversed(chosen)
                if not isinstance(entry.event, EntryCorrected)
            ],
            now=self.cutover_run.clock.now,
            ref=ref,
            words=self.run_state.task_by_ref[ref].title if ref in self.run_state.task_by_ref else "",
            typed_by=self.typist(),
            opened_by="u",
            decide=judge,
        )
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        act = self.act(answer.by)
        entry = await self.attempt(
            lambda: self.cutover_run.correct_entry(
                act, answer.seq, field=answer.field, now=answer.now, reason=answer.reason
            )
        )
        if entry is not None:
            self.say(f"Entry {answer.seq} corrected by entry {entry.seq}; the old words stay, struck through.", "done")

    def _values(self, entry: Entry) -> dict[str, str]:
        """What can be corrected in an entry, as it stands after earlier corrections."""
        fields = correctable(entry)
        return {name: self.run_state.corrected_value(entry.seq, name, was) for name, was in fields.items()}

    # -- dates ------------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_dates(self) -> None:
        """Record that an anchor happened, or move its plan."""
        from cutover_tui.ui.dialogs.anchor_dialog import AnchorDialog, replan_words  # noqa: PLC0415 (loaded when first asked)

        dialog = AnchorDialog(
            self.run_state,
            now=self.cutover_run.clock.now,
            preview=self._preview,
            typed_by=self.typist(),
            opened_by="a",
            decide=self._judge_anchor,
        )
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        before = self.run_state
        if await self.attempt(self._anchor_act(answer)) is not None:
            change = replan(before, self.run_state, self.cutover_run.clock.now())
            self.say(f"{answer.code} recorded. {replan_words(change)}", "caution" if change.too_late else "done")

    def _preview(self, code: str, to: datetime) -> Replan:
        return replan(self.run_state, with_moved_anchor(self.run_state, code, to), self.cutover_run.clock.now())

    def _judge_anchor(self, answer: AnchorAnswer) -> object:
        act = self.act(answer.by)
        if answer.kind == "happened":
            return record_anchor(self.run_state, act, answer.code, happened=answer.when, reason=answer.reason)
        return move_anchor(
            self.run_state, act, answer.code, to=answer.when, reason=answer.reason, agreed_by=answer.agreed_by
        )

    def _anchor_act(self, answer: AnchorAnswer) -> Callable[[], Entry]:
        run, act = self.cutover_run, self.act(answer.by)
        if answer.kind == "happened":
            return lambda: run.record_anchor(act, answer.code, happened=answer.when, reason=answer.reason)
        return lambda: run.move_anchor(
            act, answer.code, to=answer.when, reason=answer.reason, agreed_by=answer.agreed_by
        )

    # -- people, seal, export ---------------------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_who(self) -> None:
        """Say who is at the keyboard, or add somebody to the roster."""
        from cutover_tui.ui.dialogs.who_dialog import WhoDialog  # noqa: PLC0415 (loaded when first asked)

        dialog = WhoDialog(self.run_state, recorder=self.typist(), opened_by="i", decide=self._judge_who)
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        if answer.new_name:
            act = self.act(self.typist())
            added = await self.attempt(
                lambda: self.cutover_run.add_person(
                    act, initials=answer.initials, name=answer.new_name, roles=answer.new_roles
                )
            )
            if added is None:
                return
        self.keyboard = answer.initials
        self.keyboard_seen = self.cutover_run.clock.now()
        self.say(f"{answer.initials} is at the keyboard.", "info")

    def _judge_who(self, answer: WhoAnswer) -> object:
        """Refuse a new person while nobody on the roster is at the keyboard to vouch for them."""
        if not answer.new_name:
            return None
        if not self.typist():
            msg = "Somebody on the roster vouches for a new person. Say first who is at the keyboard, then add them."
            raise Refused(msg)
        return add_person(
            self.run_state,
            self.act(self.typist()),
            initials=answer.initials,
            name=answer.new_name,
            roles=answer.new_roles,
        )

    @work(exclusive=True, group="ask")
    async def action_write_seal(self) -> None:
        """Show the seal to write on the wall sheet, and record who wrote it."""
        from cutover_tui.ui.dialogs.seal_dialog import SealDialog  # noqa: PLC0415 (loaded when first asked)

        seal = await self.recorder.do(self.cutover_run.seal)
        tail = self.cutover_run.tail
        zone = self.run_state.plan.calendar.zone
        when = date_time_words(self.cutover_run.clock.now(), zone)
        by = await self.app.push_screen_wait(
            SealDialog(self.run_state, seal, when, typed_by=self.typist(), opened_by="v")
        )
        if by is None:
            return
        if self.cutover_run.tail != tail:
            self.say("Something was recorded meanwhile, so this seal is not the latest. Press v again.", "caution")
            return
        act = self.act(by)
        if await self.attempt(lambda: self.cutover_run.write_seal(act)) is not None:
            self.say(f"Seal recorded as written by {by}.", "done")

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Write the safety file into the run's exports folder."""
        made = await self.recorder.do(self._export)
        if isinstance(made, str):
            self.say(made, "caution")
            return
        self.take_up()
        result = "checked and whole" if made.passed else "the log did not pass: see verification.txt"
        self.say(f"Safety file written: exports/{made.folder.name}, {result}.", "done" if made.passed else "caution")

    def _export(self) -> Export | str:
        """Write the export in the worker thread; the words of a refusal instead, where there is one."""
        from cutover_tui.exports.safety_file import export_safety_file  # noqa: PLC0415 (loaded when first asked)

        run = self.cutover_run
        try:
            made = export_safety_file(run, run.log.folder / "exports")
            if made.passed:
                run.note_export(self.typist() or PROGRAM, copy="full", folder=made.folder.name)
        except Refused as refused:
            return str(refused)
        return made
