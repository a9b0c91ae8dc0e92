"""The demo: a rehearsal of the example practice on the afternoon of its final extract, with some history.

Every entry goes through the same rules and the same log as on the day; only the clock is set. Its story is in
`demo_history`; what fills the weeks before is spread over working hours by a fingerprint of each task's id, so that two
demos tell the same story.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.acts import Act
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.huddles import Report
from cutover_tui.domain.plan import GateKind, RunKind
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.time_words import clock_words, day_words, to_local
from cutover_tui.domain.timing import is_working_day, next_working_day, previous_working_day
from cutover_tui.runner.clock import SystemClock
from cutover_tui.runner.demo_gates import gate_steps
from cutover_tui.runner.demo_history import DEMO_STARTS, HAPPENED, HISTORY_STARTS, LEFT_OPEN, SEEN, STEPS, Step
from cutover_tui.runner.demo_room import room_steps
from cutover_tui.runner.demo_services import SAID, SERVICE_STEPS
from cutover_tui.runner.demo_telling import telling_steps, with_seal
from cutover_tui.runner.run import Run
from cutover_tui.runner.starting import make_plan_from
from cutover_tui.runner.version import VERSION
from cutover_tui.storage.atomic_file import write_atomically
from cutover_tui.storage.checklist_place import shipped_checklists
from cutover_tui.storage.plan_json import PlanUnreadable, plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.plan import Person, Plan, Task
    from cutover_tui.runner.clock import Clock

__all__ = ["DEMO_STARTS", "example_plan", "make_demo"]

_SETTLES = frozenset({"complete_task", "defer_task", "mark_not_needed"})
"""The acts of the story after which a task needs no completion of its own."""

DESK_OPENS, DESK_CLOSES = time(8, 35), time(17, 40)
"""Local times between which people in the history record things."""


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
    """Make the demo's run folder and open it with `clock`.

    The history ends before the time `clock` shows: an earlier time gives a younger demo.
    """
    plan = example_plan(cache)
    now = clock.now()
    history = _HistoryClock(min(HISTORY_STARTS, now))
    run = Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=history, by=plan.lead)
    for step in _history(plan, now):
        history.instant = step.when
        _live_through(run, step)
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


def _history(plan: Plan, now: datetime) -> list[Step]:
    """Everything that happened before `now`, in the order it was recorded."""
    refs = {task.ref for task in plan.tasks} | {service.id for service in plan.services}
    refs |= {gate.ref for gate in plan.gates}
    anchors = {anchor.code for anchor in plan.anchors}
    told = [step for step in (*STEPS, *SERVICE_STEPS, *gate_steps()) if step.ref in refs or not step.ref]
    happened = [
        Step(instant + timedelta(minutes=4), plan.lead, "record_anchor", code, {"happened": instant})
        for code, instant in HAPPENED.items()
        if code in anchors
    ]
    spread = _Spread(plan, start_state(plan), {step.ref: step.when for step in told if step.act in _SETTLES})
    steps = [*told, *happened, *room_steps(), *telling_steps(plan), *spread.steps(now)]
    return sorted((step for step in steps if step.when < now), key=lambda step: step.when)


@dataclass
class _Spread:
    """Spreads the preparation over the weeks before: on working days, in hours, after what each task needs."""

    plan: Plan
    state: RunState
    moments: dict[str, datetime]
    """Ref to when it was recorded; begins with what the story fixes."""
    siblings: dict[str, list[Task]] = field(default_factory=dict)
    """Author's id to its tasks, one for each item."""

    def __post_init__(self) -> None:
        for task in self.plan.tasks:
            self.siblings.setdefault(task.id, []).append(task)

    def steps(self, now: datetime) -> list[Step]:
        """A completion for each task of the preparation that was due by now and is not in the story."""
        fixed = set(self.moments) | LEFT_OPEN
        return [
            self._step(task)
            for task in self.plan.tasks
            if task.checklist == "P" and task.ref not in fixed and self._is_due(task, now)
        ]

    def _is_due(self, task: Task, now: datetime) -> bool:
        due = self.state.window(task.ref).due_at
        return task.day is None and due is not None and due <= now

    def _step(self, task: Task) -> Step:
        when = self._moment(task)
        by = _holder(self.plan, (task.owner,))
        checker = _holder(self.plan, task.checked_by, other_than=by) if _is_checked(task) else ""
        facts = {"observed": self._seen(task, when), "checked_by": checker}
        return Step(when, by or self.plan.lead, "complete_task", task.ref, facts)

    def _moment(self, task: Task) -> datetime:
        """When a task was recorded: some working days before it was due, its items one after the other."""
        if task.ref in self.moments:
            return self.moments[task.ref]
        window = self.state.window(task.ref)
        due = window.due_at or window.not_after_at or HISTORY_STARTS
        mark = zlib.crc32(task.id.encode())
        zone, calendar = self.plan.calendar.zone, self.plan.calendar
        day = to_local(due, zone).date()
        for _ in range(1 + mark % 4):
            day = previous_working_day(day - timedelta(days=1), calendar)
        place = self.siblings[task.id].index(task)
        minutes = mark // 7 % 400 + place * (6 + mark // 11 % 9)
        opens = datetime.combine(day, DESK_OPENS, ZoneInfo(zone)).astimezone(UTC)
        moment = opens + timedelta(minutes=minutes, seconds=mark // 13 % 60)
        after = [window.not_before_at or HISTORY_STARTS]
        after += [self._moment(self.state.task(ref)) for ref in task.needs if ref not in LEFT_OPEN]
        latest = max(after)
        if moment <= latest:
            moment = latest + timedelta(minutes=9 + mark % 31 + place * 7)
        self.moments[task.ref] = self._in_hours(moment)
        return self.moments[task.ref]

    def _in_hours(self, moment: datetime) -> datetime:
        """The moment itself, or some minutes after the desk next opens."""
        zone, calendar = self.plan.calendar.zone, self.plan.calendar
        local = to_local(moment, zone)
        if DESK_OPENS <= local.time() < DESK_CLOSES and is_working_day(local.date(), calendar):
            return moment
        later = timedelta(days=1 if local.time() >= DESK_CLOSES else 0)
        day = next_working_day(local.date() + later, calendar)
        opens = datetime.combine(day, DESK_OPENS, ZoneInfo(zone)).astimezone(UTC)
        return opens + timedelta(minutes=local.minute, seconds=local.second)

    def _seen(self, task: Task, when: datetime) -> str:
        """The answer that means done, and the details of this item."""
        kept = SEEN.get(task.id, ("",))
        details = kept[min(self.siblings[task.id].index(task), len(kept) - 1)]
        zone = self.plan.calendar.zone
        day = day_words(when, zone).split(" ", 1)[1]
        details = details.format(day=day, time=clock_words(when - timedelta(minutes=7), zone))
        answer = task.answers.done[0] if task.answers is not None else ""
        return "; ".join(part for part in (answer, details) if part)


def _is_checked(task: Task) -> bool:
    """Tell whether a second name stands beside it: where it must, and before a hard gate."""
    return task.second_person or (task.gate is GateKind.HARD and bool(task.checked_by))


def _holder(plan: Plan, roles: tuple[str, ...], *, other_than: str = "") -> str:
    """Initials of the first person with one of the roles; empty where nobody else has any."""
    held = (person.initials for person in plan.people if set(person.roles) & set(roles))
    return next((initials for initials in held if initials != other_than), "")


def _recorder(plan: Plan, step: Step) -> str:
    """Who typed it: people of the practice themselves, the lead for those of other organisations."""
    if step.typed_by:
        return step.typed_by
    people: dict[str, Person] = {person.initials: person for person in plan.people}
    return step.by if people[step.by].organisation == people[plan.lead].organisation else plan.lead


def _live_through(run: Run, step: Step) -> None:
    act = Act(
        by=step.by,
        now=step.when,
        recorder=_recorder(run.plan, step),
        at=step.happened,
        late_reason=step.late_reason,
        looked_over=True,  # all of it is invented, and a test looks it over
    )
    about: tuple[object, ...] = (step.ref,) if step.ref else ()
    if step.act == "correct_entry":
        about = (run.state.standing(step.ref).seq,)
    elif step.act == "add_note":
        about = ()
    facts, report = dict(step.facts), step.facts.get("report")
    if isinstance(report, Report):
        facts["report"] = with_seal(report, run.state)
    said = {"said": SAID[step.ref]} if step.act == "complete_task" and step.ref in SAID else {}
    getattr(run, step.act)(act, *about, **facts, **said)
