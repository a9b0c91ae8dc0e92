"""What the boards over the run screen have in common: rows, the marked one in full, and records made from there.

A board shows the state of the run that is worked and holds no truth of its own. It looks once a second for what was
recorded in another window; the run screen under it goes on watching the clock, the log and the second copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from cutover_tui.domain.leads import lead_offered_to, lead_words
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.time_words import clock_words
from cutover_tui.ui.screens.asking import AskingScreen
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from cutover_tui.domain.events import Entry
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine

LOOK_EVERY = 1.0
"""Seconds between two looks at the clock and for new entries."""


class BoardScreen(AskingScreen):
    """A board over the run screen.

    Args:
        under: The run screen, which the board records through.
    """

    FOOTER: ClassVar[Sequence[Key]] = ()
    """The keys its footer shows."""
    BESIDE_FROM: ClassVar[int] = 100
    """From this many columns on, what stands below the list stands beside it."""
    EMPTY: ClassVar[str] = "Nothing to show here."
    """Stands in the list while there is nothing at all: in one sentence what the board is for and which key begins."""
    TAKES_KEYS = "BoardList, #board-side"
    AUTO_FOCUS = "BoardList"
    DEFAULT_CSS = """
    BoardScreen { layout: vertical; layers: default question; overflow: hidden; background: $background; }
    BoardScreen #board-head { height: auto; max-height: 2; background: $panel; color: $text; text-style: bold;
                              padding: 0 1; }
    BoardScreen #board-body { height: 1fr; layout: vertical; }
    BoardScreen #board-side { height: 40%; border-top: solid $rule; background: $surface; color: $text;
                              padding: 0 0 0 1; scrollbar-size-vertical: 1; }
    BoardScreen #board-side:focus { border-top: solid $accent; }
    BoardScreen #board-words { height: auto; padding: 0 1 0 0; }
    BoardScreen.-beside #board-body { layout: horizontal; }
    BoardScreen.-beside #board-side { height: 1fr; width: 38%; border-top: none; border-left: solid $rule; }
    BoardScreen.-beside #board-side:focus { border-left: solid $accent; }
    """

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under.desk)
        self.under = under
        self._shown = (-1, "")
        self._entries_before = len(self.cutover_run.entries)
        """How many entries there were when the board was opened."""

    def compose(self) -> ComposeResult:
        """Title, head, rows, the marked row in full, message, keys."""
        plan = self.cutover_run.plan
        yield TitleBar(
            practice=plan.practice,
            from_system=plan.from_system,
            to_system=plan.to_system,
            run_name=self.cutover_run.log.run,
            lead=lead_words(self.cutover_run.state),
            bridge_call=plan.bridge_call,
            rehearsal=self.cutover_run.state.kind is RunKind.REHEARSAL,
            zone=plan.calendar.zone,
        )
        yield Static(id="board-head", markup=False)
        with Container(id="board-body"):
            yield BoardList(empty_words=self.EMPTY)
            with VerticalScroll(id="board-side"):
                yield Static(id="board-words", markup=False)
        yield Banner()
        yield KeyFooter(self.FOOTER)

    def on_mount(self) -> None:
        """Show the board and look for changes from now on."""
        self.set_interval(LOOK_EVERY, self._each_second)
        self.show_board()
        self.show_saved()
        self.show_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Put the marked row in full beside the list where there is room."""
        self.set_class(event.size.width >= self.BESIDE_FROM, "-beside")
        self.fit_question()
        if self.is_mounted:
            self.call_after_refresh(self.show_board)

    # -- for the boards ---------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """The line over the rows: which board, and what it adds up to."""
        raise NotImplementedError

    def lines(self) -> Sequence[BoardLine]:
        """The rows, with their headings."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """What stands in the list while it holds no rows: what the board is for, or that a filter hides them all."""
        return self.EMPTY

    def detail(self, key: str) -> Content:
        """The marked row in full."""
        raise NotImplementedError

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_board(self) -> None:
        """Show everything anew; the mark stays where it is."""
        now = self.cutover_run.clock.now()
        self._shown = (len(self.cutover_run.entries), clock_words(now, self.cutover_run.plan.calendar.zone))
        self.query_one(TitleBar).show_time(now)
        self.query_one(TitleBar).show_lead(
            lead_words(self.cutover_run.state), offered=bool(lead_offered_to(self.cutover_run.state))
        )
        self.query_one(TitleBar).show_closed(closed=self.cutover_run.state.closed is not None)
        self.query_one("#board-head", Static).update(self.head())
        board = self.query_one(BoardList)
        board.empty_words = self.empty_words()
        board.show(self.lines())
        self.show_detail()

    def show_detail(self) -> None:
        """Show the marked row in full."""
        self.query_one("#board-words", Static).update(self.detail(self.query_one(BoardList).marked))

    def show_keys(self) -> None:
        """Dim the keys that do nothing here, in the footer as for the keyboard."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            keys = self.footer_keys()
            footer.show(keys, [key.action for key in keys if self.check_action(key.action, ()) is None])
        self.refresh_bindings()

    def footer_keys(self) -> Sequence[Key]:
        """The keys the footer shows now, those needed first at its left: a narrow screen leaves out the last ones."""
        return self.FOOTER

    def cover(self, top: int | None) -> None:
        """Keep the marked row in sight above a question about it."""
        board = self.query_one(BoardList)
        board.cover(max(board.region.bottom - top, 0) if top is not None else 0)

    def take_up(self) -> None:
        """Show what was recorded, here and on the run screen under it."""
        self.under.take_up()
        if self.is_attached:
            self.show_board()

    def after_record(self, entry: Entry) -> None:
        """Do what follows a record of this window."""
        self.under.after_record(entry)

    def _each_second(self) -> None:
        now = self.cutover_run.clock.now()
        self.query_one(TitleBar).show_time(now)
        minute = clock_words(now, self.cutover_run.plan.calendar.zone)
        if self._shown != (len(self.cutover_run.entries), minute):
            self.show_board()
        self.show_saved()

    @on(BoardList.Highlighted)
    def _on_highlighted(self) -> None:
        self.show_detail()
        self.hush()
        self.show_keys()

    @on(BoardList.Opened)
    def _on_opened(self) -> None:
        """Enter does what the marked row offers, unless it is one Enter too many for a question."""
        if not self.just_asked:
            self.open_marked()

    def open_marked(self) -> None:
        """Give the arrow keys to the marked row in full, so that it scrolls."""
        self.query_one("#board-side").focus()

    def action_leave(self) -> None:
        """Go back from the marked row in full to the list, then to the screen under the board."""
        if self.asking:
            return
        if self.query_one("#board-side").has_focus:
            self.query_one(BoardList).focus()
        else:
            self._pass_on_words()
            self.dismiss()

    def _pass_on_words(self) -> None:
        """Let the run screen say what came of the last record here: what it said before that is no longer so."""
        if len(self.cutover_run.entries) == self._entries_before:
            return
        banner = self.query_one(Banner)
        if banner.words:
            self.under.say(banner.words, banner.role)
        else:
            self.under.hush()
