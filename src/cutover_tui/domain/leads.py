"""Who may pause, answer a hold and restart: people by the roles they hold now (`records.md` c1, who signs what)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gate_plan import LEAD, LEAD_NAME
from cutover_tui.domain.handover import open_handovers

if TYPE_CHECKING:
    from collections.abc import Collection

    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState


def holds_role(state: RunState, initials: str, roles: Collection[str]) -> bool:
    """Tell whether somebody holds one of some roles."""
    person = state.people.get(initials)
    return person is not None and not set(roles).isdisjoint(person.roles)


def cutover_lead(state: RunState) -> Person | None:
    """The person who leads this cutover now: whom the plan names, until the role is handed over or stood in for."""
    return next((person for person in state.people.values() if LEAD in person.roles), None)


def is_cutover_lead(state: RunState, initials: str) -> bool:
    """Tell whether somebody leads this cutover now."""
    return holds_role(state, initials, (LEAD,))


def lead_words(state: RunState) -> str:
    """`Lead Jo Bell`, and whom the lead is offered to while nobody has taken it; empty where nobody leads."""
    lead = cutover_lead(state)
    if lead is None:
        return ""
    taker = lead_offered_to(state)
    return f"Lead {lead.name} until {taker} accepts" if taker else f"Lead {lead.name}"


def lead_offered_to(state: RunState) -> str:
    """Initials of the person the lead is offered to and who has not answered; empty where it is not offered."""
    offered = [one.taker for one in open_handovers(state) if one.role == LEAD and is_cutover_lead(state, one.giver)]
    return offered[-1] if offered else ""


def role_names(state: RunState) -> dict[str, str]:
    """Code to name of every role, that of the cutover lead with them."""
    return {**{role.code: role.name for role in state.plan.roles}, LEAD: LEAD_NAME}


def may_pause(state: RunState, initials: str) -> bool:
    """Tell whether somebody may pause alone, and answer a hold: one of the four roles, or a deputy of one."""
    pause = state.plan.pause
    return is_cutover_lead(state, initials) or holds_role(state, initials, (*pause.declared_by, *pause.deputies))


def pausers(state: RunState) -> tuple[str, ...]:
    """Initials of everybody who may pause: the cutover lead, then the holders in the order of the plan's roles."""
    pause = state.plan.pause
    ordered = [initials for initials in state.people if is_cutover_lead(state, initials)]
    for role in (*pause.declared_by, *pause.deputies):
        ordered.extend(initials for initials, person in state.people.items() if role in person.roles)
    return tuple(dict.fromkeys(ordered))


def may_restart_clinically(state: RunState, initials: str) -> bool:
    """Tell whether somebody may be the clinical one of the two who restart."""
    return holds_role(state, initials, state.plan.pause.restart_clinical)


def may_restart_practically(state: RunState, initials: str) -> bool:
    """Tell whether somebody may be the other of the two who restart."""
    return is_cutover_lead(state, initials) or holds_role(state, initials, state.plan.pause.restart_practical)


def is_clinician(state: RunState, initials: str) -> bool:
    """Tell whether somebody is a registered clinician."""
    person = state.people.get(initials)
    return person is not None and person.clinician


def role_words(state: RunState, roles: Collection[str]) -> str:
    """`clinical lead or clinical safety officer`: roles by their names, for a sentence."""
    names = role_names(state)
    found = [names.get(code, code) for code in roles]
    return " or ".join(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in found)


def any_of(initials: Collection[str]) -> str:
    """`AK, JB or TM`."""
    *others, last = initials or ("nobody on the roster",)
    return f"{', '.join(others)} or {last}" if others else last


def call_words(state: RunState, initials: Collection[str]) -> str:
    """`Jo Bell (JB) 01632 960 001`: whom to call, with their numbers as far as the plan has them."""
    people = [state.people[each] for each in initials if each in state.people]
    return ", ".join(
        f"{person.name} ({person.initials}){f' {person.phone}' if person.phone else ''}" for person in people
    )


def short_call_words(state: RunState, initials: Collection[str]) -> str:
    """`JB 01632 960 001, AK 01632 960 002`: the same where there is little room."""
    people = [state.people[each] for each in initials if each in state.people]
    return ", ".join(f"{person.initials} {person.phone}".strip() for person in people)
