"""The annexes: every task, the map of clauses and the words used; the last two are data files."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.domain.time_words import duration_words
from cutover_tui.exports.context import Copy
from cutover_tui.exports.registers.task_register import TASKS
from cutover_tui.exports.report.document import Facts, Paragraph, Section, Table
from cutover_tui.exports.report.tasks_told import task_told
from cutover_tui.exports.report.telling import planned

if TYPE_CHECKING:
    from cutover_tui.exports.report.document import Block, Words
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.shown import Shown

_FOLDER = Path(__file__).parents[1]
_STATES = {
    TaskStatus.TO_DO: "[ ] To do",
    TaskStatus.STARTED: "[>] Started",
    TaskStatus.AWAITS_CHECK: "[2] Waits for a second person",
    TaskStatus.DONE: "[x] Done",
    TaskStatus.DONE_WITH_COMPLICATIONS: "[x] Done, with complications",
    TaskStatus.NOT_NEEDED: "[-] Not needed",
    TaskStatus.CANNOT_DO: "[!] Could not be done",
    TaskStatus.DEFERRED: "[>] Put off",
}
"""A shape and a word for each state (`records.md` d4)."""


def all_tasks(gathered: Gathered) -> Section:
    """Every task by its list, planned and actual."""
    context = gathered.context
    by_list: dict[str, list[Shown]] = {}
    for row in gathered.of(TASKS):
        code = context.state.task_by_ref[str(row.row["ref"])].checklist
        by_list.setdefault(code, []).append(row)
    names = {checklist.code: checklist.name for checklist in context.plan.checklists}
    heads = ("Number", "Task", "Planned", "Done", "State")
    blocks: list[Block] = [
        Table(
            f"{code} {planned(names.get(code, ''), context)}: {len(rows)} tasks".replace("  ", " "),
            heads,
            tuple(_task(gathered, row) for row in rows),
            (10, 42, 16, 16, 16),
        )
        for code, rows in by_list.items()
    ]
    return Section("Annex A", "All tasks", tuple(blocks) or (Paragraph("The plan has no tasks."),))


def _task(gathered: Gathered, row: Shown) -> tuple[Words, ...]:
    context = gathered.context
    ref = str(row.row["ref"])
    standing = context.state.standing(ref)
    words: Words = task_told(context, ref)
    if standing.status in _WITH_REASON and row.has("note"):
        words = (task_told(context, ref), ". Reason: ", row["note"])
    return (ref, words, row["planned_end_local"], _done(gathered, row), _STATES[standing.status])


def _done(gathered: Gathered, row: Shown) -> Words:
    """When a task was done and, where somebody said when it was begun, how long it took."""
    spent = gathered.at_work.get(str(row.row["ref"]))
    if spent is None or not row.has("actual_end_local"):
        return row["actual_end_local"]
    return (row["actual_end_local"], f". Took {duration_words(spent.seconds)}")


_WITH_REASON = frozenset({TaskStatus.NOT_NEEDED, TaskStatus.CANNOT_DO, TaskStatus.DEFERRED})


@lru_cache(maxsize=2)
def _data(name: str) -> dict[str, object]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def clause_map(_gathered: Gathered) -> Section:
    """What the standards ask, and where this file answers."""
    data = _data("clauses")
    clauses = data["clause"]
    if not isinstance(clauses, list):
        raise TypeError("clauses.toml has no list of clauses")
    rows = tuple((str(one["number"]), str(one["asks"]), str(one["answered"])) for one in clauses)
    heads = ("Clause", "What it asks", "Where this file answers")
    table = Table(str(data["numbers"]), heads, rows, (16, 42, 42))
    return Section("Annex B", "Clause map", (Paragraph(str(data["checked"])), table))


def words_used(gathered: Gathered) -> Section:
    """What the words mean here."""
    words = _data("words")["words"]
    if not isinstance(words, dict):
        raise TypeError("words.toml has no words")
    rows: list[tuple[str, Words]] = [(str(word), f"{meaning}.") for word, meaning in words.items()]
    if gathered.context.copy is not Copy.LEARNING:
        plan = gathered.context.plan
        rows = [("Systems", f"{plan.from_system} is the old one, {plan.to_system} the new one."), *rows]
    rows.sort(key=lambda row: row[0].casefold())
    return Section("Annex C", "Words used", (Facts(tuple(rows)),))
