"""Alerts: what asks for attention now, how loudly, and what people answered (`ux.md` D8, `records.md` e).

An alert is worked out from the state and the time and is never stored. What is stored is what somebody did about one:
read it and put initials to it, or laid it aside until a time. That answer covers what the alert said then. One that
gets worse, or says something more, asks again. Alerts are counted by kind; nothing is counted by person.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import RoomHappening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, duration_words, moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

LONGEST_SHELF = timedelta(hours=24)
"""For how long an alert can be laid aside; a day later somebody looks at it again."""
LONGEST_WARNING_SHELF = timedelta(minutes=30)
"""The same for a warning."""


class AlertLevel(StrEnum):
    """How loud an alert is (`ux.md` D8), from the quietest to the loudest."""

    ADVISE = "advise"
    """The line changes its word, and that is all."""
    CAUTION = "caution"
    """One amber line on the run screen."""
    WARNING = "warning"
    """The lower third of the run screen, until somebody puts initials to it."""


LEVELS = tuple(AlertLevel)
"""The levels, from the quietest to the loudest."""


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something that asks for attention at an instant. None of its words were typed by anybody."""

    id: str
    """What it is about, the same for as long as it lasts: `issue I-1`, `services no catcher`."""
    kind: str
    """The first word of its id; alerts are counted by it."""
    level: AlertLevel
    words: str
    """What is so, with times of day that do not count on: `I-1 is a P1 and not made safe`."""
    do: str
    """What to do about it, as a sentence."""
    since: datetime
    """Since when, UTC."""
    key: str
    """The key of the run screen that leads there; empty where that is the list itself."""
    points: tuple[str, ...]
    """What it says, one by one. It asks again when it has one that nobody has answered."""
    rings: bool = False
    """True for the three the bell rings for: a P1, a pause, a hold nobody has answered in time."""
    task: str = ""
    """Ref of the task it leads to, if any."""


@dataclass(frozen=True, kw_only=True)
class AlertAnswer:
    """The last thing somebody did about an alert."""

    seq: int
    by: str
    at: datetime
    level: str
    """How loud it was then."""
    points: tuple[str, ...]
    """What it said then."""
    until: datetime | None = None
    """Until when it is laid aside; None where it was acknowledged."""
    reason: str = ""
    """Why it is laid aside."""

    def covers(self, alert: Alert, now: datetime) -> bool:
        """Tell whether an alert needs nothing more now: it says nothing new, is no worse, and its time has not come."""
        if self.until is not None and now >= self.until:
            return False
        known = self.level in set(LEVELS) and LEVELS.index(alert.level) <= LEVELS.index(AlertLevel(self.level))
        return known and set(alert.points) <= set(self.points)


@dataclass(frozen=True, kw_only=True)
class AlertHappening(RoomHappening):
    """What the events about an alert share."""

    ABOUT: ClassVar[str] = "alert"

    alert: str
    """Its id."""
    level: str
    """One of `AlertLevel`."""
    words: str
    """What it said."""
    points: tuple[str, ...] = ()
    """The same one by one, for telling whether it says something new later."""


@dataclass(frozen=True, kw_only=True)
class AlertAcknowledged(AlertHappening):
    """Somebody read an alert and put initials to it: this happened."""

    WIRE: ClassVar[str] = "alert.acknowledged"
    MEANING: ClassVar[str] = "I have read this alert"


@dataclass(frozen=True, kw_only=True)
class AlertShelved(AlertHappening):
    """Somebody laid an alert aside until a time: this happened."""

    WIRE: ClassVar[str] = "alert.shelved"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I lay this alert aside until then"

    until: datetime
    """When it comes back, UTC."""
    reason: str


AlertEvent = AlertAcknowledged | AlertShelved


# -- deciding ---------------------------------------------------------------------------------------------------------


def acknowledge_alert(state: RunState, act: Act, seen: Alert, now: Alert | None) -> AlertAcknowledged:
    """Decide that somebody has read an alert as it was shown to them.

    Args:
        state: The run as it stands.
        act: Who has read it.
        seen: The alert as it was shown; what it says more by now asks again.
        now: The alert as it stands; None once it is settled.

    Raises:
        Refused: It is settled, or somebody has answered the same already.
    """
    _require_standing(seen, now)
    answer = state.alert_answers.get(seen.id)
    if answer is not None and answer.until is None and answer.covers(seen, act.now):
        when = clock_words(answer.at, state.plan.calendar.zone)
        raise Refused(f"{answer.by} acknowledged this at {when}, and it says nothing new since.")
    return AlertAcknowledged(
        **sign(state, act), alert=seen.id, level=str(seen.level), words=seen.words, points=seen.points
    )


def shelve_alert(
    state: RunState, act: Act, seen: Alert, now: Alert | None, *, until: datetime, reason: str
) -> AlertShelved:
    """Decide that an alert is laid aside until a time; it comes back then, or as soon as it says more.

    Raises:
        Refused: It is settled, the time has passed or is too far ahead, or no reason is given.
    """
    _require_standing(seen, now)
    zone = state.plan.calendar.zone
    ahead = until - act.now
    if ahead <= timedelta():
        raise Refused(f"{moment_words(until, zone)} has passed. Give a time ahead for it to come back.")
    longest = LONGEST_WARNING_SHELF if seen.level is AlertLevel.WARNING else LONGEST_SHELF
    if ahead > longest:
        what = "A warning" if seen.level is AlertLevel.WARNING else "An alert"
        last = moment_words(act.now + longest, zone)
        words = f"{what} is laid aside for {duration_words(longest.total_seconds())} at most, so until {last}."
        raise Refused(f"{words} It can be laid aside again then.")
    why = require_words(reason, "Say in a few words why it can wait until then.")
    return AlertShelved(
        **sign(state, act),
        alert=seen.id,
        level=str(seen.level),
        words=seen.words,
        points=seen.points,
        until=until,
        reason=why,
    )


def _require_standing(seen: Alert, now: Alert | None) -> None:
    if now is None:
        raise Refused(f"This is settled by now and needs nothing more: {seen.words}.")


# -- folding ----------------------------------------------------------------------------------------------------------


def after_alert(state: RunState, event: AlertEvent, seq: int) -> RunState:
    """The state with what somebody did about an alert, in place of what was done about it before."""
    answer = AlertAnswer(
        seq=seq,
        by=event.by,
        at=event.at,
        level=event.level,
        points=event.points,
        until=event.until if isinstance(event, AlertShelved) else None,
        reason=event.reason if isinstance(event, AlertShelved) else "",
    )
    return replace(state, alert_answers={**state.alert_answers, event.alert: answer})
