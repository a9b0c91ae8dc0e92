"""The unprivileged part of the fault matrix (`integrity.md` C2), with two verifiers held against each other."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import random
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.storage.log_examples import PLAN, RUN, FailingDisk, add, log_bytes, make_log, open_log, rehashed
from tests.storage.second_verifier import first_bad

from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.verification import verify
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME, AuditLogBroken, NotSaved
from cutover_tui.storage.audit_record import Record, Tail, line_of, seal_of
from cutover_tui.storage.log_reading import Chain
from cutover_tui.storage.record_check import LineProblem, check_line

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}

APPENDER = """
import os, sys
from pathlib import Path
from tests.storage.log_examples import add, open_log
log = open_log(Path(sys.argv[1]))
add(log)
print("ready", flush=True)
while True:
    record = add(log, 1, "x" * (log.tail.count * 37 % 900))
    os.write(1, f"{record['seq']} {record['hash']}\\n".encode())
"""

SHARER = """
import sys
from pathlib import Path
from cutover_tui.storage.audit_log import Behind
from tests.storage.log_examples import add, open_log
log = open_log(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(100):
    while True:
        try:
            print(add(log, number)["hash"])
            break
        except Behind:
            log.catch_up()
"""

SQUEEZED = """
import resource, signal, sys
from pathlib import Path
from cutover_tui.storage.audit_log import NotSaved
from tests.storage.log_examples import add, log_bytes, open_log
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
log = open_log(folder)
whole = log.size
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for room in range(0, 600, 7):
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole + room, hard))
    try:
        add(log, 1, "a note")
        print("took", room)
    except NotSaved as refusal:
        assert str(refusal).startswith("NOT SAVED, write it on paper: the file may not grow any more."), refusal
    assert len(log_bytes(folder)) == whole, room
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print("after", add(log, 2)["seq"])
"""


def start(code: str, folder: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def verdicts(log: bytes, folder: Path) -> int | None:
    """What both verifiers say the first bad record is, once they are seen to agree."""
    (folder / LOG_NAME).write_bytes(log)
    ours = verify(folder)
    second = first_bad(log, PLAN)

    assert ours.passed == (second is None)
    assert ours.first_bad_seq == second
    return second


def quick_verdict(log: bytes) -> int | None:
    """What the program's own checks say, without the file: for the many small changes of T1 and T3."""
    chain = Chain(Tail(0, hashlib.sha256(PLAN).hexdigest()))
    lines = log.split(b"\n")
    for number, line in enumerate(lines[:-1]):
        try:
            chain.accept(check_line(line + b"\n"))
        except LineProblem:
            return number
    return len(lines) - 1 if lines[-1] or len(lines) == 1 else min(chain.notes_gone, default=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def lines(folder: Path) -> list[bytes]:
    make_log(folder, 5).close()
    return log_bytes(folder).splitlines(keepends=True)


# Kill and crash


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
def test_k1_kill_at_random_loses_nothing_that_was_confirmed(folder: Path) -> None:
    make_log(folder, 1).close()
    moments = random.Random(7)  # noqa: S311 (moments, not secrets)
    confirmed: dict[int, str] = {}
    for _round in range(25):
        child = start(APPENDER, folder)
        time.sleep(moments.uniform(0.0, 0.02))
        child.kill()
        told, _nothing = child.communicate()
        for line in told.decode().splitlines(keepends=True):
            if line.endswith("\n"):
                seq, digest = line.split()
                confirmed[int(seq)] = digest

    log = open_log(folder)
    kept = {record["seq"]: record["hash"] for record in log.records}
    assert len(confirmed) > 25
    assert {seq: kept.get(seq) for seq in confirmed} == confirmed
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()


def crash_states(old: bytes, line: bytes) -> list[bytes]:
    """Every file a crash can leave of one append: each 512-byte sector written or still zero, cut at some sizes."""
    first, end = len(old), len(old) + len(line)
    cuts = sorted({first, *range(first // 512 * 512 + 512, end, 512), end})
    pieces = list(itertools.pairwise(cuts))
    states = []
    for written in itertools.product([True, False], repeat=len(pieces)):
        data = b"".join(
            line[a - first : b - first] if there else b"\0" * (b - a)
            for (a, b), there in zip(pieces, written, strict=True)
        )
        states += [
            old + data[:size] for size in {0, 1, len(data) // 3, *(b - first for _a, b in pieces), len(data) - 1}
        ]
    return states


def test_k3_every_state_a_crash_can_leave_of_an_append_reopens(folder: Path) -> None:
    log = make_log(folder, 3)
    old = log_bytes(folder)
    line = line_of(add(log, 3, "x" * 1_500))
    log.close()
    states = crash_states(old, line)

    for state in states:
        for path in folder.glob(f"{LOG_NAME}.torn*"):
            path.unlink()
        (folder / LOG_NAME).write_bytes(state)
        log = open_log(folder)
        assert b"".join(line_of(record) for record in log.records[:3]) == old
        assert [record["type"] for record in log.records[3:]] in ([], ["log.recovered"], ["task.completed"])
        assert (log.records[3:] == ()) == (state == old)
        assert first_bad(log_bytes(folder), PLAN) is None
        log.close()
    assert len(states) > 40


def test_k4_a_cut_at_any_byte_leaves_the_whole_lines(lines: list[bytes], folder: Path) -> None:
    whole = b"".join(lines)
    for size in range(len(lines[0]), len(whole), 11):
        (folder / LOG_NAME).write_bytes(whole[:size])
        log = open_log(folder, read_only=True)
        assert len(log.records) == whole[:size].count(b"\n")
        assert log.torn_bytes == size - log.size
        log.close()


def test_k5_a_cut_at_any_byte_of_the_last_record_is_kept_and_the_work_goes_on(lines: list[bytes], folder: Path) -> None:
    whole, last = b"".join(lines[:-1]), lines[-1]
    for size in range(1, len(last), 9):
        (folder / LOG_NAME).write_bytes(whole + last[:size])
        log = open_log(folder)
        (aside,) = folder.glob(f"{LOG_NAME}.torn*")
        assert aside.read_bytes() == last[:size]
        assert add(log, 9)["seq"] == 5
        assert first_bad(log_bytes(folder), PLAN) is None
        log.close()
        aside.unlink()


@pytest.mark.parametrize("call", ["write", "sync", "truncate", "fstat", "stat"])
@pytest.mark.parametrize("at", range(1, 6))
def test_k10_a_recovery_that_stops_anywhere_can_be_done_again(
    lines: list[bytes], folder: Path, call: str, at: int
) -> None:
    class Killed(BaseException):
        """The process ends here."""

    class KillingDisk(FailingDisk):
        def fails(self, name: str) -> bool:
            if super().fails(name):
                raise Killed
            return False

    (folder / LOG_NAME).write_bytes(b"".join(lines) + b'{"half')
    try:
        open_log(folder, disk=KillingDisk(call, at=at)).close()
    except Killed:
        open_log(folder).close()
    log = open_log(folder)

    assert [path.read_bytes() for path in folder.glob(f"{LOG_NAME}.torn*")] == [b'{"half']
    assert [record["type"] for record in log.records].count("log.recovered") == 1
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()


def test_k10_a_recovery_whose_own_record_is_torn_accounts_for_both(lines: list[bytes], folder: Path) -> None:
    (folder / LOG_NAME).write_bytes(b"".join(lines) + b'{"half')
    log = open_log(folder)
    line = line_of(log.records[-1])
    log.close()
    (folder / LOG_NAME).write_bytes(b"".join(lines) + line[:40])
    log = open_log(folder)

    assert [record["type"] for record in log.records[5:]] == ["log.recovered", "log.recovered"]
    assert len(list(folder.glob(f"{LOG_NAME}.torn*"))) == 2
    log.close()


# The disk


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_d1_a_disk_full_at_any_byte_refuses_and_works_again_when_there_is_room(folder: Path) -> None:
    make_log(folder, 3).close()
    told = subprocess.run([sys.executable, "-c", SQUEEZED, str(folder)], env=ENV, capture_output=True, check=True)

    assert told.stdout == b"after 3\n"
    assert first_bad(log_bytes(folder), PLAN) is None


CODES = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EINTR]


@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("part", [0, 40])
def test_d3_a_write_that_fails_records_nothing(folder: Path, code: int, part: int, forever: bool) -> None:
    disk = FailingDisk("write", at=3, code=code, part=part, forever=forever)
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True
    add(log, 3)
    add(log, 4)
    before = log_bytes(folder)

    with pytest.raises(NotSaved, match=r"^NOT SAVED, write it on paper: .*Nothing was recorded"):
        add(log, 5)
    assert log_bytes(folder) == before
    if forever:
        with pytest.raises(NotSaved):
            add(log, 5)
        disk.armed = False
    assert add(log, 5)["seq"] == 5
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()


@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("code", CODES)
def test_d3_a_sync_that_fails_ends_recording_in_this_window(folder: Path, code: int, forever: bool) -> None:
    disk = FailingDisk("sync", at=2, code=code, forever=forever)
    disk.armed = False
    log = make_log(folder, disk=disk)
    other = open_log(folder)
    disk.armed = True
    confirmed = add(log, 3)

    for _time in range(2):
        with pytest.raises(NotSaved, match=r"^NOT SAVED, write it on paper: the disk cannot confirm what it holds"):
            add(log, 4)
    assert disk.calls["sync"] == 2
    assert other.catch_up() == [confirmed]
    assert add(other, 5)["seq"] == 4
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()
    other.close()


@pytest.mark.parametrize("call", ["truncate", "sync"])
def test_d3_a_failed_write_that_can_not_be_taken_back_ends_recording(folder: Path, call: str) -> None:
    disk = FailingDisk("write", part=40)
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True

    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "gone")

    setattr(disk, call, broken)
    for _time in range(2):
        with pytest.raises(NotSaved, match="NOT SAVED"):
            add(log, 3)
    log.close()
    log = open_log(folder)
    assert first_bad(log_bytes(folder), PLAN) is None
    assert [record["seq"] for record in log.records[:3]] == [0, 1, 2]
    log.close()


def test_d3_a_failed_sync_that_can_not_be_taken_back_still_opens_again(folder: Path) -> None:
    disk = FailingDisk("sync")
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True

    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "gone")

    disk.truncate = broken  # type: ignore[assignment, method-assign]  # a disk that takes nothing back
    with pytest.raises(NotSaved):
        add(log, 3)
    log.close()

    open_log(folder).close()
    assert first_bad(log_bytes(folder), PLAN) is None


@pytest.mark.parametrize("call", ["stat", "fstat"])
def test_d3_a_disk_that_does_not_answer_ends_in_words(folder: Path, call: str) -> None:
    disk = FailingDisk(call, forever=True)
    disk.armed = False
    log = make_log(folder, disk=disk)
    disk.armed = True

    with pytest.raises(AuditLogBroken, match="cannot be reached: the disk reported a fault"):
        add(log, 3)
    log.close()


def test_d3_a_log_that_can_not_be_read_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = make_log(folder)
    other = open_log(folder)
    add(other, 3)

    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr("cutover_tui.storage.log_reading.lines_from", broken)
    with pytest.raises(AuditLogBroken, match="cannot be read: the disk reported a fault"):
        log.catch_up()
    log.close()
    other.close()


def test_d5_a_lock_that_can_not_be_taken_is_said(folder: Path) -> None:
    log = make_log(folder)
    other = open_log(folder)
    add(other, 3)
    (folder / "audit-log.lock").unlink()
    (folder / "audit-log.lock").mkdir()

    with pytest.raises(NotSaved, match=r"^NOT SAVED, write it on paper: it is a folder"):
        add(log, 4)
    assert log.catch_up() == []
    log.close()
    other.close()


def test_d7_a_slow_disk_only_takes_its_time(folder: Path) -> None:
    disk = FailingDisk(slow=0.4)
    disk.armed = False
    log = make_log(folder, disk=disk)
    other = open_log(folder)
    disk.armed = True
    began = time.perf_counter()
    record = add(log, 3)

    assert 0.4 <= time.perf_counter() - began < 0.9
    assert other.catch_up() == [record]
    log.close()
    other.close()


# Damage and tampering


@pytest.fixture
def small(tmp_path: Path) -> bytes:
    make_log(tmp_path / "small", 2).close()
    return log_bytes(tmp_path / "small")


def test_t1_t2_no_flipped_bit_goes_unnoticed(small: bytes) -> None:
    for place in range(len(small)):
        for bit in range(8):
            changed = bytearray(small)
            changed[place] ^= 1 << bit
            bad = quick_verdict(bytes(changed))
            assert bad is not None, (place, bit)
            if bit == place % 8:
                assert first_bad(bytes(changed), PLAN) == bad


def test_t3_no_byte_lost_or_put_in_goes_unnoticed(small: bytes) -> None:
    drawn = random.Random(3)  # noqa: S311 (bytes, not secrets)
    for place in range(len(small) + 1):
        more = small[:place] + bytes([drawn.randrange(256)]) + small[place:]
        less = small[:place] + small[place + 1 :]
        for changed in (more, less) if place < len(small) else (more,):
            assert quick_verdict(changed) is not None
            assert first_bad(changed, PLAN) == quick_verdict(changed)


def test_t4_lines_taken_out_doubled_swapped_or_edited_are_found(lines: list[bytes], folder: Path) -> None:
    last = len(lines) - 1
    for number in range(last):
        assert verdicts(b"".join(lines[:number] + lines[number + 1 :]), folder) == number
        assert verdicts(b"".join(lines[: number + 1] + lines[number:]), folder) == number + 1
        swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
        assert verdicts(b"".join(swapped), folder) == number
        edited = rehashed(json.loads(lines[number]), actor="ZZ")
        assert verdicts(b"".join([*lines[:number], edited, *lines[number + 1 :]]), folder) == number + 1


def test_t5_t6_only_a_seal_shows_a_cut_or_rewritten_end(lines: list[bytes], folder: Path) -> None:
    records: list[Record] = [json.loads(line) for line in lines]
    seal = seal_of(Tail(5, str(records[4]["hash"])), RUN)
    edited = b"".join([*lines[:4], rehashed(records[4], actor="ZZ")])
    cut = b"".join(lines[:3])

    assert verdicts(edited, folder) is None
    assert any("the digits do not fit" in check.words for check in verify(folder, seal=seal).checks)
    assert verdicts(cut, folder) is None
    assert not verify(folder, seal=seal).passed
    assert "it was taken at record 4, and record 2 is the last: the end of the log is missing" in "\n".join(
        verify(folder, seal=seal).lines()
    )


def test_t7_lines_of_another_run_or_under_another_plan_are_found(
    lines: list[bytes], folder: Path, tmp_path: Path
) -> None:
    make_log(tmp_path / "other", 5, run="a81001-20261025-live-2", seed="b").close()
    others = log_bytes(tmp_path / "other").splitlines(keepends=True)
    for number in range(5):
        assert verdicts(b"".join([*lines[:number], *others[number:]]), folder) == (number or None)
        assert verdicts(b"".join([*lines[:number], others[number], *lines[number + 1 :]]), folder) in {
            number,
            number + 1,
        }
    (folder / LOG_NAME).write_bytes(b"".join(lines))
    (folder / PLAN_NAME).write_bytes(b"{}")
    assert verify(folder).first_bad_seq == 0 == first_bad(b"".join(lines), b"{}")


def test_t7_a_line_chained_on_from_another_run_is_found(lines: list[bytes], folder: Path) -> None:
    stranger = rehashed(json.loads(lines[2]), run="b81001-20261025-live-1")

    assert verdicts(b"".join([*lines[:2], stranger]), folder) == 2


def test_t9_a_note_blanked_without_a_word_is_found_and_with_one_is_not(lines: list[bytes], folder: Path) -> None:
    blanked = re.sub(rb'"note":"(?:[^"\\]|\\.)*","note_salt":"[0-9a-f]{32}",', b"", lines[1])
    last = json.loads(lines[4])

    assert blanked != lines[1]
    assert verdicts(b"".join([lines[0], blanked, *lines[2:]]), folder) == 1
    for body, verdict in [({"seq": 1}, None), ({"seq": 2}, 1), ({"seq": "1"}, 1)]:
        redaction = rehashed(last, type="entry.redacted", body=body)
        assert verdicts(b"".join([lines[0], blanked, *lines[2:4], redaction]), folder) == verdict
    early = rehashed(json.loads(lines[0]), type="entry.redacted", body={"seq": 1})
    following = rehashed(json.loads(blanked), prev=json.loads(early)["hash"])
    assert verdicts(early + following, folder) == 1


def test_t9_a_note_that_is_half_gone_is_found(lines: list[bytes], folder: Path) -> None:
    record = json.loads(lines[1])
    without_salt = {name: value for name, value in record.items() if name != "note_salt"}

    assert verdicts(lines[0] + line_of(without_salt), folder) == 1


def test_t10_line_ends_of_another_system_are_found(lines: list[bytes], folder: Path) -> None:
    assert verdicts(b"".join(lines).replace(b"\n", b"\r\n"), folder) == 0
    assert verdicts(b"\xef\xbb\xbf" + b"".join(lines), folder) == 0
    assert verdicts(b"".join(lines) + b"\n", folder) == 5
    assert verdicts(b"", folder) == 0


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_t11_any_bytes_at_all_end_in_a_verdict(rubbish: bytes, lined: bool) -> None:
    log = rubbish + (b"\n" if lined else b"")

    assert quick_verdict(log) == first_bad(log, PLAN) == 0


@pytest.mark.usefixtures("lines")
def test_t12_an_edit_of_the_same_size_is_found_by_verifying(folder: Path) -> None:
    log = open_log(folder)
    with (folder / LOG_NAME).open("r+b") as file:
        file.write(log_bytes(folder).replace(b'"actor":"AB"', b'"actor":"ZZ"'))

    assert log.catch_up() == []
    assert verify(folder).first_bad_seq == 0
    log.close()


# Two at once


@pytest.mark.skipif(sys.platform == "win32", reason="starts as Unix does")
def test_p1_two_processes_work_one_log_and_nothing_is_lost(folder: Path) -> None:
    make_log(folder, 1).close()
    children = [start(SHARER, folder) for _child in range(2)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"go\n")
        child.stdin.flush()
    told = [child.communicate(timeout=30)[0].decode().split() for child in children]

    log = open_log(folder)
    kept = {str(record["hash"]) for record in log.records[1:]}
    assert [len(hashes) for hashes in told] == [100, 100]
    assert {*told[0], *told[1]} == kept
    assert len(log.records) == 201
    assert first_bad(log_bytes(folder), PLAN) is None
    log.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
def test_p2_a_killed_window_leaves_no_lock(folder: Path) -> None:
    make_log(folder, 1).close()
    child = start(APPENDER, folder)
    assert child.stdout is not None
    select.select([child.stdout], [], [], 5)
    child.kill()
    child.communicate()
    log = open_log(folder, lock_seconds=0.5)

    assert add(log, 1)["type"] == "task.completed"
    log.close()


def test_p5_a_refused_opening_holds_no_lock(folder: Path) -> None:
    make_log(folder).close()
    good = log_bytes(folder)
    (folder / LOG_NAME).write_bytes(good + b"{}\n")
    with pytest.raises(AuditLogBroken):
        open_log(folder)
    (folder / LOG_NAME).write_bytes(good + b"{half")
    with pytest.raises(Refused):
        open_log(folder, disk=FailingDisk("write"))
    (folder / LOG_NAME).write_bytes(good)

    log = open_log(folder, lock_seconds=0.1)
    assert add(log, 3)["seq"] == 3
    log.close()
