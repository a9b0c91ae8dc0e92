"""`people.csv`: who is who. The full copy only, and never a count of what anybody did (`records.md` b4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.presence import Whereabouts, where_at
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.registers.columns import local, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

COLUMNS = (
    text("person_id", "Number of the person in this file"),
    typed("name", "Name, as on the roster"),
    text("initials", "What stands for the person everywhere else"),
    text("role", "Role or roles"),
    typed("organisation", "Organisation, where it is not the practice", NONE),
    text("deputy_for", "Whose role they held then, and which", NONE),
    text("on_site", "yes, phone, or no: where they were when the last entry was recorded"),
    text("registration_body", "Where clinicians are registered"),
    local("first_entry_local", "When they first recorded or did something", NONE),
    local("last_entry_local", "When they last did", NONE),
)


def people_rows(context: Context) -> Iterable[Row]:
    """A row for each person on the roster, in its order."""
    seen = _seen(context)
    for number, person in enumerate(context.state.people.values(), 1):
        first, last = seen.get(person.initials, (None, None))
        yield {
            "person_id": f"P-{number:02}",
            "name": person.name,
            "initials": person.initials,
            "role": context.roles_of(person.initials),
            "organisation": person.organisation,
            "deputy_for": _stands_in_for(context, person.initials),
            "on_site": _where(context, person.initials),
            "registration_body": NOT_RECORDED if person.clinician else NOT_APPLICABLE,
            "first_entry_local": first,
            "last_entry_local": last,
        }


def _stands_in_for(context: Context, initials: str) -> tuple[str, ...]:
    """Whose roles somebody holds now, as far as the log tells."""
    held = (one for one in context.state.stand_ins if one.holder == initials)
    return tuple(f"{one.of} as {context.role_name(one.role)}" for one in held)


def _where(context: Context, initials: str) -> str:
    """Where somebody was when the last entry was recorded."""
    presence = where_at(context.state, initials, context.as_of)
    return _ON_SITE[presence.where] if presence is not None else NOT_RECORDED


_ON_SITE = {Whereabouts.ROOM: "yes", Whereabouts.PHONE: "phone", Whereabouts.AWAY: "no"}


def _seen(context: Context) -> dict[str, tuple[datetime, datetime]]:
    """When each person first and last did or recorded something."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for entry in context.entries:
        for initials in {entry.event.by, entry.event.recorder}:
            first, _last = found.get(initials, (entry.recorded_at, entry.recorded_at))
            found[initials] = first, entry.recorded_at
    return found


PEOPLE = Register(
    name="people",
    title="People",
    about="One row for each person on the roster",
    columns=COLUMNS,
    rows=people_rows,
    key=("person_id",),
    copies=frozenset({Copy.FULL}),
)
