"""Keeping what somebody types into a long question: across Esc, a closed window and a crash, until it is recorded.

A draft is offered when its question is asked next, with who began it and when, and is never shown as anything that was
recorded. Fields that look as if they could tell who a patient is stay in this window's memory and touch no disk.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from cutover_tui.domain.time_words import short_words
from cutover_tui.storage.draft_box import Draft
from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cutover_tui.ui.dialogs.question import Question
    from cutover_tui.ui.screens.asking import AskingScreen

AnswerT = TypeVar("AnswerT")

KEPT_EVERY = 2.0
"""Seconds between two looks at what is being typed; as much typing is lost at most when a computer stops."""
KEPT = "Nothing is recorded. What you typed is kept, and offered when you press the key again."


def take_up_drafts(screen: AskingScreen) -> None:
    """Bring the drafts that another window or an earlier start left into this one.

    The file is small or, mostly, not there: it is read at once, so that no key typed meanwhile goes to another place.
    """
    screen.desk.drafts = {**screen.desk.draft_box().all(), **screen.desk.drafts}


async def offered(screen: AskingScreen, kind: str, *, opened_by: str) -> Mapping[str, str] | None:
    """The words to begin a question with: those of a draft, or none; None where somebody went back.

    Args:
        screen: The screen that asks.
        kind: The question, such as `decision`.
        opened_by: The key that opened it.
    """
    take_up_drafts(screen)
    draft = screen.desk.drafts.get(kind)
    if draft is None or screen.cutover_run.state.closed is not None:
        return {}
    run = screen.cutover_run
    when = short_words(draft.at, run.clock.now(), run.plan.calendar.zone)
    by = f" by {draft.by}" if draft.by else ""
    dialog = AskDialog(
        "A draft stands here",
        f"A draft from {when}{by} stands here. Nothing of it is recorded.",
        (
            AskChoice("g", "go on", "go on", "with what was typed"),
            AskChoice("s", "start anew", "anew", "the draft is thrown away"),
        ),
        opened_by=opened_by,
    )
    match await screen.put(dialog):
        case "go on":
            return draft.words
        case "anew":
            forget(screen, kind)
            return {}
        case _:
            return None


async def ask_drafted(
    screen: AskingScreen, kind: str, make: Callable[[Mapping[str, str]], Question[AnswerT]], *, opened_by: str
) -> AnswerT | None:
    """Put a question, begun with its draft where somebody wants that, and keep what is typed until it is recorded.

    Args:
        screen: The screen that asks.
        kind: The question, such as `decision`.
        make: Makes it from the words of the draft; none where there is none.
        opened_by: The key that opened it.
    """
    words = await offered(screen, kind, opened_by=opened_by)
    if words is None:
        return None
    question = make(words)
    question.draft = words
    keeper = _Keeper(screen, kind, question)
    timer = screen.set_interval(KEPT_EVERY, keeper.look)
    try:
        answer = await screen.put(question)
    finally:
        timer.stop()
        keeper.look()
    if answer is None and kind in screen.desk.drafts:
        screen.say(KEPT)
    return answer


def forget(screen: AskingScreen, kind: str) -> None:
    """Take a draft away: it was recorded, or somebody starts anew."""
    desk = screen.desk
    desk.drafts.pop(kind, None)
    if not desk.look_only:
        desk.draft_box().drop(kind)


class _Keeper:
    """Looks at what stands in one question, and keeps it where it has changed."""

    def __init__(self, screen: AskingScreen, kind: str, question: Question[AnswerT]) -> None:
        self.screen, self.kind, self.question = screen, kind, question
        self.before = dict(question.draft)
        """What was kept last; what stood there when it opened is no draft of anybody."""

    def look(self) -> None:
        """Keep what is typed, unless it is what was kept; the disk is written beside the screen."""
        desk, began = self.screen.desk, self.question.began
        words = self.question.drafted() if began is not None else {}
        if began is None or words in (self.before, began):
            return
        self.before = words
        draft = Draft(by=desk.typist(), at=self.screen.cutover_run.clock.now(), words=words)
        desk.drafts[self.kind] = draft
        if not desk.look_only:
            asyncio.get_running_loop().run_in_executor(None, self._write, draft)

    def _write(self, draft: Draft) -> None:
        desk = self.screen.desk
        words = {name: text for name, text in draft.words.items() if not desk.identifiers_in(text)}
        on_disk = Draft(by=draft.by, at=draft.at, words=words)
        desk.draft_box().keep(self.kind, on_disk, wanted=lambda: desk.drafts.get(self.kind) is draft)
