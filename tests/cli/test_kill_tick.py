"""Killing `cutover tick` at any moment: what was printed is recorded (`integrity.md` C2, K1 and P2)."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from filelock import FileLock
from tests.cli.command_line import NOW, CommandLine, a_started_run, log_lines, needs_posix
from tests.examples import PLAN, a_plan, a_task

from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 20
LONGEST_SECONDS = 0.35
"""About twice what a tick takes, so that kills fall before, during and after it."""


@needs_posix
def test_no_tick_that_was_confirmed_is_lost_to_a_kill(cutover: CommandLine, tmp_path: Path) -> None:
    tasks = tuple(a_task(f"P-{number:02}", f"Do {number}") for number in range(1, ROUNDS + 1))
    run = a_started_run(tmp_path, plan=a_plan(tasks=(*PLAN.tasks[2:], *tasks)))
    moments = random.Random(20261126)  # noqa: S311 (moments to kill at, not secrets)
    confirmed: dict[int, str] = {}

    for task in tasks:
        words = [sys.executable, "-m", "cutover_tui", "tick", str(run), task.ref, "--by", "JB", "--now", NOW]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as tick:
            time.sleep(moments.uniform(0.02, LONGEST_SECONDS))
            tick.send_signal(signal.SIGKILL)
            printed = tick.communicate(timeout=30)[0]
        if printed.endswith(b"\n"):
            confirmed[int(printed)] = task.ref

    assert cutover("tick", run, "F-03", "--by", "JB", "--observed", "12", "--now", NOW).code == 0
    records = [json.loads(line) for line in log_lines(run)]
    assert {seq: records[seq]["about"] for seq in confirmed} == confirmed
    assert verify(run).passed
    with FileLock(run / "audit-log.lock", timeout=0):
        pass
