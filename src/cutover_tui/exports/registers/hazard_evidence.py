"""What a run shows of each hazard's controls: which task, gate criterion, cue or test, and whether it was in place.

`hazard-controls.csv` is made from this, and section 7 of the report from that. Nothing is judged here: a control
counts as in place when what the plan names for it was done or met, and as working as intended only when a test says so
(`records.md` b4; DCB0160 asks for both).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_state import PASSED, Met
from cutover_tui.domain.gates import planned_at
from cutover_tui.domain.services import Stage
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.gate_state import CriterionState, GateState
    from cutover_tui.domain.hazard_plan import Control, Cue, Hazard
    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskState

YES, NO, PART, NOT_TESTED = "yes", "no", "part", "not tested"
NOTHING_PLANNED = "Nothing in this plan shows it"
AS_A_WHOLE = "The hazard as a whole"
"""Stands for the control where a plan names the hazard alone."""

_NOT_DONE = {
    TaskStatus.TO_DO: "Not done",
    TaskStatus.STARTED: "Started, not done",
    TaskStatus.NOT_NEEDED: "Not needed",
    TaskStatus.CANNOT_DO: "Could not be done",
    TaskStatus.DEFERRED: "Put off",
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One thing that shows a control, and what the run says of it."""

    kind: str
    """task, gate criterion, cue, or test."""
    ref: str
    in_place: str
    """yes, no, part, or the word for not applicable where its part of the plan was never in play."""
    known: tuple[str, ...]
    """How that is known, in the plan's words and those people typed."""
    at: datetime | None = None
    """When it was seen, UTC."""
    worked: str = NOT_TESTED
    """yes, no, or not tested."""
    seq: int = 0
    """The entry it rests on; 0 for none."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One control of one hazard and one thing that shows it."""

    hazard_ref: str
    hazard_title: str
    """Empty where the plan's hazard log does not have it."""
    control_ref: str
    """Empty where the plan names the hazard alone."""
    control: str
    evidence: Evidence


def hazard_controls(state: RunState) -> tuple[Shown, ...]:
    """Every control of every hazard with each thing that shows it, in the order of the hazard log.

    A control that nothing in the plan shows has one line that says so. Numbers the hazard log does not have come last.
    """
    found = _evidence_by_ref(state)
    lines: list[Shown] = []
    for hazard in state.plan.hazards.hazards:
        for control in hazard.controls:
            shown = found.pop(control.ref, []) or [_nothing()]
            lines += (_line(hazard, control, one) for one in shown)
        lines += (_line(hazard, None, one) for one in found.pop(hazard.ref, []))
    lines += (
        Shown(hazard_ref=ref, hazard_title="", control_ref="", control=AS_A_WHOLE, evidence=one)
        for ref, shown in found.items()
        for one in shown
    )
    failed = _said_by_issues(state)
    return tuple(_with_issues(line, failed) for line in lines)


def _line(hazard: Hazard, control: Control | None, evidence: Evidence) -> Shown:
    return Shown(
        hazard_ref=hazard.ref,
        hazard_title=hazard.title,
        control_ref=control.ref if control is not None else "",
        control=control.words if control is not None else AS_A_WHOLE,
        evidence=evidence,
    )


def _nothing() -> Evidence:
    return Evidence(kind=NONE, ref=NONE, in_place=NO, known=(NOTHING_PLANNED,))


def _evidence_by_ref(state: RunState) -> dict[str, list[Evidence]]:
    """Number of a hazard or control to what shows it: gates first, then tasks in the plan's order, then cues."""
    found: dict[str, list[Evidence]] = {}
    for standing in state.gates.values():
        for ref in standing.gate.hazards:
            found.setdefault(ref, []).append(_of_gate(state, standing))
        for one in standing.criteria.values():
            for ref in one.criterion.hazards:
                found.setdefault(ref, []).append(_of_criterion(state, standing, one))
    shown_by_cue = {(task, ref) for cue in state.plan.cues for task in cue.seen_by for ref in cue.hazards}
    tests = _tests(state)
    for task in state.task_by_ref.values():
        for ref in task.hazards:
            if (task.ref, ref) not in shown_by_cue:
                found.setdefault(ref, []).append(_of_task(state, task, "test" if task.ref in tests else "task"))
    for cue in state.plan.cues:
        for ref in cue.hazards:
            found.setdefault(ref, []).extend(_of_cue(state, cue))
    return found


def _tests(state: RunState) -> frozenset[str]:
    """The tasks with which a first real item is seen to go through."""
    flowing = (
        task
        for service in state.plan.services
        for task, stage in (service.brings or {}).items()
        if stage == Stage.FLOWING
    )
    return frozenset(flowing)


def _of_task(state: RunState, task: Task, kind: str) -> Evidence:
    standing = state.standing(task.ref)
    in_place, known = _seen(standing)
    waits = {one.code: one.waits_for for one in state.plan.checklists}.get(task.checklist, "")
    if standing.seq < 0 and waits and waits not in state.anchors:
        in_place, known = NOT_APPLICABLE, ("Its list was never in play",)
    return Evidence(
        kind=kind,
        ref=task.ref,
        in_place=in_place,
        known=known,
        at=standing.happened_at if in_place in {YES, PART} else None,
        worked=YES if kind == "test" and in_place == YES else NOT_TESTED,
        seq=max(standing.seq, 0),
    )


def _of_cue(state: RunState, cue: Cue) -> Iterator[Evidence]:
    tasks = state.task_by_ref
    yield from (_of_task(state, tasks[ref], "cue") for ref in cue.seen_by if ref in tasks)


def _seen(standing: TaskState) -> tuple[str, tuple[str, ...]]:
    """Whether a task shows its control in place, and how that is known."""
    if standing.answers_differ:
        return PART, ("Done; two people saw different things, and it needs a third look",)
    if standing.status is TaskStatus.AWAITS_CHECK:
        return PART, ("Done; a second person has still to look",)
    if standing.status in _NOT_DONE:
        # Why a task is to be done again is its own affair (`records.md` b6); only what settled it is told here.
        reason = standing.reason if standing.status is not TaskStatus.TO_DO else ""
        return NO, tuple(words for words in (_NOT_DONE[standing.status], reason) if words)
    said = tuple(words for words in ("Done", standing.observed, standing.complications) if words)
    return YES if standing.status is TaskStatus.DONE else PART, said


_OF_CRITERION: dict[str, str] = {Met.MET: YES, Met.CONDITION: PART, Met.NOT_APPLICABLE: NOT_APPLICABLE}


def _of_criterion(state: RunState, standing: GateState, one: CriterionState) -> Evidence:
    look = one.looks[-1] if one.looks else None
    in_place, known = _OF_CRITERION.get(one.met, NO), (one.met or "Nobody has looked", one.evidence, one.condition)
    if look is None and planned_at(state, standing.gate) is None:
        in_place, known = NOT_APPLICABLE, ("Its gate was never in play", "", "")
    return Evidence(
        kind="gate criterion",
        ref=one.criterion.ref,
        in_place=in_place,
        known=tuple(words for words in known if words),
        at=look.at if look is not None and in_place in {YES, PART} else None,
        seq=look.seq if look is not None else 0,
    )


def _of_gate(state: RunState, standing: GateState) -> Evidence:
    """A gate that stands for a control itself: in place once it was decided with go."""
    decision = standing.decision
    passed = decision is not None and decision.result in PASSED
    never = decision is None and planned_at(state, standing.gate) is None
    return Evidence(
        kind="gate criterion",
        ref=standing.gate.ref,
        in_place=YES if passed else NOT_APPLICABLE if never else NO,
        known=(f"Decided: {decision.result}" if decision is not None else "Not decided",),
        at=decision.at if decision is not None and passed else None,
        seq=decision.seq if decision is not None else 0,
    )


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What the issues say of hazards and controls, each number to the issues that name it."""

    failed: dict[str, list[str]]
    became_real: dict[str, list[str]]


def _said_by_issues(state: RunState) -> _Said:
    said = _Said(failed={}, became_real={})
    for issue in state.issues.values():
        for ref in _refs(issue.control_failed_refs) if issue.control_failed == YES else ():
            said.failed.setdefault(ref, []).append(issue.ref)
        for ref in _refs(issue.hazard_refs) if issue.known_hazard == YES else ():
            said.became_real.setdefault(ref, []).append(issue.ref)
    return said


def _refs(typed: str) -> list[str]:
    """The numbers in words people typed; capitals or not."""
    return list(dict.fromkeys(re.findall(r"[A-Z][A-Z0-9-]*[0-9]", typed.upper())))


def _with_issues(line: Shown, said: _Said) -> Shown:
    """A line with what the issues say: a control that did not hold, or a hazard that became real."""
    failed = said.failed.get(line.control_ref, []) if line.control_ref else []
    some = said.failed.get(line.hazard_ref, [])
    real = said.became_real.get(line.hazard_ref, [])
    words = [f"Issue {ref}: this control did not hold" for ref in failed]
    words += [f"Issue {ref}: a control of this hazard did not hold" for ref in some]
    words += [f"Issue {ref}: this hazard became real" for ref in real]
    if not words:
        return line
    evidence = line.evidence
    return Shown(
        hazard_ref=line.hazard_ref,
        hazard_title=line.hazard_title,
        control_ref=line.control_ref,
        control=line.control,
        evidence=Evidence(
            kind=evidence.kind,
            ref=evidence.ref,
            in_place=evidence.in_place,
            known=(*evidence.known, *words),
            at=evidence.at,
            worked=NO if failed else evidence.worked,
            seq=evidence.seq,
        ),
    )
