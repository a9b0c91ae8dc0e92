"""The day and the site some paper is of: asked where they matter, and left open where any will do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.time_words import TimeNotUnderstood, calendar_day_words, parse_local_time, to_local
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cutover_tui.ui.dialogs.fields import Field

OLDEST, NEWEST = "the oldest first", "the newest first"
"""Which paper a count means that names no site or no day: what is cleared, and what is taken back."""
DAY_EXAMPLES = "Write it as 27 Nov, today, yesterday or 2026-11-27."

_LIMIT = 40
_WIDTH = 14


class DayField(LineField):
    """A field for a local day, with what it means beside it; blank means any.

    Args:
        now: The caller's clock, aware, UTC.
        zone: The practice's zone.
        value: What stands in it at first.
        question: The sentence for a blank day; empty where blank is fine.
        order: Which paper a blank day means.
        stops: Whether Enter stops here once though it may stay as it is.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        zone: str,
        value: str = "",
        *,
        question: str = "",
        order: str = OLDEST,
        stops: bool = False,
    ) -> None:
        super().__init__(
            "Day of the paper", value, question=question, limit=_LIMIT, width=_WIDTH, id="day", stops=stops
        )
        self.input.select_on_focus = True
        self.now = now
        self.zone = zone
        self.order = order

    def free_text(self) -> str:
        """No words: a time."""
        return ""

    def on_mount(self) -> None:
        """Show what the day means."""
        self._show_meaning()

    @property
    def day(self) -> str:
        """The day, ISO; empty for any, and while it is not clear."""
        if not self.value:
            return ""
        try:
            readings = parse_local_time(f"{self.value} 12:00", self.now(), self.zone)
        except TimeNotUnderstood:
            return ""
        return to_local(readings[0], self.zone).date().isoformat() if readings else ""

    def lacks(self) -> str:
        """What is not right about the day."""
        if self.value and not self.day:
            return f"‘{self.value}’ is not a day. {DAY_EXAMPLES}"
        return super().lacks()

    @on(Input.Changed)
    def _on_day(self, _event: Input.Changed) -> None:
        self._show_meaning()

    def _show_meaning(self) -> None:
        if self.value:
            self.aside.say(calendar_day_words(date.fromisoformat(self.day)) if self.day else "")
        else:
            self.aside.say("" if self.question else f"{self.order}; or a day, such as 27 Nov")


class PlaceFields:
    """Which site and which day some paper is of. The site is asked only where the practice has several.

    Args:
        sites: The practice's sites.
        now: The caller's clock, aware, UTC.
        zone: The practice's zone.
        day: The day that stands there at first; empty where any will do, and then any site will do too.
        order: Which paper is meant where any will do.
        stops: Whether Enter stops once at the day that stands there.
    """

    def __init__(
        self,
        sites: tuple[str, ...],
        now: Callable[[], datetime],
        zone: str,
        *,
        day: str = "",
        order: str = OLDEST,
        stops: bool = False,
    ) -> None:
        self.sites = sites
        choices = sites if day else (*sites, f"any, {order}")
        self.of_site = ChoiceField(
            "Site",
            "",
            choices,
            lacking="Press the number of the site the paper is of.",
            id="site",
            chosen=-1 if day else len(sites),
        )
        question = "Give the day the paper is of." if day else ""
        self.of_day = DayField(now, zone, day, question=question, order=order, stops=stops)

    def widgets(self) -> Iterator[Field]:
        """The fields in their order."""
        yield from (self.of_site, self.of_day)

    def show_asked(self, *, shown: bool = True) -> None:
        """Show the fields that matter."""
        self.of_site.display = shown and len(self.sites) > 1
        self.of_day.display = shown

    @property
    def day(self) -> str:
        """The day, ISO; empty for any."""
        return self.of_day.day

    @property
    def site(self) -> str:
        """The site; empty for any, and where the practice has one or none."""
        chosen = self.of_site.chosen
        return self.sites[chosen] if len(self.sites) > 1 and 0 <= chosen < len(self.sites) else ""
