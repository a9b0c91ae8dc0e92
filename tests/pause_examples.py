"""What the tests of holds and pauses build with: a plan with triggers and hours to lose, pauses, lists answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import PEOPLE, PLAN, TASKS, a_task, an_act, at, given, signed, then

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.holds import HoldAnswered, HoldAsked
from cutover_tui.domain.pause_plan import EmergencyCard, PausePlan, Trigger
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseTold, declare_pause, tell_pause
from cutover_tui.domain.plan import Person
from cutover_tui.domain.restarts import PauseRestarted, RestartItemAnswered, answer_restart_item, restart

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

TRIGGERS = (
    Trigger(code="T1", name="Safety risk appears", threshold="1 serious incident in a day", first_look="CSO"),
    Trigger(
        code="T7", name="Data recheck fails", threshold="Any wrong-patient, allergy or repeat error", first_look="CL"
    ),
)
CARDS = (
    EmergencyCard(
        id="no-prescribing",
        title="Prescriptions cannot be issued",
        sign="The prescription screen does not open.",
        steps=("Note the time.", "Take the FP10 pad from the safe.", "Phone the pharmacy for what is urgent."),
        call=("CL", "PM"),
        form="D prescriptions",
        then="Ask for a hold with h.",
    ),
)
DEPUTY = Person(initials="SO", name="Sam Okoro", roles=("DPM",), phone="01632 960004")
PAUSABLE = replace(
    PLAN,
    pause=PausePlan(triggers=TRIGGERS, scopes=("everything on the new system", "prescribing")),
    cards=CARDS,
    people=(replace(PEOPLE[0], phone="01632 960001"), *PEOPLE[1:], DEPUTY),
    tasks=(
        *TASKS,
        a_task("C-04", "Files loaded", "CUT+2h", not_before="CUT+1h", not_after="CUT+4h", phase="Extract"),
        a_task("C-05", "Long cutover reported", "CUT+72h", phase="Extract"),
        a_task("C-06", "Evening backup", "CUT@22:00", phase="Extract"),
        a_task("C-07", "Lab phoned", "CUT+1d", phase="Extract"),
        a_task("C-08", "Log-offs counted again", "CUT+10min", phase="Extract"),
        a_task("G-05", "First hour looked at", "GL+1h"),
    ),
)
"""The small plan with triggers, a deputy, and tasks whose times run on the clock of the cutover or do not."""

EXTRACTED = AnchorRecorded(**signed(when="Thu 18:40"), anchor="CUT", happened=at("Thu 18:40"))
ITEMS = tuple(item.id for item in PAUSABLE.pause.restart_list)


def running(*events: Event) -> RunState:
    """The run after the extract at Thu 18:40."""
    return given(EXTRACTED, *events, plan=PAUSABLE)


def paused(state: RunState | None = None, *, by: str = "SP", when: str = "Thu 19:00") -> RunState:
    """The run once somebody paused it."""
    state = running() if state is None else state
    return then(state, declare_pause(state, an_act(by, when)))


def all_told(state: RunState, ref: str = "P-01", when: str = "Thu 19:10") -> RunState:
    """The run once everybody was told of a pause."""
    for audience in state.plan.pause.audiences:
        state = then(state, tell_pause(state, an_act("MK", when), ref, audience=audience, how="by phone"))
    return state


def listed(state: RunState, ref: str = "P-01", when: str = "Thu 19:30", *, without: str = "") -> RunState:
    """The run once every line of the restart list is met, but for one."""
    state = all_told(state, ref, when)
    for item in ITEMS:
        if item != without:
            event = answer_restart_item(state, an_act("MK", when), ref, item, met=True, words="seen on the sheet")
            state = then(state, event)
    return state


def restarted(
    state: RunState, ref: str = "P-01", when: str = "Thu 19:52", *, replans: bool = True, moves: tuple[str, ...] = ()
) -> RunState:
    """The run once two people restarted it."""
    event = restart(
        state, an_act("SP", when), ref, second="JB", phased_how="reception first", replans=replans, moves=moves
    )
    return then(state, event)


PAUSE_STORY: tuple[tuple[Event, str], ...] = (
    (
        HoldAsked(**signed("MK"), hold="HO-1", reason="the counts look low"),
        "HO-1 Hold asked for: the counts look low. The next gate waits for an answer",
    ),
    (
        HoldAnswered(**signed("SP"), hold="HO-1", answer="carry on", reason="read twice"),
        "HO-1 answered, carry on: read twice. Thank you for asking",
    ),
    (
        PauseDeclared(**signed("SP"), pause="P-01", hold="HO-1", seen="3 of 20 wrong"),
        (
            "P-01 PAUSED. Everybody goes over to the agreed other way of working. Seen: 3 of 20 wrong. "
            "This answers HO-1. Thank you for asking"
        ),
    ),
    (
        PauseDetailed(**signed("MK"), pause="P-01", detail="review_minutes", words="20"),
        "P-01 review every: 20 minutes",
    ),
    (PauseTold(**signed("MK"), pause="P-01", audience="icb", why_not="no desk"), "P-01 ICB or PCN not told: no desk"),
    (
        RestartItemAnswered(
            **signed("SP"),
            pause="P-01",
            item="cause",
            met=False,
            words="Friday",
            second="JB",
            second_words="a way round",
        ),
        "P-01 before the restart, Cause looked into: not met. SP: Friday. JB: a way round",
    ),
    (
        PauseRestarted(**signed("SP"), pause="P-01", second="JB", phased_how="reception first", saw="0"),
        "P-01 restarted with JB: reception first",
    ),
)
"""One of each kind of entry about holds and pauses, and what it says in a run that knows nothing of them."""
