"""What a screen shows of holds and pauses: the frame of a paused run, its clocks, and who has been told (`ux.md` D5).

Plain values only; the frame is cheap enough to be asked for every second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.holds import answer_due, open_holds
from cutover_tui.domain.pause_log import (
    DETAILS,
    Pause,
    audience_name,
    expected_restart,
    paused_since,
    pauses_in_force,
    review_at,
    still_to_say,
    told_of,
    trigger_words,
)
from cutover_tui.domain.retreat import Retreat, retreat_clock
from cutover_tui.domain.time_words import clock_words, countdown_words, duration_words, moment_words, short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.holds import Hold
    from cutover_tui.domain.pause_log import Detail, Told
    from cutover_tui.domain.state import RunState

COUNTED_TO = (("FDP", "FDP"), ("GL", "GO-LIVE"))
"""Code and label of the moments counted down to."""
EXTRACT = "FDP"
TAKEN = "CUT"
"""The anchor whose record ends the countdown to the extract."""


@dataclass(frozen=True)
class PauseLine:
    """One fact about a pause that is in force."""

    label: str
    words: str
    pressing: bool = False
    """True where its time has passed."""


@dataclass(frozen=True)
class ToldLine:
    """One audience of the told strip."""

    told: Told
    name: str
    words: str
    """`staff 14:06`, `ICB or PCN not told: no duty desk`; the name alone while nobody said anything."""


@dataclass(frozen=True, kw_only=True)
class PauseFrame:
    """What stands around a run that is paused."""

    ref: str
    """`P-01`; of several in force the newest, with how many more."""
    since: str
    """`since 19:00 by SP`."""
    held: str
    """`00:52:07`: how long the run stands still."""
    stopped: tuple[tuple[str, str], ...]
    """Label and countdown of each moment still ahead, as it was when the run was paused."""
    lines: tuple[PauseLine, ...]
    """Restart, review, what it covers, how work goes on."""
    told: tuple[ToldLine, ...]
    still_to_say: tuple[str, ...]
    """Labels of what is not said yet."""


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """A hold that stops the next gate, for one row."""

    hold: Hold
    words: str
    overdue: bool
    """True once its answer is past its time."""


def pause_frame(state: RunState, now: datetime) -> PauseFrame | None:
    """What stands around a paused run; None while it runs."""
    standing = pauses_in_force(state)
    since = paused_since(state)
    if not standing or since is None:
        return None
    pause, zone = standing[-1], state.plan.calendar.zone
    more = f" +{len(standing) - 1}" if len(standing) > 1 else ""
    return PauseFrame(
        ref=f"{pause.ref}{more}",
        since=f"since {short_words(since, now, zone)} by {pause.by}",
        held=held_words((now - since).total_seconds()),
        stopped=tuple(
            (label, countdown_words((state.anchors[code] - since).total_seconds()))
            for code, label in COUNTED_TO
            if code in state.anchors and code not in state.recorded and (code != EXTRACT or TAKEN not in state.recorded)
        ),
        lines=(*_retreat_line(state, now), *_time_lines(state, pause, now), *_fact_lines(state, pause)),
        told=tuple(told_line(state, told) for told in told_of(state, pause)),
        still_to_say=tuple(detail.label for detail in still_to_say(pause)),
    )


def held_words(seconds: float) -> str:
    """`00:52:07`: a clock that counts up; hours go on past a day."""
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}"


def hold_lines(state: RunState, now: datetime) -> tuple[HoldLine, ...]:
    """The holds that stop the next gate, those past their time first."""
    lines = (_hold_line(state, hold, now) for hold in open_holds(state))
    return tuple(sorted(lines, key=lambda line: not line.overdue))


def detail_words(state: RunState, pause: Pause, detail: Detail) -> str:
    """What was said about a detail, as people read it; empty before anything was."""
    said = pause.said.get(detail.id)
    if said is None:
        return ""
    if detail.id == "trigger":
        return trigger_words(state, pause)
    if detail.id == "review_minutes":
        return f"{said.words} min"
    instant = state.instant_of(said.words) if detail.is_time else None
    if instant is None:
        return said.words
    return f"{'approx ' if said.approx else ''}{moment_words(instant, state.plan.calendar.zone)}"


def label_of(detail_id: str) -> str:
    """What a detail is called."""
    return next(detail.label for detail in DETAILS if detail.id == detail_id)


def told_line(state: RunState, told: Told) -> ToldLine:
    """Whether one audience was told, in a few words."""
    name = audience_name(state, told.audience)
    if told.at is not None:
        words = f"{name} {clock_words(told.at, state.plan.calendar.zone)}"
    else:
        words = f"{name} not told: {told.why_not}" if told.why_not else name
    return ToldLine(told, name, words)


def _hold_line(state: RunState, hold: Hold, now: datetime) -> HoldLine:
    zone, due = state.plan.calendar.zone, answer_due(state, hold)
    over = (now - due).total_seconds()
    asked = f"{hold.ref} {hold.on_behalf_of or hold.by} {short_words(hold.at, now, zone)}: {hold.reason}"
    looked = f", being looked into by {hold.answers[-1].by}" if hold.answers else ""
    if over > 0:
        what = "its outcome" if hold.answers else "an answer"
        return HoldLine(
            hold=hold, words=f"{asked}{looked}. It waits for {what}, {duration_words(over)} past its time", overdue=True
        )
    by = short_words(due, now, zone)
    return HoldLine(hold=hold, words=f"{asked}{looked}. Answer by {by}", overdue=False)


def _retreat_line(state: RunState, now: datetime) -> tuple[PauseLine, ...]:
    """The last safe time, first of all, where the plan has one (`records.md` c4)."""
    clock = retreat_clock(state, now)
    label, _, words = clock.words.partition(" ")
    return (PauseLine(label, words, pressing=clock.stage is Retreat.PASSED),) if words else ()


def _time_lines(state: RunState, pause: Pause, now: datetime) -> tuple[PauseLine, ...]:
    zone = state.plan.calendar.zone
    expected = expected_restart(pause)
    if expected is None:
        restart = PauseLine("Restart", "not known yet")
    else:
        instant, approx = expected
        passed = instant < now
        when = f"{'approx ' if approx else ''}{short_words(instant, now, zone)}"
        restart = PauseLine("Restart", f"{when}, passed" if passed else when, pressing=passed)
    due = review_at(state, pause)
    left = (due - now).total_seconds()
    words = (
        f"in {duration_words(left)}, {short_words(due, now, zone)}" if left > 0 else f"due {duration_words(left)} ago"
    )
    return restart, PauseLine("Review", words, pressing=left <= 0)


def _fact_lines(state: RunState, pause: Pause) -> tuple[PauseLine, ...]:
    found = ((label_of(name), pause.words(name)) for name in ("scope", "carries_on", "contingency", "coordinator"))
    trigger = trigger_words(state, pause)
    named = (PauseLine("Trigger", trigger),) if trigger else ()
    return (*named, *(PauseLine(label, words) for label, words in found if words))
