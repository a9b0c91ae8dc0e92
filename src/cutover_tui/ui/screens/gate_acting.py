"""What the keys of the gates board, of one gate and of its roll call record; each is about the gate in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.gate_criteria import add_condition
from cutover_tui.domain.gate_decisions import decide_gate, went_ahead
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.roll_call import state_fact
from cutover_tui.runner.gate_board import decision_words
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.sealing import seal_if_free

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.added_tasks import TaskAdded
    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.criterion_strips import ConditionAnswer


class GateActing(BoardScreen):
    """The acts that every screen about gates offers."""

    WRITING: ClassVar[frozenset[str]] = frozenset(
        {"decide", "went_ahead", "condition", "fact", "gate_seal", "mark", "second_look", "put_question", "answer"}
        | {"close_poll"}
    )

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    def gate_in_front(self) -> GateState | None:
        """The gate the keys are about; None while there is none."""
        raise NotImplementedError

    def _gate(self) -> GateState | None:
        """The gate in front; says so when there is none."""
        gate = self.gate_in_front()
        if gate is None:
            self.say("No gate is marked.", "caution")
        return gate

    # -- going on ---------------------------------------------------------------------------------------------------

    def action_roll_call(self) -> None:
        """Show the roll call of the gate in front."""
        from cutover_tui.ui.screens.roll_call_screen import RollCallScreen  # noqa: PLC0415 (loaded when first shown)

        gate = self._gate()
        if gate is not None and not self.asking and self.is_current:
            self.app.push_screen(RollCallScreen(self.under, gate.gate.ref), self.came_back)

    def came_back(self, _nothing: None) -> None:
        """Show what was recorded on the screen that was left."""
        if self.is_attached:
            self.show_board()
            self.show_keys()

    # -- deciding ---------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_decide(self) -> None:
        """Decide the gate in front, then show the seal to be written down."""
        gate = self._gate()
        if gate is None:
            return
        from cutover_tui.ui.dialogs.decide_dialog import DecideDialog  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = gate.gate.ref, self.desk.typist()
        if gate.decision is not None:
            made = decision_words(self.run_state, gate, self.cutover_run.clock.now())
            self.say(f"{ref} is decided: {made}. To decide anew, put the question again.", "caution")
            return
        dialog = DecideDialog(
            self.run_state,
            gate,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="d",
            decide=lambda given: decide_gate(self.run_state, self.desk.act(given.by, typed_by), ref, given.wish),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        if await self.attempt(lambda: self.cutover_run.decide_gate(act, ref, answer.wish)) is not None:
            self.say(f"{ref}: {answer.wish.result.upper()}, recorded. Write the seal on the wall sheet.")
            await seal_if_free(self, f"gate {ref}")

    @work(group="ask")
    async def action_gate_seal(self) -> None:
        """Show the seal for the gate in front."""
        gate = self._gate()
        if gate is not None:
            await seal_if_free(self, f"gate {gate.gate.ref}", opened_by="v")

    @work(group="ask")
    async def action_went_ahead(self) -> None:
        """Record that work went ahead before the gate in front was recorded."""
        gate = self._gate()
        if gate is None:
            return
        from cutover_tui.ui.dialogs.decide_dialog import WentAheadStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = gate.gate.ref, self.desk.typist()
        strip = WentAheadStrip(
            self.run_state,
            gate,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="w",
            decide=lambda given: went_ahead(
                self.run_state,
                self.desk.act(given.by, typed_by),
                ref,
                happened=given.happened,
                known=given.known,
                follows=given.follows,
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        recorded = await self.attempt(
            lambda: self.cutover_run.went_ahead(
                act, ref, happened=answer.happened, known=answer.known, follows=answer.follows
            )
        )
        if recorded is not None:
            self.say(f"{ref} went ahead before it was recorded: that is in the log now. Thank you for saying so.")

    # -- conditions and facts ---------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_condition(self) -> None:
        """Add a condition of passing the gate in front; it becomes a task."""
        gate = self._gate()
        if gate is None:
            return
        from cutover_tui.ui.dialogs.criterion_strips import ConditionStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = gate.gate.ref, self.desk.typist()
        strip = ConditionStrip(
            self.run_state,
            gate.gate,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="plus",
            decide=lambda given: self._condition(self.desk.act(given.by, typed_by), ref, given),
        )
        answer = await self.put(strip)
        if answer is None or answer.due is None:
            return
        act, due = self.desk.act(answer.by, typed_by), answer.due
        entry = await self.attempt(
            lambda: self.cutover_run.add_condition(act, ref, title=answer.title, owner=answer.owner, due=due)
        )
        if entry is not None:
            added = next((one for one, task in self.run_state.added.items() if task.seq == entry.seq), "")
            self.say(f"Condition of {ref} recorded as {added}: it stands in the list under Actions.")

    def _condition(self, act: Act, ref: str, given: ConditionAnswer) -> TaskAdded:
        if given.due is None:
            raise Refused("Give the time it is done by, such as 17:30 or 1 Dec 12:00.")
        return add_condition(self.run_state, act, ref, title=given.title, owner=given.owner, due=given.due)

    @work(group="ask")
    async def action_fact(self) -> None:
        """Record what a supplier states at the gate in front."""
        gate = self._gate()
        if gate is None:
            return
        if not gate.gate.suppliers:
            self.say(f"No supplier takes part in {gate.gate.ref}.", "info")
            return
        from cutover_tui.ui.dialogs.roll_call_strips import FactStrip  # noqa: PLC0415 (loaded when first asked)

        ref, typed_by = gate.gate.ref, self.desk.typist()
        strip = FactStrip(
            self.run_state,
            gate.gate,
            typed_by=typed_by,
            opened_by="f",
            decide=lambda given: state_fact(
                self.run_state,
                self.desk.act(given.by, typed_by),
                ref,
                party=given.party,
                fact=given.fact,
                reference=given.reference,
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        recorded = await self.attempt(
            lambda: self.cutover_run.state_fact(
                act, ref, party=answer.party, fact=answer.fact, reference=answer.reference
            )
        )
        if recorded is not None:
            self.say(f"Recorded at {ref} as a fact stated by {answer.by}. It is no vote.")
