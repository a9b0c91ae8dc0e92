"""Where alerts come from: each source looks at one thing the log tells and at the time, and says what presses.

Nothing here is typed by anybody: a hold's reason or an issue's first words stand on their own boards, so that an alert
can be read from 4 metres and kept for ever. Words name the thing and its time, never a person (`records.md` d2).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import Alert, AlertLevel
from cutover_tui.domain.gates import gone_past, planned_at, role_name
from cutover_tui.domain.handover import Taken
from cutover_tui.domain.holds import answer_due, open_holds
from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.issue_rules import P1, P2
from cutover_tui.domain.lateness import PRESSING, timeliness
from cutover_tui.domain.message_log import due_of
from cutover_tui.domain.message_plan import PAUSE, kit_of
from cutover_tui.domain.pause_log import audience_name, expected_restart, not_told, pauses_in_force, review_at
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.services import ServiceStatus, full_name
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import clock_words, short_words
from cutover_tui.runner.service_board import needs_catcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.pause_prompts import Crossing
    from cutover_tui.domain.state import RunState

LATE_EVERY = timedelta(minutes=15)
"""Late tasks are one line, made anew this often (`records.md` e, budget of interruptions)."""
STANDS = timedelta(minutes=15)
"""For how long a service may have nobody who catches it, or a handover be open, before it is louder."""
_NAMED = 4
"""How many of several things a line names."""


def issue_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """A P1 that is not made safe, and issues whose answer or review is past its time."""
    for issue in state.issues.values():
        clock = clock_of(state, issue)
        past = clock is not None and clock.is_past(now)
        if not issue.is_unsafe or not (past or issue.level == P1):
            continue
        begun = f"{issue.level} {_stamp(issue.urgent_at)}"
        points, words = [begun] if issue.level == P1 else [], f"{issue.ref} is a {issue.level} and not made safe"
        if clock is not None and past:
            points.append(f"{issue.level} {clock.what} {_stamp(clock.due_at)}")
            words = f"{words}; its {clock.what} was due {_at(state, clock.due_at, now)}"
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
            words=f"{hold.ref} waits for {waits}, {'due' if over else 'by'} {_at(state, due, now)}",
            do="Press h: a lead answers it, with a reason.",
            since=due if over else hold.since,
            key="h",
            points=(f"by {_stamp(due)}", *(("over",) if over else ())),
            rings=over,
        )


def pause_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """A pause in force with its review and expected restart, and who has not been told of it."""
    for pause in pauses_in_force(state):
        review, expected = review_at(state, pause), expected_restart(pause)
        points, words = [pause.ref], f"{pause.ref} is in force since {_at(state, pause.at, now)}"
        if now >= review:
            points.append(f"review {_stamp(review)}")
            words = f"{words}; its review was due {_at(state, review, now)}"
        if expected is not None and now >= expected[0]:
            points.append(f"restart {_stamp(expected[0])}")
            words = f"{words}; a restart was expected {_at(state, expected[0], now)}"
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
        words=f"{pause.ref} is not told yet to {_named([audience_name(state, audience) for audience in left])}",
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
                words=f"Gate {ref} was decided {_at(state, made.at, now)}; its seal is to be written on the wall sheet",
                do="Press p, the gate and then v: write the seal on the wall sheet.",
                since=made.at,
                key="p",
                points=(f"decision {made.seq}",),
            )


def _gate(state: RunState, standing: GateState, now: datetime) -> Iterator[Alert]:
    gate, planned = standing.gate, planned_at(state, standing.gate)
    name = f"Gate {gate.ref} {gate.short_name or ''}".strip()
    since = planned or now
    if gone_past(state, standing):
        since = state.recorded.get(gate.guards, since)
        said = bool(standing.ahead)
        words = f"{name} is not decided, and work went past it {_at(state, since, now)}"
        words = f"{name}: work went ahead before the gate was recorded" if said else words
        loud = gate.hard and not said
        level, points = AlertLevel.WARNING if loud else AlertLevel.CAUTION, (f"past {_stamp(since)}",)
    elif standing.held and standing.poll is not None:
        since, level = standing.poll.at, AlertLevel.CAUTION
        words, points = f"{name} is held by its roll call", (f"poll {standing.poll.seq}",)
    elif standing.decision is None and planned is not None and now > planned:
        level, points = AlertLevel.CAUTION if gate.hard else AlertLevel.ADVISE, (f"due {_stamp(planned)}",)
        words = f"{name} was due {_at(state, planned, now)} and is not decided"
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


def service_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Services nobody catches, services nobody knows about, and promises past their time, each in one line."""
    open_ones = [(one, state.services[one.id]) for one in state.plan.services if state.services[one.id].since]
    bare = [(one, full_name(one), stands.since or now) for one, stands in open_ones if needs_catcher(stands)]
    if bare:
        long = any(now - since >= STANDS for _one, _name, since in bare)
        names = _named([name for _one, name, _since in bare])
        yield Alert(
            id="services no-catcher",
            kind="services",
            level=AlertLevel.WARNING if long else AlertLevel.CAUTION,
            words=f"Off, and nobody catches what comes: {names}",
            do="Press s, mark each and then c: say who catches it.",
            since=min(since for _one, _name, since in bare),
            key="s",
            points=tuple(f"{one.id} {_stamp(since)}" for one, _name, since in bare),
        )
    unknown = [
        (one, full_name(one), stands.since or now)
        for one, stands in open_ones
        if stands.status is ServiceStatus.UNKNOWN
    ]
    if unknown:
        yield Alert(
            id="services unknown",
            kind="services",
            level=AlertLevel.CAUTION,
            words=f"Nobody has confirmed where it stands: {_named([name for _one, name, _since in unknown])}",
            do="Press s: ask the other end, and record what they say.",
            since=min(since for _one, _name, since in unknown),
            key="s",
            points=tuple(f"{one.id} {_stamp(since)}" for one, _name, since in unknown),
        )
    yield from _promises(state, now)


def _promises(state: RunState, now: datetime) -> Iterator[Alert]:
    over = [
        (call, call.promised_by, full_name(one))
        for one in state.plan.services
        for call in state.services[one.id].calls
        if call.promised_by is not None and call.is_overdue(now)
    ]
    if over:
        names = _named([f"{name} by {_at(state, by, now)}" for _call, by, name in over])
        yield Alert(
            id="promises over",
            kind="promises",
            level=AlertLevel.CAUTION,
            words=f"Promised and not kept yet: {names}",
            do="Press s: call the next contact, or record that it was kept.",
            since=min(by for _call, by, _name in over),
            key="s",
            points=tuple(f"{call.seq}" for call, _by, _name in over),
        )


def reentry_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Paper that is left after the time by which it was to be typed in."""
    found = []
    for standing in state.reentry.values():
        due = [instant for words in standing.category.reenter_by[-1:] if (instant := state.instant_of(words))]
        left = standing.total.left if due and now > due[0] else 0
        if left > 0:
            found.append((standing.category, due[0], left))
    if found:
        names = _named([f"{category.title} {left} left" for category, _due, left in found])
        yield Alert(
            id="reentry over",
            kind="reentry",
            level=AlertLevel.CAUTION,
            words=f"Re-entry past its time: {names}",
            do="Press r: type it in and count it, or say why it is not needed.",
            since=min(due for _category, due, _left in found),
            key="r",
            points=tuple(f"{category.id} {_stamp(due)}" for category, due, _left in found),
        )


def message_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Who was to be told about something by now and was not; about what the plan alone says it is no more than said."""
    from cutover_tui.runner.message_board import Telling, message_rows  # noqa: PLC0415 (asked for once a minute)

    over: dict[str, list[tuple[str, str, datetime]]] = {}
    loud: dict[str, bool] = {}
    for row in message_rows(state, now):
        if row.telling is Telling.OVERDUE and row.event.id != PAUSE and row.due_at is not None:
            over.setdefault(row.event.id, []).append((row.audience.id, row.audience.name, row.due_at))
            loud[row.event.id] = bool(row.event.since or row.event.moved)
    kit = kit_of(state.plan)
    for name, rows in over.items():
        event = kit.event(name)
        about = event.name.lower() if event is not None else name
        yield Alert(
            id=f"message {name}",
            kind="message",
            level=AlertLevel.CAUTION if loud[name] else AlertLevel.ADVISE,
            words=f"Not told about the {about} yet: {_named([who for _id, who, _due in rows])}",
            do="Press m: record who was told, or why not.",
            since=min(due for _id, _who, due in rows),
            key="m",
            points=tuple(f"{audience} {_stamp(due)}" for audience, _who, due in rows),
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
                words=f"{role_name(state, one.role)} is offered since {_at(state, one.started_at, now)}, not taken yet",
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
                words=f"{decision.ref} was to be looked at again {_at(state, due, now)}",
                do="Press D: say what came of it.",
                since=due,
                key="D",
                points=(f"due {_stamp(due)}",),
            )
        if decision.needs_read_back:
            yield Alert(
                id=f"readback {decision.ref}",
                kind="readback",
                level=AlertLevel.ADVISE,
                words=f"{decision.ref} is to be read back to whoever decided it",
                do="Press D: read it out, and record how it was heard.",
                since=decision.event.at,
                key="D",
                points=(decision.ref,),
            )


def late_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """The tasks past their time, in one line that is made anew each quarter of an hour."""
    upto = _quarter(now)
    late = sorted(
        (due, ref)
        for ref, standing in state.tasks.items()
        if (due := _due(state, ref)) is not None
        and due < upto
        and (standing.status not in SETTLED or standing.tell_again)
        and timeliness(state, ref, now).lateness in PRESSING
    )
    if late:
        one = "1 task is" if len(late) == 1 else f"{len(late)} tasks are"
        refs = [ref for _due, ref in late]
        yield Alert(
            id="late tasks",
            kind="late",
            level=AlertLevel.ADVISE,
            words=f"{one} past the planned time at {clock_words(upto, state.plan.calendar.zone)}: {_named(refs)}",
            do="See them in the list: do them, or record what came of them.",
            since=late[0][0],
            key="",
            points=tuple(f"{ref} {_stamp(due)}" for due, ref in late),
            task=refs[0],
        )


SOURCES = (
    issue_alerts,
    hold_alerts,
    pause_alerts,
    question_alerts,
    gate_alerts,
    service_alerts,
    reentry_alerts,
    message_alerts,
    room_alerts,
    late_alerts,
)
"""Every source; one more is one more line here."""


def _quarter(now: datetime) -> datetime:
    """The last full quarter of an hour."""
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)


def _due(state: RunState, ref: str) -> datetime | None:
    window = state.window(ref)
    return window.due_at or window.not_after_at


def _named(names: Sequence[str]) -> str:
    """`a, b, c, d and 3 more`."""
    kept: Iterable[str] = names[:_NAMED]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(kept)}{more}"


def _at(state: RunState, instant: datetime, now: datetime) -> str:
    return short_words(instant, now, state.plan.calendar.zone)


def _stamp(instant: datetime) -> str:
    """An instant as a part of a point: UTC, to the second."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
