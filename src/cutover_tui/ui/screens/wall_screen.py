"""The wall board: read it from 4 metres; nothing is done here (`ux.md` D7).

It follows the run's file in a thread of its own. The moving mark and `as at` say when the file was last read: a board
that stands still while looking alive would be worse than none, so after 10 seconds without a reading it goes grey and
says STALE.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.slips import slips_words
from cutover_tui.domain.time_words import clock_words, to_local
from cutover_tui.runner.wall_board import StateWord, WallBoard, WallLine, WallPaper, wall_board, wall_clock
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.palette import Ink, Palette, badge_style
from cutover_tui.ui.widgets.alert_bar import alert_strip
from cutover_tui.ui.widgets.cells import Row, one_line, spread, wrap
from cutover_tui.ui.widgets.digits import solid
from cutover_tui.ui.widgets.gate_strip import gate_strip
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.letters import big
from cutover_tui.ui.widgets.painted import ROOMY_HEIGHT, Look, Painted

if TYPE_CHECKING:
    from datetime import datetime

    from rich.style import Style
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.clock import Clock

READ_EVERY_S: Final = 1.0
"""Seconds between two readings of the file."""

STALE_AFTER: Final = timedelta(seconds=10)
"""A board whose file has not been read for this long says so (`ux.md` D7)."""

LARGE_WIDTH: Final = 140
LARGE_HEIGHT: Final = 40
"""From this size on, letters are five rows high instead of three."""

SERVICE_ROWS: Final = 2
SERVICE_ROWS_ROOMY: Final = 4
"""Rows the services may take on a small screen, and where there is room."""

BEATS: Final = 5
"""Places the moving mark steps through."""

LAST_HOUR_S: Final = 3600
"""A countdown is amber from here on (`ux.md` 1)."""

SHORTEST_BAR: Final = 10
"""Columns below which a bar tells nothing."""


class Followed(Protocol):
    """A run that is read while others write it: a `Run` of its own, opened for looking only."""

    @property
    def state(self) -> RunState:
        """Where the run stands, as far as it was read."""
        ...

    def catch_up(self) -> object:
        """Read what was recorded since. Called from a thread.

        Raises:
            AuditLogBroken: The log can no longer be trusted.
        """
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


@dataclass(frozen=True)
class Reading:
    """What is known about the file the board is made from."""

    read_at: datetime
    """When it was last read, UTC."""
    read_us: int
    """The same by the clock nobody can set, in microseconds."""
    stale: bool = False
    """True when that is too long ago."""
    beat: int = 0
    """How often it has been read; the moving mark."""
    problem: str = ""
    """Why it cannot be read or trusted, in sentences."""


class WallView(Painted):
    """The board, painted whole from one value."""

    DEFAULT_CSS = "WallView { height: 1fr; }"

    def __init__(self, board: WallBoard, reading: Reading, zone: str) -> None:
        super().__init__(id="wall-view")
        self._board = board
        self._reading = reading
        self._zone = zone

    def show(self, board: WallBoard, reading: Reading) -> None:
        """Show a board as it was read."""
        self._board, self._reading = board, reading
        self.repaint()

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Paint the bands, with the rows that are over shared out between them."""
        if self._reading.stale:
            look = Look(greyed(look.palette), look.ascii_marks)
        large = width >= LARGE_WIDTH and height >= LARGE_HEIGHT
        bands = [
            self._head(width, look),
            self._clocks(width, look, large=large),
            self._word(width, height, look, large=large),
            self._services(width, height, look),
            *([self._paper(paper, width, look)] if (paper := self._board.paper) is not None else []),
            *self._lines(width, look),
        ]
        if self._board.alert is not None:
            bands[2:2] = [[alert_strip(self._board.alert, width, look)]]
        gates = gate_strip(self._board.gates, width, look)
        if sum(map(len, bands)) + len(gates) <= height:
            place = 4 if self._board.alert is None else 5
            bands[place:place] = [gates] if gates else []
        return spread(bands, height, Strip.blank(width, look.style(Ink.TEXT)))

    def _head(self, width: int, look: Look) -> list[Strip]:
        reading, board = self._reading, self._board
        strips = [self._rehearsal(width, look)] if board.kind is RunKind.REHEARSAL else []
        row = Row(width, look.style(Ink.TEXT, Ink.PANEL, bold=True))
        as_at = f"as at {to_local(reading.read_at, self._zone):%H:%M:%S}  "
        row.put(" " + look.cut(one_line(board.practice), width - len(as_at) - BEATS - 4))
        row.at(width - len(as_at) - BEATS - 1).put(as_at, look.style(Ink.MUTED, Ink.PANEL))
        place = reading.beat % BEATS
        track = "".join(look.pick("■", "o") if spot == place else look.pick("·", ".") for spot in range(BEATS))
        row.put(track, look.style(Ink.DONE, Ink.PANEL, bold=True))
        return [*strips, row.strip()]

    def _rehearsal(self, width: int, look: Look) -> Strip:
        words = "  REHEARSAL  nothing here is real  "
        side = (width - len(words)) // 2
        stripes = look.pick("▒", "/") * side
        style = look.style(Ink.WAITS, Ink.BACKGROUND, bold=True)
        return (
            Row(width, style).put(stripes).put(words, look.palette.filled(Ink.WAITS)).put(stripes + stripes[:1]).strip()
        )

    def _clocks(self, width: int, look: Look, *, large: bool) -> list[Strip]:
        clock = self._board.clock
        ink = Ink.TEXT
        words = f"{clock.target} {clock.target_time}"
        if clock.seconds_to_go is not None and clock.seconds_to_go < 0:
            ink, words = (
                (Ink.DONE, f"since {words}") if self._board.word is StateWord.LIVE else (Ink.OVERDUE, f"{words} PASSED")
            )
        elif clock.seconds_to_go is not None and clock.seconds_to_go < LAST_HOUR_S:
            ink, words = Ink.SOON, f"{words} {look.pick('◆', '*')} UNDER 1 HOUR"
        if clock.stopped:
            ink, words = Ink.SOON, f"{words} {look.pick('‖', '=')} stopped"
        if not clock.countdown:
            words = "no extract or go-live is planned yet"
        now, left = (solid(words, large=large, ascii_marks=look.ascii_marks) for words in (clock.time, clock.countdown))
        split = len(now[0]) + 4
        label = Row(width, look.style(Ink.TEXT)).put(" NOW ", look.style(Ink.TEXT, bold=True))
        label.put(clock.day, look.style(Ink.MUTED)).at(split)
        label.put(look.cut(words, label.room - 1), look.style(ink, bold=True))
        strips = [label.strip()]
        for upper, lower in zip(now, left, strict=True):
            row = Row(width, look.style(Ink.TEXT)).put(f" {upper}", look.style(Ink.TEXT)).at(split)
            strips.append(row.put(lower, look.style(ink)).strip())
        return strips

    def _word(self, width: int, height: int, look: Look, *, large: bool) -> list[Strip]:
        ink, words = self._state()
        # Plain letters take five rows, which the smallest screens do not have.
        small = look.ascii_marks and height < ROOMY_HEIGHT - 1
        spaced = " ".join(words)
        blank = " " * len(spaced)
        lines = [spaced, blank, blank] if small else big(words, large=large, ascii_marks=look.ascii_marks)
        side = self._beside(look)
        strips = []
        for number, line in enumerate(lines):
            row = Row(width, look.style(Ink.TEXT)).put(f" {line}", look.style(ink)).put("   ")
            if number < len(side):
                row.put(look.cut(side[number][0], row.room - 1), side[number][1])
            strips.append(row.strip())
        if self._reading.stale and self._reading.problem:
            strips += [
                Row(width, look.style(Ink.TEXT, bold=True)).put(f" {line}").strip()
                for line in wrap(self._reading.problem, width - 2)[:4]
            ]
        return strips

    def _state(self) -> tuple[Ink, str]:
        if self._reading.stale:
            return Ink.TEXT, "STALE"
        inks = {StateWord.BEHIND: Ink.OVERDUE, StateWord.LIVE: Ink.DONE, StateWord.NOT_STARTED: Ink.MUTED}
        inks |= {StateWord.HOLD: Ink.SOON, StateWord.PAUSED: Ink.SOON}
        ink = Ink.SOON if self._board.provisional else inks.get(self._board.word, Ink.ACCENT)
        return ink, self._board.word.value

    def _beside(self, look: Look) -> list[tuple[str, Style]]:
        """What stands beside the state word: what it is made from, one thing a line."""
        if self._reading.stale:
            since = f"{to_local(self._reading.read_at, self._zone):%H:%M:%S}"
            return [(f"since {since}", look.style(Ink.TEXT, bold=True)), ("do not rely on this", look.style(Ink.TEXT))]
        tally, board = self._board.tally, self._board
        late = tally.overdue + tally.blocked
        said = [(tally.words(), look.style(Ink.TEXT, bold=True))]
        if board.provisional:
            words = f"PROVISIONAL  {board.provisional} of the go-live list to do"
            said.insert(0, (words, look.style(Ink.SOON, bold=True)))
        if late:
            said.append((f"{look.pick('▲', '!')} {late} overdue", look.style(Ink.OVERDUE, bold=True)))
        if board.attention:
            said.append((f"{board.attention} to look at", look.style(Ink.SOON, bold=True)))
        elif tally.soon:
            said.append((f"{look.pick('◆', '*')} {tally.soon} due soon", look.style(Ink.SOON, bold=True)))
        return said

    def _services(self, width: int, height: int, look: Look) -> list[Strip]:
        board, fits = self._board, [words for words in self._board.debt if len(words) < width - 3]
        strips = self._heading(look.dots([*fits, "SERVICES NOT NORMAL"][0]), width, look)
        if not board.services:
            every = f"All {board.watched} watched services are normal." if board.watched else "No service is watched."
            return [*strips, Row(width, look.style(Ink.TEXT)).put(f" {every}").strip()]
        most = SERVICE_ROWS if height < ROOMY_HEIGHT - 1 else SERVICE_ROWS_ROOMY
        rows = [Row(width, look.style(Ink.TEXT)).put(" ")]
        for number, tile in enumerate(board.services):
            since = f" {clock_words(tile.since, self._zone)}" if tile.since is not None else ""
            left = len(board.services) - number
            long = len(f"{tile.name}  {tile.words} {since}   ")
            if rows[-1].x > 1 and rows[-1].room < long and len(rows) < most:
                rows.append(Row(width, look.style(Ink.TEXT)).put(" "))
            if len(rows) == most and rows[-1].room < long + (len(f"+{left} more") if left > 1 else 0):
                rows[-1].put(f"+{left} more", look.style(Ink.TEXT, bold=True))
                break
            rows[-1].put(f"{one_line(tile.name)} ", look.style(Ink.TEXT, bold=True))
            rows[-1].put(f" {tile.words} ", look.palette.filled(Ink.SOON)).put(f"{since}   ", look.style(Ink.MUTED))
        return [*strips, *(row.strip() for row in rows)]

    def _heading(self, words: str, width: int, look: Look) -> list[Strip]:
        row = Row(width, look.style(Ink.TEXT)).put(f" {words} ", look.style(Ink.ACCENT, bold=True))
        return [row.put(look.rule(row.room - 1), look.style(Ink.RULE)).strip()]

    def _lines(self, width: int, look: Look) -> list[list[Strip]]:
        heading = self._heading("NEXT", width, look)
        if not self._board.next:
            row = Row(width, look.style(Ink.MUTED)).put(" Nothing that has a time is left to do.")
            return [[*heading, row.strip()]]
        # The words about a file that cannot be read need the room of two tasks.
        shown = self._board.next[:1] if self._reading.stale and self._reading.problem else self._board.next
        first, *others = (self._line(line, width, look) for line in shown)
        return [[*heading, *first], *others]

    def _line(self, line: WallLine, width: int, look: Look) -> list[Strip]:
        badge = line.row.badge
        first = Row(width, look.style(Ink.TEXT)).put(f" {line.row.due_words} ", look.style(Ink.TEXT, bold=True))
        first.put(f" {look.glyph(badge.mark)} {badge.words} ", badge_style(look.palette, badge.mark)).put("  ")
        first.put(look.cut(one_line(line.owner), first.room - 1), look.style(Ink.MUTED))
        second = Row(width, look.style(Ink.TEXT)).put(f" {line.row.task.ref} ", look.style(Ink.MUTED))
        second.put(look.cut(one_line(line.row.task.title), second.room - 1), look.style(Ink.TEXT, bold=True))
        return [first.strip(), second.strip()]

    def _paper(self, paper: WallPaper, width: int, look: Look) -> list[Strip]:
        """What is left on paper: the most urgent first, then what is overdue or lost, and how far it is."""
        row = (
            Row(width, look.style(Ink.TEXT))
            .put(" ")
            .put(look.cut(paper.words(), width - 2), look.style(Ink.TEXT, bold=True))
        )
        late, lost = look.pick("▲", "!"), slips_words(paper.missing)
        pressing = (
            (f"{late} {paper.first}" if paper.red else "", Ink.OVERDUE if paper.overdue else Ink.SOON),
            (f"{late} {paper.overdue} overdue" if paper.overdue else "", Ink.OVERDUE),
            (f"{late} {lost} missing" if paper.missing else "", Ink.OVERDUE),
        )
        for words, ink in pressing:
            if words and len(words) + 3 <= row.room:
                row.put(f"  {one_line(words)}", look.style(ink, bold=True))
        if paper.logged and row.room > SHORTEST_BAR:
            look.bar(row.put("  "), paper.logged - paper.left, paper.logged, row.room - 1, Ink.BACKGROUND)
        return [*self._heading("RE-ENTRY", width, look), row.strip()]


class WallScreen(Screen[None]):
    """The wall board of one run."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["wall"])]
    DEFAULT_CSS = "WallScreen { background: $background; } WallScreen KeyFooter { height: 1; }"

    @dataclass
    class Read(Message):
        """A reading of the file ended, well or not. Comes from a thread."""

        at: datetime
        """When it ended, UTC."""
        at_us: int
        """The same by the clock nobody can set, in microseconds."""
        problem: str = ""
        """Why it did not go well, in sentences."""
        broken: bool = False
        """True when the log can no longer be trusted."""

    def __init__(self, follow: Followed, clock: Clock) -> None:
        """Takes the run to follow: opened for looking only, used by nobody else (a thread reads it), closed here."""
        super().__init__()
        self._follow = follow
        self._clock = clock
        self._reads = False
        now = clock.now()
        self._reading = Reading(now, clock.mono_us())
        self._of: tuple[RunState, datetime] | None = None
        self._board = self._board_at(now)
        self._view = WallView(self._board, self._reading, follow.state.plan.calendar.zone)

    def compose(self) -> ComposeResult:
        """The board and its few keys."""
        yield self._view
        yield KeyFooter([key for key in KEYS["wall"] if key.footer])

    def on_mount(self) -> None:
        """Read and repaint from now on."""
        self.set_interval(READ_EVERY_S, self.look_again)

    def on_unmount(self) -> None:
        """Let go of the file."""
        self._follow.close()

    def look_again(self) -> None:
        """Repaint the clocks, and read the file unless the last reading is still going on."""
        if not self._reads:
            self._reads = True
            self.run_worker(self._read, thread=True, group="wall", exit_on_error=False)
        self._show()

    def action_leave(self) -> None:
        """Leave the board."""
        self.dismiss()

    def on_wall_screen_read(self, event: Read) -> None:
        """Take in a reading."""
        self._reads = False
        if event.problem:
            self._reading = replace(self._reading, problem=event.problem, stale=event.broken or self._reading.stale)
        else:
            self._reading = Reading(event.at, event.at_us, beat=self._reading.beat + 1)
        self._show()

    def _read(self) -> None:
        problem, broken = "", False
        try:
            self._follow.catch_up()
        except AuditLogBroken as trouble:
            problem, broken = str(trouble), True
        except Refused as refusal:
            problem = str(refusal)
        except OSError as trouble:
            problem = f"The run's file cannot be read: {trouble.strerror}."
        self.post_message(self.Read(self._clock.now(), self._clock.mono_us(), problem, broken))

    def _show(self) -> None:
        if not self._view.is_mounted:
            return
        now = self._clock.now()
        unread = timedelta(microseconds=self._clock.mono_us() - self._reading.read_us)
        # By both clocks: one of them does not count while the computer sleeps, the other can be set back.
        if max(now - self._reading.read_at, unread) > STALE_AFTER:
            self._reading = replace(self._reading, stale=True)
        self._board = self._board_at(now)
        self._view.show(self._board, self._reading)

    def _board_at(self, now: datetime) -> WallBoard:
        """The board, worked out anew only when the log grew or the minute changed."""
        state, minute = self._follow.state, now.replace(second=0, microsecond=0)
        if self._of is None or self._of[0] is not state or self._of[1] != minute:
            self._of = (state, minute)
            return wall_board(state, now)
        return replace(self._board, clock=wall_clock(state, now))


def greyed(palette: Palette) -> Palette:
    """The same theme with every state colour grey."""
    grey = palette.muted
    return replace(
        palette, accent=grey, done=grey, soon=grey, overdue=grey, waits=grey, settled=grey, text=grey, rule=palette.rule
    )
