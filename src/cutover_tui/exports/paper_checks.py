"""The whole plan as check sheets, one for each checklist, with the numbers the screen shows (`records.md` d5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import clock_words, day_words
from cutover_tui.exports.paper_layout import (
    BODY,
    TITLE,
    Cell,
    Column,
    Page,
    Row,
    Table,
    Words,
    head_height,
    row_height,
    share_out,
)
from cutover_tui.exports.paper_sheet import OFF_SITE, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.plan import Checklist, Task
    from cutover_tui.domain.tasks import TaskState
    from cutover_tui.exports.paper_sheet import Issue

MOST_ROWS = 12
"""Rows a page, so that a page can be ruled off and initialled in good time (`records.md` d5)."""

COLUMNS = (
    Column("Number, by", 27),
    Column("Do this", 86),
    Column("Tick", 12),
    Column("Time", 17),
    Column("Initials", 18),
    Column("Issue", 15),
)
RULE_THROUGH = f"Rule through unused rows. Initials, date, time: {'.' * 50}"
DISAGREE = "If this sheet and the screen disagree, keep both and tell the cutover lead."
WRITE_SPACE = "\u00a0............"
"""What is left open beside each thing to write down."""

SEAL_BOX = f"Seal when this list is complete: {'.' * 40} Time: {'.' * 10} Initials: {'.' * 8}"

_FOOT = Words((RULE_THROUGH, DISAGREE))
_DONE = "Done"
_WORDS = {
    TaskStatus.DONE: "Done",
    TaskStatus.DONE_WITH_COMPLICATIONS: "Done with complications",
    TaskStatus.NOT_NEEDED: "Not needed",
    TaskStatus.CANNOT_DO: "Cannot be done for now",
    TaskStatus.DEFERRED: "Put off",
    TaskStatus.STARTED: "Started",
    TaskStatus.AWAITS_CHECK: "Done, waits for a second person",
}


def check_sheets(issue: Issue) -> list[Sheet]:
    """One sheet for each checklist of the plan; each task of the run is on one of them."""
    by_list: dict[str, list[Task]] = {}
    for task in issue.state.task_by_ref.values():
        by_list.setdefault(task.checklist, []).append(task)
    return [_sheet(issue, checklist, by_list[checklist.code]) for checklist in issue.state.plan.checklists]


def _sheet(issue: Issue, checklist: Checklist, tasks: list[Task]) -> Sheet:
    rows = list(_rows(issue, checklist, tasks))
    before = Words(tuple(_introduction(issue, checklist)))
    room = BODY - TITLE - _FOOT.height - head_height(COLUMNS) - 2
    seal = Words((SEAL_BOX,), framed=True)
    shared = share_out(rows, COLUMNS, first=room - before.height, later=room, most=MOST_ROWS)
    room_of_last = room - (before.height if len(shared) == 1 else 0)
    if sum(row_height(row, COLUMNS) for row in shared[-1]) + seal.height > room_of_last:
        shared[-1:] = _last_row_apart(shared[-1])
    pages = []
    for place, some in enumerate(shared):
        table = Table(f"{checklist.name}, page {place + 1} of {len(shared)}", COLUMNS, some, quiet=True)
        ends = (_FOOT,) if place + 1 < len(shared) else (_FOOT, seal)
        pages.append(Page((*((before,) if place == 0 else ()), table, *ends)))
    return Sheet(
        id=f"CS-{checklist.code}",
        title=f"Check sheet {checklist.code}: {checklist.name}",
        file="check-sheets",
        pages=tuple(pages),
        copies=2,
        place=f"Cutover lead's desk, {OFF_SITE}",
    )


def _last_row_apart(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The last row on a page of its own, with its heading, so that the seal box never stands alone on a page."""
    first = len(rows) - 1
    while first and rows[first - 1].heading:
        first -= 1
    return [rows[:first], rows[first:]] if first else [rows]


def _introduction(issue: Issue, checklist: Checklist) -> Iterable[str]:
    if checklist.waits_for and checklist.waits_for not in issue.state.anchors:
        name = next((one.name for one in issue.state.plan.anchors if one.code == checklist.waits_for), "")
        yield f"In play only once it is said: {name.lower() or checklist.waits_for}."
    how = "Read each line aloud, then do it." if checklist.mode == "read-do" else "Do the work, then confirm each line."
    yield f"{how} Write the time and your initials beside each tick."
    if checklist.completion_call:
        yield f"When all lines are settled, say: {checklist.completion_call}."


def _rows(issue: Issue, checklist: Checklist, tasks: list[Task]) -> Iterable[Row]:
    """The rows of a checklist under their headings, in the order of the screen; strange headings come last."""
    phases = [*checklist.phases, *dict.fromkeys(task.phase for task in tasks if task.phase not in checklist.phases)]
    for phase in phases:
        under = [task for task in tasks if task.phase == phase]
        if under:
            yield Row(heading=phase)
            yield from (_row(issue, task) for task in under)


def _row(issue: Issue, task: Task) -> Row:
    standing = issue.state.standing(task.ref)
    number = Cell((task.ref, *_due_lines(issue, task)), "head")
    settled = standing.status in SETTLED or standing.status is TaskStatus.AWAITS_CHECK
    if settled and not standing.tell_again:
        return _settled_row(issue, task, standing, number)
    lines = [task.title, *_questions(task)]
    if standing.status in _WORDS:
        lines.append(_standing_words(issue, standing))
    if standing.tell_again:
        lines.append("A date it told people has moved since: tell them again.")
    initials = ("1st", "", "2nd") if task.second_person else ()
    return Row((number, Cell(tuple(lines)), Cell(shape="box"), Cell(), Cell(initials), Cell()))


def _settled_row(issue: Issue, task: Task, standing: TaskState, number: Cell) -> Row:
    happened = standing.happened_at
    when = (clock_words(happened, issue.zone), *_short_day(issue, happened)) if happened is not None else ()
    done = standing.status is not TaskStatus.NOT_NEEDED
    initials = [f"1st {standing.by}" if task.second_person else standing.by]
    if task.second_person and done:
        initials.append(f"2nd {standing.checked_by}")
    return Row(
        (
            number,
            Cell((task.title, _standing_words(issue, standing))),
            Cell(shape="ticked") if done else Cell(("-",)),
            Cell(when),
            Cell(tuple(initials)),
            Cell(),
        )
    )


def _standing_words(issue: Issue, standing: TaskState) -> str:
    """`Done, entry 45.` or `Started Thu 26 Nov 17:02 AK, entry 45.`: where it stood when this was printed."""
    words = _WORDS[standing.status]
    if standing.status in {TaskStatus.STARTED, TaskStatus.CANNOT_DO, TaskStatus.DEFERRED}:
        words = f"{words} {issue.moment(standing.happened_at)} {standing.by}".rstrip()
    if standing.deferred_to:
        words = f"{words}, now in list {standing.deferred_to}"
    return f"{words}, entry {standing.seq}."


def _due_lines(issue: Issue, task: Task) -> tuple[str, ...]:
    window = issue.state.window(task.ref)
    due = window.due_at or window.not_after_at
    if due is not None:
        return (day_words(due, issue.zone), f"by {clock_words(due, issue.zone)}")
    if window.not_before_at is not None:
        return (day_words(window.not_before_at, issue.zone), f"from {clock_words(window.not_before_at, issue.zone)}")
    return ("no time yet",)


def _short_day(issue: Issue, instant: datetime) -> tuple[str, ...]:
    return tuple(day_words(instant, issue.zone).split(" ", 1)[1:])


def _questions(task: Task) -> Iterable[str]:
    """What to see or to write down, so that the line can be typed up later."""
    if task.condition:
        yield f"{task.condition[:1].upper()}{task.condition[1:]}."
    if task.answers is not None:
        yield f"Circle: {' / '.join((*task.answers.done, *task.answers.not_done))}"
    if task.evidence:
        yield " ".join(f"{what}:{WRITE_SPACE}" for what in task.evidence)
