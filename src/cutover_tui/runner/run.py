"""A run in use: one method per act, each of which decides, appends, then folds.

Nothing is shown as done before `append` has returned. When another window's record came first, the run catches up and
decides again on the newer state (`design.md` 7).
"""

from __future__ import annotations

import hashlib
import platform
import re
import secrets
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import sign
from cutover_tui.domain.anchors import move_anchor, record_anchor
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.events import tasks_of
from cutover_tui.domain.fold import fold
from cutover_tui.domain.happening import NOT_RECORDED, PROGRAM
from cutover_tui.domain.log_events import ClockChanged, ExportMade, RunLeft, RunOpened, RunReopened, SealWritten
from cutover_tui.domain.people import add_person
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import RunState, start_state
from cutover_tui.domain.time_words import to_local
from cutover_tui.runner.acting import one_line, several_lines
from cutover_tui.runner.added_acts import AddedActs
from cutover_tui.runner.alert_acts import AlertActs
from cutover_tui.runner.closing_acts import ClosingActs
from cutover_tui.runner.decision_acts import DecisionActs
from cutover_tui.runner.gate_acts import GateActs
from cutover_tui.runner.issue_acts import IssueActs
from cutover_tui.runner.message_acts import MessageActs
from cutover_tui.runner.pause_acts import PauseActs
from cutover_tui.runner.presence_acts import PresenceActs
from cutover_tui.runner.printing_acts import PrintingActs
from cutover_tui.runner.reentry_acts import ReentryActs
from cutover_tui.runner.review_acts import ReviewActs
from cutover_tui.runner.service_acts import ServiceActs
from cutover_tui.runner.task_acts import TaskActs
from cutover_tui.runner.telling_acts import TellingActs
from cutover_tui.runner.version import TOOL
from cutover_tui.storage.audit_log import PLAN_NAME, AuditLog, Behind
from cutover_tui.storage.audit_record import Payload, Seat, Stamp, Tail, seal_of
from cutover_tui.storage.clean_text import NAME_LIMIT, clean_text
from cutover_tui.storage.durable_file import read_plain_file
from cutover_tui.storage.event_json import event_to_payload, record_to_entry
from cutover_tui.storage.log_reading import PLAN_CAP_BYTES
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.plan import Plan, RunKind
    from cutover_tui.runner.clock import Clock

ABOUT = ("category", "issue", "decision")
"""Fields of an event that say what it is about, beside the tasks it changes."""
ATTEMPTS = 50
"""How often an act is decided again because another window's record came first."""

CLOCK_TOLERANCE = timedelta(seconds=2)
"""A wall clock further than this from the time that ran has been changed, or the computer slept."""


def run_slug(ods_code: str, day: str, kind: RunKind, number: int) -> str:
    """The name of a run, such as `a81001-20261025-live-1`; a rehearsal's folder starts with `rehearsal`."""
    return f"{ods_code.lower()}-{day}-{kind}-{number}"


@dataclass
class _ClockWatch:
    """The two clocks as they stood when last looked at."""

    wall: datetime
    mono_us: int


class Run(
    TaskActs,
    ServiceActs,
    ReentryActs,
    AddedActs,
    GateActs,
    ClosingActs,
    PresenceActs,
    MessageActs,
    AlertActs,
    ReviewActs,
    PrintingActs,
    IssueActs,
    DecisionActs,
    PauseActs,
    TellingActs,
):
    """One run, open for work or for looking."""

    def __init__(self, log: AuditLog, plan: Plan, clock: Clock) -> None:
        self.log = log
        self.plan = plan
        self.clock = clock
        self.entries: list[Entry] = [record_to_entry(record) for record in log.records]
        self._about: dict[str, list[Entry]] = {}
        self._remember(self.entries)
        self.state: RunState = fold(start_state(plan), self.entries)
        self._watch = _ClockWatch(clock.now(), clock.mono_us())

    @classmethod
    def start(
        cls,
        folder: Path,
        plan: Plan,
        *,
        kind: RunKind,
        clock: Clock,
        by: str = PROGRAM,
        number: int = 1,
        clock_check: str = "",
    ) -> Run:
        """Freeze a plan in a new run folder and open its log.

        Raises:
            Refused: The folder already holds a run, or cannot be written.
        """
        plan_bytes = plan_to_bytes(plan)
        now = clock.now()
        day = f"{to_local(now, plan.calendar.zone):%Y%m%d}"
        opened = RunOpened(
            by=by or PROGRAM,
            recorder=by or PROGRAM,
            at=now,
            kind=kind,
            practice=plan.practice,
            ods_code=plan.ods_code,
            plan_version=plan.version,
            plan_sha256=hashlib.sha256(plan_bytes).hexdigest(),
            nonce=secrets.token_hex(16),
            versions=_versions(),
            host=_device(),
            clock_check=one_line(clock_check) or NOT_RECORDED,
        )
        seat = _seat(plan, run_slug(plan.ods_code, day, kind, number))
        payload = event_to_payload(opened, now=now)
        log = AuditLog.create(folder, plan_bytes, payload, seat=seat, stamp=stamp_of(clock))
        return cls(log, plan, clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock, read_only: bool = False) -> Run:
        """Open a run folder, checking every record; a torn last write is set aside and said.

        Raises:
            AuditLogBroken: A record was changed or lost; nothing is repaired.
            PlanUnreadable: The plan cannot be read.
            Refused: There is no run in the folder, or it cannot be used.
        """
        plan = read_plan(folder)
        log = AuditLog.open(folder, seat_of=lambda run: _seat(plan, run), stamp=stamp_of(clock), read_only=read_only)
        return cls(log, plan, clock)

    # -- acts, one method each ------------------------------------------------------------------------------------

    def correct_entry(self, act: Act, seq: int, *, field: str, now: str, reason: str) -> Entry:
        """Record that an earlier entry was wrong in one field."""
        from cutover_tui.domain.corrections import correct_entry, has_lines  # noqa: PLC0415 (loaded when first used)

        entry = self.entry(seq)
        new, words = several_lines(now) if has_lines(entry, field) else one_line(now), one_line(reason)
        return self._record(
            act, lambda state, act_now: correct_entry(state, act_now, entry, field=field, now=new, reason=words)
        )

    def record_anchor(self, act: Act, code: str, *, happened: datetime, reason: str = "") -> Entry:
        """Record when an anchor happened; what is not done is planned again."""
        words = one_line(reason)
        return self._record(act, lambda state, now: record_anchor(state, now, code, happened=happened, reason=words))

    def move_anchor(self, act: Act, code: str, *, to: datetime, reason: str, agreed_by: str) -> Entry:
        """Record a new planned time for an anchor; what is not done is planned again."""
        words, agreed = one_line(reason), one_line(agreed_by)
        return self._record(
            act, lambda state, now: move_anchor(state, now, code, to=to, reason=words, agreed_by=agreed)
        )

    def add_person(
        self, act: Act, *, initials: str, name: str, roles: tuple[str, ...] = (), clinician: bool = False
    ) -> Entry:
        """Record that somebody joins the roster."""
        full = clean_text(name, NAME_LIMIT).strip()
        return self._record(
            act,
            lambda state, now: add_person(state, now, initials=initials, name=full, roles=roles, clinician=clinician),
        )

    def write_seal(self, act: Act, *, seal: str = "", occasion: str = "") -> Entry:
        """Record that a seal was written on paper: the one given, as it was shown, or that of the log as it stands."""
        return self._record(
            act,
            lambda state, now: SealWritten(
                **sign(state, now, addendum=True), seal=seal or self.seal(), occasion=occasion
            ),
        )

    def note_export(self, by: str, *, copy: str, folder: str, supplier: str = "") -> Entry:
        """Record that the log was exported; the next export holds this record."""
        who = self._known(by)
        return self._record_event(
            lambda at: ExportMade(by=who, recorder=who, at=at, copy=copy, folder=folder, supplier=supplier)
        )

    def reopened(self, by: str) -> Entry:
        """Record that somebody opened the run again, and whether it had been left in good order."""
        who = self._known(by)
        return self._record_event(lambda at: RunReopened(by=who, recorder=who, at=at, unclean=not self.state.left))

    def leave(self, by: str) -> Entry:
        """Record that somebody left the run in good order."""
        who = self._known(by)
        return self._record_event(lambda at: RunLeft(by=who, recorder=who, at=at))

    # -- time and other windows -----------------------------------------------------------------------------------

    def watch_clock(self) -> Entry | None:
        """Record a jump of the clock or a sleep since last looked, None when there was none."""
        wall, mono = self.clock.now(), self.clock.mono_us()
        ran = timedelta(microseconds=mono - self._watch.mono_us)
        jump = (wall - self._watch.wall) - ran
        self._watch = _ClockWatch(wall, mono)
        if abs(jump) <= CLOCK_TOLERANCE:
            return None
        seconds = round(jump.total_seconds())
        return self._record_event(lambda at: ClockChanged(by=PROGRAM, recorder=PROGRAM, at=at, seconds=seconds))

    def catch_up(self) -> list[Entry]:
        """Read and fold what other windows recorded; the new entries, oldest first.

        Raises:
            AuditLogBroken: The log was changed, cut or replaced.
        """
        self.log.catch_up()
        return self._fold_new()

    def entry(self, seq: int) -> Entry:
        """The entry with a number, refused when there is none."""
        if 0 <= seq < len(self.entries):
            return self.entries[seq]
        msg = f"There is no entry {seq} in this log. It has entries 0 to {len(self.entries) - 1}."
        raise Refused(msg)

    def entries_about(self, ref: str) -> list[Entry]:
        """The entries about one task, re-entry category, issue or decision, oldest first."""
        return self._about.get(ref, [])

    def _remember(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            for ref in (*tasks_of(entry.event), *(getattr(entry.event, name, "") for name in ABOUT)):
                self._about.setdefault(ref, []).append(entry)

    @property
    def tail(self) -> Tail:
        """How many records there are, and the hash of the last."""
        return self.log.tail

    def seal(self) -> str:
        """The seal of the log as it stands, to write on paper. Takes about a tenth of a second."""
        return seal_of(self.tail, self.log.run)

    def close(self) -> None:
        """Let go of the files. Records nothing."""
        self.log.close()

    def _known(self, by: str) -> str:
        """The initials where they are on the roster, else the program's: opening and leaving are never refused."""
        return by if by in self.state.people else PROGRAM

    def record(self, act: Act, decide: Callable[[RunState, Act], Event]) -> Entry:
        """Record what a decision of the caller's gives, for acts that are no part of a day's work."""
        return self._record(act, decide)

    def _record(self, act: Act, decide: Callable[[RunState, Act], Event]) -> Entry:
        """Decide, append, fold; decide again when another record came first, and before a refusal stands."""

        def make(at: datetime) -> Event:
            event = decide(self.state, replace(act, now=at, late_reason=one_line(act.late_reason)))
            if not act.looked_over:
                from cutover_tui.runner.patient_guard import require_nobody  # noqa: PLC0415 (for commands alone)

                require_nobody(event, self.plan, year=at.year)
            return event

        return self._record_event(make)

    def _record_event(self, make: Callable[[datetime], Event]) -> Entry:
        for _attempt in range(ATTEMPTS):
            stamp = stamp_of(self.clock)
            try:
                event = make(stamp.now)
            except Refused:
                if self.catch_up():
                    continue
                raise
            try:
                self.log.append(self._payload(event, stamp.now), self.tail, stamp)
            except Behind:
                self.catch_up()
                continue
            return self._fold_new()[-1]
        msg = "Another window is recording without a pause. Nothing was recorded here; try again in a moment."
        raise Refused(msg)

    def _payload(self, event: Event, now: datetime) -> Payload:
        task = self.state.task_by_ref.get(getattr(event, "task", ""))
        return event_to_payload(event, now=now, task=task)

    def _fold_new(self) -> list[Entry]:
        """Take up what the log handed out. A thread that reads the entries first finds a state that holds them."""
        new = [record_to_entry(record) for record in self.log.read(len(self.entries))]
        self.state = fold(self.state, new)
        self._remember(new)
        self.entries.extend(new)
        return new


def read_plan(folder: Path) -> Plan:
    """The frozen plan of a run folder.

    Raises:
        PlanUnreadable: The plan is not one this version reads.
        Refused: There is no run in the folder.
    """
    try:
        return plan_from_bytes(read_plain_file(folder / PLAN_NAME, at_most=PLAN_CAP_BYTES))
    except OSError as problem:
        msg = f"There is no run in {folder}: it has no plan.json that can be read."
        raise Refused(msg) from problem


def stamp_of(clock: Clock) -> Stamp:
    """What a record says about the moment it is made: to the millisecond."""
    now = clock.now()
    to_the_millisecond = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return Stamp(now=to_the_millisecond, mono_us=clock.mono_us(), session=clock.session)


def _seat(plan: Plan, run: str) -> Seat:
    return Seat(run=run, device=_device(), zone=plan.calendar.zone, tool=TOOL)


def _device() -> str:
    """A short name of this computer, from letters that cannot do harm."""
    return re.sub(r"[^a-z0-9-]+", "-", platform.node().lower()).strip("-")[:20] or "computer"


def _versions() -> str:
    from zoneinfo import TZPATH  # noqa: PLC0415 (only a run's first record needs it)

    zone_data = "tzdata package" if not TZPATH else "system zone data"
    return f"{TOOL}; Python {platform.python_version()}; {sys.platform} {platform.release()}; {zone_data}"
