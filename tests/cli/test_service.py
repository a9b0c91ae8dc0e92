"""`cutover service`: what the services board does, from a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import NOW, CommandLine, a_started_run, log_lines, remembered_run

from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

LAB = "pathology:north-lab"
SAID = ("--by", "jb", "--confirmed-with", "the lab", "--ref", "none given", "--now", NOW)
CAUGHT = ("--catcher", "sp", "--route", "the lab rings 214")


def service_in_status(cutover: CommandLine, run: Path, instance: str) -> dict[str, object]:
    found = json.loads(cutover("status", run, "--json", "--now", NOW).out)
    (service,) = [each for each in found["services"] if each["instance"] == instance]
    return dict(service)


def test_a_service_and_its_task_move_in_one_record(cutover: CommandLine, run: Path) -> None:
    said = cutover("service", run, LAB, "paper", *SAID, *CAUGHT)

    assert (said.code, said.out, said.err) == (0, "1\n", "F-01a is completed with it.\n")
    record = json.loads(log_lines(run)[-1])
    assert len(log_lines(run)) == 2
    assert (record["type"], record["about"], record["actor"]) == ("service.moved", LAB, "JB")
    assert record["body"] == {
        "catcher": "SP",
        "completes": "F-01a",
        "texts": "confirmed_with reference route",
        "to": "paper",
    }
    assert record["note"] == "the lab\nnone given\nthe lab rings 214"
    assert verify(run).passed


def test_status_says_where_it_stands_and_what_is_owed(cutover: CommandLine, run: Path) -> None:
    cutover("service", run, LAB, "paper", *SAID, *CAUGHT)

    found = json.loads(cutover("status", run, "--json", "--now", NOW).out)

    assert service_in_status(cutover, run, LAB) == {
        "id": "pathology",
        "instance": LAB,
        "name": "Pathology results",
        "state": "paper",
        "since": "2026-11-26T17:42:00+00:00",
        "catcher": "SP: the lab rings 214",
        "confirmed_by": "the lab",
        "gap_from": "2026-11-26T17:42:00+00:00",
        "gap_to": None,
        "expected": None,
        "received": None,
    }
    assert found["debt"] == {"total": 1, "words": "SERVICES 1 PAPER", "states": {"PAPER": 1}}
    assert "SERVICES 1 PAPER" in cutover("status", run, "--now", NOW).out.splitlines()


def test_without_a_confirmation_nothing_is_recorded(cutover: CommandLine, run: Path) -> None:
    said = cutover("service", run, "eps", "off", "--by", "JB", "--ref", "4471", "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "OFF needs somebody at the other end to say so. Give who confirmed it for Electronic prescriptions.\n"
    )
    assert len(log_lines(run)) == 1


def test_a_task_for_two_people_and_a_missing_catcher_are_said(cutover: CommandLine, run: Path) -> None:
    said = cutover("service", run, "EPS", "OFF", *SAID)

    assert (said.code, said.out) == (0, "1\n")
    assert said.err.splitlines() == [
        "F-02 is recorded with it and waits for a second person to check it.",
        "eps has no catcher. Name one with --catcher and --route.",
    ]


def test_a_catcher_may_be_named_alone(cutover: CommandLine, run: Path) -> None:
    cutover("service", run, "eps", "off", *SAID)

    said = cutover("service", run, "eps", "off", "--by", "JB", *CAUGHT, "--now", NOW)

    assert (said.code, said.out, said.err) == (0, "2\n", "")
    assert json.loads(log_lines(run)[-1])["type"] == "service.caught"
    assert service_in_status(cutover, run, "eps")["catcher"] == "SP: the lab rings 214"


def test_two_words_and_a_hyphen_are_one_state(cutover: CommandLine, run: Path) -> None:
    for words in ("fell back", "Fell-Back"):
        said = cutover("service", run, "eps", words, "--by", "JB", "--reason", "The load failed", "--now", NOW)

        assert said.code == (0 if words == "fell back" else 1)
    assert service_in_status(cutover, run, "eps")["state"] == "fell_back"


def test_what_is_unusual_is_recorded_and_said(cutover: CommandLine, run: Path) -> None:
    said = cutover(
        *("service", run, "eps", "flowing", "--by", "JB", "--first-item", "a pharmacy, 17:40", "--now", NOW),
    )

    assert (said.code, said.out) == (0, "1\n")
    assert said.err.splitlines() == [
        "Its tasks are recorded as too early and out of order, reason: Not recorded. Say why with --reason.",
        "G-01 is completed with it.",
    ]


def test_going_back_says_what_is_to_do_again(cutover: CommandLine, run: Path) -> None:
    cutover("service", run, "eps", "off", *SAID, *CAUGHT)
    cutover("service", run, "eps", "flowing", "--by", "JB", "--first-item", "a pharmacy, 17:40", "--now", NOW)

    said = cutover("service", run, "eps", "off", *SAID, "--reason", "It stopped")

    assert (said.code, said.err) == (0, "G-01 is to do again.\n")


@pytest.mark.parametrize("state", ["on", "normal"])
def test_a_state_that_cannot_be_given_is_refused(cutover: CommandLine, run: Path, state: str) -> None:
    assert cutover("service", run, "eps", state, *SAID).code == 1


def test_a_second_copy_is_kept_up(cutover: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "stick"
    copy.mkdir()
    run = remembered_run(tmp_path, second_copy=copy)

    said = cutover("service", run, LAB, "paper", *SAID, *CAUGHT)

    assert (said.code, said.out) == (0, "1\n")
    assert any(log_lines(folder.parent) == log_lines(run) for folder in copy.rglob("audit-log.jsonl"))


def test_a_live_run_goes_by_the_computers_own_clock(cutover: CommandLine, tmp_path: Path) -> None:
    run = a_started_run(tmp_path, kind=RunKind.LIVE)

    said = cutover("service", run, "eps", "off", *SAID)

    assert (said.code, len(log_lines(run))) == (2, 1)
