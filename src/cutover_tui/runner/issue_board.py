"""The issues board: one line an issue, the most urgent first, with what it waits for and how long that is past."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.issue_rules import LEVELS, P1, P2, rules_of
from cutover_tui.domain.issue_state import IssueStanding
from cutover_tui.domain.time_words import duration_words, short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.issue_clocks import IssueClock
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState

NOT_RATED = "Not rated yet"
"""Stands where a clinician has still to rate an issue; never a blank."""


class IssueFilter(StrEnum):
    """Which issues are shown."""

    ALL = "all"
    OPEN = "open"
    URGENT = "P1 and P2"
    MINE = "mine"
    PAST = "past their time"


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """The line of one issue."""

    issue: Issue
    clock: IssueClock | None
    past: bool
    """True when what it waits for was due before now."""
    clock_words: str
    """`answer by 15:05`, `answer 3 min past`, or why it waits for nothing."""
    owner: str
    """Initials and name of who sees to it; empty while nobody does."""

    @property
    def is_open(self) -> bool:
        """Tell whether it is not closed."""
        return self.issue.closed is None


def issue_rows(state: RunState, now: datetime) -> list[IssueRow]:
    """The lines of all issues: open ones by level and age, then those made safe, then closed ones."""
    rows = [issue_row(state, issue, now) for issue in state.issues.values()]
    return sorted(rows, key=lambda row: (_place(row.issue), LEVELS.index(row.issue.level), row.issue.seq))


def issue_row(state: RunState, issue: Issue, now: datetime) -> IssueRow:
    """The line of one issue."""
    clock, person = clock_of(state, issue), state.people.get(issue.owner)
    past = clock is not None and clock.is_past(now)
    return IssueRow(
        issue=issue,
        clock=clock,
        past=past,
        clock_words=_waits(state, issue, clock, now),
        owner=f"{issue.owner} {person.name}" if person is not None else issue.owner,
    )


def shows(row: IssueRow, chosen: IssueFilter, mine: str) -> bool:
    """Tell whether a filter shows a line.

    Args:
        row: The line.
        chosen: The filter.
        mine: Initials of who is at the keyboard.
    """
    match chosen:
        case IssueFilter.ALL:
            return True
        case IssueFilter.OPEN:
            return row.is_open
        case IssueFilter.URGENT:
            return row.is_open and row.issue.level in {P1, P2}
        case IssueFilter.MINE:
            return bool(mine) and row.issue.owner == mine
        case IssueFilter.PAST:
            return row.past


def rating_words(state: RunState, issue: Issue) -> str:
    """`4 (Major, High): must be removed or controlled`, or that nobody has rated it yet."""
    if not issue.rating:
        return NOT_RATED
    meaning = rules_of(state.plan).matrix.meanings.get(str(issue.rating), "")
    means = f": {meaning[:1].lower()}{meaning[1:]}" if meaning else ""
    return f"{issue.rating} (severity {issue.severity}, likelihood {issue.likelihood}){means}"


def patients_words(issue: Issue) -> str:
    """`about 12`, or that nobody has counted."""
    if issue.patients is None:
        return "Not recorded"
    return f"about {issue.patients}" if issue.patients_approx else str(issue.patients)


def tell_words(state: RunState, issue: Issue) -> str:
    """Who hears of an issue of its level, with the initials of those on the roster."""
    level = rules_of(state.plan).level(issue.level)
    held = [one.initials for one in state.people.values() if set(one.roles) & set(level.tells)]
    return f"{level.tells_words} ({', '.join(held)})" if held else level.tells_words


def _place(issue: Issue) -> int:
    return {IssueStanding.CLOSED: 2, IssueStanding.SAFE: 1}.get(issue.standing, 0)


def _waits(state: RunState, issue: Issue, clock: IssueClock | None, now: datetime) -> str:
    zone = state.plan.calendar.zone
    if issue.closed is not None:
        return f"closed {short_words(issue.closed.at, now, zone)}"
    if issue.safe is not None:
        return f"safe {short_words(issue.safe.at, now, zone)}"
    if clock is None:
        return f"review {rules_of(state.plan).level(issue.level).review}"
    if clock.is_past(now):
        return f"{clock.what} {duration_words((now - clock.due_at).total_seconds())} past"
    return f"{clock.what} by {short_words(clock.due_at, now, zone)}"
