"""`cutover demo`: a rehearsal that looks lived in, and is a run like any other."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cutover_tui.domain.gates import open_conditions, planned_at
from cutover_tui.domain.identifiers import identifiers_in, known_of
from cutover_tui.domain.issue_clocks import clock_of
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.message_words import blanks_in
from cutover_tui.domain.pause_prompts import asking
from cutover_tui.domain.roll_call import waiting
from cutover_tui.domain.service_counts import CountKind, count_of
from cutover_tui.domain.services import standing_words
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.domain.time_words import to_local
from cutover_tui.runner.clock import SetClock
from cutover_tui.runner.demo import DEMO_STARTS, make_demo
from cutover_tui.runner.demo_history import SEEN, STEPS
from cutover_tui.runner.demo_services import SAID, SERVICE_STEPS
from cutover_tui.runner.huddle_board import due_clocks, position_of
from cutover_tui.runner.message_board import Telling, message_rows
from cutover_tui.runner.presence_board import roll_words
from cutover_tui.runner.service_board import debt_words, service_rows
from cutover_tui.runner.status import all_rows
from cutover_tui.runner.story import line_of
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.command_line import CommandLine

    from cutover_tui.runner.run import Run


def demo_in(folder: Path) -> Run:
    return make_demo(folder / "run", SetClock(DEMO_STARTS, runs=False), cache=folder / "cache")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The demo as it opens."""
    with closing(demo_in(tmp_path_factory.mktemp("demo"))) as run:
        yield run


@pytest.fixture(scope="module")
def story(demo: Run) -> list[str]:
    return story_of(demo)


def story_of(run: Run) -> list[str]:
    lines = (line_of(entry, run.state) for entry in run.entries)
    return [f"{line.recorded_at} {line.happened_at} {line.by} {line.recorder} {line.words}" for line in lines]


def with_status(demo: Run, status: TaskStatus) -> set[str]:
    return {ref for ref, standing in demo.state.tasks.items() if standing.status is status}


def test_without_a_terminal_it_is_made_and_its_folder_printed(cutover: CommandLine) -> None:
    said = cutover("demo")

    assert (said.code, said.err) == (0, "")
    folder = Path(said.out.strip())
    assert verify(folder).passed
    assert cutover("status", folder, "--now", DEMO_STARTS.isoformat()).code == 0


def test_a_folder_of_ones_own_is_used_once(cutover: CommandLine, tmp_path: Path) -> None:
    first, second = cutover("demo", "--dir", tmp_path / "ours"), cutover("demo", "--dir", tmp_path / "ours")

    assert (first.code, first.out) == (0, f"{tmp_path / 'ours'}\n")
    assert (second.code, second.out) == (2, "")
    assert second.err == (
        f"{tmp_path / 'ours'} already holds a run. Choose another folder, or open it with "
        f"`cutover open {tmp_path / 'ours'}`.\n"
    )


def test_a_set_clock_gives_a_younger_demo(cutover: CommandLine, tmp_path: Path) -> None:
    cutover("demo", "--dir", tmp_path / "young", "--now", "2026-11-02T08:00:00+00:00")

    story = cutover("log", tmp_path / "young").out.splitlines()

    assert 10 < len(story) < 80
    assert not [line for line in story if "-Nov-2026" in line and "01-Nov" not in line]


def test_its_log_passes(demo: Run) -> None:
    assert verify(demo.log.folder).passed


def test_it_tells_the_same_story_every_time(story: list[str], tmp_path: Path) -> None:
    with closing(demo_in(tmp_path)) as again:
        other = story_of(again)

    digits = re.compile(r"R\d{4}( \d{4}){4}")
    assert [digits.sub("seal", line) for line in other] == [digits.sub("seal", line) for line in story]


def test_most_of_the_preparation_is_done_and_the_day_has_begun(demo: Run) -> None:
    done = {*with_status(demo, TaskStatus.DONE), *with_status(demo, TaskStatus.DONE_WITH_COMPLICATIONS)}
    preparation = [task.ref for task in demo.plan.tasks if task.checklist == "P"]

    assert len(done & set(preparation)) > 0.9 * len(preparation)
    assert 15 <= len([ref for ref in done if ref.startswith("F-")]) <= 30
    assert not [ref for ref in done if ref[0] in "CGRH"]


def test_one_of_each_thing_a_task_can_be_is_there(demo: Run) -> None:
    assert with_status(demo, TaskStatus.STARTED) == {"F-10"}
    assert with_status(demo, TaskStatus.AWAITS_CHECK) == {"F-11"}
    assert with_status(demo, TaskStatus.DEFERRED) == {"P-32"}
    assert with_status(demo, TaskStatus.NOT_NEEDED) == {"P-26b"}
    assert with_status(demo, TaskStatus.DONE_WITH_COMPLICATIONS) == {"F-02d"}


def test_there_is_a_note_a_correction_a_late_entry_a_check_and_a_seal(demo: Run) -> None:
    kinds = Counter(record["type"] for record in demo.log.records)

    assert (kinds["note.added"], kinds["entry.corrected"], kinds["task.checked"], kinds["seal.written"]) == (1, 1, 1, 1)
    assert sum(bool(entry.event.late_reason) for entry in demo.entries) == 1
    assert demo.state.standing("P-48").observed == "1,148 affected, 2,966 items"
    assert demo.state.attention == ()


def test_what_is_overdue_is_one_or_two_things_and_never_a_wall(demo: Run) -> None:
    rows = all_rows(demo.state, DEMO_STARTS)
    overdue = {row.task.ref for row in rows if row.timeliness.lateness in PRESSING}

    assert overdue == {"F-02f", "P-74b"}


def test_everything_was_recorded_on_a_working_day_in_office_hours(demo: Run) -> None:
    calendar = demo.plan.calendar
    for entry in demo.entries:
        local = to_local(entry.recorded_at, calendar.zone)
        assert local.weekday() in calendar.opening_days
        assert local.date().isoformat() not in {*calendar.closures, *calendar.bank_holidays}
        assert 8 <= local.hour < 19


def test_entries_follow_each_other_in_time(demo: Run) -> None:
    times = [entry.recorded_at for entry in demo.entries]

    assert times == sorted(times)
    assert times[-1] == DEMO_STARTS
    assert times[0] < DEMO_STARTS - timedelta(weeks=6)


def test_nothing_was_done_out_of_order_or_outside_its_window(demo: Run) -> None:
    assert [entry for entry in demo.entries if getattr(entry.event, "unusual", ())] == []


def test_nothing_in_it_looks_like_a_patient(demo: Run) -> None:
    known = known_of(demo.plan)

    for entry in demo.entries:
        for name in type(entry.event).TEXTS:
            text = str(getattr(entry.event, name))
            assert identifiers_in(text, known, year=DEMO_STARTS.year) == (), text


def test_several_people_worked_on_the_last_days(demo: Run) -> None:
    last = [entry for entry in demo.entries if entry.recorded_at > DEMO_STARTS - timedelta(days=3)]

    assert len({entry.event.by for entry in last}) >= 8


def test_every_answer_is_one_of_those_the_task_takes(demo: Run) -> None:
    for entry in demo.entries:
        event = entry.event
        if isinstance(event, TaskCompleted):
            task = demo.state.task(event.task)
            if task.answers is not None:
                assert event.observed.split("; ")[0] in task.answers.done, event.task
            assert event.observed != "Not recorded", event.task
            assert len(event.observed) < 120, event.task


def test_services_are_confirmed_and_caught_and_some_are_not(demo: Run) -> None:
    services = demo.state.services
    lab = services["pathology:northgate-pathology"]

    assert (lab.status, lab.confirmed_with, lab.reference) == ("paper", "results desk", "log 4471")
    assert (lab.catcher, lab.route) == ("AK", "abnormal bloods: the lab rings AK on 214")
    assert debt_words(demo.state) == "SERVICES 16 OFF · 3 PAPER · 3 REDIRECTED · 1 CONTINUES · 1 UNKNOWN"
    assert [late.over for _name, rows in service_rows(demo.state, DEMO_STARTS) for row in rows for late in row.overdue]
    assert count_of(services["screening-bowel:bowel-screening-hub"], CountKind.RUNNING) == 3
    assert services["patient-app:patient-access"].status == "retired"
    assert standing_words(services["messaging:accurx"]) == "OFF, NOT CONFIRMED"


def test_the_first_gate_is_go_with_one_condition_that_stands_in_the_list(demo: Run) -> None:
    gate, poll = demo.state.gates["G1"], demo.state.gates["G1"].poll
    planned = planned_at(demo.state, gate.gate)

    assert gate.decision is not None
    assert poll is not None
    assert planned is not None
    assert (gate.decision.result, gate.decision.by, gate.decision.second) == ("go with conditions", "AK", "JB")
    assert timedelta() < planned - gate.decision.at < timedelta(minutes=5)
    assert gate.decision.despite == ()
    assert all(one.fulfilled for one in gate.criteria.values())
    assert waiting(demo.state, gate) == ()
    assert {answer.vote for answer in poll.answers} == {"go", "go with objection noted"}
    assert len(poll.answers) == len(gate.gate.stations) - 1  # the lead answers once for two places
    assert open_conditions(demo.state, gate.gate) == ("A-1",)
    assert demo.state.task("A-1").owner == "PM"
    assert demo.state.added["A-1"].due > DEMO_STARTS


def test_the_decision_of_the_gate_is_the_task_and_is_sealed(demo: Run) -> None:
    kinds = [record["type"] for record in demo.log.records]

    assert demo.state.standing("F-18").status is TaskStatus.DONE
    assert kinds[kinds.index("gate.decided") + 1] == "seal.written"


def test_everybody_who_is_to_be_told_is_told_or_not_told_with_a_reason(demo: Run) -> None:
    rows = [row for row in message_rows(demo.state, DEMO_STARTS) if row.event.id == "planned"]
    standing = {row.audience.id: row.telling for row in rows}

    assert standing.pop("media") is Telling.NOT_TOLD
    assert set(standing.values()) == {Telling.TOLD}
    for row in rows:
        for message in row.messages:
            assert bool(message.not_told_because) is (row.audience.id == "media")
            assert message.due_at is None or message.at <= message.due_at
            assert message.checked_by != message.written_by or not message.is_told
            assert blanks_in(message.words) == ()


def test_one_message_is_acknowledged_by_those_it_went_to(demo: Run) -> None:
    heard = [message for message in demo.state.messages if message.acknowledged]

    assert [(message.ref, message.audience) for message in heard] == [("M-03", "supplier")]


def test_the_roll_of_the_day_is_kept_before_anybody_acts_on_it(demo: Run) -> None:
    day = to_local(DEMO_STARTS, demo.plan.calendar.zone).date()
    today = [entry for entry in demo.entries if to_local(entry.recorded_at, demo.plan.calendar.zone).date() == day]

    assert roll_words(demo.state, DEMO_STARTS) == "10 here: 9 in the room, 1 on the phone"
    assert [type(entry.event).WIRE for entry in today[:2]] == ["presence.recorded", "presence.recorded"]
    assert {entry.event.by for entry in today} <= set(demo.state.presence)


def test_one_issue_waits_and_nothing_is_urgent(demo: Run) -> None:
    (issue,) = demo.state.issues.values()

    assert (issue.level, issue.owner, issue.by) == ("P3", "SO", "RH")
    assert [record["type"] for record in demo.log.records].count("issue.journal") == 2
    assert clock_of(demo.state, issue) is None
    assert asking(demo.state, DEMO_STARTS) == ()


def test_the_decision_of_noon_is_read_back_and_explains_the_afternoon(demo: Run) -> None:
    (decision,) = demo.state.decisions.values()

    assert (decision.ref, decision.event.decided_by, decision.event.by) == ("D-01", "AK", "MC")
    assert decision.read_back_at is not None
    assert decision.review_at is not None
    assert decision.review_at > DEMO_STARTS
    assert demo.state.standing("F-08a").status is TaskStatus.DONE


def test_no_huddle_and_no_report_is_late_and_each_report_says_where_it_stood(demo: Run) -> None:
    assert [clock.words for clock in due_clocks(demo.state, DEMO_STARTS)] == [
        "Next huddle 17:30, in 1hr 47min",
        "Next sitrep 15:55, in 12 min",
    ]
    seal = demo.state.seals[-1][1]
    assert {(sitrep.said.position, sitrep.said.seal) for sitrep in demo.state.sitreps} == {
        (position_of(demo.state, DEMO_STARTS), seal)
    }


def test_what_is_told_of_services_belongs_to_the_plan(demo: Run) -> None:
    assert set(SAID) <= set(demo.state.moved_by)
    assert {step.ref for step in SERVICE_STEPS} <= set(demo.state.services)
    assert [step.when for step in SERVICE_STEPS] == sorted(step.when for step in SERVICE_STEPS)


def test_what_is_told_belongs_to_tasks_of_the_plan(demo: Run) -> None:
    refs, ids = {task.ref for task in demo.plan.tasks}, {task.id for task in demo.plan.tasks}

    assert {step.ref for step in STEPS} - {""} <= refs
    assert set(SEEN) <= ids
    assert [step.when for step in STEPS] == sorted(step.when for step in STEPS)


def test_a_cache_that_cannot_be_used_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")

    with closing(demo_in(tmp_path)) as run:
        assert len(run.entries) > 100


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    demo_in(tmp_path).close()
    kept = next((tmp_path / "cache").iterdir())
    kept.write_bytes(b"half a pl")

    with closing(make_demo(tmp_path / "again", SetClock(DEMO_STARTS, runs=False), cache=tmp_path / "cache")) as run:
        assert len(run.entries) > 100
    assert kept.stat().st_size > 1000
