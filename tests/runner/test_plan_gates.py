"""From the author's gates to those of one practice: numbers, stations somebody holds, and a lead who may be missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.gate_examples import GATED

from cutover_tui.runner.plan_gates import plan_gates
from cutover_tui.runner.starting import make_plan_from
from cutover_tui.storage.checklist_files import load_catalogue, shipped_checklists
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes
from cutover_tui.storage.practice_file import load_practice

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Plan
    from cutover_tui.storage.author_gates import AuthorGate
    from cutover_tui.storage.practice_file import PracticeFile


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan of the example practice."""
    return make_plan_from(shipped_checklists() / "example-practice.yaml", None, core_only=False)


@pytest.fixture(scope="module")
def authors() -> tuple[AuthorGate, ...]:
    """The shipped gates."""
    return load_catalogue(shipped_checklists()).gates


@pytest.fixture(scope="module")
def practice() -> PracticeFile:
    """The example practice."""
    return load_practice(shipped_checklists() / "example-practice.yaml", load_catalogue(shipped_checklists()))


def test_gates_and_criteria_are_numbered_in_the_order_of_the_file(plan: Plan) -> None:
    assert [gate.ref for gate in plan.gates] == ["G1", "G2", "G3", "G4", "G5", "G6"]
    assert [one.ref for one in plan.gates[1].criteria] == ["G2-01", "G2-02", "G2-03", "G2-04"]
    assert plan.gates[3].needs == ("G3",)


def test_a_gate_knows_the_task_that_is_its_decision(plan: Plan) -> None:
    tasks = {task.ref: task.id for task in plan.tasks}

    assert [tasks.get(gate.task, "") for gate in plan.gates] == [
        "go-nogo-extract",
        "",
        "data-signoff",
        "go-nogo-live",
        "hold-gonogo",
        "",
    ]


def test_a_station_nobody_holds_is_left_out_unless_it_decides(
    authors: tuple[AuthorGate, ...], practice: PracticeFile
) -> None:
    people = tuple(
        replace(one, roles=tuple(role for role in one.roles if role not in {"PHARM", "CL"})) for one in practice.people
    )
    gates = plan_gates(authors, replace(practice, people=people), (), ())

    assert "PHARM" not in gates[3].stations
    assert "CL" in gates[3].stations
    assert (gates[3].checklist, gates[3].task) == ("", "")


def test_without_a_lead_the_practice_manager_chairs_and_decides(
    authors: tuple[AuthorGate, ...], practice: PracticeFile
) -> None:
    gates = plan_gates(authors, replace(practice, lead=""), (), "PFCGRH")

    assert gates[0].chair == "PM"
    assert gates[0].stations.count("PM") == 1
    assert gates[0].decided_by == ("PM", "CL or CSO")
    assert gates[4].decided_by == ("CL or CSO", "PM")


def test_gates_come_back_from_the_plans_bytes() -> None:
    assert plan_from_bytes(plan_to_bytes(GATED)) == GATED


def test_a_plan_without_gates_has_the_bytes_it_always_had() -> None:
    data = plan_to_bytes(replace(GATED, gates=()))

    assert b'"gates"' not in data
    assert plan_from_bytes(data).gates == ()
