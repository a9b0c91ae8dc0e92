"""The issues board: every issue with its level, what it waits for and who sees to it (`records.md` c3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.issues import counts_words
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.runner.issue_board import IssueFilter, issue_row, issue_rows, shows
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_issues import ISSUES_FOOTER, KEYS
from cutover_tui.ui.screens.issues_acts import IssuesActs
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.issue_lines import issue_lines
from cutover_tui.ui.widgets.issue_page import issue_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.runner.issue_board import IssueRow
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine


class IssuesScreen(IssuesActs):
    """See every issue, and record about them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["issues"])]
    FOOTER: ClassVar[Sequence[Key]] = ISSUES_FOOTER
    EMPTY: ClassVar[str] = (
        "Raise here whatever goes wrong, so that it has a level, a time and somebody who sees to it: press I."
    )
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    IssuesScreen #board-side { height: 50%; }
    IssuesScreen.-beside #board-side { height: 1fr; width: 36%; }
    """

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under)
        self.chosen = IssueFilter.ALL
        self._listed: frozenset[str] = frozenset()
        """The issues the list holds: they stay, even where an act means that the filter would now hide them."""

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """What is open by level, what is past its time, the filter; under it whether people are asked to pause."""
        rows, look = self._rows(), look_of(self.app)
        past = sum(row.past for row in rows)
        counts = counts_words(self.run_state)
        shown = sum(self._shows(row) for row in rows)
        narrowed = (
            f"  all {len(rows)}" if self.chosen is IssueFilter.ALL else f"  {self.chosen}: {shown} of {len(rows)}"
        )
        first = Content.assemble(
            ("Issues  ", "bold $accent"),
            (look.dots(counts) or ("nothing open" if rows else "none raised yet"), "bold $text"),
            (f"  {look.pick('◆', '*')} {past} past their time" if past else "", "bold $soon"),
            (narrowed, "$muted" if self.chosen is IssueFilter.ALL else "bold $accent"),
        )
        asked = asking(self.run_state, self.cutover_run.clock.now())
        if not asked:
            return first
        more = f" {len(asked) - 1} more." if len(asked) > 1 else ""
        words = f"{look.pick('◆', '*')} ! pauses, a carries on. {asked[0].words}{more}"
        return Content("\n").join((first, Content.styled(look.cut(words, self.size.width - 2), "bold $soon")))

    def lines(self) -> Sequence[BoardLine]:
        """A line for each issue the filter leaves."""
        rows = [row for row in self._rows() if self._shows(row) or row.issue.ref in self._listed]
        self._listed = frozenset(row.issue.ref for row in rows)
        return issue_lines(rows)

    def empty_words(self) -> str:
        """What the board is for, or that the filter hides every issue."""
        return "No issue is like that now: press f to show others." if self.run_state.issues else self.EMPTY

    def detail(self, key: str) -> Content:
        """The marked issue in full."""
        issue, now = self.run_state.issues.get(key), self.cutover_run.clock.now()
        if issue is None:
            return Content("")
        return issue_page(self.run_state, issue_row(self.run_state, issue, now), now, airy=self.has_class("-beside"))

    def _rows(self) -> list[IssueRow]:
        return issue_rows(self.run_state, self.cutover_run.clock.now())

    def _shows(self, row: IssueRow) -> bool:
        return shows(row, self.chosen, self.desk.keyboard)

    # -- finding ----------------------------------------------------------------------------------------------------

    def mark_issue(self, ref: str) -> None:
        """Mark an issue, showing all where the filter hides it."""
        board = self.query_one(BoardList)
        if not board.mark(ref):
            self._choose(IssueFilter.ALL)
            board.mark(ref)

    @work(group="ask")
    async def action_filter(self) -> None:
        """Choose which issues are shown."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        rows, mine = self._rows(), self.desk.keyboard
        counted = [(each, sum(shows(row, each, mine) for row in rows)) for each in IssueFilter]
        choices = [
            AskChoice(str(number), each.value, each.value, f"{count} of {len(rows)}")
            for number, (each, count) in enumerate(counted, 1)
        ]
        answer = await self.put(AskDialog("Show only", "Which issues are shown?", choices, opened_by="f"))
        if answer is not None:
            self._choose(IssueFilter(answer))

    def _choose(self, chosen: IssueFilter) -> None:
        self.chosen, self._listed = chosen, frozenset()
        self.hush()
        self.show_board()
        self.show_keys()
