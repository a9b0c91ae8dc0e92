"""`check` and `copy-checklists`."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, UNUSABLE, NotUsable, path_of

if TYPE_CHECKING:
    from cutover_tui.cli.context import Context


def check(context: Context) -> int:
    """Report every mistake in one go."""
    from cutover_tui.runner.checking import check as check_files
    from cutover_tui.runner.checking import summary

    paths = [path_of(path) for path in context.arguments.paths]
    report = check_files(paths)
    for problem in (*report.problems, *report.warnings):
        print(problem)
    print(summary(report), file=sys.stderr)
    if not all(path.exists() for path in paths):
        return UNUSABLE
    return DONE if report.passed else NO


def copy_checklists(context: Context) -> int:
    """Copy the shipped checklists; an existing folder is never written into."""
    from cutover_tui.storage.checklist_place import shipped_checklists
    from cutover_tui.storage.durable_file import plain_reason

    target = path_of(context.arguments.folder)
    if target.exists():
        msg = f"{target} already exists, and nothing in it is overwritten. Choose a new folder."
        raise NotUsable(msg)
    try:
        shutil.copytree(shipped_checklists(), target)
    except OSError as problem:
        shutil.rmtree(target, ignore_errors=True)
        reason = plain_reason(problem)
        msg = f"The checklists could not be copied to {target}: {reason}. Choose another folder."
        raise NotUsable(msg) from problem
    print(target)
    return DONE
