"""One gate, one criterion or one roll call in full: what stands in the way first, then what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.gates import deciders_words, role_name
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.boards import task_row
from cutover_tui.runner.gate_board import criterion_rows, stations_words
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.gate_lines import INK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cutover_tui.domain.gate_state import Decision, GateState
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.gate_board import CriterionRow, GateRow

Part = tuple[str, str]
"""Words and their style."""

_HEADING = "bold $accent"


def gate_page(state: RunState, row: GateRow, now: datetime, *, airy: bool = True) -> Content:
    """Everything there is to say about a gate.

    Args:
        state: Where the run stands.
        row: The line of the gate.
        now: The time its conditions are judged at.
        airy: Whether there is room for an empty line over each heading.
    """
    standing = row.standing
    gate = standing.gate
    blocks = (
        [_said(f"{gate.ref} {gate.title}", "bold $text"), _said(gate.question)],
        list(_past(row)),
        list(_decided(state, standing, now)),
        list(_in_the_way(row)) if standing.decision is None else [],
        list(_conditions(state, gate.ref, now)),
        list(_facts(state, standing, now)),
        list(_went(state, standing, now)),
        list(_people(state, row)),
    )
    return _page(blocks, airy=airy)


def criterion_page(state: RunState, standing: GateState, ref: str, now: datetime, *, airy: bool = True) -> Content:
    """A criterion in full, then what the gate lacks."""
    row = next((one for one in criterion_rows(standing) if one.standing.criterion.ref == ref), None)
    if row is None:
        return Content("No criterion is marked.")
    return _page((list(_criterion(state, row, now)), list(_facts(state, standing, now))), airy=airy)


def roll_call_page(state: RunState, standing: GateState, now: datetime) -> Content:
    """What comes next in a roll call, and what was said beside the answers."""
    poll = standing.poll
    if poll is None:
        words = "No question has been put yet. Criteria first, then the chair reads the question aloud: press p."
    elif standing.decision is not None:
        words = "This gate is decided. Putting the question again opens it anew."
    elif poll.closed_at is None:
        words = "g is GO, n is NO GO with the reason, o is GO with an objection noted, a is absent and never GO."
    else:
        at = short_words(poll.closed_at, now, state.plan.calendar.zone)
        objection = f"{poll.objector}: “{poll.objection}”" if poll.objector else "no strong objection"
        words = f"Roll call closed {at} by {poll.closed_by}, {objection}. Press d to decide, p to put it again."
    held = [_said("HOLD: a NO GO is not voted down. Settle what stands in the way, then put it again.", "bold $soon")]
    earlier = f"{len(standing.polls) - 1} earlier, void" if len(standing.polls) > 1 else ""
    before = [_said(f"Put before: {earlier}", "$muted")] if earlier else []
    blocks = ([_said(words)], held if standing.held else [], list(_facts(state, standing, now)), before)
    return _page(blocks, airy=False)


# -- parts ------------------------------------------------------------------------------------------------------------


def _page(blocks: Iterable[list[Part]], *, airy: bool) -> Content:
    above = "\n" if airy else ""
    parts = [(f"{above}{words}" if style == _HEADING else words, style) for block in blocks for words, style in block]
    return Content.assemble(*parts).rstrip()


def _said(words: str, style: str = "$text") -> Part:
    return f"{one_line(words)}\n", style


def _heading(words: str) -> Part:
    return f"{words}\n", _HEADING


def _past(row: GateRow) -> Iterator[Part]:
    if row.past and not row.standing.ahead:
        yield _said(
            f"What comes after it is recorded ({row.standing.gate.guards}) and this gate is not. Press w to say that "
            "work went ahead; nothing is locked.",
            "bold $soon",
        )


def _decided(state: RunState, standing: GateState, now: datetime) -> Iterator[Part]:
    for made in reversed(standing.decisions):
        stands = made is standing.decision
        yield _heading("Decided" if stands else "Decided before, no longer in force")
        yield from _decision(state, made, now)
    seal = state.seals_for.get(f"gate {standing.gate.ref}")
    if seal is not None:
        yield _said(f"Seal {seal[1]} written by {seal[2]}", "$muted")


def _decision(state: RunState, made: Decision, now: datetime) -> Iterator[Part]:
    zone = state.plan.calendar.zone
    who = " and ".join(one for one in (made.by, made.second) if one)
    chaired = f", chaired by {made.chaired_by}" if made.chaired_by else ""
    yield _said(f"{made.result.upper()} {short_words(made.at, now, zone)} by {who}{chaired}", "bold $text")
    yield _said(f"Because: {made.reasons}")
    if made.despite:
        yield _said(f"Although: {'; '.join(made.despite)}. {made.although}", "$soon")
    if made.conditions:
        yield _said(f"Conditions: {', '.join(made.conditions)}")


def _in_the_way(row: GateRow) -> Iterator[Part]:
    if not row.in_play:
        return
    if not row.in_the_way:
        yield _said("Nothing stands in the way. Press d to decide.", "bold $done")
        return
    yield _heading("Stands in the way of GO")
    for words in row.in_the_way:
        yield _said(words[:1].upper() + words[1:])


def _conditions(state: RunState, ref: str, now: datetime) -> Iterator[Part]:
    found = [one for one in state.added.values() if one.source == ref]
    if found:
        yield _heading("Conditions and actions")
    for one in found:
        task = task_row(state, one.ref, now)
        due = short_words(one.due, now, state.plan.calendar.zone)
        yield _said(f"{one.ref} {task.task.title}, {task.task.owner} by {due}: {task.badge.words}")


def _facts(state: RunState, standing: GateState, now: datetime) -> Iterator[Part]:
    if standing.facts:
        yield _heading("Suppliers state, and do not vote")
    for fact in reversed(standing.facts):
        reference = f" (reference {fact.reference})" if fact.reference else ""
        at = short_words(fact.at, now, state.plan.calendar.zone)
        yield _said(f"{at} {role_name(state, fact.party)}: {fact.fact}{reference}")


def _went(state: RunState, standing: GateState, now: datetime) -> Iterator[Part]:
    if standing.ahead:
        yield _heading("Went ahead before the gate was recorded")
    for one in standing.ahead:
        at = short_words(one.happened, now, state.plan.calendar.zone)
        yield _said(f"{at}, said by {one.by}. Known: {one.known}. Now: {one.follows}")


def _people(state: RunState, row: GateRow) -> Iterator[Part]:
    gate = row.standing.gate
    yield _heading("Who")
    clinician = ", one of them a clinician" if gate.clinician else ""
    yield _said(f"Decided by {deciders_words(state, gate)}{clinician}")
    if gate.stations:
        yield _said(f"Asked in turn: {stations_words(state, row.standing)}")


def _criterion(state: RunState, row: CriterionRow, now: datetime) -> Iterator[Part]:
    standing, zone = row.standing, state.plan.calendar.zone
    one = standing.criterion
    yield _said(f"{one.ref} {one.text}", "bold $text")
    yield _said(row.word, f"bold ${INK[row.tone].value}")
    if row.says:
        yield _said(row.says)
    if one.evidence:
        yield _said(f"Look for: {one.evidence}")
    if one.two_people:
        yield _said(f"Two people read it, each for themselves: {one.reads}", "$accent")
    if one.hazards:
        yield _said(f"Hazards: {', '.join(one.hazards)}", "$muted")
    if standing.waits_for_second:
        yield _said("What was read is held back until a second person has read it. Press c.", "$soon")
    if standing.condition_task:
        due = short_words(standing.condition_due, now, zone) if standing.condition_due is not None else ""
        yield _said(f"{standing.condition_task}: {standing.condition}, {standing.condition_owner} by {due}")
    if standing.looks:
        looked = ", ".join(f"{look.by} {short_words(look.at, now, zone)}" for look in standing.looks)
        yield _said(f"Looked at by {looked}", "$muted")
