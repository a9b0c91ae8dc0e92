"""`tasks.csv`: every task of the plan, as planned and as it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import SETTLED, TaskReopened, TaskStatus
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.registers.columns import entry, local, text, typed
from cutover_tui.exports.registers.evidence_register import evidence_ref, shows_evidence
from cutover_tui.exports.registers.owners import owner_role
from cutover_tui.exports.registers.register import Column, Kind, Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.tasks import TaskState
    from cutover_tui.domain.timing import Window
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

COLUMNS = (
    text("ref", "Number of the task, the same on screen and on paper"),
    text("section", "Checklist and heading it stands under"),
    text("task", "What to do or see"),
    text("why_it_matters", "Why, as the plan says it"),
    text("owner_role", "Role that owns it", NOT_APPLICABLE),
    text("hazard_refs", "Hazards and controls it shows, as the hazard log numbers them", NONE),
    local("planned_start_local", "Not before this time, by the plan as approved", NOT_APPLICABLE),
    local("planned_end_local", "Due at this time, by the plan as approved", NOT_APPLICABLE),
    local("actual_end_local", "When it was done"),
    Column(
        "minutes_from_plan",
        "Minutes from the planned to the actual end; below zero when it was done before",
        Kind.NUMBER,
        NOT_APPLICABLE,
        own=True,
    ),
    text("state", "done, not needed with reason, not done, or reopened and done; after a comma how it stands"),
    Column("done_by", "Who did it or saw it done", Kind.PERSON, own=True),
    Column("checked_by", "Who else looked", Kind.PERSON, NOT_APPLICABLE, own=True),
    text("check_method", "How the second person looked", NOT_APPLICABLE),
    Column("times_reopened", "How often it was to be done again", Kind.NUMBER, own=True),
    Column("reopen_reasons", "Why it was to be done again", blank=NOT_APPLICABLE, typed=True, own=True),
    text("evidence_refs", "What shows it, in evidence-index.csv", NONE),
    typed("note", "The reason, the complications and the notes", NONE),
    entry("Number of the log entry that put it there; 0, the plan, where nothing was recorded"),
)


@dataclass(slots=True)
class _History:
    """What the log tells of one task besides where it stands."""

    reopened: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def task_rows(context: Context) -> Iterable[Row]:
    """A row a task, in the plan's order; tasks that were added later come after it."""
    approved = start_state(context.plan).windows
    history = _histories(context)
    for ref, standing in context.state.tasks.items():
        window = approved.get(ref, context.state.window(ref))
        yield _row(context, context.state.task_by_ref[ref], standing, window, history.get(ref, _History()))


def _row(context: Context, task: Task, standing: TaskState, window: Window, history: _History) -> Row:
    ended = standing.happened_at if standing.status in _ENDED_WITH_A_TIME else None
    return {
        "ref": task.ref,
        "section": _section(context, task),
        "task": NOT_SHOWN if context.copy is Copy.LEARNING and task.ref in context.state.added else task.title,
        "why_it_matters": task.why,
        "owner_role": owner_role(context, task.owner),
        "hazard_refs": task.hazards,
        "planned_start_local": window.not_before_at,
        "planned_end_local": window.due_at,
        "actual_end_local": NOT_APPLICABLE if standing.status is TaskStatus.NOT_NEEDED else ended,
        "minutes_from_plan": _minutes(ended, window.due_at),
        "state": _state(standing, tells_again=not context.copy.names_removed),
        "done_by": standing.by if standing.status in _DONE else NOT_APPLICABLE,
        "checked_by": tuple(by for _seq, by in standing.checks) or standing.checked_by,
        "check_method": _method(task, standing),
        "times_reopened": standing.times_reopened,
        "reopen_reasons": history.reopened,
        "evidence_refs": history.evidence,
        "note": _note(standing),
        "entry": max(standing.seq, 0),
    }


_DONE = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS, TaskStatus.AWAITS_CHECK})
_ENDED_WITH_A_TIME = SETTLED - {TaskStatus.NOT_NEEDED}
_NOT_DONE = {
    TaskStatus.TO_DO: "not done",
    TaskStatus.STARTED: "not done, started",
    TaskStatus.AWAITS_CHECK: "not done, waits for a second person",
    TaskStatus.CANNOT_DO: "not done, it could not be done",
    TaskStatus.DEFERRED: "not done, put off",
    TaskStatus.NOT_NEEDED: "not needed with reason",
}


def _state(standing: TaskState, *, tells_again: bool) -> str:
    """How a task stands; whether it was reopened is told in the full copy alone."""
    if standing.status in _NOT_DONE:
        return _NOT_DONE[standing.status]
    done = "reopened and done" if standing.times_reopened and tells_again else "done"
    return f"{done}, with complications" if standing.status is TaskStatus.DONE_WITH_COMPLICATIONS else done


def _section(context: Context, task: Task) -> str:
    names = {checklist.code: checklist.name for checklist in context.plan.checklists}
    return f"{names.get(task.checklist, task.checklist)}: {task.phase}"


def _minutes(ended: datetime | None, due: datetime | None) -> int | None:
    return int((ended - due).total_seconds() // 60) if ended is not None and due is not None else None


def _method(task: Task, standing: TaskState) -> str:
    if not (standing.checks or standing.checked_by):
        return NOT_RECORDED if task.second_person and standing.status in _DONE else NOT_APPLICABLE
    if task.second_person:
        return "looked without seeing the first answer" + (", answers differ" if standing.answers_differ else "")
    return "looked in the same act"


def _note(standing: TaskState) -> tuple[str, ...]:
    notes = (note.text for note in standing.notes if not note.struck)
    return tuple(words for words in (standing.complications, standing.reason, *notes) if words)


def _histories(context: Context) -> Mapping[str, _History]:
    found: dict[str, _History] = {}
    for entry_ in context.entries:
        event = entry_.event
        refs = (
            event.reopens
            if isinstance(event, ServiceMoved)
            else (event.task,)
            if isinstance(event, TaskReopened)
            else ()
        )
        for ref in refs:
            found.setdefault(ref, _History()).reopened += (event.reason,)  # type: ignore[union-attr]  # both have one
        if shows_evidence(event):
            for ref in tasks_of(event):
                found.setdefault(ref, _History()).evidence += (evidence_ref(entry_.seq),)
    return found


TASKS = Register(
    name="tasks",
    title="Tasks",
    about="One row for each task of the plan",
    columns=COLUMNS,
    rows=task_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)
