"""What the keys of the issues board record: journal, level, made safe, closed, opened again, and what becomes known."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.pause_prompts import asking
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.form_dialog import Form, FormAnswer


class FormActs(BoardScreen):
    """A board whose acts are forms about the marked row."""

    said_about: str = ""
    """The row that was recorded last and marked for it: marking it leaves what is said about it in place."""

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    def hush(self) -> None:
        """Take away what was said about an earlier act, but not what is said about the row just recorded."""
        about, self.said_about = self.said_about, ""
        if not about or about != self.query_one(BoardList).marked:
            super().hush()

    async def put_form(
        self, forms: Sequence[Form], ref: str, *, lead: str, words: str, opened_by: str
    ) -> FormAnswer | None:
        """Put a form, or several to choose from, about something; record it and give the answer.

        Args:
            forms: The forms.
            ref: What the decision is about.
            lead: What it is called, in short.
            words: What it is about, in full.
            opened_by: The key that opened it.
        """
        from cutover_tui.ui.dialogs.form_dialog import (  # noqa: PLC0415 (loaded when first asked)
            FormDialog,
            judge,
            recording,
        )

        typed_by, run = self.desk.typist(), self.cutover_run

        def act_of(given: FormAnswer) -> Act:
            return self.desk.act(given.by, typed_by, at=given.at, late_reason=given.late_reason)

        dialog = FormDialog(
            run.state,
            forms,
            lead=lead,
            words=words,
            now=run.clock.now,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: judge(given.form, run.state, act_of(given), ref, given.values),
        )
        answer = await self.put(dialog)
        if answer is None:
            return None
        entry: Entry | None = await self.attempt(recording(answer.form, run, act_of(answer), ref, answer.values))
        return answer if entry is not None else None


class IssuesActs(FormActs):
    """The acts on the marked issue; what the board shows is `IssuesScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset(
        {"raise_issue", "journal", "level", "make_safe", "close", "reopen", "more", "carry_on"}
    )

    def marked_issue(self) -> Issue | None:
        """The marked issue; says so when none is."""
        issue = self.run_state.issues.get(self.query_one(BoardList).marked)
        if issue is None:
            self.say("No issue is marked. Press I to raise one, or f to show them all.", "caution")
        return issue

    def mark_issue(self, ref: str) -> None:
        """Mark an issue, showing all where the filter hides it."""
        raise NotImplementedError

    @work(group="ask")
    async def action_raise_issue(self) -> None:
        """Raise an issue."""
        from cutover_tui.ui.screens.raising import put_raise_strip  # noqa: PLC0415 (loaded when first asked)

        await put_raise_strip(self, self.mark_raised)

    def mark_raised(self, ref: str) -> None:
        """Mark an issue that was just raised; what is said about it stays."""
        self.mark_issue(ref)
        self.said_about = ref

    @work(group="ask")
    async def action_journal(self) -> None:
        """Write what was done or said about the marked issue."""
        from cutover_tui.ui.dialogs.issue_forms import journal_form  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record((journal_form(issue),), issue, "n", "written in the journal")

    @work(group="ask")
    async def action_level(self) -> None:
        """Change the level of the marked issue."""
        from cutover_tui.ui.dialogs.issue_forms import level_form  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record((level_form(self.run_state, issue),), issue, "v", "")

    @work(group="ask")
    async def action_make_safe(self) -> None:
        """Record what made the marked issue safe."""
        from cutover_tui.ui.dialogs.issue_forms import safe_form  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record((safe_form(issue),), issue, "m", "made safe")

    @work(group="ask")
    async def action_close(self) -> None:
        """Close the marked issue."""
        from cutover_tui.ui.dialogs.issue_forms import close_form  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record((close_form(issue),), issue, "c", "closed")

    @work(group="ask")
    async def action_reopen(self) -> None:
        """Open the marked issue again."""
        from cutover_tui.ui.dialogs.issue_forms import reopen_form  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record((reopen_form(issue),), issue, "u", "open again")

    @work(group="ask")
    async def action_more(self) -> None:
        """Record what becomes known about the marked issue."""
        from cutover_tui.ui.dialogs.issue_forms import fact_forms  # noqa: PLC0415 (loaded when first asked)

        issue = self.marked_issue()
        if issue is not None:
            await self._record(fact_forms(self.run_state, issue), issue, "x", "")

    @work(group="ask")
    async def action_carry_on(self) -> None:
        """Answer the question whether to pause."""
        from cutover_tui.ui.dialogs.issue_forms import carry_on_form  # noqa: PLC0415 (loaded when first asked)

        found = asking(self.run_state, self.cutover_run.clock.now())
        if not found:
            self.say("Nothing asks whether to pause now. To pause all the same, press !.", "info")
            return
        crossing = found[0]
        form = carry_on_form(crossing)
        if await self.put_form((form,), crossing.prompt.id, lead="", words=crossing.words, opened_by="a"):
            self.say("Recorded: asked whether to pause, carried on.")

    async def _record(self, forms: Sequence[Form], issue: Issue, opened_by: str, done: str) -> None:
        """Put forms about an issue, and say what was recorded."""
        answer = await self.put_form(forms, issue.ref, lead=issue.ref, words=issue.what, opened_by=opened_by)
        if answer is None:
            return
        now = self.run_state.issues[issue.ref]
        words = done or answer.form.menu
        if now.level != issue.level:
            words = f"is {now.level} now"
        self.say(f"{issue.ref} {words}, recorded.")
