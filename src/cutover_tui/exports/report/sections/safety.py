"""Sections 6, 7, 12 and 13: issues, safety controls seen in place, speaking up, and cues that were replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.registers.concern_register import CONCERNS
from cutover_tui.exports.registers.hazard_registers import CUES, HAZARD_CONTROLS
from cutover_tui.exports.registers.issue_registers import ISSUE_JOURNAL, ISSUES
from cutover_tui.exports.report.document import Bullets, Paragraph, Section, Subheading, Table
from cutover_tui.exports.report.telling import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.exports.report.document import Block, Inline, Words
    from cutover_tui.exports.report.gathered import Gathered
    from cutover_tui.exports.report.shown import Shown

_FEW = {1: "One concern", 2: "Two concerns", 3: "Three concerns", 4: "Four concerns"}
"""So few concerns are told in words, without a breakdown (`records.md` d2)."""
_ISSUE = {
    "reported_by": "Reported by",
    "reported_local": "Reported",
    "level_history": "Level",
    "first_answer": "Harm in the next hour",
    "clinical_risk_assessment": "Clinical risk",
    "severity": "Severity",
    "likelihood": "Likelihood",
    "rating": "Rating",
    "made_safe_local": "Made safe",
    "closed_local": "Closed",
    "cause": "What we found out",
    "patients_affected": "Patients affected",
    "form_numbers": "Paper forms",
    "workaround": "Workaround",
    "workaround_safe_by": "Workaround safe by",
    "supplier": "Supplier",
    "supplier_ref": "Supplier reference",
    "supplier_severity": "Supplier's level",
    "system_release": "System release",
    "hazard_refs": "Hazards",
    "new_hazard": "A new hazard",
    "control_failed_refs": "Controls that did not hold",
    "harm_physical": "Physical harm",
    "harm_psychological": "Psychological harm",
    "near_miss": "Near miss",
    "candour_considered": "Duty of candour considered",
    "lfpse": "National service (LFPSE)",
    "lfpse_ref": "Reference there",
    "contributory_factors": "Contributory factors",
    "learning": "Learning",
    "owner_role": "Owner",
    "pause_ref": "Pause",
}


def issues(gathered: Gathered) -> Section:
    """Every issue, those still open first, with its journal."""
    rows = gathered.of(ISSUES)
    if not rows:
        none = "None about this supplier recorded." if gathered.context.supplier else "None recorded."
        return Section("6", "Issues and patient safety events", (Paragraph(none),))
    still = [row for row in rows if not row.has("closed_local")]
    overview = Table(
        f"{many(len(rows), 'issue')}, {len(still)} still open",
        ("Issue", "Level", "State", "What happened"),
        tuple((row["reference"], row["level_now"], _standing(row), row["incident_summary"]) for row in rows),
        (10, 9, 26, 55),
    )
    blocks: list[Block] = [overview]
    lines = gathered.of(ISSUE_JOURNAL)
    for row in (*still, *(row for row in rows if row not in still)):
        ref = row.plain("reference")
        blocks += [
            Subheading((f"Issue {ref}, {row.plain('level_now')}: ", row["incident_summary"])),
            row.facts(_ISSUE, always=("made_safe_local", "closed_local", "rating", "lfpse")),
        ]
        said = tuple(_journal_line(line) for line in lines if line.plain("reference") == ref)
        if said:
            blocks += [Paragraph("Journal:"), Bullets(said)]
    blocks += _matrix(gathered)
    return Section("6", "Issues and patient safety events", tuple(blocks))


def _matrix(gathered: Gathered) -> Iterator[Block]:
    """The risk matrix of the plan, where an issue was rated by it: published copies differ cell by cell."""
    context = gathered.context
    rules = context.plan.issues
    if rules is None or not any(issue.rating for issue in context.issues.values()):
        return
    matrix = rules.matrix
    yield Table(
        f"The risk matrix used. Source: {matrix.source}" if matrix.source else "The risk matrix used",
        ("Likelihood", *matrix.severities),
        tuple((row.likelihood, *(str(rating) for rating in row.ratings)) for row in matrix.rows),
    )
    if matrix.meanings:
        yield Bullets(
            tuple(f"{rating}: {meaning}" for rating, meaning in sorted(matrix.meanings.items(), reverse=True))
        )


def _standing(row: Shown) -> str:
    if row.has("closed_local"):
        return "Closed"
    return "Open, made safe" if row.has("made_safe_local") else "Open"


def _journal_line(line: Shown) -> Words:
    told: tuple[Inline, ...] = (". Told: ", line["told_whom"]) if line.has("told_whom") else ()
    return (f"{line.plain('written_local')}, {line.plain('by')}: ", line["what_was_done_or_said"], *told)


def controls(gathered: Gathered) -> Section:
    """Hazard by hazard, each control and what shows that it was in place."""
    by_hazard: dict[str, list[Shown]] = {}
    for row in gathered.of(HAZARD_CONTROLS):
        by_hazard.setdefault(row.plain("hazard_ref") or "Without a number", []).append(row)
    blocks: list[Block] = []
    for ref, rows in by_hazard.items():
        seen = sum(row.plain("in_place") == "yes" for row in rows)
        title = rows[0].plain("hazard_title")
        blocks.append(
            Table(
                f"Hazard {ref}{f' {title}' if title else ''}: {seen} of {len(rows)} seen in place",
                ("Control", "Shown by", "In place", "How that is known"),
                tuple(
                    (row["control"], _shown_by(row), row.joined("in_place", "in_place_local"), _known(row))
                    for row in rows
                ),
                (36, 16, 22, 26),
            )
        )
    if not blocks:
        blocks = [Paragraph("None recorded.")]
    return Section("7", "Safety controls seen in place", tuple(blocks))


def _shown_by(row: Shown) -> str:
    return f"{row.plain('evidence_kind')} {row.plain('evidence_ref')}".strip() or "Not recorded"


def _known(row: Shown) -> Words:
    return row.labelled({"how_known": "seen", "worked_as_intended": "worked as intended"})


def speaking_up(gathered: Gathered) -> Section:
    """How many concerns came, and what was done; never who, and no breakdown of a few."""
    rows = gathered.of(CONCERNS)
    count = sum(batch.count for batch in gathered.context.state.concerns)
    if not count:
        return Section("12", "Speaking up", (Paragraph("No concern came by the speak-up route."),))
    answers = tuple(_answers(rows))
    blocks: list[Block] = []
    if count in _FEW:
        blocks.append(Paragraph(f"{_FEW[count]} came by the speak-up route. So few are not broken down."))
    else:
        areas = sorted({row.plain("area") for row in rows})
        blocks.append(Paragraph(f"{count} concerns came by the speak-up route, about: {'; '.join(areas)}."))
    waiting = sum(not row.has("action_taken") for row in rows)
    if waiting:
        blocks.append(Paragraph("An answer is still to come on some of it."))
    if answers:
        blocks += [Paragraph("What was done and what people heard about it:"), Bullets(answers)]
    return Section("12", "Speaking up", tuple(blocks))


def _answers(rows: list[Shown]) -> Iterator[Words]:
    for row in rows:
        for name in ("action_taken", "feedback_given"):
            if row.has(name):
                yield row[name]


def cues(gathered: Gathered) -> Section:
    """What the change takes away that used to prompt people, and what stands in its place."""
    rows = gathered.of(CUES)
    if not rows:
        return Section("13", "Safety cues replaced", (Paragraph("None recorded."),))
    table = Table(
        "Cues that went, and what stands in their place",
        ("Lost cue", "What it prompted", "In its place", "Seen in place"),
        tuple(
            (
                row["lost_cue"],
                row["what_it_prompted"],
                row.joined("replacement", "place"),
                row.joined("seen_in_place_local", "seen_in_place_by"),
            )
            for row in rows
        ),
    )
    return Section("13", "Safety cues replaced", (table,))
