"""The rows of the gates board, the line of the wall, and what the status says about gates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act, an_entry, at, signed, then
from tests.gate_examples import DATA, GATED, all_go, all_met, answered, begin, decided, looked, marked, put, ready

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.closing import RunClosed, saw_closing
from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked, Marked
from cutover_tui.domain.gate_decisions import WentAhead, Wish
from cutover_tui.domain.roll_call import Said
from cutover_tui.runner.gate_board import (
    close_gate_words,
    criterion_rows,
    decision_words,
    gate_row,
    gate_rows,
    standing_gates,
    station_rows,
    stations_words,
)
from cutover_tui.runner.run import Run
from cutover_tui.runner.status import status_lines, status_object
from cutover_tui.runner.story import plain_words
from cutover_tui.runner.wall_board import wall_board

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.state import RunState

NOW = at("Thu 17:42")
CUT = AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 17:40"))
AHEAD = WentAhead(**signed("MK"), gate="G1", happened=at("Thu 17:30"), known="k", follows="f")


def word(state: RunState, ref: str = "G1", when: str = "Thu 17:42") -> str:
    return gate_row(state, state.gates[ref], at(when)).word


def test_a_gate_says_in_a_word_where_it_stands() -> None:
    held = answered(put(begin()), "REC", "no-go", words="3 scripts")
    all_answered = put(all_met(begin()))
    for station in ("REC", "CL", "LEAD"):
        all_answered = answered(all_answered, station)

    assert [
        word(begin()),
        word(marked(begin(), "G1-02")),
        word(begin(), when="Thu 18:31"),
        word(put(begin())),
        word(held),
        word(all_answered),
        word(ready()),
        word(decided(ready(), "G1")),
        word(decided(ready(), "G1", "no-go")),
        word(decided(ready(), "G1", "move the date", move_to=at("Fri 18:30"))),
        word(then(begin(), CUT)),
        word(then(begin(), AHEAD)),
        word(begin(), "G4"),
    ] == [
        "TO COME",
        "OPEN",
        "DUE",
        "POLL 0 of 3",
        "HOLD",
        "ALL ANSWERED",
        "TO DECIDE",
        "GO",
        "NO GO",
        "DATE MOVED",
        "NOT DECIDED",
        "WENT AHEAD",
        "NOT IN PLAY",
    ]


def test_a_row_counts_criteria_and_stations_and_says_what_stands_in_the_way() -> None:
    row = gate_row(marked(put(begin()), "G1-02"), marked(put(begin()), "G1-02").gates["G1"], NOW)

    assert (row.met, row.total, row.must_left, row.answered, row.stations) == (1, 3, 1, 0, 3)
    assert row.in_the_way[0] == "1 must criterion not met (G1-01)"
    assert row.planned == at("Thu 18:30")


def test_a_moved_date_is_when_it_is_planned_from_then_on() -> None:
    state = decided(ready(), "G1", "move the date", move_to=at("Fri 18:30"))

    assert gate_row(state, state.gates["G1"], NOW).planned == at("Fri 18:30")
    assert decision_words(state, state.gates["G1"], at("Fri 09:00")) == "DATE MOVED Thu 17:42 by SP and JB"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (begin(), "TO DO"),
        (marked(begin(), "G1-01", value="0"), "SECOND LOOK"),
        (looked(marked(begin(), "G1-01", value="0"), "G1-01", "2"), "THIRD LOOK"),
        (looked(marked(begin(), "G1-01", value="0"), "G1-01", "0"), "MET"),
        (marked(begin(), "G1-01", "not applicable", value="none"), "SECOND LOOK"),
    ],
)
def test_a_criterion_says_in_a_word_how_it_stands(state: RunState, expected: str) -> None:
    assert criterion_rows(state.gates["G1"])[0].word == expected


def test_what_one_person_read_is_held_back_on_the_board_and_in_the_story_until_a_second_has_read_it() -> None:
    first = CriterionMarked(**signed(), gate="G1", criterion="G1-01", met="met", value="4711")
    state = then(begin(), first)
    assert "4711" not in criterion_rows(state.gates["G1"])[0].says
    assert plain_words(an_entry(0, first), state) == (
        "G1 Old system: closed: G1-01 Sessions: 0: answer held back until it is checked"
    )

    second = CriterionChecked(**signed("SP"), gate="G1", criterion="G1-01", met="met", value="4712")
    after = then(state, second)
    assert "JB met 4711, SP met 4712" in criterion_rows(after.gates["G1"])[0].says
    assert "4711" in plain_words(an_entry(0, first), after)


def test_the_stations_stand_in_order_with_whose_turn_it_is() -> None:
    rows = station_rows(begin(), begin().gates["G1"])
    assert not any(row.turn for row in rows)

    state = answered(put(begin()), "REC")
    rows = station_rows(state, state.gates["G1"])
    assert [row.name for row in rows] == ["Reception", "Practice manager", "Clinical lead", "Cutover lead"]
    assert [row.turn for row in rows] == [False, False, True, False]
    assert rows[1].who == "JB answers as Cutover lead"
    assert stations_words(state, state.gates["G2"]) == "Practice manager (JB), Clinical lead (SP, DR)"


def test_the_wall_shows_go_or_no_go_of_each_gate_in_play() -> None:
    state = decided(decided(all_go(all_met(ready(), "G2"), "G2"), "G2", "no-go", second=""), "G1")

    words = [(gate.name, gate.word) for gate in standing_gates(state)]
    assert words == [("LOGGED OFF", "GO"), ("DATA", "NO GO"), ("GO LIVE", "-")]
    assert wall_board(state, NOW).gates == standing_gates(state)
    assert next(gate.word for gate in standing_gates(then(begin(), CUT))) == "NOT DECIDED"
    assert next(gate.word for gate in standing_gates(then(begin(), AHEAD))) == "WENT AHEAD"


def test_the_status_holds_each_gate(tmp_path: Path) -> None:
    run = a_run(tmp_path, StillClock(), plan=GATED)
    run.mark_criterion(an_act("JB"), "G1", "G1-02", Marked(met="met", evidence="0"))
    run.put_question(an_act("JB"), "G1")
    run.answer_station(an_act("MK"), "G1", "REC", Said(vote="no-go", words="3 scripts"))
    run.went_ahead(an_act("MK"), "G3", happened=at("Thu 17:00"))

    gates = status_object(run, NOW)["gates"]
    assert isinstance(gates, list)
    first = gates[0]
    assert {name: first[name] for name in ("ref", "gate", "kind", "planned_at", "state", "result")} == {
        "ref": "G1",
        "gate": "Old system: closed",
        "kind": "hard",
        "planned_at": "2026-11-26T18:30:00+00:00",
        "state": "hold",
        "result": None,
    }
    assert first["criteria"] == {"met": 1, "total": 3, "must_left": 1}
    assert first["poll"]["held"] is True
    assert [(one["station"], one["answer"], one["action"]) for one in first["poll"]["answers"]] == [
        ("REC", "no-go", "A-1")
    ]
    assert gates[2]["went_ahead_at"] == "2026-11-26T17:00:00+00:00"
    lines = status_lines(run, NOW)
    assert "LAST SAFE RETREAT was 17:30, 12 min ago" in lines
    assert "Gate G1 Old system: closed (hard): 18:30, HOLD, 1 of 3 criteria met" in lines
    run.close()


def test_a_decided_gate_is_in_the_status_with_who_and_when() -> None:
    state = decided(ready(), "G1")
    row = gate_rows(state, NOW)[0]

    assert (row.word, row.tone.value, row.in_play) == ("GO", "good", True)
    assert decision_words(state, state.gates["G1"], NOW) == "GO 17:42 by SP and JB"
    assert decision_words(state, state.gates["G2"], NOW) == ""


def test_two_windows_at_one_roll_call_take_each_answer_once(tmp_path: Path) -> None:
    first = a_run(tmp_path, StillClock(), plan=GATED)
    second = Run.open(first.log.folder, clock=StillClock(session="2222"))
    first.put_question(an_act("JB"), "G1")
    second.catch_up()
    first.answer_station(an_act("MK"), "G1", "REC", Said(vote="go"), poll=1)
    second.answer_station(an_act("SP"), "G1", "CL", Said(vote="go"), poll=1)
    first.catch_up()

    poll = first.state.gates["G1"].poll
    assert poll is not None
    assert [one.by for one in poll.answers] == ["MK", "SP"]
    first.close()
    second.close()


def test_every_act_at_a_gate_goes_through_the_run(tmp_path: Path) -> None:
    run = a_run(tmp_path, StillClock(), plan=GATED)
    run.mark_criterion(an_act("JB"), "G2", "G2-01", Marked(met="met", evidence="20\nof 20"))
    run.mark_criterion(an_act("JB"), "G1", "G1-01", Marked(met="met", value="0"))
    run.check_criterion(an_act("SP"), "G1", "G1-01", met="met", value="0")
    run.add_condition(an_act("JB"), "G2", title="Phone them", owner="CL", due=at("Thu 19:00"))
    run.state_fact(an_act("EV"), "G1", party="OSUP", fact="booked")
    run.put_question(an_act("SP"), "G2")
    run.answer_station(an_act("JB"), "G2", "PM", Said(vote="go"))
    run.answer_station(an_act("SP"), "G2", "CL", Said(vote="go"))
    run.close_poll(an_act("SP"), "G2")

    run.decide_gate(an_act("SP"), "G2", Wish(result="go with conditions", reasons="20 of 20"))
    run.write_seal(an_act("MK"), occasion="gate G2")

    assert run.state.gates["G2"].passed
    assert run.state.gates["G2"].criteria["G2-01"].evidence == "20 of 20"
    assert run.state.seals_for["gate G2"][2] == "MK"
    assert run.entries_about("C-02")
    run.close()


# -- the gate of the close


CLOSING = replace(GATED, gates=(*GATED.gates, replace(DATA, ref="G5", id="close", title="Close the run", task="")))


def test_the_gate_of_the_close_says_what_stands_in_its_way_and_where_to_go() -> None:
    assert close_gate_words(begin(plan=CLOSING), at("Thu 17:42")) == (
        "G5 Close the run: 0 of 1 criteria met. In the way of it: 1 must criterion not met (G2-01); the question was "
        "not put. Press p to go through it first."
    )


def test_the_gate_of_the_close_with_nothing_in_its_way_is_decided_by_closing() -> None:
    gate = replace(DATA, ref="G5", id="close", title="Close the run", task="")
    gate = replace(gate, criteria=(replace(gate.criteria[0], ref="G5-01"),))
    plan = replace(GATED, gates=(*GATED.gates, gate))

    assert close_gate_words(ready("G5", plan=plan), at("Thu 17:42")) == (
        "G5 Close the run: 1 of 1 criteria met, and everybody said GO. Closing the run decides it."
    )


def test_a_plan_without_such_a_gate_and_a_closed_run_say_nothing_of_it() -> None:
    assert close_gate_words(begin(), at("Thu 17:42")) == ""
    closed = RunClosed(**signed(when="Thu 17:42"), second="SP", exceptions=0, saw=saw_closing(begin(plan=CLOSING)))
    gone = begin(AnchorRecorded(**signed(), anchor="GL", happened=at("Thu 17:00")), closed, plan=CLOSING)

    assert gone.closed is not None
    assert close_gate_words(gone, at("Thu 17:50")) == ""
