"""The criteria of a gate (`records.md` c5 rules 1 to 3): marked, read by two people apart, met with a condition."""

from __future__ import annotations

import pytest
from tests.examples import an_act, at, refused, signed, then
from tests.gate_examples import all_met, begin, looked, marked

from cutover_tui.domain.gate_criteria import (
    CriterionChecked,
    CriterionMarked,
    Marked,
    add_condition,
    check_criterion,
    mark_criterion,
)
from cutover_tui.domain.gate_state import Met

TWO, ONE = "G1-01", "G1-02"


def a_mark(criterion: str = ONE, **said: object) -> CriterionMarked:
    words = Marked(**{"met": "met", **said})  # type: ignore[arg-type]  # any field
    return mark_criterion(begin(), an_act(), "G1", criterion, words)


# Rule 1: criteria are fixed in the plan, each with the evidence it needs


def test_criteria_stand_as_the_plan_fixed_them_before_anybody_looked() -> None:
    standing = begin().gates["G1"]

    assert list(standing.criteria) == ["G1-01", "G1-02", "G1-03"]
    assert all(one.met == Met.OPEN and not one.fulfilled for one in standing.criteria.values())


def test_what_is_not_in_the_plan_cannot_be_marked() -> None:
    with refused("Gate G1 has no criterion G1-09."):
        a_mark("G1-09")
    with refused("There is no gate G9. The gates are G1, G2, G3, G4."):
        mark_criterion(begin(), an_act(), "G9", "G9-01", Marked(met="met"))


@pytest.mark.parametrize(
    ("met", "fulfilled"), [("met", True), ("not met", False), ("not applicable", True), ("nonsense", False)]
)
def test_a_criterion_stands_as_it_was_marked(met: str, fulfilled: bool) -> None:
    event = CriterionMarked(**signed(), gate="G1", criterion=ONE, met=met, evidence="2 left")
    one = then(begin(), event).gates["G1"].criteria[ONE]

    assert (one.met, one.evidence, one.fulfilled) == (met, "2 left", fulfilled)


def test_a_mark_that_is_none_is_refused() -> None:
    with refused("Say how G1-02 stands: met, not met, met with condition, not applicable."):
        a_mark(met="fine")


def test_marking_again_replaces_what_was_said_and_the_same_twice_is_refused() -> None:
    state = marked(begin(), ONE, "not met", evidence="2 left")
    assert marked(state, ONE, "met", evidence="0 left").gates["G1"].criteria[ONE].met == "met"

    with refused("G1-02 is already marked as not met by JB."):
        marked(state, ONE, "not met", evidence="2 left")


# Met with a condition


def test_a_criterion_met_with_a_condition_leaves_a_task_with_an_owner_and_a_time() -> None:
    state = marked(begin(), ONE, "met with condition", condition="Clear 2 tasks", owner="CL", due=at("Thu 19:00"))

    one = state.gates["G1"].criteria[ONE]
    assert (one.condition, one.condition_owner, one.condition_task) == ("Clear 2 tasks", "CL", "A-1")
    assert one.fulfilled
    assert state.task("A-1").title == "Clear 2 tasks"
    assert state.added["A-1"].cause == "gate G1 condition"
    assert state.window("A-1").due_at == at("Thu 19:00") == one.condition_due


def test_a_condition_needs_words_an_owner_and_a_time() -> None:
    with refused("Say what still has to be done for G1-02."):
        a_mark(met="met with condition", owner="CL", due=at("Thu 19:00"))
    with refused("Say by when ‘Clear 2 tasks’ is done."):
        a_mark(met="met with condition", condition="Clear 2 tasks", owner="CL")
    with refused("Nobody is no role of this plan and nobody on its roster. Say who sees to ‘Clear 2 tasks’."):
        a_mark(met="met with condition", condition="Clear 2 tasks", due=at("Thu 19:00"))


def test_a_condition_of_the_gate_itself_is_a_task_of_its_list() -> None:
    state = then(begin(), add_condition(begin(), an_act(), "G1", title="Phone them", owner="MK", due=at("Thu 19:00")))

    assert (state.task("A-1").checklist, state.added["A-1"].source) == ("F", "G1")
    with refused("Say what has to be done if G1 is passed."):
        add_condition(state, an_act(), "G1", title=" ", owner="MK", due=at("Thu 19:00"))


# Rule 3: two people, the second without seeing the first value


def test_one_look_of_two_does_not_meet_a_criterion() -> None:
    one = marked(begin(), TWO, value="0").gates["G1"].criteria[TWO]

    assert one.waits_for_second
    assert not one.fulfilled


def test_two_people_who_read_the_same_meet_it_whatever_case_and_blanks_they_type() -> None:
    one = looked(marked(begin(), TWO, value="0 left"), TWO, "0  LEFT").gates["G1"].criteria[TWO]

    assert one.fulfilled
    assert one.agreed is not None
    assert one.agreed.by == "SP"


def test_different_values_ask_for_a_third_look_and_neither_counts() -> None:
    state = looked(marked(begin(), TWO, value="0"), TWO, "2")

    one = state.gates["G1"].criteria[TWO]
    assert one.differs
    assert one.met == Met.OPEN
    assert state.attention[-1].words == "JB and SP read different things at G1-01. It needs another look."


def test_the_third_look_settles_it_with_whom_it_agrees() -> None:
    state = looked(looked(marked(begin(), TWO, value="0"), TWO, "2"), TWO, "2", by="MK")

    one = state.gates["G1"].criteria[TWO]
    assert not one.differs
    assert one.agreed is not None
    assert (one.agreed.value, one.agreed.by) == ("2", "MK")


def test_a_different_mark_is_a_difference_too() -> None:
    assert looked(marked(begin(), TWO, value="0"), TWO, "0", met="not met").gates["G1"].criteria[TWO].differs


def test_the_same_person_is_refused_at_the_second_and_the_third_look() -> None:
    state = marked(begin(), TWO, value="0")
    with refused("G1-01 needs a different person: JB has looked at it already. Ask somebody else."):
        looked(state, TWO, "0", by="JB")
    with refused("G1-01 needs a different person: SP has looked at it already. Ask somebody else."):
        looked(looked(state, TWO, "2"), TWO, "0", by="SP")


def test_nobody_looks_for_somebody_who_has_looked() -> None:
    act = an_act("SP", on_behalf_of="JB")
    with refused("G1-01 needs a different person: JB has looked at it already. Ask somebody else."):
        check_criterion(marked(begin(), TWO, value="0"), act, "G1", TWO, met="met", value="0")


def test_a_second_look_comes_after_a_first() -> None:
    with refused("G1-01 does not wait for another look. Somebody marks it first, then a second person reads it."):
        looked(begin(), TWO, "0")


def test_what_was_read_is_asked_for() -> None:
    with refused("Say what you read for G1-01: Sessions left."):
        a_mark(TWO)
    with refused("Say what you read for G1-01: Sessions left."):
        looked(marked(begin(), TWO, value="0"), TWO, " ")


def test_what_two_people_look_at_is_met_or_not_and_never_with_a_condition() -> None:
    with refused("G1-01 is looked at by two people, so it is met, not met or not applicable."):
        a_mark(TWO, met="met with condition", value="0")


def test_a_look_that_cannot_count_is_told_and_changes_nothing() -> None:
    state = marked(begin(), TWO, value="0")
    again = then(state, CriterionChecked(**signed("JB"), gate="G1", criterion=TWO, met="met", value="0"))
    assert again.gates["G1"].criteria == state.gates["G1"].criteria
    assert again.attention[-1].words == "JB looked at G1-01 twice. Somebody else has to look."

    early = then(begin(), CriterionChecked(**signed("SP"), gate="G1", criterion=TWO, met="met", value="0"))
    assert early.attention[-1].words == "SP looked at G1-01 again, which nobody had marked."


def test_a_record_about_what_the_plan_lacks_is_told() -> None:
    words = [
        then(begin(), CriterionMarked(**signed(), gate="G9", criterion=ONE, met="met")).attention[-1].words,
        then(begin(), CriterionMarked(**signed(), gate="G1", criterion="G1-9", met="met")).attention[-1].words,
    ]

    assert words == [
        "Entry 0 is about gate G9, which is not in this plan.",
        "Entry 0 marks G1-9, which is no criterion of G1.",
    ]


def test_every_criterion_can_be_met() -> None:
    assert all_met(begin()).gates["G1"].fulfilled == 3
