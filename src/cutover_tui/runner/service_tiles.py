"""The service strip: what the switch-off and switch-on tasks that are done say about each service.

A tile stands for one watched service with all its instances. Until services have acts of their own, a service is off
when its off tasks are done, and back when its restore tasks are; one that is not needed here is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutover_tui.domain.tasks import TaskStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState

DONE = frozenset({TaskStatus.DONE, TaskStatus.DONE_WITH_COMPLICATIONS})

WORDS = {"off": "OFF", "paper": "PAPER", "redirected": "REDIRECTED", "continues": "CONTINUES"}
"""The word on the chip for each cutover state."""


@dataclass(frozen=True, slots=True)
class ServiceStand:
    """Where one instance of a service stands."""

    service: Service
    state: str
    """`normal`, a cutover state (`off`, `paper`, `redirected`, `continues`), or `on`."""
    since: datetime | None
    """When it came into this state; None for normal."""


@dataclass(frozen=True, slots=True)
class ServiceTile:
    """One tile of the strip."""

    name: str
    """At most 10 letters, such as `PATHOLOGY`."""
    words: str
    """The chip: `NORMAL`, `OFF`, `PAPER`, `3 of 4 OFF`, `ON`."""
    degraded: bool
    """True while any instance is not as usual."""
    since: datetime | None
    """When the first instance left its usual state, or the last came back; None for normal."""


def service_stand(state: RunState, service: Service) -> ServiceStand:
    """Where one instance stands by its tasks."""
    restored = _finished(state, service.restore_tasks)
    if restored is not None:
        return ServiceStand(service, "on", restored)
    off = _finished(state, service.off_tasks)
    if off is not None:
        return ServiceStand(service, service.cutover_state, off)
    return ServiceStand(service, "normal", None)


def service_tiles(state: RunState) -> tuple[ServiceTile, ...]:
    """The strip: the watched services of the plan in their order."""
    watched: dict[tuple[int, str], list[ServiceStand]] = {}
    for service in state.plan.services:
        if service.watch:
            key = (service.watch, service.service)
            watched.setdefault(key, []).append(service_stand(state, service))
    return tuple(_tile(stands) for _key, stands in sorted(watched.items(), key=lambda pair: pair[0]))


def _tile(stands: list[ServiceStand]) -> ServiceTile:
    name = stands[0].service.short_name
    off = [stand for stand in stands if stand.state not in {"normal", "on"}]
    back = [stand for stand in stands if stand.state == "on"]
    total = len(stands)
    if off:
        word = WORDS.get(off[0].state, off[0].state.upper())
        words = word if len(off) == total else f"{len(off)} of {total} {word}"
        return ServiceTile(name, words, degraded=True, since=_first(stand.since for stand in off))
    if back:
        words = "ON" if len(back) == total else f"{len(back)} of {total} ON"
        return ServiceTile(name, words, degraded=False, since=_last(stand.since for stand in back))
    return ServiceTile(name, "NORMAL", degraded=False, since=None)


def _finished(state: RunState, refs: tuple[str, ...]) -> datetime | None:
    """When the last of some tasks was done; None while one is not, or where there are none.

    One that is not needed here does not count. Of a daily task the first day does: what is logged on paper each day
    went off when the first day was logged.
    """
    moments: dict[str, datetime | None] = {}
    for ref in refs:
        standing = state.standing(ref)
        if standing.status is TaskStatus.NOT_NEEDED:
            continue
        task = state.task_by_ref.get(ref)
        series = ref if task is None else task.daily_of or ref
        happened = standing.happened_at if standing.status in DONE else None
        moments[series] = _first((moments.get(series), happened))
    if any(moment is None for moment in moments.values()):
        return None
    return _last(moments.values())


def _first(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


def _last(instants: Iterable[datetime | None]) -> datetime | None:
    return max((instant for instant in instants if instant is not None), default=None)
