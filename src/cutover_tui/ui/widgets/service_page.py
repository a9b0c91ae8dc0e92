"""One service in full: what was said about it, whom to ask what, what it carried, and its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.service_counts import CountKind, latest_count
from cutover_tui.domain.services import CUTOVER, STATUS_WORDS, ServiceStatus, is_recorded, standing_words
from cutover_tui.domain.time_words import moment_words, short_words
from cutover_tui.runner.boards import task_row
from cutover_tui.runner.service_board import needs_catcher, question_words
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.service_lines import tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.service_calls import Call
    from cutover_tui.domain.services import Step
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.service_board import OverduePromise, ServiceRow

Part = tuple[str, str]
"""Words and their style."""

_HEADING = "bold $accent"

CONFIRMED = CUTOVER | {ServiceStatus.ON_UNTESTED}
"""States that somebody at the other end confirms."""


def service_page(state: RunState, row: ServiceRow, now: datetime, *, airy: bool = True) -> Content:
    """Everything there is to say about a service, the pressing first.

    Args:
        state: Where the run stands.
        row: The line of the service.
        now: The time the gaps are counted to.
        airy: Whether there is room for an empty line over each heading.
    """
    blocks = (
        list(_head(state, row, now)),
        list(_needs(state, row)),
        list(_questions(state, row, now)),
        list(_steps(state, row, now)),
        list(_counts(state, row, now)),
        list(_calls(state, row, now)),
        list(_tasks(state, row, now)),
    )
    above = "\n" if airy else ""
    parts = [(f"{above}{words}" if style == _HEADING else words, style) for block in blocks for words, style in block]
    return Content.assemble(*parts).rstrip()


def _said(words: str, style: str = "$text") -> Part:
    return f"{one_line(words)}\n", style


def _heading(words: str) -> Part:
    return f"{words}\n", _HEADING


def _head(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    standing, zone = row.standing, state.plan.calendar.zone
    tone = tone_of(row).value
    yield _said(row.name, "bold $text")
    since = f", since {short_words(row.since, now, zone)}" if row.since is not None else ""
    gap = f", gap {row.gap_words}" if row.gap_words else ""
    yield _said(f"{standing_words(standing)}{since}{gap}", f"bold ${tone}")
    if row.catcher:
        person = state.people.get(standing.catcher)
        name = f" {person.name}" if person is not None else ""
        yield _said(f"Caught by {standing.catcher}{name}: {standing.route}")
    if row.next_step:
        yield _said(f"Next: {row.next_step}")


def _needs(state: RunState, row: ServiceRow) -> Iterator[Part]:
    """Why the line is red or amber, and what to do about it."""
    if not (row.pressing or row.differences):
        return
    yield _heading("Needs somebody")
    if needs_catcher(row.standing):
        usual = [f"{initials} {state.people[initials].name}" for initials in row.usual_catchers]
        who = f" Usually {', '.join(usual)}." if usual else ""
        yield _said(f"Red: no catcher.{who} Press c to name one.", "bold $overdue")
    for words in row.pressing_because:
        if words not in {"no catcher", "a promise is past its time"}:
            yield _said(f"{words[0].upper()}{words[1:]}. Press t.", "$soon")
    for promise in row.overdue:
        yield _said(_overdue_words(promise), "$soon")
    for words in row.differences:
        yield _said(f"Counts differ: {words}. Press n to explain.", "$soon")


def _overdue_words(promise: OverduePromise) -> str:
    further = f" Turn to {promise.contact}." if promise.contact else ""
    return f"The promise of {promise.call.whom} is {promise.over} past its time.{further} Press p."


def _questions(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    if row.standing.gaps:
        yield _heading("To ask the other end")
    for gap in row.standing.gaps:
        yield _said(question_words(state, gap, now))


def _steps(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    if row.standing.steps:
        yield _heading("What was said, newest first")
    for step in reversed(row.standing.steps):
        yield _said(_step_words(step, now, state.plan.calendar.zone))


def _step_words(step: Step, now: datetime, zone: str) -> str:
    said = (
        ("confirmed with", step.confirmed_with),
        ("reference", step.reference),
        ("first item", step.first_item),
        ("because", step.reason),
    )
    words = [f"{label} {given}" for label, given in said if is_recorded(given)]
    if step.status in CONFIRMED and not is_recorded(step.confirmed_with):
        words.insert(0, "nobody named who confirmed it")
    return ", ".join([f"{short_words(step.at, now, zone)} {step.by} {STATUS_WORDS[step.status]}", *words])


def _counts(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    standing, zone = row.standing, state.plan.calendar.zone
    latest = [count for kind in CountKind if (count := latest_count(standing, kind)) is not None]
    if latest:
        yield _heading("Counts")
    for count in latest:
        yield _said(f"{count.what}: {count.count}, {short_words(count.at, now, zone)} {count.by}")
    for explained in standing.explanations[-1:]:
        yield _said(f"Explained by {explained.by}: {explained.words}", "$muted")


def _calls(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    if row.standing.calls:
        yield _heading("Calls and messages, newest first")
    over = {promise.call.seq for promise in row.overdue}
    for call in reversed(row.standing.calls):
        yield _said(_call_words(call, now, state.plan.calendar.zone), "$soon" if call.seq in over else "$text")


def _call_words(call: Call, now: datetime, zone: str) -> str:
    reference = f", reference {call.reference}" if call.reference else ""
    said = f": {call.said}" if call.said else ""
    words = f"{short_words(call.at, now, zone)} {call.by} {call.means} to {call.whom}{reference}{said}"
    if call.promised_by is None:
        return words
    kept = f", kept {short_words(call.kept_at, now, zone)}" if call.kept_at is not None else ""
    over = ", PAST ITS TIME" if call.is_overdue(now) else ""
    return f"{words}. Promised by {short_words(call.promised_by, now, zone)}{kept}{over}"


def _tasks(state: RunState, row: ServiceRow, now: datetime) -> Iterator[Part]:
    for heading, refs in (("Takes it off", row.service.off_tasks), ("Brings it back", row.service.restore_tasks)):
        known = [ref for ref in refs if ref in state.task_by_ref]
        if known:
            yield _heading(heading)
        for ref in known:
            task = task_row(state, ref, now)
            due = f", due {moment_words(task.due_at, state.plan.calendar.zone)}" if task.due_at is not None else ""
            yield _said(f"{task.badge.words}  {ref} {task.task.title}{due}")
