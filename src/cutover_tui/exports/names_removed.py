"""What the copies without names show in place of people, of the practice and of dates (`records.md` b6)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words, date_time_words, to_local
from cutover_tui.exports.context import Copy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.exports.context import Context

NOT_SHOWN = "Not shown in this copy"
THE_PRACTICE = "the practice"
THE_SITE = "a site of the practice"
NO_DATE = "(date removed)"
THE_CODE = "(practice code removed)"

_SHORTEST_NAME = 3
"""Shorter parts of a name are words like `de` or `Jo`: they are taken out only as a part of the whole name."""
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof)[.]? )?"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SPOKEN_DATE = re.compile(
    rf"\b\d{{1,2}}[ -](?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?:[ -]\d{{4}})?\b"
)
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class _Swap:
    """Words to find, and what stands for each."""

    pattern: re.Pattern[str]
    stands_for: Mapping[str, str]

    def within(self, words: str) -> str:
        """The words with each of them swapped."""
        return self.pattern.sub(lambda found: self.stands_for[found["name"].casefold()], words)


def without_names(words: str, context: Context) -> str:
    """Words with roles in place of people; in the learning copy also without the practice and its sites.

    Whole names, surnames, first names and initials are taken out. Parts of a name count only with a capital, so that
    Mrs Day does not empty every day; initials that the plan itself uses as a word, such as GP, stay.
    """
    if context.copy is Copy.LEARNING:
        words = _without_dates(words, context)
    for swap in _swaps(_people(context), _common_words(context), _places(context)):
        words = swap.within(words)
    return words


def moment(instant: datetime, context: Context) -> str:
    """A moment in words of this program: with its date, or from the day of going live in the learning copy."""
    return day_and_time(instant, context) if context.copy is Copy.LEARNING else date_time_words(instant, context.zone)


def day_and_time(instant: datetime, context: Context) -> str:
    """A moment without its date: `day -4, 16:32`, where day 0 is the day of going live."""
    clock = clock_words(instant, context.zone)
    if context.go_live is None:
        return clock
    return f"{_day(to_local(instant, context.zone).date(), context)}, {clock}"


def _day(day: date, context: Context) -> str:
    """How many days a day is from going live, `day -4`."""
    if context.go_live is None:
        return NO_DATE
    return f"day {(day - to_local(context.go_live, context.zone).date()).days}"


def _without_dates(words: str, context: Context) -> str:
    """Words without dates, which lead to the practice: from the day of going live where they say which day it was."""

    def swapped(found: re.Match[str]) -> str:
        try:
            return _day(date.fromisoformat(found[0]), context)
        except ValueError:
            return NO_DATE

    return _SPOKEN_DATE.sub(NO_DATE, _ISO_DATE.sub(swapped, words))


def _people(context: Context) -> tuple[tuple[str, str, str], ...]:
    """Name, initials and what stands for them, of everybody on the roster."""
    return tuple(
        (person.name, person.initials, context.person(person.initials)) for person in context.state.people.values()
    )


def _places(context: Context) -> tuple[tuple[str, str], ...]:
    if context.copy is not Copy.LEARNING:
        return ()
    plan = context.plan
    return ((plan.practice, THE_PRACTICE), (plan.ods_code, THE_CODE), *((site, THE_SITE) for site in plan.sites))


def _common_words(context: Context) -> frozenset[str]:
    return _words_of(tuple(role.code for role in context.plan.roles), tuple(task.title for task in context.plan.tasks))


@lru_cache(maxsize=8)
def _words_of(*texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for lines in texts for line in lines for word in _WORD.findall(line))


@lru_cache(maxsize=8)
def _swaps(
    people: tuple[tuple[str, str, str], ...], common: frozenset[str], places: tuple[tuple[str, str], ...]
) -> tuple[_Swap, ...]:
    whole = {name: role for name, _initials, role in people if name.strip()}
    parts = {
        form: role
        for name, _initials, role in people
        for part in re.split(r"[\s-]+", name)
        if len(part) >= _SHORTEST_NAME
        for form in (part, part.upper())
    }
    initials = {letters: role for _name, letters, role in people if letters not in common}
    found = (
        _swap(dict(places), re.IGNORECASE),
        _swap(whole, re.IGNORECASE, _TITLE),
        _swap(parts, 0, _TITLE),
        _swap(initials, 0),
    )
    return tuple(swap for swap in found if swap is not None)


def _swap(stands_for: Mapping[str, str], flags: int, before: str = "") -> _Swap | None:
    if not stands_for:
        return None
    longest_first = sorted(stands_for, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<!\w){before}(?P<name>{names})(?!\w)", flags)
    return _Swap(pattern, {name.casefold(): words for name, words in stands_for.items()})
