"""Showing the seal to be written on the wall sheet, at whatever occasion, and recording who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import date_time_words

if TYPE_CHECKING:
    from cutover_tui.ui.screens.asking import AskingScreen


async def seal_for(screen: AskingScreen, occasion: str = "", *, opened_by: str = "") -> bool:
    """Show the seal large and record who wrote it down; True once that is recorded.

    Every decision that the room should be able to prove later calls this: a gate, a pause, a handover, the close.

    Args:
        screen: The screen that asks.
        occasion: What it is written for, such as `gate G4`; empty for no reason in particular.
        opened_by: The key that opened it.
    """
    from cutover_tui.ui.dialogs.seal_dialog import SealDialog  # noqa: PLC0415 (loaded when first asked)

    run, desk = screen.cutover_run, screen.desk
    typed_by = desk.typist()
    seal, covered = await screen.recorder.do(lambda: (run.seal(), run.tail.count - 1))
    when = date_time_words(run.clock.now(), run.plan.calendar.zone)
    by = await screen.put(SealDialog(run.state, seal, when, occasion=occasion, typed_by=typed_by, opened_by=opened_by))
    if by is None:
        return False
    act = desk.act(by, typed_by)
    # What stands on the paper is what was shown, even if something was recorded while it was written down.
    if await screen.attempt(lambda: run.write_seal(act, seal=seal, occasion=occasion)) is None:
        return False
    what = f" for {occasion}" if occasion else ""
    screen.say(f"Seal of entries 0 to {covered} recorded as written by {by}{what}.")
    return True
