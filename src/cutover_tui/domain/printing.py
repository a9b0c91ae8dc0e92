"""The hard copy: which sheets were made to be printed, and which of them came back from where they hung.

A sheet on a wall does not change when the log does, so each has an id and a version, a newer version supersedes it, and
it is collected (`records.md` b4, printed-register; d5). A version is never made anew with other contents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.state import RunState

_WRITTEN = re.compile(r"(?P<sheet>[A-Z0-9-]+) x(?P<copies>[0-9]{1,4})")


@dataclass(frozen=True)
class SheetCopies:
    """A sheet of a version, and how many copies of it are wanted."""

    sheet: str
    """Its id, such as `CS-F`."""
    copies: int

    @property
    def words(self) -> str:
        """As it stands in the log: `CS-F x2`."""
        return f"{self.sheet} x{self.copies}"


@dataclass(frozen=True, kw_only=True)
class Collected:
    """Copies of a sheet that came back."""

    sheet: str
    copies: int
    by: str
    at: datetime
    seq: int


@dataclass(frozen=True, kw_only=True)
class Printing:
    """One version of the hard copy."""

    version: int
    """From 1; a refresh is the next."""
    seq: int
    """The record that says it was made."""
    by: str
    at: datetime
    seal: str
    """The seal of the log as it stood before that record; it is on every page."""
    sheets: tuple[SheetCopies, ...]
    collected: tuple[Collected, ...] = ()
    """What came back, oldest first."""

    def copies_of(self, sheet: str) -> int:
        """How many copies of a sheet were wanted; 0 when this version does not have it."""
        return next((one.copies for one in self.sheets if one.sheet == sheet), 0)

    def returned(self, sheet: str) -> tuple[Collected, ...]:
        """The times copies of a sheet came back, oldest first."""
        return tuple(one for one in self.collected if one.sheet == sheet)

    def out(self, sheet: str) -> int:
        """How many copies of a sheet have not come back."""
        return self.copies_of(sheet) - sum(one.copies for one in self.returned(sheet))


@dataclass(frozen=True, kw_only=True)
class SheetsPrinted(Happening):
    """A version of the hard copy was made: this happened."""

    WIRE: ClassVar[str] = "sheets.printed"
    MEANING: ClassVar[str] = "I made these sheets to be printed"

    sheet_version: int
    """From 1; not called `version`, which in a record is that of its own form."""
    seal: str
    """The seal of the log as it stood before this record, such as `R0137 4175 8601 1308 7052`."""
    sheets: tuple[str, ...] = ()
    """Each sheet and its copies, `CS-F x2`."""


@dataclass(frozen=True, kw_only=True)
class SheetCollected(Happening):
    """Copies of a printed sheet came back from where they hung: this happened."""

    WIRE: ClassVar[str] = "sheet.collected"
    ABOUT: ClassVar[str] = "sheet"
    MEANING: ClassVar[str] = "I collected these copies"

    sheet: str
    sheet_version: int
    copies: int


PrintingEvent = SheetsPrinted | SheetCollected


def next_version(state: RunState) -> int:
    """The version the next printing has."""
    return max((printing.version for printing in state.printings), default=0) + 1


def printing_of(state: RunState, version: int) -> Printing:
    """The printing with a version, refused when there is none."""
    for printing in state.printings:
        if printing.version == version:
            return printing
    known = ", ".join(str(printing.version) for printing in state.printings)
    msg = f"There is no version {version} of the hard copy."
    raise Refused(f"{msg} The versions printed are {known}." if known else f"{msg} Nothing has been printed yet.")


def collect_sheet(
    state: RunState, act: Act, sheet: str, *, version: int | None = None, copies: int | None = None
) -> SheetCollected:
    """Decide that copies of a sheet came back.

    Args:
        state: The run as it stands.
        act: Who collected them, and when.
        sheet: The id of the sheet, however it is typed.
        version: Which version; None for the oldest of which copies are still out.
        copies: How many; None for all that are still out.

    Raises:
        Refused: No such sheet was printed, all copies are back already, or more came back than were wanted.
    """
    name = sheet.strip().upper()
    printing = _printing_with(state, name) if version is None else printing_of(state, version)
    wanted, out = printing.copies_of(name), printing.out(name)
    if not wanted:
        known = ", ".join(one.sheet for one in printing.sheets)
        raise Refused(f"Version {printing.version} has no sheet {name or 'without an id'}. Its sheets are {known}.")
    if not out:
        last = printing.returned(name)[-1]
        when = moment_words(last.at, state.plan.calendar.zone)
        what = "The copy" if wanted == 1 else f"All {wanted} copies"
        raise Refused(f"{what} of {name} version {printing.version} came back already, {when} {last.by}.")
    came = out if copies is None else copies
    if not 0 < came <= out:
        msg = f"{wanted} of {name} version {printing.version} were wanted and {out} are still out, not {came}."
        raise Refused(f"{msg} Count them again.")
    return SheetCollected(**sign(state, act, addendum=True), sheet=name, sheet_version=printing.version, copies=came)


def _printing_with(state: RunState, sheet: str) -> Printing:
    """The oldest printing of which copies of a sheet are out, else the newest that has it."""
    having = [printing for printing in state.printings if printing.copies_of(sheet)]
    still = [printing for printing in having if printing.out(sheet)]
    if still:
        return still[0]
    if having:
        return having[-1]
    return printing_of(state, state.printings[-1].version if state.printings else 1)


def evolve_printing(
    printings: tuple[Printing, ...], event: PrintingEvent, seq: int
) -> tuple[tuple[Printing, ...], str]:
    """The printings after one of their events, and what about it people should look at."""
    if isinstance(event, SheetCollected):
        return _after_collected(printings, event, seq)
    if any(printing.version == event.sheet_version for printing in printings):
        return printings, f"Version {event.sheet_version} of the hard copy is in the log twice. The first stands."
    made = Printing(
        version=event.sheet_version,
        seq=seq,
        by=event.by,
        at=event.at,
        seal=event.seal,
        sheets=tuple(_read(event.sheets)),
    )
    return (*printings, made), ""


def _after_collected(
    printings: tuple[Printing, ...], event: SheetCollected, seq: int
) -> tuple[tuple[Printing, ...], str]:
    back = Collected(sheet=event.sheet, copies=event.copies, by=event.by, at=event.at, seq=seq)
    for place, printing in enumerate(printings):
        if printing.version == event.sheet_version and 0 < event.copies <= printing.out(event.sheet):
            after = replace(printing, collected=(*printing.collected, back))
            return (*printings[:place], after, *printings[place + 1 :]), ""
    words = f"{event.by} collected {event.copies} of {event.sheet} version {event.sheet_version}, which was not out."
    return printings, words


def _read(sheets: Iterable[str]) -> Iterable[SheetCopies]:
    for written in sheets:
        match = _WRITTEN.fullmatch(written)
        if match is not None:
            yield SheetCopies(match["sheet"], int(match["copies"]))
