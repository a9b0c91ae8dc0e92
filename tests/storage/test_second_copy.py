from __future__ import annotations

import errno
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest
from tests.storage.log_examples import PLAN, RUN, FailingDisk, add, log_bytes, make_log, open_log, stamp
from tests.storage.second_verifier import first_bad

from cutover_tui.storage.audit_log import LOCK_NAME, LOG_NAME, PLAN_NAME, AuditLog, AuditLogBroken
from cutover_tui.storage.audit_record import line_of
from cutover_tui.storage.log_lock import LogLock
from cutover_tui.storage.second_copy import CopyState, SecondCopy

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def log(folder: Path) -> Iterator[AuditLog]:
    log = make_log(folder)
    yield log
    log.close()


@pytest.fixture
def copy(log: AuditLog, stick: Path) -> Iterator[SecondCopy]:
    copy = SecondCopy(stick, log)
    copy.open(stamp(10))
    yield copy
    copy.close()


def same(folder: Path, stick: Path) -> bool:
    return all((folder / name).read_bytes() == (stick / RUN / name).read_bytes() for name in (LOG_NAME, PLAN_NAME))


def test_a_new_copy_gets_everything_and_nothing_needs_saying(copy: SecondCopy, folder: Path, stick: Path) -> None:
    assert same(folder, stick)
    assert copy.state == CopyState(0, "")
    assert first_bad(log_bytes(folder), PLAN) is None


def test_the_copy_is_the_same_bytes_after_each_entry(
    copy: SecondCopy, log: AuditLog, folder: Path, stick: Path
) -> None:
    for number in range(3, 8):
        add(log, number)
        assert copy.keep_up() == CopyState(0, "")
        assert same(folder, stick)


def test_the_copy_never_gets_half_a_record(copy: SecondCopy, folder: Path, stick: Path) -> None:
    whole = log_bytes(folder)
    with (folder / LOG_NAME).open("ab") as file:
        file.write(b'{"half')
    copy.keep_up()

    assert log_bytes(stick / RUN) == whole


def test_opening_again_adds_nothing_when_both_are_the_same(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    for _time in range(2):
        copy = SecondCopy(stick, log)
        assert copy.open(stamp(10)) == []
        copy.close()
    log.close()


def test_a_copy_that_missed_records_gets_them_and_the_log_says_so(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    SecondCopy(stick, log).open(stamp(10))
    add(log, 3)
    add(log, 4)
    copy = SecondCopy(stick, log)
    added = copy.open(stamp(10))

    assert [record["type"] for record in added] == ["copy.caught_up"]
    assert added[0]["body"] == {"which": "second", "records": 2}
    assert same(folder, stick)
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()


def test_a_log_that_missed_records_gets_them_from_the_copy_and_says_so(folder: Path, stick: Path) -> None:
    log = make_log(folder, 6)
    SecondCopy(stick, log).open(stamp(10))
    log.close()
    lines = log_bytes(folder).splitlines(keepends=True)
    (folder / LOG_NAME).write_bytes(b"".join(lines[:4]))
    log = open_log(folder)
    added = SecondCopy(stick, log).open(stamp(10))

    assert [record["type"] for record in added] == ["task.completed", "task.completed", "copy.caught_up"]
    assert added[2]["body"] == {"which": "first", "records": 2}
    assert b"".join(line_of(record) for record in log.records[:6]) == b"".join(lines)
    assert same(folder, stick)
    log.close()


def test_a_copy_torn_by_a_crash_is_made_whole(folder: Path, stick: Path) -> None:
    log = make_log(folder, 5)
    SecondCopy(stick, log).open(stamp(10))
    whole = log_bytes(folder)
    for torn in (whole[:-30], whole + b"{half", whole[:-30] + b"\0" * 30):
        (stick / RUN / LOG_NAME).write_bytes(torn)
        SecondCopy(stick, log).open(stamp(10))
        assert same(folder, stick)
    log.close()


def test_two_histories_stop_everything_and_both_are_kept(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    SecondCopy(stick, log).open(stamp(10))
    log.close()
    other = open_log(stick / RUN)
    add(other, 7)
    other.close()
    log = open_log(folder)
    add(log, 8)
    before = log_bytes(folder), log_bytes(stick / RUN)

    with pytest.raises(
        AuditLogBroken, match=r"^Split history: from record 3 on, the second copy in .* differs"
    ) as split:
        SecondCopy(stick, log).open(stamp(10))
    assert (split.value.first_bad_seq, len(split.value.records)) == (3, 3)
    assert (log_bytes(folder), log_bytes(stick / RUN)) == before
    log.close()


def test_a_damaged_copy_stops_everything(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    SecondCopy(stick, log).open(stamp(10))
    (stick / RUN / LOG_NAME).write_bytes(log_bytes(folder).replace(b'"C-1"', b'"C-9"'))

    with pytest.raises(AuditLogBroken, match=r"^Split history: from record 1 on"):
        SecondCopy(stick, log).open(stamp(10))
    log.close()


def test_another_plan_in_the_copy_stops_everything(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    SecondCopy(stick, log).open(stamp(10))
    (stick / RUN / PLAN_NAME).write_bytes(b"{}")

    with pytest.raises(AuditLogBroken, match=r"^Split history: from record 0 on"):
        SecondCopy(stick, log).open(stamp(10))
    log.close()


def test_an_absent_stick_is_said_and_the_copy_is_made_when_it_is_there(
    log: AuditLog, folder: Path, stick: Path
) -> None:
    stick.rmdir()
    copy = SecondCopy(stick, log)

    assert copy.open(stamp(10)) == []
    assert copy.state == CopyState(
        3, f"The second copy in {stick / RUN} waits: it is not there. It lacks 3 entries and catches up when it can."
    )
    add(log, 3)
    assert copy.keep_up().behind == 4
    assert not stick.exists()
    stick.mkdir()
    assert copy.keep_up() == CopyState(0, "")
    assert same(folder, stick)
    copy.close()


def test_a_stick_pulled_and_put_back_catches_up(
    copy: SecondCopy, log: AuditLog, folder: Path, stick: Path, tmp_path: Path
) -> None:
    stick.rename(tmp_path / "pocket")
    add(log, 3)
    assert copy.keep_up() == CopyState(
        1, f"The second copy in {stick / RUN} waits: it is not there. It lacks 1 entry and catches up when it can."
    )
    (tmp_path / "pocket").rename(stick)

    assert copy.keep_up() == CopyState(0, "")
    assert same(folder, stick)


def test_another_stick_put_in_gets_everything(
    copy: SecondCopy, log: AuditLog, folder: Path, stick: Path, tmp_path: Path
) -> None:
    stick.rename(tmp_path / "pocket")
    stick.mkdir()
    add(log, 3)

    assert copy.keep_up() == CopyState(0, "")
    assert same(folder, stick)


def test_a_stick_with_another_history_put_in_stops_everything(
    copy: SecondCopy, log: AuditLog, stick: Path, tmp_path: Path
) -> None:
    shutil.copytree(stick, tmp_path / "pocket")
    shutil.rmtree(stick)
    (tmp_path / "pocket").rename(stick)
    other = open_log(stick / RUN)
    add(other, 7)
    other.close()
    add(log, 8)

    for _time in range(2):
        with pytest.raises(AuditLogBroken, match=r"^Split history: from record 3 on"):
            copy.keep_up()


@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_full_or_faulty_stick_is_said_and_catches_up_later(
    log: AuditLog, folder: Path, stick: Path, call: str
) -> None:
    disk = FailingDisk(call, code=errno.ENOSPC, forever=True, part=20)
    disk.armed = False
    copy = SecondCopy(stick, log, disk=disk)
    copy.open(stamp(10))
    disk.armed = True
    add(log, 3)
    add(log, 4)

    assert copy.keep_up() == CopyState(
        2, f"The second copy in {stick / RUN} waits: the disk is full. It lacks 2 entries and catches up when it can."
    )
    assert log_bytes(folder).startswith(log_bytes(stick / RUN))
    disk.armed = False
    assert copy.keep_up() == CopyState(0, "")
    assert same(folder, stick)
    copy.close()


def test_a_stick_that_stops_answering_is_said(copy: SecondCopy, log: AuditLog) -> None:
    copy._disk = FailingDisk("stat", forever=True)
    add(log, 3)

    assert "the disk reported a fault" in copy.keep_up().words
    assert copy.state.behind == 1


def test_a_stick_that_stops_answering_while_it_is_compared_is_said(log: AuditLog, stick: Path) -> None:
    copy = SecondCopy(stick, log, disk=FailingDisk("stat"))
    copy.open(stamp(10))

    assert copy.state == CopyState(
        3,
        f"The second copy in {stick / RUN} waits: its log cannot be reached: the disk reported a fault. It lacks 3 "
        f"entries and catches up when it can.",
    )


def test_a_copy_another_window_holds_too_long_waits(log: AuditLog, stick: Path) -> None:
    copy = SecondCopy(stick, log, wait_seconds=0.05)
    copy.open(stamp(10))
    add(log, 3)
    with LogLock(stick / RUN / LOCK_NAME, 1).held():
        copy._try()

    assert "waits: another window is writing to it. It lacks 1 entry" in copy.state.words


def test_a_slow_stick_never_holds_up_the_work(log: AuditLog, folder: Path, stick: Path) -> None:
    disk = FailingDisk(slow=0.5)
    disk.armed = False
    copy = SecondCopy(stick, log, wait_seconds=0.1, disk=disk)
    copy.open(stamp(10))
    disk.armed = True
    add(log, 3)
    began = time.perf_counter()
    state = copy.keep_up()
    first = time.perf_counter() - began
    add(log, 4)
    copy.keep_up()
    both = time.perf_counter() - began

    assert state.behind == 1
    assert "the disk it is on is slow" in state.words
    assert 0.1 <= first < 0.4
    assert both - first < 0.1
    time.sleep(1.2)
    assert copy.state == CopyState(0, "")
    assert same(folder, stick)
    copy.close()


def test_a_copy_kept_by_two_windows_stays_whole(copy: SecondCopy, log: AuditLog, folder: Path, stick: Path) -> None:
    other_log = open_log(folder)
    other = SecondCopy(stick, other_log)
    other.open(stamp(10))
    for number in range(3, 9, 2):
        add(log, number)
        copy.keep_up()
        other_log.catch_up()
        add(other_log, number + 1)
        other.keep_up()
        log.catch_up()

    assert same(folder, stick)
    assert copy.keep_up() == other.keep_up() == CopyState(0, "")
    other.close()
    other_log.close()


def test_a_record_that_comes_between_is_no_obstacle_to_saying_so(folder: Path, stick: Path) -> None:
    log = make_log(folder)
    SecondCopy(stick, log).open(stamp(10))
    add(log, 3)
    other = open_log(folder)
    copy = SecondCopy(stick, log)

    class Busy(FailingDisk):
        """Another window records something while the copies are compared."""

        def stat(self, path: Path) -> os.stat_result:
            if self.armed and path.is_relative_to(stick):
                self.armed = False
                add(other, 4)
            return super().stat(path)

    copy._disk = Busy()
    added = copy.open(stamp(10))

    assert [record["type"] for record in added] == ["task.completed", "copy.caught_up"]
    assert same(folder, stick)
    other.close()
    log.close()


def test_a_link_in_place_of_the_copy_is_left_alone(log: AuditLog, stick: Path, tmp_path: Path) -> None:
    (stick / RUN).mkdir()
    (tmp_path / "elsewhere").write_bytes(b"")
    (stick / RUN / LOG_NAME).symlink_to(tmp_path / "elsewhere")
    copy = SecondCopy(stick, log)
    copy.open(stamp(10))

    assert "it is a link to somewhere else" in copy.state.words
    assert (tmp_path / "elsewhere").read_bytes() == b""


def test_closing_ends_the_worker(log: AuditLog, stick: Path) -> None:
    copy = SecondCopy(stick, log)
    copy.close()
    copy = SecondCopy(stick, log)
    copy.open(stamp(10))
    copy.keep_up()
    copy.close()

    assert "second copy" not in {thread.name for thread in threading.enumerate()}
