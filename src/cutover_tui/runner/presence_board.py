"""The people board: who is here, who holds what for whom, and what is being handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.domain.handover import open_handovers
from cutover_tui.domain.presence import Whereabouts, where_at
from cutover_tui.domain.time_words import rfc3339, short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.presence import Presence
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True)
class PersonRow:
    """One person of the roster."""

    person: Person
    """With the roles they hold now."""
    presence: Presence | None
    """Where they are; None while nobody said so."""
    for_others: tuple[tuple[str, str], ...]
    """Roles they hold for somebody else: code and whose it is."""
    by_others: tuple[tuple[str, str], ...]
    """Own roles that somebody else holds: code and who holds it."""

    @property
    def here(self) -> bool:
        """True in the room or on the phone."""
        return self.presence is not None and self.presence.where is not Whereabouts.AWAY


def person_rows(state: RunState, now: datetime) -> list[PersonRow]:
    """A row for everybody on the roster, those who are here first, then in the order of the roster."""
    rows = [
        PersonRow(
            person=person,
            presence=where_at(state, initials, now),
            for_others=tuple((one.role, one.of) for one in state.stand_ins if one.holder == initials),
            by_others=tuple((one.role, one.holder) for one in state.stand_ins if one.of == initials),
        )
        for initials, person in state.people.items()
    ]
    return sorted(rows, key=lambda row: not row.here) if state.presence else rows


def roll_words(state: RunState, now: datetime) -> str:
    """`9 here: 7 in the room, 2 on the phone`; says so where no roll is kept."""
    if not state.presence:
        return "Nobody has said yet who is here."
    places = [row.presence.where for row in person_rows(state, now) if row.presence is not None and row.here]
    room, phone = places.count(Whereabouts.ROOM), places.count(Whereabouts.PHONE)
    return f"{room + phone} here: {room} in the room, {phone} on the phone"


def stand_in_words(row: PersonRow) -> str:
    """`holds CSO, CL for DR`, `SP holds CL`; empty where everybody holds their own."""
    held = [f"holds {', '.join(roles)} for {of}" for of, roles in _by_person(row.for_others).items()]
    away = [f"{holder} holds {', '.join(roles)}" for holder, roles in _by_person(row.by_others).items()]
    return "; ".join((*held, *away))


def _by_person(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Roles by the initials beside them."""
    found: dict[str, list[str]] = {}
    for role, initials in pairs:
        found.setdefault(initials, []).append(role)
    return found


def offer_words(handover: Handover, now: datetime, zone: str) -> str:
    """How an open handover stands: until it is accepted nothing has changed."""
    since = short_words(handover.started_at, now, zone)
    role = "the lead" if handover.role == LEAD else handover.role
    return (
        f"{handover.ref}: {role} from {handover.giver} to {handover.taker}, offered {since}. "
        f"Until {handover.taker} accepts, {handover.giver} holds it."
    )


def presence_objects(state: RunState, now: datetime) -> list[dict[str, object]]:
    """Who is here, for `status --json`: everybody in the room or on the phone."""
    zone = state.plan.calendar.zone
    return [
        {
            "initials": row.person.initials,
            "name": row.person.name,
            "roles": list(row.person.roles),
            "where": str(row.presence.where),
            "since": rfc3339(row.presence.since, zone),
            "stands_in_for": sorted({of for _role, of in row.for_others}),
        }
        for row in person_rows(state, now)
        if row.here and row.presence is not None
    ]


def presence_lines(state: RunState, now: datetime) -> list[str]:
    """Who is here, who stands in and what is being handed over, in plain lines; none while nothing was said of it."""
    zone = state.plan.calendar.zone
    lines = [f"People: {roll_words(state, now)}."] if state.presence else []
    lines += [f"{row.person.initials} {stand_in_words(row)}." for row in person_rows(state, now) if row.for_others]
    return lines + [f"Handover {offer_words(one, now, zone)}" for one in open_handovers(state)]
