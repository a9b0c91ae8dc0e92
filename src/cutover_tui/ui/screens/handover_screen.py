"""The handover page: what is open, said part by part and read back, then taken over or not (`ux.md` D9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.handover import Taken, accept_handover, refuse_handover, role_name
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.sealing import handover_moment, seal_covering
from cutover_tui.runner.handover_page import handover_blocks
from cutover_tui.runner.presence_board import offer_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_people import HANDOVER_FOOTER, KEYS
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.sealing import seal_if_free
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.people_lines import block_lines, block_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.handover_page import Block
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine


class HandoverScreen(BoardScreen):
    """Say what is open part by part, hear it read back, and record whether the role is taken over.

    Args:
        under: The run screen, which the page records through.
        ref: The handover, such as `SH-1`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["handover"])]
    FOOTER: ClassVar[Sequence[Key]] = HANDOVER_FOOTER
    WRITING: ClassVar[frozenset[str]] = frozenset({"accept", "refuse", "handover_seal"})

    def __init__(self, under: RunAsking, ref: str) -> None:
        super().__init__(under)
        self.ref = ref
        self._said: dict[str, str] = {}
        """Name of a part to the initials of who read it back. It enters the log when the role is taken over."""

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    @property
    def handover(self) -> Handover:
        """The handover as it stands."""
        return self.run_state.handovers[self.ref]

    def _blocks(self) -> list[Block]:
        return handover_blocks(self.run_state, self.cutover_run.clock.now())

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """Which handover, how it stands, and the seal to write on the wall sheet."""
        handover, zone, now = self.handover, self.run_state.plan.calendar.zone, self.cutover_run.clock.now()
        seal = f"Seal: {handover.seal}" if handover.seal else ""
        if handover.taken is Taken.OPEN:
            return Content.assemble((f"{offer_words(handover, now, zone)}\n", "bold $soon"), (seal, "bold $text"))
        words = f"{handover.ref}: {handover.taken} by {handover.taker}"
        moment = handover_moment(handover)
        if moment is not None:
            written = self.run_state.seals_for.get(moment.occasion)
            covering = seal_covering(self.run_state, moment.seq)
            seal = f"Seal {covering} is on the wall sheet" if covering else "Press v: write the seal on the wall sheet"
            seal = f"Seal {written[1]} written by {written[2]}" if written is not None else seal
        return Content.assemble((f"{words}\n", "bold $done"), (seal, "bold $text"))

    def lines(self) -> Sequence[BoardLine]:
        """The parts, with who read each back."""
        return block_lines(self._blocks(), self._said)

    def detail(self, key: str) -> Content:
        """The marked part in full."""
        block = next((one for one in self._blocks() if one.name == key), None)
        return block_page(block) if block is not None else Content("")

    # -- acting -----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_said_back(self) -> None:
        """Note that the marked part was read back, and mark the next."""
        from cutover_tui.ui.dialogs.by_strip import ByStrip  # noqa: PLC0415 (loaded when first asked)

        board = self.query_one(BoardList)
        name, taker = board.marked, self.handover.taker
        if not name or self.handover.taken is not Taken.OPEN:
            self.say("This handover has been answered.", "caution")
            return

        def judge(by: str) -> None:
            if by != taker:
                raise Refused(f"{taker} takes over and reads it back. Give their initials.")

        strip = ByStrip(
            self.run_state,
            "Read back",
            lead=name,
            words=f"{taker} has said it back and {self.handover.giver} heard it.",
            label="Read back by",
            question=f"Give the initials of {taker}.",
            typed_by=self.desk.typist(),
            opened_by="t",
            decide=judge,
        )
        by = await self.put(strip)
        if by is None:
            return
        self.close_question()
        self._said[name] = by
        self.show_board()
        left = self._left()
        if left:
            board.mark(left[0])
        self.say(f"{len(left)} part{'s' if len(left) > 1 else ''} to read back." if left else "All read back. Press O.")

    @work(group="ask")
    async def action_accept(self) -> None:
        """Record that the role is taken over."""
        from cutover_tui.ui.dialogs.handover_dialog import AcceptDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, handover = self.desk.typist(), self.handover
        if handover.taken is not Taken.OPEN:
            self.say(f"{handover.ref} is {handover.taken}.", "caution")
            return
        dialog = AcceptDialog(
            self.run_state,
            handover,
            left=self._left(),
            typed_by=typed_by,
            opened_by="O",
            decide=lambda given: accept_handover(
                self.run_state,
                self.desk.act(given.by, typed_by),
                self.ref,
                heard_by=given.heard_by,
                top_three=given.top_three,
            ),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act, said = self.desk.act(answer.by, typed_by), tuple(self._said)
        recorded = await self.attempt(
            lambda: self.cutover_run.accept_handover(
                act,
                self.ref,
                heard_by=answer.heard_by,
                top_three=answer.top_three,
                said_back=said,
                question=answer.question,
            )
        )
        if recorded is not None:
            self.say(f"{_role(self.run_state, handover)} is with {answer.by} now. Write the seal on the wall sheet.")
            await self._seal()

    @work(group="ask")
    async def action_handover_seal(self) -> None:
        """Show the seal once the role is taken over."""
        await self._seal("v")

    async def _seal(self, opened_by: str = "") -> None:
        moment = handover_moment(self.handover)
        if moment is None:
            self.say("The seal is written down once the role is taken over.", "caution")
            return
        await seal_if_free(self, moment.occasion, opened_by=opened_by)

    @work(group="ask")
    async def action_refuse(self) -> None:
        """Record that the role is not taken over."""
        from cutover_tui.ui.dialogs.handover_dialog import RefuseDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, handover = self.desk.typist(), self.handover
        if handover.taken is not Taken.OPEN:
            self.say(f"{handover.ref} is {handover.taken}.", "caution")
            return
        dialog = RefuseDialog(
            self.run_state,
            handover,
            typed_by=typed_by,
            opened_by="x",
            decide=lambda given: refuse_handover(
                self.run_state, self.desk.act(given.by, typed_by), self.ref, reason=given.reason
            ),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        recorded = await self.attempt(lambda: self.cutover_run.refuse_handover(act, self.ref, reason=answer.reason))
        if recorded is not None:
            self.say(f"{_role(self.run_state, handover)} stays with {handover.giver}.")

    def _left(self) -> tuple[str, ...]:
        return tuple(block.name for block in self._blocks() if block.name not in self._said)


def _role(state: RunState, handover: Handover) -> str:
    """What the role is called at the head of a sentence: `PM`, `The cutover lead`."""
    return f"The {role_name(state, LEAD)}" if handover.role == LEAD else handover.role
