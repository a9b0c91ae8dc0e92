"""Every register of the safety file, in the order of `records.md` b3, and the files they are written as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.read_me import WORKBOOK
from cutover_tui.exports.registers.concern_register import CONCERNS
from cutover_tui.exports.registers.csvw import csv_metadata
from cutover_tui.exports.registers.decision_register import DECISIONS_MADE
from cutover_tui.exports.registers.evidence_register import EVIDENCE
from cutover_tui.exports.registers.gate_registers import GATE_CRITERIA, GATES
from cutover_tui.exports.registers.handover_registers import HANDOVERS, HUDDLES
from cutover_tui.exports.registers.hazard_registers import CUES, HAZARD_CONTROLS
from cutover_tui.exports.registers.issue_registers import ISSUE_JOURNAL, ISSUES
from cutover_tui.exports.registers.log_registers import AUDIT_LOG, CORRECTIONS, PLAN_CHANGES
from cutover_tui.exports.registers.message_register import COMMUNICATIONS
from cutover_tui.exports.registers.paper_registers import PAPER_RECORDS, REENTRY
from cutover_tui.exports.registers.pause_register import HOLDS, PAUSES
from cutover_tui.exports.registers.people_register import PEOPLE
from cutover_tui.exports.registers.printed_register import PRINTED
from cutover_tui.exports.registers.register import filled
from cutover_tui.exports.registers.service_registers import DEPLOYMENT, SERVICES
from cutover_tui.exports.registers.task_register import TASKS
from cutover_tui.exports.registers.workbook import workbook

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Register, Table

REGISTERS: tuple[Register, ...] = (
    *(
        TASKS,
        GATES,
        GATE_CRITERIA,
        DECISIONS_MADE,
        ISSUES,
        ISSUE_JOURNAL,
        HOLDS,
        PAUSES,
        COMMUNICATIONS,
        HANDOVERS,
        HUDDLES,
    ),
    *(PAPER_RECORDS, REENTRY, SERVICES, HAZARD_CONTROLS, DEPLOYMENT, CUES, EVIDENCE, PEOPLE, CONCERNS, CORRECTIONS),
    *(PRINTED, PLAN_CHANGES, AUDIT_LOG),
)
"""Every register. Their order is that of the workbook's sheets."""

FOLDER = "data/03-registers"
METADATA = f"{FOLDER}/csv-metadata.json"


def tables_of(context: Context) -> tuple[Table, ...]:
    """The registers this copy holds, filled in."""
    return tuple(filled(register, context) for register in REGISTERS if context.copy in register.copies)


def register_files(context: Context) -> dict[str, bytes]:
    """Every register as CSV, what their columns mean for programs, and one workbook where it can be made."""
    tables = tables_of(context)
    files = {table.register.path: table.csv() for table in tables}
    files[METADATA] = csv_metadata(tables)
    book = workbook(tables, context)
    return files if book is None else {**files, WORKBOOK: book}
