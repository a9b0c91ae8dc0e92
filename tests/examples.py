"""What the tests build with: one small plan, people, instants by their words, a clock that stands still, histories.

The plan is a cutover in one week: the final extract (FDP) on Thu 26 Nov 2026 at 18:30 and go-live (GL) on Tue 1 Dec
2026 at 08:00, London. Its daily task is due on Friday and on Monday.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st

from cutover_tui.domain import (
    added_tasks,
    anchors,
    corrections,
    deferral,
    notes,
    people,
    second_person,
    service_calls,
    service_counts,
    service_moves,
    tasks,
)
from cutover_tui.domain.acts import Act, Signature
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.events import Entry
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.plan import (
    Anchor,
    Answers,
    Calendar,
    Checklist,
    GateKind,
    Person,
    Plan,
    Role,
    RunKind,
    Service,
    Task,
    Tier,
)
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.tasks import TaskCompleted
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from cutover_tui.domain.events import Event

ZONE = "Europe/London"
DAYS = {
    "Thu": "2026-11-26",
    "Fri": "2026-11-27",
    "Sat": "2026-11-28",
    "Sun": "2026-11-29",
    "Mon": "2026-11-30",
    "Tue": "2026-12-01",
    "Wed": "2026-12-02",
}
"""The days of the cutover, from that of the extract on."""


def at(words: str) -> datetime:
    """The instant of a London time, UTC: `Thu 17:42` in the cutover's week, or `2026-11-03 09:00`."""
    day, clock = words.split(" ")
    wall = datetime.fromisoformat(f"{DAYS.get(day, day)}T{clock}")
    return wall.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


FDP = at("Thu 18:30")
GL = at("Tue 08:00")
NOW = "Thu 17:42"
"""The time most tests happen at."""


class StillClock:
    """A clock that stands still until it is moved."""

    def __init__(self, words: str = NOW, session: str = "5e55") -> None:
        """Takes the time it shows, and the session it stands for."""
        self._now = at(words)
        self._ran = timedelta()
        self._session = session

    @property
    def session(self) -> str:
        """The session it was made with."""
        return self._session

    def now(self) -> datetime:
        """The wall clock."""
        return self._now

    def mono_us(self) -> int:
        """Microseconds it was moved by."""
        return self._ran // timedelta(microseconds=1)

    def move(self, *, minutes: float) -> None:
        """Let time pass."""
        self._now += timedelta(minutes=minutes)
        self._ran += timedelta(minutes=abs(minutes))

    def jump(self, *, minutes: float) -> None:
        """Change the wall clock alone, as a person or a sleep does."""
        self._now += timedelta(minutes=minutes)


# -- the plan

ROLES = (
    Role(code="PM", name="Practice manager"),
    Role(code="CL", name="Clinical lead"),
    Role(code="REC", name="Reception"),
    Role(code="CSO", name="Clinical safety officer", outside=True),
)
PEOPLE = (
    Person(initials="JB", name="Jo Baker", roles=("PM",)),
    Person(initials="SP", name="Sam Patel", roles=("CL",), clinician=True),
    Person(initials="MK", name="Mary Kay", roles=("REC",)),
    Person(initials="DR", name="Dana Rao", roles=("CSO", "CL"), organisation="Northgate ICB", clinician=True),
)
ANCHORS = (
    Anchor(code="FDP", name="Final data production", planned_at=FDP, has_time=True),
    Anchor(code="CUT", name="Extract taken", default="FDP"),
    Anchor(code="GL", name="Go-live", planned_at=GL, has_time=True),
    Anchor(code="LED", name="Re-entry closed", default="GL+10wd"),
    Anchor(code="HOLD", name="Hold called"),
    Anchor(code="RESTART", name="Restart agreed"),
)
CHECKLISTS = (
    Checklist(code="P", name="Preparation", owner="PM", phases=("Planning",)),
    Checklist(code="F", name="Final data production", mode="read-do", owner="PM", phases=("Switch off", "Log off")),
    Checklist(code="C", name="Cutover", owner="CL", phases=("Extract", "Every day")),
    Checklist(code="G", name="Go-live", owner="PM", phases=("Switch on", "Afterwards")),
    Checklist(code="H", name="Hold", owner="CL", phases=("Hold",), waits_for="HOLD"),
)
EPS_ANSWERS = Answers(question="EPS on the old system is", done=("paused",), not_done=("still on", "cannot tell"))
LAB_ANSWERS = Answers(question="The link is", done=("off, confirmed by the lab",), not_done=("still on",))


def a_task(ref: str, title: str, due: str = "", **fields: object) -> Task:
    """One task of a list's first phase, with any other fields."""
    code = ref.split("-", maxsplit=1)[0]
    phase = next(checklist.phases[0] for checklist in CHECKLISTS if checklist.code == code)
    common = {"ref": ref, "id": title.lower().replace(" ", "-"), "checklist": code, "phase": phase, "owner": "PM"}
    return Task(**(common | {"title": title, "due": due} | fields))  # type: ignore[arg-type]  # any field of a task


def _lab_tasks() -> tuple[Task, ...]:
    """Both labs' links off and on again, a switch pair each."""
    labs = (("a", "North Lab"), ("b", "South Lab"))
    off = [
        a_task(
            f"F-01{letter}",
            f"Electronic results from {lab}: off",
            "FDP-1wd@17:00",
            id="lab-off",
            not_before="FDP-2wd",
            not_after="FDP",
            item=lab,
            answers=LAB_ANSWERS,
            reversed_by=(f"G-02{letter}",),
        )
        for letter, lab in labs
    ]
    on = [
        a_task(
            f"G-02{letter}",
            f"Electronic results from {lab}: on",
            "GL+1wd",
            id="lab-on",
            not_before="GL",
            item=lab,
            reverses=(f"F-01{letter}",),
        )
        for letter, lab in labs
    ]
    return (*off, *on)


def _daily_tasks() -> tuple[Task, ...]:
    first = a_task("C-03a", "Huddle", "DAILY@08:15", phase="Every day", day=date(2026, 11, 27), daily_of="C-03")
    return (first, replace(first, ref="C-03b", day=date(2026, 11, 30)))


TASKS = (
    a_task("P-01", "Planning meeting held", "FDP-4w", evidence=("Date",)),
    a_task("P-02", "Tell PCSE the dates", "FDP-2w", tells=("FDP", "GL")),
    *_lab_tasks()[:2],
    a_task(
        "F-02",
        "EPS on the old system: paused",
        "FDP-1h",
        do=("Sign the last batch.", "Pause EPS."),
        not_before="FDP-4h",
        not_after="FDP",
        answers=EPS_ANSWERS,
        second_person=True,
        checked_by=("CL",),
        gate=GateKind.HARD,
        reversed_by=("G-01",),
    ),
    a_task("F-03", "Everyone logged off", "FDP", phase="Log off", needs=("F-02",), evidence=("Head count",)),
    a_task("C-01", "Extract taken", "CUT", owner="CL", needs=("F-03",)),
    a_task("C-02", "Data checks signed off", "GL-1wd@12:00", owner="CL", second_person=True, needs=("C-01",)),
    *_daily_tasks(),
    a_task("G-01", "EPS on the new system: on", "GL+1h", not_before="GL", reverses=("F-02",)),
    *_lab_tasks()[2:],
    a_task("G-03", "Thank the team", "GL+1d", phase="Afterwards", tier=Tier.EXTENDED),
    a_task("H-01", "Say why the rollout is paused", "HOLD+15min", owner="CL"),
    a_task("H-02", "Agree the restart", "RESTART", owner="CL", needs=("H-01",)),
)

SERVICES = (
    Service(
        id="eps",
        service="eps",
        name="Electronic prescriptions",
        short_name="EPS",
        off_tasks=("F-02",),
        restore_tasks=("G-01",),
        watch=1,
    ),
    *(
        Service(
            id=f"pathology:{name}",
            service="pathology",
            name="Pathology results",
            short_name="PATHOLOGY",
            item=name,
            cutover_state="paper",
            off_tasks=(f"F-01{letter}",),
            restore_tasks=(f"G-02{letter}",),
            watch=2,
        )
        for letter, name in (("a", "north-lab"), ("b", "south-lab"))
    ),
    Service(id="bowel", service="bowel", name="Bowel screening", short_name="BOWEL", cutover_state="continues"),
)

PLAN = Plan(
    version=1,
    practice="Larkfield Surgery",
    ods_code="Y09999",
    from_system="EMIS Web",
    to_system="SystmOne",
    lead="JB",
    bridge_call="01632 960123",
    calendar=Calendar(zone=ZONE, bank_holidays={"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day"}),
    anchors=ANCHORS,
    checklists=CHECKLISTS,
    tasks=TASKS,
    services=SERVICES,
    people=PEOPLE,
    roles=ROLES,
)


def a_plan(**fields: object) -> Plan:
    """The small plan with other fields."""
    return replace(PLAN, **fields)  # type: ignore[arg-type]  # any field of a plan


def with_task(ref: str, **fields: object) -> Plan:
    """The small plan with one task changed."""
    changed = (replace(task, **fields) if task.ref == ref else task for task in TASKS)  # type: ignore[arg-type]  # any field
    return a_plan(tasks=tuple(changed))


def a_run(folder: Path, clock: StillClock, *, plan: Plan = PLAN, kind: RunKind = RunKind.REHEARSAL) -> Run:
    """A run of the small plan that was just started in a folder."""
    return Run.start(folder / "run", plan, kind=kind, clock=clock, by="JB")


# -- given history, when act, then event


def an_act(by: str = "JB", when: str = NOW, **fields: object) -> Act:
    """An act by somebody at a time."""
    return Act(by=by, now=at(when), **fields)  # type: ignore[arg-type]  # any field of an act


def signed(by: str = "JB", when: str = NOW, recorder: str = "") -> Signature:
    """The fields every event shares."""
    return Signature(by=by, recorder=recorder or by, at=at(when), auth="initials", late_reason="", on_behalf_of="")


def done(ref: str, by: str = "JB", when: str = NOW, **fields: object) -> TaskCompleted:
    """A task was done."""
    return TaskCompleted(task=ref, **{**signed(by, when), **fields})  # type: ignore[arg-type]  # any field of the event


def an_entry(seq: int, event: Event) -> Entry:
    """The entry of an event, recorded when it happened."""
    return Entry(
        seq=seq, id=f"id-{seq}", recorded_at=event.at, device="s1", session="5e55", prev=f"{seq:064x}", event=event
    )


def entries_of(*events: Event) -> list[Entry]:
    """A log of events, numbered from 0."""
    return [an_entry(seq, event) for seq, event in enumerate(events)]


def given(*events: Event, plan: Plan = PLAN) -> RunState:
    """Where a run stands after a history, whose entries are numbered from 0."""
    return fold(start_state(plan), entries_of(*events))


def then(state: RunState, event: Event) -> RunState:
    """Where a run stands after one more event."""
    return evolve(state, an_entry(state.count, event))


@contextmanager
def refused(words: str) -> Generator[None]:
    """What stands in the block is refused in exactly these words; a trailing … leaves the rest of them open."""
    with pytest.raises(Refused) as refusal:
        yield
    said = str(refusal.value)
    if words.endswith("…"):
        assert said.startswith(words[:-1])
    else:
        assert said == words


# -- acts at random


@dataclass(frozen=True)
class Move:
    """One thing somebody tries to do, by the name it has in `Run` and in the domain."""

    what: str
    by: str
    minutes: int
    """How far the clock goes before it."""
    facts: Mapping[str, object] = field(default_factory=dict)


_initials = st.sampled_from([*["JB", "SP", "MK", "DR"] * 3, "XX"])
_refs = st.sampled_from(
    [*["F-02"] * 4, *["P-02", "C-02"] * 3, "A-1", "F-01a", "F-03", "C-03b", "C-03c", "G-01", "H-01", "X-9"]
)
_words = st.sampled_from(["", *["because", "it took long"] * 3, "still on"])
_blank_or_words = st.sampled_from(["", "", "two calls"])
_times = st.sampled_from(["Thu 15:00", "Thu 18:30", "Fri 09:00", "Mon 12:00", "Tue 08:00", "Wed 10:00"]).map(at)
_codes = st.sampled_from(["FDP", "CUT", "GL", "HOLD", "NO"])


_instances = st.sampled_from([*["eps"] * 4, "pathology:north-lab", "pathology:north-lab", "bowel", "none"])
_said = st.builds(
    Confirmation,
    confirmed_with=st.sampled_from(["", "the desk", "the desk"]),
    reference=st.sampled_from(["", "4471", "4471"]),
    first_item=st.sampled_from(["", "North Lab, 09:42", "North Lab, 09:42"]),
    catcher=st.sampled_from(["", "", "SP", "XX"]),
    route=st.sampled_from(["", "", "rings 214"]),
)

_FACTS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "start_task": {"ref": _refs},
    "complete_task": {
        "ref": _refs,
        "observed": _words,
        "checked_by": st.sampled_from(["", "", "SP", "MK"]),
        "reason": _words,
        "complications": _blank_or_words,
        "note": _blank_or_words,
        "said": st.just(NOTHING_SAID) | _said,
    },
    "check_task": {"ref": st.sampled_from(["F-02", "F-02", "C-02"]), "observed": _words, "agrees": st.booleans()},
    "reopen_task": {"ref": _refs, "reason": _words},
    "mark_not_needed": {"ref": _refs, "reason": _words},
    "mark_cannot_do": {"ref": _refs, "reason": _words},
    "defer_task": {
        "ref": _refs,
        "to": st.sampled_from(["G", "C", "Z"]),
        "until": st.sampled_from(["GL+1wd", "HOLD+1h", "2026-12-03T10:00:00+00:00", "soon"]),
        "reason": _words,
    },
    "add_note": {"note": _words, "ref": _refs | st.just("")},
    "correct_entry": {
        "seq": st.integers(0, 4),
        "field": st.sampled_from([*["by", "observed"] * 4, "checked_by", "at", "reason", "complications", "note"]),
        "now": st.sampled_from(["", "JB", "SP", "MK", "DR", "paused", "2026-11-26T16:00:00+00:00"]),
        "reason": _words,
    },
    "record_anchor": {"code": _codes, "happened": _times, "reason": _words},
    "move_anchor": {"code": _codes, "to": _times, "reason": _words, "agreed_by": _words},
    "move_service": {
        "instance": _instances,
        "to": st.sampled_from([*ServiceStatus, "off", "off", "paper", "on_untested", "flowing", "flowing", "odd"]),
        "said": _said,
        "reason": _words,
        "checked_by": st.sampled_from(["", "", "SP", "MK"]),
    },
    "name_catcher": {"instance": _instances, "catcher": _initials, "route": _words},
    "count_service": {
        "instance": _instances,
        "what": st.sampled_from(["running", "expected", "received", "filed", "lost"]),
        "count": st.integers(-1, 5),
        "reason": _words,
    },
    "explain_service": {"instance": _instances, "explanation": _words},
    "call_about_service": {
        "instance": _instances,
        "whom": _words,
        "promised_by": st.none() | _times,
        "said": _blank_or_words,
    },
    "keep_promise": {"instance": _instances, "call": st.integers(0, 20), "seen": _blank_or_words},
    "add_task": {
        "new": st.builds(
            added_tasks.NewTask,
            title=_words,
            owner=st.sampled_from(["CL", "JB", "XX"]),
            due=_times,
            checklist=st.sampled_from(["", "C", "Z"]),
        )
    },
    "add_person": {"initials": st.sampled_from(["AB", "JB", "a"]), "name": _words},
}
_WEIGHTS = {
    "move_service": 5,
    "complete_task": 8,
    "check_task": 5,
    "reopen_task": 4,
    "correct_entry": 5,
    "move_anchor": 3,
}


def _move(what: str) -> st.SearchStrategy[Move]:
    facts = st.fixed_dictionaries(_FACTS[what])
    return st.builds(Move, what=st.just(what), by=_initials, minutes=st.integers(-30, 120), facts=facts)


moves = st.sampled_from([name for name in _FACTS for _ in range(_WEIGHTS.get(name, 1))]).flatmap(_move)
"""Anything somebody may try, sensible or not."""

_DECISIONS = {
    name: getattr(module, name)
    for module, names in (
        (tasks, ["start_task", "complete_task", "reopen_task", "mark_not_needed", "mark_cannot_do"]),
        (deferral, ["defer_task"]),
        (second_person, ["check_task"]),
        (notes, ["add_note"]),
        (corrections, ["correct_entry"]),
        (anchors, ["record_anchor", "move_anchor"]),
        (people, ["add_person"]),
        (added_tasks, ["add_task"]),
        (service_moves, ["move_service", "name_catcher"]),
        (service_counts, ["count_service", "explain_service"]),
        (service_calls, ["call_about_service", "keep_promise"]),
    )
    for name in names
}


@dataclass
class Played:
    """A run without a disk: moves in, entries out."""

    state: RunState = field(default_factory=lambda: start_state(PLAN))
    entries: list[Entry] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: at("Thu 15:00"))

    def play(self, move: Move) -> Entry | None:
        """Try a move, and give its entry; None when a rule said no."""
        self.now += timedelta(minutes=move.minutes)
        facts = dict(move.facts)
        if move.what == "correct_entry":
            seq = facts.pop("seq")
            if not isinstance(seq, int) or seq >= len(self.entries):
                return None
            facts["entry"] = self.entries[seq]
        try:
            event: Event = _DECISIONS[move.what](self.state, Act(by=move.by, now=self.now), **facts)
        except Refused:
            return None
        entry = Entry(
            seq=len(self.entries),
            id=f"id-{len(self.entries)}",
            recorded_at=self.now,
            device="s1",
            session="5e55",
            prev="0" * 64,
            event=event,
        )
        self.entries.append(entry)
        self.state = evolve(self.state, entry)
        return entry


def play_on(run: Run, move: Move, clock: StillClock) -> Entry | None:
    """Try a move on a run with a disk, and give its entry; None when a rule said no."""
    clock.move(minutes=move.minutes)
    try:
        entry: Entry = getattr(run, move.what)(Act(by=move.by, now=clock.now()), **move.facts)
    except Refused:
        return None
    return entry
