"""Section 4: gates with their criteria, and the decision log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.registers.decision_register import DECISIONS_MADE
from cutover_tui.exports.registers.gate_registers import GATE_CRITERIA, GATES
from cutover_tui.exports.report.document import Paragraph, Section, Subheading, Table

if TYPE_CHECKING:
    from cutover_tui.exports.report.document import Block, Words
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.shown import Shown

_GATE = {
    "kind": "Kind",
    "planned_local": "Planned",
    "opened_local": "Criteria first looked at",
    "decided_local": "Decided",
    "votes": "Votes",
    "rationale": "Why",
    "conditions": "Conditions",
    "decided_by": "Decided by",
    "chaired_by": "Chaired by",
    "confirmed_local": "Read back",
    "last_safe_rollback_local": "Last safe way back",
    "seal_at_decision": "Seal at the decision",
    "linked_decision": "Decision",
}
_DECISION = {
    "decided_local": "Decided",
    "what_we_knew": "What we knew",
    "what_we_did_not_know": "What we did not know",
    "options": "Options",
    "risks_to_patients": "Risks to patients",
    "basis": "Basis",
    "decision": "Decision",
    "reasons": "Reasons",
    "decided_by": "Decided by",
    "present_or_phoned": "Present or by phone",
    "other_views": "Other views",
    "read_back_local": "Read back",
    "review_local": "To be looked at again",
    "linked": "Belongs to",
    "what_happened_next": "What happened next",
}


def gates_and_decisions(gathered: Gathered) -> Section:
    """Each gate with the result and what it was judged on; each decision with what was known then."""
    criteria = gathered.of(GATE_CRITERIA)
    blocks: list[Block] = []
    for row in gathered.of(GATES):
        ref = row.plain("ref")
        result = row.plain("result") or "not decided"
        blocks += [
            Subheading(f"Gate {ref} {row.plain('gate')}: {result}"),
            row.facts(_GATE, always=("decided_local",)),
        ]
        held = [one for one in criteria if one.plain("gate_ref") == ref]
        if held:
            blocks.append(_criteria(ref, held))
    if not blocks:
        blocks.append(Paragraph("Gates: None recorded."))
    decisions = gathered.of(DECISIONS_MADE)
    for row in decisions:
        blocks += [
            Subheading((f"Decision {row.plain('ref')}: ", row["question"])),
            row.facts(_DECISION, always=("decision", "reasons", "decided_by")),
        ]
    if not decisions and gathered.context.copy in DECISIONS_MADE.copies:
        blocks.append(Paragraph("Decisions: None recorded."))
    return Section("4", "Gates and decisions", tuple(blocks))


def _criteria(ref: str, rows: list[Shown]) -> Table:
    """What a gate was judged on, with the values of the second look where there was one."""
    return Table(
        f"Criteria of gate {ref}",
        ("Criterion", "Kind", "State", "What was seen"),
        tuple((row["criterion"], row["must_or_should"], row["state"], _seen(row)) for row in rows),
        (42, 10, 18, 30),
    )


def _seen(row: Shown) -> Words:
    return row.labelled(
        {
            "first_value": "first look",
            "second_value": "second look",
            "evidence_ref": "evidence",
            "condition": "condition",
        }
    )
