"""What the log says about alerts, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import AlertShelved
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.alerts import AlertEvent
    from cutover_tui.domain.state import RunState


def alert_words(event: AlertEvent, state: RunState) -> str:
    """What an entry about an alert says happened."""
    level = event.level[:1].upper() + event.level[1:]
    if isinstance(event, AlertShelved):
        until = moment_words(event.until, state.plan.calendar.zone)
        return f"{level} laid aside until {until}, {event.reason}: {event.words}"
    return f"{level} acknowledged: {event.words}"
