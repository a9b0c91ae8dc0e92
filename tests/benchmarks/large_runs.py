"""Runs as large as wanted: a made-up plan around the present hour, and a history through the run's own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import Act
from cutover_tui.domain.plan import Anchor, Answers, Checklist, Person, Plan, Role, RunKind, Service, Task
from cutover_tui.runner.clock import SystemClock
from cutover_tui.runner.run import Run
from cutover_tui.runner.version import TOOL
from cutover_tui.storage.audit_log import AuditLog
from cutover_tui.storage.audit_record import Seat, Stamp
from cutover_tui.storage.durable_file import RealDisk

if TYPE_CHECKING:
    from pathlib import Path

WHO = "JB"
"""Initials of who records everything."""
PHASES = ("First things", "Suppliers and partners", "In the building", "Afterwards")
SHARES = {"P": 30, "F": 25, "C": 25, "G": 20}
"""Percent of the tasks in each list."""
NAMES = {"P": "Preparation", "F": "Final data production", "C": "Cutover", "G": "Go-live"}
SERVICES = ("EPS", "GP2GP", "PATHOLOGY", "RADIOLOGY", "BOOKING", "DISPENSARY", "BOWEL", "CERVICAL")
DONE = "done and seen"
_STEP = timedelta(seconds=20)


class UnsyncedDisk(RealDisk):
    """A disk for histories nobody needs after the benchmark: it never waits for the drive."""

    def sync(self, descriptor: int) -> None:
        """Leave it to the system."""


class HistoryClock(SystemClock):
    """A clock that goes on by twenty seconds each time it is asked, up to the present.

    Args:
        records: For how many records it must last.
    """

    def __init__(self, records: int) -> None:
        super().__init__()
        self._start = datetime.now(UTC) - _STEP * records * 8
        self._asked = 0

    def now(self) -> datetime:
        """The next instant."""
        self._asked += 1
        return min(self._start + _STEP * self._asked, datetime.now(UTC))

    def mono_us(self) -> int:
        """Microseconds since its first instant."""
        return self._asked * (_STEP // timedelta(microseconds=1))


def large_plan(count: int) -> Plan:
    """A plan of some tasks in four lists, with the extract six hours from now."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return Plan(
        version=1,
        practice="Larkfield Surgery",
        ods_code="Y09999",
        from_system="EMIS Web",
        to_system="SystmOne",
        lead=WHO,
        bridge_call="01632 960123",
        anchors=(
            Anchor(code="FDP", name="Final data production", planned_at=now + timedelta(hours=6), has_time=True),
            Anchor(code="GL", name="Go-live", planned_at=now + timedelta(days=4), has_time=True),
        ),
        checklists=tuple(Checklist(code=code, name=NAMES[code], owner="PM", phases=PHASES) for code in SHARES),
        tasks=tuple(task for code in SHARES for task in _tasks_of(code, max(count * SHARES[code] // 100, 1))),
        services=tuple(_service(place, name) for place, name in enumerate(SERVICES, 1)),
        people=(
            Person(initials=WHO, name="Jo Baker", roles=("PM",)),
            Person(initials="SP", name="Sam Patel", roles=("CL",), clinician=True),
        ),
        roles=(Role(code="PM", name="Practice manager"), Role(code="CL", name="Clinical lead")),
    )


def refs_to_tick(plan: Plan) -> list[str]:
    """The tasks no history settles, in the order of the list."""
    return [task.ref for task in plan.tasks if task.checklist != "P"]


def make_run(folder: Path, plan: Plan, records: int) -> Path:
    """Start a run in a folder and record in it until its log holds some records, the last that it was left."""
    clock = HistoryClock(records)
    Run.start(folder, plan, kind=RunKind.REHEARSAL, clock=clock, by=WHO).close()
    stamp = Stamp(now=clock.now(), mono_us=clock.mono_us(), session=clock.session)
    log = AuditLog.open(folder, seat_of=_seat, stamp=stamp, disk=UnsyncedDisk())
    run = Run(log, plan, clock)
    room = records - 2
    for task in plan.tasks:
        if task.checklist != "P" or room < 2:
            break
        run.start_task(Act(by=WHO, now=clock.now()), task.ref)
        run.complete_task(Act(by=WHO, now=clock.now()), task.ref, observed=DONE)
        room -= 2
    for number in range(room):
        task = plan.tasks[number % len(plan.tasks)]
        run.add_note(Act(by=WHO, now=clock.now()), f"Note {number}: rang the supplier, they call back.", ref=task.ref)
    run.leave(WHO)
    run.close()
    return folder


def _seat(run: str) -> Seat:
    return Seat(run=run, device="benchmark", zone="Europe/London", tool=TOOL)


def _tasks_of(code: str, count: int) -> list[Task]:
    """The tasks of one list: each fourth waits for the one before it, those of the extract's day are due in turn."""
    due = {"P": "FDP-2w", "C": "GL-1d", "G": "GL+1h"}
    tasks = [
        Task(
            ref=f"{code}-{number:04}",
            id=f"{code.lower()}-{number}",
            checklist=code,
            phase=PHASES[(number - 1) * len(PHASES) // count],
            title=f"Ring supplier {number} and hear that their link to the old system is switched over",
            do=("Ring the number on the contact sheet.", "Ask them to look while you wait.", "Write down who said so."),
            owner="PM" if number % 3 else "CL",
            due=due.get(code, f"FDP-{max(420 - number * 4, 1)}min"),
            answers=Answers(question="The link is", done=(DONE,), not_done=("still on", "cannot tell")),
            why="A link nobody looked at goes on sending to a system nobody reads.",
        )
        for number in range(1, count + 1)
    ]
    return [
        replace(task, needs=(tasks[place - 1].ref,)) if place % 4 == 3 else task for place, task in enumerate(tasks)
    ]


def _service(place: int, name: str) -> Service:
    return Service(
        id=name.lower(),
        service=name.lower(),
        name=name.title(),
        short_name=name,
        off_tasks=(f"P-{place:04}",),
        watch=place,
    )
