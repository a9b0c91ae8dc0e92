"""Typing up paper: the lines that are in the log already, and the next one, line after line (`records.md` c1).

Two acts stand between a line and a record: its number and task, whose words are repeated, then what it says with time
and initials. Esc goes back one step; what was recorded stays.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.notes import add_note
from cutover_tui.domain.tasks import TaskStatus, complete_task
from cutover_tui.domain.time_words import clock_words, date_time_words
from cutover_tui.runner.catching_up import PaperPlace, next_place, typed_up
from cutover_tui.runner.story import line_of
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_catch_up import FOOTER, KEYS
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.run_acts import tick_facts
from cutover_tui.ui.widgets.board_list import BoardLine, BoardList, Pen
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.printing import HardCopy
    from cutover_tui.ui.dialogs.paper_line_dialog import PaperStart
    from cutover_tui.ui.dialogs.paper_strips import PaperNote
    from cutover_tui.ui.dialogs.tick_strip import TickAnswer
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking

_INDENT = 3
_NUMBER = 5
_TIME = 7
_BY = 5


class CatchUpScreen(BoardScreen):
    """Type up a sheet of paper, line by line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["catch_up"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    WRITING: ClassVar[frozenset[str]] = frozenset({"type_up", "print_sheets"})
    EMPTY: ClassVar[str] = "Type up here what was written on paper, line by line and with the times on it: press t."
    BESIDE_FROM: ClassVar[int] = 120

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under)
        self.place = next_place(self.cutover_run.entries)

    def on_mount(self) -> None:
        """Show what was typed up, and ask for the next line."""
        super().on_mount()
        if not self.desk.look_only:
            self.call_after_refresh(self.action_type_up)

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """How many lines are in the log, and which is next."""
        count = len(typed_up(self.cutover_run.entries))
        many = "1 line" if count == 1 else f"{count} lines"
        return Content.assemble(
            (f"Typed up from paper: {many}", "bold $text"), (f"  next {self.place.words}", "bold $accent")
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each that was typed up, under its sheet, in the order of the log."""
        found: list[BoardLine] = []
        sheet = ""
        for place, entry in typed_up(self.cutover_run.entries):
            if place.sheet != sheet:
                sheet = place.sheet
                found.append(BoardLine("", partial(_heading, words=f"Sheet {sheet}")))
            found.append(BoardLine(str(entry.seq), partial(_line, place=place, entry=entry, state=self.run_state)))
        return found

    def detail(self, key: str) -> Content:
        """The marked line in full."""
        if not key:
            return Content("")
        entry = self.cutover_run.entry(int(key))
        line, zone = line_of(entry, self.run_state), self.run_state.plan.calendar.zone
        typed_by = f", typed up by {line.recorder}" if line.recorder else ""
        return Content(
            f"Entry {entry.seq}: {line.words}\n"
            f"{date_time_words(line.happened_at, zone)} {line.by}{typed_by} at "
            f"{date_time_words(entry.recorded_at, zone)}: {entry.event.late_reason}"
        )

    # -- typing up --------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_type_up(self) -> None:
        """Ask for line after line until somebody ends it."""
        from cutover_tui.ui.dialogs.paper_line_dialog import PaperLineDialog  # noqa: PLC0415 (loaded when first asked)

        ref, words = "", ""
        while True:
            dialog = PaperLineDialog(
                self.run_state,
                self.cutover_run.entries,
                self.place,
                ref=ref,
                words=words or "The next line of the sheet",
                typed_by=self.desk.typist(),
                opened_by="t",
            )
            start = await self.put(dialog)
            if start is None:
                return
            self.place = start.place
            ref, words = await self._line(start)
            self.show_board()
            self.query_one(BoardList).action_cursor_last()

    async def _line(self, start: PaperStart) -> tuple[str, str]:
        """Ask what a line says and record it; the task to ask for again, and what came of it in words."""
        entry = await (self._ask_task(start) if start.ref else self._ask_note(start))
        if isinstance(entry, str):
            return start.ref, entry
        self.place = start.place.following
        return "", self._recorded_words(start, entry)

    async def _ask_task(self, start: PaperStart) -> Entry | str:
        from cutover_tui.ui.dialogs.paper_strips import PaperTickStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by, ref = self.desk.typist(), start.ref

        def act_of(answer: TickAnswer) -> Act:
            act = self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)
            return replace(act, sheet=start.place.words)

        strip = PaperTickStrip(
            self.run_state,
            self.run_state.task(ref),
            start.place,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            decide=lambda given: complete_task(self.run_state, act_of(given), ref, **tick_facts(given)),
        )
        answer = await self.put(strip)
        if answer is None:
            return "Nothing was recorded of this line."
        if answer.outcome == "not done":
            return f"‘{answer.observed}’ is not done, so {ref} was not ticked. Leave the number out to note it."
        act, facts = act_of(answer), tick_facts(answer)
        entry = await self.attempt(lambda: self.cutover_run.complete_task(act, ref, **facts))
        return entry or "This line was not recorded; the message says why."

    async def _ask_note(self, start: PaperStart) -> Entry | str:
        from cutover_tui.ui.dialogs.paper_strips import PaperNoteStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()

        def act_of(answer: PaperNote) -> Act:
            act = self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)
            return replace(act, sheet=start.place.words)

        strip = PaperNoteStrip(
            self.run_state,
            start.place,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            decide=lambda given: add_note(self.run_state, act_of(given), given.note),
        )
        answer = await self.put(strip)
        if answer is None:
            return "Nothing was recorded of this line."
        act, note = act_of(answer), answer.note
        entry = await self.attempt(lambda: self.cutover_run.add_note(act, note))
        return entry or "This line was not recorded; the message says why."

    @work(group="ask")
    async def action_print_sheets(self) -> None:
        """Make the next version of the hard copy, and say where it is."""
        from cutover_tui.exports.printing import print_run  # noqa: PLC0415 (loaded when first asked)
        from cutover_tui.ui.dialogs.print_dialog import PrintDialog  # noqa: PLC0415

        by = await self.put(PrintDialog(self.run_state, typed_by=self.desk.typist(), opened_by="p"))
        if by is None:
            return
        made: list[HardCopy] = []

        def make() -> Entry:
            made.append(print_run(self.cutover_run, self.cutover_run.log.folder / "exports", by=by))
            return self.cutover_run.entry(made[0].seq)

        self.say("Making the pages.")
        if await self.attempt(make) is not None:
            first = made[0].folder / made[0].files[0]
            self.say(f"Version {made[0].version} of the hard copy is made. Open {first} in a browser and print it.")

    def _recorded_words(self, start: PaperStart, entry: Entry) -> str:
        if not start.ref:
            return f"The note of {start.place.words} is recorded, entry {entry.seq}. The next line"
        waits = self.run_state.standing(start.ref).status is TaskStatus.AWAITS_CHECK
        check = "; it waits for a second person" if waits else ""
        return f"{start.ref} is recorded from {start.place.words}, entry {entry.seq}{check}. The next line"

    # -- keys and focus ---------------------------------------------------------------------------------------------


def _heading(pen: Pen, *, words: str) -> None:
    row, look = pen.row, pen.look
    row.at(_INDENT).put(look.cut(words, row.room - 2), look.style(Ink.ACCENT, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _line(pen: Pen, *, place: PaperPlace, entry: Entry, state: RunState) -> None:
    row, look, line = pen.row, pen.look, line_of(entry, state)
    quiet = look.style(Ink.MUTED, pen.on)
    row.at(1).put(f"{place.line:>{_NUMBER - 1}} ", quiet)
    row.put(f"{clock_words(line.happened_at, state.plan.calendar.zone):<{_TIME}}", quiet)
    row.put(f"{line.by:<{_BY}}", look.style(Ink.TEXT, pen.on))
    row.put(look.cut(one_line(line.words), row.room - 1), look.style(Ink.TEXT, pen.on, bold=pen.marked))
