"""What every act of the run screen goes through: one question at a time, one record after the other, and true words.

`Refused` is caught in one place, `attempt`, and shown in its own words. Nothing is drawn as done before the log has it,
and what a person has answered is recorded whatever key comes next.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from cutover_tui.domain.acts import Act
from cutover_tui.domain.notes import correctable
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.row_cache import RowCache
from cutover_tui.storage.audit_log import AuditLogBroken, LogBusy, NotSaved
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from textual.widget import Widget

    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.runner.recording import Recorder
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.second_copy import CopyState, SecondCopy
    from cutover_tui.ui.dialogs.question import Question

AnswerT = TypeVar("AnswerT")

SHORT = 30
"""Below this many rows finished phases fold to one line, and a message takes the row of the last log line."""
WIDE = 100
"""From this many columns on the detail stands beside the list."""
KEYBOARD_STAYS = timedelta(minutes=3)
"""After this long without an act nobody is taken to be at the keyboard any more (`integrity.md` E2)."""

STANDS_AT_MOST = 0.05
"""Seconds an answered question waits for its record; then it closes, and the footer says what is being saved."""
TAKEN_APART_AFTER = 0.3
"""Seconds after its answer until a question's widgets are removed."""

WRITING = frozenset({"tick", "not_done", "begin", "second_check", "note", "correct_last", "dates", "write_seal", "who"})
"""Actions that record something: dimmed while nothing can be recorded."""


@dataclass
class OpenRun:
    """A run with what its screen needs beside it."""

    cutover_run: Run
    recorder: Recorder
    second_copy: SecondCopy | None = None
    initials: str = ""
    """Who is at the keyboard, if they said so."""
    look_only: bool = False
    """True when nothing can be recorded in this window."""
    words: str = ""
    """What people must be told first about how it was opened."""


class RunAsking(Screen[None]):
    """The run screen's way of asking, recording and saying what came of it; its acts are in the classes below."""

    def __init__(self, opened: OpenRun) -> None:
        super().__init__()
        self.cutover_run = opened.cutover_run
        self.recorder = opened.recorder
        self.second_copy = opened.second_copy
        self.opened_words = opened.words
        self.look_only = opened.look_only
        """True once nothing can be recorded in this window any more."""
        self.keyboard = opened.initials
        """Initials of who is at the keyboard; empty when nobody said so lately."""
        self.keyboard_seen = self.cutover_run.clock.now()
        self.entries_shown = len(self.cutover_run.entries)
        """How many entries the screen has taken up."""
        self.run_state = self.cutover_run.state
        self.row_cache = RowCache(self.run_state, self.cutover_run.clock.now())
        self._asked: Question[Any] | None = None
        self._focus_before: Widget | None = None
        self.leaving = False
        """True once the run is being left: no question and no record any more."""
        self.last_recorded: int | None = None
        """Number of the last entry recorded in this window that can be corrected."""
        self._under_way: set[str] = set()
        self._saving = 0
        self._not_saved = ""
        self._copying = False
        self._copy_lacks = self.second_copy.state.behind if self.second_copy is not None else 0
        self._copy_split = False

    @property
    def asking(self) -> bool:
        """True while a question stands."""
        return self._asked is not None

    @property
    def answered(self) -> bool:
        """True while a question stands that was answered: it closes in a moment, and what is around the list waits."""
        return self._asked is not None and self._asked.answered

    # -- asking and telling -----------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's hook)
        """Leave the keys to the question that stands, and dim what cannot be recorded now."""
        if self._asked is not None:
            return False
        return None if action in WRITING and self.look_only else True

    async def put(self, question: Question[AnswerT]) -> AnswerT | None:
        """Put a question and wait for its answer; None for Esc, and while another question or screen is in front.

        A question whose answer the rules have passed stands until it is recorded, and never longer than a blink: what
        was recorded is seen first.
        """
        if self.answered:
            self.close_question()
        if self.asking or self.leaving or not self.is_active:
            return None
        self._asked = question
        given: asyncio.Future[AnswerT | None] = asyncio.get_running_loop().create_future()
        question.gave = given.set_result
        self._focus_before = self.focused
        for widget in self.query("TaskList, DetailPanel"):
            widget.can_focus = False
        await self.mount(question)
        answer = await given
        if answer is None or question.decide is None:
            self.close_question()
        else:
            self.set_timer(STANDS_AT_MOST, lambda: self.close_question(question))
        return answer

    def close_question(self, question: Question[Any] | None = None) -> None:
        """Take away the question that stands, and give the keys back; only one in particular, or any."""
        asked = self._asked
        if asked is None or (question is not None and question is not asked):
            return
        self._asked = None
        asked.display = False
        for widget in self.query("TaskList, DetailPanel"):
            widget.can_focus = True
        self.query_one(TaskList).cover(0)
        self.set_focus(self._focus_before, scroll_visible=False)
        self.show_saved()
        self.call_after_refresh(self.show_around_once)
        # Taking a strip apart costs more than a record; it is done when nobody waits for the tick any more.
        self.set_timer(TAKEN_APART_AFTER, asked.remove)

    def on_question_sized(self, event: Question.Sized) -> None:
        """Keep the marked task in sight above the question about it."""
        if event.question is self._asked:
            task_list = self.query_one(TaskList)
            task_list.cover(max(task_list.region.bottom - event.question.region.y, 0))

    def fit_question(self) -> None:
        """Keep the question that stands to the lower half of a screen whose size changed."""
        if self._asked is not None:
            self.call_after_refresh(self._asked.fit)

    async def _close_once_seen(self) -> None:
        """Close the answered question after what was recorded has been painted above it."""
        if self.answered:
            painted = asyncio.Event()
            self.call_after_refresh(painted.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), STANDS_AT_MOST)
            self.close_question()

    @contextmanager
    def once(self, what: str) -> Iterator[bool]:
        """Give whether something that takes a while may begin: not while a question or the same stands already."""
        begins = not (self.asking or self.leaving or what in self._under_way)
        if begins:
            self._under_way.add(what)
        try:
            yield begins
        finally:
            if begins:
                self._under_way.discard(what)

    async def attempt(self, what: Callable[[], Entry]) -> Entry | None:
        """Record something in the recorder's thread; show it once it is on disk, or say why it is not."""
        entry = None
        self._saving += 1
        if not self.answered:
            self.show_saved()
        try:
            entry = await self.recorder.do(what)
        except Refused as refused:
            self.not_recorded(refused)
        except AuditLogBroken as broken:
            self.take_damage(str(broken))
        finally:
            self._saving -= 1
        if entry is not None:
            self._not_saved = ""
            self.keyboard_seen = self.cutover_run.clock.now()
            if correctable(entry):
                self.last_recorded = entry.seq
        self.take_up()
        await self._close_once_seen()
        self.show_saved()
        if entry is not None:
            self.keep_copy()
        return entry

    def not_recorded(self, refused: Refused) -> None:
        """Say why something was not recorded; where it was not for a rule, keep saying so until something is."""
        if isinstance(refused, NotSaved | LogBusy):
            self._not_saved = "NOT SAVED, write on paper" if isinstance(refused, NotSaved) else "NOT SAVED, do it again"
            self.say(str(refused), "stop")
        else:
            self.say(str(refused), "caution")

    def take_up(self) -> None:
        """Show the entries recorded since last, this window's and others'.

        The recorder's thread may be at work: the entries are read before the state, which then holds them at least.
        """
        if not self.is_attached:
            return
        new = self.cutover_run.entries[self.entries_shown :]
        self.run_state = self.cutover_run.state
        if new:
            self.entries_shown += len(new)
            self.apply(new)

    def take_damage(self, words: str) -> None:
        """Go on looking only, in red, with the words of what was found."""
        self.look_only = True
        self.show_saved()
        self.say(f"{words} Carry on with the paper list.", "stop")
        self.show_keys()

    def show_around_once(self) -> None:
        """Show what stands around the list, unless it was shown since the last entry."""
        raise NotImplementedError

    def apply(self, entries: Sequence[Entry]) -> None:
        """Show new entries."""
        raise NotImplementedError

    # -- what is said -----------------------------------------------------------------------------------------------

    def say(self, words: str, role: str = "info") -> None:
        """Show one plain line; it keeps its place until the next."""
        banner = self.query_one_optional(Banner)
        if banner is not None:
            banner.show(words, role)
            self.share_row()

    def share_row(self) -> None:
        """Where rows are few, give the message the row of the last log line; elsewhere no layout changes for it."""
        banner, size = self.query_one_optional(Banner), self.app.size
        if banner is None:
            return
        taken = bool(banner.words) and size.height < SHORT and size.width < WIDE
        if banner.has_class("-said") != taken:
            banner.set_class(taken, "-said")
            for tail in self.query("#foot-log"):
                tail.set_class(taken, "-hushed")

    def hush(self) -> None:
        """Take away what was said about an earlier act; what must not be overlooked stays."""
        banner = self.query_one_optional(Banner)
        if banner is not None and banner.role != "stop":
            self.say("")

    def show_saved(self) -> None:
        """Say at the bottom right whether everything is on disk (`ux.md` D11)."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            footer.set_saved(*self._saved_words())

    def _saved_words(self) -> tuple[str, str]:
        if self.cutover_run.log.broken is not None:
            return "LOG DAMAGED, look only", "overdue"
        if self.look_only:
            return "LOOK ONLY, write on paper", "overdue"
        if self._not_saved:
            return self._not_saved, "overdue"
        if self._saving:
            return "saving", "muted"
        if self._copy_split:
            return "COPY 2 DIFFERS", "overdue"
        if self._copy_lacks:
            return f"COPY 2 BEHIND BY {self._copy_lacks}", "soon"
        last = self.cutover_run.entries[-1].recorded_at
        return f"saved {clock_words(last, self.run_state.plan.calendar.zone)}", "done"

    def show_keys(self) -> None:
        """Dim the keys that do nothing here, in the footer as for the keyboard."""
        raise NotImplementedError

    # -- the second copy --------------------------------------------------------------------------------------------

    def keep_copy(self) -> None:
        """Bring the second copy up, beside the recording and never in its way."""
        if self.second_copy is not None and not (self._copying or self._copy_split or self.leaving):
            self._copying = True
            self.run_worker(self._bring_copy_up(self.second_copy), group="copy")

    async def _bring_copy_up(self, copy: SecondCopy) -> None:
        try:
            self._show_copy(await asyncio.to_thread(copy.keep_up))
        except AuditLogBroken as broken:
            self._copy_split = True
            self.show_saved()
            self.say(str(broken), "stop")
        finally:
            self._copying = False

    def _show_copy(self, state: CopyState) -> None:
        """Say once that the copy fell behind, and once that it is up again; the count stands in the footer."""
        before, self._copy_lacks = self._copy_lacks, state.behind
        self.show_saved()
        if state.behind and not before:
            self.say(state.words, "caution")
        elif before and not state.behind:
            self.say("The second copy has caught up.", "info")

    # -- who and what -----------------------------------------------------------------------------------------------

    def act(self, by: str, typed_by: str, *, at: datetime | None = None, late_reason: str = "") -> Act:
        """Who acts and when, with the initials the question said it was typed by."""
        now = self.cutover_run.clock.now()
        return Act(by=by, now=now, recorder=typed_by, at=at, late_reason=late_reason)

    def typist(self) -> str:
        """Initials of who is at the keyboard; nobody after three minutes without an act."""
        idle = self.cutover_run.clock.now() - self.keyboard_seen
        return self.keyboard if idle <= KEYBOARD_STAYS else ""

    def marked(self) -> TaskRow | None:
        """The row the cursor is on; says so when it is on none."""
        row = self.row_cache.rows.get(self.query_one(TaskList).cursor_ref)
        if row is None:
            self.say("No task is marked. Move to one with the arrow keys.", "caution")
        return row
