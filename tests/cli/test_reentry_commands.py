"""`cutover reentry` and `cutover slips`: what the screen does, from a script; and re-entry in the status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import CommandLine, a_started_run, cutover_process, log_lines
from tests.examples import PLAN
from tests.reentry_examples import COUNTED

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-12-01T10:00:00+00:00"
MEMBERS = ["category", "logged", "entered", "explained", "left", "due_at"]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run whose plan counts re-entry."""
    return a_started_run(tmp_path, plan=COUNTED)


def last_record(run: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads(log_lines(run)[-1])
    return record


def reentry_of(cutover: CommandLine, run: Path) -> dict[str, dict[str, object]]:
    found = json.loads(cutover("status", run, "--json", "--now", NOW).out)["reentry"]
    return {row["category"]: row for row in found}


def test_counts_are_recorded_and_stand_in_the_status(cutover: CommandLine, run: Path) -> None:
    said = [
        cutover("reentry", run, "red-slips", *words, "--by", "MK", "--now", NOW)
        for words in (("--logged", 5), ("--entered", 2), ("--explained", 1, "--reason", "duplicate"))
    ]

    assert [(one.code, one.out, one.err) for one in said] == [(0, "1\n", ""), (0, "2\n", ""), (0, "3\n", "")]
    row = reentry_of(cutover, run)["red-slips"]
    assert list(row) == MEMBERS
    assert row == {
        "category": "red-slips",
        "logged": 5,
        "entered": 2,
        "explained": 1,
        "left": 2,
        "due_at": "2026-12-01T18:00:00+00:00",
    }


def test_the_status_has_every_category_the_most_urgent_first(cutover: CommandLine, run: Path) -> None:
    assert list(reentry_of(cutover, run)) == ["red-slips", "paper-results:north-lab", "consultations"]


def test_a_plan_without_re_entry_has_none_in_its_status(cutover: CommandLine, tmp_path: Path) -> None:
    old = a_started_run(tmp_path, plan=PLAN)

    assert reentry_of(cutover, old) == {}
    said = cutover("reentry", old, "red-slips", "--logged", 1, "--by", "MK", "--now", NOW)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "This plan has no re-entry categories, so there is nothing to count. Plans made from now on do.\n"
    )


def test_the_plain_status_says_nothing_of_re_entry_before_it_begins(cutover: CommandLine, run: Path) -> None:
    assert "Re-entry" not in cutover("status", run, "--now", NOW).out


def test_the_plain_status_says_what_is_left_what_is_overdue_and_which_slips_are_missing(
    cutover: CommandLine, run: Path
) -> None:
    cutover("reentry", run, "red-slips", "--logged", 5, "--by", "MK", "--now", NOW)
    cutover("slips", run, "C-2 041 to 058", "--issued-to", "Reception", "--by", "MK", "--now", NOW)
    cutover("slips", run, "C-2 041 to 058", "--used", 14, "--by", "MK", "--now", NOW)

    lines = cutover("status", run, "--now", "2026-12-01T20:00:00+00:00").out.splitlines()

    assert (
        "Re-entry: 5 logged, 0 entered, 0 explained, 5 left. No forecast yet: it takes entries at two different times."
    ) in lines
    assert "Re-entry overdue: Red slips: 5 left, due Tue 1 Dec 18:00" in lines
    assert any(line.startswith("Slips C-2 041 to 058: 18 issued to Reception, but 14 used") for line in lines)


def test_a_day_and_a_site_may_be_given(cutover: CommandLine, run: Path) -> None:
    cutover(
        *("reentry", run, "RED-SLIPS", "--logged", 5, "--by", "mk", "--day", "27 Nov"),
        *("--site", "millbrook branch", "--now", NOW),
    )

    record = last_record(run)
    assert (record["type"], record["about"], record["actor"]) == ("reentry.logged", "red-slips", "MK")
    assert record["body"] == {"number": 5, "day": "2026-11-27", "site": "Millbrook branch"}


def test_a_day_that_is_none_is_wrong_usage(cutover: CommandLine, run: Path) -> None:
    said = cutover("reentry", run, "red-slips", "--logged", 5, "--by", "MK", "--day", "soon", "--now", NOW)

    assert (said.code, said.out) == (2, "")
    assert said.err == "‘soon’ is not a day. Write it as 2026-11-27, 27 Nov, today or yesterday.\n"


@pytest.mark.parametrize(
    ("reason", "why", "note"),
    [
        ("duplicate", "duplicate", None),
        ("Not needed", "not needed", None),
        ("arrived electronically on Monday", "arrived electronically", "arrived electronically on Monday"),
        ("a duplicate of C-2 044", "duplicate", "a duplicate of C-2 044"),
        ("not needed, and no duplicate", "not needed", "not needed, and no duplicate"),
    ],
)
def test_a_reason_says_one_of_the_three_and_perhaps_more(
    cutover: CommandLine, run: Path, reason: str, why: str, note: str | None
) -> None:
    cutover("reentry", run, "red-slips", "--logged", 5, "--by", "MK", "--now", NOW)

    said = cutover("reentry", run, "red-slips", "--explained", 1, "--reason", reason, "--by", "MK", "--now", NOW)

    body = last_record(run)["body"]
    assert said.code == 0
    assert isinstance(body, dict)
    assert (body["why"], last_record(run).get("note")) == (why, note)


@pytest.mark.parametrize("reason", ["", "lost", "a duplicate or not needed"])
def test_another_reason_is_refused(cutover: CommandLine, run: Path, reason: str) -> None:
    cutover("reentry", run, "red-slips", "--logged", 5, "--by", "MK", "--now", NOW)

    said = cutover("reentry", run, "red-slips", "--explained", 1, "--reason", reason, "--by", "MK", "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err == "Say why they are not entered: not needed, duplicate or arrived electronically.\n"


def test_more_than_is_left_is_refused(cutover: CommandLine, run: Path) -> None:
    said = cutover("reentry", run, "red-slips", "--entered", 1, "--by", "MK", "--now", NOW)

    assert said.code == 1
    assert said.err == "Red slips has nothing left, so 1 cannot be entered. Log what was found first.\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("red-slip", " Did you mean red-slips?"),
        ("whatever", " `cutover status --json` lists them all."),
    ],
)
def test_a_category_that_is_none_is_refused_with_what_was_meant(
    cutover: CommandLine, run: Path, typed: str, meant: str
) -> None:
    said = cutover("reentry", run, typed, "--logged", 1, "--by", "MK", "--now", NOW)

    assert said.code == 1
    assert said.err == f"There is no re-entry category {typed} in this plan.{meant}\n"


def test_a_category_of_one_lab_needs_no_lab(cutover: CommandLine, run: Path) -> None:
    cutover("reentry", run, "paper-results", "--logged", 1, "--by", "MK", "--now", NOW)

    assert last_record(run)["about"] == "paper-results:north-lab"


def test_a_nil_return_a_sample_and_a_close(cutover: CommandLine, run: Path) -> None:
    def counts(*words: object, by: str = "MK") -> tuple[int, str]:
        said = cutover("reentry", run, "red-slips", *words, "--by", by, "--now", NOW)
        return said.code, said.err

    assert counts("--nil", "--site", "Millbrook branch", "--day", "yesterday") == (0, "")
    assert counts("--logged", 2) == (0, "")
    assert counts("--entered", 2) == (0, "")
    assert counts("--sampled", 2, by="DR") == (2, "Say with --right how many of the sample were right.\n")
    assert counts("--sampled", 2, "--right", 2, by="DR") == (0, "")
    assert counts("--close", by="JB") == (
        1,
        (
            "Red slips is closed by Clinical lead or Clinical safety officer, which JB is not. "
            "Say why it is closed now, and it is recorded with the reason.\n"
        ),
    )
    assert counts("--close", "--checked-by", "dr", by="SP") == (0, "")
    assert last_record(run)["type"] == "reentry.closed"


def test_a_count_is_taken_back(cutover: CommandLine, run: Path) -> None:
    cutover("reentry", run, "red-slips", "--logged", 5, "--by", "MK", "--now", NOW)

    said = cutover(
        *("reentry", run, "red-slips", "--take-back", 2, "--reason", "counted twice", "--by", "MK", "--now", NOW)
    )

    assert (said.code, said.err) == (0, "")
    assert reentry_of(cutover, run)["red-slips"]["logged"] == 3


def test_one_thing_at_a_time(cutover: CommandLine, run: Path) -> None:
    both = cutover("reentry", run, "red-slips", "--logged", 5, "--entered", 2, "--by", "MK")
    neither = cutover("reentry", run, "red-slips", "--by", "MK")

    assert (both.code, neither.code) == (2, 2)
    assert len(log_lines(run)) == 1


# Slips


def test_slips_are_issued_and_counted_and_what_is_not_said_stays(cutover: CommandLine, run: Path) -> None:
    cutover("slips", run, "c-2 041-058", "--issued-to", "Reception", "--by", "MK", "--now", NOW)
    cutover("slips", run, "C-2 041 to 058", "--used", 14, "--void", 1, "--returned", 3, "--by", "MK", "--now", NOW)

    said = cutover("slips", run, "C-2 041 to 058", "--entered", 9, "--by", "MK", "--now", NOW)

    assert (said.code, said.out, said.err) == (0, "3\n", "")
    assert last_record(run)["about"] == "C-2 041 to 058"
    assert last_record(run)["body"] == {"used": 14, "void": 1, "returned": 3, "entered": 9}


@pytest.mark.parametrize("words", [(), ("--issued-to", "Reception", "--used", 3)])
def test_slips_are_either_issued_or_counted(cutover: CommandLine, run: Path, words: tuple[object, ...]) -> None:
    said = cutover("slips", run, "C-2 041 to 058", *words, "--by", "MK", "--now", NOW)

    assert said.code == 2
    assert said.err == "Say either --issued-to, or what was counted: --used, --void, --returned, --entered.\n"


def test_neither_command_loads_what_is_heavy(run: Path) -> None:
    told = "import atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"

    said = cutover_process("reentry", run, "red-slips", "--logged", 1, "--by", "MK", "--now", NOW, before=told)

    assert said.code == 0
    assert not {"textual", "pydantic", "holidays", "jinja2", "ruamel"} & {
        name.split(".", maxsplit=1)[0] for name in said.err.split()
    }
