"""Numbered paper slips: ranges issued, and what became of every number.

Issued = used + void + returned, and used = entered + outstanding; no number is in two ranges, and none lies between
two ranges with nobody (`records.md` b4, paper-records; `peers.md` c6). Slips are numbered so that a lost one is missed:
a row that does not balance is said in words. What is on a slip never comes into this program.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cutover_tui.domain.state import RunState

MOST_SLIPS = 2_000
"""The most slips one range may hold; more is a slip of the finger."""

_DIGITS = 3
_WRITTEN = re.compile(
    r"(?P<series>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*) +(?P<first>[0-9]{1,6})(?: *(?:TO|-|–) *(?P<last>[0-9]{1,6}))?"
)


@dataclass(frozen=True, order=True)
class SlipNumbers:
    """The numbers of a range of slips."""

    series: str
    """What is printed before the number, such as `C-2`."""
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many slips it holds."""
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """As people say it: `C-2 041 to 058`."""
        return f"{self.series} {span_words(self.first, self.last)}"

    def shared(self, other: SlipNumbers) -> str:
        """The numbers that are in both, in words; empty when there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return span_words(first, last) if self.series == other.series and first <= last else ""


@dataclass(frozen=True, kw_only=True)
class SlipRange:
    """A range that was issued, and what is known of its slips."""

    numbers: SlipNumbers
    to: str
    """The role or place it was issued to."""
    by: str
    at: datetime
    seq: int
    counted_by: str = ""
    """Initials of who counted it last; empty before the first count."""
    used: int = 0
    void: int = 0
    returned: int = 0
    """Handed back without being used."""
    entered: int = 0
    """Of those used, how many are in the new system."""

    @property
    def missing(self) -> int:
        """Slips nobody has accounted for, once it was counted."""
        return self.numbers.count - self.used - self.void - self.returned if self.counted_by else 0

    @property
    def outstanding(self) -> int:
        """Used and still to enter."""
        return self.used - self.entered

    @property
    def balances(self) -> bool:
        """Whether every slip was counted and accounted for."""
        return bool(self.counted_by) and not self.missing


@dataclass(frozen=True, kw_only=True)
class SlipsIssued(Happening):
    """A range of numbered slips was handed out: this happened."""

    WIRE: ClassVar[str] = "slips.issued"
    ABOUT: ClassVar[str] = "slips"
    TEXTS: ClassVar[tuple[str, ...]] = ("to",)
    MEANING: ClassVar[str] = "I issued these slips"

    slips: str
    """The range, such as `C-2 041 to 058`."""
    to: str
    """The role or place it was issued to."""


@dataclass(frozen=True, kw_only=True)
class SlipsCounted(Happening):
    """The slips of a range were counted, all of them as they stand: this happened."""

    WIRE: ClassVar[str] = "slips.counted"
    ABOUT: ClassVar[str] = "slips"
    MEANING: ClassVar[str] = "I counted these slips"

    slips: str
    used: int
    void: int
    returned: int
    entered: int


SlipEvent = SlipsIssued | SlipsCounted


def read_slips(text: str) -> SlipNumbers:
    """Read a range as people write it: `C-2 041 to 058`, `c-2 041-058`, or `C-2 041` for one slip.

    Raises:
        Refused: It is no range of slips.
    """
    match = _WRITTEN.fullmatch(" ".join(text.upper().split()))
    if match is None:
        raise Refused(f"‘{text.strip()}’ is not a range of slips. Write it as C-2 041 to 058.")
    numbers = SlipNumbers(match["series"], int(match["first"]), int(match["last"] or match["first"]))
    if numbers.last < numbers.first:
        raise Refused(f"{numbers.words} ends before it begins. Give the lower number first.")
    if numbers.count > MOST_SLIPS:
        raise Refused(
            f"{numbers.words} would be {numbers.count:,} slips, and at most {MOST_SLIPS:,} are issued at once."
        )
    return numbers


def span_words(first: int, last: int) -> str:
    """Numbers of slips in words: `041 to 058`, or `041` for one."""
    return f"{first:0{_DIGITS}}" if first == last else f"{first:0{_DIGITS}} to {last:0{_DIGITS}}"


def issue_slips(state: RunState, act: Act, slips: str, *, to: str) -> SlipsIssued:
    """Decide that a range of slips is issued.

    Raises:
        Refused: It is no range, shares numbers with another, leaves a gap to the others, or goes to nobody.
    """
    numbers = read_slips(slips)
    words = require_words(to, f"Say which role or place {numbers.words} goes to.")
    for issued in state.slips.values():
        shared = numbers.shared(issued.numbers)
        if shared:
            msg = f"{shared} of {numbers.words} went to {issued.to} already, with {issued.numbers.words}."
            raise Refused(f"{msg} Give the numbers that are printed on the slips.")
    gap = _gap_beside(numbers, (issued.numbers for issued in state.slips.values()))
    if gap is not None:
        msg = f"{numbers.words} would leave {gap.words} with nobody. Issue those first;"
        raise Refused(f"{msg} slips that are lost or spoilt are issued too, and counted as void.")
    return SlipsIssued(**sign(state, act), slips=numbers.words, to=words)


def count_slips(
    state: RunState, act: Act, slips: str, *, used: int, void: int, returned: int, entered: int
) -> SlipsCounted:
    """Decide that the slips of a range were counted; fewer than were issued is a fact, and is said until they turn up.

    Raises:
        Refused: The range was not issued, a number is below zero, or there are more than can be.
    """
    numbers = read_slips(slips)
    issued = state.slips.get(numbers.words)
    if issued is None:
        known = ", ".join(state.slips) or "none"
        raise Refused(f"{numbers.words} was not issued as one range. The ranges issued are: {known}.")
    if min(used, void, returned, entered) < 0:
        raise Refused(f"A count of {numbers.words} is below zero. Give what there is, or 0.")
    counted = used + void + returned
    if counted > numbers.count:
        raise Refused(f"{numbers.words} is {slips_words(numbers.count)}, and {counted} were counted. Count them again.")
    if entered > used:
        raise Refused(f"Of {numbers.words}, {used} were used, so {entered} cannot be entered. Count them again.")
    return SlipsCounted(
        **sign(state, act), slips=numbers.words, used=used, void=void, returned=returned, entered=entered
    )


def evolve_slips(slips: Mapping[str, SlipRange], event: SlipEvent, seq: int) -> tuple[Mapping[str, SlipRange], str]:
    """The ranges after one of their events, and what about it people should look at."""
    if isinstance(event, SlipsCounted):
        issued = slips.get(event.slips)
        counted = event.used + event.void + event.returned
        if issued is None:
            return slips, f"{event.by} counted the slips {event.slips}, which were not issued."
        if min(event.used, event.void, event.returned, event.entered) < 0 or (
            counted > issued.numbers.count or event.entered > event.used
        ):
            return slips, f"{event.by} counted more of the slips {event.slips} than there are. It was not counted."
        return {**slips, event.slips: _counted(issued, event)}, ""
    try:
        numbers = read_slips(event.slips)
    except Refused:
        return slips, f"Entry {seq} issues ‘{event.slips}’, which is not a range of slips."
    other = next((issued for issued in slips.values() if numbers.shared(issued.numbers)), None)
    if other is not None:
        return (
            slips,
            f"{event.by} issued the slips {numbers.words}, and {other.numbers.words} were out. The first stand.",
        )
    return {**slips, numbers.words: SlipRange(numbers=numbers, to=event.to, by=event.by, at=event.at, seq=seq)}, ""


def fitting_slips(slips: Mapping[str, SlipRange], seq: int, new: str) -> str:
    """The range an entry that issued slips should have named, as it is stored; empty strikes the range.

    Raises:
        Refused: The entry is struck already, the range is none or shares numbers with another, it leaves a gap that was
            not there, or what was counted of it does not fit.
    """
    issued = next((one for one in slips.values() if one.seq == seq), None)
    if issued is None:
        raise Refused("These slips are struck out already. Issue the right range anew.")
    if not new:
        if issued.counted_by:
            msg = f"{issued.numbers.words} was counted by {issued.counted_by}, so it cannot be struck."
            raise Refused(f"{msg} Give the numbers that are printed on the slips.")
        return ""
    numbers = read_slips(new)
    others = [one for one in slips.values() if one.seq != seq]
    for other in others:
        shared = numbers.shared(other.numbers)
        if shared:
            raise Refused(f"{shared} of {numbers.words} went to {other.to} already, with {other.numbers.words}.")
    gap = _gap_beside(numbers, (other.numbers for other in others))
    if gap is not None:
        raise Refused(f"{numbers.words} would leave {gap.words} with nobody. Correct or issue those first.")
    counted = issued.used + issued.void + issued.returned
    if counted > numbers.count:
        msg = f"{numbers.words} is {slips_words(numbers.count)}, and {counted} were counted of {issued.numbers.words}."
        raise Refused(f"{msg} Count them again first.")
    return numbers.words


def corrected_slips(
    slips: Mapping[str, SlipRange], seq: int, name: str, now: str
) -> tuple[Mapping[str, SlipRange], str]:
    """The ranges after the entry that issued one was corrected in a field, and what people should look at.

    Words that do not fit their field change nothing.
    """
    issued = next((one for one in slips.values() if one.seq == seq), None)
    if issued is None:
        return slips, ""
    match name:
        case "to":
            right = replace(issued, to=now)
        case "by":
            right = replace(issued, by=now)
        case "slips":
            try:
                words = fitting_slips(slips, seq, now)
            except Refused:
                return (
                    slips,
                    f"The slips {issued.numbers.words} were corrected to ‘{now}’, which does not fit any more.",
                )
            if not words:
                return {key: one for key, one in slips.items() if one.seq != seq}, ""
            right = replace(issued, numbers=read_slips(words))
        case _:
            return slips, ""
    return {
        (right if one.seq == seq else one).numbers.words: right if one.seq == seq else one for one in slips.values()
    }, ""


def slip_gaps(ranges: Iterable[SlipNumbers]) -> tuple[SlipNumbers, ...]:
    """The numbers between the ranges of a series that nobody was given."""
    ordered = sorted(ranges)
    return tuple(
        SlipNumbers(before.series, before.last + 1, after.first - 1)
        for before, after in pairwise(ordered)
        if before.series == after.series and after.first > before.last + 1
    )


def balance_words(issued: SlipRange) -> str:
    """What became of a range, as one or two sentences that add up, or that say what does not."""
    head = f"{issued.numbers.words}: {issued.numbers.count} issued to {issued.to}"
    if not issued.counted_by:
        return f"{head}, not counted yet."
    parts = f"{issued.used} used + {issued.void} void + {issued.returned} returned"
    used = f"{issued.used} used = {issued.entered} entered + {issued.outstanding} outstanding."
    if issued.missing:
        accounted = issued.numbers.count - issued.missing
        return f"{head}, but {parts} make {accounted}. Look for {slips_words(issued.missing)}. {used}"
    return f"{head} = {parts}. {used}"


def open_words(issued: SlipRange) -> str:
    """What of a range is not settled, in words; empty once every slip is accounted for and all used are entered."""
    name = f"Slips {issued.numbers.words}"
    if not issued.counted_by:
        return f"{name} were issued to {issued.to} and not counted"
    found = [
        f"{slips_words(issued.missing)} missing" if issued.missing else "",
        f"{issued.outstanding} used and not entered" if issued.outstanding else "",
    ]
    what = " and ".join(filter(None, found))
    return f"{name} have {what}" if what else ""


def slips_words(count: int) -> str:
    """`1 slip`, `18 slips`."""
    return f"{count} slip" if count == 1 else f"{count} slips"


def _counted(issued: SlipRange, event: SlipsCounted) -> SlipRange:
    return replace(
        issued,
        counted_by=event.by,
        used=event.used,
        void=event.void,
        returned=event.returned,
        entered=event.entered,
    )


def _gap_beside(numbers: SlipNumbers, issued: Iterable[SlipNumbers]) -> SlipNumbers | None:
    """The gap a new range would leave to its neighbours in its series; a gap that was there before is not its fault."""
    gaps = slip_gaps([*(other for other in issued if other.series == numbers.series), numbers])
    beside = {numbers.first - 1, numbers.last + 1}
    return next((gap for gap in gaps if not beside.isdisjoint({gap.first, gap.last})), None)
