"""Measures the program against floors made of Textual alone, and says which targets it meets.

Run by hand, as `python tests/benchmarks/compare.py`. Needs Linux, and takes eight minutes; `--quick` takes two and
has too few keys for a p99 that means something. Everything is measured in turn with its floor, so the ratios hold on a
busy machine where the milliseconds do not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.large_runs import large_plan, make_run, refs_to_tick
from tests.benchmarks.measures import (
    SMALL,
    SPIKE_LINES,
    Worked,
    measure_idle,
    measure_starts,
    measure_ticks,
    measure_verify,
    open_spike,
    open_worked,
)
from tests.benchmarks.terminal import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.measures import Times

RECORDS = 300
VERIFIED = 10_000
FRAME_MS = 1000 / 60
"""A tick shows within one frame of a usual screen."""
SIZES = {"400": 400, "5,000": 5000, "small": SMALL}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    floor: str
    """What it is compared with, and how that did."""
    ratio: float | None = None
    target: str = ""
    """In words; empty where the row is for information."""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line as text, cell by cell."""
        verdict = "" if self.met is None else "PASS" if self.met else "MISS"
        ratio = f"{self.ratio:.2f}x" if self.ratio is not None else ""
        return self.what, self.ours, self.floor, ratio, self.target, verdict


def main() -> int:
    """Measure, print the table, and return 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="ticks in each program; 100 for a p99")
    parser.add_argument("--quick", action="store_true", help="twelve ticks, three starts, three idle seconds")
    parser.add_argument("--dir", type=Path, help="a folder on the disk to measure; the temporary one when left out")
    given = parser.parse_args()
    rounds = 12 if given.quick else given.rounds
    with tempfile.TemporaryDirectory(prefix="cutover-benchmark-", dir=given.dir) as scratch:
        rows = list(_rows(Path(scratch), rounds, starts=3 if given.quick else 9, idle=3 if given.quick else 10))
    _print_table(rows)
    return int(any(row.met is False for row in rows))


def _rows(scratch: Path, rounds: int, *, starts: int, idle: float) -> Iterable[Row]:
    """Measure one kind after the other."""
    _say("making the runs")
    plans = {name: large_plan(count) for name, count in SIZES.items()}
    runs = {name: make_run(scratch / name, plan, RECORDS) for name, plan in plans.items()}
    _say(f"starting each program {starts} times")
    yield from _start_rows(measure_starts({name: runs[name] for name in ("400", "5,000")}, starts))
    with Desk() as desk:
        worked = {name: open_worked(desk, runs[name], refs_to_tick(plans[name])) for name in SIZES}
        spike = open_spike(desk, scratch / "spike.log", SPIKE_LINES)
        _say(f"ticking {rounds} tasks in each program")
        syncs = measure_ticks(desk, list(worked.values()), spike, scratch / "sync.log", rounds)
        yield from _tick_rows(worked, spike, syncs)
        _say(f"doing nothing for {idle:g} seconds")
        yield from _resting_rows(desk, worked, spike, idle)
    _say("checking a log")
    log = make_run(scratch / "verified", large_plan(SIZES["400"]), VERIFIED)
    ours, floor, count = measure_verify(log, starts)
    yield Row(
        f"verify {count:,} records, least",
        f"{ours.least:.0f} ms",
        f"read and hash {floor.least:.0f} ms",
        ours.least / floor.least,
        "under 500 ms",
        ours.least < 500,
    )


def _start_rows(times: dict[str, Times]) -> Iterable[Row]:
    bare = times["bare"].least
    floor = f"bare Textual app {bare:.0f} ms"
    for name, most in (("400", 1.8), ("5,000", None)):
        ours = times[name]
        ratio = ours.least / bare
        yield Row(
            f"start, {name} tasks, {RECORDS} records, least",
            f"{ours.least:.0f} ms (p50 {ours.quantile(0.5):.0f})",
            floor,
            ratio,
            f"within {most}x" if most else "",
            ratio <= most if most else None,
        )


def _tick_rows(worked: dict[str, Worked], spike: Worked, syncs: Times) -> Iterable[Row]:
    ticks = {name: one.ticks for name, one in worked.items()}
    usual, large, small = (ticks[name] for name in SIZES)
    middle, late = usual.quantile(0.5), usual.quantile(0.99)
    floor = spike.ticks.quantile(0.5)
    yield Row(
        "tick with sync, 400 tasks, p50",
        f"{middle:.1f} ms (least {usual.least:.1f})",
        f"line spike {floor:.1f} ms (least {spike.ticks.least:.1f})",
        middle / floor,
        "within 2x",
        middle <= 2 * floor,
    )
    floor = spike.ticks.quantile(0.99)
    yield Row(
        "tick with sync, 400 tasks, p99",
        f"{late:.1f} ms of {len(usual.values)}",
        f"line spike {floor:.1f} ms of {len(spike.ticks.values)}",
        late / floor,
        f"under {FRAME_MS:.1f} ms",
        late < FRAME_MS,
    )
    yield _beside("tick, 5,000 tasks, p50", large, usual, "400 tasks")
    yield _beside("tick, 400 tasks, p50", usual, small, f"{SMALL} tasks")
    moves = {name: one.moves for name, one in worked.items()}
    middle, floor = moves["400"].quantile(0.5), spike.moves.quantile(0.5)
    spiked = f"line spike {floor:.1f} ms"
    yield Row("move down, 400 tasks, p50", f"{middle:.1f} ms", spiked, middle / floor, "within 2x", middle <= 2 * floor)
    yield _beside("move down, 5,000 tasks, p50", moves["5,000"], moves["400"], "400 tasks")
    first = worked["400"].first_moves.quantile(0.5)
    yield Row("move down right after a tick, 400 tasks, p50", f"{first:.1f} ms", spiked, first / floor)
    one = f"{syncs.quantile(0.5):.1f} ms (p99 {syncs.quantile(0.99):.1f})"
    yield Row("one sync of 400 bytes alone, p50", one, "")


def _beside(what: str, ours: Times, other: Times, name: str) -> Row:
    middle, floor = ours.quantile(0.5), other.quantile(0.5)
    ratio = middle / floor
    words = f"{middle:.1f} ms (p99 {ours.quantile(0.99):.1f})"
    return Row(what, words, f"{name} {floor:.1f} ms", ratio, "within 1.5x", ratio <= 1.5)


def _resting_rows(desk: Desk, worked: dict[str, Worked], spike: Worked, seconds: float) -> Iterable[Row]:
    names = ("400", "5,000")
    *ours, floor = measure_idle(desk, [*(worked[name].terminal for name in names), spike.terminal], seconds)
    for name, percent in zip(names, ours, strict=True):
        most = 1.5
        yield Row(
            f"idle with clocks, {name} tasks, of one core",
            f"{percent:.2f} %",
            f"line spike {floor:.2f} %",
            percent / floor,
            f"under {most} %",
            percent < most,
        )
    least = spike.terminal.peak_mb()
    for name in names:
        peak, most_mb = worked[name].terminal.peak_mb(), 70
        target, met = (f"under {most_mb} MB", peak < most_mb) if name == "400" else ("", None)
        spiked = f"line spike {least:.0f} MB"
        yield Row(f"peak memory, {name} tasks", f"{peak:.0f} MB", spiked, peak / least, target, met)


def _print_table(rows: list[Row]) -> None:
    table = [("measured", "cutover", "beside", "ratio", "target", ""), *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())  # noqa: T201 (the table)


def _say(words: str) -> None:
    print(f"... {words}", file=sys.stderr)  # noqa: T201 (what it is doing meanwhile)


if __name__ == "__main__":
    sys.exit(main())
