"""The look for identifiers before a copy leaves the practice: what was found, and what somebody answered.

What people typed is searched at its source, the notes of the log, so that an answer holds for every file made from it.
A copy without names is blocked until each finding is answered: `keep`, it is nobody, or `remove`, which takes the words
out of that copy as if two people had taken them out of the log. The answers are entries of the log, with who gave them;
a copy that is made again asks for none. The full copy is never blocked: a stuck export is lost
evidence (`records.md` b7).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.findings import ANSWERS, KEEP, REMOVE
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.patient_guard import detector_of

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.plan import Plan
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.canonical_json import Record

Detector: TypeAlias = Callable[[str], Iterable[str]]
"""Text to what in it looks like an identifier, in words that say nothing of it but its kind: `an NHS number`."""


@dataclass(frozen=True)
class Finding:
    """One thing that looks like it could identify a patient."""

    seq: int
    """The entry whose words hold it."""
    seen: str
    """What it looks like; never the thing itself."""
    code: str
    """What an answer names it by: the entry, and four digits that stand for these very words, so that an old answer
    fits nothing else. The salt of the words is in them: once those are taken out of the log, they tell nothing."""


class ReviewNeeded(Refused):
    """A copy without names waits for answers."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Takes the findings nobody has answered."""
        self.findings = tuple(findings)
        lines = (f"  {finding.code}  entry {finding.seq}: {finding.seen}" for finding in findings)
        found = "1 thing" if len(findings) == 1 else f"{len(findings)} things"
        super().__init__(
            f"This copy leaves the practice, and {found} in it could identify a patient:\n"
            + "\n".join(lines)
            + "\nLook at each with ‘cutover log’. Then answer each, with --by and your initials: --answer CODE=keep "
            "where it is nobody, --answer CODE=remove to leave those words out of copies without names. The log keeps "
            "the answers, and no copy asks again. The full copy is never held up."
        )


def review(records: Iterable[Record], detect: Detector) -> tuple[Finding, ...]:
    """Everything in the notes of a log that looks like an identifier, in order."""
    return tuple(
        Finding(seq, seen, _code(seq, f"{record.get('note_salt', '')}\n{note}\n{seen}"))
        for record in records
        if isinstance(note := record.get("note"), str) and isinstance(seq := record["seq"], int)
        for seen in dict.fromkeys(detect(note))
    )


def record_answers(
    run: Run, act: Act, answers: Mapping[str, str], *, detect: Detector | None = None
) -> tuple[int, ...]:
    """Record who answered what to the findings of a run, and give the numbers of the entries; one that stands stays.

    Raises:
        Refused: An answer is neither `keep` nor `remove`, is for nothing that was found, or the log takes no entry.
    """
    findings = {finding.code: finding for finding in findings_of(run, detect)}
    require_known(findings.values(), answers)
    standing = run.state.findings_answered
    return tuple(
        run.answer_finding(act, code, entry=findings[code].seq, kind=findings[code].seen, answer=answer).seq
        for code, answer in answers.items()
        if code not in standing or standing[code].answer != answer
    )


def findings_of(run: Run, detect: Detector | None = None) -> tuple[Finding, ...]:
    """Everything in the notes of a run's log that looks like an identifier, in order."""
    return review(run.log.records, detect or detector_of(run.plan, as_of(run.plan, run.entries)))


def as_of(plan: Plan, entries: Sequence[Entry]) -> datetime:
    """When the last entry was recorded, UTC; the first planned moment where there is none."""
    if entries:
        return entries[-1].recorded_at
    planned = (anchor.planned_at for anchor in plan.anchors if anchor.planned_at is not None)
    return min(planned, default=datetime(2000, 1, 1, tzinfo=UTC))


def looked_over(
    run: Run, detect: Detector | None, given: Mapping[str, str], *, needed: bool
) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """What was found, and the answers to it: those of the log, and those given now.

    Raises:
        ReviewNeeded: Answers are needed, and some are missing.
        Refused: An answer given now is neither `keep` nor `remove`, or is for nothing that was found.
    """
    findings, standing = findings_of(run, detect), run.state.findings_answered
    require_known(findings, given)
    said = {**{one.code: standing[one.code].answer for one in findings if one.code in standing}, **given}
    if needed:
        require_answers(findings, said)
    return findings, said


def require_known(findings: Iterable[Finding], answers: Mapping[str, str]) -> None:
    """Refuse an answer that is none, or that is for nothing that was found.

    Raises:
        Refused: One is.
    """
    known = {finding.code for finding in findings}
    for code, answer in answers.items():
        if code not in known:
            raise Refused(
                f"Nothing was found that {code} stands for. Ask for the copy without answers to see what was."
            )
        if answer not in ANSWERS:
            raise Refused(f"‘{answer}’ is no answer for {code}. Answer {KEEP} or {REMOVE}.")


def require_answers(findings: Iterable[Finding], answers: Mapping[str, str]) -> None:
    """Refuse until each finding is answered.

    Raises:
        ReviewNeeded: Some are not.
    """
    open_ones = [finding for finding in findings if finding.code not in answers]
    if open_ones:
        raise ReviewNeeded(open_ones)


def to_remove(findings: Iterable[Finding], answers: Mapping[str, str]) -> frozenset[int]:
    """Numbers of the entries whose words are left out."""
    return frozenset(finding.seq for finding in findings if answers.get(finding.code) == REMOVE)


def without_note(record: Record) -> Record:
    """A record as it reads once its words were taken out: its fingerprint stays."""
    return {name: value for name, value in record.items() if name not in {"note", "note_salt"}}


def _code(seq: int, words: str) -> str:
    digest = hashlib.sha256(words.encode()).hexdigest()
    return f"{seq}-{digest[:4]}"
