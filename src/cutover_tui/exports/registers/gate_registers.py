"""`gates.csv` and `gate-criteria.csv`: what was decided at each gate, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, flag, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

GATES_COLUMNS = (
    text("ref", "Number of the gate"),
    text("gate", "What it opens"),
    text("kind", "hard or soft"),
    local("planned_local", "When it was planned"),
    local("opened_local", "When its criteria were first looked at"),
    local("decided_local", "When it was decided"),
    text("result", "go, no-go, go with conditions, or went ahead before the gate was recorded"),
    typed("rationale", "Why"),
    typed("conditions", "What was agreed with it", NONE),
    text("votes", "Role and vote, of everybody who voted"),
    person("decided_by", "Who decided"),
    person("chaired_by", "Who chaired"),
    person("logged_by", "Who typed it"),
    local("confirmed_local", "When it was read back and confirmed"),
    local("last_safe_rollback_local", "The last moment to go back safely"),
    text("seal_at_decision", "The seal read out at the decision"),
    text("linked_decision", "Its number in decisions.csv", NONE),
    entry(),
)

GATE_CRITERIA_COLUMNS = (
    text("gate_ref", "Number of the gate"),
    text("criterion_ref", "Number of the criterion"),
    text("criterion", "What must be so"),
    text("must_or_should", "must or should"),
    text("state", "met, not met, met with condition, or not applicable"),
    typed("evidence_ref", "What shows it"),
    person("first_checker", "Who looked first"),
    typed("first_value", "What they read"),
    person("second_checker", "Who looked without seeing that", NOT_APPLICABLE),
    typed("second_value", "What they read", NOT_APPLICABLE),
    flag("values_agree", "Whether the two are the same", NOT_APPLICABLE),
    typed("condition", "What has to happen, where it was met with a condition", NOT_APPLICABLE),
    text("condition_owner_role", "Who sees to that", NOT_APPLICABLE),
    local("condition_due_local", "By when", NOT_APPLICABLE),
    local("condition_closed_local", "When it was seen to", NOT_APPLICABLE),
    entry(),
)


def gates_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


def gate_criteria_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


GATES = Register(
    name="gates",
    title="Gates",
    about="One row for each gate",
    columns=GATES_COLUMNS,
    rows=gates_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)


GATE_CRITERIA = Register(
    name="gate-criteria",
    title="Gate criteria",
    about="One row for each criterion of each gate",
    columns=GATE_CRITERIA_COLUMNS,
    rows=gate_criteria_rows,
    key=("gate_ref", "criterion_ref"),
    refers={"gate_ref": "gates.ref"},
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)
