"""Which keys of the run screen are needed most right now: what is paused, held, due or asks for somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.alerts import AlertLevel
from cutover_tui.domain.gates import planned_at, settled_elsewhere
from cutover_tui.domain.holds import open_holds
from cutover_tui.domain.pause_log import pauses_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.alerts import AlertRow

GATE_NEAR: Final = timedelta(hours=1)
"""So long before its planned time the key of the gates stands in the footer: the clock is amber by then."""
_MOST: Final = 3
"""Keys that come before the others; with more, nobody would find those that are always there."""


def needed_keys(state: RunState, rows: Sequence[AlertRow], now: datetime) -> tuple[str, ...]:
    """Give the caps of the keys that are needed now, the most urgent first.

    Args:
        state: Where the run stands.
        rows: Every alert with what was done about it, the loudest first.
        now: The instant it is judged for.
    """
    return tuple(dict.fromkeys(_needed(state, rows, now)))[:_MOST]


def _needed(state: RunState, rows: Sequence[AlertRow], now: datetime) -> Iterator[str]:
    if pauses_in_force(state):
        yield "!"
    if open_holds(state):
        yield "h"
    asking = [row.alert for row in rows if not row.quiet and row.alert.level is not AlertLevel.ADVISE]
    if asking:
        yield "N"
    if _gate_is_near(state, now):
        yield "p"
    for alert in asking:
        if alert.key:
            yield alert.key


def _gate_is_near(state: RunState, now: datetime) -> bool:
    """Tell whether a gate that is not decided is due within the hour, or was due."""
    open_ones = (one for one in state.gates.values() if not one.passed and settled_elsewhere(state, one) is None)
    planned = (planned_at(state, one.gate) for one in open_ones)
    return any(at is not None and now >= at - GATE_NEAR for at in planned)
