"""The files of a run folder, and starting a run in one without ever writing over another."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.durable_file import Disk, plain_reason, read_plain_file, sync_folder, write_new_file
from cutover_tui.storage.log_reading import PLAN_CAP_BYTES

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

PLAN_NAME = "plan.json"
"""The frozen plan, whose exact bytes record 0 is tied to."""
LOG_NAME = "audit-log.jsonl"
"""The audit log."""
LOCK_NAME = "audit-log.lock"
"""The file of the kernel lock; its contents do not matter."""


def begin_files(folder: Path, plan_bytes: bytes, disk: Disk, begun: list[Path]) -> None:
    """Write the plan and an empty log into a folder without a run; name in `begun` what was made.

    Raises:
        Refused: when the folder holds a run or another plan.
        OSError: when they cannot be written.
    """
    plan, log = folder / PLAN_NAME, folder / LOG_NAME
    if os.path.lexists(log):
        raise Refused(f"{folder} already holds a run. Open that one, or choose another folder for a new one.")
    try:
        write_new_file(plan, plan_bytes, disk)
        begun.append(plan)
    except FileExistsError:
        # A start that was cut short leaves its plan behind, byte for byte.
        if read_plain_file(plan, at_most=PLAN_CAP_BYTES) != plan_bytes:
            raise Refused(f"{folder} already holds another plan.json. Choose another folder for a new run.") from None
    sync_folder(folder)
    write_new_file(log, b"", disk)
    begun.append(log)


@contextmanager
def taken_away_on_failure(begun: list[Path]) -> Generator[None]:
    """Take the files away again that were made when a start does not come to its end."""
    try:
        yield
    except BaseException:
        for path in begun:
            with suppress(OSError):
                path.unlink()
        raise


def cannot_open(folder: Path, problem: OSError) -> str:
    """What to tell people when a run folder cannot be opened."""
    if isinstance(problem, FileNotFoundError):
        return f"There is no whole run in {folder}: a run folder holds {PLAN_NAME} and {LOG_NAME}. Choose the folder."
    return f"The run in {folder} cannot be opened: {plain_reason(problem)}."
