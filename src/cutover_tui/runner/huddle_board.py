"""The rows of the board of huddles, sitreps and concerns, and what the run itself knows for the next of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.closing import LiveStanding, live_standing
from cutover_tui.domain.concerns import period_words
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.holds import open_holds
from cutover_tui.domain.huddles import CONFIDENCE, Position
from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.pause_log import paused_since
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.presence import is_here
from cutover_tui.domain.rhythm import next_huddle, next_sitrep
from cutover_tui.domain.time_words import duration_words, short_words
from cutover_tui.runner.boards import task_row
from cutover_tui.runner.gate_board import next_gate

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.concerns import Batch
    from cutover_tui.domain.huddles import Huddle, Sitrep
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class DueClock:
    """When the next of something is due."""

    what: str
    """`huddle` or `sitrep`."""
    due_at: datetime | None
    """None where none is due any more."""
    words: str
    """`Next huddle 13:00, in 22 min`, `Next sitrep was due 12:00, 12 min ago`."""
    is_past: bool


@dataclass(frozen=True, kw_only=True)
class SitrepFacts:
    """What the run itself knows for the next sitrep; a person may change all of it."""

    position: str
    p1: int
    p2: int
    gate: str
    gate_on_time: str
    forms: int
    next_at: datetime | None


def due_clocks(state: RunState, now: datetime) -> tuple[DueClock, DueClock]:
    """When the next huddle and the next sitrep are due."""
    return (
        _clock(state, "huddle", next_huddle(state), now),
        _clock(state, "sitrep", next_sitrep(state, paused=position_of(state, now) == Position.PAUSED), now),
    )


def sitrep_facts(state: RunState, now: datetime, next_at: datetime | None) -> SitrepFacts:
    """What the run knows for a sitrep sent now."""
    gate, on_time = _next_gate(state, now)
    return SitrepFacts(
        position=position_of(state, now),
        p1=_open_issues(state, "P1"),
        p2=_open_issues(state, "P2"),
        gate=gate,
        gate_on_time=on_time,
        forms=forms_left(state),
        next_at=next_at,
    )


def position_of(state: RunState, now: datetime) -> Position:
    """How it stands: paused and held before anything else, then live, then whether a hard task is late."""
    if paused_since(state) is not None:
        return Position.PAUSED
    if open_holds(state):
        return Position.HELD
    if live_standing(state) is not LiveStanding.NOT_YET:
        return Position.LIVE
    hard = (ref for ref, task in state.task_by_ref.items() if task.gate is GateKind.HARD)
    late = any(task_row(state, ref, now).timeliness.lateness in PRESSING for ref in hard)
    return Position.BEHIND if late else Position.ON_PLAN


def _next_gate(state: RunState, now: datetime) -> tuple[str, str]:
    """The gate that is planned next, and whether it is on time: its moment has not passed. Empty where none is left."""
    coming = next_gate(state, now)
    if coming is None or coming.planned is None:
        return "", ""
    gate = coming.standing.gate
    return f"{gate.ref} {gate.title}", "yes" if now <= coming.planned else "no"


def _open_issues(state: RunState, level: str) -> int:
    """How many issues of a level are not closed."""
    return sum(one.level == level and one.standing is not IssueStanding.CLOSED for one in state.issues.values())


def forms_left(state: RunState) -> int:
    """How many paper forms and other counts have still to be typed in."""
    return sum(standing.total.left for standing in state.reentry.values())


def roles_present(state: RunState, now: datetime) -> tuple[str, ...]:
    """Codes of the roles of everybody who is in the room or on the phone, in the plan's order."""
    here = {initials for initials in state.presence if is_here(state, initials, now)}
    held = {role for initials in here for role in state.people[initials].roles if initials in state.people}
    return tuple(role.code for role in state.plan.roles if role.code in held)


# -- in words ---------------------------------------------------------------------------------------------------------


def huddle_line(huddle: Huddle, now: datetime, zone: str) -> str:
    """`13:00  staff rather sure (4 of 5), worries: printer in room 2`."""
    said = huddle.said
    sure = CONFIDENCE.get(said.confidence, "not asked")
    return f"{short_words(said.at, now, zone)}  staff {sure} ({said.confidence} of 5), worries: {said.worries}"


def sitrep_line(sitrep: Sitrep, now: datetime, zone: str) -> str:
    """`14:00  behind plan, P1 1, P2 0, 12 forms, to ICB`."""
    said = sitrep.said
    new = ", new problem" if said.is_new_problem else ""
    issues = f"P1 {said.p1}, P2 {said.p2}"
    return f"{short_words(said.at, now, zone)}  {said.position}{new}, {issues}, {said.forms} forms, to {said.sent_to}"


def batch_line(batch: Batch, zone: str) -> str:
    """`2 concerns about phones, results: no answer yet about results. Thu 26 Nov between 12:00 and 15:00`."""
    many = "1 concern" if batch.count == 1 else f"{batch.count} concerns"
    open_about = "" if batch.open_areas == batch.areas else f" about {', '.join(batch.open_areas)}"
    answered = f"no answer yet{open_about}" if batch.open_areas else "answered"
    return (
        f"{many} about {', '.join(batch.areas)}: {answered}. {_capital(period_words(batch.since, batch.until, zone))}"
    )


def position_words(state: RunState, now: datetime) -> str:
    """`The position is behind plan. 12 forms to type in.`: the line over the board."""
    left = forms_left(state)
    forms = f" {left} form{'s' if left != 1 else ''} to type in." if left else ""
    return f"The position is {position_of(state, now)}.{forms}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _clock(state: RunState, what: str, due_at: datetime | None, now: datetime) -> DueClock:
    if due_at is None:
        return DueClock(what=what, due_at=None, words=f"No {what} is due", is_past=False)
    said, seconds = short_words(due_at, now, state.plan.calendar.zone), (due_at - now).total_seconds()
    if seconds < 0:
        words = f"Next {what} was due {said}, {duration_words(seconds)} ago"
    else:
        words = f"Next {what} {said}, in {duration_words(seconds)}"
    return DueClock(what=what, due_at=due_at, words=words, is_past=seconds < 0)
