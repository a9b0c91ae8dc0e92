"""What every part of the safety file is made from: the log and the plan as read, which copy, which version.

Nothing else goes into a bundle: no clock, no settings, no machine. So the same log, plan, copy and version give the
same bytes, on any machine and at any time (`records.md` b1 principle 1). Where a bundle speaks of now, it means the
moment its last entry was recorded.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.fold import evolve, fold
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.gates import role_name
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskDeferred, TaskNotNeeded, TaskReopened
from cutover_tui.domain.time_words import to_local
from cutover_tui.exports.review import as_of, looked_over, to_remove, without_note
from cutover_tui.exports.suppliers import choose_supplier, issues_about
from cutover_tui.storage.audit_record import seal_of
from cutover_tui.storage.event_json import record_to_entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.review import Detector, Finding
    from cutover_tui.runner.run import Run
    from cutover_tui.runner.verification import Verification
    from cutover_tui.storage.canonical_json import Record

GO_LIVE = "GL"
NO_ROLE = "No role recorded"
"""Stands for the role of somebody whose roster entry has none."""


class Copy(StrEnum):
    """Which copy of the safety file, by its reader (`records.md` b6)."""

    FULL = "full"
    ICB = "icb"
    SUPPLIER = "supplier"
    LEARNING = "learning"

    @property
    def names_removed(self) -> bool:
        """Whether roles stand in place of people."""
        return self is not Copy.FULL


class TurningPoint(NamedTuple):
    """An entry that changed what is planned or printed, and the run on both sides of it."""

    entry: Entry
    before: RunState
    after: RunState


@dataclass(frozen=True, kw_only=True)
class Context:
    """One bundle to be made. A value, shared by all parts."""

    state: RunState
    """Where the run stands after the sound records."""
    entries: Sequence[Entry]
    records: Sequence[Record]
    """The sound records the entries came from, in the same order."""
    log_bytes: bytes
    """The log exactly as on disk, damage included."""
    plan_bytes: bytes
    """The plan exactly as on disk."""
    verification: Verification
    """What checking those two found."""
    run: str
    """The run's slug; empty when no record is sound."""
    seal: str
    """The seal of the log up to its last sound record; empty when there is none."""
    copy: Copy = Copy.FULL
    supplier: str = ""
    """The supplier a supplier's copy is for; empty in the others."""
    version: int = 1
    """1 for the first export of this copy, then 2 and so on."""
    findings: tuple[Finding, ...] = ()
    """What in the notes looks like it could identify a patient."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What somebody answered to them: a finding's code to `keep` or `remove`."""
    by_role: bool = False
    """Whether people are shown by their roles alone, as the body of the report shows them in every copy."""

    @cached_property
    def turning_points(self) -> tuple[TurningPoint, ...]:
        """The entries that changed what is planned or printed, found by going through the log once more."""
        state = start_state(self.plan)
        found = []
        for entry in self.entries:
            before, state = state, evolve(state, entry)
            if _turns(entry, before, state):
                found.append(TurningPoint(entry, before, state))
        return tuple(found)

    @cached_property
    def issues(self) -> Mapping[str, Issue]:
        """The issues this copy tells of, by number: in a supplier's copy those about that supplier alone."""
        return issues_about(self.state, self.supplier) if self.copy is Copy.SUPPLIER else self.state.issues

    @property
    def plan(self) -> Plan:
        """The plan as frozen."""
        return self.state.plan

    @property
    def zone(self) -> str:
        """The practice's time zone."""
        return self.plan.calendar.zone

    @property
    def as_of(self) -> datetime:
        """When the last sound entry was recorded, UTC: what this bundle calls now. The first planned moment if none."""
        return as_of(self.plan, self.entries)

    @property
    def interim(self) -> bool:
        """True until the run is closed."""
        return self.state.closed is None

    @property
    def rehearsal(self) -> bool:
        """True for practice before the day."""
        return self.state.kind is RunKind.REHEARSAL

    @property
    def go_live(self) -> datetime | None:
        """When the practice went live, or is planned to, UTC."""
        return self.state.anchors.get(GO_LIVE)

    @property
    def go_live_date(self) -> str:
        """That day, `2026-11-22`; `undated` where the plan has none."""
        return f"{to_local(self.go_live, self.zone):%Y-%m-%d}" if self.go_live is not None else "undated"

    @property
    def head(self) -> str:
        """The hash of the last sound record; empty when there is none."""
        return str(self.records[-1]["hash"]) if self.records else ""

    def roles_of(self, initials: str) -> str:
        """The names of somebody's own roles, whoever stands in: `Clinical lead, Clinical safety officer`."""
        if initials == PROGRAM:
            return "program"
        codes = [code for code in self.state.own_roles.get(initials, ()) if code != LEAD]
        names = {role.code: role.name for role in self.plan.roles}
        return ", ".join(names.get(code, code) for code in codes) or NO_ROLE

    def person(self, initials: str) -> str:
        """Somebody, as this copy shows people: `JB (Practice manager)`, or the role alone where names are removed."""
        if not initials:
            return ""
        if initials == PROGRAM:
            return "PROGRAM (program)"
        if not self.copy.names_removed:
            return self.roles_of(initials) if self.by_role else f"{initials} ({self.roles_of(initials)})"
        person = self.state.people.get(initials)
        organisation = person.organisation if person is not None and self.copy is Copy.ICB else ""
        return f"{self.roles_of(initials)}, {organisation}" if organisation else self.roles_of(initials)

    def happened_at(self, entry: Entry) -> datetime:
        """When something happened, as corrected since."""
        corrected = self.state.instant_of(self.state.corrected_value(entry.seq, "at", ""))
        return corrected if corrected is not None else entry.event.at

    def done_by(self, entry: Entry) -> str:
        """Initials of who did it, as corrected since."""
        return self.state.corrected_value(entry.seq, "by", entry.event.by)

    def role_name(self, code: str) -> str:
        """What a role code is called."""
        return role_name(self.state, code)


def _turns(entry: Entry, before: RunState, after: RunState) -> bool:
    """Whether an entry changed what is planned or printed."""
    if isinstance(entry.event, TaskNotNeeded | TaskReopened | TaskDeferred):
        return True
    return any(getattr(after, name) is not getattr(before, name) for name in _TURNING)


_TURNING = ("windows", "moved", "moved_tasks", "added", "printings")
"""Parts of the state that say what is planned or printed."""


def context_of(
    run: Run,
    verification: Verification,
    log_bytes: bytes,
    *,
    copy: Copy = Copy.FULL,
    supplier: str = "",
    version: int = 1,
    detect: Detector | None = None,
    answers: Mapping[str, str] | None = None,
) -> Context:
    """The context of one export of a run. Working out the seal takes about 0.1 s.

    Args:
        run: The run as it was read; of a damaged log, its sound records.
        verification: What checking its log and plan found.
        log_bytes: The log as it was read.
        copy: Which copy.
        supplier: Which supplier a supplier's copy is for; may be left out where the run has one alone.
        version: Which version of it.
        detect: What looks for identifiers in what people typed; the usual shapes when left out.
        answers: Answers to what it found, beside those of the log. Words that are to be removed are in no part of it.

    Raises:
        ReviewNeeded: A copy without names holds a finding nobody has answered.
        Refused: It is not clear which supplier a supplier's copy is for, or another copy was asked for one.
    """
    tail, state = run.log.tail, run.state
    records, entries = tuple(run.log.records), tuple(run.entries)
    chosen = _supplier_of(state, copy, supplier)
    findings, said = looked_over(run, detect, answers or {}, needed=copy.names_removed)
    if copy.names_removed and (gone := to_remove(findings, said)):
        records, entries, state = _without_words(run.plan, records, gone)
    return Context(
        state=state,
        entries=entries,
        records=records,
        log_bytes=log_bytes,
        plan_bytes=run.log.plan_bytes,
        verification=verification,
        run=run.log.run,
        seal=seal_of(tail, run.log.run) if tail.count else "",
        copy=copy,
        supplier=chosen,
        version=version,
        findings=findings,
        answers=said,
    )


def _supplier_of(state: RunState, copy: Copy, asked: str) -> str:
    """The supplier a supplier's copy is for; empty for the others, which are for no one supplier."""
    if copy is Copy.SUPPLIER:
        return choose_supplier(state, asked)
    if asked:
        raise Refused(f"The {copy} copy is for no one supplier. Leave out --supplier, or add --copy supplier.")
    return ""


def _without_words(
    plan: Plan, records: Sequence[Record], gone: frozenset[int]
) -> tuple[tuple[Record, ...], tuple[Entry, ...], RunState]:
    """Records, entries and state as they read once the words of some entries were taken out."""
    kept = tuple(without_note(record) if record["seq"] in gone else record for record in records)
    entries = tuple(record_to_entry(record) for record in kept)
    return kept, entries, fold(start_state(plan), entries)
