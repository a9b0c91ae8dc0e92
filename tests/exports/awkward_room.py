"""What the people in the room do in the awkward run: issues, a decision, messages, who is here, a handover, alerts.

They also speak up without a name, and look over what could identify a patient before a copy leaves the practice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.examples import StillClock, an_act

from cutover_tui.domain.decisions import DecisionDraft
from cutover_tui.domain.findings import REMOVE
from cutover_tui.domain.gate_criteria import Marked
from cutover_tui.domain.gate_decisions import Wish
from cutover_tui.domain.huddles import Report
from cutover_tui.domain.messages import Draft
from cutover_tui.domain.roll_call import Said
from cutover_tui.exports.review import findings_of, record_answers
from cutover_tui.runner.alerts import standing_alerts
from cutover_tui.storage.concern_box import ConcernBox

if TYPE_CHECKING:
    from cutover_tui.runner.run import Run

LOOKED_AT = "=pt Example waits at the desk, born 1 Jan 1950"
"""Words no copy without names holds: somebody answered that they are left out."""


def awkward_room(run: Run, clock: StillClock) -> None:
    """Record all of it."""
    _issues(run, clock)
    _decision(run, clock)
    _messages(run, clock)
    _gates(run, clock)
    _pause(run, clock)
    _people(run, clock)
    _huddle(run, clock)
    _concerns(run, clock)
    _alerts(run, clock)
    _findings(run, clock)


def _issues(run: Run, clock: StillClock) -> None:
    run.raise_issue(an_act("MK"), "=wrong pack size on 3 of 20 repeats", area="prescriptions", answer="do not know")
    clock.move(minutes=2)
    run.journal_issue(an_act("SP"), "I-1", "@rang the supplier, Jo Baker listened", told="+the duty desk")
    run.own_issue(an_act("JB"), "I-1", owner="SP")
    run.work_around(an_act("SP"), "I-1", workaround="every quantity checked by hand", safe_by="SP")
    run.note_supplier(an_act("JB"), "I-1", supplier="Beta Ltd", reference="-55120", severity="2 high")
    run.count_patients(an_act("JB"), "I-1", patients=3, approx=True, forms="D-014")
    run.change_level(an_act("SP"), "I-1", "P2", reason="the workaround holds")
    run.make_issue_safe(an_act("SP"), "I-1", how="paper until the fix")
    run.understand_issue(
        an_act("SP"),
        "I-1",
        cause="=pack sizes were mapped by name",
        factors=("tools and technology",),
        learning="-sample 20",
    )
    run.record_harm(an_act("SP"), "I-1", physical="none", psychological="low", near_miss="yes", candour="yes")
    run.record_nationally(an_act("SP"), "I-1", lfpse="recorded", reference="+W-118")
    run.raise_issue(an_act("JB"), "printer 3 is slow", area="cards and printers", answer="no")


def _decision(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    draft = DecisionDraft(
        question="Do we go on with repeats on paper?",
        knew="3 of 20 repeats had another pack size. The supplier has no time for the fix.",
        options="go on with paper; wait for the fix",
        risks="wrong quantity dispensed",
        decided="Carry on with paper until the fix is tested",
        reasons="Every quantity can be checked by hand today.",
        decided_by="SP",
        present="SP in the room, DR by phone",
        other_views="=MK: “it is slow”",
        review_at=clock.now() + timedelta(hours=2),
        kind="pause",
        linked=("I-1",),
    )
    run.log_decision(an_act("JB"), draft)
    run.read_back(an_act("SP"), "D-01", how="heard and right")
    run.review_decision(an_act("SP"), "D-01", what_happened="the fix came at five")


def _messages(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    draft = Draft(
        occasion="planned",
        channel="text",
        words="=Larkfield Surgery: we change computer systems. Urgent help: 111.",
        who="4,210 patients",
        written_by="MK",
        checked_by="JB",
        accessible=("large print",),
        linked=("D-01",),
    )
    run.send_message(an_act("MK"), "patients", draft)
    run.acknowledge_message(an_act("MK"), "M-01", whom="-the patient group")
    run.mark_not_told(an_act("JB"), "media", occasion="planned", reason="nobody asked")


def _gates(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    run.mark_criterion(an_act("MK"), "G1", "G1-01", Marked(met="met", value="=0"))
    run.check_criterion(an_act("SP"), "G1", "G1-01", met="met", value="2")
    run.mark_criterion(an_act("MK"), "G1", "G1-02", Marked(met="met", evidence="@none left"))
    run.went_ahead(an_act("JB"), "G1", happened=clock.now(), known="-two sessions", follows="they log off")
    run.mark_criterion(an_act("SP"), "G2", "G2-01", Marked(met="met", evidence="20 of 20"))
    run.put_question(an_act("SP"), "G2")
    run.answer_station(an_act("JB"), "G2", "PM", Said(vote="go"))
    wish = Wish(result="go", chaired_by="SP", reasons="=twenty of twenty match", although="+DR was on the phone")
    run.decide_gate(an_act("SP"), "G2", wish)
    run.write_seal(an_act("SP"), occasion="gate G2")


def _pause(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    run.ask_hold(an_act("MK"), reason="=the count looks wrong")
    run.answer_hold(an_act("SP"), "HO-1", answer="look into it", reason="thank you, we count again")
    clock.move(minutes=5)
    run.declare_pause(an_act("SP"), hold="HO-1", seen="@3 of 20 differ")
    said = {
        "trigger": "something else",
        "scope": "issuing on the new system",
        "carries_on": "booking",
        "contingency": "paper",
        "coordinator": "JB",
        "expected": "2026-11-26T18:00:00+00:00",
        "evidence": "I-1",
        "present": "SP, JB; DR by phone",
    }
    for detail, words in said.items():
        run.detail_pause(an_act("JB"), "P-01", detail=detail, words=words, approx=detail == "expected")
    for audience in ("staff", "patients", "pharmacy", "supplier"):
        run.tell_pause(an_act("JB"), "P-01", audience=audience, how="aloud")
    run.tell_pause(an_act("JB"), "P-01", audience="icb", why_not="-they rang us first")
    clock.move(minutes=40)
    for item in ("cause", "test", "staff", "hazards", "go-no-go", "small-start"):
        run.answer_restart_item(an_act("SP"), "P-01", item, met=True, words="=seen, version 4")
    run.answer_restart_item(
        an_act("SP"), "P-01", "told", met=False, words="not yet", second="JB", second_words="after the start"
    )
    run.restart(an_act("SP"), "P-01", second="JB", phased_how="one room first", moves=("GL",))


def _people(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    run.record_presence(an_act("JB"), ("JB", "SP", "MK"), where="in the room")
    run.record_presence(an_act("JB"), ("DR",), where="on the phone")
    run.offer_handover(
        an_act("JB"),
        "PM",
        to="MK",
        place="in the room",
        sbar=("=one issue is open", "repeats on paper", "it holds", "look again at six"),
        shown=("P2 1, P3 1", "none yet", run.seal()),
    )
    run.accept_handover(
        an_act("MK"), "SH-1", heard_by="JB", top_three="paper, quantities, six o’clock", question="who rings Beta?"
    )


def _huddle(run: Run, clock: StillClock) -> None:
    clock.move(minutes=3)
    run.hold_huddle(
        an_act("JB"), present=("PM", "CL"), well="=the phones", worries="+labels", confidence=3, decisions=("D-01",)
    )
    report = Report(
        position="behind plan",
        since_last="-paused for 40 minutes",
        help_needed="+a runner",
        sent_to="=ICB",
        seal=run.seal(),
    )
    run.send_sitrep(an_act("JB"), report)


def _concerns(run: Run, clock: StillClock) -> None:
    """Two people speak up without a name; after the huddle the log learns that they did, and never what they said."""
    salts = (f"{number:032x}" for number in range(1, 3))
    box = ConcernBox(run.log.folder, draw=lambda _size: next(salts))
    box.hand_in("staffing and breaks", "=nobody has had a break since noon", urgent=True)
    box.hand_in("phones", "@the queue is longer than the board says", urgent=False)
    received = run.receive_concerns(box, clock.now())
    assert received is not None
    clock.move(minutes=3)
    run.answer_concerns(
        an_act("JB"),
        received.seq,
        area="staffing and breaks",
        action_taken="+a break every two hours, by rota",
        feedback_given="-said aloud at the huddle",
        linked_decision="D-01",
    )


def _alerts(run: Run, clock: StillClock) -> None:
    """One alert is read, another laid aside."""
    clock.move(minutes=3)
    seen = {alert.id: alert for alert in standing_alerts(run.state, clock.now())}
    run.acknowledge_alert(an_act("SP"), seen["services no-catcher"])
    until = clock.now() + timedelta(hours=2)
    run.shelve_alert(an_act("JB"), seen["gate G1"], until=until, reason="=two sessions, asked after at eight")


def _findings(run: Run, clock: StillClock) -> None:
    """Words that could identify a patient are looked at before a copy leaves, and left out of it."""
    clock.move(minutes=3)
    run.add_note(an_act("MK", looked_over=True), LOOKED_AT)
    record_answers(run, an_act("SP"), {finding.code: REMOVE for finding in findings_of(run)})
