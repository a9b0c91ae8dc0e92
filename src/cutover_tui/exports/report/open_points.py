"""What is still to do, with who sees to it and by when: one list for page 1, the section about it and the ICB page."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.added_tasks import open_added
from cutover_tui.domain.closing import exception_for
from cutover_tui.domain.closing_matters import matters
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.registers.gate_registers import GATE_CRITERIA
from cutover_tui.exports.registers.issue_registers import ISSUES
from cutover_tui.exports.report.tasks_told import owner_told, task_told
from cutover_tui.exports.report.telling import listed, many, planned, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cutover_tui.domain.closing import SignedException
    from cutover_tui.domain.closing_matters import Matter as InTheWay
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Words
    from cutover_tui.exports.report.gathered import Gathered

_WHEN_LEVEL = {"P1": 0, "P2": 1, "P3": 2, "P4": 3}


class Matter(StrEnum):
    """What kind of thing is still to do."""

    PAUSE = "pause"
    ISSUE = "issue"
    CONDITION = "condition"
    SERVICE = "service"
    PAPER = "paper"
    ADDED = "added task"
    TASK = "task"


COUNTED = {
    Matter.PAUSE: ("pause", "pauses"),
    Matter.ISSUE: ("issue", "issues"),
    Matter.CONDITION: ("condition of a gate", "conditions of gates"),
    Matter.SERVICE: ("service not proven back", "services not proven back"),
    Matter.PAPER: ("kind of paper not closed", "kinds of paper not closed"),
    Matter.ADDED: ("task that was added", "tasks that were added"),
    Matter.TASK: ("task of the plan", "tasks of the plan"),
}
"""How one of each kind and several are called, the most pressing kind first."""


@dataclass(frozen=True, kw_only=True)
class OpenPoint:
    """One thing that is still to do."""

    matter: Matter
    ref: str
    """The number it has elsewhere, or what kind of thing it is."""
    words: Words
    owner: str
    """The role that sees to it."""
    by: datetime | None
    """By when, UTC; None where nothing says so."""

    @property
    def risk(self) -> bool:
        """Whether it is more than a task of the plan that is still to come."""
        return self.matter is not Matter.TASK


def open_points(gathered: Gathered) -> tuple[OpenPoint, ...]:
    """Everything still to do, by its date; what has no date comes last."""
    found = [*_pauses(gathered), *_issues(gathered), *_conditions(gathered)]
    if gathered.live_at is not None:
        found += _matters(gathered.context)
    return tuple(sorted((*found, *_tasks(gathered)), key=_by_date))


def open_told(points: Iterable[OpenPoint]) -> str:
    """How many of each kind are open, in words: `1 issue, 14 services not proven back and 203 tasks of the plan`."""
    kinds = [point.matter for point in points]
    return listed(many(kinds.count(kind), *names) for kind, names in COUNTED.items() if kind in kinds)


def _by_date(point: OpenPoint) -> tuple[bool, datetime]:
    return point.by is None, point.by or datetime.max.replace(tzinfo=UTC)


def _pauses(gathered: Gathered) -> Iterator[OpenPoint]:
    for stop in gathered.stops:
        if stop.ended is None:
            owner = stop.row.plain("coordinator") or NOT_RECORDED
            by = stop.row.instant("expected_restart_local")
            words = "The cutover is paused"
            yield OpenPoint(matter=Matter.PAUSE, ref=stop.ref, words=words, owner=owner, by=by)


def _issues(gathered: Gathered) -> Iterator[OpenPoint]:
    rows = [row for row in gathered.of(ISSUES) if not row.has("closed_local")]
    for row in sorted(rows, key=lambda row: _WHEN_LEVEL.get(row.plain("level_now"), 9)):
        level = row.plain("level_now") or NOT_RECORDED
        safe = ", made safe" if row.has("made_safe_local") else ""
        summary = row["incident_summary"]
        words: Words = (f"Issue {level}{safe}: ", summary)
        owner = row.plain("owner_role") or NOT_RECORDED
        yield OpenPoint(matter=Matter.ISSUE, ref=row.plain("reference"), words=words, owner=owner, by=None)


def _conditions(gathered: Gathered) -> Iterator[OpenPoint]:
    tasks = _condition_tasks(gathered.context)
    for row in gathered.of(GATE_CRITERIA):
        if row.has("condition") and not row.has("condition_closed_local"):
            owner = row.plain("condition_owner_role") or NOT_RECORDED
            by = row.instant("condition_due_local")
            gate = row.plain("gate_ref")
            ref = tasks.get((gate, row.plain("criterion_ref"))) or gate
            words: Words = (f"Condition of {gate}: ", row["condition"])
            yield OpenPoint(matter=Matter.CONDITION, ref=ref, words=words, owner=owner, by=by)


def _condition_tasks(context: Context) -> dict[tuple[str, str], str]:
    """Gate and criterion to the task that stands for the condition it was met with."""
    return {
        (gate, criterion): one.condition_task
        for gate, state in context.state.gates.items()
        for criterion, one in state.criteria.items()
        if one.condition_task
    }


def _matters(context: Context) -> Iterator[OpenPoint]:
    """What stands in the way of closing; issues and conditions are told on their own."""
    for matter in matters(context.state):
        kind, _colon, about = matter.id.partition(":")
        if kind in {"service", "reentry"}:
            signed = exception_for(context.state.exceptions, matter)
            yield _signed(context, matter, signed) if signed is not None else _unsigned(context, matter, kind, about)


def _signed(context: Context, matter: InTheWay, signed: SignedException) -> OpenPoint:
    """A matter two people accepted as it stands, with who sees to it afterwards."""
    words: Words = (f"{planned(matter.words, context)}. Accepted as it stands: ", quoted(signed.reason, context))
    kind = Matter.SERVICE if matter.id.startswith("service") else Matter.PAPER
    return OpenPoint(
        matter=kind,
        ref="Accepted",
        words=words,
        owner=context.roles_of(signed.owner),
        by=_end_of_day(signed.until, context),
    )


def _unsigned(context: Context, matter: InTheWay, kind: str, about: str) -> OpenPoint:
    owner, by = NOT_RECORDED, None
    if kind == "service":
        service = next(one for one in context.plan.services if one.id == about)
        back = context.state.services[about].status is ServiceStatus.ON_UNTESTED
        owner = context.role_name(service.caught_by if back else service.switched_by) or NOT_RECORDED
        due = [context.state.window(ref).due_at for ref in service.restore_tasks]
        by = max((instant for instant in due if instant is not None), default=None)
    else:
        category = context.state.reentry[about].category
        owner = ", ".join(context.role_name(code) for code in category.closed_by) or NOT_RECORDED
        by = context.state.instant_of(category.reenter_by[-1]) if category.reenter_by else None
    what = Matter.SERVICE if kind == "service" else Matter.PAPER
    return OpenPoint(matter=what, ref=what.capitalize(), words=planned(matter.words, context), owner=owner, by=by)


def _tasks(gathered: Gathered) -> Iterator[OpenPoint]:
    """Tasks that are not settled, those that came about later among them; conditions of gates are told as that."""
    context = gathered.context
    conditions = frozenset(_condition_tasks(context).values()) if context.copy in GATE_CRITERIA.copies else frozenset()
    later = frozenset(open_added(context.state))
    waits = {one.code: one.waits_for for one in context.plan.checklists}
    for ref, standing in context.state.tasks.items():
        task = context.state.task_by_ref[ref]
        if standing.status in SETTLED or waits.get(task.checklist, "") not in {"", *context.state.recorded}:
            continue
        if ref in conditions:
            continue
        by = context.state.window(ref).due_at
        words: Words = task_told(context, ref)
        if standing.deferred_to:
            words = (task_told(context, ref), ", put off from its first time")
        kind = Matter.ADDED if ref in later else Matter.TASK
        yield OpenPoint(matter=kind, ref=ref, words=words, owner=owner_told(context, task.owner), by=by)


def _end_of_day(day: str, context: Context) -> datetime | None:
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return None
    midnight = datetime.combine(last, time(), ZoneInfo(context.zone)) + timedelta(days=1)
    return (midnight - timedelta(minutes=1)).astimezone(UTC)
