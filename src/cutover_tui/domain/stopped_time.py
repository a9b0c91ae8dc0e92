"""Time in which the run stood still: what tasks are planned again by it, and what is not counted as work.

A restart plans again by the time lost (`records.md` c4), with these rules:

- What moves is what runs on the clock of the cutover: a time counted forward, in hours or minutes, from a moment that
  has come (`CUT+2h`, `GL+30min`), where it fell in the pause or after it.
- A time of day (`@16:00`, `DAILY@08:15`), a day (`+1d`, `+1wd`, `+1w`) and a time counted back stay: other people work
  by them. So does what was due before the pause began, what is done, what was put off, and the pause list itself.
- A length of a day or more (`CUT+72h`) stays: it limits how long a cutover may last, and a pause does not stop that
  clock (`domain.md` 1.3 rule 9).
- What is counted from a moment still ahead, such as go-live, moves with that moment. Whether it moves is asked at the
  restart, because other people were told of it; who has to be told again is then flagged as for any moved anchor.
- Pauses that overlap stop the clock once: the time lost is counted when the last of them is restarted.
- Of a moment that came while the run stood still, only what was lost after it counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.timing import parse_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cutover_tui.domain.plan import Task
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.timing import Window

LENGTH_OF_CUTOVER = timedelta(days=1)
"""From this length on, a time counted in hours limits the cutover itself and does not move."""

PAUSE_LISTS = frozenset({"HOLD", "RESTART"})
"""The anchors a pause records; what hangs off them runs in a pause and is not moved by it."""


@dataclass(frozen=True)
class Moved:
    """By how much, and why, a task's times were planned again."""

    pause: str
    """Reference of the pause that was restarted."""
    minutes: int
    running: bool = True
    """False where it moved with its anchor, so that its own offset is not lengthened."""

    @property
    def words(self) -> str:
        """`moved 52 min by pause P-01`."""
        return f"moved {self.minutes} min by pause {self.pause}"


def stretches(state: RunState, until: datetime, *, holds: bool) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches in which the run stood still, one after the other, those not over up to an instant."""
    spans = [(pause.at, pause.restarted.at if pause.restarted else until) for pause in state.pauses.values()]
    if holds:
        spans += [(hold.at, hold.ended_at or until) for hold in state.holds.values()]
    return tuple(_joined(spans))


def worked_seconds(state: RunState, start: datetime, end: datetime) -> float:
    """How long there was work between two instants: pauses and holds are not counted (`records.md` c4)."""
    stood = sum(
        max((min(end, closes) - max(start, opens)).total_seconds(), 0.0)
        for opens, closes in stretches(state, end, holds=True)
    )
    return max((end - start).total_seconds() - stood, 0.0)


def lost_at_restart(state: RunState, restarted_at: datetime, pause: str) -> tuple[datetime, timedelta]:
    """When the stretch a restart ends began, and how much time is lost; none while another pause is in force."""
    others = [one for one in state.pauses.values() if one.in_force and one.ref != pause]
    if others:
        return restarted_at, timedelta()
    spans = stretches(state, restarted_at, holds=False)
    found = next(((opens, closes) for opens, closes in spans if closes >= restarted_at), None)
    return (found[0], restarted_at - found[0]) if found is not None else (restarted_at, timedelta())


def moved_by_restart(state: RunState, began: datetime, restarted_at: datetime) -> dict[str, int]:
    """Ref to whole minutes, for every task that runs on the clock of the cutover and is planned again by a restart."""
    found: dict[str, int] = {}
    for ref, task in state.task_by_ref.items():
        anchor = _running_from(task.due)
        came = state.recorded.get(anchor) if anchor else None
        due = state.window(ref).due_at
        if came is None or due is None or due < began or not _may_move(state, ref, task):
            continue
        minutes = whole_minutes(restarted_at - max(began, came))
        if minutes > 0:
            found[ref] = minutes
    return found


def whole_minutes(span: timedelta) -> int:
    """A length in minutes, to the nearest."""
    return round(span.total_seconds() / 60)


def with_moves(windows: Mapping[str, Window], state: RunState) -> dict[str, Window]:
    """The windows with what restarts have moved: each edge that runs on the clock of the cutover, and no other."""
    after = dict(windows)
    for ref, moves in state.moved_tasks.items():
        minutes = sum(move.minutes for move in moves if move.running)
        task, window = state.task_by_ref.get(ref), windows.get(ref)
        if minutes and task is not None and window is not None:
            after[ref] = _moved_window(task, window, timedelta(minutes=minutes))
    return after


def _moved_window(task: Task, window: Window, by: timedelta) -> Window:
    runs_from = _running_from(task.due)

    def moved(text: str, instant: datetime | None) -> datetime | None:
        return instant + by if instant is not None and _running_from(text) == runs_from else instant

    last = moved(task.not_after, window.not_after_at)
    due = moved(task.due, window.due_at)
    # A deadline that does not run on this clock stays where other people know it, and is shown as passed when it is.
    return replace(window, not_before_at=moved(task.not_before, window.not_before_at), due_at=due, not_after_at=last)


def _may_move(state: RunState, ref: str, task: Task) -> bool:
    standing = state.standing(ref)
    waits_for = next((one.waits_for for one in state.plan.checklists if one.code == task.checklist), "")
    return standing.status not in SETTLED and not standing.deferred_to and waits_for not in PAUSE_LISTS


def _running_from(text: str) -> str:
    """The anchor a time is counted forward from in hours or minutes; empty for every other kind of time."""
    if not text:
        return ""
    offset = parse_offset(text)
    if offset.daily or offset.at is not None or offset.amount < 0 or offset.unit not in {"", "h", "min"}:
        return ""
    length = timedelta(hours=offset.amount) if offset.unit == "h" else timedelta(minutes=offset.amount)
    return "" if offset.anchor in PAUSE_LISTS or length >= LENGTH_OF_CUTOVER else offset.anchor


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    begun: tuple[datetime, datetime] | None = None
    for opens, closes in sorted(spans):
        if begun is not None and opens <= begun[1]:
            begun = (begun[0], max(begun[1], closes))
            continue
        if begun is not None:
            yield begun
        begun = (opens, closes)
    if begun is not None:
        yield begun
