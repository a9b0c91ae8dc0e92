"""Words that could identify a patient, looked at before a copy leaves the practice: what somebody answered to each.

The look itself is no event: it is made anew for each export. An answer is recorded, so that it is known who answered,
and no later copy asks again. It names the entry and what its words look like, never the words (`records.md` b7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import RoomHappening
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

KEEP = "keep"
REMOVE = "remove"
ANSWERS = (KEEP, REMOVE)
"""It is nobody, so the words stay; or the words are left out of every copy without names."""


@dataclass(frozen=True, kw_only=True)
class FindingAnswer:
    """The last answer to one finding."""

    seq: int
    by: str
    at: datetime
    """When it was given, UTC."""
    answer: str
    """One of `ANSWERS`."""


@dataclass(frozen=True, kw_only=True)
class FindingAnswered(RoomHappening):
    """Somebody said what becomes of words that could identify a patient in copies without names: this happened."""

    WIRE: ClassVar[str] = "finding.answered"
    ABOUT: ClassVar[str] = "finding"
    MEANING: ClassVar[str] = "I looked at these words before a copy leaves the practice"

    finding: str
    """The code of the finding: the entry, and four digits that stand for these very words while the log holds them."""
    entry: int
    """Number of the entry whose words were looked at."""
    kind: str
    """What they look like, such as `an NHS number`; never the words."""
    answer: str
    """One of `ANSWERS`."""


def answer_finding(state: RunState, act: Act, *, finding: str, entry: int, kind: str, answer: str) -> FindingAnswered:
    """Decide that a finding has its answer; a later answer takes the place of an earlier one.

    Raises:
        Refused: The answer is none, the same one stands already, or nobody on the roster gives it.
    """
    if answer not in ANSWERS:
        raise Refused(f"‘{answer}’ is no answer for {finding}. Answer {KEEP} or {REMOVE}.")
    standing = state.findings_answered.get(finding)
    if standing is not None and standing.answer == answer:
        raise Refused(f"{finding} has that answer already, from {standing.by}: {answer}.")
    return FindingAnswered(**sign(state, act, addendum=True), finding=finding, entry=entry, kind=kind, answer=answer)


def after_answer(state: RunState, event: FindingAnswered, seq: int) -> tuple[RunState, str]:
    """The state with the answer; one this version does not know leaves the finding open."""
    if event.answer not in ANSWERS:
        return state, f"{event.by} answered {event.finding} with words this version does not know. Answer it again."
    given = FindingAnswer(seq=seq, by=event.by, at=event.at, answer=event.answer)
    return replace(state, findings_answered={**state.findings_answered, event.finding: given}), ""
