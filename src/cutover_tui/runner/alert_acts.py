"""The acts about alerts, one method each: acknowledged, laid aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import acknowledge_alert, shelve_alert
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.events import Entry


class AlertActs(Acting):
    """What `Run` can record about alerts."""

    def acknowledge_alert(self, act: Act, seen: Alert, *, here: Sequence[Alert] = ()) -> Entry:
        """Record that somebody has read an alert as it was shown; `here` is what this window alone knows."""
        from cutover_tui.runner.alerts import find_alert  # noqa: PLC0415 (what alerts come from is loaded once asked)

        return self._record(
            act, lambda state, now: acknowledge_alert(state, now, seen, find_alert(state, now.now, seen.id, here))
        )

    def shelve_alert(self, act: Act, seen: Alert, *, until: datetime, reason: str, here: Sequence[Alert] = ()) -> Entry:
        """Record that an alert is laid aside until a time; `here` is what this window alone knows."""
        from cutover_tui.runner.alerts import find_alert  # noqa: PLC0415 (as above)

        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: shelve_alert(
                state, now, seen, find_alert(state, now.now, seen.id, here), until=until, reason=words
            ),
        )
