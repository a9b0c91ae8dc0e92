"""`evidence-index.csv`: what was seen or kept that shows something, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.log_events import ExportMade, LogRecovered, SealWritten
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.domain.services import is_recorded
from cutover_tui.domain.tasks import TaskCompleted
from cutover_tui.exports.csv_cells import NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeGuard

    from cutover_tui.domain.events import Event
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

Shown = TaskCompleted | TaskChecked | ServiceMoved | SealWritten | LogRecovered | ExportMade
"""The events that show something besides that they happened."""

COLUMNS = (
    text("ref", "Number of the evidence: E- and the number of its log entry"),
    text("kind", "seen on the day, seal on paper, file set aside, or earlier export"),
    typed("what_it_shows", "What was seen, in the words it was recorded in"),
    text("where_kept", "Where to find it"),
    local("captured_local", "When it was seen or made"),
    person("captured_by", "Who saw or made it"),
    text("sha256", "Its fingerprint, where it is a file", NOT_APPLICABLE),
    text("contains_patient_data", "Always no: nothing about a patient is kept as evidence"),
    entry(),
)


def evidence_ref(seq: int) -> str:
    """The number of the evidence an entry holds."""
    return f"E-{seq:04}"


def shows_evidence(event: Event) -> TypeGuard[Shown]:
    """Whether an event shows something besides that it happened."""
    match event:
        case TaskCompleted():
            return is_recorded(event.observed) or is_recorded(event.first_item)
        case TaskChecked():
            return True
        case ServiceMoved():
            return any(map(is_recorded, (event.first_item, event.confirmed_with, event.reference)))
        case SealWritten() | LogRecovered() | ExportMade():
            return True
        case _:
            return False


def evidence_rows(context: Context) -> Iterable[Row]:
    """A row for each entry that shows something."""
    for item in context.entries:
        event = item.event
        if shows_evidence(event):
            yield {
                "ref": evidence_ref(item.seq),
                "captured_local": context.happened_at(item),
                "captured_by": context.done_by(item),
                "contains_patient_data": "no",
                "entry": item.seq,
                **_about(context, item.seq, event),
            }


def _about(context: Context, seq: int, event: Shown) -> Row:
    match event:
        case TaskCompleted() | TaskChecked():
            seen = context.state.corrected_value(seq, "observed", event.observed)
            first = getattr(event, "first_item", "")
            words = tuple(part for part in (seen, first) if is_recorded(part))
            return {"kind": "seen on the day", "what_it_shows": words, "where_kept": f"audit log, task {event.task}"}
        case ServiceMoved():
            said = (event.first_item, event.confirmed_with, event.reference)
            return {
                "kind": "seen on the day",
                "what_it_shows": tuple(part for part in said if is_recorded(part)),
                "where_kept": f"audit log, service {event.service}",
            }
        case SealWritten():
            return {
                "kind": "seal on paper",
                "what_it_shows": f"That the log up to the entry before is as it was: {event.seal}",
                "where_kept": "wall sheet",
            }
        case LogRecovered():
            return {
                "kind": "file set aside",
                "what_it_shows": f"{event.bytes} bytes of a write that was cut short",
                "where_kept": f"run folder, {event.set_aside}",
                "sha256": event.sha256,
            }
        case ExportMade():
            return {
                "kind": "earlier export",
                "what_it_shows": f"The {event.copy} copy of the log as it stood before this entry",
                "where_kept": event.folder,
            }
    assert_never(event)


EVIDENCE = Register(
    name="evidence-index",
    title="Evidence index",
    about="One row for each thing that was seen or kept as evidence",
    columns=COLUMNS,
    rows=evidence_rows,
    key=("ref",),
)
