"""What somebody at the other end of a service said, and who catches what it would have carried.

OFF and ON need a positive confirmation: who, when, reference (`domain.md` 3.1 rule a). A service that is not as usual
has a named person and a route (`peers.md` c3). The same words go with a task that moves a service and with the service
itself, so that they are asked for once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.acts import require_person
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import PLACE, STAGE_PLACE, Stage

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What was said about a service with an act; all of it may be missing from a plain tick."""

    confirmed_with: str = ""
    """Who at the other end confirmed it, or was asked."""
    reference: str = ""
    """Their reference, or words such as `none given`."""
    first_item: str = ""
    """The first real item seen: from where and at what time, nothing about a patient."""
    catcher: str = ""
    """Initials of the person who catches what the service would have carried."""
    route: str = ""
    """How it reaches that person, such as `the lab rings 214`."""


NOTHING_SAID = Confirmation()
"""The confirmation of an act that says nothing about a service."""


def require_catcher(state: RunState, catcher: str, route: str, name: str) -> None:
    """Refuse a catcher without a route, a route without a catcher, and one who is not on the roster."""
    if not catcher and not route.strip():
        return
    if not catcher:
        msg = f"‘{route.strip()}’ leads to nobody. Give the initials of the person who catches {name}."
        raise Refused(msg)
    require_person(state, catcher)
    if not route.strip():
        msg = f"Say how what {name} would have carried reaches {catcher}, such as ‘the lab rings 214’."
        raise Refused(msg)


def said_with_task(state: RunState, ref: str, given: Confirmation) -> Confirmation:
    """What is recorded with the completion of a task: what nobody gave is said to be not recorded.

    Raises:
        Refused: The task moves no service, or the catcher is not right.
    """
    moved = state.moved_by.get(ref, ())
    if not moved:
        if given != NOTHING_SAID:
            msg = f"{ref} moves no service, so nobody at the other end confirms it. Write it in the note instead."
            raise Refused(msg)
        return given
    require_catcher(state, given.catcher, given.route, ref)
    stages = {stage for instance, stage in moved if STAGE_PLACE[stage] > PLACE[state.services[instance].status]}
    said = replace(
        given,
        confirmed_with=given.confirmed_with.strip(),
        reference=given.reference.strip(),
        first_item=given.first_item.strip(),
        route=given.route.strip(),
    )
    if stages & {Stage.OFF, Stage.ON}:
        said = replace(said, confirmed_with=said.confirmed_with or NOT_RECORDED)
    if Stage.FLOWING in stages:
        said = replace(said, first_item=said.first_item or NOT_RECORDED)
    return said
