"""Alerts about the run itself: the last safe retreat, what the log holds to be looked at, and the second copy.

Nothing here is typed by anybody, as in `alert_sources`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.alerts import Alert, AlertLevel
from cutover_tui.domain.retreat import Retreat, retreat_clock
from cutover_tui.runner.alert_words import at_words, named, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.alerts import AlertAnswer
    from cutover_tui.domain.state import RunState

DRAWS_NEAR: Final = timedelta(hours=1)
"""From this long before the last safe retreat it is a caution."""
CLOSE: Final = timedelta(minutes=15)
"""From this long before it, it is a warning: whoever wants to turn round begins now."""
ATTENTION: Final = "attention list"
"""Id of the one alert about what the log holds to be looked at."""
COPY: Final = "copy behind"
"""Id of the alert about the second copy of this window."""


def retreat_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """The last safe retreat drawing near; no more than said once the gate before it was passed."""
    clock = retreat_clock(state, now)
    if clock.stage is not Retreat.AHEAD or clock.at is None or clock.at - now > DRAWS_NEAR:
        return
    close = clock.at - now <= CLOSE
    decided = any(one.passed for one in state.gates.values() if one.gate.retreat)
    level = AlertLevel.ADVISE if decided else AlertLevel.WARNING if close else AlertLevel.CAUTION
    yield Alert(
        id="retreat last",
        kind="retreat",
        level=level,
        words=f"The last safe retreat is {at_words(state, clock.at, now)}; after it nothing turns round safely",
        do="Press p: decide at the gate, or turn round while it is still safe.",
        since=clock.at - (CLOSE if close else DRAWS_NEAR),
        key="p",
        points=(f"last {stamp(clock.at)}", *(("close",) if close else ())),
    )


def attention_alerts(state: RunState, now: datetime) -> Iterator[Alert]:
    """What the log holds that people should look at, in one line; quiet once each of it was read."""
    if not state.attention:
        return
    points = tuple(dict.fromkeys(f"entry {item.seq}" for item in state.attention))
    read = _read(state.alert_answers.get(ATTENTION))
    new = [point for point in points if point not in read]
    shown = list(reversed(new or points))
    one = "1 thing" if len(shown) == 1 else f"{len(shown)} things"
    yield Alert(
        id=ATTENTION,
        kind="attention",
        level=AlertLevel.CAUTION if new else AlertLevel.ADVISE,
        words=f"The log holds {one} to look at: {named(shown)}",
        do="Press l: read the entries there, and record what is so; then acknowledge this.",
        since=state.attention[-1].at or now,
        key="l",
        points=points,
    )


def _read(answer: AlertAnswer | None) -> frozenset[str]:
    """What somebody put initials to; what was laid aside until a time was not read."""
    return frozenset(answer.points) if answer is not None and answer.until is None else frozenset()


def copy_alert(state: RunState, since: datetime, now: datetime) -> Alert:
    """The second copy of this window, which has fallen behind since a moment; the footer says by how much."""
    return Alert(
        id=COPY,
        kind="copy",
        level=AlertLevel.CAUTION,
        words=f"The second copy has fallen behind, since {at_words(state, since, now)}",
        do="See that the stick is in and has room. It catches up by itself, and this goes.",
        since=since,
        key="",
        points=(f"since {stamp(since)}",),
    )
