"""How one line of the task list is painted: a task, a phase heading, the NOW line. Values in, strips out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.cache import LRUCache

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.lateness import Lateness
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.palette import BOLD, Ink
from cutover_tui.ui.widgets.cells import Row, wrap
from cutover_tui.ui.widgets.painted import FIRST_LOOK

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from rich.style import Style
    from textual.strip import Strip

    from cutover_tui.domain.plan import Task
    from cutover_tui.runner.boards import TaskRow
    from cutover_tui.ui.widgets.painted import Look

OWNER_FROM = 84
"""From this many columns on, a line names the role that owns the task."""
_WIDE = 116
_NARROW_BADGE = 21
_WIDE_BADGE = 23
_OWNER = 18
_WIDE_OWNER = 22
_LEAST_DUE = 6
_LEAST_REF = 4
_LEAST_BEFORE_ITEM = 12
"""Cells of a title's own words without which its item alone would say nothing."""
_HEADING_BAR = 10
_HEADING_BAR_FROM = 60
_CACHED_LINES = 1024

QUIET = frozenset({Mark.DONE, Mark.SETTLED, Mark.IDLE})
"""Marks of tasks nothing is expected of; their titles are muted."""
_MUTED_DUE = QUIET | {Mark.OPENS}
_BOLD_DUE = BOLD | {Mark.BLOCKED}


@dataclass(frozen=True)
class Section:
    """One heading of the list with its tasks."""

    key: str
    """Its name for the program, unique in the list."""
    heading: str
    rows: tuple[TaskRow, ...]
    settled: int
    """How many of its tasks are settled, shown beside the heading."""
    total: int
    folded: bool = False
    """True when only the heading shows, until a person folds or opens it."""


@dataclass(frozen=True)
class Columns:
    """Where the parts of a line stand, in cells."""

    width: int
    due: int
    badge: int
    ref: int
    owner: int
    """0 where the list is too narrow for it."""

    @property
    def badge_x(self) -> int:
        """Where the badge starts."""
        return self.due + 2

    @property
    def ref_x(self) -> int:
        """Where the task's number starts."""
        return self.badge_x + self.badge + 1

    @property
    def title_x(self) -> int:
        """Where the title starts."""
        return self.ref_x + self.ref + 2

    @property
    def owner_x(self) -> int:
        """Where the owner starts; the right edge where there is none."""
        return self.width - self.owner

    @property
    def title(self) -> int:
        """How wide a title may be."""
        return max(self.owner_x - 1 - self.title_x, 1)


def columns_for(width: int, rows: Iterable[TaskRow]) -> Columns:
    """Share a width out among the parts of the lines."""
    due, ref = _LEAST_DUE, _LEAST_REF
    for row in rows:
        due = max(due, len(row.due_words))
        ref = max(ref, len(row.task.ref))
    owner = 0
    if width >= OWNER_FROM:
        owner = _WIDE_OWNER if width >= _WIDE else _OWNER
    return Columns(width, due, _WIDE_BADGE if width >= _WIDE else _NARROW_BADGE, ref, owner)


@dataclass(frozen=True)
class Cursor:
    """How the marked line shows."""

    here: bool = False
    focused: bool = False

    @property
    def ground(self) -> Ink:
        """The colour behind the line."""
        return Ink.SELECTED if self.here else Ink.BACKGROUND

    def start(self, width: int, look: Look) -> Row:
        """Begin a line with its bar."""
        row = Row(width, look.style(Ink.TEXT, self.ground))
        if self.here:
            row.put(look.pick("▌", ">"), look.style(Ink.ACCENT if self.focused else Ink.MUTED, self.ground, bold=True))
        return row


def title_parts(row: TaskRow, columns: Columns, *, parts: int, look: Look) -> list[str]:
    """Give the title in at most some lines, the last cut at a word; room is kept for what stands around it."""
    width = columns.title
    indent = cell_len(_doing(row, look))
    tail = cell_len(_guest(row))
    if parts == 1 or indent + cell_len(row.task.title) + tail <= width:
        return [cut_title(row.task, width - indent - tail, look)]
    lines = wrap(row.task.title, width - indent)
    rest = " ".join(lines[1:])
    return [lines[0], look.cut(rest, width - indent - tail)] if rest else lines


def cut_title(task: Task, width: int, look: Look) -> str:
    """Cut a title to a width; what it is for, such as the lab's name, stays where there is room for a few words too."""
    words = look.cut(task.title, width)
    room = width - cell_len(task.item) - 1
    if not task.item or task.item not in task.title or task.item in words or room < _LEAST_BEFORE_ITEM:
        return words
    before = task.title.partition(task.item)[0].rstrip()
    kept, ellipsis = f"{look.cut(before, room)} {task.item}", look.pick("…", "...")
    whole = cell_len(before) <= room  # one ellipsis a line says enough
    return kept + ellipsis if whole and cell_len(kept + ellipsis) <= width else kept


def row_strips(row: TaskRow, columns: Columns, look: Look, cursor: Cursor, *, owner: str, parts: int) -> list[Strip]:
    """Paint the lines of one task: one, or two where its title is wrapped."""
    mark, on = row.badge.mark, cursor.ground
    titles = title_parts(row, columns, parts=parts, look=look)
    title_style = look.style(Ink.MUTED if mark in QUIET else Ink.TEXT, on, bold=cursor.here)
    strips: list[Strip] = []
    for part, words in enumerate(titles):
        line = cursor.start(columns.width, look)
        doing = _doing(row, look)
        if part == 0:
            line.at(1).put(row.due_words, _due_style(row, look, on))
            line.at(columns.badge_x).put(*look.badge(row.badge, columns.badge, on))
            line.at(columns.ref_x).put(row.task.ref, look.style(Ink.MUTED, on))
            line.at(columns.title_x).put(doing, look.style(Ink.TEXT, on, bold=True))
        line.at(columns.title_x + cell_len(doing)).put(words, title_style)
        if part == len(titles) - 1:
            line.put(_guest(row), look.style(Ink.MUTED, on))
        if part == 0 and columns.owner:
            line.at(columns.owner_x).put(look.cut(owner, columns.owner - 1), look.style(Ink.MUTED, on))
        strips.append(line.strip())
    return strips


def heading_strip(section: Section, width: int, look: Look, cursor: Cursor) -> Strip:
    """Paint a phase heading: its name, a rule, a bar and how many are settled."""
    on = cursor.ground
    accent = look.style(Ink.ACCENT, on, bold=True)
    complete = section.total > 0 and section.settled >= section.total
    tick = f"{look.glyph(Mark.DONE)} " if complete else ""
    count = f"{tick}{section.settled} of {section.total}" if section.total else "not in play"
    bar = _HEADING_BAR if width >= _HEADING_BAR_FROM else 0
    right = width - 1 - len(count) - (bar + 1 if bar else 0)
    row = cursor.start(width, look).at(1)
    folded = "  folded" if section.folded else ""
    row.put(look.cut(section.heading.upper(), right - row.x - len(folded) - 2), accent)
    row.put(folded, look.style(Ink.MUTED, on)).put("  ")
    row.put(look.rule(right - row.x - 2), look.style(Ink.RULE, on)).at(right)
    if bar:
        look.bar(row, section.settled, section.total, bar, on)
        row.put(" ")
    return row.put(count, accent).strip()


def now_strip(words: str, width: int, look: Look) -> Strip:
    """Paint the NOW line."""
    ink = look.style(Ink.ACCENT)
    row = Row(width, ink).put(f" {words} ", look.palette.filled(Ink.ACCENT)).put(look.rule(1)).put(" ")
    row.put("NOW", look.style(Ink.ACCENT, bold=True)).put(" ")
    return row.put(look.rule(row.room)).strip()


class LinePainter:
    """Paints tasks at one width and look, and keeps what it painted."""

    def __init__(self) -> None:
        self.columns = columns_for(0, ())
        self.look = FIRST_LOOK
        self._strips: LRUCache[Hashable, list[Strip]] = LRUCache(_CACHED_LINES)

    def fit(self, width: int, look: Look, rows: Iterable[TaskRow], *, anew: bool = False) -> None:
        """Fit to a width and a look, and with `anew` to other rows; nothing kept is shown again where they changed."""
        if anew or self.columns.width != width or self.look != look:
            self.columns, self.look = columns_for(width, rows), look
            self._strips.clear()

    def fits(self, row: TaskRow) -> bool:
        """Tell whether a row fits into the columns there are."""
        return len(row.due_words) <= self.columns.due and len(row.task.ref) <= self.columns.ref

    def parts(self, row: TaskRow) -> int:
        """Give how many lines a task takes when its title may be wrapped."""
        return len(title_parts(row, self.columns, parts=2, look=self.look))

    def strips(self, row: TaskRow, cursor: Cursor, *, role_names: Mapping[str, str], parts: int) -> list[Strip]:
        """Paint the lines of one task, or give those painted before."""
        task = row.task
        face = (task.ref, task.title, task.owner, row.badge, row.due_words, row.doing_by, row.guest)
        key = (face, row.timeliness.lateness, cursor, parts)
        strips = self._strips.get(key)
        if strips is None:
            owner = role_names.get(task.owner, task.owner)
            strips = row_strips(row, self.columns, self.look, cursor, owner=owner, parts=parts)
            self._strips[key] = strips
        return strips


def counts(row: TaskRow) -> tuple[int, int]:
    """Give what a row adds to its heading: settled and total, those not in play left out as in `boards.tally`."""
    status = row.standing.status
    if row.timeliness.lateness is Lateness.NOT_IN_PLAY and status is TaskStatus.TO_DO:
        return 0, 0
    return int(status in SETTLED and not row.standing.tell_again), 1


def _due_style(row: TaskRow, look: Look, on: Ink) -> Style:
    mark = row.badge.mark
    if mark in _MUTED_DUE:
        return look.style(Ink.MUTED, on)
    if row.timeliness.lateness is Lateness.OVERDUE:
        return look.style(Ink.OVERDUE, on, bold=True)
    if mark is Mark.SOON:
        return look.style(Ink.SOON, on, bold=True)
    return look.style(Ink.TEXT, on, bold=mark in _BOLD_DUE)


def _doing(row: TaskRow, look: Look) -> str:
    return f"{look.glyph(Mark.DOING)}{row.doing_by} " if row.doing_by else ""


def _guest(row: TaskRow) -> str:
    return f" (from {row.task.checklist})" if row.guest else ""
