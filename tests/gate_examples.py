"""Gates the tests build with: four of the small plan's, and the histories that bring them where a test begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import PLAN, an_act, then

from cutover_tui.domain.fold import fold
from cutover_tui.domain.gate_criteria import Marked, check_criterion, mark_criterion
from cutover_tui.domain.gate_decisions import Wish, decide_gate
from cutover_tui.domain.gate_plan import Criterion, Gate
from cutover_tui.domain.plan import Person, Plan, Role
from cutover_tui.domain.roll_call import Said, answer_station, close_poll, put_question, waiting
from cutover_tui.domain.state import start_state

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

LOGGED_OFF = Gate(
    ref="G1",
    id="logged-off",
    title="Old system: closed",
    short_name="LOGGED OFF",
    hard=True,
    when="FDP",
    question="Is everybody off the old system?",
    stations=("REC", "PM", "CL", "LEAD"),
    decided_by=("LEAD", "CL or CSO"),
    clinician=True,
    suppliers=("OSUP",),
    guards="CUT",
    retreat="FDP-1h",
    checklist="F",
    criteria=(
        Criterion(ref="G1-01", text="Sessions: 0", two_people=True, reads="Sessions left", evidence="As shown"),
        Criterion(ref="G1-02", text="Inboxes: 0", evidence="What is left"),
        Criterion(ref="G1-03", text="Posters: up", must=False, evidence="Where"),
    ),
)
DATA = Gate(
    ref="G2",
    id="data",
    title="Data signed off",
    short_name="DATA",
    when="GL-1wd@12:00",
    question="Is the data right and safe?",
    stations=("PM", "CL"),
    decided_by=("CL",),
    clinician=True,
    checklist="C",
    task="C-02",
    criteria=(Criterion(ref="G2-01", text="Recheck: passed", evidence="Records that match"),),
)
GO_LIVE = Gate(
    ref="G3",
    id="go-live",
    title="Ready for go-live",
    short_name="GO LIVE",
    hard=True,
    when="GL-1wd@16:00",
    question="Are we ready to go live?",
    stations=("REC", "CL", "LEAD"),
    decided_by=("CL", "PM"),
    clinician=True,
    needs=("G2",),
    guards="GL",
    checklist="G",
    criteria=(Criterion(ref="G3-01", text="Rotas: in", evidence="Sessions seen"),),
)
RESTART = Gate(
    ref="G4",
    id="restart",
    title="Restart",
    short_name="RESTART",
    hard=True,
    when="RESTART",
    question="Is it safe to start again?",
    stations=("CL", "LEAD"),
    decided_by=("CL or CSO", "PM or LEAD"),
    clinician=True,
    guards="RESTART",
    checklist="H",
    criteria=(Criterion(ref="G4-01", text="Cause: looked into", evidence="What was found"),),
)
GATES = (LOGGED_OFF, DATA, GO_LIVE, RESTART)
EVA = Person(initials="EV", name="Eva Vale", roles=("OSUP",), organisation="Current supplier")
TOM = Person(initials="TB", name="Tom Bell", roles=("PM",))
"""A second practice manager, so that JB is needed only as the cutover lead."""

GATED: Plan = replace(
    PLAN,
    gates=GATES,
    people=(*PLAN.people, EVA),
    roles=(*PLAN.roles, Role(code="OSUP", name="Current supplier", outside=True)),
)
"""The small plan with gates. JB leads the cutover and is practice manager, so JB answers once, as the lead."""
TWO_MANAGERS: Plan = replace(GATED, people=(*GATED.people, TOM))

SPEAKERS = {"REC": "MK", "PM": "TB", "CL": "SP", "LEAD": "JB", "CSO": "DR"}
"""Who answers at each station in these histories."""


def begin(*events: Event, plan: Plan = GATED) -> RunState:
    """Where a run of the gated plan stands after some events."""
    state = fold(start_state(plan), [])
    for event in events:
        state = then(state, event)
    return state


def marked(
    state: RunState, criterion: str, met: str = "met", by: str = "JB", value: str = "", **said: object
) -> RunState:
    """The run after somebody marked a criterion."""
    gate = criterion.split("-", maxsplit=1)[0]
    words = Marked(met=met, value=value, **said)  # type: ignore[arg-type]  # any field
    return then(state, mark_criterion(state, an_act(by), gate, criterion, words))


def looked(state: RunState, criterion: str, value: str, by: str = "SP", met: str = "met") -> RunState:
    """The run after another person looked at a criterion."""
    gate = criterion.split("-", maxsplit=1)[0]
    return then(state, check_criterion(state, an_act(by), gate, criterion, met=met, value=value))


def put(state: RunState, gate: str = "G1", by: str = "JB", when: str = "Thu 17:42") -> RunState:
    """The run after the question of a gate was put."""
    return then(state, put_question(state, an_act(by, when), gate))


def answered(state: RunState, station: str, vote: str = "go", gate: str = "G1", words: str = "") -> RunState:
    """The run after a station answered, by the one who speaks for it in these histories."""
    by = SPEAKERS[station] if vote != "absent" else "MK"
    by = by if by in state.people else "JB"
    return then(state, answer_station(state, an_act(by), gate, station, Said(vote=vote, words=words)))


def all_go(state: RunState, gate: str = "G1") -> RunState:
    """The run after every station of a gate said GO and nobody objected."""
    state = put(state, gate)
    while left := waiting(state, state.gates[gate]):
        state = answered(state, left[0], gate=gate)
    return then(state, close_poll(state, an_act("JB"), gate))


def all_met(state: RunState, gate: str = "G1") -> RunState:
    """The run after every criterion of a gate was met, by two people where two look."""
    for ref, one in state.gates[gate].criteria.items():
        two = one.criterion.two_people
        state = marked(state, ref, value="0" if two else "", evidence="seen")
        state = looked(state, ref, "0") if two else state
    return state


def ready(gate: str = "G1", plan: Plan = GATED) -> RunState:
    """A run with a gate at which nothing stands in the way."""
    return all_go(all_met(begin(plan=plan), gate), gate)


def decided(state: RunState, gate: str, result: str = "go", by: str = "SP", **wish: object) -> RunState:
    """The run after a gate was decided."""
    words = {"second": "JB", "reasons": "Everything is in place", **wish}
    return then(state, decide_gate(state, an_act(by), gate, Wish(result=result, **words)))  # type: ignore[arg-type]  # any


def an_answer(vote: str = "go", **fields: object) -> Said:
    """What a station says."""
    return Said(vote=vote, **fields)  # type: ignore[arg-type]  # any field


def by(initials: str, **fields: object) -> Act:
    """An act of somebody."""
    return an_act(initials, **fields)  # type: ignore[arg-type]  # any field of an act
