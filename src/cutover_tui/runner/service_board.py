"""The services board: every instance, what it still owes, whom to ask what, and what the gap held.

The debt is what was taken from its usual way and is not proven back (`peers.md` c1). A service that is not as usual and
has no catcher is red at once (c3). The chase list puts the question to the third party in words (c4), and a promise
past its time is shown with the next contact (c18).
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.service_counts import CountKind, count_of, open_differences
from cutover_tui.domain.services import (
    CUTOVER,
    ENDED,
    STATUS_WORDS,
    ServiceState,
    ServiceStatus,
    Stage,
    cutover_status,
    full_name,
    stages_of,
    standing_words,
    usual_catchers,
)
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import date_time_words, day_words, duration_words, to_local
from cutover_tui.runner.service_tiles import LOUDNESS, strip_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.plan import Person, Service
    from cutover_tui.domain.service_calls import Call
    from cutover_tui.domain.services import Gap
    from cutover_tui.domain.state import RunState


class ServiceFilter(StrEnum):
    """What the board may be narrowed to."""

    ALL = "all"
    NOT_NORMAL = "not normal"
    UNKNOWN = "unknown or not confirmed"
    """Nobody has confirmed where it stands."""
    NO_CATCHER = "no catcher"
    CHASE = "to chase today"


@dataclass(frozen=True, kw_only=True)
class OverduePromise:
    """A promise past its time, and whom to turn to next."""

    call: Call
    over: str
    """How long it is over, `12 min`."""
    contact: str
    """The next contact, `SP Sam Patel 01632 960123`; empty when the plan has none."""


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """One line of the board."""

    service: Service
    standing: ServiceState
    name: str
    words: str
    """`OFF`, `OFF, NOT CONFIRMED`."""
    since: datetime | None
    confirmed_by: str
    """Who at the other end confirmed it last; empty when nobody did."""
    recorded_by: str
    """Initials of who recorded it."""
    catcher: str
    """`SP: the lab rings 214`; empty when nobody catches it."""
    usual_catchers: tuple[str, ...]
    """Initials of those whose role usually catches it, to offer where nobody does."""
    next_step: str
    gap_words: str
    """The gap so far, `1 day 16hr`; empty when there is none."""
    differences: tuple[str, ...]
    """Counts that differ and are not explained: amber until they are."""
    overdue: tuple[OverduePromise, ...]
    pressing_because: tuple[str, ...]
    """Why somebody has to see to it now; empty when nobody has. The screen is red for a missing catcher alone."""

    @property
    def pressing(self) -> bool:
        """Tell whether somebody has to see to it now."""
        return bool(self.pressing_because)


@dataclass(frozen=True, kw_only=True)
class Chase:
    """One question to put to a third party."""

    service: Service
    gap: Gap
    question: str
    """In words, to read out or send."""
    expected: int | None
    received: int | None
    filed: int | None
    differences: tuple[str, ...]


def service_rows(
    state: RunState, now: datetime, chosen: ServiceFilter = ServiceFilter.ALL
) -> tuple[tuple[str, tuple[ServiceRow, ...]], ...]:
    """The board: the name of each kind of service, with the lines of its instances; kinds without a line are left out.

    Args:
        state: Where the run stands.
        now: The time the gaps are counted to.
        chosen: Which lines to show.
    """
    groups: dict[str, list[ServiceRow]] = {}
    for service in state.plan.services:
        row = service_row(state, service, now)
        if shows(row, chosen):
            groups.setdefault(service.name, []).append(row)
    return tuple((name, tuple(rows)) for name, rows in groups.items())


def service_row(state: RunState, service: Service, now: datetime) -> ServiceRow:
    """The line of one instance."""
    standing = state.services[service.id]
    overdue = overdue_promises(state, service, now)
    gap = standing.gaps[-1] if standing.gaps else None
    return ServiceRow(
        service=service,
        standing=standing,
        name=full_name(service),
        words=standing_words(standing),
        since=standing.since,
        confirmed_by=standing.confirmed_with,
        recorded_by=standing.by,
        catcher=f"{standing.catcher}: {standing.route}" if standing.catcher else "",
        usual_catchers=usual_catchers(state, service),
        next_step=next_step(state, service),
        gap_words=duration_words(((gap.ends or now) - gap.begins).total_seconds()) if gap is not None else "",
        differences=open_differences(standing),
        overdue=overdue,
        pressing_because=_pressing_because(standing, overdue),
    )


def needs_catcher(standing: ServiceState) -> bool:
    """Tell whether something is not carried and nobody catches it."""
    return not standing.catcher and standing.owes and standing.status not in ENDED


def _pressing_because(standing: ServiceState, overdue: tuple[OverduePromise, ...]) -> tuple[str, ...]:
    reasons = (
        (standing.status is ServiceStatus.UNKNOWN, "nobody has confirmed where it stands"),
        (not standing.confirmed, _open_words(standing)),
        (needs_catcher(standing), "no catcher"),
        (bool(overdue), "a promise is past its time"),
    )
    return tuple(words for holds, words in reasons if holds)


def _open_words(standing: ServiceState) -> str:
    """What is missing of a state that nobody has confirmed."""
    return "nobody has named a first real item" if standing.status is ServiceStatus.FLOWING else "not confirmed"


def shows(row: ServiceRow, chosen: ServiceFilter) -> bool:
    """Tell whether a line belongs to what the board is narrowed to."""
    standing = row.standing
    match chosen:
        case ServiceFilter.ALL:
            return True
        case ServiceFilter.NOT_NORMAL:
            return standing.owes or standing.status is ServiceStatus.ASKED_OFF
        case ServiceFilter.UNKNOWN:
            return standing.status is ServiceStatus.UNKNOWN or not standing.confirmed
        case ServiceFilter.NO_CATCHER:
            return needs_catcher(standing)
        case ServiceFilter.CHASE:
            return is_to_chase(row)


def is_to_chase(row: ServiceRow) -> bool:
    """Tell whether somebody has to be asked today: a promise is over, or a gap is over and its counts are not clear."""
    closed = any(gap.ends is not None for gap in row.standing.gaps)
    counted = count_of(row.standing, CountKind.RECEIVED) is not None
    unproven = row.standing.status is ServiceStatus.FLOWING and not row.standing.confirmed
    waits = row.standing.status in {ServiceStatus.ASKED_ON, ServiceStatus.ON_UNTESTED, ServiceStatus.UNKNOWN}
    return (
        bool(row.overdue or row.differences)
        or waits
        or unproven
        or (closed and not counted and _came_back(row.standing))
    )


def _came_back(standing: ServiceState) -> bool:
    return standing.status in {ServiceStatus.FLOWING, ServiceStatus.FELL_BACK}


def next_step(state: RunState, service: Service) -> str:
    """What comes next for a service: the task that takes it further, or what people have to say."""
    standing = state.services[service.id]
    wanted = _next_stages(standing)
    for stage in wanted:
        for ref, brought in stages_of(service).items():
            if brought is stage and ref in state.task_by_ref and state.standing(ref).status not in SETTLED:
                return f"{ref} {state.task_by_ref[ref].title}"
    if not standing.confirmed:
        return "Get it confirmed" if standing.status is not ServiceStatus.FLOWING else "See a first real item"
    if standing.status is ServiceStatus.UNKNOWN:
        return "Find out where it stands"
    if standing.status in CUTOVER | {ServiceStatus.ASKED_ON}:
        return "Bring it back"
    if standing.status is ServiceStatus.ON_UNTESTED:
        return "See a first real item"
    if standing.status is ServiceStatus.ASKED_OFF:
        return f"Get {STATUS_WORDS[cutover_status(service)]} confirmed"
    return ""


def _next_stages(standing: ServiceState) -> tuple[Stage, ...]:
    """The stages that come after where a service stands, the nearest first."""
    if not standing.confirmed or standing.status is ServiceStatus.UNKNOWN:
        return ()
    if standing.status in {ServiceStatus.NORMAL, ServiceStatus.ASKED_OFF}:
        return (Stage.OFF,)
    if standing.status in CUTOVER | {ServiceStatus.ASKED_ON}:
        return (Stage.ON, Stage.FLOWING)
    return (Stage.FLOWING,) if standing.status is ServiceStatus.ON_UNTESTED else ()


# -- promises and questions


def overdue_promises(state: RunState, service: Service, now: datetime) -> tuple[OverduePromise, ...]:
    """The promises about a service that are past their time, each with the next contact."""
    calls = [call for call in state.services[service.id].calls if call.is_overdue(now)]
    contacts = escalation_contacts(state, service)
    return tuple(
        OverduePromise(
            call=call,
            over=duration_words((now - call.promised_by).total_seconds()) if call.promised_by is not None else "",
            contact=contact_words(contacts[min(place, len(contacts) - 1)]) if contacts else "",
        )
        for place, call in enumerate(calls)
    )


def escalation_contacts(state: RunState, service: Service) -> tuple[Person, ...]:
    """Whom to turn to when a promise is not kept: who switches the service, then the lead of the cutover."""
    holders = [person for person in state.people.values() if service.switched_by in person.roles]
    lead = cutover_lead(state)
    return tuple(dict.fromkeys([*holders, *([lead] if lead is not None else [])]))


def contact_words(person: Person) -> str:
    """`SP Sam Patel 01632 960123`."""
    return " ".join(part for part in (person.initials, person.name, person.phone) if part)


def chase_list(state: RunState, now: datetime) -> tuple[Chase, ...]:
    """For each gap the question to put to the third party, in the plan's order."""
    return tuple(
        Chase(
            service=service,
            gap=gap,
            question=question_words(state, gap, now),
            expected=count_of(standing, CountKind.EXPECTED),
            received=count_of(standing, CountKind.RECEIVED),
            filed=count_of(standing, CountKind.FILED),
            differences=open_differences(standing),
        )
        for service in state.plan.services
        for standing in (state.services[service.id],)
        if standing.status is not ServiceStatus.RETIRED
        for gap in standing.gaps
    )


def question_words(state: RunState, gap: Gap, now: datetime) -> str:
    """`Please list everything reported between Fri 27-Nov 17:02 and Tue 01-Dec 09:42`, to read out or to send."""
    begins = _moment(gap.begins, state.plan.calendar.zone)
    if gap.ends is None:
        return (
            f"Please list everything reported from {begins} on, up to now ({_moment(now, state.plan.calendar.zone)})."
        )
    return f"Please list everything reported between {begins} and {_moment(gap.ends, state.plan.calendar.zone)}."


def _moment(instant: datetime, zone: str) -> str:
    """`Fri 27-Nov 17:02`, as it is read out and written into a message."""
    day = day_words(instant, zone).split(" ")[0]
    stamp = date_time_words(instant, zone)
    return f"{day} {stamp.replace(f'-{to_local(instant, zone).year}', '', 1)}"


# -- the debt


def debt(state: RunState) -> Mapping[str, int]:
    """How many instances owe, by the words of where they stand; empty when none does."""
    owing = [standing for standing in state.services.values() if standing.owes]
    owing.sort(key=lambda standing: DEBT_ORDER.index(standing.status))
    return Counter(strip_word(standing) for standing in owing)


DEBT_ORDER = (*LOUDNESS[1:], LOUDNESS[0])
"""The order the debt is told in: as the strip, but UNKNOWN at the end, where the eye stops."""


def debt_forms(state: RunState) -> tuple[str, ...]:
    """The debt in ever fewer letters, for heads of every width; nothing while nothing is owed."""
    owed = debt(state)
    if not owed:
        return ()
    counted = [f"{count} {word}" for word, count in owed.items()]
    loud = STATUS_WORDS[ServiceStatus.UNKNOWN]
    known = sum(count for word, count in owed.items() if word != loud)
    rest = [*([f"{known} NOT NORMAL"] if known else []), *([f"{owed[loud]} {loud}"] if loud in owed else [])]
    forms = (f"SERVICES {' · '.join(counted)}", " ".join(counted), f"SERVICES {' · '.join(rest)}", " ".join(rest))
    return tuple(dict.fromkeys(forms))


def debt_words(state: RunState) -> str:
    """`SERVICES 5 OFF · 2 PAPER · 1 UNKNOWN`."""
    owed = debt(state)
    if owed:
        return f"SERVICES {' · '.join(f'{count} {word}' for word, count in owed.items())}"
    anything = any(standing.steps for standing in state.services.values())
    return "SERVICES ALL BACK" if anything else "SERVICES AS USUAL"
