"""Moving a service, and naming who catches what it would have carried. The rules of `domain.md` 3.1.

OFF and ON need somebody at the other end who confirmed it, with a reference; FLOWING needs a first real item; retiring
one needs two people; going back to an earlier state, UNKNOWN and FELL BACK need a reason. The order is not forced:
what happened is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation, require_catcher
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import (
    CUTOVER,
    PLACE,
    STAGE_PLACE,
    STATUS_WORDS,
    ServiceStatus,
    Stage,
    full_name,
    is_recorded,
    service_of,
    stages_of,
)
from cutover_tui.domain.tasks import SETTLED, TaskStatus
from cutover_tui.domain.time_words import moment_words
from cutover_tui.domain.unusual import require_reason

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState

NEEDS_REASON = frozenset({ServiceStatus.UNKNOWN, ServiceStatus.FELL_BACK, ServiceStatus.RETIRED})
"""The states that are recorded with a reason, wherever a service stood before."""


@dataclass(frozen=True, kw_only=True)
class ServiceMoved(Happening):
    """A service came into another state, and the tasks that belong to it were settled: this happened."""

    WIRE: ClassVar[str] = "service.moved"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("confirmed_with", "reference", "first_item", "route", "reason")
    MEANING: ClassVar[str] = "I say this service is so"

    service: str
    """Id of the instance, such as `pathology:north-lab`."""
    to: str
    """The state it came into (`ServiceStatus`)."""
    completes: tuple[str, ...] = ()
    """Refs of the tasks this completes in the same act."""
    reopens: tuple[str, ...] = ()
    """Refs of the tasks that are to do again, because it went back."""
    checked_by: str = ""
    """Initials of a different person who saw it too, or who agreed to retire it."""
    unusual: tuple[str, ...] = ()
    """What is unusual about the tasks it completes: `too early`, `out of order`, `past its window`."""
    catcher: str = ""
    """Initials of the person who catches what it would have carried."""
    confirmed_with: str = ""
    """Who at the other end confirmed it, or was asked."""
    reference: str = ""
    first_item: str = ""
    """The first real item seen."""
    route: str = ""
    """How what it would have carried reaches the catcher."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceCaught(Happening):
    """Somebody was named who catches what a service would have carried: this happened."""

    WIRE: ClassVar[str] = "service.caught"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("route",)
    MEANING: ClassVar[str] = "I say this person catches it"

    service: str
    catcher: str
    """Initials of the person."""
    route: str
    """How it reaches them."""


def move_service(
    state: RunState,
    act: Act,
    instance: str,
    to: str,
    *,
    said: Confirmation = NOTHING_SAID,
    reason: str = "",
    checked_by: str = "",
) -> ServiceMoved:
    """Decide that a service came into another state; its tasks follow in the same record.

    Raises:
        ReasonNeeded: A task it completes is too early, out of order or past its window, and no reason was given.
        Refused: There is no such service or state, it is there already, or what the state asks for was not said.
    """
    service = service_of(state, instance)
    status = _status(service, to)
    _require_news(state, service, status, said)
    require_catcher(state, said.catcher, said.route, full_name(service))
    _require_second(state, act, service, status, checked_by)
    _require_confirmation(service, status, said)
    reopens = _reopened(state, service, status)
    _require_reason(state, service, status, reason)
    signature = sign(state, act, auth="two-person" if checked_by else "initials")
    completes = settled_by_move(state, service, status)
    unusual = require_reason(state, act, completes, reason=reason, others=(checked_by,))
    return ServiceMoved(
        **signature,
        service=instance,
        to=status,
        completes=completes,
        reopens=reopens,
        checked_by=checked_by,
        unusual=unusual,
        catcher=said.catcher,
        confirmed_with=said.confirmed_with.strip(),
        reference=said.reference.strip(),
        first_item=said.first_item.strip(),
        route=said.route.strip(),
        reason=reason.strip(),
    )


def name_catcher(state: RunState, act: Act, instance: str, *, catcher: str, route: str) -> ServiceCaught:
    """Decide who catches what a service would have carried, and by which route.

    Raises:
        Refused: There is no such service, the person is not on the roster, the route is missing, or both are as before.
    """
    name = full_name(service_of(state, instance))
    if not catcher:
        msg = f"Give the initials of the person who catches what {name} would have carried."
        raise Refused(msg)
    require_catcher(state, catcher, route, name)
    standing = state.services[instance]
    if (standing.catcher, standing.route) == (catcher, route.strip()):
        msg = f"{catcher} already catches {name}, by the same route."
        raise Refused(msg)
    return ServiceCaught(**sign(state, act), service=instance, catcher=catcher, route=route.strip())


def settled_by_move(state: RunState, service: Service, status: ServiceStatus) -> tuple[str, ...]:
    """The open tasks that say what a move says.

    A task that several services share is completed by the last of them to get there, and a daily one by nobody but who
    does it that day.
    """
    place = PLACE[status]
    stages = {stage for stage, brought in STAGE_PLACE.items() if brought == place}
    if status is ServiceStatus.FLOWING:
        stages.add(Stage.ON)
    return tuple(
        ref
        for ref, stage in stages_of(service).items()
        if stage in stages and _is_open(state, ref) and _others_are_there(state, service, ref)
    )


def _is_open(state: RunState, ref: str) -> bool:
    task = state.task_by_ref.get(ref)
    standing = state.standing(ref).status
    return task is not None and not task.daily_of and standing not in SETTLED | {TaskStatus.AWAITS_CHECK}


def _others_are_there(state: RunState, service: Service, ref: str) -> bool:
    others = ((instance, stage) for instance, stage in state.moved_by[ref] if instance != service.id)
    return all(PLACE[state.services[instance].status] >= STAGE_PLACE[stage] for instance, stage in others)


def _reopened(state: RunState, service: Service, status: ServiceStatus) -> tuple[str, ...]:
    """The tasks that no longer hold when a service goes back: those that brought it further than it is now.

    One that fell back to the old system has to go off again before the next attempt. UNKNOWN undoes nothing.
    """
    place = PLACE[ServiceStatus.ASKED_OFF] if status is ServiceStatus.FELL_BACK else PLACE[status]
    if not 0 < place < PLACE[state.services[service.id].status]:
        return ()
    done = SETTLED - {TaskStatus.NOT_NEEDED} | {TaskStatus.AWAITS_CHECK}
    return tuple(
        ref
        for ref, stage in stages_of(service).items()
        if STAGE_PLACE[stage] > place
        and state.standing(ref).status in done
        and len(state.moved_by[ref]) == 1
        and not state.task_by_ref[ref].daily_of
    )


def _status(service: Service, to: str) -> ServiceStatus:
    if to == ServiceStatus.NORMAL:
        msg = (
            f"{full_name(service)} cannot be moved to NORMAL: that is where it stood before anything happened. "
            "Give FLOWING, FELL BACK or RETIRED, or reopen the task that took it off."
        )
        raise Refused(msg)
    if to not in set(ServiceStatus):
        known = ", ".join(status.value for status in ServiceStatus if status is not ServiceStatus.NORMAL)
        msg = f"‘{to}’ is not a state of a service. The states are {known}."
        raise Refused(msg)
    return ServiceStatus(to)


def _require_news(state: RunState, service: Service, status: ServiceStatus, said: Confirmation) -> None:
    """Refuse a move to where it stands, unless it confirms what was not confirmed."""
    standing = state.services[service.id]
    if standing.status is not status:
        return
    news = said.first_item if status is ServiceStatus.FLOWING else said.confirmed_with
    if not standing.confirmed and is_recorded(news.strip()):
        return
    since = standing.since
    when = f" since {moment_words(since, state.plan.calendar.zone)}" if since is not None else ""
    msg = f"{full_name(service)} is already {STATUS_WORDS[status]}{when}, recorded by {standing.by}."
    raise Refused(msg)


def _require_confirmation(service: Service, status: ServiceStatus, said: Confirmation) -> None:
    name, words = full_name(service), STATUS_WORDS[status]
    if status in {ServiceStatus.ASKED_OFF, ServiceStatus.ASKED_ON}:
        require_words(said.confirmed_with, f"Say who was asked about {name}.")
    if status in CUTOVER | {ServiceStatus.ON_UNTESTED}:
        question = f"{words} needs somebody at the other end to say so. Give who confirmed it for {name}."
        require_words(said.confirmed_with, question)
        question = f"{words} needs a reference from the other end. Give it for {name}, or write that they gave none."
        require_words(said.reference, question)
    if status is ServiceStatus.FLOWING:
        require_words(
            said.first_item,
            f"FLOWING needs a first real item. Say for {name} where it came from and at what time, no patient detail.",
        )


def is_reason_needed(was: ServiceStatus, to: ServiceStatus) -> bool:
    """Tell whether a move needs a reason: to some states always, and back to an earlier one."""
    return to in NEEDS_REASON or PLACE[to] < PLACE[was]


def _require_reason(state: RunState, service: Service, status: ServiceStatus, reason: str) -> None:
    name, words = full_name(service), STATUS_WORDS[status]
    if status in NEEDS_REASON:
        require_words(reason, f"Say why {name} is {words}.")
    was = state.services[service.id].status
    if PLACE[status] < PLACE[was]:
        require_words(reason, f"{name} is {STATUS_WORDS[was]}. Say why it goes back to {words}.")


def _require_second(state: RunState, act: Act, service: Service, status: ServiceStatus, checked_by: str) -> None:
    """Refuse a second person who is the first, and retiring without one (`domain.md` 3.1: two signatories)."""
    name = full_name(service)
    if status is ServiceStatus.RETIRED and not checked_by:
        msg = f"Retiring {name} takes two people. Give the initials of the other who agrees."
        raise Refused(msg)
    if not checked_by:
        return
    require_person(state, checked_by)
    if checked_by in {act.by, act.on_behalf_of}:
        msg = f"{name} needs a different person to agree: {checked_by} says so already. Ask somebody else."
        raise Refused(msg)
