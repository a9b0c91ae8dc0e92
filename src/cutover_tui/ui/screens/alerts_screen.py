"""The alerts board: everything that asks for attention by level, what was done about it, and where it is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.alerts import AlertLevel, acknowledge_alert, shelve_alert
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.alerts import alert_rows, asking, counted_words, find_alert
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_alerts import FOOTER, KEYS
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.widgets.alert_lines import alert_lines
from cutover_tui.ui.widgets.alert_page import alert_page
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.alerts import AlertRow
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_alert_acts import RunAlertActs
    from cutover_tui.ui.widgets.board_list import BoardLine

RESTS = timedelta(minutes=15)
"""For how long an alert is laid aside unless somebody gives another time."""


class AlertsScreen(BoardScreen):
    """See every alert, put initials to one, lay one aside, or go where it is settled."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["alerts"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    EMPTY: ClassVar[str] = (
        "Nothing asks for attention now; what does stands here until somebody presses a and puts initials to it."
    )
    WRITING: ClassVar[frozenset[str]] = frozenset({"acknowledge", "shelve"})
    BESIDE_FROM: ClassVar[int] = 120

    def __init__(self, under: RunAlertActs) -> None:
        super().__init__(under)
        self._run_screen = under
        self._rows: tuple[tuple[int, str, bool], tuple[AlertRow, ...]] = ((-1, "", False), ())

    def on_mount(self) -> None:
        """Show the board; where a warning waits for initials, ask for them at once."""
        super().on_mount()
        if asking(self.rows(), AlertLevel.WARNING) and not self.desk.look_only:
            self.call_after_refresh(self.action_acknowledge, "N")

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    # -- what it shows ----------------------------------------------------------------------------------------------

    def rows(self) -> tuple[AlertRow, ...]:
        """Every alert with what was done about it, worked out anew after an entry and when the minute changes."""
        now = self.cutover_run.clock.now()
        minute, behind = clock_words(now, self.cutover_run.plan.calendar.zone), self.desk.copy_behind is not None
        of = (len(self.cutover_run.entries), minute, behind)
        if self._rows[0] != of:
            self._rows = (of, alert_rows(self.run_state, now, self.desk.alerts_here()))
        return self._rows[1]

    def head(self) -> Content:
        """How many stand, and whether the bell rings."""
        rows, look = self.rows(), look_of(self.app)
        aside = sum(row.shelved for row in rows)
        rings = "on" if getattr(self.app, "bell_rings", True) else "OFF"
        return Content.assemble(
            ("Alerts  ", "bold $accent"),
            (counted_words(rows) or "nothing asks for attention", "bold $text"),
            (f"  {look.pick('‖', '=')} {aside} shelved" if aside else "", "bold $muted"),
            (f"  bell {rings}", "$muted" if rings == "on" else "bold $soon"),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each alert, by level."""
        return alert_lines(self.rows(), self.cutover_run.clock.now(), self.run_state.plan.calendar.zone)

    def detail(self, key: str) -> Content:
        """The marked alert in full."""
        row = next((one for one in self.rows() if one.id == key), None)
        if row is None:
            return Content("")
        return alert_page(row, self.cutover_run.clock.now(), self.run_state.plan.calendar.zone)

    def marked_row(self) -> AlertRow | None:
        """The marked alert; says so when none is."""
        marked = self.query_one(BoardList).marked
        row = next((one for one in self.rows() if one.id == marked), None)
        if row is None:
            self.say("No alert is marked, because nothing asks for attention now.", "caution")
        return row

    # -- recording --------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_acknowledge(self, opened_by: str = "a") -> None:
        """Put initials to the marked alert."""
        row = self.marked_row()
        if row is None:
            return
        from cutover_tui.ui.dialogs.by_strip import ByStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by, alert = self.desk.typist(), row.alert
        strip = ByStrip(
            self.run_state,
            "Acknowledge",
            lead=str(alert.level).upper(),
            words=f"{alert.words}.",
            question="Give the initials of who has read it.",
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: acknowledge_alert(
                self.run_state, self.desk.act(given, typed_by), alert, self._as_it_stands(alert.id)
            ),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by)
        here = self.desk.alerts_here()
        if await self.attempt(lambda: self.cutover_run.acknowledge_alert(act, alert, here=here)) is not None:
            self._mark_next()
            self.say("Acknowledged. It asks again only if it gets worse or says more.")

    @work(group="ask")
    async def action_shelve(self) -> None:
        """Lay the marked alert aside until a time."""
        row = self.marked_row()
        if row is None:
            return
        from cutover_tui.ui.dialogs.shelve_strip import ShelveAnswer, ShelveStrip  # noqa: PLC0415 (as above)

        typed_by, alert, now = self.desk.typist(), row.alert, self.cutover_run.clock.now
        zone = self.run_state.plan.calendar.zone

        def judge(given: ShelveAnswer) -> object:
            act, stands = self.desk.act(given.by, typed_by), self._as_it_stands(alert.id)
            return shelve_alert(self.run_state, act, alert, stands, until=given.until, reason=given.reason)

        strip = ShelveStrip(
            self.run_state,
            f"{alert.words}.",
            now=now,
            until=clock_words(now() + RESTS, zone),
            typed_by=typed_by,
            opened_by="s",
            decide=judge,
        )
        given = await self.put(strip)
        if given is None:
            return
        act, here = self.desk.act(given.by, typed_by), self.desk.alerts_here()
        entry = await self.attempt(
            lambda: self.cutover_run.shelve_alert(act, alert, until=given.until, reason=given.reason, here=here)
        )
        if entry is not None:
            self.say(f"Shelved until {clock_words(given.until, zone)}. It comes back then, or once it says more.")

    def _as_it_stands(self, name: str) -> Alert | None:
        return find_alert(self.run_state, self.cutover_run.clock.now(), name, self.desk.alerts_here())

    def _mark_next(self) -> None:
        """Mark the next alert that asks, if any does."""
        left = next((row.id for row in self.rows() if not row.quiet), "")
        self.query_one(BoardList).mark(left)

    # -- going ------------------------------------------------------------------------------------------------------

    def open_marked(self) -> None:
        """Go where the marked alert is settled."""
        self.action_go_there()

    def action_go_there(self) -> None:
        """Go where the marked alert is settled."""
        row = self.marked_row()
        if row is not None and not self.asking:
            self.dismiss()
            self.app.call_later(self._run_screen.lead_to, row.alert)
