"""The messages board: whom to tell about what, by when, who was told in which words, and who was not and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.runner.message_board import MessageFilter, MessageRow, counted_words, message_rows, shows
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_messages import FOOTER, KEYS
from cutover_tui.ui.screens.messages_acts import MessagesActs
from cutover_tui.ui.widgets.message_lines import message_lines
from cutover_tui.ui.widgets.message_page import message_page
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine


class MessagesScreen(MessagesActs):
    """See who was told what, and record that somebody was."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["messages"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    EMPTY: ClassVar[str] = (
        "Who is to be told stands here once something has happened: press f to show everybody already now."
    )
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    MessagesScreen.-beside #board-side { width: 40%; }
    """

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under)
        self.chosen = MessageFilter.BEGUN
        self._listed: frozenset[str] = frozenset()
        """The rows the list holds: they stay, even where an act means that the filter would now hide them."""

    # -- what it shows ----------------------------------------------------------------------------------------------

    def rows(self) -> list[MessageRow]:
        """Every event with every audience."""
        return message_rows(self.run_state, self.cutover_run.clock.now())

    def head(self) -> Content:
        """How many are to tell and told, and what the board is narrowed to."""
        rows, look = self.rows(), look_of(self.app)
        shown = sum(shows(row, self.chosen) for row in rows)
        return Content.assemble(
            (f"Messages: {look.dots(counted_words(rows))}", "bold $text"),
            (f"  {self.chosen}: {shown} of {len(rows)}", "bold $accent"),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each event and audience the filter leaves."""
        now, zone = self.cutover_run.clock.now(), self.run_state.plan.calendar.zone
        left = [row for row in self.rows() if shows(row, self.chosen) or row.key in self._listed]
        self._listed = frozenset(row.key for row in left)
        return message_lines(left, now, zone)

    def empty_words(self) -> str:
        """What the board is for, or that the filter hides everybody."""
        hidden = self.chosen is not MessageFilter.BEGUN
        return "Nobody is like that now: press f to show others." if hidden else self.EMPTY

    def detail(self, key: str) -> Content:
        """The marked row in full."""
        row = next((one for one in self.rows() if one.key == key), None)
        if row is None:
            return Content("")
        now = self.cutover_run.clock.now()
        return message_page(self.run_state, row, now, airy=self.has_class("-beside"))

    # -- finding ----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_filter(self) -> None:
        """Choose what is shown."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        rows = self.rows()
        choices = [
            AskChoice(str(number), each.value, each.value, f"{sum(shows(row, each) for row in rows)} of {len(rows)}")
            for number, each in enumerate(MessageFilter, 1)
        ]
        answer = await self.put(AskDialog("Show only", "What is shown?", choices, opened_by="f"))
        if answer is not None:
            self.chosen, self._listed = MessageFilter(answer), frozenset()
            self.hush()
            self.show_board()
            self.show_keys()
