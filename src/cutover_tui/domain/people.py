"""The roster of a run: who may put their initials to something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.plan import Person
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

INITIALS = re.compile(r"[A-Z]{2,4}\Z")
"""Initials are two to four capital letters (`integrity.md` D3)."""


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Happening):
    """Somebody joined the roster during the run: this happened."""

    WIRE: ClassVar[str] = "person.added"
    ABOUT: ClassVar[str] = "initials"
    MEANING: ClassVar[str] = "I know this person and their role"

    initials: str
    name: str
    roles: tuple[str, ...] = ()
    organisation: str = ""
    clinician: bool = False


def add_person(
    state: RunState,
    act: Act,
    *,
    initials: str,
    name: str,
    roles: tuple[str, ...] = (),
    organisation: str = "",
    clinician: bool = False,
) -> PersonAdded:
    """Decide that somebody joins the roster.

    Raises:
        Refused: The initials have another shape, are the program's or are taken, a role is not known, or the name is
            blank.
    """
    if not INITIALS.match(initials):
        msg = f"‘{initials}’ are not initials. Give two to four capital letters, such as JB."
        raise Refused(msg)
    if initials in state.people:
        msg = f"{initials} is {state.people[initials].name}. Give {name or 'the new person'} other initials."
        raise Refused(msg)
    known = [role.code for role in state.plan.roles]
    strange = [role for role in roles if role not in known]
    if strange:
        msg = f"{strange[0]} is not a role of this plan. The roles are {', '.join(known)}."
        raise Refused(msg)
    return PersonAdded(
        **sign(state, act),
        initials=initials,
        name=require_words(name, f"Give the name that goes with {initials}."),
        roles=roles,
        organisation=organisation.strip(),
        clinician=clinician,
    )


def person_of(event: PersonAdded) -> Person:
    """The roster entry an event adds."""
    return Person(
        initials=event.initials,
        name=event.name,
        roles=event.roles,
        organisation=event.organisation,
        clinician=event.clinician,
    )
