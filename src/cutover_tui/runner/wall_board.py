"""The wall board (`ux.md` D7): five things a room reads from 4 metres, and nothing that somebody wrote as a note.

`wall_clock` is cheap and is asked for every second; `wall_board` looks at every task and is asked for when the log grew
or the minute changed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.closing import live_to_do
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.holds import open_holds
from cutover_tui.domain.lateness import PRESSING, Lateness
from cutover_tui.domain.pause_log import paused_since
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import countdown_words, day_words, short_words, to_local
from cutover_tui.runner.alerts import worst_alert
from cutover_tui.runner.boards import Tally, TaskRow, owner_words, tally, task_row
from cutover_tui.runner.gate_board import standing_gates
from cutover_tui.runner.reentry_board import reentry_board
from cutover_tui.runner.service_board import debt_forms
from cutover_tui.runner.service_tiles import service_tiles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import RunKind
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.alerts import WorstAlert
    from cutover_tui.runner.gate_board import StandingGate
    from cutover_tui.runner.service_tiles import ServiceTile

LINES: Final = 3
"""How many tasks the board shows."""

LATE_LINES: Final = 2
"""How many of them may be overdue, as long as something lies ahead: a room must see what comes, too."""

GONE_LIVE: Final = "GL"
"""The anchor whose record makes the run live."""

EXTRACTED: Final = "CUT"
"""The anchor whose record ends the countdown to the extract."""

EXTRACT: Final = "FDP"
"""The anchor counted down to first."""


class StateWord(StrEnum):
    """The one word about the whole run."""

    NOT_STARTED = "NOT STARTED"
    """Nobody has recorded anything about a task or an anchor."""
    RUNNING = "RUNNING"
    HOLD = "HOLD"
    """Somebody asked everybody to wait at the next gate, and that is not answered yet."""
    PAUSED = "PAUSED"
    """The rollout is paused; the countdown stands still."""
    BEHIND = "BEHIND"
    """Something is overdue."""
    LIVE = "LIVE"
    """Go-live is recorded."""


@dataclass(frozen=True, kw_only=True)
class WallClock:
    """The part of the board that changes every second."""

    day: str
    """`Mon 23 Nov`."""
    time: str
    """`17:46:32`, practice time."""
    target: str
    """What is counted down to, `Final data production`; empty when nothing is planned."""
    target_time: str
    """When that is, `Mon 18:30`."""
    countdown: str
    """`T-00:43:43`; empty when nothing is planned."""
    stopped: bool
    """True while the run is paused: the countdown stands as it was when that began."""
    seconds_to_go: float | None
    """The same in seconds, negative once it has passed."""


@dataclass(frozen=True, kw_only=True)
class WallLine:
    """One of the tasks that come next."""

    row: TaskRow
    owner: str
    """The role that owns it and who holds it, in words."""


@dataclass(frozen=True, kw_only=True)
class WallPaper:
    """What was written on paper and is typed in: what the room has to know of it, in counts."""

    categories: int
    """How many categories the plan has."""
    logged: int
    left: int
    first: str
    """The most urgent category with something left, in words: `Red slips 3 left`; empty when nothing is left."""
    red: bool
    """True while the most urgent category of all has something left."""
    overdue: int
    """How many categories have something left after it was due."""
    missing: int
    """How many numbered slips nobody has accounted for."""
    to_close: int
    """How many categories are not closed."""

    def words(self) -> str:
        """`96 of 203 left`, or what is still to do once nothing is."""
        if not self.categories:
            return "This plan counts no paper."
        if self.left:
            return f"{self.left} of {self.logged} left to enter"
        if self.to_close:
            closing = f"{self.to_close} of {self.categories} categories to close"
            return f"Nothing left to enter, {closing}" if self.logged else f"Nothing is logged yet, {closing}"
        return f"Nothing left, all {self.categories} categories closed"


@dataclass(frozen=True, kw_only=True)
class WallBoard:
    """The whole board at an instant."""

    practice: str
    kind: RunKind
    clock: WallClock
    word: StateWord
    tally: Tally
    """All tasks; what the word is made from."""
    gates: tuple[StandingGate, ...]
    """The gates in play, with what was decided at each."""
    services: tuple[ServiceTile, ...]
    """The watched services that are not normal."""
    watched: int
    """How many services are watched."""
    debt: tuple[str, ...]
    """What all services owe, in ever fewer letters; empty when nothing."""
    next: tuple[WallLine, ...]
    paper: WallPaper | None
    """What is left of what was written on paper, once the run is live."""
    provisional: int
    """How many hard tasks of the go-live list are to do while the practice is live; until then it is provisional."""
    attention: int
    """How many things in the log need somebody to look at them."""
    alert: WorstAlert | None
    """The cautions and warnings that stand, the worst in words."""


def wall_clock(state: RunState, now: datetime) -> WallClock:
    """The clocks of the board: the time, and how far the extract, or after it go-live, is."""
    zone = state.plan.calendar.zone
    local = to_local(now, zone)
    gone_live = state.recorded.get(GONE_LIVE)
    code = GONE_LIVE if gone_live is not None or EXTRACTED in state.recorded else EXTRACT
    instant = gone_live or state.anchors.get(code)
    stands = paused_since(state) if gone_live is None else None
    seconds = (instant - (stands or now)).total_seconds() if instant is not None else None
    return WallClock(
        day=day_words(now, zone),
        time=f"{local:%H:%M:%S}",
        target=next((anchor.name for anchor in state.plan.anchors if anchor.code == code), code) if instant else "",
        target_time=short_words(instant, now, zone) if instant is not None else "",
        stopped=stands is not None,
        countdown=countdown_words(seconds) if seconds is not None else "",
        seconds_to_go=seconds,
    )


def wall_board(state: RunState, now: datetime) -> WallBoard:
    """The whole board at an instant."""
    rows = [task_row(state, ref, now) for ref in state.task_by_ref]
    counted = tally(rows)
    tiles = service_tiles(state)
    return WallBoard(
        practice=state.plan.practice,
        kind=state.kind,
        clock=wall_clock(state, now),
        word=_state_word(state, counted),
        tally=counted,
        gates=standing_gates(state),
        services=tuple(tile for tile in tiles if tile.degraded),
        watched=len(tiles),
        debt=debt_forms(state),
        next=tuple(WallLine(row=row, owner=owner_words(state, row.task)) for row in next_rows(rows)),
        paper=_paper(state, now) if GONE_LIVE in state.recorded else None,
        provisional=len(live_to_do(state)) if GONE_LIVE in state.recorded else 0,
        attention=len(state.attention),
        alert=worst_alert(state, now),
    )


def _state_word(state: RunState, counted: Tally) -> StateWord:
    if paused_since(state) is not None:
        return StateWord.PAUSED
    if open_holds(state):
        return StateWord.HOLD
    if GONE_LIVE in state.recorded:
        return StateWord.LIVE
    if counted.overdue or counted.blocked:
        return StateWord.BEHIND
    untouched = all(standing.status is TaskStatus.TO_DO for standing in state.tasks.values())
    return StateWord.NOT_STARTED if untouched and not state.recorded else StateWord.RUNNING


def next_rows(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """What is to do next by due time; overdue ones first, but never only those while something lies ahead."""
    waiting = [
        row
        for row in rows
        if row.due_at is not None
        and row.standing.status not in SETTLED
        and row.timeliness.lateness is not Lateness.NOT_IN_PLAY
    ]
    waiting.sort(key=_due)
    late = [row for row in waiting if row.timeliness.lateness in PRESSING]
    ahead = [row for row in waiting if row.timeliness.lateness not in PRESSING]
    shown = max(LATE_LINES, LINES - len(ahead))
    return [*late[:shown], *ahead][:LINES]


def _due(row: TaskRow) -> float:
    return row.due_at.timestamp() if row.due_at is not None else 0.0


def _paper(state: RunState, now: datetime) -> WallPaper:
    board = reentry_board(state, now)
    first = next((row for row in board.rows if row.counts.left), None)
    return WallPaper(
        categories=len(board.rows),
        logged=board.total.logged,
        left=board.total.left,
        first=f"{first.category.title} {first.counts.left} left" if first is not None else "",
        red=first is not None and first is board.rows[0],
        overdue=len(board.overdue),
        missing=sum(slip.range.missing for slip in board.slips),
        to_close=sum(row.closing is None for row in board.rows),
    )
