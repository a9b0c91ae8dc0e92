"""The file about issues: sound as shipped, every slip told with its line, and part of the plan byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import PLAN
from tests.issue_examples import shipped_rules

from cutover_tui.domain.issue_rules import IssueLevel, IssueRules, MatrixRow, PausePrompt, RiskMatrix
from cutover_tui.runner.plan_issues import issue_rules
from cutover_tui.storage.author_file import open_author_file
from cutover_tui.storage.checklist_files import folder_of, shipped_checklists
from cutover_tui.storage.plan_json import PlanUnreadable, plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = (shipped_checklists() / "issues.yaml").read_text(encoding="utf-8")


def problems_of(folder: Path, old: str, new: str) -> list[str]:
    """What is said about the shipped file with one thing changed, without its path."""
    assert SHIPPED.count(old) >= 1
    file = folder / "issues.yaml"
    file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    return [str(problem).partition(": ")[2] for problem in open_author_file(file, "issues.yaml").problems]


def test_the_shipped_file_is_sound(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "P1", "P1") == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "  - code: P2\n",
            "  - code: P3\n",
            "'levels' has P1, P3, P3, P4. Write P1, P2, P3 and P4, each once, in this order.",
        ),
        ("  - code: P1\n", "  - code: P9\n", "level 'P9': 'code' is 'P9'. Write P1, P2, P3 or P4."),
        (
            "    answer_minutes: 5\n",
            "    answer_minutes: soon\n",
            "level 'P1': 'answer_minutes' is 'soon'. Write a whole number.",
        ),
        ("  - messages\n", "  - appointments\n", "'areas' has 'appointments' twice. Write each once."),
        (
            "ratings: [3, 4, 4, 5, 5]",
            "ratings: [3, 4, 4, 5]",
            ("'matrix' has 4 ratings for likelihood 'Very high' and 5 severities. Write one rating for each severity."),
        ),
        ("ratings: [3, 4, 4, 5, 5]", "ratings: [3, 4, 4, 5, 6]", "'ratings', entry 5, is 6. Write 5 or less."),
        (
            "areas: [prescriptions, consultations, appointments]",
            "areas: [prescribing]",
            (
                "'pause_prompts' has prompt 'function-lost' with area 'prescribing', which is not under 'areas'. Write "
                "it as it stands there."
            ),
        ),
        (
            "    areas: [prescriptions, consultations, appointments]\n",
            "",
            "'pause_prompts' has prompt 'function-lost' without 'areas'. Add the areas nobody can do without.",
        ),
        (
            "trigger: T1\n",
            "trigger: T12\n",
            ("pause prompt 'p1-not-safe': 'trigger' is 'T12'. Write the code of a pause trigger, T1 to T11."),
        ),
        ("  - workplace\n", "  - tasks\n", "'factors' has 'tasks' twice. Write each once."),
    ],
)
def test_a_slip_is_told_in_these_words(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert problems_of(tmp_path, old, new) == [says]


def test_a_role_that_hears_of_an_issue_exists(tmp_path: Path) -> None:
    file = tmp_path / "issues.yaml"
    file.write_text(SHIPPED.replace("tells: [CL, CSO]", "tells: [CL, CSX]"), encoding="utf-8")

    found = folder_of([open_author_file(file, "issues.yaml")], "mine").problems
    assert "level 'P1': role 'CSX' under 'tells' is not known. Did you mean 'CSO'?" in " ".join(map(str, found))


def test_checklists_that_say_nothing_about_issues_make_a_plan_that_says_nothing() -> None:
    assert issue_rules(None) is None


# -- plan.json


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
many = st.lists(texts, max_size=2).map(tuple)
numbers = st.integers(0, 99)
rules = st.builds(
    IssueRules,
    levels=st.lists(
        st.builds(
            IssueLevel,
            **dict.fromkeys(("code", "meaning", "review", "tells_words"), texts),
            answer_minutes=numbers,
            review_minutes=numbers,
            tells=many,
        ),
        max_size=2,
    ).map(tuple),
    areas=many,
    matrix=st.builds(
        RiskMatrix,
        severities=many,
        rows=st.lists(
            st.builds(MatrixRow, likelihood=texts, ratings=st.lists(numbers, max_size=2).map(tuple)), max_size=2
        ).map(tuple),
        meanings=st.dictionaries(texts, texts, max_size=2),
        source=texts,
    ),
    prompts=st.lists(
        st.builds(
            PausePrompt,
            **dict.fromkeys(("id", "counts", "level", "trigger", "says"), texts),
            at_least=numbers,
            minutes=numbers,
            areas=many,
        ),
        max_size=2,
    ).map(tuple),
    **dict.fromkeys(("factors", "harm_physical", "harm_psychological"), many),
)


@given(issues=st.none() | rules)
def test_what_a_plan_says_about_issues_comes_back_as_it_was(issues: IssueRules | None) -> None:
    plan = replace(PLAN, issues=issues)

    assert plan_from_bytes(plan_to_bytes(plan)) == plan


def test_a_plan_made_before_issues_keeps_its_bytes() -> None:
    data = plan_to_bytes(PLAN)

    assert "issues" not in json.loads(data)
    assert plan_to_bytes(plan_from_bytes(data)) == data
    assert plan_from_bytes(plan_to_bytes(replace(PLAN, issues=shipped_rules()))).issues == shipped_rules()


def test_a_plan_with_a_damaged_part_about_issues_is_not_read() -> None:
    raw = json.loads(plan_to_bytes(replace(PLAN, issues=shipped_rules())))
    raw["issues"]["levels"][0]["answer_minutes"] = "5"
    with pytest.raises(PlanUnreadable, match="a level of issues, the field ‘answer_minutes’ does not hold"):
        plan_from_bytes(json.dumps(raw).encode())
