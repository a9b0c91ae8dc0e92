"""The alerts that stand at an instant, the loudest first, and what somebody did about each.

Cheap enough for once a minute and after each new entry, and asked for no more often: it looks at every task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import LEVELS, AlertLevel
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.alert_run_sources import attention_alerts, retreat_alerts
from cutover_tui.runner.alert_sources import (
    gate_alerts,
    hold_alerts,
    issue_alerts,
    pause_alerts,
    question_alerts,
    room_alerts,
    seal_alerts,
)
from cutover_tui.runner.alert_work_sources import (
    concern_alerts,
    late_alerts,
    message_alerts,
    reentry_alerts,
    rhythm_alerts,
    service_alerts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.alerts import Alert, AlertAnswer
    from cutover_tui.domain.state import RunState


SOURCES = (
    issue_alerts,
    hold_alerts,
    pause_alerts,
    question_alerts,
    gate_alerts,
    seal_alerts,
    service_alerts,
    reentry_alerts,
    message_alerts,
    room_alerts,
    rhythm_alerts,
    concern_alerts,
    retreat_alerts,
    attention_alerts,
    late_alerts,
)
"""Every source; one more is one more line here."""


@dataclass(frozen=True, kw_only=True)
class AlertRow:
    """One alert, and how it was answered."""

    alert: Alert
    answer: AlertAnswer | None
    """The last thing somebody did about it; None before anybody did."""
    quiet: bool
    """True while that covers all it says: it is acknowledged, or laid aside."""

    @property
    def id(self) -> str:
        """What it is about."""
        return self.alert.id

    @property
    def shelved(self) -> bool:
        """True while it is laid aside."""
        return self.quiet and self.answer is not None and self.answer.until is not None

    @property
    def again(self) -> bool:
        """True where it was answered, and asks again."""
        return self.answer is not None and not self.quiet


def standing_alerts(state: RunState, now: datetime, here: Sequence[Alert] = ()) -> tuple[Alert, ...]:
    """Every alert at an instant, the loudest first and of those the newest; none once the run is closed.

    Args:
        state: The run as it stands.
        now: The instant.
        here: What this window alone knows, such as a second copy that has fallen behind.
    """
    if state.closed is not None:
        return tuple(here)
    found = [*here, *(alert for source in SOURCES for alert in source(state, now))]
    return tuple(sorted(found, key=lambda alert: (-LEVELS.index(alert.level), -alert.since.timestamp())))


def find_alert(state: RunState, now: datetime, name: str, here: Sequence[Alert] = ()) -> Alert | None:
    """The alert with an id; None once it is settled."""
    return next((alert for alert in standing_alerts(state, now, here) if alert.id == name), None)


def alert_rows(state: RunState, now: datetime, here: Sequence[Alert] = ()) -> tuple[AlertRow, ...]:
    """Every alert with what was done about it: within each level those that ask first."""
    rows = [alert_row(state, alert, now) for alert in standing_alerts(state, now, here)]
    return tuple(sorted(rows, key=lambda row: (-LEVELS.index(row.alert.level), row.quiet)))


def alert_row(state: RunState, alert: Alert, now: datetime) -> AlertRow:
    """One alert with what was done about it."""
    answer = state.alert_answers.get(alert.id)
    return AlertRow(alert=alert, answer=answer, quiet=answer is not None and answer.covers(alert, now))


def asking(rows: Sequence[AlertRow], level: AlertLevel) -> tuple[AlertRow, ...]:
    """The alerts of a level that nobody has answered as they stand."""
    return tuple(row for row in rows if row.alert.level is level and not row.quiet)


def answer_words(row: AlertRow, now: datetime, zone: str) -> str:
    """`acknowledged 17:42 by JB`, `shelved until 18:00 by JB`, `says more since JB 17:42`; empty before anybody did."""
    answer = row.answer
    if answer is None:
        return ""
    when = short_words(answer.at, now, zone)
    if row.again:
        back = answer.until is not None and now >= answer.until
        return f"back since {short_words(answer.until, now, zone)}" if back and answer.until else f"new since {when}"
    if answer.until is not None:
        return f"shelved until {short_words(answer.until, now, zone)} by {answer.by}"
    return f"acknowledged {when} by {answer.by}"


def counted_words(rows: Sequence[AlertRow]) -> str:
    """`1 warning, 2 cautions, 1 to note`: what stands by level, without what is laid aside; empty for nothing."""
    shown = [row.alert.level for row in rows if not row.shelved]
    parts = []
    for level in reversed(LEVELS):
        count = shown.count(level)
        name = _NAMES[level] if count == 1 else _SEVERAL[level]
        parts.extend([f"{count} {name}"] if count else [])
    return ", ".join(parts)


@dataclass(frozen=True, kw_only=True)
class WorstAlert:
    """What a room reads of the alerts: how many stand by level, and the worst of them in words."""

    counts: str
    """`1 warning, 2 cautions`."""
    level: AlertLevel
    words: str
    acknowledged: bool
    """True where the worst one was read; one that was not comes before it."""


def worst_alert(state: RunState, now: datetime) -> WorstAlert | None:
    """The worst alert of a run, told without a name; None where nothing is louder than a note."""
    rows = [row for row in alert_rows(state, now) if row.alert.level is not AlertLevel.ADVISE and not row.shelved]
    if not rows:
        return None
    worst = rows[0]
    return WorstAlert(
        counts=counted_words(rows), level=worst.alert.level, words=worst.alert.words, acknowledged=worst.quiet
    )


_NAMES = {AlertLevel.WARNING: "warning", AlertLevel.CAUTION: "caution", AlertLevel.ADVISE: "to note"}
_SEVERAL = {AlertLevel.WARNING: "warnings", AlertLevel.CAUTION: "cautions", AlertLevel.ADVISE: "to note"}
