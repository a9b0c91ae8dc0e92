"""Calling `cutover` in tests: in this process for speed, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN, StillClock, a_run, at

from cutover_tui.cli.main import main
from cutover_tui.domain.plan import RunKind
from cutover_tui.storage.practice_book import PracticeBook, RunRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.plan import Plan

NOW = "2026-11-26T17:42:00+00:00"
"""The time of `examples.NOW`, as `--now` takes it."""

SLUG = "y09999-20261126-rehearsal-1"
"""The name of the run of `a_started_run`."""


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass
class CommandLine:
    """`cutover` in this process."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Said:
        """Run one command."""
        self.capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:  # the parser's own way out
            code = int(end.code or 0)
        out, err = self.capsys.readouterr()
        return Said(code, out, err)


def cutover_process(
    *words: object,
    before: str = "",
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    limit_seconds: float = 60,
) -> Said:
    """Run one command as a process of its own.

    Args:
        words: What is typed after `cutover`.
        before: Python that runs in that process first.
        environ: Variables on top of this process's own.
        cwd: The folder to be in.
        limit_seconds: When to give up.
    """
    run = f"import sys\n{before}\nfrom cutover_tui.cli.main import main\nsys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", run, *map(str, words)],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        timeout=limit_seconds,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def a_started_run(
    folder: Path, *, plan: Plan = PLAN, kind: RunKind = RunKind.REHEARSAL, when: str = "Thu 17:00"
) -> Path:
    """A run of the small plan that somebody started before the tests' usual time; its folder."""
    run = a_run(folder, StillClock(when), plan=plan, kind=kind)
    run.close()
    return run.log.folder


def remembered_run(folder: Path, second_copy: Path | None = None) -> Path:
    """A run of the small plan that this machine's practice book knows, with a second copy or without."""
    run = a_started_run(folder)
    row = RunRow(
        folder=run.resolve(),
        slug=SLUG,
        practice=PLAN.practice,
        kind=RunKind.REHEARSAL,
        started_at=at("Thu 17:00"),
        last_opened_at=at("Thu 17:00"),
        second_copy=second_copy,
    )
    PracticeBook(Path(os.environ["CUTOVER_HOME"])).remember_run(row)
    return run


def log_lines(folder: Path) -> list[str]:
    """The lines of a run's log."""
    return (folder / "audit-log.jsonl").read_text("utf-8").splitlines()


def damage(folder: Path, line: int, was: str, now: str) -> None:
    """Change one line of a run's log, as somebody with an editor would."""
    log = folder / "audit-log.jsonl"
    lines = log.read_text("utf-8").splitlines(keepends=True)
    assert was in lines[line]
    lines[line] = lines[line].replace(was, now)
    log.write_text("".join(lines), "utf-8", newline="")


def tear(folder: Path, torn: bytes = b'{"about":"F-02","actor"') -> bytes:
    """Leave half a record at the end of a log, as a power cut does."""
    with (folder / "audit-log.jsonl").open("ab") as log:
        log.write(torn)
    return torn


WITHOUT_ROOTS_POWERS = """
import ctypes, os
if os.geteuid() == 0 and "_CUTOVER_PLAIN" not in os.environ:
    for power in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, power, 0, 0, 0)
    os.environ["_CUTOVER_PLAIN"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
"""
"""Makes permissions count for root too, so that the tests of read-only folders mean something everywhere."""

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions, limits and pipes")
