"""Showing the seal to be written on the wall sheet, at whatever occasion, and recording who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import date_time_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.ui.screens.asking import AskingScreen

SAYS_MORE = "says more about the pause"
"""What `!` does while the seal of a pause is shown."""


async def seal_for(
    screen: AskingScreen, occasion: str = "", *, opened_by: str = "", onward: Callable[[], None] | None = None
) -> bool:
    """Show the seal large and record who wrote it down; True once that is recorded.

    Every decision that the room should be able to prove later calls this: a gate, a pause, a handover, the close. It
    comes after the decision is on disk and holds nothing up: Esc leaves it, and a question or screen that somebody
    opened meanwhile comes first.

    Args:
        screen: The screen that asks.
        occasion: What it is written for, such as `gate G4`; empty for no reason in particular.
        opened_by: The key that opened it.
        onward: What `!` goes on to instead, after a pause.
    """
    from cutover_tui.ui.dialogs.seal_dialog import SealDialog  # noqa: PLC0415 (loaded when first asked)

    run, desk = screen.cutover_run, screen.desk
    typed_by = desk.typist()
    seal, covered = await screen.recorder.do(lambda: (run.seal(), run.tail.count - 1))
    when = date_time_words(run.clock.now(), run.plan.calendar.zone)
    dialog = SealDialog(
        run.state,
        seal,
        when,
        occasion=occasion,
        typed_by=typed_by,
        opened_by=opened_by,
        onward=SAYS_MORE if onward is not None else "",
    )
    by = await screen.put(dialog)
    if by is None:
        if dialog.went_on and onward is not None:
            onward()
        return False
    act = desk.act(by, typed_by)
    # What stands on the paper is what was shown, even if something was recorded while it was written down.
    if await screen.attempt(lambda: run.write_seal(act, seal=seal, occasion=occasion)) is None:
        return False
    what = f" for {occasion}" if occasion else ""
    screen.say(f"Seal of entries 0 to {covered} recorded as written by {by}{what}.")
    return True


async def seal_if_free(
    screen: AskingScreen, occasion: str, *, opened_by: str = "", onward: Callable[[], None] | None = None
) -> None:
    """Show the seal after something was recorded, unless a seal is being worked out already."""
    screen.close_question()
    with screen.once("seal") as begins:
        if begins:
            await seal_for(screen, occasion, opened_by=opened_by, onward=onward)
