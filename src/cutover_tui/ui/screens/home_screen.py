"""What `cutover` alone shows: the runs on this machine, where each stands, and what to do first where there are none.

Run folders are read in a thread, one after the other, so that the list is there at once and fills in. Nothing in a run
folder is changed from here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual import on
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static
from textual.worker import get_current_worker

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.run_list import Book, RunCondition, RunListRow, listed_rows, read_row
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS, key_shown
from cutover_tui.ui.palette import Ink, follow_theme
from cutover_tui.ui.widgets.cells import Row, one_line, wrap
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.runner.clock import Clock
    from cutover_tui.ui.widgets.painted import Look

BLOCK: Final = 4
"""Lines each run takes, an empty one at the end."""

FOOTER: Final = [key for key in KEYS["home"] if key.footer]

INDENT: Final = 3
"""Columns the second and third line of a run stand in."""


class HomeBook(Book, Protocol):
    """What this screen needs of the practice book."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What people should be told about the book itself."""
        ...

    def forget(self, folder: Path) -> None:
        """Take a run out of the list.

        Raises:
            Refused: The book could not be changed.
        """
        ...


class RunListView(ScrollView, can_focus=True, inherit_bindings=False):
    """The runs, four lines each."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = "RunListView { height: 1fr; scrollbar-size-vertical: 1; }"

    marked: reactive[int] = reactive(0)
    """Place of the marked run in the list."""

    @dataclass
    class Chosen(Message):
        """A run was clicked twice."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="home-runs")
        self.rows: tuple[RunListRow, ...] | None = None
        """The runs; None until the list was read."""
        self._clock = clock

    @property
    def marked_row(self) -> RunListRow | None:
        """The marked run."""
        return self.rows[self.marked] if self.rows and self.marked < len(self.rows) else None

    def on_mount(self) -> None:
        """Paint again when the theme changes."""
        follow_theme(self, self.refresh)

    def show(self, rows: tuple[RunListRow, ...]) -> None:
        """Show other rows; the mark stays on its run where that is still listed."""
        kept = self.marked_row
        folders = [row.folder for row in rows]
        self.rows = rows
        place = folders.index(kept.folder) if kept is not None and kept.folder in folders else self.marked
        self.marked = min(place, max(len(rows) - 1, 0))
        self.virtual_size = Size(0, len(rows) * BLOCK)
        self.refresh()

    def put(self, row: RunListRow) -> None:
        """Show what was read about one run."""
        if self.rows is None:
            return
        self.rows = tuple(row if old.folder == row.folder else old for old in self.rows)
        self.refresh()

    def step(self, by: int) -> None:
        """Move the mark."""
        if self.rows:
            self.marked = min(max(self.marked + by, 0), len(self.rows) - 1)

    def watch_marked(self) -> None:
        """Repaint, with the marked run on screen."""
        top, height = self.marked * BLOCK, max(self.size.height, 1)
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif top + BLOCK - 1 > self.scroll_y + height:
            self.scroll_to(y=top + BLOCK - 1 - height, animate=False)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the marked run on screen."""
        self.watch_marked()

    def on_click(self, event: events.Click) -> None:
        """Mark the run clicked; a second click opens it."""
        place = (event.y + int(self.scroll_y)) // BLOCK
        if self.rows and place < len(self.rows):
            if place == self.marked and event.chain > 1:
                self.post_message(self.Chosen())
            self.marked = place

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        look, width = look_of(self.app), self.size.width
        place, part = divmod(y + int(self.scroll_y), BLOCK)
        if self.rows is None:
            words = " Reading the list of runs." if y == 0 else ""
            return Row(width, look.style(Ink.MUTED)).put(words).strip()
        if not self.rows:
            return _first_steps(y, width, look)
        if place >= len(self.rows) or part == BLOCK - 1:
            return Strip.blank(width, look.style(Ink.TEXT))
        marked = place == self.marked
        row = Row(width, look.style(Ink.TEXT, Ink.SELECTED if marked else Ink.BACKGROUND))
        row.put(
            look.pick("▌", ">") if marked else " ", look.style(Ink.ACCENT, Ink.SELECTED if marked else Ink.BACKGROUND)
        )
        paint = (self._first, self._second, self._third)[part]
        paint(row, self.rows[place], look, Ink.SELECTED if marked else Ink.BACKGROUND)
        return row.strip()

    def _first(self, row: Row, run: RunListRow, look: Look, on: Ink) -> None:
        live = run.kind is RunKind.LIVE
        words = f" {look.pick('■', '#')} LIVE " if live else f" {look.pick('▒', '/')} REHEARSAL "
        row.put(words, look.palette.filled(Ink.ACCENT) if live else look.style(Ink.WAITS, on, bold=True)).put(" ")
        opened = f"opened {short_words(run.last_opened_at, self._clock.now(), run.zone)} "
        row.put(look.cut(one_line(run.practice), row.room - len(opened) - 2), look.style(Ink.TEXT, on, bold=True))
        row.at(row.width - len(opened)).put(opened, look.style(Ink.MUTED, on))

    def _second(self, row: Row, run: RunListRow, look: Look, on: Ink) -> None:
        row.at(INDENT)
        match run.condition:
            case RunCondition.READY:
                ink = Ink.OVERDUE if run.late else Ink.TEXT
                words = f"{look.pick('▲', '!')} {run.state_words}" if run.late else run.state_words
                row.put(look.cut(words, row.room - 1), look.style(ink, on, bold=run.late))
            case RunCondition.READING:
                row.put("being read", look.style(Ink.MUTED, on))
            case RunCondition.DAMAGED | RunCondition.MISSING | RunCondition.CLOSED_OFF:
                row.put(f" {look.pick('×', 'x')} {run.condition.value.upper()} ", look.palette.filled(Ink.OVERDUE)).put(
                    " "
                )
                said = self._problem(run, row.width)
                row.put(said[0] if said else "", look.style(Ink.TEXT, on))

    def _third(self, row: Row, run: RunListRow, look: Look, on: Ink) -> None:
        row.at(INDENT)
        if run.condition is RunCondition.READY:
            row.put("next ", look.style(Ink.MUTED, on))
            row.put(look.cut(one_line(run.next_words), row.room - 1), look.style(Ink.TEXT, on))
        elif run.condition is not RunCondition.READING:
            rest = " ".join(self._problem(run, row.width)[1:])
            row.put(look.cut(rest, row.room - 1), look.style(Ink.TEXT, on))

    def _problem(self, run: RunListRow, width: int) -> list[str]:
        """The words about a run that cannot be read, as wide as its second line has room."""
        badge = len(f" x {run.condition.value} ") + 1
        return wrap(one_line(run.state_words), max(width - INDENT - badge - 1, 20))


def _first_steps(y: int, width: int, look: Look) -> Strip:
    """One line of what to do where no run is listed: three steps, each with its key (`ux.md` D13)."""
    steps = (
        f"Press {key_shown('home.rehearse')} to rehearse on an invented practice. Nothing in it is real.",
        "Describe your practice: run cutover copy-checklists with a folder, and change example-practice.yaml there.",
        f"Press {key_shown('home.start')} to start a run from that file: as a rehearsal first, live on the day.",
    )
    lines = [("", " No run has been started or opened on this computer yet. Do this first:"), ("", "")]
    for number, step in enumerate(steps, 1):
        lines += [(f" {number}  " if not part else "    ", words) for part, words in enumerate(wrap(step, width - 6))]
        lines.append(("", ""))
    before, words = lines[y] if y < len(lines) else ("", "")
    ink = Ink.TEXT if y else Ink.MUTED
    return Row(width, look.style(ink)).put(before, look.style(Ink.ACCENT, bold=True)).put(words).strip()


class HomeScreen(Screen[None]):
    """The runs on this machine."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["home"])]
    DEFAULT_CSS = """
    HomeScreen { background: $background; }
    HomeScreen #home-head { height: 1; background: $panel; color: $text; text-style: bold; padding: 0 1;
                            margin-bottom: 1; }
    HomeScreen #home-said { height: auto; display: none; color: $soon; padding: 0 1; margin-bottom: 1; }
    HomeScreen #home-ask { height: auto; display: none; background: $selected; color: $text; padding: 0 1; }
    HomeScreen KeyFooter { height: 1; }
    HomeScreen #home-files { height: 1; background: $surface; color: $muted; padding: 0 1; }
    """

    @dataclass
    class OpenRun(Message):
        """Somebody wants to work a run."""

        folder: Path

    @dataclass
    class RehearseExample(Message):
        """Somebody wants to try the program on the example practice."""

    @dataclass
    class StartRun(Message):
        """Somebody wants to start a run from a practice file."""

    @dataclass
    class Listed(Message):
        """The list was read. Comes from a thread."""

        rows: tuple[RunListRow, ...]

    @dataclass
    class RunRead(Message):
        """One run of the list was read. Comes from a thread."""

        row: RunListRow

    def __init__(self, book: HomeBook, home: Path, clock: Clock) -> None:
        super().__init__()
        self._book = book
        self._clock = clock
        self._home = home
        self._asked: RunListRow | None = None
        self._list = RunListView(clock)

    def compose(self) -> ComposeResult:
        """Head, what the book says of itself, runs, the question before forgetting, where the files are, keys."""
        yield Static(Content("Cutover · the runs on this computer"), id="home-head")
        yield Static(id="home-said", markup=False)
        yield self._list
        yield Static(id="home-ask", markup=False)
        yield Static(id="home-files", markup=False)
        yield KeyFooter(FOOTER)

    def on_mount(self) -> None:
        """Show where the files are."""
        self._list.focus()

    def on_resize(self) -> None:
        """Cut the line about the files to the width there is."""
        files = self.query_one_optional("#home-files", Static)
        if files is not None:
            words = look_of(self.app).cut(f"Your files are in {self._home}", self.size.width - 2)
            files.update(Content(words), layout=False)

    def on_screen_resume(self) -> None:
        """Read the runs at first, and again whenever this screen comes back."""
        self.reload()

    def reload(self) -> None:
        """Read the list and the runs again; the mark stays on its run."""
        self.run_worker(self._read, thread=True, group="home", exclusive=True)

    def say(self, words: str) -> None:
        """Show words above the list until others replace them; an empty text takes them away."""
        said = self.query_one("#home-said", Static)
        said.display = bool(words)
        said.update(Content(words))

    @on(Listed)
    def _on_listed(self, event: Listed) -> None:
        self._list.show(event.rows)
        if self._book.notices:
            self.say("\n".join(self._book.notices))
        self._show_keys()

    @on(RunRead)
    def _on_run_read(self, event: RunRead) -> None:
        self._list.put(event.row)
        self._show_keys()

    @on(RunListView.Chosen)
    def _on_chosen(self) -> None:
        self.action_open_marked()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs a run where none is marked, and opening one that is gone or damaged beyond opening."""
        marked = self._list.marked_row if self.is_mounted else None
        if action == "forget":
            return True if marked is not None else None
        if action == "open_marked":
            return True if marked is not None and marked.condition is not RunCondition.MISSING else None
        return super().check_action(action, parameters)

    def action_open_marked(self) -> None:
        """Ask for the marked run to be opened."""
        row = self._list.marked_row
        if row is not None:
            self.post_message(self.OpenRun(row.folder))

    def action_rehearse(self) -> None:
        """Ask for the example."""
        self.post_message(self.RehearseExample())

    def action_start(self) -> None:
        """Ask for the start screen."""
        self.post_message(self.StartRun())

    def action_up(self) -> None:
        """Mark the run above."""
        self._step(-1)

    def action_down(self) -> None:
        """Mark the run below."""
        self._step(1)

    def action_forget(self) -> None:
        """Ask, and at the second time take the marked run off the list."""
        row = self._list.marked_row
        if row is None:
            return
        if self._asked is None or self._asked.folder != row.folder:
            key = key_shown("home.forget")
            self._ask(
                row,
                f"Take {one_line(row.practice)} off this list? Its files stay in {row.folder}. "
                f"Press {key} once more to take it off, or an arrow key to keep it.",
            )
            return
        self._ask(None, "")
        try:
            self._book.forget(row.folder)
        except Refused as refusal:
            self.say(str(refusal))
            return
        self.reload()

    # -- private --------------------------------------------------------------------------------------------------

    def _show_keys(self) -> None:
        """Dim the keys that do nothing here, in the footer as for the keyboard."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            footer.show(FOOTER, [key.action for key in FOOTER if self.check_action(key.action, ()) is None])
        self.refresh_bindings()

    def _step(self, by: int) -> None:
        self._ask(None, "")
        self._list.step(by)
        self._show_keys()

    def _ask(self, row: RunListRow | None, words: str) -> None:
        self._asked = row
        strip = self.query_one("#home-ask", Static)
        strip.display = bool(words)
        strip.update(Content(words))

    def _read(self) -> None:
        worker = get_current_worker()
        rows = listed_rows(self._book)
        self.post_message(self.Listed(rows))
        for read in (partial(read_row, row, self._clock) for row in rows):
            if worker.is_cancelled:
                return
            self.post_message(self.RunRead(read()))
