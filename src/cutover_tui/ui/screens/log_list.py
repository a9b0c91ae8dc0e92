"""The lines of the log screen: which entries in which order, painted line by line as they come on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.log_events import SealWritten, last_covered
from cutover_tui.domain.time_words import clock_words, day_words, short_words, to_local
from cutover_tui.runner.story import Line, field_words, line_of, plain_words
from cutover_tui.ui.palette import Ink, follow_theme, ink_of
from cutover_tui.ui.widgets.cells import Row, one_line
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual import events
    from textual.strip import Strip

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.storage.audit_record import Tail
    from cutover_tui.ui.widgets.painted import Look

DAY: Final = -1
"""In place of a correction's number: the heading of a day."""


class Records(Protocol):
    """Gives records as they stand in the file."""

    def read(self, start: int) -> Sequence[Mapping[str, object]]:
        """The records from a number on."""
        ...


class LogSource(Protocol):
    """What the log screen reads; a `Run` is one."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Every entry, oldest first."""
        ...

    @property
    def state(self) -> RunState:
        """Where the run stands after them."""
        ...

    @property
    def tail(self) -> Tail:
        """How many records there are, and the hash of the last."""
        ...

    @property
    def log(self) -> Records:
        """The records themselves."""
        ...


class LogList(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of the log; paints those on screen only."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = "LogList { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; }"

    marked: reactive[int] = reactive(-1)
    """Number of the marked entry; -1 while there is none."""

    @dataclass
    class Marked(Message):
        """Another entry is marked."""

        seq: int

    def __init__(self, source: LogSource) -> None:
        super().__init__(id="log-list")
        self.source = source
        self.seqs: list[int] = []
        """The entries shown, in their order."""
        self.system = 0
        """How many entries are left out because the program made them."""
        self.by_happening = False
        self.with_system = False
        self.needle = ""
        self._lines: dict[int, Line] = {}
        self._rows: list[tuple[int, int]] = []
        self._row_of: dict[int, int] = {}

    def on_mount(self) -> None:
        """Show everything, with the newest entry marked."""
        follow_theme(self, self.refresh)
        self.choose()
        self.mark(self.seqs[-1] if self.seqs else -1)

    def watch_marked(self, before: int, now: int) -> None:
        """Repaint the two lines and tell the screen."""
        for seq in (before, now):
            if seq in self._row_of:
                self.refresh_lines(self._row_of[seq], 1)
        self.post_message(self.Marked(now))

    def line(self, seq: int) -> Line:
        """The story line of an entry, remembered until something about it changes."""
        found = self._lines.get(seq)
        if found is None:
            found = self._lines[seq] = line_of(self.source.entries[seq], self.source.state)
        return found

    def words(self, seq: int) -> str:
        """What an entry says as it was recorded, on one line; a seal with the stretch it covers."""
        entry, state = self.source.entries[seq], self.source.state
        words = one_line(plain_words(entry, state) if seq in state.corrections else self.line(seq).words)
        if isinstance(entry.event, SealWritten):
            upto = last_covered(entry.event.seal, seq - 1)
            before = max((last for last, _seal in state.seals if last < upto), default=-1)
            words = f"Entries 0 to {upto} sealed: {entry.event.seal}, {before + 1} to {upto} for the first time"
        return words

    def forget(self, since: int) -> None:
        """Forget the lines that entries from a number on may have changed: their tasks' and what they correct."""
        entries = self.source.entries
        refs = {ref for entry in entries[since:] for ref in tasks_of(entry.event)}
        changed = {getattr(entry.event, "corrects", -1) for entry in entries[since:]}
        changed |= {entry.seq for entry in entries if not refs.isdisjoint(tasks_of(entry.event))}
        for seq in changed:
            self._lines.pop(seq, None)

    def choose(self) -> None:
        """Work out again which entries are shown, in which order, and their lines. The mark stays on its entry."""
        everything = range(len(self.source.entries))
        told = [seq for seq in everything if self.with_system or not self.line(seq).system]
        self.system = len(everything) - len(told)
        seqs = [seq for seq in told if self._holds_needle(seq)]
        if self.by_happening:
            seqs.sort(key=lambda seq: (self.line(seq).happened_at, seq))
        self.seqs = seqs
        self._lay_out()
        if self.marked not in self._row_of and seqs:
            self.mark(max((seq for seq in seqs if seq <= self.marked), default=seqs[0]))
        self.virtual_size = Size(0, len(self._rows))
        self.refresh()

    def mark(self, seq: int) -> None:
        """Mark an entry and bring it on screen."""
        self.marked = seq
        row = self._row_of.get(seq)
        if row is None:
            return
        height = max(self.size.height, 1)
        top = int(self.scroll_y)
        if row - 1 < top:
            # One more line above, so that the heading of its day is seen with the first entry.
            self.scroll_to(y=max(row - 1, 0), animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def step(self, by: int) -> None:
        """Move the mark by some entries, at most to the first or last."""
        if self.seqs:
            place = self.seqs.index(self.marked) if self.marked in self._row_of else 0
            self.mark(self.seqs[min(max(place + by, 0), len(self.seqs) - 1)])

    def follow_end(self) -> None:
        """Show what came in at the end, as far as the marked line stays on screen."""
        row = self._row_of.get(self.marked, 0)
        bottom = max(len(self._rows) - self.size.height, 0)
        if bottom > self.scroll_y:
            self.scroll_to(y=min(bottom, max(row - 1, 0)), animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the marked line on screen."""
        self.mark(self.marked)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Mark the line clicked."""
        row = event.y + int(self.scroll_y)
        if 0 <= row < len(self._rows) and self._rows[row][1] != DAY:
            self.marked = self._rows[row][0]

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        look, width = look_of(self.app), self.scrollable_content_region.width
        row = y + int(self.scroll_y)
        if row >= len(self._rows):
            words = "" if row or self._rows else self._empty_words()
            return Row(width, look.style(Ink.TEXT)).put(words, look.style(Ink.MUTED)).strip()
        seq, part = self._rows[row]
        if part == DAY:
            return self._day(seq, width, look)
        return self._correction(seq, part - 1, width, look) if part else self._entry(seq, width, look)

    # -- painting -------------------------------------------------------------------------------------------------

    def _entry(self, seq: int, width: int, look: Look) -> Strip:
        line, zone, marked = self.line(seq), self.source.state.plan.calendar.zone, seq == self.marked
        on = Ink.SELECTED if marked else Ink.BACKGROUND
        row = Row(width, look.style(Ink.TEXT, on))
        row.put(look.pick("▌", ">") if marked else " ", look.style(Ink.ACCENT, on))
        row.put(f"{seq:>4}  ", look.style(Ink.MUTED, on))
        row.put(f"{clock_words(line.happened_at, zone)}  ", look.style(Ink.TEXT, on, bold=marked))
        row.put(f"{line.by:<4} ", look.style(Ink.TEXT, on, bold=True))
        ink = ink_of(line.mark) if line.mark is not None else Ink.TEXT
        row.put(f"{look.glyph(line.mark) if line.mark is not None else ' '} ", look.style(ink, on, bold=True))
        after = [f"typed by {line.recorder}"] if line.recorder else []
        late = f"recorded {self._recorded_words(line, zone)}" if line.late else ""
        room = row.room - sum(len(words) + 2 for words in (*after, late) if words)
        self._put_struck(row, look.cut(self.words(seq), room), line, look, on)
        for words in after:
            row.put(f"  {words}", look.style(Ink.MUTED, on))
        if late:
            row.put(f"  {late}", look.style(Ink.SOON, on, bold=True))
        return row.strip()

    def _put_struck(self, row: Row, words: str, line: Line, look: Look, on: Ink) -> None:
        """Put the words, with those that a correction replaced struck through."""
        struck = [False] * len(words)
        for fix in self.source.state.corrections.get(line.seq, ()):
            was = one_line(fix.was)
            start = words.find(was) if was else -1
            for place in range(start, start + len(was)) if start >= 0 else ():
                struck[place] = True
        ink = Ink.ACCENT if isinstance(self.source.entries[line.seq].event, SealWritten) else Ink.TEXT
        if line.system:
            ink = Ink.MUTED
        start = 0
        for end in range(1, len(words) + 1):
            if end == len(words) or struck[end] != struck[start]:
                style = look.style(Ink.MUTED if struck[start] else ink, on, strike=struck[start])
                row.put(words[start:end], style)
                start = end

    def _correction(self, seq: int, number: int, width: int, look: Look) -> Strip:
        state = self.source.state
        fix = state.corrections[seq][number]
        row = Row(width, look.style(Ink.TEXT)).at(16).put(f"{look.pick('└', '-')} ", look.style(Ink.SOON))
        was, now = (one_line(field_words(words, state)) for words in (fix.was, fix.now))
        row.put(f"‘{look.cut(was, row.room * 2 // 5)}’", look.style(Ink.MUTED, strike=True))
        row.put(" is now " if now else " is struck out", look.style(Ink.SOON))
        row.put(look.cut(f"‘{now}’" if now else "", row.room), look.style(Ink.TEXT, bold=True))
        named = FIELD_NAMES.get(fix.field, fix.field)
        row.put(look.cut(f", {named}, {fix.by}: {one_line(fix.reason)}", row.room), look.style(Ink.MUTED))
        return row.strip()

    def _day(self, seq: int, width: int, look: Look) -> Strip:
        row = Row(width, look.style(Ink.TEXT)).put(" ")
        row.put(
            f"{day_words(self._ordered_at(seq), self.source.state.plan.calendar.zone)} ",
            look.style(Ink.ACCENT, bold=True),
        )
        return row.put(look.rule(row.room - 1), look.style(Ink.RULE)).strip()

    def _recorded_words(self, line: Line, zone: str) -> str:
        return short_words(line.recorded_at, line.happened_at, zone)

    def _empty_words(self) -> str:
        if self.needle:
            return f" No entry holds ‘{one_line(self.needle)}’. Press escape to see them all."
        return " Nobody has recorded anything yet. Every tick, note and date comes here."

    # -- which lines ----------------------------------------------------------------------------------------------

    def _ordered_at(self, seq: int) -> datetime:
        line = self.line(seq)
        return line.happened_at if self.by_happening else line.recorded_at

    def _lay_out(self) -> None:
        zone, fixes = self.source.state.plan.calendar.zone, self.source.state.corrections
        self._rows, self._row_of = [], {}
        day = None
        for seq in self.seqs:
            today = to_local(self._ordered_at(seq), zone).date()
            if today != day:
                self._rows.append((seq, DAY))
                day = today
            self._row_of[seq] = len(self._rows)
            self._rows.extend((seq, part) for part in range(len(fixes.get(seq, ())) + 1))

    def _holds_needle(self, seq: int) -> bool:
        line, needle = self.line(seq), one_line(self.needle).casefold()
        return not needle or needle in f"{seq} {line.by} {line.recorder} {one_line(line.words)}".casefold()
