"""What the keys of the messages board record: told, not told, acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.messages import acknowledge_message, mark_not_told, send_message
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.drafting import ask_drafted, forget
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.message_plan import Audience, MessageEvent
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.message_board import MessageRow
    from cutover_tui.ui.dialogs.message_dialog import MessageAnswer
    from cutover_tui.ui.dialogs.said_dialog import SaidAnswer


class MessagesActs(BoardScreen):
    """The acts on the marked row; what the board shows is `MessagesScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset({"send_message", "send_another", "not_told", "acknowledge"})

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    def rows(self) -> list[MessageRow]:
        """Every event with every audience."""
        raise NotImplementedError

    def marked_row(self) -> MessageRow | None:
        """The marked row; says so when none is."""
        marked = self.query_one(BoardList).marked
        row = next((one for one in self.rows() if one.key == marked), None)
        if row is None:
            self.say("Nobody is marked. Press f to show everything.", "caution")
        return row

    # -- told -------------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_send_message(self) -> None:
        """Record a message to the marked audience."""
        row = self.marked_row()
        if row is not None:
            await self._send(row.event, row.audience, "t")

    @work(group="ask")
    async def action_send_another(self) -> None:
        """Record a message about any event to any audience."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        kit, chosen = kit_of(self.run_state.plan), []
        asked = (
            ("What about?", [(one.name, one.id) for one in kit.events]),
            ("Who was told?", [(one.name, one.id) for one in kit.audiences]),
        )
        for question, named in asked:
            choices = [AskChoice(key, *one) for key, one in zip(_LETTERS, named, strict=False)]
            answer = await self.put(AskDialog("Told", question, choices, opened_by="n"))
            if answer is None:
                return
            chosen.append(answer)
        event, audience = kit.event(chosen[0]), kit.audience(chosen[1])
        if event is not None and audience is not None:
            await self._send(event, audience, "n")

    async def _send(self, event: MessageEvent, audience: Audience, opened_by: str) -> None:
        from cutover_tui.ui.dialogs.message_dialog import MessageDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, name = self.desk.typist(), audience.id
        kind = f"message {event.id} {audience.id}"

        def act_of(answer: MessageAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = MessageDialog(
            self.run_state,
            event,
            audience,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: send_message(self.run_state, act_of(given), name, given.draft),
        )
        answer = await ask_drafted(self, kind, lambda _words: dialog, opened_by=opened_by)
        if answer is None:
            return
        act, draft = act_of(answer), answer.draft
        if await self.attempt(lambda: self.cutover_run.send_message(act, name, draft)) is not None:
            forget(self, kind)
            ref = self.run_state.messages[-1].ref
            self.say(f"{ref}: {audience.name} told about the {event.name.lower()}, recorded. a records who had it.")

    # -- not told, and acknowledged ---------------------------------------------------------------------------------

    @work(group="ask")
    async def action_not_told(self) -> None:
        """Record why the marked audience is not told."""
        row = self.marked_row()
        if row is None:
            return
        from cutover_tui.ui.dialogs.said_dialog import SaidDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, audience, event = self.desk.typist(), row.audience, row.event

        def act_of(answer: SaidAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = SaidDialog(
            self.run_state,
            "Not told",
            words=f"{audience.name}, {event.name.lower()}",
            label="Why not",
            question=f"Say why {audience.name.lower()} are not told.",
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="x",
            decide=lambda given: mark_not_told(
                self.run_state, act_of(given), audience.id, occasion=event.id, reason=given.said
            ),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = act_of(answer)
        entry = await self.attempt(
            lambda: self.cutover_run.mark_not_told(act, audience.id, occasion=event.id, reason=answer.said)
        )
        if entry is not None:
            self.say(f"{audience.name} not told about the {event.name.lower()}, recorded with the reason.")

    @work(group="ask")
    async def action_acknowledge(self) -> None:
        """Record that somebody who was told had the message."""
        row = self.marked_row()
        if row is None:
            return
        message = next((one for one in row.messages if one.is_told), None)
        if message is None:
            self.say(
                f"{row.audience.name} has no message yet that could be acknowledged. Press t to record one.", "caution"
            )
            return
        from cutover_tui.ui.dialogs.said_dialog import SaidDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), message.ref

        def act_of(answer: SaidAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = SaidDialog(
            self.run_state,
            f"{ref} acknowledged",
            words=f"{row.audience.name}, {row.event.name.lower()}, to {message.who}",
            label="Who had it",
            question=f"Say who acknowledged {ref}: a desk, a role or a name.",
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="a",
            decide=lambda given: acknowledge_message(self.run_state, act_of(given), ref, whom=given.said),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = act_of(answer)
        if await self.attempt(lambda: self.cutover_run.acknowledge_message(act, ref, whom=answer.said)) is not None:
            self.say(f"{ref} acknowledged by {answer.said}, recorded.")


_LETTERS = "123456789abcdefgh"
