"""Walks an audit log from its plan to its last line and says in words whether it holds (`integrity.md` A3).

Reads only, in constant memory. `docs/audit-log.md` is the specification this follows; the tests hold a second verifier,
written from that page alone, against it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME
from cutover_tui.storage.audit_record import LineProblem, Record, Tail, check_line, compare_seal
from cutover_tui.storage.durable_file import READING, open_plain_file, plain_reason, read_plain_file
from cutover_tui.storage.log_reading import LOG_CAP_BYTES, PLAN_CAP_BYTES, Chain, is_torn, lines_from
from cutover_tui.storage.paper_seal import parse_seal

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

SEAL_TYPE = "seal.written"
GAP = timedelta(seconds=2)
"""A larger difference between the clock and the machine's own timer is worth a look."""
_MOST_GAPS = 20

CANNOT_PROVE = (
    (
        "No file alone can show that entries were not cut off its end, or that it was not written anew from the start. "
        "Only a seal on paper, or the second copy, shows that."
    ),
    (
        "The log shows what was recorded and in which order. It cannot show that what people recorded is true, or who "
        "sat at the keyboard."
    ),
)
"""Said in every report."""


@dataclass(frozen=True)
class Check:
    """One thing that was checked."""

    name: str
    passed: bool
    words: str
    """What was found, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What verifying a log found."""

    path: Path
    checks: tuple[Check, ...]
    readable: bool = True
    """False when there was no log to check."""
    log_held: bool = True
    """False for a bundle that holds no log of its own; nothing is said then of what a log can prove."""
    records: int = 0
    """Sound records from the beginning on."""
    head: str = ""
    """The hash of the last of them."""
    first_bad_seq: int | None = None
    """The number the first bad record has or should have."""
    byte_offset: int | None = None
    """Where in the file it begins."""
    sealed_to: int | None = None
    """The last record covered by a seal that is right: written in the log, or typed in."""
    recheck_notes: tuple[str, ...] = ()
    """What to look at again, though nothing is wrong with the log: clock changes, sleep, what was not checked."""

    @property
    def passed(self) -> bool:
        """Whether everything that was checked holds."""
        return self.readable and all(check.passed for check in self.checks)

    def lines(self) -> list[str]:
        """The report: a line per check, what to look at again, what cannot be proved, and the result."""
        report = [f"{'PASS' if check.passed else 'FAIL'}  {check.name}: {check.words}" for check in self.checks]
        report += [f"NOTE  {note}" for note in self.recheck_notes]
        if self.readable and self.log_held:
            report += [f"NOTE  {words}" for words in CANNOT_PROVE]
        return [*report, f"Result: {'PASS' if self.passed else 'FAIL'}"]


@dataclass(slots=True)
class _Walk:
    """What is remembered on the way through a log."""

    chain: Chain = field(default_factory=lambda: Chain(Tail(0, "")))
    offset: int = 0
    """Bytes of sound lines."""
    problem: str = ""
    """What is wrong with the line after them; empty when nothing is."""
    torn: int = 0
    """Bytes after the last sound record, when they were never wholly written."""
    genesis: str = ""
    """What record 0 says the plan's SHA-256 is."""
    hashes: bytearray = field(default_factory=bytearray)
    """The hashes of all sound records, 32 bytes each, to hold seals against."""
    seals: list[tuple[int, str]] = field(default_factory=list)
    """Seals written in the log: the number of their record, and the text."""
    clocks: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    """For each start of the program, its last wall clock and timer."""
    gaps: list[str] = field(default_factory=list)
    notes_gone_at: dict[int, int] = field(default_factory=dict)
    """Where entries begin whose note is gone."""

    def tail_at(self, seq: int) -> Tail:
        """The tail the log had when record `seq` was its last."""
        return Tail(seq + 1, self.hashes[seq * 32 : seq * 32 + 32].hex())


def verify(path: Path, *, plan: Path | None = None, seal: str = "") -> Verification:
    """Check a run folder, or an audit log on its own.

    Args:
        path: The run folder or the log.
        plan: The plan the run was started with; by default the `plan.json` beside the log.
        seal: A seal from paper, such as `R0137 4175 8601 1308 7052`.
    """
    folder = path.is_dir()
    log = path / LOG_NAME if folder else path
    try:
        file = os.fdopen(open_plain_file(log, READING, at_most=LOG_CAP_BYTES), "rb")
    except FileNotFoundError:
        return _unreadable(path, f"there is no audit log at {log}.")
    except Refused as problem:
        return _unreadable(path, str(problem))
    with file:
        try:
            walk = _walk(file)
        except OSError as problem:
            return _unreadable(path, f"{log} cannot be read: {plain_reason(problem)}.")
    plan_check = _plan_check(plan or log.with_name(PLAN_NAME), walk.genesis, needed=folder or plan is not None)
    return _judged(path, walk, plan_check, seal)


def _unreadable(path: Path, words: str) -> Verification:
    return Verification(path=path, readable=False, checks=(Check("File", passed=False, words=words),))


def _plan_check(plan: Path, genesis: str, *, needed: bool) -> Check | None:
    """Whether record 0 is tied to the plan; None when there is no plan and none is needed."""
    try:
        plan_hash = hashlib.sha256(read_plain_file(plan, at_most=PLAN_CAP_BYTES)).hexdigest()
    except FileNotFoundError:
        return Check("Plan", passed=False, words=f"there is no plan at {plan}.") if needed else None
    except Refused as problem:
        return Check("Plan", passed=False, words=str(problem))
    except OSError as problem:
        return Check("Plan", passed=False, words=f"{plan} cannot be read: {plain_reason(problem)}.")
    if not genesis:
        return Check("Plan", passed=False, words="there is no record 0 to hold it against.")
    if plan_hash != genesis:
        return Check("Plan", passed=False, words=f"record 0 is tied to another plan than {plan}.")
    return Check("Plan", passed=True, words="record 0 is tied to this plan, byte for byte.")


def _walk(file: BinaryIO) -> _Walk:
    """Read the log line by line up to its end or the first line that is not sound."""
    walk = _Walk()
    for line in lines_from(file, 0):
        try:
            record = check_line(line)
            if not walk.genesis:
                # Any plan will do here: which one it is, is a check of its own.
                walk.genesis = str(record["prev"])
                walk.chain.tail = Tail(0, walk.genesis)
            walk.chain.accept(record)
        except LineProblem as problem:
            walk.problem = str(problem)
            if is_torn(lines_from(file, walk.offset)):
                walk.torn = file.seek(0, os.SEEK_END) - walk.offset
            break
        _remember(walk, record)
        walk.offset += len(line)
    return walk


def _remember(walk: _Walk, record: Record) -> None:
    """Note what later checks need of a sound record."""
    seq = walk.chain.tail.count - 1
    walk.hashes += bytes.fromhex(walk.chain.tail.hash)
    if seq in walk.chain.notes_gone:
        walk.notes_gone_at[seq] = walk.offset
    body = record.get("body")
    if record["type"] == SEAL_TYPE and isinstance(body, dict):
        walk.seals.append((seq, str(body.get("seal", ""))))
    session = str(record["session"])
    now, timer = datetime.fromisoformat(str(record["recorded_at"])), int(str(record["mono_us"]))
    last_now, last_timer = walk.clocks.get(session, (now, timer))
    walk.clocks[session] = now, timer
    gap = (now - last_now) - timedelta(microseconds=timer - last_timer)
    if abs(gap) > GAP:
        way = "ahead of" if gap > timedelta(0) else "behind"
        walk.gaps.append(
            f"Before record {seq} the clock went {abs(gap).total_seconds():,.1f} seconds {way} the computer's own "
            f"timer: the computer slept, or its clock was changed. Look at the times around it."
        )


def _judged(path: Path, walk: _Walk, plan_check: Check | None, seal: str) -> Verification:
    """The report on a walk."""
    count = walk.chain.tail.count
    # A removal may be recorded in the part that cannot be read.
    gone = None if walk.problem else min(walk.chain.notes_gone, default=None)
    sealed_to, seal_checks = _seal_checks(walk, seal)
    checks = [_records_check(walk), *([plan_check] if plan_check else []), _notes_check(gone), *seal_checks]
    notes = walk.gaps[:_MOST_GAPS]
    if len(walk.gaps) > _MOST_GAPS:
        notes.append(f"There are {len(walk.gaps) - _MOST_GAPS:,} more such moments.")
    if plan_check is None:
        notes.append("There was no plan to hold record 0 against, so what this run was started with was not checked.")
    if count:
        notes.append(_sealed_words(count - 1, sealed_to))
    bad = _first_bad(walk, plan_check, gone)
    return Verification(
        path=path,
        checks=tuple(checks),
        records=count,
        head=walk.chain.tail.hash if count else "",
        first_bad_seq=bad[0] if bad else None,
        byte_offset=bad[1] if bad else None,
        sealed_to=sealed_to,
        recheck_notes=tuple(notes),
    )


def _first_bad(walk: _Walk, plan_check: Check | None, gone: int | None) -> tuple[int, int] | None:
    """The number of the first bad record and where it begins; None when all are sound."""
    if plan_check and not plan_check.passed:
        return 0, 0
    if gone is not None:
        return gone, walk.notes_gone_at[gone]
    return (walk.chain.tail.count, walk.offset) if walk.problem or not walk.chain.tail.count else None


def _records_check(walk: _Walk) -> Check:
    """What is to be said of the lines and the chain they form."""
    count = walk.chain.tail.count
    sound = {0: "No record is sound", 1: "Record 0 is sound"}.get(count, f"Records 0 to {count - 1} are sound")
    if walk.torn:
        words = (
            f"{walk.torn:,} bytes at the end are no whole record: a write that was cut short. {sound}. Opening the run "
            f"for work sets them aside."
        )
    elif walk.problem:
        words = f"record {count}, at byte {walk.offset:,}: {walk.problem}. {sound}."
    elif not count:
        words = "the log holds no record."
    else:
        words = f"{count:,} records, each as it was written, in one unbroken chain. Last hash {walk.chain.tail.hash}."
        return Check("Records", passed=True, words=words)
    return Check("Records", passed=False, words=words)


def _notes_check(gone: int | None) -> Check:
    if gone is None:
        return Check("Notes", passed=True, words="every note is as it was written, or its removal is recorded.")
    return Check("Notes", passed=False, words=f"the note of record {gone} was taken out, and no later entry says so.")


def _seal_checks(walk: _Walk, typed: str) -> tuple[int | None, list[Check]]:
    """The last record a right seal covers, and a check for the seals in the log and for the one typed in."""
    checks: list[Check] = []
    sealed: list[int] = []
    wrong: list[int] = []
    for seq, seal in walk.seals:
        covered, words = _seal_result(walk, seal, seq)
        (wrong if words else sealed).append(seq if words else covered)
    if wrong:
        numbers = ", ".join(str(seq) for seq in wrong)
        words = f"what the seals written in record {numbers} stand for is not what the log holds before them."
        checks.append(Check("Seals in the log", passed=False, words=words))
    elif sealed:
        words = f"{len(sealed)} fit. They prove something only where the same digits stand on paper."
        checks.append(Check("Seals in the log", passed=True, words=words))
    if typed:
        covered, words = _seal_result(walk, typed, walk.chain.tail.count)
        if not words:
            sealed.append(covered)
        good = f"the log is the one that was sealed, up to record {covered}."
        checks.append(Check("Seal on paper", passed=not words, words=words or good))
    return max(sealed, default=None), checks


def _seal_result(walk: _Walk, seal: str, count: int) -> tuple[int, str]:
    """The last record a seal covers, and what is wrong with it; nothing when it fits.

    Args:
        walk: What was read.
        seal: The seal as written or typed; without its number it stands for the last record.
        count: How many records there were when it was written down.
    """
    if not count:
        return 0, "the log holds no record that it could stand for."
    try:
        number = parse_seal(seal).number
        covered = count - 1 if number is None else number
        if covered >= count:
            return covered, (
                f"it was taken at record {covered}, and record {count - 1} is the last: the end of the log is missing."
            )
        result = compare_seal(seal, walk.tail_at(covered), walk.chain.run)
    except Refused as problem:
        return 0, str(problem)
    if result == "match":
        return covered, ""
    if result == "no match":
        return covered, "the digits do not fit: this is another history than the one that was sealed."
    return covered, f"the digits nearly fit ({result}): read them again from the paper."


def _sealed_words(last: int, sealed_to: int | None) -> str:
    if sealed_to is None:
        return f"No seal covers records 0 to {last}."
    if sealed_to == last:
        return f"Records 0 to {last} are sealed."
    return f"Records 0 to {sealed_to} are sealed; no seal covers records {sealed_to + 1} to {last} yet."
