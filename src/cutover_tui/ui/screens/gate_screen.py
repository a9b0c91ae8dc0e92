"""One gate: its criteria one below the other, the marked one in full, and what can be recorded about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.gate_criteria import check_criterion, mark_criterion
from cutover_tui.runner.gate_board import criterion_rows, decision_words, gate_row
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_gates import GATE_FOOTER, KEYS
from cutover_tui.ui.screens.gate_acting import GateActing
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.gate_lines import criterion_lines, gate_head
from cutover_tui.ui.widgets.gate_page import criterion_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.gate_state import CriterionState, GateState
    from cutover_tui.ui.dialogs.criterion_strips import LookAnswer, MarkAnswer
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine


class GateScreen(GateActing):
    """Go through the criteria of one gate, then to its roll call and its decision.

    Args:
        under: The run screen, which the board records through.
        ref: The gate.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["gate"])]
    FOOTER: ClassVar[Sequence[Key]] = GATE_FOOTER
    EMPTY: ClassVar[str] = "This gate has no criteria. Press r for its roll call."

    def __init__(self, under: RunAsking, ref: str) -> None:
        super().__init__(under)
        self.ref = ref

    def gate_in_front(self) -> GateState | None:
        """The gate of this screen."""
        return self.run_state.gates.get(self.ref)

    def marked_criterion(self) -> CriterionState | None:
        """The marked criterion."""
        gate = self.gate_in_front()
        return gate.criteria.get(self.query_one(BoardList).marked) if gate is not None else None

    def head(self) -> Content:
        """Which gate, its word, and what it adds up to."""
        gate = self.gate_in_front()
        if gate is None:
            return Content("There is no such gate.")
        row = gate_row(self.run_state, gate, self.cutover_run.clock.now())
        return gate_head(
            row,
            self.size.width - 2,
            look_of(self.app),
            decision_words(self.run_state, gate, self.cutover_run.clock.now()),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each criterion."""
        gate = self.gate_in_front()
        return criterion_lines(criterion_rows(gate)) if gate is not None else ()

    def detail(self, key: str) -> Content:
        """The marked criterion in full."""
        gate = self.gate_in_front()
        if gate is None:
            return Content("")
        return criterion_page(self.run_state, gate, key, self.cutover_run.clock.now(), airy=self.has_class("-beside"))

    # -- criteria ---------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_mark(self) -> None:
        """Say how the marked criterion stands."""
        standing = self.marked_criterion()
        if standing is None:
            return
        if standing.waits_for_second:
            self.say(
                f"{standing.criterion.ref} waits for a second person: press c. They read it for themselves.", "info"
            )
            return
        from cutover_tui.ui.dialogs.criterion_strips import MarkStrip  # noqa: PLC0415 (loaded when first asked)

        name, typed_by = standing.criterion.ref, self.desk.typist()

        def act_of(answer: MarkAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = MarkStrip(
            self.run_state,
            standing,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: mark_criterion(self.run_state, act_of(given), self.ref, name, given.said),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = act_of(answer)
        if await self.attempt(lambda: self.cutover_run.mark_criterion(act, self.ref, name, answer.said)) is not None:
            two = standing.criterion.two_people
            after = (
                "first look recorded. Somebody else reads it now: press c" if two else f"{answer.said.met}, recorded"
            )
            self.say(f"{name}: {after}.")

    @work(group="ask")
    async def action_second_look(self) -> None:
        """Read the marked criterion as another person."""
        standing = self.marked_criterion()
        if standing is None:
            return
        name = standing.criterion.ref
        if not (standing.waits_for_second or standing.differs):
            why = "is looked at by one person" if not standing.criterion.two_people else "waits for its first look"
            agreed = standing.agreed is not None
            self.say(f"{name} {'was read by two people' if agreed else why}. Press t to mark it.", "info")
            return
        from cutover_tui.ui.dialogs.criterion_strips import SecondLookStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()

        def act_of(answer: LookAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = SecondLookStrip(
            self.run_state,
            standing,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="c",
            decide=lambda given: check_criterion(
                self.run_state, act_of(given), self.ref, name, met=given.met, value=given.value
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = act_of(answer)
        recorded = await self.attempt(
            lambda: self.cutover_run.check_criterion(act, self.ref, name, met=answer.met, value=answer.value)
        )
        if recorded is not None:
            self._say_looked(name)

    def _say_looked(self, name: str) -> None:
        gate = self.gate_in_front()
        after = gate.criteria[name] if gate is not None else None
        if after is not None and after.differs:
            self.say(f"{name}: the two read different things. Neither is wrong yet: somebody else looks.", "caution")
        else:
            self.say(f"{name}: two people read the same, recorded.")

    # -- moving -----------------------------------------------------------------------------------------------------
