"""What to offer about a service: the states that make sense next first, the next of its kind, the open promises.

Nothing here refuses anything: any state may be recorded, and the rules of `domain` judge it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.services import CUTOVER, ServiceStatus, cutover_status

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.service_calls import Call
    from cutover_tui.domain.services import ServiceState
    from cutover_tui.domain.state import RunState

_AFTER_CUTOVER = (ServiceStatus.ON_UNTESTED, ServiceStatus.FLOWING, ServiceStatus.ASKED_ON, ServiceStatus.UNKNOWN)
_LAST = (ServiceStatus.UNKNOWN, ServiceStatus.FELL_BACK, ServiceStatus.RETIRED)


def states_to_offer(state: RunState, service: Service) -> tuple[ServiceStatus, ...]:
    """Every state a service can be moved to, those that make sense next first."""
    standing = state.services[service.id]
    here = () if standing.confirmed else (standing.status,)
    every = (*here, *_next_of(service, standing.status), *ServiceStatus)
    left_out = {ServiceStatus.NORMAL, *(() if here else (standing.status,))}
    return tuple(status for status in dict.fromkeys((*every, *_LAST)) if status not in left_out)


def _next_of(service: Service, status: ServiceStatus) -> tuple[ServiceStatus, ...]:
    """The states that come after one, the likeliest first."""
    off = cutover_status(service)
    if status in CUTOVER:
        return _AFTER_CUTOVER
    match status:
        case ServiceStatus.NORMAL | ServiceStatus.FELL_BACK:
            return (off, ServiceStatus.ASKED_OFF, ServiceStatus.UNKNOWN)
        case ServiceStatus.ASKED_ON:
            return (ServiceStatus.ON_UNTESTED, ServiceStatus.FLOWING, ServiceStatus.UNKNOWN)
        case ServiceStatus.ON_UNTESTED:
            return (ServiceStatus.FLOWING, ServiceStatus.UNKNOWN, off)
        case ServiceStatus.UNKNOWN:
            return (off, ServiceStatus.ON_UNTESTED, ServiceStatus.FLOWING)
        case _:
            return (off, ServiceStatus.UNKNOWN)


def next_of_kind(
    state: RunState, service: Service, stood: ServiceStatus, *, unconfirmed: bool = False
) -> Service | None:
    """The next instance of the same kind that still stands in a state, from this one on and around.

    Args:
        state: The run as it stands.
        service: The instance to go on from.
        stood: The state.
        unconfirmed: Only an instance whose state nobody has confirmed: it was the confirmation that was recorded last.
    """
    services = [other for other in state.plan.services if other.service == service.service]
    place = next((place for place, other in enumerate(services) if other.id == service.id), 0)
    following = (*services[place + 1 :], *services[:place])
    standings = ((other, state.services[other.id]) for other in following)
    return next((o for o, at in standings if at.status is stood and not (unconfirmed and at.confirmed)), None)


def open_promises(standing: ServiceState) -> tuple[Call, ...]:
    """The calls whose promise is not kept yet, oldest first."""
    return tuple(call for call in standing.calls if call.promised_by is not None and call.kept_at is None)
