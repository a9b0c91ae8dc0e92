"""`hazard-controls.csv` and `cues.csv`: the controls that were seen in place, and what replaced lost cues."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.hazard_evidence import YES, hazard_controls
from cutover_tui.exports.registers.owners import owner_role
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskState
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

HAZARD_CONTROLS_COLUMNS = (
    text("hazard_ref", "Number in the hazard log"),
    text("hazard_log_version", "The version of the hazard log"),
    text("hazard_title", "What the hazard is"),
    text("control_ref", "Number of the control"),
    text("control", "What controls it"),
    text("evidence_kind", "task, gate criterion, cue, or test"),
    text("evidence_ref", "Which"),
    text("in_place", "yes, no, or part"),
    local("in_place_local", "When it was seen in place"),
    text("worked_as_intended", "yes, no, or not tested"),
    typed("how_known", "How that is known"),
    entry(),
)

CUES_COLUMNS = (
    text("lost_cue", "What disappears"),
    text("what_it_prompted", "What it made people do"),
    text("replacement", "What stands in its place"),
    text("physical_or_screen", "Which of the two"),
    text("place", "Where"),
    text("owner_role", "Who sees to it"),
    person("seen_in_place_by", "Who saw it in place"),
    local("seen_in_place_local", "When"),
    local("removed_local", "When it was taken away again"),
    entry(),
)


def hazard_controls_rows(context: Context) -> Iterable[Row]:
    """A row for each control of each hazard and each thing that shows it."""
    for one in hazard_controls(context.state):
        evidence = one.evidence
        yield {
            "hazard_ref": one.hazard_ref,
            "hazard_log_version": context.plan.hazards.version,
            "hazard_title": one.hazard_title,
            "control_ref": one.control_ref or NOT_APPLICABLE,
            "control": one.control,
            "evidence_kind": evidence.kind,
            "evidence_ref": evidence.ref,
            "in_place": evidence.in_place,
            "in_place_local": evidence.at or (NOT_APPLICABLE if evidence.in_place != YES else None),
            "worked_as_intended": evidence.worked,
            "how_known": evidence.known,
            "entry": evidence.seq,
        }


def cues_rows(context: Context) -> Iterable[Row]:
    """A row for each cue of the plan; it was seen once every task that looks for it is done."""
    state = context.state
    for cue in context.plan.cues:
        seen = _all_done(state, cue.seen_by)
        removed = _all_done(state, cue.removed_by)
        yield {
            "lost_cue": cue.lost,
            "what_it_prompted": cue.prompted,
            "replacement": cue.replacement,
            "physical_or_screen": "physical" if cue.physical else "screen",
            "place": cue.place,
            "owner_role": owner_role(context, cue.owner),
            "seen_in_place_by": tuple(dict.fromkeys(one.by for one in seen)),
            "seen_in_place_local": seen[-1].happened_at if seen else None,
            "removed_local": (removed[-1].happened_at if removed else None) if cue.removed_by else NOT_APPLICABLE,
            "entry": max((one.seq for one in (*seen, *removed)), default=0),
        }


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_DONE = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS})


def _all_done(state: RunState, refs: Sequence[str]) -> list[TaskState]:
    """Where the tasks stand, the one done last at the end; nothing unless all are done."""
    standings = [state.standing(ref) for ref in refs]
    if not all(one.status in _DONE for one in standings):
        return []
    return sorted(standings, key=lambda one: one.happened_at or _LONG_AGO)


HAZARD_CONTROLS = Register(
    name="hazard-controls",
    title="Hazard controls",
    about="One row for each control of a hazard and each thing that shows it",
    columns=HAZARD_CONTROLS_COLUMNS,
    rows=hazard_controls_rows,
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)


CUES = Register(
    name="cues",
    title="Cues",
    about="One row for each cue that the change takes away",
    columns=CUES_COLUMNS,
    rows=cues_rows,
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)
