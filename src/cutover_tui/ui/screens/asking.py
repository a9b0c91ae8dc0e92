"""What every act goes through, on whatever screen: one question at a time, one record after the other, and true words.

`Refused` is caught in one place, `attempt`, and shown in its own words. Nothing is drawn as done before the log has it,
and what a person has answered is recorded whatever key comes next.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.screen import Screen

from cutover_tui.domain.closing import closed_words
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import AuditLogBroken, LogBusy, NotSaved
from cutover_tui.ui.dialogs import press_guard
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from cutover_tui.domain.events import Entry
    from cutover_tui.ui.dialogs.question import Question
    from cutover_tui.ui.screens.desk import Desk

AnswerT = TypeVar("AnswerT")

ADDENDUM = "What became known later is written as a note: press n on the run screen."
"""What a closed run still takes."""
STANDS_AT_MOST = 0.05
"""Seconds an answered question waits for its record; then it closes, and the footer says what is being saved."""
WRITTEN_AFTER = 0.004
"""Seconds from a record's paint until its question closes."""
TAKEN_APART_AFTER = 0.3
"""Seconds after its answer until a question's widgets are removed."""


class AskingScreen(Screen[None]):
    """A screen that asks, records and says what came of it. It has the layers `default` and `question`."""

    WRITING: ClassVar[frozenset[str]] = frozenset()
    """Actions that record something: dimmed while nothing can be recorded."""
    TAKES_KEYS: ClassVar[str] = ""
    """The widgets that take the keys while no question stands, as a selector."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cutover_run = desk.cutover_run
        self.recorder = desk.recorder
        self._asked: Question[Any] | None = None
        self._focus_before: Widget | None = None
        self._closed_at = 0.0

    @property
    def asking(self) -> bool:
        """True while a question stands."""
        return self._asked is not None

    @property
    def answered(self) -> bool:
        """True while a question stands that was answered: it closes in a moment, and what is around the list waits."""
        return self._asked is not None and self._asked.answered

    @property
    def just_asked(self) -> bool:
        """True for a moment after a question has closed, in which one Enter too many does nothing (`ux.md` D2)."""
        return press_guard.system_monotonic() - self._closed_at < press_guard.OPENING

    # -- asking and telling -----------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's hook)
        """Leave the keys to the question that stands, and dim what cannot be recorded now."""
        if self._asked is not None:
            return False
        return None if action in self.WRITING and self.desk.look_only else True

    async def put(self, question: Question[AnswerT]) -> AnswerT | None:
        """Put a question and wait for its answer; None for Esc, and while another question or screen is in front.

        Nobody answers in vain: what a closed run does not take is said before anything is asked.

        A question whose answer the rules have passed stands until it is recorded, and never longer than a blink: what
        was recorded is seen first.
        """
        if self.answered:
            self.close_question()
        if self.asking or self.desk.leaving or not self.is_active:
            return None
        if self.cutover_run.state.closed is not None and question.decide is not None and not question.AFTER_CLOSE:
            self.say(f"{closed_words(self.cutover_run.state)} {ADDENDUM}", "caution")
            return None
        self._asked = question
        given: asyncio.Future[AnswerT | None] = asyncio.get_running_loop().create_future()
        question.gave = given.set_result
        question.look_over = self.desk.identifiers_in
        self._focus_before = self.focused
        for widget in self.query(self.TAKES_KEYS):
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
        self._asked, self._closed_at = None, press_guard.system_monotonic()
        asked.display = False
        for widget in self.query(self.TAKES_KEYS):
            widget.can_focus = True
        self.cover(None)
        self.set_focus(self._focus_before, scroll_visible=False)
        self.show_saved()
        self.call_after_refresh(self.show_around_once)
        # Taking a strip apart costs more than a record; it is done when nobody waits for the tick any more.
        self.set_timer(TAKEN_APART_AFTER, asked.remove)

    def on_question_sized(self, event: Question.Sized) -> None:
        """Keep the marked task in sight above the question about it."""
        if event.question is self._asked:
            self.cover(event.question.region.y)

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
            # What was painted goes to the terminal from a thread of its own, which closing would keep waiting.
            await asyncio.sleep(WRITTEN_AFTER)
            self.close_question()

    @contextmanager
    def once(self, what: str) -> Iterator[bool]:
        """Give whether something that takes a while may begin: not while a question or the same stands already."""
        begins = not (self.asking or self.desk.leaving or what in self.desk.under_way)
        if begins:
            self.desk.under_way.add(what)
        try:
            yield begins
        finally:
            if begins:
                self.desk.under_way.discard(what)

    async def attempt(self, what: Callable[[], Entry]) -> Entry | None:
        """Record something in the recorder's thread; show it once it is on disk, or say why it is not."""
        entry = None
        self.desk.saving += 1
        if not self.answered:
            self.show_saved()
        try:
            entry = await self.recorder.do(what)
        except Refused as refused:
            self.not_recorded(refused)
        except AuditLogBroken as broken:
            self.take_damage(str(broken))
        finally:
            self.desk.saving -= 1
        if entry is not None:
            self.desk.not_saved = ""
            self.desk.keyboard_seen = self.cutover_run.clock.now()
        self.take_up()
        await self._close_once_seen()
        self.show_saved()
        if entry is not None:
            self._keep_for_correction(entry)
            self.after_record(entry)
        return entry

    def _keep_for_correction(self, entry: Entry) -> None:
        """Keep the last entry of this window that can be corrected, for the key that does."""
        from cutover_tui.domain.corrections import correctable  # noqa: PLC0415 (loaded after the first paint)

        if correctable(entry):
            self.desk.last_recorded = entry.seq

    def not_recorded(self, refused: Refused) -> None:
        """Say why something was not recorded; where it was not for a rule, keep saying so until something is."""
        if isinstance(refused, NotSaved | LogBusy):
            self.desk.not_saved = (
                "NOT SAVED, write on paper" if isinstance(refused, NotSaved) else "NOT SAVED, do it again"
            )
            self.say(str(refused), "stop")
        else:
            self.say(str(refused), "caution")

    def take_damage(self, words: str) -> None:
        """Go on looking only, in red, with the words of what was found."""
        self.desk.look_only = True
        self.show_saved()
        self.say(f"{words} Carry on with the paper list.", "stop")
        self.show_keys()

    # -- what is said -----------------------------------------------------------------------------------------------

    def say(self, words: str, role: str = "info") -> None:
        """Show one plain line; it keeps its place until the next."""
        banner = self.query_one_optional(Banner)
        if banner is not None:
            banner.show(words, role)

    def hush(self) -> None:
        """Take away what was said about an earlier act; what must not be overlooked stays."""
        banner = self.query_one_optional(Banner)
        if banner is not None and banner.role != "stop":
            self.say("")

    def show_saved(self) -> None:
        """Say at the bottom right whether everything is on disk (`ux.md` D11)."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            footer.set_saved(*self.desk.saved_words())

    # -- for the screens --------------------------------------------------------------------------------------------

    def cover(self, top: int | None) -> None:
        """Leave the rows from `top` on to a question; None gives them back."""

    def take_up(self) -> None:
        """Show what was recorded since last, in this window or another."""
        raise NotImplementedError

    def after_record(self, entry: Entry) -> None:
        """Do what follows a record of this window."""
        raise NotImplementedError

    def show_around_once(self) -> None:
        """Show what waited while a question closed."""

    def show_keys(self) -> None:
        """Dim the keys that do nothing here, in the footer as for the keyboard."""
        raise NotImplementedError
