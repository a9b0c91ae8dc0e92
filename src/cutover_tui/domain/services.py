"""Where a service stands: off, on paper, asked back, on, flowing. The model of `domain.md` 3.1.

A service that was switched off is a debt that only one of three ends settles: a first real item was seen (FLOWING), it
went back to the old system (FELL BACK), or two people retired it. Where a service stands is the last of its steps;
when a task that brought a step is reopened, the step goes and the one before it counts again.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.plan import Plan, Service
    from cutover_tui.domain.service_calls import Call
    from cutover_tui.domain.service_counts import Count, Explanation
    from cutover_tui.domain.state import RunState


class ServiceStatus(StrEnum):
    """Where one instance of a service stands."""

    NORMAL = "normal"
    ASKED_OFF = "asked_off"
    """Somebody asked for it to go off; nobody has confirmed."""
    OFF = "off"
    PAPER = "paper"
    REDIRECTED = "redirected"
    CONTINUES = "continues"
    """A feed that does not stop: it carries a running count."""
    ASKED_ON = "asked_on"
    ON_UNTESTED = "on_untested"
    """Somebody switched it on; nothing real has been seen yet."""
    FLOWING = "flowing"
    """A first real item was seen."""
    FELL_BACK = "fell_back"
    """It works with the old system again."""
    RETIRED = "retired"
    """It does not come back; two people say so."""
    UNKNOWN = "unknown"
    """Nobody has confirmed where it stands; as loud as a fault."""


STATUS_WORDS: Mapping[ServiceStatus, str] = {
    status: "ON, UNTESTED" if status is ServiceStatus.ON_UNTESTED else status.replace("_", " ").upper()
    for status in ServiceStatus
}
"""What people read."""

CUTOVER = frozenset({ServiceStatus.OFF, ServiceStatus.PAPER, ServiceStatus.REDIRECTED, ServiceStatus.CONTINUES})
"""The states of cutover itself."""

ENDED = frozenset({ServiceStatus.FLOWING, ServiceStatus.FELL_BACK, ServiceStatus.RETIRED})
"""The three ends of a debt."""

PLACE: Mapping[ServiceStatus, int] = {
    ServiceStatus.NORMAL: 0,
    ServiceStatus.FELL_BACK: 0,
    ServiceStatus.UNKNOWN: 0,
    ServiceStatus.ASKED_OFF: 1,
    **dict.fromkeys(CUTOVER, 2),
    ServiceStatus.ASKED_ON: 3,
    ServiceStatus.ON_UNTESTED: 4,
    ServiceStatus.FLOWING: 5,
    ServiceStatus.RETIRED: 6,
}
"""How far along its way a service is. A task only ever takes it further; people may take it anywhere."""


class Stage(StrEnum):
    """What the completion of a task brings, as a plan says it."""

    ASKED = "asked"
    OFF = "off"
    """The service's own cutover state, which may also be paper, redirected or continues."""
    ON = "on"
    FLOWING = "flowing"


STAGE_PLACE: Mapping[Stage, int] = {Stage.ASKED: 1, Stage.OFF: 2, Stage.ON: 4, Stage.FLOWING: 5}
"""The place in `PLACE` of the states a stage stands for."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of a service, as the log tells it."""

    seq: int
    """The record that made it."""
    status: ServiceStatus
    at: datetime
    by: str
    confirmed_with: str = ""
    reference: str = ""
    first_item: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Gap:
    """A time in which a service did not carry what it usually does."""

    begins: datetime
    ends: datetime | None
    """None while it lasts."""


@dataclass(frozen=True, kw_only=True)
class ServiceState:
    """Where one instance stands, as the log tells it."""

    steps: tuple[Step, ...] = ()
    """Its moves that count, oldest first."""
    unchecked: bool = False
    """True while a second person has still to look at what brought it here."""
    catcher: str = ""
    """Initials of the person who catches what it would have carried."""
    route: str = ""
    """How that reaches the catcher."""
    counted: tuple[Count, ...] = ()
    """Every count ever given, oldest first."""
    explanations: tuple[Explanation, ...] = ()
    calls: tuple[Call, ...] = ()
    """Calls and messages about it, oldest first."""

    @property
    def status(self) -> ServiceStatus:
        """Where it stands."""
        return self.steps[-1].status if self.steps else ServiceStatus.NORMAL

    @property
    def here(self) -> tuple[Step, ...]:
        """The steps that say it stands here: the last, and those before it that say the same."""
        first = len(self.steps)
        while first and self.steps[first - 1].status is self.status:
            first -= 1
        return self.steps[first:]

    @property
    def seq(self) -> int:
        """The record that put it here; -1 before the first."""
        return self.steps[-1].seq if self.steps else -1

    @property
    def since(self) -> datetime | None:
        """When it came here; None while it is as usual."""
        return min((step.at for step in self.here), default=None)

    @property
    def by(self) -> str:
        """Initials of the person who last said where it stands."""
        return self.steps[-1].by if self.steps else ""

    @property
    def confirmed_with(self) -> str:
        """Who at the other end confirmed it, empty when nobody is named."""
        return next((step.confirmed_with for step in reversed(self.here) if is_recorded(step.confirmed_with)), "")

    @property
    def reference(self) -> str:
        """Their reference."""
        return next((step.reference for step in reversed(self.here) if is_recorded(step.reference)), "")

    @property
    def first_item(self) -> str:
        """The first real item seen, empty when none is recorded."""
        return next((step.first_item for step in reversed(self.here) if is_recorded(step.first_item)), "")

    @property
    def confirmed(self) -> bool:
        """False for an off or on that nobody at the other end confirmed, and for a flow nobody has seen."""
        if self.status is ServiceStatus.FLOWING:
            return bool(self.first_item)
        return bool(self.confirmed_with) or self.status not in CUTOVER | {ServiceStatus.ON_UNTESTED}

    @property
    def owes(self) -> bool:
        """True while it is a debt: it was taken from its usual way and none of the three ends is proven.

        One that was only asked off carries on; one that was off before somebody asked again does not.
        """
        if self.status in {ServiceStatus.NORMAL, ServiceStatus.ASKED_OFF}:
            return any(gap.ends is None for gap in self.gaps)
        return self.status not in ENDED or not self.confirmed or self.unchecked

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The times it did not carry what it usually does: from off or unknown to one of the three ends.

        A flow of which nobody has seen a first item ends no gap.
        """
        found: list[Gap] = []
        begins: datetime | None = None
        for step in self.steps:
            if step.status is ServiceStatus.FLOWING and not is_recorded(step.first_item):
                continue
            if step.status in ENDED:
                if begins is not None:
                    found.append(Gap(begins, max(begins, step.at)))
                begins = None
            elif step.status in CUTOVER or step.status is ServiceStatus.UNKNOWN:
                begins = step.at if begins is None else min(begins, step.at)
        return (*found, Gap(begins, None)) if begins is not None else tuple(found)


AS_USUAL = ServiceState()
"""A service before anything happened to it."""


def is_recorded(words: str) -> bool:
    """Tell whether somebody gave an answer."""
    return words not in {"", NOT_RECORDED}


def standing_words(standing: ServiceState) -> str:
    """`OFF`, and what is missing: `OFF, NOT CONFIRMED`, `FLOWING, NOT PROVEN`, `FLOWING, NOT CHECKED`."""
    words = STATUS_WORDS[standing.status]
    if not standing.confirmed:
        return f"{words}, NOT {'PROVEN' if standing.status is ServiceStatus.FLOWING else 'CONFIRMED'}"
    return f"{words}, NOT CHECKED" if standing.unchecked else words


def stands_words(standing: ServiceState) -> str:
    """Where a service stands as the rest of a sentence: `is OFF`, `FELL BACK`."""
    words = standing_words(standing)
    return words if standing.status is ServiceStatus.FELL_BACK else f"is {words}"


def service_of(state: RunState, instance: str) -> Service:
    """The instance of a service with an id, refused when there is none."""
    for service in state.plan.services:
        if service.id == instance:
            return service
    named = [service.id for service in state.plan.services if service.service == instance]
    meant = f" Its instances are {', '.join(named)}." if named else " `cutover status --json` lists them all."
    msg = f"There is no service instance {instance or 'without a name'} in this plan.{meant}"
    raise Refused(msg)


def full_name(service: Service) -> str:
    """The name of an instance, `Results from the lab (North Lab)`."""
    return f"{service.name} ({service.item})" if service.item else service.name


def usual_catchers(state: RunState, service: Service) -> tuple[str, ...]:
    """Initials of those whose role usually catches what a service would have carried."""
    return tuple(person.initials for person in state.people.values() if service.caught_by in person.roles)


def cutover_status(service: Service) -> ServiceStatus:
    """The state a service has in cutover."""
    known = {status.value: status for status in CUTOVER}
    return known.get(service.cutover_state, ServiceStatus.OFF)


def stages_of(service: Service) -> Mapping[str, Stage]:
    """Ref of a task to the stage it brings; a plan that does not say goes by the order of the tasks."""
    if service.brings is not None:
        known = {stage.value: stage for stage in Stage}
        return {ref: known[stage] for ref, stage in service.brings.items() if stage in known}
    return {
        **dict.fromkeys(service.off_tasks, Stage.OFF),
        **dict.fromkeys(service.restore_tasks[:-1], Stage.ON),
        **dict.fromkeys(service.restore_tasks[-1:], Stage.FLOWING),
    }


def moved_by_tasks(plan: Plan) -> Mapping[str, tuple[tuple[str, Stage], ...]]:
    """Ref of a task to the instances it moves and the stage it brings to each."""
    found: dict[str, tuple[tuple[str, Stage], ...]] = {}
    for service in plan.services:
        for ref, stage in stages_of(service).items():
            found[ref] = (*found.get(ref, ()), (service.id, stage))
    return found
