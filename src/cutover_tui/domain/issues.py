"""Issues: raised in seconds, answered in a journal, made safe, closed (`records.md` c3).

Anyone raises an issue or its level; only a clinician lowers a P1, with a reason. The number of an issue is given once
and for ever. What becomes known later about it is in `issue_facts`, its clocks are in `issue_clocks`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.happening import DOUBLE_PRESS, RoomHappening
from cutover_tui.domain.issue_rules import LEVELS, P1, P2, P3, P4, is_worse, rules_of
from cutover_tui.domain.issue_state import Issue, IssueStanding
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cutover_tui.domain.state import RunState

HARM_QUESTION = "Could a patient be harmed in the next hour?"
"""The one question that sets the first level."""

YES, MAYBE, NO, DO_NOT_KNOW, QUESTION = "yes", "maybe", "no", "do not know", "question, training or appearance"
FIRST_ANSWERS: Mapping[str, str] = {YES: P1, MAYBE: P2, NO: P3, DO_NOT_KNOW: P1, QUESTION: P4}
"""Each answer to the one question, and the level it opens as: not to know is as urgent as yes."""

CLINICAL_LEAD, MANAGER = "CL", "PM"
"""Codes of the roles that may do what others may not."""

_NAMED = 3
"""How many names a refusal gives."""


@dataclass(frozen=True, kw_only=True)
class IssueHappening(RoomHappening):
    """The part all events about an issue share."""

    ABOUT: ClassVar[str] = "issue"

    issue: str
    """Its number, such as `I-1`."""


@dataclass(frozen=True, kw_only=True)
class IssueRaised(IssueHappening):
    """Somebody said that something is not as it should be: this happened."""

    WIRE: ClassVar[str] = "issue.raised"
    TEXTS: ClassVar[tuple[str, ...]] = ("what",)
    MEANING: ClassVar[str] = "I report this"

    what: str
    """What is happening."""
    area: str
    """What it touches, one of the plan's areas."""
    answer: str
    """The answer to `HARM_QUESTION`, one of `FIRST_ANSWERS`."""
    level: str
    """The level it opened as."""


@dataclass(frozen=True, kw_only=True)
class IssueJournalled(IssueHappening):
    """Something was done or said about an issue: this happened."""

    WIRE: ClassVar[str] = "issue.journal"
    TEXTS: ClassVar[tuple[str, ...]] = ("told", "words")
    MEANING: ClassVar[str] = "I say this was done or said"

    told: str = ""
    """Who was told."""
    words: str


@dataclass(frozen=True, kw_only=True)
class IssueLevelChanged(IssueHappening):
    """An issue came to another level: this happened."""

    WIRE: ClassVar[str] = "issue.level_changed"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say it is this urgent"

    was: str
    to: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class IssueMadeSafe(IssueHappening):
    """Nobody can be harmed by an issue any more: this happened."""

    WIRE: ClassVar[str] = "issue.made_safe"
    TEXTS: ClassVar[tuple[str, ...]] = ("how",)
    MEANING: ClassVar[str] = "I say this is safe now"

    how: str
    """What made it safe."""


@dataclass(frozen=True, kw_only=True)
class IssueClosed(IssueHappening):
    """An issue was closed: this happened."""

    WIRE: ClassVar[str] = "issue.closed"
    TEXTS: ClassVar[tuple[str, ...]] = ("cause",)
    MEANING: ClassVar[str] = "I close this issue"

    saw: str
    """Digest of where the issue stood when it was judged."""
    cause: str
    """What we found out."""


@dataclass(frozen=True, kw_only=True)
class IssueReopened(IssueHappening):
    """An issue that was made safe or closed turned out not to be: this happened."""

    WIRE: ClassVar[str] = "issue.reopened"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say this is open again"

    reason: str


# -- deciding ---------------------------------------------------------------------------------------------------------


def raise_issue(state: RunState, act: Act, what: str, *, area: str, answer: str) -> IssueRaised:
    """Decide that somebody reports an issue; its level follows from the one answer.

    Raises:
        Refused: There are no words, the area or the answer is not known, or the same person has just reported it.
    """
    words = require_words(what, "Say in a few words what is happening. Nothing about who the patient is.")
    areas = rules_of(state.plan).areas
    if area not in areas:
        raise Refused(f"‘{area}’ is not an area of this plan. The areas are {', '.join(areas)}.")
    if answer not in FIRST_ANSWERS:
        raise Refused(f"{HARM_QUESTION} Answer {', '.join(FIRST_ANSWERS)}.")
    signature = sign(state, act)
    for issue in state.issues.values():
        twice = (issue.what, issue.by) == (words, act.by)
        if twice and abs(signature["at"] - issue.at) < DOUBLE_PRESS:
            raise Refused(f"This is already in the log, as {issue.ref}.")
    return IssueRaised(
        **signature, issue=next_ref(state.issues), what=words, area=area, answer=answer, level=FIRST_ANSWERS[answer]
    )


def journal_issue(state: RunState, act: Act, ref: str, words: str, *, told: str = "") -> IssueJournalled:
    """Decide that something was done or said about an issue; a closed one still takes what becomes known.

    Raises:
        Refused: There is no such issue, nothing was said, or the same person has just said it.
    """
    issue = issue_of(state, ref)
    said = require_words(words, f"Say what was done or said about {ref}.")
    signature = sign(state, act)
    for line in issue.journal[-1:]:
        if (line.words, line.by) == (said, act.by) and abs(signature["at"] - line.at) < DOUBLE_PRESS:
            raise Refused(f"This is already in the journal of {ref}, as entry {line.seq}.")
    return IssueJournalled(**signature, issue=ref, words=said, told=told.strip())


def change_level(state: RunState, act: Act, ref: str, to: str, *, reason: str = "") -> IssueLevelChanged:
    """Decide that an issue comes to another level: up by anyone, a P1 down by a clinician alone.

    Raises:
        Refused: There is no such issue or level, it is there already or closed, a P1 is lowered by somebody else, or
            lowering has no reason.
    """
    issue = require_open(state, ref)
    if to not in LEVELS:
        raise Refused(f"‘{to}’ is not a level. The levels are {', '.join(LEVELS)}.")
    if to == issue.level:
        raise Refused(f"{ref} is {to} already.")
    if is_worse(issue.level, to):
        if issue.level == P1:
            require_clinician(state, act.by, f"Only a clinician lowers a P1, and {act.by} is not one.")
        require_words(reason, f"Say why {ref} is lowered from {issue.level} to {to}.")
    return IssueLevelChanged(**sign(state, act), issue=ref, was=issue.level, to=to, reason=reason.strip())


def make_safe(state: RunState, act: Act, ref: str, *, how: str) -> IssueMadeSafe:
    """Decide that nobody can be harmed by an issue any more, and what made it so.

    Raises:
        Refused: There is no such issue, it is closed or safe already, or nothing says how.
    """
    issue = require_open(state, ref)
    if issue.safe is not None:
        raise Refused(f"{ref} is made safe already, recorded by {issue.safe.by}: {issue.safe.words}")
    words = require_words(how, f"Say what made {ref} safe.")
    return IssueMadeSafe(**sign(state, act), issue=ref, how=words)


def close_issue(state: RunState, act: Act, ref: str, *, cause: str) -> IssueClosed:
    """Decide that an issue is closed: by the cutover lead or the clinical lead, a P1 by the clinical lead alone.

    Raises:
        Refused: There is no such issue, it is closed, a P1 is not made safe, somebody else closes it, or nothing says
            what was found out.
    """
    issue = require_open(state, ref)
    if issue.level == P1 and issue.safe is None:
        raise Refused(f"{ref} is P1 and not made safe. Record first what made it safe, or have a clinician lower it.")
    clinical = clinical_leads(state)
    if issue.level == P1 and act.by not in clinical:
        raise Refused(f"{ref} is P1: the clinical lead closes it. {_ask(state, clinical)}")
    leads = (*cutover_leads(state), *clinical)
    if act.by not in leads:
        raise Refused(f"The cutover lead or the clinical lead closes {ref}. {_ask(state, leads)}")
    words = require_words(cause, f"Say what was found out about {ref}, or that nobody knows yet.")
    return IssueClosed(**sign(state, act), issue=ref, saw=saw_issue(issue), cause=words)


def reopen_issue(state: RunState, act: Act, ref: str, *, reason: str) -> IssueReopened:
    """Decide that an issue which was made safe or closed is open again.

    Raises:
        Refused: There is no such issue, it is open, or nothing says why.
    """
    issue = issue_of(state, ref)
    if issue.is_unsafe:
        raise Refused(f"{ref} is {issue.standing}, so there is nothing to open again.")
    words = require_words(reason, f"Say why {ref} is open again.")
    return IssueReopened(**sign(state, act), issue=ref, reason=words)


# -- what is asked of a run -------------------------------------------------------------------------------------------


def issue_of(state: RunState, ref: str) -> Issue:
    """The issue with a number, refused when there is none."""
    issue = state.issues.get(ref)
    if issue is not None:
        return issue
    if not state.issues:
        raise Refused("No issue has been raised in this run yet. Press I to raise one.")
    raise Refused(f"There is no issue {ref or 'without a number'} in this run. The newest is {[*state.issues][-1]}.")


def require_open(state: RunState, ref: str) -> Issue:
    """The issue with a number, refused when it is closed."""
    issue = issue_of(state, ref)
    if issue.closed is not None:
        raise Refused(f"{ref} was closed by {issue.closed.by}. Open it again first, with the reason.")
    return issue


def require_clinician(state: RunState, initials: str, words: str) -> None:
    """Refuse somebody who is not a clinician on the roster, with the clinicians to ask."""
    person = state.people.get(initials)
    if person is None or not person.clinician:
        raise Refused(f"{words} {_ask(state, (one.initials for one in state.people.values() if one.clinician))}")


def holders_of(state: RunState, role: str) -> tuple[str, ...]:
    """Initials of the people on the roster who hold a role."""
    return tuple(person.initials for person in state.people.values() if role in person.roles)


def clinical_leads(state: RunState) -> tuple[str, ...]:
    """Initials of the clinical lead and of whoever stands in; nobody is that who is not a clinician."""
    return tuple(one for one in holders_of(state, CLINICAL_LEAD) if state.people[one].clinician)


def cutover_leads(state: RunState) -> tuple[str, ...]:
    """Initials of the cutover lead; of the practice managers where nobody leads."""
    return holders_of(state, LEAD) or holders_of(state, MANAGER)


def next_ref(issues: Mapping[str, Issue]) -> str:
    """The number the next issue gets."""
    return f"I-{number_after(issues)}"


def number_after(refs: Iterable[str]) -> int:
    """The number after the highest one that is taken, whatever order they came in."""
    return max((int(ref[2:]) for ref in refs if ref[2:].isdecimal()), default=0) + 1


def saw_issue(issue: Issue) -> str:
    """Digest of what closing an issue is judged on: its level, and whether it is safe or closed."""
    seen = (issue.ref, issue.urgent_seq, issue.level, len(issue.levels), issue.standing is IssueStanding.CLOSED)
    safe = issue.safe.seq if issue.safe is not None else None
    return hashlib.sha256(repr((*seen, safe)).encode()).hexdigest()[:16]


def open_p1(state: RunState) -> tuple[Issue, ...]:
    """The P1 issues that are neither made safe nor closed; each stands in the way of closing the run."""
    return tuple(issue for issue in state.issues.values() if issue.level == P1 and issue.is_unsafe)


def level_counts(state: RunState) -> dict[str, int]:
    """How many issues of each level are neither made safe nor closed; levels without any are left out."""
    found = [issue.level for issue in state.issues.values() if issue.is_unsafe]
    return {level: found.count(level) for level in LEVELS if level in found}


def counts_words(state: RunState, *, urgent: bool = False) -> str:
    """`P1 1 · P2 3`: the open issues by level; empty while there are none.

    Args:
        state: Where the run stands.
        urgent: Whether only P1 and P2 are counted.
    """
    counts = level_counts(state).items()
    return " · ".join(f"{level} {count}" for level, count in counts if not urgent or level in {P1, P2})


def _ask(state: RunState, initials: Iterable[str]) -> str:
    """Whom to ask instead: `Ask SP Sam Patel or DR Dana Rao`, with a full stop."""
    known = [f"{one} {state.people[one].name}" for one in dict.fromkeys(initials) if one in state.people][:_NAMED]
    return f"Ask {' or '.join(known)}." if known else "Nobody on the roster is one: add them first."
