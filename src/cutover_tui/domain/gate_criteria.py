"""The criteria of a gate: what was seen of each, and where two people look, each apart from the other.

The second person enters what they read without having seen what the first one read. Two people who read different
things are both told so, and a third look settles it (`records.md` c5 rule 3).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.added_tasks import NewTask, add_task, next_ref, require_task
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_state import GateHappening, Met
from cutover_tui.domain.gates import condition_cause, find_gate
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.domain.added_tasks import TaskAdded
    from cutover_tui.domain.gate_state import CriterionState
    from cutover_tui.domain.state import RunState

MARKS = (Met.MET, Met.NOT_MET, Met.CONDITION, Met.NOT_APPLICABLE)
"""What a criterion can be marked as."""


@dataclass(frozen=True, kw_only=True)
class CriterionMarked(GateHappening):
    """Somebody looked at a criterion of a gate and said how it stands: this happened."""

    WIRE: ClassVar[str] = "gate.criterion_marked"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("value", "condition", "evidence")
    MEANING: ClassVar[str] = "I looked at this and it stands so"

    gate: str
    criterion: str
    """Ref of the criterion."""
    met: str
    """met, not met, met with condition, not applicable."""
    value: str = ""
    """What was read off the screen, where two people look."""
    condition: str = ""
    """What still has to be done."""
    owner: str = ""
    """Code of the role or initials of the person who does it."""
    due: str = ""
    """By when, RFC 3339."""
    adds: str = ""
    """The number of the task the condition becomes."""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionChecked(GateHappening):
    """Another person looked at a criterion for themselves and said what they read: this happened."""

    WIRE: ClassVar[str] = "gate.criterion_checked"
    ABOUT: ClassVar[str] = "gate"
    TEXTS: ClassVar[tuple[str, ...]] = ("value",)
    MEANING: ClassVar[str] = "I looked at this myself"

    gate: str
    criterion: str
    met: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What somebody says about a criterion."""

    met: str
    value: str = ""
    evidence: str = ""
    condition: str = ""
    owner: str = ""
    due: datetime | None = None


def mark_criterion(state: RunState, act: Act, gate: str, criterion: str, said: Marked) -> CriterionMarked:
    """Decide how a criterion stands, as the first person to look.

    Raises:
        Refused: There is no such criterion or mark, what two people read is missing, a condition lacks its words, owner
            or time, or nothing was said that does not stand already.
    """
    standing = find_criterion(state, gate, criterion)
    one = standing.criterion
    _require_mark(criterion, said.met)
    value = ""
    if one.two_people:
        if said.met == Met.CONDITION:
            msg = f"{criterion} is looked at by two people, so it is met, not met or not applicable."
            raise Refused(msg)
        value = require_words(said.value, f"Say what you read for {criterion}: {one.reads or one.evidence}.")
    evidence = said.evidence.strip()
    last = standing.looks[-1] if standing.looks else None
    same = last is not None and (last.by, last.met, last.value, standing.evidence) == (
        act.by,
        said.met,
        value,
        evidence,
    )
    if same and said.met != Met.CONDITION:
        msg = f"{criterion} is already marked as {said.met} by {act.by}."
        raise Refused(msg)
    condition, due = "", None
    if said.met == Met.CONDITION:
        wish = _condition_task(gate, criterion, said, cause=condition_cause(find_gate(state, gate).gate))
        wish = require_task(state, act, wish)
        condition, due = wish.title, wish.due
    return CriterionMarked(
        **sign(state, act),
        gate=gate,
        criterion=criterion,
        met=said.met,
        value=value,
        condition=condition,
        owner=said.owner if condition else "",
        due=due.astimezone(UTC).isoformat(timespec="seconds") if due is not None else "",
        adds=next_ref(state) if condition else "",
        evidence=evidence,
    )


def check_criterion(state: RunState, act: Act, gate: str, criterion: str, *, met: str, value: str) -> CriterionChecked:
    """Decide another person's look at a criterion that two people look at.

    Raises:
        Refused: Nothing waits for a second or third look, the person has looked before, or what they read is missing.
    """
    standing = find_criterion(state, gate, criterion)
    if not (standing.waits_for_second or standing.differs):
        msg = f"{criterion} does not wait for another look. Somebody marks it first, then a second person reads it."
        raise Refused(msg)
    _require_mark(criterion, met)
    looked = [look.by for look in standing.looks]
    for eyes in (act.by, act.on_behalf_of):
        if eyes and eyes in looked:
            msg = f"{criterion} needs a different person: {eyes} has looked at it already. Ask somebody else."
            raise Refused(msg)
    one = standing.criterion
    read = require_words(value, f"Say what you read for {criterion}: {one.reads or one.evidence}.")
    return CriterionChecked(**sign(state, act, auth="two-person"), gate=gate, criterion=criterion, met=met, value=read)


def add_condition(state: RunState, act: Act, gate: str, *, title: str, owner: str, due: datetime) -> TaskAdded:
    """Decide a condition of passing a gate: it becomes a task at once."""
    one = find_gate(state, gate).gate
    return add_task(
        state,
        act,
        NewTask(
            title=require_words(title, f"Say what has to be done if {gate} is passed."),
            owner=owner,
            due=due,
            checklist=one.checklist,
            cause=condition_cause(one),
            source=gate,
        ),
    )


def find_criterion(state: RunState, gate: str, criterion: str) -> CriterionState:
    """Where a criterion stands, refused when the gate has none of that ref."""
    found = find_gate(state, gate).criteria.get(criterion)
    if found is None:
        msg = f"Gate {gate} has no criterion {criterion or 'without a number'}."
        raise Refused(msg)
    return found


def _require_mark(criterion: str, met: str) -> None:
    if met not in set(MARKS):
        msg = f"Say how {criterion} stands: {', '.join(MARKS)}."
        raise Refused(msg)


def _condition_task(gate: str, criterion: str, said: Marked, *, cause: str) -> NewTask:
    words = require_words(said.condition, f"Say what still has to be done for {criterion}.")
    if said.due is None:
        msg = f"Say by when ‘{words}’ is done."
        raise Refused(msg)
    return NewTask(title=words, owner=said.owner, due=said.due, cause=cause, source=gate)
