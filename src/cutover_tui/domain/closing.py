"""Going live, and closing a run: what must be settled first, and who signed for what is not.

Going live stays provisional until every hard task of the go-live list is settled. A run is closed once every P1 is made
safe, every service is proven back, fell back or was retired, every re-entry category is closed, every numbered slip is
accounted for and what was used of them is entered, and nothing is deferred any more; for each matter that stands in the
way, two people may sign an exception by name, with a reason, an owner and a date. A closed run takes no further entries
but addenda (`domain.md` 3.1 rule c, 4).
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.closing_matters import FIRST_RULES, ISSUE, RULES, Matter, is_known, matters
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.issues import clinical_leads
from cutover_tui.domain.plan import GateKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import calendar_day_words, date_words, to_local

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cutover_tui.domain.state import RunState

GO_LIVE = "GL"
"""The anchor of going live."""
GO_LIVE_LIST = "G"
"""The checklist whose hard tasks say whether going live holds."""
OLD_SYSTEM_ENDS = "LEG"
"""The anchor up to which the old system can be read: ninety days after going live (`domain.md` 1)."""


class LiveStanding(StrEnum):
    """Whether the practice works on the new system."""

    NOT_YET = ""
    PROVISIONAL = "LIVE, PROVISIONAL"
    LIVE = "LIVE"


@dataclass(frozen=True, kw_only=True)
class SignedException(Happening):
    """Two people took it on them that a run is closed although something is not settled: this happened."""

    WIRE: ClassVar[str] = "exception.signed"
    ABOUT: ClassVar[str] = "matter"
    TEXTS: ClassVar[tuple[str, ...]] = ("words", "reason")
    MEANING: ClassVar[str] = "I accept that this is not settled when the run is closed"

    matter: str
    """Id of what is not settled."""
    second: str
    """Initials of the other person who signs."""
    owner: str
    """Initials of the person who sees to it afterwards."""
    until: str
    """By which day, `2026-12-18`."""
    words: str
    """How it stood when it was signed."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class RunClosed(Happening):
    """The run was closed by two people: this happened."""

    WIRE: ClassVar[str] = "run.closed"
    MEANING: ClassVar[str] = "I close this run"

    second: str
    """Initials of the other person who closes it."""
    exceptions: int
    """For how many matters an exception was signed."""
    saw: str
    """Digest of the matters and exceptions it was judged on."""
    judged: tuple[str, ...] = ()
    """Names of the rules it was judged by (`closing_matters`); none in a log from before a close named them."""


ClosingEvent = SignedException | RunClosed


@dataclass(frozen=True, kw_only=True)
class Closed:
    """How a run was closed."""

    seq: int
    by: str
    second: str
    at: datetime
    exceptions: tuple[SignedException, ...]


# -- what stands in the way -------------------------------------------------------------------------------------------


def live_standing(state: RunState) -> LiveStanding:
    """Whether the practice is live, and whether that holds yet."""
    if GO_LIVE not in state.recorded:
        return LiveStanding.NOT_YET
    return LiveStanding.PROVISIONAL if live_to_do(state) else LiveStanding.LIVE


def live_to_do(state: RunState) -> tuple[str, ...]:
    """Refs of the hard tasks of the go-live list that are not settled."""
    return tuple(
        task.ref
        for task in state.task_by_ref.values()
        if task.checklist == GO_LIVE_LIST
        and task.gate is GateKind.HARD
        and state.standing(task.ref).status not in SETTLED
    )


def left_to_do(state: RunState) -> int:
    """How many tasks that are in play are not settled: they do not stand in the way, and are said before a close."""
    return sum(
        standing.status not in SETTLED and state.window(ref).due_at is not None for ref, standing in state.tasks.items()
    )


def open_matters(state: RunState, rules: Sequence[str] = ()) -> tuple[Matter, ...]:
    """What stands in the way by some rules, or by those of today, and has no exception signed for it as it stands."""
    return tuple(matter for matter in matters(state, rules) if exception_for(state.exceptions, matter) is None)


def exception_for(signed: Mapping[str, SignedException], matter: Matter) -> SignedException | None:
    """The exception that covers a matter; None where there is none, or it has changed since it was signed."""
    found = signed.get(matter.id)
    return found if found is not None and found.words == matter.words else None


def saw_closing(state: RunState, rules: Sequence[str] = ()) -> str:
    """Digest of what a close is judged on: what stands in the way, and the exceptions that cover it."""
    covered = [(matter.id, matter.words, exception_for(state.exceptions, matter)) for matter in matters(state, rules)]
    return hashlib.sha256(repr([(name, words, one is not None) for name, words, one in covered]).encode()).hexdigest()[
        :16
    ]


def old_system_words(state: RunState, now: datetime) -> str:
    """Until when the old system can be read, once the practice is live; empty before, and when it has ended."""
    ends = state.anchors.get(OLD_SYSTEM_ENDS)
    if GO_LIVE not in state.recorded or ends is None or OLD_SYSTEM_ENDS in state.recorded:
        return ""
    zone = state.plan.calendar.zone
    days = (to_local(ends, zone).date() - to_local(now, zone).date()).days
    if days < 0:
        return (
            f"The old system was to be read until {date_words(ends, zone)}. Record that it has ended, or move the date."
        )
    left = "today is the last day" if not days else f"{days} day{'s' if days > 1 else ''} left"
    return f"The old system can be read until {date_words(ends, zone)}: {left}."


# -- deciding ---------------------------------------------------------------------------------------------------------


def sign_exception(
    state: RunState, act: Act, matter: str, *, second: str, owner: str, until: str, reason: str
) -> SignedException:
    """Decide that two people accept something as it stands.

    Args:
        state: The run as it stands.
        act: The first of the two, and when.
        matter: Id of what is not settled.
        second: Initials of the other.
        owner: Initials of the person who sees to it afterwards.
        until: By which day, ISO date.
        reason: Why the run is closed all the same.

    Raises:
        Refused: It does not stand in the way, one person signs twice, the day has passed, a word is missing, or nobody
            of two who accept an open P1 is the clinical lead.
    """
    found = next((one for one in matters(state) if one.id == matter), None)
    if found is None:
        raise Refused("That does not stand in the way of closing any more, so nobody has to accept it.")
    _require_two(state, act, second, "An exception needs two people by name.")
    _require_clinical_lead(state, found, {act.by, second})
    require_person(state, owner)
    day = _day(until)
    zone = state.plan.calendar.zone
    if day < to_local(act.now, zone).date():
        raise Refused(f"{calendar_day_words(day)} has passed. Give the day by which {owner} sees to it.")
    words = require_words(reason, f"Say why the run is closed although {_lower(found.words)}.")
    return SignedException(
        **sign(state, act, auth="two-person"),
        matter=matter,
        second=second,
        owner=owner,
        until=day.isoformat(),
        words=found.words,
        reason=words,
    )


def close_run(state: RunState, act: Act, *, second: str) -> RunClosed:
    """Decide that a run is closed.

    Raises:
        Refused: The practice is not live, something is not settled and nobody signed for it, or one person closes it.
    """
    if GO_LIVE not in state.recorded:
        raise Refused("Go-live is not recorded yet. A run is closed after it; to end a rehearsal early, just leave it.")
    standing = open_matters(state)
    if standing:
        many = f" and {len(standing) - _NAMED} more" if len(standing) > _NAMED else ""
        named = "; ".join(matter.words for matter in standing[:_NAMED])
        msg = f"This run cannot be closed yet: {named}{many}. Settle each, or have two people sign an exception for it."
        raise Refused(msg)
    _require_two(state, act, second, "Closing a run needs two people by name.")
    return RunClosed(
        **sign(state, act, auth="two-person"),
        second=second,
        exceptions=len(matters(state)),
        saw=saw_closing(state),
        judged=tuple(RULES),
    )


def closed_words(state: RunState) -> str:
    """How the run was closed, with what was accepted and by whom; empty while it is open."""
    closed = state.closed
    if closed is None:
        return ""
    zone = state.plan.calendar.zone
    words = f"Closed {date_words(closed.at, zone)} by {closed.by} and {closed.second}"
    if not closed.exceptions:
        return f"{words}. No further entries."
    kinds = [
        ("issue", "P1 issue"),
        ("service", "service"),
        ("reentry", "re-entry category"),
        ("slips", "range of slips"),
        ("task", "deferred task"),
        ("action", "action"),
    ]
    kinds += [("pause", "pause"), ("hold", "hold")]
    counted = [(sum(one.matter.startswith(f"{kind}:") for one in closed.exceptions), name) for kind, name in kinds]
    what = ", ".join(f"{many} {name if many == 1 else _plural(name)}" for many, name in counted if many)
    signers = sorted({initials for one in closed.exceptions for initials in (one.by, one.second)})
    return f"{words} with {what} not settled, accepted by {' and '.join(signers)}. No further entries."


def until_words(event: SignedException) -> str:
    """By which day the owner of an exception sees to it; the words as they stand where they are no day."""
    try:
        return calendar_day_words(date.fromisoformat(event.until))
    except ValueError:
        return event.until


# -- folding ----------------------------------------------------------------------------------------------------------


def closed_by(state: RunState, event: RunClosed, seq: int) -> Closed | None:
    """How a run stands after it was closed; None where something changed meanwhile, and the close has no effect.

    It is judged by the rules it names, so that what closed a run once closes it for ever. Where a newer version named a
    rule this one does not know, the digest cannot be worked out again; then the rules that are known have to be met.
    """
    rules = event.judged or FIRST_RULES
    changed = is_known(rules) and event.saw != saw_closing(state, rules)
    if state.closed is not None or changed or open_matters(state, rules):
        return None
    covered = (exception_for(state.exceptions, matter) for matter in matters(state, rules))
    return Closed(
        seq=seq,
        by=event.by,
        second=event.second,
        at=event.at,
        exceptions=tuple(one for one in covered if one is not None),
    )


# -- private ----------------------------------------------------------------------------------------------------------

_PLURALS = {"re-entry category": "re-entry categories", "range of slips": "ranges of slips"}

_NAMED = 3
"""How many matters a refusal names."""


def _require_two(state: RunState, act: Act, second: str, words: str) -> None:
    require_person(state, second)
    if second in {act.by, act.on_behalf_of}:
        raise Refused(f"{words} {second} is one of them already. Ask somebody else.")


def _require_clinical_lead(state: RunState, matter: Matter, signers: set[str]) -> None:
    """Refuse an open P1 that is accepted without the clinical lead (`records.md` c3)."""
    leads = clinical_leads(state)
    if matter.id.startswith(ISSUE) and signers.isdisjoint(leads):
        named = " or ".join(leads) or "nobody on the roster holds that role"
        raise Refused(f"{matter.words}. The clinical lead is one of the two who accept that: {named}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Give the day by which somebody sees to it, such as 18 Dec.") from None


def _plural(name: str) -> str:
    return _PLURALS.get(name, f"{name}s")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
