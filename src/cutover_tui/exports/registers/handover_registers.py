"""`handovers.csv` and `huddles.csv`: how the lead changed hands, and the short meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.handover import Taken
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.registers.columns import entry, flag, local, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

HANDOVERS_COLUMNS = (
    text("ref", "Number of the handover"),
    text("role", "The role that changed hands"),
    person("from", "Who had it"),
    person("to", "Who takes it"),
    typed("place_or_phone", "Where, or by phone"),
    local("started_local", "When it was offered"),
    typed("situation", "How it stands"),
    typed("background", "What led here"),
    typed("assessment", "What we make of it"),
    typed("recommendation", "What to do next"),
    typed("top_three", "The first three things, in the words of who takes it"),
    flag("read_back", "Whether those were said back and heard"),
    text("accepted", "yes, with question, or no"),
    typed("question_or_reason", "The question, or why not", NONE),
    local("accepted_local", "When it was accepted"),
    text("open_issues", "Issues open then", NONE),
    text("next_gate", "The next gate then"),
    text("seal", "The seal then"),
    entry(),
)

HUDDLES_COLUMNS = (
    text("ref", "Number of the huddle"),
    local("time_local", "When"),
    text("present_roles", "The roles that were there"),
    typed("going_well", "What was going well"),
    typed("worries", "What people worried about", NONE),
    text("decisions", "Decisions taken there", NONE),
    local("next_huddle_local", "When the next one is"),
    entry(),
)


def handovers_rows(context: Context) -> Iterable[Row]:
    """A row for each handover that was offered, in order."""
    for one in context.state.handovers.values():
        answered = one.taken in _ANSWERS
        yield {
            "ref": one.ref,
            "role": context.role_name(one.role),
            "from": one.giver,
            "to": one.taker,
            "place_or_phone": one.place,
            "started_local": one.started_at,
            "situation": one.situation,
            "background": one.background,
            "assessment": one.assessment,
            "recommendation": one.recommendation,
            "top_three": one.top_three,
            "read_back": ("yes" if one.top_three else "no") if answered else NOT_RECORDED,
            "accepted": _ANSWERS.get(one.taken, NOT_RECORDED),
            "question_or_reason": one.words,
            "accepted_local": one.answered_at if one.taken in _TAKEN else NOT_APPLICABLE if answered else None,
            "open_issues": one.open_issues,
            "next_gate": one.next_gate,
            "seal": one.seal,
            "entry": one.answer_seq if one.answer_seq >= 0 else one.seq,
        }


_ANSWERS = {Taken.ACCEPTED: "yes", Taken.WITH_QUESTION: "with question", Taken.REFUSED: "no"}
_TAKEN = frozenset({Taken.ACCEPTED, Taken.WITH_QUESTION})


def huddles_rows(context: Context) -> Iterable[Row]:
    """A row for each huddle, in the order of the log."""
    for one in context.state.huddles:
        said = one.said
        yield {
            "ref": one.ref,
            "time_local": said.at,
            "present_roles": tuple(context.role_name(code) for code in said.present),
            "going_well": context.state.corrected_value(one.seq, "well", said.well),
            "worries": context.state.corrected_value(one.seq, "worries", said.worries),
            "decisions": said.decisions,
            "next_huddle_local": one.next_at,
            "entry": one.seq,
        }


HANDOVERS = Register(
    name="handovers",
    title="Handovers",
    about="One row for each handover",
    columns=HANDOVERS_COLUMNS,
    rows=handovers_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)


HUDDLES = Register(
    name="huddles",
    title="Huddles",
    about="One row for each huddle",
    columns=HUDDLES_COLUMNS,
    rows=huddles_rows,
    key=("ref",),
    copies=frozenset({Copy.FULL, Copy.ICB}),
)
