"""Deciding a gate, and saying that work went ahead before it was.

A decision is made by the people the plan names (`records.md` c1). Passing a gate although something stands in the way
takes the reason, and at a hard gate two signatures; it is loud and locks nothing. That work went ahead before the gate
was recorded can always be said, by one person (`records.md` c5 rule 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import FUTURE_ALLOWED, LATE_AFTER, Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_plan import CLOSE
from cutover_tui.domain.gate_state import PASSED, GateHappening, Result
from cutover_tui.domain.gates import choices, deciders_words, find_gate, holders, open_conditions, saw_gate
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.holds import open_holds
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.roll_call import not_go
from cutover_tui.domain.tasks import SETTLED, TaskCompleted, TaskStatus
from cutover_tui.domain.time_words import clock_words, moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.state import RunState

TWO = 2
WENT_AHEAD_REASON = "Went ahead before the gate was recorded"
"""Stands for the reason why it is recorded later: the act says it by itself, so nobody is asked."""


@dataclass(frozen=True, kw_only=True)
class GateDecided(GateHappening):
    """A gate was decided by those the plan names: this happened."""

    WIRE: ClassVar[str] = "gate.decided"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("although", "reasons")
    MEANING: ClassVar[str] = "I decide this gate"

    gate: str
    result: str
    """go, go with conditions, no-go, move the date."""
    second: str = ""
    """Initials of the other person who decides."""
    chaired_by: str = ""
    """Initials of who chaired."""
    despite: tuple[str, ...] = ()
    """What stood in the way when it was passed."""
    conditions: tuple[str, ...] = ()
    """Numbers of the tasks that are its conditions."""
    completes: tuple[str, ...] = ()
    """The task that is this decision, done with it where it was still to do."""
    move_to: str = ""
    """The new time, RFC 3339, where the date is moved."""
    saw: str
    """Digest of what the decision was judged on."""
    although: str = ""
    """Why it is passed although something stands in the way."""
    reasons: str


@dataclass(frozen=True, kw_only=True)
class WentAhead(GateHappening):
    """Work went ahead before a gate was recorded, and somebody said so: this happened."""

    WIRE: ClassVar[str] = "gate.went_ahead"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("known", "follows")
    MEANING: ClassVar[str] = "I say that work went ahead before this gate was recorded"

    gate: str
    happened: datetime
    """When it went ahead, UTC; `at` is when it was said."""
    known: str
    """What was known then."""
    follows: str
    """What happens now."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a gate is to be decided."""

    result: str
    second: str = ""
    chaired_by: str = ""
    reasons: str = ""
    although: str = ""
    move_to: datetime | None = None


def in_the_way(state: RunState, standing: GateState) -> tuple[str, ...]:
    """What stands in the way of passing a gate, in words; empty when nothing does."""
    unmet = [one.criterion.ref for one in standing.criteria.values() if one.criterion.must and not one.fulfilled]
    words = [f"{len(unmet)} must {'criterion' if len(unmet) == 1 else 'criteria'} not met ({', '.join(unmet)})"]
    first = [ref for ref in standing.gate.needs if ref in state.gates and not state.gates[ref].passed]
    return (
        *(words if unmet else ()),
        *(f"{ref} is not GO" for ref in first),
        *(f"hold {hold.ref} by {hold.by} waits for its answer" for hold in open_holds(state)),
        *(not_go(state, standing) if standing.gate.stations else ()),
    )


def decide_gate(state: RunState, act: Act, gate: str, wish: Wish) -> GateDecided:
    """Decide how a gate is passed, or that it is not.

    Raises:
        ReasonNeeded: Something stands in the way of passing it, and no reason was given.
        Refused: It is decided already, the wrong people decide, a reason is missing, there are conditions at a plain
            GO or none at one with conditions, or the new date is missing.
    """
    standing = find_gate(state, gate)
    one = standing.gate
    _require_open(state, standing)
    if wish.result not in set(Result):
        msg = f"Say how {gate} is decided: {', '.join(Result)}."
        raise Refused(msg)
    conditions = _require_conditions(state, one, wish.result)
    move_to = _require_date(state, act, one, wish)
    reasons = require_words(wish.reasons, f"Say why {gate} is decided so: {wish.result}.")
    passes = wish.result in PASSED
    despite = in_the_way(state, standing) if passes else ()
    _require_deciders(state, act, one, wish.second, signatures=TWO if despite and one.hard else 1)
    if wish.chaired_by:
        require_person(state, wish.chaired_by)
    if despite and not wish.although.strip():
        msg = f"{gate} has {'; '.join(despite)}. Say why work goes on all the same, and it is recorded with the reason."
        raise ReasonNeeded(msg, despite)
    return GateDecided(
        **sign(state, act, auth="two-person" if wish.second else "initials"),
        gate=gate,
        result=wish.result,
        second=wish.second,
        chaired_by=wish.chaired_by or next(iter(holders(state, one.chair)), ""),
        despite=despite,
        conditions=conditions,
        completes=(one.task,) if passes and _is_open(state, one.task) else (),
        move_to=move_to,
        saw=saw_gate(state, standing),
        although=wish.although.strip() if despite else "",
        reasons=reasons,
    )


def went_ahead(
    state: RunState, act: Act, gate: str, *, happened: datetime | None = None, known: str = "", follows: str = ""
) -> WentAhead:
    """Decide that work went ahead before a gate was recorded. One person is enough, always, and blank boxes are no bar.

    Raises:
        Refused: There is no such gate, the time lies ahead, or the person is not on the roster.
    """
    standing = find_gate(state, gate)
    when = happened or act.at or act.now
    zone = state.plan.calendar.zone
    if when - act.now > FUTURE_ALLOWED:
        msg = f"{moment_words(when, zone)} has not come yet. Give the time when work went ahead."
        raise Refused(msg)
    late = act.at is not None and act.now - act.at > LATE_AFTER and not act.late_reason.strip()
    told = Act(
        by=act.by,
        now=act.now,
        recorder=act.recorder,
        at=act.at,
        late_reason=WENT_AHEAD_REASON if late else act.late_reason,
        on_behalf_of=act.on_behalf_of,
    )
    return WentAhead(
        **sign(state, told, addendum=True),
        gate=standing.gate.ref,
        happened=when,
        known=known.strip() or NOT_RECORDED,
        follows=follows.strip() or NOT_RECORDED,
    )


def tasks_completed(event: GateDecided) -> tuple[TaskCompleted, ...]:
    """What a decision records about the task that is this decision."""
    return tuple(
        TaskCompleted(
            by=event.by,
            recorder=event.recorder,
            at=event.at,
            auth=event.auth,
            on_behalf_of=event.on_behalf_of,
            task=ref,
            observed=f"{event.gate}: {event.result}",
            checked_by=event.second,
        )
        for ref in event.completes
    )


# -- private ----------------------------------------------------------------------------------------------------------


def _is_open(state: RunState, ref: str) -> bool:
    """Tell whether a task of the plan is still to do."""
    status = state.standing(ref).status
    return ref in state.tasks and status not in SETTLED and status is not TaskStatus.AWAITS_CHECK


def _require_open(state: RunState, standing: GateState) -> None:
    made = standing.decision
    if standing.gate.id == CLOSE:
        msg = f"{standing.gate.ref} is decided by closing the run. Press K on the run screen: two people sign there."
        raise Refused(msg)
    if made is None:
        return
    who = " and ".join(one for one in (made.by, made.second) if one)
    at = clock_words(made.at, state.plan.calendar.zone)
    msg = f"{standing.gate.ref} was decided at {at}: {made.result}, by {who}. To decide anew, put the question again."
    raise Refused(msg)


def _require_conditions(state: RunState, gate: Gate, result: str) -> tuple[str, ...]:
    conditions = open_conditions(state, gate)
    if result == Result.GO and conditions:
        many = "a condition" if len(conditions) == 1 else f"{len(conditions)} conditions"
        msg = f"{gate.ref} has {many} ({', '.join(conditions)}). Decide go with conditions, or settle them first."
        raise Refused(msg)
    if result == Result.CONDITIONS and not conditions:
        msg = f"{gate.ref} has no condition yet. Add each with an owner and a time, then decide."
        raise Refused(msg)
    return conditions if result == Result.CONDITIONS else ()


def _require_date(state: RunState, act: Act, gate: Gate, wish: Wish) -> str:
    if wish.result != Result.MOVE:
        return ""
    if wish.move_to is None:
        msg = f"Say to when {gate.ref} moves."
        raise Refused(msg)
    if wish.move_to <= act.now:
        msg = f"{moment_words(wish.move_to, state.plan.calendar.zone)} has passed. Say to when {gate.ref} moves."
        raise Refused(msg)
    return wish.move_to.isoformat(timespec="seconds")


def _require_deciders(state: RunState, act: Act, gate: Gate, second: str, *, signatures: int) -> None:
    """Refuse a decision by other people than the plan names, by too few of them, or without a clinician."""
    who = deciders_words(state, gate)
    people = [act.by, *([second] if second else [])]
    if second:
        require_person(state, second)
        if second in {act.by, act.on_behalf_of}:
            msg = f"{gate.ref} needs two different people: {second} is one of them already. Ask somebody else."
            raise Refused(msg)
    needed = max(len(gate.decided_by), signatures)
    if len(people) < needed:
        msg = f"{gate.ref} is decided by {needed} different people: {who}. Give the initials of both."
        raise Refused(msg)
    if gate.decided_by and not _may_decide(state, gate, people):
        msg = f"{gate.ref} is decided by {who}. {' and '.join(people)} {'is' if len(people) == 1 else 'are'} not that."
        raise Refused(msg)
    if gate.clinician and not any(state.people[one].clinician for one in people if one in state.people):
        msg = f"{gate.ref} needs a registered clinician among those who decide. {' and '.join(people)} is none."
        raise Refused(msg)


def _may_decide(state: RunState, gate: Gate, people: list[str]) -> bool:
    """Tell whether each decider the plan names is another one of the people."""
    sets = [{person for code in choices(one) for person in holders(state, code)} for one in gate.decided_by]
    if len(sets) == 1:
        return any(person in sets[0] for person in people)
    orders = [people, people[::-1]]
    return any(all(person in held for person, held in zip(order, sets, strict=False)) for order in orders)
