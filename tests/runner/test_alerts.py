"""Which alerts stand, how loud they are, what they say, and where they lead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act, at, done, given, refused, signed, then
from tests.gate_examples import GATED, answered, begin, decided, put, ready
from tests.issue_examples import a_plan_with_issues, journalled, levelled, raised, safe
from tests.issue_examples import decided as logged_decision
from tests.message_examples import TELLING
from tests.pause_examples import paused, running
from tests.reentry_examples import CONSULTATIONS, COUNTED, counted, logged

from cutover_tui.domain.alerts import AlertLevel, acknowledge_alert
from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.concerns import ConcernsAnswered, ConcernsReceived
from cutover_tui.domain.handover import offer_handover
from cutover_tui.domain.holds import ask_hold
from cutover_tui.domain.pauses import detail_pause, tell_pause
from cutover_tui.domain.service_calls import ServiceCalled
from cutover_tui.domain.service_moves import ServiceMoved
from cutover_tui.runner.alert_status import alert_lines, alert_objects
from cutover_tui.runner.alerts import alert_rows, answer_words, counted_words, find_alert, standing_alerts, worst_alert

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

WITH_ISSUES = a_plan_with_issues()


def an_issue_run(*events: Event) -> RunState:
    """A run with issues."""
    return given(*events, plan=WITH_ISSUES)


def the(state: RunState, name: str, when: str = "Thu 17:42") -> Alert:
    """The alert with an id, at a time."""
    found = find_alert(state, at(when), name)
    assert found is not None, [alert.id for alert in standing_alerts(state, at(when))]
    return found


def ids(state: RunState, when: str = "Thu 17:42") -> list[str]:
    """The ids of the alerts that stand, but for late tasks, huddles and sitreps."""
    return [alert.id for alert in standing_alerts(state, at(when)) if alert.kind not in {"late", "rhythm"}]


# -- issues


def test_a_p1_warns_and_rings_from_the_first_moment() -> None:
    alert = the(an_issue_run(raised()), "issue I-1", "Thu 17:43")

    assert (alert.level, alert.rings, alert.key) == (AlertLevel.WARNING, True, "o")
    assert alert.words == "Issue I-1 is a P1 and not made safe"
    assert alert.do == "Press o: answer it, make it safe, or say what was done."


def test_a_p1_says_more_once_its_answer_is_past() -> None:
    state = an_issue_run(raised())
    early, late = the(state, "issue I-1", "Thu 17:43"), the(state, "issue I-1", "Thu 17:50")

    assert late.words == "Issue I-1 is a P1 and not made safe; its answer was due 17:47"
    assert set(early.points) < set(late.points)


def test_an_issue_made_safe_asks_for_nothing() -> None:
    assert ids(an_issue_run(raised(), safe()), "Thu 18:30") == []


def test_a_p2_is_a_caution_only_once_its_time_has_passed() -> None:
    state = an_issue_run(raised("maybe"))

    assert ids(state, "Thu 17:50") == []
    assert the(state, "issue I-1", "Thu 19:00").level is AlertLevel.CAUTION
    assert not the(state, "issue I-1", "Thu 19:00").rings


def test_an_issue_that_is_less_urgent_is_no_more_than_said() -> None:
    assert the(an_issue_run(raised("no")), "issue I-1", "Sat 12:00").level is AlertLevel.ADVISE


def test_a_p2_that_becomes_a_p1_asks_again() -> None:
    state = an_issue_run(raised("maybe"))
    alert = the(state, "issue I-1", "Thu 19:00")
    state = then(state, acknowledge_alert(state, an_act("JB", "Thu 19:00"), alert, alert))
    state = then(state, levelled("P1", "P2", when="Thu 19:01"))
    row = next(row for row in alert_rows(state, at("Thu 19:02")) if row.id == "issue I-1")

    assert (row.alert.level, row.again) == (AlertLevel.WARNING, True)


def test_the_question_whether_to_pause_is_a_caution_until_it_is_answered() -> None:
    state = an_issue_run(raised(), journalled())
    (name,) = [alert.id for alert in standing_alerts(state, at("Thu 17:58")) if alert.kind == "question"]
    alert = the(state, name, "Thu 17:58")

    assert alert.level is AlertLevel.CAUTION
    assert alert.words == "Pause? 1 P1 is not made safe after 15 minutes (I-1, trigger T1)"
    assert alert.do == "Press ! to pause, or o and then a to say why people carry on."


# -- holds and pauses


def test_a_hold_warns_once_its_answer_is_past_its_time() -> None:
    state = then(given(), ask_hold(given(), an_act("MK"), reason="the counts look low"))
    early, late = the(state, "hold HO-1"), the(state, "hold HO-1", "Thu 17:58")

    assert (early.level, early.rings, early.words) == (
        AlertLevel.ADVISE,
        False,
        "Hold HO-1 waits for an answer, by 17:57",
    )
    assert (late.level, late.rings, late.words) == (
        AlertLevel.WARNING,
        True,
        "Hold HO-1 waits for an answer, due 17:57",
    )
    assert "the counts look low" not in repr(late)


def test_a_pause_warns_and_says_more_when_its_review_and_restart_are_past() -> None:
    state = paused()
    expected = at("Thu 19:20").isoformat()
    state = then(state, detail_pause(state, an_act("SP", "Thu 19:05"), "P-01", detail="expected", words=expected))

    assert the(state, "pause P-01", "Thu 19:10").words == "Pause P-01 is in force, since 19:00"
    assert the(state, "pause P-01", "Thu 19:35").words == (
        "Pause P-01 is in force, since 19:00; its review was due 19:30; a restart was expected 19:20"
    )
    assert len(the(state, "pause P-01", "Thu 19:35").points) == 3


def test_who_was_not_told_of_a_pause_is_a_caution_from_its_review_on_and_shrinks_quietly() -> None:
    state = paused()
    early, late = the(state, "telling P-01", "Thu 19:10"), the(state, "telling P-01", "Thu 19:31")
    state = then(state, acknowledge_alert(state, an_act("JB", "Thu 19:31"), late, late))
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:32"), "P-01", audience="staff", how="in the room"))
    row = next(row for row in alert_rows(state, at("Thu 19:33")) if row.id == "telling P-01")

    assert (early.level, late.level) == (AlertLevel.ADVISE, AlertLevel.CAUTION)
    assert late.words.startswith("Pause P-01 is not told yet to staff, patients")
    assert row.quiet
    assert "staff" not in row.alert.words


def test_nothing_is_said_of_holds_and_pauses_where_there_are_none() -> None:
    assert ids(running(), "Thu 18:45") == []


# -- gates, services, re-entry, messages


def test_a_hard_gate_that_was_gone_past_warns_until_it_is_said_that_work_went_ahead() -> None:
    state = begin(AnchorRecorded(**signed(when="Thu 18:40"), anchor="CUT", happened=at("Thu 18:40")))
    alert = the(state, "gate G1", "Thu 18:45")

    assert alert.level is AlertLevel.WARNING
    assert alert.words == "Gate G1 LOGGED OFF is not decided, and work went past it 18:40"


def test_a_gate_that_is_due_is_a_caution_where_it_is_hard_and_said_where_it_is_not() -> None:
    assert the(begin(), "gate G1", "Thu 18:31").level is AlertLevel.CAUTION
    assert the(begin(), "gate G1", "Thu 18:31").words == "Gate G1 LOGGED OFF was due 18:30 and is not decided"
    assert the(begin(), "gate G2", "Mon 12:01").level is AlertLevel.ADVISE
    assert ids(begin(), "Thu 18:29") == []


def test_a_no_go_is_a_caution_until_the_question_is_put_again() -> None:
    state = answered(put(begin()), "REC", "no-go", words="=3 letters unsigned")
    alert = the(state, "gate G1")

    assert (alert.level, alert.words) == (AlertLevel.CAUTION, "Gate G1 LOGGED OFF is held by its roll call")
    assert ids(put(state)) == []


def test_a_decided_gate_asks_for_its_seal_on_the_wall_sheet() -> None:
    state = decided(ready(), "G1")

    assert the(state, "seal gate G1").level is AlertLevel.ADVISE
    assert GATED.gates[0].ref == "G1"


def test_a_pause_asks_for_a_seal_on_the_wall_sheet_without_a_sound() -> None:
    alert = the(paused(), "seal pause P-01", "Thu 19:05")

    assert (alert.level, alert.rings, alert.key) == (AlertLevel.ADVISE, False, "v")
    assert alert.words == "Pause P-01 was declared 19:00; no seal after it is on the wall sheet yet"


def off(when: str = "Thu 17:42", **fields: object) -> ServiceMoved:
    """A service was switched off."""
    return ServiceMoved(**signed(when=when), service="eps", to="off", confirmed_with="desk", **fields)  # type: ignore[arg-type]  # any field


def test_a_service_nobody_catches_is_a_caution_at_once_and_a_warning_after_15_minutes() -> None:
    state = given(off())
    early, late = the(state, "services no-catcher"), the(state, "services no-catcher", "Thu 17:57")

    assert early.words == "Off, and nobody catches what comes: Electronic prescriptions"
    assert (early.level, late.level, late.rings) == (AlertLevel.CAUTION, AlertLevel.WARNING, False)


def test_a_service_nobody_knows_about_is_a_caution() -> None:
    state = given(ServiceMoved(**signed(), service="eps", to="unknown", reason="nobody answers"))

    assert the(state, "services unknown").level is AlertLevel.CAUTION


def test_promises_past_their_time_are_one_line() -> None:
    promised = at("Thu 17:40").isoformat()
    calls = [ServiceCalled(**signed(when="Thu 17:00"), service="eps", means="call", whom="desk", promised_by=promised)]
    alert = the(given(*calls), "promises over")

    assert (alert.level, alert.words) == (
        AlertLevel.CAUTION,
        "Promised and not kept yet: Electronic prescriptions by 17:40",
    )


def test_paper_left_after_its_time_is_a_caution() -> None:
    state = counted(logged(3, of=CONSULTATIONS.id))
    past = max(at(day) for day in ("Wed 23:00", "2026-12-20 12:00"))
    alert = find_alert(state, past, "reentry over")

    assert COUNTED.reentry
    assert alert is not None
    assert (alert.level, alert.key) == (AlertLevel.CAUTION, "r")
    assert alert.words.endswith(f"{CONSULTATIONS.title} 3 left")


def test_who_was_to_be_told_is_a_caution_for_what_happened_and_said_for_what_was_planned() -> None:
    found = {alert.id: alert for alert in standing_alerts(given(plan=TELLING), at("Thu 17:42"))}
    planned = [alert for name, alert in found.items() if name.startswith("message ")]

    assert planned
    assert all(alert.level is AlertLevel.ADVISE for alert in planned)


# -- the room


def test_a_handover_open_for_15_minutes_is_a_caution() -> None:
    event = offer_handover(given(), an_act("JB"), role="PM", to="SP", place="in the room", situation="All on time")
    state = then(given(), event)

    assert the(state, "handover SH-1").level is AlertLevel.ADVISE
    assert the(state, "handover SH-1", "Thu 17:57").level is AlertLevel.CAUTION


def test_a_decision_to_look_at_again_is_a_caution_and_one_to_read_back_is_said() -> None:
    state = an_issue_run(logged_decision(kind="pause"))

    assert the(state, "review D-01", "Thu 18:31").words == "Decision D-01 was to be looked at again 18:30"
    assert the(state, "review D-01", "Thu 18:31").level is AlertLevel.CAUTION
    assert the(state, "readback D-01").level is AlertLevel.ADVISE


def test_a_sitrep_that_was_due_is_said_and_a_caution_while_the_run_is_paused() -> None:
    assert the(running(), "rhythm sitrep", "Thu 19:31").level is AlertLevel.ADVISE
    assert the(paused(), "rhythm sitrep", "Thu 19:31").level is AlertLevel.CAUTION
    assert the(running(), "rhythm huddle", "Thu 19:31").level is AlertLevel.ADVISE


def test_a_concern_that_asked_for_action_is_a_caution_until_it_is_answered() -> None:
    received = ConcernsReceived(
        **signed("PROGRAM"), count=2, areas=("phones", "results"), urgent=("phones",), since="", until=""
    )
    answer = ConcernsAnswered(
        **signed(), area="phones", batch=0, action_taken="A second line", feedback_given="At the huddle"
    )

    assert the(given(received), "concern 0").words == "Somebody spoke up and asked for action: phones"
    assert the(given(received), "concern 0").level is AlertLevel.CAUTION
    assert ids(given(received, answer)) == []


def test_a_wall_reads_the_worst_alert_without_a_name() -> None:
    state = an_issue_run(raised(), off())
    alert = the(state, "issue I-1", "Thu 17:43")
    state = then(state, acknowledge_alert(state, an_act("SP", "Thu 17:43"), alert, alert))
    worst = worst_alert(state, at("Thu 17:43"))

    assert worst is not None
    assert (worst.counts, worst.words, worst.acknowledged) == ("1 warning, 1 caution", alert.words, True)
    assert "SP" not in repr(worst)
    assert worst_alert(given(), at("Thu 17:43")) is None


def test_late_tasks_are_one_line_made_anew_each_quarter_of_an_hour() -> None:
    state = given()
    early, late = the(state, "late tasks", "Thu 17:44"), the(state, "late tasks", "Thu 17:45")

    assert (early.level, late.level) == (AlertLevel.ADVISE, AlertLevel.ADVISE)
    assert early.words.split(":")[0].endswith("past the planned time at 17")
    assert "at 17:30: " in early.words
    assert "at 17:45: " in late.words
    assert set(early.points) <= set(late.points)
    assert early.task == early.words.rpartition(": ")[2].split(",")[0]


def test_a_task_that_is_done_leaves_the_line_without_asking_again() -> None:
    state = given()
    alert = the(state, "late tasks")
    state = then(state, acknowledge_alert(state, an_act(), alert, alert))
    state = then(state, done(alert.task, observed="paused"))
    row = next(row for row in alert_rows(state, at("Thu 17:43")) if row.id == "late tasks")

    assert row.quiet
    assert alert.task not in row.alert.words


# -- rows, words and records


def test_the_loudest_stand_first_and_of_those_what_asks() -> None:
    state = an_issue_run(raised(), raised(ref="I-2", when="Thu 17:43", area="phones"), off("Thu 17:43"))
    newest = the(state, "issue I-2", "Thu 17:44")
    state = then(state, acknowledge_alert(state, an_act("JB", "Thu 17:44"), newest, newest))
    rows = alert_rows(state, at("Thu 17:44"))

    assert [row.id for row in rows][:3] == ["issue I-1", "issue I-2", "services no-catcher"]
    assert counted_words(rows) == "2 warnings, 1 caution, 3 to note"
    assert answer_words(rows[1], at("Thu 17:45"), "Europe/London") == "acknowledged 17:44 by JB"


def test_a_run_records_what_was_done_and_status_tells_it(tmp_path: Path) -> None:
    clock = StillClock()
    run = a_run(tmp_path, clock, plan=WITH_ISSUES)
    run.raise_issue(an_act("MK"), "Labels print for the patient before", area="prescriptions", answer="yes")
    run.raise_issue(an_act("MK"), "Another", area="phones", answer="yes")
    first, second = (the(run.state, name) for name in ("issue I-1", "issue I-2"))
    run.acknowledge_alert(an_act("SP"), first)
    run.shelve_alert(an_act("JB"), second, until=at("Thu 18:00"), reason="TPP ring at six")
    told = {str(one["id"]): one for one in alert_objects(run.state, clock.now())}

    assert {name: told["issue I-1"][name] for name in ("level", "kind", "acknowledged_by", "shelved_until")} == {
        "level": "warning",
        "kind": "issue",
        "acknowledged_by": "SP",
        "shelved_until": None,
    }
    assert told["issue I-2"]["shelved_until"] == "2026-11-26T18:00:00+00:00"
    assert told["issue I-2"]["acknowledged_by"] is None
    assert alert_lines(run.state, clock.now())[0] == (
        "WARNING since 17:42: Issue I-1 is a P1 and not made safe. "
        "Press o: answer it, make it safe, or say what was done. (acknowledged 17:42 by SP)"
    )
    assert counted_words(alert_rows(run.state, clock.now())) == "1 warning, 3 to note"
    run.close()


def test_a_run_refuses_what_is_settled(tmp_path: Path) -> None:
    run = a_run(tmp_path, StillClock(), plan=WITH_ISSUES)
    run.raise_issue(an_act("MK"), "Labels", area="prescriptions", answer="yes")
    alert = the(run.state, "issue I-1")
    run.make_issue_safe(an_act("SP"), "I-1", how="by hand")

    with refused("This is settled by now and needs nothing more: Issue I-1 is a P1 and not made safe."):
        run.acknowledge_alert(an_act("JB"), alert)
    run.close()


def test_what_it_says_more_by_now_asks_again_even_when_it_was_read_before_that() -> None:
    state = an_issue_run(raised())
    seen = the(state, "issue I-1", "Thu 17:43")
    now = the(state, "issue I-1", "Thu 17:50")
    state = then(state, acknowledge_alert(state, an_act("JB", "Thu 17:50"), seen, now))
    row = next(row for row in alert_rows(state, at("Thu 17:50")) if row.id == "issue I-1")

    assert row.again
    assert answer_words(row, at("Thu 17:51"), "Europe/London") == "new since 17:50"


@pytest.mark.parametrize("when", ["Thu 17:42", "Tue 12:00", "Sat 09:00"])
def test_no_alert_holds_what_somebody_typed(when: str) -> None:
    state = an_issue_run(raised(what="=SECRET"), logged_decision(question="=SECRET"))
    state = then(state, ask_hold(state, an_act("MK"), reason="=SECRET"))
    state = then(state, off())

    assert "SECRET" not in repr(standing_alerts(state, at(when)))


def test_a_closed_run_alerts_nobody() -> None:
    state = replace(an_issue_run(raised()), closed=object())  # type: ignore[arg-type]  # that it is closed is enough

    assert standing_alerts(state, at("Thu 18:30")) == ()
