"""Read what was recorded, newest last: the story, and under every line the record as it stands in the file.

Nothing here can be changed. An entry that was corrected keeps its old words, struck through, with the correction below
it (`ux.md` D14, `integrity.md` A7). New entries come in at the end and never move the mark.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from cutover_tui.domain.corrections import correctable
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.service_board import debt_forms
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.screens.log_list import LogList
from cutover_tui.ui.widgets.cells import apart, one_line
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.screens.log_list import LogSource

LOOK_AGAIN_S: Final = 1.0
"""Seconds between two looks for entries that another window recorded."""

BESIDE: Final = 120
"""From this many columns on, the record stands beside the list, else below it."""

FOOTER: Final = [key for key in KEYS["log"] if key.footer]

SHORT_HASH: Final = 12
"""Digits of the newest record's hash that are shown."""

HELD_BACK_RECORD: Final = (
    "A second person has still to look at this task without knowing what the first one saw, so the record is shown "
    "once they have."
)


def held_back(entry: Entry, state: RunState) -> bool:
    """Tell whether an entry holds an answer that a second person must not see yet (`records.md` c1)."""
    if not isinstance(entry.event, TaskCompleted):
        return False
    standing = state.standing(entry.event.task)
    return standing.seq == entry.seq and standing.status is TaskStatus.AWAITS_CHECK


class LogScreen(Screen[None]):
    """The log, with the record of the marked entry beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["log"])]
    DEFAULT_CSS = """
    LogScreen { layout: vertical; background: $background; }
    LogScreen #log-head { height: 1; background: $panel; color: $text; text-style: bold; padding: 0 1; }
    LogScreen KeyFooter { height: 1; }
    LogScreen #log-tail { height: 1; background: $surface; color: $muted; padding: 0 1; }
    LogScreen #log-find { display: none; height: 1; border: none; padding: 0 1; background: $selected; color: $text; }
    LogScreen #log-body { height: 1fr; layout: vertical; }
    LogScreen #log-record { display: none; height: 50%; border-top: solid $rule; background: $surface; color: $text;
                            padding: 0 1; scrollbar-size-vertical: 1; }
    LogScreen #log-record:focus { border-top: solid $accent; }
    LogScreen #log-record-words { height: auto; }
    LogScreen.-beside #log-body { layout: horizontal; }
    LogScreen.-beside #log-record { height: 1fr; width: 45%; border-top: none; border-left: solid $rule; }
    LogScreen.-beside #log-record:focus { border-left: solid $accent; }
    """

    @dataclass
    class CorrectEntry(Message):
        """Somebody wants to correct an entry."""

        seq: int

    def __init__(self, source: LogSource) -> None:
        super().__init__()
        self._source = source
        self._seen = 0
        self._list = LogList(source)

    def compose(self) -> ComposeResult:
        """Head, list, record, search, tail, keys."""
        yield Static(id="log-head", markup=False)
        with Container(id="log-body"):
            yield self._list
            with VerticalScroll(id="log-record"):
                yield Static(id="log-record-words", markup=False)
        yield Input(id="log-find", placeholder="words, initials or a task number", compact=True)
        yield Static(id="log-tail", markup=False)
        yield KeyFooter(FOOTER)

    def on_mount(self) -> None:
        """Look for new entries from now on."""
        self._seen = len(self._source.entries)
        self._list.focus()
        self.set_interval(LOOK_AGAIN_S, self.look_again)
        self._show_head()

    def on_resize(self, event: events.Resize) -> None:
        """Put the record beside the list where there is room."""
        self.set_class(event.size.width >= BESIDE, "-beside")
        self._show_head()

    def look_again(self) -> None:
        """Take in what was recorded since the last look; the mark stays where it is."""
        count = len(self._source.entries)
        if count == self._seen or not self._list.is_mounted:
            return
        at_end = bool(self._list.seqs) and self._list.marked == self._list.seqs[-1]
        self._list.forget(self._seen)
        self._seen = count
        self._list.choose()
        if at_end:
            self.call_after_refresh(self._list.follow_end)
        self._show_head()
        self._show_record()

    @on(LogList.Marked)
    def _on_marked(self) -> None:
        self._show_record()
        self._show_keys()

    @on(Input.Changed, "#log-find")
    def _on_find(self, event: Input.Changed) -> None:
        self._list.needle = event.value
        self._choose_again()

    @on(Input.Submitted, "#log-find")
    def _on_found(self) -> None:
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim correcting where the marked entry has nothing that can be corrected."""
        if action == "correct":
            entry = self._marked_entry()
            return True if entry is not None and correctable(entry) else None
        return super().check_action(action, parameters)

    def action_show_raw(self) -> None:
        """Show the marked entry's record, or put it away."""
        record = self.query_one("#log-record")
        record.display = not record.display
        self._show_record()
        self.call_after_refresh(self._bring_on_screen)

    def action_close_record(self) -> None:
        """Put the record away."""
        self.query_one("#log-record").display = False
        self._list.focus()

    def action_switch_system(self) -> None:
        """Show or hide what the program recorded itself."""
        self._list.with_system = not self._list.with_system
        self._choose_again()

    def action_switch_order(self) -> None:
        """Change between the order of recording and that of happening."""
        self._list.by_happening = not self._list.by_happening
        self._choose_again()

    def action_find(self) -> None:
        """Open the search."""
        find = self.query_one("#log-find", Input)
        find.display = True
        find.focus()

    def action_correct(self) -> None:
        """Ask the screen this one was opened from for the marked entry to be corrected."""
        stack = self.app.screen_stack
        under = stack[stack.index(self) - 1] if self in stack[1:] else self
        under.post_message(self.CorrectEntry(self._list.marked))

    def action_step(self, by: int) -> None:
        """Move the mark."""
        self._list.step(by)

    def action_page(self, by: int) -> None:
        """Move the mark by a page."""
        self._list.step(by * max(self._list.size.height - 2, 1))

    def action_first(self) -> None:
        """Mark the first entry."""
        self._list.step(-len(self._list.seqs))

    def action_last(self) -> None:
        """Mark the last entry."""
        self._list.step(len(self._list.seqs))

    def action_leave(self) -> None:
        """Close the search, then the record, then the log."""
        find, record = self.query_one("#log-find", Input), self.query_one("#log-record")
        if find.display:
            find.value = ""
            find.display = False
            self._list.focus()
        elif record.display:
            self.action_close_record()
        else:
            self.dismiss()

    # -- private --------------------------------------------------------------------------------------------------

    def _choose_again(self) -> None:
        self._list.choose()
        # The list has its new length only once it was laid out.
        self.call_after_refresh(self._bring_on_screen)
        self._show_head()

    def _bring_on_screen(self) -> None:
        self._list.mark(self._list.marked)

    def _show_keys(self) -> None:
        """Dim the keys that do nothing here, in the footer as for the keyboard."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            footer.show(FOOTER, [key.action for key in FOOTER if self.check_action(key.action, ()) is None])
        self.refresh_bindings()

    def _marked_entry(self) -> Entry | None:
        seq = self._list.marked
        return self._source.entries[seq] if 0 <= seq < len(self._source.entries) else None

    def _show_head(self) -> None:
        head, tail = self.query_one_optional("#log-head", Static), self.query_one_optional("#log-tail", Static)
        if head is None or tail is None:
            return
        state, shown = self._source.state, self._list
        order = "as it happened" if shown.by_happening else "as recorded"
        look, width = look_of(self.app), self.size.width - 2
        left = one_line(f"Log · {order} · {state.plan.practice}")
        words = apart(left, debt_forms(state), width, ascii_marks=look.ascii_marks)
        head.update(Content(words), layout=False)
        total = len(self._source.entries) - shown.system
        counted = f"{len(shown.seqs)} of {total}" if shown.needle else f"{total}"
        entries = "entry" if counted == "1" else "entries"
        hidden = f" · {shown.system} by the program hidden" if shown.system else ""
        end = self._source.tail
        words = f"{counted} {entries}{hidden} · {end.count} records, last {end.hash[:SHORT_HASH]}"
        tail.update(Content(look.cut(words, width)), layout=False)

    def _show_record(self) -> None:
        panel = self.query_one_optional("#log-record-words", Static)
        entry = self._marked_entry()
        if panel is None or not self.query_one("#log-record").display:
            return
        panel.update(Content.assemble(*self._record_parts(entry)) if entry is not None else Content(""))

    def _record_parts(self, entry: Entry) -> list[tuple[str, str]]:
        state = self._source.state
        zone = state.plan.calendar.zone
        line = self._list.line(entry.seq)
        said = f"Entry {entry.seq}, {moment_words(line.happened_at, zone)}"
        late = f", recorded {moment_words(line.recorded_at, zone)}" if line.late else ""
        why = f"\nRecorded later because: {entry.event.late_reason}" if entry.event.late_reason else ""
        parts = [(f"{said}{late} {line.by}\n", "bold $accent"), (f"{line.words}{why}\n\n", "$text")]
        if held_back(entry, state):
            return [*parts, (HELD_BACK_RECORD, "$soon")]
        record = json.dumps(self._source.log.read(entry.seq)[0], ensure_ascii=False, indent=1)
        return [*parts, ("The record as it stands in the file:\n", "$muted"), (record, "$text")]
