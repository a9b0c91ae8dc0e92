"""Speaking up without a name: concerns that are written into the log together, by the program, and how they were met.

The rules are the ten points of `records.md` c9. An ordered log gives a person away by its neighbours' times, so a
concern is no entry of its own: all that wait are written as one after the next huddle or gate, with how many they were,
what they were about and a period in whole hours. What was said never enters the log; only a salted fingerprint does.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.telling import TellingHappening
from cutover_tui.domain.time_words import clock_words, moment_words, to_local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.domain.state import RunState

AREAS: Final = (
    *("appointments", "messages", "consultations", "prescriptions", "visits", "referrals", "results", "registrations"),
    *("phones", "cards and printers", "staffing and breaks", "the plan and its pace", "something else"),
)
"""What a concern can be about; never a person."""

ANSWERING_ROLES: Final = frozenset({"PM", "CL", "CSO"})
"""Roles that say what was done about a concern, beside the lead of the cutover."""

GATHERINGS: Final = frozenset({"huddle.held", "gate.decided"})
"""The records after which the concerns that wait are written together."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class ConcernsReceived(TellingHappening):
    """The concerns that waited were written together: this happened. Recorded by the program alone."""

    WIRE: ClassVar[str] = "concerns.received"

    count: int
    """How many there were."""
    areas: tuple[str, ...] = ()
    """What they were about, of `AREAS`, each once."""
    urgent: tuple[str, ...] = ()
    """The areas in which somebody was asked to act at once."""
    since: str
    """The full hour (RFC 3339) the period begins with."""
    until: str
    """The full hour it ends with."""
    fingerprints: tuple[str, ...] = ()
    """SHA-256 of each one's salt and words, sorted, so that their order says nothing."""


@dataclass(frozen=True, kw_only=True)
class ConcernsAnswered(TellingHappening):
    """A lead said what was done about concerns: this happened."""

    WIRE: ClassVar[str] = "concerns.answered"
    ABOUT: ClassVar[str] = "area"
    TEXTS: ClassVar[tuple[str, ...]] = ("feedback_given", "action_taken")
    MEANING: ClassVar[str] = "I say what was done about it"

    area: str
    batch: int
    """Number of the entry the concerns were received in."""
    linked_decision: str = ""
    feedback_given: str
    """How staff were told what came of it."""
    action_taken: str


ConcernEvent = ConcernsReceived | ConcernsAnswered


@dataclass(frozen=True)
class Batch:
    """Concerns that were written together, and what was done about them."""

    seq: int
    count: int
    areas: tuple[str, ...]
    urgent: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    fingerprints: tuple[str, ...]
    answers: tuple[ConcernsAnswered, ...] = ()
    answer_seqs: tuple[int, ...] = ()
    """Numbers of the entries of those answers."""

    def answer_for(self, area: str) -> ConcernsAnswered | None:
        """The latest answer about an area; None while there is none."""
        return next((one for one in reversed(self.answers) if one.area == area), None)

    @property
    def open_areas(self) -> tuple[str, ...]:
        """The areas nobody has answered about yet."""
        return tuple(area for area in self.areas if self.answer_for(area) is None)


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One concern while it is kept apart from the log. It has no time, no name and no place."""

    area: str
    words: str
    urgent: bool
    """True when it asks that somebody acts at once."""
    salt: str
    """32 hex digits at random, so that nobody can find the words by trying."""
    held_over: bool = False
    """True once it waited alone through a gathering."""
    batch: int = -1
    """Number of the entry it was received in; -1 while it waits."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the salt and the words."""
        return hashlib.sha256((self.salt + self.words).encode()).hexdigest()

    @property
    def waits(self) -> bool:
        """True while it is in no entry yet."""
        return self.batch < 0


# -- deciding ---------------------------------------------------------------------------------------------------------


def require_concern(area: str, words: str) -> str:
    """The words of a concern, refused where nothing is said or the area is none."""
    if area not in AREAS:
        raise Refused("Say what it is about, so that the right people look.")
    return require_words(words, "There is nothing written yet. Say what you saw and what worries you.")


def are_ready(waiting: Sequence[Concern]) -> bool:
    """Whether the concerns that wait are written now: one alone is held over once, unless it asks for action."""
    return len(waiting) > 1 or any(one.urgent or one.held_over for one in waiting)


def receive_concerns(waiting: Sequence[Concern], *, now: datetime, since: datetime) -> ConcernsReceived:
    """The one entry for all concerns that wait.

    Args:
        waiting: Them, in any order.
        now: The instant of recording: that of the huddle or gate.
        since: The instant of the huddle or gate before, which the period begins with.
    """
    begins, ends = _hour_before(since), _hour_after(now)
    return ConcernsReceived(
        by=PROGRAM,
        recorder=PROGRAM,
        at=now,
        count=len(waiting),
        areas=tuple(area for area in AREAS if any(one.area == area for one in waiting)),
        urgent=tuple(area for area in AREAS if any(one.area == area and one.urgent for one in waiting)),
        since=begins.isoformat(timespec="seconds"),
        until=ends.isoformat(timespec="seconds"),
        fingerprints=tuple(sorted(one.fingerprint for one in waiting)),
    )


def answer_concerns(
    state: RunState,
    act: Act,
    batch: int,
    *,
    area: str,
    action_taken: str,
    feedback_given: str,
    linked_decision: str = "",
) -> ConcernsAnswered:
    """Decide that a lead says what was done about concerns.

    Raises:
        Refused: There is no such entry or area in it, the actor is no lead, or something is not said. That the run was
            closed is no bar: staff must see an answer to what was written just before it.
    """
    found = next((one for one in state.concerns if one.seq == batch), None)
    if found is None or area not in found.areas:
        raise Refused(f"Entry {batch} holds no concern about {area or 'nothing'}.")
    signature = sign(state, act, addendum=True)
    require_lead(state, act.by)
    done = require_words(action_taken, "Say what was done about it, or ‘Nothing yet’ and why.")
    told = require_words(feedback_given, "Say how staff were told what came of it: they must see an answer.")
    return ConcernsAnswered(
        **signature,
        area=area,
        batch=batch,
        linked_decision=linked_decision.strip(),
        feedback_given=told,
        action_taken=done,
    )


def require_lead(state: RunState, initials: str) -> None:
    """Refuse somebody who does not answer for concerns."""
    person = state.people.get(initials)
    if person is not None and not {*ANSWERING_ROLES, LEAD}.isdisjoint(person.roles):
        return
    msg = (
        f"{initials} does not answer for concerns. The lead of the cutover, the practice manager, the clinical lead "
        "and the safety officer do."
    )
    raise Refused(msg)


def period_words(since: datetime | None, until: datetime | None, zone: str) -> str:
    """`Thu 26 Nov between 12:00 and 15:00`, over midnight with both days."""
    if since is None or until is None:
        return "at a time that is not recorded"
    if to_local(since, zone).date() == to_local(until, zone).date():
        day = moment_words(since, zone).rpartition(" ")[0]
        return f"{day} between {clock_words(since, zone)} and {clock_words(until, zone)}"
    return f"between {moment_words(since, zone)} and {moment_words(until, zone)}"


# -- folding ----------------------------------------------------------------------------------------------------------


def after_concern(state: RunState, event: ConcernEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record about concerns, and what people should look at; the words are empty when nothing."""
    if isinstance(event, ConcernsReceived):
        batch = Batch(
            seq=seq,
            count=event.count,
            areas=event.areas,
            urgent=event.urgent,
            since=state.instant_of(event.since),
            until=state.instant_of(event.until),
            fingerprints=event.fingerprints,
        )
        return replace(state, concerns=(*state.concerns, batch)), ""
    found = next((one for one in state.concerns if one.seq == event.batch), None)
    if found is None or event.area not in found.areas:
        return state, f"Entry {seq} answers a concern that entry {event.batch} does not hold."
    after = replace(found, answers=(*found.answers, event), answer_seqs=(*found.answer_seqs, seq))
    return replace(state, concerns=tuple(after if one is found else one for one in state.concerns)), ""


# -- private ----------------------------------------------------------------------------------------------------------


def _hour_before(instant: datetime) -> datetime:
    """The full hour at or before an instant, UTC."""
    return instant.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _hour_after(instant: datetime) -> datetime:
    """The full hour at or after an instant, UTC."""
    before = _hour_before(instant)
    return before if before == instant else before + _HOUR
