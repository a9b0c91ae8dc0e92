"""The list of runs says where each run stands, and never falls over one that is damaged or gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cutover_tui.domain.acts import Act
from cutover_tui.domain.plan import Anchor, Checklist, Person, Plan, RunKind, Task
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.clock import SetClock
from cutover_tui.runner.run import Run
from cutover_tui.runner.run_list import RunCondition, RunListRow, listed_rows, read_row, run_rows
from cutover_tui.storage.practice_book import RunRow

FDP = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

PLAN = Plan(
    version=1,
    practice="Larkfield Surgery",
    ods_code="Y09999",
    from_system="EMIS Web",
    to_system="SystmOne",
    anchors=(Anchor(code="FDP", name="Final data production", planned_at=FDP, has_time=True),),
    checklists=(Checklist(code="F", name="Final data"),),
    tasks=(
        Task(ref="F-1", id="one", checklist="F", phase="Work", title="Switch EPS off", due="FDP-2h"),
        Task(ref="F-2", id="two", checklist="F", phase="Work", title="Tell the laboratory", due="FDP-45min"),
        Task(ref="F-3", id="three", checklist="F", phase="Work", title="Check the queue", due="FDP"),
    ),
    people=(Person(initials="JB", name="Jo Bell", roles=("PM",)),),
)


@dataclass
class BookOfTwo:
    """Stands in for the practice book."""

    rows: list[RunRow] = field(default_factory=list)

    def runs(self) -> list[RunRow]:
        return self.rows


def book_row(folder: Path) -> RunRow:
    return RunRow(
        folder=folder,
        slug=folder.name,
        practice="As the book has it",
        kind=RunKind.REHEARSAL,
        started_at=NOW - timedelta(days=1),
        last_opened_at=NOW,
    )


def started(folder: Path, plan: Plan = PLAN, *, now: datetime = NOW, finish: tuple[str, ...] = ()) -> Path:
    clock = SetClock(now, runs=False)
    begun = Run.start(folder, plan, kind=RunKind.LIVE, clock=clock)
    for ref in finish:
        begun.complete_task(Act(by="JB", now=now), ref)
    begun.close()
    return folder


def read(folder: Path, *, now: datetime = NOW) -> RunListRow:
    return read_row(listed_rows(BookOfTwo([book_row(folder)]))[0], SetClock(now, runs=False))


def test_a_listed_run_is_known_before_its_folder_is_read(tmp_path: Path) -> None:
    (row,) = listed_rows(BookOfTwo([book_row(tmp_path / "nowhere")]))

    assert row.condition is RunCondition.READING
    assert row.practice == "As the book has it"


def test_a_run_that_was_read_says_where_it_stands_and_what_is_next(tmp_path: Path) -> None:
    row = read(started(tmp_path / "run", finish=("F-1",)))

    assert row.condition is RunCondition.READY
    assert (row.state_words, row.next_words) == ("1 of 3 done", "17:45 F-2 Tell the laboratory")
    assert (row.practice, row.kind, row.late) == ("Larkfield Surgery", RunKind.LIVE, False)


def test_overdue_tasks_are_counted_and_what_lies_ahead_is_next(tmp_path: Path) -> None:
    row = read(started(tmp_path / "run"))

    assert (row.state_words, row.next_words) == ("0 of 3 done, 1 overdue", "17:45 F-2 Tell the laboratory")
    assert row.late


def test_an_overdue_task_is_next_when_nothing_lies_ahead(tmp_path: Path) -> None:
    row = read(started(tmp_path / "run"), now=FDP + timedelta(days=2))

    assert row.next_words == "23 Nov F-1 Switch EPS off, overdue 2 days"


def test_a_finished_run_says_that_nothing_is_left(tmp_path: Path) -> None:
    row = read(started(tmp_path / "run", finish=("F-1", "F-2", "F-3")))

    assert (row.state_words, row.next_words) == ("Complete, 3 of 3 done", "Nothing is left to do.")


def test_a_run_whose_tasks_have_no_time_says_so(tmp_path: Path) -> None:
    timeless = replace(PLAN, tasks=(replace(PLAN.tasks[0], due=""),))

    assert read(started(tmp_path / "run", timeless)).next_words == "Nothing has a time yet."


def test_a_task_that_only_opens_is_next_without_a_due_time(tmp_path: Path) -> None:
    opening = replace(PLAN, tasks=(replace(PLAN.tasks[0], due="", not_before="FDP-3h"),))

    assert read(started(tmp_path / "run", opening)).next_words == "F-1 Switch EPS off"


def test_a_missing_run_is_a_row_with_words(tmp_path: Path) -> None:
    row = read(tmp_path / "gone")

    assert row.condition is RunCondition.MISSING
    assert row.state_words.startswith("There is no run in this folder any more.")


def test_a_changed_record_makes_a_damaged_row_and_nothing_is_altered(tmp_path: Path) -> None:
    folder = started(tmp_path / "run", finish=("F-1",))
    log = folder / "audit-log.jsonl"
    changed = log.read_bytes().replace(b'"actor":"JB"', b'"actor":"PD"')
    log.write_bytes(changed)

    row = read(folder)

    assert row.condition is RunCondition.DAMAGED
    assert "The audit log is broken at record 1" in row.state_words
    assert row.next_words == ""
    assert log.read_bytes() == changed


def test_a_plan_that_cannot_be_read_makes_a_damaged_row(tmp_path: Path) -> None:
    folder = started(tmp_path / "run")
    (folder / "plan.json").write_bytes(b"{")

    assert read(folder).condition is RunCondition.DAMAGED


def test_half_a_run_is_a_row_with_words(tmp_path: Path) -> None:
    folder = started(tmp_path / "run")
    (folder / "audit-log.jsonl").unlink()

    row = read(folder)

    assert row.condition in {RunCondition.CLOSED_OFF, RunCondition.DAMAGED}
    assert row.state_words


@pytest.mark.parametrize("problem", [Refused("It is in use."), OSError(13, "Permission denied")])
def test_a_run_that_may_not_be_read_is_a_row_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(*_args: object, **_named: object) -> Run:
        raise problem

    folder = started(tmp_path / "run")
    monkeypatch.setattr(Run, "open", refuse)

    row = read(folder)

    assert row.condition is RunCondition.CLOSED_OFF
    assert row.state_words in {"It is in use.", "It cannot be read: Permission denied."}


def test_a_folder_that_cannot_be_looked_at_is_a_row_with_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "exists", refuse)

    assert read(tmp_path / "run").state_words == "Its folder cannot be looked at: Input/output error."


def test_one_damaged_run_does_not_hide_the_others(tmp_path: Path) -> None:
    whole = started(tmp_path / "whole")
    book = BookOfTwo([book_row(tmp_path / "gone"), book_row(whole)])

    rows = run_rows(book, SetClock(NOW, runs=False))

    assert [row.condition for row in rows] == [RunCondition.MISSING, RunCondition.READY]
