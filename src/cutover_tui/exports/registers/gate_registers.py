"""`gates.csv` and `gate-criteria.csv`: what was decided at each gate, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gates import planned_at, role_name
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.names_removed import moment
from cutover_tui.exports.registers.columns import entry, flag, local, person, text, typed
from cutover_tui.exports.registers.owners import owner_role
from cutover_tui.exports.registers.register import Register
from cutover_tui.runner.story import HELD_BACK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.gate_state import CriterionState, GateState
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row, Value

WENT_AHEAD = "went ahead before the gate was recorded"

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


def gates_rows(context: Context) -> Iterable[Row]:
    """A row for each gate of the plan, in its order."""
    linked = {ref: one.ref for one in context.state.decisions.values() for ref in one.event.linked}
    for ref, standing in context.state.gates.items():
        gate = standing.gate
        yield {
            "ref": ref,
            "gate": gate.title,
            "kind": "hard" if gate.hard else "soft",
            "planned_local": planned_at(context.state, gate) or NOT_APPLICABLE,
            "opened_local": standing.opened_at,
            "votes": _votes(context, standing),
            "seal_at_decision": context.state.seals_for.get(f"gate {ref}", (0, "", ""))[1],
            "linked_decision": linked.get(ref, ""),
            **_decided(context, standing),
        }


def _decided(context: Context, standing: GateState) -> Row:
    """How it was decided last; where it was not, that work went ahead before it was recorded."""
    decision, gate = standing.decision, standing.gate
    retreat = context.state.instant_of(gate.retreat) if gate.retreat else None
    if decision is None:
        ahead = standing.ahead[-1] if standing.ahead else None
        return {
            "decided_local": ahead.happened if ahead is not None else None,
            "result": WENT_AHEAD if ahead is not None else None,
            "rationale": (ahead.known, ahead.follows) if ahead is not None else None,
            "last_safe_rollback_local": retreat or NOT_APPLICABLE,
            "entry": max(standing.touched, 0),
        }
    conditions = tuple(_condition(context, ref) for ref in decision.conditions)
    return {
        "decided_local": decision.at,
        "result": f"{decision.result}, {WENT_AHEAD}" if standing.ahead else decision.result,
        "rationale": tuple(words for words in (decision.reasons, decision.although) if words),
        "conditions": conditions,
        "decided_by": tuple(one for one in (decision.by, decision.second) if one),
        "chaired_by": decision.chaired_by,
        "logged_by": decision.recorder,
        "confirmed_local": decision.recorded_at,
        "last_safe_rollback_local": decision.retreat_at or retreat or NOT_APPLICABLE,
        "entry": decision.seq,
    }


def _votes(context: Context, standing: GateState) -> tuple[str, ...]:
    """`Clinical lead=go`, of the question as it was put last, in the order of the answers."""
    answers = standing.poll.answers if standing.poll is not None else ()
    return tuple(
        f"{role_name(context.state, one.station)}={one.vote}{' (by phone)' if one.by_phone else ''}" for one in answers
    )


def _condition(context: Context, ref: str) -> str:
    """A task that is a condition: what, by which role, by when."""
    task = context.state.task_by_ref.get(ref)
    if task is None:
        return ref
    due = context.state.window(ref).due_at
    by = f", by {moment(due, context)}" if due is not None else ""
    return f"{ref} {task.title}, {owner_role(context, task.owner)}{by}"


def gate_criteria_rows(context: Context) -> Iterable[Row]:
    """A row for each criterion of each gate, in the plan's order."""
    for ref, standing in context.state.gates.items():
        for name, one in standing.criteria.items():
            yield {
                "gate_ref": ref,
                "criterion_ref": name,
                "criterion": one.criterion.text,
                "must_or_should": "must" if one.criterion.must else "should",
                "state": one.met,
                "evidence_ref": one.evidence,
                **_looks(one),
                **_what_is_left(context, one),
                "entry": one.looks[-1].seq if one.looks else 0,
            }


def _looks(one: CriterionState) -> Row:
    """What the two people saw; the first answer stays apart until the second person has looked."""
    first = one.looks[0] if one.looks else None
    second = one.looks[1] if len(one.looks) > 1 else None
    row: dict[str, Value] = {
        "first_checker": first.by if first is not None else None,
        "first_value": NOT_APPLICABLE,
    }
    if one.criterion.two_people:
        row |= {
            "first_value": HELD_BACK if one.waits_for_second else first.value if first is not None else None,
            "second_checker": second.by if second is not None else NOT_RECORDED,
            "second_value": second.value if second is not None else NOT_RECORDED,
            "values_agree": NOT_RECORDED if second is None else "no" if one.differs else "yes",
        }
    return row


def _what_is_left(context: Context, one: CriterionState) -> Row:
    if not one.condition:
        return {}
    done = context.state.standing(one.condition_task)
    return {
        "condition": one.condition,
        "condition_owner_role": owner_role(context, one.condition_owner),
        "condition_due_local": one.condition_due,
        "condition_closed_local": done.happened_at if done.status in SETTLED and done.happened_at else NOT_RECORDED,
    }


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
