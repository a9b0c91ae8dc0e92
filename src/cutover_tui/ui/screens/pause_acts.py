"""What the keys of the pause board record: details, who was told, the restart list, the restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.pause_log import DETAILS, Pause, audience_name
from cutover_tui.domain.pauses import detail_pause, tell_pause
from cutover_tui.domain.restarts import answer_restart_item, named, restart, unanswered_items
from cutover_tui.domain.sealing import pause_moment, restart_moment
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.sealing import seal_if_free
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.pause_told_dialog import ToldAnswer


class PauseBoardActs(BoardScreen):
    """The acts on the pause that is shown; what the board shows is `PauseScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset({"say_marked", "restart", "pause_again", "pause_seal"})

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    def shown_pause(self) -> Pause | None:
        """The pause that is shown."""
        raise NotImplementedError

    @work(group="ask")
    async def action_say_marked(self) -> None:
        """Record what the marked line asks for."""
        pause = self.shown_pause()
        kind, _, name = self.query_one(BoardList).marked.partition(":")
        if pause is None:
            return
        match kind:
            case "detail":
                await self._say_detail(pause, name)
            case "told":
                await self._say_told(pause, name)
            case "item":
                await self._answer_item(pause, name)
            case "restart":
                await self._restart(pause, "t")
            case "seal":
                await self._seal(pause, "t", restarted=name == "restart")
            case _:
                return

    @work(group="ask")
    async def action_restart(self) -> None:
        """Restart with two people."""
        pause = self.shown_pause()
        if pause is not None:
            await self._restart(pause, "r")

    @work(group="ask")
    async def action_pause_seal(self) -> None:
        """Show the seal for the pause that is shown: for its restart once it was restarted."""
        pause = self.shown_pause()
        if pause is not None:
            await self._seal(pause, "v", restarted=not pause.in_force)

    async def _seal(self, pause: Pause, opened_by: str = "", *, restarted: bool) -> None:
        moment = restart_moment(pause) if restarted else pause_moment(pause)
        if moment is not None:
            await seal_if_free(self, moment.occasion, opened_by=opened_by)

    async def _say_detail(self, pause: Pause, name: str) -> None:
        from cutover_tui.ui.dialogs.pause_say_dialog import PauseSayDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), pause.ref
        detail = next(one for one in DETAILS if one.id == name)
        dialog = PauseSayDialog(
            self.run_state,
            pause,
            detail,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: detail_pause(
                self.run_state,
                self.desk.act(given.by, typed_by),
                ref,
                detail=name,
                words=given.words,
                approx=given.approx,
            ),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.detail_pause(act, ref, detail=name, words=answer.words, approx=answer.approx)
        )
        if entry is not None:
            self.say(f"{ref} {detail.label.lower()}, recorded.")

    async def _say_told(self, pause: Pause, audience: str) -> None:
        from cutover_tui.ui.dialogs.pause_told_dialog import PauseToldDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), pause.ref

        def act_of(answer: ToldAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        def said(answer: ToldAnswer) -> dict[str, str]:
            return {"how": answer.words} if answer.told else {"why_not": answer.words}

        dialog = PauseToldDialog(
            self.run_state,
            pause,
            audience,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: tell_pause(self.run_state, act_of(given), ref, audience=audience, **said(given)),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = act_of(answer)
        entry = await self.attempt(lambda: self.cutover_run.tell_pause(act, ref, audience=audience, **said(answer)))
        if entry is not None:
            what = "told" if answer.told else "not told, with the reason"
            self.say(f"{ref} {audience_name(self.run_state, audience)}: {what}, recorded.")

    async def _answer_item(self, pause: Pause, name: str) -> None:
        from cutover_tui.ui.dialogs.restart_dialogs import RestartItemDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), pause.ref
        item = next((one for one in self.run_state.plan.pause.restart_list if one.id == name), None)
        if item is None:
            return
        if not pause.in_force:
            self.say(f"{ref} was restarted: its restart list is closed.", "caution")
            return
        dialog = RestartItemDialog(
            self.run_state,
            pause,
            item,
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: answer_restart_item(
                self.run_state,
                self.desk.act(given.by, typed_by),
                ref,
                name,
                met=given.met,
                words=given.words,
                second=given.second,
                second_words=given.second_words,
            ),
        )
        given = await self.put(dialog)
        if given is None:
            return
        act = self.desk.act(given.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.answer_restart_item(
                act,
                ref,
                name,
                met=given.met,
                words=given.words,
                second=given.second,
                second_words=given.second_words,
            )
        )
        if entry is not None:
            self.say(f"{item.words}: {'met' if given.met else 'not met, with two reasons'}, recorded.")

    async def _restart(self, pause: Pause, opened_by: str) -> None:
        from cutover_tui.ui.dialogs.restart_dialogs import RestartDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), pause.ref
        if not pause.in_force:
            self.say(f"{ref} was restarted already. To stop again, press !.", "caution")
            return
        left = unanswered_items(self.run_state, pause)
        if left:
            named = "; ".join(item.words for item in left)
            self.say(f"{ref} is not restarted yet. The restart list still waits for: {named}.", "caution")
            return
        dialog = RestartDialog(
            self.run_state,
            pause,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: restart(
                self.run_state,
                self.desk.act(given.by, typed_by),
                ref,
                second=given.second,
                phased_how=given.phased_how,
                replans=given.replans,
                moves=given.moves,
            ),
        )
        given = await self.put(dialog)
        if given is None:
            return
        act, before = self.desk.act(given.by, typed_by), self.run_state
        entry = await self.attempt(
            lambda: self.cutover_run.restart(
                act,
                ref,
                second=given.second,
                phased_how=given.phased_how,
                replans=given.replans,
                moves=given.moves,
            )
        )
        if entry is not None:
            self._say_restarted(ref, before)
            if not self.run_state.pauses[ref].in_force:
                await self._seal(self.run_state.pauses[ref], restarted=True)

    def _say_restarted(self, ref: str, before: RunState) -> None:
        after = self.run_state
        done = after.pauses[ref].restarted
        if done is None:
            self.say(after.attention[-1].words, "caution")
            return
        moved = [name for name in after.moved_tasks if after.moved_tasks[name] != before.moved_tasks.get(name)]
        again = [name for name, one in after.tasks.items() if one.tell_again and not before.standing(name).tell_again]
        words = [f"{ref} restarted by {done.by} and {done.second}."]
        words += [f"Planned again: {named(moved)}."] if moved else []
        words += [f"To tell again: {named(again)}."] if again else []
        self.say(" ".join(words), "caution" if again else "info")
        self.show_keys()
