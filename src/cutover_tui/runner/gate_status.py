"""What `cutover status` says about gates: for machines, and in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gate_state import Vote
from cutover_tui.domain.retreat import retreat_clock
from cutover_tui.domain.time_words import rfc3339
from cutover_tui.runner.gate_board import gate_rows

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.gate_board import GateRow


def gates_object(state: RunState, now: datetime) -> list[dict[str, object]]:
    """A gate each; times are RFC 3339 with offset, unknown ones null."""
    return [_gate_object(state, row) for row in gate_rows(state, now)]


def gate_lines(state: RunState, now: datetime) -> list[str]:
    """A line for each gate in play, and one for the last safe retreat."""
    retreat = retreat_clock(state, now).words
    return [*([retreat] if retreat else []), *(_line(row) for row in gate_rows(state, now) if row.in_play)]


def _line(row: GateRow) -> str:
    gate = row.standing.gate
    planned = f" {row.planned_words}," if row.planned_words else ""
    hard = " (hard)" if gate.hard else ""
    return f"Gate {gate.ref} {gate.title}{hard}:{planned} {row.word}, {row.met} of {row.total} criteria met"


def _gate_object(state: RunState, row: GateRow) -> dict[str, object]:
    zone = state.plan.calendar.zone
    standing, made = row.standing, row.standing.decision
    gate, poll = standing.gate, standing.poll
    ahead = standing.ahead[-1] if standing.ahead else None
    return {
        "ref": gate.ref,
        "gate": gate.title,
        "id": gate.id,
        "kind": "hard" if gate.hard else "soft",
        "planned_at": _time(row.planned, zone),
        "state": row.word.lower(),
        "result": made.result if made is not None else None,
        "criteria": {"met": row.met, "total": row.total, "must_left": row.must_left},
        "poll": None
        if poll is None
        else {
            "number": poll.number,
            "put_at": _time(poll.at, zone),
            "put_by": poll.by,
            "closed_at": _time(poll.closed_at, zone),
            "stations": row.stations,
            "held": poll.held,
            "answers": [
                {
                    "station": one.station,
                    "answer": one.vote,
                    "by": one.by or None,
                    "by_phone": one.by_phone,
                    "at": _time(one.at, zone),
                    "action": one.action or None,
                }
                for one in poll.answers
            ],
            "go": sum(one.vote in {Vote.GO, Vote.OBJECTION} for one in poll.answers),
        },
        "decided_by": [one for one in (made.by, made.second) if one] if made is not None else [],
        "decided_at": _time(made.at, zone) if made is not None else None,
        "chaired_by": made.chaired_by or None if made is not None else None,
        "despite": list(made.despite) if made is not None else [],
        "conditions": list(made.conditions) if made is not None else list(row.conditions),
        "went_ahead_at": _time(ahead.happened, zone) if ahead is not None else None,
    }


def _time(instant: datetime | None, zone: str) -> str | None:
    return rfc3339(instant, zone) if instant is not None else None
