"""`hazard-controls.csv` and `cues.csv`: the controls that were seen in place, and what replaced lost cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def hazard_controls_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


def cues_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


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
