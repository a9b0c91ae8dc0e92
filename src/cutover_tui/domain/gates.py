"""The gates of a run: which there are, who speaks and decides at them, and what stands in their way.

The acts are in `gate_criteria`, `roll_call` and `gate_decisions`; how the log changes a gate, in `gate_fold`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cutover_tui.domain.added_tasks import added_from
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.gate_plan import CLOSE, LEAD, LEAD_NAME, RESTART
from cutover_tui.domain.gate_state import fresh_gates
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import SETTLED

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True)
class Settled:
    """That a gate was settled by another act of two people."""

    word: str
    """`CLOSED`, `RESTARTED`."""
    at: datetime
    by: str
    second: str


def find_gate(state: RunState, ref: str) -> GateState:
    """Where the gate with a ref stands, refused when there is none."""
    found = state.gates.get(ref)
    if found is None:
        known = f" The gates are {', '.join(state.gates)}." if state.gates else " This plan has no gates."
        msg = f"There is no gate {ref or 'without a number'}.{known}"
        raise Refused(msg)
    return found


def role_name(state: RunState, code: str) -> str:
    """What people call a role or the place of the cutover lead."""
    if code == LEAD:
        return LEAD_NAME
    return next((role.name for role in state.plan.roles if role.code == code), code)


def holders(state: RunState, code: str) -> tuple[str, ...]:
    """Initials of those who may speak for a place: the holders of the role, that of the cutover lead too."""
    return tuple(person.initials for person in state.people.values() if code in person.roles)


def place_words(state: RunState, code: str) -> str:
    """`Clinical lead (SP, DR)`: a place and who holds it."""
    held = holders(state, code)
    return f"{role_name(state, code)} ({', '.join(held)})" if held else f"{role_name(state, code)} (nobody)"


def choices(decider: str) -> tuple[str, ...]:
    """The roles of one decider: `CL or CSO` is a choice of two."""
    return tuple(decider.split(" or "))


def deciders_words(state: RunState, gate: Gate) -> str:
    """Who decides a gate, in words: `Clinical lead (SP) and Practice manager (JB)`."""
    return " and ".join(
        " or ".join(place_words(state, code) for code in choices(decider)) for decider in gate.decided_by
    )


def condition_cause(gate: Gate) -> str:
    """What the tasks that are conditions of a gate say they come from."""
    return f"gate {gate.ref} condition"


def open_conditions(state: RunState, gate: Gate) -> tuple[str, ...]:
    """Refs of the conditions of a gate that are not settled."""
    return tuple(
        ref for ref in added_from(state, gate.ref, condition_cause(gate)) if state.standing(ref).status not in SETTLED
    )


def planned_at(state: RunState, gate: Gate) -> datetime | None:
    """When a gate is planned as the anchors stand; None while it is not in play."""
    return state.instant_of(gate.when) if gate.when else None


def gone_past(state: RunState, standing: GateState) -> bool:
    """True when what comes after a gate was recorded and the gate was not: said loudly, and nothing is locked."""
    return standing.gate.guards in state.recorded and not standing.passed and settled_elsewhere(state, standing) is None


def settled_elsewhere(state: RunState, standing: GateState) -> Settled | None:
    """How another act of two people settled a gate: a restart after a pause, the close of the run; None where none."""
    if standing.gate.id == CLOSE and state.closed is not None:
        return Settled("CLOSED", state.closed.at, state.closed.by, state.closed.second)
    if standing.gate.guards == RESTART and RESTART in state.recorded:
        done = [pause.restarted for pause in state.pauses.values() if pause.restarted is not None]
        if done:
            return Settled("RESTARTED", done[-1].at, done[-1].by, done[-1].second)
    return None


def anew(state: RunState, guards: str, seq: int) -> RunState:
    """The state in which the gates before an anchor begin anew: nothing seen or said before counts any more."""
    begun = {
        ref: replace(fresh_gates((standing.gate,))[ref], polls=standing.polls, decisions=standing.decisions, since=seq)
        for ref, standing in state.gates.items()
        if standing.gate.guards == guards
    }
    return replace(state, gates={**state.gates, **begun}) if begun else state


def undecided(state: RunState) -> tuple[str, ...]:
    """Refs of the hard gates that what came after has gone past, oldest first."""
    return tuple(ref for ref, one in state.gates.items() if one.gate.hard and gone_past(state, one))


def saw_gate(state: RunState, standing: GateState) -> str:
    """Digest of what a decision about a gate is judged on: records, conditions, gates needed, holds."""
    first = [(ref, state.gates[ref].passed) for ref in standing.gate.needs if ref in state.gates]
    holds = [hold.ref for hold in state.holds.values() if hold.is_open]
    judged = (standing.gate.ref, standing.touched, open_conditions(state, standing.gate), first, *holds)
    return hashlib.sha256(repr(judged).encode()).hexdigest()[:16]
