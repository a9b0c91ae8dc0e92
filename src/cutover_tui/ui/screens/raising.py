"""Raising an issue from whatever screen is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.issue_rules import P1
from cutover_tui.domain.issues import raise_issue
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.issue_board import tell_words
from cutover_tui.ui.dialogs.raise_strip import RaiseStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.raise_strip import RaiseAnswer
    from cutover_tui.ui.screens.asking import AskingScreen


async def put_raise_strip(screen: AskingScreen, mark: Callable[[str], None] | None = None) -> None:
    """Ask for an issue, record it, and say what follows from it.

    Args:
        screen: The screen in front.
        mark: Marks the issue with a number on a board that shows it.
    """
    run, typed_by = screen.cutover_run, screen.desk.typist()

    def act_of(given: RaiseAnswer) -> Act:
        return screen.desk.act(given.by, typed_by, at=given.at, late_reason=given.late_reason)

    strip = RaiseStrip(
        run.state,
        now=run.clock.now,
        typed_by=typed_by,
        opened_by="I",
        decide=lambda given: raise_issue(run.state, act_of(given), given.what, area=given.area, answer=given.answer),
    )
    answer = await screen.put(strip)
    if answer is None:
        return
    act = act_of(answer)
    entry = await screen.attempt(lambda: run.raise_issue(act, answer.what, area=answer.area, answer=answer.answer))
    if entry is None:
        return
    issue = next((one for one in run.state.issues.values() if one.seq == entry.seq), None)
    if issue is not None and mark is not None:
        mark(issue.ref)
    if issue is not None:
        asked = next((one for one in asking(run.state, run.clock.now()) if issue.ref in one.about), None)
        words = f"{raised_words(run.state, issue)}{f' {asked.words}' if asked is not None else ''}"
        screen.say(words, "caution" if asked is not None or issue.level == P1 else "info")


def raised_words(state: RunState, issue: Issue) -> str:
    """What follows from an issue that was raised: whom to tell, by when to answer, and that a pause is one key away."""
    clock, zone = clock_of(state, issue), state.plan.calendar.zone
    by = f" Answer by {short_words(clock.due_at, issue.at, zone)}." if clock is not None else ""
    pause = " Press ! to pause." if issue.level == P1 else ""
    return f"{issue.ref} raised as {issue.level}. Tell {tell_words(state, issue)}.{by}{pause}"
