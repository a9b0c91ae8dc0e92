"""What a plan holds of re-entry: its categories, one for each lab where they repeat, and the sites they are for."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cutover_tui.domain.state import start_state
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.planning import make_plan
from cutover_tui.storage.checklist_files import Catalogue, load_catalogue, shipped_checklists
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes
from cutover_tui.storage.practice_file import PracticeFile, RegisterItem, load_practice

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Plan


@cache
def example() -> Plan:
    return make_plan(*files())


@cache
def files() -> tuple[Catalogue, PracticeFile]:
    catalogue = load_catalogue(shipped_checklists())
    return catalogue, load_practice(shipped_checklists() / "example-practice.yaml", catalogue)


def test_the_21_categories_are_in_the_plan_and_paper_results_once_for_each_lab() -> None:
    plan = example()

    assert len({category.category for category in plan.reentry}) == 21
    assert [category.id for category in plan.reentry if category.item] == [
        "paper-results:northgate-pathology",
        "paper-results:westmoor-radiology",
    ]
    assert plan.reentry[0].id == "red-slips"
    assert [category.title for category in plan.reentry if category.item] == [
        "Paper results (Northgate Pathology)",
        "Paper results (Westmoor Radiology)",
    ]


def test_they_stand_in_the_order_of_urgency_the_author_gave() -> None:
    assert [category.urgency for category in example().reentry] == sorted(
        category.urgency for category in example().reentry
    )


def test_a_category_keeps_its_roles_its_rule_and_when_it_is_re_entered_by() -> None:
    red, consultations = example().reentry[0], next(one for one in example().reentry if one.id == "consultations")

    assert (red.closed_by, red.reenter_by) == (("CL", "CSO"), ("GL@18:00",))
    assert red.rule == "0 left before the first evening, checked by the safety officer or a second clinician."
    assert consultations.reenter_by == ("GL+5wd", "GL+10wd")


@pytest.mark.parametrize(
    ("offset", "moment"),
    [
        ("GL@18:00", "Tue 1 Dec 18:00"),
        ("GL+1wd", "Wed 2 Dec 18:30"),
        ("GL+3wd", "Fri 4 Dec 18:30"),
        ("GL+10wd", "Tue 15 Dec 18:30"),
        ("GL", "Tue 1 Dec 08:00"),
    ],
)
def test_it_is_due_as_a_task_with_the_same_offset_would_be(offset: str, moment: str) -> None:
    due = start_state(example()).instant_of(offset)

    assert due is not None
    assert moment_words(due, "Europe/London") == moment
    assert any(offset in category.reenter_by for category in example().reentry)


def test_the_sites_are_those_of_the_practice_file() -> None:
    assert example().sites == ("Larkfield main site", "Millbrook branch")


def test_a_practice_without_labs_counts_no_paper_results() -> None:
    catalogue, practice = files()
    without = replace(practice, registers={**practice.registers, "lab": ()}, none_stated_by="JB")

    plan = make_plan(catalogue, without)

    assert "paper-results" not in {category.category for category in plan.reentry}


@pytest.mark.parametrize(("answer", "counted"), [("yes", True), ("not sure", True), ("no", False)])
def test_what_a_practice_surely_has_none_of_is_not_counted(answer: str, counted: bool) -> None:
    catalogue, practice = files()
    asked = dict.fromkeys(("dispensing", "home-visits", "texts-or-online-consultation"), answer)

    plan = make_plan(catalogue, replace(practice, profile={**practice.profile, **asked}))

    ids = {category.id for category in plan.reentry}
    assert ({"dispensary-movements", "home-visits", "messages"} <= ids) == counted
    assert len(ids) == (22 if counted else 19)


def test_two_labs_of_one_name_are_counted_apart() -> None:
    catalogue, practice = files()
    labs = tuple(RegisterItem(name=name, answers={}) for name in ("North Lab", "North-Lab"))

    plan = make_plan(catalogue, replace(practice, registers={**practice.registers, "lab": labs}))

    assert [one.id for one in plan.reentry if one.item] == ["paper-results:north-lab", "paper-results:north-lab-2"]


def test_the_categories_come_back_from_plan_json() -> None:
    assert plan_from_bytes(plan_to_bytes(example())) == example()


def test_a_plan_made_before_re_entry_was_counted_still_opens() -> None:
    old = plan_to_bytes(replace(example(), reentry=(), sites=()))

    plan = plan_from_bytes(old)

    assert "reentry" not in json.loads(old)
    assert (plan.reentry, plan.sites, dict(start_state(plan).reentry)) == ((), (), {})
