from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.storage.log_examples import (
    OPENED,
    PLAN,
    RUN,
    SEAT,
    START,
    FailingDisk,
    StingyDisk,
    add,
    done,
    log_bytes,
    make_log,
    open_log,
    stamp,
)
from tests.storage.second_verifier import first_bad

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import (
    LOCK_NAME,
    LOG_NAME,
    PLAN_NAME,
    AuditLog,
    AuditLogBroken,
    AuditLogGone,
    Behind,
    LogBusy,
    NotSaved,
)
from cutover_tui.storage.audit_record import LineProblem, Payload, Tail, canonical_bytes, line_of
from cutover_tui.storage.clean_text import UncleanText
from cutover_tui.storage.durable_file import plain_reason, read_plain_file, sync_folder, write_all
from cutover_tui.storage.log_lock import LogLock

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def log(folder: Path) -> Iterator[AuditLog]:
    log = make_log(folder)
    yield log
    log.close()


# Starting a run


def test_a_run_starts_with_its_plan_and_one_record_tied_to_it(folder: Path) -> None:
    log = make_log(folder, 1)

    assert (folder / PLAN_NAME).read_bytes() == log.plan_bytes == PLAN
    assert log.records[0]["prev"] == hashlib.sha256(PLAN).hexdigest()
    assert (log.run, log.tail, log.size) == (RUN, Tail(1, str(log.records[0]["hash"])), len(log_bytes(folder)))
    assert sorted(path.name for path in folder.iterdir()) == [LOG_NAME, LOCK_NAME, PLAN_NAME]
    log.close()


@pytest.mark.usefixtures("log")
def test_a_run_is_never_started_over_another(folder: Path) -> None:
    before = log_bytes(folder)

    with pytest.raises(Refused, match="already holds a run"):
        make_log(folder)
    assert log_bytes(folder) == before


def test_a_run_is_never_started_over_another_plan(folder: Path) -> None:
    folder.mkdir()
    (folder / PLAN_NAME).write_bytes(b"{}")

    with pytest.raises(Refused, match=r"already holds another plan\.json"):
        make_log(folder)
    assert (folder / PLAN_NAME).read_bytes() == b"{}"
    assert not (folder / LOG_NAME).exists()


def test_a_start_that_was_cut_short_after_its_plan_can_be_done_again(folder: Path) -> None:
    folder.mkdir()
    (folder / PLAN_NAME).write_bytes(PLAN)

    make_log(folder).close()
    assert first_bad(log_bytes(folder), PLAN) is None


@pytest.mark.parametrize(
    ("call", "at"), [("write", 1), ("write", 2), ("sync", 1), ("sync", 2), ("sync", 3), ("fstat", 1), ("fstat", 2)]
)
def test_a_start_the_disk_refuses_leaves_nothing_behind(folder: Path, call: str, at: int) -> None:
    disk = FailingDisk(call, at=at, code=errno.ENOSPC)

    with pytest.raises((NotSaved, AuditLogBroken)):
        make_log(folder, 1, disk=disk)
    assert [path.name for path in folder.iterdir()] == [LOCK_NAME]


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(
        NotSaved, match=r"was not started in .*: it is not in a folder\. Put that right, or choose another"
    ):
        make_log(tmp_path / "file" / "run")


def test_random_parts_differ_between_runs_unless_told_otherwise(tmp_path: Path) -> None:
    logs = [AuditLog.create(tmp_path / name, PLAN, OPENED, seat=SEAT, stamp=stamp()) for name in ("a", "b")]

    assert logs[0].records[0]["id"] != logs[1].records[0]["id"]
    for log in logs:
        log.close()
    make_log(tmp_path / "c").close()
    make_log(tmp_path / "d").close()
    assert log_bytes(tmp_path / "c") == log_bytes(tmp_path / "d")


# Appending and reading


def test_a_record_is_on_the_disk_when_append_returns(log: AuditLog, folder: Path) -> None:
    record = add(log, 3, "Siân saw it")

    assert log_bytes(folder).endswith(line_of(record))
    assert first_bad(log_bytes(folder), PLAN) is None
    assert log.tail == Tail(4, str(record["hash"]))
    assert log.read(2) == [log.records[2], record]


def test_opening_gives_the_records_that_were_written(log: AuditLog, folder: Path) -> None:
    again = open_log(folder)

    assert (again.records, again.tail, again.run, again.torn_bytes) == (log.records, log.tail, RUN, 0)
    assert add(again)["device"] == "s2"
    again.close()


@pytest.mark.usefixtures("log")
def test_the_run_comes_from_the_log_and_not_from_the_seat(folder: Path) -> None:
    other = AuditLog.open(folder, seat_of=lambda _run: replace(SEAT, run="other"), stamp=stamp())

    assert add(other)["run"] == RUN
    other.close()


def test_an_append_on_an_old_tail_writes_nothing_and_says_so(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    add(other, 3)
    before = log_bytes(folder)

    with pytest.raises(Behind, match="another window recorded something first"):
        add(log, 4)
    assert log_bytes(folder) == before
    assert [record["about"] for record in log.catch_up()] == ["C-3"]
    assert add(log, 4)["seq"] == 4
    assert [record["about"] for record in other.catch_up()] == ["C-4"]
    other.close()


def test_the_tail_is_what_was_handed_out_so_nothing_is_decided_on_what_nobody_saw(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    add(other, 3)
    with pytest.raises(Behind):
        add(log, 4)

    assert log.tail.count == len(log.records) == 3
    with pytest.raises(Behind):
        log.append(done(4), other.tail, stamp())
    assert len(log.catch_up()) == 1
    other.close()


def test_every_record_is_handed_out_once(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    for number in range(3, 6):
        add(other, number)

    assert [record["seq"] for record in log.catch_up()] == [3, 4, 5]
    assert log.catch_up() == []
    assert add(log, 6)["seq"] == 6
    assert log.catch_up() == []
    other.close()


def test_catching_up_does_not_wait_for_a_window_that_is_writing(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    add(other, 3)
    with LogLock(folder / LOCK_NAME, 1).held():
        assert log.catch_up() == []

    assert len(log.catch_up()) == 1
    other.close()


def test_catching_up_does_not_wait_for_this_windows_own_append(folder: Path) -> None:
    disk = FailingDisk(slow=0.3)
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True
    worker = threading.Thread(target=add, args=(log, 3))
    worker.start()
    time.sleep(0.1)
    began = time.perf_counter()

    assert log.catch_up() == []
    assert time.perf_counter() - began < 0.1
    worker.join()
    assert log.tail.count == 4
    log.close()


def test_a_lock_held_too_long_is_said_and_nothing_is_written(folder: Path) -> None:
    make_log(folder).close()
    log = open_log(folder, lock_seconds=0.05)
    before = log_bytes(folder)

    with (
        LogLock(folder / LOCK_NAME, 1).held(),
        pytest.raises(LogBusy, match=r"Nothing was recorded: another window has been writing .* for 0\.05 seconds"),
    ):
        add(log)
    assert log_bytes(folder) == before
    assert add(log)["seq"] == 3
    log.close()


def test_a_lock_file_deleted_while_running_does_no_harm(log: AuditLog, folder: Path) -> None:
    (folder / LOCK_NAME).unlink()
    other = open_log(folder)
    add(other, 3)

    with pytest.raises(Behind):
        add(log, 4)
    log.catch_up()
    (folder / LOCK_NAME).unlink()
    assert add(log, 4)["seq"] == 4
    assert first_bad(log_bytes(folder), PLAN) is None
    other.close()


def test_something_that_writes_without_waiting_its_turn_is_noticed(folder: Path) -> None:
    class Intruded(FailingDisk):
        def sync(self, descriptor: int) -> None:
            if self.armed and (folder / LOG_NAME).exists() and (folder / LOG_NAME).stat().st_size:
                with (folder / LOG_NAME).open("ab") as file:
                    file.write(b"{}\n")
            super().sync(descriptor)

    disk = Intruded()
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True

    with pytest.raises(AuditLogBroken, match="written to at the same moment"):
        add(log)
    log.close()


def test_two_threads_of_one_window_take_turns(log: AuditLog, folder: Path) -> None:
    def tick(number: int) -> None:
        for count in range(10):
            while True:
                try:
                    add(log, number * 10 + count)
                    break
                except Behind:
                    pass

    threads = [threading.Thread(target=tick, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert log.tail.count == 33
    assert first_bad(log_bytes(folder), PLAN) is None


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_the_whole_line(folder: Path) -> None:
    make_log(folder, disk=StingyDisk()).close()

    assert first_bad(log_bytes(folder), PLAN) is None


def test_a_write_that_takes_nothing_does_not_go_on_for_ever() -> None:
    class Stuck(FailingDisk):
        def write(self, descriptor: int, data: bytes) -> int:  # noqa: ARG002 (it takes nothing)
            return 0

    with pytest.raises(OSError, match="nothing was written"):
        write_all(Stuck(), 0, b"x")


def test_text_that_was_not_cleaned_is_refused_before_anything_is_written(log: AuditLog, folder: Path) -> None:
    before = log_bytes(folder)

    with pytest.raises(UncleanText):
        add(log, 1, "\x1b]0;x\x07")
    assert log_bytes(folder) == before


def test_an_entry_longer_than_a_line_is_refused(log: AuditLog) -> None:
    with pytest.raises(Refused, match=r"takes 8\d,\d{3} bytes and at most 65,536 fit"):
        log.append(Payload(type="x", actor="AB", recorder="AB", body={"a": "x" * 80_000}), log.tail, stamp())


def test_what_verification_would_refuse_is_never_written(log: AuditLog, folder: Path) -> None:
    before = log_bytes(folder)

    with pytest.raises(LineProblem):
        log.append(Payload(type="Not A Type", actor="AB", recorder="AB"), log.tail, stamp())
    assert log_bytes(folder) == before


def test_a_closed_log_records_nothing_and_closing_twice_is_fine(folder: Path) -> None:
    log = make_log(folder)
    log.close()
    log.close()

    with pytest.raises(Refused, match="was closed in this window"):
        add(log)
    with pytest.raises(Refused, match="was closed in this window"):
        log.catch_up()


# Following


def test_a_follower_gets_what_comes_from_a_record_on(log: AuditLog) -> None:
    follower = log.follow(2)

    assert follower.last_read_at() is None
    assert [record["seq"] for record in follower.poll(START)] == [2]
    add(log, 3)
    assert [record["seq"] for record in follower.poll()] == [3]
    assert follower.poll() == []
    assert follower.last_read_at() == START
    follower.close()


@pytest.mark.parametrize("start", [0, 4, 5])
def test_a_follower_starts_anywhere(log: AuditLog, start: int) -> None:
    follower = log.follow(start)
    for number in range(3, 7):
        add(log, number)

    assert [record["seq"] for record in follower.poll()] == list(range(start, 7))
    assert follower.poll() == []
    follower.close()


def test_a_follower_leaves_half_a_record_until_it_is_whole(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    line = line_of(add(other, 3))
    follower = log.follow(3)
    (folder / LOG_NAME).write_bytes(log_bytes(folder)[: -len(line)] + line[:50])

    assert follower.poll() == []
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + line[50:])
    assert [record["seq"] for record in follower.poll()] == [3]
    follower.close()
    other.close()


# Looking only


def test_a_log_opened_for_looking_changes_nothing(folder: Path) -> None:
    make_log(folder).close()
    (folder / LOCK_NAME).unlink()
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + b'{"half')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    log = open_log(folder, read_only=True)

    assert (len(log.records), log.torn_bytes, log.broken) == (3, 6, None)
    with pytest.raises(Refused, match="open for looking only"):
        add(log)
    assert log.catch_up() == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    log.close()


def test_a_log_opened_for_looking_sees_what_others_record(log: AuditLog, folder: Path) -> None:
    looking = open_log(folder, read_only=True)
    add(log, 3)

    assert [record["seq"] for record in looking.catch_up()] == [3]
    looking.close()


def test_a_damaged_log_opens_for_looking_with_its_sound_records(folder: Path) -> None:
    make_log(folder, 5).close()
    damaged = log_bytes(folder).replace(b'"about":"C-3"', b'"about":"C-9"')
    (folder / LOG_NAME).write_bytes(damaged)
    log = open_log(folder, read_only=True)

    assert len(log.records) == 3
    assert log.broken is not None
    assert log.broken.first_bad_seq == 3
    with pytest.raises(AuditLogBroken):
        log.catch_up()
    log.close()


def test_a_damaged_log_does_not_open_for_work_and_says_what_is_sound(folder: Path) -> None:
    make_log(folder, 5).close()
    damaged = log_bytes(folder).replace(b'"about":"C-3"', b'"about":"C-9"')
    (folder / LOG_NAME).write_bytes(damaged)

    with pytest.raises(AuditLogBroken) as broken:
        open_log(folder)
    assert str(broken.value) == (
        "The audit log is broken at record 3: its contents were changed after it was written (the hash does not fit "
        "them). Records 0 to 2 are sound. Nothing has been altered: keep the file, compare it with the second copy, "
        "and call the project lead."
    )
    assert len(broken.value.records) == 3
    assert broken.value.byte_offset == sum(len(line_of(record)) for record in broken.value.records)
    assert log_bytes(folder) == damaged


def test_another_plan_under_the_log_is_found_at_opening(folder: Path) -> None:
    make_log(folder).close()
    (folder / PLAN_NAME).write_bytes(b"{}")

    with pytest.raises(
        AuditLogBroken, match=r"broken at record 0: it was started with another plan .* No record is sound"
    ):
        open_log(folder)


# Notes taken out


def without_note(folder: Path, seq: int) -> None:
    lines = log_bytes(folder).splitlines(keepends=True)
    text = re.sub(rb'"note":"(?:[^"\\]|\\.)*","note_salt":"[0-9a-f]{32}",', b"", lines[seq])
    (folder / LOG_NAME).write_bytes(b"".join([*lines[:seq], text, *lines[seq + 1 :]]))


def test_a_note_taken_out_without_a_word_is_found(folder: Path) -> None:
    make_log(folder, 4).close()
    without_note(folder, 1)

    with pytest.raises(
        AuditLogBroken, match="broken at record 1: its note was taken out, and no later entry says so"
    ) as broken:
        open_log(folder)
    assert len(broken.value.records) == 1
    assert broken.value.byte_offset == len(log_bytes(folder).splitlines(keepends=True)[0])


def test_a_note_taken_out_with_a_record_of_it_is_fine(folder: Path) -> None:
    log = make_log(folder, 4)
    removal = Payload(type="entry.redacted", actor="AB", recorder="AB", body={"seq": 1, "witness": "CD"})
    log.append(removal, log.tail, stamp(9))
    log.close()
    without_note(folder, 1)
    log = open_log(folder)

    assert "note" not in log.records[1]
    log.close()


# Files that move, or are no files


def renamed(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def deleted(folder: Path) -> None:
    (folder / LOG_NAME).unlink()


def replaced(folder: Path) -> None:
    shutil.copy(folder / LOG_NAME, folder / "copy")
    (folder / "copy").replace(folder / LOG_NAME)


def shortened(folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(log_bytes(folder)[:-10])


def linked(folder: Path) -> None:
    (folder / LOG_NAME).rename(folder / "moved")
    (folder / LOG_NAME).symlink_to(folder / "moved")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (renamed, "moved or deleted"),
        (deleted, "moved or deleted"),
        (replaced, "replaced by another file"),
        (linked, "replaced by another file"),
        (shortened, "cut short while it was open"),
    ],
)
def test_a_log_that_is_not_where_it_was_takes_no_more_entries(
    log: AuditLog, folder: Path, harm: object, words: str
) -> None:
    follower = log.follow(0)
    follower.poll()
    harm(folder)  # type: ignore[operator]  # one of the functions above

    for _time in range(2):
        with pytest.raises(AuditLogBroken, match=words) as broken:
            add(log)
        assert len(broken.value.records) == 3
    with pytest.raises(AuditLogBroken, match=words):
        log.catch_up()
    with pytest.raises(AuditLogBroken, match=words):
        follower.poll()
    follower.close()


def test_a_line_from_elsewhere_takes_no_more_entries(log: AuditLog, folder: Path) -> None:
    other = open_log(folder)
    add(other, 3)
    with (folder / LOG_NAME).open("ab") as file:
        file.write(b'{"hello":"world"}\n')

    with pytest.raises(AuditLogBroken, match="broken at record 4: ") as broken:
        log.catch_up()
    assert [record["seq"] for record in broken.value.records] == [0, 1, 2, 3]
    with pytest.raises(AuditLogBroken, match="broken at record 4: "):
        add(other)
    other.close()


@pytest.mark.parametrize("name", [LOG_NAME, PLAN_NAME])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "huge"])
def test_what_is_no_ordinary_file_is_refused_at_once(folder: Path, tmp_path: Path, name: str, kind: str) -> None:
    make_log(folder).close()
    path = folder / name
    path.rename(tmp_path / "real")
    match kind:
        case "link":
            path.symlink_to(tmp_path / "real")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            with path.open("wb") as file:
                file.truncate(2 * 1024**3)

    for read_only in (False, True):
        with pytest.raises(Refused, match=re.escape(str(path))):
            open_log(folder, read_only=read_only)


def test_a_device_itself_is_refused() -> None:
    with pytest.raises(Refused, match="is not an ordinary file"):
        read_plain_file(Path("/dev/zero"), at_most=10)


def test_a_folder_without_a_run_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        Refused, match=r"There is no whole run in .*: a run folder holds plan\.json and audit-log\.jsonl"
    ):
        open_log(tmp_path)


def test_a_path_through_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Refused, match="cannot be opened: it is not in a folder"):
        open_log(tmp_path / "file" / "run")


@pytest.mark.parametrize("contents", [b"", b'{"half'])
def test_a_run_that_never_started_is_said(folder: Path, contents: bytes) -> None:
    make_log(folder).close()
    (folder / LOG_NAME).write_bytes(contents)

    with pytest.raises(Refused, match="never started: its log holds no whole record"):
        open_log(folder)
    assert log_bytes(folder) == contents


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="the superuser may write anywhere")
def test_a_log_this_user_may_not_write_opens_for_looking_only(folder: Path) -> None:
    make_log(folder).close()
    (folder / LOG_NAME).chmod(stat.S_IRUSR)

    with pytest.raises(Refused, match="this user may not write there"):
        open_log(folder)
    open_log(folder, read_only=True).close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files as Linux lists them")
def test_a_failed_opening_lets_go_of_everything(folder: Path) -> None:
    make_log(folder).close()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _time in range(5):
        with pytest.raises(Refused, match="cannot be opened"):
            open_log(folder, disk=FailingDisk("fstat", forever=True))

    assert len(list(Path("/proc/self/fd").iterdir())) == before
    open_log(folder).close()


# Setting a torn write aside


def torn_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{LOG_NAME}.torn*"))


def test_a_torn_tail_is_set_aside_and_said(folder: Path) -> None:
    make_log(folder).close()
    whole = log_bytes(folder)
    (folder / LOG_NAME).write_bytes(whole + b'{"about":"C-3","act')
    log = open_log(folder)

    (aside,) = torn_files(folder)
    assert aside.read_bytes() == b'{"about":"C-3","act'
    assert aside.name == f"{LOG_NAME}.torn-3-20261025T013005123Z"
    assert (log.records[3]["type"], log.records[3]["actor"], log.records[3]["recorder"]) == (
        "log.recovered",
        "PROGRAM",
        "PROGRAM",
    )
    assert log.records[3]["body"] == {
        "bytes": 19,
        "sha256": hashlib.sha256(aside.read_bytes()).hexdigest(),
        "set_aside": aside.name,
    }
    assert log_bytes(folder) == whole + line_of(log.records[3])
    assert add(log)["seq"] == 4
    log.close()


@pytest.mark.parametrize(
    "torn", [b"\0" * 700, b"\0" * 100 + b'ation"}\n', b'{"about"' + b"\0" * 50 + b"\n", b"\0\n\0\n"]
)
def test_parts_of_the_file_that_were_never_written_are_a_torn_tail(folder: Path, torn: bytes) -> None:
    make_log(folder).close()
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + torn)
    log = open_log(folder)

    assert torn_files(folder)[0].read_bytes() == torn
    log.close()


@pytest.mark.parametrize("rest", [b"{}\n", b"hello\n", b"\n", b"{}\n{"])
def test_a_whole_line_that_is_no_record_is_damage_and_left_alone(folder: Path, rest: bytes) -> None:
    make_log(folder).close()
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + rest)
    before = log_bytes(folder)

    with pytest.raises(AuditLogBroken):
        open_log(folder)
    assert log_bytes(folder) == before
    assert torn_files(folder) == []


def test_zeroed_bytes_before_a_good_line_are_damage(folder: Path) -> None:
    make_log(folder, 4).close()
    lines = log_bytes(folder).splitlines(keepends=True)
    (folder / LOG_NAME).write_bytes(lines[0] + b"\0" * len(lines[1]) + lines[2] + lines[3])

    with pytest.raises(AuditLogBroken, match="broken at record 1"):
        open_log(folder)
    assert torn_files(folder) == []


def test_what_a_killed_window_left_is_set_aside_by_the_next_append(log: AuditLog, folder: Path) -> None:
    with (folder / LOG_NAME).open("ab") as file:
        file.write(b'{"about":"C-3","act')

    assert log.catch_up() == []
    assert log.torn_bytes == 19
    with pytest.raises(Behind):
        add(log, 3)
    assert [record["type"] for record in log.catch_up()] == ["log.recovered"]
    assert add(log, 3)["seq"] == 4
    assert len(torn_files(folder)) == 1


def test_an_opening_waits_for_the_line_another_window_is_writing(folder: Path) -> None:
    log = make_log(folder)
    line = line_of(add(log, 3))
    log.close()
    (folder / LOG_NAME).write_bytes(log_bytes(folder)[:-20])
    lock = LogLock(folder / LOCK_NAME, 1)

    def finish() -> None:
        with lock.held():
            started.set()
            time.sleep(0.2)
            with (folder / LOG_NAME).open("ab") as file:
                file.write(line[-20:])

    started = threading.Event()
    writer = threading.Thread(target=finish)
    writer.start()
    started.wait()
    log = open_log(folder)

    assert [record["type"] for record in log.records[3:]] == ["task.completed"]
    assert torn_files(folder) == []
    writer.join()
    log.close()


def test_torn_tails_of_one_moment_are_kept_apart(folder: Path) -> None:
    make_log(folder).close()
    whole = log_bytes(folder)
    for torn in (b"{one", b"{two"):
        (folder / LOG_NAME).write_bytes(whole + torn)
        open_log(folder).close()

    assert [path.read_bytes() for path in torn_files(folder)] == [b"{one", b"{two"]


def test_a_recovery_that_can_not_cut_says_so_and_keeps_the_bytes(folder: Path) -> None:
    make_log(folder).close()
    (folder / LOG_NAME).write_bytes(log_bytes(folder) + b"{half")
    before = log_bytes(folder)

    with pytest.raises(NotSaved, match="this user may not change it"):
        open_log(folder, disk=FailingDisk("truncate", code=errno.EPERM))
    assert log_bytes(folder) == before
    assert torn_files(folder)[0].read_bytes() == b"{half"


# Taking in what the second copy has


def test_lines_from_the_second_copy_are_taken_in_when_they_follow(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_log(tmp_path / name, 2 if name == "a" else 4).close()
    log = open_log(tmp_path / "a")
    lines = log_bytes(tmp_path / "b").splitlines(keepends=True)

    assert [record["seq"] for record in log.adopt(lines[2:], log.tail, stamp())] == [2, 3]
    assert log_bytes(tmp_path / "a") == log_bytes(tmp_path / "b")
    with pytest.raises(LineProblem, match="number 4 belongs here, and 3 is here"):
        log.adopt(lines[3:], log.tail, stamp())
    with pytest.raises(Behind):
        log.adopt([], Tail(2, "0" * 64), stamp())
    assert log_bytes(tmp_path / "a") == log_bytes(tmp_path / "b")
    log.close()


def test_a_position_in_the_file_is_a_number_of_whole_records(log: AuditLog) -> None:
    first = len(line_of(log.records[0]))

    assert [log.count_at(size) for size in (0, first - 1, first, first + 1, log.size)] == [0, 0, 1, 1, 3]


# Small promises


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.ETXTBSY, "Text file busy"), "the system says: text file busy"),
        (OSError("odd"), "the system says: no reason"),
    ],
)
def test_what_the_system_says_is_put_in_plain_words(problem: OSError, words: str) -> None:
    assert plain_reason(problem) == words


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EIO])
def test_a_folder_is_synced_where_there_is_such_a_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)

    if code == errno.EINVAL:
        sync_folder(tmp_path)
    else:
        with pytest.raises(OSError, match="Input/output"):
            sync_folder(tmp_path)


def test_reading_needs_neither_the_lock_nor_anything_heavy() -> None:
    code = (
        "import sys; from cutover_tui.storage import audit_log; "
        "print([name for name in ('filelock', 'pydantic', 'asyncio', 'uuid', 'textual') if name in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    printed = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True).stdout

    assert printed.strip() == "[]"


def test_a_broken_log_is_gone_or_damaged(log: AuditLog, folder: Path) -> None:
    deleted(folder)

    with pytest.raises(AuditLogGone):
        log.catch_up()
    assert canonical_bytes(log.records[0])
