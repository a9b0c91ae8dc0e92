"""What a sheet of the hard copy is, and what all sheets of one version say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.time_words import date_time_words, moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.paper_layout import Page

OFF_SITE = "off-site folder"


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One version of the hard copy: what its sheets are made from."""

    state: RunState
    version: int
    at: datetime
    """When it was made, UTC; what is done by then is shown as done."""
    seal: str
    since: int
    """The record of the version before, after which slips are new; -1 for the first version."""

    @property
    def practice(self) -> str:
        """The practice, as every page says it."""
        return f"{self.state.plan.practice} ({self.state.plan.ods_code})"

    @property
    def rehearsal(self) -> bool:
        """Whether nothing of it is real."""
        return self.state.kind is RunKind.REHEARSAL

    @property
    def made(self) -> str:
        """When it was made, in words."""
        return date_time_words(self.at, self.zone)

    @property
    def zone(self) -> str:
        """The practice's zone."""
        return self.state.plan.calendar.zone

    def moment(self, instant: datetime | None) -> str:
        """A moment in words, `Thu 26 Nov 18:30`; empty for none."""
        return moment_words(instant, self.zone) if instant is not None else ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: something that hangs or lies somewhere, with pages of its own."""

    id: str
    """Such as `CS-F`; capital letters, digits and hyphens."""
    title: str
    file: str
    """The file it is in, without its number."""
    pages: tuple[Page, ...]
    copies: int
    place: str
    """Where the copies hang or lie."""
    large: bool = False
    """True for what is read from a wall, in 14 point."""


def person_words(person: Person) -> str:
    """`Jo Bell (JB) 01632 960 001`, with dots to write a number on that is not known."""
    return f"{person.name} ({person.initials}) {person.phone or '.' * 20}"
