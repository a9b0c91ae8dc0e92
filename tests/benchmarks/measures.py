"""What is measured, one function for each kind, always ours and the floor in turn."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks import bare_app, spike_app
from tests.benchmarks.large_runs import WHO
from tests.benchmarks.terminal import DOWN, ENTER, ROWS, UP, Desk, Terminal

from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
CELLS = r"(?:[^\x1b\n]|\x1b\[[\d;]*m){0,90}?"
"""A few cells of one line, with their colours; a moved cursor or a new line ends them."""
USABLE = f"▌{CELLS}[PFCG]-\\d{{4}}"
"""The marked line of the list: the keys work from then on."""
GUARD = 0.45
"""Seconds a strip ignores Enter after it has opened, and a little more."""

SPIKE_LINES = 400
"""As many lines as the run the ticks are compared with has tasks."""
SMALL = ROWS // 2
"""Tasks of a plan that fits on one screen."""


@dataclass
class Times:
    """Milliseconds of one kind, measured again and again."""

    values: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        """The least of them, which a busy machine changes the least."""
        return min(self.values)

    def quantile(self, part: float) -> float:
        """The value below which a part of them lies: 0.5 for the median."""
        ordered = sorted(self.values)
        place = (len(ordered) - 1) * part
        low = ordered[int(place)]
        high = ordered[min(int(place) + 1, len(ordered) - 1)]
        return low + (high - low) * (place % 1)


@dataclass
class Worked:
    """A run open in a terminal, with what was measured in it."""

    terminal: Terminal
    refs: Sequence[str]
    """The tasks to tick, in the order of the list."""
    ticks: Times = field(default_factory=Times)
    moves: Times = field(default_factory=Times)
    first_moves: Times = field(default_factory=Times)
    """The first key after each tick, which also takes away what was said about it."""

    def has(self, turn: int) -> bool:
        """Whether there is a task left to tick in a turn, and one to move to."""
        return turn + 1 < len(self.refs)


def open_run(desk: Desk, folder: Path) -> Terminal:
    """Start the program on a run, with a list of runs of its own beside it."""
    command = [sys.executable, "-m", "cutover_tui", "open", str(folder), "--as", WHO]
    return desk.open(command, {"CUTOVER_HOME": str(folder.parent / "home")})


def measure_starts(runs: dict[str, Path], rounds: int) -> dict[str, Times]:
    """From starting a program to its first usable screen: each run, and `bare` for the floor. The first round warms."""
    times = {name: Times() for name in ("bare", *runs)}
    for turn in range(-1, rounds):
        for name in list(times)[:: 1 if turn % 2 else -1]:
            with Desk() as desk:
                if name == "bare":
                    terminal, usable = desk.open([sys.executable, str(HERE / "bare_app.py")]), bare_app.USABLE
                else:
                    terminal, usable = open_run(desk, _fresh(runs[name])), USABLE
                ready = (desk.wait(terminal, usable) - terminal.started) * 1000
                desk.rest(0.2)
            if turn >= 0:
                times[name].values.append(ready)
    return times


def open_worked(desk: Desk, folder: Path, refs: Sequence[str]) -> Worked:
    """Open a run, show all its tasks in one list and mark the first to tick."""
    terminal = open_run(desk, _fresh(folder))
    desk.wait(terminal, USABLE)
    desk.rest(1.5)
    terminal.press("A")
    desk.rest(0.5)
    terminal.press("g")
    desk.wait(terminal, "Go to")
    desk.rest(GUARD)
    terminal.press(refs[0])
    desk.rest(0.3)
    terminal.forget()
    terminal.press(ENTER)
    desk.wait(terminal, f"▌{CELLS}{refs[0]}")
    return Worked(terminal, refs)


def open_spike(desk: Desk, file: Path, count: int) -> Worked:
    """Open the spike with some lines."""
    terminal = desk.open([sys.executable, str(HERE / "spike_app.py"), str(file), str(count)])
    desk.wait(terminal, spike_app.USABLE.replace("[", r"\["))
    return Worked(terminal, [f"item {number:05}" for number in range(count)])


def measure_ticks(desk: Desk, runs: Sequence[Worked], spike: Worked, file: Path, rounds: int) -> Times:
    """Tick and move on in each program in turn; the times are kept with them.

    Returns:
        What one write and sync of 400 bytes took by itself, between the ticks.
    """
    syncs = Times()
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for turn in range(rounds):
        working = [worked for worked in runs if worked.has(turn)]
        _answer_all(desk, [worked.terminal for worked in working])
        for worked in working:
            ref = worked.refs[turn]
            _timed(desk, worked.terminal, ENTER, f"DONE {WHO} {CELLS}{ref}", worked.ticks)
            desk.rest(0.3 + turn * 7 % 13 / 100)
            following = f"▌{CELLS}{worked.refs[turn + 1]}"
            _timed(desk, worked.terminal, DOWN, following, worked.first_moves)
            desk.rest(0.2)
            worked.terminal.press(UP)
            desk.rest(0.2)
            _timed(desk, worked.terminal, DOWN, following, worked.moves)
            desk.rest(0.2)
        if spike.has(turn):
            _timed(desk, spike.terminal, " ", rf"\[x\] {spike.refs[turn]}", spike.ticks)
            desk.rest(0.1)
            _timed(desk, spike.terminal, DOWN, rf">\[ \] {spike.refs[turn + 1]}", spike.moves)
        began = perf_counter()
        os.write(descriptor, spike_app.RECORD)
        os.fsync(descriptor)
        syncs.values.append((perf_counter() - began) * 1000)
        desk.rest(0.1)
    os.close(descriptor)
    return syncs


def measure_idle(desk: Desk, terminals: Sequence[Terminal], seconds: float) -> list[float]:
    """Percent of one core that each program uses while nobody presses a key and its clocks go on."""
    desk.rest(1)
    began, before = perf_counter(), [terminal.cpu_ms() for terminal in terminals]
    desk.rest(seconds)
    passed = (perf_counter() - began) * 1000
    return [(terminal.cpu_ms() - used) / passed * 100 for terminal, used in zip(terminals, before, strict=True)]


def measure_verify(folder: Path, rounds: int) -> tuple[Times, Times, int]:
    """Check a whole log, and in turn only read and hash it; with how many records it holds.

    Raises:
        RuntimeError: The log did not pass.
    """
    ours, floor, count = Times(), Times(), 0
    for _turn in range(rounds):
        began = perf_counter()
        for line in (folder / "audit-log.jsonl").read_bytes().splitlines():
            json.loads(line)
            hashlib.sha256(line).digest()
        floor.values.append((perf_counter() - began) * 1000)
        began = perf_counter()
        verification = verify(folder)
        ours.values.append((perf_counter() - began) * 1000)
        count = verification.records
        if not verification.passed:
            raise RuntimeError(f"The log in {folder} did not pass: {verification.checks}")
    return ours, floor, count


def _fresh(folder: Path) -> Path:
    """A copy of a run as it was left, so that every start finds the same log."""
    copy = folder.parent / "open" / folder.name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return copy


def _answer_all(desk: Desk, terminals: Sequence[Terminal]) -> None:
    """Open the strip in each program and answer it up to the last Enter, with a person's pauses."""
    for terminal in terminals:
        terminal.forget()
        terminal.press("t")
    for terminal in terminals:
        desk.wait(terminal, "Record as done")
    desk.rest(GUARD)
    for key, pause in (("1", 0.08), (ENTER, 0.2), (WHO[0], 0.08), (WHO[1], 0.25)):
        for terminal in terminals:
            terminal.press(key)
        desk.rest(pause)


def _timed(desk: Desk, terminal: Terminal, key: str, painted: str, times: Times) -> None:
    """Press one key and wait for what it paints."""
    terminal.forget()
    pressed = terminal.press(key)
    times.values.append((desk.wait(terminal, painted) - pressed) * 1000)
