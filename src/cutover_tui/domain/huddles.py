"""Huddles and sitreps: three minutes standing, and one page for those who are not in the room (`records.md` c8).

A huddle says what goes well before it says what worries, and asks how sure people feel (`domain.md` 5.6). A sitrep is
filled in from the run as far as that knows; a person looks at it, adds the rest and sends it. When both are due is in
`rhythm`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.telling import TellingHappening
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

CONFIDENCE: Final = {
    1: "not at all sure",
    2: "rather unsure",
    3: "in between",
    4: "rather sure",
    5: "sure",
}
"""How sure staff feel, from 1 to 5 (`domain.md` 5.6)."""

ON_TIME = ("yes", "no", "not known")
"""Whether the next gate is on time."""

_DECISION: Final = re.compile(r"D-\d{1,4}\Z")


class Position(StrEnum):
    """How it stands, as a sitrep says it (`records.md` c8)."""

    ON_PLAN = "on plan"
    BEHIND = "behind plan"
    HELD = "held"
    PAUSED = "paused"
    LIVE = "live"


@dataclass(frozen=True, kw_only=True)
class HuddleHeld(TellingHappening):
    """People stood together for three minutes: this happened."""

    WIRE: ClassVar[str] = "huddle.held"
    TEXTS: ClassVar[tuple[str, ...]] = ("well", "worries")
    MEANING: ClassVar[str] = "I noted what was said"

    present: tuple[str, ...] = ()
    """Codes of the roles that were there."""
    confidence: int
    """How sure staff feel, 1 to 5."""
    decisions: tuple[str, ...] = ()
    """Refs of the decisions taken."""
    next_at: str = ""
    """The instant (RFC 3339) of the next one; empty when there is none."""
    well: str
    """What is going well."""
    worries: str


@dataclass(frozen=True, kw_only=True)
class SitrepSent(TellingHappening):
    """The position was reported to somebody: this happened."""

    WIRE: ClassVar[str] = "sitrep.sent"
    TEXTS: ClassVar[tuple[str, ...]] = (
        *("sent_to", "help_needed", "place", "kind", "hazard", "access", "number", "escalated"),
        "since_last",
    )
    MEANING: ClassVar[str] = "I sent this report"

    position: str
    """One of `Position`."""
    p1: int
    """Issues of level P1 that are open."""
    p2: int
    gate: str = ""
    """The next gate; empty when there is none."""
    gate_on_time: str = ""
    """One of `ON_TIME`; empty without a gate."""
    forms: int
    """Paper forms and other counts that have still to be typed in."""
    seal: str
    """The seal of the log when it was written."""
    next_at: str = ""
    """The instant (RFC 3339) of the next update; empty when there is none."""
    sent_to: str
    help_needed: str
    place: str = ""
    """Of a new problem: the exact place and system. The six headings ETHANE are all there, or none is."""
    kind: str = ""
    """The type of problem."""
    hazard: str = ""
    """What it could do to patients."""
    access: str = ""
    """Which route still works."""
    number: str = ""
    """How many patients or staff it touches."""
    escalated: str = ""
    """To whom, when, and their reference."""
    since_last: str
    """What has happened since the last one."""

    @property
    def is_new_problem(self) -> bool:
        """True where it reports a new problem under its six headings."""
        return bool(self.place)


ETHANE: Final = {
    "place": "Exact place and system",
    "kind": "Type of problem",
    "hazard": "Hazard to patients",
    "access": "Access: what still works",
    "number": "Number affected",
    "escalated": "Escalated to",
}
"""The headings for a new problem (`records.md` a2)."""


@dataclass(frozen=True, kw_only=True)
class NewProblem:
    """A new problem under its six headings."""

    place: str
    kind: str
    hazard: str
    access: str
    number: str
    escalated: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a sitrep says, before it is recorded."""

    position: str
    since_last: str
    help_needed: str
    sent_to: str
    p1: int = 0
    p2: int = 0
    gate: str = ""
    gate_on_time: str = ""
    forms: int = 0
    seal: str = ""
    next_at: datetime | None = None
    problem: NewProblem | None = None
    """The new problem it reports; None where there is none."""


@dataclass(frozen=True)
class Huddle:
    """One huddle, as it stands."""

    ref: str
    """`HU-01`, in the order of the log."""
    seq: int
    said: HuddleHeld
    next_at: datetime | None


@dataclass(frozen=True)
class Sitrep:
    """One sitrep, as it stands."""

    ref: str
    """`SR-01`, in the order of the log."""
    seq: int
    said: SitrepSent
    next_at: datetime | None


# -- deciding ---------------------------------------------------------------------------------------------------------


def hold_huddle(
    state: RunState,
    act: Act,
    *,
    present: tuple[str, ...],
    well: str,
    worries: str,
    confidence: int,
    decisions: tuple[str, ...] = (),
    next_at: datetime | None = None,
) -> HuddleHeld:
    """Decide to record a huddle.

    Raises:
        Refused: Nobody was there, a role or decision is not one, something was not asked, or the next lies before it.
    """
    if not present:
        raise Refused("Say which roles were there, such as PM, CL, REC.")
    for role in present:
        require_role(state, role)
    good = require_words(well, "Say what is going well. It is asked first.")
    bad = require_words(worries, "Say what worries people, or ‘None’.")
    if confidence not in CONFIDENCE:
        raise Refused("Say how sure staff feel, from 1, not at all sure, to 5, sure.")
    for ref in decisions:
        require_decision_ref(ref)
    signature = sign(state, act)
    return HuddleHeld(
        **signature,
        present=tuple(dict.fromkeys(present)),
        confidence=confidence,
        decisions=tuple(dict.fromkeys(decisions)),
        next_at=_later(state, next_at, signature["at"], "huddle"),
        well=good,
        worries=bad,
    )


def require_role(state: RunState, role: str) -> None:
    """Refuse a code that is no role of the plan."""
    known = [one.code for one in state.plan.roles]
    if role not in known:
        raise Refused(f"{role} is not a role of this plan. The roles are {', '.join(known)}.")


def require_decision_ref(ref: str) -> None:
    """Refuse what is no number of a decision."""
    if not _DECISION.match(ref):
        raise Refused(f"‘{ref}’ is no decision. Give its number, such as D-03, or leave it out.")


def send_sitrep(state: RunState, act: Act, report: Report) -> SitrepSent:
    """Decide to record that the position was reported.

    Raises:
        Refused: The position is none, a count is none, a word or one of the six headings is missing, or the next update
            lies before it.
    """
    if report.position not in set(Position):
        raise Refused(f"‘{report.position}’ is no position. It is {', '.join(Position)}.")
    if min(report.p1, report.p2, report.forms) < 0:
        raise Refused("A count is 0 or more.")
    if report.gate.strip() and report.gate_on_time not in ON_TIME:
        raise Refused(f"Say whether {report.gate} is on time: {', '.join(ON_TIME)}.")
    since = require_words(report.since_last, "Say what has happened since the last report, or ‘None’.")
    needed = require_words(report.help_needed, "Say what help is needed, or ‘None’.")
    to = require_words(report.sent_to, "Say to whom it was sent: a role or an organisation.")
    problem = _six_headings(report.problem)
    signature = sign(state, act)
    return SitrepSent(
        **signature,
        position=report.position,
        p1=report.p1,
        p2=report.p2,
        gate=report.gate.strip(),
        gate_on_time=report.gate_on_time if report.gate.strip() else "",
        forms=report.forms,
        seal=require_words(report.seal, "A report carries the seal of the log as it stood. Show it again."),
        next_at=_later(state, report.next_at, signature["at"], "update"),
        sent_to=to,
        help_needed=needed,
        **problem,
        since_last=since,
    )


# -- folding ----------------------------------------------------------------------------------------------------------


def after_huddle(state: RunState, event: HuddleHeld, seq: int) -> RunState:
    """The state after a huddle."""
    ref = f"HU-{len(state.huddles) + 1:02}"
    return replace(state, huddles=(*state.huddles, Huddle(ref, seq, event, _instant(state, event.next_at))))


def after_sitrep(state: RunState, event: SitrepSent, seq: int) -> RunState:
    """The state after a sitrep."""
    ref = f"SR-{len(state.sitreps) + 1:02}"
    return replace(state, sitreps=(*state.sitreps, Sitrep(ref, seq, event, _instant(state, event.next_at))))


# -- private ----------------------------------------------------------------------------------------------------------


def _later(state: RunState, next_at: datetime | None, after: datetime, what: str) -> str:
    if next_at is None:
        return ""
    if next_at <= after:
        said = moment_words(next_at, state.plan.calendar.zone)
        raise Refused(f"{said} is not after this one. Give the time of the next {what}.")
    return next_at.isoformat(timespec="seconds")


def _six_headings(problem: NewProblem | None) -> dict[str, str]:
    """What a new problem says under each heading; nothing where there is none."""
    if problem is None:
        return {}
    said = {name: str(getattr(problem, name)).strip() for name in ETHANE}
    missing = next((label for name, label in ETHANE.items() if not said[name]), "")
    if missing:
        raise Refused(
            f"A new problem is reported under six headings, and ‘{missing}’ is blank. Write it, or ‘Unknown’."
        )
    return said


def _instant(state: RunState, text: str) -> datetime | None:
    return state.instant_of(text) if text else None
