"""`audit-log.csv`: a flat view of every entry, in the columns of `records.md` b4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.time_words import date_time_words, rfc3339
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, csv_bytes, text_cell
from cutover_tui.runner.story import line_of, plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState

COLUMNS = (
    "entry",
    "type",
    "plain_words",
    "recorded_at",
    "recorded_local",
    "occurred_at",
    "occurred_local",
    "late_minutes",
    "late_reason",
    "actor",
    "actor_role",
    "on_behalf_of",
    "device",
    "about",
    "text",
    "corrects_entry",
    "corrected_by_entry",
    "prev",
)
"""Names and order are a contract with the reader of the safety file."""


def log_csv(state: RunState, entries: Sequence[Entry], records: Sequence[Mapping[str, object]]) -> bytes:
    """The file for a log: its entries, the records they came from, and the state they lead to."""
    corrected_by = _corrected_by(records)
    return csv_bytes(
        COLUMNS,
        (
            _row(state, entry, record, corrected_by.get(entry.seq, NONE))
            for entry, record in zip(entries, records, strict=True)
        ),
    )


def _row(state: RunState, entry: Entry, record: Mapping[str, object], corrected_by: str) -> tuple[str, ...]:
    zone = state.plan.calendar.zone
    event = entry.event
    happened = line_of(entry, state).happened_at
    late = int((entry.recorded_at - happened).total_seconds() // 60)
    roles = _roles(state, event.by)
    return (
        str(entry.seq),
        text_cell(str(record["type"])),
        text_cell(plain_words(entry, state)),
        rfc3339(entry.recorded_at, zone),
        date_time_words(entry.recorded_at, zone),
        rfc3339(happened, zone),
        date_time_words(happened, zone),
        str(late) if event.late_reason or happened != event.at else NOT_APPLICABLE,
        text_cell(event.late_reason, NOT_APPLICABLE),
        text_cell(f"{event.by} ({roles})"),
        text_cell(roles),
        text_cell(event.on_behalf_of),
        text_cell(entry.device),
        text_cell(str(record.get("about", "")), NOT_APPLICABLE),
        text_cell(str(record.get("note", "")), "Removed" if entry.redacted else NONE),
        text_cell(str(record.get("corrects", NONE))),
        corrected_by,
        entry.prev,
    )


def _roles(state: RunState, initials: str) -> str:
    if initials == PROGRAM:
        return "program"
    person = state.people.get(initials)
    return ", ".join(person.roles) if person is not None and person.roles else NOT_APPLICABLE


def _corrected_by(records: Sequence[Mapping[str, object]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for record in records:
        corrects = record.get("corrects")
        if isinstance(corrects, int):
            earlier = found.get(corrects)
            found[corrects] = f"{earlier}, {record['seq']}" if earlier else str(record["seq"])
    return found
