"""The re-entry board: a row for each category, the most urgent first, and the slips; state and an instant in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.reentry_closing import sample_size, sample_to_go, sampled
from cutover_tui.domain.reentry_counts import Counts, Place
from cutover_tui.domain.slips import balance_words, slip_gaps
from cutover_tui.domain.time_words import duration_words, moment_words
from cutover_tui.domain.timing import LocalTime, is_working_day
from cutover_tui.runner.boards import Badge, Mark
from cutover_tui.runner.reentry_forecast import BurnPoint, Forecast, burn_down, forecast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.plan import ReentryCategory
    from cutover_tui.domain.reentry_counts import Closing, ReentryState
    from cutover_tui.domain.slips import SlipRange
    from cutover_tui.domain.state import RunState

_ONE_DAY = timedelta(days=1)
_ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class SampleStand:
    """The second person's sample of one category."""

    size: int
    """How many are to be looked at: 10 % or 10, whichever is more, at most all that were entered."""
    looked: int
    right: int
    to_go: int

    @property
    def words(self) -> str:
        """`10 to check, 4 looked at, 6 to go`, with how many were not right."""
        if not self.size:
            return "Nothing to check"
        parts = [f"{self.size} to check", f"{self.looked} looked at"]
        parts.append(f"{self.to_go} to go" if self.to_go else "enough")
        if self.right < self.looked:
            parts.append(f"{self.looked - self.right} not right")
        return ", ".join(parts)


@dataclass(frozen=True, kw_only=True)
class ReentryRow:
    """One line of the re-entry board."""

    category: ReentryCategory
    counts: Counts
    badge: Badge
    first_due_at: datetime | None
    """The first of the two moments where the plan gives two; else as `due_at`."""
    due_at: datetime | None
    """When nothing may be left any more; None while its anchor has no time."""
    overdue: bool
    """True when something is left after that."""
    forecast: Forecast
    places: tuple[tuple[Place, Counts], ...]
    """The counts of each day and site, oldest first."""
    nil_returns: int
    """How often somebody said that there was nothing."""
    missing: tuple[Place, ...]
    """Days of cutover that are over, with the site, of which nobody has logged anything or said that there was none."""
    sample: SampleStand
    closing: Closing | None
    balance: str
    """Whether paper adds up, in words, where it is counted for each item such as a lab; else empty."""

    @property
    def late_at_this_rate(self) -> bool:
        """Whether the forecast lies after the time it is due."""
        clear_at = self.forecast.clear_at
        return clear_at is not None and self.due_at is not None and clear_at > self.due_at


@dataclass(frozen=True, kw_only=True)
class SlipRow:
    """One range of slips, and whether it adds up."""

    range: SlipRange
    words: str
    balances: bool


@dataclass(frozen=True, kw_only=True)
class ReentryBoard:
    """All that the re-entry screen shows."""

    rows: tuple[ReentryRow, ...]
    """The most urgent first."""
    total: Counts
    forecast: Forecast
    """For everything together."""
    points: tuple[BurnPoint, ...]
    """The burn-down of everything together."""
    slips: tuple[SlipRow, ...]
    gaps: tuple[str, ...]
    """Numbers of slips that nobody was given, each as a sentence."""

    @property
    def overdue(self) -> tuple[ReentryRow, ...]:
        """The categories with something left after it was due."""
        return tuple(row for row in self.rows if row.overdue)

    @property
    def begun(self) -> bool:
        """Whether anything was counted yet, nil returns included."""
        return any(row.counts.logged or row.nil_returns for row in self.rows)


def reentry_board(state: RunState, now: datetime) -> ReentryBoard:
    """The board at an instant."""
    expected = _expected_returns(state, now)
    ordered = sorted(state.reentry.values(), key=lambda standing: standing.category.urgency)
    rows = tuple(_row(state, standing, now, expected) for standing in ordered)
    changes = [change for standing in ordered for change in standing.changes]
    total = Counts()
    for row in rows:
        total = total.and_also(row.counts)
    gaps = slip_gaps(issued.numbers for issued in state.slips.values())
    return ReentryBoard(
        rows=rows,
        total=total,
        forecast=forecast(changes, now, state.plan.calendar),
        points=burn_down(changes),
        slips=tuple(
            SlipRow(range=issued, words=balance_words(issued), balances=issued.balances)
            for issued in sorted(state.slips.values(), key=lambda issued: issued.numbers)
        ),
        gaps=tuple(f"Nobody was given {gap.words}. Look for these slips." for gap in gaps),
    )


def overdue_words(row: ReentryRow, zone: str) -> str:
    """`Red slips: 3 left, due Tue 1 Dec 18:00`."""
    due = f", due {moment_words(row.due_at, zone)}" if row.due_at is not None else ""
    return f"{row.category.title}: {row.counts.left} left{due}"


def totals_words(counts: Counts) -> str:
    """`30 logged, 20 entered, 4 explained, 6 left`."""
    return f"{counts.logged} logged, {counts.entered} entered, {counts.explained} explained, {counts.left} left"


def _row(state: RunState, standing: ReentryState, now: datetime, expected: Iterable[Place]) -> ReentryRow:
    category, counts = standing.category, standing.total
    due = [state.instant_of(offset) for offset in category.reenter_by] or [None]
    due_at = due[-1]
    overdue = counts.left > 0 and due_at is not None and now > due_at
    looked, right = sampled(standing)
    heard_of = {*standing.places, *(nil.place for nil in standing.nil_returns)}
    return ReentryRow(
        category=category,
        counts=counts,
        badge=_badge(standing, (now - due_at).total_seconds() if overdue and due_at is not None else None),
        first_due_at=due[0],
        due_at=due_at,
        overdue=overdue,
        forecast=forecast(standing.changes, now, state.plan.calendar),
        places=tuple(sorted(standing.places.items())),
        nil_returns=len(standing.nil_returns),
        missing=tuple(place for place in expected if place not in heard_of),
        sample=SampleStand(size=sample_size(counts.entered), looked=looked, right=right, to_go=sample_to_go(standing)),
        closing=standing.closing,
        balance=paper_words(category.item, counts) if category.item else "",
    )


def _badge(standing: ReentryState, late_seconds: float | None) -> Badge:
    counts = standing.total
    if standing.closing is not None:
        return Badge(Mark.DONE, f"CLOSED {standing.closing.by}")
    if late_seconds is not None:
        return Badge(Mark.OVERDUE, f"OVERDUE {duration_words(late_seconds)}")
    if counts.left:
        return Badge(Mark.OPEN, f"{counts.left} LEFT")
    if not counts.logged:
        return Badge(Mark.IDLE, "NIL" if standing.nil_returns else "NOTHING LOGGED")
    if sample_to_go(standing):
        return Badge(Mark.CHECK, f"CHECK {sample_to_go(standing)}")
    return Badge(Mark.OPEN, "0 LEFT, TO CLOSE")


def usual_day(state: RunState, now: datetime) -> date:
    """The day that paper which is counted now is mostly of: today, and from go-live on the last day of cutover."""
    begun = state.anchors.get("GL")
    over = _expected_returns(state, now) if begun is not None and now >= begun else ()
    return date.fromisoformat(over[-1].day) if over else LocalTime(state.plan.calendar).day_of(now)


def paper_words(item: str, counts: Counts) -> str:
    """Whether the paper of one lab adds up: it arrived electronically or was entered by hand (`domain.md` 4)."""
    if not counts.logged:
        return f"{item}: no paper logged."
    parts = [f"{counts.arrived} arrived electronically", f"{counts.entered} entered by hand"]
    other = counts.not_needed + counts.duplicate
    if other:
        parts.append(f"{other} not needed or duplicate")
    sum_words = " + ".join(parts)
    if not counts.left:
        return f"{item}: {counts.logged} on paper = {sum_words}."
    made = counts.logged - counts.left
    return f"{item}: {counts.logged} on paper, but {sum_words} make {made}. {counts.left} still to account for."


def _expected_returns(state: RunState, now: datetime) -> tuple[Place, ...]:
    """The working days of cutover that are over, with each site: somebody has counted or said that there was nothing.

    Cutover lasts from the recorded extract to go-live; before the extract nothing is expected. The morning of go-live
    counts once the practice had been open for an hour before it: it is recorded some minutes after the doors open.
    """
    begins, ends = state.recorded.get("CUT"), state.anchors.get("GL", now)
    if begins is None:
        return ()
    calendar = state.plan.calendar
    local = LocalTime(calendar)
    places: list[Place] = []
    day = local.day_of(begins)
    while (closes := local.at(day, calendar.day_ends)) <= now and local.at(day, calendar.day_starts) + _ONE_HOUR < ends:
        if is_working_day(day, calendar) and closes > begins:
            places.extend(Place(day.isoformat(), site) for site in state.plan.sites or ("",))
        day += _ONE_DAY
    return tuple(places)
