"""A run in which everything about running the room was recorded once, and how an entry of it is corrected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from tests.examples import an_act, an_entry, at, signed
from tests.gate_examples import GATED, GATES
from tests.issue_examples import a_draft, shipped_rules
from tests.message_examples import KIT, send
from tests.pause_examples import ITEMS, PAUSABLE

from cutover_tui.domain import concerns, decisions, gate_criteria, gate_decisions, holds, issue_facts, issues, roll_call
from cutover_tui.domain.alerts import Alert, AlertLevel, acknowledge_alert, shelve_alert
from cutover_tui.domain.corrections import correct_entry
from cutover_tui.domain.fold import evolve
from cutover_tui.domain.handover import accept_handover, offer_handover, refuse_handover
from cutover_tui.domain.huddles import NewProblem, Report, hold_huddle, send_sitrep
from cutover_tui.domain.messages import acknowledge_message, mark_not_told
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.domain.pauses import declare_pause, detail_pause, tell_pause
from cutover_tui.domain.presence import end_stand_in, name_stand_in, record_presence
from cutover_tui.domain.restarts import answer_restart_item, restart
from cutover_tui.domain.state import RunState, start_state

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.happening import Happening

PLAN = replace(
    PAUSABLE,
    issues=shipped_rules(),
    messages=KIT,
    gates=tuple(replace(gate, suppliers=("OSUP", "CSO")) for gate in GATES),
    roles=GATED.roles,
    people=(*PAUSABLE.people, *(one for one in GATED.people if one.initials == "EV")),
)
"""The small plan with everything there is to record about running the room."""
LATER = "Thu 22:00"
"""When the entries of this run are corrected."""


@dataclass
class Room:
    """A run without a disk: events in, entries and where it stands out."""

    state: RunState = field(default_factory=lambda: start_state(PLAN))
    entries: list[Entry] = field(default_factory=list)

    def take(self, event: Event) -> Entry:
        """Fold one more event."""
        entry = an_entry(len(self.entries), event)
        self.entries.append(entry)
        self.state = evolve(self.state, entry)
        return entry

    def of(self, kind: type[Happening], nth: int = 0) -> Entry:
        """The nth entry of a type, from 0."""
        return [entry for entry in self.entries if type(entry.event) is kind][nth]

    def correct(self, entry: Entry, name: str, now: str, *, by: str = "JB") -> Entry:
        """Correct one field of an entry through the rules."""
        act = an_act(by, LATER)
        return self.take(correct_entry(self.state, act, entry, field=name, now=now, reason="it was wrong"))


def full_room() -> Room:
    """A fresh room in which each kind of entry about running it was recorded."""
    kept = _kept()
    return Room(state=kept.state, entries=list(kept.entries))


@cache
def _kept() -> Room:
    room = Room()
    for tell in (_people, _issues, _decisions, _messages, _gates, _holds, _huddles):
        tell(room)
    return room


def _people(room: Room) -> None:
    act = an_act("JB", "Thu 17:00")
    room.take(record_presence(room.state, act, people=("JB", "SP"), where="in the room"))
    room.take(name_stand_in(room.state, act, "MK", stand_in="JB", reason="MK is at the dentist"))
    room.take(end_stand_in(room.state, an_act("JB", "Thu 17:01"), "MK"))
    sbar = {"situation": "extract done", "background": "on plan", "assessment": "calm", "recommendation": "go on"}
    taker = an_act("SP", "Thu 17:02")
    room.take(offer_handover(room.state, act, "PM", to="SP", **sbar))
    heard = {"top_three": "links, labels, phones", "question": "who has the keys?", "heard_by": "JB"}
    room.take(accept_handover(room.state, taker, "SH-1", said_back=("situation",), **heard))
    room.take(offer_handover(room.state, taker, "PM", to="JB", situation="back again"))
    back = an_act("JB", "Thu 17:03")
    room.take(accept_handover(room.state, back, "SH-2", heard_by="SP", top_three="links, labels"))
    room.take(offer_handover(room.state, back, "PM", to="SP", **sbar))
    room.take(refuse_handover(room.state, an_act("SP", "Thu 17:04"), "SH-3", reason="I am in surgery"))


def _issues(room: Room) -> None:
    act, clinical = an_act("MK", "Thu 17:05"), an_act("SP", "Thu 17:06")
    room.take(issues.raise_issue(room.state, act, "labels are wrong", area="prescriptions", answer="yes"))
    room.take(issues.journal_issue(room.state, act, "I-1", "rang the supplier", told="the desk"))
    room.take(issue_facts.own_issue(room.state, act, "I-1", owner="SP"))
    room.take(issue_facts.work_around(room.state, act, "I-1", workaround="write labels by hand"))
    room.take(issue_facts.work_around(room.state, act, "I-1", workaround="check labels twice", safe_by="SP"))
    supplier = {"supplier": "Beta", "reference": "B-1", "severity": "high", "release": "4.2"}
    room.take(issue_facts.note_supplier(room.state, act, "I-1", **supplier))
    room.take(issue_facts.count_patients(room.state, act, "I-1", patients=3, forms="D-1"))
    matrix = shipped_rules().matrix
    room.take(
        issue_facts.rate_issue(
            room.state,
            clinical,
            "I-1",
            severity=matrix.severities[0],
            likelihood=matrix.likelihoods[0],
            new_hazard="no",
            known_hazard="yes",
            control_failed="yes",
            hazards="H-1",
            controls="K-1",
            assessment="small",
        )
    )
    factor, harm = shipped_rules().factors[0], shipped_rules().harm_physical[0]
    found = {"cause": "a wrong map", "learning": "test labels"}
    room.take(issue_facts.understand_issue(room.state, act, "I-1", factors=(factor,), **found))
    mind = shipped_rules().harm_psychological[0]
    harmed = {"physical": harm, "psychological": mind, "near_miss": "yes", "candour": "no"}
    room.take(issue_facts.record_harm(room.state, act, "I-1", **harmed))
    room.take(issue_facts.record_nationally(room.state, act, "I-1", lfpse="recorded", reference="L-1"))
    room.take(issues.change_level(room.state, clinical, "I-1", "P2", reason="the way round holds"))
    room.take(issues.make_safe(room.state, clinical, "I-1", how="by hand until the fix"))
    room.take(issues.close_issue(room.state, clinical, "I-1", cause="a wrong map of labels"))
    room.take(issues.reopen_issue(room.state, act, "I-1", reason="it is back"))
    asked = PauseConsidered(**signed("SP", "Thu 17:07"), prompt="unsafe", counted=("I-1",), reason="one is not many")
    room.take(asked)


def _decisions(room: Room) -> None:
    act = an_act("JB", "Thu 17:10")
    draft = a_draft(options="stop; go on", basis="plan step 4", not_known="how many", other_views="MK: wait")
    room.take(decisions.log_decision(room.state, act, replace(draft, kind="gate", linked=("I-1",))))
    room.take(decisions.read_back(room.state, an_act("SP", "Thu 17:11"), "D-01", how="heard and right"))
    again = {"what_happened": "labels are right now", "review_at": at("Thu 20:00")}
    room.take(decisions.review_decision(room.state, act, "D-01", **again))  # type: ignore[arg-type]  # two kinds


def _messages(room: Room) -> None:
    said = {"expected": "18:00", "meanwhile": "phone", "accessible": ("phone",), "template": "planned-text 1"}
    room.take(send(room.state, "staff", "Thu 17:12", **said))
    room.take(send(room.state, "patients", "Thu 17:12", checked_by="", reason="in a hurry"))
    room.take(acknowledge_message(room.state, an_act("JB", "Thu 17:13"), "M-01", whom="the desk"))
    room.take(mark_not_told(room.state, an_act("JB", "Thu 17:14"), "icb", occasion="planned", reason="nobody asked"))


def _gates(room: Room) -> None:
    act = an_act("MK", "Thu 17:15")
    for ref, standing in room.state.gates["G1"].criteria.items():
        two = standing.criterion.two_people
        seen = gate_criteria.Marked(met="met", value="0" if two else "", evidence="seen on screen")
        room.take(gate_criteria.mark_criterion(room.state, act, "G1", ref, seen))
        if two:
            look = an_act("SP", "Thu 17:16")
            room.take(gate_criteria.check_criterion(room.state, look, "G1", ref, met="met", value="0"))
    lead = an_act("JB", "Thu 17:17")
    room.take(roll_call.state_fact(room.state, lead, "G1", party="OSUP", fact="the file is whole", reference="F-1"))
    room.take(roll_call.put_question(room.state, lead, "G1"))
    speakers = {"REC": "MK", "PM": "JB", "CL": "SP", "LEAD": "JB", "CSO": "DR"}
    while left := roll_call.waiting(room.state, room.state.gates["G1"]):
        said = roll_call.Said(vote="go", words="all well", by_phone=True, reference="call 1")
        speaker = an_act(speakers[left[0]], "Thu 17:18")
        room.take(roll_call.answer_station(room.state, speaker, "G1", left[0], said))
    room.take(roll_call.close_poll(room.state, lead, "G1", objector="MK", objection="it is late"))
    wish = gate_decisions.Wish(result="go", second="JB", reasons="in place", although="MK agreed after all")
    room.take(gate_decisions.decide_gate(room.state, an_act("SP", "Thu 17:19"), "G1", wish))
    room.take(gate_decisions.went_ahead(room.state, lead, "G2", known="two sessions", follows="they log off"))


def _holds(room: Room) -> None:
    room.take(holds.ask_hold(room.state, an_act("MK", "Thu 17:20"), reason="the counts look low"))
    room.take(
        holds.answer_hold(room.state, an_act("SP", "Thu 17:21"), "HO-1", answer="look into it", reason="counting")
    )
    room.take(declare_pause(room.state, an_act("SP", "Thu 17:22"), hold="HO-1", seen="3 of 20 wrong"))
    said = {"scope": "prescribing", "expected": at("Thu 19:00").isoformat(), "review_minutes": "20"}
    for detail, words in said.items():
        act = an_act("MK", "Thu 17:23")
        room.take(detail_pause(room.state, act, "P-01", detail=detail, words=words, approx=detail == "expected"))
    for place, audience in enumerate(PLAN.pause.audiences):
        how = {"why_not": "nobody there"} if not place else {"how": "by phone"}
        room.take(tell_pause(room.state, an_act("MK", "Thu 17:24"), "P-01", audience=audience, **how))
    for item in ITEMS[:-1]:
        act = an_act("MK", "Thu 17:25")
        room.take(answer_restart_item(room.state, act, "P-01", item, met=True, words="seen on the sheet"))
    two = {"words": "it is small", "second": "JB", "second_words": "I agree"}
    act = an_act("SP", "Thu 17:26")
    room.take(answer_restart_item(room.state, act, "P-01", ITEMS[-1], met=False, **two))
    room.take(restart(room.state, act, "P-01", second="JB", phased_how="reception first"))
    alert = Alert(
        id="issue I-1",
        kind="issue",
        level=AlertLevel.CAUTION,
        words="I-1 waits",
        do="Look.",
        since=act.now,
        key="o",
        points=("I-1",),
    )
    room.take(acknowledge_alert(room.state, an_act("MK", "Thu 17:27"), alert, alert))
    other = replace(alert, id="issue I-2")
    until = at("Thu 18:00")
    room.take(shelve_alert(room.state, an_act("MK", "Thu 17:28"), other, other, until=until, reason="at lunch"))


def _huddles(room: Room) -> None:
    act = an_act("JB", "Thu 17:30")
    held = {"well": "the phones", "worries": "the labels", "confidence": 3, "decisions": ("D-01",)}
    room.take(hold_huddle(room.state, act, present=("PM", "CL"), next_at=at("Thu 18:30"), **held))  # type: ignore[arg-type]  # of several kinds
    problem = NewProblem(place="EPS", kind="lost", hazard="none", access="phone", number="3", escalated="ICB")
    report = Report(
        position="held",
        p1=1,
        p2=2,
        gate="G2",
        gate_on_time="yes",
        forms=4,
        seal="R0001 1111 2222 3333 4444",
        next_at=at("Thu 18:30"),
        sent_to="ICB",
        help_needed="none",
        problem=problem,
        since_last="a pause",
    )
    room.take(send_sitrep(room.state, act, report))
    one = concerns.Concern(area="results", words="late", urgent=True, salt="0" * 32)
    received = concerns.receive_concerns((one,), now=at("Thu 17:31"), since=at("Thu 17:00"))
    seq = room.take(received).seq
    met = {"action_taken": "one more pair of hands", "feedback_given": "at the huddle", "linked_decision": "D-01"}
    room.take(concerns.answer_concerns(room.state, an_act("SP", "Thu 17:32"), seq, area="results", **met))
