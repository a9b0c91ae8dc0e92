"""`pauses.csv` and `holds.csv`: every pause, from what was seen to who restarted, and every hold with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.pause_log import (
    audience_name,
    expected_restart,
    instant_of,
    told_of,
    trigger_of,
    trigger_words,
)
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.names_removed import moment
from cutover_tui.exports.registers.columns import entry, flag, local, number, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.pause_log import Pause, Told
    from cutover_tui.domain.pause_plan import RestartItem
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

PAUSES_COLUMNS = (
    text("ref", "Number of the pause"),
    typed("asked_for_by", "Who asked, or the speak-up route"),
    local("asked_local", "When they asked"),
    person("declared_by", "Who declared it"),
    local("declared_local", "When it began"),
    typed("scope", "Which jobs stopped and which carried on"),
    text("trigger", "What kind of reason it was"),
    text("threshold_in_plan", "What the plan says about that"),
    typed("what_was_seen", "What was seen"),
    typed("evidence_refs", "What shows it", NONE),
    typed("contingency_in_use", "paper, old system read-only, phone triage, or another practice"),
    typed("coordinator", "Who coordinated"),
    local("meeting_called_local", "When the meeting was called"),
    typed("meeting_present", "Who was there"),
    text("expected_restart_local", "When it was expected to end"),
    typed("told", "Staff, patients, pharmacies, supplier and ICB, each with the time or why not"),
    number("review_every_minutes", "How often it was looked at again"),
    typed("restart_list", "Each point of the restart list, met or not met with the reasons"),
    local("restarted_local", "When it ended"),
    person("restarted_by_1", "Who restarted"),
    person("restarted_by_2", "Who else restarted, one of them a clinician"),
    typed("phased_how", "How the work was taken up again"),
    number("minutes_paused", "How long it lasted; up to the last entry while it does"),
    typed("safety_case_or_hazard_log_updated", "The version that takes it up"),
    entry(),
)


HOLDS_COLUMNS = (
    text("ref", "Number of the hold"),
    person("asked_by", "Who asked everybody to wait"),
    local("asked_local", "When"),
    typed("reason", "Why"),
    flag("asks_pause", "Whether a pause was asked for"),
    text("answers", "carry on, look into it, or pause, in order"),
    person("answered_by", "Who answered, in order"),
    typed("answer_reasons", "Their reasons, in order"),
    local("ended_local", "When it stopped holding the next gate"),
    text("pause_ref", "The pause it led to", NONE),
    entry("Number of the last log entry about it"),
)


def pauses_rows(context: Context) -> Iterable[Row]:
    """A row for each pause, in the order they were declared."""
    for one in context.state.pauses.values():
        yield {
            "ref": one.ref,
            "asked_for_by": one.words("asked_for_by") or context.person(one.asked_by) or "nobody else",
            "asked_local": one.asked_at or NOT_APPLICABLE,
            "declared_by": one.by,
            "declared_local": one.at,
            **_what_was_said(context, one),
            "told": tuple(_told(context, told) for told in told_of(context.state, one)),
            "restart_list": tuple(_answered(context, item, one) for item in context.plan.pause.restart_list),
            **_restart(context, one),
        }


def _what_was_said(context: Context, one: Pause) -> Row:
    expected = expected_restart(one)
    trigger = trigger_of(context.state, one)
    return {
        "scope": tuple(
            f"{label}: {words}"
            for label, detail in (("stops", "scope"), ("carries on", "carries_on"))
            if (words := one.words(detail))
        ),
        "trigger": trigger_words(context.state, one),
        "threshold_in_plan": trigger.threshold if trigger is not None else None,
        "what_was_seen": one.words("seen"),
        "evidence_refs": one.words("evidence"),
        "contingency_in_use": one.words("contingency"),
        "coordinator": one.words("coordinator"),
        "meeting_called_local": instant_of(one.words("meeting_called")),
        "meeting_present": one.words("present"),
        "expected_restart_local": _approx(context, *expected) if expected is not None else None,
        "review_every_minutes": one.words("review_minutes") or str(context.plan.pause.review_minutes),
    }


def _approx(context: Context, instant: datetime, approx: bool) -> str:  # noqa: FBT001 (as the pause has them)
    return f"Approx {moment(instant, context)}" if approx else moment(instant, context)


def _told(context: Context, told: Told) -> str:
    """`staff: 26-Nov-2026 14:06, aloud`; or why they were not."""
    name = audience_name(context.state, told.audience)
    if told.at is not None:
        return f"{name}: {moment(told.at, context)}{f', {told.how}' if told.how else ''}"
    return f"{name}: not told, {told.why_not}" if told.why_not else f"{name}: {NOT_RECORDED}"


def _answered(context: Context, item: RestartItem, one: Pause) -> str:
    """`Cause looked into: met, pack size mapping`; where it is not met, the reasons of both signers."""
    answer = one.items.get(item.id)
    if answer is None:
        return f"{item.words}: {NOT_RECORDED}"
    if answer.met:
        return f"{item.words}: met, {answer.words}"
    both = f"{context.person(answer.by)} {answer.words}; {context.person(answer.second)} {answer.second_words}"
    return f"{item.words}: not met, {both}"


def _restart(context: Context, one: Pause) -> Row:
    end = one.restarted
    hazards = next((answer.words for id_, answer in one.items.items() if "hazard" in id_ and answer.met), "")
    if end is None:
        lasts = int((context.as_of - one.at).total_seconds() // 60)
        return {"minutes_paused": lasts, "entry": one.seq, "safety_case_or_hazard_log_updated": hazards}
    return {
        "restarted_local": end.at,
        "restarted_by_1": end.by,
        "restarted_by_2": end.second,
        "phased_how": end.phased_how,
        "minutes_paused": int((end.at - one.at).total_seconds() // 60),
        "safety_case_or_hazard_log_updated": hazards,
        "entry": end.seq,
    }


def holds_rows(context: Context) -> Iterable[Row]:
    """A row for each hold, in the order they were asked for."""
    for one in context.state.holds.values():
        yield {
            "ref": one.ref,
            "asked_by": one.by,
            "asked_local": one.at,
            "reason": one.reason,
            "asks_pause": "yes" if one.asks_pause else "no",
            "answers": tuple(answer.answer for answer in one.answers),
            "answered_by": tuple(answer.by for answer in one.answers),
            "answer_reasons": tuple(answer.reason for answer in one.answers if answer.reason),
            "ended_local": one.ended_at,
            "pause_ref": one.pause,
            "entry": one.answers[-1].seq if one.answers else one.seq,
        }


PAUSES = Register(
    name="pauses",
    title="Pauses",
    about="One row for each pause",
    columns=PAUSES_COLUMNS,
    rows=pauses_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING}),
)
HOLDS = Register(
    name="holds",
    title="Holds",
    about="One row for each time somebody asked everybody to wait",
    columns=HOLDS_COLUMNS,
    rows=holds_rows,
    key=("ref",),
)
