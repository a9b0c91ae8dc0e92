"""A run in use: decide, append, fold. Two windows work one folder and lose nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import PLAN, Move, StillClock, a_plan, a_run, an_act, at, moves, play_on, refused

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.events import Unknown
from cutover_tui.domain.fold import fold
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.log_events import ClockChanged, ExportMade, RunLeft, RunOpened, RunReopened, SealWritten
from cutover_tui.domain.notes import NoteAdded
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskCompleted, TaskStatus
from cutover_tui.runner import run as run_module
from cutover_tui.runner.run import Run, run_slug
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.storage.clean_text import BOX
from cutover_tui.storage.plan_json import PlanUnreadable, plan_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cutover_tui.domain.events import Entry


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


class House:
    """The windows a test opens, all closed when it ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.windows: list[Run] = []

    def start(self, clock: StillClock, **fields: object) -> Run:
        """A run of the small plan."""
        return self.keep(a_run(self.folder, clock, **fields))  # type: ignore[arg-type]  # any argument of it

    def second(self, run: Run, clock: StillClock | None = None, *, read_only: bool = False) -> Run:
        """The same folder in another window, with a clock of its own."""
        clock = clock or StillClock(session="0b0b")
        return self.keep(Run.open(run.log.folder, clock=clock, read_only=read_only))

    def keep(self, run: Run) -> Run:
        """Remember a window, to close it."""
        self.windows.append(run)
        return run


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    windows = House(tmp_path)
    yield windows
    for run in windows.windows:
        run.close()


@pytest.fixture
def started(house: House, clock: StillClock) -> Run:
    return house.start(clock)


def on_disk(run: Run) -> list[dict[str, object]]:
    """The records as the file holds them."""
    return [json.loads(line) for line in (run.log.folder / "audit-log.jsonl").read_text("utf-8").splitlines()]


# Starting and opening


def test_a_run_starts_with_the_plan_it_is_tied_to(started: Run) -> None:
    event = started.entries[0].event

    assert isinstance(event, RunOpened)
    assert (event.kind, event.practice, event.by) == ("rehearsal", "Larkfield Surgery", "JB")
    assert (started.log.folder / "plan.json").read_bytes() == plan_to_bytes(PLAN)
    assert started.log.run == "y09999-20261126-rehearsal-1"
    assert (started.state.count, started.state.kind, started.state.left) == (1, RunKind.REHEARSAL, False)
    assert len(event.nonce) == 32


def test_two_runs_of_one_plan_differ(house: House, clock: StillClock) -> None:
    runs = [house.keep(Run.start(house.folder / name, PLAN, kind=RunKind.LIVE, clock=clock)) for name in ("one", "two")]

    assert runs[0].tail.hash != runs[1].tail.hash
    assert [run.entries[0].event.by for run in runs] == [PROGRAM, PROGRAM]
    assert runs[0].state.kind is RunKind.LIVE


def test_nobody_in_particular_may_start_a_run(house: House, clock: StillClock) -> None:
    run = house.keep(Run.start(house.folder, a_plan(lead=""), kind=RunKind.LIVE, clock=clock, by=""))

    assert run.entries[0].event.by == PROGRAM


def test_the_day_of_a_run_is_the_practices_own(house: House) -> None:
    assert house.start(StillClock("2026-07-01 00:30")).log.run == "y09999-20260701-rehearsal-1"
    assert run_slug("A81001", "20261025", RunKind.LIVE, 2) == "a81001-20261025-live-2"


def test_a_folder_that_holds_a_run_is_not_started_again(started: Run, clock: StillClock) -> None:
    with pytest.raises(Refused):
        Run.start(started.log.folder, PLAN, kind=RunKind.LIVE, clock=clock)

    assert len(on_disk(started)) == 1


def test_a_run_that_is_opened_stands_where_it_stood(house: House, started: Run) -> None:
    started.complete_task(an_act(), "P-02", note="one\ntwo")
    started.move_anchor(an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all")
    started.close()

    opened = house.second(started)

    assert opened.state == started.state
    assert opened.entries == started.entries
    assert opened.tail == started.tail


def test_where_there_is_no_run_there_is_nothing_to_open(tmp_path: Path, clock: StillClock) -> None:
    with refused(f"There is no run in {tmp_path}: it has no plan.json that can be read."):
        Run.open(tmp_path, clock=clock)


def test_a_plan_that_cannot_be_read_is_said(started: Run, clock: StillClock) -> None:
    (started.log.folder / "plan.json").write_text("{")

    with pytest.raises(PlanUnreadable):
        Run.open(started.log.folder, clock=clock)


def test_a_changed_record_stops_the_work_and_not_the_looking(house: House, started: Run, clock: StillClock) -> None:
    started.complete_task(an_act(), "P-02")
    started.complete_task(an_act(), "P-01", observed="3 Nov")
    path = started.log.folder / "audit-log.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"about":"P-02"', b'"about":"P-01"'))

    with pytest.raises(AuditLogBroken):
        Run.open(started.log.folder, clock=clock)
    looking = house.second(started, clock, read_only=True)

    assert (looking.state.count, looking.log.broken is not None) == (1, True)


def test_a_run_opened_for_looking_records_nothing(house: House, started: Run, clock: StillClock) -> None:
    looking = house.second(started, clock, read_only=True)

    with refused("This run is open for looking only. Open it for work to record something."):
        looking.complete_task(an_act(), "P-02")
    assert len(on_disk(started)) == 1


def test_a_torn_last_write_is_set_aside_and_the_work_goes_on(house: House, started: Run) -> None:
    started.complete_task(an_act(), "P-02")
    started.close()
    with (started.log.folder / "audit-log.jsonl").open("ab") as file:
        file.write(b'{"about":"P-01","act')

    opened = house.second(started)
    opened.complete_task(an_act(), "P-01", observed="3 Nov")

    assert [entry.event.WIRE for entry in opened.entries] == [
        "run.opened",
        "task.completed",
        "log.recovered",
        "task.completed",
    ]


# Acting


ACTS: dict[str, Callable[[Run], Entry]] = {
    "task.started": lambda run: run.start_task(an_act(), "P-02"),
    "task.completed": lambda run: run.complete_task(
        an_act(), "F-02", observed="paused", complications="two calls", note="one\ntwo"
    ),
    "task.checked": lambda run: run.check_task(an_act("SP"), "F-02", observed="paused", agrees=True),
    "task.reopened": lambda run: run.reopen_task(an_act(), "F-02", reason="it came back"),
    "task.not_needed": lambda run: run.mark_not_needed(an_act(), "G-03", reason="no team"),
    "task.cannot_be_done": lambda run: run.mark_cannot_do(an_act(), "P-02", reason="line down"),
    "task.deferred": lambda run: run.defer_task(an_act(), "P-02", to="G", until="GL+1wd", reason="line down"),
    "note.added": lambda run: run.add_note(an_act(), "the heating is off"),
    "entry.corrected": lambda run: run.correct_entry(an_act(), 8, field="note", now="it\nis\non", reason="repaired"),
    "anchor.recorded": lambda run: run.record_anchor(an_act(), "CUT", happened=at("Thu 17:40")),
    "anchor.moved": lambda run: run.move_anchor(an_act(), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all"),
    "person.added": lambda run: run.add_person(an_act(), initials="AB", name="Ann Bell", roles=("REC",)),
    "seal.written": lambda run: run.write_seal(an_act()),
    "finding.answered": lambda run: run.answer_finding(an_act(), "9-a1b2", entry=9, kind="a postcode", answer="keep"),
    "export.made": lambda run: run.note_export("JB", copy="full", folder="Y09999_v1"),
    "run.left": lambda run: run.leave("JB"),
    "run.reopened": lambda run: run.reopened("SP"),
}
"""One of each act, in an order in which the rules allow them all."""


def test_every_act_is_on_disk_when_it_returns_and_in_the_state(started: Run) -> None:
    for number, (wire, do) in enumerate(ACTS.items(), 1):
        entry = do(started)

        last = on_disk(started)[-1]
        assert (last["type"], last["seq"], last["id"]) == (wire, number, entry.id)
        assert entry == started.entries[-1]
        assert started.state.count == len(started.entries) == number + 1
    assert started.state == fold(start_state(PLAN), started.entries)
    assert started.state.attention == ()
    assert not [entry for entry in started.entries if isinstance(entry.event, Unknown)]


def test_every_act_reads_back_the_same_in_another_window(house: House, started: Run) -> None:
    for do in ACTS.values():
        do(started)

    opened = house.second(started)

    assert opened.entries == started.entries
    assert opened.state == started.state


def test_a_refusal_records_nothing(started: Run) -> None:
    with pytest.raises(ReasonNeeded):
        started.complete_task(an_act(), "F-03")

    assert started.state.count == len(on_disk(started)) == 1


def test_the_time_of_recording_is_the_clocks_whatever_the_act_says(started: Run, clock: StillClock) -> None:
    clock.move(minutes=10)

    entry = started.complete_task(an_act(when="Thu 09:00"), "P-02")

    assert (entry.recorded_at, entry.event.at) == (at("Thu 17:52"), at("Thu 17:52"))


def test_a_late_entry_keeps_both_times_and_says_why(started: Run) -> None:
    act = an_act(at=at("Thu 16:00"), late_reason="typed up\nfrom paper\x1b")

    entry = started.complete_task(act, "P-02")

    assert (entry.recorded_at, entry.event.at) == (at("Thu 17:42"), at("Thu 16:00"))
    assert entry.event.late_reason == f"typed up from paper{BOX}"


def test_what_people_typed_is_cleaned_on_its_way_in(started: Run) -> None:
    entry = started.complete_task(
        an_act(), "F-02", observed=" \x1b[31mpaused\n", complications="a\r\nb", note="one\r\ntwo\x00"
    )

    event = entry.event
    assert isinstance(event, TaskCompleted)
    assert (event.observed, event.complications, event.note) == (f"{BOX}[31mpaused", "a b", f"one\ntwo{BOX}")


def test_too_much_text_is_refused_whole(started: Run) -> None:
    with refused("This text is 4,001 characters long and at most 4,000 fit. Nothing was cut: …"):
        started.add_note(an_act(), "x" * 4001)
    with refused("This text is 61 characters long and at most 60 fit. …"):
        started.add_person(an_act(), initials="AB", name="x" * 61)

    assert len(on_disk(started)) == 1


def test_the_longest_note_can_still_be_struck_and_corrected(started: Run) -> None:
    entry = started.add_note(an_act(), "x" * 4000, ref="P-02")

    started.correct_entry(an_act(), entry.seq, field="note", now="", reason="names a patient")
    started.correct_entry(an_act(), entry.seq, field="note", now="y" * 3500, reason="without the name")

    assert [(len(note.text), note.struck) for note in started.state.tasks["P-02"].notes] == [(3500, False)]


def test_a_note_that_is_corrected_keeps_its_lines_and_other_fields_have_none(started: Run) -> None:
    note = started.add_note(an_act(), "one\ntwo", ref="F-02")
    tick = started.complete_task(an_act(), "F-02", observed="paused")

    started.correct_entry(an_act(), note.seq, field="note", now="one\ntwo\nthree", reason="more")
    started.correct_entry(an_act(), tick.seq, field="observed", now="paused\nat noon", reason="more")

    standing = started.state.tasks["F-02"]
    assert (standing.notes[0].text, standing.observed) == ("one\ntwo\nthree", "paused at noon")


def test_an_entry_that_is_not_there_is_not_corrected(started: Run) -> None:
    with refused("There is no entry 7 in this log. It has entries 0 to 0."):
        started.correct_entry(an_act(), 7, field="note", now="x", reason="y")
    with refused("There is no entry -1 in this log. It has entries 0 to 0."):
        started.entry(-1)


def test_the_entries_about_a_task_are_found_in_order(house: House, started: Run) -> None:
    first = started.complete_task(an_act(), "P-02")
    started.complete_task(an_act(), "P-01", observed="3 Nov")
    other = house.second(started)
    second = other.reopen_task(an_act(), "P-02", reason="wrong list")
    started.catch_up()

    assert started.entries_about("P-02") == other.entries_about("P-02") == [first, second]
    assert started.entries_about("F-02") == []


def test_a_service_and_its_task_are_one_record_found_by_both(started: Run) -> None:
    said = Confirmation(confirmed_with=" the\nlab ", reference="none\x07 given")

    entry = started.move_service(an_act(), "pathology:north-lab", "paper", said=said)

    assert len(on_disk(started)) == 2
    assert started.entries_about("F-01a") == [entry]
    assert started.state.standing("F-01a").seq == started.state.services["pathology:north-lab"].seq == entry.seq
    assert started.state.services["pathology:north-lab"].confirmed_with.split() == ["the", "lab"]


def test_every_act_on_a_service_is_recorded(started: Run) -> None:
    entries = [
        started.name_catcher(an_act(), "bowel", catcher="SP", route="the hub rings 214"),
        started.count_service(an_act(), "bowel", what="running", count=11),
        started.count_service(an_act(), "bowel", what="received", count=10),
        started.explain_service(an_act(), "bowel", explanation="One was a copy"),
        started.call_about_service(an_act(), "bowel", whom="hub", promised_by=at("Thu 18:00"), said="Sent again"),
    ]
    entries.append(started.keep_promise(an_act(), "bowel", call=entries[-1].seq, seen="It came"))

    standing = started.state.services["bowel"]
    assert [str(record["type"]) for record in on_disk(started)[1:]] == [
        *("service.caught", "service.counted", "service.counted", "service.explained"),
        *("service.called", "service.promise_kept"),
    ]
    assert (standing.catcher, len(standing.counted), standing.explanations[0].words) == ("SP", 2, "One was a copy")
    assert standing.calls[0].kept_at == at("Thu 17:42")


def test_two_windows_that_move_one_service_record_it_once(house: House, started: Run) -> None:
    said = Confirmation(confirmed_with="the lab", reference="none given")
    other = house.second(started)
    started.move_service(an_act(), "pathology:north-lab", "paper", said=said)

    with refused("Pathology results (north-lab) is already PAPER since Thu 26 Nov 17:42, recorded by JB."):
        other.move_service(an_act("SP"), "pathology:north-lab", "paper", said=said)


def test_a_record_carries_the_fingerprint_of_the_words_on_the_screen(started: Run) -> None:
    started.complete_task(an_act(), "P-02")
    started.add_note(an_act(), "the heating is off")

    assert [len(str(record.get("about_sha256", ""))) for record in on_disk(started)] == [0, 16, 0]


# Seals, exports, opening and leaving


def test_a_seal_is_that_of_the_log_before_it(started: Run) -> None:
    seal = started.seal()

    entry = started.write_seal(an_act("MK", recorder="JB"))

    assert entry.event == SealWritten(by="MK", recorder="JB", at=at("Thu 17:42"), seal=seal)
    assert started.state.seals == ((0, seal),)
    assert seal.startswith("R0000 ")


def test_a_seal_shown_before_others_recorded_is_kept_as_it_was_written(house: House, started: Run) -> None:
    shown = started.seal()
    other = house.second(started)
    other.complete_task(an_act(), "P-02")

    entry = started.write_seal(an_act(), seal=shown)

    assert isinstance(entry.event, SealWritten)
    assert (entry.event.seal, entry.seq) == (shown, 2)


def test_a_seal_is_written_by_somebody_on_the_roster(started: Run) -> None:
    with refused("XX is not on the roster of this run. …"):
        started.write_seal(an_act("XX"))


def test_leaving_and_opening_again_is_said(started: Run) -> None:
    started.leave("JB")
    good = started.reopened("SP")
    crashed = started.reopened("MK")

    assert good.event == RunReopened(by="SP", recorder="SP", at=at("Thu 17:42"), unclean=False)
    assert crashed.event == RunReopened(by="MK", recorder="MK", at=at("Thu 17:42"), unclean=True)
    assert (started.state.left, started.state.unclean) == (False, True)


@pytest.mark.parametrize("nobody", ["", "XX"])
def test_opening_leaving_and_exporting_never_wait_for_initials(started: Run, nobody: str) -> None:
    entries = [
        started.reopened(nobody),
        started.note_export(nobody, copy="full", folder="v1"),
        started.leave(nobody),
    ]

    assert [type(entry.event) for entry in entries] == [RunReopened, ExportMade, RunLeft]
    assert {entry.event.by for entry in entries} == {PROGRAM}
    assert len(on_disk(started)) == 4


# The clock


def test_while_both_clocks_agree_nothing_is_recorded(started: Run, clock: StillClock) -> None:
    clock.move(minutes=90)

    assert started.watch_clock() is None


@pytest.mark.parametrize("minutes", [-180, 45])
def test_a_jump_of_the_clock_is_recorded_once(started: Run, clock: StillClock, minutes: int) -> None:
    clock.jump(minutes=minutes)

    entry = started.watch_clock()

    assert entry is not None
    assert entry.event == ClockChanged(by=PROGRAM, recorder=PROGRAM, at=clock.now(), seconds=minutes * 60)
    assert started.watch_clock() is None


def test_after_the_clock_went_back_the_work_goes_on_in_order(started: Run, clock: StillClock) -> None:
    first = started.complete_task(an_act(), "P-02")
    clock.jump(minutes=-120)

    second = started.complete_task(an_act(), "P-01", observed="3 Nov")

    assert second.recorded_at < first.recorded_at
    assert (second.seq, started.state.tasks["P-01"].status) == (2, TaskStatus.DONE)


# Two windows


def test_one_window_sees_what_the_other_recorded(house: House, started: Run) -> None:
    other = house.second(started)
    entry = started.complete_task(an_act(), "P-02")

    assert other.catch_up() == [entry]
    assert other.catch_up() == []
    assert other.state == started.state


def test_a_window_that_is_behind_decides_again_and_nothing_is_lost(house: House, started: Run) -> None:
    other = house.second(started)
    started.add_note(an_act(), "from the first window")

    entry = other.complete_task(an_act("SP"), "P-02")

    assert (entry.seq, other.state.count) == (2, 3)
    assert [found.event.by for found in started.catch_up()] == ["SP"]
    assert started.state == other.state


def test_what_another_window_did_first_is_refused_here_in_its_words(house: House, started: Run) -> None:
    other = house.second(started)
    started.complete_task(an_act(), "P-02")

    with refused("P-02 is already recorded as done, 17:42 JB. To do it again, reopen it with a reason."):
        other.complete_task(an_act("SP"), "P-02")

    assert other.state == started.state


def test_a_decision_is_judged_on_the_newest_state(house: House, started: Run) -> None:
    other = house.second(started)
    started.record_anchor(an_act(), "CUT", happened=at("Thu 17:40"))

    other.move_anchor(an_act("SP"), "GL", to=at("Wed 08:00"), reason="slow", agreed_by="all")

    assert (other.state.attention, other.state.anchors["GL"]) == ((), at("Wed 08:00"))


def test_the_last_entry_of_a_window_is_its_own(house: House, started: Run) -> None:
    other = house.second(started)
    started.add_note(an_act(), "first")

    entry = other.add_note(an_act("SP"), "second")

    assert (entry.session, entry.event.by) == ("0b0b", "SP")
    assert entry.seq == 2


def test_a_window_that_never_gets_its_turn_says_so(house: House, started: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    other = house.second(started)
    monkeypatch.setattr(run_module, "ATTEMPTS", 1)
    started.add_note(an_act(), "first")

    with refused("Another window is recording without a pause. Nothing was recorded here; try again in a moment."):
        other.add_note(an_act(), "second")


def test_a_cut_log_is_noticed_by_the_window_that_reads_on(house: House, started: Run) -> None:
    started.complete_task(an_act(), "P-02")
    other = house.second(started)
    path = started.log.folder / "audit-log.jsonl"
    path.write_bytes(path.read_bytes()[:-10])

    with pytest.raises(AuditLogBroken):
        other.catch_up()


@settings(max_examples=60)
@drawn(st.lists(st.tuples(st.integers(0, 1), moves, st.booleans()), min_size=8, max_size=20))
def test_two_windows_end_in_the_same_state_and_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[int, Move, bool]]
) -> None:
    clocks = (StillClock("Thu 15:00"), StillClock("Thu 15:00", session="0b0b"))
    first = a_run(tmp_path_factory.mktemp("two"), clocks[0])
    windows = (first, Run.open(first.log.folder, clock=clocks[1]))
    done: list[str] = []
    for which, move, looks in script:
        if looks:
            windows[1 - which].catch_up()
        entry = play_on(windows[which], move, clocks[which])
        done += [entry.id] if entry is not None else []
    for window in windows:
        window.catch_up()
    later = Run.open(first.log.folder, clock=clocks[0], read_only=True)

    assert windows[0].state == windows[1].state == later.state
    assert windows[0].entries == windows[1].entries == later.entries
    assert [record["id"] for record in on_disk(first)] == [later.entries[0].id, *done]
    assert later.state.count == len(done) + 1
    assert all(item.words.endswith("It needs a third look.") for item in later.state.attention)
    for window in (*windows, later):
        window.close()


def test_before_a_refusal_the_newest_records_are_read(house: House, started: Run) -> None:
    started.complete_task(an_act(), "P-02")
    other = house.second(started)
    started.reopen_task(an_act(), "P-02", reason="wrong list")

    entry = other.complete_task(an_act("SP"), "P-02")

    assert (entry.seq, other.state.tasks["P-02"].by) == (3, "SP")


def test_a_window_that_was_closed_records_nothing(house: House, started: Run) -> None:
    other = house.second(started)
    started.close()
    other.complete_task(an_act(), "P-02")

    with refused("This run was closed in this window. Open it again to record something."):
        started.complete_task(an_act(), "P-02")


def test_a_note_by_a_person_who_joined_in_the_other_window_is_taken(house: House, started: Run) -> None:
    other = house.second(started)
    started.add_person(an_act(), initials="AB", name="Ann Bell")
    started.add_note(an_act("AB"), "hello")

    entry = other.add_note(an_act("AB"), "hello too", ref="P-02")

    assert entry.event == NoteAdded(by="AB", recorder="AB", at=at("Thu 17:42"), task="P-02", note="hello too")
