"""Opening a run to work it: with its second copy, and for looking only where it cannot be worked, with words why."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.copies import open_second_copy, remembered_copy
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.storage.practice_book import RunRow

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.runner.clock import Clock
    from cutover_tui.storage.practice_book import PracticeBook
    from cutover_tui.storage.second_copy import SecondCopy


@dataclass(frozen=True)
class Opened:
    """A run that was opened, and how."""

    run: Run
    second_copy: SecondCopy | None = None
    look_only: bool = False
    """True when nothing can be recorded in this window."""
    words: str = ""
    """Why it is open for looking only; empty where it can be worked."""


def open_run(folder: Path, clock: Clock, book: PracticeBook, *, second_copy: Path | None = None) -> Opened:
    """Open a run for work; a run that cannot be worked opens for looking, with words that say why.

    That it was opened is recorded once people see it (`RunWatch.record_opening`).

    Args:
        folder: The run folder.
        clock: For the records this makes.
        book: Knows the second copy where none is named.
        second_copy: The folder of the second copy, as somebody has just named it.

    Raises:
        PlanUnreadable: The plan cannot be read.
        Refused: There is no run in the folder, or it cannot even be looked at.
    """
    try:
        run = Run.open(folder, clock=clock)
    except (AuditLogBroken, Refused) as problem:
        look = Run.open(folder, clock=clock, read_only=True)
        return Opened(look, look_only=True, words=str(look.log.broken or problem))
    try:
        copy = (
            open_second_copy(run, second_copy, clock, make=True)
            if second_copy is not None
            else remembered_copy(run, book, clock)
        )
    except AuditLogBroken as broken:
        run.close()
        return Opened(Run.open(folder, clock=clock, read_only=True), look_only=True, words=str(broken))
    except BaseException:
        run.close()
        raise
    return Opened(run, copy)


def list_opened(opened: Opened, book: PracticeBook, now: datetime) -> None:
    """Note in the practice book that a run was opened, and where its second copy is; a run it lacks is added.

    The book is convenience: a full disk there stops no work.
    """
    run, copy = opened.run, opened.second_copy
    if not run.entries:
        return
    folder = run.log.folder.resolve()
    known = {row.folder: row for row in book.runs()}.get(folder)
    row = RunRow(
        folder=folder,
        slug=run.log.run,
        practice=run.plan.practice,
        kind=run.state.kind,
        started_at=run.entries[0].recorded_at,
        last_opened_at=now,
        second_copy=copy.place.parent if copy is not None else known.second_copy if known is not None else None,
    )
    with suppress(Refused):
        book.remember_run(row)
        book.opened(folder, now)
