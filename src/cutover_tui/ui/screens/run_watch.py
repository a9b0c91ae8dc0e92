"""What the run screen does by itself: greet, look around once a second, and leave in good order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.log_events import ClockChanged
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, duration_words
from cutover_tui.runner.story import line_of, short_line
from cutover_tui.runner.verification import verify
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.screens.run_moves import RunMoves

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.events import Entry

LAST_ENTRIES = 3
"""How many entries people are asked to look at after a window ended without leaving (`integrity.md` A5)."""


class RunWatch(RunMoves):
    """The run screen's own acts, for which nobody presses a key."""

    def greet(self) -> None:
        """Say first what people must know: damage, entries to look at again, or what there is to do."""
        run = self.cutover_run
        if run.log.broken is not None:
            self.take_damage(run.log.broken)
            return
        if self.run_state.unclean:
            zone = self.run_state.plan.calendar.zone
            lines = [line_of(entry, self.run_state) for entry in reversed(run.entries)]
            told = [short_line(line, zone) for line in lines if not line.system][:LAST_ENTRIES]
            if told:
                self.say(
                    f"This run was not left in good order. Look at the last entries again: {' | '.join(told)}",
                    "caution",
                )
                return
        if self.run_state.attention:
            self.say(self.run_state.attention[-1].words, "caution")
            return
        self.say("Arrow keys mark a task, t records it as done, ? shows every key.", "info")

    async def look(self, now: datetime, *, check_all: bool) -> None:
        """Take up other windows' entries, watch the clock, bring the copy up, and now and then check the whole log."""
        if self.cutover_run.log.broken is not None:
            return
        try:
            slept = await self.recorder.do(self._look_in_thread)
            if check_all:
                await self._verify_all()
        except AuditLogBroken as broken:
            self.take_damage(broken)
            return
        except Refused as refused:
            self.say(str(refused), "caution")
            return
        late_before = self._late_refs()
        self.take_up()
        if slept is not None and isinstance(slept.event, ClockChanged):
            self._say_slept(slept.event.seconds, now, late_before)
        if self.second_copy is not None and self.second_copy.state.behind:
            self._keep_copy()

    def _look_in_thread(self) -> Entry | None:
        self.cutover_run.catch_up()
        return self.cutover_run.watch_clock()

    async def _verify_all(self) -> None:
        folder = self.cutover_run.log.folder
        verification = await self.recorder.do(lambda: verify(folder))
        if not verification.passed:
            failed = next((check.words for check in verification.checks if not check.passed), "")
            self.show_saved("LOG DAMAGED, look only", "overdue")
            self.say(f"The audit log did not pass its check: {failed} Stop, and carry on with the paper list.", "stop")

    def _late_refs(self) -> set[str]:
        return {ref for ref, row in self.row_cache.rows.items() if row.timeliness.lateness in PRESSING}

    def _say_slept(self, seconds: int, now: datetime, late_before: set[str]) -> None:
        """Say that the machine slept or its clock changed, and what fell due meanwhile (`peers.md` c 22)."""
        zone = self.run_state.plan.calendar.zone
        self._update_time(now)
        fell_due = self._late_refs() - late_before
        start = clock_words(now - timedelta(seconds=max(seconds, 0)), zone)
        what = (
            f"The screen was asleep from {start} to {clock_words(now, zone)}"
            if seconds > 0
            else f"The clock was set back by {duration_words(-seconds)}"
        )
        due = f"; {len(fell_due)} tasks fell due: {', '.join(sorted(fell_due)[:4])}" if fell_due else ""
        self.say(f"{what}{due}.", "caution")

    def _update_time(self, now: datetime) -> None:
        """Show what the time alone changed."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Record that the run was left in good order, and let go of its files."""
        run = self.cutover_run
        if run.log.broken is None:
            try:
                await self.recorder.do(lambda: run.leave(self.typist() or PROGRAM))
            except (Refused, AuditLogBroken) as problem:
                self.say(str(problem), "stop")
        if self.second_copy is not None:
            copy = self.second_copy
            await self.recorder.do(copy.keep_up)
            copy.close()
        self.recorder.close()
        run.close()
        self.dismiss()
