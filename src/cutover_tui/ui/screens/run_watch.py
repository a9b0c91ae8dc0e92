"""What the run screen does by itself: greet, look around once a second, and leave in good order."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.closing import closed_words, old_system_words
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.log_events import ClockChanged
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, duration_words
from cutover_tui.runner.story import line_of, short_line
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.screens.run_moves import RunMoves

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.ui.screens.desk import Desk

LAST_ENTRIES = 3
"""How many entries people are asked to look at after a window ended without leaving (`integrity.md` A5)."""
VERIFY_EVERY = timedelta(minutes=5)
"""How often the whole log is checked while the screen is open (`integrity.md` 0, 9)."""
FELL_DUE = 4
"""How many tasks that fell due are named."""


class RunWatch(RunMoves):
    """The run screen's own acts, for which nobody presses a key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._late_before: set[str] | None = None
        """What was past due before the minute changed, until somebody asked."""
        self._looking = False
        self._verified_at = self.cutover_run.clock.now()

    @work(group="opening")
    async def record_opening(self) -> None:
        """Record that the run was opened, once it is seen, and greet; where that is not recorded, say so and go on."""
        if self.desk.look_only:
            self.take_damage(self.desk.words)
            return
        by = self.desk.keyboard or PROGRAM
        self.desk.saving += 1
        try:
            await self.recorder.do(lambda: self.cutover_run.reopened(by))
        except AuditLogBroken as broken:
            self.take_damage(str(broken))
        except Refused as refused:
            if not self.desk.leaving:
                self.not_recorded(refused)
        else:
            self.take_up()
            self.greet()
            self.keep_copy()
        finally:
            self.desk.saving -= 1
            self.show_saved()

    def greet(self) -> None:
        """Say first what people must know: entries to look at again, or what there is to do."""
        if self.desk.second_copy is not None and self.desk.second_copy.state.words:
            self.say(self.desk.second_copy.state.words, "caution")
        elif self.run_state.unclean and (told := self._last_entries()):
            self.say(
                "This run was not left in good order, or is open in another window too. "
                f"Look at the last entries again: {' | '.join(told)}",
                "caution",
            )
        elif self.run_state.attention:
            self.say(self.run_state.attention[-1].words, "caution")
        elif self._long_view():
            self.say(self._long_view())
        else:
            self.say("Arrow keys mark a task, t records it as done, ? shows every key.")

    def _long_view(self) -> str:
        """What stays true for weeks: how the run was closed, and until when the old system can be read."""
        now = self.cutover_run.clock.now()
        return " ".join(filter(None, (closed_words(self.run_state), old_system_words(self.run_state, now))))

    def _last_entries(self) -> list[str]:
        """The last things people recorded, newest first, in short."""
        zone = self.run_state.plan.calendar.zone
        lines = (line_of(entry, self.run_state) for entry in reversed(self.cutover_run.entries))
        return [short_line(line, zone) for line in islice((line for line in lines if not line.system), LAST_ENTRIES)]

    # -- once a second ----------------------------------------------------------------------------------------------

    def look_around(self, now: datetime) -> None:
        """Look for what changed without a key, unless the last look is still under way."""
        if self._looking or self.desk.leaving:
            return
        check_all = now - self._verified_at >= VERIFY_EVERY
        if check_all:
            self._verified_at = now
        self._looking = True
        self.run_worker(self._look(now, check_all=check_all), group="look")

    async def _look(self, now: datetime, *, check_all: bool) -> None:
        try:
            await self.look(now, check_all=check_all)
        finally:
            self._looking = False

    async def look(self, now: datetime, *, check_all: bool) -> None:
        """Take up other windows' entries, watch the clock, bring the copy up, and now and then check the whole log."""
        if self.cutover_run.log.broken is not None:
            return
        slept = None
        try:
            slept = await self.recorder.do(self._look_in_thread)
            if check_all and not self.desk.look_only:
                await self._verify_all()
        except AuditLogBroken as broken:
            self.take_damage(str(broken))
        except Refused as refused:
            if not self.desk.leaving:
                self.not_recorded(refused)
                self.show_saved()
        if self.desk.leaving or not self.is_attached:
            return
        before = self._late_refs() if self._late_before is None else self._late_before
        self._late_before = None
        self.take_up()
        if slept is not None and isinstance(slept.event, ClockChanged):
            self._say_slept(slept.event.seconds, now, before)
            self.show_saved()
        if self.desk.second_copy is not None and self.desk.second_copy.state.behind:
            self.keep_copy()

    def _look_in_thread(self) -> Entry | None:
        self.cutover_run.catch_up()
        return None if self.desk.look_only else self.cutover_run.watch_clock()

    async def _verify_all(self) -> None:
        """Check the whole log, beside the recording; a second time before anybody is alarmed."""
        if not await asyncio.to_thread(self._damage_found):
            return
        words = await self.recorder.do(self._damage_found)
        if words:
            self.take_damage(f"The audit log did not pass its check: {words} Stop.")

    def _damage_found(self) -> str:
        """What is wrong with the log up to where this window has read it; what comes after, `catch_up` judges."""
        from cutover_tui.runner.verification import verify  # noqa: PLC0415 (loaded when first checked)

        known = self.cutover_run.tail.count
        found = verify(self.cutover_run.log.folder)
        if found.passed or (found.readable and (found.first_bad_seq or 0) >= known):
            return ""
        return next((check.words for check in found.checks if not check.passed), "")

    # -- time -------------------------------------------------------------------------------------------------------

    def pass_minute(self, now: datetime) -> None:
        """Show what the time alone changed, and remember what was late before it."""
        if self._late_before is None:
            self._late_before = self._late_refs()
        self.show_time(now)

    def _late_refs(self) -> set[str]:
        return {ref for ref, row in self.row_cache.rows.items() if row.timeliness.lateness in PRESSING}

    def _say_slept(self, seconds: int, now: datetime, late_before: set[str]) -> None:
        """Say that the machine slept or its clock changed, and what fell due meanwhile (`peers.md` c 22)."""
        zone = self.run_state.plan.calendar.zone
        self.show_time(now)
        fell_due = sorted(self._late_refs() - late_before)
        start = clock_words(now - timedelta(seconds=max(seconds, 0)), zone)
        what = (
            f"The computer slept, or its clock was changed, from {start} to {clock_words(now, zone)}"
            if seconds > 0
            else f"The clock was set back by {duration_words(-seconds)}"
        )
        more = f" and {len(fell_due) - FELL_DUE} more" if len(fell_due) > FELL_DUE else ""
        one = "1 task fell due" if len(fell_due) == 1 else f"{len(fell_due)} tasks fell due"
        due = f"; {one}: {', '.join(fell_due[:FELL_DUE])}{more}" if fell_due else ""
        self.say(f"{what}{due}.", "caution")

    def show_time(self, now: datetime) -> None:
        """Show what the time alone changed."""
        raise NotImplementedError

    def ask_pause(self) -> bool:
        """Tell whether a count of the plan is reached at which people are asked to pause, and nobody has answered.

        Nothing is paused by this, and no key is taken: the tally marks it, and the question itself is a caution.
        """
        return bool(asking(self.run_state, self.cutover_run.clock.now()))

    # -- leaving ----------------------------------------------------------------------------------------------------

    async def leave(self) -> None:
        """Record that the run was left in good order and close; where that cannot be recorded, ask first."""
        self.desk.leaving = True
        problem = await self._record_leaving()
        if problem:
            self.desk.leaving = False
            if not await self._leave_all_the_same(problem):
                return
            self.desk.leaving = True
        await self.let_go()
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()

    async def leave_at_once(self) -> str:
        """Leave without a question, for a program that ends; what could not be recorded, in words."""
        self.desk.leaving = True
        problem = await self._record_leaving()
        await self.let_go()
        return problem

    async def let_go(self) -> None:
        """Bring the second copy up one last time, and let go of the files once everything handed in is done."""
        copy = self.desk.second_copy
        if copy is not None:
            with suppress(AuditLogBroken):  # it was said when it was found
                await asyncio.to_thread(copy.keep_up)
            await asyncio.to_thread(copy.close)
        await self.recorder.close()
        self.cutover_run.close()

    async def _record_leaving(self) -> str:
        """Record that the run was left in good order; why not, where the log did not take it."""
        if self.desk.look_only:
            return ""
        by = self.desk.typist() or PROGRAM
        try:
            await self.recorder.do(lambda: self.cutover_run.leave(by))
        except (Refused, AuditLogBroken) as problem:
            return str(problem)
        return ""

    async def _leave_all_the_same(self, problem: str) -> bool:
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        dialog = AskDialog(
            "Leave all the same?",
            f"The log did not take that you leave. {problem}",
            (AskChoice("n", "stay", "stay"), AskChoice("y", "leave", "leave", "what was saved before stays saved")),
        )
        return await self.put(dialog) == "leave"
