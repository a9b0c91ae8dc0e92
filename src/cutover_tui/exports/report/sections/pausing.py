"""Section 5, pauses, and the sentences page 1 says about them: why, how long, who restarted and on what grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.registers.pause_register import PAUSES
from cutover_tui.exports.report.document import Paragraph, Section, Subheading
from cutover_tui.exports.report.telling import many, moment_cell, moment_told, took

if TYPE_CHECKING:
    from cutover_tui.exports.report.document import Block, Inline, Words
    from cutover_tui.exports.report.gathered import Gathered, Stop
    from cutover_tui.exports.report.shown import Shown

_LABELS = {
    "trigger": "Trigger",
    "threshold_in_plan": "Threshold in the plan",
    "what_was_seen": "What was seen",
    "evidence_refs": "Evidence",
    "scope": "What stopped and what carried on",
    "contingency_in_use": "Meanwhile",
    "asked_for_by": "Asked for by",
    "declared_by": "Declared by",
    "coordinator": "Coordinator",
    "meeting_called_local": "Meeting called",
    "meeting_present": "Present",
    "expected_restart_local": "Restart expected",
    "review_every_minutes": "Looked at again",
    "told": "Told",
    "restart_list": "Before restart",
    "restarted_by_1": "Restarted by",
    "restarted_by_2": "And by",
    "phased_how": "How work began again",
    "safety_case_or_hazard_log_updated": "Safety documents",
}
_ALWAYS = ("trigger", "what_was_seen", "declared_by", "contingency_in_use", "restart_list", "told")


def pause_told(gathered: Gathered) -> list[Words]:
    """What page 1 says about pauses: a sentence on all, and for each who restarted and why."""
    stops = gathered.stops
    if not stops:
        return ["We did not pause."]
    ended = [stop for stop in stops if stop.ended is not None]
    seconds = sum((stop.ended - stop.began).total_seconds() for stop in ended if stop.ended is not None)
    times = {1: "once", 2: "twice"}.get(len(stops), f"{len(stops)} times")
    lasted = f", for {took(seconds)}{' in all' if len(ended) > 1 else ''}" if ended else ""
    still = " The cutover is paused now." if len(ended) < len(stops) else ""
    return [f"We paused {times}{lasted} (section 5).{still}", *(_told_of(gathered, stop) for stop in stops)]


def _told_of(gathered: Gathered, stop: Stop) -> Words:
    """One pause: its reason, and who decided to restart on what grounds."""
    row, context = stop.row, gathered.context
    why = row["what_was_seen"] if row.has("what_was_seen") else row["trigger"]
    words: tuple[Inline, ...] = (f"{stop.ref}, from {moment_told(stop.began, context)}: ", why, ".")
    if stop.ended is not None:
        words = (*words, f" Restarted at {moment_told(stop.ended, context)} by {restarted_by(row)}.")
        if row.has("restart_list"):
            words = (*words, " Why they could restart: ", row["restart_list"], ".")
    return words


def restarted_by(row: Shown) -> str:
    """The roles of the two who restarted."""
    both = [row.plain(name) for name in ("restarted_by_1", "restarted_by_2") if row.has(name)]
    return " and ".join(both) or NOT_RECORDED


def pauses(gathered: Gathered) -> Section:
    """Each pause, from what was seen to who restarted."""
    blocks: list[Block] = []
    for stop in gathered.stops:
        ended = "it lasts" if stop.ended is None else moment_cell(stop.ended, gathered.context)
        minutes = stop.row.plain("minutes_paused")
        lasted = f", {many(int(minutes), 'minute')}" if minutes.isdigit() else ""
        blocks += [
            Subheading(f"{stop.ref}: from {moment_cell(stop.began, gathered.context)} to {ended}{lasted}"),
            stop.row.facts(_LABELS, always=_ALWAYS),
        ]
    if not blocks:
        blocks = [Paragraph("None recorded.")]
    return Section("5", PAUSES.title, tuple(blocks))
