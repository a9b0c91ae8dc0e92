"""How the run screen shows alerts, rings for them, and leads where they are settled (`ux.md` D8, D12).

There is one place for each kind of line. The banner at the bottom says what came of the last act. A caution stands in
the one line above the list. A warning takes the lower third; while a question stands there it takes that one line, so
that nothing moves under who types. An alert never takes the focus or a key.

Alerts are worked out after a new entry, when the minute changes and when the second copy falls behind or catches up,
and at no other time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.alerts import AlertLevel
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words
from cutover_tui.ui.keys_run import KEYS as RUN_KEYS
from cutover_tui.ui.screens.run_asking import SHORT
from cutover_tui.ui.screens.run_moves import RunMoves
from cutover_tui.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.alerts import Alert
    from cutover_tui.runner.alerts import AlertRow
    from cutover_tui.ui.screens.desk import Desk
    from cutover_tui.ui.widgets.alert_bar import AlertBar
    from cutover_tui.ui.widgets.warning_panel import WarningPanel

RING_EVERY = 60_000_000
"""Microseconds between two rings for the same alert, until it is acknowledged."""
ACTIONS = {key.cap: key.action for key in RUN_KEYS}
"""The key an alert names to what it does on the run screen."""


@dataclass(frozen=True)
class Placing:
    """Which alert stands where."""

    bar: AlertRow | None
    """The alert of the one line above the list."""
    more: int
    """How many more of its level ask."""
    panel: tuple[AlertRow, ...]
    """The warnings of the lower third."""


def placing(rows: Sequence[AlertRow], *, question: bool) -> Placing:
    """Decide which alert stands where: the one place that does.

    Args:
        rows: Every alert with what was done about it, the loudest and of those the newest first.
        question: Whether a question stands in the lower part of the screen.
    """
    warnings = tuple(row for row in rows if row.alert.level is AlertLevel.WARNING and not row.quiet)
    cautions = [row for row in rows if row.alert.level is AlertLevel.CAUTION and not row.quiet]
    if warnings and not question:
        return Placing(None, 0, warnings)
    shown = [*warnings] or cautions
    return Placing(shown[0] if shown else None, max(len(shown) - 1, 0), ())


class RunAlertActs(RunMoves):
    """The alerts of the run that is worked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.alert_rows: tuple[AlertRow, ...] = ()
        """Every alert as it stood when they were last worked out, with what was done about it."""
        self.needed: tuple[str, ...] = ()
        """Caps of the keys that are needed most right now, the most urgent first."""
        self._alerts_of: tuple[int, str, bool] = (-1, "", False)
        """The entries, the minute and whether the second copy was behind, as they were worked out for."""
        self._rung: dict[str, tuple[tuple[str, ...], int]] = {}
        """Id of each alert the bell rang for, to what it said then and when that was, in microseconds."""

    # -- showing ----------------------------------------------------------------------------------------------------

    def look_for_alerts(self, now: datetime) -> None:
        """Work alerts out anew where an entry or a minute has passed; show them, and ring where that is due."""
        minute = clock_words(now, self.cutover_run.plan.calendar.zone)
        of = (len(self.cutover_run.entries), minute, self.desk.copy_behind is not None)
        if of != self._alerts_of:
            from cutover_tui.runner.alerts import alert_rows  # noqa: PLC0415 (loaded after the first paint)
            from cutover_tui.runner.needed import needed_keys  # noqa: PLC0415

            self._alerts_of = of
            self.alert_rows = alert_rows(self.cutover_run.state, now, self.desk.alerts_here())
            needed = needed_keys(self.cutover_run.state, self.alert_rows, now)
            if needed != self.needed:
                self.needed = needed
                self.show_keys()
        if self.alert_rows or self.query("AlertBar"):
            self.place_alerts()
        self._ring()

    def place_alerts(self) -> None:
        """Show each alert in its place."""
        if not (self.alert_rows or self.query("AlertBar")):
            return
        found, now = placing(self.alert_rows, question=self.asking), self.cutover_run.clock.now()
        if self.asking and (panel := self._panel_now()) is not None and panel.rows:
            return  # what stood there before the question stays under it, so that nothing moves
        bar, panel = self._places()
        bar.show(found.bar, found.more, now)
        short = self.app.size.height < SHORT
        self.set_class(bool(found.panel), "-warned")
        panel.show(found.panel, self._others(found), now, close=short and self.has_class("-paused"))

    def _others(self, found: Placing) -> str:
        from cutover_tui.runner.alerts import asking  # noqa: PLC0415 (loaded by then)

        cautions = len(asking(self.alert_rows, AlertLevel.CAUTION))
        return f"{cautions} caution{'s' if cautions > 1 else ''} too" if cautions and found.panel else ""

    def _panel_now(self) -> WarningPanel | None:
        from cutover_tui.ui.widgets.warning_panel import WarningPanel  # noqa: PLC0415 (loaded when first shown)

        return self.query_one_optional(WarningPanel)

    def _places(self) -> tuple[AlertBar, WarningPanel]:
        """The line above the list and the lower third, put there when they are first needed."""
        from cutover_tui.ui.widgets.alert_bar import AlertBar  # noqa: PLC0415 (loaded when first shown)
        from cutover_tui.ui.widgets.warning_panel import WarningPanel  # noqa: PLC0415

        bar, panel = self.query_one_optional(AlertBar), self.query_one_optional(WarningPanel)
        if bar is not None and panel is not None:
            return bar, panel
        zone = self.cutover_run.plan.calendar.zone
        bar, panel = AlertBar(zone), WarningPanel(zone)
        self.mount(bar, before=self.query_one("#bridge"))
        self.mount(panel, before=self.query_one(Banner))
        return bar, panel

    # -- ringing ----------------------------------------------------------------------------------------------------

    def _ring(self) -> None:
        """Ring for a P1, a pause or a hold past its time that nobody has acknowledged: once a minute, never more."""
        loud = [row.alert for row in self.alert_rows if row.alert.rings and not row.quiet]
        now = self.cutover_run.clock.mono_us()
        due = [one for one in loud if self._is_to_ring(one, now)]
        self._rung = {one.id: self._rung[one.id] for one in loud if one.id in self._rung}
        if due:
            self._rung |= {one.id: (one.points, now) for one in loud}
            if getattr(self.app, "bell_rings", True):
                self.app.bell()

    def _is_to_ring(self, alert: Alert, now: int) -> bool:
        said, when = self._rung.get(alert.id, ((), now))
        return not set(alert.points) <= set(said) or now - when >= RING_EVERY

    async def lead_to(self, alert: Alert) -> None:
        """Go where an alert is settled: to its board or question, or to its first task in the list."""
        if alert.task:
            self.go_to(alert.task)
        elif alert.key in ACTIONS:
            await self.run_action(ACTIONS[alert.key])
