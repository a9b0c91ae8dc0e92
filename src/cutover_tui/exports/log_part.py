"""`data/02-log`: the log and the plan byte for byte, and the log in the forms people and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.record_schema import record_schema
from cutover_tui.runner.redacted_log import REDACTED_LOG, redacted_lines
from cutover_tui.storage.canonical_json import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
from cutover_tui.storage.canonical_json import Record

FOLDER = "data/02-log"
LOG = f"{FOLDER}/audit-log.jsonl"
PLAN = f"{FOLDER}/plan.json"


def log_files(context: Context) -> dict[str, bytes]:
    """The files of the log, for the copies that hold it."""
    if context.copy is Copy.ICB:
        return {f"{FOLDER}/{REDACTED_LOG}": b"".join(redacted_lines(context.records))}
    if context.copy is not Copy.FULL:
        return {}
    return {
        LOG: context.log_bytes,
        PLAN: context.plan_bytes,
        f"{FOLDER}/audit-log.json": json_array(context.records),
        f"{FOLDER}/audit-log.schema.json": record_schema(),
        f"{FOLDER}/verification.txt": ("\n".join(context.verification.lines()) + "\n").encode(),
    }


def json_array(records: Iterable[Record]) -> bytes:
    """The sound records of a log as one JSON array, a record a line, each exactly as in the log."""
    return b"[\n" + b",\n".join(line_of(record).rstrip(b"\n") for record in records) + b"\n]\n"
