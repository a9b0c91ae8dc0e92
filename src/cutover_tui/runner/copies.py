"""The second copy of a run's log in another folder: opened with the run, remembered in the practice book."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cutover_tui.runner.run import stamp_of
from cutover_tui.storage.second_copy import SecondCopy

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.runner.clock import Clock
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.practice_book import PracticeBook


def open_second_copy(run: Run, folder: Path, clock: Clock, *, make: bool = False) -> SecondCopy:
    """Open the copy of a run in a folder; whichever of the two is behind catches up, and the run takes that up.

    Args:
        run: The run, open for work.
        folder: The folder on the other device.
        clock: For the record of a copy that caught up.
        make: Make the folder if the one above it is there. Only for a folder somebody has just named: one that was
            there before and is gone is a device that was pulled.

    Raises:
        AuditLogBroken: Neither copy continues the other.
    """
    if make and folder.parent.is_dir():
        with contextlib.suppress(OSError):  # the copy itself says what is wrong with its folder
            folder.mkdir(exist_ok=True)
    copy = SecondCopy(folder, run.log)
    copy.open(stamp_of(clock))
    run.catch_up()
    return copy


def remembered_copy(run: Run, book: PracticeBook, clock: Clock) -> SecondCopy | None:
    """The copy the practice book knows for a run, opened; None where there is none.

    Raises:
        AuditLogBroken: As `open_second_copy`.
    """
    here = run.log.folder.resolve()
    folder = next((row.second_copy for row in book.runs() if row.folder == here), None)
    return open_second_copy(run, folder, clock) if folder is not None else None
