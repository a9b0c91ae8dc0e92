"""What the keys of the board record: huddles, sitreps, and what was done about concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.concerns import answer_concerns, require_lead
from cutover_tui.domain.huddles import hold_huddle, send_sitrep
from cutover_tui.domain.rhythm import next_huddle_after, next_sitrep_after
from cutover_tui.runner.huddle_board import batch_line, roles_present, sitrep_facts
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.drafting import ask_drafted, forget
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.answer_concern_dialog import ConcernAnswer
    from cutover_tui.ui.dialogs.huddle_dialog import HuddleAnswer
    from cutover_tui.ui.dialogs.sitrep_dialog import SitrepAnswer

HUDDLE, SITREP = "huddle", "sitrep"
"""The drafts of the two questions."""


class HuddlesActs(BoardScreen):
    """The acts of the board; what it shows is `HuddlesScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset({"hold_huddle", "send_sitrep", "answer"})

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    @work(group="ask")
    async def action_hold_huddle(self) -> None:
        """Record a huddle."""
        from cutover_tui.ui.dialogs.huddle_dialog import HuddleDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, now = self.desk.typist(), self.cutover_run.clock.now()

        def act_of(answer: HuddleAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = HuddleDialog(
            self.run_state,
            now=self.cutover_run.clock.now,
            present=roles_present(self.run_state, now),
            next_at=next_huddle_after(self.run_state, now),
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: hold_huddle(
                self.run_state,
                act_of(given),
                present=given.present,
                well=given.well,
                worries=given.worries,
                confidence=given.confidence,
                decisions=given.decisions,
                next_at=given.next_at,
            ),
        )
        given = await ask_drafted(self, HUDDLE, lambda _words: dialog, opened_by="t")
        if given is None:
            return
        act = act_of(given)
        entry = await self.attempt(
            lambda: self.cutover_run.hold_huddle(
                act,
                present=given.present,
                well=given.well,
                worries=given.worries,
                confidence=given.confidence,
                decisions=given.decisions,
                next_at=given.next_at,
            )
        )
        if entry is not None:
            forget(self, HUDDLE)
            self.say(f"{self.run_state.huddles[-1].ref} recorded.")

    @work(group="ask")
    async def action_send_sitrep(self) -> None:
        """Record that the position was reported."""
        with self.once("seal") as begins:
            if begins:
                await self._send_sitrep()

    async def _send_sitrep(self) -> None:
        from cutover_tui.ui.dialogs.sitrep_dialog import SitrepDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, now, run = self.desk.typist(), self.cutover_run.clock.now(), self.cutover_run
        seal = await self.recorder.do(run.seal)

        def act_of(answer: SitrepAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = SitrepDialog(
            self.run_state,
            sitrep_facts(self.run_state, now, next_sitrep_after(self.run_state, now)),
            seal,
            now=run.clock.now,
            typed_by=typed_by,
            opened_by="n",
            decide=lambda given: send_sitrep(self.run_state, act_of(given), given.report),
        )
        answer = await ask_drafted(self, SITREP, lambda _words: dialog, opened_by="n")
        if answer is None:
            return
        act = act_of(answer)
        if await self.attempt(lambda: run.send_sitrep(act, answer.report)) is not None:
            forget(self, SITREP)
            self.say(f"{self.run_state.sitreps[-1].ref} recorded as sent to {answer.report.sent_to}.")

    # -- concerns ---------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_answer(self) -> None:
        """Record what was done about the marked concerns."""
        batch = self._marked_batch()
        if batch is None:
            self.say(
                "Mark the concerns under ‘Speaking up’ first. Those that wait are written at the next huddle.",
                "caution",
            )
            return
        from cutover_tui.ui.dialogs.answer_concern_dialog import (  # noqa: PLC0415 (loaded when first asked)
            AnswerConcernDialog,
        )

        typed_by, seq = self.desk.typist(), batch.seq

        def decide(given: ConcernAnswer) -> object:
            return answer_concerns(
                self.run_state,
                self.desk.act(given.by, typed_by),
                seq,
                area=given.area,
                action_taken=given.action_taken,
                feedback_given=given.feedback_given,
                linked_decision=given.linked_decision,
            )

        words = batch_line(batch, self.run_state.plan.calendar.zone)
        answer = await self.put(
            AnswerConcernDialog(self.run_state, batch, words, typed_by=typed_by, opened_by="a", decide=decide)
        )
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.answer_concerns(
                act,
                seq,
                area=answer.area,
                action_taken=answer.action_taken,
                feedback_given=answer.feedback_given,
                linked_decision=answer.linked_decision,
            )
        )
        if entry is not None:
            self.say(f"Answer about {answer.area} recorded. Say it at the next huddle.")

    @work(group="ask")
    async def action_read_concerns(self) -> None:
        """Show what was said without a name, to a lead who says that nobody else can see the screen."""
        from cutover_tui.ui.dialogs.read_concerns_dialog import (  # noqa: PLC0415 (loaded when first asked)
            LeadDialog,
            ReadConcernsDialog,
        )

        box = self.desk.box()
        readable = [one for one in box.all() if not one.waits or one.urgent]
        if not readable:
            self.say("There is nothing to read. What waits is read from the next huddle on.", "info")
            return
        by = await self.put(
            LeadDialog(self.run_state, opened_by="w", decide=lambda given: require_lead(self.run_state, given))
        )
        if by is None:
            return
        self.close_question()
        await self.put(ReadConcernsDialog(readable))

    def _marked_batch(self) -> Batch | None:
        marked = self.query_one(BoardList).marked
        return next((one for one in self.run_state.concerns if f"concerns {one.seq}" == marked), None)
