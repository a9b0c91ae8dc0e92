"""The decisions board: what was decided, by whom and why, what waits to be read back, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.decisions import log_decision
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_issues import DECISIONS_FOOTER, KEYS
from cutover_tui.ui.screens.drafting import ask_drafted, forget, take_up_drafts
from cutover_tui.ui.screens.issues_acts import FormActs
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.decision_page import decision_lines, decision_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.decisions import Decision
    from cutover_tui.ui.dialogs.decision_dialog import DecisionAnswer
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.widgets.board_list import BoardLine

DECISION = "decision"
"""The draft of a decision."""


class DecisionsScreen(FormActs):
    """See the decision log, and write down what was decided."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["decisions"])]
    FOOTER: ClassVar[Sequence[Key]] = DECISIONS_FOOTER
    EMPTY: ClassVar[str] = (
        "Write down here what is decided on the day, by whom and why, also a decision not to act: press n."
    )
    WRITING: ClassVar[frozenset[str]] = frozenset({"log_decision", "read_back", "review", "raise_issue"})
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    DecisionsScreen #board-side { height: 60%; }
    DecisionsScreen.-beside #board-side { height: 1fr; width: 45%; }
    """

    # -- what it shows ----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the board, with whether a draft of an earlier start waits."""
        take_up_drafts(self)
        super().on_mount()

    def head(self) -> Content:
        """How many there are, what waits to be read back, and whether a draft waits."""
        decisions, look = self.run_state.decisions, look_of(self.app)
        waits = sum(one.needs_read_back for one in decisions.values())
        kept = DECISION in self.desk.drafts
        return Content.assemble(
            ("Decisions  ", "bold $accent"),
            (f"{len(decisions)} logged" if decisions else "none logged yet", "bold $text"),
            (f"  {look.pick('◆', '*')} {waits} to read back" if waits else "", "bold $soon"),
            ("  a draft is kept: n goes on with it" if kept else "", "bold $accent"),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each decision, the newest first."""
        return decision_lines(self.run_state, self.cutover_run.clock.now())

    def detail(self, key: str) -> Content:
        """The marked decision in full."""
        decision = self.run_state.decisions.get(key)
        if decision is None:
            return Content("")
        now = self.cutover_run.clock.now()
        return decision_page(self.run_state, decision, now, airy=self.has_class("-beside"))

    def marked_decision(self) -> Decision | None:
        """The marked decision; says so when none is."""
        decision = self.run_state.decisions.get(self.query_one(BoardList).marked)
        if decision is None:
            self.say("No decision is marked. Press n to write one down.", "caution")
        return decision

    # -- recording --------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_log_decision(self) -> None:
        """Write down a decision; what was typed is kept where somebody goes back."""
        from cutover_tui.ui.dialogs.decision_dialog import (  # noqa: PLC0415 (loaded when first asked)
            DecisionDialog,
            review_hint,
        )

        typed_by, run = self.desk.typist(), self.cutover_run

        def act_of(given: DecisionAnswer) -> Act:
            return self.desk.act(given.by, typed_by, at=given.at, late_reason=given.late_reason)

        def make(words: Mapping[str, str]) -> DecisionDialog:
            return DecisionDialog(
                run.state,
                now=run.clock.now,
                kept=words or {"review": review_hint(run.clock.now(), run.plan.calendar.zone)},
                typed_by=typed_by,
                opened_by="n",
                decide=lambda given: log_decision(run.state, act_of(given), given.draft),
            )

        answer = await ask_drafted(self, DECISION, make, opened_by="n")
        if answer is None:
            self.show_board()
            return
        act = act_of(answer)
        entry = await self.attempt(lambda: run.log_decision(act, answer.draft))
        if entry is None:
            return
        forget(self, DECISION)
        self.show_board()
        found = next((one for one in run.state.decisions.values() if one.seq == entry.seq), None)
        if found is not None:
            self.query_one(BoardList).mark(found.ref)
            self.said_about = found.ref
            self._say_logged(found)

    def _say_logged(self, decision: Decision) -> None:
        by = decision.event.decided_by
        if decision.needs_read_back:
            self.say(f"{decision.ref} is logged. Read it to {by}, who says that it is right: press b.", "caution")
        else:
            self.say(f"{decision.ref} is logged.")

    @work(group="ask")
    async def action_read_back(self) -> None:
        """Record that who decided heard the entry and called it right."""
        from cutover_tui.ui.dialogs.decision_forms import read_back_form  # noqa: PLC0415 (loaded when first asked)

        decision = self.marked_decision()
        if decision is None:
            return
        form = read_back_form(decision)
        words = f"{decision.event.question} {decision.event.decided}"
        if await self.put_form((form,), decision.ref, lead=decision.ref, words=words, opened_by="b"):
            self.say(f"{decision.ref} was read back to {decision.event.decided_by}, recorded.")

    @work(group="ask")
    async def action_review(self) -> None:
        """Write what happened after the marked decision."""
        from cutover_tui.ui.dialogs.decision_forms import review_form  # noqa: PLC0415 (loaded when first asked)

        decision = self.marked_decision()
        if decision is None:
            return
        form = review_form(self.cutover_run.clock.now, self.run_state.plan.calendar.zone, decision)
        if await self.put_form((form,), decision.ref, lead=decision.ref, words=decision.event.question, opened_by="v"):
            self.say(f"{decision.ref} was looked at again, recorded.")

    @work(group="ask")
    async def action_raise_issue(self) -> None:
        """Raise an issue from here."""
        from cutover_tui.ui.screens.raising import put_raise_strip  # noqa: PLC0415 (loaded when first asked)

        await put_raise_strip(self)
