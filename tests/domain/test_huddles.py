"""Huddles and sitreps: what each record holds and refuses (`records.md` c8, `domain.md` 5.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.examples import an_act, at, given, refused, then

from cutover_tui.domain.huddles import (
    CONFIDENCE,
    ETHANE,
    HuddleHeld,
    NewProblem,
    Position,
    Report,
    SitrepSent,
    hold_huddle,
    send_sitrep,
)

STATE = given()
REPORT = Report(
    position="behind plan",
    since_last="EPS is paused",
    help_needed="None",
    sent_to="ICB",
    p1=1,
    p2=2,
    gate="Go live",
    gate_on_time="no",
    forms=12,
    seal="R0004 1111 2222 3333 4444",
    next_at=at("Thu 18:45"),
)
PROBLEM = NewProblem(
    place="Room 2, printer",
    kind="It prints nothing",
    hazard="Scripts are late",
    access="By hand on FP10",
    number="About 6",
    escalated="Supplier, 17:30, ref 4471",
)


def huddle(**fields: Any) -> HuddleHeld:  # noqa: ANN401 (any field of a huddle)
    common: dict[str, Any] = {"present": ("PM", "CL"), "well": "Phones", "worries": "Printer", "confidence": 4}
    return hold_huddle(STATE, an_act(), **{**common, **fields})


def sitrep(**fields: Any) -> SitrepSent:  # noqa: ANN401 (any field of a report)
    return send_sitrep(STATE, an_act(), replace(REPORT, **fields))


def test_a_huddle_keeps_roles_what_goes_well_worries_confidence_decisions_and_the_next() -> None:
    event = huddle(well=" Phones ", decisions=("D-03", "D-03"), next_at=at("Fri 08:15"))
    (held,) = then(STATE, event).huddles

    assert (held.ref, held.seq, held.next_at) == ("HU-01", 0, at("Fri 08:15"))
    assert (event.present, event.well, event.worries) == (("PM", "CL"), "Phones", "Printer")
    assert (event.confidence, event.decisions) == (4, ("D-03",))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"present": ()}, "Say which roles were there, such as PM, CL, REC."),
        ({"present": ("PM", "CAT")}, "CAT is not a role of this plan. The roles are PM, CL, REC, CSO."),
        ({"well": " "}, "Say what is going well. It is asked first."),
        ({"worries": ""}, "Say what worries people, or ‘None’."),
        ({"confidence": 0}, "Say how sure staff feel, from 1, not at all sure, to 5, sure."),
        ({"confidence": 6}, "Say how sure staff feel, from 1, not at all sure, to 5, sure."),
        ({"decisions": ("7",)}, "‘7’ is no decision. Give its number, such as D-03, or leave it out."),
        ({"next_at": at("Thu 17:42")}, "Thu 26 Nov 17:42 is not after this one. Give the time of the next huddle."),
    ],
)
def test_a_huddle_is_refused_in_words(fields: dict[str, Any], words: str) -> None:
    with refused(words):
        huddle(**fields)


def test_confidence_has_five_steps_each_with_its_words() -> None:
    assert list(CONFIDENCE) == [1, 2, 3, 4, 5]
    assert len(set(CONFIDENCE.values())) == 5


def test_a_sitrep_keeps_everything_the_record_names() -> None:
    event = sitrep()
    (sent,) = then(STATE, event).sitreps

    assert (sent.ref, sent.next_at) == ("SR-01", at("Thu 18:45"))
    assert (event.position, event.since_last, event.p1, event.p2) == ("behind plan", "EPS is paused", 1, 2)
    assert (event.gate, event.gate_on_time, event.forms) == ("Go live", "no", 12)
    assert (event.help_needed, event.sent_to, event.seal) == ("None", "ICB", "R0004 1111 2222 3333 4444")
    assert not event.is_new_problem


def test_the_states_of_a_sitrep_are_those_of_the_record() -> None:
    assert [one.value for one in Position] == ["on plan", "behind plan", "held", "paused", "live"]


def test_a_new_problem_has_all_six_ethane_headings() -> None:
    event = sitrep(problem=PROBLEM)

    assert event.is_new_problem
    assert "".join(label[0] for label in ETHANE.values()) == "ETHANE"
    assert {name: getattr(event, name) for name in ETHANE} == {name: getattr(PROBLEM, name) for name in ETHANE}
    with refused(
        "A new problem is reported under six headings, and ‘Hazard to patients’ is blank. Write it, or ‘Unknown’."
    ):
        sitrep(problem=replace(PROBLEM, hazard=" "))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"position": "fine"}, "‘fine’ is no position. It is on plan, behind plan, held, paused, live."),
        ({"p1": -1}, "A count is 0 or more."),
        ({"gate_on_time": ""}, "Say whether Go live is on time: yes, no, not known."),
        ({"since_last": " "}, "Say what has happened since the last report, or ‘None’."),
        ({"help_needed": ""}, "Say what help is needed, or ‘None’."),
        ({"sent_to": ""}, "Say to whom it was sent: a role or an organisation."),
        ({"seal": ""}, "A report carries the seal of the log as it stood. Show it again."),
        ({"next_at": at("Thu 17:00")}, "Thu 26 Nov 17:00 is not after this one. Give the time of the next update."),
    ],
)
def test_a_sitrep_is_refused_in_words(fields: dict[str, Any], words: str) -> None:
    with refused(words):
        sitrep(**fields)


def test_without_a_gate_nothing_is_said_about_its_time() -> None:
    assert (sitrep(gate=" ", gate_on_time="no").gate_on_time, sitrep(gate="", next_at=None).next_at) == ("", "")
