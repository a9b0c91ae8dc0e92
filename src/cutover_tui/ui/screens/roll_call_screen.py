"""The roll call of a gate: the question, and the stations one at a time, big (`ux.md` D6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.gate_state import Vote
from cutover_tui.domain.roll_call import answer_station, close_poll, put_question, waiting
from cutover_tui.runner.gate_board import decision_words, gate_row
from cutover_tui.runner.gate_story import VOTE_WORDS
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_gates import KEYS, ROLL_FOOTER
from cutover_tui.ui.screens.gate_acting import GateActing
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.gate_lines import gate_head, station_lines
from cutover_tui.ui.widgets.gate_page import roll_call_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine


class RollCallScreen(GateActing):
    """Put the question of a gate and take the answers, one station at a time.

    Args:
        under: The run screen, which the board records through.
        ref: The gate.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["roll call"])]
    FOOTER: ClassVar[Sequence[Key]] = ROLL_FOOTER
    EMPTY: ClassVar[str] = "This gate has no stations to ask. Decide it with its criteria."
    BESIDE_FROM: ClassVar[int] = 1_000
    DEFAULT_CSS = """
    RollCallScreen #board-side { height: 8; }
    """

    def __init__(self, under: RunAsking, ref: str) -> None:
        super().__init__(under)
        self.ref = ref

    def on_mount(self) -> None:
        """Mark the station whose turn it is."""
        super().on_mount()
        self._mark_turn()

    def gate_in_front(self) -> GateState | None:
        """The gate of this roll call."""
        return self.run_state.gates.get(self.ref)

    def take_up(self) -> None:
        """Show what was recorded, with the mark on the station whose turn it is."""
        super().take_up()
        self._mark_turn()

    def head(self) -> Content:
        """Which gate, its word, and how far the roll call is."""
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
        """The question, then a line for each station; an empty one between them where there is room."""
        gate = self.gate_in_front()
        if gate is None:
            return ()
        room = self.query_one(BoardList).size.height
        return station_lines(self.run_state, gate, room, self.cutover_run.clock.now())

    def detail(self, key: str) -> Content:  # noqa: ARG002 (the board's hook)
        """What stands in the way, what suppliers stated, and what comes next."""
        gate = self.gate_in_front()
        return roll_call_page(self.run_state, gate, self.cutover_run.clock.now()) if gate is not None else Content("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the answers while nobody has to answer, and the closing question while somebody still has."""
        allowed = super().check_action(action, parameters)
        gate = self.gate_in_front()
        if not allowed or gate is None or not self.is_mounted:
            return allowed
        open_poll = gate.poll is not None and gate.poll.closed_at is None
        left = bool(waiting(self.run_state, gate))
        name = action.partition("(")[0]
        if name == "answer":
            return True if open_poll and (left or self._absent_marked(gate)) else None
        if name == "close_poll":
            return True if open_poll and not left else None
        return allowed

    # -- the roll call ----------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_put_question(self) -> None:
        """Put the question; every earlier answer is cleared."""
        gate = self._gate()
        if gate is None:
            return
        from cutover_tui.ui.dialogs.roll_call_strips import PutQuestionStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        row = gate_row(self.run_state, gate, self.cutover_run.clock.now())
        warning = f"Criteria first: {row.must_left} of those that must be met are not." if row.must_left else ""
        strip = PutQuestionStrip(
            self.run_state,
            gate,
            warning=warning,
            typed_by=typed_by,
            opened_by="p",
            decide=lambda given: put_question(self.run_state, self.desk.act(given, typed_by), self.ref),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by)
        if await self.attempt(lambda: self.cutover_run.put_question(act, self.ref)) is not None:
            self.say(f"{self.ref}: question put by {by}. All earlier answers are void. Take the answers one at a time.")

    @work(group="ask")
    async def action_answer(self, vote: str) -> None:
        """Record the answer of the station whose turn it is."""
        gate = self._gate()
        if gate is None or gate.poll is None:
            return
        station = self._station_asked(gate)
        if not station:
            return
        from cutover_tui.ui.dialogs.roll_call_strips import StationStrip  # noqa: PLC0415 (loaded when first asked)

        number, typed_by = gate.poll.number, self.desk.typist()
        strip = StationStrip(
            self.run_state,
            gate,
            station,
            Vote(vote),
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by={"go": "g", "no-go": "n", "absent": "a"}.get(vote, "o"),
            decide=lambda given: answer_station(
                self.run_state, self.desk.act(given.by, typed_by), self.ref, station, given.said, poll=number
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.answer_station(act, self.ref, station, answer.said, poll=number)
        )
        if entry is not None:
            self._say_answered(vote)

    @work(group="ask")
    async def action_close_poll(self) -> None:
        """Ask for strong objections and close the roll call."""
        gate = self._gate()
        if gate is None or gate.poll is None:
            return
        from cutover_tui.ui.dialogs.roll_call_strips import ClosePollStrip  # noqa: PLC0415 (loaded when first asked)

        number, typed_by = gate.poll.number, self.desk.typist()
        strip = ClosePollStrip(
            self.run_state,
            gate.gate,
            typed_by=typed_by,
            opened_by="x",
            decide=lambda given: close_poll(
                self.run_state,
                self.desk.act(given.by, typed_by),
                self.ref,
                objector=given.objector,
                objection=given.objection,
                poll=number,
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.close_poll(
                act, self.ref, objector=answer.objector, objection=answer.objection, poll=number
            )
        )
        if entry is not None:
            after = self.gate_in_front()
            held = after is not None and after.held
            self.say(
                f"{self.ref}: roll call closed. "
                + ("The gate is on HOLD: settle what stands in the way, then put the question again." if held else "")
                + ("Press d to decide." if not held else ""),
                "caution" if held else "info",
            )

    def _say_answered(self, vote: str) -> None:
        gate = self.gate_in_front()
        left = waiting(self.run_state, gate) if gate is not None else ()
        words = f"{VOTE_WORDS[Vote(vote)]} recorded."
        if vote == Vote.NO_GO:
            added = next(iter([*self.run_state.added][-1:]), "")
            words = f"NO GO recorded: {self.ref} is on HOLD. What stands in the way is task {added}."
        if not left:
            words = f"{words} All stations have answered: press x and read the closing question aloud."
        self.say(words, "caution" if vote in {Vote.NO_GO, Vote.ABSENT} else "info")

    # -- private ----------------------------------------------------------------------------------------------------

    def _station_asked(self, gate: GateState) -> str:
        """The station whose turn it is; the marked one where it was absent and has come since."""
        left = waiting(self.run_state, gate)
        if self._absent_marked(gate):
            return self.query_one(BoardList).marked
        if not left:
            self.say("Every station has answered. Press x to close the roll call.", "caution")
            return ""
        return left[0]

    def _absent_marked(self, gate: GateState) -> bool:
        """Tell whether the marked station was absent, so that it can answer now that it is there."""
        board = self.query_one_optional(BoardList)
        given = gate.poll.answer_of(board.marked) if board is not None and gate.poll is not None else None
        return given is not None and given.vote == Vote.ABSENT

    def _mark_turn(self) -> None:
        gate = self.gate_in_front()
        left = waiting(self.run_state, gate) if gate is not None else ()
        if left and self.is_attached:
            self.query_one(BoardList).mark(left[0])
            self.show_keys()
