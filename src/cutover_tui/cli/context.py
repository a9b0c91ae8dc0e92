"""What every command needs: where the runs are, and what time it is."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.clock import SetClock, SystemClock

if TYPE_CHECKING:
    import argparse

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
            return Path(given).expanduser()
        from cutover_tui.storage.practice_book import default_home

        return default_home()

    @cached_property
    def book(self) -> PracticeBook:
        """The practice book of this home."""
        from cutover_tui.storage.practice_book import PracticeBook

        return PracticeBook(self.home)

    def run_folder(self, text: str) -> Path:
        """The folder of a run, given as a path or by its name on this machine.

        Raises:
            NotUsable: There is none.
        """
        for candidate in (Path(text).expanduser(), self.home / "runs" / text):
            if (candidate / "plan.json").is_file() or (candidate / "audit-log.jsonl").is_file():
                return candidate
        known = [row.slug for row in self.book.runs()]
        close = difflib.get_close_matches(text, known, 1)
        meant = f" Did you mean {close[0]}?" if close else " `cutover` alone lists the runs on this machine."
        msg = f"There is no run {text}: no such folder holds a plan and a log.{meant}"
        raise NotUsable(msg)


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
