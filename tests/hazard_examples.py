"""What the tests of hazards and cues build with: three hazards, tasks and criteria that show them, and two cues."""

from __future__ import annotations

from dataclasses import replace

from tests.examples import PLAN, TASKS
from tests.gate_examples import GATED, GATES

from cutover_tui.domain.hazard_plan import Control, Cue, Hazard, HazardLog

HAZARDS = HazardLog(
    version="Version 1.2",
    hazards=(
        Hazard(
            ref="HAZ-01",
            title="A result is not seen",
            harm="An abnormal result is not acted on.",
            controls=(
                Control(ref="HAZ-01-1", words="The lab says how results come"),
                Control(ref="HAZ-01-2", words="A first result is seen in the new system"),
                Control(ref="HAZ-01-3", words="Nobody thought of a way to show this"),
            ),
        ),
        Hazard(
            ref="HAZ-02",
            title="Entries are lost in the gap",
            controls=(
                Control(ref="HAZ-02-1", words="Everybody is off the old system"),
                Control(ref="HAZ-02-2", words="A card stands in for the old screen"),
            ),
        ),
        Hazard(
            ref="HAZ-03",
            title="Work goes on when it is not safe",
            controls=(Control(ref="HAZ-03-1", words="A restart is agreed"),),
        ),
    ),
)
CARD = Cue(
    id="old-screen",
    lost="One single system to log in to",
    prompted="Entering everything where everybody finds it",
    replacement="Card on each keyboard: look only",
    physical=True,
    place="On every keyboard",
    owner="PM",
    seen_by=("F-03",),
    removed_by=("G-03",),
    hazards=("HAZ-02-2",),
)
ALERTS = Cue(
    id="alerts",
    lost="Pop-up alerts of the old screen",
    prompted="Stopping to look",
    replacement="The same on the new screen",
    place="The new system",
    owner="CL",
    seen_by=("C-02",),
)
CUES = (CARD, ALERTS)
_SHOWS = {
    "F-01a": ("HAZ-01-1",),
    "F-02": ("HAZ-02",),
    "F-03": ("HAZ-02-1", "HAZ-02-2"),
    "G-02a": ("HAZ-01-2",),
    "H-02": ("HAZ-03-1",),
}
SHOWING = tuple(replace(task, hazards=_SHOWS.get(task.ref, ())) for task in TASKS)
"""The tasks of the small plan, some with the controls they show."""

_FIRST = GATES[0]
HAZARDOUS = replace(
    GATED,
    tasks=SHOWING,
    hazards=HAZARDS,
    cues=CUES,
    services=tuple(
        replace(one, brings={"F-01a": "off", "G-02a": "flowing"}) if one.id == "pathology:north-lab" else one
        for one in PLAN.services
    ),
    gates=(
        replace(
            _FIRST,
            criteria=tuple(
                replace(one, hazards=("HAZ-02-1",)) if one.ref == "G1-02" else one for one in _FIRST.criteria
            ),
        ),
        *GATES[1:-1],
        replace(GATES[-1], hazards=("HAZ-03-1",)),
    ),
)
"""The small plan with hazards and cues."""
