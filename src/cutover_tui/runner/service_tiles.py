"""The service strip: where the watched services stand, since when, and how many of how many where there are several.

A tile stands for one watched service with all its instances. Where they differ it tells of the loudest: UNKNOWN before
OFF before ON, UNTESTED.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import ENDED, STATUS_WORDS, ServiceState, ServiceStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState

LOUDNESS = (
    ServiceStatus.UNKNOWN,
    ServiceStatus.OFF,
    ServiceStatus.PAPER,
    ServiceStatus.REDIRECTED,
    ServiceStatus.CONTINUES,
    ServiceStatus.ASKED_OFF,
    ServiceStatus.ASKED_ON,
    ServiceStatus.ON_UNTESTED,
    ServiceStatus.FLOWING,
    ServiceStatus.FELL_BACK,
    ServiceStatus.RETIRED,
    ServiceStatus.NORMAL,
)
"""Which state is told of first."""


@dataclass(frozen=True)
class ServiceTile:
    """One tile of the strip."""

    name: str
    """At most 10 letters, such as `PATHOLOGY`."""
    words: str
    """The chip: `NORMAL`, `OFF`, `PAPER`, `3 of 4 OFF`, `FLOWING`."""
    degraded: bool
    """True while any instance is still to be brought back."""
    since: datetime | None
    """When the first instance left its usual state, or the last came back; None for normal."""


def strip_word(standing: ServiceState) -> str:
    """The one word for where an instance stands; one that is said to flow and owes is `NOT PROVEN`."""
    if standing.status in ENDED and standing.owes:
        return "NOT PROVEN"
    return STATUS_WORDS[standing.status]


def service_tiles(state: RunState) -> tuple[ServiceTile, ...]:
    """The strip: the watched services of the plan in their order."""
    watched: dict[tuple[int, str], list[Service]] = {}
    for service in state.plan.services:
        if service.watch:
            watched.setdefault((service.watch, service.service), []).append(service)
    ordered = sorted(watched.items(), key=lambda pair: pair[0])
    return tuple(
        _tile(services[0].short_name, [state.services[service.id] for service in services])
        for _key, services in ordered
    )


def _tile(name: str, standings: list[ServiceState]) -> ServiceTile:
    owing = [standing for standing in standings if standing.owes]
    told = owing or [standing for standing in standings if standing.status is not ServiceStatus.NORMAL]
    if not told:
        return ServiceTile(name, STATUS_WORDS[ServiceStatus.NORMAL], degraded=False, since=None)
    loudest = min((standing.status for standing in told), key=LOUDNESS.index)
    same = [standing for standing in told if standing.status is loudest]
    word = strip_word(same[0])
    words = word if len(same) == len(standings) else f"{len(same)} of {len(standings)} {word}"
    moments = [standing.since for standing in same]
    return ServiceTile(name, words, degraded=bool(owing), since=_first(moments) if owing else _last(moments))


def _first(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


def _last(instants: Iterable[datetime | None]) -> datetime | None:
    return max((instant for instant in instants if instant is not None), default=None)
