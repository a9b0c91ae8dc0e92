"""What was written on paper during cutover and is typed into the new system: counts only, per category, day and site.

A count that names no day or no site clears the oldest paper it can mean. More than is left is never cleared, and
nothing is erased: a wrong count is taken back with a reason. The values are in `reentry_counts`, sample checks and
closing in `reentry_closing`, the numbered paper itself in `slips`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, assert_never

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.reentry_counts import (
    EXPLAINED,
    Change,
    Count,
    Counts,
    NilReturn,
    Place,
    ReentryHappening,
    ReentryState,
    Sample,
)
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import calendar_day_words, to_local

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

NIL_RETURN, SAMPLE = "nil return", "sample"
WHOLE = (NIL_RETURN, SAMPLE)
"""What stands beside the counts when it is taken back: it is right or wrong as a whole, and the newest goes first."""

MOST_AT_ONCE = 9_999
"""The largest number one count may have; a larger one is a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class ReentryLogged(ReentryHappening):
    """Paper that has to be entered later was found and counted: this happened."""

    WIRE: ClassVar[str] = "reentry.logged"
    MEANING: ClassVar[str] = "I counted this paper"

    number: int
    day: str
    """The day the paper is of, ISO."""
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class ReentryEntered(ReentryHappening):
    """Some of what was logged was typed into the new system: this happened."""

    WIRE: ClassVar[str] = "reentry.entered"
    MEANING: ClassVar[str] = "I entered this many"

    number: int
    day: str = ""
    """The day the paper is of, ISO; empty for the oldest there is."""
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class ReentryExplained(ReentryHappening):
    """Some of what was logged turned out not to be typed: this happened."""

    WIRE: ClassVar[str] = "reentry.explained"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say why this many are not entered"

    number: int
    why: str
    """One of `EXPLAINED`."""
    day: str = ""
    site: str = ""
    reason: str = ""
    """More about it, in words."""


@dataclass(frozen=True, kw_only=True)
class ReentryTakenBack(ReentryHappening):
    """An earlier count was too high, or a nil return or a sample was wrong: this happened."""

    WIRE: ClassVar[str] = "reentry.taken_back"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I take this count back"

    number: int
    count: str
    """Which count was too high, one of `Count` or `WHOLE`."""
    day: str = ""
    site: str = ""
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReentryNilReturned(ReentryHappening):
    """Somebody looked and there was nothing: this happened."""

    WIRE: ClassVar[str] = "reentry.nil_returned"
    MEANING: ClassVar[str] = "I looked and there was nothing"

    day: str
    site: str = ""


CountEvent = ReentryLogged | ReentryEntered | ReentryExplained | ReentryTakenBack | ReentryNilReturned


def count_logged(
    state: RunState, act: Act, category: str, number: int, *, day: str = "", site: str = ""
) -> ReentryLogged:
    """Decide that paper was counted; of today where no day is given."""
    standing_of(state, category)
    _require_number(number)
    place = Place(_day(day) or _today(state, act), _site(state, site))
    return ReentryLogged(**sign(state, act), category=category, number=number, day=place.day, site=place.site)


def count_entered(
    state: RunState, act: Act, category: str, number: int, *, day: str = "", site: str = ""
) -> ReentryEntered:
    """Decide that some of what was logged was entered; the oldest of it where no day is given.

    Raises:
        Refused: More would be entered than is left.
    """
    standing = standing_of(state, category)
    place = _require_left(state, standing, number, day, site, done="entered")
    return ReentryEntered(**sign(state, act), category=category, number=number, day=place.day, site=place.site)


def count_explained(
    state: RunState, act: Act, category: str, number: int, *, why: str, reason: str = "", day: str = "", site: str = ""
) -> ReentryExplained:
    """Decide that some of what was logged is not entered, and why.

    Raises:
        Refused: The reason is not one of the three, or more would be explained than is left.
    """
    standing = standing_of(state, category)
    if why not in set(EXPLAINED):
        raise Refused("Say why they are not entered: not needed, duplicate or arrived electronically.")
    place = _require_left(state, standing, number, day, site, done="explained")
    return ReentryExplained(
        **sign(state, act),
        category=category,
        number=number,
        why=why,
        day=place.day,
        site=place.site,
        reason=reason.strip(),
    )


def take_back_count(
    state: RunState, act: Act, category: str, number: int, *, count: str, reason: str, day: str = "", site: str = ""
) -> ReentryTakenBack:
    """Decide that an earlier count was too high, or a nil return or a sample wrong; its entry stays in the log.

    Raises:
        Refused: There is no such count, it is not that high, or no reason is given.
    """
    standing = standing_of(state, category)
    title = standing.category.title
    known = [*(known.value for known in Count), *WHOLE]
    if count not in known:
        raise Refused(f"‘{count}’ is not a count. The counts are {', '.join(known)}.")
    _require_number(number)
    place = Place(_day(day), _site(state, site))
    _require_counted(standing, number, count, place)
    words = require_words(reason, f"Say why a count of {title} is taken back. The earlier entry stays in the log.")
    return ReentryTakenBack(
        **sign(state, act),
        category=category,
        number=number,
        count=count,
        day=place.day,
        site=place.site,
        reason=words,
    )


def return_nil(state: RunState, act: Act, category: str, *, day: str = "", site: str = "") -> ReentryNilReturned:
    """Decide that somebody looked and found nothing of a category, on a day (today if none is given) and at a site.

    Raises:
        Refused: The practice has several sites and none is named, or the same person has said so already.
    """
    standing = standing_of(state, category)
    place = Place(_day(day) or _today(state, act), _site(state, site))
    if len(state.plan.sites) > 1 and not place.site:
        raise Refused(f"Say at which site there was nothing: {_listed(state.plan.sites, 'or')}.")
    if any((nil.by, nil.place) == (act.by, place) for nil in standing.nil_returns):
        raise Refused(f"{act.by} has already said that {standing.category.title} had nothing{place_words(place)}.")
    return ReentryNilReturned(**sign(state, act), category=category, day=place.day, site=place.site)


def standing_of(state: RunState, category: str) -> ReentryState:
    """Where a category stands, refused when the plan has none of that name."""
    standing = state.reentry.get(category)
    if standing is not None:
        return standing
    if not state.reentry:
        raise Refused("This plan has no re-entry categories, so there is nothing to count. Plans made from now on do.")
    raise Refused(f"There is no re-entry category {category or 'without a name'} in this plan.")


def place_words(place: Place) -> str:
    """Where some paper is from, to follow a count: ` for Fri 27 Nov at Millbrook branch`; empty for anywhere."""
    try:
        day = f" for {calendar_day_words(date.fromisoformat(place.day))}" if place.day else ""
    except ValueError:
        day = f" for {place.day}"
    return f"{day} at {place.site}" if place.site else day


def evolve_count(standing: ReentryState, event: CountEvent, seq: int) -> tuple[ReentryState, str]:
    """Where a category stands after a count, and what about it people should look at.

    A count that does not fit changes nothing.
    """
    title = standing.category.title
    if isinstance(event, ReentryNilReturned):
        nil = NilReturn(seq=seq, by=event.by, place=Place(event.day, event.site))
        return replace(standing, seq=seq, nil_returns=(*standing.nil_returns, nil)), ""
    if isinstance(event, ReentryTakenBack) and event.count in WHOLE:
        return _evolve_whole_taken_back(standing, event, seq)
    count = _count_of(event)
    if count is None or event.number < 1:
        return standing, f"Entry {seq} counts {event.number} of {title} in a way this version does not know."
    change = -event.number if isinstance(event, ReentryTakenBack) else event.number
    places = _spread(standing, event, count, change)
    if places is None:
        more = "took back" if change < 0 else "cleared"
        return standing, f"{event.by} {more} {event.number} of {title}, more than there were. It was not counted."
    told = Change(seq=seq, by=event.by, on_behalf_of=event.on_behalf_of, at=event.at, count=count, number=change)
    return _opened_again(replace(standing, seq=seq, places=places, changes=(*standing.changes, told)), event.by)


def _evolve_whole_taken_back(standing: ReentryState, event: ReentryTakenBack, seq: int) -> tuple[ReentryState, str]:
    """Where a category stands without its newest nil returns or samples."""
    found = _whole(standing, event.count, Place(event.day, event.site))
    if not 1 <= event.number <= len(found):
        words = f"{event.by} took back a {event.count} of {standing.category.title} that is not there. Nothing changed."
        return standing, words
    wrong = {kept.seq for kept in found[-event.number :]}
    after = replace(
        standing,
        seq=seq,
        nil_returns=tuple(nil for nil in standing.nil_returns if nil.seq not in wrong),
        samples=tuple(sample for sample in standing.samples if sample.seq not in wrong),
    )
    return _opened_again(after, event.by)


def _whole(standing: ReentryState, count: str, place: Place) -> tuple[NilReturn, ...] | tuple[Sample, ...]:
    """The nil returns of a place, or the samples of the category, oldest first."""
    return standing.nils_within(place.day, place.site) if count == NIL_RETURN else standing.samples


def _opened_again(after: ReentryState, by: str) -> tuple[ReentryState, str]:
    """A category that was counted: open, and to look at where it had been closed."""
    if after.closing is None:
        return after, ""
    words = f"{after.category.title} was closed by {after.closing.by}, and counted again by {by}. It is open again."
    return replace(after, closing=None), words


def _count_of(event: ReentryLogged | ReentryEntered | ReentryExplained | ReentryTakenBack) -> Count | None:
    match event:
        case ReentryLogged():
            return Count.LOGGED
        case ReentryEntered():
            return Count.ENTERED
        case ReentryExplained():
            return next((count for count in EXPLAINED if count == event.why), None)
        case ReentryTakenBack():
            return next((count for count in Count if count == event.count), None)
    assert_never(event)


def _spread(standing: ReentryState, event: CountEvent, count: Count, change: int) -> dict[Place, Counts] | None:
    """The counts with a change spread over the places it can mean: cleared oldest first, taken back newest first.

    None when they do not hold as many.
    """
    places = dict(standing.places)
    if isinstance(event, ReentryLogged):
        place = Place(event.day, event.site)
        places[place] = places.get(place, Counts()).plus(count, change)
        return places
    to_go = abs(change)
    for place in standing.matching(event.day, event.site)[:: 1 if change > 0 else -1]:
        here = places[place]
        part = min(to_go, here.left if change > 0 else here.room(count))
        if part:
            places[place] = here.plus(count, part if change > 0 else -part)
            to_go -= part
    return None if to_go else places


def _require_left(state: RunState, standing: ReentryState, number: int, day: str, site: str, *, done: str) -> Place:
    """The place a count means, refused when less is left there."""
    _require_number(number)
    place = Place(_day(day), _site(state, site))
    left = standing.within(place.day, place.site).left
    if number > left:
        held = f"{left} left" if left else "nothing left"
        msg = f"{standing.category.title} has {held}{place_words(place)}, so {number} cannot be {done}."
        raise Refused(f"{msg} Log what was found first.")
    return place


def _require_counted(standing: ReentryState, number: int, count: str, place: Place) -> None:
    """Refuse to take back more than was counted, or what was logged and is cleared already."""
    title, where = standing.category.title, place_words(place)
    counted = standing.within(place.day, place.site)
    if count in WHOLE:
        counts = room = len(_whole(standing, count, place))
        held = f"{counts or 'no'} {count}{'' if counts == 1 else 's'}"
    else:
        counts, room = counted.of(Count(count)), counted.room(Count(count))
        held = f"{counts} {count}"
    if number > counts:
        raise Refused(f"{title} has {held}{where}, so {number} cannot be taken back.")
    if number > room:
        cleared = counted.entered + counted.explained
        msg = f"{title} has {counts} logged{where}, and {cleared} of them are entered or explained."
        raise Refused(f"{msg} Take those back first.")


def _require_number(number: int) -> None:
    if not 1 <= number <= MOST_AT_ONCE:
        raise Refused(f"{number} is not a count. Give a whole number from 1 to {MOST_AT_ONCE:,}.")


def _day(day: str) -> str:
    """The day as it is stored, refused when it is not a date; empty when none is given."""
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        raise Refused(f"‘{day}’ is not a date. Write the day the paper is of as 2026-11-27.") from None


def _today(state: RunState, act: Act) -> str:
    return to_local(act.at or act.now, state.plan.calendar.zone).date().isoformat()


def _site(state: RunState, site: str) -> str:
    """The site as the plan writes it; the only one there is where none is named, and empty where there are several."""
    sites = state.plan.sites
    if not site.strip():
        return sites[0] if len(sites) == 1 else ""
    for known in sites:
        if known.casefold() == site.strip().casefold():
            return known
    if not sites:
        raise Refused("This plan names no sites. Leave the site out.")
    raise Refused(f"‘{site.strip()}’ is not a site of this practice. Its sites are {_listed(sites, 'and')}.")


def _listed(names: tuple[str, ...], last: str) -> str:
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else names[0]
