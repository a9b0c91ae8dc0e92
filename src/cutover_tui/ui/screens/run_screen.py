"""The run screen: where a practice manager works the day, and the room reads where it stands."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical

from cutover_tui.domain.closing import GO_LIVE, live_standing, live_to_do
from cutover_tui.domain.issues import counts_words
from cutover_tui.domain.leads import lead_offered_to, lead_words
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.retreat import retreat_clock
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.filters import EVERY_LIST, Filter, Group, grouped
from cutover_tui.runner.service_board import debt_forms
from cutover_tui.runner.service_tiles import service_tiles
from cutover_tui.runner.story import line_of
from cutover_tui.ui.keys import RUN_KEYS, bindings_of
from cutover_tui.ui.keys_run import FOOTER
from cutover_tui.ui.screens.run_alert_acts import RunAlertActs
from cutover_tui.ui.screens.run_asking import SHORT, WIDE
from cutover_tui.ui.screens.run_pause_acts import RunPauseActs
from cutover_tui.ui.screens.run_telling import RunTelling
from cutover_tui.ui.screens.run_watch import RunWatch
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.clock_band import ClockBand, Countdown
from cutover_tui.ui.widgets.detail_panel import DetailPanel, detail_of
from cutover_tui.ui.widgets.key_footer import KeyFooter, needed_first
from cutover_tui.ui.widgets.list_tabs import ListTab, ListTabs
from cutover_tui.ui.widgets.log_tail import LogTail
from cutover_tui.ui.widgets.service_strip import ServiceStrip
from cutover_tui.ui.widgets.tally_bar import TallyBar
from cutover_tui.ui.widgets.task_lines import Section
from cutover_tui.ui.widgets.task_list import TaskList
from cutover_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.screens.desk import Desk

TAIL_LINES = 12
HISTORY_LINES = 8
LOOK_EVERY = 1.0
"""Seconds between two looks at the clock, the log and the second copy."""
_KEEP = 2
"""Keys that keep their place in the footer whatever else is needed: tick, and what is not done."""
LOAD_AFTER = 0.3
"""Seconds after the first paint until the dialogs are loaded."""


class RunScreen(RunTelling, RunPauseActs, RunAlertActs, RunWatch):
    """Work a run: tick, see what is late, find the next thing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(RUN_KEYS)]
    AUTO_FOCUS = "TaskList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 (an instance variable in Textual)

    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-tall")]  # noqa: RUF012 (the same)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen = Filter(checklist=self._first_list())
        self._minute = ""
        self._room = (False, False)
        """Whether the screen has few rows, and whether it has columns for the detail beside the list."""
        self._folded: dict[str, bool] = {}
        """Which phases were folded when the list was last shown anew."""
        self._shown: tuple[int, str] = (-1, "")
        """The entries and the minute that were shown last."""
        self._listed: frozenset[tuple[str, bool]] = frozenset()
        """The lines the list holds, by ref and whether a guest."""

    def compose(self) -> ComposeResult:
        """Lay the bridge out from top to bottom (`ux.md` 1)."""
        plan = self.cutover_run.plan
        yield TitleBar(
            practice=plan.practice,
            from_system=plan.from_system,
            to_system=plan.to_system,
            run_name=self.cutover_run.log.run,
            lead=lead_words(self.run_state),
            bridge_call=plan.bridge_call,
            rehearsal=self.run_state.kind is RunKind.REHEARSAL,
            zone=plan.calendar.zone,
        )
        yield ClockBand(zone=plan.calendar.zone)
        yield ServiceStrip(zone=plan.calendar.zone)
        yield TallyBar()
        yield ListTabs()
        with Horizontal(id="bridge"):
            yield TaskList(
                zone=plan.calendar.zone, role_names={role.code: role.name for role in plan.roles}, id="tasks"
            )
            with Vertical(id="side"):
                yield DetailPanel()
                yield LogTail(zone=plan.calendar.zone, id="side-log")
        yield LogTail(zone=plan.calendar.zone, id="foot-log")
        yield Banner()
        yield KeyFooter(FOOTER)

    def on_mount(self) -> None:
        """Fill the screen and start the clock."""
        now = self.cutover_run.clock.now()
        self._minute = clock_words(now, self.cutover_run.plan.calendar.zone)
        self._room = (self.app.size.height < SHORT, self.app.size.width >= WIDE)
        self.show_all()
        self.call_after_refresh(self.mark_now)
        self.set_interval(LOOK_EVERY, self._each_second)
        self.show_saved()
        self.call_after_refresh(self.record_opening)
        self.set_timer(LOAD_AFTER, self._load_dialogs)

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show everything anew, for a new list or filter."""
        self._folded, self._listed = {}, frozenset()
        self._show_list()
        self._show_around()

    def _show_list(self) -> None:
        """Show the list. What it holds already stays, even where the filter would now hide it, and as it was folded."""
        groups = grouped(self.row_cache.all_rows(), self.chosen, self._listed)
        self._folded = {group.key: self._folded.get(group.key, self._folds(group)) for group in groups}
        self._listed = frozenset((row.task.ref, row.guest) for group in groups for row in group.rows)
        names = {checklist.code: checklist.name for checklist in self.run_state.plan.checklists}
        several = self.chosen.checklist == EVERY_LIST
        sections = [
            Section(
                key=group.key,
                heading=f"{names.get(group.key.split('/')[0], '')}: {group.heading}" if several else group.heading,
                rows=group.rows,
                settled=group.settled,
                total=group.total,
                folded=self._folded[group.key],
            )
            for group in groups
        ]
        task_list = self.query_one(TaskList)
        task_list.set_sections(sections)
        task_list.set_now(self.cutover_run.clock.now())

    def _show_around(self) -> None:
        """Show what stands around the list: tally, tabs, strip, detail and log."""
        self._shown = (self.entries_shown, self._minute)
        counted, debt = self.row_cache.tally_of(self.chosen.checklist), debt_forms(self.run_state)
        asked = self.ask_pause()
        self.query_one(TallyBar).show(
            counted, self._filter_words(), debt, issues=counts_words(self.run_state, urgent=True), asks=asked
        )
        self.query_one(TitleBar).show_lead(lead_words(self.run_state), offered=bool(lead_offered_to(self.run_state)))
        self.query_one(TitleBar).show_closed(closed=self.run_state.closed is not None)
        self.query_one(ListTabs).show(self._tabs())
        self.query_one(ServiceStrip).show(service_tiles(self.run_state), self.cutover_run.clock.now())
        self._show_log()
        self.show_detail()
        self._show_clocks(self.cutover_run.clock.now())

    def _filter_words(self) -> str:
        """`late: 12 of 47`; counted only while something is hidden."""
        if not self.chosen.narrows():
            return ""
        whole = self.chosen.cleared()
        listed = [row for row in self.row_cache.all_rows() if whole.shows(row)]
        return self.chosen.words(sum(self.chosen.shows(row) for row in listed), len(listed))

    def _show_log(self) -> None:
        told = (line_of(entry, self.run_state) for entry in reversed(self.cutover_run.entries))
        lines = list(islice((line for line in told if not line.system), TAIL_LINES))
        for log_tail in self.query(LogTail):
            log_tail.show(lines, self.cutover_run.clock.now())

    def show_detail(self) -> None:
        """Show the marked task in full."""
        ref = self.query_one(TaskList).cursor_ref
        row = self.row_cache.rows.get(ref or "")
        if row is None:
            self.query_one(DetailPanel).show(None)
            return
        entries = self.cutover_run.entries_about(row.task.ref)
        lines = [line_of(entry, self.run_state) for entry in entries[-HISTORY_LINES:]]
        self.query_one(DetailPanel).show(detail_of(self.run_state, row.task.ref, row, lines))

    def apply(self, entries: Sequence[Entry]) -> None:
        """Show new entries, whoever recorded them: repaint what they changed."""
        changed = self.row_cache.apply(self.run_state, entries, self.cutover_run.clock.now())
        if changed is None:
            self._show_list()
        else:
            self._update_rows(changed)
        if not self.answered:
            self._show_around()

    def _update_rows(self, rows: Sequence[TaskRow]) -> None:
        """Repaint some lines. A line stays where it is even when a filter would now hide it."""
        task_list = self.query_one(TaskList)
        for row in rows:
            task_list.update_row(row)
            guest = self.row_cache.guests.get(row.task.ref)
            if guest is not None:
                task_list.update_row(guest)

    def show_keys(self) -> None:
        """Show the keys needed now before others, and dim those that do nothing here, as for the keyboard."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            dimmed = [key.action for key in FOOTER if self.check_action(key.action, ()) is None]
            footer.show(needed_first(FOOTER, self.needed, after=_KEEP), dimmed)
        self.refresh_bindings()

    # -- time -------------------------------------------------------------------------------------------------------

    def _each_second(self) -> None:
        now = self.cutover_run.clock.now()
        self._show_clocks(now)
        minute = clock_words(now, self.cutover_run.plan.calendar.zone)
        if minute != self._minute:
            self._minute = minute
            self.pass_minute(now)
        self.look_for_alerts(now)
        self.look_around(now)

    def show_time(self, now: datetime) -> None:
        """Show what the time alone changed."""
        changed = self.row_cache.pass_time(self.run_state, now)
        self._update_rows(changed)
        self.query_one(TaskList).set_now(now)
        if changed or self.run_state.issues:
            self._show_around()

    def _show_clocks(self, now: datetime) -> None:
        anchors = self.run_state.anchors
        extract = "CUT" if "CUT" in self.run_state.recorded else "FDP"
        retreat = retreat_clock(self.run_state, now)
        notes = retreat.forms if retreat.near else ()
        self.query_one(ClockBand).show(
            now,
            (
                Countdown("FDP", anchors.get(extract), extract in self.run_state.recorded, notes=notes),
                Countdown(
                    "GO-LIVE",
                    anchors.get(GO_LIVE),
                    GO_LIVE in self.run_state.recorded,
                    live_standing(self.run_state),
                    len(live_to_do(self.run_state)),
                ),
            ),
        )
        self.query_one(TitleBar).show_time(now)
        self.show_pause(now)

    @work(thread=True, group="load")
    def _load_dialogs(self) -> None:
        """Load the questions behind the commonest keys, and what they need, while nobody waits for them."""
        for name in ("tick_strip", "check_strip", "not_done_menu", "note_dialog", "start_strip"):
            import_module(f"cutover_tui.ui.dialogs.{name}")
        import_module("cutover_tui.runner.alerts")
        import_module("cutover_tui.domain.corrections")
        self.desk.known()

    # -- handlers ---------------------------------------------------------------------------------------------------

    @on(TaskList.Highlighted)
    def _highlighted(self) -> None:
        self.show_detail()
        self.refresh_bindings()

    @on(TaskList.Opened)
    def _opened(self) -> None:
        """Enter shows the marked task in full; it never hides it, nor comes of one Enter too many for a question."""
        if not self.just_asked:
            self.show_panel(shown=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fold or open finished phases for the rows there are, and leave the keys with what is in sight."""
        short, wide = event.size.height < SHORT, event.size.width >= WIDE
        self.share_row()
        self.fit_question()
        if not self.is_mounted or (short, wide) == self._room:
            return
        was_short, self._room = self._room[0], (short, wide)
        if was_short != short:
            self._folded = {}
            self._show_list()
        self.call_after_refresh(self.give_keys)

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was in front."""
        self.show_around_once()
        self.show_saved()

    def show_around_once(self) -> None:
        """Show what stands around the list, unless it was shown since the last entry."""
        self.place_alerts()
        if self.is_mounted and self._shown != (self.entries_shown, self._minute):
            self._show_around()

    # -- private ----------------------------------------------------------------------------------------------------

    def _tabs(self) -> list[ListTab]:
        tabs: list[ListTab] = []
        for checklist in self.run_state.plan.checklists:
            counted = self.row_cache.tally_of(checklist.code)
            tabs.append(
                ListTab(
                    code=checklist.code,
                    name=checklist.name,
                    count=f"{counted.settled}/{counted.total}" if counted.total else "",
                    overdue=counted.overdue,
                    blocked=counted.blocked,
                    chosen=self.chosen.checklist in {checklist.code, EVERY_LIST},
                )
            )
        return tabs

    def _folds(self, group: Group) -> bool:
        """Tell whether a phase starts folded: one that is finished, on a screen with few rows (`ux.md` 1)."""
        finished = group.total > 0 and group.settled == group.total
        return finished and self._room[0] and not self.chosen.narrows()

    def _first_list(self) -> str:
        """The list to show first: the one the day is at."""
        now, anchors = self.cutover_run.clock.now(), self.run_state.anchors
        begins = (
            ("F", anchors.get("FDP"), -timedelta(days=3)),
            ("C", anchors.get("FDP"), timedelta(hours=2)),
            ("G", anchors.get("GL"), -timedelta(hours=12)),
            ("R", anchors.get("GL"), timedelta(days=1)),
        )
        begun = [code for code, at, after in begins if at is not None and now >= at + after]
        codes = [checklist.code for checklist in self.run_state.plan.checklists]
        return next((code for code in (*reversed(begun), "P") if code in codes), codes[0] if codes else EVERY_LIST)
