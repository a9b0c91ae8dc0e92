"""What the tests of re-entry build with: a plan with three categories and two sites, counts, and acts at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.examples import Move, a_plan, an_entry, at, given, signed

from cutover_tui.domain import reentry, reentry_closing, slips
from cutover_tui.domain.acts import Act
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.plan import Plan, ReentryCategory
from cutover_tui.domain.reentry import (
    ReentryEntered,
    ReentryExplained,
    ReentryLogged,
    ReentryNilReturned,
    ReentryTakenBack,
)
from cutover_tui.domain.reentry_closing import ReentrySampled
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import RunState, start_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.events import Entry, Event

MAIN, BRANCH = "Larkfield main site", "Millbrook branch"
FRIDAY, MONDAY = "2026-11-27", "2026-11-30"

RED = ReentryCategory(
    id="red-slips",
    category="red-slips",
    name="Red slips",
    counts="New allergies and reactions",
    reenter_by=("GL@18:00",),
    closed_by=("CL", "CSO"),
    urgency=1,
)
CONSULTATIONS = ReentryCategory(
    id="consultations",
    category="consultations",
    name="Consultations",
    reenter_by=("GL+5wd", "GL+10wd"),
    closed_by=("CL",),
    urgency=14,
)
NORTH_LAB = ReentryCategory(
    id="paper-results:north-lab",
    category="paper-results",
    name="Paper results",
    item="North Lab",
    reenter_by=("GL+5wd",),
    closed_by=("CL",),
    urgency=7,
)
COUNTED = a_plan(reentry=(RED, CONSULTATIONS, NORTH_LAB), sites=(MAIN, BRANCH))
"""The small plan with re-entry; consultations stand before the lab, though the lab is more urgent."""
TUESDAY = "Tue 10:00"


def logged(
    number: int, day: str = FRIDAY, site: str = MAIN, when: str = TUESDAY, of: str = "red-slips"
) -> ReentryLogged:
    """Paper was counted."""
    return ReentryLogged(**signed("JB", when), category=of, number=number, day=day, site=site)


def entered(number: int, by: str = "MK", when: str = TUESDAY, of: str = "red-slips", **place: str) -> ReentryEntered:
    """Some of it was typed in."""
    return ReentryEntered(**signed(by, when), category=of, number=number, **place)


def explained(number: int, why: str = "duplicate", when: str = TUESDAY, of: str = "red-slips") -> ReentryExplained:
    """Some of it is not typed in."""
    return ReentryExplained(**signed("MK", when), category=of, number=number, why=why)


def taken_back(number: int, count: str = "entered", when: str = TUESDAY, of: str = "red-slips") -> ReentryTakenBack:
    """A count was too high."""
    return ReentryTakenBack(**signed("MK", when), category=of, number=number, count=count, reason="counted twice")


def nil(day: str = FRIDAY, site: str = MAIN, by: str = "JB", of: str = "red-slips") -> ReentryNilReturned:
    """There was nothing."""
    return ReentryNilReturned(**signed(by, TUESDAY), category=of, day=day, site=site)


def sampled_by(by: str, looked: int, right: int | None = None, of: str = "red-slips") -> ReentrySampled:
    """A second person looked."""
    fine = looked if right is None else right
    return ReentrySampled(**signed(by, TUESDAY), category=of, looked=looked, right=fine)


def counted(*events: Event, plan: Plan = COUNTED) -> RunState:
    """Where a run of the plan with re-entry stands after a history."""
    return given(*events, plan=plan)


# -- acts at random

_categories = st.sampled_from(["red-slips"] * 4 + ["consultations", "paper-results:north-lab", "no-such"])
_numbers = st.sampled_from([1, 1, 2, 3, 5, 12, 0, -1])
_places = {
    "day": st.sampled_from(["", "", FRIDAY, MONDAY, "27 Nov"]),
    "site": st.sampled_from(["", "", MAIN, BRANCH, "Elsewhere"]),
}
_people = st.sampled_from(["JB", "SP", "MK", "DR", "XX"])
_small = st.integers(-1, 12)

FACTS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "count_logged": {"category": _categories, "number": _numbers, **_places},
    "count_entered": {"category": _categories, "number": _numbers, **_places},
    "count_explained": {
        "category": _categories,
        "number": _numbers,
        "why": st.sampled_from(["duplicate", "not needed", "arrived electronically", "lost"]),
        **_places,
    },
    "take_back_count": {
        "category": _categories,
        "number": _numbers,
        "count": st.sampled_from(["logged", "entered", "duplicate", "nil return", "sample", "left"]),
        "reason": st.sampled_from(["", "counted twice", "counted twice"]),
        **_places,
    },
    "return_nil": {"category": _categories, **_places},
    "check_sample": {"category": _categories, "looked": _small, "right": _small},
    "close_category": {
        "category": _categories,
        "checked_by": st.sampled_from(["", "SP", "DR"]),
        "reason": st.sampled_from(["", "on leave"]),
    },
    "issue_slips": {
        "slips": st.sampled_from(["C-2 001 to 010", "C-2 011 to 020", "C-2 015 to 030", "C-2 031 to 040", "D 1", "x"]),
        "to": st.sampled_from(["Reception", ""]),
    },
    "count_slips": {
        "slips": st.sampled_from(["C-2 001 to 010", "C-2 011 to 020", "D 1"]),
        **dict.fromkeys(("used", "void", "returned", "entered"), st.integers(-1, 6)),
    },
}
_WEIGHTS = {"count_logged": 5, "count_entered": 5, "count_explained": 2, "check_sample": 2, "close_category": 3}
_DECISIONS: dict[str, Callable[..., Event]] = {
    name: next(getattr(module, name) for module in (reentry, reentry_closing, slips) if hasattr(module, name))
    for name in FACTS
}


def _move(what: str) -> st.SearchStrategy[Move]:
    facts = st.fixed_dictionaries(FACTS[what])
    return st.builds(Move, what=st.just(what), by=_people, minutes=st.integers(0, 300), facts=facts)


reentry_moves = st.sampled_from([name for name in FACTS for _ in range(_WEIGHTS.get(name, 1))]).flatmap(_move)
"""Anything somebody may try with re-entry and its slips, sensible or not."""


@dataclass
class Counting:
    """A run without a disk, on which re-entry is counted: moves in, entries out."""

    state: RunState = field(default_factory=lambda: start_state(COUNTED))
    entries: list[Entry] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: at("Fri 09:00"))

    def play(self, move: Move) -> Entry | None:
        """Try a move, and give its entry; None when a rule said no."""
        self.now += timedelta(minutes=move.minutes)
        try:
            event = _DECISIONS[move.what](self.state, Act(by=move.by, now=self.now), **move.facts)
        except Refused:
            return None
        entry = an_entry(len(self.entries), event)
        self.entries.append(entry)
        self.state = evolve(self.state, entry)
        return entry


def played(tried: list[Move]) -> Counting:
    """What came of a list of moves."""
    counting = Counting()
    for move in tried:
        counting.play(move)
    return counting
