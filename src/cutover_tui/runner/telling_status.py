"""Huddles, sitreps and concerns for `cutover status`: objects for machines, lines for people.

Concerns are counted by period, and only those that were written together: what waits is nobody's to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.concerns import period_words
from cutover_tui.domain.huddles import ETHANE
from cutover_tui.domain.time_words import rfc3339
from cutover_tui.runner.huddle_board import due_clocks, huddle_line, sitrep_line
from cutover_tui.runner.message_status import message_lines, message_objects

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.huddles import Huddle, Sitrep
    from cutover_tui.domain.state import RunState


def telling_objects(state: RunState, now: datetime) -> dict[str, object]:
    """The members of the status about telling people, standing together and speaking up."""
    zone = state.plan.calendar.zone
    return {
        "messages": message_objects(state, now),
        "huddles": [_huddle(one, zone) for one in state.huddles],
        "sitreps": [_sitrep(one, zone) for one in state.sitreps],
        "next_due": {clock.what: _time(clock.due_at, zone) for clock in due_clocks(state, now)},
        "concerns": [_batch(one, zone) for one in state.concerns],
    }


def telling_lines(state: RunState, now: datetime) -> list[str]:
    """Who is still to be told, the last huddle and sitrep with what is past due, and concerns without an answer."""
    zone = state.plan.calendar.zone
    lines = message_lines(state, now)
    lines.extend(f"Huddle {one.ref}: {huddle_line(one, now, zone)}" for one in state.huddles[-1:])
    lines.extend(f"Sitrep {one.ref}: {sitrep_line(one, now, zone)}" for one in state.sitreps[-1:])
    begun = bool(state.huddles or state.sitreps)
    lines.extend(f"{clock.words}." for clock in due_clocks(state, now) if begun and clock.due_at is not None)
    lines.extend(
        f"Concerns without an answer: {', '.join(one.open_areas)}, {period_words(one.since, one.until, zone)}"
        for one in state.concerns
        if one.open_areas
    )
    return lines


def _huddle(huddle: Huddle, zone: str) -> dict[str, object]:
    said = huddle.said
    return {
        "ref": huddle.ref,
        "entry": huddle.seq,
        "at": rfc3339(said.at, zone),
        "present": list(said.present),
        "well": said.well,
        "worries": said.worries,
        "confidence": said.confidence,
        "decisions": list(said.decisions),
        "next_at": _time(huddle.next_at, zone),
    }


def _sitrep(sitrep: Sitrep, zone: str) -> dict[str, object]:
    said = sitrep.said
    problem = {name: getattr(said, name) for name in ETHANE} if said.is_new_problem else None
    return {
        "ref": sitrep.ref,
        "entry": sitrep.seq,
        "at": rfc3339(said.at, zone),
        "position": said.position,
        "since_last": said.since_last,
        "open_p1": said.p1,
        "open_p2": said.p2,
        "next_gate": said.gate or None,
        "next_gate_on_time": said.gate_on_time or None,
        "forms_outstanding": said.forms,
        "new_problem": problem,
        "help_needed": said.help_needed,
        "sent_to": said.sent_to,
        "next_at": _time(sitrep.next_at, zone),
        "seal": said.seal,
    }


def _batch(batch: Batch, zone: str) -> dict[str, object]:
    return {"since": _time(batch.since, zone), "until": _time(batch.until, zone), "count": batch.count}


def _time(instant: datetime | None, zone: str) -> str | None:
    return rfc3339(instant, zone) if instant is not None else None
