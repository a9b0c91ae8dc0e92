"""`pauses.csv`: every pause, from what was seen to who restarted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE
from cutover_tui.exports.registers.columns import entry, local, number, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

PAUSES_COLUMNS = (
    text("ref", "Number of the pause"),
    person("asked_for_by", "Who asked, or the speak-up route"),
    local("asked_local", "When they asked"),
    person("declared_by", "Who declared it"),
    local("declared_local", "When it began"),
    typed("scope", "Which jobs stopped and which carried on"),
    typed("trigger", "What kind of reason it was"),
    typed("threshold_in_plan", "What the plan says about that"),
    typed("what_was_seen", "What was seen"),
    text("evidence_refs", "What shows it", NONE),
    text("contingency_in_use", "paper, old system read-only, phone triage, or another practice"),
    person("coordinator", "Who coordinated"),
    local("meeting_called_local", "When the meeting was called"),
    typed("meeting_present", "Who was there"),
    local("expected_restart_local", "When it was expected to end"),
    typed("told", "Staff, patients, pharmacies, supplier and ICB, each with the time or why not"),
    number("review_every_minutes", "How often it was looked at again"),
    typed("restart_list", "Each point of the restart list, met or not met with the reasons"),
    local("restarted_local", "When it ended"),
    person("restarted_by_1", "Who restarted"),
    person("restarted_by_2", "Who else restarted, one of them a clinician"),
    typed("phased_how", "How the work was taken up again"),
    number("minutes_paused", "How long it lasted"),
    text("safety_case_or_hazard_log_updated", "The version that takes it up"),
    entry(),
)


def pauses_rows(_context: Context) -> Iterable[Row]:
    """Nothing of this kind is recorded by this version."""
    return ()


PAUSES = Register(
    name="pauses",
    title="Pauses",
    about="One row for each pause",
    columns=PAUSES_COLUMNS,
    rows=pauses_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)
