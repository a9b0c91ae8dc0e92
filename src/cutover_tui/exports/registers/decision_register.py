"""`decisions.csv`: what was decided, on what was known then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.decisions import options_of
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import at, entry, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

DECISIONS_MADE_COLUMNS = (
    text("ref", "Number of the decision"),
    at("decided_at", "When it was decided"),
    local("decided_local", "The same on the practice's clock"),
    typed("question", "The question, as it was put"),
    typed("what_we_knew", "The facts at that time"),
    typed("what_we_did_not_know", "What was not known at that time"),
    typed("options", "What could have been done"),
    typed("risks_to_patients", "Hazards, or none identified"),
    typed("basis", "The plan step, policy or contract it follows"),
    typed("decision", "What was decided"),
    typed("reasons", "Why"),
    person("decided_by", "Who decided"),
    typed("present_or_phoned", "Who was there or on the phone"),
    typed("other_views", "Other views, as they were said", NONE),
    person("logged_by", "Who typed it"),
    local("read_back_local", "When it was read back and confirmed", NOT_APPLICABLE),
    local("review_local", "When it is looked at again"),
    text("linked", "Gates, issues, pauses and messages it belongs to", NONE),
    typed("what_happened_next", "What came of it, added later"),
    entry(),
)


def decisions_rows(context: Context) -> Iterable[Row]:
    """A row for each decision that was logged, in order."""
    for one in context.state.decisions.values():
        event = one.event
        yield {
            "ref": one.ref,
            "decided_at": event.at,
            "question": event.question,
            "what_we_knew": event.knew,
            "what_we_did_not_know": event.not_known,
            "options": options_of(event.options),
            "risks_to_patients": event.risks,
            "basis": event.basis,
            "decision": event.decided,
            "reasons": event.reasons,
            "decided_by": event.decided_by,
            "present_or_phoned": event.present,
            "other_views": event.other_views,
            "logged_by": event.by,
            "read_back_local": one.read_back_at or (None if one.needs_read_back else NOT_APPLICABLE),
            "review_local": one.review_at or NOT_APPLICABLE,
            "linked": event.linked,
            "what_happened_next": tuple(review.what_happened for review in one.reviews),
            "entry": one.seq,
        }


DECISIONS_MADE = Register(
    name="decisions",
    title="Decisions",
    about="One row for each decision",
    columns=DECISIONS_MADE_COLUMNS,
    rows=decisions_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
