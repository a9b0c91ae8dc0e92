"""How the room was run on the day of the demo's rehearsal: who is here, one issue and one decision.

Everything is invented, and nothing is about a patient. What was decided at noon is why two online
services of `demo_history` close at 14:00.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.decisions import HEARD, DecisionDraft
from cutover_tui.domain.issues import NO
from cutover_tui.domain.presence import Whereabouts
from cutover_tui.runner.demo_history import Step, london

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPIST = "MC"
"""Who types while the room speaks."""

_NOON = DecisionDraft(
    question="Do online booking and ordering close at 14:00, or at 18:30 with the extract?",
    knew="At 11:40 the two lists hold 23 bookings and 61 orders. The greeting asks people to phone",
    not_known="How many people order in the last hours",
    options="close both at 14:00; close both at 18:30",
    risks="An order that nobody sees before the extract",
    basis="Plan, F-08: closed by the extract",
    decided="Close both at 14:00 and work the two lists to 0 by 17:30. Record view stays open until 18:30",
    reasons="What comes in after 14:00 can no longer be dealt with before the extract",
    decided_by="AK",
    present="JB, AK, PD and MC in the room; DN by phone",
    other_views="LW: reception will have more calls until 18:30",
    review_at=london("26 Nov 17:30"),
)


def room_steps() -> Iterator[Step]:
    """What was done to run the room on the demo's day, oldest first."""
    here = {"people": ("JB", "AK", "TM", "SO", "LW", "PD", "GF", "RH", "MC"), "where": Whereabouts.ROOM}
    yield Step(london("26 Nov 08:06"), "JB", "record_presence", "", here)
    yield Step(london("26 Nov 08:11"), "JB", "record_presence", "", {"people": ("DN",), "where": Whereabouts.PHONE})
    raised = {"what": "Label printer at Millbrook dispensary leaves every second label blank"}
    yield Step(london("26 Nov 09:12"), "RH", "raise_issue", "", {**raised, "area": "cards and printers", "answer": NO})
    yield Step(london("26 Nov 09:15"), "JB", "own_issue", "I-1", {"owner": "SO"})
    first = {"words": "Roll changed and print head cleaned; every second label is still blank"}
    yield Step(london("26 Nov 09:37"), "SO", "journal_issue", "I-1", first)
    then = {"words": "Spare printer in its place, 10 of 10 test labels right. Engineer booked, Fri 27 Nov 11:00"}
    yield Step(london("26 Nov 10:24"), "SO", "journal_issue", "I-1", {**then, "told": "RH and PD"})
    yield Step(london("26 Nov 11:52"), _TYPIST, "log_decision", "", {"draft": _NOON})
    yield Step(london("26 Nov 11:55"), "AK", "read_back", "D-01", {"how": HEARD}, typed_by=_TYPIST)
