"""What every command needs: where the runs are, and what time it is."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.clock import SetClock, SystemClock

if TYPE_CHECKING:
    import argparse

    from cutover_tui.runner.run import Run
    from cutover_tui.storage.practice_book import PracticeBook

DONE, NO, UNUSABLE = 0, 1, 2
"""Exit codes: done; refused or a check did not pass; wrong usage or unreadable."""


class NotUsable(Refused):
    """What the command was given cannot be used at all: exit code 2."""


@dataclass
class Context:
    """The settings of one command."""

    arguments: argparse.Namespace
    clock: SystemClock
    set_time: bool
    """True when `--now` set the clock: a run started so is a rehearsal."""

    @cached_property
    def home(self) -> Path:
        """The folder of the practice book and, unless told otherwise, of the runs."""
        given = getattr(self.arguments, "home", None) or os.environ.get("CUTOVER_HOME")
        if given:
            return path_of(given)
        from cutover_tui.storage.practice_book import default_home

        return default_home()

    @cached_property
    def book(self) -> PracticeBook:
        """The practice book of this home."""
        from cutover_tui.storage.practice_book import PracticeBook

        return PracticeBook(self.home)

    @property
    def has_book(self) -> bool:
        """Whether there is a practice book to ask; looking costs less than loading what reads it."""
        return (self.home / "practice-book.json").exists()

    def run_folder(self, text: str) -> Path:
        """The folder of a run, given as a path or by its name on this machine.

        Raises:
            NotUsable: There is none, or several go by that name.
        """
        for candidate in (path_of(text), self.home / "runs" / text):
            if _holds_run(candidate):
                return candidate
        rows = self.book.runs() if self.has_book else []
        named = [row.folder for row in rows if row.slug == text and _holds_run(row.folder)]
        if len(named) == 1:
            return named[0]
        if named:
            msg = f"{len(named)} runs are called {text}. Name one by its folder: {', '.join(map(str, named))}."
            raise NotUsable(msg)
        from cutover_tui.runner.task_lookup import near_misses

        close = near_misses(text, [name for row in rows for name in (row.slug, row.folder.name)], 1)
        meant = f" Did you mean {close[0]}?" if close else " `cutover` alone lists the runs on this machine."
        msg = f"There is no run {text}: no such folder holds a plan and a log.{meant}"
        raise NotUsable(msg)

    def open_to_look(self) -> closing[Run]:
        """The run the command names, for a `with` block; a damaged log shows its sound records and `log.broken`.

        Raises:
            NotUsable: There is no such run.
            Refused, PlanUnreadable: As `Run.open`.
        """
        from cutover_tui.runner.run import Run

        folder = self.run_folder(self.arguments.run)
        return closing(Run.open(folder, clock=self.clock, read_only=True))

    def open_for_work(self, folder: Path) -> Run:
        """Open a run to record in it.

        Raises:
            NotUsable: The clock was set by hand with `--now` and the run is live.
            Refused, AuditLogBroken, PlanUnreadable: As `Run.open`.
        """
        from cutover_tui.runner.run import Run

        self.refuse_set_clock(folder)
        return Run.open(folder, clock=self.clock)

    def refuse_set_clock(self, folder: Path) -> None:
        """Refuse to work a live run by a clock that was set by hand: its recorded times would be forged.

        Raises:
            NotUsable: The clock was set by hand with `--now` and the run is live.
        """
        from cutover_tui.runner.run import Run

        if not self.set_time:
            return
        with closing(Run.open(folder, clock=self.clock, read_only=True)) as look:
            live = look.log.broken is None and look.state.kind is RunKind.LIVE
        if live:
            msg = f"{look.log.run} is a live run, so it goes by the computer's own clock. Leave --now out."
            raise NotUsable(msg)


def path_of(text: str) -> Path:
    """The path somebody typed, with `~` standing for their own folder."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _holds_run(folder: Path) -> bool:
    try:
        return (folder / "plan.json").is_file() or (folder / "audit-log.jsonl").is_file()
    except OSError:
        return False


def context_of(arguments: argparse.Namespace) -> Context:
    """Read the settings; `--now` is an instant, with `+` at the end to run on from there.

    Raises:
        NotUsable: The instant is not understood.
    """
    text = getattr(arguments, "now", None)
    if not text:
        return Context(arguments, SystemClock(), set_time=False)
    try:
        start = datetime.fromisoformat(text.removesuffix("+"))
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        msg = f"--now {text} is not an instant. Write it as 2026-11-26T15:42:00+00:00, with + at the end to run on."
        raise NotUsable(msg)
    return Context(arguments, SetClock(start, runs=text.endswith("+")), set_time=True)
