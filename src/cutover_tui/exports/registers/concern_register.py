"""`concerns.csv`: what came by the speak-up route: a period, an area and what was done, never a word or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.concerns import period_words
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE
from cutover_tui.exports.registers.columns import entry, flag, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

CONCERNS_COLUMNS = (
    text("period", "Between which hours"),
    text("area", "What it is about"),
    flag("asked_for_action", "Whether it asked for action now"),
    typed("action_taken", "What was done"),
    typed("feedback_given", "How people heard about that"),
    text("linked_decision", "Its number in decisions.csv", NONE),
    entry(),
)


def concerns_rows(context: Context) -> Iterable[Row]:
    """A row for each area of each time concerns were written together.

    It says in which hours and what was done; who spoke up, how many of them and what they wrote is in no register.
    """
    for batch in context.state.concerns:
        for area in batch.areas:
            answer = batch.answer_for(area)
            yield {
                "period": period_words(batch.since, batch.until, context.zone),
                "area": area,
                "asked_for_action": "yes" if area in batch.urgent else "no",
                "action_taken": answer.action_taken if answer is not None else None,
                "feedback_given": answer.feedback_given if answer is not None else None,
                "linked_decision": answer.linked_decision if answer is not None else "",
                "entry": batch.seq,
            }


CONCERNS = Register(
    name="concerns",
    title="Concerns",
    about="One row for each period and area in which somebody spoke up",
    columns=CONCERNS_COLUMNS,
    rows=concerns_rows,
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
