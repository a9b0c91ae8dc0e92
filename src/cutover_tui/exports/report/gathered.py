"""What several sections of the report tell, worked out once: key times, stops, what changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.exports.context import GO_LIVE
from cutover_tui.exports.plan_changes import plan_changes
from cutover_tui.exports.registers.pause_register import PAUSES
from cutover_tui.exports.report.at_work import at_work
from cutover_tui.exports.report.shown import shown_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.plan import Anchor
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.plan_changes import PlanChange
    from cutover_tui.exports.registers.register import Register
    from cutover_tui.exports.report.at_work import AtWork
    from cutover_tui.exports.report.shown import Shown

PAUSE_ANCHORS = frozenset({"HOLD", "RESTART"})
"""Anchors that stand for a pause, which the report tells as a pause."""
_FIRST_OF_THE_DAY = "FDP"


@dataclass(frozen=True, kw_only=True)
class KeyTime:
    """A moment everything else was timed from."""

    code: str
    name: str
    planned: datetime | None
    """As approved, UTC."""
    moved: datetime | None = None
    """As planned later, where it was moved."""
    actual: datetime | None = None
    timed: bool = True
    """True where the plan gives a time of day, False where it gives a date."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A pause of the whole cutover."""

    ref: str
    began: datetime
    ended: datetime | None
    """None while it lasts."""
    row: Shown


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What the sections are written from."""

    context: Context
    rows: dict[str, list[Shown]]
    """Name of a register to its rows, as the report shows them; filled in as they are asked for."""
    key_times: tuple[KeyTime, ...]
    stops: tuple[Stop, ...]
    changes: tuple[PlanChange, ...]
    """What changed in the plan after it was approved."""
    at_work: dict[str, AtWork]
    """How long the tasks took that somebody began on the screen, by their numbers."""
    late: tuple[Entry, ...]
    """Entries that say why they were recorded later."""
    corrections: tuple[Entry, ...]
    addenda: tuple[Entry, ...]
    """Notes added after the run was closed."""
    redacted: tuple[Entry, ...]
    """Entries two people took the note out of."""

    def of(self, register: Register) -> list[Shown]:
        """The rows of a register."""
        if register.name not in self.rows:
            self.rows[register.name] = shown_rows(register, self.context)
        return self.rows[register.name]

    @property
    def days_key_times(self) -> tuple[KeyTime, ...]:
        """The key times with a time of day, from the final extract to going live, and those that happened since."""
        order = [time.code for time in self.key_times]
        first = order.index(_FIRST_OF_THE_DAY) if _FIRST_OF_THE_DAY in order else 0
        last = order.index(GO_LIVE) if GO_LIVE in order else len(order) - 1
        return tuple(
            time
            for place, time in enumerate(self.key_times)
            if (time.timed or time.actual is not None)
            and (first <= place <= last or (place > last and time.actual is not None))
        )

    @property
    def live_at(self) -> datetime | None:
        """When the practice went live, None while it has not."""
        return self.context.state.recorded.get(GO_LIVE)


def gather(context: Context, *, changes: tuple[PlanChange, ...] | None = None) -> Gathered:
    """Work out what the report tells.

    Args:
        context: What it is made from.
        changes: What changed in the plan, where that is worked out already.
    """
    rows = {PAUSES.name: shown_rows(PAUSES, context)}
    closed = context.state.closed
    entries = context.entries
    return Gathered(
        context=context,
        rows=rows,
        key_times=tuple(_key_times(context, has_pauses=bool(rows[PAUSES.name]))),
        stops=tuple(
            Stop(ref=row.plain("ref"), began=began, ended=row.instant("restarted_local"), row=row)
            for row in rows[PAUSES.name]
            if (began := row.instant("declared_local")) is not None
        ),
        changes=tuple(plan_changes(context)) if changes is None else changes,
        at_work=at_work(context),
        late=tuple(entry for entry in entries if entry.event.late_reason),
        corrections=tuple(entry for entry in entries if isinstance(entry.event, EntryCorrected)),
        addenda=tuple(
            entry
            for entry in entries
            if closed is not None and entry.seq > closed.seq and isinstance(entry.event, NoteAdded)
        ),
        redacted=tuple(entry for entry in entries if entry.redacted),
    )


def _key_times(context: Context, *, has_pauses: bool) -> list[KeyTime]:
    state = context.state
    anchors = {anchor.code: anchor for anchor in context.plan.anchors}
    approved = resolve_anchors(context.plan.anchors, {}, {}, context.plan.calendar)
    return [
        KeyTime(
            code=anchor.code,
            name=anchor.name,
            planned=approved.get(anchor.code),
            moved=state.moved.get(anchor.code),
            actual=state.recorded.get(anchor.code),
            timed=_is_timed(anchor.code, anchors),
        )
        for anchor in context.plan.anchors
        if anchor.code in approved or anchor.code in state.recorded
        if not (has_pauses and anchor.code in PAUSE_ANCHORS)
    ]


def _is_timed(code: str, anchors: Mapping[str, Anchor]) -> bool:
    """Whether the plan gives an anchor a time of day: itself, in its offset, or by falling on one that has."""
    anchor = anchors.get(code)
    return anchor is not None and (anchor.has_time or "@" in anchor.default or _is_timed(anchor.default, anchors))
