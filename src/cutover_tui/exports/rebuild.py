"""Whether the files of a bundle are what this program makes from the log and the plan in it.

The manifests show that no file changed since it was packed. This shows that none was changed before: the log is proved
by its chain, and everything else follows from it (`records.md` b1 principle 1). A copy without the log is proved the
same way by whoever holds the run: the supplier it is for stands in its facts, what people answered for it in the log.
Only the version of the program that made a bundle can say so, because a later one may tell the same log in other words.
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.exports.bundle import payload_of
from cutover_tui.exports.context import Copy, context_of
from cutover_tui.exports.log_part import FOLDER
from cutover_tui.exports.read_me import WORKBOOK
from cutover_tui.runner.run import Run
from cutover_tui.runner.verification import Check, verify
from cutover_tui.runner.version import TOOL
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME, AuditLogBroken
from cutover_tui.storage.durable_file import read_plain_file
from cutover_tui.storage.plan_json import PlanUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.runner.clock import Clock

NAME = "Made from the log"
_BAG_INFO_CAP_BYTES = 64 * 1024
_FILE_CAP_BYTES = 512 * 1024 * 1024
_MOST_NAMED = 5


@dataclass(frozen=True)
class Rebuilt:
    """What making a bundle's files again showed."""

    check: Check | None = None
    """None where that could not be tried."""
    note: str = ""
    """Why it was not tried."""


class _OfAnotherRun(Refused):
    """A copy does not belong to the run it was held against."""


def check_rebuild(folder: Path, *, clock: Clock, made_from: Path | None = None) -> Rebuilt:
    """Make a bundle's payload again from the log and plan, and compare byte for byte; changes nothing.

    Args:
        folder: The bundle's folder.
        clock: Any clock; nothing is recorded.
        made_from: The run folder a copy without the log was made from; such a copy is not made again without it.
    """
    try:
        facts = _facts(folder)
        if facts.get("Audience") != Copy.FULL and made_from is None:
            return Rebuilt()
        made_by = facts.get("Bag-Software-Agent", "")
        if made_by != TOOL:
            return Rebuilt(note=f"Made by {made_by or 'an unknown program'}, so {TOOL} did not make its files again.")
        if facts.get("Audience") == Copy.FULL:
            again = _payload_again(folder / FOLDER, facts, clock=clock)
        else:
            again = _copy_again(made_from or folder, facts, clock=clock)
        wrong = [path for path, data in again.items() if _bytes_of(folder, path) != data]
    except _OfAnotherRun as problem:
        return Rebuilt(Check(NAME, passed=False, words=str(problem)))
    except (AuditLogBroken, PlanUnreadable, Refused, OSError, ValueError) as problem:
        return Rebuilt(note=f"Its files were not made again from the log: {problem}")
    if wrong:
        more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
        words = f"{', '.join(wrong[:_MOST_NAMED])}{more}: not what this program makes from the log and plan in it."
        return Rebuilt(Check(NAME, passed=False, words=words))
    return Rebuilt(
        Check(NAME, passed=True, words=f"{len(again)} files, made again from the log and plan, are the same.")
    )


def _facts(folder: Path) -> dict[str, str]:
    text = read_plain_file(folder / "bag-info.txt", at_most=_BAG_INFO_CAP_BYTES).decode()
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def _copy_again(made_from: Path, facts: Mapping[str, str], *, clock: Clock) -> dict[str, bytes]:
    """The payload of a copy without the log, made from the run it is of, as its log stood then.

    Raises:
        _OfAnotherRun: The copy is not of this run.
        Refused: It was made from a log that did not pass its check.
    """
    if not facts.get("Chain-Check", "").startswith("PASS"):
        raise Refused("The log it was made from did not pass its check.")
    lines = read_plain_file(made_from / LOG_NAME, at_most=_FILE_CAP_BYTES).splitlines(keepends=True)
    then = lines[: int(facts.get("Log-Entries", "0"))]
    if not then or json.loads(then[-1]).get("hash") != facts.get("Log-Head-SHA256"):
        raise _OfAnotherRun("It was made from another log than that of this run.")
    with TemporaryDirectory() as made:
        log = Path(made)
        (log / LOG_NAME).write_bytes(b"".join(then))
        (log / PLAN_NAME).write_bytes(read_plain_file(made_from / PLAN_NAME, at_most=_FILE_CAP_BYTES))
        return _payload_again(log, facts, clock=clock)


def _payload_again(log: Path, facts: Mapping[str, str], *, clock: Clock) -> dict[str, bytes]:
    """The payload, but for the workbook, whose bytes depend on the library that wrote it."""
    version = re.search(r"/v(\d+)$", facts.get("External-Identifier", ""))
    with closing(Run.open(log, clock=clock, read_only=True)) as run:
        context = context_of(
            run,
            verify(log),
            read_plain_file(log / LOG_NAME, at_most=_FILE_CAP_BYTES),
            copy=Copy(facts["Audience"]),
            supplier=facts.get("Supplier", ""),
            version=int(version[1]) if version else 1,
        )
    return {path: data for path, data in payload_of(context).items() if path != WORKBOOK}


def _bytes_of(folder: Path, path: str) -> bytes | None:
    try:
        return read_plain_file(folder.joinpath(*path.split("/")), at_most=_FILE_CAP_BYTES)
    except (OSError, Refused):
        return None
