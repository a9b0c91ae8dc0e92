"""The first gate of the demo's rehearsal, as it was held the day before the extract: go, with one condition."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.gate_criteria import Marked
from cutover_tui.domain.gate_decisions import Wish
from cutover_tui.domain.roll_call import Said
from cutover_tui.runner.demo_history import Step, london

if TYPE_CHECKING:
    from datetime import datetime

GATE = "G1"
"""The go/no-go for the extract in the example practice's plan."""

_CONDITIONAL = "G1-02"
_CONDITION = "Caller match: confirmed off by Surgery Connect, or unplugged at both switchboards"
"""The condition of what was met with one; it is a task of the list."""

_SEEN = (
    ("AK", "signed off 5 Nov, 2 exceptions listed"),
    ("JB", "11 of 12 off or booked; telephony not confirmed yet"),
    ("SO", "3 packs and 2 packs; SO coordinates re-entry"),
    ("TM", "hazard log version 1.4"),
    ("DN", "reference 41002, extract desk on call"),
    ("DN", "both documents of 2 Nov 2026"),
    ("JB", "21 roles filled, 0 unfilled"),
    ("SO", "6, 31, 9 and 12 left, falling"),
)
"""Who looked at each criterion, in order, and what they saw."""

_ANSWERS = (
    ("REC", "LW", Said(vote="go")),
    ("NUR", "GF", Said(vote="go")),
    ("PHARM", "PD", Said(vote="go with objection noted", words="57 tokens are still to be cancelled by hand")),
    ("REE", "SO", Said(vote="go")),
    ("CL", "AK", Said(vote="go")),
    ("CSO", "TM", Said(vote="go", by_phone=True, reference="4471")),
    ("LEAD", "JB", Said(vote="go")),
)


def gate_steps() -> tuple[Step, ...]:
    """What was done at the gate, oldest first."""
    begins = london("25 Nov 15:31")
    return (
        *(_marked(begins, place, by, seen) for place, (by, seen) in enumerate(_SEEN)),
        _at(
            begins, 13, "JB", "state_fact", party="OSUP", fact="The extract job is booked for 18:30", reference="41002"
        ),
        _at(begins, 15, "JB", "put_question"),
        *(_answered(begins, place, *answer) for place, answer in enumerate(_ANSWERS)),
        _at(begins, 23, "JB", "close_poll"),
        _at(
            *(begins, 25, "AK", "decide_gate"),
            wish=Wish(
                result="go with conditions",
                second="JB",
                reasons="Everything is in place but one link, which the desk switches by hand tomorrow",
            ),
        ),
        Step(begins + timedelta(minutes=27), "JB", "write_seal", "", {"occasion": f"gate {GATE}"}),
    )


def _at(begins: datetime, minutes: int, by: str, act: str, **facts: object) -> Step:
    return Step(begins + timedelta(minutes=minutes, seconds=7 * minutes % 50), by, act, GATE, facts, typed_by="MC")


def _marked(begins: datetime, place: int, by: str, seen: str) -> Step:
    criterion = f"{GATE}-{place + 1:02d}"
    said = Marked(met="met", evidence=seen)
    if criterion == _CONDITIONAL:
        said = replace(said, met="met with condition", condition=_CONDITION, owner="PM", due=london("26 Nov 17:00"))
    return _at(begins, place, by, "mark_criterion", criterion=criterion, said=said)


def _answered(begins: datetime, place: int, station: str, by: str, said: Said) -> Step:
    return _at(begins, 16 + place, by, "answer_station", station=station, said=said)
