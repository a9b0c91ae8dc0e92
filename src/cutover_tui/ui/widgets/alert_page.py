"""One alert in full: what is so, what to do, where that is done, and what was done about it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.alerts import answer_words
from cutover_tui.ui.widgets.alert_lines import HEADINGS, INKS
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.runner.alerts import AlertRow


def alert_page(row: AlertRow, now: datetime, zone: str) -> Content:
    """Everything there is to say about an alert."""
    alert, answer = row.alert, row.answer
    since = short_words(alert.since, now, zone)
    parts = [
        (f"{alert.words}.\n", "bold $text"),
        (f"{HEADINGS[alert.level]} since {since}\n", f"bold ${INKS[alert.level].value}"),
        (f"{alert.do}{' g goes there.' if alert.key or alert.task else ''}\n", "$text"),
    ]
    if answer is None:
        parts.append(("Nobody has put initials to it yet: a.\n", "$muted"))
    else:
        said = answer_words(row, now, zone)
        parts.append((f"{said[:1].upper()}{said[1:]}.\n", "$soon" if row.again else "$done"))
    if answer is not None and answer.reason:
        parts.append((f"{one_line(answer.reason)} ({answer.by})\n", "$muted"))
    if row.again:
        parts.append(("It asks again: its time has come, it got worse, or it says more.\n", "$muted"))
    return Content.assemble(*parts).rstrip()
