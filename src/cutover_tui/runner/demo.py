"""The demo: a rehearsal of the example practice on the afternoon of its final extract, with some history.

Every entry goes through the same rules and the same log as on the day; only the clock is set.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import Act
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.runner.clock import SystemClock
from cutover_tui.runner.run import Run
from cutover_tui.runner.starting import make_plan_from
from cutover_tui.runner.version import VERSION
from cutover_tui.storage.atomic_file import write_atomically
from cutover_tui.storage.checklist_place import shipped_checklists
from cutover_tui.storage.plan_json import PlanUnreadable, plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.plan import Plan, Task
    from cutover_tui.runner.clock import Clock

DEMO_STARTS = datetime(2026, 11, 26, 15, 42, 17, tzinfo=UTC)
"""The afternoon of the example practice's final extract, three hours before it."""

LATE_DAY = timedelta(hours=9)
"""History entries fall this long before their due time, inside working hours."""

STILL_OPEN = frozenset({"tp-remind-day", "inbox-burndown"})
"""Author's ids of earlier tasks the demo leaves open, so that something is late."""

DEFERRED = "email-verify"
NOT_NEEDED = "dpia-sharing"


class _HistoryClock(SystemClock):
    """A clock that is moved to each entry of the history in turn."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._start = start
        self.instant = start

    def now(self) -> datetime:
        return self.instant

    def mono_us(self) -> int:
        return int((self.instant - self._start).total_seconds() * 1_000_000)


def make_demo(folder: Path, clock: Clock, *, cache: Path) -> Run:
    """Make the demo's run folder and open it with `clock`."""
    plan = example_plan(cache)
    now = clock.now()
    script = sorted(_script(plan, folder, now), key=lambda step: step[0])
    first = script[0][0] - timedelta(hours=1) if script else now
    history = _HistoryClock(first)
    run = Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=history, by=plan.lead)
    for instant, task in script:
        history.instant = instant
        _live_through(run, task, instant)
    history.instant = now
    run.leave(plan.lead)
    run.close()
    return Run.open(folder, clock=clock)


def example_plan(cache: Path) -> Plan:
    """The example practice's plan, kept in `cache` under a fingerprint of the files it is made from."""
    source = shipped_checklists()
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(source.glob("*.yaml")):
        digest.update(path.read_bytes())
    kept = cache / f"example-plan-{digest.hexdigest()[:16]}.json"
    try:
        return plan_from_bytes(kept.read_bytes())
    except (OSError, PlanUnreadable):
        plan = make_plan_from(source / "example-practice.yaml", None, core_only=False)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write_atomically(kept, plan_to_bytes(plan))
    except OSError:
        return plan  # a cache that cannot be written costs time, nothing else
    return plan


def _script(plan: Plan, folder: Path, now: datetime) -> list[tuple[datetime, Task]]:
    """What happened before `now`: each task due by then, at a time inside working hours on its day."""
    from cutover_tui.domain.state import start_state  # noqa: PLC0415 (keeps the module's own imports about runs)

    del folder
    state = start_state(plan)
    steps: list[tuple[datetime, Task]] = []
    for place, task in enumerate(plan.tasks):
        window = state.window(task.ref)
        due = window.due_at
        if due is None or due > now or task.id in STILL_OPEN or task.day is not None:
            continue
        instant = due - LATE_DAY + timedelta(minutes=place % 400)
        if window.not_before_at is not None:
            instant = max(instant, window.not_before_at + timedelta(minutes=1))
        steps.append((min(instant, now - timedelta(minutes=10)), task))
    return steps


def _live_through(run: Run, task: Task, instant: datetime) -> None:
    holders = [person.initials for person in run.plan.people if task.owner in person.roles]
    act = Act(by=holders[0], now=instant, recorder=run.plan.lead)
    if task.id == DEFERRED:
        run.defer_task(act, task.ref, to="R", until="GL+5wd", reason="The list is long and can be finished later")
        return
    if task.id == NOT_NEEDED:
        run.mark_not_needed(act, task.ref, reason="The agreements were signed again in September")
        return
    checker = _checker(run, task, holders[0])
    facts = {"observed": _observed(task), "checked_by": checker}
    try:
        run.complete_task(act, task.ref, **facts)
    except ReasonNeeded:
        run.complete_task(act, task.ref, reason=NOT_RECORDED, **facts)


def _checker(run: Run, task: Task, first: str) -> str:
    if not task.second_person:
        return ""
    others = [person for person in run.plan.people if person.initials != first]
    fitting = [person for person in others if set(person.roles) & set(task.checked_by)]
    return (fitting or others)[0].initials


def _observed(task: Task) -> str:
    if task.answers is not None:
        return task.answers.done[0]
    return "On file, reference in the cutover folder" if task.evidence else ""
