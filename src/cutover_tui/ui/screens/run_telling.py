"""The run screen's part in speaking up."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.concerns import GATHERINGS
from cutover_tui.domain.notes import add_note
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.screens.asking import AskingScreen
from cutover_tui.ui.screens.run_watch import RunWatch

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.ui.dialogs.note_dialog import NoteAnswer


class RunTelling(RunWatch):
    """Lets people speak up, and keeps concerns apart from the log."""

    @work(group="ask")
    async def action_speak_up(self) -> None:
        """Let somebody speak up. Nothing of it changes who is at the keyboard, nor is an act of anybody."""
        from cutover_tui.ui.dialogs.speak_up_dialog import (  # noqa: PLC0415 (loaded when first asked)
            NAMED,
            SpeakUpDialog,
        )

        if self.desk.look_only:
            self.say("Nothing can be kept in this window. Use the paper slip (form M).", "caution")
            return
        answer = await self.put(SpeakUpDialog(self.run_state.plan.guardian, opened_by="S"))
        if answer is None:
            return
        if answer.way == NAMED:
            await self._say_with_name()
            return
        try:
            self.desk.box().hand_in(answer.area, answer.words, urgent=answer.urgent)
        except Refused as refused:
            self.say(str(refused), "caution")
            return
        if answer.urgent:
            words = f"A concern has been raised about {answer.area}. Lead and clinical lead: press B, then w."
            self.say(words, "caution")
        else:
            self.say("Thank you. It is kept without a name, and an answer comes at a huddle.")

    async def _say_with_name(self) -> None:
        """Record a concern with its name, as a note about the day."""
        from cutover_tui.ui.dialogs.note_dialog import NoteDialog  # noqa: PLC0415 (loaded when first asked)

        def note(given: NoteAnswer) -> object:
            return add_note(self.run_state, self.desk.act(given.by, ""), f"Concern: {given.note}")

        dialog = NoteDialog(self.run_state, words="A concern, with your name", opened_by="S", decide=note)
        answer = await self.put(dialog)
        if answer is None:
            return
        act, words = self.desk.act(answer.by, ""), f"Concern: {answer.note}"
        if await self.attempt(lambda: self.cutover_run.add_note(act, words)) is not None:
            self.say("Your concern is recorded with your name. If a patient could be affected, raise an issue too.")

    def pass_minute(self, now: datetime) -> None:
        """Write the file of concerns every minute, whether or not there is one: its times then tell nothing."""
        super().pass_minute(now)
        self._keep_concerns(now)

    def take_up(self) -> None:
        """Show new entries; once one of them has closed the run, write the file of concerns, as every window does then.

        Whoever closed the run, or opens it later, finds there what this window had in memory.
        """
        was_open = self.run_state.closed is None
        super().take_up()
        if was_open and self.run_state.closed is not None:
            self._keep_concerns(self.cutover_run.clock.now())

    def _keep_concerns(self, now: datetime) -> None:
        if self.desk.look_only or self.desk.leaving:
            return
        if self.desk.gathers_late:
            self.run_worker(self.gather_concerns(all_of_them=True), group="concerns")
        else:
            box = self.desk.box()
            self.run_worker(asyncio.to_thread(box.keep, now), group="concerns")

    def after_record(self, entry: Entry) -> None:
        """After a huddle or a gate, write the concerns that wait as one entry."""
        super().after_record(entry)
        if entry.event.WIRE in GATHERINGS and not self.desk.leaving:
            self.run_worker(self.gather_concerns(), group="concerns")

    async def gather_concerns(self, *, all_of_them: bool = False) -> None:
        """Write the concerns that wait, unless one alone is held over."""
        run, box, now = self.cutover_run, self.desk.box(), self.cutover_run.clock.now()
        with suppress(Refused, AuditLogBroken):  # what the log does not take waits for the next huddle
            await self.recorder.do(lambda: run.receive_concerns(box, now, all_of_them=all_of_them))
            for screen in self.app.screen_stack:
                if isinstance(screen, AskingScreen):
                    screen.take_up()
            self.keep_copy()

    async def let_go(self) -> None:
        """Keep what waits with the run before its files are let go of."""
        if not self.desk.look_only:
            if self.desk.gathers_late:
                await self.gather_concerns(all_of_them=True)
            await asyncio.to_thread(self.desk.box().keep, self.cutover_run.clock.now())
        await super().let_go()
