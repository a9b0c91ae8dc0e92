"""Alerts about the room: issues, holds and pauses, gates, handovers and decisions. Each source looks at one of them.

Nothing here is typed by anybody: a hold's reason or an issue's first words stand on their own boards, so that an alert
can be read from 4 metres and kept for ever. Words name the thing and its time, never a person (`records.md` d2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import Alert, AlertLevel
from cutover_tui.domain.gates import gone_past, planned_at, role_name
from cutover_tui.domain.handover import Taken
from cutover_tui.domain.holds import answer_due, open_holds
from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.issue_rules import P1, P2
from cutover_tui.domain.message_log import due_of
from cutover_tui.domain.message_plan import PAUSE, kit_of
from cutover_tui.domain.pause_log import audience_name, expected_restart, not_told, pauses_in_force, review_at
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.sealing import moments_without_seal
from cutover_tui.runner.alert_words import STANDS, at_words, named, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.pause_prompts import Crossing
    from cutover_tui.domain.state import RunState


def issue_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """A P1 that is not made safe, and issues whose answer or review is past its time."""
    for issue in state.issues.values():
        clock = clock_of(state, issue)
        past = clock is not None and clock.is_past(now)
        if not issue.is_unsafe or not (past or issue.level == P1):
            continue
        begun = f"{issue.level} {stamp(issue.urgent_at)}"
        points, words = [begun] if issue.level == P1 else [], f"Issue {issue.ref} is a {issue.level} and not made safe"
        if clock is not None and past:
            points.append(f"{issue.level} {clock.what} {stamp(clock.due_at)}")
            words = f"{words}; its {clock.what} was due {at_words(state, clock.due_at, now)}"
        yield Alert(
            id=f"issue {issue.ref}",
            kind="issue",
            level=_level_of(issue),
            words=words,
            do="Press o: answer it, make it safe, or say what was done.",
            since=issue.urgent_at if issue.level == P1 or clock is None else clock.due_at,
            key="o",
            points=tuple(points),
            rings=issue.level == P1,
        )


def _level_of(issue: Issue) -> AlertLevel:
    return {P1: AlertLevel.WARNING, P2: AlertLevel.CAUTION}.get(issue.level, AlertLevel.ADVISE)


def hold_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Holds that stop the next gate; loud once their answer is past its time."""
    for hold in open_holds(state):
        due = answer_due(state, hold)
        over = now > due
        waits = "the outcome" if hold.answers else "an answer"
        yield Alert(
            id=f"hold {hold.ref}",
            kind="hold",
            level=AlertLevel.WARNING if over else AlertLevel.ADVISE,
            words=f"Hold {hold.ref} waits for {waits}, {'due' if over else 'by'} {at_words(state, due, now)}",
            do="Press h: a lead answers it, with a reason.",
            since=due if over else hold.since,
            key="h",
            points=(f"by {stamp(due)}", *(("over",) if over else ())),
            rings=over,
        )


def pause_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """A pause in force with its review and expected restart, and who has not been told of it."""
    for pause in pauses_in_force(state):
        review, expected = review_at(state, pause), expected_restart(pause)
        points, words = [pause.ref], f"Pause {pause.ref} is in force, since {at_words(state, pause.at, now)}"
        if now >= review:
            points.append(f"review {stamp(review)}")
            words = f"{words}; its review was due {at_words(state, review, now)}"
        if expected is not None and now >= expected[0]:
            points.append(f"restart {stamp(expected[0])}")
            words = f"{words}; a restart was expected {at_words(state, expected[0], now)}"
        yield Alert(
            id=f"pause {pause.ref}",
            kind="pause",
            level=AlertLevel.WARNING,
            words=words,
            do="Press !: say what it covers, review it, or restart.",
            since=pause.at,
            key="!",
            points=tuple(points),
            rings=True,
        )
        yield from _untold(state, pause, now)


def _untold(state: RunState, pause: Pause, now: datetime) -> Iterator[Alert]:
    """Who was neither told of a pause nor left out with a reason; louder once one of them was to be told by now."""
    left = not_told(state, pause)
    due = [_told_by(state, pause, audience) for audience in left]
    if not left:
        return
    over = any(now > one for one in due)
    yield Alert(
        id=f"telling {pause.ref}",
        kind="telling",
        level=AlertLevel.CAUTION if over else AlertLevel.ADVISE,
        words=f"Pause {pause.ref} is not told yet to {named([audience_name(state, audience) for audience in left])}",
        do="Press !: record who was told, or why not.",
        since=min(due) if over else pause.at,
        key="!",
        points=tuple(f"{audience}" for audience in left),
    )


def _told_by(state: RunState, pause: Pause, audience: str) -> datetime:
    """By when an audience is told of a pause: as the plan says, else by its first review."""
    kit = kit_of(state.plan)
    event = kit.event(PAUSE)
    due = due_of(state, PAUSE, audience) if event is not None else None
    return due if due is not None and due >= pause.at else review_at(state, pause)


def question_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """The counts at which people are asked whether to pause; the program never pauses by itself."""
    for crossing in asking(state, now):
        yield Alert(
            id=f"question {crossing.prompt.id} {' '.join(crossing.about)}",
            kind="question",
            level=AlertLevel.CAUTION,
            words=crossing.words.rstrip("."),
            do="Press ! to pause, or o and then a to say why people carry on.",
            since=_crossed_at(state, crossing, now),
            key="o",
            points=(f"{crossing.since}", *crossing.about),
        )


def _crossed_at(state: RunState, crossing: Crossing, now: datetime) -> datetime:
    """When the newest of what was counted came to count."""
    issues = [state.issues[name].urgent_at for name in crossing.about if name in state.issues]
    counted = [state.reentry[name].changes[-1].at for name in crossing.about if name in state.reentry]
    return max((*issues, *counted), default=now)


def gate_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Gates that are due, held by a NO GO, or gone past without a decision; and decisions without a seal on paper."""
    for ref, standing in state.gates.items():
        yield from _gate(state, standing, now)
        made, seal = standing.decision, state.seals_for.get(f"gate {ref}")
        if made is not None and (seal is None or seal[0] < made.seq):
            yield Alert(
                id=f"seal gate {ref}",
                kind="seal",
                level=AlertLevel.ADVISE,
                words=f"Gate {ref} was decided {at_words(state, made.at, now)}; its seal is not on the wall sheet yet",
                do="Press p, the gate and then v: write the seal on the wall sheet.",
                since=made.at,
                key="p",
                points=(f"decision {made.seq}",),
            )


def seal_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Pauses, restarts and handovers that no seal on the wall sheet covers yet."""
    for moment in moments_without_seal(state):
        yield Alert(
            id=f"seal {moment.occasion}",
            kind="seal",
            level=AlertLevel.ADVISE,
            words=f"{moment.what} {at_words(state, moment.at, now)}; no seal after it is on the wall sheet yet",
            do="Press v: write the seal on the wall sheet.",
            since=moment.at,
            key="v",
            points=(f"record {moment.seq}",),
        )


def _gate(state: RunState, standing: GateState, now: datetime) -> Iterator[Alert]:
    gate, planned = standing.gate, planned_at(state, standing.gate)
    name = f"Gate {gate.ref} {gate.short_name or ''}".strip()
    since = planned or now
    if gone_past(state, standing):
        since = state.recorded.get(gate.guards, since)
        said = bool(standing.ahead)
        words = f"{name} is not decided, and work went past it {at_words(state, since, now)}"
        words = f"{name}: work went ahead before the gate was recorded" if said else words
        loud = gate.hard and not said
        level, points = AlertLevel.WARNING if loud else AlertLevel.CAUTION, (f"past {stamp(since)}",)
    elif standing.held and standing.poll is not None:
        since, level = standing.poll.at, AlertLevel.CAUTION
        words, points = f"{name} is held by its roll call", (f"poll {standing.poll.seq}",)
    elif standing.decision is None and planned is not None and now > planned:
        level, points = AlertLevel.CAUTION if gate.hard else AlertLevel.ADVISE, (f"due {stamp(planned)}",)
        words = f"{name} was due {at_words(state, planned, now)} and is not decided"
    else:
        return
    yield Alert(
        id=f"gate {gate.ref}",
        kind="gate",
        level=level,
        words=words,
        do="Press p: hold the roll call and decide, or record that work went ahead.",
        since=since,
        key="p",
        points=points,
    )


def room_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Handovers that stay open, decisions to look at again, and decisions to read back."""
    for one in state.handovers.values():
        if one.taken is Taken.OPEN:
            long = now - one.started_at >= STANDS
            yield Alert(
                id=f"handover {one.ref}",
                kind="handover",
                level=AlertLevel.CAUTION if long else AlertLevel.ADVISE,
                words=f"{role_name(state, one.role)}: offered {at_words(state, one.started_at, now)} and not taken yet",
                do="Press y: whoever takes over reads it back, or says why not.",
                since=one.started_at,
                key="y",
                points=(one.ref, *(("long",) if long else ())),
            )
    for decision in state.decisions.values():
        due = decision.review_at
        if due is not None and due < now:
            yield Alert(
                id=f"review {decision.ref}",
                kind="review",
                level=AlertLevel.CAUTION,
                words=f"Decision {decision.ref} was to be looked at again {at_words(state, due, now)}",
                do="Press D: say what came of it.",
                since=due,
                key="D",
                points=(f"due {stamp(due)}",),
            )
        if decision.needs_read_back:
            yield Alert(
                id=f"readback {decision.ref}",
                kind="readback",
                level=AlertLevel.ADVISE,
                words=f"Decision {decision.ref} is to be read back to whoever decided it",
                do="Press D: read it out, and record how it was heard.",
                since=decision.event.at,
                key="D",
                points=(decision.ref,),
            )
