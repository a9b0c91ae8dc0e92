"""Section 5, pauses, and the sentences page 1 says about them: why, how long, who restarted and on what grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.pause_log import audience_name, told_of
from cutover_tui.exports.csv_cells import NOT_RECORDED
from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.registers.message_register import COMMUNICATIONS
from cutover_tui.exports.registers.pause_register import HOLDS, PAUSES
from cutover_tui.exports.report.document import Bullets, Facts, Paragraph, Section, Subheading, Table, parts
from cutover_tui.exports.report.telling import listed, many, moment_cell, moment_told, quoted, role_told, times, took

if TYPE_CHECKING:
    from cutover_tui.domain.pause_log import ItemAnswer
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block, Inline, Words
    from cutover_tui.exports.report.gathered import Gathered, Stop

_LABELS = {
    "trigger": "Trigger",
    "threshold_in_plan": "Threshold in the plan",
    "what_was_seen": "What was seen",
    "evidence_refs": "Evidence",
    "scope": "What stopped and what carried on",
    "contingency_in_use": "Meanwhile",
    "asked_for_by": "Asked for by",
    "declared_by": "Declared by",
    "meeting_called_local": "Meeting called",
    "meeting_present": "Present",
    "expected_restart_local": "Restart expected",
    "review_every_minutes": "Looked at again",
    "restarted_by_1": "Restarted by",
    "restarted_by_2": "And by",
    "phased_how": "How work began again",
    "safety_case_or_hazard_log_updated": "Safety documents",
}
_ALWAYS = ("trigger", "what_was_seen", "declared_by", "contingency_in_use")


_THE_TEST = "test"
"""The line of the restart list that a reader looks for first: the test that repeats the problem."""


def pause_told(gathered: Gathered) -> list[Words]:
    """What page 1 says about pauses: a sentence on all, and for each who restarted and why."""
    stops = gathered.stops
    if gathered.context.copy not in PAUSES.copies:
        return []
    if not stops:
        return ["We did not pause."]
    ended = [stop for stop in stops if stop.ended is not None]
    seconds = sum((stop.ended - stop.began).total_seconds() for stop in ended if stop.ended is not None)
    lasted = f", for {took(seconds)}{' in all' if len(ended) > 1 else ''}" if ended else ""
    still = " The cutover is paused now." if len(ended) < len(stops) else ""
    first, *others = (_told_of(gathered, stop) for stop in stops)
    return [(f"We paused {times(len(stops))}{lasted} (section 5).{still} ", *parts(first)), *others]


def _told_of(gathered: Gathered, stop: Stop) -> Words:
    """One pause: its reason, and who decided to restart on what grounds."""
    context = gathered.context
    words: tuple[Inline, ...] = (f"{stop.ref} began at {moment_told(stop.began, context)}: ", why_paused(stop), ".")
    if stop.ended is None:
        return words
    restart = f" It was restarted at {moment_told(stop.ended, context)} by {restarted_by(gathered, stop)}."
    return (*words, restart, *_grounds(gathered, stop))


def why_paused(stop: Stop) -> Inline:
    """What was seen, or else the agreed trigger."""
    return stop.row["what_was_seen"] if stop.row.has("what_was_seen") else stop.row["trigger"]


def restarted_by(gathered: Gathered, stop: Stop) -> str:
    """The roles of the two who restarted."""
    restarted = gathered.context.state.pauses[stop.ref].restarted
    if restarted is None:
        return NOT_RECORDED
    return " and ".join(f"the {role_told(one, gathered.context)}" for one in (restarted.by, restarted.second))


def _grounds(gathered: Gathered, stop: Stop) -> tuple[Inline, ...]:
    """On what grounds a restart was decided: how much of the restart list was met, the test, and what was not met."""
    context = gathered.context
    pause = context.state.pauses[stop.ref]
    lines = context.plan.pause.restart_list
    met = [line for line in lines if (answer := pause.items.get(line.id)) is not None and answer.met]
    words: tuple[Inline, ...] = (f" Why: {len(met)} of {len(lines)} points of the restart list were met",)
    test = pause.items.get(_THE_TEST)
    shown = quoted(test.words, context) if test is not None and test.met else NOT_SHOWN
    if shown != NOT_SHOWN:
        words = (*words, "; the test that repeats the problem: ", shown)
    left = [line.words[:1].lower() + line.words[1:] for line in lines if line not in met]
    return (*words, f". Not met: {listed(left)}, with both signers' reasons." if left else ".")


def pauses(gathered: Gathered) -> Section:
    """Each pause, from what was seen to who restarted; and each hold."""
    blocks: list[Block] = []
    for stop in gathered.stops:
        ended = "now" if stop.ended is None else moment_cell(stop.ended, gathered.context)
        minutes = stop.row.plain("minutes_paused")
        lasted = f", {many(int(minutes), 'minute')}" if minutes.isdigit() else ""
        began = moment_cell(stop.began, gathered.context)
        blocks += [
            Subheading(f"{stop.ref}: from {began} to {ended}{lasted}"),
            Facts((*stop.row.facts(_LABELS, always=_ALWAYS).rows, ("Coordinator", _coordinator(gathered, stop)))),
            *_told_whom(gathered, stop),
            _restart_list(gathered, stop),
        ]
    if not blocks:
        blocks = [Paragraph("Pauses: None recorded.")]
    if gathered.context.copy in HOLDS.copies:
        blocks += _holds(gathered)
    return Section("5", "Pauses and holds", tuple(blocks))


def _coordinator(gathered: Gathered, stop: Stop) -> Inline:
    """Who followed it up: the role of somebody on the roster, else the words as they were typed."""
    context = gathered.context
    named = context.state.pauses[stop.ref].words("coordinator")
    if named in context.state.people:
        return context.roles_of(named)
    return quoted(named, context) if named else NOT_RECORDED


def _told_whom(gathered: Gathered, stop: Stop) -> list[Block]:
    """Who was told of a pause, and who was not and why."""
    context = gathered.context
    if context.copy not in COMMUNICATIONS.copies:
        return []
    found: list[Words] = []
    for one in told_of(context.state, context.state.pauses[stop.ref]):
        name = audience_name(context.state, one.audience)
        if one.at is not None:
            how: tuple[Inline, ...] = (", ", quoted(one.how, context)) if one.how else ()
            found.append((f"{name}: {moment_cell(one.at, context)}", *how))
        elif one.why_not:
            found.append((f"{name}: not told, ", quoted(one.why_not, context)))
        else:
            found.append(f"{name}: {NOT_RECORDED}")
    return [Paragraph("Told of the pause:"), Bullets(tuple(found))]


def _restart_list(gathered: Gathered, stop: Stop) -> Table:
    """What was to be so before a restart, line by line."""
    context = gathered.context
    answers = context.state.pauses[stop.ref].items
    rows = tuple((line.words, *_answer(context, answers.get(line.id))) for line in context.plan.pause.restart_list)
    heads = ("Before restart", "State", "What shows it, or why not")
    return Table(f"Restart list of {stop.ref}", heads, rows, (34, 18, 48))


def _answer(context: Context, answer: ItemAnswer | None) -> tuple[Words, Words]:
    if answer is None:
        return NOT_RECORDED, NOT_RECORDED
    if answer.met:
        return "[x] Met", quoted(answer.words, context)
    first, second = quoted(answer.words, context), quoted(answer.second_words, context)
    who, other = context.roles_of(answer.by), context.roles_of(answer.second)
    return "[!] Not met", (f"{who}: ", first, f"; {other}: ", second)


def _holds(gathered: Gathered) -> list[Block]:
    """Everybody's requests to wait; one that turned out not to be needed was answered like any other."""
    rows = gathered.of(HOLDS)
    if not rows:
        return [Paragraph("Holds: None recorded.")]
    table = Table(
        f"{many(len(rows), 'hold')}",
        ("Hold", "Asked", "Why", "Answer"),
        tuple(
            (row["ref"], row["asked_local"], row["reason"], row.joined("answers", "answered_by", "answer_reasons"))
            for row in rows
        ),
        (10, 20, 35, 35),
    )
    return [table]
