"""What a service carried, in counts: expected, received, filed, and the running count of a feed that does not stop.

Counts stay until they are replaced, never go below zero, and every one ever given is kept. A difference stays amber
until somebody explains it (`peers.md` c4, c5). Numbers only, nothing about a patient.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import full_name, service_of

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.services import ServiceState
    from cutover_tui.domain.state import RunState


class CountKind(StrEnum):
    """What is counted."""

    RUNNING = "running"
    """Seen so far in the old system, by a feed that does not stop."""
    EXPECTED = "expected"
    """What the other end says it sent, or sent again."""
    RECEIVED = "received"
    """What arrived in the new system."""
    FILED = "filed"
    """What was matched and filed there."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """One count, as it was given."""

    seq: int
    what: CountKind
    count: int
    at: datetime
    by: str
    struck: bool = False
    """True once it was corrected away: it is kept, and counts for nothing."""
    changed: int = -1
    """The last record that corrected how many or of what; -1 while none has."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why counts differ, as somebody explained it."""

    seq: int
    words: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ServiceCounted(Happening):
    """Somebody counted what a service carried: this happened."""

    WIRE: ClassVar[str] = "service.counted"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I counted this"

    service: str
    what: str
    """`running`, `expected`, `received` or `filed`."""
    count: int
    reason: str = ""
    """Why it is lower than the count before, where it is."""


@dataclass(frozen=True, kw_only=True)
class ServiceExplained(Happening):
    """Somebody explained why the counts of a service differ: this happened."""

    WIRE: ClassVar[str] = "service.explained"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("explanation",)
    MEANING: ClassVar[str] = "I explain this difference"

    service: str
    explanation: str


def count_service(
    state: RunState, act: Act, instance: str, *, what: str, count: int, reason: str = ""
) -> ServiceCounted:
    """Decide a count of what a service carried.

    Raises:
        Refused: There is no such service or count, it is below zero, it is the one before, or it went down and nobody
            says why.
    """
    name = full_name(service_of(state, instance))
    if what not in set(CountKind):
        msg = f"‘{what}’ is not counted. The counts are {', '.join(CountKind)}."
        raise Refused(msg)
    if count < 0:
        msg = f"{count} is below zero. Give how many there are, 0 for none."
        raise Refused(msg)
    earlier = latest_count(state.services[instance], CountKind(what))
    if earlier is not None and earlier.count == count and earlier.by == act.by:
        msg = f"{name}: {count} {what} is already recorded, as entry {earlier.seq}."
        raise Refused(msg)
    if earlier is not None and count < earlier.count:
        question = f"{name} had {earlier.count} {what}, and now {count}. Say why there are fewer."
        require_words(reason, question)
    return ServiceCounted(**sign(state, act), service=instance, what=what, count=count, reason=reason.strip())


def explain_service(state: RunState, act: Act, instance: str, *, explanation: str) -> ServiceExplained:
    """Decide to explain why the counts of a service differ.

    Raises:
        Refused: There is no such service, its counts do not differ or are explained, or the explanation is blank.
    """
    name = full_name(service_of(state, instance))
    if not open_differences(state.services[instance]):
        msg = f"The counts of {name} do not differ, or are explained already, so there is nothing to explain."
        raise Refused(msg)
    words = require_words(explanation, f"Say why the counts of {name} differ.")
    return ServiceExplained(**sign(state, act), service=instance, explanation=words)


def fitting_count(name: str, new: str) -> str:
    """What a count or its kind is corrected to, as it is stored; an empty count strikes the entry.

    Raises:
        Refused: It is no count, or no kind of count.
    """
    if name == "what":
        if new not in set(CountKind):
            raise Refused(f"‘{new}’ is not counted. The counts are {', '.join(CountKind)}.")
        return new
    if new and not (new.isascii() and new.isdecimal()):
        raise Refused(f"‘{new}’ is not a count. Give a whole number, 0 for none, or nothing to strike it.")
    return str(int(new)) if new else ""


def corrected_counts(counted: tuple[Count, ...], corrects: int, name: str, now: str, seq: int) -> tuple[Count, ...]:
    """The counts after an entry that gave one was corrected in a field; words that do not fit change nothing.

    Args:
        counted: The counts before.
        corrects: Number of the entry that was wrong.
        name: Its field.
        now: The right words.
        seq: Number of the record that corrects it.
    """
    return tuple(_corrected(count, name, now, seq) if count.seq == corrects else count for count in counted)


def latest_count(standing: ServiceState, what: CountKind) -> Count | None:
    """The count of one kind that stands now; None before the first."""
    return next((count for count in reversed(standing.counted) if count.what is what and not count.struck), None)


def count_of(standing: ServiceState, what: CountKind) -> int | None:
    """How many there are of one kind now; None before the first count."""
    latest = latest_count(standing, what)
    return latest.count if latest is not None else None


def differences(standing: ServiceState) -> tuple[str, ...]:
    """Which counts differ, in words: `41 expected, 39 received`."""
    pairs = (
        (CountKind.RUNNING, CountKind.RECEIVED),
        (CountKind.EXPECTED, CountKind.RECEIVED),
        (CountKind.RECEIVED, CountKind.FILED),
    )
    found = ((one, count_of(standing, one), other, count_of(standing, other)) for one, other in pairs)
    return tuple(
        f"{first} {one}, {second} {other}"
        for one, first, other, second in found
        if first is not None and second is not None and first != second
    )


def open_differences(standing: ServiceState) -> tuple[str, ...]:
    """The differences nobody has explained since the last count."""
    explained = standing.explanations[-1].seq if standing.explanations else -1
    counted = max((max(count.seq, count.changed) for count in standing.counted), default=-1)
    return differences(standing) if counted > explained else ()


def _corrected(count: Count, name: str, now: str, seq: int) -> Count:
    match name:
        case "count":
            try:
                words = fitting_count(name, now)
            except Refused:
                return count
            return replace(count, count=int(words or count.count), struck=not words, changed=seq)
        case "what" if now in set(CountKind):
            return replace(count, what=CountKind(now), changed=seq)
        case "by":
            return replace(count, by=now)
        case _:
            return count
