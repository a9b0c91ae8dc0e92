"""The task list: thousands of tasks in one widget that repaints only the lines that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_list import KEYS
from cutover_tui.ui.palette import Ink, follow_theme
from cutover_tui.ui.widgets.banner import MOST_ROWS
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.painted import FIRST_LOOK, look_of
from cutover_tui.ui.widgets.task_lines import Cursor, LinePainter, Section, heading_strip, now_strip
from cutover_tui.ui.widgets.task_places import Places, Stop, scroll_for, stop_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual import events
    from textual.binding import BindingType

    from cutover_tui.runner.boards import TaskRow

AIRY_HEIGHT = 20
"""From this many rows on, an empty line stands before each heading."""


class TaskList(ScrollView, can_focus=True, inherit_bindings=False):
    """Move through the tasks of a list and mark one.

    Only people move the cursor: rows that change stay where they are, and so does the mark. What a person folds
    or opens stays so.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    TaskList {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]

    double_spaced: reactive[bool] = reactive(default=False, repaint=False, init=False)
    """True for the wall: an empty line after each task."""

    @dataclass
    class OfLine(Message):
        """Something about a line of a list."""

        task_list: TaskList
        ref: str
        """The task's number; empty on the heading of a folded section."""

        @property
        def control(self) -> TaskList:
            """The list it comes from."""
            return self.task_list

    class Highlighted(OfLine):
        """Another line was marked."""

    class Opened(OfLine):
        """A person asked for the marked task in full."""

    def __init__(
        self,
        *,
        zone: str = "Europe/London",
        role_names: Mapping[str, str] | None = None,
        id: str | None = None,  # noqa: A002 (Textual's word)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.zone = zone
        """The practice's zone, for the NOW line."""
        self.role_names: Mapping[str, str] = role_names or {}
        """What each role is called; a code not in it shows as it is."""
        self.empty_words = "No tasks to show here."
        """Stands in the list while it holds none."""
        self._places = Places()
        self._fold_choices: dict[str, bool] = {}
        self._cursor: Stop | None = None
        self._left_at: dict[str, Stop] = {}
        self._now: datetime | None = None
        self._now_words = ""
        self._parts, self._airy = 1, False
        self._covered = self._top_before = 0
        self._painter = LinePainter()

    # -- what it shows ----------------------------------------------------------------------------------------------

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these sections. The cursor stays on its task, or goes to the next one still there."""
        before, shape = self._places.stops, self._places.shape()
        old_rows, old_sections = self._places.rows, self._places.sections
        self._places.take(sections, self._fold_choices)
        if shape and self._places.shape() == shape:
            self._repaint_changed(old_rows)
            for held in self._places.sections.values():
                if held != old_sections[held.key]:
                    self._refresh_stop(Stop("", section=held.key))
            self._place_now()
            return
        self._rebuild(before, anew=True)

    def update_row(self, row: TaskRow) -> None:
        """Show one task anew where it stands; a task the list does not hold changes nothing."""
        replaced = self._places.replace(row)
        if replaced is None:
            return
        before, counts_changed = replaced
        stop = stop_of(row)
        if counts_changed:
            self._refresh_stop(Stop("", section=self._places.home[stop]))
        if not self._painter.fits(row) or self._parts_of(row) != self._parts_of(before):
            self._rebuild(self._places.stops, anew=True)
            return
        self._refresh_stop(stop)
        if row.due_at != before.due_at:
            self._place_now()

    def set_now(self, now: datetime) -> None:
        """Move the NOW line. Costs nothing within a minute."""
        words = clock_words(now, self.zone)
        if self._now is not None and words == self._now_words and now.date() == self._now.date():
            return
        self._now, self._now_words = now, words
        self._place_now()
        if self._places.now_at is not None:
            self._refresh_lines(self._places.now_at, 1)

    def toggle_fold(self, key: str) -> None:
        """Fold a section to its heading, or open it. The cursor waits on the heading and goes back to its task."""
        held = self._places.sections.get(key)
        if held is None:
            return
        heading, before = Stop("", section=key), self._cursor
        held.folded = self._fold_choices[key] = not held.folded
        if held.folded and before in held.stops:
            self._left_at[key], self._cursor = before, heading
        elif before == heading and held.stops:
            left = self._left_at.pop(key, held.stops[0])
            self._cursor = left if left in held.stops else held.stops[0]
        self._rebuild(self._places.stops)
        if self._cursor != before:
            self._show_cursor()
            self.post_message(self.Highlighted(self, self.cursor_ref))

    def go_to(self, ref: str) -> bool:
        """Mark a task by its number, opening its section; False when the list does not hold it."""
        found = self._places.find(ref)
        if found is None:
            return False
        held = self._places.sections[self._places.home[found]]
        if held.folded:
            held.folded = self._fold_choices[held.key] = False
            self._rebuild(self._places.stops)
        self._go(found)
        return True

    def show_around(self, ref: str) -> bool:
        """Mark a task and scroll so that a third of the list stands above it; False when the list does not hold it."""
        if not self.go_to(ref):
            return False
        self._hold_still(self.scrollable_content_region.height // 3)
        return True

    # -- what it says -----------------------------------------------------------------------------------------------

    @property
    def cursor_ref(self) -> str:
        """The number of the marked task; empty when none is, as on the heading of a folded section."""
        return self._cursor.ref if self._cursor is not None else ""

    @property
    def cursor_section(self) -> str:
        """The key of the section the cursor is in; empty in an empty list."""
        if self._cursor is None:
            return ""
        return self._cursor.section or self._places.home[self._cursor]

    @property
    def now_ref(self) -> str:
        """The number of the first task after the NOW line, or of the last one; empty in an empty list."""
        found = self._places.after_now()
        return found.ref if found is not None else ""

    def refs(self, *, after_now: bool = False) -> list[str]:
        """The numbers of the tasks in order, of all or of those after the NOW line, without what is folded away."""
        return [stop.ref for stop in (self._places.all_after_now() if after_now else self._places.stops)]

    # -- Textual ----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint again when the theme changes."""
        follow_theme(self, self.refresh)

    def on_resize(self) -> None:
        """Lay the lines out for the new size, the marked line in sight."""
        self._rebuild(self._places.stops)
        self._show_cursor()

    def watch_has_focus(self, value: bool) -> None:  # noqa: FBT001 (Textual calls it so)
        """Show on the marked line whether keys come here."""
        super().watch_has_focus(value)
        self._refresh_cursor()

    def watch_double_spaced(self) -> None:
        """Lay the lines out anew."""
        self._rebuild(self._places.stops)

    def on_click(self, event: events.Click) -> None:
        """Mark the task clicked, or fold and open a section by its heading; nothing while a question stands."""
        if not self.can_focus:
            return
        place = self._places.place_at(event.y + self.scroll_offset.y)
        if place is None or place.stop is None:
            return
        if place.stop.ref:
            self._go(place.stop)
        else:
            self.toggle_fold(place.stop.section)

    def render_line(self, y: int) -> Strip:
        """Give one line of what is in sight to Textual."""
        width = self.scrollable_content_region.width
        look = look_of(self.app)
        self._painter.fit(width, look, self._places.rows.values())
        line = y + self.scroll_offset.y
        if not self._places.lines:
            words = look.cut(self.empty_words, width - 1) if line == 0 else ""
            return Row(width, look.style(Ink.MUTED)).at(1).put(words).strip()
        if line == self._places.now_at:
            return now_strip(self._now_words, width, look)
        place = self._places.place_at(line)
        if place is None or place.stop is None:
            return Strip.blank(width, look.style(Ink.TEXT))
        cursor = Cursor(here=True, focused=self.has_focus) if place.stop == self._cursor else Cursor()
        if not place.stop.ref:
            return heading_strip(self._places.sections[place.section].shown(), width, look, cursor)
        row = self._places.rows[place.stop]
        strips = self._painter.strips(row, cursor, role_names=self.role_names, parts=self._parts)
        return strips[min(place.part, len(strips) - 1)]

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Mark a line some lines on."""
        self._go_index(self._places.index(self._cursor) + by)

    def action_cursor_first(self) -> None:
        """Mark the first line."""
        self._go_index(0)
        self.scroll_to(y=0, animate=False, force=True)

    def action_cursor_last(self) -> None:
        """Mark the last line."""
        self._go_index(len(self._places.stops) - 1)

    def action_page(self, by: int) -> None:
        """Mark the line some screens on."""
        if self._cursor is not None:
            height = self._cursor_height()
            self._go_index(self._places.page(self._cursor, by, self.scrollable_content_region.height))
            self._hold_still(height)

    def action_open_marked(self) -> None:
        """Ask for the marked task in full, or open the folded section the cursor is on."""
        if self._cursor is None:
            return
        if self._cursor.ref:
            self.post_message(self.Opened(self, self._cursor.ref))
        else:
            self.toggle_fold(self._cursor.section)

    # -- lines ------------------------------------------------------------------------------------------------------

    def _rebuild(self, stops_before: Sequence[Stop], *, anew: bool = False) -> None:
        """Make the lines anew; the marked line keeps its place on the screen as far as it can."""
        height_before = self._cursor_height()
        sight = self.scrollable_content_region
        look = look_of(self.app) if self.is_attached else FIRST_LOOK
        self._painter.fit(sight.width, look, self._places.rows.values(), anew=anew)
        self._lay_out(sight.height)
        self._places.now_at = self._places.now_line(self._now) if self._now is not None else None
        self.virtual_size = Size(0, self._places.height + self._covered)
        self._keep_cursor(stops_before)
        self._hold_still(height_before)
        self.refresh()

    def _lay_out(self, height: int) -> None:
        """Lay the lines out, with titles in two lines where all tasks fit on the screen even so."""
        # A message of some rows takes them from the list, and must not move its lines about.
        self._airy = height >= AIRY_HEIGHT - self._airy * MOST_ROWS and not self.double_spaced
        for parts in (2, 1) if len(self._places.rows) < height else (1,):
            self._parts = parts
            self._places.lay_out(parts=self._parts_of, airy=self._airy, spaced=self.double_spaced)
            if len(self._places.lines) < height:
                return

    def _parts_of(self, row: TaskRow) -> int:
        return 1 if self._parts == 1 else self._painter.parts(row)

    def _place_now(self) -> None:
        """Find the NOW line's place anew, and repaint what it moved past."""
        if self._now is None:
            return
        before, after = self._places.now_at, self._places.now_line(self._now)
        if before == after:
            return
        if before is None or after is None:
            self._rebuild(self._places.stops)
            return
        height = self._cursor_height()
        self._places.now_at = after
        self._refresh_lines(min(before, after), abs(before - after) + 1)
        self._hold_still(height)

    def _repaint_changed(self, before: Mapping[Stop, TaskRow]) -> None:
        for stop, row in self._places.rows.items():
            if row is not before[stop] and row != before[stop]:
                self._refresh_stop(stop)

    def _refresh_stop(self, stop: Stop) -> None:
        """Repaint the lines of one task or heading, if any of them is in sight."""
        y = self._places.y_of(stop)
        if y is not None:
            self._refresh_lines(y, self._parts)

    def _refresh_cursor(self) -> None:
        if self._cursor is not None:
            self._refresh_stop(self._cursor)

    def _refresh_lines(self, first: int, how_many: int) -> None:
        sight = self.scrollable_content_region
        region = Region(0, first - self.scroll_offset.y, sight.width, how_many)
        region = region.intersection(Region(0, 0, sight.width, sight.height))
        if region:
            self.refresh(region)

    # -- cursor -----------------------------------------------------------------------------------------------------

    def cover(self, rows: int) -> None:
        """Leave some rows at the bottom to a question, the marked line in sight above it; with 0 all is as it was."""
        if not self._covered:
            self._top_before = self.scroll_offset.y
        self._covered = min(rows, max(self.scrollable_content_region.height - self._parts, 0))
        self.virtual_size = Size(0, self._places.height + self._covered)
        if not self._covered:
            self.scroll_to(y=self._top_before, animate=False, force=True)
        self._show_cursor()

    def _cursor_y(self) -> int | None:
        return self._places.y_of(self._cursor) if self._cursor is not None else None

    def _cursor_height(self) -> int | None:
        """Give how far down the screen the marked line is, None when it is out of sight."""
        y = self._cursor_y()
        if y is None:
            return None
        height = y - self.scroll_offset.y
        return height if 0 <= height < self.scrollable_content_region.height else None

    def _hold_still(self, height: int | None) -> None:
        """Scroll so that the marked line is again as far down the screen as it was."""
        y = self._cursor_y()
        if height is not None and y is not None:
            self.scroll_to(y=max(y - height, 0), animate=False, force=True)

    def _keep_cursor(self, stops_before: Sequence[Stop]) -> None:
        """Leave the cursor on its task; only where that is gone, put it on another and say so."""
        if self._cursor is not None and self._cursor in self._places.line_of:
            return
        gone = self._cursor
        self._cursor = self._places.start() if gone is None else self._places.nearest(gone, stops_before)
        if self._cursor != gone:
            self._show_cursor()
            self.post_message(self.Highlighted(self, self.cursor_ref))

    def _go(self, stop: Stop) -> None:
        if stop != self._cursor:
            self._refresh_cursor()
            self._cursor = stop
            self._refresh_cursor()
            self.post_message(self.Highlighted(self, self.cursor_ref))
        self._show_cursor()

    def _go_index(self, index: int) -> None:
        if stops := self._places.stops:
            self._go(stops[min(max(index, 0), len(stops) - 1)])

    def _show_cursor(self) -> None:
        """Bring the marked line into sight."""
        height = self.scrollable_content_region.height - self._covered
        y = self._cursor_y()
        if y is None or height <= 0:
            return
        above = self._places.place_at(y - 1)
        heading = above is not None and above.stop is not None and not above.stop.ref
        goal = scroll_for(range(y, y + self._parts), self.scroll_offset.y, height, heading=heading)
        if goal is not None:
            self.scroll_to(y=goal, animate=False, force=True)
