"""The wall board says where the run stands, what is not normal and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.reentry_examples import counted, entered, logged

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.events import Entry, Event
from cutover_tui.domain.fold import fold
from cutover_tui.domain.plan import Anchor, Checklist, Person, Plan, Role, RunKind, Service, Task
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.tasks import TaskCompleted, TaskDeferred, TaskNotNeeded, TaskStarted
from cutover_tui.runner.wall_board import StateWord, WallBoard, wall_board, wall_clock

FDP = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
GL = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY_MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def task(ref: str, due: str, **fields: object) -> Task:
    code = ref.split("-", maxsplit=1)[0]
    common = {"ref": ref, "id": ref.lower(), "checklist": code, "phase": "Work", "title": f"Do {ref}", "owner": "PM"}
    return Task(**(common | {"due": due} | fields))  # type: ignore[arg-type]  # any field of a task


PLAN = Plan(
    version=1,
    practice="Larkfield Surgery",
    ods_code="Y09999",
    from_system="EMIS Web",
    to_system="SystmOne",
    anchors=(
        Anchor(code="FDP", name="Final data production", planned_at=FDP, has_time=True),
        Anchor(code="CUT", name="Extract taken", default="FDP"),
        Anchor(code="GL", name="Go-live", planned_at=GL, has_time=True),
    ),
    checklists=(
        Checklist(code="F", name="Final data", phases=("Work",)),
        Checklist(code="R", name="After go-live", phases=("Re-entry, most urgent first", "Close")),
    ),
    tasks=(
        task("F-1", "FDP-1h", title="Switch EPS off"),
        task("F-2", "FDP-30min", needs=("F-1",)),
        task("F-3", "FDP-15min", owner="CL"),
        task("F-4", "FDP"),
        task("F-5", ""),
        task("R-1", "GL+4h", phase="Re-entry, most urgent first"),
        task("R-2", "GL+1d", phase="Re-entry, most urgent first"),
        task("R-3", "GL+2d", phase="Close"),
    ),
    services=(
        Service(id="eps", service="eps", name="EPS", short_name="EPS", off_tasks=("F-1",), watch=1),
        Service(id="gp2gp", service="gp2gp", name="GP2GP", short_name="GP2GP", off_tasks=("F-4",), watch=2),
    ),
    people=(Person(initials="JB", name="Jo Bell", roles=("PM",)),),
    roles=(Role(code="PM", name="Practice manager"), Role(code="CL", name="Clinical lead")),
)


def after(*events: Event, plan: Plan = PLAN) -> RunState:
    entries = [
        Entry(seq=seq, id=str(seq), recorded_at=event.at, device="pc", session="0000", prev="", event=event)
        for seq, event in enumerate(events)
    ]
    return fold(start_state(plan), entries)


def done(ref: str, at: datetime) -> TaskCompleted:
    return TaskCompleted(by="JB", recorder="JB", at=at, task=ref)


def recorded(code: str, at: datetime) -> AnchorRecorded:
    return AnchorRecorded(by="JB", recorder="JB", at=at, anchor=code, happened=at)


def refs(board: WallBoard) -> list[str]:
    return [line.row.task.ref for line in board.next]


def test_a_run_nobody_has_touched_has_not_started() -> None:
    assert wall_board(after(), NOON).word is StateWord.NOT_STARTED


def test_a_run_with_one_entry_about_a_task_is_running() -> None:
    started = TaskStarted(by="JB", recorder="JB", at=NOON, task="F-1")

    assert wall_board(after(started), NOON).word is StateWord.RUNNING


def test_a_run_with_a_recorded_anchor_is_running() -> None:
    assert wall_board(after(recorded("CUT", NOON)), NOON).word is StateWord.RUNNING


def test_a_run_is_behind_as_soon_as_something_is_overdue() -> None:
    board = wall_board(after(), FDP - timedelta(minutes=59))

    assert board.word is StateWord.BEHIND
    assert board.tally.overdue == 1


def test_an_overdue_task_that_waits_for_another_puts_the_run_behind_too() -> None:
    late = replace(PLAN, tasks=(task("F-1", "GL"), task("F-2", "FDP-30min", needs=("F-1",))))

    assert wall_board(after(plan=late), FDP).word is StateWord.BEHIND


def test_recorded_go_live_makes_the_run_live_whatever_is_overdue() -> None:
    board = wall_board(after(recorded("CUT", FDP), recorded("GL", GL)), GL + timedelta(hours=1))

    assert board.word is StateWord.LIVE
    assert board.tally.overdue > 0


def test_the_countdown_goes_to_the_extract_first() -> None:
    clock = wall_clock(after(), FDP - timedelta(minutes=43, seconds=17))

    assert (clock.target, clock.target_time, clock.countdown) == ("Final data production", "18:30", "T-00:43:17")
    assert (clock.day, clock.time) == ("Mon 23 Nov", "17:46:43")


def test_once_the_extract_is_recorded_the_countdown_goes_to_go_live() -> None:
    clock = wall_clock(after(recorded("CUT", FDP)), FDP + timedelta(minutes=30))

    assert (clock.target, clock.target_time, clock.countdown) == ("Go-live", "Tue 08:00", "T-13:00:00")


def test_after_go_live_the_time_since_the_recorded_one_is_counted() -> None:
    clock = wall_clock(after(recorded("GL", GL + timedelta(minutes=7))), GL + timedelta(minutes=8))

    assert (clock.target, clock.countdown, clock.seconds_to_go) == ("Go-live", "T+00:01:00", -60.0)


def test_without_a_planned_time_nothing_is_counted() -> None:
    clock = wall_clock(after(plan=replace(PLAN, anchors=(), tasks=())), NOON)

    assert (clock.target, clock.countdown, clock.seconds_to_go) == ("", "", None)


def test_an_anchor_the_plan_does_not_name_is_shown_by_its_code() -> None:
    unnamed = replace(PLAN, anchors=(replace(PLAN.anchors[0], name="FDP"),), tasks=())

    assert wall_clock(after(plan=unnamed), NOON).target == "FDP"


def test_only_services_that_are_not_normal_are_shown() -> None:
    board = wall_board(after(done("F-1", NOON)), NOON)

    assert [(tile.name, tile.words) for tile in board.services] == [("EPS", "OFF")]
    assert board.watched == 2


def test_the_next_three_lines_come_by_due_time_with_owners() -> None:
    board = wall_board(after(), NOON)

    assert refs(board) == ["F-1", "F-2", "F-3"]
    assert [line.owner for line in board.next] == ["Practice manager (JB)", "Practice manager (JB)", "Clinical lead"]


def test_overdue_lines_leave_room_for_what_lies_ahead() -> None:
    board = wall_board(after(), FDP - timedelta(minutes=5))

    assert refs(board) == ["F-1", "F-2", "F-4"]


def test_all_lines_are_overdue_when_nothing_lies_ahead() -> None:
    assert refs(wall_board(after(), GL + timedelta(days=9))) == ["F-1", "F-2", "F-3"]


def test_settled_tasks_and_tasks_without_a_time_are_not_next() -> None:
    skip = TaskNotNeeded(by="JB", recorder="JB", at=NOON, task="F-2", reason="No EPS", saw="")
    state = after()
    state = after(done("F-1", NOON), replace(skip, saw=state.saw_task("F-2")))

    assert refs(wall_board(state, NOON)) == ["F-3", "F-4", "R-1"]


def test_a_deferred_task_comes_at_the_time_it_was_deferred_to() -> None:
    put_off = TaskDeferred(by="JB", recorder="JB", at=NOON, task="F-1", to="R", until="GL+1h", reason="Line down")

    assert refs(wall_board(after(put_off), NOON)) == ["F-2", "F-3", "F-4"]


def live_with_paper(*events: Event) -> RunState:
    return counted(*events, recorded("GL", TUESDAY_MORNING))


def test_what_is_left_on_paper_is_shown_after_go_live_only() -> None:
    assert wall_board(counted(logged(12)), TUESDAY_MORNING).paper is None

    paper = wall_board(live_with_paper(logged(12), entered(4)), TUESDAY_MORNING).paper
    assert paper is not None
    assert (paper.words(), paper.first, paper.red, paper.overdue) == (
        "8 of 12 left to enter",
        "Red slips 8 left",
        True,
        0,
    )


def test_paper_left_after_it_was_due_is_overdue() -> None:
    paper = wall_board(live_with_paper(logged(12)), TUESDAY_MORNING + timedelta(days=30)).paper

    assert paper is not None
    assert paper.overdue == 1


def test_the_first_is_red_only_while_it_is_the_most_urgent_of_all() -> None:
    paper = wall_board(live_with_paper(logged(3, of="consultations")), TUESDAY_MORNING).paper

    assert paper is not None
    assert (paper.first, paper.red) == ("Consultations 3 left", False)


def test_slips_nobody_has_accounted_for_are_counted() -> None:
    issued = SlipsIssued(by="JB", recorder="JB", at=NOON, slips="C-1 001 to 010", to="GPs")
    some = SlipsCounted(by="JB", recorder="JB", at=NOON, slips="C-1 001 to 010", used=7, void=0, returned=1, entered=0)

    paper = wall_board(live_with_paper(issued, some), TUESDAY_MORNING).paper

    assert paper is not None
    assert paper.missing == 2


def test_once_nothing_is_left_it_says_what_is_to_close() -> None:
    nothing = wall_board(live_with_paper(), TUESDAY_MORNING).paper
    entered_all = wall_board(live_with_paper(logged(2), entered(2)), TUESDAY_MORNING).paper

    assert nothing is not None
    assert entered_all is not None
    many = nothing.categories
    assert nothing.words() == f"Nothing is logged yet, {many} of {many} categories to close"
    assert entered_all.words() == f"Nothing left to enter, {many} of {many} categories to close"
    assert replace(nothing, to_close=0).words() == f"Nothing left, all {many} categories closed"


def test_a_plan_without_reentry_says_that_it_counts_none() -> None:
    live = wall_board(after(recorded("GL", GL)), GL)

    assert live.paper is not None
    assert live.paper.words() == "This plan counts no paper."


def test_things_to_look_at_are_counted() -> None:
    board = wall_board(after(done("F-1", NOON), done("F-1", NOON)), NOON)

    assert board.attention == 1
    assert (board.practice, board.kind) == ("Larkfield Surgery", RunKind.REHEARSAL)
