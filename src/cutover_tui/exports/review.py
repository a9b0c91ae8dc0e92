"""The look for identifiers before a copy leaves the practice: what was found, and what somebody answered.

What people typed is searched at its source, the notes of the log, so that an answer holds for every file made from it.
A copy without names is blocked until each finding is answered: `keep`, it is nobody, or `remove`, which takes the words
out of that copy as if two people had taken them out of the log. The full copy is never blocked: a stuck export is lost
evidence (`records.md` b7).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.storage.canonical_json import Record

Detector: TypeAlias = Callable[[str], Iterable[str]]
"""Text to what in it looks like an identifier, in words that never repeat it: `an NHS number: 943 *** ***9`."""

KEEP = "keep"
REMOVE = "remove"


@dataclass(frozen=True)
class Finding:
    """One thing that looks like it could identify a patient."""

    seq: int
    """The entry whose words hold it."""
    seen: str
    """What it looks like; never the thing itself."""
    code: str
    """What an answer names it by: the entry, and four digits of these very words, so that an old answer fits nothing
    else."""


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
            + "\nLook at each with ‘cutover log’. Then answer each: --answer CODE=keep where it is nobody, "
            "--answer CODE=remove to leave those words out of this copy. The full copy is never held up."
        )


def review(records: Iterable[Record], detect: Detector) -> tuple[Finding, ...]:
    """Everything in the notes of a log that looks like an identifier, in order."""
    return tuple(
        Finding(seq, seen, _code(seq, note, seen))
        for record in records
        if isinstance(note := record.get("note"), str) and isinstance(seq := record["seq"], int)
        for seen in dict.fromkeys(detect(note))
    )


def require_answers(findings: Iterable[Finding], answers: Mapping[str, str]) -> None:
    """Refuse until each finding is answered.

    Raises:
        ReviewNeeded: Some are not.
        Refused: An answer is neither `keep` nor `remove`, or is for nothing that was found.
    """
    findings = tuple(findings)
    known = {finding.code for finding in findings}
    for code, answer in answers.items():
        if code not in known:
            raise Refused(
                f"Nothing was found that {code} stands for. Ask for the copy without answers to see what was."
            )
        if answer not in {KEEP, REMOVE}:
            raise Refused(f"‘{answer}’ is no answer for {code}. Answer {KEEP} or {REMOVE}.")
    open_ones = [finding for finding in findings if finding.code not in answers]
    if open_ones:
        raise ReviewNeeded(open_ones)


def to_remove(findings: Iterable[Finding], answers: Mapping[str, str]) -> frozenset[int]:
    """Numbers of the entries whose words are left out."""
    return frozenset(finding.seq for finding in findings if answers.get(finding.code) == REMOVE)


def without_note(record: Record) -> Record:
    """A record as it reads once its words were taken out: its fingerprint stays."""
    return {name: value for name, value in record.items() if name not in {"note", "note_salt"}}


def _code(seq: int, note: str, seen: str) -> str:
    digest = hashlib.sha256(f"{note}\n{seen}".encode()).hexdigest()
    return f"{seq}-{digest[:4]}"
