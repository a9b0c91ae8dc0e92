"""What the widgets' tests share: an app around widgets, the text it shows, and task rows made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.ui import keyboard
from textual.app import App

from cutover_tui.domain.lateness import Lateness, Timeliness
from cutover_tui.domain.plan import Task
from cutover_tui.domain.tasks import TaskState, TaskStatus
from cutover_tui.domain.timing import Window
from cutover_tui.runner.boards import Badge, Mark, TaskRow
from cutover_tui.ui.palette import NIGHT_THEME, cutover_themes, theme_variable_defaults
from cutover_tui.ui.widgets.task_lines import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.pilot import Pilot
    from textual.widget import Widget

NOW = datetime(2026, 11, 23, 17, 42, 17, tzinfo=UTC)
HOSTILE = ("[/", "[x] tick", "call [Dr Rao]", "[@click=app.quit]x", "[bold]b[/]", "$text")
"""Texts that break or vanish where they are read as markup (`integrity.md` D2)."""


class Stage(App[None]):
    """Shows some widgets and keeps their messages."""

    def __init__(self, *widgets: Widget, ascii_marks: bool = False) -> None:
        super().__init__()
        self.ascii_marks = ascii_marks
        self.said: list[Message] = []
        self._widgets = widgets

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme_variable_defaults()

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_mount(self) -> None:
        for theme in cutover_themes():
            self.register_theme(theme)
        self.theme = NIGHT_THEME

    def hear(self, message: Message) -> None:
        self.said.append(message)


async def settled(pilot: Pilot[None]) -> list[str]:
    """Wait until the screen stands still, and give its lines."""
    return (await keyboard.settled(pilot)).split("\n")


def due(clock: str) -> datetime:
    """Give an instant of the day by its time."""
    hour, minute = clock.split(":")
    return NOW.replace(hour=int(hour), minute=int(minute), second=0)


def a_row(
    ref: str,
    clock: str = "",
    title: str = "Count the paper forms",
    *,
    mark: Mark = Mark.OPEN,
    words: str = "OPEN",
    status: TaskStatus = TaskStatus.TO_DO,
    lateness: Lateness = Lateness.OPEN,
    doing_by: str = "",
    guest: bool = False,
) -> TaskRow:
    """Make a row by hand."""
    return TaskRow(
        task=Task(ref=ref, id=ref, checklist="F", phase="Freeze", title=title, owner="GP"),
        standing=TaskState(status=status, by="JB"),
        window=Window(None, due(clock) if clock else None, None),
        timeliness=Timeliness(lateness),
        badge=Badge(mark, words),
        due_words=clock,
        doing_by=doing_by,
        guest=guest,
    )


def done_row(ref: str, clock: str = "", title: str = "Count the paper forms") -> TaskRow:
    """Make the row of a task that is done."""
    return a_row(
        ref, clock, title, mark=Mark.DONE, words="DONE JB 17:40", status=TaskStatus.DONE, lateness=Lateness.SETTLED
    )


def a_section(key: str, rows: Sequence[TaskRow], *, folded: bool = False) -> Section:
    """Make a section of open rows."""
    return Section(key, f"Phase {key}", tuple(rows), 0, len(rows), folded)


def many(count: int) -> list[Section]:
    """Make sections of a hundred rows each."""
    rows = [a_row(f"X-{i}", (NOW + timedelta(minutes=i % 300)).strftime("%H:%M")) for i in range(count)]
    return [a_section(f"s{i}", rows[i : i + 100]) for i in range(0, count, 100)]
