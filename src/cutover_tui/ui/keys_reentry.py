"""The keys of the re-entry screen, without those it shares with the screens beside it."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

_COUNT = "Count"
_SHOW = "Show"

KEYS: Final = (
    Key(
        action="logged",
        key="l",
        label="logged",
        tip="Record how many sheets of paper were found. 0 records that there was nothing.",
        id="reentry.logged",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="entered",
        key="e",
        label="entered",
        tip="Record how many were typed into the new system.",
        id="reentry.entered",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="explained",
        key="x",
        label="explained",
        tip="Record how many are not typed, and which of the three reasons they have.",
        id="reentry.explained",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="nothing",
        key="z,0",
        label="nothing",
        tip="Record that somebody looked and there was nothing.",
        id="reentry.nothing",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="sample",
        key="c",
        label="check",
        tip="Record a second person's look at a sample of what was entered.",
        id="reentry.check",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="filter",
        key="f",
        label="filter",
        tip="Show all categories, or only those with something left, overdue or not heard of.",
        id="reentry.filter",
        footer=True,
        group=_SHOW,
    ),
    Key(
        action="chart",
        key="d",
        label="chart",
        tip="Show what is left over time, or the marked category in full.",
        id="reentry.chart",
        footer=True,
        group=_SHOW,
    ),
    Key(
        action="slips",
        key="p",
        label="slips",
        tip="Issue a range of numbered slips, or count what became of one.",
        id="reentry.slips",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="close_off",
        key="o",
        label="close",
        tip="Close the marked category once nothing is left of it.",
        id="reentry.close",
        footer=True,
        group=_COUNT,
    ),
    Key(
        action="take_back",
        key="u",
        label="take back",
        tip="Take back a count that was wrong, with a reason. The earlier entry stays in the log.",
        id="reentry.take_back",
        group=_COUNT,
    ),
    Key(
        action="read_on",
        key="tab",
        label="read on",
        tip="Scroll what stands beside or below the list; again for the list.",
        id="reentry.read_on",
        group=_SHOW,
    ),
)
