"""Action cards, one side of A4 for each role, with its next steps (`records.md` d5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.tasks import SETTLED, TaskStatus
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
)
from cutover_tui.exports.paper_sheet import OFF_SITE, Sheet, person_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Person, Role, Task
    from cutover_tui.exports.paper_sheet import Issue

DAY_LISTS = ("F", "C", "G")
"""The lists of the days themselves; a card is about nothing else."""

STEPS = (Column("Step", 13), Column("By", 39), Column("Do this", 94), Column("Tick", 12), Column("Time", 17))
_LINE = "." * 30
FIRST_MINUTES = (
    f"0. Note the time and what you know: {'.' * 60}",
    "1. Tell the person you answer to that you are in your place and hold this card.",
    "2. Read your next step below, then see where it stands: on the screen, or on its check sheet.",
)
SCREEN_FAILS = (
    "Carry on with the check sheets and the paper forms. Write each thing on a log sheet with time and initials."
)
AT_THE_END = f"Bring all paper to the cutover lead. Handed in, time and initials: {_LINE}"


def action_cards(issue: Issue) -> list[Sheet]:
    """A card for each role that somebody holds or that has something to do on the day."""
    holders: dict[str, tuple[str, ...]] = {}
    for person in issue.state.people.values():
        for role in person.roles:
            holders[role] = (*holders.get(role, ()), person.initials)
    owning = {task.owner for task in issue.state.task_by_ref.values() if task.checklist in DAY_LISTS}
    return [
        _card(issue, role, holders.get(role.code, ()))
        for role in issue.state.plan.roles
        if (role.code in holders and not role.outside) or role.code in owning
    ]


def _card(issue: Issue, role: Role, holders: Sequence[str]) -> Sheet:
    people = [issue.state.people[initials] for initials in holders]
    above = [*_top(issue, role, people), Words(FIRST_MINUTES, heading="First 5 minutes")]
    below = [
        Words(_stop_lines(issue, role), heading="Stop if", framed=True),
        Words((SCREEN_FAILS,), heading="If the screen fails"),
        Words((AT_THE_END,), heading="At the end"),
    ]
    room = BODY - TITLE - sum(block.height for block in (*above, *below))
    return Sheet(
        id=f"AC-{role.code}",
        title=f"Action card: {role.name}",
        file="action-cards",
        pages=(Page((*above, *_steps(issue, role, room), *below)),),
        copies=max(1, len(people)) + 1,
        place=f"Each holder, {OFF_SITE}",
    )


def _top(issue: Issue, role: Role, people: Sequence[Person]) -> Iterable[Words]:
    held = "; ".join(person_words(person) for person in people) or f"write the name: {_LINE} Phone: {'.' * 20}"
    yield Words((f"Held by {held}", _answers_to(issue, role, people)))
    yield Words(
        (role.job or "Do the steps below, in their order, and say when each is done.",), heading="Your job today"
    )


def _answers_to(issue: Issue, role: Role, people: Sequence[Person]) -> str:
    """Whom this card's holder answers to, with a phone; the cutover lead where the plan says nothing else."""
    state = issue.state
    names = {one.code: one.name for one in state.plan.roles}
    mine = {person.initials for person in people}
    above = [person for person in state.people.values() if role.answers_to and role.answers_to in person.roles]
    lead = cutover_lead(state)
    if not above and lead is not None:
        return f"You answer to the cutover lead: {person_words(lead)}"
    if not above or mine.issuperset(person.initials for person in above):
        return f"You answer to: {_LINE} Phone: {'.' * 20}"
    words = "; ".join(person_words(person) for person in above)
    return f"You answer to the {_small(names.get(role.answers_to, role.answers_to))}: {words}"


def _stop_lines(issue: Issue, role: Role) -> tuple[str, ...]:
    lead = cutover_lead(issue.state)
    phone = f" Phone {person_words(lead)}." if lead is not None else ""
    signs = role.stop_if or ("A patient may be harmed, or you do not feel safe to go on",)
    call = f"Ask for a hold: say so aloud, or press h on the screen. Anyone may.{phone}"
    return (*(f"[!] {sign}." for sign in signs), call)


def _steps(issue: Issue, role: Role, room: float) -> Iterable[Table | Words]:
    """As many of the role's next steps as fit on the side, and how many more there are."""
    rows = list(_rows(issue, role))
    if not rows:
        yield Words(("No task of the day is yours by name and still to do. Be where the cutover lead needs you.",))
        return
    left = room - head_height(STEPS) - 3
    if sum(row_height(row, STEPS) for row, _many in rows) > left:
        left -= Words(("more",)).height
    fitting = 0
    for row, _many in rows:
        left -= row_height(row, STEPS)
        if left < 0:
            break
        fitting += 1
    table = Table(
        f"Steps of the {_small(role.name)}, in time order", STEPS, tuple(row for row, _ in rows[:fitting]), quiet=True
    )
    yield table
    more = sum(many for _row, many in rows[fitting:])
    if more:
        sheets = " and ".join(f"CS-{code}" for code in DAY_LISTS if _has(issue, code))
        yield Words((f"{more} more of your tasks come later: see check sheets {sheets}.",))


def _rows(issue: Issue, role: Role) -> Iterable[tuple[Row, int]]:
    """The role's steps in time order, those that repeat as one, each with how many tasks it stands for."""
    groups: dict[str, list[Task]] = {}
    for task in issue.state.task_by_ref.values():
        status = issue.state.standing(task.ref).status
        over = status in SETTLED or status is TaskStatus.AWAITS_CHECK
        if task.owner == role.code and task.checklist in DAY_LISTS and not over:
            groups.setdefault(task.id, []).append(task)
    ordered = sorted(groups.values(), key=lambda tasks: (_when(issue, tasks[0]), tasks[0].ref))
    for number, tasks in enumerate(ordered, start=1):
        yield _step(issue, number, tasks), len(tasks)


def _step(issue: Issue, number: int, tasks: Sequence[Task]) -> Row:
    first = tasks[0]
    due = issue.state.window(first.ref).due_at or issue.state.window(first.ref).not_after_at
    words = f"{first.ref} {first.title}"
    if len(tasks) > 1:
        words = f"{words}. Also {', '.join(task.ref for task in tasks[1:4])}"
        words = f"{words} and {len(tasks) - 4} more" if len(tasks) > 4 else words  # noqa: PLR2004 (one named, three listed)
    return Row(
        (
            Cell((str(number),), "head"),
            Cell((issue.moment(due) or "no time yet",)),
            Cell((words,)),
            Cell(shape="box"),
            Cell(),
        )
    )


def _when(issue: Issue, task: Task) -> tuple[bool, datetime]:
    """What a step is ordered by; those without a time come last."""
    window = issue.state.window(task.ref)
    at = window.due_at or window.not_after_at or window.not_before_at
    return (at is None, at or issue.at)


def _has(issue: Issue, code: str) -> bool:
    return any(checklist.code == code for checklist in issue.state.plan.checklists)


def _small(name: str) -> str:
    """A role's name inside a sentence; what is spelt in capitals stays."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"
