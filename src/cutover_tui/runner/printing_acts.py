"""The acts on the hard copy, one method each: a version printed, copies collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.printing import SheetCopies, SheetsPrinted, collect_sheet, next_version
from cutover_tui.runner.acting import Acting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.state import RunState

    SheetList = Callable[[RunState, int, datetime], Sequence[SheetCopies]]


class PrintingActs(Acting):
    """What `Run` can record about its hard copy."""

    state: RunState
    """`Run` keeps it."""

    def print_sheets(self, by: str, sheets_of: SheetList) -> Entry:
        """Record that the next version of the hard copy is made; like an export it is never refused for want of a name.

        Args:
            by: Initials of who prints; those of nobody on the roster stand for the program.
            sheets_of: Gives the sheets of a version from the state, as often as the act is decided.
        """
        who = self._known(by)

        def make(at: datetime) -> Event:
            version = next_version(self.state)
            sheets = tuple(one.words for one in sheets_of(self.state, version, at))
            return SheetsPrinted(by=who, recorder=who, at=at, sheet_version=version, seal=self.seal(), sheets=sheets)

        return self._record_event(make)

    def collect_sheet(self, act: Act, sheet: str, *, version: int | None = None, copies: int | None = None) -> Entry:
        """Record that copies of a printed sheet came back."""
        return self._record(act, lambda state, now: collect_sheet(state, now, sheet, version=version, copies=copies))

    def seal(self) -> str:
        """The seal of the log as it stands; `Run` knows it."""
        raise NotImplementedError

    def _known(self, by: str) -> str:
        raise NotImplementedError

    def _record_event(self, make: Callable[[datetime], Event]) -> Entry:
        raise NotImplementedError
