"""Alerts for `cutover status`: as objects for machines, and the cautions and warnings as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import AlertLevel
from cutover_tui.domain.time_words import rfc3339, short_words
from cutover_tui.runner.alerts import alert_rows, answer_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.alerts import AlertRow


def alert_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Every alert that stands, the loudest first."""
    return [_alert_object(row, state.plan.calendar.zone) for row in alert_rows(state, now)]


def alert_lines(state: RunState, now: datetime) -> list[str]:
    """The cautions and warnings, the loudest first, with what to do and what was done."""
    zone = state.plan.calendar.zone
    lines: list[str] = []
    for row in alert_rows(state, now):
        alert, said = row.alert, answer_words(row, now, zone)
        if alert.level is not AlertLevel.ADVISE:
            done = f" ({said})" if said else ""
            lines.append(
                f"{str(alert.level).upper()} since {short_words(alert.since, now, zone)}: {alert.words}. "
                f"{alert.do}{done}"
            )
    return lines


def _alert_object(row: AlertRow, zone: str) -> dict[str, object]:
    alert, answer = row.alert, row.answer if row.quiet else None
    until = answer.until if answer is not None else None
    return {
        "id": alert.id,
        "level": str(alert.level),
        "kind": alert.kind,
        "words": alert.words,
        "do": alert.do,
        "since": rfc3339(alert.since, zone),
        "key": alert.key,
        "acknowledged_by": answer.by if answer is not None and until is None else None,
        "shelved_until": rfc3339(until, zone) if until is not None else None,
        "shelved_by": answer.by if answer is not None and until is not None else None,
    }
