"""The gates board: every point that is passed by a decision, with what stands in its way (`records.md` c5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from cutover_tui.domain.gates import undecided
from cutover_tui.domain.retreat import Retreat, retreat_clock
from cutover_tui.runner.gate_board import decision_words, gate_row, gate_rows
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_gates import GATES_FOOTER, KEYS
from cutover_tui.ui.screens.gate_acting import GateActing
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.gate_lines import gate_lines
from cutover_tui.ui.widgets.gate_page import gate_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.widgets.board_list import BoardLine


class GatesScreen(GateActing):
    """See where every gate stands, and open one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["gates"])]
    FOOTER: ClassVar[Sequence[Key]] = GATES_FOOTER
    EMPTY: ClassVar[str] = "This plan has no gates. Plans made now do."
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    GatesScreen BoardList { height: 8; }
    GatesScreen #board-side { height: 1fr; }
    GatesScreen.-beside BoardList { height: 1fr; }
    """

    def gate_in_front(self) -> GateState | None:
        """The marked gate."""
        return self.run_state.gates.get(self.query_one(BoardList).marked)

    def head(self) -> Content:
        """How many gates are decided, which were gone past, and the last safe retreat."""
        state, look = self.run_state, look_of(self.app)
        now = self.cutover_run.clock.now()
        rows = [row for row in gate_rows(state, now) if row.in_play]
        decided = sum(bool(decision_words(state, row.standing, now)) for row in rows)
        past = undecided(state)
        loud = f"  {look.pick('▲', '!')} {' '.join(past)} NOT DECIDED" if past else ""
        retreat = retreat_clock(state, now)
        words = f"Gates: {decided} of {len(rows)} decided"
        left = self.size.width - 2 - len(words) - len(loud)
        clock = next((f"  {each}" for each in retreat.forms if len(each) + 2 <= left), "")
        tone = "$soon" if retreat.stage in {Retreat.PASSED, Retreat.FORWARD} or retreat.near else "$muted"
        return Content.assemble((words, "bold $text"), (loud, "bold $soon"), (clock, f"bold {tone}"))

    def lines(self) -> Sequence[BoardLine]:
        """A line for each gate."""
        now = self.cutover_run.clock.now()
        return gate_lines(gate_rows(self.run_state, now), self.run_state, now)

    def detail(self, key: str) -> Content:
        """The marked gate in full."""
        standing = self.run_state.gates.get(key)
        if standing is None:
            return Content("")
        now = self.cutover_run.clock.now()
        return gate_page(self.run_state, gate_row(self.run_state, standing, now), now, airy=self.has_class("-beside"))

    def action_open_gate(self) -> None:
        """Open the marked gate."""
        from cutover_tui.ui.screens.gate_screen import GateScreen  # noqa: PLC0415 (loaded when first shown)

        gate = self.gate_in_front()
        if gate is not None and not self.asking and self.is_current:
            self.app.push_screen(GateScreen(self.under, gate.gate.ref), self.came_back)

    def open_marked(self) -> None:
        """Open the marked gate."""
        self.action_open_gate()
