"""The counts of a re-entry category, and where it stands: values only.

For each day and site `left = logged - entered - explained`, and nothing ever goes below zero (`domain.md` 4).
"""

from __future__ import annotations

import hashlib
from dataclasses import field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.plan import ReentryCategory


class Count(StrEnum):
    """What a number counts. All but the first clear something that was logged."""

    LOGGED = "logged"
    ENTERED = "entered"
    NOT_NEEDED = "not needed"
    DUPLICATE = "duplicate"
    ARRIVED = "arrived electronically"


EXPLAINED = (Count.NOT_NEEDED, Count.DUPLICATE, Count.ARRIVED)
"""The reasons for which paper is cleared without being typed: a closed set (`domain.md` 4)."""

_FIELDS = {
    Count.LOGGED: "logged",
    Count.ENTERED: "entered",
    Count.NOT_NEEDED: "not_needed",
    Count.DUPLICATE: "duplicate",
    Count.ARRIVED: "arrived",
}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The counts of one day and site, or of several together."""

    logged: int = 0
    entered: int = 0
    not_needed: int = 0
    duplicate: int = 0
    arrived: int = 0
    """Arrived electronically after all."""

    @property
    def explained(self) -> int:
        """Cleared without being typed."""
        return self.not_needed + self.duplicate + self.arrived

    @property
    def left(self) -> int:
        """Still to enter or explain."""
        return self.logged - self.entered - self.explained

    def of(self, count: Count) -> int:
        """One of the counts."""
        number: int = getattr(self, _FIELDS[count])
        return number

    def room(self, count: Count) -> int:
        """How many can be taken back: of what was logged only what is not cleared, of the others all."""
        return self.left if count is Count.LOGGED else self.of(count)

    def plus(self, count: Count, number: int) -> Counts:
        """The counts with one of them changed."""
        return replace(self, **{_FIELDS[count]: self.of(count) + number})

    def and_also(self, other: Counts) -> Counts:
        """These and others counted together."""
        return Counts(**{name: self.of(count) + other.of(count) for count, name in _FIELDS.items()})


@dataclass(frozen=True, order=True)
class Place:
    """The day and the site some paper is of."""

    day: str
    """ISO date."""
    site: str
    """Name of the site; empty where nobody said it."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One count over time, for the rate and the burn-down."""

    seq: int
    by: str
    on_behalf_of: str = ""
    at: datetime
    count: Count
    number: int
    """Negative for what was taken back."""


@dataclass(frozen=True, kw_only=True)
class NilReturn:
    """Somebody said that there was nothing."""

    seq: int
    by: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A second person's look at some of what was entered."""

    seq: int
    by: str
    looked: int
    right: int


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A category that reached zero and was closed."""

    seq: int
    by: str
    checked_by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReentryState:
    """Where one category stands, as the log tells it."""

    category: ReentryCategory
    seq: int = -1
    """The last record that changed it; -1 before the first."""
    places: Mapping[Place, Counts] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    """Every count that took effect, oldest record first."""
    nil_returns: tuple[NilReturn, ...] = ()
    samples: tuple[Sample, ...] = ()
    closing: Closing | None = None

    @property
    def total(self) -> Counts:
        """The counts of all days and sites."""
        return self.within()

    @property
    def saw(self) -> str:
        """Digest of what a close is judged on: the counts, samples and nil returns of the records so far."""
        return hashlib.sha256(f"{self.category.id} {self.seq}".encode()).hexdigest()[:16]

    @property
    def entered_by(self) -> tuple[str, ...]:
        """Initials of everybody who entered some of it, taken back or not, each once."""
        entries = (change for change in self.changes if change.count is Count.ENTERED and change.number > 0)
        people = (initials for change in entries for initials in (change.by, change.on_behalf_of))
        return tuple(dict.fromkeys(initials for initials in people if initials))

    def within(self, day: str = "", site: str = "") -> Counts:
        """The counts of a day, a site or both; an empty word means any."""
        counted = Counts()
        for place in self.matching(day, site):
            counted = counted.and_also(self.places[place])
        return counted

    def nils_within(self, day: str = "", site: str = "") -> tuple[NilReturn, ...]:
        """The nil returns of a day, a site or both, oldest first; an empty word means any."""
        return tuple(nil for nil in self.nil_returns if day in {"", nil.place.day} and site in {"", nil.place.site})

    def matching(self, day: str, site: str) -> list[Place]:
        """The places a day and a site can mean, oldest first; an empty word means any."""
        return sorted(place for place in self.places if day in {"", place.day} and site in {"", place.site})


def corrected(standing: ReentryState, seq: int, name: str, now: str) -> ReentryState:
    """Where a category stands after one of its records was corrected in a field; how many is taken back instead.

    Words that do not fit their field, such as a time that was removed, change nothing.
    """
    closing = standing.closing if standing.closing is not None and standing.closing.seq == seq else None
    match name:
        case "by":
            return replace(
                standing,
                changes=tuple(replace(one, by=now) if one.seq == seq else one for one in standing.changes),
                nil_returns=tuple(replace(one, by=now) if one.seq == seq else one for one in standing.nil_returns),
                samples=tuple(replace(one, by=now) if one.seq == seq else one for one in standing.samples),
                closing=replace(closing, by=now) if closing is not None else standing.closing,
            )
        case "at":
            at = _instant(now)
            if at is None:
                return standing
            return replace(
                standing,
                changes=tuple(replace(one, at=at) if one.seq == seq else one for one in standing.changes),
                closing=replace(closing, at=at) if closing is not None else standing.closing,
            )
        case "checked_by" if closing is not None:
            return replace(standing, closing=replace(closing, checked_by=now))
        case "reason" if closing is not None:
            return replace(standing, closing=replace(closing, reason=now))
        case _:
            return standing


def _instant(words: str) -> datetime | None:
    try:
        happened = datetime.fromisoformat(words)
    except ValueError:
        return None
    return happened.astimezone(UTC) if happened.tzinfo is not None else None


@dataclass(frozen=True, kw_only=True)
class ReentryHappening(Happening):
    """The part all events about a re-entry category share."""

    ABOUT: ClassVar[str] = "category"

    category: str
    """The category's id."""
