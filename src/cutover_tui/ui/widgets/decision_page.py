"""The decisions board: a line for each decision, and one in full as it was logged, with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from cutover_tui.domain.decisions import NONE_STATED, options_of
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.time_words import short_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cutover_tui.domain.decisions import Decision
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.widgets.board_list import BoardLine

Part = tuple[str, str]
_HEADING: Final = "bold $accent"


def decision_lines(state: RunState, now: datetime) -> Sequence[BoardLine]:
    """A line for each decision, the newest first: ref, when, what was decided, what it waits for, by whom."""
    zone = state.plan.calendar.zone
    return table_lines([_line(one, now, zone) for one in reversed([*state.decisions.values()])], main=2)


def waits_words(decision: Decision, now: datetime, zone: str) -> str:
    """What a decision waits for: to be read back, to be looked at again, or nothing."""
    if decision.needs_read_back:
        return "read back"
    if decision.review_at is None:
        return "looked at again"
    past = "review past" if decision.review_at < now else "review"
    return f"{past} {short_words(decision.review_at, now, zone)}"


def is_pressing(decision: Decision, now: datetime) -> bool:
    """Tell whether a decision waits for somebody now."""
    return decision.needs_read_back or (decision.review_at is not None and decision.review_at < now)


def _line(decision: Decision, now: datetime, zone: str) -> TableLine:
    presses, event = is_pressing(decision, now), decision.event
    tone = Ink.SOON if presses else Ink.TEXT
    return TableLine(
        decision.ref,
        Cell("◆", tone, bold=True, plain="*") if presses else Cell("○", tone, plain="o"),
        (
            Cell(decision.ref, bold=True),
            Cell(short_words(event.at, now, zone), Ink.MUTED),
            Cell(event.decided),
            Cell(waits_words(decision, now, zone), tone if presses else Ink.MUTED, bold=presses),
            Cell(event.decided_by),
        ),
    )


def decision_page(state: RunState, decision: Decision, now: datetime, *, airy: bool = True) -> Content:
    """Everything there is to say about a decision.

    Args:
        state: Where the run stands.
        decision: The decision.
        now: The time that is counted to.
        airy: Whether there is room for an empty line over each heading.
    """
    blocks = (list(_head(state, decision, now)), list(_judged_on(decision)), list(_afterwards(state, decision, now)))
    above = "\n" if airy else ""
    parts = [(f"{above}{words}" if style == _HEADING else words, style) for block in blocks for words, style in block]
    return Content.assemble(*parts).rstrip()


def _said(words: str, style: str = "$text") -> Part:
    return f"{one_line(words)}\n", style


def _head(state: RunState, decision: Decision, now: datetime) -> Iterator[Part]:
    event, zone = decision.event, state.plan.calendar.zone
    yield _said(f"{decision.ref} {event.question}", "bold $text")
    yield _said(event.decided, "bold $accent")
    person = state.people.get(event.decided_by)
    name = f" {person.name}" if person is not None else ""
    logged = "the same person" if event.by == event.decided_by else event.by
    when = short_words(event.at, now, zone)
    yield _said(f"Decided by {event.decided_by}{name}, {when}. Logged by {logged}.")
    if decision.read_back_at is not None:
        yield _said(f"Read back {short_words(decision.read_back_at, now, zone)}: {decision.read_back_how}.")
    elif decision.needs_read_back:
        yield _said(f"A decision about a {event.kind}: read it to {event.decided_by}, then press b.", "bold $soon")
    if event.linked:
        yield _said(f"Belongs to {', '.join(event.linked)}.")


def _judged_on(decision: Decision) -> Iterator[Part]:
    event = decision.event
    yield "What it was judged on\n", _HEADING
    options = " / ".join(options_of(event.options))
    for label, words in (
        ("What we knew", event.knew),
        ("What we did not know", event.not_known),
        ("Options", options),
        ("Risks to patients", event.risks),
        ("Basis", event.basis),
        ("Reasons", event.reasons),
        ("Present or phoned", event.present),
        ("Other views", event.other_views),
    ):
        plain = words in {"", NONE_STATED, NOT_RECORDED}
        yield _said(f"{label}: {words or NOT_RECORDED}", "$muted" if plain else "$text")


def _afterwards(state: RunState, decision: Decision, now: datetime) -> Iterator[Part]:
    zone = state.plan.calendar.zone
    yield "What happened next\n", _HEADING
    for review in reversed(decision.reviews):
        yield _said(f"{short_words(review.at, now, zone)} {review.by} {review.what_happened}")
    if decision.review_at is not None:
        past = "was to be" if decision.review_at < now else "is"
        yield _said(f"It {past} looked at again {short_words(decision.review_at, now, zone)}: v writes what happened.")
    elif not decision.reviews:
        yield _said(NOT_RECORDED, "$muted")
