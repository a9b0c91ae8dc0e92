"""How the report names a task and who owns it; the words of one that came about later were typed by somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.report.telling import planned, quoted

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Inline


def task_told(context: Context, ref: str) -> Inline:
    """What a task is called."""
    task = context.state.task_by_ref.get(ref)
    if task is None:
        return NOT_RECORDED
    return quoted(task.title, context) if ref in context.state.added else planned(task.title, context)


def owner_told(context: Context, code: str) -> str:
    """The role that owns something; a task that came about later may be owned by a person, who stands as their role."""
    if code in context.state.people:
        return context.roles_of(code)
    return context.role_name(code) or NOT_RECORDED
