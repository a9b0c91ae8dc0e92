"""The clocks of an issue: by when somebody answers it, and by when it is looked at again (`records.md` c3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.time_words import to_local

if TYPE_CHECKING:
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True)
class IssueClock:
    """What an issue waits for next."""

    what: str
    """`answer` or `review`."""
    due_at: datetime
    """By when, UTC."""

    def is_past(self, now: datetime) -> bool:
        """Tell whether the time has passed."""
        return now > self.due_at


def clock_of(state: RunState, issue: Issue) -> IssueClock | None:
    """What an issue waits for next; None once it is safe or closed, and where its review has no time of its own."""
    if not issue.is_unsafe:
        return None
    level = rules_of(state.plan).level(issue.level)
    if issue.answered_at is None:
        minutes = timedelta(minutes=level.answer_minutes)
        return IssueClock("answer", issue.urgent_at + minutes if minutes else _end_of_day(state, issue.urgent_at))
    if level.review_minutes:
        return IssueClock("review", issue.seen_at + timedelta(minutes=level.review_minutes))
    return None


def _end_of_day(state: RunState, at: datetime) -> datetime:
    """When core hours end on the day of an instant; on the next day where they have ended already."""
    calendar = state.plan.calendar
    local = to_local(at, calendar.zone)
    day = local.date() if local.time() < calendar.day_ends else local.date() + timedelta(days=1)
    return datetime.combine(day, calendar.day_ends, local.tzinfo).astimezone(at.tzinfo)
