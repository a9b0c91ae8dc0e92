"""The detail panel: the marked task in full, beside the list or in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cutover_tui.domain.lateness import timeliness
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.boards import Badge, Mark, TaskRow, badge_of, gate_words, hazard_words, owner_words
from cutover_tui.ui.palette import Ink, follow_theme
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.detail_page import Detail, Related, Said, paint_detail
from cutover_tui.ui.widgets.painted import FIRST_LOOK, Look, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskState
    from cutover_tui.runner.story import Line

__all__ = ["Detail", "DetailPanel", "Related", "Said", "detail_of"]

NOTHING_MARKED = "No task is marked. Move to one in the list, and it shows here in full."


class DetailPanel(ScrollView, can_focus=True):
    """Read a task in full; the arrow keys scroll it while it has the focus."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    DetailPanel {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id, classes=classes)
        self._detail: Detail | None = None
        self._strips: list[Strip] = []
        self._painted_for: tuple[int, Look, bool] | None = None

    @property
    def detail(self) -> Detail | None:
        """What it shows."""
        return self._detail

    def show(self, detail: Detail | None) -> None:
        """Show a task; another task starts at the top, the same one stays scrolled where it was."""
        if detail == self._detail:
            return
        same = detail is not None and self._detail is not None and detail.ref == self._detail.ref
        self._detail = detail
        self._rebuild()
        if not same:
            self.scroll_to(y=0, animate=False, force=True)

    def on_mount(self) -> None:
        """Paint again when the theme changes."""
        follow_theme(self, self._rebuild)
        self._rebuild()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._rebuild()

    def watch_has_focus(self, value: bool) -> None:  # noqa: FBT001 (Textual calls it so)
        """Show whether keys come here."""
        super().watch_has_focus(value)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give one line of what is in sight to Textual."""
        if self._painted_for != self._now_for():
            self._paint()
        line = y + self.scroll_offset.y
        if line < len(self._strips):
            return self._strips[line]
        return Strip.blank(self.scrollable_content_region.width, look_of(self.app).style(Ink.TEXT, Ink.SURFACE))

    def _rebuild(self) -> None:
        if not self.is_attached or not self.scrollable_content_region.width:
            return
        self._paint()
        self.virtual_size = Size(0, len(self._strips))
        self.refresh()

    def _now_for(self) -> tuple[int, Look, bool]:
        look = look_of(self.app) if self.is_attached else FIRST_LOOK
        return self.scrollable_content_region.width, look, self.has_focus

    def _paint(self) -> None:
        width, look, focused = self._painted_for = self._now_for()
        if self._detail is not None:
            self._strips = paint_detail(self._detail, width, look, Ink.SURFACE, focused=focused)
            return
        words = look.cut(NOTHING_MARKED, width - 2)
        self._strips = [Row(width, look.style(Ink.MUTED, Ink.SURFACE)).at(1).put(words).strip()]


def detail_of(state: RunState, ref: str, row: TaskRow, lines: Sequence[Line], now: datetime | None = None) -> Detail:
    """Say everything there is to say about one task.

    Args:
        state: The run as it stands.
        ref: The task.
        row: Its line.
        lines: What the log says about it, oldest first.
        now: The instant by which other tasks' badges say how late they are; without it they say what was recorded.
    """
    task, zone, window = row.task, state.plan.calendar.zone, row.window
    due = window.due_at or window.not_after_at
    closes = window.not_after_at if window.not_after_at != due else None

    def moment(instant: datetime | None) -> str:
        return moment_words(instant, zone) if instant is not None else ""

    def others(refs: Sequence[str]) -> tuple[Related, ...]:
        return tuple(_related(state, other, now) for other in refs)

    return Detail(
        ref=ref,
        badge=row.badge,
        words=task.title,
        due=moment(due) or "no time yet",
        opens=moment(window.not_before_at),
        closes=moment(closes),
        owner=owner_words(state, task),
        gate=gate_words(task.gate),
        applies=task.condition,
        standing=" ".join(filter(None, (_standing_words(row.standing), _moved_words(state, ref)))),
        needs=others(task.needs),
        guidance=task.do,
        asks=task.answers.question if task.answers else "",
        answers=(*task.answers.done, *task.answers.not_done) if task.answers else (),
        evidence=task.evidence,
        checks=_checks_words(state, task),
        related=(
            ("Reverses", others(task.reverses)),
            ("Reversed by", others(task.reversed_by)),
            ("Settles", others(task.settles)),
            ("Settled by", others(task.settled_by)),
        ),
        hazards=hazard_words(state, task),
        why=task.why,
        source=task.source,
        history=tuple(_said(line, task, zone) for line in reversed(lines)),
        notes=_notes(row.standing, zone),
    )


def _notes(standing: TaskState, zone: str) -> tuple[Said, ...]:
    notes = reversed(standing.notes)
    return tuple(Said(moment_words(note.at, zone), note.by, note.text, note.struck) for note in notes)


def _related(state: RunState, ref: str, now: datetime | None) -> Related:
    task = state.task_by_ref.get(ref)
    standing = state.standing(ref)
    if task is None or now is None:
        return Related(ref, task.title if task is not None else "", _plain_badge(standing))
    return Related(ref, task.title, badge_of(state, ref, standing, timeliness(state, ref, now), now))


def _plain_badge(standing: TaskState) -> Badge:
    """Give a badge that says what was recorded and not how late it is."""
    match standing.status:
        case TaskStatus.TO_DO:
            return Badge(Mark.OPEN, "TO DO")
        case TaskStatus.STARTED:
            return Badge(Mark.DOING, f"DOING {standing.by}")
        case TaskStatus.AWAITS_CHECK:
            return Badge(Mark.CHECK, f"CHECK after {standing.by}")
        case TaskStatus.DONE | TaskStatus.DONE_WITH_COMPLICATIONS:
            return Badge(Mark.DONE, f"DONE {standing.by}")
        case TaskStatus.NOT_NEEDED:
            return Badge(Mark.SETTLED, f"NOT NEEDED {standing.by}")
        case TaskStatus.CANNOT_DO:
            return Badge(Mark.CANNOT, f"CANNOT DO {standing.by}")
        case TaskStatus.DEFERRED:
            return Badge(Mark.DEFERRED, f"DEFERRED to {standing.deferred_to}")


def _standing_words(standing: TaskState) -> str:
    """Say why a task stands as it does. What was seen stays unsaid while a second person has still to look."""
    if standing.tell_again:
        return "Told people about a date that has moved since: tell them again."
    match standing.status:
        case TaskStatus.AWAITS_CHECK if standing.answers_differ:
            return f"{standing.by} and {standing.checked_by} saw different things: a third person is to look."
        case TaskStatus.AWAITS_CHECK:
            return (
                f"{standing.by} recorded it; a different person is to look without being told what {standing.by} saw."
            )
        case TaskStatus.DONE_WITH_COMPLICATIONS:
            return f"Complications: {standing.complications}"
        case TaskStatus.TO_DO if standing.times_reopened:
            return f"To do again: {standing.reason}"
        case _:
            return standing.reason


def _moved_words(state: RunState, ref: str) -> str:
    """Say by how much restarts planned a task again, and after which pauses."""
    said = "; ".join(move.words for move in state.moved_tasks.get(ref, ()))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _checks_words(state: RunState, task: Task) -> str:
    names = {role.code: role.name for role in state.plan.roles}
    who = " or ".join(names.get(code, code) for code in task.checked_by)
    if task.second_person:
        return f"by a second person{f': {who}' if who else ''}"
    return f"by {who}" if who else ""


def _said(line: Line, task: Task, zone: str) -> Said:
    words = line.words.removeprefix(f"{task.ref} {task.title}: ")
    return Said(moment_words(line.happened_at, zone), line.by, words, line.struck)
