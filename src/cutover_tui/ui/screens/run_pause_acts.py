"""What the keys of the run screen do about holds and pauses, and how a paused run looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.holds import PAUSE, HoldAsked, answer_hold, ask_hold
from cutover_tui.domain.leads import call_words, pausers
from cutover_tui.domain.pause_log import pauses_in_force
from cutover_tui.domain.pauses import PauseDeclared, declare_pause, press_pause
from cutover_tui.runner.pause_story import thanks_words
from cutover_tui.ui.screens.board_acts import BoardActs
from cutover_tui.ui.widgets.clock_band import ClockBand

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.ui.dialogs.hold_dialog import HoldAnswerGiven
    from cutover_tui.ui.widgets.hold_bar import HoldBar
    from cutover_tui.ui.widgets.pause_band import PauseBand


class RunPauseActs(BoardActs):
    """Holds, pauses and the frame of a paused run."""

    # -- acts -------------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_pause(self) -> None:
        """Pause from this key press on; while paused, show the pause to say more and to restart."""
        if pauses_in_force(self.run_state):
            self.action_show_board("pauses")
            return
        await self.pause_now("!")

    async def pause_now(self, opened_by: str) -> None:
        """Ask who pauses, and record the pause from the moment the key was pressed."""
        pressed = self.cutover_run.clock.now()
        from cutover_tui.ui.dialogs.pause_strip import PauseStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        strip = PauseStrip(
            self.run_state,
            pressed=pressed,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: press_pause(self.run_state, self.desk.act(given, typed_by, at=pressed)),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by, at=pressed)
        entry = await self.attempt(lambda: self.cutover_run.press_pause(act))
        if entry is not None:
            self._say_paused(entry)
            await self._seal_pause(entry)

    async def _seal_pause(self, entry: Entry) -> None:
        """Show the seal once a pause stands. It comes after the pause and gives way to `!`, Esc and every screen."""
        if not isinstance(entry.event, PauseDeclared) or entry.event.pause not in self.run_state.pauses:
            return
        from cutover_tui.domain.sealing import pause_moment  # noqa: PLC0415 (loaded when first paused)
        from cutover_tui.ui.screens.sealing import seal_if_free  # noqa: PLC0415

        moment = pause_moment(self.run_state.pauses[entry.event.pause])
        await seal_if_free(self, moment.occasion, opened_by="!", onward=lambda: self.action_show_board("pauses"))

    def _say_paused(self, entry: Entry) -> None:
        event = entry.event
        if isinstance(event, PauseDeclared):
            self.say(f"{event.pause}: PAUSED by {event.by}. Press ! to say what it covers and who was told.", "caution")
        elif isinstance(event, HoldAsked):
            whom = call_words(self.run_state, pausers(self.run_state))
            self.say(f"{event.hold}: {event.by} asked for a pause; the next gate waits. Call now: {whom}.", "caution")

    @work(group="ask")
    async def action_hold(self) -> None:
        """Ask for a hold, or answer one."""
        from cutover_tui.ui.dialogs.hold_dialog import HoldDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        dialog = HoldDialog(
            self.run_state,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="h",
            decide=lambda given: self._judge_hold(given, self.desk.act(given.by, typed_by)),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        entry = await self.attempt(self._hold_act(answer, self.desk.act(answer.by, typed_by)))
        if entry is None:
            return
        if answer.hold:
            self.say(f"{answer.hold} answered, {answer.answer}. {thanks_words(self.run_state, answer.hold)}.")
            await self._seal_pause(entry)
        else:
            minutes = self.run_state.plan.pause.hold_minutes
            self.say(f"Hold asked for by {answer.by}. The next gate waits; a lead answers within {minutes} minutes.")

    def _judge_hold(self, given: HoldAnswerGiven, act: Act) -> object:
        if not given.hold:
            return ask_hold(self.run_state, act, reason=given.reason)
        if given.answer == PAUSE:
            return declare_pause(self.run_state, act, hold=given.hold, seen=given.reason)
        return answer_hold(self.run_state, act, given.hold, answer=given.answer, reason=given.reason)

    def _hold_act(self, given: HoldAnswerGiven, act: Act) -> Callable[[], Entry]:
        run = self.cutover_run
        if not given.hold:
            return lambda: run.ask_hold(act, reason=given.reason)
        if given.answer == PAUSE:
            return lambda: run.declare_pause(act, hold=given.hold, seen=given.reason)
        return lambda: run.answer_hold(act, given.hold, answer=given.answer, reason=given.reason)

    # -- how it looks -----------------------------------------------------------------------------------------------

    def show_pause(self, now: datetime) -> None:
        """Show the frame of a paused run and the holds; the clocks stand still while it is paused."""
        state = self.cutover_run.state
        if not (state.pauses or state.holds):
            return
        from cutover_tui.runner.pause_board import hold_lines, pause_frame  # noqa: PLC0415 (loaded when first shown)

        frame = pause_frame(state, now)
        band, bar = self._bands()
        band.show(frame, now)
        bar.show(hold_lines(state, now))
        if self.has_class("-paused") != (frame is not None):
            self.set_class(frame is not None, "-paused")
            self.query_one(ClockBand).display = frame is None

    def _bands(self) -> tuple[PauseBand, HoldBar]:
        """The band of a paused run and the row of holds, put under the clocks when they are first needed."""
        from cutover_tui.ui.widgets.hold_bar import HoldBar  # noqa: PLC0415 (loaded when first shown)
        from cutover_tui.ui.widgets.pause_band import PauseBand  # noqa: PLC0415

        band, bar = self.query_one_optional(PauseBand), self.query_one_optional(HoldBar)
        if band is not None and bar is not None:
            return band, bar
        band, bar = PauseBand(zone=self.run_state.plan.calendar.zone), HoldBar()
        self.mount(band, bar, after=self.query_one(ClockBand))
        return band, bar
