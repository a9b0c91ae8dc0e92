"""What the keys of the run screen do about people, the seal and the safety file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.closing import GO_LIVE, close_run, closed_words, open_matters, sign_exception
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.people import add_person
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.screens.run_log_acts import RunLogActs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.exports.safety_file import Export
    from cutover_tui.ui.dialogs.close_run_dialog import CloseRunAnswer
    from cutover_tui.ui.dialogs.who_dialog import WhoAnswer


class RunPeopleActs(RunLogActs):
    """The acts that are about no task: who is here, the seal, the safety file."""

    @work(group="ask")
    async def action_who(self) -> None:
        """Say who is at the keyboard, or add somebody to the roster."""
        from cutover_tui.ui.dialogs.who_dialog import WhoDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        dialog = WhoDialog(
            self.run_state,
            recorder=typed_by,
            opened_by="i",
            decide=lambda given: self._judge_who(given, typed_by),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        if answer.new_name:
            act = self.desk.act(typed_by, typed_by)
            added = await self.attempt(
                lambda: self.cutover_run.add_person(
                    act,
                    initials=answer.initials,
                    name=answer.new_name,
                    roles=answer.new_roles,
                    clinician=answer.new_clinician,
                )
            )
            if added is None:
                return
        self.close_question()
        self.desk.keyboard = answer.initials
        self.desk.keyboard_seen = self.cutover_run.clock.now()
        self.say(f"{answer.initials} is at the keyboard.")

    def _judge_who(self, answer: WhoAnswer, typed_by: str) -> object:
        """Refuse a new person while nobody on the roster is at the keyboard to vouch for them."""
        if not answer.new_name:
            return None
        if not typed_by:
            msg = "Somebody on the roster vouches for a new person. Say first who is at the keyboard, then add them."
            raise Refused(msg)
        return add_person(
            self.run_state,
            self.desk.act(typed_by, typed_by),
            initials=answer.initials,
            name=answer.new_name,
            roles=answer.new_roles,
            clinician=answer.new_clinician,
        )

    @work(group="ask")
    async def action_write_seal(self) -> None:
        """Show the seal to write on the wall sheet, and record who wrote it; for a pause or handover that waits."""
        from cutover_tui.domain.sealing import moments_without_seal  # noqa: PLC0415 (loaded when first asked)

        waiting = moments_without_seal(self.run_state)
        with self.once("seal") as begins:
            if begins:
                await self._seal(waiting[-1].occasion if waiting else "", opened_by="v")

    async def _seal(self, occasion: str = "", *, opened_by: str = "") -> None:
        from cutover_tui.ui.screens.sealing import seal_for  # noqa: PLC0415 (loaded when first asked)

        await seal_for(self, occasion, opened_by=opened_by)

    @work(group="ask")
    async def action_close_run(self) -> None:
        """Close the run, or sign an exception for something that stands in the way."""
        from cutover_tui.ui.dialogs.close_run_dialog import CloseRunDialog  # noqa: PLC0415 (loaded when first asked)

        if self.run_state.closed is not None:
            self.say(closed_words(self.run_state), "caution")
            return
        if GO_LIVE not in self.run_state.recorded:
            self.say("Go-live is not recorded yet. A run is closed after it; to leave it now, press q.", "caution")
            return
        typed_by = self.desk.typist()
        dialog = CloseRunDialog(
            self.run_state,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="K",
            decide=lambda given: self._judge_close(given, self.desk.act(given.by, typed_by)),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        if await self.attempt(self._close_act(answer, act)) is None:
            return
        if not answer.matter:
            self.desk.gathers_late = True
            self._drop_drafts()
            self.say(f"{closed_words(self.run_state)} Write the seal on the wall sheet.")
            self.close_question()
            await self._seal("the close")
            return
        left = len(open_matters(self.run_state))
        still = f"{left} still open: press K again." if left else "Nothing is open any more: press K to close the run."
        self.say(f"Exception signed by {answer.by} and {answer.second}. {still}")

    def _drop_drafts(self) -> None:
        """Take away what was typed and not recorded: a closed run takes none of it."""
        self.desk.drafts.clear()
        self.desk.draft_box().drop_all()

    def _judge_close(self, answer: CloseRunAnswer, act: Act) -> object:
        if not answer.matter:
            return close_run(self.run_state, act, second=answer.second)
        return sign_exception(
            self.run_state,
            act,
            answer.matter,
            second=answer.second,
            owner=answer.owner,
            until=answer.until,
            reason=answer.reason,
        )

    def _close_act(self, answer: CloseRunAnswer, act: Act) -> Callable[[], Entry]:
        run = self.cutover_run
        if not answer.matter:
            box, now = self.desk.box(), run.clock.now()

            def gather() -> object:
                return run.receive_concerns(box, now, all_of_them=True)

            return lambda: run.close_run(act, second=answer.second, gather=gather)
        return lambda: run.sign_exception(
            act,
            answer.matter,
            second=answer.second,
            owner=answer.owner,
            until=answer.until,
            reason=answer.reason,
        )

    @work(group="ask")
    async def action_export(self) -> None:
        """Write the safety file into the run's exports folder, after asking."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        dialog = AskDialog(
            "Write the safety file?",
            "The log, the plan, every register and their fingerprints go into a new folder in the run's exports "
            "folder, and into one zip beside it.",
            (AskChoice("w", "write it", "write"), AskChoice("n", "not now", "not now")),
            opened_by="E",
        )
        if await self.put(dialog) == "write":
            with self.once("export") as begins:
                if begins:
                    await self._write_export()

    async def _write_export(self) -> None:
        self.say("The safety file is being written.")
        made = await self.recorder.do(self._export)
        if isinstance(made, str):
            self.say(made, "caution")
            return
        name, by = made.folder.name, self.desk.typist() or PROGRAM
        result = "checked and whole" if made.passed else "the log did not pass: see its READ-ME-FIRST.txt"
        self.say(f"Safety file written: exports/{name}, {result}.", "info" if made.passed else "caution")
        if made.passed and not self.desk.look_only:
            await self.attempt(lambda: self.cutover_run.note_export(by, copy="full", folder=name))

    def _export(self) -> Export | str:
        """Write the export, in the recorder's thread; the words of a refusal instead, where there is one."""
        from cutover_tui.exports.safety_file import export_safety_file  # noqa: PLC0415 (loaded when first asked)

        try:
            return export_safety_file(self.cutover_run, self.cutover_run.log.folder / "exports")
        except (Refused, AuditLogBroken) as problem:
            return str(problem)
