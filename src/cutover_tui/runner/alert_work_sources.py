"""Alerts about the work: services, re-entry, who is to be told, and late tasks. Each source looks at one of them.

Nothing here is typed by anybody, as in `alert_sources`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import Alert, AlertLevel
from cutover_tui.domain.lateness import PRESSING, timeliness
from cutover_tui.domain.message_plan import PAUSE, kit_of
from cutover_tui.domain.pause_log import paused_since
from cutover_tui.domain.rhythm import next_huddle, next_sitrep
from cutover_tui.domain.services import ServiceStatus, full_name
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.alert_words import STANDS, at_words, named, stamp
from cutover_tui.runner.service_board import needs_catcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.state import RunState

LATE_EVERY = 15
"""Late tasks are one line, made anew each so many minutes (`records.md` e, budget of interruptions)."""


def service_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Services nobody catches, services nobody knows about, and promises past their time, each in one line."""
    open_ones = [(one, state.services[one.id]) for one in state.plan.services if state.services[one.id].since]
    bare = [(one, full_name(one), stands.since or now) for one, stands in open_ones if needs_catcher(stands)]
    if bare:
        long = any(now - since >= STANDS for _one, _name, since in bare)
        names = named([name for _one, name, _since in bare])
        yield Alert(
            id="services no-catcher",
            kind="services",
            level=AlertLevel.WARNING if long else AlertLevel.CAUTION,
            words=f"Off, and nobody catches what comes: {names}",
            do="Press s, mark each and then c: say who catches it.",
            since=min(since for _one, _name, since in bare),
            key="s",
            points=tuple(f"{one.id} {stamp(since)}" for one, _name, since in bare),
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
            words=f"Nobody has confirmed where it stands: {named([name for _one, name, _since in unknown])}",
            do="Press s: ask the other end, and record what they say.",
            since=min(since for _one, _name, since in unknown),
            key="s",
            points=tuple(f"{one.id} {stamp(since)}" for one, _name, since in unknown),
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
        names = named([f"{name} by {at_words(state, by, now)}" for _call, by, name in over])
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
        names = named([f"{category.title} {left} left" for category, _due, left in found])
        yield Alert(
            id="reentry over",
            kind="reentry",
            level=AlertLevel.CAUTION,
            words=f"Re-entry past its time: {names}",
            do="Press r: type it in and count it, or say why it is not needed.",
            since=min(due for _category, due, _left in found),
            key="r",
            points=tuple(f"{category.id} {stamp(due)}" for category, due, _left in found),
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
            words=f"Not told about the {about} yet: {named([who for _id, who, _due in rows])}",
            do="Press m: record who was told, or why not.",
            since=min(due for _id, _who, due in rows),
            key="m",
            points=tuple(f"{audience} {stamp(due)}" for audience, _who, due in rows),
        )


def rhythm_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """A huddle or a sitrep that was due; a sitrep is louder while the run is paused."""
    paused = paused_since(state) is not None
    found = (("huddle", next_huddle(state), False), ("sitrep", next_sitrep(state, paused=paused), paused))
    for what, due, loud in found:
        if due is not None and due < now:
            yield Alert(
                id=f"rhythm {what}",
                kind="rhythm",
                level=AlertLevel.CAUTION if loud else AlertLevel.ADVISE,
                words=f"A {what} was due {at_words(state, due, now)}",
                do=f"Press B: hold the {what} and record it, or say when the next one is.",
                since=due,
                key="B",
                points=(f"{what} {stamp(due)}",),
            )


def concern_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """Concerns that asked for action at once and have no answer yet, once they are in the log without a name.

    One that still waits apart from the log is no alert: to acknowledge it would put a time to it.
    """
    for batch in state.concerns:
        areas = [area for area in batch.urgent if area in batch.open_areas]
        if areas:
            yield Alert(
                id=f"concern {batch.seq}",
                kind="concern",
                level=AlertLevel.CAUTION,
                words=f"Somebody spoke up and asked for action: {named(areas)}",
                do="Press B: say what is done about it; the answer is told at the next huddle.",
                since=batch.until or batch.since or now,
                key="B",
                points=tuple(areas),
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
            words=f"{one} past the planned time at {clock_words(upto, state.plan.calendar.zone)}: {named(refs)}",
            do="See them in the list: do them, or record what came of them.",
            since=late[0][0],
            key="",
            points=tuple(f"{ref} {stamp(due)}" for due, ref in late),
            task=refs[0],
        )


def _quarter(now: datetime) -> datetime:
    """The last full quarter of an hour."""
    return now.replace(minute=now.minute - now.minute % LATE_EVERY, second=0, microsecond=0)


def _due(state: RunState, ref: str) -> datetime | None:
    window = state.window(ref)
    return window.due_at or window.not_after_at
